//! The desk's English, for what happens in the domain. One place, so that a translation has one too.

use handrail_protocol::{
    ConversationId, FailureReason, HandoffReason, LostCause, Notice, OfferReason, QueueItem,
    StopCause, Withheld, WithheldReason,
};
use handrail_protocol::{DecisionOutcome, DecisionReason};

/// Why a conversation waits.
pub fn handoff(reason: HandoffReason, topic: Option<&str>) -> String {
    match (reason, topic) {
        (HandoffReason::Pressed, _) => "Pressed “Talk to a human”".into(),
        (HandoffReason::AskedInWords, _) => "Asked for a person".into(),
        (HandoffReason::Topic, Some(topic)) => format!("Topic for people: {topic}"),
        (HandoffReason::Topic, None) => "Topic for people".into(),
        (HandoffReason::SelfHarm, _) => "Someone may be in danger".into(),
        (HandoffReason::Signals, _) => "The conversation is going badly".into(),
        (HandoffReason::PeopleOnly, _) => "People answer here, no AI".into(),
        (HandoffReason::ModelAsked, _) => "The AI asked for a person".into(),
        (HandoffReason::AgentLost, _) => "Their agent no longer answers".into(),
    }
}

/// Why an item waits, in words; empty when it does not say.
pub fn waits_because(item: &QueueItem) -> String {
    item.reason
        .map(|reason| handoff(reason, item.topic.as_deref()))
        .unwrap_or_default()
}

/// Why a person was offered.
pub fn offer(reason: OfferReason) -> &'static str {
    match reason {
        OfferReason::FailedAnswers => "several answers did not help",
        OfferReason::NoSource => "no help page covers the question",
        OfferReason::LowConfidence => "the AI was not sure",
        OfferReason::Signals => "the conversation is going badly",
        OfferReason::Declined => "the AI does not answer this kind of question",
        OfferReason::NoConsent => "the visitor did not agree to the AI",
    }
}

/// Why a turn failed.
pub fn failure(reason: FailureReason) -> &'static str {
    match reason {
        FailureReason::ModelDown => "no model could be reached",
        FailureReason::Timeout => "no answer came in time",
        FailureReason::MaskingFailed => "personal details could not be hidden, so nothing was sent",
        FailureReason::Restarted => "the server was restarted",
    }
}

/// Why a sentence was left out.
pub fn left_out(one: &Withheld) -> String {
    match one.reason {
        WithheldReason::UnsupportedFact if one.fact.is_empty() => "a fact has no source".to_owned(),
        WithheldReason::UnsupportedFact => format!("“{}” has no source", one.fact),
        WithheldReason::TooLong => "too long to be checked".to_owned(),
        WithheldReason::ClaimsPerson => "the AI may not pass for a person".to_owned(),
        WithheldReason::AsksSecret => "it asks for what is never kept".to_owned(),
    }
}

/// Why an answer was cut short.
pub fn stopped(cause: StopCause) -> &'static str {
    match cause {
        StopCause::Visitor => "Stopped by the visitor",
        StopCause::Superseded => "Stopped: the visitor wrote again",
        StopCause::Handoff => "Stopped: a person was asked for",
        StopCause::Truncated => "The model broke off; the rest is missing",
    }
}

/// A notice as agents read it.
pub fn notice(notice: &Notice, topic: Option<&str>, ai: &str) -> String {
    match notice {
        Notice::Offered(reason) => format!("A person was offered: {}.", offer(*reason)),
        Notice::Waiting(reason) => {
            format!("{}. Waiting in line.", handoff(*reason, topic))
        }
        Notice::WaitingLeft => "The visitor stopped waiting.".into(),
        Notice::WaitedLong => {
            "The wait passed the limit. The visitor was offered another way.".into()
        }
        Notice::ContactLeft => "The visitor left an e-mail address.".into(),
        Notice::Joined(agent) => format!("{} took the conversation.", agent.name),
        Notice::Lost(agent, cause) => {
            let what = match cause {
                LostCause::Disconnected => "was disconnected",
                LostCause::Silent => "did not answer for a while",
            };
            format!("{} {what}. The visitor keeps the place.", agent.name)
        }
        Notice::HandedBack(agent) => {
            format!("{} handed back to {ai}, the AI assistant.", agent.name)
        }
        Notice::Resolved(Some(agent)) => format!("{} resolved the conversation.", agent.name),
        Notice::Resolved(None) => "Resolved.".into(),
        Notice::TurnFailed(_, reason) => {
            format!("{ai} (AI) could not answer: {}.", failure(*reason))
        }
        Notice::TurnStopped(_, cause) => format!("{}, before any text.", stopped(*cause)),
        Notice::Revealed(agent, placeholder) => {
            format!("{} looked at {placeholder}.", agent.name)
        }
    }
}

