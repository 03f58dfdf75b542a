//! Stories a visitor would tell, one test each.

#[allow(dead_code)]
mod support;

use handrail_conversation::{Frame, Input, Outgoing, Reply, Step, Work};
use handrail_knowledge::Ranked;
use handrail_protocol::{
    ErrorCode, EventBody, FailureReason, HandoffReason, OfferReason, Owner, StopCause,
};
use support::{QUESTION, World, answered, client, found, offers, policy_of, refusal, works, world};

fn last_reply(world: &World) -> (String, usize, usize) {
    let reply = world.log.iter().rev().find_map(|event| match &event.body {
        EventBody::AssistantSaid {
            text,
            citations,
            withheld,
            ..
        } => Some((text.clone(), citations.len(), withheld.len())),
        _ => None,
    });
    reply.expect("there is a reply")
}

/// Passages that hardly cover the question.
fn unsure() -> Vec<Ranked> {
    let mut found = found();
    found.iter_mut().for_each(|found| found.score = 0.3);
    found
}

#[test]
fn a_question_is_answered_with_its_source() {
    let world = answered();
    assert_eq!(
        world.kinds(),
        [
            "started",
            "consented",
            "visitor_said",
            "turn_started",
            "decided",
            "assistant_said"
        ]
    );
    let (text, citations, withheld) = last_reply(&world);
    assert_eq!(
        (text.as_str(), citations, withheld),
        ("You can return shoes within 30 days.", 1, 0)
    );
}

#[test]
fn what_leaves_for_the_model_is_masked_and_the_visitor_reads_their_own_words() {
    let mut world = world();
    let text = "Can I return shoes I paid for with 4242 4242 4242 4242? I'm Sarah Miller.";
    let effects = world.say("m1", text);
    let masked = "Can I return shoes I paid for with [CARD_1]? I'm [NAME_1].";
    world.search_answers(found());
    let prompt = world.prompts.last().expect("the model was asked");
    assert_eq!(
        prompt.turns.last().expect("the question").text.as_str(),
        masked
    );
    let Reply::Ack { said, .. } = &effects.reply else {
        panic!("acknowledged")
    };
    let spans: Vec<(u32, u32)> = said
        .masked
        .iter()
        .map(|span| (span.start, span.end))
        .collect();
    assert_eq!(spans, [(35, 54), (60, 72)]);

    world.model_writes("Yes, [NAME_1]. It goes back to [CARD_1].");
    world.model_ends();
    let vault = world.vault();
    let shown: Vec<String> = world
        .log
        .iter()
        .filter_map(
            |event| match world.conversation.for_visitor(event, &vault).body {
                EventBody::VisitorSaid { text, .. } | EventBody::AssistantSaid { text, .. } => {
                    Some(text)
                }
                _ => None,
            },
        )
        .collect();
    assert_eq!(
        shown,
        [text, "Yes, Sarah Miller. It goes back to •••• 4242."]
    );
}

#[test]
fn a_mark_inside_an_address_makes_no_other_address() {
    let mut world = world();
    world.say("m1", QUESTION);
    world.search_answers(found());
    world.model_writes(
        "Pay at https://www.acme.example[[1]].pay/now today. You have 30 days [[1]]. ",
    );
    world.model_ends();
    let (text, citations, withheld) = last_reply(&world);
    assert_eq!(
        (text.as_str(), citations, withheld),
        ("You have 30 days.", 1, 1)
    );
}

#[test]
fn a_reply_without_an_end_is_cut_and_says_so() {
    let stopped = |text: &str| {
        let mut world = world();
        world.say("m1", QUESTION);
        world.search_answers(found());
        let effects = world.model_writes(text);
        assert!(
            effects
                .work
                .iter()
                .any(|work| matches!(work, Work::StopModel { .. }))
        );
        assert!(world.conversation.view().open_turn().is_none());
        // What still comes in is for nobody.
        assert_eq!(world.model_writes("More. "), Step::default());
        world
    };
    let world = stopped(&"You can do that. ".repeat(2_000));
    let reply = world.log.iter().find_map(|event| match &event.body {
        EventBody::AssistantSaid { text, stopped, .. } => Some((text.clone(), *stopped)),
        _ => None,
    });
    let (text, cause) = reply.expect("there is a reply");
    assert_eq!(cause, Some(StopCause::Truncated));
    assert_eq!(text.split_whitespace().count(), 4 * 120);
    let world = stopped(&"a".repeat(100_000));
    assert_eq!(world.kinds().last(), Some(&"human_offered"));
}

