//! What a conversation wants done. The adapter only performs it.
//!
//! Order: all [`Effect::Append`], [`Effect::Seal`] and [`Effect::Outbox`] of one `handle`, together
//! with the alarm of [`crate::Conversation::poll_timeout`], are one transaction. Everything else
//! comes after it, in the order given; a search or a model call may be under way while the
//! transaction is being written, but what it brings counts only once that has succeeded. When the
//! transaction fails, nothing else happens and the conversation is replayed from storage.

use crate::prompt::Prompt;
use handrail_mask::{Entry, Masked};
use handrail_protocol::api::RevealedValue;
use handrail_protocol::{
    Attempt, ClientId, ErrorReport, Event, MaskedSpan, OwnerEpoch, QueueItem, Seq, TurnId,
    WithheldReason,
};

/// One thing to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Durable: append the event. Every reader with an open connection gets it after the
    /// transaction: the visitor through [`crate::Conversation::for_visitor`], agents as it is.
    Append(Event),
    /// Durable: seal a new value into the vault.
    Seal(Entry),
    /// Durable: put something on its way; delivered at least once, stable by `(conversation, seq)`.
    Outbox(Outgoing),
    /// Search the knowledge; answer with [`crate::Input::PassagesFound`].
    Search {
        /// For which turn.
        turn: TurnId,
        /// For which try.
        attempt: Attempt,
        /// The question without placeholders.
        query: Masked,
        /// Language of the panel.
        locale: String,
    },
    /// Ask the model chain; answer with chunks and an end.
    Ask {
        /// For which turn.
        turn: TurnId,
        /// For which try.
        attempt: Attempt,
        /// All that may be sent.
        prompt: Prompt,
    },
    /// Stop the call for this turn, where one runs.
    StopModel {
        /// For which turn.
        turn: TurnId,
    },
    /// Ephemeral: the assistant begins to write.
    Writing {
        /// For which turn.
        turn: TurnId,
    },
    /// Ephemeral: more of the answer.
    Delta(Delta),
    /// Ephemeral: the partial answer is void.
    TurnReset {
        /// For which turn.
        turn: TurnId,
        /// The try that starts.
        attempt: Attempt,
    },
    /// Ephemeral, for agents and the sandbox: a sentence was left out.
    Withheld {
        /// For which turn.
        turn: TurnId,
        /// The sentence, with placeholders.
        sentence: String,
        /// The words it was withheld for, such as the fact without a source.
        fact: String,
        /// Why.
        reason: WithheldReason,
    },
    /// Reply: the message is durable.
    Ack {
        /// The sender's name for it.
        client_id: ClientId,
        /// Its event.
        seq: Seq,
        /// What was hidden.
        masked: Vec<MaskedSpan>,
    },
    /// Reply: the agent owns the conversation.
    Taken {
        /// The epoch held.
        epoch: OwnerEpoch,
        /// Contact details the site shows its owner.
        details: Vec<RevealedValue>,
    },
    /// Reply: one value in the clear, for the agent who asked.
    Value(RevealedValue),
    /// Reply: refused.
    Refused {
        /// What and why.
        error: ErrorReport,
        /// The message it concerns.
        client_id: Option<ClientId>,
    },
}

/// A piece of a running answer, as each reader may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delta {
    /// For which turn.
    pub turn: TurnId,
    /// For which try.
    pub attempt: Attempt,
    /// For the visitor: restored by the site's policy.
    pub visitor: Piece,
    /// For agents: with placeholders.
    pub agent: Piece,
}

/// Text and where it starts, in UTF-8 bytes of that reader's answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Piece {
    /// Bytes before it.
    pub offset: u32,
    /// The text.
    pub text: String,
}

/// Something that leaves the conversation.
#[derive(Debug, Clone, PartialEq)]
pub enum Outgoing {
    /// The desk's line about this conversation, as of `item.seq`.
    Desk(QueueItem),
    /// A signal to the site's webhooks.
    Webhook(Signal),
}

/// A signal, masked. Its id is `(conversation, seq)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Signal {
    /// `handoff_requested` or `message_left`, as in the site file.
    pub kind: &'static str,
    /// The event it comes from.
    pub seq: Seq,
    /// Why, in words of the domain.
    pub reason: String,
    /// The newest messages, oldest first: author kind and masked text.
    pub messages: Vec<(String, Masked)>,
    /// Placeholders of hidden details, without values.
    pub hidden: Vec<String>,
}
