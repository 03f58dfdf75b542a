//! One site's desk: the queue, who is there, and how long people wait. Pure.
//!
//! For: the queue and what of it changed, presence with a lease, the estimate. Not for: deciding who
//! owns a conversation; the conversation does, and this is a projection of what it said.
//!
//! Invariants: a line older than the known one changes nothing; each change of a line has a number of
//! its own, without gaps; an agent is there while the lease runs; an estimate needs [`WAITS_MIN`]
//! measured waits and an agent online. What a change costs doesn't depend on how many lines there are.

use handrail_protocol::{
    AgentCard, AgentId, AgentPresence, Availability, ConversationId, OwnerKind, QueueChanges,
    QueueItem, QueueLines, QueuePage, QueuePageItems, QueueSnapshot, QueueVersion, UnixMillis,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Measured waits before one is told.
pub(crate) const WAITS_MIN: usize = 20;
/// Waits that are remembered.
pub(crate) const WAITS_KEPT: usize = 100;
/// How long a closed conversation stays on the list.
pub(crate) const CLOSED_KEPT_MILLIS: u64 = 60 * 60 * 1000;
/// How long one that nobody waits in stays on the list.
pub(crate) const QUIET_KEPT_MILLIS: u64 = 24 * 60 * 60 * 1000;

/// The desk of one site.
#[derive(Debug, Default)]
pub(crate) struct Desk {
    lines: QueueLines,
    /// When each line changed last.
    changed: BTreeMap<ConversationId, UnixMillis>,
    /// What each agent holds.
    held: BTreeMap<AgentId, BTreeSet<ConversationId>>,
    agents: BTreeMap<AgentId, Agent>,
    waits: VecDeque<u64>,
    /// Nobody is there, whatever the leases say (the sandbox's switch).
    pub(crate) is_away: bool,
    version: QueueVersion,
    unsent: Unsent,
}

/// What desks were not sent yet.
#[derive(Debug, Default)]
struct Unsent {
    /// The last change that was sent.
    after: QueueVersion,
    /// Lines that changed or went since.
    lines: BTreeSet<ConversationId>,
    /// Agents as they were sent. Nobody after a start: whoever is connected then knows them of old, and
    /// gets all anew.
    agents: BTreeMap<AgentId, AgentPresence>,
}

/// An agent as the desk knows them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Agent {
    /// Who.
    pub(crate) card: AgentCard,
    /// Here until then.
    pub(crate) lease_until: UnixMillis,
    /// Takes new conversations.
    pub(crate) available: bool,
    /// The lease is over and the conversations were told.
    pub(crate) is_lapsed: bool,
}

/// What a line changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Applied {
    /// Nothing: it was known, or older.
    Known,
    /// The list; `wait_millis` where a wait ended with a person.
    New { wait_millis: Option<u64> },
}

impl Desk {
    /// Puts back what was stored.
    pub(crate) fn restore(
        items: impl IntoIterator<Item = (QueueItem, UnixMillis)>,
        agents: impl IntoIterator<Item = Agent>,
        waits: impl IntoIterator<Item = u64>,
        version: QueueVersion,
    ) -> Self {
        let mut desk = Self {
            agents: agents
                .into_iter()
                .map(|agent| (agent.card.id.clone(), agent))
                .collect(),
            waits: waits.into_iter().collect(),
            version,
            ..Self::default()
        };
        for (item, changed) in items {
            desk.put(item, changed);
        }
        // What was not sent when the object ended is not known any more; its number is, so that desks
        // which are still connected notice the gap.
        desk.version = version;
        desk.unsent = Unsent {
            after: version,
            ..Unsent::default()
        };
        desk
    }

    /// Takes in what a conversation says about itself.
    pub(crate) fn apply(&mut self, item: QueueItem, now: UnixMillis) -> Applied {
        let before = self.lines.get(&item.conversation);
        if before.is_some_and(|line| line.seq >= item.seq) {
            return Applied::Known;
        }
        let waited_since = before
            .filter(|line| line.owner == OwnerKind::Waiting && item.owner == OwnerKind::Person)
            .map(|line| line.since);
        let wait_millis = waited_since.map(|since| item.since.since(since));
        if let Some(wait) = wait_millis {
            if self.waits.len() >= WAITS_KEPT {
                self.waits.pop_front();
            }
            self.waits.push_back(wait);
        }
        self.put(item, now);
        Applied::New { wait_millis }
    }

    fn put(&mut self, item: QueueItem, changed: UnixMillis) {
        let conversation = item.conversation.clone();
        self.remove(&conversation);
        if let Some(agent) = item.agent.as_ref().filter(|agent| item.is_of(&agent.id)) {
            let held = self.held.entry(agent.id.clone()).or_default();
            held.insert(conversation.clone());
        }
        self.changed.insert(conversation.clone(), changed);
        self.lines.put(item);
        self.count(conversation);
    }

