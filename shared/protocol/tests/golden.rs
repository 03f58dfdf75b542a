//! The bytes of the wire, pinned. A changed line is a changed wire: other programs read it.
//!
//! `UPDATE_GOLDEN=1 cargo test -p handrail-protocol --test golden` writes the files anew; the
//! difference belongs into the change log.

use handrail_protocol::api::*;
use handrail_protocol::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Debug;
use std::path::PathBuf;

fn check<T: Serialize + DeserializeOwned + PartialEq + Debug>(name: &str, samples: &[T]) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name);
    let lines: Vec<String> = samples
        .iter()
        .map(|sample| serde_json::to_string(sample).expect("samples are JSON"))
        .collect();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, lines.join("\n") + "\n").expect("the golden folder can be written");
    }
    let golden = std::fs::read_to_string(&path).expect("the golden file is there");
    let golden: Vec<&str> = golden.lines().collect();
    assert_eq!(lines, golden, "{name}");
    for (line, sample) in golden.iter().zip(samples) {
        assert_eq!(
            &serde_json::from_str::<T>(line).expect("its own bytes are read"),
            sample,
            "{name}"
        );
        let mut value: serde_json::Value = serde_json::from_str(line).expect("JSON");
        value["from_a_later_version"] = serde_json::json!({"x": [1]});
        assert_eq!(
            &serde_json::from_value::<T>(value).expect("an unknown field is ignored"),
            sample,
            "{name}"
        );
    }
}

fn client_id() -> ClientId {
    ClientId::parse("7f9c-01").expect("valid")
}

fn conversation() -> ConversationId {
    ConversationId::parse("acme.c_0123456789abcdef").expect("valid")
}

fn dana() -> AgentCard {
    AgentCard {
        id: AgentId::parse("acme.a_dana").expect("valid"),
        name: "Dana".into(),
        title: "Customer support".into(),
    }
}

fn card() -> MaskedSpan {
    MaskedSpan {
        kind: "card".into(),
        placeholder: "[CARD_1]".into(),
        start: 8,
        end: 27,
    }
}

fn site() -> PublicSite {
    PublicSite {
        id: "acme".into(),
        name: "Acme Store".into(),
        locales: vec!["en".into(), "de".into()],
        contact: Contact {
            email: Some("help@acme.example".into()),
            ..Contact::default()
        },
        assistant: Some(PublicAssistant {
            name: "Mira".into(),
            intro: "I can help.".into(),
        }),
        disclosure: Disclosure {
            mode: "inform".into(),
            version: "2026-11-01".into(),
            privacy_url: None,
        },
        hidden_kinds: vec!["card".into()],
        contact_form: "optional".into(),
        branding: PublicBranding {
            accent: Some("#1F5FBF".into()),
            scheme: "auto".into(),
            radius_px: Some(12),
        },
        model: "extractive".into(),
    }
}

fn people() -> Availability {
    Availability {
        online: true,
        wait_minutes: Some(3),
        opens_at: None,
    }
}

