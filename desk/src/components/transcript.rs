//! The whole history of the open conversation on the rail, and what is happening right now.

use crate::components::marked_text::MarkedProse;
use crate::components::row::{TranscriptRow, UnsentRow, shared_words};
use crate::js::page;
use crate::pure::record::Row;
use crate::state::Desk;
use handrail_protocol::{Author, AuthorKind, ConversationId};
use handrail_ui::components::{Icon, Live, LiveRegion, MessageRow, Shape};
use handrail_ui::rail::{Line, Segment};
use leptos::html;
use leptos::prelude::*;

/// The transcript.
#[component]
pub(crate) fn Transcript(conversation: ConversationId) -> impl IntoView {
    let desk = Desk::get();
    let room = desk.room;
    let rows = Memo::new(move |_| room.record.with(|record| record.rows()));
    let assistant = Memo::new(move |_| {
        // What was said under a name is kept; the site may have changed it since.
        room.record
            .with(|record| record.assistant_name())
            .unwrap_or_else(|| room.assistant.get())
    });
    let line = Memo::new(move |_| room.record.with(|record| record.line()));
    let unsent = Memo::new(move |_| {
        desk.outbox.unsent.with(|unsent| {
            unsent
                .iter()
                .filter(|message| message.conversation == conversation)
                .cloned()
                .collect::<Vec<_>>()
        })
    });

    let node = NodeRef::<html::Div>::new();
    let (follows, below) = follow_the_end(node, rows, move || {
        unsent.track();
        room.live.track();
        room.visitor_types.track();
        // A composer that grows takes its space from here.
        room.text.track();
    });
    let to_end = move |_| {
        if let Some(node) = node.get_untracked() {
            page::scroll_to_end(&node);
        }
    };
    let live = tell_what_the_visitor_writes(desk);

    view! {
        <div class="transcript-frame">
            <div
                class="transcript"
                role="region"
                aria-label="Conversation"
                tabindex="0"
                node_ref=node
                on:scroll=move |_| {
                    if let Some(node) = node.get_untracked() {
                        follows.update_value(|follows| follows.scrolled(&node));
                        if follows.with_value(|follows| follows.is_on) {
                            below.set(false);
                        }
                    }
                }
            >
                <div class="rail">
                    <For each=move || rows.get() key=Row::key children=move |row| {
                        view! { <TranscriptRow row assistant=assistant.get_untracked() /> }
                    } />
                    <Answering assistant />
                    <For
                        each=move || unsent.get()
                        key=|message| message.client_id.clone()
                        children=move |message| {
                            view! { <UnsentRow message line=line.get_untracked() /> }
                        }
                    />
                </div>
                {move || {
                    room.visitor_types
                        .get()
                        .then(|| view! { <p class="typing">"Visitor is typing…"</p> })
                }}
            </div>
            <Show when=move || below.get()>
                <button type="button" class="button to-end" on:click=to_end>
                    <Icon shape=Shape::Down />
                    {shared_words().new_messages}
                </button>
            </Show>
            <LiveRegion live id="room-news" />
        </div>
    }
}

/// The assistant at work, sentence by sentence.
#[component]
fn Answering(assistant: Memo<String>) -> impl IntoView {
    let desk = Desk::get();
    let room = desk.room;
    let is_working = Memo::new(move |_| {
        room.record.with(|record| record.view.open_turn().is_some())
            || room.live.with(|live| !live.text().is_empty())
    });
    let text = Signal::derive(move || room.live.with(|live| live.text().to_owned()));
    let segment = Segment {
        above: Line::Ai,
        below: Line::Ai,
    };
    view! {
        <Show when=move || is_working.get()>
            <MessageRow
                author=Author::ai(assistant.get())
                segment
                words=shared_words()
                visitor="Visitor"
                class="running"
            >
                {move || {
                    if text.with(String::is_empty) {
                        let doing = if room.is_writing.get() {
                            "Writing; sentences are checked first…"
                        } else {
                            "Reading the help pages…"
                        };
                        view! { <p class="sending">{doing}</p> }.into_any()
                    } else {
                        view! { <MarkedProse text /> }.into_any()
                    }
                }}
            </MessageRow>
        </Show>
    }
}

/// Whether the transcript goes along with what is new. Only scrolling up ends that: what grows
/// below moves the end away without any doing of the reader's.
#[derive(Clone, Copy)]
struct Following {
    is_on: bool,
    top: i32,
}

impl Following {
    fn scrolled(&mut self, node: &web_sys::Element) {
        let top = node.scroll_top();
        if page::is_at_end(node) {
            self.is_on = true;
        } else if top < self.top {
            self.is_on = false;
        }
        self.top = top;
    }
}

/// Keeps the newest in sight for one who reads at the end, and only says that there is more to one
/// who reads further up.
fn follow_the_end(
    node: NodeRef<html::Div>,
    rows: Memo<Vec<Row>>,
    also: impl Fn() + 'static,
) -> (StoredValue<Following>, RwSignal<bool>) {
    let follows = StoredValue::new(Following {
        is_on: true,
        top: 0,
    });
    let below = RwSignal::new(false);
    Effect::new(move |before: Option<usize>| {
        let count = rows.with(Vec::len);
        also();
        if follows.with_value(|follows| follows.is_on) {
            request_animation_frame(move || {
                if let Some(Some(node)) = node.try_get_untracked() {
                    page::scroll_to_end(&node);
                }
            });
        } else if before.is_some_and(|before| before < count) {
            below.set(true);
        }
        count
    });
    (follows, below)
}

/// A region that reads new messages of the visitor aloud, and none of the past.
fn tell_what_the_visitor_writes(desk: Desk) -> Live {
    let live = Live::default();
    let room = desk.room;
    Effect::new(move |told: Option<Option<u32>>| {
        let newest = room.record.with(|record| {
            record
                .view
                .messages()
                .rfind(|message| message.author.kind == AuthorKind::Visitor)
                .map(|message| (message.seq.0, message.text.clone()))
        });
        if !room.is_loaded.get() {
            return None;
        }
        let seq = newest.as_ref().map_or(0, |(seq, _)| *seq);
        if let (Some(Some(told)), Some((seq, text))) = (told, newest)
            && seq > told
        {
            live.say(format!("Visitor: {text}"));
        }
        Some(seq)
    });
    live
}
