//! What can happen to a conversation.

use handrail_knowledge::Ranked;
use handrail_protocol::Role;
use handrail_protocol::{AgentCard, AgentId, Attempt, ClientId, OwnerEpoch, TurnId};

/// One thing that happened, for [`crate::Conversation::handle`].
///
/// Raw text (a visitor's or an agent's words) lives in an input alone; what comes out of `handle`
/// is masked or meant for the one person who may see it.
#[derive(Debug, Clone)]
pub enum Input {
    /// The conversation begins. Repeats change nothing.
    Start {
        /// BCP 47 language of the panel.
        locale: String,
        /// Path of the host page, as sent.
        page: Option<String>,
    },
    /// The visitor wrote.
    VisitorSaid {
        /// The sender's name for it.
        client_id: ClientId,
        /// As typed.
        text: String,
    },
    /// The visitor pressed "Talk to a human", or took the offer.
    HumanRequested,
    /// The visitor declined the offer of a person.
    OfferDeclined,
    /// The visitor stopped waiting.
    QueueLeft,
    /// The visitor wants the AI to answer while waiting.
    AiInvited,
    /// The visitor answered the disclosure.
    Consented {
        /// Its version.
        version: String,
        /// May the AI read along?
        accepted: bool,
    },
    /// The visitor left an address.
    ContactLeft {
        /// As typed.
        email: String,
    },
    /// The visitor moved to another page.
    PageChanged {
        /// As sent.
        path: String,
    },
    /// The visitor stopped the answer.
    Stop,
    /// The visitor wants the last unanswered question tried again.
    Retry,
    /// The search is done.
    PassagesFound {
        /// For which turn.
        turn: TurnId,
        /// For which try.
        attempt: Attempt,
        /// Best first, at most as many as were asked for.
        passages: Vec<Ranked>,
    },
    /// The search gave no answer.
    SearchFailed {
        /// For which turn.
        turn: TurnId,
        /// For which try.
        attempt: Attempt,
    },
    /// The model wrote a piece.
    ModelChunk {
        /// For which turn.
        turn: TurnId,
        /// For which try.
        attempt: Attempt,
        /// The piece; any chunking.
        text: String,
    },
    /// The model came to its own end.
    ModelDone {
        /// For which turn.
        turn: TurnId,
        /// For which try.
        attempt: Attempt,
        /// Which provider of the chain answered.
        wrote: Writer,
    },
    /// The model asked for a person, by its tool.
    ModelAskedForPerson {
        /// For which turn.
        turn: TurnId,
        /// For which try.
        attempt: Attempt,
    },
    /// No model of the chain answered, or the one that did broke off.
    ModelFailed {
        /// For which turn.
        turn: TurnId,
        /// For which try.
        attempt: Attempt,
        /// Which provider broke off, where text came.
        wrote: Option<Writer>,
    },
    /// An agent wants to take the conversation.
    AgentTook {
        /// Who.
        agent: AgentCard,
        /// The epoch the agent saw.
        epoch: Option<OwnerEpoch>,
    },
    /// An agent wrote.
    AgentSaid {
        /// Who.
        agent: AgentCard,
        /// The sender's name for it.
        client_id: ClientId,
        /// As typed.
        text: String,
    },
    /// An agent wrote a private note.
    AgentNoted {
        /// Who.
        agent: AgentCard,
        /// The sender's name for it.
        client_id: ClientId,
        /// As typed.
        text: String,
    },
    /// An agent wants to see one hidden value.
    RevealAsked {
        /// Who.
        agent: AgentCard,
        /// What they are at the site, as looked up for this call.
        role: Role,
        /// Which.
        placeholder: String,
        /// Why, as typed.
        reason: String,
    },
    /// The owner is typing, which counts as answering.
    AgentActive {
        /// Who.
        agent: AgentId,
    },
    /// The agent's lease at the desk lapsed.
    AgentLeaseLapsed {
        /// Who.
        agent: AgentId,
    },
    /// The owner gives the conversation back to the assistant.
    HandedBack {
        /// Who.
        agent: AgentCard,
    },
    /// The owner closes the conversation.
    Resolved {
        /// Who.
        agent: AgentCard,
    },
    /// The process began anew and the conversation was replayed.
    Restarted,
    /// Time passed; deadlines are looked at.
    Tick,
}

/// What wrote an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writer {
    /// `extractive`, `openai_compatible`, `anthropic`, `scripted`.
    pub provider: String,
    /// Name of the model; empty for `extractive`.
    pub model: String,
}
