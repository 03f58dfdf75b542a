//! A hidden value in a text: its placeholder, which the owner of the conversation, or a lead, may ask
//! to see. What came with taking the conversation is shown at once.

use crate::pure::segments::kind_of;
use crate::pure::words;
use crate::state::Desk;
use handrail_ui::components::{Shape, icon};
use handrail_ui::el::{El, el};
use leptos::prelude::*;

/// What an agent sees of a value.
#[derive(Clone, PartialEq)]
enum Shown {
    /// The value: it came with the conversation.
    Value(String),
    /// A button that asks for it.
    Button,
    /// Its name alone.
    Name,
}

/// A button for whoever may look, a plain mark for others.
pub(crate) fn hidden_value(desk: Desk, placeholder: String) -> El {
    let kind = words::kind(&kind_of(&placeholder)).to_owned();
    let inner = placeholder
        .trim_start_matches('[')
        .trim_end_matches(']')
        .to_owned();
    let shown = {
        let placeholder = placeholder.clone();
        move || {
            let value = desk.pane.details.with(|details| {
                let detail = details
                    .iter()
                    .find(|detail| detail.placeholder == placeholder);
                detail.map(|detail| detail.value.clone())
            });
            match value {
                Some(value) => Shown::Value(value),
                None if desk.pane.may_reveal(desk) => Shown::Button,
                None => Shown::Name,
            }
        }
    };
    el("span").part_of(shown, move |shown| {
        Some(match shown {
            Shown::Value(value) => {
                let title = format!("{inner}: {kind}, hidden from the AI");
                el("mark")
                    .class("chip shown")
                    .attr("title", &title)
                    .child(el("bdi").text(&value))
                    .child(el("span").class("sr-only").text(&format!(" ({title})")))
            }
            Shown::Button => {
                let placeholder = placeholder.clone();
                el("button")
                    .attr("type", "button")
                    .class("chip")
                    .attr("dir", "ltr")
                    .attr("aria-label", &format!("{inner}, hidden {kind}: show value"))
                    .attr("title", &format!("Hidden {kind}. Show it."))
                    .attr("aria-haspopup", "dialog")
                    .child(icon(Shape::Lock))
                    .text(&inner)
                    .on_press(move || desk.pane.revealing.set(Some(placeholder.clone())))
            }
            Shown::Name => {
                let title = format!("Hidden {kind}");
                el("mark")
                    .class("chip")
                    .attr("dir", "ltr")
                    .attr("title", &title)
                    .child(icon(Shape::Lock))
                    .text(&inner)
                    .child(el("span").class("sr-only").text(&format!(", {title}")))
            }
        })
    })
}
