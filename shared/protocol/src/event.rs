//! What happened in a conversation, one durable fact after the other.
//!
//! A stored event holds masked text alone. On its way to the visitor the edge restores what the
//! visitor may see (their own words whole, AI text by the site's policy) and replaces what is not
//! for them by [`EventBody::Hidden`], so that `seq` stays gapless for every reader.

use crate::{
    AgentCard, AgentId, Attempt, Author, ClientId, OwnerEpoch, Role, Seq, TurnId, UnixMillis,
};
use serde::{Deserialize, Serialize};

/// Version written into new events.
pub const EVENT_VERSION: u16 = 1;

/// One fact: `{"v":1,"seq":3,"at":1790000000000,"kind":"visitor_said",…}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Version of the event's shape.
    pub v: u16,
    /// Its place, gapless from 1.
    pub seq: Seq,
    /// When it happened.
    pub at: UnixMillis,
    /// What happened.
    #[serde(flatten)]
    pub body: EventBody,
}

/// What happened. The tag is `kind`, in snake case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EventBody {
    /// The conversation began.
    Started {
        /// BCP 47 language of the panel.
        locale: String,
        /// Path of the host page, masked, without query and fragment.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        page: Option<String>,
        /// Version of the disclosure that was on screen.
        disclosure: String,
    },
    /// The visitor answered the disclosure (the first send does so where it only informs).
    Consented {
        /// Version of the disclosure.
        version: String,
        /// May the AI read along?
        accepted: bool,
    },
    /// The visitor moved to another page.
    PageChanged {
        /// Path, masked, without query and fragment.
        page: String,
    },
    /// The visitor wrote.
    VisitorSaid {
        /// The sender's name for the message.
        client_id: ClientId,
        /// Always the visitor.
        author: Author,
        /// Masked as stored; whole towards the visitor.
        text: String,
        /// What was hidden, in order of the text.
        #[serde(default)]
        masked: Vec<MaskedSpan>,
    },
    /// The assistant began to work on a question.
    TurnStarted {
        /// Which turn.
        turn: TurnId,
        /// Which try; more than 1 after a restart or a retry.
        attempt: Attempt,
        /// The message it works on.
        question: Seq,
    },
    /// The assistant's reply is final.
    AssistantSaid {
        /// Which turn.
        turn: TurnId,
        /// Always AI, with the assistant's name.
        author: Author,
        /// Placeholders as stored; restored by policy towards the visitor. No citation markers.
        text: String,
        /// What the reply rests on.
        #[serde(default)]
        citations: Vec<Citation>,
        /// What wrote it.
        source: ReplySource,
        /// The assistant is not sure; shown as such.
        #[serde(default)]
        unsure: bool,
        /// Sentences that were left out because a fact in them has no source.
        #[serde(default)]
        withheld: Vec<Withheld>,
        /// Set when the reply was cut short.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stopped: Option<StopCause>,
    },
    /// A turn ended without any text because someone stopped it.
    TurnStopped {
        /// Which turn.
        turn: TurnId,
        /// Who or what stopped it.
        cause: StopCause,
    },
    /// A turn ended in a plain failure; the person is offered with it.
    TurnFailed {
        /// Which turn.
        turn: TurnId,
        /// Why.
        reason: FailureReason,
    },
    /// A decision about answering, offering or handing off, with what it rests on. For agents.
    Decided {
        /// The turn it concerns.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        turn: Option<TurnId>,
        /// Inputs, scores, thresholds and outcome.
        note: DecisionNote,
    },
    /// A person was offered.
    HumanOffered {
        /// Why.
        reason: OfferReason,
        /// The turn that ends with the offer instead of an answer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        turn: Option<TurnId>,
    },
    /// The visitor chose to go on with the assistant.
    OfferDeclined {},
    /// The conversation waits for a person.
    HandoffRequested {
        /// Why.
        reason: HandoffReason,
        /// The configured topic, where that was the reason.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        topic: Option<String>,
    },
    /// Handrail said something of its own, in reviewed words: what may help someone in danger.
    SystemSaid {
        /// Always the system.
        author: Author,
        /// What it said.
        text: String,
    },
    /// The visitor stopped waiting.
    WaitingLeft {},
    /// The visitor asked the AI to answer while waiting; the place is kept.
    AiInvited {},
    /// The wait passed the site's limit; the visitor was offered another way.
    WaitedLong {},
    /// The visitor left a way to be reached. The value is in the vault alone.
    ContactLeft {
        /// Its placeholder.
        placeholder: String,
    },
    /// A person took the conversation.
    AgentJoined {
        /// Who.
        agent: AgentCard,
        /// The epoch this owner holds.
        epoch: OwnerEpoch,
    },
    /// A person wrote.
    AgentSaid {
        /// The sender's name for the message.
        client_id: ClientId,
        /// Always a person, with name and title.
        author: Author,
        /// Masked as stored; whole towards the visitor.
        text: String,
        /// What was hidden.
        #[serde(default)]
        masked: Vec<MaskedSpan>,
    },
    /// A private note among agents.
    AgentNoted {
        /// The sender's name for the note.
        client_id: ClientId,
        /// Who.
        agent: AgentCard,
        /// Masked.
        text: String,
        /// What was hidden.
        #[serde(default)]
        masked: Vec<MaskedSpan>,
    },
    /// The owner was shown the contact details the site allows.
    DetailsShown {
        /// Who.
        agent: AgentId,
        /// Which placeholders.
        placeholders: Vec<String>,
    },
    /// An agent revealed one hidden value. The value itself is on no record.
    Revealed {
        /// Who.
        agent: AgentCard,
        /// What they are at the site; events of the first builds do not say it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role: Option<Role>,
        /// Which value, by its placeholder.
        placeholder: String,
        /// Its kind, as in the site file: `card`, `ssn`, `email`, …
        #[serde(default, skip_serializing_if = "String::is_empty")]
        value_kind: String,
        /// Why, in the agent's words, masked.
        reason: String,
    },
    /// The person's connection or answer did not come in time; the conversation waits at the front.
    AgentLost {
        /// Who.
        agent: AgentCard,
        /// The epoch that ended.
        epoch: OwnerEpoch,
        /// Which of the two it was.
        #[serde(default, skip_serializing_if = "LostCause::is_disconnected")]
        cause: LostCause,
    },
    /// A person gave the conversation back to the assistant.
    HandedBack {
        /// Who.
        agent: AgentCard,
        /// The epoch that ended.
        epoch: OwnerEpoch,
    },
    /// The conversation is closed; a new message opens it again.
    Resolved {
        /// Who closed it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agent: Option<AgentCard>,
        /// The epoch that ended.
        epoch: OwnerEpoch,
    },
    /// An event that is not for this reader.
    Hidden {},
    /// An event of a later version.
    #[serde(other)]
    Unknown,
}

