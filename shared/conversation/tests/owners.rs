//! Stories of a conversation that changes hands: into the line, to a person and back.

#[allow(dead_code)]
mod support;

use handrail_conversation::{Input, Outgoing, Reply};
use handrail_protocol::Role;
use handrail_protocol::{
    AuthorKind, ErrorCode, Event, EventBody, HandoffReason, LostCause, OfferReason, Owner,
};
use support::{
    QUESTION, World, agent, answered, client, found, offers, policy_of, refusal, works, world,
};

const CHARGED_TWICE: &str = "You charged me twice, I want to dispute this payment";

fn take(who: usize) -> Input {
    Input::AgentTook {
        agent: agent(who),
        epoch: None,
    }
}

fn says(who: usize, name: &str, text: &str) -> Input {
    Input::AgentSaid {
        agent: agent(who),
        client_id: client(name),
        text: text.to_owned(),
    }
}

/// The visitor waits for a person, after an answer that did not do.
fn waiting() -> World {
    let mut world = answered();
    world.input(Input::HumanRequested);
    world
}

#[test]
fn a_question_from_the_line_is_answered_when_the_ai_may_speak_again() {
    for back in [Input::AiInvited, Input::QueueLeft] {
        let mut world = waiting();
        assert!(!works(&world.say("m2", "How long is the warranty?")));
        assert!(works(&world.input(back.clone())), "{back:?}");
        world.search_answers(found());
        let prompt = world.prompts.last().expect("the model was asked");
        let asked = prompt.turns.last().expect("a question");
        assert_eq!(asked.text.as_str(), "How long is the warranty?");
    }
}

#[test]
fn what_has_its_answer_is_not_taken_up_again() {
    for back in [Input::AiInvited, Input::QueueLeft] {
        let mut world = waiting();
        assert!(!works(&world.input(back.clone())), "{back:?}");
    }
    let mut world = waiting();
    world.input(take(0));
    world.say("m2", "How long is the warranty?");
    world.input(says(0, "a1", "Two years."));
    assert!(!works(&world.input(Input::HandedBack { agent: agent(0) })));
}

#[test]
fn what_belongs_to_people_does_not_go_to_the_ai_with_the_owner() {
    for text in ["human please", CHARGED_TWICE] {
        let mut world = world();
        world.say("m1", text);
        assert!(!works(&world.input(Input::QueueLeft)), "{text}");
        assert_eq!(world.conversation.view().owner, Owner::Assistant);
    }
}

#[test]
fn who_leaves_the_line_the_model_put_them_in_stays_out_of_it() {
    for back in [Input::QueueLeft, Input::AiInvited] {
        let mut world = world();
        world.say("m1", QUESTION);
        world.search_answers(found());
        let (turn, attempt) = world.asking.expect("the model was asked");
        world.input(Input::ModelAskedForPerson { turn, attempt });
        assert!(!works(&world.input(back.clone())), "{back:?}");
        assert!(works(&world.say("m2", "How long is the warranty?")));
    }
}

#[test]
fn a_question_that_a_person_leaves_behind_finds_its_end() {
    let mut world = waiting();
    world.input(take(0));
    world.say("m2", "How long is the warranty?");
    assert!(works(&world.input(Input::HandedBack { agent: agent(0) })));

    let mut world = waiting();
    world.input(take(0));
    world.say("m2", CHARGED_TWICE);
    assert!(!works(&world.input(Input::HandedBack { agent: agent(0) })));
    assert_eq!(offers(&world), [OfferReason::Signals]);
}

#[test]
fn who_asks_for_a_person_while_the_ai_helps_out_reads_that_they_are_in_line() {
    let mut world = waiting();
    world.input(Input::AiInvited);
    for (name, text) in [("m2", "human please"), ("m3", CHARGED_TWICE)] {
        assert!(!works(&world.say(name, text)), "{text}");
        assert_eq!(world.kinds().last(), Some(&"handoff_requested"), "{text}");
    }
    let line = world
        .outbox
        .iter()
        .rev()
        .find_map(|outgoing| match outgoing {
            Outgoing::Desk(item) => Some((item.reason, item.topic.clone())),
            Outgoing::Webhook(_) => None,
        });
    let told = (
        Some(HandoffReason::Topic),
        Some("payment dispute".to_owned()),
    );
    assert_eq!(line, Some(told), "the desk learns the topic");
    let signals = |outgoing: &&Outgoing| matches!(outgoing, Outgoing::Webhook(_));
    assert_eq!(
        world.outbox.iter().filter(signals).count(),
        2,
        "asked for, and the topic"
    );
}

