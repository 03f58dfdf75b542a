//! All states of one conversation up to a depth, breadth first: one visitor, two agents, a search, a
//! model, the clock and a process that can end at any point, each in every order.
//!
//! For: invariants 2 to 6 in each state, where the sampled interleavings may miss a corner. Not for:
//! what texts say; each kind of message has one text. Two worlds are the same state when nothing that
//! a later step could depend on tells them apart (`state_of`).

#[allow(dead_code)]
mod support;

use handrail_conversation::{Commit, Conversation, Input, Reply, Step};
use handrail_protocol::{AuthorKind, DecisionOutcome, Event, EventBody, Owner, OwnerEpoch};
use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use support::{World, agent, client, found, id, policy_of, writer};

/// Steps from the beginning.
const DEPTH: usize = 6;
/// The same, where the site waits for a yes to the AI, and where it has people alone.
const DEPTH_OF_OTHER_SITES: usize = 5;

/// One thing that can happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Action {
    Asks,
    AsksForPerson,
    Repeats,
    PressesHuman,
    DeclinesOffer,
    LeavesQueue,
    InvitesAi,
    Stops,
    Retries,
    Consents(bool),
    Found(bool),
    FoundAgain,
    Writes,
    Done,
    Fails,
    ModelAsksForPerson,
    Takes(usize),
    /// Sam takes by what he saw before anything happened.
    TakesLate,
    AgentSays(usize),
    HandsBack(usize),
    Resolves(usize),
    Lapses(usize),
    Deadline,
    /// The process ends after the transaction of what happened last, and begins anew.
    Crash,
    /// The visitor asks, and the process ends before the transaction.
    AsksAndIsLost,
}

const ACTIONS: [Action; 30] = [
    Action::Asks,
    Action::AsksForPerson,
    Action::Repeats,
    Action::PressesHuman,
    Action::DeclinesOffer,
    Action::LeavesQueue,
    Action::InvitesAi,
    Action::Stops,
    Action::Retries,
    Action::Consents(true),
    Action::Consents(false),
    Action::Found(true),
    Action::Found(false),
    Action::FoundAgain,
    Action::Writes,
    Action::Done,
    Action::Fails,
    Action::ModelAsksForPerson,
    Action::Takes(0),
    Action::Takes(1),
    Action::TakesLate,
    Action::AgentSays(0),
    Action::AgentSays(1),
    Action::HandsBack(0),
    Action::Resolves(0),
    Action::Lapses(0),
    Action::Lapses(1),
    Action::Deadline,
    Action::Crash,
    Action::AsksAndIsLost,
];

/// The world, and the names messages were given so far.
#[derive(Clone)]
struct Node {
    world: World,
    said: usize,
    path: Vec<Action>,
}

const QUESTION: &str = "How long do I have to return shoes?";
const FOR_PEOPLE: &str = "human please";

