//! The status line of "Talk to a human": what pressing the button will do.

use handrail_protocol::{Availability, Owner};
use handrail_ui::words::{Words, fill};

/// Whether the edge can be reached, as the visitor is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// There is one.
    Edge,
    /// The browser has no network.
    NoNetwork,
    /// There is a network, but the edge does not answer.
    NoEdge,
}

/// What the line depends on.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a> {
    /// The way to the edge.
    pub reach: Reach,
    /// It was pressed and has not reached the edge yet.
    pub asked: bool,
    /// Who owns the conversation.
    pub owner: &'a Owner,
    /// Place in the queue.
    pub place: Option<u32>,
    /// Can an address for the answer be left?
    pub takes_email: bool,
    /// Are there people?
    pub people: &'a Availability,
}

/// The line. `when` writes day and time of a moment in the visitor's own time; the day is empty
/// for today.
pub fn human_status(
    words: &Words,
    situation: Situation<'_>,
    when: impl Fn(handrail_protocol::UnixMillis) -> (String, String),
) -> String {
    let number = |template: &str, n: u32| fill(template, &[("n", &n.to_string())]);
    let lost = match (situation.reach, situation.asked) {
        (Reach::NoNetwork, false) => words.human_offline,
        (Reach::NoNetwork, true) => words.human_asked_offline,
        (Reach::NoEdge, false) => words.human_unreachable,
        (Reach::NoEdge, true) => words.human_asked_unreachable,
        (Reach::Edge, _) => "",
    };
    if !lost.is_empty() {
        return lost.to_owned();
    }
    let people = situation.people;
    let mut away = words.human_away;
    match situation.owner {
        Owner::Person { agent, .. } => {
            return fill(words.human_person, &[("name", &agent.name)]);
        }
        Owner::Waiting { .. } if people.online => {
            return match situation.place {
                Some(place) => number(words.human_place, place),
                None => words.human_waiting.to_owned(),
            };
        }
        // A place in line promises somebody; it stands in the transcript.
        Owner::Waiting { .. } => {
            if situation.takes_email {
                away = words.human_away_waiting;
            }
        }
        Owner::Assistant | Owner::Closed { .. } if situation.asked => {
            return words.human_waiting.to_owned();
        }
        Owner::Assistant | Owner::Closed { .. } => {}
    }
    match (people.online, people.wait_minutes, people.opens_at) {
        (true, Some(0 | 1), _) => words.human_wait_one.to_owned(),
        (true, Some(minutes), _) => number(words.human_wait, minutes),
        (true, None, _) => words.human_here.to_owned(),
        (false, _, Some(opens_at)) => {
            let (day, time) = when(opens_at);
            let when = fill(words.day_time, &[("day", &day), ("time", &time)]);
            fill(words.human_closed, &[("when", when.trim_start())])
        }
        (false, _, None) => away.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::Reach::*;
    use super::*;
    use handrail_protocol::{AgentCard, AgentId, HandoffReason, UnixMillis};

    const TODAY: UnixMillis = UnixMillis(2);

    fn waiting() -> Owner {
        Owner::Waiting {
            reason: HandoffReason::Pressed,
            since: UnixMillis(0),
            front: false,
            ai_invited: false,
        }
    }

    fn say(
        reach: Reach,
        asked: bool,
        owner: &Owner,
        place: Option<u32>,
        people: &Availability,
    ) -> String {
        let situation = Situation {
            reach,
            asked,
            owner,
            place,
            takes_email: true,
            people,
        };
        human_status(Words::of("en"), situation, |at| {
            let day = if at == TODAY { "" } else { "Monday" };
            (day.into(), "9:00".into())
        })
    }

    #[test]
    fn every_state_says_what_will_happen() {
        let here = Availability {
            online: true,
            ..Availability::default()
        };
        let ai = Owner::Assistant;
        let waiting = waiting();
        let person = Owner::Person {
            agent: AgentCard {
                id: AgentId::parse("acme.a_dana").expect("valid"),
                name: "Dana".into(),
                title: String::new(),
            },
            since: UnixMillis(0),
        };
        assert_eq!(say(Edge, false, &ai, None, &here), "Someone is here now");
        let measured = |wait_minutes| Availability {
            wait_minutes: Some(wait_minutes),
            ..here.clone()
        };
        assert_eq!(
            say(Edge, false, &ai, None, &measured(3)),
            "Usually within 3 minutes"
        );
        assert_eq!(
            say(Edge, false, &ai, None, &measured(1)),
            "Usually within 1 minute"
        );
        let closed = Availability {
            opens_at: Some(UnixMillis(1)),
            ..Availability::default()
        };
        assert_eq!(
            say(Edge, false, &ai, None, &closed),
            "Closed now. Back Monday at 9:00 (your time). Leave a message."
        );
        let today = Availability {
            opens_at: Some(TODAY),
            ..Availability::default()
        };
        assert_eq!(
            say(Edge, false, &ai, None, &today),
            "Closed now. Back at 9:00 (your time). Leave a message."
        );
        let away = Availability::default();
        assert!(say(Edge, false, &ai, None, &away).starts_with("No one is here"));
        assert_eq!(
            say(Edge, false, &waiting, Some(2), &here),
            "You're number 2 in line"
        );
        assert_eq!(
            say(Edge, false, &waiting, None, &here),
            "We're finding someone"
        );
        assert_eq!(
            say(Edge, false, &person, None, &here),
            "You're talking with Dana"
        );
        assert!(say(NoNetwork, false, &person, None, &here).starts_with("You're offline."));
        assert_eq!(
            say(NoNetwork, true, &ai, None, &here),
            "Asked for. We'll send it when you're back."
        );
        assert_eq!(
            say(NoEdge, false, &person, None, &here),
            "We'll ask for someone when the chat is back."
        );
        assert_eq!(
            say(NoEdge, true, &ai, None, &here),
            "Asked for. We'll send it when the chat is back."
        );
        assert_eq!(say(Edge, true, &ai, None, &here), "We're finding someone");
    }

    #[test]
    fn who_waits_with_nobody_there_is_told_so() {
        let waiting = waiting();
        let away = Availability::default();
        let say = |people: &Availability, takes_email| {
            let situation = Situation {
                reach: Edge,
                asked: false,
                owner: &waiting,
                place: Some(1),
                takes_email,
                people,
            };
            human_status(Words::of("en"), situation, |_| {
                ("Monday".into(), "9:00".into())
            })
        };
        assert_eq!(
            say(&away, true),
            "No one is here right now. Leave your email and we'll reply there."
        );
        assert_eq!(
            say(&away, false),
            "No one is here right now. Leave a message."
        );
        let closed = Availability {
            opens_at: Some(UnixMillis(1)),
            ..away
        };
        assert_eq!(
            say(&closed, true),
            "Closed now. Back Monday at 9:00 (your time). Leave a message."
        );
    }
}
