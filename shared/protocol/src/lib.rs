//! What the parts of Handrail say to each other, and the one way to read it.
//!
//! For: ids, the events of a conversation and their fold ([`View`]), the frames of the sockets, the
//! bodies of the HTTP API and error codes. Widget, desk and edge all build
//! on these types, so a message means the same everywhere.
//!
//! Not for: deciding anything. Masking, triage and the rules of a conversation live in their own
//! crates; this one depends on none of them.
//!
//! Invariants:
//! - An unknown field is ignored and an unknown event kind is read as [`EventBody::Unknown`], so
//!   that `seq` still advances (an older client keeps working beside a newer edge).
//! - Every message event has an [`Author`]; an AI-written one says `"ai"` ([`AuthorKind::Ai`]).
//! - Golden files in `tests/golden` pin the bytes.

pub mod api;
mod author;
mod error;
mod event;
mod frame;
mod ids;
mod queue;
mod view;

pub use author::{AgentCard, Author, AuthorKind, Reader, Role};
pub use error::{ErrorBody, ErrorCode, ErrorReport, Fault};
pub use event::{
    Citation, DecisionNote, DecisionOutcome, DecisionReason, EVENT_VERSION, Event, EventBody,
    FailureReason, HandoffReason, LostCause, MaskedSpan, OfferReason, ReplySource, StopCause,
    Withheld, WithheldReason,
};
pub use frame::{
    Availability, ClientFrame, DESK_WIRE_VERSION, DeskClientFrame, DeskServerFrame, PartialAnswer,
    ServerFrame, WIRE_VERSION,
};
pub use ids::{
    AgentId, Attempt, ClientId, ConversationId, IdError, OwnerEpoch, Seq, SiteId, TurnId,
    UnixMillis,
};
pub use queue::{
    AgentPresence, Folded, QUEUE_PAGE_MAX, QueueChanges, QueueCounts, QueueItem, QueueLines,
    QueuePage, QueuePageError, QueuePageItems, QueueSnapshot, QueueVersion, QueueView,
};
pub use view::{Message, Notice, Owner, OwnerKind, TranscriptEntry, Turn, TurnState, View};

/// A person who is here but neither answers nor types for so long loses the conversation.
pub const AGENT_SILENT_MILLIS: u64 = 180_000;

/// The longest visitor or agent message, in Unicode code points.
pub const MESSAGE_MAX_CHARS: usize = 2_000;
