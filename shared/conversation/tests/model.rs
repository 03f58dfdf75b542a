//! What is said while the model works, and when it does not.

#[allow(dead_code)]
mod support;

use handrail_conversation::Effect;
use handrail_protocol::TurnState;
use support::{World, found, policy_of};

const QUESTION: &str = "How long do I have to return shoes?";

fn world() -> World {
    World::new(policy_of(|site| site))
}

#[test]
fn that_the_assistant_writes_is_said_once_when_it_begins_to() {
    let says = |effects: &[Effect]| {
        let writing = |effect: &&Effect| matches!(effect, Effect::Writing { .. });
        effects.iter().filter(writing).count()
    };
    let mut world = world();
    assert_eq!(says(&world.say("m1", QUESTION)), 0);
    world.search_answers(found());
    assert_eq!(says(&world.model_writes("You can")), 1);
    assert_eq!(says(&world.model_writes(" return shoes")), 0);
}

#[test]
fn a_model_that_hangs_ends_at_the_deadline() {
    let mut world = world();
    world.say("m1", QUESTION);
    world.search_answers(found());
    world.wait_millis(44_000);
    assert!(world.conversation.view().open_turn().is_some());
    world.wait_millis(2_000);
    assert_eq!(
        world
            .conversation
            .view()
            .turn
            .as_ref()
            .map(|turn| turn.state),
        Some(TurnState::Failed)
    );
}