#[test]
fn a_refusal_of_the_ai_in_mid_answer_offers_a_person_and_a_yes_takes_it_up() {
    let mut world = world();
    world.say("m1", QUESTION);
    let answer = |accepted| Input::Consented {
        version: "2026-11-01".to_owned(),
        accepted,
    };
    world.input(answer(false));
    assert_eq!(offers(&world), [OfferReason::NoConsent]);
    assert!(works(&world.input(answer(true))));
}

fn helps(world: &World) -> usize {
    let says_where = |event: &&Event| matches!(&event.body, EventBody::SystemSaid { author, text } if author.kind == AuthorKind::System && text.contains("emergency number"));
    world.log.iter().filter(says_where).count()
}

/// Waits for a person, ahead of the others, since someone may be in danger.
fn is_urgent(world: &World) -> bool {
    matches!(
        world.conversation.view().owner,
        Owner::Waiting {
            reason: HandoffReason::SelfHarm,
            front: true,
            ..
        }
    )
}

const IN_DANGER: &str = "I want to kill myself";

#[test]
fn somebody_in_danger_reads_where_help_is_and_comes_first_whoever_answers() {
    let people_only = || {
        World::new(policy_of(|site| {
            site.replace("[assistant]", "[assistant]\nenabled = false")
        }))
    };
    let asks = || {
        World::new(policy_of(|site| {
            site.replace("[disclosure]", "[disclosure]\nmode = \"ask\"")
        }))
    };
    for mut world in [world(), answered(), waiting(), people_only(), asks()] {
        let effects = world.say("d1", IN_DANGER);
        assert!(!works(&effects));
        assert_eq!((helps(&world), is_urgent(&world)), (1, true));
        assert!(world.kinds().contains(&"decided"), "on record");
        world.say("d2", IN_DANGER);
        assert_eq!(helps(&world), 1, "said once in a wait");
    }
}

#[test]
fn a_person_is_not_talked_over_and_leaves_nobody_in_danger_behind() {
    for leaves in [
        Input::AgentLeaseLapsed { agent: agent(0).id },
        Input::HandedBack { agent: agent(0) },
    ] {
        let mut world = waiting();
        world.input(take(0));
        world.say("d1", IN_DANGER);
        assert_eq!(helps(&world), 0, "the person speaks");
        assert_eq!(world.kinds().last(), Some(&"decided"), "the desk sees it");
        world.say("m3", "Are you there?");
        world.input(leaves.clone());
        assert_eq!((helps(&world), is_urgent(&world)), (1, true), "{leaves:?}");

        let mut world = waiting();
        world.input(take(0));
        world.say("d1", IN_DANGER);
        world.input(says(0, "a1", "I am calling you now."));
        world.input(leaves);
        assert_eq!(helps(&world), 0, "a person answered");
    }
}

#[test]
fn a_person_asked_for_first_means_no_ai() {
    let mut world = world();
    world.input(Input::HumanRequested);
    let effects = world.say("m1", QUESTION);
    assert!(!works(&effects));
    world.input(take(0));
    world.say("m2", "It is about my shoes");
    world.input(says(0, "a1", "You have 30 days."));
    world.input(Input::Resolved { agent: agent(0) });
    let effects = world.say("m3", "And in the EU, is that free?");
    assert!(!works(&effects), "also after a person closed it");
    assert!(matches!(
        world.conversation.view().owner,
        Owner::Waiting {
            reason: HandoffReason::Pressed,
            ai_invited: false,
            ..
        }
    ));
    let effects = world.input(Input::AiInvited);
    assert!(works(&effects), "the visitor brings it in");
}

