//! What a message is about, and who should answer it.
//!
//! For: reading a visitor's message (a request for a person, topics that belong to people, distress, signs of
//! trouble) and deciding from those signs whether the assistant answers, offers a person or hands over.
//!
//! Not for: masking (texts arrive masked), searching, talking to a model, or any wording shown to visitors except the
//! careful text of [`self_harm`] and the replies of [`courtesy`](courtesy()).
//!
//! Invariants:
//! - Pure: no clock, randomness or I/O; the same input gives the same decision.
//! - No input panics; the work is linear in the text for all practical sizes.
//! - Every [`Decision`] comes with the [`Evidence`] it was taken from: signals, what came of the answer, thresholds.

mod courtesy;
pub mod escalation;
mod human;
pub mod self_harm;
pub mod signals;
pub mod topics;

pub use courtesy::{Courtesy, courtesy};
pub use escalation::{
    Action, AnswerText, Answered, Decision, Evidence, HandoffCause, OfferCause, Thresholds,
};
pub use human::human_request;
pub use self_harm::self_harm;
pub use signals::{History, Signals, TopicRules};
pub use topics::{Topic, TopicMatch};