/// One hidden detail of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MaskedSpan {
    /// Its kind, as in the site file: `card`, `ssn`, `email`, …
    pub kind: String,
    /// What stands in its place: `[CARD_1]`.
    pub placeholder: String,
    /// First code point, counted in Unicode code points of the text that was sent.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
}

/// A source beside an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// Number shown beside the answer, from 1.
    pub number: u32,
    /// Title of the article.
    pub title: String,
    /// Where it opens, at the passage.
    pub url: String,
    /// The passage the answer rests on, as published.
    pub quote: String,
}

/// What wrote a reply.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReplySource {
    /// `extractive`, `openai_compatible`, `anthropic` or [`Self::REVIEWED_TEXT`].
    pub provider: String,
    /// Name of the model; empty for `extractive` and reviewed texts.
    #[serde(default)]
    pub model: String,
    /// Version of the site's configuration.
    #[serde(default)]
    pub config_version: u32,
    /// 0 to 1: how well the sources cover the question.
    #[serde(default)]
    pub confidence: f32,
}

impl ReplySource {
    /// The provider of a text of ours, such as the reply to a greeting: it answers no question.
    pub const REVIEWED_TEXT: &str = "reviewed_text";
}

/// A sentence that was not shown. Agents see it; towards the visitor the text is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Withheld {
    /// The sentence, with placeholders.
    #[serde(default)]
    pub sentence: String,
    /// The words that it was withheld for, such as the fact without a source.
    #[serde(default)]
    pub fact: String,
    /// Why.
    #[serde(default, skip_serializing_if = "WithheldReason::is_unsupported_fact")]
    pub reason: WithheldReason,
}

