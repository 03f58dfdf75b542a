//! What a notice says, in the panel's language.

use crate::words::{Words, fill};
use handrail_protocol::{FailureReason, HandoffReason, LostCause, Notice, OfferReason, StopCause};

/// How loudly a notice is told to a screen reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// In its turn.
    Polite,
    /// At once: a person was lost.
    Assertive,
}

/// The sentence of a notice; empty where none is due. `ai` is the assistant's name.
pub fn text(notice: &Notice, words: &Words, ai: &str) -> String {
    let fixed = match notice {
        Notice::Offered(reason) => match reason {
            OfferReason::FailedAnswers => words.not_solved,
            OfferReason::NoSource => words.no_source,
            OfferReason::LowConfidence => words.low_confidence,
            OfferReason::Signals => words.offer,
            OfferReason::Declined => words.out_of_scope,
            OfferReason::NoConsent => words.no_consent,
        },
        Notice::Waiting(reason) => match reason {
            HandoffReason::Topic => words.queued_topic,
            HandoffReason::SelfHarm => words.queued_care,
            HandoffReason::Pressed
            | HandoffReason::AskedInWords
            | HandoffReason::Signals
            | HandoffReason::PeopleOnly
            | HandoffReason::ModelAsked
            | HandoffReason::AgentLost => words.queued_unknown,
        },
        Notice::WaitingLeft => words.left_queue,
        Notice::WaitedLong => words.waited_long,
        Notice::ContactLeft => words.contact_left,
        Notice::Joined(agent) => return words.joined(&agent.name, &agent.title),
        Notice::Lost(agent, cause) => {
            let lost = match cause {
                LostCause::Disconnected => words.lost,
                LostCause::Silent => words.lost_silent,
            };
            return fill(lost, &[("name", &agent.name)]);
        }
        Notice::HandedBack(agent) => {
            return fill(words.handed_back, &[("name", &agent.name), ("ai", ai)]);
        }
        Notice::Resolved(Some(agent)) => return fill(words.resolved, &[("name", &agent.name)]),
        Notice::Resolved(None) => words.resolved_alone,
        Notice::TurnFailed(_, reason) => match reason {
            FailureReason::MaskingFailed => words.mask_failed,
            FailureReason::Timeout => words.timed_out,
            FailureReason::ModelDown | FailureReason::Restarted => words.model_down,
        },
        Notice::TurnStopped(_, cause) => match cause {
            StopCause::Truncated => words.truncated,
            StopCause::Visitor => words.stopped,
            // What took its place says so itself.
            StopCause::Superseded | StopCause::Handoff => "",
        },
        Notice::Revealed(agent, placeholder) => return format!("{}: {placeholder}", agent.name),
    };
    fixed.to_owned()
}

/// How loudly it is told.
pub fn urgency(notice: &Notice) -> Urgency {
    match notice {
        Notice::Lost(..) => Urgency::Assertive,
        _ => Urgency::Polite,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use handrail_protocol::{AgentCard, AgentId, TurnId};

    #[test]
    fn notices_use_the_words_of_the_product() {
        let words = Words::of("en");
        let dana = AgentCard {
            id: AgentId::parse("acme.a_dana").expect("valid"),
            name: "Dana".into(),
            title: "Customer support".into(),
        };
        let say = |notice| text(&notice, words, "Mira");
        assert_eq!(
            say(Notice::HandedBack(dana.clone())),
            "Dana left. You're talking with Mira, the AI assistant, again."
        );
        assert_eq!(
            say(Notice::Lost(dana.clone(), LostCause::Disconnected)),
            "Dana was disconnected. You keep your place, and we're finding someone else."
        );
        assert_eq!(
            say(Notice::Lost(dana.clone(), LostCause::Silent)),
            "Dana hasn't answered for a while. You keep your place, and we're finding someone else."
        );
        let stopped = |cause| say(Notice::TurnStopped(TurnId(1), cause));
        assert_eq!(stopped(StopCause::Visitor), "You stopped this answer.");
        assert_eq!(
            stopped(StopCause::Superseded),
            "",
            "not the visitor's doing"
        );
        assert_eq!(stopped(StopCause::Handoff), "");
        assert_eq!(
            say(Notice::TurnFailed(TurnId(1), FailureReason::ModelDown)),
            "The AI assistant isn't working right now. Your message is saved."
        );
        assert_eq!(
            urgency(&Notice::Lost(dana, LostCause::Silent)),
            Urgency::Assertive
        );
        assert_eq!(urgency(&Notice::WaitedLong), Urgency::Polite);
    }
}
