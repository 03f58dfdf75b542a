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

fn turn_started(id: u32, question: u32) -> EventBody {
    EventBody::TurnStarted {
        turn: TurnId(id),
        attempt: Attempt(1),
        question: Seq(question),
    }
}

fn visitor_said(client_id: &str, text: &str) -> EventBody {
    EventBody::VisitorSaid {
        client_id: ClientId::parse(client_id).expect("valid"),
        author: Author::visitor(),
        text: text.into(),
        masked: Vec::new(),
    }
}

/// A reply as an event, from what makes it help or not.
fn reply(text: &str, unsure: bool, stopped: Option<StopCause>, provider: &str) -> EventBody {
    EventBody::AssistantSaid {
        turn: TurnId(1),
        author: Author::ai("Rail"),
        text: text.into(),
        citations: Vec::new(),
        source: ReplySource {
            provider: provider.into(),
            model: String::new(),
            config_version: 1,
            confidence: 0.5,
        },
        unsure,
        withheld: Vec::new(),
        stopped,
    }
}

#[test]
fn answers_that_did_not_help_are_counted_until_one_helps() {
    let failed = EventBody::TurnFailed {
        turn: TurnId(1),
        reason: FailureReason::Timeout,
    };
    let offered = |turn| EventBody::HumanOffered {
        reason: OfferReason::NoSource,
        turn,
    };
    let reviewed = ReplySource::REVIEWED_TEXT;
    let stopped = Some(StopCause::Visitor);
    let after_two = |body: EventBody| {
        fold(vec![
            turn_started(1, 1),
            failed.clone(),
            failed.clone(),
            body,
        ])
        .failed_answers
    };
    for (body, count, why) in [
        (reply("Perhaps.", true, None, "extractive"), 3, "unsure"),
        (reply("", false, None, "extractive"), 3, "all was held back"),
        (
            reply("", true, None, reviewed),
            3,
            "empty, whatever wrote it",
        ),
        (reply("30 days.", false, None, "extractive"), 0, "helped"),
        (reply("30", false, stopped, "extractive"), 2, "cut short"),
        (
            reply("Hello!", false, None, reviewed),
            2,
            "answers no question",
        ),
        (failed.clone(), 3, "failed"),
        (offered(Some(TurnId(1))), 3, "ended in an offer"),
        (offered(None), 2, "an offer beside an answer"),
        (EventBody::OfferDeclined {}, 0, "goes on with the assistant"),
        (
            EventBody::HandedBack {
                agent: dana(),
                epoch: OwnerEpoch(1),
            },
            0,
            "a person was there",
        ),
        (
            EventBody::Resolved {
                agent: None,
                epoch: OwnerEpoch(1),
            },
            0,
            "over",
        ),
    ] {
        assert_eq!(after_two(body), count, "{why}");
    }
}

#[test]
fn a_turn_is_open_until_its_own_end() {
    let ends = [
        (
            reply("30 days.", false, None, "extractive"),
            TurnState::Answered,
        ),
        (
            EventBody::TurnStopped {
                turn: TurnId(1),
                cause: StopCause::Visitor,
            },
            TurnState::Stopped,
        ),
        (
            EventBody::TurnFailed {
                turn: TurnId(1),
                reason: FailureReason::ModelDown,
            },
            TurnState::Failed,
        ),
        (
            EventBody::HumanOffered {
                reason: OfferReason::NoSource,
                turn: Some(TurnId(1)),
            },
            TurnState::Offered,
        ),
    ];
    for (end, state) in ends {
        let mut bodies = vec![visitor_said("m1", "How long?"), turn_started(1, 1)];
        let open = fold(bodies.clone());
        let open = open.open_turn().expect("the assistant works");
        assert_eq!((open.id, open.question), (TurnId(1), Seq(1)));
        bodies.push(end.clone());
        let ended = fold(bodies);
        assert_eq!(ended.open_turn(), None, "{state:?}");
        assert_eq!(ended.turn.map(|turn| turn.state), Some(state));
        // An end that comes late does not end the turn that took its place.
        let late = fold(vec![turn_started(1, 1), turn_started(2, 1), end]);
        assert_eq!(late.open_turn().map(|turn| turn.id), Some(TurnId(2)));
    }
}

#[test]
fn a_turn_begun_anew_after_a_restart_leaves_an_offer_open() {
    let offered = EventBody::HumanOffered {
        reason: OfferReason::Signals,
        turn: None,
    };
    let again = EventBody::TurnStarted {
        turn: TurnId(1),
        attempt: Attempt(2),
        question: Seq(1),
    };
    let view = fold(vec![turn_started(1, 1), offered.clone(), again]);
    assert_eq!(view.offer, Some(OfferReason::Signals), "the same turn");
    let view = fold(vec![turn_started(1, 1), offered, turn_started(2, 3)]);
    assert_eq!(view.offer, Some(OfferReason::Signals), "another question");
}

