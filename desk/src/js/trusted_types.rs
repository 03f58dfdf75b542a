//! What the desk hands to the browser's parsers of script, where the browser asks for trusted types: the
//! address of its one worker. Markup it hands to none; elements are made one by one.
//!
//! The page's policy (`trusted-types default`) allows this one and no other.

use crate::js::heartbeat;
use js_sys::{Function, Object, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

/// Every address of a script is checked from now on, and every text of markup refused.
pub(crate) fn check_all() {
    let Some(types) = web_sys::window()
        .and_then(|window| Reflect::get(&window, &"trustedTypes".into()).ok())
        .filter(|types| !types.is_undefined())
    else {
        return;
    };
    let rules = Object::new();
    // What the rule doesn't pass is refused by the browser.
    let rule = Closure::<dyn Fn(String) -> Option<String>>::new(|url: String| {
        (url == heartbeat::SCRIPT).then_some(url)
    });
    let _ = Reflect::set(&rules, &"createScriptURL".into(), &rule.into_js_value());
    let create = Reflect::get(&types, &"createPolicy".into())
        .ok()
        .and_then(|create| create.dyn_into::<Function>().ok());
    if let Some(create) = create {
        // Refused where the page has one already.
        let _ = create.call2(&types, &"default".into(), &rules);
    }
}
