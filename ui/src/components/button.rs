//! Buttons and paragraphs.

use super::flags::{Flag, Text, flag, text};
use super::icon::{Shape, icon};
use crate::el::{El, el};

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
    pressed: Flag,
    act: impl Fn() + 'static,
) -> El {
    let pressed = text(move || if pressed() { "true" } else { "false" }.to_owned());
    button(class, shape, label, act).attr_of("aria-pressed", pressed)
}

/// A paragraph.
pub fn paragraph(class: &str, text: &str) -> El {
    el("p").class(class).text(text)
}

/// A paragraph that follows a signal; gone while there is nothing to say.
pub fn paragraph_of(class: &str, shape: Option<Shape>, text: Text) -> El {
    el("p")
        .class(class)
        .children(shape.map(icon))
        .child(el("span").text_of(text.clone()))
        .hidden_while(flag(move || text().is_empty()))
}