impl Node {
    /// What comes of an action; `None` where it can't happen now.
    fn after(&self, action: Action) -> Option<Self> {
        let mut node = self.clone();
        node.path.push(action);
        let world = &mut node.world;
        let name = client(&format!("m{}", self.said));
        let before = world.log.len();
        let says = |text: &str| Input::VisitorSaid {
            client_id: name.clone(),
            text: text.to_owned(),
        };
        let input = match action {
            Action::Asks => says(QUESTION),
            Action::AsksForPerson => says(FOR_PEOPLE),
            Action::Repeats => {
                let last = world.acked.last()?.0.clone();
                Input::VisitorSaid {
                    client_id: last,
                    text: QUESTION.to_owned(),
                }
            }
            Action::PressesHuman => Input::HumanRequested,
            Action::DeclinesOffer => Input::OfferDeclined,
            Action::LeavesQueue => Input::QueueLeft,
            Action::InvitesAi => Input::AiInvited,
            Action::Stops => Input::Stop,
            Action::Retries => Input::Retry,
            Action::Consents(accepted) => Input::Consented {
                version: "2026-11-01".to_owned(),
                accepted,
            },
            Action::Found(some) => {
                let (turn, attempt) = world.searching.take()?;
                Input::PassagesFound {
                    turn,
                    attempt,
                    passages: if some { found() } else { Vec::new() },
                }
            }
            Action::FoundAgain => {
                let (turn, attempt) = world.asking?;
                Input::PassagesFound {
                    turn,
                    attempt,
                    passages: found(),
                }
            }
            Action::Writes => {
                let (turn, attempt) = world.asking?;
                Input::ModelChunk {
                    turn,
                    attempt,
                    text: "You can return shoes within 30 days [[1]]. ".to_owned(),
                }
            }
            Action::Done => {
                let (turn, attempt) = world.asking.take()?;
                Input::ModelDone {
                    turn,
                    attempt,
                    wrote: writer(),
                }
            }
            Action::Fails => {
                let (turn, attempt) = world.asking.take()?;
                Input::ModelFailed {
                    turn,
                    attempt,
                    wrote: Some(writer()),
                }
            }
            Action::ModelAsksForPerson => {
                let (turn, attempt) = world.asking.take()?;
                Input::ModelAskedForPerson { turn, attempt }
            }
            Action::Takes(who) => Input::AgentTook {
                agent: agent(who),
                epoch: Some(world.conversation.view().epoch),
            },
            Action::TakesLate => Input::AgentTook {
                agent: agent(1),
                epoch: Some(OwnerEpoch(0)),
            },
            Action::AgentSays(who) => Input::AgentSaid {
                agent: agent(who),
                client_id: name.clone(),
                text: "You have 30 days.".to_owned(),
            },
            Action::HandsBack(who) => Input::HandedBack { agent: agent(who) },
            Action::Resolves(who) => Input::Resolved { agent: agent(who) },
            Action::Lapses(who) => Input::AgentLeaseLapsed {
                agent: agent(who).id,
            },
            Action::Deadline => {
                let due = world.conversation.poll_timeout()?;
                world.now = world.now.max(due);
                Input::Tick
            }
            Action::Crash => {
                world.crash();
                return Some(node);
            }
            Action::AsksAndIsLost => {
                world.input_and_crash(says(QUESTION), 0);
                return Some(node);
            }
        };
        let owner = world.conversation.view().owner.clone();
        let epoch = world.conversation.view().epoch;
        let step = world.input(input);
        node.said += 1;
        let path = &node.path;
        let new = &node.world.log[before..];
        let has_ai = node.world.policy.assistant.is_some();
        check_reply(action, &step, &owner, epoch, has_ai, path);
        check_record(action, new, &node.world, path);
        Some(node)
    }
}

/// Whoever asks is told, and told the truth.
fn check_reply(
    action: Action,
    step: &Step,
    owner: &Owner,
    epoch: OwnerEpoch,
    has_ai: bool,
    path: &[Action],
) {
    let (reply, new) = (&step.reply, &step.commit.events);
    let is_refused = matches!(reply, Reply::Refused { .. });
    match action {
        Action::Asks | Action::AsksForPerson => {
            let Reply::Ack { said, .. } = reply else {
                panic!("a message is acknowledged: {reply:?} {path:?}");
            };
            let is_there = |event: &Event| {
                event.seq == said.seq && matches!(event.body, EventBody::VisitorSaid { .. })
            };
            assert!(new.iter().any(is_there), "by its own event: {path:?}");
        }
        Action::AgentSays(who) => {
            let owns = is_owned_by(owner, who);
            let is_acked = matches!(reply, Reply::Ack { .. });
            assert_eq!((is_acked, is_refused), (owns, !owns), "one owner: {path:?}");
            assert_eq!(new.is_empty(), !owns, "{path:?}");
        }
        Action::HandsBack(who) => {
            let is_possible = is_owned_by(owner, who) && has_ai;
            assert_eq!(!is_refused, is_possible, "{path:?}");
        }
        Action::Resolves(who) => assert_eq!(!is_refused, is_owned_by(owner, who), "{path:?}"),
        Action::Takes(who) => {
            let is_anothers = is_owned_by(owner, 1 - who);
            assert_eq!(is_refused, is_anothers, "who was first keeps it: {path:?}");
        }
        Action::TakesLate => {
            let is_stale = epoch != OwnerEpoch(0) && !is_owned_by(owner, 1);
            assert_eq!(is_refused, is_stale, "an epoch that is over: {path:?}");
        }
        Action::FoundAgain => assert_eq!(*step, Step::default(), "passages count once: {path:?}"),
        Action::Repeats => assert_eq!(step.commit, Commit::default(), "said once: {path:?}"),
        _ => {}
    }
}

fn is_owned_by(owner: &Owner, who: usize) -> bool {
    matches!(owner, Owner::Person { agent: it, .. } if it.id == agent(who).id)
}

