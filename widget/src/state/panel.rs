//! All that is on screen, as signals; components read it and nothing else.

use crate::js::host::{Boot, Host};
use crate::js::kept::{Credentials, Kept};
use crate::pure::outbox::Outbox;
use handrail_protocol::api::PublicSite;
use handrail_protocol::{Attempt, Availability, ClientFrame, Owner, Seq, TurnId, View, WorkPhase};
use handrail_ui::announce::Announcer;
use handrail_ui::answer::LiveAnswer;
use handrail_ui::components::Live;
use handrail_ui::js::socket::Socket;
use handrail_ui::words::Words;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// How the panel reaches the edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Link {
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

/// The panel's state. A copy is a handle.
#[derive(Clone, Copy)]
pub(crate) struct Panel {
    /// The words of its language.
    pub words: &'static Words,
    /// What the edge says of the site.
    pub site: StoredValue<PublicSite>,
    /// How it was started.
    pub boot: StoredValue<Boot>,
    /// The conversation, folded from its events.
    pub view: RwSignal<View>,
    /// The answer that is being written.
    pub live: RwSignal<LiveAnswer>,
    /// What the assistant is busy with.
    pub phase: RwSignal<WorkPhase>,
    /// Are there people?
    pub people: RwSignal<Availability>,
    /// Place in the queue.
    pub place: RwSignal<Option<u32>>,
    /// Who is typing.
    pub typing: RwSignal<Option<String>>,
    /// The way to the edge.
    pub link: RwSignal<Link>,
    /// The browser's own word on the network.
    pub has_network: RwSignal<bool>,
    /// What is not on record yet.
    pub outbox: RwSignal<Outbox>,
    /// The visitor's answer to a disclosure that asks, before the edge has it.
    pub consent: RwSignal<Option<bool>>,
    /// Show the visitor's messages as the AI sees them.
    pub see_through: RwSignal<bool>,
    /// The text field.
    pub draft: RwSignal<String>,
    /// Counts demands to put the focus into the text field.
    pub focus: RwSignal<u32>,
    /// Messages of others while the panel was out of view.
    pub unread: RwSignal<u32>,
    /// Is the panel in view?
    pub open: StoredValue<bool>,
    /// Region of messages.
    pub polite: Live,
    /// Region of owner, queue and errors.
    pub status: Live,
    /// Region of what can't wait.
    pub alert: Live,
    pub(super) inner: StoredValue<Rc<Inner>, LocalStorage>,
}

/// What no component reads.
pub(super) struct Inner {
    pub host: Rc<Host>,
    pub kept: Kept,
    pub site_id: String,
    pub credentials: RefCell<Option<Credentials>>,
    pub socket: RefCell<Option<Socket>>,
    /// Actions that wait for the connection.
    pub waiting: RefCell<Vec<ClientFrame>>,
    pub starting: Cell<bool>,
    /// Counts poll loops; an older one ends.
    pub poll: Cell<u32>,
    /// Events up to here are history and are not announced.
    pub silent_until: Cell<Option<Seq>>,
    /// The try that has been asked for again because a piece was missing.
    pub asked_again: Cell<(TurnId, Attempt, Seq)>,
    pub announcer: RefCell<Announcer>,
    pub announcing: Cell<bool>,
    pub typing_count: Cell<u32>,
    pub page: RefCell<Option<String>>,
    /// When the last typing frame left.
    pub typed_at: Cell<f64>,
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
        let site_id = boot.site.clone();
        let alone = host.is_alone();
        let inner = Inner {
            kept: Kept::of(&site_id),
            host,
            site_id,
            credentials: RefCell::default(),
            socket: RefCell::default(),
            waiting: RefCell::default(),
            starting: Cell::default(),
            poll: Cell::default(),
            silent_until: Cell::default(),
            asked_again: Cell::default(),
            announcer: RefCell::default(),
            announcing: Cell::default(),
            typing_count: Cell::default(),
            page: RefCell::new(boot.page.clone()),
            typed_at: Cell::default(),
        };
        Self {
            words,
            site: StoredValue::new(site),
            boot: StoredValue::new(boot),
            view: RwSignal::default(),
            live: RwSignal::default(),
            phase: RwSignal::new(WorkPhase::Searching),
            people: RwSignal::new(people),
            place: RwSignal::default(),
            typing: RwSignal::default(),
            link: RwSignal::default(),
            has_network: RwSignal::new(crate::js::host::has_network()),
            outbox: RwSignal::default(),
            consent: RwSignal::default(),
            see_through: RwSignal::default(),
            draft: RwSignal::default(),
            focus: RwSignal::default(),
            unread: RwSignal::default(),
            open: StoredValue::new(alone),
            polite: Live::default(),
            status: Live::default(),
            alert: Live::default(),
            inner: StoredValue::new_local(Rc::new(inner)),
        }
    }

    pub(super) fn inner(&self) -> Rc<Inner> {
        self.inner.get_value()
    }

    /// The assistant's name.
    pub(crate) fn ai_name(&self) -> String {
        self.site.with_value(|site| {
            site.assistant
                .as_ref()
                .map_or_else(|| self.words.label_ai.to_owned(), |ai| ai.name.clone())
        })
    }

    /// Is the assistant working on an answer?
    pub(crate) fn is_busy(&self) -> bool {
        self.view.with(|view| view.open_turn().is_some())
    }

    /// Is there no way to the edge, as far as the visitor is concerned?
    pub(crate) fn is_offline(&self) -> bool {
        !self.has_network.get() || self.link.get() == Link::Lost
    }

    /// Is the visitor waiting for a person?
    pub(crate) fn is_waiting(&self) -> bool {
        self.view
            .with(|view| matches!(view.owner, Owner::Waiting { .. }))
    }

    /// The word for the owner that the loader is told.
    pub(crate) fn owner_word(owner: &Owner) -> &'static str {
        match owner {
            Owner::Assistant => "assistant",
            Owner::Waiting { .. } => "waiting",
            Owner::Person { .. } => "person",
            Owner::Closed { .. } => "closed",
        }
    }
}
