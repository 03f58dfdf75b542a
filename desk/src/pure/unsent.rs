//! Messages of the agent without an event yet, and which of them goes out next.
//!
//! Invariant: messages to one conversation reach it in the order in which they were written. One
//! call is under way at a time, and one that failed holds back those behind it until the agent
//! sends it again or takes it back.

use handrail_protocol::{ClientId, ConversationId};
use serde::{Deserialize, Serialize};

/// For whom a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// The visitor reads it.
    Visitor,
    /// Agents alone.
    Agents,
}

/// How far a message got.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// Behind another message.
    Queued,
    /// On its way.
    Sending,
    /// The edge has it; its event is still to come.
    Accepted,
    /// Not sent, and why.
    Failed(String),
}

/// A message without an event yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsent {
    /// The name for it, under which a new try can't write it twice.
    pub client_id: ClientId,
    /// Where it goes.
    pub conversation: ConversationId,
    /// For whom it is.
    pub audience: Audience,
    /// As typed.
    pub text: String,
    /// How far it got.
    pub progress: Progress,
}

/// The message to a conversation that is sent now, if one is; it counts as under way.
pub fn start_next(unsent: &mut [Unsent], conversation: &ConversationId) -> Option<Unsent> {
    let first = unsent.iter_mut().find(|message| {
        message.conversation == *conversation && message.progress != Progress::Accepted
    })?;
    if first.progress != Progress::Queued {
        return None;
    }
    first.progress = Progress::Sending;
    Some(first.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn conversation(name: &str) -> ConversationId {
        ConversationId::parse(format!("acme.c_1234567{name}")).expect("valid")
    }

    fn message(id: usize, to: &str) -> Unsent {
        Unsent {
            client_id: ClientId::parse(format!("message-{id}")).expect("valid"),
            conversation: conversation(to),
            audience: Audience::Visitor,
            text: String::new(),
            progress: Progress::Queued,
        }
    }

    fn failed() -> Progress {
        Progress::Failed("no answer".into())
    }

    /// Three messages, and calls that are answered, refused or lost at any time: the edge has each
    /// message only after those before it.
    #[test]
    fn messages_arrive_in_order_whatever_becomes_of_the_calls() {
        const MESSAGES: usize = 3;
        let to = conversation("1");
        let mut seen = HashSet::new();
        let mut open: Vec<(Vec<Unsent>, Vec<usize>)> = vec![(Vec::new(), Vec::new())];
        while let Some((unsent, arrived)) = open.pop() {
            if !seen.insert(format!("{unsent:?} {arrived:?}")) {
                continue;
            }
            assert!(arrived.iter().copied().eq(0..arrived.len()), "{arrived:?}");
            let mut next = |mut unsent: Vec<Unsent>, arrived: Vec<usize>| {
                start_next(&mut unsent, &to);
                let sending = unsent.iter().filter(|m| m.progress == Progress::Sending);
                assert!(sending.count() <= 1, "{unsent:?}");
                open.push((unsent, arrived));
            };
            if unsent.len() < MESSAGES {
                let written = [unsent.clone(), vec![message(unsent.len(), "1")]].concat();
                next(written, arrived.clone());
            }
            for (at, one) in unsent.iter().enumerate() {
                let mut after = |progress: Progress, arrives: bool| {
                    let (mut unsent, mut arrived) = (unsent.clone(), arrived.clone());
                    unsent[at].progress = progress;
                    if arrives && !arrived.contains(&at) {
                        arrived.push(at);
                    }
                    next(unsent, arrived);
                };
                match one.progress {
                    Progress::Sending => {
                        after(Progress::Accepted, true);
                        // An answer may be lost after the message arrived, or before.
                        after(failed(), true);
                        after(failed(), false);
                    }
                    Progress::Failed(_) => {
                        after(Progress::Queued, false);
                        // A call that was given up may arrive late.
                        after(failed(), true);
                    }
                    Progress::Queued | Progress::Accepted => {}
                }
            }
        }
        assert!(seen.len() > 20, "{} states", seen.len());
    }

    #[test]
    fn conversations_do_not_wait_for_each_other() {
        let mut unsent = vec![message(0, "1"), message(1, "2"), message(2, "1")];
        unsent[0].progress = failed();
        assert_eq!(start_next(&mut unsent, &conversation("1")), None);
        let other = start_next(&mut unsent, &conversation("2")).expect("the other");
        assert_eq!(other.client_id, unsent[1].client_id);
        assert_eq!(start_next(&mut unsent, &conversation("2")), None);
        // Taken back, it holds back nothing.
        unsent.remove(0);
        assert!(start_next(&mut unsent, &conversation("1")).is_some());
    }
}