/// What was decided was done in the same step (invariant 9), and every message says who wrote it (3).
fn check_record(action: Action, new: &[Event], world: &World, path: &[Action]) {
    for event in new {
        let written = match &event.body {
            EventBody::VisitorSaid { author, .. } => Some((author, AuthorKind::Visitor)),
            EventBody::AssistantSaid { author, .. } => Some((author, AuthorKind::Ai)),
            EventBody::AgentSaid { author, .. } => Some((author, AuthorKind::Person)),
            _ => None,
        };
        if let Some((author, kind)) = written {
            assert_eq!(author.kind, kind, "{path:?}");
            assert_eq!(
                author.name.is_some(),
                kind != AuthorKind::Visitor,
                "{path:?}"
            );
        }
    }
    let is_answered = |event: &Event| matches!(event.body, EventBody::AssistantSaid { .. });
    let ends_turn = matches!(action, Action::Done | Action::Found(false));
    if ends_turn && !new.is_empty() && !new.iter().any(is_answered) {
        let offer = world.conversation.view().offer;
        assert!(
            offer.is_some(),
            "no answer, and no person offered: {path:?}"
        );
    }
    let offered = |body: &EventBody| matches!(body, EventBody::HumanOffered { .. });
    let decided = |outcome: DecisionOutcome| {
        new.iter()
            .filter(|event| {
                matches!(&event.body, EventBody::Decided { note, .. } if note.outcome == outcome)
            })
            .count()
    };
    let offers = new.iter().filter(|event| offered(&event.body)).count();
    assert_eq!(decided(DecisionOutcome::Offer), offers, "{path:?}");
    if decided(DecisionOutcome::Handoff) > 0 {
        let owner = &world.conversation.view().owner;
        let is_peoples = matches!(owner, Owner::Waiting { .. } | Owner::Person { .. });
        assert!(is_peoples, "handed over: {path:?}");
    }
}

/// All that a later step can depend on, without when and in which place of the log.
fn state_of(node: &Node) -> u64 {
    let world = &node.world;
    let view = world.conversation.view();
    let mut state = DefaultHasher::new();
    let owner = match &view.owner {
        Owner::Assistant => "assistant".to_owned(),
        Owner::Waiting {
            reason,
            front,
            ai_invited,
            ..
        } => format!("waiting {reason:?} {front} {ai_invited}"),
        Owner::Person { agent, .. } => format!("person {}", agent.name),
        Owner::Closed { .. } => "closed".to_owned(),
    };
    let newest = view.messages().rev().map(|message| message.seq).next();
    let turn = view.turn.as_ref().map(|turn| {
        let is_newest = Some(turn.question) == newest;
        (format!("{:?}", turn.state), turn.attempt, is_newest)
    });
    let deadline = world.conversation.poll_timeout();
    let tries = world.log.iter().filter(|event| {
        matches!(&event.body, EventBody::TurnStarted { attempt, question, .. }
            if attempt.0 == 1 && view.turn.as_ref().is_some_and(|turn| turn.question == *question))
    });
    (
        owner,
        view.epoch == OwnerEpoch(0),
        turn,
        view.ai_excluded,
        view.consent.clone(),
        format!("{:?}", view.offer),
        view.failed_answers.min(2),
        deadline.map(|deadline| deadline.since(world.now)),
    )
        .hash(&mut state);
    (
        tries.count(),
        world.searching.is_some(),
        world.asking.is_some(),
        world
            .conversation
            .running_answer()
            .map(|answer| answer.visitor.len()),
        world.acked.len().min(1),
        since_visitor(world),
    )
        .hash(&mut state);
    state.finish()
}

/// What happened since the visitor last wrote, each kind once, and what they wrote.
fn since_visitor(world: &World) -> (Option<String>, Vec<&'static str>) {
    let mut kinds = Vec::new();
    for event in world.log.iter().rev() {
        if let EventBody::VisitorSaid { text, .. } = &event.body {
            return (Some(text.clone()), kinds);
        }
        let kind = event.body.kind();
        if matches!(
            kind,
            "assistant_said"
                | "agent_said"
                | "human_offered"
                | "handoff_requested"
                | "agent_joined"
        ) && !kinds.contains(&kind)
        {
            kinds.push(kind);
        }
    }
    (None, kinds)
}

