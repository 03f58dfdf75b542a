//! The conversation that is open: its record, the running answer, and what an agent does with it.

use crate::js::page;
use crate::pure::record::Record;
use crate::pure::words;
use crate::state::Desk;
use crate::state::outbox::Audience;
use gloo_timers::callback::Timeout;
use handrail_protocol::api::{RevealRequest, RevealedValue, TakeRequest, TakeResponse};
use handrail_protocol::{
    AuthorKind, ClientId, ConversationId, DeskClientFrame, ErrorCode, Event, EventBody, Owner, Seq,
    ServerFrame, WIRE_VERSION, WorkPhase,
};
use handrail_ui::answer::{Applied, LiveAnswer};
use handrail_ui::js::http::{Call, CallError};
use handrail_ui::js::socket::{Handlers, LinkState, Socket};
use handrail_ui::js::{clock, codec};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A sign of typing holds this long.
const TYPING_MILLIS: u32 = 5_000;
/// And is sent this often at most.
const TYPING_PAUSE_MILLIS: f64 = 2_500.0;

/// What an agent does with a conversation as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    /// Answer it from now on.
    Take,
    /// Let the assistant answer again.
    HandBack,
    /// Close it.
    Resolve,
}

impl Action {
    /// On the button.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Take => "Take conversation",
            Self::HandBack => "Hand back to AI",
            Self::Resolve => "Resolve",
        }
    }

    fn path(self) -> &'static str {
        match self {
            Self::Take => "take",
            Self::HandBack => "hand-back",
            Self::Resolve => "resolve",
        }
    }
}

/// Something an agent has to be told about what they did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Told {
    /// Worth knowing.
    Plain(String),
    /// It did not work.
    Failed(String),
}

/// The open conversation. Everything but `open` belongs to it and changes with it.
#[derive(Clone, Copy)]
pub(crate) struct Room {
    /// Which one.
    pub(crate) open: RwSignal<Option<ConversationId>>,
    /// Its events.
    pub(crate) record: RwSignal<Record>,
    /// Its whole past is here.
    pub(crate) is_loaded: RwSignal<bool>,
    /// It cannot be shown, and why.
    pub(crate) missing: RwSignal<Option<String>>,
    /// What the assistant is writing.
    pub(crate) live: RwSignal<LiveAnswer>,
    /// What the assistant is busy with.
    pub(crate) phase: RwSignal<Option<WorkPhase>>,
    /// The visitor is typing.
    pub(crate) visitor_types: RwSignal<bool>,
    /// How the connection stands.
    pub(crate) link: RwSignal<LinkState>,
    /// Contact details that came with taking it.
    pub(crate) details: RwSignal<Vec<RevealedValue>>,
    /// An action is on its way.
    pub(crate) busy: RwSignal<Option<Action>>,
    /// What came of the last action.
    pub(crate) told: RwSignal<Option<Told>>,
    /// The hidden value that is asked for.
    pub(crate) revealing: RwSignal<Option<String>>,
    /// For whom the agent wants to write; without owning the conversation only notes can be.
    pub(crate) audience: RwSignal<Audience>,
    /// What stands in the composer.
    pub(crate) text: RwSignal<String>,
    socket: StoredValue<Option<Socket>, LocalStorage>,
    last_event: RwSignal<Seq>,
    typing_over: StoredValue<Option<Timeout>, LocalStorage>,
    typed_at: StoredValue<f64>,
}

impl Room {
    pub(crate) fn new() -> Self {
        Self {
            open: RwSignal::new(None),
            record: RwSignal::new(Record::default()),
            is_loaded: RwSignal::new(false),
            missing: RwSignal::new(None),
            live: RwSignal::new(LiveAnswer::default()),
            phase: RwSignal::new(None),
            visitor_types: RwSignal::new(false),
            link: RwSignal::new(LinkState::Idle),
            details: RwSignal::new(Vec::new()),
            busy: RwSignal::new(None),
            told: RwSignal::new(None),
            revealing: RwSignal::new(None),
            audience: RwSignal::new(Audience::Visitor),
            text: RwSignal::new(String::new()),
            socket: StoredValue::new_local(None),
            last_event: RwSignal::new(Seq(0)),
            typing_over: StoredValue::new_local(None),
            typed_at: StoredValue::new(0.0),
        }
    }