    fn remove(&mut self, conversation: &ConversationId) {
        let Some(line) = self.lines.remove(conversation) else {
            return;
        };
        self.changed.remove(conversation);
        if let Some(held) = line.agent.and_then(|agent| self.held.get_mut(&agent.id)) {
            held.remove(conversation);
        }
    }

    fn count(&mut self, conversation: ConversationId) {
        self.version = self.version.next();
        self.unsent.lines.insert(conversation);
    }

    /// The number of the last change.
    pub(crate) fn version(&self) -> QueueVersion {
        self.version
    }

    /// What changed since this was asked last; nothing where nothing did. A presence that changed counts
    /// as a change by itself.
    pub(crate) fn take_changes(&mut self, now: UnixMillis) -> Option<QueueChanges> {
        let mut agents = Vec::new();
        for agent in self.agents.values() {
            let presence = self.presence_of(agent, now);
            if self.unsent.agents.get(&agent.card.id) != Some(&presence) {
                agents.push(presence);
            }
        }
        if !agents.is_empty() {
            self.version = self.version.next();
        }
        let sent = agents.iter().map(|one| (one.agent.id.clone(), one.clone()));
        self.unsent.agents.extend(sent);
        let after = std::mem::replace(&mut self.unsent.after, self.version);
        if after == self.version {
            return None;
        }
        let (mut items, mut removed) = (Vec::new(), Vec::new());
        for conversation in std::mem::take(&mut self.unsent.lines) {
            match self.lines.get(&conversation) {
                Some(item) => items.push(item.clone()),
                None => removed.push(conversation),
            }
        }
        Some(QueueChanges {
            after,
            version: self.version,
            items,
            removed,
            agents,
            counts: self.lines.counts(),
        })
    }

    /// The queue as this agent begins with it.
    pub(crate) fn snapshot(&mut self, agent: &AgentId, now: UnixMillis) -> QueueSnapshot {
        self.forget_sent(now);
        let own = self
            .lines
            .of(OwnerKind::Person)
            .filter(|item| item.is_of(agent));
        QueueSnapshot {
            version: self.version,
            items: self
                .lines
                .of(OwnerKind::Waiting)
                .chain(own)
                .cloned()
                .collect(),
            counts: self.lines.counts(),
            agents: self.agents(now),
        }
    }

    /// Agents whose presence has changed since it was sent are sent again, even if it changes back: a
    /// snapshot shows it as it is in between.
    fn forget_sent(&mut self, now: UnixMillis) {
        let mut sent = std::mem::take(&mut self.unsent.agents);
        sent.retain(|id, sent| {
            let agent = self.agents.get(id);
            agent.is_some_and(|agent| self.presence_of(agent, now) == *sent)
        });
        self.unsent.agents = sent;
    }

    /// A page of the lines that a snapshot has not.
    pub(crate) fn page(&self, page: QueuePage) -> QueuePageItems {
        let (items, next) = self.lines.page(&page);
        QueuePageItems {
            page,
            version: self.version,
            items,
            next,
        }
    }

    /// An agent is here: the lease runs from now. Returns whether others see a difference.
    pub(crate) fn here(&mut self, card: &AgentCard, now: UnixMillis, lease_millis: u64) -> bool {
        let until = now.plus(lease_millis);
        match self.agents.get_mut(&card.id) {
            Some(agent) => {
                let changed = agent.card != *card || agent.is_lapsed || agent.lease_until <= now;
                agent.card.clone_from(card);
                agent.lease_until = until;
                agent.is_lapsed = false;
                changed
            }
            None => {
                let agent = Agent {
                    card: card.clone(),
                    lease_until: until,
                    available: true,
                    is_lapsed: false,
                };
                self.agents.insert(card.id.clone(), agent);
                true
            }
        }
    }

    /// An agent takes new conversations, or not. Returns whether that is new.
    pub(crate) fn presence(&mut self, id: &AgentId, available: bool) -> bool {
        match self.agents.get_mut(id) {
            Some(agent) if agent.available != available => {
                agent.available = available;
                true
            }
            _ => false,
        }
    }

    /// An agent signed out: the lease ends now.
    pub(crate) fn leave(&mut self, id: &AgentId, now: UnixMillis) {
        if let Some(agent) = self.agents.get_mut(id) {
            agent.lease_until = agent.lease_until.min(now);
        }
    }

    /// One agent, for storage.
    pub(crate) fn agent(&self, id: &AgentId) -> Option<&Agent> {
        self.agents.get(id)
    }

    /// Agents whose lease is over and whose conversations were not told yet.
    pub(crate) fn lapsed(&self, now: UnixMillis) -> Vec<(AgentId, Vec<ConversationId>)> {
        self.agents
            .values()
            .filter(|agent| !agent.is_lapsed && agent.lease_until <= now)
            .map(|agent| (agent.card.id.clone(), self.held_by(&agent.card.id)))
            .collect()
    }

    /// Is this agent's lease over?
    pub(crate) fn is_gone(&self, id: &AgentId, now: UnixMillis) -> bool {
        self.agents
            .get(id)
            .is_none_or(|agent| agent.lease_until <= now)
    }

