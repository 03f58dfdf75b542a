//! Light or dark, the site's accent, language and direction, set on the root element.

use crate::accent::{self, Rgb};
use crate::words::Words;
use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, MediaQueryList};

/// The surface on which text is hardest to read in both schemes: `--surface-3` of `tokens.css`.
const LIGHT_SURFACE: Rgb = Rgb(0xea, 0xed, 0xf0);
const DARK_SURFACE: Rgb = Rgb(0x2a, 0x31, 0x38);

/// Sets language and direction.
pub fn apply_words(words: &Words) {
    if let Some(root) = root() {
        let _ = root.set_attribute("lang", words.lang);
        let _ = root.set_attribute("dir", words.direction.as_str());
    }
}

/// Sets the scheme (`auto`, `light` or `dark`) and the accent (`#RRGGBB`), and follows the
/// browser's own scheme while the returned listener lives.
pub fn apply(scheme: &str, accent: Option<&str>) -> Option<EventListener> {
    let query = dark_query();
    let accent = accent.and_then(Rgb::parse);
    let scheme = scheme.to_owned();
    let set = move |query: Option<&MediaQueryList>| {
        let dark = match scheme.as_str() {
            "dark" => true,
            "light" => false,
            _ => query.is_some_and(MediaQueryList::matches),
        };
        set(dark, accent);
    };
    set(query.as_ref());
    let query = query?;
    let target = query.clone();
    Some(EventListener::new(&target, "change", move |_| {
        set(Some(&query));
    }))
}

/// Sets the radius of corners.
pub fn apply_radius(pixels: u32) {
    if let Some(root) = root() {
        let radius = [&pixels.to_string(), "px"].concat();
        let _ = root.style().set_property("--radius", &radius);
    }
}

fn set(dark: bool, wanted: Option<Rgb>) {
    let Some(root) = root() else { return };
    let _ = root.set_attribute("data-scheme", if dark { "dark" } else { "light" });
    let Some(wanted) = wanted else { return };
    let surface = if dark { DARK_SURFACE } else { LIGHT_SURFACE };
    let accent = accent::guard(wanted, surface);
    let style = root.style();
    for (name, value) in [
        ("--accent", accent.fill),
        ("--on-accent", accent.on_fill),
        ("--accent-text", accent.text),
    ] {
        let _ = style.set_property(name, &value.to_css());
    }
}

fn root() -> Option<HtmlElement> {
    web_sys::window()?
        .document()?
        .document_element()?
        .dyn_into()
        .ok()
}

fn dark_query() -> Option<MediaQueryList> {
    web_sys::window()?
        .match_media("(prefers-color-scheme: dark)")
        .ok()
        .flatten()
}
