//! Agents whose lease is over lose their conversations: each conversation is told, and decides.
//!
//! Invariants: an agent who comes back meanwhile keeps what was not told yet; a conversation that does
//! not answer holds nobody else's back for longer than [`PATIENCE_MILLIS`], and is told again.

use crate::desk::queue::{Agent, Desk};
use crate::error::{Refusal, Result};
use crate::objects;
use crate::objects::conversation::ConversationCall;
use crate::runtime::{Platform, within};
use handrail_protocol::{AgentId, ConversationId, UnixMillis};
use serde::de::IgnoredAny;
use std::cell::RefCell;

/// A conversation that takes longer to hear of it is told again later.
const PATIENCE_MILLIS: u64 = 5_000;

/// What became of leases that were over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lapses {
    /// There were none.
    None,
    /// All conversations were told.
    Told,
    /// Some have to be told again.
    Left,
}

/// Ends the leases that are over. `keep` stores what changed of an agent.
pub(crate) async fn end_lapsed<P: Platform>(
    platform: &P,
    desk: &RefCell<Option<Desk>>,
    keep: impl Fn(&Agent) -> Result<()>,
) -> Result<Lapses> {
    let lapsed = with(desk, |desk| desk.lapsed(platform.now()))?;
    let mut lapses = Lapses::None;
    for (agent, conversations) in lapsed {
        let is_told = tell(platform, desk, &agent, conversations).await?;
        if is_told {
            let told = with(desk, |desk| {
                desk.told(&agent, platform.now());
                desk.agent(&agent).cloned()
            })?;
            told.as_ref().map_or(Ok(()), &keep)?;
        }
        lapses = match (lapses, is_told) {
            (Lapses::Left, _) | (_, false) => Lapses::Left,
            (_, true) => Lapses::Told,
        };
    }
    Ok(lapses)
}

/// Whether no conversation has to be told again.
async fn tell<P: Platform>(
    platform: &P,
    desk: &RefCell<Option<Desk>>,
    agent: &AgentId,
    conversations: Vec<ConversationId>,
) -> Result<bool> {
    let mut is_told = true;
    for conversation in conversations {
        let is_gone = |now: UnixMillis| with(desk, |desk| desk.is_gone(agent, now));
        if !is_gone(platform.now())? {
            break;
        }
        let call = ConversationCall::LeaseLapsed {
            agent: agent.clone(),
        };
        let telling = objects::conversation::<IgnoredAny>(platform, &conversation, None, call);
        let told = within(platform, PATIENCE_MILLIS, telling).await;
        // A refusal is an answer where the conversation has another owner by now.
        is_told &=
            matches!(told, Some(Ok(_))) || !with(desk, |desk| desk.holds(agent, &conversation))?;
    }
    Ok(is_told)
}

fn with<T>(desk: &RefCell<Option<Desk>>, work: impl FnOnce(&mut Desk) -> T) -> Result<T> {
    let mut desk = desk.borrow_mut();
    let desk = desk.as_mut();
    Ok(work(
        desk.ok_or_else(|| Refusal::internal("desk is not loaded"))?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::memory::{Answer, Asked, World};
    use handrail_protocol::{AgentCard, OwnerEpoch, OwnerKind, QueueItem, Seq};
    use serde_json::Value;
    use std::rc::Rc;

    const LEASE: u64 = 60_000;

    fn dana() -> AgentCard {
        AgentCard {
            id: AgentId::parse("acme.a_dana").expect("valid"),
            name: "Dana".into(),
            title: String::new(),
        }
    }

    /// Dana holds three conversations, and her lease just ended.
    fn gone(world: &World) -> Rc<RefCell<Option<Desk>>> {
        let mut desk = Desk::default();
        for number in 1..=3 {
            let item = QueueItem {
                conversation: ConversationId::parse(format!("acme.c_0000000{number}"))
                    .expect("valid"),
                owner: OwnerKind::Person,
                epoch: OwnerEpoch(1),
                reason: None,
                topic: None,
                since: UnixMillis(1),
                front: false,
                agent: Some(dana()),
                preview: String::new(),
                locale: "en".into(),
                seq: Seq(1),
            };
            desk.apply(item, world.now());
        }
        desk.here(&dana(), world.now(), LEASE);
        world.pass(LEASE);
        Rc::new(RefCell::new(Some(desk)))
    }

    fn end(world: &Rc<World>, desk: &Rc<RefCell<Option<Desk>>>) -> Rc<RefCell<Vec<Lapses>>> {
        let ended = Rc::new(RefCell::new(Vec::new()));
        let (platform, desk, slot) = (world.platform(), Rc::clone(desk), Rc::clone(&ended));
        world.event(async move {
            let lapses = end_lapsed(&platform, &desk, |_| Ok(())).await;
            slot.borrow_mut().push(lapses.expect("loaded"));
        });
        ended
    }

    fn told(world: &World) -> Vec<String> {
        let asked = world.asked_of("CONVERSATION");
        asked.into_iter().map(|it| it.name).collect()
    }

    #[test]
    fn an_agent_who_comes_back_meanwhile_keeps_the_rest() {
        let world = World::new();
        let desk = gone(&world);
        world.answer(|_| Answer::After(1_000, Value::Null));
        let ended = end(&world, &desk);
        world.pass(1_500);
        with(&desk, |desk| desk.here(&dana(), world.now(), LEASE)).expect("loaded");
        world.pass(10_000);
        assert_eq!(told(&world), ["acme.c_00000001", "acme.c_00000002"]);
        assert_eq!(*ended.borrow(), [Lapses::Told]);
        let back = with(&desk, |desk| desk.agent(&dana().id).cloned()).expect("loaded");
        assert!(!back.expect("known").is_lapsed);
    }

    #[test]
    fn one_that_hangs_holds_the_others_back_for_moments_and_is_told_again() {
        let world = World::new();
        let desk = gone(&world);
        let hangs = |asked: &Asked| match asked.name.as_str() {
            "acme.c_00000001" => Answer::Never,
            _ => Answer::Now(Value::Null),
        };
        world.answer(hangs);
        let ended = end(&world, &desk);
        world.pass(PATIENCE_MILLIS);
        assert_eq!(told(&world).len(), 3);
        assert_eq!(*ended.borrow(), [Lapses::Left]);
        world.answer(|_| Answer::Now(Value::Null));
        end(&world, &desk);
        assert_eq!(told(&world).len(), 6, "a repeat is harmless");
        assert_eq!(
            *end(&world, &desk).borrow(),
            [Lapses::None],
            "all were told"
        );
    }
}