#[test]
fn events() {
    let bodies = vec![
        EventBody::Started {
            locale: "en".into(),
            page: Some("/shop".into()),
            disclosure: "2026-11-01".into(),
        },
        EventBody::Consented {
            version: "2026-11-01".into(),
            accepted: true,
        },
        EventBody::PageChanged {
            page: "/cart".into(),
        },
        EventBody::VisitorSaid {
            client_id: client_id(),
            author: Author::visitor(),
            text: "Paid by [CARD_1] – why \"declined\"?".into(),
            masked: vec![card()],
        },
        EventBody::TurnStarted {
            turn: TurnId(1),
            attempt: Attempt(2),
            question: Seq(4),
        },
        EventBody::AssistantSaid {
            turn: TurnId(1),
            author: Author::ai("Mira"),
            text: "Within 30 days.".into(),
            citations: vec![Citation {
                number: 1,
                title: "Returns".into(),
                url: "/shop/help/returns#how".into(),
                quote: "Within 30 days.".into(),
            }],
            source: ReplySource {
                provider: "openai_compatible".into(),
                model: "some-model".into(),
                config_version: 3,
                confidence: 0.75,
            },
            unsure: false,
            withheld: vec![Withheld {
                sentence: "It costs $9.".into(),
                fact: "$9".into(),
                ..Withheld::default()
            }],
            stopped: Some(StopCause::Truncated),
        },
        EventBody::TurnStopped {
            turn: TurnId(1),
            cause: StopCause::Superseded,
        },
        EventBody::TurnFailed {
            turn: TurnId(1),
            reason: FailureReason::ModelDown,
        },
        EventBody::Decided {
            turn: Some(TurnId(1)),
            note: DecisionNote {
                outcome: DecisionOutcome::Offer,
                reason: DecisionReason::LowConfidence,
                scores: vec![("confidence".into(), 0.5)],
                thresholds: vec![("min_confidence".into(), 0.75)],
                passages: vec!["returns.md#0".into()],
                config_version: 3,
            },
        },
        EventBody::HumanOffered {
            reason: OfferReason::NoSource,
            turn: Some(TurnId(1)),
        },
        EventBody::OfferDeclined {},
        EventBody::HandoffRequested {
            reason: HandoffReason::Topic,
            topic: Some("payment dispute".into()),
        },
        EventBody::WaitingLeft {},
        EventBody::AiInvited {},
        EventBody::WaitedLong {},
        EventBody::ContactLeft {
            placeholder: "[EMAIL_1]".into(),
        },
        EventBody::AgentJoined {
            agent: dana(),
            epoch: OwnerEpoch(2),
        },
        EventBody::AgentSaid {
            client_id: client_id(),
            author: Author::person(&dana()),
            text: "Hello [NAME_1]".into(),
            masked: Vec::new(),
        },
        EventBody::AgentNoted {
            client_id: client_id(),
            agent: dana(),
            text: "Called back".into(),
            masked: Vec::new(),
        },
        EventBody::DetailsShown {
            agent: dana().id,
            placeholders: vec!["[NAME_1]".into()],
        },
        EventBody::Revealed {
            agent: dana(),
            role: Some(Role::Lead),
            placeholder: "[CARD_1]".into(),
            value_kind: "card".into(),
            reason: "refund".into(),
        },
        EventBody::AgentLost {
            agent: dana(),
            epoch: OwnerEpoch(2),
            cause: LostCause::Disconnected,
        },
        EventBody::HandedBack {
            agent: dana(),
            epoch: OwnerEpoch(2),
        },
        EventBody::Resolved {
            agent: Some(dana()),
            epoch: OwnerEpoch(2),
        },
        EventBody::Hidden {},
        EventBody::SystemSaid {
            author: Author::system(),
            text: "Please call someone.".into(),
        },
        EventBody::AgentLost {
            agent: dana(),
            epoch: OwnerEpoch(2),
            cause: LostCause::Silent,
        },
        EventBody::AssistantSaid {
            turn: TurnId(2),
            author: Author::ai("Mira"),
            text: "Hello.".into(),
            citations: vec![],
            source: ReplySource {
                provider: "openai_compatible".into(),
                model: String::new(),
                config_version: 3,
                confidence: 0.5,
            },
            unsure: false,
            withheld: vec![
                Withheld {
                    sentence: "I am a person.".into(),
                    fact: "i am a person".into(),
                    reason: WithheldReason::ClaimsPerson,
                },
                Withheld {
                    sentence: "Tell me your PIN.".into(),
                    fact: "tell me your pin".into(),
                    reason: WithheldReason::AsksSecret,
                },
                Withheld {
                    sentence: "aaaa".into(),
                    fact: String::new(),
                    reason: WithheldReason::TooLong,
                },
            ],
            stopped: None,
        },
    ];
    let events: Vec<Event> = bodies
        .into_iter()
        .enumerate()
        .map(|(index, body)| {
            let seq = Seq(u32::try_from(index).expect("a few") + 1);
            Event::new(seq, UnixMillis(1_793_000_000_000), body)
        })
        .collect();
    for event in &events {
        let json = serde_json::to_value(event).expect("JSON");
        assert_eq!(
            json["kind"],
            event.body.kind(),
            "`kind()` is the name on the wire"
        );
    }
    check("events.jsonl", &events);
}