#[test]
fn a_person_is_the_first_choice_only_before_the_ai_took_part() {
    for reason in [HandoffReason::Pressed, HandoffReason::AskedInWords] {
        assert!(fold(vec![waiting_for(reason)]).ai_excluded, "{reason:?}");
        let later = fold(vec![turn_started(1, 1), waiting_for(reason)]);
        assert!(!later.ai_excluded, "{reason:?} after a turn");
    }
    for reason in [HandoffReason::PeopleOnly, HandoffReason::Signals] {
        assert!(!fold(vec![waiting_for(reason)]).ai_excluded, "{reason:?}");
    }
    let invited = fold(vec![
        waiting_for(HandoffReason::Pressed),
        EventBody::AiInvited {},
    ]);
    assert!(!invited.ai_excluded);
    let left = fold(vec![
        waiting_for(HandoffReason::Pressed),
        EventBody::WaitingLeft {},
    ]);
    assert_eq!((left.ai_excluded, left.owner), (false, Owner::Assistant));
}

#[test]
fn the_front_is_for_danger_and_for_who_lost_a_person() {
    let is_front = |bodies| matches!(fold(bodies).owner, Owner::Waiting { front: true, .. });
    assert!(is_front(vec![waiting_for(HandoffReason::SelfHarm)]));
    assert!(!is_front(vec![waiting_for(HandoffReason::Topic)]));
    let mut bodies = vec![
        waiting_for(HandoffReason::Pressed),
        waiting_for(HandoffReason::Topic),
    ];
    assert!(
        !is_front(bodies.clone()),
        "asking again does not jump the line"
    );
    bodies.push(waiting_for(HandoffReason::SelfHarm));
    assert!(is_front(bodies));
}

#[test]
fn who_owns_is_told_apart_from_who_does_not() {
    let other = AgentId::parse("acme.a_kim").expect("valid");
    let mut bodies = vec![EventBody::AgentJoined {
        agent: dana(),
        epoch: OwnerEpoch(1),
    }];
    let view = fold(bodies.clone());
    assert!(view.is_owned_by(&dana().id));
    assert!(!view.is_owned_by(&other));
    bodies.push(EventBody::HandedBack {
        agent: dana(),
        epoch: OwnerEpoch(1),
    });
    assert!(!fold(bodies).is_owned_by(&dana().id));
}

#[test]
fn every_line_has_its_event_and_a_message_is_found_by_it() {
    let view = fold(vec![
        visitor_said("m1", "Are you there?"),
        waiting_for(HandoffReason::Pressed),
        EventBody::AgentNoted {
            client_id: ClientId::parse("n1").expect("valid"),
            agent: dana(),
            text: "Seems upset.".into(),
            masked: Vec::new(),
        },
        reply("30 days.", false, None, "extractive"),
    ]);
    let lines: Vec<u32> = view.entries.iter().map(|line| line.seq().0).collect();
    assert_eq!(lines, [1, 2, 3, 4]);
    assert!(matches!(
        view.entries[1],
        TranscriptEntry::Notice {
            at: UnixMillis(2_000),
            notice: Notice::Waiting(HandoffReason::Pressed),
            ..
        }
    ));
    let text = |seq| view.message(Seq(seq)).map(|message| message.text.as_str());
    assert_eq!(text(1), Some("Are you there?"));
    assert_eq!(text(2), None, "a notice is no message");
    assert_eq!(text(4), Some("30 days."));
    let notes: Vec<bool> = view.messages().map(|message| message.is_note).collect();
    assert_eq!(notes, [false, true, false]);
}

#[test]
fn writing_on_opens_a_closed_conversation_with_the_assistant() {
    let mut bodies = vec![
        EventBody::Resolved {
            agent: Some(dana()),
            epoch: OwnerEpoch(0),
        },
        EventBody::PageChanged {
            page: "/returns".into(),
        },
    ];
    let closed = fold(bodies.clone());
    assert_eq!(
        closed.owner,
        Owner::Closed {
            since: UnixMillis(1_000)
        }
    );
    bodies.push(visitor_said("m1", "One more thing"));
    let open = fold(bodies);
    assert_eq!(open.owner, Owner::Assistant);
    assert_eq!(open.epoch.0, closed.epoch.0 + 1);
    assert_eq!(open.page.as_deref(), Some("/returns"));
}
