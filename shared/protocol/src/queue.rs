//! A site's queue as the desk keeps it and as agents see it: lines in their order, changes with
//! gapless numbers, and the fold of what an agent was sent.
//!
//! For: the one order of the queue, its pages, and [`QueueView`], which every desk folds frames into.
//! Not for: presence by leases or measured waits; those are the edge's.
//!
//! Invariants:
//! - A line is known in its newest form or not at all; one with a lower `seq` changes nothing.
//! - A view holds every waiting line and every line of its agent; of the others, those that were
//!   paged in or changed since.
//! - A change is taken in only where none before it is missing.

use crate::{
    AgentCard, AgentId, ConversationId, HandoffReason, OwnerEpoch, OwnerKind, Seq, UnixMillis,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Bound;

/// The most lines one page holds.
pub const QUEUE_PAGE_MAX: usize = 50;

/// Counts the changes of a queue, one by one.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct QueueVersion(pub u64);

impl QueueVersion {
    /// The one after it.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

/// A conversation as the desk lists it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QueueItem {
    /// Which conversation.
    pub conversation: ConversationId,
    /// Who owns it.
    pub owner: OwnerKind,
    /// Its epoch, for `take`.
    pub epoch: OwnerEpoch,
    /// Why it waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<HandoffReason>,
    /// The configured topic, where that was the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// Since when it waits, or the owner holds it.
    pub since: UnixMillis,
    /// Ahead of the others.
    #[serde(default)]
    pub front: bool,
    /// The person, while one owns it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<AgentCard>,
    /// The newest message of the visitor, masked, cut at 140 code points.
    pub preview: String,
    /// Language of the panel.
    pub locale: String,
    /// Last event.
    pub seq: Seq,
}

impl QueueItem {
    /// Does this agent own it?
    pub fn is_of(&self, agent: &AgentId) -> bool {
        self.owner == OwnerKind::Person && self.agent.as_ref().is_some_and(|card| card.id == *agent)
    }

    fn place(&self) -> Place {
        let (is_behind, rank) = match self.owner {
            OwnerKind::Waiting => (!self.front, self.since.0),
            OwnerKind::Person => (false, self.since.0),
            // Nobody waits in these: the newest are looked for.
            OwnerKind::Assistant | OwnerKind::Closed => (false, u64::MAX - self.since.0),
        };
        Place {
            is_behind,
            rank,
            conversation: self.conversation.clone(),
        }
    }
}

/// An agent at the desk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AgentPresence {
    /// Who.
    pub agent: AgentCard,
    /// Connected with a valid lease.
    pub online: bool,
    /// Takes new conversations.
    pub available: bool,
    /// Conversations held.
    pub holding: u32,
}

impl AgentPresence {
    /// Is there anything to see of them? Others have left.
    pub fn is_listed(&self) -> bool {
        self.online || self.holding > 0
    }
}

/// How many conversations of the list each kind of owner has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueCounts {
    /// Waiting for a person.
    pub waiting: u32,
    /// With a person.
    pub person: u32,
    /// With the assistant.
    pub assistant: u32,
    /// Resolved.
    pub closed: u32,
}

impl QueueCounts {
    /// Those of one kind of owner.
    pub fn of(&self, owner: OwnerKind) -> u32 {
        match owner {
            OwnerKind::Waiting => self.waiting,
            OwnerKind::Person => self.person,
            OwnerKind::Assistant => self.assistant,
            OwnerKind::Closed => self.closed,
        }
    }
}

/// Where a line stands among those of its kind of owner.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    /// Behind those that are in front.
    is_behind: bool,
    rank: u64,
    conversation: ConversationId,
}

/// Names one page of the lines of one kind of owner: the first, or the one after a line. As text:
/// `assistant`, `assistant.0.1793000000000.acme.c_…`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct QueuePage {
    owner: OwnerKind,
    after: Option<Place>,
}

/// A text names no page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`page` has to be `waiting`, `person`, `assistant`, `closed` or the `next` of a page")]
pub struct QueuePageError;

impl QueuePage {
    /// The first one.
    pub fn first(owner: OwnerKind) -> Self {
        Self { owner, after: None }
    }

    /// Whose lines it holds.
    pub fn owner(&self) -> OwnerKind {
        self.owner
    }