#[test]
fn client_frames() {
    check(
        "client_frames.jsonl",
        &[
            ClientFrame::Hello {
                v: WIRE_VERSION,
                token: "t".into(),
                after: Seq(4),
                partial: Some(PartialAnswer {
                    turn: TurnId(1),
                    attempt: Attempt(1),
                    offset: 17,
                }),
            },
            ClientFrame::Say {
                client_id: client_id(),
                text: "Hällo 👋".into(),
            },
            ClientFrame::Stop {},
            ClientFrame::Retry {},
            ClientFrame::RequestHuman {},
            ClientFrame::DeclineOffer {},
            ClientFrame::LeaveQueue {},
            ClientFrame::InviteAi {},
            ClientFrame::Consent {
                version: "2026-11-01".into(),
                accepted: true,
            },
            ClientFrame::LeaveContact {
                email: "a@b.example".into(),
            },
            ClientFrame::Typing {},
            ClientFrame::Page {
                path: "/cart".into(),
            },
        ],
    );
}

#[test]
fn server_frames() {
    check(
        "server_frames.jsonl",
        &[
            ServerFrame::Welcome {
                v: WIRE_VERSION,
                conversation: conversation(),
                seq: Seq(4),
                site: Box::new(site()),
                people: people(),
            },
            ServerFrame::Event {
                event: Event::new(
                    Seq(5),
                    UnixMillis(1_793_000_000_000),
                    EventBody::WaitingLeft {},
                ),
            },
            ServerFrame::Ack {
                client_id: client_id(),
                seq: Seq(4),
                masked: vec![card()],
            },
            ServerFrame::Writing { turn: TurnId(1) },
            ServerFrame::Delta {
                turn: TurnId(1),
                attempt: Attempt(1),
                offset: 17,
                text: " days.".into(),
            },
            ServerFrame::TurnReset {
                turn: TurnId(1),
                attempt: Attempt(2),
            },
            ServerFrame::Queue {
                position: 2,
                people: people(),
            },
            ServerFrame::People { people: people() },
            ServerFrame::Typing {
                author: AuthorKind::Person,
                name: Some("Dana".into()),
            },
            ServerFrame::Error {
                error: ErrorCode::MessageTooLong.into(),
                client_id: Some(client_id()),
            },
        ],
    );
}

#[test]
fn desk_frames() {
    check(
        "desk_client_frames.jsonl",
        &[
            DeskClientFrame::Hello {
                v: 1,
                token: "t".into(),
                after: Seq(0),
            },
            DeskClientFrame::Here {},
            DeskClientFrame::Presence { available: false },
            DeskClientFrame::Typing {},
        ],
    );
    let assistant = QueuePage::first(OwnerKind::Assistant);
    let next = QueuePage::parse("assistant.0.18446742280709551615.acme.c_0123456789abcdef");
    check(
        "desk_client_frames_2.jsonl",
        &[
            DeskClientFrame::Hello {
                v: DESK_WIRE_VERSION,
                token: "t".into(),
                after: Seq(0),
            },
            DeskClientFrame::More {
                page: assistant.clone(),
            },
            DeskClientFrame::More {
                page: next.clone().expect("a page"),
            },
            DeskClientFrame::Refresh {},
        ],
    );
    let counts = QueueCounts {
        waiting: 1,
        assistant: 51,
        ..QueueCounts::default()
    };
    let presence = AgentPresence {
        agent: dana(),
        online: true,
        available: true,
        holding: 1,
    };
    check(
        "desk_server_frames_2.jsonl",
        &[
            DeskServerFrame::Welcome {
                v: DESK_WIRE_VERSION,
                agent: dana(),
                role: Role::Lead,
                now: UnixMillis(1_793_000_000_000),
            },
            DeskServerFrame::QueueSnapshot(QueueSnapshot {
                version: QueueVersion(7),
                items: vec![waiting()],
                counts,
                agents: vec![presence.clone()],
            }),
            DeskServerFrame::QueueChanged(QueueChanges {
                after: QueueVersion(7),
                version: QueueVersion(9),
                items: vec![waiting()],
                removed: vec![conversation()],
                agents: vec![presence],
                counts,
            }),
            DeskServerFrame::QueueChanged(QueueChanges {
                after: QueueVersion(9),
                version: QueueVersion(10),
                items: Vec::new(),
                removed: Vec::new(),
                agents: Vec::new(),
                counts,
            }),
            DeskServerFrame::QueuePage(QueuePageItems {
                page: assistant,
                version: QueueVersion(10),
                items: vec![QueueItem {
                    owner: OwnerKind::Assistant,
                    reason: None,
                    ..waiting()
                }],
                next: next.ok(),
            }),
            DeskServerFrame::Error {
                error: ErrorCode::UnsupportedVersion.into(),
            },
        ],
    );
}

