//! Who answers next: the assistant, the assistant with a person on offer, or a person.
//!
//! For: one pure decision from signals and thresholds, asked once before retrieval (no confidence yet) and once after.
//! Not for: doing the handoff or choosing the words shown for it.
//!
//! Invariant: a decision is made from its [`DecisionRecord`] alone, so a stored record gives the same decision again.

use serde::{Deserialize, Serialize};

use crate::signals::Signals;
use handrail_text::lexicon::Match;

/// The site's `[handoff]` numbers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Thresholds {
    /// So many failed answers and a person is offered.
    pub failed_answers: u32,
    /// So much weight of signs of trouble and a person is offered.
    pub signals: f32,
    /// An answer less sure than this (0 to 1) comes with a person on offer.
    pub min_confidence: f32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Thresholds {
            failed_answers: 2,
            signals: 2.0,
            min_confidence: 0.6,
        }
    }
}

/// What happens with the visitor's message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum Action {
    /// The assistant answers.
    Answer,
    /// A person is offered, with the answer where there is one.
    Offer {
        /// Why.
        reason: Reason,
    },
    /// The conversation goes to people, no retrieval and no model.
    Handoff {
        /// Why.
        reason: Reason,
    },
}

/// Why a person comes in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reason {
    /// The visitor may be in danger; [`crate::self_harm::careful_text`] is shown.
    SelfHarm,
    /// The visitor asked for a person in words.
    HumanRequested,
    /// A topic of the site's `always_person`.
    AlwaysPerson {
        /// As the site file writes it.
        topic: String,
    },
    /// A topic of the site's `declines`: the assistant says it can't help with it.
    Declined {
        /// As the site file writes it.
        topic: String,
    },
    /// Too many answers did not help.
    FailedAnswers,
    /// Frustration, a wish to leave, the same question again.
    Signals,
    /// The knowledge does not cover the question well enough.
    LowConfidence,
}

impl Reason {
    /// A stable name for events, metrics and the desk.
    pub fn code(&self) -> &'static str {
        match self {
            Reason::SelfHarm => "self_harm",
            Reason::HumanRequested => "human_requested",
            Reason::AlwaysPerson { .. } => "always_person",
            Reason::Declined { .. } => "declined",
            Reason::FailedAnswers => "failed_answers",
            Reason::Signals => "signals",
            Reason::LowConfidence => "low_confidence",
        }
    }
}

/// Everything a decision was made from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DecisionRecord {
    /// What was read in the message and the conversation.
    pub signals: Signals,
    /// The sum of the weights of frustration, wish to leave and repetition.
    pub signal_score: f32,
    /// How well the passages cover the question, 0 to 1; `None` before retrieval.
    pub confidence: Option<f32>,
    /// The thresholds in force.
    pub thresholds: Thresholds,
    /// The visitor pressed "Keep trying": offers for failed answers and signals rest.
    pub offer_declined: bool,
}

/// A decision with its record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// What happens.
    pub action: Action,
    /// From what it was decided.
    pub record: DecisionRecord,
}

/// Decides from `signals`; `confidence` is `None` before retrieval.
///
/// The order is fixed: danger, a request for a person, topics of people, declined topics, failed answers, signals,
/// confidence. The first that holds decides.
pub fn decide(signals: Signals, confidence: Option<f32>, thresholds: Thresholds) -> Decision {
    DecisionRecord {
        signal_score: signals.score(),
        signals,
        confidence,
        thresholds,
        offer_declined: false,
    }
    .decide()
}

impl DecisionRecord {
    /// The decision this record stands for.
    pub fn decide(self) -> Decision {
        Decision {
            action: self.action(),
            record: self,
        }
    }

    fn action(&self) -> Action {
        let Signals {
            self_harm,
            human_request,
            always_person,
            declines,
            ..
        } = &self.signals;
        if self_harm.is_some() {
            return Action::Handoff {
                reason: Reason::SelfHarm,
            };
        }
        if human_request.is_some() {
            return Action::Handoff {
                reason: Reason::HumanRequested,
            };
        }
        if let Some(found) = always_person.first() {
            return Action::Handoff {
                reason: Reason::AlwaysPerson {
                    topic: found.topic.clone(),
                },
            };
        }
        if let Some(found) = declines.first() {
            return Action::Offer {
                reason: Reason::Declined {
                    topic: found.topic.clone(),
                },
            };
        }
        if !self.offer_declined {
            if self.signals.failed_answers >= self.thresholds.failed_answers.max(1) {
                return Action::Offer {
                    reason: Reason::FailedAnswers,
                };
            }
            if self.signal_score > 0.0 && self.signal_score >= self.thresholds.signals {
                return Action::Offer {
                    reason: Reason::Signals,
                };
            }
        }
        match self.confidence {
            // Not a number is no confidence at all.
            Some(confidence)
                if confidence.is_nan() || confidence < self.thresholds.min_confidence =>
            {
                Action::Offer {
                    reason: Reason::LowConfidence,
                }
            }
            _ => Action::Answer,
        }
    }
}

