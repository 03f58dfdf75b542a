//! The live queue: what waits, what this agent holds, what else was asked for, and who is at the desks.

use crate::js::heartbeat::Heartbeat;
use crate::js::parent;
use crate::js::store;
use crate::pure::alerts::{alerts, announcement};
use crate::pure::queue::{Section, in_section};
use crate::pure::read_marks::ReadMarks;
use crate::state::Desk;
use handrail_protocol::{
    ConversationId, DESK_WIRE_VERSION, DeskClientFrame, DeskServerFrame, ErrorCode, Folded,
    OwnerKind, QueueChanges, QueueItem, QueuePage, QueuePageItems, QueueSnapshot, QueueView, Seq,
};
use handrail_ui::js::codec;
use handrail_ui::js::socket::{Handlers, LinkState, Socket};
use handrail_ui::js::storage::Store;
use leptos::prelude::*;
use std::collections::BTreeMap;

const AVAILABLE: &str = "available";
const MARKS: &str = "read";
const PATH: &str = "/api/v1/desk/socket";
/// How often the lease is renewed.
const HERE_MILLIS: u32 = 15_000;
/// Whose lines a snapshot has not, or not all.
const PAGED: [OwnerKind; 3] = [OwnerKind::Person, OwnerKind::Assistant, OwnerKind::Closed];

struct Connection {
    socket: Socket,
    _here: Heartbeat,
}

/// The queue as it is known.
#[derive(Clone, Copy)]
pub(crate) struct Queue {
    /// Lines, counts and agents.
    pub(crate) view: RwSignal<QueueView>,
    /// The edge has sent them at least once.
    pub(crate) is_loaded: RwSignal<bool>,
    /// How the connection stands.
    pub(crate) link: RwSignal<LinkState>,
    /// The edge is newer than this page and speaks another wire.
    pub(crate) is_outdated: RwSignal<bool>,
    /// I take new conversations.
    pub(crate) available: RwSignal<bool>,
    /// What a screen reader is told.
    pub(crate) announced: RwSignal<String>,
    /// How far I have read.
    pub(crate) marks: RwSignal<ReadMarks>,
    /// The pages that follow those which were asked for.
    next_pages: RwSignal<BTreeMap<OwnerKind, QueuePage>>,
    connection: StoredValue<Option<Connection>, LocalStorage>,
}

impl Queue {
    pub(crate) fn new() -> Self {
        Self {
            view: RwSignal::new(QueueView::default()),
            is_loaded: RwSignal::new(false),
            link: RwSignal::new(LinkState::Idle),
            is_outdated: RwSignal::new(false),
            available: RwSignal::new(store::load(Store::Session, AVAILABLE).unwrap_or(true)),
            announced: RwSignal::new(String::new()),
            marks: RwSignal::new(store::load(Store::Session, MARKS).unwrap_or_default()),
            next_pages: RwSignal::new(BTreeMap::new()),
            connection: StoredValue::new_local(None),
        }
    }

