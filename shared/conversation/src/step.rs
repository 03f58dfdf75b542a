//! What a conversation wants done. The adapter only performs it.
//!
//! For: one answer to one input, in four parts that need different care. Not for: how events reach
//! storage, sockets or models.
//!
//! Invariants: [`Commit`], together with the alarm of [`crate::Conversation::poll_timeout`], is one
//! transaction. Frames and the reply go out once it is written, in their order. Work may begin while
//! it is being written, but what it brings counts only once that has succeeded. When it is refused,
//! nothing else happens and the conversation is replayed from storage.

use crate::prompt::Prompt;
use handrail_knowledge::Ranked;
use handrail_mask::{Entry, Masked};
use handrail_protocol::api::{RevealedValue, SayResponse, TakeResponse};
use handrail_protocol::{
    Attempt, AuthorKind, ClientId, ErrorReport, Event, HandoffReason, QueueItem, Reader, Seq,
    ServerFrame, TurnId, WithheldReason,
};
use handrail_site::WebhookEvent;
use std::sync::Arc;

/// What came of one input.
#[derive(Debug, Default, PartialEq)]
pub struct Step {
    /// What is durable.
    pub commit: Commit,
    /// What takes time, in order.
    pub work: Vec<Work>,
    /// What readers with an open connection are told, in order.
    pub frames: Vec<Frame>,
    /// What whoever asked is told.
    pub reply: Reply,
}

/// What is written in one transaction.
#[derive(Debug, Default, PartialEq)]
pub struct Commit {
    /// Appended to the log, in order.
    pub events: Vec<Event>,
    /// New values of the vault, to be sealed.
    pub seals: Vec<Entry>,
    /// Put on their way; delivered at least once, stable by `(conversation, seq)`.
    pub parcels: Vec<Outgoing>,
}

/// Something that takes time. What comes of it is an input that names turn and attempt.
#[derive(Debug, Clone, PartialEq)]
pub enum Work {
    /// Search the knowledge; answer with [`crate::Input::PassagesFound`] or
    /// [`crate::Input::SearchFailed`].
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
    Ask(Box<Question>),
    /// Stop the call for this turn, where one runs.
    StopModel {
        /// For which turn.
        turn: TurnId,
    },
}

/// All that an answerer is given: a language model by its prompt, the built-in one by the passages.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// For which turn.
    pub turn: TurnId,
    /// For which try.
    pub attempt: Attempt,
    /// For language models.
    pub prompt: Prompt,
    /// What was searched for: the question, masked and without placeholders.
    pub query: Masked,
    /// What was found, best first; the prompt's passages are these, by number from 1.
    pub passages: Arc<[Ranked]>,
}

/// Something readers are told.
#[derive(Debug, Clone, PartialEq)]
pub enum Frame {
    /// A durable event, as each reader may see it.
    Event {
        /// For the visitor.
        visitor: Box<Event>,
        /// For agents.
        agent: Box<Event>,
    },
    /// The assistant begins to write.
    Writing {
        /// For which turn.
        turn: TurnId,
    },
    /// More of the answer.
    Delta(Delta),
    /// The partial answer is void.
    TurnReset {
        /// For which turn.
        turn: TurnId,
        /// The try that starts.
        attempt: Attempt,
    },
    /// A sentence was left out; on the wire with the final event, at once for the sandbox's trace.
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
}

impl Frame {
    /// The frame as it travels to a reader; `None` where it says nothing to them.
    pub fn for_reader(&self, reader: Reader) -> Option<ServerFrame> {
        Some(match self {
            Self::Event { visitor, agent } => ServerFrame::Event {
                event: match reader {
                    Reader::Visitor => (**visitor).clone(),
                    Reader::Agent => (**agent).clone(),
                },
            },
            Self::Writing { turn } => ServerFrame::Writing { turn: *turn },
            Self::Delta(delta) => {
                let DeltaText { offset, text } = match reader {
                    Reader::Visitor => &delta.visitor,
                    Reader::Agent => &delta.agent,
                };
                if text.is_empty() {
                    return None;
                }
                ServerFrame::Delta {
                    turn: delta.turn,
                    attempt: delta.attempt,
                    offset: *offset,
                    text: text.clone(),
                }
            }
            Self::TurnReset { turn, attempt } => ServerFrame::TurnReset {
                turn: *turn,
                attempt: *attempt,
            },
            Self::Withheld { .. } => return None,
        })
    }
}

/// A piece of a running answer, as each reader may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delta {
    /// For which turn.
    pub turn: TurnId,
    /// For which try.
    pub attempt: Attempt,
    /// For the visitor: restored by the site's policy.
    pub visitor: DeltaText,
    /// For agents: with placeholders.
    pub agent: DeltaText,
}

/// Text and where it starts, in UTF-8 bytes of that reader's answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeltaText {
    /// Bytes before it.
    pub offset: u32,
    /// The text.
    pub text: String,
}

/// What whoever asked is told.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Reply {
    /// Nothing more than that it was taken in.
    #[default]
    Done,
    /// The message is durable.
    Ack {
        /// The sender's name for it.
        client_id: ClientId,
        /// Its event, and what was hidden.
        said: SayResponse,
    },
    /// The agent owns the conversation.
    Taken(TakeResponse),
    /// One value in the clear, for the agent who asked.
    Value(RevealedValue),
    /// Refused.
    Refused {
        /// What and why.
        error: ErrorReport,
        /// The message it concerns.
        client_id: Option<ClientId>,
    },
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
    /// What happened, and why.
    pub cause: SignalCause,
    /// The event it comes from.
    pub seq: Seq,
    /// The newest messages, oldest first: author kind and masked text.
    pub messages: Vec<(AuthorKind, Masked)>,
    /// Placeholders of hidden details, without values.
    pub hidden: Vec<String>,
}

/// What a site's webhooks can be told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignalCause {
    /// The conversation waits for a person.
    HandoffRequested(HandoffReason),
    /// The visitor left a way to be reached.
    ContactLeft,
}

impl SignalCause {
    /// What webhooks ask for by its name.
    pub fn event(self) -> WebhookEvent {
        match self {
            Self::HandoffRequested(_) => WebhookEvent::HandoffRequested,
            Self::ContactLeft => WebhookEvent::MessageLeft,
        }
    }

    /// The stable name of the reason.
    pub fn reason(self) -> &'static str {
        match self {
            Self::HandoffRequested(reason) => reason.as_str(),
            Self::ContactLeft => "contact_left",
        }
    }
}
