//! How much one conversation holds, and how often the same thing can be done without a word.
//!
//! For: limits that are the conversation's own, because they are counted from its log and outlast a
//! restart. Not for: rates over time, which the edge counts before an input gets here.
//!
//! Invariant: a limit never stands between a visitor and a person, nor keeps a "no" to the AI out.

use handrail_protocol::{Attempt, Event, EventBody, Seq};

/// Hidden values of one conversation. Each message is held against all of them.
pub(crate) const VALUES_MAX: usize = 500;
/// Turns of one question: asked once, then tried again.
pub(crate) const TRIES_MAX: u32 = 5;
/// Pages put on record from one message to the next; the last one goes along with that.
pub(crate) const PAGES_MAX: u32 = 20;
/// Agreements to the AI put on record from one message to the next.
pub(crate) const AGREEMENTS_MAX: u32 = 5;

/// What is counted, by the log.
#[derive(Debug, Clone, Default)]
pub(crate) struct Counts {
    pages: u32,
    agreements: u32,
    question: Seq,
    tries: u32,
}

impl Counts {
    /// Counts an event in.
    pub(crate) fn absorb(&mut self, event: &Event) {
        match &event.body {
            EventBody::VisitorSaid { .. } => {
                self.pages = 0;
                self.agreements = 0;
            }
            EventBody::PageChanged { .. } => self.pages += 1,
            EventBody::Consented { accepted: true, .. } => self.agreements += 1,
            EventBody::TurnStarted {
                attempt: Attempt(1),
                question,
                ..
            } => {
                self.tries = self.tries_of(*question) + 1;
                self.question = *question;
            }
            _ => {}
        }
    }

    /// Was this question tried as often as it can be?
    pub(crate) fn is_tried_out(&self, question: Seq) -> bool {
        self.tries_of(question) >= TRIES_MAX
    }

    /// Does a page still go on record at once?
    pub(crate) fn takes_page(&self) -> bool {
        self.pages < PAGES_MAX
    }

    /// Does an agreement to the AI still count without a message?
    pub(crate) fn takes_agreement(&self) -> bool {
        self.agreements < AGREEMENTS_MAX
    }

    fn tries_of(&self, question: Seq) -> u32 {
        if self.question == question {
            self.tries
        } else {
            0
        }
    }
}
