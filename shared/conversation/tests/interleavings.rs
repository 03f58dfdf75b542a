//! Random interleavings of visitor, model, agents, clock and crashes, against the invariants.

#[allow(dead_code)]
mod support;

use handrail_conversation::{Conversation, Input, Outgoing};
use handrail_protocol::{EventBody, HandoffReason, Owner};
use proptest::prelude::*;
use support::{World, agent, client, found, id, policy_of};

/// What visitors write; some of it secret, some of it a request for a person.
const TEXTS: &[&str] = &[
    "Can I return shoes I paid for with 4242 4242 4242 4242? I'm Sarah Miller.",
    "How long do I have to return shoes?",
    "My email is sarah.miller@mail.example and my SSN is 536-22-8726",
    "human please",
    "You charged me twice, I want to dispute this payment",
    "[CARD_1]",
    "and to Canada?",
    "Thanks, that helped",
    "Hello, my name is Sarah Miller",
    "I want to kill myself",
];

/// Do people deal with it, whatever the AI could say?
fn is_for_people(text: &str) -> bool {
    ["human please", "dispute", "kill myself"]
        .iter()
        .any(|words| text.contains(words))
}

/// What must never stand in an event, a prompt or a signal.
const SECRETS: &[&str] = &[
    "4242 4242",
    "4242424242424242",
    "Sarah",
    "sarah.miller@mail.example",
    "536-22-8726",
];

/// What models write, in pieces.
const CHUNKS: &[&str] = &[
    "You can return shoes within 30 days [[1]]. ",
    "It goes back to [CARD_1], ",
    "[NAME_1]. ",
    "That costs $99.99 today. ",
    "See [[9]]",
    "[CA",
    "RD_1]",
    "\n\n- free in the EU [[1]]\n",
];

#[derive(Debug, Clone)]
enum Action {
    Say(usize, usize),
    RequestHuman,
    DeclineOffer,
    LeaveQueue,
    InviteAi,
    Stop,
    Retry,
    Consent(bool),
    LeaveContact,
    Found(bool),
    Chunk(usize),
    Done,
    Fail,
    AskForPerson,
    Take(usize, bool),
    AgentSays(usize, usize),
    Note(usize),
    HandBack(usize),
    Resolve(usize),
    Lapse(usize),
    Wait(u64),
    Crash,
}

fn action() -> impl Strategy<Value = Action> {
    prop_oneof![
        6 => (0..6usize, 0..TEXTS.len()).prop_map(|(name, text)| Action::Say(name, text)),
        2 => Just(Action::RequestHuman),
        1 => Just(Action::DeclineOffer),
        1 => Just(Action::LeaveQueue),
        1 => Just(Action::InviteAi),
        1 => Just(Action::Stop),
        1 => Just(Action::Retry),
        1 => any::<bool>().prop_map(Action::Consent),
        1 => Just(Action::LeaveContact),
        4 => any::<bool>().prop_map(Action::Found),
        6 => (0..CHUNKS.len()).prop_map(Action::Chunk),
        3 => Just(Action::Done),
        1 => Just(Action::Fail),
        1 => Just(Action::AskForPerson),
        2 => (0..2usize, any::<bool>()).prop_map(|(who, epoch)| Action::Take(who, epoch)),
        2 => (0..2usize, 0..4usize).prop_map(|(who, name)| Action::AgentSays(who, name)),
        1 => (0..2usize).prop_map(Action::Note),
        1 => (0..2usize).prop_map(Action::HandBack),
        1 => (0..2usize).prop_map(Action::Resolve),
        1 => (0..2usize).prop_map(Action::Lapse),
        2 => (1..400_000u64).prop_map(Action::Wait),
        2 => Just(Action::Crash),
    ]
}