    /// Opens another conversation, or none.
    pub(crate) fn enter(self, desk: Desk, conversation: Option<ConversationId>) {
        self.leave();
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
        self.phase.set(None);
        self.visitor_types.set(false);
        self.busy.set(None);
        self.told.set(None);
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
        let Some(message) = desk.outbox.take_back(client_id) else {
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

    /// Tells the visitor that their agent is typing.
    pub(crate) fn typing(self) {
        let now = clock::steady_millis();
        if now - self.typed_at.get_value() < TYPING_PAUSE_MILLIS {
            return;
        }
        self.typed_at.set_value(now);
        self.socket.with_value(|socket| {
            if let Some(socket) = socket {
                socket.send(&codec::encode(&DeskClientFrame::Typing {}));
            }
        });
    }

    /// Does something with the conversation as a whole.
    pub(crate) fn act(self, desk: Desk, action: Action) {
        let Some(conversation) = self.open.get_untracked() else {
            return;
        };
        if self.busy.get_untracked().is_some() {
            return;
        }
        self.busy.set(Some(action));
        self.told.set(None);
        spawn_local(async move {
            let path = address(&conversation, action.path());
            let token = desk.session.token_untracked();
            let outcome = match action {
                Action::Take => {
                    let request = TakeRequest {
                        epoch: self
                            .is_loaded
                            .get_untracked()
                            .then(|| self.record.with_untracked(|record| record.view.epoch)),
                    };
                    Call::post(&path, &request)
                        .token(&token)
                        .send::<TakeResponse>()
                        .await
                        .map(|taken| taken.details)
                }
                Action::HandBack | Action::Resolve => Call::post(&path, &Empty {})
                    .token(&token)
                    .done()
                    .await
                    .map(|()| Vec::new()),
            };
            // The agent may have gone on to another conversation meanwhile.
            if self.open.try_get_untracked().flatten().as_ref() != Some(&conversation) {
                return;
            }
            self.busy.set(None);
            match outcome {
                Ok(details) => {
                    self.details.set(details);
                    // The button that was pressed is about to go.
                    page::focus_soon(match action {
                        Action::Take => "composer",
                        Action::HandBack | Action::Resolve => "room-name",
                    });
                }
                Err(error) => self.failed(desk, action, &error),
            }
        });
    }

    /// Asks for one hidden value. The value goes to the caller alone.
    pub(crate) async fn reveal(
        self,
        desk: Desk,
        placeholder: String,
        reason: String,
    ) -> Result<RevealedValue, String> {
        let conversation = self.open.get_untracked().ok_or_else(String::new)?;
        let path = address(&conversation, "reveal");
        let request = RevealRequest {
            placeholder,
            reason,
        };
        Call::post(&path, &request)
            .token(&desk.session.token_untracked())
            .send()
            .await
            .map_err(|error| {
                if let Some(code) = error.code() {
                    desk.ends_session(code);
                }
                in_words(&error)
            })
    }

    fn failed(self, desk: Desk, action: Action, error: &CallError) {
        let code = error.code();
        if code.is_some_and(|code| desk.ends_session(code)) {
            return;
        }
        if code == Some(ErrorCode::AlreadyTaken) {
            let me = desk.session.me_untracked();
            let owner = self
                .record
                .with_untracked(|record| match &record.view.owner {
                    Owner::Person { agent, .. } => Some(agent.clone()),
                    _ => None,
                });
            match owner {
                // An earlier try got through after all.
                Some(agent) if Some(&agent.id) == me.as_ref() => {}
                Some(agent) => self
                    .told
                    .set(Some(Told::Plain(words::taken_first(&agent.name)))),
                None => self.told.set(Some(Told::Plain(in_words(error)))),
            }
            return;
        }
        let what = match action {
            Action::Take => "Not taken.",
            Action::HandBack => "Not handed back.",
            Action::Resolve => "Not resolved.",
        };
        self.told
            .set(Some(Told::Failed(format!("{what} {}", in_words(error)))));
    }

    fn hear(self, desk: Desk, text: &str) {
        match codec::decode::<ServerFrame>(text) {
            Some(ServerFrame::Welcome { seq, .. }) => {
                self.last_event.set(seq);
                self.socket.with_value(|socket| {
                    if let Some(socket) = socket {
                        socket.settled();
                    }
                });
                self.look_whether_loaded(desk);
            }
            Some(ServerFrame::Event { event }) => self.fold(desk, &event),
            Some(ServerFrame::Working { phase, .. }) => self.phase.set(Some(phase)),
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
                self.phase.set(None);
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
        self.look_whether_loaded(desk);
    }

    fn look_whether_loaded(self, desk: Desk) {
        let seq = self.record.with_untracked(|record| record.view.seq);
        if seq < self.last_event.get_untracked() {
            return;
        }
        self.record.notify();
        self.is_loaded.set(true);
        self.missing.set(None);
        if let Some(conversation) = self.open.get_untracked() {
            desk.queue
                .marks
                .update(|marks| marks.read(&conversation, seq));
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

/// An empty JSON object.
#[derive(serde::Serialize)]
struct Empty {}

/// A call of one conversation.
pub(crate) fn address(conversation: &ConversationId, call: &str) -> String {
    format!("/api/v1/desk/conversations/{conversation}/{call}")
}

/// What happened and what to do.
pub(crate) fn in_words(error: &CallError) -> String {
    match error {
        CallError::Unreachable => {
            "The server can't be reached. Check the connection and try again.".to_owned()
        }
        CallError::Unreadable => {
            "The server answered in a way this desk can't read. Reload the page.".to_owned()
        }
        CallError::Refused(report) => report.message.clone(),
    }
}
