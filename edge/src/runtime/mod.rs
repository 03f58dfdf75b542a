//! What an object needs of the platform it runs on, so that its rules run natively in tests as they do
//! in an object: time, randomness, work beside events, sockets, and the way to everyone else.
//!
//! For: the Conversation and the Desk object. [`ObjectPlatform`] is the Worker's own; the one in
//! `memory.rs` runs in tests, where time stands still until it is moved.
//!
//! Not for: decisions; whoever asks for the time or another object decides what follows.

use crate::error::{Refusal, Result, at};
pub(crate) mod connections;
#[cfg(test)]
pub(crate) mod memory;

use crate::model::{self, Cancel, ModelEvent};
use crate::objects::{self, Ask, Partner};
use crate::outgoing::channels::{self, Delivery, StoredSignal};
use crate::platform;
use crate::settings::Settings;
use crate::site::cache::{self, LoadedSite};
use crate::storage::sql::{ObjectSql, Sql};
use futures_util::future::{Either, select};
use handrail_conversation::Question;
use handrail_protocol::{ErrorCode, SiteId, UnixMillis};
use handrail_site::{Model, Webhook};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::future::Future;
use std::pin::{Pin, pin};
use std::rc::Rc;
use worker::{Env, State, WebSocket};

/// Work that runs beside the object's events.
pub(crate) type Task = Pin<Box<dyn Future<Output = ()>>>;

/// The platform as one object sees it.
pub(crate) trait Platform: Ask + 'static {
    /// The object's database.
    type Sql: Sql + 'static;
    /// One of its connections.
    type Socket: Socket;

    /// The object's database.
    fn sql(&self) -> Self::Sql;

    /// The wall clock.
    fn now(&self) -> UnixMillis;

    /// Fills bytes with unpredictable ones.
    fn fill(&self, bytes: &mut [u8]);

    /// Waits. A sleeping task dies with the process: whatever has to happen is an alarm as well.
    fn sleep(&self, millis: u64) -> impl Future<Output = ()> + 'static;

    /// Runs beside other events, also when the event that began it is over.
    fn spawn(&self, task: Task);

    /// Holds other events back until this is done. It must end within moments: the platform ends the
    /// object otherwise.
    async fn alone(&self, task: Task) -> Result<()>;

    /// Open connections, those that said nothing yet included.
    fn sockets(&self) -> Vec<Self::Socket>;

    /// Forgets all that was stored, the alarm included.
    async fn delete_all(&self) -> Result<()>;

    /// The machine's settings.
    fn settings(&self) -> Result<Rc<Settings>>;

    /// A site's rules, as of a moment ago.
    async fn site(&self, id: &SiteId) -> Result<Rc<LoadedSite>>;

    /// Asks a site's models, in order.
    async fn ask_models(
        &self,
        site: &SiteId,
        question: &Question,
        models: &[Model],
        cancel: &Cancel,
        on_event: &mut dyn FnMut(ModelEvent),
    );

    /// Sends a signal to one receiver.
    async fn send_signal(
        &self,
        hook: &Webhook,
        signal: StoredSignal<'_>,
        attempts: u32,
    ) -> Delivery;
}

/// A connection that hibernates: what it is stands in its attachment, 16 KiB at most.
pub(crate) trait Socket: Clone + PartialEq + 'static {
    /// Sets what it is.
    fn attach<T: Serialize>(&self, what: &T) -> Result<()>;

    /// What it is; `None` where that cannot be read.
    fn attachment<T: DeserializeOwned>(&self) -> Option<T>;

    /// Sends a frame. One that just closed takes none: its close event tells.
    fn send(&self, text: &str);

    /// Ends it.
    fn close(&self, code: u16, reason: &str);
}

/// An object on Cloudflare's network or in workerd.
pub(crate) struct ObjectPlatform {
    state: State,
    env: Env,
    /// What each message asks.
    knowledge: Partner,
}

impl ObjectPlatform {
    /// That of this object.
    pub(crate) fn new(state: State, env: Env) -> Self {
        if let Ok(pair) = worker::WebSocketRequestResponsePair::new("ping", "pong") {
            state.set_websocket_auto_response(&pair);
        }
        Self {
            state,
            env,
            knowledge: Partner::default(),
        }
    }