/// Contact details were shown to the owner: which kinds, each once.
pub fn details_shown(placeholders: &[String]) -> String {
    let mut kinds: Vec<String> = Vec::new();
    for placeholder in placeholders {
        let name = kind(&crate::pure::segments::kind_of(placeholder)).to_owned();
        if !kinds.contains(&name) {
            kinds.push(name);
        }
    }
    format!("Contact details were shown: {}.", kinds.join(", "))
}

/// The outcome of a decision.
pub fn outcome(outcome: DecisionOutcome) -> &'static str {
    match outcome {
        DecisionOutcome::Answer => "Answered",
        DecisionOutcome::Offer => "Offered a person",
        DecisionOutcome::Handoff => "Asked for a person",
        DecisionOutcome::Unknown => "Decided",
    }
}

/// Why it was decided so.
pub fn decision_reason(reason: DecisionReason) -> &'static str {
    match reason {
        DecisionReason::Covered => "The help pages cover the question.",
        DecisionReason::Courtesy => "A greeting, thanks or a question about who is there.",
        DecisionReason::Interrupted => "The answer was stopped or broke off.",
        DecisionReason::AlreadyOffered => {
            "The answer may not have helped; a person was on offer already."
        }
        DecisionReason::Declined => "A topic the assistant declines.",
        DecisionReason::Signals => {
            "Signs of trouble: frustration, a wish to leave, or the same question again."
        }
        DecisionReason::FailedAnswers => "Several answers did not help.",
        DecisionReason::NoSource => "Nothing in the help pages answers it.",
        DecisionReason::LowConfidence => "The help pages cover the question only in part.",
        DecisionReason::NoConsent => "The visitor did not agree to the AI.",
        DecisionReason::TriedOften => "The question was tried as often as it can be.",
        DecisionReason::HandedBack => {
            "A person gave the conversation back with this question open."
        }
        DecisionReason::SelfHarm => "The visitor may be in danger.",
        DecisionReason::HumanRequested => "The visitor asked for a person.",
        DecisionReason::AlwaysPerson => "A topic that always goes to people.",
        DecisionReason::ModelAsked => "The model asked for a person.",
        DecisionReason::Unknown => "The reason is of another version.",
    }
}

/// A kind of hidden detail, by its name in the site file.
pub fn kind(kind: &str) -> &str {
    match kind {
        "card" => "card number",
        "cvv" => "card check number",
        "iban" => "IBAN",
        "account" => "account number",
        "ssn" => "social security number",
        "email" => "e-mail address",
        "phone" => "phone number",
        "ip" => "IP address",
        "secret" => "key or token",
        "password" => "password",
        "name" => "name",
        "address" => "address",
        "expiry" => "card expiry date",
        "bic" => "BIC",
        "national_id" => "identity or tax number",
        "passport" => "passport number",
        "driving_licence" => "driving licence number",
        "mac" => "MAC address",
        "birth_date" => "date of birth",
        "number" => "number",
        "text" => "text in brackets",
        other => other,
    }
}

/// A name of a score or threshold, readable: `top_passage` becomes "top passage".
pub fn score(name: &str) -> String {
    name.replace('_', " ")
}

/// A score as a number with at most two decimals, without needless zeros.
pub fn number(value: f32) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" {
        "0".into()
    } else {
        text.to_owned()
    }
}

/// "Sam took this conversation first."
pub fn taken_first(name: &str) -> String {
    format!("{name} took this conversation first.")
}

/// What an agent calls a visitor nobody may name: by the end of the conversation's own name.
pub fn visitor_label(conversation: &ConversationId) -> String {
    let id = conversation.as_str();
    let tail = id.get(id.len().saturating_sub(4)..).unwrap_or(id);
    format!("Visitor {tail}")
}

/// Up to two letters that stand for a name.
pub fn initials(name: &str) -> String {
    name.split_whitespace()
        .filter_map(|word| word.chars().next())
        .take(2)
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pure::queue::tests::{card, item};
    use handrail_protocol::OwnerKind;

    #[test]
    fn reasons_are_said_in_words() {
        let mut waiting = item("a", OwnerKind::Waiting, 1);
        assert_eq!(waits_because(&waiting), "");
        waiting.reason = Some(HandoffReason::Topic);
        waiting.topic = Some("payment dispute".into());
        assert_eq!(waits_because(&waiting), "Topic for people: payment dispute");
    }

    #[test]
    fn a_person_is_named() {
        assert_eq!(
            notice(&Notice::HandedBack(card("Dana")), None, "Mira"),
            "Dana handed back to Mira, the AI assistant."
        );
        assert_eq!(taken_first("Sam"), "Sam took this conversation first.");
        assert_eq!(initials("ada king lovelace"), "AK");
        assert_eq!(
            details_shown(&["[NAME_1]".into(), "[NAME_2]".into(), "[EMAIL_1]".into()]),
            "Contact details were shown: name, e-mail address."
        );
    }

    #[test]
    fn numbers_are_short() {
        for (value, text) in [
            (0.62, "0.62"),
            (1.0, "1"),
            (0.5, "0.5"),
            (-0.001, "0"),
            (12.0, "12"),
        ] {
            assert_eq!(number(value), text);
        }
    }
}
