//! The rail with all that was said. It follows what is new, except when the visitor reads further
//! up or has the focus in it: then a button tells that there is something new.

use super::intro::intro;
use super::messages::{message, running, unsent};
use super::notices::notice;
use crate::js::host::before_paint;
use crate::state::Panel;
use gloo_events::EventListener;
use handrail_protocol::{Message, TranscriptEntry, TurnId};
use handrail_ui::components::{Shape, button, flag, paragraph_of, text};
use handrail_ui::el::{El, div, el, follow, keep_rows};
use handrail_ui::js::dom;
use handrail_ui::rail::{self, Line, Segment};
use leptos::prelude::*;

/// So near to the end counts as the end, in pixels.
const NEAR_PX: i32 = 40;
const SCROLLER: &str = "transcript";

/// A row of the rail, by where its content is found.
#[derive(Clone, Copy)]
enum Row {
    /// The entry of this index.
    Entry(usize, Segment),
    /// The answer of a turn that runs.
    Running(TurnId, Segment),
    /// The unsent message of this index.
    Unsent(usize, Segment),
}

/// The rows with their keys, oldest first. What was written is never changed, so a key stands for
/// the same content always.
fn rows(panel: Panel, first: Line) -> Vec<(String, Row)> {
    let mut line = first;
    let mut rows = panel.with_view(|view| {
        let rows = view.entries.iter().enumerate().map(|(index, entry)| {
            let segment = rail::follow(line, entry);
            line = segment.below;
            let key = match entry {
                // The running answer goes on to be the final one.
                TranscriptEntry::Message(Message {
                    turn: Some(turn), ..
                }) => key_of(*turn),
                _ => entry.seq().to_string(),
            };
            (key, Row::Entry(index, segment))
        });
        let mut rows: Vec<_> = rows.collect();
        if let Some(turn) = view.open_turn() {
            let segment = Segment {
                above: line,
                below: Line::Ai,
            };
            rows.push((key_of(turn.id), Row::Running(turn.id, segment)));
        }
        rows
    });
    let segment = Segment {
        above: line,
        below: line,
    };
    panel.with_local(|local| {
        for (index, message) in local.outbox.messages.iter().enumerate() {
            rows.push((
                message.client_id.as_str().to_owned(),
                Row::Unsent(index, segment),
            ));
        }
    });
    rows
}

fn key_of(turn: TurnId) -> String {
    ["turn ", &turn.to_string()].concat()
}

fn draw(panel: Panel, row: Row) -> El {
    match row {
        Row::Entry(index, segment) => {
            match panel.with_view_untracked(|view| view.entries.get(index).cloned()) {
                Some(TranscriptEntry::Message(said)) => message(panel, said, segment),
                Some(TranscriptEntry::Notice {
                    seq, notice: what, ..
                }) => notice(panel, seq, what, segment),
                None => div(""),
            }
        }
        Row::Running(turn, segment) => running(panel, turn, segment),
        Row::Unsent(index, segment) => {
            let found =
                panel.with_local_untracked(|local| local.outbox.messages.get(index).cloned());
            match found {
                Some(message) => unsent(panel, message, segment),
                None => div(""),
            }
        }
    }
}

fn to_end() {
    before_paint(|| {
        if let Some(scroller) = dom::by_id(SCROLLER) {
            scroller.set_scroll_top(scroller.scroll_height());
        }
    });
}

fn is_near_end() -> bool {
    dom::by_id(SCROLLER).is_none_or(|scroller| {
        scroller.scroll_height() - scroller.scroll_top() - scroller.client_height() <= NEAR_PX
    })
}

pub(super) fn transcript(panel: Panel) -> El {
    let words = panel.words;
    let at_end = RwSignal::new(true);
    let focused = RwSignal::new(false);
    let news = RwSignal::new(false);
    let first = if panel.has_ai() {
        Line::Ai
    } else {
        Line::System
    };
    // What is new, and whose it is: the visitor's own words are always followed.
    let (mut entries_before, mut own_before) = (0, 0);
    follow(Box::new(move || {
        let entries = panel.with_view(|view| view.entries.len());
        let own = panel.with_local(|local| local.outbox.messages.len());
        panel.answer.track();
        let wrote = own > own_before;
        // The introduction alone is read from its beginning.
        if entries + own == 0 {
            return;
        }
        if wrote || (at_end.get_untracked() && !focused.get_untracked()) {
            to_end();
        } else if entries > entries_before {
            news.set(true);
        }
        (entries_before, own_before) = (entries, own);
    }));
    let scrolled = move || {
        let near = is_near_end();
        at_end.set(near);
        if near {
            news.set(false);
        }
    };
    // A keyboard that opens must not hide the newest message.
    if let Some(window) = web_sys::window() {
        EventListener::new(&window, "resize", move |_| {
            if at_end.get_untracked() {
                to_end();
            }
        })
        .forget();
    }
    let seeing = text(move || {
        let on = panel.see_through.get();
        if on { words.see_through_on } else { "" }.to_owned()
    });
    let rail = div("rail").child(intro(panel));
    keep_rows(
        &rail,
        move || rows(panel, first),
        move |row| draw(panel, row),
    );
    let scroller = el("section")
        .attr("id", SCROLLER)
        .class("scroller")
        .attr("tabindex", "0")
        .attr("aria-label", words.conversation)
        .on("scroll", move |_| scrolled())
        .on("focusin", move |_| focused.set(true))
        .on("focusout", move |_| focused.set(false))
        .child(paragraph_of("seeing", Some(Shape::Eye), seeing))
        .child(rail);
    let show_news = button(
        "button new-messages",
        Some(Shape::Down),
        words.new_messages,
        move || {
            news.set(false);
            to_end();
        },
    );
    div("transcript")
        .child(scroller)
        .child(show_news.hidden_while(flag(move || !news.get())))
}
