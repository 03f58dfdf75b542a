//! The state of the panel; components read it and call its actions.
//!
//! It has two parts, each with one trigger: the view (the fold of the events) and the local state.
//! A signal for each field would be compiled anew with everything that reads it.

use crate::js::host::{Boot, Host};
use crate::js::storage::{Credentials, PanelStorage};
use crate::pure::human_status::Reach;
use crate::pure::outbox::Outbox;
use handrail_protocol::api::PublicSite;
use handrail_protocol::{Attempt, Availability, ClientFrame, Owner, Seq, TurnId, View};
use handrail_ui::announce::Announcer;
use handrail_ui::answer::LiveAnswer;
use handrail_ui::components::Live;
use handrail_ui::js::clock;
use handrail_ui::js::socket::Socket;
use handrail_ui::words::Words;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// How the panel reaches the edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Connection {
    /// There is no conversation yet.
    #[default]
    Idle,
    /// On the way.
    Connecting,
    /// By socket.
    Online,
    /// By calls: this network blocks sockets.
    Polling,
    /// There is no way at the moment.
    Lost,
}

/// What the panel knows beside the events: connection, queue, unsent messages, errors.
#[derive(Debug, Default)]
pub(crate) struct LocalState {
    /// The way to the edge.
    pub(crate) connection: Connection,
    /// The browser's own word on the network.
    pub(crate) has_network: bool,
    /// Are there people?
    pub(crate) people: Availability,
    /// Place in the queue.
    pub(crate) place: Option<u32>,
    /// Who is typing.
    pub(crate) typing: Option<String>,
    /// The assistant has read the help pages and writes.
    pub(crate) is_writing: bool,
    /// What is not on record yet.
    pub(crate) outbox: Outbox,
    /// The visitor's answer to a disclosure that asks, before the edge has it.
    pub(crate) consent: Option<bool>,
    /// The error that is shown; empty for none.
    pub(crate) error_text: &'static str,
}

impl LocalState {
    /// Whether the edge can be reached, as the visitor is told.
    pub(crate) fn reach(&self) -> Reach {
        match self.connection {
            _ if !self.has_network => Reach::NoNetwork,
            Connection::Lost => Reach::NoEdge,
            _ => Reach::Edge,
        }
    }
}

/// The panel's state. A copy is a handle.
#[derive(Clone, Copy)]
pub(crate) struct Panel {
    /// The words of its language.
    pub(crate) words: &'static Words,
    /// Show the visitor's messages as the AI sees them.
    pub(crate) see_through: RwSignal<bool>,
    /// The text field.
    pub(crate) draft: RwSignal<String>,
    /// The answer that is being written.
    pub(crate) answer: RwSignal<String>,
    /// Region of messages.
    pub(crate) polite: Live,
    /// Region of owner, queue and errors.
    pub(crate) status: Live,
    /// Region of what can't wait.
    pub(crate) alert: Live,
    view_changed: Trigger,
    local_changed: Trigger,
    inner: &'static Inner,
}

pub(crate) struct Inner {
    /// What the edge says of the site.
    pub(crate) site: PublicSite,
    /// How the panel was started.
    pub(crate) boot: Boot,
    pub(super) view: RefCell<View>,
    pub(super) local: RefCell<LocalState>,
    pub(super) live: RefCell<LiveAnswer>,
    pub(super) host: Rc<Host>,
    pub(super) storage: PanelStorage,
    pub(super) credentials: RefCell<Option<Credentials>>,
    pub(super) socket: RefCell<Option<Socket>>,
    /// Actions that wait for the connection.
    pub(super) waiting: RefCell<Vec<ClientFrame>>,
    /// When the start that is under way began.
    pub(super) starting: Cell<Option<f64>>,
    /// Counts poll loops; an older one ends.
    pub(super) poll: Cell<u32>,
    /// Events up to here are history and are not announced.
    pub(super) silent_until: Cell<Option<Seq>>,
    /// What has been asked for again because a piece was missing.
    pub(super) requested_missing: Cell<(TurnId, Attempt, Seq)>,
    pub(super) announcer: RefCell<Announcer>,
    pub(super) announcing: Cell<bool>,
    /// Counts signs of typing.
    pub(super) typing_signs: Cell<u32>,
    /// Path of the host page.
    pub(super) page: RefCell<Option<String>>,
    /// When the last typing frame left.
    pub(super) typed_at: Cell<f64>,
    /// Is the panel in view?
    pub(super) open: Cell<bool>,
    /// When the edge was last asked whether people are there.
    pub(super) people_at: Cell<f64>,
    /// Messages of others since it last was.
    pub(super) unread: Cell<u32>,
    /// The last event there was when it last was.
    pub(super) read: Cell<Seq>,
}