#[test]
fn a_topic_of_people_leaves_the_ai_for_later_questions() {
    let mut world = world();
    world.say("m1", CHARGED_TWICE);
    world.input(take(0));
    world.input(says(0, "a1", "I sent it back."));
    world.input(Input::Resolved { agent: agent(0) });
    assert!(works(&world.say("m2", QUESTION)));
}

#[test]
fn asking_the_ai_while_waiting_keeps_the_place_in_line() {
    let mut world = answered();
    world.input(Input::HumanRequested);
    let place = |world: &World| match &world.conversation.view().owner {
        Owner::Waiting {
            since, ai_invited, ..
        } => (*since, *ai_invited),
        owner => panic!("the visitor waits: {owner:?}"),
    };
    let (since, _) = place(&world);
    world.wait_millis(200_000);
    world.input(Input::AiInvited);
    world.say("m2", "What do you know about the warranty of boots?");
    world.search_answers(found());
    let (turn, attempt) = world.asking.expect("the model was asked");
    world.input(Input::ModelAskedForPerson { turn, attempt });
    assert_eq!(place(&world), (since, true));
    world.wait_millis(120_000);
    assert!(
        world.kinds().contains(&"waited_long"),
        "the wait is counted from its beginning"
    );
    world.say("m3", "human please");
    assert_eq!(place(&world), (since, true));
    world.wait_millis(3_600_000);
    let told = world
        .kinds()
        .iter()
        .filter(|kind| **kind == "waited_long")
        .count();
    assert_eq!(told, 1, "a wait is found long once");
}

#[test]
fn whoever_takes_second_is_told_who_was_first() {
    let mut world = answered();
    world.input(Input::HumanRequested);
    let epoch = world.conversation.view().epoch;
    let first = world.input(Input::AgentTook {
        agent: agent(1),
        epoch: Some(epoch),
    });
    assert!(matches!(first.reply, Reply::Taken(_)));
    let second = world.input(Input::AgentTook {
        agent: agent(0),
        epoch: Some(epoch),
    });
    let message = match &second.reply {
        Reply::Refused { error, .. } => Some(error.message.clone()),
        _ => None,
    };
    assert_eq!(
        message.as_deref(),
        Some("Sam took this conversation first.")
    );
    let again = world.input(Input::AgentTook {
        agent: agent(1),
        epoch: Some(epoch),
    });
    assert!(
        matches!(again.reply, Reply::Taken(_)),
        "a repeat is harmless"
    );
}

#[test]
fn the_owner_sees_the_contact_details_on_record_and_nothing_more() {
    let mut world = world();
    world.say(
        "m1",
        "I'm Sarah Miller, my card is 4242 4242 4242 4242, human please",
    );
    let effects = world.input(take(0));
    let Reply::Taken(taken) = effects.reply else {
        panic!("taken")
    };
    let kinds: Vec<String> = taken
        .details
        .into_iter()
        .map(|detail| detail.kind)
        .collect();
    assert_eq!(kinds, ["name"]);
    assert!(world.kinds().contains(&"details_shown"));

    let stranger = world.input(reveal(1, "[CARD_1]", "refund"));
    assert_eq!(refusal(&stranger), Some(ErrorCode::NotOwner));
    assert_eq!(
        refusal(&world.input(reveal(0, "[CARD_1]", " "))),
        Some(ErrorCode::InvalidField)
    );
    assert_eq!(
        refusal(&world.input(reveal(0, "[CARD_9]", "refund"))),
        Some(ErrorCode::NotFound)
    );
    let shown = world.input(reveal(0, "[CARD_1]", "refund"));
    assert!(matches!(shown.reply, Reply::Value(value) if value.value == "4242 4242 4242 4242"));
    assert!(world.kinds().contains(&"revealed"));
}

fn reveal(who: usize, placeholder: &str, reason: &str) -> Input {
    Input::RevealAsked {
        agent: agent(who),
        role: Role::Agent,
        placeholder: placeholder.to_owned(),
        reason: reason.to_owned(),
    }
}

