//! The whole history of the open conversation on the rail, and what is happening right now.

use crate::components::marked_text::marked_prose;
use crate::components::row::{shared_words, transcript_row, unsent_row};
use crate::js::page;
use crate::pure::record::Row;
use crate::state::Desk;
use handrail_protocol::{Author, AuthorKind, ConversationId};
use handrail_ui::components::{
    Flag, Frame, Live, Shape, button, flag, live_region, message_row, text,
};
use handrail_ui::el::{El, div, el, follow};
use handrail_ui::rail::{Line, Segment};
use leptos::prelude::*;
use std::cell::Cell;
use std::rc::Rc;
use web_sys::Element;

/// The transcript.
pub(crate) fn transcript(desk: Desk, conversation: ConversationId) -> El {
    let pane = desk.pane;
    let rows = Memo::new(move |_| pane.record.with(|record| record.rows()));
    let assistant = Memo::new(move |_| {
        // What was said under a name is kept; the site may have changed it since.
        pane.record
            .with(|record| record.assistant_name())
            .unwrap_or_else(|| pane.assistant.get())
    });
    let line = Memo::new(move |_| pane.record.with(|record| record.line()));
    let unsent = Memo::new(move |_| {
        desk.outbox.unsent.with(|unsent| {
            unsent
                .iter()
                .filter(|message| message.conversation == conversation)
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let rail = div("rail")
        .rows(
            move || rows.with(|rows| rows.iter().map(|row| (row.key(), row.clone())).collect()),
            move |row| transcript_row(desk, row, &assistant.get_untracked()),
        )
        .part_while(is_working(desk), move || running_answer(desk, assistant))
        .rows(
            move || {
                let unsent = unsent.get().into_iter();
                unsent
                    .map(|message| (message.client_id.clone(), message))
                    .collect()
            },
            move |message| unsent_row(desk, message, line.get_untracked()),
        );
    let scroller = div("transcript")
        .attr("role", "region")
        .attr("aria-label", "Conversation")
        .attr("tabindex", "0")
        .child(rail)
        .part_while(flag(move || pane.visitor_types.get()), || {
            el("p").class("typing").text("Visitor is typing…")
        });
    let node = scroller.node().clone();
    let (following, has_news) = follow_the_end(&node, rows, move || {
        unsent.track();
        pane.live.track();
        pane.visitor_types.track();
        // A composer that grows takes its space from here.
        pane.text.track();
    });
    let scrolled = node.clone();
    let scroller = scroller.on("scroll", move |_| {
        let now = following.get().scrolled(&scrolled);
        following.set(now);
        if now.is_on {
            has_news.set(false);
        }
    });
    let show_news = button(
        "button to-end",
        Some(Shape::Down),
        shared_words().new_messages,
        move || page::scroll_to_end(&node),
    );
    div("transcript-frame")
        .child(scroller)
        .child(show_news.hidden_while(flag(move || !has_news.get())))
        .child(live_region(
            announce_visitor(desk),
            "conversation-news",
            false,
        ))
}

fn is_working(desk: Desk) -> Flag {
    let pane = desk.pane;
    flag(move || {
        pane.record.with(|record| record.view.open_turn().is_some())
            || pane.live.with(|live| !live.text().is_empty())
    })
}

/// The assistant at work, sentence by sentence.
fn running_answer(desk: Desk, assistant: Memo<String>) -> El {
    let pane = desk.pane;
    let answer = text(move || pane.live.with(|live| live.text().to_owned()));
    let progress = text(move || {
        let doing = if pane.is_writing.get() {
            "Writing; sentences are checked first…"
        } else {
            "Reading the help pages…"
        };
        doing.to_owned()
    });
    let has_text = move || pane.live.with(|live| !live.text().is_empty());
    let frame = Frame {
        author: Author::ai(assistant.get()),
        at: None,
        segment: Segment {
            above: Line::Ai,
            below: Line::Ai,
        },
        words: shared_words(),
        visitor: "Visitor",
        class: "running",
    };
    let content = div("content")
        .child(
            el("p")
                .class("sending")
                .text_of(progress)
                .hidden_while(flag(has_text)),
        )
        .child(marked_prose(desk, answer).hidden_while(flag(move || !has_text())));
    message_row(frame, vec![content])
}

/// Whether the transcript goes along with what is new. Only scrolling up ends that: what grows
/// below moves the end away without any doing of the reader's.
#[derive(Clone, Copy)]
struct Following {
    is_on: bool,
    top: i32,
}

impl Following {
    fn scrolled(self, node: &Element) -> Self {
        let top = node.scroll_top();
        let is_on = page::is_at_end(node) || (self.is_on && top >= self.top);
        Self { is_on, top }
    }
}

/// Keeps the newest in sight for one who reads at the end, and only says that there is more to one
/// who reads further up.
fn follow_the_end(
    node: &Element,
    rows: Memo<Vec<Row>>,
    also: impl Fn() + 'static,
) -> (Rc<Cell<Following>>, RwSignal<bool>) {
    let following = Rc::new(Cell::new(Following {
        is_on: true,
        top: 0,
    }));
    let has_news = RwSignal::new(false);
    let (node, state) = (node.clone(), Rc::clone(&following));
    let mut before = None;
    follow(Box::new(move || {
        let count = rows.with(Vec::len);
        also();
        if state.get().is_on {
            let node = node.clone();
            request_animation_frame(move || page::scroll_to_end(&node));
        } else if before.is_some_and(|before| before < count) {
            has_news.set(true);
        }
        before = Some(count);
    }));
    (following, has_news)
}

/// A region that reads new messages of the visitor aloud, and none of the past.
fn announce_visitor(desk: Desk) -> Live {
    let live = Live::default();
    let pane = desk.pane;
    let mut read: Option<u32> = None;
    follow(Box::new(move || {
        let newest = pane.record.with(|record| {
            record
                .view
                .messages()
                .rfind(|message| message.author.kind == AuthorKind::Visitor)
                .map(|message| (message.seq.0, message.text.clone()))
        });
        if !pane.is_loaded.get() {
            read = None;
            return;
        }
        let seq = newest.as_ref().map_or(0, |(seq, _)| *seq);
        if let (Some(read), Some((seq, text))) = (read, newest)
            && seq > read
        {
            live.say(format!("Visitor: {text}"));
        }
        read = Some(seq);
    }));
    live
}
