//! What a visitor can do without a message is bounded, and what a conversation holds is as well.

#[allow(dead_code)]
mod support;

use handrail_conversation::{Input, Step};
use handrail_protocol::{DecisionReason, ErrorCode, EventBody, OfferReason, Owner};
use support::{QUESTION, World, agent, client, found, offers, policy_of, refusal, works, world};

fn count(world: &World, kind: &str) -> usize {
    world.kinds().iter().filter(|it| **it == kind).count()
}

#[test]
fn one_question_is_tried_so_often_and_no_more() {
    let mut world = world();
    world.say("m1", QUESTION);
    let fails = |world: &mut World| {
        world.search_answers(found());
        world.model_fails();
    };
    fails(&mut world);
    for _ in 0..4 {
        assert!(works(&world.input(Input::Retry)));
        fails(&mut world);
    }
    for _ in 0..600 {
        let refused = world.input(Input::Retry);
        assert_eq!(refusal(&refused), Some(ErrorCode::RateLimited));
        assert!(!works(&refused));
    }
    world.crash();
    assert_eq!(
        refusal(&world.input(Input::Retry)),
        Some(ErrorCode::RateLimited),
        "also after a restart"
    );
    assert_eq!(world.prompts.len(), 5);
    assert!(
        works(&world.say("m2", "What about boots, then?")),
        "another one is"
    );
}

#[test]
fn going_in_and_out_of_the_line_asks_no_model_for_ever() {
    let mut world = world();
    world.say("m1", QUESTION);
    for _ in 0..20 {
        world.input(Input::HumanRequested);
        world.input(Input::QueueLeft);
    }
    assert_eq!(count(&world, "turn_started"), 5);
    assert_eq!(offers(&world).last(), Some(&OfferReason::FailedAnswers));
    assert!(world.log.iter().any(|event| matches!(
        &event.body,
        EventBody::Decided { note, .. } if note.reason == DecisionReason::TriedOften
    )));
}

#[test]
fn pages_are_on_record_so_often_and_the_last_one_with_the_next_message() {
    let mut world = world();
    let page = |number: u32| Input::PageChanged {
        path: format!("/shop/{number}"),
    };
    for number in 0..1_000 {
        world.input(page(number));
        world.input(page(number));
    }
    assert_eq!(count(&world, "page_changed"), 20);
    world.say("m1", QUESTION);
    assert_eq!(count(&world, "page_changed"), 21);
    assert_eq!(world.conversation.view().page.as_deref(), Some("/shop/999"));
    world.input(page(1));
    assert_eq!(world.conversation.view().page.as_deref(), Some("/shop/1"));
    for number in 0..30 {
        world.input(page(number));
    }
    let on_record = world.conversation.view().page.clone();
    world.input(Input::PageChanged {
        path: on_record.clone().expect("a page"),
    });
    world.say("m2", QUESTION);
    assert_eq!(
        world.conversation.view().page,
        on_record,
        "back where they were"
    );
}

#[test]
fn a_yes_counts_so_often_without_a_message_and_a_no_always() {
    let mut world = World::new(policy_of(|site| {
        site.replace("[disclosure]", "[disclosure]\nmode = \"ask\"")
    }));
    let answer = |accepted| Input::Consented {
        version: "2026-11-01".to_owned(),
        accepted,
    };
    world.say("m1", QUESTION);
    for _ in 0..50 {
        world.input(answer(true));
        world.input(answer(true));
        assert_eq!(refusal(&world.input(answer(false))), None);
    }
    assert!(count(&world, "consented") <= 10);
    assert!(count(&world, "turn_started") <= 5);
    assert_eq!(
        refusal(&world.input(answer(true))),
        Some(ErrorCode::RateLimited)
    );
    let said = world.conversation.view().consent.clone();
    assert_eq!(said, Some(("2026-11-01".to_owned(), false)));
    world.say("m2", "What about boots, then?");
    assert!(
        works(&world.input(answer(true))),
        "a message makes it good again"
    );
}

/// Twenty different addresses.
fn addresses(from: usize) -> String {
    let all: Vec<String> = (from..from + 20)
        .map(|number| format!("person{number}@mail.example"))
        .collect();
    all.join(", ")
}

#[test]
fn a_conversation_holds_so_many_values_and_says_when_it_is_full() {
    let mut world = world();
    for batch in 0..25 {
        let step = world.say(&format!("m{batch}"), &addresses(batch * 20));
        assert_eq!(refusal(&step), None);
    }
    assert_eq!(world.sealed.len(), 500);
    let before = world.log.len();
    let full = world.say("over", &addresses(490));
    assert_eq!(refusal(&full), Some(ErrorCode::TooManyDetails));
    let note = Input::AgentNoted {
        agent: agent(0),
        client_id: client("n1"),
        text: "Wrote to somebody@else.example".to_owned(),
    };
    assert_eq!(refusal(&world.input(note)), Some(ErrorCode::TooManyDetails));
    let contact = Input::ContactLeft {
        email: "somebody@else.example".to_owned(),
    };
    assert_eq!(
        refusal(&world.input(contact)),
        Some(ErrorCode::TooManyDetails)
    );
    assert_eq!((world.log.len(), world.sealed.len()), (before, 500));

    let known = world.say("known", "Write to person3@mail.example, please");
    assert_eq!(refusal(&known), None, "what is known needs no place");
    world.input(Input::HumanRequested);
    assert!(matches!(
        world.conversation.view().owner,
        Owner::Waiting { .. }
    ));
}

/// The vault is kept from one input to the next: what a refused message would have added is not in it.
#[test]
fn a_refused_message_leaves_the_vault_as_it_was() {
    let mut world = world();
    let mut vault = world.vault();
    let mut say = |name: &str, text: &str| -> Step {
        let input = Input::VisitorSaid {
            client_id: client(name),
            text: text.to_owned(),
        };
        let step = world.conversation.handle(input, &mut vault, world.now);
        assert_eq!(vault.len(), world.sealed.len() + step.commit.seals.len());
        world.sealed.extend(step.commit.seals.iter().cloned());
        step
    };
    for batch in 0..25 {
        say(&format!("m{batch}"), &addresses(batch * 20));
    }
    for name in ["over", "again"] {
        let full = say(name, &addresses(490));
        assert_eq!(refusal(&full), Some(ErrorCode::TooManyDetails));
        assert_eq!(full.commit, handrail_conversation::Commit::default());
    }
    let known = say("known", "person3@mail.example and nobody@else");
    assert_eq!(refusal(&known), None);
}