impl Signals {
    /// The words that asked for a person or showed danger, if any.
    pub fn decisive_match(&self) -> Option<&Match> {
        self.self_harm.as_ref().or(self.human_request.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        signals::{History, Policy},
        topics::Topic,
    };

    const EARLIER: [&str; 1] = ["where is my parcel from last week"];

    fn action(text: &str, failed_answers: u32, confidence: Option<f32>) -> Action {
        let topics = [
            Topic::new("payment dispute"),
            Topic::new("warranty for boats"),
        ];
        let declined = [Topic::new("legal advice")];
        let policy = Policy {
            always_person: &topics,
            declines: &declined,
        };
        let history = History {
            earlier_questions: &EARLIER,
            failed_answers,
        };
        decide(
            Signals::read(text, &history, &policy),
            confidence,
            Thresholds::default(),
        )
        .action
    }

    fn code(action: &Action) -> String {
        match action {
            Action::Answer => "answer".to_owned(),
            Action::Offer { reason } => format!("offer {}", reason.code()),
            Action::Handoff { reason } => format!("handoff {}", reason.code()),
        }
    }

    #[test]
    fn the_first_reason_that_holds_decides() {
        let cases = [
            ("How long is the warranty?", 0, None, "answer"),
            ("How long is the warranty?", 0, Some(0.9), "answer"),
            ("How long is the warranty?", 0, Some(0.6), "answer"),
            (
                "How long is the warranty?",
                0,
                Some(0.59),
                "offer low_confidence",
            ),
            (
                "How long is the warranty?",
                0,
                Some(f32::NAN),
                "offer low_confidence",
            ),
            ("How long is the warranty?", 1, None, "answer"),
            ("How long is the warranty?", 2, None, "offer failed_answers"),
            ("human please", 9, Some(0.1), "handoff human_requested"),
            (
                "I want to kill myself, get me a person",
                0,
                None,
                "handoff self_harm",
            ),
            (
                "I was charged twice and want a chargeback",
                0,
                None,
                "handoff always_person",
            ),
            ("warranty for my boat", 0, None, "handoff always_person"),
            ("can you give me legal advice?", 0, None, "offer declined"),
            (
                "where is my parcel from last week?? this is useless",
                0,
                None,
                "offer signals",
            ),
        ];
        for (text, failed, confidence, expected) in cases {
            assert_eq!(
                code(&action(text, failed, confidence)),
                expected,
                "{text} {failed} {confidence:?}"
            );
        }
    }

    #[test]
    fn a_stored_record_decides_the_same_again() {
        let history = History {
            earlier_questions: &EARLIER,
            failed_answers: 2,
        };
        let policy = Policy {
            always_person: &[],
            declines: &[],
        };
        let signals = Signals::read("this is useless", &history, &policy);
        let decision = decide(signals, Some(0.4), Thresholds::default());
        let json = serde_json::to_string(&decision).expect("a decision serialises");
        let back: Decision = serde_json::from_str(&json).expect("and comes back");
        assert_eq!(back, decision);
        assert_eq!(back.record.clone().decide(), decision);
    }

    #[test]
    fn keep_trying_rests_the_offers_but_not_the_person() {
        let policy = Policy {
            always_person: &[],
            declines: &[],
        };
        let history = History {
            earlier_questions: &[],
            failed_answers: 5,
        };
        let decided = |text: &str| {
            let signals = Signals::read(text, &history, &policy);
            DecisionRecord {
                signal_score: signals.score(),
                signals,
                confidence: Some(1.0),
                thresholds: Thresholds::default(),
                offer_declined: true,
            }
            .decide()
            .action
        };
        assert_eq!(code(&decided("where is it")), "answer");
        assert_eq!(code(&decided("human please")), "handoff human_requested");
    }
}
