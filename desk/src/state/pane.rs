//! The conversation that is open: its record, the running answer, and what an agent does with it.

use crate::js::page;
use crate::pure::record::Record;
use crate::pure::reveal::may_reveal;
use crate::state::Desk;
use crate::state::actions::{Action, ActionNotice, address};
use crate::state::outbox::Audience;
use gloo_timers::callback::Timeout;
use handrail_protocol::api::RevealedValue;
use handrail_protocol::{
    AuthorKind, ClientId, ConversationId, DeskClientFrame, Event, EventBody, Owner, Seq,
    ServerFrame, UnixMillis, WIRE_VERSION,
};
use handrail_ui::answer::{Applied, LiveAnswer};
use handrail_ui::js::codec;
use handrail_ui::js::socket::{Handlers, LinkState, Socket};
use leptos::prelude::*;

/// A sign of typing holds this long.
const TYPING_MILLIS: u32 = 5_000;
/// And is sent this often at most.
const TYPING_PAUSE_MILLIS: u64 = 2_500;

/// The open conversation. Everything but `open` belongs to it and changes with it.
#[derive(Clone, Copy)]
pub(crate) struct Pane {
    /// Which one.
    pub(crate) open: RwSignal<Option<ConversationId>>,
    /// Its events.
    pub(crate) record: RwSignal<Record>,
    /// Its whole past is here.
    pub(crate) is_loaded: RwSignal<bool>,
    /// It cannot be shown, and why.
    pub(crate) missing: RwSignal<Option<String>>,
    /// The name the assistant goes by.
    pub(crate) assistant: RwSignal<String>,
    /// What the assistant is writing.
    pub(crate) live: RwSignal<LiveAnswer>,
    /// It has read the help pages and writes.
    pub(crate) is_writing: RwSignal<bool>,
    /// The visitor is typing.
    pub(crate) visitor_types: RwSignal<bool>,
    /// How the connection stands.
    pub(crate) link: RwSignal<LinkState>,
    /// Contact details that came with taking it.
    pub(crate) details: RwSignal<Vec<RevealedValue>>,
    /// An action is on its way.
    pub(crate) busy: RwSignal<Option<Action>>,
    /// What came of the last action.
    pub(crate) notice: RwSignal<Option<ActionNotice>>,
    /// The hidden value that is asked for.
    pub(crate) revealing: RwSignal<Option<String>>,
    /// For whom the agent wants to write; without owning the conversation only notes can be.
    pub(crate) audience: RwSignal<Audience>,
    /// What stands in the composer.
    pub(crate) text: RwSignal<String>,
    socket: StoredValue<Option<Socket>, LocalStorage>,
    last_event: RwSignal<Seq>,
    typing_over: StoredValue<Option<Timeout>, LocalStorage>,
    /// When I typed last, on the edge's clock.
    pub(crate) typed: RwSignal<UnixMillis>,
}

impl Pane {
    pub(crate) fn new() -> Self {
        Self {
            open: RwSignal::new(None),
            record: RwSignal::new(Record::default()),
            is_loaded: RwSignal::new(false),
            missing: RwSignal::new(None),
            assistant: RwSignal::new(String::new()),
            live: RwSignal::new(LiveAnswer::default()),
            is_writing: RwSignal::new(false),
            visitor_types: RwSignal::new(false),
            link: RwSignal::new(LinkState::Idle),
            details: RwSignal::new(Vec::new()),
            busy: RwSignal::new(None),
            notice: RwSignal::new(None),
            revealing: RwSignal::new(None),
            audience: RwSignal::new(Audience::Visitor),
            text: RwSignal::new(String::new()),
            socket: StoredValue::new_local(None),
            last_event: RwSignal::new(Seq(0)),
            typing_over: StoredValue::new_local(None),
            typed: RwSignal::new(UnixMillis::default()),
        }
    }

    /// Opens another conversation, or none.
    pub(crate) fn enter(self, desk: Desk, conversation: Option<ConversationId>) {
        self.leave();
        self.typed.set(UnixMillis::default());
        desk.outbox.forget_accepted();
        self.open.set(conversation);
        self.connect(desk);
    }

    /// Connects to the conversation that is open.
    pub(crate) fn connect(self, desk: Desk) {
        let Some(conversation) = self.open.get_untracked() else {
            return;
        };
        if !desk.session.is_signed_in_untracked() {
            return;
        }
        let hello = move || {
            codec::encode(&DeskClientFrame::Hello {
                v: WIRE_VERSION,
                token: desk.session.token_untracked(),
                after: self.record.with_untracked(|record| record.view.seq),
            })
        };
        let path = address(&conversation, "socket");
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
        self.socket.set_value(Some(socket));
    }

    /// Forgets what was shown; hidden values go first of all.
    pub(crate) fn leave(self) {
        self.revealing.set(None);
        self.details.set(Vec::new());
        if let Some(socket) = self.socket.try_update_value(Option::take).flatten() {
            socket.close();
        }
        self.record.set(Record::default());
        self.last_event.set(Seq(0));
        self.is_loaded.set(false);
        self.missing.set(None);
        self.live.set(LiveAnswer::default());
        self.is_writing.set(false);
        self.visitor_types.set(false);
        self.busy.set(None);
        self.notice.set(None);
        self.audience.set(Audience::Visitor);
        self.text.set(String::new());
    }