fn input_of(action: &Action, world: &World) -> Option<Input> {
    Some(match action {
        Action::Say(name, text) => Input::VisitorSaid {
            // One name belongs to one text mostly, so that repeats and reuse both happen.
            client_id: client(&format!("v{name}")),
            text: TEXTS[*text].to_owned(),
        },
        Action::RequestHuman => Input::HumanRequested,
        Action::DeclineOffer => Input::OfferDeclined,
        Action::LeaveQueue => Input::QueueLeft,
        Action::InviteAi => Input::AiInvited,
        Action::Stop => Input::Stop,
        Action::Retry => Input::Retry,
        Action::Consent(accepted) => Input::Consented {
            version: "2026-11-01".to_owned(),
            accepted: *accepted,
        },
        Action::LeaveContact => Input::ContactLeft {
            email: "sarah.miller@mail.example".to_owned(),
        },
        Action::Found(some) => {
            let (turn, attempt) = world.searching?;
            Input::PassagesFound {
                turn,
                attempt,
                passages: if *some { found() } else { Vec::new() },
            }
        }
        Action::Chunk(index) => {
            let (turn, attempt) = world.asking?;
            Input::ModelChunk {
                turn,
                attempt,
                text: CHUNKS[*index].to_owned(),
            }
        }
        Action::Done => {
            let (turn, attempt) = world.asking?;
            Input::ModelDone {
                turn,
                attempt,
                wrote: support::writer(),
            }
        }
        Action::Fail => {
            let (turn, attempt) = world.asking?;
            Input::ModelFailed {
                turn,
                attempt,
                wrote: Some(support::writer()),
            }
        }
        Action::AskForPerson => {
            let (turn, attempt) = world.asking?;
            Input::ModelAskedForPerson { turn, attempt }
        }
        Action::Take(who, with_epoch) => {
            let epoch = with_epoch.then(|| world.conversation.view().epoch);
            Input::AgentTook {
                agent: agent(*who),
                epoch,
            }
        }
        Action::AgentSays(who, name) => Input::AgentSaid {
            agent: agent(*who),
            client_id: client(&format!("a{name}")),
            text: format!("Hello Sarah, this is message {name}."),
        },
        Action::Note(who) => Input::AgentNoted {
            agent: agent(*who),
            client_id: client(&format!("n{who}")),
            text: "Called sarah.miller@mail.example about it".to_owned(),
        },
        Action::HandBack(who) => Input::HandedBack { agent: agent(*who) },
        Action::Resolve(who) => Input::Resolved { agent: agent(*who) },
        Action::Lapse(who) => Input::AgentLeaseLapsed {
            agent: agent(*who).id,
        },
        Action::Wait(_) | Action::Crash => return None,
    })
}

fn check_reachable(world: &World) -> Result<(), TestCaseError> {
    // Invariant 2, on a copy: a request for a person leads to one.
    let mut copy = Conversation::replay(id(), world.policy.clone(), world.log.clone());
    let mut vault = world.vault();
    copy.handle(Input::HumanRequested, &mut vault, world.now);
    let reached = matches!(
        copy.view().owner,
        Owner::Waiting { .. } | Owner::Person { .. }
    );
    prop_assert!(reached, "a person is out of reach: {:?}", world.kinds());
    // Invariant 4 and 5: what lives is what a replay gives.
    let replayed = Conversation::replay(id(), world.policy.clone(), world.log.clone());
    prop_assert_eq!(replayed.view(), world.conversation.view());
    Ok(())
}

/// The message at this place of the log has its end before the visitor writes again: at once where
/// the AI may speak, and anew when it may again and nobody answered meanwhile.
fn check_message_ends(world: &World, index: usize, text: &str) -> Result<(), TestCaseError> {
    let before = world.log[..=index].to_vec();
    let said = Conversation::replay(id(), world.policy.clone(), before);
    let has_ai = world.policy.assistant.is_some();
    // In line because of danger, a second cry finds all done that can be done.
    let mut is_open = match said.view().owner {
        Owner::Waiting {
            ai_invited, reason, ..
        } => ai_invited && !(reason == HandoffReason::SelfHarm && text.contains("kill myself")),
        Owner::Assistant => true,
        Owner::Person { .. } | Owner::Closed { .. } => false,
    };
    let mut is_answered = false;
    let mut is_for_people = is_for_people(text);
    for later in &world.log[index + 1..] {
        match later.body {
            EventBody::VisitorSaid { .. } => break,
            EventBody::AssistantSaid { .. }
            | EventBody::HumanOffered { .. }
            | EventBody::AgentSaid { .. } => {
                is_open = false;
                is_answered = true;
            }
            EventBody::HandoffRequested { reason, .. } => {
                is_open = false;
                is_for_people |= reason == HandoffReason::ModelAsked;
            }
            EventBody::TurnFailed { .. } | EventBody::TurnStopped { .. } => is_open = false,
            EventBody::AiInvited {} | EventBody::WaitingLeft {} => {
                is_open |= has_ai && !is_answered && !is_for_people;
            }
            EventBody::HandedBack { .. } => is_open |= !is_answered,
            _ => {}
        }
    }
    prop_assert!(
        !is_open,
        "no end for message {} ({text}): {:?}",
        index + 1,
        world.kinds()
    );
    Ok(())
}

