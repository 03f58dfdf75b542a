//! What the router and the objects ask of each other: one JSON call to one object, one JSON answer.
//!
//! Objects are reached through the router alone, which has checked who asks; a call carries what
//! was checked. Not for: the wire. These shapes are of one build, never stored and never sent out.

use handrail_mask::Placeholder;
use handrail_protocol::{
    AgentCard, AgentId, AgentPresence, Availability, ClientId, ConversationId, OwnerEpoch,
    QueueItem, Seq, ServerFrame, SiteId, UnixMillis,
};
use handrail_site::Role;
use serde::{Deserialize, Serialize};

/// A call to a Conversation object.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ToConversation {
    /// Which: an object does not know its own name.
    pub(crate) conversation: ConversationId,
    /// The visitor's token, where a visitor asks.
    pub(crate) token: Option<VisitorToken>,
    /// What.
    pub(crate) call: ConversationCall,
}

/// What a visitor's token says of its age: revoking voids those up to a moment or an epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct VisitorToken {
    /// The site's epoch when it was made.
    pub(crate) epoch: u32,
    /// When it was made.
    pub(crate) issued_at: UnixMillis,
}

/// What is asked of a conversation.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ConversationCall {
    /// Begin, in this epoch of the site; answers `()`.
    Start {
        locale: String,
        page: Option<String>,
        epoch: u32,
    },
    /// The visitor wrote; answers `SayResponse`.
    Say { client_id: ClientId, text: String },
    /// The visitor pressed something; answers `()`.
    Press(Press),
    /// A page of events; answers `EventsResponse`.
    Events {
        reader: Reader,
        after: Seq,
        wait_seconds: u32,
    },
    /// An agent takes it; answers `TakeResponse`.
    Take {
        agent: AgentCard,
        epoch: Option<OwnerEpoch>,
    },
    /// An agent wrote; answers `SayResponse`.
    AgentSay {
        agent: AgentCard,
        client_id: ClientId,
        text: String,
    },
    /// An agent wrote a note; answers `SayResponse`.
    Note {
        agent: AgentCard,
        client_id: ClientId,
        text: String,
    },
    /// An agent asks for one value; answers `RevealedValue`.
    Reveal {
        agent: AgentCard,
        role: Role,
        placeholder: String,
        reason: String,
    },
    /// The owner gives it back; answers `()`.
    HandBack { agent: AgentCard },
    /// The owner closes it; answers `()`.
    Resolve { agent: AgentCard },
    /// The desk: an agent's lease lapsed; answers `()`.
    LeaseLapsed { agent: AgentId },
    /// The desk: the place in the queue, or who is there, changed; answers `()`.
    Place(PlaceAnswer),
    /// Its data key goes under the machine's current key; answers
    /// [`Wrapping`](crate::conversation::rewrap::Wrapping).
    Rewrap,
    /// Tokens made up to now are void; answers `()`.
    Revoke,
    /// The sandbox: the server stops for this visit; answers `()`.
    Cut,
    /// The sandbox: the visit is over, nothing of it is kept; answers `()`.
    Erase,
}

/// What a visitor can press.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Press {
    /// "Talk to a human".
    Human,
    /// "Stop answer".
    Stop,
    /// "Try again".
    Retry,
    /// "Keep trying".
    DeclineOffer,
    /// "Stop waiting".
    LeaveQueue,
    /// "Ask the AI while I wait".
    InviteAi,
    /// The answer to the disclosure.
    Consent { version: String, accepted: bool },
    /// The address for an answer.
    Contact { email: String },
}

/// Who reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Reader {
    /// Their own words whole, AI text restored by policy, nothing private.
    Visitor,
    /// Placeholders, and what is private.
    Agent,
}

/// A call to a site's Desk object.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ToDesk {
    /// Whose desk.
    pub(crate) site: SiteId,
    /// What.
    pub(crate) call: DeskCall,
}

/// What is asked of a desk.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DeskCall {
    /// A conversation's line; answers `()`. Older than the known one: ignored.
    Apply { item: Box<QueueItem> },
    /// Is there anyone? Answers `Availability`.
    People,
    /// The place of a conversation; answers [`PlaceAnswer`].
    Place { conversation: ConversationId },
    /// Everything; answers [`QueueAnswer`].
    Queue,
    /// Conversations after one, in the order of their ids, also those that left the list; answers
    /// `Vec<ConversationId>`.
    Conversations {
        after: Option<ConversationId>,
        most: usize,
    },
    /// An agent did something; renews the lease, answers `()`.
    Here { agent: AgentCard },
    /// An agent's session ended, or all of them: the sockets close; answers `()`.
    SignedOut {
        agent: AgentId,
        session: Option<String>,
    },
    /// The sandbox: nobody is there, or people are again; answers `()`.
    Away { away: bool },
    /// The sandbox: the server stops for this visit; answers `()`.
    Cut,
    /// The sandbox: the visit is over, nothing of it is kept; answers `()`.
    Erase,
}

