//! Events.

use super::{Source, list, number, small, text, text_or_empty, truth, word};
use handrail_protocol::{
    AgentCard, AgentId, Attempt, Author, AuthorKind, Citation, ClientId, Event, EventBody,
    FailureReason, HandoffReason, LostCause, MaskedSpan, OfferReason, OwnerEpoch, ReplySource, Seq,
    StopCause, TurnId, UnixMillis, Withheld, WithheldReason,
};

const WITHHELD_REASONS: &[(&str, WithheldReason)] = &[
    ("too_long", WithheldReason::TooLong),
    ("claims_person", WithheldReason::ClaimsPerson),
    ("asks_secret", WithheldReason::AsksSecret),
];
const STOP_CAUSES: &[(&str, StopCause)] = &[
    ("visitor", StopCause::Visitor),
    ("superseded", StopCause::Superseded),
    ("handoff", StopCause::Handoff),
    ("truncated", StopCause::Truncated),
];

const LOST_CAUSES: &[(&str, LostCause)] = &[
    ("disconnected", LostCause::Disconnected),
    ("silent", LostCause::Silent),
];

const FAILURES: &[(&str, FailureReason)] = &[
    ("model_down", FailureReason::ModelDown),
    ("timeout", FailureReason::Timeout),
    ("masking_failed", FailureReason::MaskingFailed),
    ("restarted", FailureReason::Restarted),
];

const OFFERS: &[(&str, OfferReason)] = &[
    ("failed_answers", OfferReason::FailedAnswers),
    ("no_source", OfferReason::NoSource),
    ("low_confidence", OfferReason::LowConfidence),
    ("signals", OfferReason::Signals),
    ("declined", OfferReason::Declined),
    ("no_consent", OfferReason::NoConsent),
];

const HANDOFFS: &[(&str, HandoffReason)] = &[
    ("pressed", HandoffReason::Pressed),
    ("asked_in_words", HandoffReason::AskedInWords),
    ("topic", HandoffReason::Topic),
    ("self_harm", HandoffReason::SelfHarm),
    ("signals", HandoffReason::Signals),
    ("people_only", HandoffReason::PeopleOnly),
    ("model_asked", HandoffReason::ModelAsked),
    ("agent_lost", HandoffReason::AgentLost),
];

pub(super) const AUTHORS: &[(&str, AuthorKind)] = &[
    ("visitor", AuthorKind::Visitor),
    ("ai", AuthorKind::Ai),
    ("person", AuthorKind::Person),
    ("system", AuthorKind::System),
];

/// Reads an event as a visitor may see it. Events for agents alone never reach a visitor with
/// their content; should one come, it counts and says nothing.
pub fn event(source: &impl Source) -> Option<Event> {
    Some(Event {
        v: u16::try_from(number(source, "v")?).ok()?,
        seq: Seq(small(source, "seq")?),
        at: UnixMillis(number(source, "at")?),
        body: body(source)?,
    })
}

