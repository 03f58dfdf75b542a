//! Frames of the two sockets, tagged by `type`.
//!
//! Keep-alive is the plain text `ping`, answered by `pong` without waking the object.

use crate::api::PublicSite;
use crate::{
    AgentCard, Attempt, AuthorKind, ClientId, ConversationId, ErrorReport, Event, HandoffReason,
    MaskedSpan, OwnerEpoch, OwnerKind, Role, Seq, TurnId, UnixMillis,
};
use serde::{Deserialize, Serialize};

/// Version of the wire in the hello.
pub const WIRE_VERSION: u16 = 1;

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
        /// [`WIRE_VERSION`].
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
}

/// What the edge sends on `/api/v1/desk/socket`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum DeskServerFrame {
    /// Answer to the hello.
    Welcome {
        /// [`WIRE_VERSION`].
        v: u16,
        /// Who I am.
        agent: AgentCard,
        /// What I may do.
        role: Role,
        /// The edge's clock, for waiting times.
        now: UnixMillis,
    },
    /// The whole queue, coalesced.
    Queue {
        /// Waiting first, front of the queue first; then conversations with a person or the AI.
        items: Vec<QueueItem>,
    },
    /// Who is here.
    Agents {
        /// All agents with a session or a lease.
        agents: Vec<AgentPresence>,
    },
    /// A refusal.
    Error {
        /// What and why.
        error: ErrorReport,
    },
}

/// A conversation as the desk lists it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QueueItem {
    /// Which conversation.
    pub conversation: ConversationId,
    /// Who owns it.
    pub owner: OwnerKind,
    /// Its epoch, for `take`.
    pub epoch: OwnerEpoch,
    /// Why it waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<HandoffReason>,
    /// The configured topic, where that was the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// Since when it waits, or the owner holds it.
    pub since: UnixMillis,
    /// Ahead of the others.
    #[serde(default)]
    pub front: bool,
    /// Place in the queue from 1, while waiting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<u32>,
    /// The person, while one owns it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<AgentCard>,
    /// The newest message of the visitor, masked, cut at 140 code points.
    pub preview: String,
    /// Language of the panel.
    pub locale: String,
    /// Last event.
    pub seq: Seq,
}

/// An agent at the desk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AgentPresence {
    /// Who.
    pub agent: AgentCard,
    /// Connected with a valid lease.
    pub online: bool,
    /// Takes new conversations.
    pub available: bool,
    /// Conversations held.
    pub holding: u32,
}
