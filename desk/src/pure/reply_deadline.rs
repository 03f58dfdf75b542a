//! How long the visitor has been waiting for the person who answers, and when the conversation goes
//! back to the queue.
//!
//! The conversation itself decides (`shared/conversation/src/deadlines.rs`); this follows the same
//! events, so that its owner sees it coming.

use handrail_protocol::{AGENT_SILENT_MILLIS, AgentId, Event, EventBody, Owner, UnixMillis};

/// A silence is told from here on: a reply that takes less needs no clock beside it.
const TOLD_AFTER_MILLIS: u64 = 60_000;

/// The unanswered visitor of one conversation, by its events.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ReplyDeadline {
    unanswered: Option<Unanswered>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Unanswered {
    since: UnixMillis,
    /// When the owner last did something.
    active: UnixMillis,
}

/// What the owner is told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Due {
    /// The visitor has been waiting so long.
    pub waited_millis: u64,
    /// The conversation is the owner's for so long.
    pub left_millis: u64,
}

impl ReplyDeadline {
    /// Takes in an event; `owner` is who owns the conversation after it.
    pub fn apply(&mut self, event: &Event, owner: &Owner) {
        let at = event.at;
        let begun = Unanswered {
            since: at,
            active: at,
        };
        match &event.body {
            EventBody::VisitorSaid { .. } if matches!(owner, Owner::Person { .. }) => {
                self.unanswered.get_or_insert(begun);
            }
            // Whoever joins owes the waiting visitor an answer.
            EventBody::AgentJoined { .. } => self.unanswered = Some(begun),
            EventBody::AgentNoted { agent, .. } | EventBody::Revealed { agent, .. } => {
                self.active(&agent.id, owner, at);
            }
            EventBody::AgentSaid { .. }
            | EventBody::HandoffRequested { .. }
            | EventBody::AgentLost { .. }
            | EventBody::HandedBack { .. }
            | EventBody::Resolved { .. } => self.unanswered = None,
            _ => {}
        }
    }

    fn active(&mut self, agent: &AgentId, owner: &Owner, at: UnixMillis) {
        if let (Some(unanswered), Owner::Person { agent: owner, .. }) =
            (&mut self.unanswered, owner)
            && owner.id == *agent
        {
            unanswered.active = at;
        }
    }

    /// What its owner, who typed last at `typed`, is told at `now`.
    pub fn due(self, typed: UnixMillis, now: UnixMillis) -> Option<Due> {
        let unanswered = self.unanswered?;
        let silent_millis = now.since(unanswered.active.max(typed));
        if silent_millis < TOLD_AFTER_MILLIS {
            return None;
        }
        Some(Due {
            waited_millis: now.since(unanswered.since),
            // An owner who is still one was active in a way this desk did not see.
            left_millis: AGENT_SILENT_MILLIS.checked_sub(silent_millis)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pure::queue::tests::card;
    use crate::pure::record::tests::{fold, visitor};
    use handrail_protocol::{ClientId, OwnerEpoch};

    const NEVER: UnixMillis = UnixMillis(0);

    fn joined() -> EventBody {
        EventBody::AgentJoined {
            agent: card("Dana"),
            epoch: OwnerEpoch(1),
        }
    }

    fn said(agent: &str) -> EventBody {
        EventBody::AgentSaid {
            client_id: ClientId::parse("c2").expect("valid"),
            author: handrail_protocol::Author::person(&card(agent)),
            text: "One moment.".into(),
            masked: vec![],
        }
    }

    fn noted(agent: &str) -> EventBody {
        EventBody::AgentNoted {
            client_id: ClientId::parse("c3").expect("valid"),
            agent: card(agent),
            text: "Looks like a loss.".into(),
            masked: vec![],
        }
    }

    /// Event number n is of second n, from 0.
    fn after(bodies: Vec<EventBody>, typed_s: u64, now_s: u64) -> Option<(u64, u64)> {
        let due = fold(bodies)
            .deadline
            .due(UnixMillis(typed_s * 1000), UnixMillis(now_s * 1000))?;
        Some((due.waited_millis / 1000, due.left_millis / 1000))
    }

    #[test]
    fn whoever_took_it_is_told_after_a_minute_without_an_answer() {
        let taken = || vec![visitor("Hello"), joined()];
        assert_eq!(after(taken(), 0, 60), None);
        assert_eq!(after(taken(), 0, 61), Some((60, 120)));
        assert_eq!(after(taken(), 0, 181), Some((180, 0)));
        assert_eq!(after(taken(), 0, 182), None);
        assert_eq!(
            fold(vec![visitor("Hello")])
                .deadline
                .due(NEVER, UnixMillis(500_000)),
            None
        );
    }

    #[test]
    fn an_answer_ends_the_wait_and_the_first_question_after_it_begins_another() {
        let mut bodies = vec![joined(), said("Dana")];
        assert_eq!(after(bodies.clone(), 0, 500), None);
        bodies.extend([visitor("And?"), visitor("Hello?")]);
        assert_eq!(after(bodies, 0, 102), Some((100, 80)));
    }

    #[test]
    fn typing_or_a_note_of_the_owner_gives_more_time_but_the_visitor_waits_all_the_same() {
        let taken = || vec![joined()];
        assert_eq!(after(taken(), 50, 100), None);
        assert_eq!(after(taken(), 50, 120), Some((120, 110)));
        assert_eq!(
            after(vec![joined(), noted("Dana")], 0, 100),
            Some((100, 81))
        );
        assert_eq!(after(vec![joined(), noted("Sam")], 0, 100), Some((100, 80)));
    }
}
