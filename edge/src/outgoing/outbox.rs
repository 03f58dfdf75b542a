//! What is on its way out of a conversation: the desk's line, signals to webhooks.
//!
//! Written in the transaction of the event it comes from, delivered at least once, in pauses that
//! grow, over restarts. Invariants: the id of a signal is stable over its tries; it holds masked
//! text alone; nothing here throws in an alarm.

use handrail_conversation::{Outgoing, Signal};
use handrail_protocol::{ConversationId, Seq, UnixMillis};
use handrail_site::Webhook;
use serde_json::json;
use time::OffsetDateTime;
use time::macros::format_description;

/// The pause after the first try that failed.
pub(crate) const FIRST_PAUSE_MILLIS: u64 = 5_000;
/// The pauses between tries; the last one repeats until the tries are used up.
const PAUSES_SECONDS: [u64; 8] = [
    5,
    15,
    60,
    5 * 60,
    15 * 60,
    60 * 60,
    3 * 60 * 60,
    6 * 60 * 60,
];
/// About four days.
const TRIES_MAX: u32 = 22;
/// The desk is an object of ours: it comes back within moments.
const DESK_PAUSE_MAX_SECONDS: u64 = 60;

/// One thing on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Parcel {
    /// The event it comes from.
    pub(crate) seq: Seq,
    /// Where to.
    pub(crate) target: Target,
    /// JSON, as it will be sent.
    pub(crate) body: String,
    /// Tries that failed.
    pub(crate) attempts: u32,
}

/// Where a parcel goes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Target {
    /// The site's Desk object.
    Desk,
    /// A webhook, by the variable that holds its address: the address itself is a secret.
    Webhook { url_env: String },
}

impl Target {
    /// As it is stored.
    pub(crate) fn as_text(&self) -> String {
        match self {
            Self::Desk => "desk".to_owned(),
            Self::Webhook { url_env } => format!("webhook {url_env}"),
        }
    }

    /// As it was stored.
    pub(crate) fn from_text(text: &str) -> Option<Self> {
        match text.split_once(' ') {
            None if text == "desk" => Some(Self::Desk),
            Some(("webhook", url_env)) => Some(Self::Webhook {
                url_env: url_env.to_owned(),
            }),
            _ => None,
        }
    }
}

/// When a parcel goes out again, not before `after_seconds`; `None` when its tries are used up.
pub(crate) fn next_try(parcel: &Parcel, after_seconds: u64, now: UnixMillis) -> Option<UnixMillis> {
    let last = PAUSES_SECONDS.len() - 1;
    let index = usize::try_from(parcel.attempts).map_or(last, |attempts| attempts.min(last));
    let pause = PAUSES_SECONDS[index];
    match parcel.target {
        Target::Desk => Some(now.plus(pause.min(DESK_PAUSE_MAX_SECONDS) * 1_000)),
        Target::Webhook { .. } if parcel.attempts + 1 >= TRIES_MAX => None,
        Target::Webhook { .. } => Some(now.plus(pause.max(after_seconds) * 1_000)),
    }
}

/// The parcels of one outgoing thing: one per webhook that asked for it.
pub(crate) fn parcels(
    outgoing: &Outgoing,
    conversation: &ConversationId,
    webhooks: &[Webhook],
    now: UnixMillis,
) -> Vec<Parcel> {
    match outgoing {
        Outgoing::Desk(item) => serde_json::to_string(item)
            .map(|body| Parcel {
                seq: item.seq,
                target: Target::Desk,
                body,
                attempts: 0,
            })
            .into_iter()
            .collect(),
        Outgoing::Webhook(signal) => webhooks
            .iter()
            .filter(|hook| hook.events.contains(&signal.cause.event()))
            .map(|hook| Parcel {
                seq: signal.seq,
                target: Target::Webhook {
                    url_env: hook.url_env.clone(),
                },
                body: signal_body(signal, conversation, now),
                attempts: 0,
            })
            .collect(),
    }
}

/// The body of a signal, in the Standard Webhooks form: `type`, `timestamp`, `data`.
fn signal_body(signal: &Signal, conversation: &ConversationId, now: UnixMillis) -> String {
    let messages: Vec<_> = signal
        .messages
        .iter()
        .map(|(author, text)| json!({ "author": author.as_str(), "text": text }))
        .collect();
    json!({
        "type": signal.cause.event().as_str(),
        "timestamp": iso_time(now),
        "data": {
            "site": conversation.site(),
            "conversation": conversation,
            "seq": signal.seq,
            "reason": signal.cause.reason(),
            "messages": messages,
            "hidden": signal.hidden,
        },
    })
    .to_string()
}

