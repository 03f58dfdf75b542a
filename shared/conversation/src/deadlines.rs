//! What must not last for ever. Every deadline is asked for by [`Conversation::poll_timeout`] and
//! acted on by [`crate::Input::Tick`]; a late or an early tick does no harm.

use crate::conversation::{Conversation, Transition, waiting_since};
use handrail_protocol::{
    AGENT_SILENT_MILLIS, EventBody, FailureReason, LostCause, Owner, UnixMillis,
};

/// A turn takes no longer than this altogether.
pub(crate) const TURN_MAX_MILLIS: u64 = 180_000;

impl Conversation {
    /// The next moment at which time alone changes something.
    pub fn poll_timeout(&self) -> Option<UnixMillis> {
        [
            self.turn_deadline(),
            self.wait_deadline(),
            self.agent_deadline(),
        ]
        .into_iter()
        .flatten()
        .min()
    }

    fn turn_deadline(&self) -> Option<UnixMillis> {
        let turn = self.view.open_turn()?;
        let silence = self.policy.turn_silence_millis;
        let silent = self.progress_at.max(turn.started).plus(silence);
        Some(silent.min(turn.started.plus(TURN_MAX_MILLIS)))
    }

    fn wait_deadline(&self) -> Option<UnixMillis> {
        waiting_since(&self.view.owner)
            .filter(|since| self.waited_long != Some(*since))
            .map(|since| since.plus(self.policy.max_wait_millis))
    }

    fn agent_deadline(&self) -> Option<UnixMillis> {
        let is_person = matches!(self.view.owner, Owner::Person { .. });
        self.unanswered_since
            .filter(|_| is_person)
            .map(|since| since.plus(AGENT_SILENT_MILLIS))
    }
}

impl Conversation {
    /// After a replay: that the agent was typing is on no record, so the time counts from now on,
    /// yet never more than once over. Otherwise an object that sleeps between two alarms would give
    /// a silent agent for ever.
    pub(crate) fn excuse_the_unrecorded(&mut self, now: UnixMillis) {
        if let Some(since) = self.unanswered_since.as_mut() {
            *since = now.min(since.plus(AGENT_SILENT_MILLIS)).max(*since);
        }
    }
}

impl Transition<'_> {
    pub(crate) fn tick(&mut self) {
        let due = |deadline: Option<UnixMillis>| deadline.is_some_and(|at| at <= self.now);
        let (turn, wait, agent) = (
            due(self.c.turn_deadline()),
            due(self.c.wait_deadline()),
            due(self.c.agent_deadline()),
        );
        if turn {
            self.fail_turn(FailureReason::Timeout);
        }
        if wait {
            self.append(EventBody::WaitedLong {});
        }
        if agent {
            self.lose_agent(LostCause::Silent);
        }
    }
}
