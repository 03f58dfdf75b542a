//! The queue as an agent reads it: who waits, what is mine, what others and the AI are doing.

use handrail_protocol::{AgentId, OwnerKind, QueueItem, QueueView};

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
            OwnerKind::Person if item.is_of(me) => Self::Mine,
            OwnerKind::Person => Self::Others,
            OwnerKind::Assistant => Self::Ai,
            OwnerKind::Closed => Self::Closed,
        }
    }

    /// Who owns what stands in it.
    pub fn owner(self) -> OwnerKind {
        match self {
            Self::Waiting => OwnerKind::Waiting,
            Self::Mine | Self::Others => OwnerKind::Person,
            Self::Ai => OwnerKind::Assistant,
            Self::Closed => OwnerKind::Closed,
        }
    }
}

/// The known items of one section, in order.
pub fn in_section<'a>(
    view: &'a QueueView,
    me: &'a AgentId,
    section: Section,
) -> impl Iterator<Item = &'a QueueItem> {
    view.lines()
        .of(section.owner())
        .filter(move |item| Section::of(item, me) == section)
}

/// How many items a section has, known or not.
pub fn count(view: &QueueView, me: &AgentId, section: Section) -> usize {
    let mine = || in_section(view, me, Section::Mine).count();
    let of_owner = view.counts().of(section.owner()) as usize;
    match section {
        // All of mine are known.
        Section::Mine => mine(),
        Section::Others => of_owner.saturating_sub(mine()),
        Section::Waiting | Section::Ai | Section::Closed => of_owner,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use handrail_protocol::{
        AgentCard, ConversationId, OwnerEpoch, QueueCounts, QueueSnapshot, QueueVersion, Seq,
        UnixMillis,
    };

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
            agent: None,
            preview: String::new(),
            locale: "en".into(),
            seq: Seq(1),
        }
    }

    pub(crate) fn view(items: &[QueueItem]) -> QueueView {
        QueueView::new(QueueSnapshot {
            version: QueueVersion(1),
            items: items.to_vec(),
            counts: QueueCounts {
                person: 7,
                assistant: 9_000,
                ..QueueCounts::default()
            },
            agents: Vec::new(),
        })
    }

    #[test]
    fn mine_and_theirs_are_told_apart() {
        let mut mine = item("mine", OwnerKind::Person, 1);
        mine.agent = Some(card("Dana"));
        let mut theirs = item("theirs", OwnerKind::Person, 1);
        theirs.agent = Some(card("Sam"));
        let view = view(&[
            mine,
            theirs,
            item("robot", OwnerKind::Assistant, 1),
            item("done", OwnerKind::Closed, 1),
        ]);
        let me = card("Dana").id;
        let names = |section| -> Vec<String> {
            in_section(&view, &me, section)
                .map(|item| {
                    let name = item.conversation.as_str().trim_start_matches("acme.c_");
                    name.trim_start_matches('0').to_owned()
                })
                .collect()
        };
        assert_eq!(names(Section::Mine), ["mine"]);
        assert_eq!(names(Section::Others), ["theirs"]);
        assert_eq!(names(Section::Ai), ["robot"]);
        assert_eq!(names(Section::Closed), ["done"]);
        let counts = Section::ALL.map(|section| count(&view, &me, section));
        assert_eq!(counts, [0, 1, 6, 9_000, 0], "also those that are not known");
    }
}
