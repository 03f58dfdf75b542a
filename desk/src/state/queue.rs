//! The live queue: all conversations of the site that matter now, and who is at the desks.

use crate::js::beat::Beat;
use crate::js::parent;
use crate::js::store;
use crate::pure::news::{ReadMarks, announcement, news};
use crate::state::Desk;
use handrail_protocol::{
    AgentPresence, ConversationId, DeskClientFrame, DeskServerFrame, QueueItem, Seq, WIRE_VERSION,
};
use handrail_ui::js::codec;
use handrail_ui::js::socket::{Handlers, LinkState, Socket};
use handrail_ui::js::storage::Store;
use leptos::prelude::*;

const AVAILABLE: &str = "available";
const MARKS: &str = "read";
const PATH: &str = "/api/v1/desk/socket";
/// How often the lease is renewed.
const HERE_MILLIS: u32 = 15_000;

struct Line {
    socket: Socket,
    _here: Beat,
}

/// The queue as it was last told.
#[derive(Clone, Copy)]
pub(crate) struct Queue {
    /// All items, in no particular order.
    pub(crate) items: RwSignal<Vec<QueueItem>>,
    /// The edge has told them at least once.
    pub(crate) is_known: RwSignal<bool>,
    /// Agents of the site.
    pub(crate) agents: RwSignal<Vec<AgentPresence>>,
    /// How the connection stands.
    pub(crate) link: RwSignal<LinkState>,
    /// I take new conversations.
    pub(crate) available: RwSignal<bool>,
    /// What a screen reader is told.
    pub(crate) said: RwSignal<String>,
    /// How far I have read.
    pub(crate) marks: RwSignal<ReadMarks>,
    line: StoredValue<Option<Line>, LocalStorage>,
}

impl Queue {
    pub(crate) fn new() -> Self {
        Self {
            items: RwSignal::new(Vec::new()),
            is_known: RwSignal::new(false),
            agents: RwSignal::new(Vec::new()),
            link: RwSignal::new(LinkState::Idle),
            available: RwSignal::new(store::load(Store::Session, AVAILABLE).unwrap_or(true)),
            said: RwSignal::new(String::new()),
            marks: RwSignal::new(store::load(Store::Session, MARKS).unwrap_or_default()),
            line: StoredValue::new_local(None),
        }
    }

    /// Connects, and stays connected until [`Queue::disconnect`].
    pub(crate) fn connect(self, desk: Desk) {
        let hello = move || {
            codec::encode(&DeskClientFrame::Hello {
                v: WIRE_VERSION,
                token: desk.session.token_untracked(),
                after: Seq(0),
            })
        };
        // With the site in the address the connection goes straight to where it belongs.
        let path = match desk.session.me_untracked() {
            Some(me) => format!("{PATH}?site={}", me.site()),
            None => PATH.to_owned(),
        };
        let socket = Socket::open(
            &path,
            Handlers {
                hello: Box::new(hello),
                text: Box::new(move |text| self.hear(desk, &text)),
                state: Box::new(move |state| {
                    self.link.try_set(state);
                }),
            },
        );
        let _here = Beat::every(HERE_MILLIS, move || self.send(&DeskClientFrame::Here {}));
        self.line.set_value(Some(Line { socket, _here }));
    }

    /// Ends the connection and forgets the queue.
    pub(crate) fn disconnect(self) {
        // Dropped after the handler that may be running right now.
        let line = self.line.try_update_value(Option::take).flatten();
        if let Some(line) = line {
            line.socket.close();
        }
        self.items.set(Vec::new());
        self.agents.set(Vec::new());
        self.is_known.set(false);
    }

    /// Takes new conversations from now on, or not.
    pub(crate) fn set_available(self, available: bool) {
        self.available.set(available);
        store::save(Store::Session, AVAILABLE, &available);
        self.send(&DeskClientFrame::Presence { available });
    }

    /// Forgets what was chosen and read in this tab: whoever comes is available at first.
    pub(crate) fn forget_choice(self) {
        self.available.set(true);
        store::remove(Store::Session, AVAILABLE);
        self.mark(|marks| *marks = ReadMarks::default());
    }

    /// Changes how far I have read; a reload knows it.
    pub(crate) fn mark(self, change: impl FnOnce(&mut ReadMarks)) {
        self.marks.update(change);
        self.marks
            .with_untracked(|marks| store::save(Store::Session, MARKS, marks));
    }

    /// The item of one conversation.
    pub(crate) fn item(self, conversation: &ConversationId) -> Option<QueueItem> {
        self.items.with(|items| {
            items
                .iter()
                .find(|item| item.conversation == *conversation)
                .cloned()
        })
    }

    fn send(self, frame: &DeskClientFrame) {
        self.line.with_value(|line| {
            if let Some(line) = line {
                line.socket.send(&codec::encode(frame));
            }
        });
    }

    fn hear(self, desk: Desk, text: &str) {
        match codec::decode::<DeskServerFrame>(text) {
            Some(DeskServerFrame::Welcome { now, .. }) => {
                desk.clock.set(now);
                self.line.with_value(|line| {
                    if let Some(line) = line {
                        line.socket.settled();
                    }
                });
                self.send(&DeskClientFrame::Presence {
                    available: self.available.get_untracked(),
                });
            }
            Some(DeskServerFrame::Queue { items }) => self.replace(desk, items),
            Some(DeskServerFrame::Agents { agents }) => {
                if agents.iter().any(|one| one.online && one.available) {
                    parent::tell("desk_present", None);
                }
                self.agents.set(agents);
            }
            Some(DeskServerFrame::Error { error }) => {
                desk.ends_session(error.code);
            }
            // A frame of a later edge.
            None => {}
        }
    }

    fn replace(self, desk: Desk, items: Vec<QueueItem>) {
        let Some(me) = desk.session.me_untracked() else {
            return;
        };
        // What waited before this desk was opened is no news.
        if self.is_known.get_untracked() {
            let fresh = self
                .items
                .with_untracked(|before| news(before, &items, &me));
            if let Some(said) = announcement(&fresh) {
                self.said.set(said);
            }
            desk.alerts.raise(desk, &fresh);
        }
        self.mark(|marks| marks.see(&items));
        self.items.set(items);
        self.is_known.set(true);
    }
}
