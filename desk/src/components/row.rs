//! One line of the agent's transcript.

use crate::components::decision::decision_log;
use crate::components::marked_text::{marked_prose, with_marked_text};
use crate::pure::record::{Content, Decision, Row};
use crate::pure::words;
use crate::state::Desk;
use crate::state::outbox::{Audience, Progress, Unsent};
use handrail_protocol::{
    Author, AuthorKind, Citation, Message, Notice, ReplySource, UnixMillis, Withheld,
};
use handrail_ui::components::{
    Frame, Shape, button, fixed, icon, message_row, notice_row, paragraph,
};
use handrail_ui::el::{El, anchor, div, el};
use handrail_ui::js::clock;
use handrail_ui::link::Link;
use handrail_ui::rail::{Line, Segment};
use handrail_ui::words::Words;
use leptos::prelude::*;

/// The desk speaks English.
pub(crate) fn shared_words() -> &'static Words {
    Words::of("en")
}

/// A line.
pub(crate) fn transcript_row(desk: Desk, row: Row, assistant: &str) -> El {
    let segment = row.segment;
    match row.content {
        Content::Message {
            message,
            decisions,
            source,
        } => recorded_message(desk, message, &decisions, source.as_ref(), segment),
        Content::Notice {
            at, notice, remark, ..
        } => {
            let mut text = words::notice(&notice, remark.as_deref(), assistant);
            if let (Notice::Revealed(..), Some(reason)) = (&notice, &remark) {
                text.push_str(" Reason: ");
                text.push_str(reason);
            }
            dated_notice(at, text, segment)
        }
        Content::DetailsShown {
            at, placeholders, ..
        } => dated_notice(at, words::details_shown(&placeholders), segment),
        Content::Decision(decision) => {
            let class = format!("row notice decision {}", segment.below.class());
            div(&class).child(decision_log(&[decision], None))
        }
    }
}

fn dated_notice(at: UnixMillis, text: String, segment: Segment) -> El {
    let time = el("time")
        .attr("datetime", &clock::iso(at))
        .text(&clock::time_of_day(at, shared_words().lang));
    notice_row(segment, fixed(text), vec![div("below-notice").child(time)])
}

fn recorded_message(
    desk: Desk,
    message: Message,
    decisions: &[Decision],
    source: Option<&ReplySource>,
    segment: Segment,
) -> El {
    let is_ai = message.author.kind == AuthorKind::Ai;
    let as_typed = message
        .client_id
        .as_ref()
        .and_then(|client_id| desk.outbox.as_typed(client_id));
    let text = as_typed.unwrap_or_else(|| message.text.clone());
    let marked = |class: &str| {
        let paragraph = el("p").class(class).attr("dir", "auto");
        with_marked_text(desk, paragraph, &text)
    };
    let body = match (message.author.kind, message.is_note) {
        (_, true) => div("note").child(note_label()).child(marked("as-typed")),
        (AuthorKind::Ai, _) => marked_prose(desk, fixed(text.clone())),
        (AuthorKind::Visitor, _) => marked("bubble"),
        (AuthorKind::Person | AuthorKind::System, _) => marked("as-typed"),
    };
    let unsure = message
        .unsure
        .then(|| paragraph("aside", "The visitor was told that the AI is not sure."));
    let stopped = message
        .stopped
        .map(|cause| paragraph("aside", words::stopped(cause)));
    let withheld = message.withheld.iter().map(|one| withheld(desk, one));
    let sources = (!message.citations.is_empty()).then(|| sources(&message.citations));
    let log = (is_ai && (source.is_some() || !decisions.is_empty()))
        .then(|| decision_log(decisions, source));
    let content = div("content")
        .child(body)
        .children(unsure)
        .children(stopped)
        .children(withheld)
        .children(sources)
        .children(log);
    let frame = Frame {
        author: message.author.clone(),
        at: Some(message.at),
        segment,
        words: shared_words(),
        visitor: "Visitor",
        class: if message.is_note { "private" } else { "" },
    };
    message_row(frame, vec![content])
}

fn note_label() -> El {
    el("p")
        .class("note-label")
        .child(icon(Shape::Lock))
        .text("Private note (visitor can't see)")
}

/// A sentence the visitor did not get to read.
fn withheld(desk: Desk, one: &Withheld) -> El {
    let sentence = (!one.sentence.is_empty()).then(|| {
        let struck = with_marked_text(desk, el("s"), &one.sentence);
        el("p").attr("dir", "auto").child(struck)
    });
    div("withheld")
        .child(
            el("p")
                .class("withheld-label")
                .text("Left out: ")
                .text(&words::left_out(one)),
        )
        .children(sentence)
}

/// The articles a reply rests on, with the passages.
fn sources(citations: &[Citation]) -> El {
    let items = citations.iter().map(|citation| {
        let quote = el("q")
            .class("quote")
            .attr("dir", "auto")
            .text(&citation.quote);
        el("li")
            .attr("value", &citation.number.to_string())
            .child(source_link(&citation.title, &citation.url))
            .child(quote)
    });
    div("sources")
        .child(paragraph("sources-title", shared_words().sources))
        .child(el("ol").children(items))
}

/// One article. An address that is not a page stays text.
pub(crate) fn source_link(title: &str, url: &str) -> El {
    let name = el("span").attr("dir", "auto").text(title);
    match Link::of_site(url) {
        Some(link) => anchor(&link)
            .attr("aria-label", &format!("{title} (opens in a new tab)"))
            .child(icon(Shape::Page))
            .child(name),
        None => name,
    }
}

/// A message of mine whose event is still to come.
pub(crate) fn unsent_row(desk: Desk, message: Unsent, line: Line) -> El {
    let author = untrack(|| desk.session.agent())
        .map_or_else(Author::system, |agent| Author::person(&agent));
    let is_note = message.audience == Audience::Agents;
    let id = message.client_id.clone();
    let progress = move || {
        desk.outbox.unsent.with(|unsent| {
            let message = unsent.iter().find(|message| message.client_id == id);
            message.map(|message| message.progress.clone())
        })
    };
    let client_id = message.client_id.clone();
    let state = move |progress: Option<Progress>| match progress {
        Some(Progress::Failed(why)) => {
            let (again, change) = (client_id.clone(), client_id.clone());
            let again = button("button", Some(Shape::Retry), "Try again", move || {
                desk.outbox.try_again(desk, again.clone());
            });
            let change = button("plain", None, "Change the text", move || {
                desk.pane.change(desk, &change);
            });
            let words = el("p")
                .attr("role", "alert")
                .text("Not sent. Your text is still here. ")
                .text(&why);
            let actions = div("actions").child(again).child(change);
            Some(div("not-sent").child(words).child(actions))
        }
        Some(Progress::Queued) => Some(paragraph("sending", "Waits for the message before it.")),
        Some(Progress::Sending | Progress::Accepted) => Some(paragraph("sending", "Sending…")),
        None => None,
    };
    let text = el("p")
        .class("as-typed")
        .attr("dir", "auto")
        .text(&message.text);
    let content = div("content")
        .children(is_note.then(note_label))
        .child(text)
        .part_of(progress, state);
    let frame = Frame {
        author,
        at: None,
        segment: Segment {
            above: line,
            below: line,
        },
        words: shared_words(),
        visitor: "Visitor",
        class: if is_note { "private unsent" } else { "unsent" },
    };
    message_row(frame, vec![content])
}
