//! Greetings and thanks are answered in kind: no search, no model, and no word on whether answers helped.

#[allow(dead_code)]
mod support;

use handrail_conversation::{Input, Work};
use handrail_protocol::{
    AuthorKind, DecisionOutcome, DecisionReason, EventBody, HandoffReason, OfferReason, Owner,
    TurnState,
};
use support::{World, answered, found, last_text, offers, policy_of, works, world};

const HELLO: &str = "Hello. What can I help you with?";
const WELCOME: &str = "You're welcome. Write here if anything else comes up.";
const UNKNOWN: &str = "What is the meaning of blorf in zwick?";

fn failed(world: &World) -> u32 {
    world.conversation.view().failed_answers
}

/// A question that nothing answers.
fn fail(world: &mut World, name: &str) {
    world.say(name, UNKNOWN);
    world.search_answers(Vec::new());
}

#[test]
fn a_courtesy_ends_its_turn_at_once_with_a_reviewed_text() {
    for (text, reply) in [
        ("Hello", HELLO),
        ("Hi there", HELLO),
        ("Hi Mira 👋", HELLO),
        ("Hello, my name is Anna Schmidt", HELLO),
        ("Thanks!", WELCOME),
        ("ok thank you", WELCOME),
        (
            "Guten Tag, ich heiße Anna Schmidt",
            "Guten Tag. Wobei kann ich Ihnen helfen?",
        ),
        (
            "Hi, are you a real person?",
            "I'm Mira, an AI assistant, not a person. You can ask for a person at any time.",
        ),
    ] {
        let mut world = world();
        let effects = world.say("m1", text);
        assert!(!works(&effects), "{text}");
        assert_eq!(
            world.kinds(),
            [
                "started",
                "consented",
                "visitor_said",
                "turn_started",
                "decided",
                "assistant_said"
            ],
            "{text}"
        );
        let EventBody::Decided { turn, note } = &world.log[4].body else {
            panic!("a decision")
        };
        assert_eq!(
            (note.outcome, note.reason),
            (DecisionOutcome::Answer, DecisionReason::Courtesy)
        );
        let EventBody::AssistantSaid {
            turn: answered,
            author,
            text: said,
            citations,
            source,
            unsure,
            ..
        } = &world.log[5].body
        else {
            panic!("a reply")
        };
        assert_eq!((said.as_str(), turn), (reply, &Some(*answered)), "{text}");
        assert_eq!(
            (author.kind, author.name.as_deref()),
            (AuthorKind::Ai, Some("Mira"))
        );
        assert_eq!(source.provider, "reviewed_text");
        assert!(citations.is_empty() && !unsure);
        let turn = world.conversation.view().turn.as_ref().expect("a turn");
        assert_eq!(turn.state, TurnState::Answered);
        let log = serde_json::to_string(&world.log).expect("events are JSON");
        assert!(!log.contains("Schmidt"), "masked as ever: {text}");
    }
}

#[test]
fn what_asks_for_something_is_searched() {
    for text in ["Hello, where is my parcel?", "no thanks", "ok"] {
        assert!(works(&world().say("m1", text)), "{text}");
    }
}

#[test]
fn a_courtesy_is_neither_a_failed_answer_nor_one_that_helped() {
    let mut world = world();
    world.say("m1", "Hello");
    assert_eq!((failed(&world), offers(&world)), (0, Vec::new()));
    fail(&mut world, "m2");
    assert_eq!(failed(&world), 1);
    world.say("m3", "ok thanks");
    assert_eq!((failed(&world), last_text(&world).as_str()), (1, WELCOME));
    fail(&mut world, "m4");
    world.say("m5", "Hello??");
    assert_eq!((failed(&world), last_text(&world).as_str()), (2, HELLO));
    assert_eq!(
        offers(&world),
        [
            OfferReason::NoSource,
            OfferReason::FailedAnswers,
            OfferReason::FailedAnswers
        ],
        "a person that was on offer still is"
    );
    world.crash();
    assert_eq!(failed(&world), 2, "also after a restart");
}

#[test]
fn people_and_danger_come_before_courtesy() {
    for (text, reason) in [
        ("Hello, human please", HandoffReason::AskedInWords),
        (
            "Are you a bot? I want a real person",
            HandoffReason::AskedInWords,
        ),
        ("Thanks. I want to kill myself", HandoffReason::SelfHarm),
        ("Hi, you charged me twice", HandoffReason::Topic),
    ] {
        let mut world = world();
        world.say("m1", text);
        let owner = &world.conversation.view().owner;
        assert!(
            matches!(owner, Owner::Waiting { reason: why, .. } if *why == reason),
            "{text}: {owner:?}"
        );
        assert_eq!(last_text(&world), "", "{text}");
    }
    let mut world = world();
    world.input(Input::HumanRequested);
    world.say("m1", "Hello");
    assert_eq!(
        last_text(&world),
        "",
        "who waits for a person is not met by the AI"
    );
}

#[test]
fn where_the_site_asks_a_greeting_waits_for_the_yes() {
    let mut world = World::new(policy_of(|site| {
        site.replace("[disclosure]", "[disclosure]\nmode = \"ask\"")
    }));
    world.say("m1", "Hello");
    assert_eq!(offers(&world), [OfferReason::NoConsent]);
    assert_eq!(last_text(&world), "");
    let effects = world.input(Input::Consented {
        version: "2026-11-01".to_owned(),
        accepted: true,
    });
    assert!(!works(&effects));
    assert_eq!(last_text(&world), HELLO);
}

#[test]
fn thanks_between_two_questions_part_them_in_no_search() {
    let mut world = answered();
    world.say("m2", "Thanks, that helped");
    let effects = world.say("m3", "and to Canada?");
    let query = effects.work.iter().find_map(|work| match work {
        Work::Search { query, .. } => Some(query.as_str().to_owned()),
        _ => None,
    });
    assert_eq!(
        query.as_deref(),
        Some("How long do I have to return shoes? and to Canada?")
    );
    world.search_answers(found());
    assert!(world.asking.is_some());
}
