//! What is said while the model works, and when it does not.

#[allow(dead_code)]
mod support;

use handrail_conversation::{Frame, Step};
use handrail_protocol::TurnState;
use proptest::prelude::*;
use support::{QUESTION, found, last_text, world};

#[test]
fn that_the_assistant_writes_is_said_once_when_it_begins_to() {
    let says = |step: &Step| {
        let writing = |frame: &&Frame| matches!(frame, Frame::Writing { .. });
        step.frames.iter().filter(writing).count()
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

/// What the visitor is left with when `text` comes in pieces that end at `cuts`.
fn reply_to(text: &str, cuts: &[usize]) -> String {
    let mut world = world();
    world.say(
        "m1",
        "I'm Sarah Miller. How long do I have to return shoes?",
    );
    world.search_answers(found());
    let mut from = 0;
    for cut in cuts.iter().copied().chain([text.len()]) {
        if cut > from && cut <= text.len() && text.is_char_boundary(cut) {
            world.model_writes(&text[from..cut]);
            from = cut;
        }
    }
    world.model_ends();
    last_text(&world)
}

#[test]
fn a_first_chunk_of_several_sentences_keeps_its_white_space() {
    for (text, shown) in [
        (
            "You have 30 days. Returns are free. ",
            "You have 30 days. Returns are free.",
        ),
        ("Steps:\n1. Pack.\n2. Send.\n", "Steps:\n1. Pack.\n2. Send."),
        ("It costs $99.99. You have 30 days.", "You have 30 days."),
    ] {
        assert_eq!(reply_to(text, &[]), shown);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_cut_of_the_stream_changes_nothing(
        sentences in prop::collection::vec(
            prop::sample::select(vec![
                "You have 30 days [[1]]. ", "It costs $99.99. ", "\n\n- Pack it, [NAME_1].\n", "Für alle. ", "[[9]] ",
                "Ask [CA", "RD_1] ",
            ]),
            1..6,
        ),
        cuts in prop::collection::vec(1..20_usize, 0..12),
    ) {
        let text = sentences.concat();
        let mut at = 0;
        let cuts: Vec<usize> = cuts.into_iter().map(|step| { at += step; at }).collect();
        prop_assert_eq!(reply_to(&text, &cuts), reply_to(&text, &[]));
        let each: Vec<usize> = (1..text.len()).collect();
        prop_assert_eq!(reply_to(&text, &each), reply_to(&text, &[]));
    }
}