    /// Reads the name of a page.
    ///
    /// # Errors
    /// The text has another shape.
    pub fn parse(text: &str) -> Result<Self, QueuePageError> {
        let (name, rest) = match text.split_once('.') {
            Some((name, rest)) => (name, Some(rest)),
            None => (text, None),
        };
        let owner = match name {
            "waiting" => OwnerKind::Waiting,
            "person" => OwnerKind::Person,
            "assistant" => OwnerKind::Assistant,
            "closed" => OwnerKind::Closed,
            _ => return Err(QueuePageError),
        };
        let after = rest.map(|rest| {
            let (is_behind, rest) = rest.split_once('.').ok_or(QueuePageError)?;
            let (rank, conversation) = rest.split_once('.').ok_or(QueuePageError)?;
            let is_behind = match is_behind {
                "0" => false,
                "1" => true,
                _ => return Err(QueuePageError),
            };
            Ok(Place {
                is_behind,
                rank: rank.parse().map_err(|_| QueuePageError)?,
                conversation: ConversationId::parse(conversation).map_err(|_| QueuePageError)?,
            })
        });
        Ok(Self {
            owner,
            after: after.transpose()?,
        })
    }
}

impl fmt::Display for QueuePage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.owner {
            OwnerKind::Waiting => "waiting",
            OwnerKind::Person => "person",
            OwnerKind::Assistant => "assistant",
            OwnerKind::Closed => "closed",
        })?;
        match &self.after {
            None => Ok(()),
            Some(Place {
                is_behind,
                rank,
                conversation,
            }) => write!(f, ".{}.{rank}.{conversation}", u8::from(*is_behind)),
        }
    }
}

impl TryFrom<String> for QueuePage {
    type Error = QueuePageError;

    fn try_from(text: String) -> Result<Self, QueuePageError> {
        Self::parse(&text)
    }
}

impl From<QueuePage> for String {
    fn from(page: QueuePage) -> Self {
        page.to_string()
    }
}

/// Lines of a queue in their order. Each call costs the lines it gives, not those there are.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QueueLines {
    items: BTreeMap<ConversationId, QueueItem>,
    order: BTreeMap<OwnerKind, BTreeSet<Place>>,
}

impl QueueLines {
    /// Puts a line in its place, unless the one that is there is as new. Says whether it did.
    pub fn put(&mut self, item: QueueItem) -> bool {
        let known = self.items.get(&item.conversation);
        if known.is_some_and(|known| known.seq >= item.seq) {
            return false;
        }
        self.remove(&item.conversation);
        self.order
            .entry(item.owner)
            .or_default()
            .insert(item.place());
        self.items.insert(item.conversation.clone(), item);
        true
    }

    /// Takes a line out.
    pub fn remove(&mut self, conversation: &ConversationId) -> Option<QueueItem> {
        let item = self.items.remove(conversation)?;
        if let Some(order) = self.order.get_mut(&item.owner) {
            order.remove(&item.place());
        }
        Some(item)
    }

    /// One line.
    pub fn get(&self, conversation: &ConversationId) -> Option<&QueueItem> {
        self.items.get(conversation)
    }

    /// How many there are.
    pub fn counts(&self) -> QueueCounts {
        let count = |owner| {
            let order = self.order.get(&owner).map_or(0, BTreeSet::len);
            u32::try_from(order).unwrap_or(u32::MAX)
        };
        QueueCounts {
            waiting: count(OwnerKind::Waiting),
            person: count(OwnerKind::Person),
            assistant: count(OwnerKind::Assistant),
            closed: count(OwnerKind::Closed),
        }
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The lines of one kind of owner: waiting ones in the order of the queue, those with a person
    /// by age, the others newest first.
    pub fn of(&self, owner: OwnerKind) -> impl Iterator<Item = &QueueItem> {
        self.after(owner, None)
    }

    /// The place in the queue, from 1, of a conversation that waits.
    pub fn position(&self, conversation: &ConversationId) -> Option<u32> {
        let item = self.get(conversation)?;
        let waiting = self
            .order
            .get(&item.owner)
            .filter(|_| item.owner == OwnerKind::Waiting)?;
        u32::try_from(waiting.range(..=item.place()).count()).ok()
    }

    /// One page, and the name of the next where there is one.
    pub fn page(&self, page: &QueuePage) -> (Vec<QueueItem>, Option<QueuePage>) {
        let mut lines = self.after(page.owner, page.after.as_ref());
        let items: Vec<QueueItem> = lines.by_ref().take(QUEUE_PAGE_MAX).cloned().collect();
        let next = lines.next().and(items.last()).map(|last| QueuePage {
            owner: page.owner,
            after: Some(last.place()),
        });
        (items, next)
    }

    fn after(&self, owner: OwnerKind, after: Option<&Place>) -> impl Iterator<Item = &QueueItem> {
        let from = after.map_or(Bound::Unbounded, Bound::Excluded);
        self.order
            .get(&owner)
            .into_iter()
            .flat_map(move |order| order.range((from, Bound::Unbounded)))
            .filter_map(|place| self.items.get(&place.conversation))
    }
}

/// The queue as one agent begins with it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QueueSnapshot {
    /// The last change it holds.
    pub version: QueueVersion,
    /// All that wait, in the order of the queue, then the agent's own.
    pub items: Vec<QueueItem>,
    /// How many there are, also of those that are not here.
    pub counts: QueueCounts,
    /// Who is here or holds a conversation.
    pub agents: Vec<AgentPresence>,
}