#[test]
fn a_false_price_is_withheld_and_on_record_for_agents_alone() {
    let mut world = world();
    world.say("m1", QUESTION);
    world.search_answers(found());
    let effects = world.model_writes("Returns cost $99.99. You have 30 days [[1]]. ");
    assert!(
        effects
            .frames
            .iter()
            .any(|frame| matches!(frame, Frame::Withheld { fact, .. } if fact.contains("99.99")))
    );
    world.model_ends();
    let (text, _, withheld) = last_reply(&world);
    assert_eq!((text.as_str(), withheld), ("You have 30 days.", 1));
    let event = world
        .log
        .iter()
        .rfind(|event| event.body.kind() == "assistant_said")
        .expect("a reply");
    let seen = world.conversation.for_visitor(event, &world.vault());
    let EventBody::AssistantSaid { withheld, .. } = seen.body else {
        panic!("the same kind")
    };
    assert!(withheld[0].sentence.is_empty() && withheld[0].fact.is_empty());
}

#[test]
fn a_person_asked_for_in_words_comes_before_any_search() {
    for text in ["human please", "Ich möchte mit einem Menschen sprechen"] {
        let mut world = world();
        let effects = world.say("m1", text);
        assert!(!works(&effects), "{text}");
        assert!(
            matches!(
                world.conversation.view().owner,
                Owner::Waiting {
                    reason: HandoffReason::AskedInWords,
                    ..
                }
            ),
            "{text}"
        );
    }
}

#[test]
fn topics_of_people_go_to_people() {
    let mut world = world();
    world.say("m1", "I want to dispute this payment, you charged me twice");
    assert!(world.log.iter().any(|event| matches!(
        &event.body,
        EventBody::HandoffRequested { reason: HandoffReason::Topic, topic: Some(topic) } if topic == "payment dispute"
    )));
}

#[test]
fn two_failed_answers_offer_a_person() {
    let mut world = world();
    for name in ["m1", "m2"] {
        world.say(name, "What is the meaning of blorf in zwick?");
        world.search_answers(Vec::new());
    }
    assert_eq!(
        offers(&world),
        [OfferReason::NoSource, OfferReason::FailedAnswers]
    );
}

#[test]
fn two_unsure_answers_offer_a_person_and_then_offer_again() {
    let mut world = world();
    for (name, text) in [
        ("m1", "Do the boots come with laces?"),
        ("m2", "Is the leather from cows or not?"),
        ("m3", "Which of your boots is the warmest one?"),
    ] {
        world.say(name, text);
        world.search_answers(unsure());
        world.model_writes("You can return shoes.");
        world.model_ends();
    }
    assert_eq!(
        offers(&world),
        [
            OfferReason::LowConfidence,
            OfferReason::FailedAnswers,
            OfferReason::FailedAnswers
        ]
    );
}

#[test]
fn a_newer_message_takes_the_place_of_a_streaming_answer() {
    let mut world = world();
    world.say("m1", QUESTION);
    world.search_answers(found());
    world.model_writes("You can return shoes within 30 days. ");
    let effects = world.say("m2", "And is that free in the EU or not?");
    assert!(
        effects
            .work
            .iter()
            .any(|work| matches!(work, Work::StopModel { .. }))
    );
    assert!(world.log.iter().any(|event| matches!(
        &event.body,
        EventBody::AssistantSaid { stopped: Some(StopCause::Superseded), text, .. } if text.contains("30 days")
    )));
    world.search_answers(found());
    let prompt = world.prompts.last().expect("the model was asked again");
    let said: Vec<&str> = prompt.turns.iter().map(|turn| turn.text.as_str()).collect();
    assert_eq!(said.len(), 3, "the new turn sees both: {said:?}");
}

fn query(step: &Step) -> Option<&str> {
    step.work.iter().find_map(|work| match work {
        Work::Search { query, .. } => Some(query.as_str()),
        _ => None,
    })
}

#[test]
fn a_question_in_two_messages_is_searched_as_one() {
    let mut world = world();
    let (first, second) = (
        "I bought hiking boots two weeks ago in the EU",
        "How many days do I have to return them?",
    );
    world.say("m1", first);
    let effects = world.say("m2", second);
    assert_eq!(
        query(&effects),
        Some([first, " ", second].concat().as_str())
    );
    world.search_answers(found());
    world.model_writes("Within 30 days.");
    world.model_ends();
    let effects = world.say("m3", "Which countries do you deliver to?");
    assert_eq!(query(&effects), Some("Which countries do you deliver to?"));
}

