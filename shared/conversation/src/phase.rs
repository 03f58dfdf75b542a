//! How far the assistant's work on the open turn is.
//!
//! For: one place that says which input of search and model fits now. Not for: what is durable of a
//! turn; that is [`handrail_protocol::Turn`], and a restart begins with it alone.
//!
//! Invariant: each phase is entered once per attempt, so the search's answer asks the model once.

use crate::answer::Answer;
use handrail_knowledge::Ranked;
use handrail_mask::Masked;
use std::sync::Arc;

/// The phase of the open turn's attempt.
#[derive(Debug, Clone)]
pub(crate) enum Phase {
    /// The search is under way.
    Searching {
        /// The question without placeholders.
        query: Masked,
    },
    /// The model was asked and has said nothing yet.
    Asked(Sources),
    /// The model writes.
    Writing(Box<Answer>),
}

/// What an answer has to rest on.
#[derive(Debug, Clone)]
pub(crate) struct Sources {
    /// What was found, best first.
    pub(crate) passages: Arc<[Ranked]>,
    /// The question, masked.
    pub(crate) question: Masked,
    /// 0 to 1: how well the passages cover it.
    pub(crate) confidence: f32,
}

impl Phase {
    /// What was found, once it is known.
    pub(crate) fn sources(&self) -> Option<&Sources> {
        match self {
            Self::Searching { .. } => None,
            Self::Asked(sources) => Some(sources),
            Self::Writing(answer) => Some(answer.sources()),
        }
    }

    /// What is written so far, once the model writes.
    pub(crate) fn answer(&self) -> Option<&Answer> {
        match self {
            Self::Searching { .. } | Self::Asked(_) => None,
            Self::Writing(answer) => Some(answer),
        }
    }
}
