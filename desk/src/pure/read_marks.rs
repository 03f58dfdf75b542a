//! How far an agent has read the conversations they hold.

use handrail_protocol::{ConversationId, QueueItem, Seq};
use std::collections::BTreeMap;

/// The last event of each conversation that was on screen.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct ReadMarks(BTreeMap<ConversationId, Seq>);

impl ReadMarks {
    /// Everything up to `seq` was on screen.
    pub fn read(&mut self, conversation: &ConversationId, seq: Seq) {
        let mark = self.0.entry(conversation.clone()).or_default();
        *mark = seq.max(*mark);
    }

    /// These are the agent's now: one that is new counts as read up to now, and one that is theirs no
    /// more is forgotten.
    pub fn hold<'a>(&mut self, items: impl Iterator<Item = &'a QueueItem>) {
        let held = items.map(|item| {
            let mark = self.0.get(&item.conversation);
            (item.conversation.clone(), mark.copied().unwrap_or(item.seq))
        });
        self.0 = held.collect();
    }

    /// Has anything happened since?
    pub fn is_unread(&self, item: &QueueItem) -> bool {
        self.0
            .get(&item.conversation)
            .is_some_and(|mark| item.seq > *mark)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pure::queue::tests::item;
    use handrail_protocol::OwnerKind;

    #[test]
    fn what_was_on_screen_is_read() {
        let mut marks = ReadMarks::default();
        let mut mine = item("a", OwnerKind::Person, 1);
        assert!(!marks.is_unread(&mine));
        marks.hold([&mine].into_iter());
        mine.seq = Seq(2);
        marks.hold([&mine].into_iter());
        assert!(marks.is_unread(&mine));
        marks.read(&mine.conversation, Seq(2));
        assert!(!marks.is_unread(&mine));
        marks.hold([].into_iter());
        assert_eq!(marks, ReadMarks::default(), "it does not grow for ever");
    }
}