impl Panel {
    /// A panel before anything happened.
    pub(crate) fn new(
        host: Rc<Host>,
        words: &'static Words,
        boot: Boot,
        site: PublicSite,
        people: Availability,
    ) -> Self {
        let inner = Inner {
            storage: PanelStorage::of(&boot.site),
            open: Cell::new(host.is_alone()),
            page: RefCell::new(boot.page.clone()),
            local: RefCell::new(LocalState {
                has_network: crate::js::host::has_network(),
                people,
                ..LocalState::default()
            }),
            site,
            boot,
            host,
            view: RefCell::default(),
            live: RefCell::default(),
            credentials: RefCell::default(),
            socket: RefCell::default(),
            waiting: RefCell::default(),
            starting: Cell::default(),
            poll: Cell::default(),
            silent_until: Cell::default(),
            requested_missing: Cell::default(),
            announcer: RefCell::default(),
            announcing: Cell::default(),
            typing_signs: Cell::default(),
            typed_at: Cell::default(),
            people_at: Cell::new(clock::steady_millis()),
            unread: Cell::default(),
            read: Cell::default(),
        };
        Self {
            words,
            see_through: RwSignal::new(false),
            draft: RwSignal::new(String::new()),
            answer: RwSignal::new(String::new()),
            polite: Live::default(),
            status: Live::default(),
            alert: Live::default(),
            view_changed: Trigger::new(),
            local_changed: Trigger::new(),
            // It lives as long as the page.
            inner: Box::leak(Box::new(inner)),
        }
    }

    /// The state behind the handle.
    pub(crate) fn inner(self) -> &'static Inner {
        self.inner
    }

    /// Reads the view, and again when it changes.
    pub(crate) fn with_view<T>(self, look: impl FnOnce(&View) -> T) -> T {
        self.view_changed.track();
        self.with_view_untracked(look)
    }

    /// Reads the view once.
    pub(crate) fn with_view_untracked<T>(self, look: impl FnOnce(&View) -> T) -> T {
        look(&self.inner().view.borrow())
    }

    /// Changes the view.
    pub(super) fn update_view<T>(self, change: impl FnOnce(&mut View) -> T) -> T {
        let result = change(&mut self.inner().view.borrow_mut());
        self.view_changed.notify();
        result
    }

    /// Reads the local state, and again when it changes.
    pub(crate) fn with_local<T>(self, look: impl FnOnce(&LocalState) -> T) -> T {
        self.local_changed.track();
        self.with_local_untracked(look)
    }

    /// Reads the local state once.
    pub(crate) fn with_local_untracked<T>(self, look: impl FnOnce(&LocalState) -> T) -> T {
        look(&self.inner().local.borrow())
    }

    /// Changes the local state.
    pub(crate) fn update_local<T>(self, change: impl FnOnce(&mut LocalState) -> T) -> T {
        let result = change(&mut self.inner().local.borrow_mut());
        self.local_changed.notify();
        result
    }

    /// The assistant's name.
    pub(crate) fn ai_name(self) -> String {
        match &self.inner().site.assistant {
            Some(assistant) => assistant.name.clone(),
            None => self.words.label_ai.to_owned(),
        }
    }

    /// Does the site have an assistant?
    pub(crate) fn has_ai(self) -> bool {
        self.inner().site.assistant.is_some()
    }

    /// Can an address for the answer be left?
    pub(crate) fn has_contact_form(self) -> bool {
        self.inner().site.contact_form != "never"
    }

    /// Is the assistant working on an answer?
    pub(crate) fn is_busy(self) -> bool {
        self.with_view(|view| view.open_turn().is_some())
    }

    /// Is the visitor waiting for a person?
    pub(crate) fn is_waiting(self) -> bool {
        self.with_view(|view| matches!(view.owner, Owner::Waiting { .. }))
    }

    /// The word for the owner that the loader is told.
    pub(super) fn owner_word(self) -> &'static str {
        self.with_view_untracked(|view| match &view.owner {
            Owner::Assistant => "assistant",
            Owner::Waiting { .. } => "waiting",
            Owner::Person { .. } => "person",
            Owner::Closed { .. } => "closed",
        })
    }
}