#[test]
fn a_retry_asks_the_question_without_the_answer_that_was_cut_short() {
    for cut_short in [World::stops, World::model_fails] {
        let mut world = world();
        world.say("m1", QUESTION);
        world.search_answers(found());
        world.model_writes("You can return shoes within 30 days. And the");
        cut_short(&mut world);
        world.input(Input::Retry);
        world.search_answers(found());
        let prompt = world.prompts.last().expect("the model was asked again");
        let said: Vec<&str> = prompt.turns.iter().map(|turn| turn.text.as_str()).collect();
        assert_eq!(said, [QUESTION]);
    }
}

#[test]
fn a_stopped_answer_can_be_tried_again() {
    let mut world = world();
    world.say("m1", QUESTION);
    world.search_answers(found());
    world.input(Input::Stop);
    assert_eq!(world.kinds().last(), Some(&"turn_stopped"));
    world.input(Input::Retry);
    world.search_answers(found());
    world.model_writes("Within 30 days.");
    world.model_ends();
    assert_eq!(last_reply(&world).0, "Within 30 days.");
}

#[test]
fn a_model_that_is_down_is_said_plainly_and_one_that_breaks_off_keeps_what_was_checked() {
    let mut world = world();
    world.say("m1", QUESTION);
    world.search_answers(found());
    world.model_fails();
    assert!(world.log.iter().any(|event| matches!(
        event.body,
        EventBody::TurnFailed {
            reason: FailureReason::ModelDown,
            ..
        }
    )));
    world.say("m2", QUESTION);
    world.search_answers(found());
    world.model_writes("You have 30 days. And the half of a sent");
    world.model_fails();
    let (text, _, _) = last_reply(&world);
    assert_eq!(text, "You have 30 days.");
}

#[test]
fn the_ai_waits_for_a_yes_where_the_site_asks_but_the_person_does_not() {
    let mut world = World::new(policy_of(|site| {
        site.replace("[disclosure]", "[disclosure]\nmode = \"ask\"")
    }));
    let effects = world.say("m1", QUESTION);
    assert!(!works(&effects));
    let yes = Input::Consented {
        version: "2026-11-01".to_owned(),
        accepted: true,
    };
    let effects = world.input(yes);
    assert!(works(&effects), "the waiting question");
    world.input(Input::HumanRequested);
    assert!(matches!(
        world.conversation.view().owner,
        Owner::Waiting { .. }
    ));
}

#[test]
fn a_repeat_is_acknowledged_and_another_text_under_its_name_refused() {
    let mut world = world();
    let text = "I'm Sarah Miller, call +1 415 555 2671";
    world.say("m1", text);
    let length = world.log.len();
    world.say("m1", text);
    assert_eq!(world.acked, [(client("m1"), 3), (client("m1"), 3)]);
    assert_eq!(world.log.len(), length);
    assert_eq!(
        refusal(&world.say("m1", "Another text")),
        Some(ErrorCode::ClientIdReused)
    );
    world.crash();
    let after = world.say("m1", text);
    assert_eq!(refusal(&after), None, "also after a restart");
}

#[test]
fn impossible_messages_are_refused_by_name() {
    let mut world = world();
    assert_eq!(
        refusal(&world.say("m1", " \n ")),
        Some(ErrorCode::EmptyMessage)
    );
    assert_eq!(
        refusal(&world.say("m1", &"ä".repeat(2_001))),
        Some(ErrorCode::MessageTooLong)
    );
    assert_eq!(refusal(&world.say("m1", &"ä".repeat(2_000))), None);
    let email = Input::ContactLeft {
        email: "not an address".to_owned(),
    };
    assert_eq!(refusal(&world.input(email)), Some(ErrorCode::InvalidField));
}

#[test]
fn an_address_left_goes_to_the_vault_and_a_signal_without_it_leaves() {
    let mut world = world();
    world.input(Input::ContactLeft {
        email: "vino@mail.example".to_owned(),
    });
    assert!(world.conversation.view().contact_left);
    let signal = world.outbox.iter().find_map(|outgoing| match outgoing {
        Outgoing::Webhook(signal) => Some(format!("{signal:?}")),
        Outgoing::Desk(_) => None,
    });
    let signal = signal.expect("a signal");
    assert!(
        signal.contains("ContactLeft") && !signal.contains("vino"),
        "{signal}"
    );
}

#[test]
fn a_turn_goes_on_after_a_crash_and_gives_up_after_three() {
    let mut world = world();
    world.say("m1", QUESTION);
    world.search_answers(found());
    world.model_writes("You have 30 days. ");
    world.crash();
    assert_eq!(world.partial, None, "the partial answer is void");
    assert!(world.searching.is_some(), "the second attempt searches");
    world.crash();
    world.crash();
    assert!(world.log.iter().any(|event| matches!(
        event.body,
        EventBody::TurnFailed {
            reason: FailureReason::Restarted,
            ..
        }
    )));
}