/// Why a sentence was not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WithheldReason {
    /// It is too long to be checked as a whole.
    TooLong,
    /// It says that a person writes, or has joined.
    ClaimsPerson,
    /// It asks for what is never kept, such as a password.
    AsksSecret,
    /// A fact in it stands in no source. Also what a later version gives as its reason.
    #[default]
    #[serde(other)]
    UnsupportedFact,
}

impl WithheldReason {
    fn is_unsupported_fact(&self) -> bool {
        *self == Self::UnsupportedFact
    }

    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::UnsupportedFact => "unsupported_fact",
            Self::TooLong => "too_long",
            Self::ClaimsPerson => "claims_person",
            Self::AsksSecret => "asks_secret",
        }
    }
}

/// Why a reply was cut short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopCause {
    /// The visitor pressed stop.
    Visitor,
    /// A newer message took its place.
    Superseded,
    /// A person took over or was asked for.
    Handoff,
    /// The model broke off; what had been checked stays.
    Truncated,
}

/// Why a turn failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureReason {
    /// Every model of the chain failed.
    ModelDown,
    /// The deadline passed.
    Timeout,
    /// The masker failed; nothing left the edge.
    MaskingFailed,
    /// The tries after restarts are used up.
    Restarted,
}

/// Why a person is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfferReason {
    /// Answers failed as often as the site allows.
    FailedAnswers,
    /// No source covers the question.
    NoSource,
    /// The confidence is below the site's threshold.
    LowConfidence,
    /// Several signals together.
    Signals,
    /// A question the assistant declines.
    Declined,
    /// The visitor did not agree to the AI.
    NoConsent,
}

/// Why a conversation waits for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandoffReason {
    /// The visitor pressed "Talk to a human".
    Pressed,
    /// The visitor asked in words.
    AskedInWords,
    /// A topic that always goes to people.
    Topic,
    /// Someone may be in danger.
    SelfHarm,
    /// Signals said so.
    Signals,
    /// The site has people only.
    PeopleOnly,
    /// The model asked for a person by its tool.
    ModelAsked,
    /// The owner was lost.
    AgentLost,
}

impl HandoffReason {
    /// The stable name, as on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pressed => "pressed",
            Self::AskedInWords => "asked_in_words",
            Self::Topic => "topic",
            Self::SelfHarm => "self_harm",
            Self::Signals => "signals",
            Self::PeopleOnly => "people_only",
            Self::ModelAsked => "model_asked",
            Self::AgentLost => "agent_lost",
        }
    }
}

/// Why a person lost a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LostCause {
    /// The connection was gone for too long.
    #[default]
    Disconnected,
    /// The person was there and did not answer.
    Silent,
}

impl LostCause {
    /// What an event without a cause says; it is left out.
    fn is_disconnected(&self) -> bool {
        *self == Self::Disconnected
    }
}

/// A decision and what it rests on (invariant 9).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DecisionNote {
    /// What was decided, and then done.
    pub outcome: DecisionOutcome,
    /// Why.
    pub reason: DecisionReason,
    /// Named scores, 0 to 1 or counts.
    #[serde(default)]
    pub scores: Vec<(String, f32)>,
    /// Named thresholds they were held against.
    #[serde(default)]
    pub thresholds: Vec<(String, f32)>,
    /// Passages that were found, by id.
    #[serde(default)]
    pub passages: Vec<String>,
    /// Version of the site's configuration.
    #[serde(default)]
    pub config_version: u32,
}