fn waiting() -> QueueItem {
    QueueItem {
        conversation: conversation(),
        owner: OwnerKind::Waiting,
        epoch: OwnerEpoch(1),
        reason: Some(HandoffReason::Pressed),
        topic: None,
        since: UnixMillis(1_793_000_000_000),
        front: false,
        agent: None,
        preview: "Paid by [CARD_1]".into(),
        locale: "en".into(),
        seq: Seq(9),
    }
}

/// A desk of version 1 was sent these. It is welcomed no more, but what it is told (an error) has kept
/// its form; and a line as it was then, with a place, is a line still.
#[test]
fn desk_frames_of_version_1() {
    let golden = include_str!("golden/desk_server_frames.jsonl");
    let mut read = Vec::new();
    for line in golden.lines() {
        let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
        match value["type"].as_str() {
            Some("queue") => {
                let item: QueueItem =
                    serde_json::from_value(value["items"][0].clone()).expect("a line");
                assert_eq!(item, waiting());
            }
            Some("agents") => {
                assert!(serde_json::from_value::<DeskServerFrame>(value).is_err());
            }
            _ => read.push(serde_json::from_str::<DeskServerFrame>(line).expect("kept")),
        }
    }
    assert!(matches!(
        &read[..],
        [
            DeskServerFrame::Welcome { v: 1, .. },
            DeskServerFrame::Error { .. }
        ]
    ));
}

#[test]
fn errors() {
    let reports: Vec<ErrorBody> = ErrorCode::ALL
        .iter()
        .map(|code| ErrorBody {
            error: (*code).into(),
        })
        .collect();
    check("errors.jsonl", &reports);
}

#[test]
fn wrong_frames_are_refused() {
    for wrong in [
        r#"{"type":"sing"}"#,
        r#"{"text":"no type"}"#,
        r#"{"type":"say","client_id":"a b","text":"x"}"#,
        r#"{"type":"say","client_id":"ok","text":7}"#,
        r#"{"type":"hello","v":"1","token":"t"}"#,
        r#"[]"#,
        r#""say""#,
        "",
    ] {
        assert!(
            serde_json::from_str::<ClientFrame>(wrong).is_err(),
            "{wrong}"
        );
    }
}

#[test]
fn the_tag_is_found_wherever_it_stands() {
    let said = ClientFrame::Say {
        client_id: ClientId::parse("m1".to_owned()).expect("an id"),
        text: "a \"quoted\" word".to_owned(),
    };
    for json in [
        r#"{"type":"say","client_id":"m1","text":"a \"quoted\" word"}"#,
        r#" { "text" : "a \"quoted\" word", "client_id":"m1", "x":{"type":"stop"}, "type":"s\u0061y" } "#,
    ] {
        let read = serde_json::from_str::<ClientFrame>(json);
        assert_eq!(read.ok(), Some(said.clone()), "{json}");
    }
}

#[test]
fn an_event_keeps_the_order_of_its_fields_and_a_later_kind_its_place() {
    let json = r#"{"v":1,"seq":3,"at":5,"kind":"turn_stopped","turn":2,"cause":"visitor"}"#;
    let event: Event = serde_json::from_str(json).expect("an event");
    assert_eq!(serde_json::to_string(&event).ok().as_deref(), Some(json));
    let later = r#"{"kind":"sang","v":9,"at":5,"seq":3,"song":[1,{"kind":"hidden"}]}"#;
    let event: Event = serde_json::from_str(later).expect("an event");
    assert_eq!(
        (event.v, event.seq, event.body),
        (9, Seq(3), EventBody::Unknown)
    );
}
