use super::*;

fn dana() -> AgentCard {
    AgentCard {
        id: AgentId::parse("acme.a_dana").expect("valid"),
        name: "Dana".into(),
        title: "Customer support".into(),
    }
}

fn fold(bodies: Vec<EventBody>) -> View {
    let mut view = View::default();
    for (index, body) in bodies.into_iter().enumerate() {
        let seq = Seq(index as u32 + 1);
        assert!(view.apply(&Event::new(seq, UnixMillis(u64::from(seq.0) * 1000), body)));
    }
    view
}

#[test]
fn a_person_asked_for_first_excludes_the_ai_until_handed_back() {
    let mut bodies = vec![waiting_for(HandoffReason::Pressed)];
    assert!(fold(bodies.clone()).ai_excluded);
    bodies.push(EventBody::AgentJoined {
        agent: dana(),
        epoch: OwnerEpoch(2),
    });
    bodies.push(EventBody::HandedBack {
        agent: dana(),
        epoch: OwnerEpoch(2),
    });
    let view = fold(bodies);
    assert!(!view.ai_excluded);
    assert_eq!(view.owner, Owner::Assistant);
}

fn waiting_for(reason: HandoffReason) -> EventBody {
    EventBody::HandoffRequested {
        reason,
        topic: None,
    }
}

#[test]
fn asking_again_keeps_the_place_and_what_was_allowed() {
    let mut bodies = vec![
        EventBody::AgentJoined {
            agent: dana(),
            epoch: OwnerEpoch(1),
        },
        EventBody::AgentLost {
            agent: dana(),
            epoch: OwnerEpoch(1),
            cause: LostCause::Silent,
        },
        EventBody::AiInvited {},
    ];
    let before = fold(bodies.clone());
    for (asked, reason) in [
        (HandoffReason::ModelAsked, HandoffReason::AgentLost),
        (HandoffReason::Topic, HandoffReason::Topic),
        (HandoffReason::AskedInWords, HandoffReason::Topic),
        (HandoffReason::SelfHarm, HandoffReason::SelfHarm),
        (HandoffReason::Topic, HandoffReason::SelfHarm),
    ] {
        bodies.push(waiting_for(asked));
        let view = fold(bodies.clone());
        let kept = Owner::Waiting {
            reason,
            since: UnixMillis(2_000),
            front: true,
            ai_invited: true,
        };
        assert_eq!(view.owner, kept, "{asked:?}");
        assert_eq!((view.epoch, view.ai_excluded), (before.epoch, false));
    }
}

#[test]
fn an_offer_is_open_until_the_visitor_goes_on() {
    let offered = EventBody::HumanOffered {
        reason: OfferReason::Signals,
        turn: None,
    };
    let turn = |id| EventBody::TurnStarted {
        turn: TurnId(id),
        attempt: Attempt(1),
        question: Seq(1),
    };
    let mut bodies = vec![turn(1), offered.clone()];
    assert!(fold(bodies.clone()).offer.is_some());
    bodies.push(turn(2));
    assert_eq!(fold(bodies.clone()).offer, None, "tried again");
    bodies.push(offered);
    bodies.push(EventBody::VisitorSaid {
        client_id: ClientId::parse("m2").expect("valid"),
        author: Author::visitor(),
        text: "And in the EU?".into(),
        masked: Vec::new(),
    });
    assert_eq!(fold(bodies).offer, None, "passed over");
}

#[test]
fn a_lost_person_puts_the_visitor_at_the_front() {
    let view = fold(vec![
        EventBody::AgentJoined {
            agent: dana(),
            epoch: OwnerEpoch(1),
        },
        EventBody::AgentLost {
            agent: dana(),
            epoch: OwnerEpoch(1),
            cause: LostCause::Silent,
        },
    ]);
    assert!(matches!(view.owner, Owner::Waiting { front: true, .. }));
    assert_eq!(view.epoch, OwnerEpoch(2));
}

#[test]
fn a_repeat_changes_nothing_and_an_unknown_kind_advances() {
    let mut view = View::default();
    let json = r#"{"v":9,"seq":1,"at":5,"kind":"sang_a_song","loudness":3}"#;
    let event: Event = serde_json::from_str(json).expect("unknown kinds are read");
    assert_eq!(event.body, EventBody::Unknown);
    assert!(view.apply(&event));
    assert_eq!(view.seq, Seq(1));
    assert!(!view.apply(&event));
    assert!(view.entries.is_empty());
}