/// What was decided about a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecisionOutcome {
    /// The assistant answers.
    Answer,
    /// A person is offered, with the answer where there is one.
    Offer,
    /// The conversation goes to people.
    Handoff,
    /// An outcome of another version.
    #[serde(other)]
    Unknown,
}

/// Why it was decided so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecisionReason {
    /// Answer: sources cover the question.
    Covered,
    /// Answer: a greeting or thanks, with a reviewed text.
    Courtesy,
    /// Answer: the answerer was asked, and the turn was stopped or failed before the end of its answer.
    Interrupted,
    /// Answer: it did not help, and a person is on offer already.
    AlreadyOffered,
    /// Offer: a topic the site declines.
    Declined,
    /// Offer: several signs of trouble together.
    Signals,
    /// Offer: answers failed as often as the site allows.
    FailedAnswers,
    /// Offer: no source, or nothing was written.
    NoSource,
    /// Offer: the sources cover the question less than the site wants, or nothing of the answer stood in them.
    LowConfidence,
    /// Offer: the visitor did not agree to the AI.
    NoConsent,
    /// Offer: the question was tried as often as it can be.
    TriedOften,
    /// Offer: a person gave the conversation back without a word about a question that is theirs.
    HandedBack,
    /// Handoff: the visitor may be in danger.
    SelfHarm,
    /// Handoff: the visitor asked in words.
    HumanRequested,
    /// Handoff: a topic that always goes to people.
    AlwaysPerson,
    /// Handoff: the model asked for a person by its tool.
    ModelAsked,
    /// A reason of another version.
    #[serde(other)]
    Unknown,
}

impl Event {
    /// An event of this build's version.
    pub fn new(seq: Seq, at: UnixMillis, body: EventBody) -> Self {
        Self {
            v: EVENT_VERSION,
            seq,
            at,
            body,
        }
    }
}

impl EventBody {
    /// The stable name of the kind, as in the `kind` field.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Started { .. } => "started",
            Self::Consented { .. } => "consented",
            Self::PageChanged { .. } => "page_changed",
            Self::VisitorSaid { .. } => "visitor_said",
            Self::TurnStarted { .. } => "turn_started",
            Self::AssistantSaid { .. } => "assistant_said",
            Self::TurnStopped { .. } => "turn_stopped",
            Self::TurnFailed { .. } => "turn_failed",
            Self::Decided { .. } => "decided",
            Self::HumanOffered { .. } => "human_offered",
            Self::OfferDeclined {} => "offer_declined",
            Self::HandoffRequested { .. } => "handoff_requested",
            Self::SystemSaid { .. } => "system_said",
            Self::WaitingLeft {} => "waiting_left",
            Self::AiInvited {} => "ai_invited",
            Self::WaitedLong {} => "waited_long",
            Self::ContactLeft { .. } => "contact_left",
            Self::AgentJoined { .. } => "agent_joined",
            Self::AgentSaid { .. } => "agent_said",
            Self::AgentNoted { .. } => "agent_noted",
            Self::DetailsShown { .. } => "details_shown",
            Self::Revealed { .. } => "revealed",
            Self::AgentLost { .. } => "agent_lost",
            Self::HandedBack { .. } => "handed_back",
            Self::Resolved { .. } => "resolved",
            Self::Hidden {} => "hidden",
            Self::Unknown => "unknown",
        }
    }

    /// Is this for agents alone?
    pub fn is_private(&self) -> bool {
        matches!(
            self,
            Self::Decided { .. }
                | Self::AgentNoted { .. }
                | Self::DetailsShown { .. }
                | Self::Revealed { .. }
        )
    }
}