/// Where a conversation stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct PlaceAnswer {
    /// From 1, while it waits.
    pub(crate) position: Option<u32>,
    /// Are there people?
    pub(crate) people: Availability,
}

impl PlaceAnswer {
    /// As the visitor is told.
    pub(crate) fn frame(self) -> ServerFrame {
        let people = self.people;
        match self.position {
            Some(position) => ServerFrame::Queue { position, people },
            None => ServerFrame::People { people },
        }
    }
}

/// `GET /api/v1/desk/queue`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct QueueAnswer {
    /// Waiting first.
    pub(crate) items: Vec<QueueItem>,
    /// Who is here.
    pub(crate) agents: Vec<AgentPresence>,
}

/// A call to a Site object.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ToSite {
    /// Whose; absent for the directory.
    pub(crate) site: Option<SiteId>,
    /// What.
    pub(crate) call: SiteCall,
}

/// What is asked of a site.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SiteCall {
    /// Its file; answers [`Snapshot`].
    Snapshot,
    /// A new file, checked by the caller; answers [`Snapshot`].
    Put {
        text: String,
        knowledge: Option<SiteId>,
    },
    /// A sign-in code for an agent; answers `SignInCode`.
    Code { email: String },
    /// A code for a session; answers [`Session`].
    SignIn {
        code: String,
        session: String,
        expires_at: UnixMillis,
    },
    /// Is the session known? Answers [`Session`].
    Session { session: String },
    /// The session ends; answers `()`.
    SignOut { session: String },
    /// All sessions of an agent end, and a code not used yet; answers the `AgentId`.
    EndSessions { email: String },
    /// Which of these sessions are over? Answers `Vec<String>`.
    Ended { sessions: Vec<String> },
    /// All visitors' tokens are void; answers `()`.
    RevokeTokens,
    /// The keys of the masking proxy; answers a list of [`ProxyKey`].
    ProxyKeys,
    /// A new one; answers `()`.
    AddProxyKey { key: ProxyKey },
    /// It ends; answers whether there was one.
    RevokeProxyKey { id: String },
    /// Tokens that keys took on a day; answers `()`.
    ProxySpent {
        day: u32,
        tokens: Vec<(String, u64)>,
    },
    /// The directory: there is a site; answers `()`.
    Enter { site: SiteId },
    /// The directory: is there? Answers `bool`.
    Knows { site: SiteId },
    /// The directory: all; answers `Vec<SiteId>`.
    All,
    /// Nothing of it is kept; answers `()`.
    Erase,
}

/// A key of the masking proxy, as its site keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ProxyKey {
    /// Names it where it must not be shown.
    pub(crate) id: String,
    /// What it is for, in the administrator's words.
    pub(crate) label: String,
    /// Of the whole key.
    pub(crate) hash: String,
    /// When it was made.
    pub(crate) created_at: UnixMillis,
    /// In place of the site's.
    pub(crate) requests_per_minute: Option<u32>,
    /// In place of the site's.
    pub(crate) tokens_per_day: Option<u32>,
    /// Tokens it took on the day below.
    #[serde(default)]
    pub(crate) spent: u64,
    /// Since 1970, in UTC.
    #[serde(default)]
    pub(crate) day: u32,
}

/// A call to a ProxyVault object.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ToProxyVault {
    /// Which: an object does not know its own name.
    pub(crate) vault: ConversationId,
    /// What.
    pub(crate) call: ProxyVaultCall,
}

/// What is asked of a vault of the masking proxy.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ProxyVaultCall {
    /// Its values; answers [`ProxyValues`].
    Open,
    /// More of them, where it still holds `known`; answers [`ProxyValues`] with those it holds when
    /// it does not, so that numbers are given once.
    Keep {
        known: usize,
        values: Vec<(Placeholder, String)>,
    },
}

/// Values on their way within the edge. Never stored, logged or sent out in this form.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct ProxyValues {
    /// Were the new ones kept?
    pub(crate) is_kept: bool,
    /// What each placeholder stands for; empty after a keep that worked.
    pub(crate) values: Vec<(Placeholder, String)>,
}

/// A site as its object holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Snapshot {
    /// The site file.
    pub(crate) text: String,
    /// Counts its changes.
    pub(crate) version: u32,
    /// Visitors' tokens of an earlier epoch are void.
    pub(crate) epoch: u32,
    /// The site whose articles it answers from, where they are not its own.
    pub(crate) knowledge: Option<SiteId>,
}

/// An agent's session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Session {
    /// Who.
    pub(crate) agent: AgentCard,
    /// `agent` or `lead`.
    pub(crate) role: String,
}
