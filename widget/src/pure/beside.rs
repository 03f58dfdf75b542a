//! What stands beside "Talk to a human": the truth about what pressing it will do.

use handrail_protocol::{Availability, Owner};
use handrail_ui::words::{Words, fill};

/// All that the sentence depends on.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a> {
    /// There is no way to the edge.
    pub offline: bool,
    /// It was pressed and has not reached the edge yet.
    pub asked: bool,
    /// Who owns the conversation.
    pub owner: &'a Owner,
    /// Place in the queue.
    pub place: Option<u32>,
    /// Are there people?
    pub people: &'a Availability,
}

/// The sentence. `when` writes day and time of a moment in the visitor's own time; the day is empty
/// for today.
pub fn beside(
    words: &Words,
    situation: Situation<'_>,
    when: impl Fn(handrail_protocol::UnixMillis) -> (String, String),
) -> String {
    let number = |template: &str, n: u32| fill(template, &[("n", &n.to_string())]);
    if situation.offline {
        let text = if situation.asked {
            words.human_asked_offline
        } else {
            words.human_offline
        };
        return text.to_owned();
    }
    match situation.owner {
        Owner::Person { agent, .. } => {
            return fill(words.human_person, &[("name", &agent.name)]);
        }
        Owner::Waiting { .. } => {
            return match situation.place {
                Some(place) => number(words.human_place, place),
                None => words.human_waiting.to_owned(),
            };
        }
        Owner::Assistant | Owner::Closed { .. } => {}
    }
    if situation.asked {
        return words.human_waiting.to_owned();
    }
    let people = situation.people;
    match (people.online, people.wait_minutes, people.opens_at) {
        (true, Some(0 | 1), _) => words.human_wait_one.to_owned(),
        (true, Some(minutes), _) => number(words.human_wait, minutes),
        (true, None, _) => words.human_here.to_owned(),
        (false, _, Some(opens_at)) => {
            let (day, time) = when(opens_at);
            let when = fill(words.day_time, &[("day", &day), ("time", &time)]);
            fill(words.human_closed, &[("when", when.trim_start())])
        }
        (false, _, None) => words.human_away.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use handrail_protocol::{AgentCard, AgentId, HandoffReason, UnixMillis};

    const TODAY: UnixMillis = UnixMillis(2);

    fn say(
        offline: bool,
        asked: bool,
        owner: &Owner,
        place: Option<u32>,
        people: &Availability,
    ) -> String {
        let situation = Situation {
            offline,
            asked,
            owner,
            place,
            people,
        };
        beside(Words::of("en"), situation, |at| {
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
        let waiting = Owner::Waiting {
            reason: HandoffReason::Pressed,
            since: UnixMillis(0),
            front: false,
            ai_invited: false,
        };
        let person = Owner::Person {
            agent: AgentCard {
                id: AgentId::parse("acme.a_dana").expect("valid"),
                name: "Dana".into(),
                title: String::new(),
            },
            since: UnixMillis(0),
        };
        assert_eq!(say(false, false, &ai, None, &here), "Someone is here now");
        let measured = |wait_minutes| Availability {
            wait_minutes: Some(wait_minutes),
            ..here.clone()
        };
        assert_eq!(
            say(false, false, &ai, None, &measured(3)),
            "Usually within 3 minutes"
        );
        assert_eq!(
            say(false, false, &ai, None, &measured(1)),
            "Usually within 1 minute"
        );
        let closed = Availability {
            opens_at: Some(UnixMillis(1)),
            ..Availability::default()
        };
        assert_eq!(
            say(false, false, &ai, None, &closed),
            "Closed now. Back Monday at 9:00 (your time). Leave a message."
        );
        let today = Availability {
            opens_at: Some(TODAY),
            ..Availability::default()
        };
        assert_eq!(
            say(false, false, &ai, None, &today),
            "Closed now. Back at 9:00 (your time). Leave a message."
        );
        let away = Availability::default();
        assert!(say(false, false, &ai, None, &away).starts_with("No one is here"));
        assert_eq!(
            say(false, false, &waiting, Some(2), &here),
            "You're number 2 in line"
        );
        assert_eq!(
            say(false, false, &waiting, None, &here),
            "We're finding someone"
        );
        assert_eq!(
            say(false, false, &person, None, &here),
            "You're talking with Dana"
        );
        assert!(say(true, false, &person, None, &here).starts_with("You're offline."));
        assert!(say(true, true, &ai, None, &here).starts_with("Asked for."));
        assert_eq!(say(false, true, &ai, None, &here), "We're finding someone");
    }
}
