//! Beside the conversation: what happened so far in short, contact details, hidden values, and the plain
//! facts.

use crate::components::hidden_value::hidden_value;
use crate::components::marked_text::with_marked_text;
use crate::components::row::source_link;
use crate::pure::summary::Summary;
use crate::pure::time::plural;
use crate::pure::words;
use crate::state::Desk;
use crate::state::actions::Action;
use handrail_protocol::api::RevealedValue;
use handrail_protocol::{ConversationId, Owner};
use handrail_ui::components::{button, flag, paragraph, text};
use handrail_ui::el::{El, el};
use leptos::prelude::*;

/// One line that says what happened so far.
pub(crate) fn in_short(summary: &Summary) -> String {
    let mut parts = Vec::new();
    if summary.asked.is_none() {
        return "Nothing was asked yet".to_owned();
    }
    parts.push(match summary.ai_answers {
        0 => "The AI has not answered".to_owned(),
        count => format!("{} by the AI", plural(count as u64, "answer")),
    });
    if summary.failed_answers > 0 {
        parts.push(format!("{} did not help", summary.failed_answers));
    }
    if summary.withheld > 0 {
        parts.push(format!(
            "{} left out",
            plural(summary.withheld as u64, "sentence")
        ));
    }
    parts.join(" · ")
}

/// The side.
pub(crate) fn side(desk: Desk, conversation: ConversationId) -> El {
    let pane = desk.pane;
    // What is shown as a contact detail is not listed again.
    let hidden = Memo::new(move |_| {
        let mut hidden = pane.record.with(|record| record.placeholders());
        pane.details.with(|details| {
            hidden.retain(|placeholder| {
                !details
                    .iter()
                    .any(|shown| shown.placeholder == *placeholder)
            });
        });
        hidden
    });
    el("aside")
        .class("side")
        .attr("id", "side")
        .attr("aria-label", "About this conversation")
        .child(summary(desk, conversation.clone()))
        .part_while(flag(move || desk.pane.is_mine(desk)), move || {
            contact_details(desk)
        })
        .part_while(
            flag(move || hidden.with(|hidden| !hidden.is_empty())),
            move || hidden_values(desk, hidden),
        )
        .child(facts(desk, &conversation))
}

fn term(words: &str) -> El {
    el("dt").text(words)
}

/// A term and a text with hidden values, where there is one.
fn marked_entry(desk: Desk, name: &str, class: &str, dir: &str, text: &str) -> [El; 2] {
    let entry = el("dd").class(class).attr("dir", dir);
    [term(name), with_marked_text(desk, entry, text)]
}

fn summary(desk: Desk, conversation: ConversationId) -> El {
    let pane = desk.pane;
    let summary = Memo::new(move |_| pane.record.with(Summary::of));
    let reason = move || match pane.owner() {
        Owner::Waiting { reason, .. } => {
            let topic = desk.queue.item(&conversation).and_then(|item| item.topic);
            Some(words::handoff(reason, topic.as_deref()))
        }
        _ => None,
    };
    let draw_reason = |reason: Option<String>| {
        let entry = reason.map(|reason| [term("Waits because"), el("dd").text(&reason)]);
        entry.into_iter().flatten()
    };
    let cited = move |name: &'static str| {
        move |text: Option<String>| {
            text.map(|text| marked_entry(desk, name, "cited", "auto", &text))
                .into_iter()
                .flatten()
        }
    };
    let so_far = el("dd").text_of(text(move || summary.with(in_short)));
    let list = el("dl")
        .class("facts stacked")
        .part_of(reason, draw_reason)
        .part_of(
            move || summary.with(|summary| summary.asked.clone()),
            cited("Asked first"),
        )
        .part_of(
            move || summary.with(|summary| summary.latest.clone()),
            cited("Wrote last"),
        )
        .child(term("So far"))
        .child(so_far)
        .part_of(
            move || summary.with(|summary| summary.sources.clone()),
            |sources| {
                let entry = (!sources.is_empty()).then(|| {
                    let links = sources
                        .iter()
                        .map(|source| source_link(&source.title, &source.url));
                    let list = el("dd").class("source-list").children(links);
                    [term("The AI cited"), list]
                });
                entry.into_iter().flatten()
            },
        );
    el("section")
        .child(el("h3").text("At a glance"))
        .child(list)
}

fn contact_details(desk: Desk) -> El {
    let pane = desk.pane;
    let entry = |detail: RevealedValue| {
        let value = el("dd")
            .class("detail-value")
            .attr("dir", "auto")
            .text(&detail.value);
        [term(words::kind(&detail.kind)), value]
    };
    let draw = move |details: Vec<RevealedValue>| {
        if details.is_empty() {
            return vec![
                paragraph(
                    "hint",
                    "The site shows you what is known while you answer. Each look is on record.",
                ),
                // Taking what one holds already gives the details again.
                button("plain", None, "Show what is known", move || {
                    pane.act(desk, Action::Take);
                }),
            ];
        }
        let entries = in_order(details).into_iter().flat_map(entry);
        vec![
            el("dl").class("facts").children(entries),
            paragraph(
                "hint",
                "Shown because you answer this conversation. On record.",
            ),
        ]
    };
    el("section")
        .child(el("h3").text("Contact details"))
        .part_of(move || pane.details.get(), draw)
}

/// Names first, then ways to reach them, each kind in the order it was mentioned.
fn in_order(mut details: Vec<RevealedValue>) -> Vec<RevealedValue> {
    const ORDER: [&str; 4] = ["name", "email", "phone", "address"];
    details.sort_by_key(|detail| {
        ORDER
            .iter()
            .position(|kind| *kind == detail.kind)
            .unwrap_or(ORDER.len())
    });
    details
}

fn hidden_values(desk: Desk, hidden: Memo<Vec<String>>) -> El {
    let hint = text(move || {
        let words = if desk.pane.may_reveal(desk) {
            "Choose one to see it. You'll be asked why, and it's kept on record."
        } else {
            "Only the agent who answers and leads can look at one, on record."
        };
        words.to_owned()
    });
    let values = el("p").class("chips").part_of(
        move || hidden.get(),
        move |hidden| {
            hidden
                .into_iter()
                .map(move |placeholder| hidden_value(desk, placeholder))
        },
    );
    el("section")
        .child(el("h3").text("Hidden values"))
        .child(values)
        .child(el("p").class("hint").text_of(hint))
}

fn facts(desk: Desk, conversation: &ConversationId) -> El {
    let record = desk.pane.record;
    let consent = text(move || {
        record.with(|record| match &record.view.consent {
            Some((version, true)) => format!("May read along (version {version})"),
            Some((version, false)) => format!("People only (version {version})"),
            None => "Not answered yet".to_owned(),
        })
    });
    let locale = text(move || record.with(|record| record.view.locale.clone()));
    let id = el("dd")
        .class("path")
        .attr("dir", "ltr")
        .text(conversation.as_str());
    let list = el("dl")
        .class("facts")
        .part_of(
            move || record.with(|record| record.view.page.clone()),
            move |page| {
                page.map(|page| marked_entry(desk, "Page", "path", "ltr", &page))
                    .into_iter()
                    .flatten()
            },
        )
        .child(term("Language"))
        .child(el("dd").text_of(locale))
        .child(term("AI"))
        .child(el("dd").text_of(consent))
        .child(term("Id"))
        .child(id);
    el("section")
        .child(el("h3").text("Conversation"))
        .child(list)
}
