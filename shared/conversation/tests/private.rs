//! What is for agents alone stays with them: no note, decision or reveal reaches the visitor or the model.

#[allow(dead_code)]
mod support;

use handrail_conversation::{Frame, Input, Reply, Step};
use handrail_protocol::Role;
use handrail_protocol::{
    DecisionNote, DecisionOutcome, DecisionReason, ErrorCode, Event, EventBody, Reader, Seq,
    ServerFrame, UnixMillis,
};
use support::{QUESTION, World, agent, answered, client, found, refusal, world};

const NOTE: &str = "Looks like a zorblatt to me";
const REASON: &str = "checks the quuxfrob";

fn noted(who: usize, name: &str) -> Input {
    Input::AgentNoted {
        agent: agent(who),
        client_id: client(name),
        text: NOTE.to_owned(),
    }
}

/// A conversation with every private thing in it: a decision, details shown, a reveal and notes.
fn with_secrets() -> World {
    let mut world = answered();
    world.say("m2", "I'm Sarah Miller, my card is 4242 4242 4242 4242");
    world.input(noted(1, "n1"));
    world.input(Input::AgentTook {
        agent: agent(0),
        epoch: None,
    });
    world.input(Input::RevealAsked {
        agent: agent(0),
        role: Role::Agent,
        placeholder: "[CARD_1]".to_owned(),
        reason: REASON.to_owned(),
    });
    world.input(noted(0, "n2"));
    world
}

fn kinds(events: &[Event]) -> Vec<&'static str> {
    events.iter().map(|event| event.body.kind()).collect()
}