    /// Connects, and stays connected until [`Queue::disconnect`].
    pub(crate) fn connect(self, desk: Desk) {
        let hello = move || {
            codec::encode(&DeskClientFrame::Hello {
                v: DESK_WIRE_VERSION,
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
        let _here = Heartbeat::every(HERE_MILLIS, move || self.send(&DeskClientFrame::Here {}));
        self.connection
            .set_value(Some(Connection { socket, _here }));
    }

    /// Ends the connection and forgets the queue.
    pub(crate) fn disconnect(self) {
        // Dropped after the handler that may be running right now.
        let connection = self.connection.try_update_value(Option::take).flatten();
        if let Some(connection) = connection {
            connection.socket.close();
        }
        self.view.set(QueueView::default());
        self.next_pages.set(BTreeMap::new());
        self.is_loaded.set(false);
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
        let mut marks = self.marks.get_untracked();
        change(&mut marks);
        if self.marks.with_untracked(|before| *before != marks) {
            store::save(Store::Session, MARKS, &marks);
            self.marks.set(marks);
        }
    }

    /// The item of one conversation.
    pub(crate) fn item(self, conversation: &ConversationId) -> Option<QueueItem> {
        self.view
            .with(|view| view.lines().get(conversation).cloned())
    }

    /// Asks for the next lines of a section, where there are more than are known.
    pub(crate) fn load_more(self, section: Section) {
        let owner = section.owner();
        let next = self
            .next_pages
            .with_untracked(|pages| pages.get(&owner).cloned());
        if let Some(page) = next {
            self.send(&DeskClientFrame::More { page });
        }
    }

    fn send(self, frame: &DeskClientFrame) {
        self.connection.with_value(|connection| {
            if let Some(connection) = connection {
                connection.socket.send(&codec::encode(frame));
            }
        });
    }

    fn hear(self, desk: Desk, text: &str) {
        match codec::decode::<DeskServerFrame>(text) {
            Some(DeskServerFrame::Welcome { now, .. }) => {
                desk.clock.set(now);
                self.connection.with_value(|connection| {
                    if let Some(connection) = connection {
                        connection.socket.settled();
                    }
                });
                self.send(&DeskClientFrame::Presence {
                    available: self.available.get_untracked(),
                });
            }
            Some(DeskServerFrame::QueueSnapshot(snapshot)) => self.begin(desk, snapshot),
            Some(DeskServerFrame::QueueChanged(changes)) => self.change(desk, changes),
            Some(DeskServerFrame::QueuePage(page)) => self.add_page(page),
            Some(DeskServerFrame::Error { error }) => {
                self.is_outdated
                    .set(error.code == ErrorCode::UnsupportedVersion);
                desk.ends_session(error.code);
            }
            // A frame of a later edge.
            None => {}
        }
    }

    fn begin(self, desk: Desk, snapshot: QueueSnapshot) {
        // What waited before this desk was opened is no news.
        if self.is_loaded.get_untracked() {
            self.alert(desk, &snapshot.items);
        }
        self.next_pages.set(BTreeMap::new());
        let counts = snapshot.counts;
        self.view.set(QueueView::new(snapshot));
        self.is_loaded.set(true);
        self.after_change(desk);
        for owner in PAGED.into_iter().filter(|owner| counts.of(*owner) > 0) {
            let page = QueuePage::first(owner);
            self.send(&DeskClientFrame::More { page });
        }
    }

    fn change(self, desk: Desk, changes: QueueChanges) {
        let alerts = self.view.with_untracked(|view| {
            let is_news = changes.after <= view.version() && changes.version > view.version();
            let me = desk.session.me_untracked().filter(|_| is_news)?;
            Some(alerts(view.lines(), &changes.items, &me))
        });
        let mut folded = Folded::Known;
        self.view.update(|view| folded = view.change(changes));
        match folded {
            Folded::Applied => {
                self.raise(desk, &alerts.unwrap_or_default());
                self.after_change(desk);
            }
            Folded::Known => {}
            Folded::Gap => self.send(&DeskClientFrame::Refresh {}),
        }
    }

    fn add_page(self, page: QueuePageItems) {
        let (owner, wanted, next) = (page.page.owner(), page.page.clone(), page.next.clone());
        let mut folded = Folded::Known;
        self.view.update(|view| folded = view.add_page(page));
        match folded {
            Folded::Gap => self.send(&DeskClientFrame::More { page: wanted }),
            Folded::Applied | Folded::Known => self.next_pages.update(|pages| {
                match next {
                    Some(next) => pages.insert(owner, next),
                    None => pages.remove(&owner),
                };
            }),
        }
    }

    fn after_change(self, desk: Desk) {
        let Some(me) = desk.session.me_untracked() else {
            return;
        };
        self.view.with_untracked(|view| {
            if view.agents().any(|one| one.online && one.available) {
                parent::tell("desk_present", None);
            }
            self.mark(|marks| marks.hold(in_section(view, &me, Section::Mine)));
        });
    }

    fn alert(self, desk: Desk, items: &[QueueItem]) {
        let Some(me) = desk.session.me_untracked() else {
            return;
        };
        let alerts = self
            .view
            .with_untracked(|view| alerts(view.lines(), items, &me));
        self.raise(desk, &alerts);
    }

    fn raise(self, desk: Desk, alerts: &[crate::pure::alerts::Alert]) {
        if let Some(words) = announcement(alerts) {
            self.announced.set(words);
        }
        desk.alerts.raise(desk, alerts);
    }
}
