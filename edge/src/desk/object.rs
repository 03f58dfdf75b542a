//! The Desk object: a thin adapter around [`Desk`]. One per site.
//!
//! Changes go to desks, and places to waiting visitors, together: whatever changes within
//! [`COALESCE_MILLIS`] is one frame, with the newest state of each line. Leases end by the alarm, also
//! after a restart. Sockets are in `sockets.rs`.

use crate::desk::leases::{self, Lapses};
use crate::desk::queue::{Agent, Applied, Desk as DeskState};
use crate::desk::store::DeskStore;
use crate::error::{Refusal, Result};
use crate::log::{Level, LogLine};
use crate::objects;
use crate::objects::Raw;
use crate::objects::conversation::ConversationCall;
use crate::objects::desk::{DeskCall, PlaceAnswer, ToDesk};
use crate::platform;
use crate::runtime::{ObjectPlatform, Platform as _};
use crate::site::cache::LoadedSite;
use crate::site::people;
use crate::storage::sql::ObjectSql;
use handrail_protocol::{AgentCard, Availability, ConversationId, OwnerKind, SiteId, UnixMillis};
use handrail_site::ShowEstimate;
use serde::de::IgnoredAny;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use worker::{
    DurableObject, Env, Request, Response, State, WebSocket, WebSocketIncomingMessage,
    durable_object,
};

/// Changes within this time are published together.
const COALESCE_MILLIS: u64 = 15;
/// A lapse that could not be told is told again so much later.
const TELL_AGAIN_MILLIS: u64 = 5_000;
/// The list is tidied so often.
const TIDY_MILLIS: u64 = 60 * 60 * 1000;
/// Visitors who talked to the assistant within this time hear when people come or go.
const RECENT_MILLIS: u64 = 10 * 60 * 1000;

/// One desk.
#[durable_object]
pub struct Desk {
    object: Rc<DeskObject>,
}

pub(crate) struct DeskObject {
    pub(crate) platform: ObjectPlatform,
    store: DeskStore<ObjectSql>,
    desk: RefCell<Option<DeskState>>,
    pub(crate) site: RefCell<Option<SiteId>>,
    is_publishing: Cell<bool>,
    told_places: RefCell<HashMap<ConversationId, PlaceAnswer>>,
    told_people: RefCell<Option<Availability>>,
    alarm: Cell<Option<UnixMillis>>,
    pub(crate) agents_checked: Cell<UnixMillis>,
}

impl DurableObject for Desk {
    fn new(state: State, env: Env) -> Self {
        let platform = ObjectPlatform::new(state, env);
        Self {
            object: Rc::new(DeskObject {
                store: DeskStore::new(platform.sql()),
                platform,
                desk: RefCell::default(),
                site: RefCell::default(),
                is_publishing: Cell::default(),
                told_places: RefCell::default(),
                told_people: RefCell::default(),
                alarm: Cell::default(),
                agents_checked: Cell::default(),
            }),
        }
    }

    async fn fetch(&self, mut request: Request) -> worker::Result<Response> {
        if request.headers().has("upgrade")? {
            return match self.object.accept(&request) {
                Ok(response) => Ok(response),
                Err(refusal) => refusal.response(""),
            };
        }
        objects::answer(self.object.take(&mut request).await)
    }

    async fn alarm(&self) -> worker::Result<Response> {
        self.object.alarm.set(None);
        if let Err(refusal) = self.object.ring().await {
            LogLine::new(Level::Warn, "desk alarm")
                .word("place", refusal.place.unwrap_or(""))
                .code(refusal.code())
                .write();
            let _ = self.object.wake_at(platform::now().plus(TELL_AGAIN_MILLIS));
        }
        Response::empty()
    }

    async fn websocket_message(
        &self,
        socket: WebSocket,
        message: WebSocketIncomingMessage,
    ) -> worker::Result<()> {
        self.object.hear(&socket, message).await;
        Ok(())
    }

    async fn websocket_close(
        &self,
        socket: WebSocket,
        _: usize,
        _: String,
        _: bool,
    ) -> worker::Result<()> {
        // The lease decides when an agent is gone: a reload is no goodbye.
        let _ = socket.close(Some(1000), Some("bye"));
        Ok(())
    }

    async fn websocket_error(&self, _: WebSocket, _: worker::Error) -> worker::Result<()> {
        Ok(())
    }
}