    /// Puts a text into the composer and keeps it as the draft.
    pub(crate) fn write(self, desk: Desk, audience: Audience, text: String) {
        if let Some(conversation) = self.open.get_untracked() {
            desk.outbox.keep_draft(&conversation, audience, &text);
        }
        self.text.set(text);
    }

    /// Takes a message that was not sent back into the composer, before what stands there.
    pub(crate) fn change(self, desk: Desk, client_id: &ClientId) {
        let Some(message) = desk.outbox.take_back(desk, client_id) else {
            return;
        };
        let draft = desk.outbox.draft(&message.conversation, message.audience);
        let text = if draft.trim().is_empty() {
            message.text
        } else {
            format!("{}\n{draft}", message.text)
        };
        self.audience.set(message.audience);
        self.write(desk, message.audience, text);
        page::focus_soon("composer");
    }

    /// The owner, as the record has it.
    pub(crate) fn owner(self) -> Owner {
        self.record.with(|record| record.view.owner.clone())
    }

    /// I answer here.
    pub(crate) fn is_mine(self, desk: Desk) -> bool {
        let me = desk.session.me();
        self.record.with(|record| {
            matches!(&record.view.owner, Owner::Person { agent, .. } if Some(&agent.id) == me.as_ref())
        })
    }

    /// May the agent look at hidden values here?
    pub(crate) fn may_reveal(self, desk: Desk) -> bool {
        let (me, role) = (desk.session.me(), desk.session.role());
        self.record
            .with(|record| may_reveal(&record.view.owner, me.as_ref(), role))
    }

    /// Tells the visitor that their agent is typing.
    pub(crate) fn typing(self, desk: Desk) {
        let now = desk.clock.now_untracked();
        if now.since(self.typed.get_untracked()) < TYPING_PAUSE_MILLIS {
            return;
        }
        self.typed.set(now);
        self.socket.with_value(|socket| {
            if let Some(socket) = socket {
                socket.send(&codec::encode(&DeskClientFrame::Typing {}));
            }
        });
    }

    fn hear(self, desk: Desk, text: &str) {
        match codec::decode::<ServerFrame>(text) {
            Some(ServerFrame::Welcome { seq, site, .. }) => {
                self.last_event.set(seq);
                self.assistant
                    .set(site.assistant.map_or_else(String::new, |it| it.name));
                self.socket.with_value(|socket| {
                    if let Some(socket) = socket {
                        socket.settled();
                    }
                });
                self.check_loaded(desk);
            }
            Some(ServerFrame::Event { event }) => self.fold(desk, &event),
            Some(ServerFrame::Writing { .. }) => self.is_writing.set(true),
            Some(ServerFrame::Delta {
                turn,
                attempt,
                offset,
                text,
            }) => {
                self.live.update(|live| {
                    // The desk shows an answer from its start on or not at all: after a gap the
                    // final event brings the whole.
                    let _: Applied = live.delta(turn, attempt, offset, &text);
                });
            }
            Some(ServerFrame::TurnReset { turn, attempt }) => {
                self.live.update(|live| live.reset(turn, attempt));
            }
            Some(ServerFrame::Typing {
                author: AuthorKind::Visitor,
                ..
            }) => self.visitor_types_now(),
            Some(ServerFrame::Error { error, .. }) => {
                if !desk.ends_session(error.code) && !self.is_loaded.get_untracked() {
                    self.missing.set(Some(error.message));
                }
            }
            Some(
                ServerFrame::Typing { .. }
                | ServerFrame::Ack { .. }
                | ServerFrame::Queue { .. }
                | ServerFrame::People { .. },
            )
            | None => {}
        }
    }

    fn fold(self, desk: Desk, event: &Event) {
        let mut is_new = false;
        // Drawn once when the past is complete, then with each event.
        self.record
            .update_untracked(|record| is_new = record.apply(event));
        if !is_new {
            return;
        }
        match &event.body {
            EventBody::AssistantSaid { turn, .. }
            | EventBody::TurnStopped { turn, .. }
            | EventBody::TurnFailed { turn, .. } => {
                self.is_writing.set(false);
                self.live.update(|live| live.end(*turn));
            }
            EventBody::VisitorSaid { .. } => self.visitor_types.set(false),
            EventBody::AgentSaid { client_id, .. } | EventBody::AgentNoted { client_id, .. } => {
                desk.outbox.settle(client_id);
            }
            EventBody::HandedBack { .. }
            | EventBody::Resolved { .. }
            | EventBody::AgentLost { .. } => self.details.set(Vec::new()),
            EventBody::AgentJoined { .. } => {
                let me = desk.session.me_untracked();
                let joined = self
                    .record
                    .with_untracked(|record| match &record.view.owner {
                        Owner::Person { agent, .. } => Some(agent.id.clone()),
                        _ => None,
                    });
                if joined != me {
                    self.details.set(Vec::new());
                }
            }
            _ => {}
        }
        self.check_loaded(desk);
    }

    fn check_loaded(self, desk: Desk) {
        let seq = self.record.with_untracked(|record| record.view.seq);
        if seq < self.last_event.get_untracked() {
            return;
        }
        self.record.notify();
        self.is_loaded.set(true);
        self.missing.set(None);
        if let Some(conversation) = self.open.get_untracked() {
            desk.queue.mark(|marks| marks.read(&conversation, seq));
        }
    }

    fn visitor_types_now(self) {
        self.visitor_types.set(true);
        let over = Timeout::new(TYPING_MILLIS, move || {
            self.visitor_types.try_set(false);
        });
        self.typing_over.set_value(Some(over));
    }
}