#[test]
fn an_agent_who_vanishes_frees_the_conversation_to_the_front() {
    let mut world = answered();
    world.input(take(0));
    world.input(Input::AgentLeaseLapsed { agent: agent(1).id });
    assert!(
        matches!(world.conversation.view().owner, Owner::Person { .. }),
        "another agent's lease"
    );
    world.input(Input::AgentLeaseLapsed { agent: agent(0).id });
    assert_eq!(lost_cause(&world), Some(LostCause::Disconnected));
    assert!(matches!(
        world.conversation.view().owner,
        Owner::Waiting { front: true, .. }
    ));
    let late = world.input(says(0, "a1", "Still here"));
    assert_eq!(refusal(&late), Some(ErrorCode::NotOwner));
}

#[test]
fn an_agent_who_neither_answers_nor_types_loses_the_conversation() {
    let mut world = answered();
    world.input(take(0));
    world.wait_millis(170_000);
    world.input(Input::AgentActive { agent: agent(0).id });
    world.wait_millis(170_000);
    assert!(
        matches!(world.conversation.view().owner, Owner::Person { .. }),
        "typing counts"
    );
    world.wait_millis(20_000);
    assert!(matches!(
        world.conversation.view().owner,
        Owner::Waiting { front: true, .. }
    ));
}

fn lost_cause(world: &World) -> Option<LostCause> {
    world.log.iter().rev().find_map(|event| match &event.body {
        EventBody::AgentLost { cause, .. } => Some(*cause),
        _ => None,
    })
}

#[test]
fn who_notes_or_looks_something_up_is_at_work() {
    let mut world = world();
    world.say("m1", "My card is 4242 4242 4242 4242, human please");
    world.input(take(0));
    let note = Input::AgentNoted {
        agent: agent(0),
        client_id: client("n1"),
        text: "Asked the bank".to_owned(),
    };
    for work in [note, reveal(0, "[CARD_1]", "refund")] {
        world.wait_millis(170_000);
        world.input(work);
    }
    world.wait_millis(170_000);
    assert_eq!(lost_cause(&world), None);
    world.wait_millis(20_000);
    assert_eq!(lost_cause(&world), Some(LostCause::Silent));
}

#[test]
fn an_agent_who_typed_before_the_process_ended_is_not_lost_by_the_next_message() {
    let mut world = answered();
    world.input(take(0));
    for _ in 0..4 {
        world.wait_millis(50_000);
        world.input(Input::AgentActive { agent: agent(0).id });
    }
    world.crash();
    world.say("m2", "Are you there?");
    world.wait_millis(100_000);
    assert_eq!(lost_cause(&world), None);

    // An object that sleeps from alarm to alarm gives no time without end.
    for _ in 0..4 {
        world.crash();
        world.wait_millis(60_000);
    }
    assert_eq!(lost_cause(&world), Some(LostCause::Silent));
}

#[test]
fn a_person_speaks_and_hands_back() {
    let mut world = answered();
    world.input(take(0));
    let effects = world.say("m2", "Are you a person?");
    assert!(!works(&effects), "the AI is silent");
    world.input(says(0, "a1", "Yes"));
    world.input(Input::HandedBack { agent: agent(0) });
    assert_eq!(world.conversation.view().owner, Owner::Assistant);
    let effects = world.say("m3", QUESTION);
    assert!(works(&effects));
}

#[test]
fn a_long_wait_is_told_once() {
    let mut world = answered();
    world.input(Input::HumanRequested);
    world.wait_millis(3_600_000);
    assert_eq!(
        world
            .kinds()
            .iter()
            .filter(|kind| **kind == "waited_long")
            .count(),
        1
    );
}

#[test]
fn people_alone_answer_where_the_assistant_is_off() {
    let mut world = World::new(policy_of(|site| {
        site.replace("[assistant]", "[assistant]\nenabled = false")
    }));
    world.say("m1", QUESTION);
    assert!(matches!(
        world.conversation.view().owner,
        Owner::Waiting {
            reason: HandoffReason::PeopleOnly,
            ..
        }
    ));
}
