//! What is asked of a Conversation object, and by whom.

use crate::auth::token::Opening;
use crate::objects::desk::PlaceAnswer;
use handrail_protocol::{
    AgentCard, AgentId, ClientId, ConversationId, OwnerEpoch, Reader, Role, Seq, UnixMillis,
};
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

/// What a visitor's token says of its age, because revoking voids those up to a moment or an epoch; and
/// of a conversation that has not begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct VisitorToken {
    /// The site's epoch when it was made.
    pub(crate) epoch: u32,
    /// When it was made.
    pub(crate) issued_at: UnixMillis,
    /// What the conversation begins with, at the visitor's first act.
    #[serde(default)]
    pub(crate) opening: Option<Opening>,
}

/// What is asked of a conversation.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ConversationCall {
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
    /// `Wrapping`.
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
