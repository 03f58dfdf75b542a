//! The conversation: a state machine in the sans-IO style.
//!
//! For: who owns a conversation, turns, hand-off, deadlines, repeat-safety. `handle(input, now)`
//! returns a [`Step`]; state is the fold of the events ([`handrail_protocol::View`]) and a little that
//! a restart may forget (the running answer).
//!
//! Not for: clocks, randomness, sockets, storage, models. The edge performs effects and feeds back
//! what came of them.
//!
//! Invariants (the numbers are those of the design; tests in `tests/` drive them):
//! - 2: in every reachable state a request for a person leads to a person or an answer why not.
//! - 4: one owner; nothing of the AI is appended once a person owns the conversation.
//! - 5: `seq` is gapless; the same `client_id` with the same text is acknowledged again, unchanged.
//! - 6: every visitor message ends in an answer, an offer, a hand-off or a plain failure.

mod agents;
mod answer;
mod conversation;
mod courtesy;
mod deadlines;
mod decision;
mod input;
mod limits;
mod outgoing;
mod page;
mod phase;
mod policy;
mod prompt;
mod reader_view;
mod reply_limit;
mod step;
mod turn;
mod visible;
mod visitor;
mod without_values;

pub use conversation::{Conversation, RunningAnswer};
pub use input::{Input, Writer};
pub use policy::{AssistantPolicy, Policy, PolicyError};
pub use prompt::{Prompt, PromptPassage, PromptRole, PromptTurn};
pub use step::{
    Commit, Delta, DeltaText, Frame, Outgoing, Question, Reply, Signal, SignalCause, Step, Work,
};
pub use without_values::NeedsValues;
