//! What is on record is what was decided, and what was decided is what was done (invariant 9).

#[allow(dead_code)]
mod support;

use handrail_conversation::Input;
use handrail_knowledge::Ranked;
use handrail_protocol::{DecisionNote, DecisionOutcome, DecisionReason, Event, EventBody};
use support::{QUESTION, World, agent, client, found, policy_of, world};

fn notes(world: &World) -> Vec<&DecisionNote> {
    let notes = world.log.iter().filter_map(|event| match &event.body {
        EventBody::Decided { note, .. } => Some(note),
        _ => None,
    });
    notes.collect()
}

fn decided(world: &World) -> Vec<(DecisionOutcome, DecisionReason)> {
    let notes = notes(world).into_iter();
    notes.map(|note| (note.outcome, note.reason)).collect()
}

fn score(note: &DecisionNote, name: &str) -> Option<f32> {
    let mut scores = note.scores.iter();
    scores
        .find(|(known, _)| known == name)
        .map(|(_, score)| *score)
}

/// Passages that cover the question so well.
fn covering(score: f32) -> Vec<Ranked> {
    let mut found = found();
    found.iter_mut().for_each(|found| found.score = score);
    found
}

fn ask(world: &mut World, name: &str, text: &str, found: Vec<Ranked>) {
    world.say(name, text);
    world.search_answers(found);
    world.model_writes("You can return shoes within 30 days [[1]].");
    world.model_ends();
}

#[test]
fn a_good_answer_after_failed_ones_is_on_record_as_an_answer() {
    let mut world = world();
    for name in ["m1", "m2"] {
        world.say(name, "What is the meaning of blorf in zwick?");
        world.search_answers(Vec::new());
        world.model_ends();
    }
    ask(&mut world, "m3", QUESTION, found());
    assert_eq!(
        decided(&world),
        [
            (DecisionOutcome::Offer, DecisionReason::NoSource),
            (DecisionOutcome::Offer, DecisionReason::FailedAnswers),
            (DecisionOutcome::Answer, DecisionReason::Covered),
        ]
    );
    let failed: Vec<Option<f32>> = notes(&world)
        .into_iter()
        .map(|note| score(note, "failed_answers"))
        .collect();
    assert_eq!(
        failed,
        [Some(1.0), Some(2.0), Some(0.0)],
        "as it was decided by"
    );
}

#[test]
fn an_unsure_answer_is_on_record_as_the_offer_it_comes_with_and_once_only() {
    let mut world = world();
    ask(
        &mut world,
        "m1",
        "Do the boots come with laces?",
        covering(0.3),
    );
    assert_eq!(
        decided(&world),
        [(DecisionOutcome::Offer, DecisionReason::LowConfidence)]
    );
    let note = notes(&world)[0];
    assert_eq!(score(note, "confidence"), Some(0.3));
    assert!(!note.passages.is_empty());

    // Signs of trouble offered a person before the answer, so the answer offers nobody again.
    let mut world = support::world();
    ask(
        &mut world,
        "m1",
        "This is useless, stupid bot, where are my boots?",
        covering(0.3),
    );
    assert_eq!(
        decided(&world),
        [
            (DecisionOutcome::Offer, DecisionReason::Signals),
            (DecisionOutcome::Answer, DecisionReason::AlreadyOffered),
        ]
    );
    assert_eq!(support::offers(&world).len(), 1);
}

#[test]
fn an_answer_that_was_cut_short_offers_nobody_on_record_either() {
    for cut_short in [World::stops, World::model_fails] {
        for text in ["", "You can return shoes within 30 days. "] {
            let mut world = world();
            world.say("m1", QUESTION);
            world.search_answers(covering(0.3));
            world.model_writes(text);
            cut_short(&mut world);
            assert_eq!(
                decided(&world),
                [(DecisionOutcome::Answer, DecisionReason::Interrupted)],
                "{text:?}"
            );
        }
    }
}

#[test]
fn a_model_that_asks_for_a_person_is_on_record_as_the_handoff_it_leads_to() {
    let mut world = world();
    world.say("m1", QUESTION);
    world.search_answers(found());
    let (turn, attempt) = world.asking.expect("the model was asked");
    world.input(Input::ModelAskedForPerson { turn, attempt });
    assert_eq!(
        decided(&world),
        [(DecisionOutcome::Handoff, DecisionReason::ModelAsked)]
    );
}

#[test]
fn what_a_person_leaves_behind_is_on_record_as_the_offer_that_is_made() {
    let mut world = world();
    world.say("m1", QUESTION);
    world.input(Input::AgentTook {
        agent: agent(0),
        epoch: None,
    });
    world.say("m2", "You charged me twice, I want to dispute this payment");
    world.input(Input::HandedBack { agent: agent(0) });
    assert_eq!(
        decided(&world),
        [(DecisionOutcome::Offer, DecisionReason::HandedBack)]
    );
}

#[test]
fn where_there_is_no_yes_the_offer_is_on_record() {
    let mut world = World::new(policy_of(|site| {
        site.replace("[disclosure]", "[disclosure]\nmode = \"ask\"")
    }));
    world.say("m1", QUESTION);
    assert_eq!(
        decided(&world),
        [(DecisionOutcome::Offer, DecisionReason::NoConsent)]
    );
}

#[test]
fn a_question_is_compared_with_those_before_it_alone() {
    let mut world = world();
    world.say("m1", QUESTION);
    world.search_answers(found());
    world.model_fails();
    world.input(Input::HumanRequested);
    world.say("m2", "human please");
    world.input(Input::QueueLeft);
    world.input(Input::Retry);
    world.search_answers(found());
    world.model_writes("You can return shoes within 30 days [[1]].");
    world.model_ends();
    let last = notes(&world).into_iter().next_back().expect("a decision");
    assert_eq!(last.reason, DecisionReason::Covered);
    assert_eq!(score(last, "repetition"), Some(0.0), "it was asked once");

    ask(
        &mut world,
        "m3",
        "How long do I have to return my shoes?",
        found(),
    );
    let last = notes(&world).into_iter().next_back().expect("a decision");
    assert!(score(last, "repetition") > Some(0.6), "{last:?}");
}

/// Danger while a person answers is on record, and nothing is done over their head.
#[test]
fn danger_is_on_record_also_where_a_person_answers() {
    let mut world = world();
    world.input(Input::AgentTook {
        agent: agent(0),
        epoch: None,
    });
    let before = world.log.len();
    world.input(Input::VisitorSaid {
        client_id: client("m1"),
        text: "I want to kill myself".to_owned(),
    });
    let since: Vec<&Event> = world.log[before..].iter().collect();
    assert!(matches!(
        since.last().map(|event| &event.body),
        Some(EventBody::Decided { note, .. }) if note.reason == DecisionReason::SelfHarm
    ));
}

#[test]
fn who_is_in_line_already_is_offered_nobody_for_signs_of_trouble() {
    let mut world = world();
    world.say("m1", QUESTION);
    world.input(Input::HumanRequested);
    world.input(Input::AiInvited);
    let before = support::offers(&world).len();
    world.say("m2", "This is useless, stupid bot, where are my boots?");
    assert_eq!(support::offers(&world).len(), before);
    assert!(
        world.searching.is_some(),
        "the AI helps out as it was asked to"
    );
}