impl DeskObject {
    async fn take(self: &Rc<Self>, request: &mut Request) -> Result<Raw> {
        let ToDesk { site, call } = objects::read(request).await?;
        if let DeskCall::Cut | DeskCall::Erase = call {
            for socket in self.platform.sockets() {
                let _ = socket.close(Some(1012), Some("stopped"));
            }
            if let DeskCall::Erase = call {
                self.desk.take();
                self.site.take();
                self.platform.delete_all().await?;
                self.store.forget();
            }
            return objects::raw(&());
        }
        let rules = self.rules(&site).await?;
        self.load()?;
        let now = platform::now();
        match call {
            DeskCall::Apply { item } => {
                self.open(&site)?;
                let (applied, version) = self.with_desk(|desk| {
                    let applied = desk.apply((*item).clone(), now);
                    (applied, desk.version())
                })?;
                if let Applied::New { wait_millis } = applied {
                    self.store.keep_item(&item, version, wait_millis, now)?;
                    if let Some(agent) = item
                        .agent
                        .as_ref()
                        .filter(|_| item.owner == OwnerKind::Person)
                    {
                        // Whoever holds a conversation without ever having been at the desk gets a
                        // lease, so that it can lapse.
                        if self.with_desk(|desk| desk.agent(&agent.id).is_none())? {
                            self.renew(agent, &rules, now)?;
                        }
                    }
                    self.publish_soon();
                }
                objects::raw(&())
            }
            DeskCall::People => objects::raw(&self.people(&rules, now)?),
            DeskCall::Place { conversation } => objects::raw(&PlaceAnswer {
                position: self.with_desk(|desk| desk.place(&conversation))?,
                people: self.people(&rules, now)?,
            }),
            DeskCall::Queue { agent } => {
                objects::raw(&self.with_desk(|desk| desk.snapshot(&agent, now))?)
            }
            DeskCall::QueuePage { page } => objects::raw(&self.with_desk(|desk| desk.page(page))?),
            DeskCall::Conversations { after, most } => {
                objects::raw(&self.store.conversations(after.as_ref(), most)?)
            }
            DeskCall::Here { agent } => {
                self.open(&site)?;
                self.renew(&agent, &rules, now)?;
                objects::raw(&())
            }
            DeskCall::SignedOut { agent, session } => {
                self.sign_out(&agent, session.as_deref())?;
                objects::raw(&())
            }
            DeskCall::Away { away } => {
                self.open(&site)?;
                self.store.keep_away(away)?;
                self.with_desk(|desk| desk.is_away = away)?;
                self.publish_soon();
                objects::raw(&())
            }
            DeskCall::Cut | DeskCall::Erase => objects::raw(&()),
        }
    }

    pub(crate) fn renew(
        self: &Rc<Self>,
        agent: &AgentCard,
        rules: &LoadedSite,
        now: UnixMillis,
    ) -> Result<()> {
        let lease = u64::from(rules.file.handoff.agent_gone_seconds) * 1_000;
        let is_new = self.with_desk(|desk| desk.here(agent, now, lease))?;
        self.keep_agent(agent)?;
        self.wake_at(now.plus(lease))?;
        if is_new {
            self.publish_soon();
        }
        Ok(())
    }

    pub(crate) fn keep_agent(&self, agent: &AgentCard) -> Result<()> {
        let agent = self.with_desk(|desk| desk.agent(&agent.id).cloned())?;
        if let Some(agent) = agent {
            self.store.keep_agent(&agent)?;
        }
        Ok(())
    }

    async fn ring(self: &Rc<Self>) -> Result<()> {
        self.load()?;
        let keep = |agent: &Agent| Ok(self.store.keep_agent(agent)?);
        let lapses = leases::end_lapsed(&self.platform, &self.desk, keep).await?;
        if lapses != Lapses::None {
            self.publish_soon();
        }
        let now = platform::now();
        let (over, version) = self.with_desk(|desk| (desk.tidy(now), desk.version()))?;
        if !over.is_empty() {
            self.store.drop_items(&over, version)?;
            self.publish_soon();
        }
        let retry = (lapses == Lapses::Left).then(|| now.plus(TELL_AGAIN_MILLIS));
        self.wake_at(retry.unwrap_or(now.plus(TIDY_MILLIS)))
    }

