//! What agents make of the frames of a desk, over any history; and what one change weighs.

use crate::desk::queue::{Applied, CLOSED_KEPT_MILLIS, Desk};
use handrail_protocol::{
    AgentCard, AgentId, ConversationId, DeskServerFrame, Folded, HandoffReason, OwnerEpoch,
    OwnerKind, QueueItem, QueuePage, QueueView, Seq, UnixMillis,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// The most that one change may weigh, in bytes.
const CHANGE_MAX_BYTES: usize = 2_048;

fn agent(number: u8) -> AgentCard {
    AgentCard {
        id: AgentId::parse(format!("acme.a_{number}")).expect("valid"),
        name: format!("Agent {number}"),
        title: "Customer support".into(),
    }
}

fn item(name: u32, owner: OwnerKind, holder: u8, since: u64, seq: u32) -> QueueItem {
    QueueItem {
        conversation: ConversationId::parse(format!("acme.c_{name:0>8}")).expect("valid"),
        owner,
        epoch: OwnerEpoch(seq),
        reason: (owner == OwnerKind::Waiting).then_some(HandoffReason::Pressed),
        topic: None,
        since: UnixMillis(since),
        front: owner == OwnerKind::Waiting && since.is_multiple_of(5),
        agent: (owner == OwnerKind::Person).then(|| agent(holder)),
        preview: format!("Message {seq}"),
        locale: "en".into(),
        seq: Seq(seq),
    }
}

/// Something that happens at a desk with two agents.
#[derive(Debug, Clone)]
enum Step {
    /// A conversation says who owns it.
    Line {
        name: u32,
        owner: OwnerKind,
        holder: u8,
    },
    /// An agent is here, goes, or is available or not.
    Here(u8),
    Leaves(u8),
    Available(u8, bool),
    /// So much time goes by, and the list is tidied.
    Time(u64),
    /// What changed is sent; each agent gets the frame or not.
    Publish([bool; 2]),
    /// An agent connects anew, or asks for a page.
    Connect(u8),
    More(u8, OwnerKind),
    /// The object ends and starts again, as stored.
    Restart,
}

fn owner() -> impl Strategy<Value = OwnerKind> {
    prop_oneof![
        Just(OwnerKind::Waiting),
        Just(OwnerKind::Person),
        Just(OwnerKind::Assistant),
        Just(OwnerKind::Closed),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => (0..12_u32, owner(), 0..2_u8)
            .prop_map(|(name, owner, holder)| Step::Line { name, owner, holder }),
        1 => (0..2_u8).prop_map(Step::Here),
        1 => (0..2_u8).prop_map(Step::Leaves),
        1 => (0..2_u8, any::<bool>()).prop_map(|(who, is)| Step::Available(who, is)),
        1 => (1..2 * CLOSED_KEPT_MILLIS).prop_map(Step::Time),
        4 => any::<[bool; 2]>().prop_map(Step::Publish),
        1 => (0..2_u8).prop_map(Step::Connect),
        2 => (0..2_u8, owner()).prop_map(|(who, owner)| Step::More(who, owner)),
        1 => Just(Step::Restart),
    ]
}

/// A desk, and what two agents know of it.
struct Played {
    desk: Desk,
    views: [Option<QueueView>; 2],
    now: UnixMillis,
    seqs: BTreeMap<u32, u32>,
    /// What a store would hold.
    items: BTreeMap<ConversationId, (QueueItem, UnixMillis)>,
}

impl Played {
    fn new() -> Self {
        Self {
            desk: Desk::default(),
            views: [None, None],
            now: UnixMillis(1_000_000),
            seqs: BTreeMap::new(),
            items: BTreeMap::new(),
        }
    }

    fn play(&mut self, step: Step) {
        self.now = self.now.plus(1);
        match step {
            Step::Line {
                name,
                owner,
                holder,
            } => {
                let seq = self.seqs.entry(name).or_default();
                *seq += 1;
                let item = item(name, owner, holder, self.now.0, *seq);
                self.items
                    .insert(item.conversation.clone(), (item.clone(), self.now));
                assert_ne!(self.desk.apply(item, self.now), Applied::Known);
            }
            Step::Here(who) => {
                self.desk.here(&agent(who), self.now, CLOSED_KEPT_MILLIS);
            }
            Step::Leaves(who) => self.desk.leave(&agent(who).id, self.now),
            Step::Available(who, is) => {
                self.desk.presence(&agent(who).id, is);
            }
            Step::Time(millis) => {
                self.now = self.now.plus(millis);
                for over in self.desk.tidy(self.now) {
                    self.items.remove(&over);
                }
            }
            Step::Publish(arrives) => self.publish(arrives),
            Step::Connect(who) => self.connect(who),
            Step::More(who, owner) => {
                let page = self.desk.page(QueuePage::first(owner));
                if let Some(view) = &mut self.views[usize::from(who)] {
                    assert_eq!(view.add_page(page), Folded::Applied);
                }
            }
            Step::Restart => {
                let agents: Vec<_> = (0..2)
                    .filter_map(|who| self.desk.agent(&agent(who).id).cloned())
                    .collect();
                let items = self.items.values().cloned().collect::<Vec<_>>();
                self.desk = Desk::restore(items, agents, [], self.desk.version());
            }
        }
    }

    fn publish(&mut self, arrives: [bool; 2]) {
        let Some(changes) = self.desk.take_changes(self.now) else {
            return;
        };
        for (who, arrives) in arrives.into_iter().enumerate() {
            let Some(view) = &mut self.views[who] else {
                continue;
            };
            if arrives && view.change(changes.clone()) == Folded::Gap {
                self.connect(u8::try_from(who).expect("two agents"));
            }
        }
    }

    fn connect(&mut self, who: u8) {
        let snapshot = self.desk.snapshot(&agent(who).id, self.now);
        self.views[usize::from(who)] = Some(QueueView::new(snapshot));
    }

    /// What an agent knows is what there is.
    fn check(&mut self) {
        for who in 0..2_u8 {
            let Some(view) = &self.views[usize::from(who)] else {
                continue;
            };
            let me = agent(who).id;
            let now = self.desk.snapshot(&me, self.now);
            assert_eq!(view.version(), now.version);
            let own = view
                .lines()
                .of(OwnerKind::Person)
                .filter(|item| item.is_of(&me));
            let begins: Vec<_> = view.lines().of(OwnerKind::Waiting).chain(own).collect();
            assert_eq!(begins, now.items.iter().collect::<Vec<_>>());
            assert_eq!(view.counts(), now.counts);
            assert_eq!(
                view.agents().collect::<Vec<_>>(),
                now.agents.iter().collect::<Vec<_>>()
            );
            for item in OwnerKind::ALL
                .iter()
                .flat_map(|owner| view.lines().of(*owner))
            {
                let kept = &self.items[&item.conversation].0;
                assert_eq!(item, kept, "no line is stale or gone");
            }
        }
    }
}

proptest! {
    #[test]
    fn a_snapshot_and_what_followed_are_the_snapshot_of_now(
        steps in proptest::collection::vec(step(), 1..80),
    ) {
        let mut played = Played::new();
        played.connect(0);
        for step in steps {
            played.play(step);
        }
        // The last frame arrives; whoever missed an earlier one notices by it.
        played.play(Step::Line { name: 99, owner: OwnerKind::Waiting, holder: 0 });
        played.publish([true, true]);
        played.check();
    }
}

fn desk_of(lines: u32) -> Desk {
    let mut desk = Desk::default();
    for name in 0..lines {
        let owner = match name % 10 {
            0 => OwnerKind::Waiting,
            1 => OwnerKind::Person,
            9 => OwnerKind::Closed,
            _ => OwnerKind::Assistant,
        };
        desk.apply(item(name, owner, 0, u64::from(name), 1), UnixMillis(1));
    }
    for who in 0..2 {
        desk.here(&agent(who), UnixMillis(1), 60_000);
    }
    desk.take_changes(UnixMillis(1));
    desk
}

#[test]
fn a_change_among_ten_thousand_lines_weighs_two_kilobytes_at_most() {
    let mut desk = desk_of(10_000);
    // The longest that a line can be: each code point is written in six bytes.
    let longest = QueueItem {
        conversation: ConversationId::parse(format!("{}.c_{}", "s".repeat(40), "0".repeat(64)))
            .expect("valid"),
        preview: "\u{1}".repeat(140),
        topic: Some("payment dispute".repeat(8)),
        ..item(0, OwnerKind::Waiting, 0, 5, 2)
    };
    let changes = [
        (
            "joins the front of the queue",
            item(20_000, OwnerKind::Waiting, 0, 5, 1),
        ),
        (
            "leaves the front of the queue",
            item(0, OwnerKind::Person, 0, 9, 2),
        ),
        (
            "is written to by its visitor",
            item(1, OwnerKind::Person, 0, 1, 2),
        ),
        ("is resolved", item(11, OwnerKind::Closed, 0, 9, 2)),
        ("is as long as can be", longest),
    ];
    let mut heaviest = 0;
    for (what, item) in changes {
        desk.apply(item, UnixMillis(2));
        let changes = desk.take_changes(UnixMillis(2)).expect("a change");
        let frame = serde_json::to_string(&DeskServerFrame::QueueChanged(changes));
        let bytes = frame.expect("JSON").len();
        assert!(
            bytes <= CHANGE_MAX_BYTES,
            "a line that {what}: {bytes} bytes"
        );
        heaviest = heaviest.max(bytes);
    }
    assert!(
        heaviest > 1_000,
        "the longest line was among them: {heaviest}"
    );
    assert_eq!(
        desk.take_changes(UnixMillis(2)),
        None,
        "nothing is sent twice"
    );
}

#[test]
fn a_change_weighs_the_same_however_many_lines_there_are() {
    let weight = |lines| {
        let mut desk = desk_of(lines);
        desk.apply(item(10, OwnerKind::Person, 1, 9, 2), UnixMillis(2));
        let changes = desk.take_changes(UnixMillis(2)).expect("a change");
        (
            changes.items.len(),
            changes.agents.len(),
            changes.removed.len(),
        )
    };
    assert_eq!(weight(100), (1, 1, 0));
    assert_eq!(weight(10_000), (1, 1, 0));
}
