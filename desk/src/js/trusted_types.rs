//! What the desk hands to the browser's parsers of markup and script, where the browser asks for
//! trusted types.
//!
//! The page's policy (`trusted-types default`) allows this one and no other.

use crate::js::beat;
use crate::pure::inert_markup::is_inert;
use js_sys::{Function, Object, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

/// Every text that goes to such a parser is checked from now on.
pub(crate) fn check_all() {
    let Some(types) = web_sys::window()
        .and_then(|window| Reflect::get(&window, &"trustedTypes".into()).ok())
        .filter(|types| !types.is_undefined())
    else {
        return;
    };
    let rules = Object::new();
    allow(&rules, "createHTML", is_inert);
    allow(&rules, "createScriptURL", |url| url == beat::SCRIPT);
    let create = Reflect::get(&types, &"createPolicy".into())
        .ok()
        .and_then(|create| create.dyn_into::<Function>().ok());
    if let Some(create) = create {
        // Refused where the page has one already.
        let _ = create.call2(&types, &"default".into(), &rules);
    }
}

/// What the rule doesn't pass is refused by the browser.
fn allow(rules: &Object, name: &str, passes: fn(&str) -> bool) {
    let rule = Closure::<dyn Fn(String) -> Option<String>>::new(move |text: String| {
        passes(&text).then_some(text)
    });
    let _ = Reflect::set(rules, &name.into(), &rule.into_js_value());
}
