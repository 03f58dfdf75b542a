//! What changed between two pictures of the queue that an agent should hear of.

use crate::pure::queue::Section;
use handrail_protocol::{AgentId, ConversationId, QueueItem, Seq};
use std::collections::BTreeMap;

/// Something to ring for.
#[derive(Debug, Clone, PartialEq)]
pub enum News {
    /// A conversation began to wait for a person.
    Waits(QueueItem),
    /// The visitor of a conversation I hold wrote.
    Spoke(QueueItem),
}

/// What is new in `after`.
pub fn news(before: &[QueueItem], after: &[QueueItem], me: &AgentId) -> Vec<News> {
    after
        .iter()
        .filter_map(|item| {
            let known = before
                .iter()
                .find(|old| old.conversation == item.conversation);
            let was = known.map(|old| Section::of(old, me));
            match Section::of(item, me) {
                Section::Waiting if was != Some(Section::Waiting) => {
                    Some(News::Waits(item.clone()))
                }
                Section::Mine
                    if was == Some(Section::Mine)
                        && known.is_some_and(|old| {
                            // Under one owner a line changes by the visitor's words alone.
                            item.seq > old.seq && item.epoch == old.epoch
                        }) =>
                {
                    Some(News::Spoke(item.clone()))
                }
                _ => None,
            }
        })
        .collect()
}

/// What a screen reader is told; nothing when there is no news.
pub fn announcement(news: &[News]) -> Option<String> {
    let waiting: Vec<&QueueItem> = news
        .iter()
        .filter_map(|one| match one {
            News::Waits(item) => Some(item),
            News::Spoke(_) => None,
        })
        .collect();
    match waiting.as_slice() {
        [] => (!news.is_empty()).then(|| "New message in a conversation with you.".to_owned()),
        [one] => {
            let because = crate::pure::words::waits_because(one);
            Some(if because.is_empty() {
                "A conversation is waiting.".to_owned()
            } else {
                format!("A conversation is waiting. {because}.")
            })
        }
        many => Some(format!("{} conversations are waiting.", many.len())),
    }
}

/// How far an agent has read each conversation of the list.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct ReadMarks(BTreeMap<ConversationId, Seq>);

impl ReadMarks {
    /// Everything up to `seq` was on screen.
    pub fn read(&mut self, conversation: &ConversationId, seq: Seq) {
        let mark = self.0.entry(conversation.clone()).or_default();
        *mark = seq.max(*mark);
    }

    /// The list was on screen: what was not known before counts as read up to now, and what is not in
    /// the list any more is forgotten.
    pub fn see(&mut self, items: &[QueueItem]) {
        let seen = items.iter().map(|item| {
            let mark = self.0.get(&item.conversation);
            (item.conversation.clone(), mark.copied().unwrap_or(item.seq))
        });
        self.0 = seen.collect();
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
    use crate::pure::queue::tests::{card, item};
    use handrail_protocol::{OwnerEpoch, OwnerKind};

    #[test]
    fn only_what_newly_waits_rings() {
        let me = card("Dana").id;
        let waits = item("a", OwnerKind::Waiting, 1);
        let now = std::slice::from_ref(&waits);
        assert_eq!(news(&[], now, &me).len(), 1);
        assert!(news(now, now, &me).is_empty());
        assert_eq!(
            news(&[item("a", OwnerKind::Assistant, 1)], now, &me).len(),
            1
        );
    }

    #[test]
    fn a_visitor_of_mine_who_writes_rings() {
        let me = card("Dana").id;
        let mut before = item("a", OwnerKind::Person, 1);
        before.agent = Some(card("Dana"));
        let mut mine = before.clone();
        mine.seq = Seq(2);
        // The same words as before: whoever asks twice has waited.
        assert!(matches!(
            news(&[before.clone()], &[mine.clone()], &me)[..],
            [News::Spoke(_)]
        ));
        // Handed back and taken again between two pictures: the line is new, but nobody spoke.
        mine.epoch = OwnerEpoch(before.epoch.0 + 2);
        assert!(news(&[before], &[mine], &me).is_empty());
    }

    #[test]
    fn several_at_once_are_counted() {
        let two = [
            News::Waits(item("a", OwnerKind::Waiting, 1)),
            News::Waits(item("b", OwnerKind::Waiting, 1)),
        ];
        assert_eq!(
            announcement(&two).as_deref(),
            Some("2 conversations are waiting.")
        );
        assert_eq!(
            announcement(&two[..1]).as_deref(),
            Some("A conversation is waiting.")
        );
        assert_eq!(announcement(&[]), None);
    }

    #[test]
    fn what_was_on_screen_is_read() {
        let mut marks = ReadMarks::default();
        let mut mine = item("a", OwnerKind::Person, 1);
        assert!(!marks.is_unread(&mine));
        marks.see(std::slice::from_ref(&mine));
        mine.seq = Seq(2);
        marks.see(std::slice::from_ref(&mine));
        assert!(marks.is_unread(&mine));
        marks.read(&mine.conversation, Seq(2));
        assert!(!marks.is_unread(&mine));
        marks.see(&[]);
        assert_eq!(marks, ReadMarks::default(), "it does not grow for ever");
    }
}
