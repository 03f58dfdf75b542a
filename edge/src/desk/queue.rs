//! One site's desk: the queue, who is there, and how long people wait. Pure.
//!
//! For: the order of the queue, places, presence with a lease, the estimate. Not for: deciding who
//! owns a conversation; the conversation does, and this is a projection of what it said.
//!
//! Invariants: a line older than the known one changes nothing; front before since; an agent is
//! there while the lease runs; an estimate needs [`WAITS_MIN`] measured waits and an agent online.

use handrail_protocol::{
    AgentCard, AgentId, AgentPresence, Availability, ConversationId, OwnerKind, QueueItem,
    UnixMillis,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, VecDeque};

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
    items: BTreeMap<ConversationId, Line>,
    agents: BTreeMap<AgentId, Agent>,
    waits: VecDeque<u64>,
    /// Nobody is there, whatever the leases say (the sandbox's switch).
    pub(crate) is_away: bool,
}

#[derive(Debug, Clone)]
struct Line {
    item: QueueItem,
    changed: UnixMillis,
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
    ) -> Self {
        Self {
            items: items
                .into_iter()
                .map(|(item, changed)| (item.conversation.clone(), Line { item, changed }))
                .collect(),
            agents: agents
                .into_iter()
                .map(|agent| (agent.card.id.clone(), agent))
                .collect(),
            waits: waits.into_iter().collect(),
            is_away: false,
        }
    }

    /// Takes in what a conversation says about itself.
    pub(crate) fn apply(&mut self, item: QueueItem, now: UnixMillis) -> Applied {
        let before = self.items.get(&item.conversation);
        if before.is_some_and(|line| line.item.seq >= item.seq) {
            return Applied::Known;
        }
        let waited_since = before
            .filter(|line| line.item.owner == OwnerKind::Waiting && item.owner == OwnerKind::Person)
            .map(|line| line.item.since);
        let wait_millis = waited_since.map(|since| item.since.since(since));
        if let Some(wait) = wait_millis {
            if self.waits.len() >= WAITS_KEPT {
                self.waits.pop_front();
            }
            self.waits.push_back(wait);
        }
        self.items
            .insert(item.conversation.clone(), Line { item, changed: now });
        Applied::New { wait_millis }
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

    /// Does this agent hold this conversation, as far as it said?
    pub(crate) fn holds(&self, id: &AgentId, conversation: &ConversationId) -> bool {
        self.items.get(conversation).is_some_and(|line| {
            let agent = line.item.agent.as_ref();
            agent.is_some_and(|card| card.id == *id)
        })
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

    /// The list: waiting first, in the order of the queue and with places; then the rest, newest
    /// first.
    pub(crate) fn queue(&self) -> Vec<QueueItem> {
        let (mut waiting, mut rest): (Vec<_>, Vec<_>) = self
            .items
            .values()
            .map(|line| line.item.clone())
            .partition(|item| item.owner == OwnerKind::Waiting);
        waiting.sort_by(|a, b| order(a).cmp(&order(b)));
        for (index, item) in waiting.iter_mut().enumerate() {
            item.position = u32::try_from(index + 1).ok();
        }
        rest.sort_by(|a, b| {
            b.since
                .cmp(&a.since)
                .then_with(|| a.conversation.cmp(&b.conversation))
        });
        waiting.extend(rest);
        waiting
    }

    /// Who waits, in order.
    pub(crate) fn waiting(&self) -> Vec<ConversationId> {
        self.queue()
            .into_iter()
            .take_while(|item| item.owner == OwnerKind::Waiting)
            .map(|item| item.conversation)
            .collect()
    }

    /// Conversations in which the visitor may look at who is there: not closed, changed lately.
    pub(crate) fn recent(&self, now: UnixMillis, millis: u64) -> Vec<ConversationId> {
        self.items
            .values()
            .filter(|line| {
                line.item.owner == OwnerKind::Assistant && now.since(line.changed) < millis
            })
            .map(|line| line.item.conversation.clone())
            .collect()
    }

    /// The place of one conversation, from 1.
    pub(crate) fn place(&self, conversation: &ConversationId) -> Option<u32> {
        let index = self
            .waiting()
            .iter()
            .position(|waiting| waiting == conversation)?;
        u32::try_from(index + 1).ok()
    }

    /// Everyone who is here or holds a conversation.
    pub(crate) fn agents(&self, now: UnixMillis) -> Vec<AgentPresence> {
        self.agents
            .values()
            .map(|agent| AgentPresence {
                agent: agent.card.clone(),
                online: self.is_online(agent, now),
                available: agent.available,
                holding: u32::try_from(self.held_by(&agent.card.id).len()).unwrap_or(u32::MAX),
            })
            .filter(|presence| presence.online || presence.holding > 0)
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
        let over: Vec<ConversationId> = self
            .items
            .values()
            .filter(|line| {
                let age = now.since(line.changed);
                match line.item.owner {
                    OwnerKind::Closed => age > CLOSED_KEPT_MILLIS,
                    OwnerKind::Assistant => age > QUIET_KEPT_MILLIS,
                    _ => false,
                }
            })
            .map(|line| line.item.conversation.clone())
            .collect();
        for conversation in &over {
            self.items.remove(conversation);
        }
        over
    }

    fn is_online(&self, agent: &Agent, now: UnixMillis) -> bool {
        !self.is_away && agent.lease_until > now
    }

    fn held_by(&self, agent: &AgentId) -> Vec<ConversationId> {
        self.items
            .values()
            .filter(|line| {
                line.item.owner == OwnerKind::Person
                    && line
                        .item
                        .agent
                        .as_ref()
                        .is_some_and(|card| card.id == *agent)
            })
            .map(|line| line.item.conversation.clone())
            .collect()
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

fn order(item: &QueueItem) -> (bool, UnixMillis, &ConversationId) {
    (!item.front, item.since, &item.conversation)
}

#[cfg(test)]
mod tests {
    use super::*;
    use handrail_protocol::{OwnerEpoch, Seq};

    fn item(name: &str, owner: OwnerKind, since: u64, seq: u32) -> QueueItem {
        QueueItem {
            conversation: ConversationId::parse(format!("acme.c_{name:0>8}")).expect("valid"),
            owner,
            epoch: OwnerEpoch(1),
            reason: None,
            topic: None,
            since: UnixMillis(since),
            front: false,
            position: None,
            agent: (owner == OwnerKind::Person).then(dana),
            preview: String::new(),
            locale: "en".into(),
            seq: Seq(seq),
        }
    }

    fn dana() -> AgentCard {
        AgentCard {
            id: AgentId::parse("acme.a_dana").expect("valid"),
            name: "Dana".into(),
            title: String::new(),
        }
    }

    fn names(desk: &Desk) -> Vec<String> {
        let name = |item: QueueItem| {
            item.conversation
                .as_str()
                .trim_start_matches("acme.c_")
                .trim_start_matches('0')
                .to_owned()
        };
        desk.queue().into_iter().map(name).collect()
    }

    #[test]
    fn the_front_comes_first_and_then_who_waits_longest() {
        let mut desk = Desk::default();
        desk.apply(item("a", OwnerKind::Waiting, 20, 1), UnixMillis(20));
        desk.apply(item("b", OwnerKind::Waiting, 10, 1), UnixMillis(20));
        desk.apply(
            QueueItem {
                front: true,
                ..item("c", OwnerKind::Waiting, 30, 1)
            },
            UnixMillis(30),
        );
        desk.apply(item("d", OwnerKind::Assistant, 40, 1), UnixMillis(40));
        assert_eq!(names(&desk), ["c", "b", "a", "d"]);
        assert_eq!(
            desk.place(&item("a", OwnerKind::Waiting, 0, 0).conversation),
            Some(3)
        );
        assert_eq!(
            desk.place(&item("d", OwnerKind::Waiting, 0, 0).conversation),
            None
        );
        assert_eq!(desk.queue()[3].position, None);
    }

    #[test]
    fn an_older_line_changes_nothing() {
        let mut desk = Desk::default();
        desk.apply(item("a", OwnerKind::Waiting, 10, 5), UnixMillis(10));
        assert_eq!(
            desk.apply(item("a", OwnerKind::Assistant, 5, 5), UnixMillis(11)),
            Applied::Known
        );
        assert_eq!(
            desk.apply(item("a", OwnerKind::Assistant, 5, 3), UnixMillis(11)),
            Applied::Known
        );
        let taken = desk.apply(item("a", OwnerKind::Person, 70, 6), UnixMillis(70));
        assert_eq!(
            taken,
            Applied::New {
                wait_millis: Some(60)
            }
        );
        assert!(desk.waiting().is_empty());
    }

    #[test]
    fn a_lease_lapses_once_and_runs_again() {
        let mut desk = Desk::default();
        assert!(desk.here(&dana(), UnixMillis(0), 60));
        assert!(!desk.here(&dana(), UnixMillis(10), 60));
        desk.apply(item("a", OwnerKind::Person, 10, 1), UnixMillis(10));
        assert!(desk.lapsed(UnixMillis(69)).is_empty());
        let lapsed = desk.lapsed(UnixMillis(70));
        assert_eq!(lapsed.len(), 1);
        assert_eq!(lapsed[0].1.len(), 1);
        desk.told(&dana().id, UnixMillis(70));
        assert!(desk.lapsed(UnixMillis(99)).is_empty());
        assert_eq!(desk.next_lapse(), None);
        assert!(desk.here(&dana(), UnixMillis(100), 60));
        assert_eq!(desk.next_lapse(), Some(UnixMillis(160)));
        assert!(desk.people(UnixMillis(100), None, true).online);
    }

    #[test]
    fn one_agents_lease_does_not_wait_for_anothers() {
        let mut desk = Desk::default();
        let wakes = |desk: &Desk, due, now| {
            desk.wakes_at(UnixMillis(due), UnixMillis(now), UnixMillis(now + 5))
        };
        assert_eq!(wakes(&desk, 100, 0), UnixMillis(100));
        desk.here(&dana(), UnixMillis(0), 60);
        let sam = AgentCard {
            id: AgentId::parse("acme.a_sam").expect("valid"),
            ..dana()
        };
        desk.here(&sam, UnixMillis(40), 60);
        assert_eq!(wakes(&desk, 100, 40), UnixMillis(60), "Dana's comes first");
        assert_eq!(wakes(&desk, 41, 40), UnixMillis(41));
        assert_eq!(wakes(&desk, 130, 70), UnixMillis(75), "Dana's is not told");
        desk.told(&dana().id, UnixMillis(70));
        assert_eq!(wakes(&desk, 130, 70), UnixMillis(100));
    }

    #[test]
    fn people_are_there_when_one_is_available() {
        let mut desk = Desk::default();
        let opens = Some(UnixMillis(500));
        assert_eq!(desk.people(UnixMillis(0), opens, true).opens_at, opens);
        desk.here(&dana(), UnixMillis(0), 60);
        assert_eq!(
            desk.people(UnixMillis(0), opens, true),
            Availability {
                online: true,
                ..Availability::default()
            }
        );
        assert!(desk.presence(&dana().id, false));
        assert!(!desk.presence(&dana().id, false));
        assert!(!desk.people(UnixMillis(0), None, true).online);
        desk.presence(&dana().id, true);
        desk.is_away = true;
        assert!(!desk.people(UnixMillis(0), None, true).online);
    }

    #[test]
    fn an_estimate_needs_twenty_waits_and_someone_online() {
        let mut desk = Desk::default();
        for number in 0..20u32 {
            assert_eq!(desk.people(UnixMillis(0), None, true).wait_minutes, None);
            let name = format!("n{number}");
            desk.apply(item(&name, OwnerKind::Waiting, 0, 1), UnixMillis(0));
            desk.apply(
                item(&name, OwnerKind::Person, 150_000, 2),
                UnixMillis(150_000),
            );
        }
        assert_eq!(
            desk.people(UnixMillis(0), None, true).wait_minutes,
            None,
            "nobody online"
        );
        desk.here(&dana(), UnixMillis(0), 60);
        assert_eq!(desk.people(UnixMillis(0), None, true).wait_minutes, Some(3));
        assert_eq!(desk.people(UnixMillis(0), None, false).wait_minutes, None);
    }

    #[test]
    fn the_list_forgets_what_is_over() {
        let mut desk = Desk::default();
        desk.apply(item("a", OwnerKind::Closed, 0, 1), UnixMillis(0));
        desk.apply(item("b", OwnerKind::Waiting, 0, 1), UnixMillis(0));
        assert_eq!(desk.tidy(UnixMillis(CLOSED_KEPT_MILLIS)).len(), 0);
        assert_eq!(desk.tidy(UnixMillis(CLOSED_KEPT_MILLIS + 1)).len(), 1);
        assert_eq!(names(&desk), ["b"]);
    }
}