/// What changed in the queue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QueueChanges {
    /// The last change before these. Who has an earlier one has missed something.
    pub after: QueueVersion,
    /// The last of these.
    pub version: QueueVersion,
    /// Lines that are new or changed, whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<QueueItem>,
    /// Lines that are gone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<ConversationId>,
    /// Agents whose presence changed; one who is neither online nor holds anything has left.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agents: Vec<AgentPresence>,
    /// How many there are now.
    pub counts: QueueCounts,
}

/// More lines.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QueuePageItems {
    /// Which page.
    pub page: QueuePage,
    /// The last change it holds.
    pub version: QueueVersion,
    /// At most [`QUEUE_PAGE_MAX`].
    pub items: Vec<QueueItem>,
    /// The page after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<QueuePage>,
}

/// What became of something that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folded {
    /// It is taken in.
    Applied,
    /// All of it was known.
    Known,
    /// Something before it is missing: the snapshot has to be asked for anew.
    Gap,
}

/// The queue as one agent sees it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QueueView {
    version: QueueVersion,
    lines: QueueLines,
    counts: QueueCounts,
    agents: BTreeMap<AgentId, AgentPresence>,
}

impl QueueView {
    /// Begins with a snapshot.
    pub fn new(snapshot: QueueSnapshot) -> Self {
        let mut view = Self {
            version: snapshot.version,
            counts: snapshot.counts,
            ..Self::default()
        };
        view.put_all(snapshot.items);
        view.put_agents(snapshot.agents);
        view
    }

    /// Takes changes in.
    pub fn change(&mut self, changes: QueueChanges) -> Folded {
        if changes.version <= self.version {
            return Folded::Known;
        }
        if changes.after > self.version {
            return Folded::Gap;
        }
        self.version = changes.version;
        self.counts = changes.counts;
        for conversation in &changes.removed {
            self.lines.remove(conversation);
        }
        self.put_all(changes.items);
        self.put_agents(changes.agents);
        Folded::Applied
    }

    /// Takes a page in. One that is older than the view may hold lines that are gone.
    pub fn add_page(&mut self, page: QueuePageItems) -> Folded {
        if page.version < self.version {
            return Folded::Gap;
        }
        self.put_all(page.items);
        Folded::Applied
    }

    /// The last change that was taken in.
    pub fn version(&self) -> QueueVersion {
        self.version
    }

    /// What is known of the lines.
    pub fn lines(&self) -> &QueueLines {
        &self.lines
    }

    /// How many there are, known or not.
    pub fn counts(&self) -> QueueCounts {
        self.counts
    }

    /// Who is here or holds a conversation.
    pub fn agents(&self) -> impl Iterator<Item = &AgentPresence> {
        self.agents.values()
    }

    fn put_all(&mut self, items: Vec<QueueItem>) {
        for item in items {
            // A page may hold what a change has brought already.
            let _ = self.lines.put(item);
        }
    }

    fn put_agents(&mut self, agents: Vec<AgentPresence>) {
        for agent in agents {
            if agent.is_listed() {
                self.agents.insert(agent.agent.id.clone(), agent);
            } else {
                self.agents.remove(&agent.agent.id);
            }
        }
    }
}

#[cfg(test)]
#[path = "queue_tests.rs"]
mod tests;
