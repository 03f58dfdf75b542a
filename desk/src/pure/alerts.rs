//! What changed in the queue that an agent should hear of.

use crate::pure::queue::Section;
use handrail_protocol::{AgentId, QueueItem, QueueLines};

/// Something to ring for.
#[derive(Debug, Clone, PartialEq)]
pub enum Alert {
    /// A conversation began to wait for a person.
    Waits(QueueItem),
    /// The visitor of a conversation I hold wrote.
    Spoke(QueueItem),
}

/// What is worth hearing in lines that changed; `before` are the lines as they were known.
pub fn alerts(before: &QueueLines, changed: &[QueueItem], me: &AgentId) -> Vec<Alert> {
    changed
        .iter()
        .filter_map(|item| {
            let old = before.get(&item.conversation);
            match (old.map(|old| Section::of(old, me)), Section::of(item, me)) {
                (Some(Section::Waiting), Section::Waiting) => None,
                (_, Section::Waiting) => Some(Alert::Waits(item.clone())),
                (Some(Section::Mine), Section::Mine)
                    if old.is_some_and(|old| {
                        // Under one owner a line changes by the visitor's words alone.
                        item.seq > old.seq && item.epoch == old.epoch
                    }) =>
                {
                    Some(Alert::Spoke(item.clone()))
                }
                _ => None,
            }
        })
        .collect()
}

/// What a screen reader is told; nothing when there is none.
pub fn announcement(alerts: &[Alert]) -> Option<String> {
    let waiting: Vec<&QueueItem> = alerts
        .iter()
        .filter_map(|one| match one {
            Alert::Waits(item) => Some(item),
            Alert::Spoke(_) => None,
        })
        .collect();
    match waiting.as_slice() {
        [] => (!alerts.is_empty()).then(|| "New message in a conversation with you.".to_owned()),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pure::queue::tests::{card, item, view};
    use handrail_protocol::{OwnerEpoch, OwnerKind, Seq};

    fn heard(before: &[QueueItem], changed: QueueItem) -> Vec<Alert> {
        alerts(view(before).lines(), &[changed], &card("Dana").id)
    }

    #[test]
    fn only_what_newly_waits_rings() {
        let waits = item("a", OwnerKind::Waiting, 1);
        assert_eq!(heard(&[], waits.clone()).len(), 1);
        assert!(heard(std::slice::from_ref(&waits), waits.clone()).is_empty());
        let answered = item("a", OwnerKind::Assistant, 1);
        assert_eq!(heard(std::slice::from_ref(&answered), waits).len(), 1);
        assert!(heard(&[], answered).is_empty());
    }

    #[test]
    fn a_visitor_of_mine_who_writes_rings() {
        let mut before = item("a", OwnerKind::Person, 1);
        before.agent = Some(card("Dana"));
        let mut mine = before.clone();
        mine.seq = Seq(2);
        // The same words as before: whoever asks twice has waited.
        assert!(matches!(
            heard(&[before.clone()], mine.clone())[..],
            [Alert::Spoke(_)]
        ));
        // Handed back and taken again in between: the line is new, but nobody spoke.
        mine.epoch = OwnerEpoch(before.epoch.0 + 2);
        assert!(heard(&[before], mine).is_empty());
    }

    #[test]
    fn several_at_once_are_counted() {
        let two = [
            Alert::Waits(item("a", OwnerKind::Waiting, 1)),
            Alert::Waits(item("b", OwnerKind::Waiting, 1)),
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
}
