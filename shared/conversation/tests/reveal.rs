//! Who may look at a hidden value, and what is left on record.

#[allow(dead_code)]
mod support;

use handrail_conversation::{Input, Outgoing, Reply, Step};
use handrail_protocol::Role;
use handrail_protocol::{ErrorCode, EventBody};
use support::{World, agent, policy_of, refusal};

const CARD: &str = "My card is 4242 4242 4242 4242, human please";

/// A card was named, and the first agent took the conversation.
fn taken() -> World {
    let mut world = World::new(policy_of(|site| site));
    world.say("m1", CARD);
    world.input(Input::AgentTook {
        agent: agent(0),
        epoch: None,
    });
    world
}

fn by(who: usize, role: Role, reason: &str) -> Input {
    Input::RevealAsked {
        agent: agent(who),
        role,
        placeholder: "[CARD_1]".to_owned(),
        reason: reason.to_owned(),
    }
}

fn is_shown(step: &Step) -> bool {
    matches!(step.reply, Reply::Value(_))
}

#[test]
fn a_reveal_is_on_record_with_who_which_and_why_and_never_with_a_value() {
    let mut world = taken();
    let why = "Paid with 4242 4242 4242 4242, confirmed by sarah@example.com";
    assert!(is_shown(&world.input(by(0, Role::Agent, why))));
    let record = world.log.last().expect("a record").clone();
    let EventBody::Revealed {
        agent: who,
        role,
        placeholder,
        value_kind,
        reason,
    } = &record.body
    else {
        panic!("no record: {record:?}");
    };
    assert_eq!(who, &agent(0));
    assert_eq!(
        (*role, placeholder.as_str()),
        (Some(Role::Agent), "[CARD_1]")
    );
    assert_eq!(value_kind, "card");
    assert_eq!(reason, "Paid with [CARD_1], confirmed by [EMAIL_1]");
    assert!(record.body.is_private(), "hidden from the visitor");
}

#[test]
fn without_a_reason_nothing_is_shown() {
    let mut world = taken();
    let before = world.log.len();
    for (role, reason) in [
        (Role::Agent, ""),
        (Role::Agent, " \n\t"),
        (Role::Lead, ""),
        (Role::Agent, &*"x".repeat(201)),
    ] {
        let refused = world.input(by(0, role, reason));
        assert_eq!(refusal(&refused), Some(ErrorCode::InvalidField));
        assert!(!is_shown(&refused));
    }
    assert_eq!(world.log.len(), before);
    assert!(is_shown(&world.input(by(0, Role::Agent, &"x".repeat(200)))));
}

#[test]
fn a_lead_may_look_without_taking_the_conversation_and_others_may_not() {
    let mut world = World::new(policy_of(|site| site));
    world.say("m1", CARD);
    let before = world.log.len();
    for who in [0, 1] {
        let refused = world.input(by(who, Role::Agent, "a complaint"));
        assert_eq!(refusal(&refused), Some(ErrorCode::NotOwner));
        assert!(!is_shown(&refused));
    }
    assert_eq!(world.log.len(), before, "what was refused is no look");

    let mut world = taken();
    let refused = world.input(by(1, Role::Agent, "a complaint"));
    assert_eq!(refusal(&refused), Some(ErrorCode::NotOwner));
    assert!(is_shown(&world.input(by(1, Role::Lead, "a complaint"))));
    let record = world.log.last().map(|event| event.body.clone());
    assert!(
        matches!(record, Some(EventBody::Revealed { role, agent: who, .. })
            if role == Some(Role::Lead) && who == agent(1))
    );
}

#[test]
fn a_conversation_with_a_value_is_known_to_the_desk_whatever_brought_the_value() {
    let mut world = World::new(policy_of(|site| site));
    let is_told = |world: &World| {
        world
            .outbox
            .iter()
            .any(|outgoing| matches!(outgoing, Outgoing::Desk(_)))
    };
    assert!(!is_told(&world));
    world.input(Input::ContactLeft {
        email: "sarah@example.com".to_owned(),
    });
    assert!(!world.sealed.is_empty() && is_told(&world));
}