/// The last moment that RFC 3339 can write: years have four digits.
const LAST_MILLIS: u64 = 253_402_300_799_999;

/// RFC 3339 in UTC, to the millisecond.
fn iso_time(moment: UnixMillis) -> String {
    let form =
        format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(moment.0.min(LAST_MILLIS)) * 1_000_000)
        .expect("no moment after the year 9999")
        .format(form)
        .expect("the form asks for nothing but date and time")
}

#[cfg(test)]
mod tests {
    use super::*;
    use handrail_conversation::SignalCause;
    use handrail_mask::Masked;
    use handrail_protocol::{AuthorKind, HandoffReason};

    fn id() -> ConversationId {
        ConversationId::parse("acme.c_12345678").expect("valid")
    }

    #[test]
    fn times_are_written_as_rfc_3339() {
        for (millis, text) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (1_795_254_312_345, "2026-11-21T09:45:12.345Z"),
            (u64::MAX, "9999-12-31T23:59:59.999Z"),
        ] {
            assert_eq!(iso_time(UnixMillis(millis)), text);
        }
    }

    #[test]
    fn targets_are_read_as_they_were_written() {
        let hook = Target::Webhook {
            url_env: "HANDRAIL_HOOK".into(),
        };
        for target in [Target::Desk, hook] {
            assert_eq!(Target::from_text(&target.as_text()), Some(target));
        }
        assert_eq!(Target::from_text("elsewhere x"), None);
    }

    #[test]
    fn pauses_grow_and_end_for_webhooks_alone() {
        let mut parcel = Parcel {
            seq: Seq(1),
            target: Target::Webhook {
                url_env: "HANDRAIL_HOOK".into(),
            },
            body: String::new(),
            attempts: 0,
        };
        let mut pauses = Vec::new();
        while let Some(due) = next_try(&parcel, 0, UnixMillis(0)) {
            pauses.push(due.0);
            parcel.attempts += 1;
        }
        assert!(pauses.is_sorted());
        assert_eq!(pauses[0], FIRST_PAUSE_MILLIS);
        assert!(pauses.iter().sum::<u64>() > 72 * 3_600_000);
        parcel.target = Target::Desk;
        assert_eq!(
            next_try(&parcel, 0, UnixMillis(0)),
            Some(UnixMillis(60_000))
        );
        let signal = Parcel {
            target: Target::Webhook {
                url_env: "HOOK".to_owned(),
            },
            attempts: 0,
            ..parcel
        };
        for (after_seconds, due) in [(0, 5_000), (4, 5_000), (90, 90_000)] {
            let next = next_try(&signal, after_seconds, UnixMillis(0));
            assert_eq!(next, Some(UnixMillis(due)), "{after_seconds}");
        }
    }

    #[test]
    fn a_signal_goes_to_the_webhooks_that_asked_for_it() {
        let site = "schema = 1\nid = \"acme\"\nname = \"A\"\norigins = [\"https://a.example\"]\n\
                    [contact]\nemail = \"a@a.example\"\n[disclosure]\nversion = \"1\"\n\
                    [[webhook]]\nformat = \"standard\"\nurl_env = \"HANDRAIL_A\"\nsecret_env = \"HANDRAIL_AS\"\nevents = [\"handoff_requested\"]\n\
                    [[webhook]]\nformat = \"standard\"\nurl_env = \"HANDRAIL_B\"\nsecret_env = \"HANDRAIL_BS\"\nevents = [\"message_left\"]\n";
        let hooks = handrail_site::SiteFile::parse(site).expect("valid").webhook;
        let signal = Signal {
            cause: SignalCause::HandoffRequested(HandoffReason::Pressed),
            seq: Seq(4),
            messages: vec![(AuthorKind::Visitor, Masked::default())],
            hidden: vec!["[CARD_1]".into()],
        };
        let parcels = parcels(&Outgoing::Webhook(signal), &id(), &hooks, UnixMillis(0));
        assert_eq!(parcels.len(), 1);
        assert_eq!(
            parcels[0].target,
            Target::Webhook {
                url_env: "HANDRAIL_A".into()
            }
        );
        let body: serde_json::Value = serde_json::from_str(&parcels[0].body).expect("JSON");
        assert_eq!(body["type"], "handoff_requested");
        assert_eq!(body["data"]["hidden"][0], "[CARD_1]");
    }
}