fn body(source: &impl Source) -> Option<EventBody> {
    let epoch = || small(source, "epoch").map(OwnerEpoch);
    let turn = || small(source, "turn").map(TurnId);
    let agent = || card(&source.get("agent")?);
    let author = || read_author(&source.get("author")?);
    let client_id = || ClientId::parse(text(source, "client_id")?).ok();
    let masked = || list(source, "masked", span);
    let kind = text(source, "kind")?;
    Some(match kind.as_str() {
        "started" => EventBody::Started {
            locale: text(source, "locale")?,
            page: text(source, "page"),
            disclosure: text(source, "disclosure")?,
        },
        "consented" => EventBody::Consented {
            version: text(source, "version")?,
            accepted: source.get("accepted")?.truth()?,
        },
        "page_changed" => EventBody::PageChanged {
            page: text(source, "page")?,
        },
        "visitor_said" => EventBody::VisitorSaid {
            client_id: client_id()?,
            author: author()?,
            text: text(source, "text")?,
            masked: masked()?,
        },
        "turn_started" => EventBody::TurnStarted {
            turn: turn()?,
            attempt: Attempt(small(source, "attempt")?),
            question: Seq(small(source, "question")?),
        },
        "assistant_said" => EventBody::AssistantSaid {
            turn: turn()?,
            author: author()?,
            text: text(source, "text")?,
            citations: list(source, "citations", citation)?,
            source: reply_source(&source.get("source")?)?,
            unsure: truth(source, "unsure"),
            withheld: list(source, "withheld", |withheld| {
                Some(Withheld {
                    sentence: text_or_empty(withheld, "sentence"),
                    fact: text_or_empty(withheld, "fact"),
                    reason: word(withheld, "reason", WITHHELD_REASONS).unwrap_or_default(),
                })
            })?,
            stopped: word(source, "stopped", STOP_CAUSES),
        },
        "turn_stopped" => EventBody::TurnStopped {
            turn: turn()?,
            cause: word(source, "cause", STOP_CAUSES)?,
        },
        "turn_failed" => EventBody::TurnFailed {
            turn: turn()?,
            reason: word(source, "reason", FAILURES)?,
        },
        "human_offered" => EventBody::HumanOffered {
            reason: word(source, "reason", OFFERS)?,
            turn: turn(),
        },
        "offer_declined" => EventBody::OfferDeclined {},
        "handoff_requested" => EventBody::HandoffRequested {
            reason: word(source, "reason", HANDOFFS)?,
            topic: text(source, "topic"),
        },
        "system_said" => EventBody::SystemSaid {
            author: author()?,
            text: text(source, "text")?,
        },
        "waiting_left" => EventBody::WaitingLeft {},
        "ai_invited" => EventBody::AiInvited {},
        "waited_long" => EventBody::WaitedLong {},
        "contact_left" => EventBody::ContactLeft {
            placeholder: text(source, "placeholder")?,
        },
        "agent_joined" => EventBody::AgentJoined {
            agent: agent()?,
            epoch: epoch()?,
        },
        "agent_said" => EventBody::AgentSaid {
            client_id: client_id()?,
            author: author()?,
            text: text(source, "text")?,
            masked: masked()?,
        },
        "agent_lost" => EventBody::AgentLost {
            agent: agent()?,
            epoch: epoch()?,
            cause: word(source, "cause", LOST_CAUSES).unwrap_or_default(),
        },
        "handed_back" => EventBody::HandedBack {
            agent: agent()?,
            epoch: epoch()?,
        },
        "resolved" => EventBody::Resolved {
            agent: agent(),
            epoch: epoch()?,
        },
        "hidden" => EventBody::Hidden {},
        _ => EventBody::Unknown,
    })
}

fn card(source: &impl Source) -> Option<AgentCard> {
    Some(AgentCard {
        id: AgentId::parse(text(source, "id")?).ok()?,
        name: text(source, "name")?,
        title: text_or_empty(source, "title"),
    })
}

fn read_author(source: &impl Source) -> Option<Author> {
    Some(Author {
        kind: word(source, "kind", AUTHORS)?,
        name: text(source, "name"),
        title: text(source, "title"),
    })
}

pub(super) fn span(source: &impl Source) -> Option<MaskedSpan> {
    Some(MaskedSpan {
        kind: text(source, "kind")?,
        placeholder: text(source, "placeholder")?,
        start: small(source, "start")?,
        end: small(source, "end")?,
    })
}

fn citation(source: &impl Source) -> Option<Citation> {
    Some(Citation {
        number: small(source, "number")?,
        title: text(source, "title")?,
        url: text(source, "url")?,
        quote: text(source, "quote")?,
    })
}

fn reply_source(source: &impl Source) -> Option<ReplySource> {
    Some(ReplySource {
        provider: text(source, "provider")?,
        model: text_or_empty(source, "model"),
        config_version: small(source, "config_version").unwrap_or_default(),
        confidence: source
            .get("confidence")
            .and_then(|confidence| confidence.number())
            .unwrap_or_default() as f32,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{golden, values};
    use super::*;

    #[test]
    fn events_are_read_as_the_definition_reads_them() {
        for line in golden("events.jsonl") {
            let mut expected: Event = serde_json::from_str(&line).expect("golden");
            if expected.body.is_private() {
                expected.body = EventBody::Unknown;
            }
            for value in values(&line) {
                assert_eq!(event(&value).as_ref(), Some(&expected), "{line}");
            }
        }
    }

    #[test]
    fn an_event_without_a_needed_field_is_refused_as_by_the_definition() {
        for line in golden("events.jsonl") {
            let [value, _] = values(&line);
            for key in value.as_object().expect("an object").keys() {
                let mut without = value.clone();
                without.as_object_mut().expect("an object").remove(key);
                let expected = serde_json::from_value::<Event>(without.clone()).ok();
                if expected
                    .as_ref()
                    .is_some_and(|event| event.body.is_private())
                {
                    continue;
                }
                let private =
                    serde_json::from_str::<Event>(&line).is_ok_and(|event| event.body.is_private());
                if private {
                    continue;
                }
                assert_eq!(event(&without), expected, "{line} without {key}");
            }
        }
    }

    #[test]
    fn a_kind_of_a_later_version_counts() {
        let value = serde_json::json!({"v": 9, "seq": 3, "at": 5, "kind": "sang_a_song"});
        let event = event(&value).expect("read");
        assert_eq!((event.seq, event.body), (Seq(3), EventBody::Unknown));
    }
}
