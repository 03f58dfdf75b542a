//! The text field. Enter sends, Shift+Enter makes a new line, and an Enter that belongs to an
//! input method does neither.

use crate::pure::composer as limit;
use crate::state::Panel;
use handrail_ui::components::{Shape, icon, text};
use handrail_ui::el::{El, div, el, follow};
use handrail_ui::js::dom;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

/// The field's id; there is one in a panel.
pub(crate) const FIELD: &str = "message";

/// Key code of a key that an input method has taken (UI Events, 4.3.3); Safari gives it alone for
/// the Enter that ends a composition.
const TAKEN_BY_INPUT_METHOD: u32 = 229;

pub(super) fn composer(panel: Panel) -> El {
    let words = panel.words;
    let invalid = text(move || (panel.draft.with(|draft| limit::left(draft)) < 0).to_string());
    let send = move || {
        if !panel.send_draft()
            && let Some(field) = dom::textarea(FIELD)
        {
            let _ = field.focus();
        }
    };
    let on_key = move |event: &Event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        let composing = event.is_composing() || event.key_code() == TAKEN_BY_INPUT_METHOD;
        if event.key() == "Enter" && !event.shift_key() && !composing {
            event.prevent_default();
            send();
        }
    };
    let on_input = move |_: &Event| {
        if let Some(field) = dom::textarea(FIELD) {
            panel.typed(field.value());
        }
    };
    follow(Box::new(move || {
        let draft = panel.draft.get();
        if let Some(field) = dom::textarea(FIELD) {
            dom::fit(&field, &draft);
        }
    }));
    let field = el("textarea")
        .attr("id", FIELD)
        .attr("rows", "1")
        .attr("dir", "auto")
        .attr("autocomplete", "off")
        .attr("enterkeyhint", "send")
        .attr("aria-describedby", "count")
        .attr_of("aria-invalid", invalid)
        .on("input", on_input)
        .on("keydown", on_key);
    let send_button = el("button")
        .attr("type", "submit")
        .class("round send")
        .attr("aria-label", words.send)
        .child(icon(Shape::Send));
    el("form")
        .class("composer")
        .on("submit", move |event| {
            event.prevent_default();
            send();
        })
        .child(
            div("field")
                .child(el("label").attr("for", FIELD).text(words.composer))
                .child(field),
        )
        .child(send_button)
}