    /// Sends everyone what changed, in a moment and once.
    pub(crate) fn publish_soon(self: &Rc<Self>) {
        if self.is_publishing.replace(true) {
            return;
        }
        let object = Rc::clone(self);
        self.platform.spawn(Box::pin(async move {
            platform::sleep(COALESCE_MILLIS).await;
            object.is_publishing.set(false);
            if object.publish().await.is_err() {
                LogLine::new(Level::Warn, "desk could not publish").write();
            }
        }));
    }

    async fn publish(self: &Rc<Self>) -> Result<()> {
        let now = platform::now();
        self.check_agents().await;
        if let Some(changes) = self.with_desk(|desk| desk.take_changes(now))? {
            if !changes.agents.is_empty() {
                self.store.keep_version(changes.version)?;
            }
            self.send_changes(changes, now);
        }
        let Some(site) = self.site.borrow().clone() else {
            return Ok(());
        };
        let rules = self.rules(&site).await?;
        let people = self.people(&rules, now)?;
        let mut places: Vec<(ConversationId, Option<u32>)> = self
            .with_desk(|desk| desk.waiting())?
            .into_iter()
            .zip(1..)
            .map(|(conversation, position)| (conversation, Some(position)))
            .collect();
        let waiting: Vec<ConversationId> = places.iter().map(|(id, _)| id.clone()).collect();
        self.told_places
            .borrow_mut()
            .retain(|id, _| waiting.contains(id));
        let before = self.told_people.replace(Some(people.clone()));
        if before.is_some_and(|before| before != people) {
            let recent = self.with_desk(|desk| desk.recent(now, RECENT_MILLIS))?;
            places.extend(recent.into_iter().map(|conversation| (conversation, None)));
        }
        for (conversation, position) in places {
            let place = PlaceAnswer {
                position,
                people: people.clone(),
            };
            if position.is_some() {
                let mut told = self.told_places.borrow_mut();
                let before = told.insert(conversation.clone(), place.clone());
                if before.as_ref() == Some(&place) {
                    continue;
                }
            }
            let call = ConversationCall::Place(place);
            let object = Rc::clone(self);
            self.platform.spawn(Box::pin(async move {
                // Whoever is not reached learns the place with the next hello.
                let _: Result<IgnoredAny> =
                    objects::conversation(&object.platform, &conversation, None, call).await;
            }));
        }
        Ok(())
    }

    fn people(&self, rules: &LoadedSite, now: UnixMillis) -> Result<Availability> {
        let opens_at = rules.file.hours.as_ref().and_then(|hours| {
            people::opens_at(hours, now, |moment| {
                platform::local(moment, &hours.time_zone)
            })
        });
        let shows_estimate = rules.file.handoff.show_estimate == ShowEstimate::WhenMeasured;
        self.with_desk(|desk| desk.people(now, opens_at, shows_estimate))
    }

    pub(crate) async fn rules(&self, site: &SiteId) -> Result<Rc<LoadedSite>> {
        self.platform.site(site).await
    }

    pub(crate) fn load(&self) -> Result<()> {
        if self.desk.borrow().is_none() {
            let (desk, site) = self.store.load()?;
            *self.desk.borrow_mut() = Some(desk);
            *self.site.borrow_mut() = site;
        }
        Ok(())
    }

    pub(crate) fn open(&self, site: &SiteId) -> Result<()> {
        if self.site.borrow().is_none() {
            self.store.open(site)?;
            *self.site.borrow_mut() = Some(site.clone());
        }
        Ok(())
    }

    pub(crate) fn with_desk<T>(&self, work: impl FnOnce(&mut DeskState) -> T) -> Result<T> {
        let mut desk = self.desk.borrow_mut();
        let desk = desk
            .as_mut()
            .ok_or_else(|| Refusal::internal("desk is not loaded"))?;
        Ok(work(desk))
    }

    pub(crate) fn wake_at(&self, due: UnixMillis) -> Result<()> {
        let now = platform::now();
        let due = match self.desk.borrow().as_ref() {
            Some(desk) => desk.wakes_at(due, now, now.plus(TELL_AGAIN_MILLIS)),
            None => due,
        };
        if self.alarm.get().is_some_and(|set| set <= due && set > now) {
            return Ok(());
        }
        self.store.wake_at(due)?;
        self.alarm.set(Some(due));
        Ok(())
    }
}