fn check_end(world: &World) -> Result<(), TestCaseError> {
    // Invariant 5: an acknowledged message stands in the log once.
    for (client_id, seq) in &world.acked {
        let places: Vec<u32> = world
            .log
            .iter()
            .filter(|event| match &event.body {
                EventBody::VisitorSaid {
                    client_id: name, ..
                }
                | EventBody::AgentSaid {
                    client_id: name, ..
                }
                | EventBody::AgentNoted {
                    client_id: name, ..
                } => name == client_id,
                _ => false,
            })
            .map(|event| event.seq.0)
            .collect();
        prop_assert_eq!(&places, &vec![*seq], "{} is there once", client_id);
    }
    // Invariant 6: after all deadlines nothing is open, and each visitor message found its end.
    prop_assert!(
        world.conversation.view().open_turn().is_none(),
        "a turn hangs: {:?}",
        world.kinds()
    );
    for (index, event) in world.log.iter().enumerate() {
        if let EventBody::VisitorSaid { text, .. } = &event.body {
            check_message_ends(world, index, text)?;
        }
    }
    // Invariant 1: no original anywhere that is kept or leaves.
    let mut leaving = serde_json::to_string(&world.log).expect("events are JSON");
    leaving.push_str(&format!(
        "{:?}{:?}",
        world.prompts,
        world.conversation.view()
    ));
    for outgoing in &world.outbox {
        match outgoing {
            Outgoing::Desk(item) => leaving.push_str(&serde_json::to_string(item).expect("JSON")),
            Outgoing::Webhook(signal) => leaving.push_str(&format!("{signal:?}")),
        }
    }
    for secret in SECRETS {
        prop_assert!(!leaving.contains(secret), "{secret} leaked");
    }
    Ok(())
}

fn drive(
    actions: &[(Action, Option<usize>)],
    people_only: bool,
    asks: bool,
) -> Result<(), TestCaseError> {
    let policy = policy_of(|site| {
        let site = if people_only {
            site.replace("[assistant]", "[assistant]\nenabled = false")
        } else {
            site
        };
        if asks {
            site.replace("[disclosure]", "[disclosure]\nmode = \"ask\"")
        } else {
            site
        }
    });
    let mut world = World::new(policy);
    for (action, crash_after) in actions {
        match (action, input_of(action, &world)) {
            (Action::Wait(millis), _) => world.wait_millis(*millis),
            (Action::Crash, _) => world.crash(),
            (_, None) => {}
            (_, Some(input)) => match crash_after {
                Some(performed) => world.input_and_crash(input, *performed),
                None => {
                    world.input(input);
                }
            },
        }
        check_reachable(&world)?;
    }
    world.wait_millis(3_600_000);
    check_end(&world)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_invariants_hold_whatever_happens(
        actions in prop::collection::vec((action(), Just(None)), 1..40),
        people_only in prop::bool::weighted(0.1),
        asks in prop::bool::weighted(0.2),
    ) {
        drive(&actions, people_only, asks)?;
    }

    #[test]
    fn the_invariants_hold_when_the_process_ends_after_any_effect(
        actions in prop::collection::vec((action(), prop::option::weighted(0.3, 0..8usize)), 1..30),
    ) {
        drive(&actions, false, false)?;
    }
}
