//! Who one is talking with, and the way out.

use crate::state::Panel;
use handrail_protocol::Owner;
use handrail_ui::components::{Shape, button, text};
use handrail_ui::el::{El, div, el};
use handrail_ui::words::{Words, fill};

pub(super) fn header(panel: Panel) -> El {
    let words = panel.words;
    let inner = panel.inner();
    // A part of a page is not closed.
    let in_page = inner.boot.mode == "panel";
    let has_ai = panel.has_ai();
    let class = text(move || {
        let with = panel.with_view(|view| match &view.owner {
            Owner::Assistant if has_ai => "ai",
            Owner::Person { .. } => "person",
            Owner::Assistant | Owner::Waiting { .. } | Owner::Closed { .. } => "system",
        });
        ["who with-", with].concat()
    });
    let who = text(move || {
        panel.with_view(|view| match &view.owner {
            Owner::Assistant if has_ai => fill(words.header_ai, &[("name", &panel.ai_name())]),
            Owner::Assistant => words.header_people.to_owned(),
            Owner::Waiting { .. } => words.header_waiting.to_owned(),
            Owner::Person { agent, .. } if agent.title.is_empty() => agent.name.clone(),
            Owner::Person { agent, .. } => [&agent.name, ", ", &agent.title].concat(),
            Owner::Closed { .. } => words.header_closed.to_owned(),
        })
    });
    let close = close_button(words, move || panel.close()).hidden(in_page);
    el("header").class("head").child(close).child(
        div("head-text")
            .child(el("h1").text(&inner.site.name))
            .child(el("p").attr_of("class", class).text_of(who)),
    )
}

/// The way out; it names itself.
pub(super) fn close_button(words: &Words, act: impl Fn() + 'static) -> El {
    button("round close", Some(Shape::Close), "", act).attr("aria-label", words.close)
}
