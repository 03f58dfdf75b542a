//! Input of search and model counts in the phase it belongs to, once, and in no other.

#[allow(dead_code)]
mod support;

use handrail_conversation::{Input, Step};
use handrail_protocol::{Attempt, TurnId, TurnState};
use support::{QUESTION, World, found, last_text, works, world, writer};

type OfTurn = (TurnId, Attempt);

fn passages((turn, attempt): OfTurn) -> Input {
    Input::PassagesFound {
        turn,
        attempt,
        passages: found(),
    }
}

fn search_failed((turn, attempt): OfTurn) -> Input {
    Input::SearchFailed { turn, attempt }
}

fn chunk((turn, attempt): OfTurn) -> Input {
    Input::ModelChunk {
        turn,
        attempt,
        text: "You can return shoes within 30 days. ".to_owned(),
    }
}

fn done((turn, attempt): OfTurn) -> Input {
    Input::ModelDone {
        turn,
        attempt,
        wrote: writer(),
    }
}

fn failed((turn, attempt): OfTurn) -> Input {
    Input::ModelFailed {
        turn,
        attempt,
        wrote: Some(writer()),
    }
}

fn asked_for_person((turn, attempt): OfTurn) -> Input {
    Input::ModelAskedForPerson { turn, attempt }
}

const OF_MODEL: [fn(OfTurn) -> Input; 4] = [chunk, done, failed, asked_for_person];
const OF_SEARCH: [fn(OfTurn) -> Input; 2] = [passages, search_failed];

fn searching() -> (World, OfTurn) {
    let mut world = world();
    world.say("m1", QUESTION);
    let turn = world.searching.expect("a search is under way");
    (world, turn)
}

#[test]
fn passages_that_come_twice_ask_the_model_once() {
    let (mut world, turn) = searching();
    assert!(works(&world.input(passages(turn))));
    for again in OF_SEARCH {
        assert_eq!(world.input(again(turn)), Step::default(), "asked");
    }
    world.input(chunk(turn));
    for again in OF_SEARCH {
        assert_eq!(world.input(again(turn)), Step::default(), "writing");
    }
    world.input(done(turn));
    assert_eq!(last_text(&world), "You can return shoes within 30 days.");
    assert_eq!(world.prompts.len(), 1);
}

#[test]
fn what_a_model_says_before_it_is_asked_is_for_nobody() {
    let (mut world, turn) = searching();
    for early in OF_MODEL {
        assert_eq!(world.input(early(turn)), Step::default());
    }
    assert!(works(&world.input(passages(turn))), "the search goes on");
}

#[test]
fn what_comes_after_the_end_is_for_nobody() {
    let (mut world, turn) = searching();
    world.input(passages(turn));
    world.input(chunk(turn));
    world.input(done(turn));
    for late in OF_MODEL.into_iter().chain(OF_SEARCH) {
        assert_eq!(world.input(late(turn)), Step::default());
    }
}

#[test]
fn what_belongs_to_another_turn_or_attempt_is_for_nobody() {
    let (mut world, (turn, attempt)) = searching();
    let others = [(turn.next(), attempt), (turn, attempt.next())];
    for other in others {
        for search in OF_SEARCH {
            assert_eq!(world.input(search(other)), Step::default());
        }
    }
    world.input(passages((turn, attempt)));
    for other in others {
        for model in OF_MODEL {
            assert_eq!(world.input(model(other)), Step::default());
        }
    }
    world.input(chunk((turn, attempt)));
    world.input(done((turn, attempt)));
    assert_eq!(last_text(&world), "You can return shoes within 30 days.");
}

#[test]
fn a_search_that_failed_ends_the_turn_plainly() {
    let (mut world, turn) = searching();
    world.input(search_failed(turn));
    let state = world
        .conversation
        .view()
        .turn
        .as_ref()
        .map(|turn| turn.state);
    assert_eq!(state, Some(TurnState::Failed));
    assert_eq!(world.kinds().last(), Some(&"turn_failed"));
}

#[test]
fn nothing_is_tried_again_while_the_assistant_still_works() {
    let (mut world, turn) = searching();
    let refused = |step: &Step| support::refusal(step).is_some() && !works(step);
    assert!(refused(&world.input(Input::Retry)), "searching");
    world.input(passages(turn));
    assert!(refused(&world.input(Input::Retry)), "asked");
    world.input(chunk(turn));
    assert!(refused(&world.input(Input::Retry)), "writing");
    world.input(done(turn));
    assert_eq!(world.prompts.len(), 1);
    assert_eq!(last_text(&world), "You can return shoes within 30 days.");
}
