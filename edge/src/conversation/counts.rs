//! How often a conversation is written to, pressed on and read.
//!
//! Invariants: visitors and each agent have counts of their own, so that none of them keeps the others
//! out; whoever asks for a person is counted by that alone, whatever else was sent before; a hello is
//! not counted here, because it is the one frame of a connection that the way in has counted.

use crate::error::{Refusal, Result};
use crate::http::limits::{Buckets, Counter, Rate, VISITORS_AN_ADDRESS};
use handrail_conversation::Input;
use handrail_protocol::{AgentCard, Reader, UnixMillis};
use std::cell::RefCell;

/// "Talk to a human" and addresses left, in one conversation: more than anyone presses.
const PRESSES: Rate = Rate {
    burst: 20.0,
    per_minute: 20.0,
};
/// Frames of one sender, typing and button presses included, and reads.
const FRAMES_PER_MINUTE: u32 = 600;
/// What the visitor's frames are counted under; no agent's id.
const VISITOR: &str = "visitor";

thread_local! {
    /// Of all conversations of this process, by what stands for an address.
    static FROM: RefCell<Buckets<String>> = RefCell::default();
}

/// The counts of one conversation.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    messages: Counter,
    presses: Counter,
    frames: RefCell<Buckets<String>>,
    visitors_reads: Counter,
    agents_reads: Counter,
}

impl Counts {
    /// A visitor's message that came over a socket, from an address: a visitor can begin many conversations.
    /// What comes by HTTP, the way in has counted.
    pub(crate) fn message_from(from: &str, per_minute: u32, now: UnixMillis) -> Result<()> {
        // A socket of an earlier build has none.
        if from.is_empty() {
            return Ok(());
        }
        let rate = Rate::per_minute(per_minute.saturating_mul(VISITORS_AN_ADDRESS));
        let taken = FROM.with_borrow_mut(|all| all.take(from.to_owned(), rate, now));
        taken.map_err(Refusal::too_many)
    }

    /// A visitor's message.
    pub(crate) fn message(&self, per_minute: u32, now: UnixMillis) -> Result<()> {
        let taken = self.messages.take(Rate::per_minute(per_minute), now);
        taken.map_err(Refusal::too_many)
    }

    /// What a visitor presses: what is told to webhooks, and a retry, which asks the model as a message
    /// does. A person who asks for a person is not kept from it by anything else they sent.
    pub(crate) fn press(
        &self,
        input: &Input,
        messages_per_minute: u32,
        now: UnixMillis,
    ) -> Result<()> {
        match input {
            Input::Retry => self.message(messages_per_minute, now),
            Input::HumanRequested | Input::ContactLeft { .. } => {
                self.presses.take(PRESSES, now).map_err(Refusal::too_many)
            }
            _ => Ok(()),
        }
    }

    /// Anything else that a visitor (`None`) or an agent sends.
    pub(crate) fn frame(
        &self,
        agent: Option<&AgentCard>,
        messages_per_minute: u32,
        now: UnixMillis,
    ) -> Result<()> {
        let rate = messages_per_minute.saturating_mul(4).max(FRAMES_PER_MINUTE);
        let sender = agent.map_or(VISITOR, |agent| agent.id.as_str());
        let rate = Rate::per_minute(rate);
        let taken = self.frames.borrow_mut().take(sender.to_owned(), rate, now);
        taken.map_err(Refusal::too_many)
    }

    /// A page of events.
    pub(crate) fn read(&self, reader: Reader, now: UnixMillis) -> Result<()> {
        let rate = Rate::per_minute(FRAMES_PER_MINUTE);
        let counter = match reader {
            Reader::Visitor => &self.visitors_reads,
            Reader::Agent => &self.agents_reads,
        };
        counter.take(rate, now).map_err(Refusal::too_many)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_retry_counts_as_a_message_and_neither_keeps_a_person_out() {
        let counts = Counts::default();
        let now = UnixMillis(1);
        let press = |input| counts.press(&input, 30, now).is_ok();
        let retries = (0..600).filter(|_| press(Input::Retry)).count();
        assert!((1..=30).contains(&retries), "{retries}");
        assert!(counts.message(30, now).is_err(), "one count of both");
        assert!(press(Input::HumanRequested) && press(Input::Stop));
    }

    #[test]
    fn an_address_has_so_many_messages_over_all_conversations() {
        let taken = |from, now| {
            let said = || Counts::message_from(from, 2, UnixMillis(now)).is_ok();
            (0..100).filter(|_| said()).count()
        };
        assert_eq!(taken("home", 0), 40);
        assert_eq!(taken("office", 0), 40);
        assert_eq!(taken("home", 30_000), 20, "half of them are back");
        assert_eq!(taken("", 0), 100);
    }
}