    /// The conversations of a lapsed agent were told. A lease that runs again keeps running.
    pub(crate) fn told(&mut self, id: &AgentId, now: UnixMillis) {
        if let Some(agent) = self.agents.get_mut(id) {
            agent.is_lapsed = agent.lease_until <= now;
        }
    }

    /// When the next lease ends.
    pub(crate) fn next_lapse(&self) -> Option<UnixMillis> {
        let running = self.agents.values().filter(|agent| !agent.is_lapsed);
        running.map(|agent| agent.lease_until).min()
    }

    /// When to wake, where something is due: no later than the next lease ends. One that ended already
    /// was told or will be told with what is due, `again` at the latest.
    pub(crate) fn wakes_at(
        &self,
        due: UnixMillis,
        now: UnixMillis,
        again: UnixMillis,
    ) -> UnixMillis {
        let lapse = self.next_lapse().unwrap_or(due);
        due.min(if lapse > now { lapse } else { again })
    }

    /// Who waits, in order.
    pub(crate) fn waiting(&self) -> Vec<ConversationId> {
        self.lines
            .of(OwnerKind::Waiting)
            .map(|item| item.conversation.clone())
            .collect()
    }

    /// Conversations in which the visitor may look at who is there: not closed, changed lately.
    pub(crate) fn recent(&self, now: UnixMillis, millis: u64) -> Vec<ConversationId> {
        self.lines
            .of(OwnerKind::Assistant)
            .filter(|item| now.since(self.changed_at(item)) < millis)
            .map(|item| item.conversation.clone())
            .collect()
    }

    /// The place of one conversation, from 1.
    pub(crate) fn place(&self, conversation: &ConversationId) -> Option<u32> {
        self.lines.position(conversation)
    }

    /// Does this agent own the conversation, as far as the desk knows?
    pub(crate) fn holds(&self, agent: &AgentId, conversation: &ConversationId) -> bool {
        self.held
            .get(agent)
            .is_some_and(|held| held.contains(conversation))
    }

    /// Everyone who is here or holds a conversation.
    pub(crate) fn agents(&self, now: UnixMillis) -> Vec<AgentPresence> {
        self.agents
            .values()
            .map(|agent| self.presence_of(agent, now))
            .filter(AgentPresence::is_listed)
            .collect()
    }

    /// What visitors may know. `opens_at` is the site's, while it is closed.
    pub(crate) fn people(
        &self,
        now: UnixMillis,
        opens_at: Option<UnixMillis>,
        shows_estimate: bool,
    ) -> Availability {
        let online = self
            .agents
            .values()
            .any(|agent| agent.available && self.is_online(agent, now));
        let measured = shows_estimate && online && self.waits.len() >= WAITS_MIN;
        Availability {
            online,
            wait_minutes: measured.then(|| self.median_minutes()),
            opens_at: opens_at.filter(|_| !online),
        }
    }

    /// Takes lines off the list that nobody looks for any more; says which.
    pub(crate) fn tidy(&mut self, now: UnixMillis) -> Vec<ConversationId> {
        let mut over = Vec::new();
        for (owner, kept_millis) in [
            (OwnerKind::Closed, CLOSED_KEPT_MILLIS),
            (OwnerKind::Assistant, QUIET_KEPT_MILLIS),
        ] {
            let old = self
                .lines
                .of(owner)
                .filter(|item| now.since(self.changed_at(item)) > kept_millis);
            over.extend(old.map(|item| item.conversation.clone()));
        }
        for conversation in &over {
            self.remove(conversation);
            self.count(conversation.clone());
        }
        over
    }

    fn changed_at(&self, item: &QueueItem) -> UnixMillis {
        let changed = self.changed.get(&item.conversation);
        changed.copied().unwrap_or_default()
    }

    fn presence_of(&self, agent: &Agent, now: UnixMillis) -> AgentPresence {
        let holding = self.held.get(&agent.card.id).map_or(0, BTreeSet::len);
        AgentPresence {
            agent: agent.card.clone(),
            online: self.is_online(agent, now),
            available: agent.available,
            holding: u32::try_from(holding).unwrap_or(u32::MAX),
        }
    }

    fn is_online(&self, agent: &Agent, now: UnixMillis) -> bool {
        !self.is_away && agent.lease_until > now
    }

    fn held_by(&self, agent: &AgentId) -> Vec<ConversationId> {
        let held = self.held.get(agent);
        held.into_iter().flatten().cloned().collect()
    }

    fn median_minutes(&self) -> u32 {
        let mut waits: Vec<u64> = self.waits.iter().copied().collect();
        waits.sort_unstable();
        let median = waits.get(waits.len() / 2).copied().unwrap_or(0);
        u32::try_from(median.div_ceil(60_000))
            .unwrap_or(u32::MAX)
            .max(1)
    }
}

#[cfg(test)]
#[path = "queue_unit_tests.rs"]
mod tests;
