//! The queue as an agent reads it: who waits, what is mine, what others and the AI are doing.

use handrail_protocol::{AgentId, OwnerKind, QueueItem};

/// A part of the list, in the order the desk shows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Section {
    /// Nobody answers yet: longest wait first, the front of the queue before all.
    Waiting,
    /// I answer.
    Mine,
    /// Another agent answers.
    Others,
    /// The assistant answers.
    Ai,
    /// Resolved.
    Closed,
}

impl Section {
    /// All sections, in the order of the list.
    pub const ALL: [Self; 5] = [
        Self::Waiting,
        Self::Mine,
        Self::Others,
        Self::Ai,
        Self::Closed,
    ];

    /// Where an item belongs for one agent.
    pub fn of(item: &QueueItem, me: &AgentId) -> Self {
        match item.owner {
            OwnerKind::Waiting => Self::Waiting,
            OwnerKind::Person if item.agent.as_ref().is_some_and(|agent| agent.id == *me) => {
                Self::Mine
            }
            OwnerKind::Person => Self::Others,
            OwnerKind::Closed => Self::Closed,
            OwnerKind::Assistant => Self::Ai,
        }
    }
}

/// The items of one section, sorted.
pub fn in_section(items: &[QueueItem], me: &AgentId, section: Section) -> Vec<QueueItem> {
    let mut found: Vec<QueueItem> = items
        .iter()
        .filter(|item| Section::of(item, me) == section)
        .cloned()
        .collect();
    found.sort_by(|a, b| {
        let by_age = a.since.cmp(&b.since);
        let order = match section {
            // The edge knows the place; the rest holds when it is not told.
            Section::Waiting => b
                .front
                .cmp(&a.front)
                .then_with(|| {
                    let place = |item: &QueueItem| item.position.unwrap_or(u32::MAX);
                    place(a).cmp(&place(b))
                })
                .then(by_age),
            Section::Mine | Section::Others => by_age,
            Section::Ai | Section::Closed => by_age.reverse(),
        };
        order.then_with(|| a.conversation.cmp(&b.conversation))
    });
    found
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use handrail_protocol::{AgentCard, ConversationId, OwnerEpoch, Seq, UnixMillis};

    pub(crate) fn card(name: &str) -> AgentCard {
        AgentCard {
            id: AgentId::parse(format!("acme.a_{}", name.to_lowercase())).expect("valid"),
            name: name.into(),
            title: "Customer support".into(),
        }
    }

    pub(crate) fn item(name: &str, owner: OwnerKind, since: u64) -> QueueItem {
        QueueItem {
            conversation: ConversationId::parse(format!("acme.c_{name:0>8}")).expect("valid"),
            owner,
            epoch: OwnerEpoch(1),
            reason: None,
            topic: None,
            since: UnixMillis(since),
            front: false,
            position: None,
            agent: None,
            preview: String::new(),
            locale: "en".into(),
            seq: Seq(1),
        }
    }

    fn names(items: &[QueueItem], section: Section) -> Vec<String> {
        in_section(items, &card("Dana").id, section)
            .iter()
            .map(|item| {
                item.conversation
                    .as_str()
                    .trim_start_matches("acme.c_")
                    .trim_start_matches('0')
                    .to_owned()
            })
            .collect()
    }

    #[test]
    fn the_front_comes_first_then_the_longest_wait() {
        let mut lost = item("lost", OwnerKind::Waiting, 900);
        lost.front = true;
        let items = [
            item("late", OwnerKind::Waiting, 500),
            item("early", OwnerKind::Waiting, 100),
            lost,
        ];
        assert_eq!(names(&items, Section::Waiting), ["lost", "early", "late"]);
    }

    #[test]
    fn the_place_told_by_the_edge_wins_over_the_clock() {
        let mut second = item("b", OwnerKind::Waiting, 100);
        second.position = Some(2);
        let mut first = item("a", OwnerKind::Waiting, 200);
        first.position = Some(1);
        assert_eq!(names(&[second, first], Section::Waiting), ["a", "b"]);
    }

    #[test]
    fn mine_and_theirs_are_told_apart() {
        let mut mine = item("mine", OwnerKind::Person, 1);
        mine.agent = Some(card("Dana"));
        let mut theirs = item("theirs", OwnerKind::Person, 1);
        theirs.agent = Some(card("Sam"));
        let items = [
            mine,
            theirs,
            item("robot", OwnerKind::Assistant, 1),
            item("done", OwnerKind::Closed, 1),
        ];
        assert_eq!(names(&items, Section::Mine), ["mine"]);
        assert_eq!(names(&items, Section::Others), ["theirs"]);
        assert_eq!(names(&items, Section::Ai), ["robot"]);
        assert_eq!(names(&items, Section::Closed), ["done"]);
    }
}
