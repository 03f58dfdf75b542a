//! Who answers next: the assistant, the assistant with a person on offer, or a person.
//!
//! For: one pure decision from signals and thresholds, taken when a message comes and again when the assistant's
//! work on it has ended. Not for: doing the handoff or choosing the words shown for it.
//!
//! Invariant: a decision is taken from its [`Evidence`] alone, so the same evidence gives the same decision again.

use crate::signals::Signals;

/// The site's `[handoff]` numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
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

impl Thresholds {
    /// Is an answer of this confidence less sure than the site wants? Not a number is no confidence at all.
    pub fn is_unsure(&self, confidence: f32) -> bool {
        confidence.is_nan() || confidence < self.min_confidence
    }
}

/// What happens with the visitor's message.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// The assistant answers.
    Answer,
    /// A person is offered, with the answer where there is one.
    Offer {
        /// Why.
        reason: OfferCause,
    },
    /// The conversation goes to people, no retrieval and no model.
    Handoff {
        /// Why.
        reason: HandoffCause,
    },
}

/// Why a person is offered.
#[derive(Clone, Debug, PartialEq)]
pub enum OfferCause {
    /// A topic of the site's `declines`: the assistant says it can't help with it.
    Declined {
        /// As the site file writes it.
        topic: String,
    },
    /// Frustration, a wish to leave, the same question again.
    Signals,
    /// Too many answers did not help.
    FailedAnswers,
    /// Nothing was found, or nothing was written.
    NoSource,
    /// The knowledge does not cover the question well enough, or nothing of the answer could be shown.
    LowConfidence,
}

/// Why the conversation goes to people.
#[derive(Clone, Debug, PartialEq)]
pub enum HandoffCause {
    /// The visitor may be in danger; [`crate::self_harm::careful_text`] is shown.
    SelfHarm,
    /// The visitor asked for a person in words.
    HumanRequested,
    /// A topic of the site's `always_person`.
    AlwaysPerson {
        /// As the site file writes it.
        topic: String,
    },
}

/// How the assistant's work on a question ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answered {
    /// How well the passages cover the question, 0 to 1.
    pub confidence: f32,
    /// What the visitor got of it.
    pub text: AnswerText,
}

/// What a visitor got of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerText {
    /// Nothing was written.
    None,
    /// All that was written was left out, for want of a source.
    Withheld,
    /// Something of it was shown.
    Shown,
}

/// Everything a decision is taken from.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// What was read in the message and the conversation; the failed answers include the one that has ended.
    pub signals: Signals,
    /// How the work on it ended; `None` when the message has just come.
    pub answered: Option<Answered>,
    /// The thresholds in force.
    pub thresholds: Thresholds,
}

/// A decision with what it was taken from.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// What happens.
    pub action: Action,
    /// From what it was decided.
    pub evidence: Evidence,
}

impl Evidence {
    /// The decision.
    ///
    /// The order is fixed. For a message that has come: danger, a request for a person, topics of people, declined
    /// topics, signals. For an answer that has ended: failed answers, no source, confidence. The first that holds
    /// decides.
    pub fn decide(self) -> Decision {
        let action = match self.answered {
            None => self.for_message(),
            Some(answered) => self.for_answer(answered),
        };
        Decision {
            action,
            evidence: self,
        }
    }

    fn for_message(&self) -> Action {
        let Signals {
            self_harm,
            human_request,
            always_person,
            declines,
            ..
        } = &self.signals;
        if self_harm.is_some() {
            return Action::Handoff {
                reason: HandoffCause::SelfHarm,
            };
        }
        if human_request.is_some() {
            return Action::Handoff {
                reason: HandoffCause::HumanRequested,
            };
        }
        if let Some(found) = always_person.first() {
            return Action::Handoff {
                reason: HandoffCause::AlwaysPerson {
                    topic: found.topic.clone(),
                },
            };
        }
        if let Some(found) = declines.first() {
            return Action::Offer {
                reason: OfferCause::Declined {
                    topic: found.topic.clone(),
                },
            };
        }
        let score = self.signals.score();
        if score > 0.0 && score >= self.thresholds.signals {
            return Action::Offer {
                reason: OfferCause::Signals,
            };
        }
        Action::Answer
    }

