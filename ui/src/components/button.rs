//! Buttons and paragraphs.

use super::flags::flag;
use super::icon::{Shape, icon};
use crate::el::{El, el};
use leptos::prelude::*;

/// A native button in words, never disabled, with an icon where it helps.
pub fn button(class: &str, shape: Option<Shape>, label: &str, act: impl Fn() + 'static) -> El {
    el("button")
        .attr("type", "button")
        .class(class)
        .children(shape.map(icon))
        .text(label)
        .on_press(act)
}

/// A button that stays pressed while a signal says so.
pub fn toggle(
    class: &str,
    shape: Option<Shape>,
    label: &str,
    pressed: Signal<bool>,
    act: impl Fn() + 'static,
) -> El {
    let pressed = super::flags::text(move || pressed.get().to_string());
    button(class, shape, label, act).attr_of("aria-pressed", pressed)
}

/// A paragraph.
pub fn paragraph(class: &str, text: &str) -> El {
    el("p").class(class).text(text)
}

/// A paragraph that follows a signal; gone while there is nothing to say.
pub fn paragraph_of(class: &str, shape: Option<Shape>, text: Signal<String>) -> El {
    el("p")
        .class(class)
        .children(shape.map(icon))
        .child(el("span").text_of(text))
        .hidden_while(flag(move || text.with(String::is_empty)))
}
