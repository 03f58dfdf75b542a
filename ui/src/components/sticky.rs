//! What comes and goes without taking the focus with it.

use super::flags::{Flag, flag};
use crate::el::{El, div};
use leptos::prelude::*;

/// Makes an element be there while `when` holds, and as long as something in it has the focus: what
/// happens in a conversation never moves the visitor's place. What acts in it asks `when` itself.
#[must_use]
pub fn there_while(element: El, when: Flag) -> El {
    let focused = RwSignal::new(false);
    element
        .hidden_while(flag(move || !when() && !focused.get()))
        .on("focusin", move |_| focused.set(true))
        .on("focusout", move |_| focused.set(false))
}

/// A row of buttons that is there while `when` holds.
pub fn actions(when: Flag, buttons: impl IntoIterator<Item = El>) -> El {
    there_while(div("actions").children(buttons), when)
}
