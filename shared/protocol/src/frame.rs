//! Frames of the two sockets, tagged by `type`.
//!
//! Keep-alive is the plain text `ping`, answered by `pong` without waking the object.

use crate::api::PublicSite;
use crate::queue::{QueueChanges, QueuePage, QueuePageItems, QueueSnapshot};
use crate::{
    AgentCard, Attempt, AuthorKind, ClientId, ConversationId, ErrorReport, Event, MaskedSpan, Role,
    Seq, TurnId, UnixMillis,
};
use serde::{Deserialize, Serialize};

/// Version of the wire in the hello to a conversation.
pub const WIRE_VERSION: u16 = 1;

/// Version of the wire in the hello to the desk. A desk of version 1 took the whole queue with every
/// change; it is told to reload.
pub const DESK_WIRE_VERSION: u16 = 2;

/// What a widget (or any visitor's program) sends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ClientFrame {
    /// First frame: who I am and what I have.
    Hello {
        /// [`WIRE_VERSION`].
        v: u16,
        /// The session token.
        token: String,
        /// The last event I have; 0 for none.
        #[serde(default)]
        after: Seq,
        /// The partial answer I show, so that it resumes at the byte.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        partial: Option<PartialAnswer>,
    },
    /// Write a message.
    Say {
        /// My name for it; a repeat is harmless.
        client_id: ClientId,
        /// The text as typed.
        text: String,
    },
    /// Stop the answer.
    Stop {},
    /// Try the last failed or stopped turn again.
    Retry {},
    /// Talk to a human.
    RequestHuman {},
    /// Decline the offer of a person.
    DeclineOffer {},
    /// Stop waiting.
    LeaveQueue {},
    /// Ask the AI while I wait.
    InviteAi {},
    /// Answer the disclosure.
    Consent {
        /// Its version.
        version: String,
        /// May the AI read along?
        accepted: bool,
    },
    /// Leave an e-mail address for the answer.
    LeaveContact {
        /// The address.
        email: String,
    },
    /// I am typing.
    Typing {},
    /// I moved to another page.
    Page {
        /// Path without query and fragment.
        path: String,
    },
}

/// How much of a running answer a client has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartialAnswer {
    /// Which turn.
    pub turn: TurnId,
    /// Which try.
    pub attempt: Attempt,
    /// UTF-8 bytes it has.
    pub offset: u32,
}

/// Are there people?
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Availability {
    /// An agent is online now.
    pub online: bool,
    /// Median wait in minutes; only with 20 measured waits and an agent online.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait_minutes: Option<u32>,
    /// Outside the opening hours: when people are back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens_at: Option<UnixMillis>,
}

/// What the edge sends to a visitor. On an agent's view of one conversation the same frames come,
/// with masked text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ServerFrame {
    /// Answer to the hello; events after `after` follow.
    Welcome {
        /// [`WIRE_VERSION`].
        v: u16,
        /// Which conversation.
        conversation: ConversationId,
        /// The last event there is.
        seq: Seq,
        /// What the panel shows of the site.
        site: Box<PublicSite>,
        /// Are there people?
        people: Availability,
    },
    /// A durable event.
    Event {
        /// The event, as this reader may see it.
        event: Event,
    },
    /// A message is durable.
    Ack {
        /// The sender's name for it.
        client_id: ClientId,
        /// Its event.
        seq: Seq,
        /// What was hidden.
        masked: Vec<MaskedSpan>,
    },
    /// The assistant has read the help pages and begins to write; sentences are checked before they
    /// are shown.
    Writing {
        /// Which turn.
        turn: TurnId,
    },
    /// More of a running answer. Only the final event is durable.
    Delta {
        /// Which turn.
        turn: TurnId,
        /// Which try.
        attempt: Attempt,
        /// UTF-8 bytes of the answer before this piece.
        offset: u32,
        /// The piece.
        text: String,
    },
    /// The partial answer is void; a new try starts.
    TurnReset {
        /// Which turn.
        turn: TurnId,
        /// The try that starts.
        attempt: Attempt,
    },
    /// The place in the queue.
    Queue {
        /// From 1.
        position: u32,
        /// Are there people?
        people: Availability,
    },
    /// Availability of people changed.
    People {
        /// Are there people?
        people: Availability,
    },
    /// Somebody is typing.
    Typing {
        /// Who.
        author: AuthorKind,
        /// The name, where there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
    },
    /// A refusal. The socket stays open unless the hello was refused.
    Error {
        /// What and why.
        error: ErrorReport,
        /// The message it concerns.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        client_id: Option<ClientId>,
    },
}

/// What a desk sends on `/api/v1/desk/socket`, and (hello and typing) on the socket of one
/// conversation. Actions go over HTTP.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum DeskClientFrame {
    /// First frame.
    Hello {
        /// [`DESK_WIRE_VERSION`]; on the socket of one conversation [`WIRE_VERSION`].
        v: u16,
        /// The desk session's token.
        token: String,
        /// The last event I have (socket of one conversation).
        #[serde(default)]
        after: Seq,
    },
    /// I am here; renews the lease. Sent every 15 s.
    Here {},
    /// Take new conversations, or not.
    Presence {
        /// Available for new conversations.
        available: bool,
    },
    /// I am typing (socket of one conversation).
    Typing {},
    /// Give me a page of lines that are not mine and do not wait.
    More {
        /// Which.
        page: QueuePage,
    },
    /// I missed a change: give me the snapshot.
    Refresh {},
}

/// What the edge sends on `/api/v1/desk/socket`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum DeskServerFrame {
    /// Answer to the hello.
    Welcome {
        /// [`DESK_WIRE_VERSION`].
        v: u16,
        /// Who I am.
        agent: AgentCard,
        /// What I may do.
        role: Role,
        /// The edge's clock, for waiting times.
        now: UnixMillis,
    },
    /// Where to begin: follows the welcome, and answers [`DeskClientFrame::Refresh`].
    QueueSnapshot(QueueSnapshot),
    /// What changed since, coalesced.
    QueueChanged(QueueChanges),
    /// Answers [`DeskClientFrame::More`].
    QueuePage(QueuePageItems),
    /// A refusal.
    Error {
        /// What and why.
        error: ErrorReport,
    },
}