#[test]
fn the_visitor_reads_a_number_in_place_of_what_is_private() {
    let world = with_secrets();
    let vault = world.vault();
    for private in ["decided", "details_shown", "revealed", "agent_noted"] {
        assert!(world.kinds().contains(&private), "{private}");
    }
    let seen: Vec<Event> = world
        .log
        .iter()
        .map(|event| world.conversation.for_visitor(event, &vault))
        .collect();
    for (event, seen) in world.log.iter().zip(&seen) {
        assert_eq!((event.seq, event.at), (seen.seq, seen.at));
        if event.body.is_private() {
            assert_eq!(seen.body, EventBody::Hidden {});
        } else {
            assert_eq!(seen.body.kind(), event.body.kind());
        }
    }
    let text = serde_json::to_string(&seen).expect("events are JSON");
    for word in ["zorblatt", "quuxfrob", "min_confidence"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
    let agents: Vec<Event> = world
        .log
        .iter()
        .map(|event| world.conversation.for_agent(event))
        .collect();
    assert_eq!(kinds(&agents), world.kinds());
    let text = serde_json::to_string(&agents).expect("events are JSON");
    assert!(text.contains("zorblatt") && text.contains("quuxfrob"));
    assert!(!text.contains("4242") && !text.contains("Sarah"), "{text}");
}

/// Every kind of event there is, by a sample: which are private is said here once more, so that a new
/// kind has to be thought about.
#[test]
fn every_private_kind_is_hidden_and_no_other() {
    let note = DecisionNote {
        outcome: DecisionOutcome::Answer,
        reason: DecisionReason::Covered,
        scores: Vec::new(),
        thresholds: Vec::new(),
        passages: Vec::new(),
        config_version: 1,
    };
    let world = with_secrets();
    let vault = world.vault();
    let mut seen_kinds = Vec::new();
    let mut bodies: Vec<EventBody> = world.log.iter().map(|event| event.body.clone()).collect();
    bodies.extend([
        EventBody::Decided { turn: None, note },
        EventBody::OfferDeclined {},
        EventBody::WaitingLeft {},
        EventBody::AiInvited {},
        EventBody::WaitedLong {},
        EventBody::ContactLeft {
            placeholder: "[EMAIL_1]".to_owned(),
        },
    ]);
    for body in bodies {
        let kind = body.kind();
        seen_kinds.push(kind);
        let event = Event::new(Seq(99), UnixMillis(1), body);
        let seen = world.conversation.for_visitor(&event, &vault);
        let is_private = matches!(
            kind,
            "decided" | "agent_noted" | "details_shown" | "revealed"
        );
        assert_eq!(seen.body == EventBody::Hidden {}, is_private, "{kind}");
    }
    for kind in ["visitor_said", "agent_noted", "revealed", "details_shown"] {
        assert!(seen_kinds.contains(&kind), "{kind}");
    }
}

#[test]
fn frames_show_each_reader_their_own_view() {
    let mut world = world();
    let step = world.say("m1", "My card is 4242 4242 4242 4242, human please");
    let text = |reader| {
        let frames = step.frames.iter();
        let frames: Vec<ServerFrame> = frames
            .filter_map(|frame| frame.for_reader(reader))
            .collect();
        serde_json::to_string(&frames).expect("frames are JSON")
    };
    let (visitor, agent) = (text(Reader::Visitor), text(Reader::Agent));
    assert!(visitor.contains("4242 4242") && !visitor.contains("decided"));
    assert!(agent.contains("[CARD_1]") && agent.contains("decided"));
    assert!(!agent.contains("4242"), "{agent}");

    let note = world.input(noted(0, "n1"));
    let hidden = note.frames.iter().filter_map(|frame| match frame {
        Frame::Event { visitor, .. } => Some(visitor.body == EventBody::Hidden {}),
        _ => None,
    });
    assert_eq!(hidden.collect::<Vec<bool>>(), [true]);
}

#[test]
fn agents_notes_never_go_to_the_model() {
    let mut world = world();
    world.say("m1", QUESTION);
    world.input(noted(0, "n1"));
    world.search_answers(found());
    world.model_writes("You can return shoes within 30 days [[1]].");
    world.model_ends();
    world.input(noted(1, "n2"));
    world.say("m2", "And is that free in the EU or not?");
    world.search_answers(found());
    assert_eq!(world.prompts.len(), 2);
    for prompt in &world.prompts {
        let said: Vec<&str> = prompt.turns.iter().map(|turn| turn.text.as_str()).collect();
        assert!(!said.is_empty());
        assert!(!format!("{prompt:?}").contains("zorblatt"), "{said:?}");
    }
    assert_eq!(world.prompts[1].turns.len(), 3, "what was said goes along");
}

fn says(who: usize, name: &str, text: &str) -> Input {
    Input::AgentSaid {
        agent: agent(who),
        client_id: client(name),
        text: text.to_owned(),
    }
}

/// A name for a message belongs to who gave it: another sender is refused under it, with the same
/// words as well.
#[test]
fn a_name_for_a_message_belongs_to_its_sender() {
    let taken = |who| Input::AgentTook {
        agent: agent(who),
        epoch: None,
    };
    let mut world = world();
    world.say("visitors", "Is anybody there?");
    world.input(taken(0));
    world.input(says(0, "danas", "Yes, I am."));
    world.input(noted(1, "sams"));
    let reused = |step: &Step| refusal(step) == Some(ErrorCode::ClientIdReused);

    assert!(reused(&world.input(says(
        0,
        "visitors",
        "Is anybody there?"
    ))));
    assert!(reused(&world.say("danas", "Yes, I am.")));
    assert!(reused(&world.say("sams", NOTE)));
    assert!(reused(&world.input(noted(0, "sams"))));
    world.input(Input::AgentLeaseLapsed { agent: agent(0).id });
    world.input(taken(1));
    assert!(reused(&world.input(says(1, "danas", "Yes, I am."))));
    world.crash();
    assert!(
        reused(&world.input(says(1, "danas", "Yes, I am."))),
        "by the log"
    );

    let again = world.input(noted(1, "sams"));
    assert!(
        matches!(again.reply, Reply::Ack { .. }),
        "a repeat of one's own"
    );
    let again = world.input(says(0, "danas", "Yes, I am."));
    assert!(
        matches!(again.reply, Reply::Ack { .. }),
        "also of a former owner"
    );
    let texts = world.log.iter().filter(|event| match &event.body {
        EventBody::AgentSaid { text, .. } => text == "Yes, I am.",
        _ => false,
    });
    assert_eq!(texts.count(), 1);
}