    /// For what is the Worker's own.
    pub(crate) fn state(&self) -> &State {
        &self.state
    }
}

impl Ask for ObjectPlatform {
    async fn ask<C: Serialize, R: DeserializeOwned>(
        &self,
        binding: &'static str,
        name: &str,
        call: &C,
    ) -> Result<R> {
        match binding {
            objects::KNOWLEDGE => self.knowledge.ask(&self.env, binding, name, call).await,
            _ => self.env.ask(binding, name, call).await,
        }
    }
}

impl Platform for ObjectPlatform {
    type Sql = ObjectSql;
    type Socket = WebSocket;

    fn sql(&self) -> ObjectSql {
        ObjectSql::of(&self.state)
    }

    fn now(&self) -> UnixMillis {
        platform::now()
    }

    fn fill(&self, bytes: &mut [u8]) {
        platform::fill(bytes);
    }

    fn sleep(&self, millis: u64) -> impl Future<Output = ()> + 'static {
        platform::sleep(millis)
    }

    fn spawn(&self, task: Task) {
        self.state.wait_until(task);
    }

    async fn alone(&self, task: Task) -> Result<()> {
        let task = async move {
            task.await;
            Ok(())
        };
        self.state
            .block_concurrency_while(task)
            .await
            .map_err(at("alone"))
    }

    fn sockets(&self) -> Vec<WebSocket> {
        self.state.get_websockets()
    }

    async fn delete_all(&self) -> Result<()> {
        let storage = self.state.storage();
        storage.delete_alarm().await.map_err(at("erase"))?;
        storage.delete_all().await.map_err(at("erase"))
    }

    fn settings(&self) -> Result<Rc<Settings>> {
        Settings::of(&self.env)
    }

    async fn site(&self, id: &SiteId) -> Result<Rc<LoadedSite>> {
        cache::load(&self.env, &*self.settings()?, id).await
    }

    async fn ask_models(
        &self,
        site: &SiteId,
        question: &Question,
        models: &[Model],
        cancel: &Cancel,
        on_event: &mut dyn FnMut(ModelEvent),
    ) {
        model::answer(&self.env, site, question, models, cancel, on_event).await;
    }

    async fn send_signal(
        &self,
        hook: &Webhook,
        signal: StoredSignal<'_>,
        attempts: u32,
    ) -> Delivery {
        channels::send(&self.env, hook, signal, attempts).await
    }
}

impl Socket for WebSocket {
    fn attach<T: Serialize>(&self, what: &T) -> Result<()> {
        self.serialize_attachment(what).map_err(at("socket"))
    }

    fn attachment<T: DeserializeOwned>(&self) -> Option<T> {
        self.deserialize_attachment().ok().flatten()
    }

    fn send(&self, text: &str) {
        let _ = self.send_with_str(text);
    }

    fn close(&self, code: u16, reason: &str) {
        let _ = WebSocket::close(self, Some(code), Some(reason));
    }
}

/// Work that holds other events back asks others, who may hang. It is given up long before the platform
/// would end the object.
const ALONE_MILLIS: u64 = 10_000;

/// The result of work that ran [alone](Platform::alone).
pub(crate) async fn alone<P: Platform, T: 'static>(
    platform: &P,
    work: impl Future<Output = Result<T>> + 'static,
) -> Result<T> {
    let result = Rc::new(std::cell::RefCell::new(None));
    let slot = Rc::clone(&result);
    let patience = platform.sleep(ALONE_MILLIS);
    let task = async move {
        slot.replace(match select(pin!(work), pin!(patience)).await {
            Either::Left((done, _)) => Some(done),
            Either::Right(_) => Some(Err(Refusal::from(ErrorCode::Overloaded).retry_after(5))),
        });
    };
    platform.alone(Box::pin(task)).await?;
    let done = result.borrow_mut().take();
    done.unwrap_or_else(|| Err(Refusal::internal("alone")))
}

/// What comes of work within this time; `None` when it takes longer, and is then given up.
pub(crate) async fn within<P: Platform, T>(
    platform: &P,
    millis: u64,
    work: impl Future<Output = T>,
) -> Option<T> {
    match select(pin!(work), pin!(platform.sleep(millis))).await {
        Either::Left((done, _)) => Some(done),
        Either::Right(_) => None,
    }
}