    fn for_answer(&self, answered: Answered) -> Action {
        let reason = if self.signals.failed_answers >= self.thresholds.failed_answers.max(1) {
            OfferCause::FailedAnswers
        } else if answered.text == AnswerText::None {
            OfferCause::NoSource
        } else if answered.text == AnswerText::Withheld
            || self.thresholds.is_unsure(answered.confidence)
        {
            OfferCause::LowConfidence
        } else {
            return Action::Answer;
        };
        Action::Offer { reason }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        signals::{History, TopicRules},
        topics::Topic,
    };

    const EARLIER: [&str; 1] = ["where is my parcel from last week"];

    fn decided(text: &str, failed_answers: u32, answered: Option<Answered>) -> String {
        let topics = [
            Topic::new("payment dispute"),
            Topic::new("warranty for boats"),
        ];
        let declined = [Topic::new("legal advice")];
        let rules = TopicRules {
            always_person: &topics,
            declines: &declined,
        };
        let history = History {
            earlier_questions: &EARLIER,
            failed_answers,
        };
        let evidence = Evidence {
            signals: Signals::read(text, &history, &rules),
            answered,
            thresholds: Thresholds::default(),
        };
        let decision = evidence.clone().decide();
        // As text: a confidence that is not a number is unlike itself.
        let text = |it: &dyn std::fmt::Debug| format!("{it:?}");
        assert_eq!(text(&decision.evidence), text(&evidence), "nothing is lost");
        assert_eq!(text(&decision), text(&evidence.decide()), "the same again");
        match decision.action {
            Action::Answer => "answer".to_owned(),
            Action::Offer { reason } => format!("offer {reason:?}"),
            Action::Handoff { reason } => format!("handoff {reason:?}"),
        }
    }

    #[test]
    fn the_first_reason_that_holds_decides_who_deals_with_a_message() {
        for (text, failed, expected) in [
            ("How long is the warranty?", 0, "answer"),
            ("How long is the warranty?", 9, "answer"),
            ("human please", 9, "handoff HumanRequested"),
            (
                "I want to kill myself, get me a person",
                0,
                "handoff SelfHarm",
            ),
            (
                "I was charged twice, get me a person",
                0,
                "handoff HumanRequested",
            ),
            (
                "I was charged twice and want a chargeback",
                0,
                "handoff AlwaysPerson { topic: \"payment dispute\" }",
            ),
            (
                "warranty for my boat",
                0,
                "handoff AlwaysPerson { topic: \"warranty for boats\" }",
            ),
            (
                "I was charged twice, can you give me legal advice?",
                0,
                "handoff AlwaysPerson { topic: \"payment dispute\" }",
            ),
            (
                "can you give me legal advice?",
                0,
                "offer Declined { topic: \"legal advice\" }",
            ),
            (
                "where is my parcel from last week?? this is useless",
                0,
                "offer Signals",
            ),
        ] {
            assert_eq!(decided(text, failed, None), expected, "{text} {failed}");
        }
    }

    #[test]
    fn an_answer_that_did_not_help_offers_a_person() {
        use AnswerText::{None, Shown, Withheld};
        for (failed, confidence, text, expected) in [
            (0, 0.9, Shown, "answer"),
            (0, 0.6, Shown, "answer"),
            (1, 0.59, Shown, "offer LowConfidence"),
            (1, f32::NAN, Shown, "offer LowConfidence"),
            (1, 0.9, Withheld, "offer LowConfidence"),
            (1, 0.9, None, "offer NoSource"),
            (1, 0.0, None, "offer NoSource"),
            (2, 0.59, Shown, "offer FailedAnswers"),
            (2, 0.9, None, "offer FailedAnswers"),
            (3, 0.9, Withheld, "offer FailedAnswers"),
        ] {
            let answered = Answered { confidence, text };
            assert_eq!(
                decided("How long is the warranty?", failed, Some(answered)),
                expected,
                "{failed} {answered:?}"
            );
        }
    }

    #[test]
    fn a_site_without_a_number_of_failed_answers_offers_after_the_first() {
        let evidence = Evidence {
            signals: Signals::default(),
            answered: Some(Answered {
                confidence: 1.0,
                text: AnswerText::Shown,
            }),
            thresholds: Thresholds {
                failed_answers: 0,
                ..Thresholds::default()
            },
        };
        assert_eq!(evidence.clone().decide().action, Action::Answer);
        let failed = Evidence {
            signals: Signals {
                failed_answers: 1,
                ..Signals::default()
            },
            ..evidence
        };
        let reason = OfferCause::FailedAnswers;
        assert_eq!(failed.decide().action, Action::Offer { reason });
    }
}