/// Invariants 2 to 6, of one state.
fn check(node: &Node) {
    let world = &node.world;
    let path = &node.path;
    // 5: what lives is what a replay gives, and the log has no gap (asserted by each commit).
    let replayed = Conversation::replay(id(), world.policy.clone(), world.log.clone());
    assert_eq!(replayed.view(), world.conversation.view(), "{path:?}");
    check_acknowledged(world, path);
    // 2: a request for a person leads to one, or to the line, at once.
    let mut asking = world.clone();
    asking.input(Input::HumanRequested);
    let owner = &asking.conversation.view().owner;
    let is_reached = matches!(owner, Owner::Waiting { .. } | Owner::Person { .. });
    assert!(is_reached, "no person within reach: {path:?}");
    // 6: once all deadlines have passed, nothing is open and the newest message has its end. Also when
    // the process ends first.
    for ends_first in [false, true] {
        let mut later = world.clone();
        if ends_first {
            later.crash();
        }
        later.wait_millis(3_600_000);
        check_end(&later, path);
    }
}

/// 5: an acknowledged message stands in the log once, where it was said to.
fn check_acknowledged(world: &World, path: &[Action]) {
    for (name, seq) in &world.acked {
        let mut places = world.log.iter().filter(|event| match &event.body {
            EventBody::VisitorSaid { client_id, .. } | EventBody::AgentSaid { client_id, .. } => {
                client_id == name
            }
            _ => false,
        });
        assert_eq!(
            places.next().map(|event| event.seq.0),
            Some(*seq),
            "{path:?}"
        );
        assert_eq!(places.next(), None, "{name} is there once: {path:?}");
    }
}

/// 6, and 4: each has its answer, its offer, its hand-off or its failure, by whoever owns it.
fn check_end(world: &World, path: &[Action]) {
    let view = world.conversation.view();
    assert!(view.open_turn().is_none(), "a turn hangs: {path:?}");
    let Some(said) = world
        .log
        .iter()
        .rposition(|event| matches!(event.body, EventBody::VisitorSaid { .. }))
    else {
        return;
    };
    let is_peoples = |owner: &Owner| match owner {
        Owner::Waiting { ai_invited, .. } => !ai_invited,
        Owner::Person { .. } => true,
        Owner::Assistant | Owner::Closed { .. } => false,
    };
    let has_end = world.log[said + 1..].iter().any(|event| {
        matches!(
            event.body,
            EventBody::AssistantSaid { .. }
                | EventBody::AgentSaid { .. }
                | EventBody::HumanOffered { .. }
                | EventBody::HandoffRequested { .. }
                | EventBody::TurnFailed { .. }
                | EventBody::TurnStopped { .. }
                | EventBody::AgentJoined { .. }
                | EventBody::AgentLost { .. }
        )
    });
    let before = Conversation::replay(id(), world.policy.clone(), world.log[..=said].to_vec());
    assert!(
        has_end || is_peoples(&before.view().owner),
        "no end for a message: {path:?} {:?}",
        world.kinds()
    );
}

fn explore(site: impl Fn(String) -> String, depth: usize) -> usize {
    let start = Node {
        world: World::new(policy_of(site)),
        said: 0,
        path: Vec::new(),
    };
    let mut seen = HashSet::from([state_of(&start)]);
    let mut frontier = vec![start];
    for _ in 0..depth {
        let mut next = Vec::new();
        for node in &frontier {
            for action in ACTIONS {
                let Some(after) = node.after(action) else {
                    continue;
                };
                if seen.insert(state_of(&after)) {
                    check(&after);
                    next.push(after);
                }
            }
        }
        frontier = next;
    }
    seen.len()
}

#[test]
fn invariants_hold_in_every_state() {
    let asks = |site: String| site.replace("[disclosure]", "[disclosure]\nmode = \"ask\"");
    let people = |site: String| site.replace("[assistant]", "[assistant]\nenabled = false");
    let states = std::thread::scope(|scope| {
        let asks = scope.spawn(move || explore(asks, DEPTH_OF_OTHER_SITES));
        let people = scope.spawn(move || explore(people, DEPTH_OF_OTHER_SITES));
        let usual = explore(|site| site, DEPTH);
        let others = [asks, people].map(|site| site.join().expect("a site is explored"));
        usual + others.iter().sum::<usize>()
    });
    assert!(states > 5_000, "the corners are reached: {states}");
    println!("states explored: {states}");
}
