//! A platform in memory, for tests: its clock stands still until it is moved, its tasks run in one
//! order, and other objects answer what the test says, at once, late or never.
//!
//! What the platform does when an event holds others back is modelled: they wait, and an object whose
//! event does not end within [`ALONE_MAX_MILLIS`] is ended, which here fails the test.

use crate::auth::token::TokenKey;
use crate::error::Result;
use crate::model::{Cancel, ModelEvent};
use crate::objects::Ask;
use crate::objects::site::Snapshot;
use crate::outgoing::channels::{Delivery, StoredSignal};
use crate::runtime::{Platform, Socket, Task};
use crate::settings::Settings;
use crate::site::cache::{self, LoadedSite};
use crate::storage::sql::memory::MemorySql;
use futures_channel::oneshot;
use handrail_conversation::Question;
use handrail_protocol::{ErrorCode, SiteId, UnixMillis};
use handrail_site::{Model, Webhook};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::Future;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

/// The platform ends an object that holds other events back for longer.
pub(crate) const ALONE_MAX_MILLIS: u64 = 30_000;

/// The site of all tests.
pub(crate) const SITE: &str = r#"
schema = 1
id = "acme"
name = "Acme Store"
origins = ["https://www.acme.example"]
[contact]
email = "help@acme.example"
[disclosure]
version = "1"
[assistant]
name = "Mira"
[[webhook]]
format = "standard"
url_env = "HANDRAIL_HOOK_A"
secret_env = "HANDRAIL_HOOK_SECRET"
events = ["handoff_requested"]
[[webhook]]
format = "standard"
url_env = "HANDRAIL_HOOK_B"
secret_env = "HANDRAIL_HOOK_SECRET"
events = ["handoff_requested"]
"#;

/// What another object, or a webhook's receiver, makes of a call.
#[derive(Debug, Clone)]
pub(crate) enum Answer {
    /// It answers so.
    Now(Value),
    /// It answers so, later.
    After(u64, Value),
    /// It fails.
    Fails,
    /// It says nothing, ever.
    Never,
}

/// One call that was made: the object's binding, its name, and what was asked.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) binding: &'static str,
    pub(crate) name: String,
    pub(crate) call: Value,
}

type Answers = Box<dyn Fn(&Asked) -> Answer>;

/// What there is apart from one object: it outlives the object's memory.
pub(crate) struct World {
    pub(crate) sql: Rc<MemorySql>,
    pub(crate) settings: Rc<Settings>,
    pub(crate) asked: RefCell<Vec<Asked>>,
    answers: RefCell<Answers>,
    clock: Cell<u64>,
    seed: Cell<u64>,
    tasks: RefCell<BTreeMap<u64, Running>>,
    timers: RefCell<BTreeMap<(u64, u64), oneshot::Sender<()>>>,
    numbers: Cell<u64>,
    sockets: RefCell<Vec<MemorySocket>>,
    /// Events that wait until the one that runs alone is done.
    gate: RefCell<Option<Vec<oneshot::Sender<()>>>>,
    site: RefCell<Rc<LoadedSite>>,
}

struct Running {
    task: Task,
    flag: Arc<Flag>,
}

struct Flag(AtomicBool);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl World {
    /// Everyone answers `null` at once.
    pub(crate) fn new() -> Rc<Self> {
        Rc::new(Self {
            sql: Rc::new(MemorySql::new()),
            settings: Rc::new(settings()),
            asked: RefCell::default(),
            answers: RefCell::new(Box::new(|_| Answer::Now(Value::Null))),
            clock: Cell::new(1_000_000),
            seed: Cell::new(1),
            tasks: RefCell::default(),
            timers: RefCell::default(),
            numbers: Cell::new(0),
            sockets: RefCell::default(),
            gate: RefCell::new(None),
            site: RefCell::new(Rc::new(site())),
        })
    }

    /// From now on, calls are answered so.
    pub(crate) fn answer(&self, answers: impl Fn(&Asked) -> Answer + 'static) {
        *self.answers.borrow_mut() = Box::new(answers);
    }

    /// The platform of one life of an object.
    pub(crate) fn platform(self: &Rc<Self>) -> MemoryPlatform {
        MemoryPlatform(Rc::clone(self))
    }

    pub(crate) fn now(&self) -> UnixMillis {
        UnixMillis(self.clock.get())
    }

    /// Signs tokens of this machine.
    pub(crate) fn token_key(&self) -> &TokenKey {
        &self.settings.token_key
    }

    /// The calls to one kind of object, as they were asked.
    pub(crate) fn asked_of(&self, binding: &str) -> Vec<Asked> {
        let asked = self.asked.borrow();
        let of = asked.iter().filter(|it| it.binding == binding);
        of.cloned().collect()
    }

    /// A new connection, from outside.
    pub(crate) fn connect(&self) -> MemorySocket {
        let socket = MemorySocket(Rc::new(SocketState {
            number: self.number(),
            attachment: RefCell::default(),
            frames: RefCell::default(),
            closed: Cell::default(),
        }));
        self.sockets.borrow_mut().push(socket.clone());
        socket
    }

    /// An event of the object: it begins once no other holds it back.
    pub(crate) fn event(self: &Rc<Self>, work: impl Future<Output = ()> + 'static) {
        let world = Rc::clone(self);
        self.start(Box::pin(async move {
            world.wait_for_gate().await;
            work.await;
        }));
        self.run();
    }

    async fn wait_for_gate(&self) {
        loop {
            let turn = match self.gate.borrow_mut().as_mut() {
                None => return,
                Some(waiting) => {
                    let (open, opened) = oneshot::channel();
                    waiting.push(open);
                    opened
                }
            };
            let _ = turn.await;
        }
    }

    /// Everything that can happen now happens.
    pub(crate) fn run(&self) {
        loop {
            let next = {
                let tasks = self.tasks.borrow();
                let mut ready = tasks.iter();
                ready
                    .find(|(_, it)| it.flag.0.swap(false, Ordering::Relaxed))
                    .map(|(number, _)| *number)
            };
            let Some(number) = next else { return };
            let Some(mut running) = self.tasks.borrow_mut().remove(&number) else {
                return;
            };
            let waker = Waker::from(Arc::clone(&running.flag));
            let polled = running.task.as_mut().poll(&mut Context::from_waker(&waker));
            if polled == Poll::Pending {
                self.tasks.borrow_mut().insert(number, running);
            }
        }
    }

    /// Time passes; what falls due meanwhile happens in its order.
    pub(crate) fn pass(&self, millis: u64) {
        let until = self.clock.get() + millis;
        loop {
            self.run();
            let next = self.timers.borrow().keys().next().copied();
            let Some(key) = next.filter(|(due, _)| *due <= until) else {
                break;
            };
            self.clock.set(self.clock.get().max(key.0));
            if let Some(timer) = self.timers.borrow_mut().remove(&key) {
                let _ = timer.send(());
            }
        }
        self.clock.set(until);
        self.run();
    }

    /// The object's memory is gone, with its tasks and timers; disk and connections stay.
    pub(crate) fn evict(&self) {
        self.tasks.take();
        self.timers.take();
        self.gate.take();
    }

    fn start(&self, task: Task) {
        let flag = Arc::new(Flag(AtomicBool::new(true)));
        self.tasks
            .borrow_mut()
            .insert(self.number(), Running { task, flag });
    }

    fn number(&self) -> u64 {
        self.numbers.set(self.numbers.get() + 1);
        self.numbers.get()
    }

    fn timer(&self, millis: u64) -> oneshot::Receiver<()> {
        let (ring, rang) = oneshot::channel();
        let key = (self.clock.get() + millis, self.number());
        self.timers.borrow_mut().insert(key, ring);
        rang
    }

    async fn answered(&self, asked: Asked) -> Option<Value> {
        let answer = self.answers.borrow()(&asked);
        self.asked.borrow_mut().push(asked);
        match answer {
            Answer::Now(value) => Some(value),
            Answer::After(millis, value) => {
                let _ = self.timer(millis).await;
                Some(value)
            }
            Answer::Fails => None,
            Answer::Never => std::future::pending().await,
        }
    }
}

fn site() -> LoadedSite {
    let snapshot = Snapshot {
        text: SITE.to_owned(),
        version: 1,
        epoch: 1,
        knowledge: None,
    };
    let acme = SiteId::parse("acme").expect("valid");
    cache::loaded(&acme, snapshot, false).expect("valid")
}

fn settings() -> Settings {
    const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    Settings::read(|name| match name {
        "HANDRAIL_VAULT_KEY" | "HANDRAIL_TOKEN_KEY" => Some(KEY.to_owned()),
        _ => None,
    })
    .unwrap_or_else(|refusal| panic!("{refusal}"))
}

/// One object's platform.
#[derive(Clone)]
pub(crate) struct MemoryPlatform(Rc<World>);

impl Ask for MemoryPlatform {
    async fn ask<C: Serialize, R: DeserializeOwned>(
        &self,
        binding: &'static str,
        name: &str,
        call: &C,
    ) -> Result<R> {
        let asked = Asked {
            binding,
            name: name.to_owned(),
            call: serde_json::to_value(call).expect("calls are plain data"),
        };
        let answer = self.0.answered(asked).await.ok_or(ErrorCode::Internal)?;
        Ok(serde_json::from_str(&answer.to_string()).expect("the test answers in the right form"))
    }
}

impl Platform for MemoryPlatform {
    type Sql = Rc<MemorySql>;
    type Socket = MemorySocket;

    fn sql(&self) -> Rc<MemorySql> {
        Rc::clone(&self.0.sql)
    }

    fn now(&self) -> UnixMillis {
        self.0.now()
    }

    fn fill(&self, bytes: &mut [u8]) {
        for byte in bytes {
            let next = self.0.seed.get().wrapping_mul(6_364_136_223_846_793_005);
            self.0.seed.set(next.wrapping_add(1));
            *byte = (self.0.seed.get() >> 33) as u8;
        }
    }

    fn sleep(&self, millis: u64) -> impl Future<Output = ()> + 'static {
        let rang = self.0.timer(millis);
        async move {
            let _ = rang.await;
        }
    }

    fn spawn(&self, task: Task) {
        self.0.start(task);
    }

    async fn alone(&self, task: Task) -> Result<()> {
        let mut task = task;
        self.0.wait_for_gate().await;
        self.0.gate.replace(Some(Vec::new()));
        let mut over = self.0.timer(ALONE_MAX_MILLIS);
        std::future::poll_fn(|context| {
            assert!(
                std::pin::Pin::new(&mut over).poll(context).is_pending(),
                "the platform ends the object: an event held others back for too long"
            );
            task.as_mut().poll(context)
        })
        .await;
        for waiting in self.0.gate.take().into_iter().flatten() {
            let _ = waiting.send(());
        }
        Ok(())
    }

    fn sockets(&self) -> Vec<MemorySocket> {
        let sockets = self.0.sockets.borrow();
        let open = sockets.iter().filter(|it| it.closed().is_none());
        open.cloned().collect()
    }

    async fn delete_all(&self) -> Result<()> {
        Ok(())
    }

    fn settings(&self) -> Result<Rc<Settings>> {
        Ok(Rc::clone(&self.0.settings))
    }

    async fn site(&self, _: &SiteId) -> Result<Rc<LoadedSite>> {
        Ok(Rc::clone(&self.0.site.borrow()))
    }

    /// A model of the test: each text of the answer is a chunk.
    async fn ask_models(
        &self,
        site: &SiteId,
        _: &Question,
        _: &[Model],
        _: &Cancel,
        on_event: &mut dyn FnMut(ModelEvent),
    ) {
        let asked = Asked {
            binding: "MODEL",
            name: site.as_str().to_owned(),
            call: Value::Null,
        };
        let Some(answer) = self.0.answered(asked).await else {
            return on_event(ModelEvent::Failed { wrote: None });
        };
        let chunks = answer.as_array().cloned().unwrap_or_default();
        for chunk in chunks {
            on_event(ModelEvent::Chunk(
                chunk.as_str().unwrap_or_default().to_owned(),
            ));
        }
    }

    async fn send_signal(&self, hook: &Webhook, signal: StoredSignal<'_>, _: u32) -> Delivery {
        let asked = Asked {
            binding: "SIGNAL",
            name: hook.url_env.clone(),
            call: Value::from(signal.body),
        };
        match self.0.answered(asked).await {
            Some(_) => Delivery::Arrived,
            None => Delivery::Later { after_seconds: 0 },
        }
    }
}

/// One connection; outlives the object's memory, as a hibernating one does.
#[derive(Clone)]
pub(crate) struct MemorySocket(Rc<SocketState>);

struct SocketState {
    number: u64,
    attachment: RefCell<Option<String>>,
    frames: RefCell<Vec<Value>>,
    closed: Cell<Option<u16>>,
}

impl PartialEq for MemorySocket {
    fn eq(&self, other: &Self) -> bool {
        self.0.number == other.0.number
    }
}

impl MemorySocket {
    /// The frames it was sent since this was last asked.
    pub(crate) fn frames(&self) -> Vec<Value> {
        self.0.frames.take()
    }

    /// The types of these frames.
    pub(crate) fn types(&self) -> Vec<String> {
        let frames = self.frames();
        let types = frames
            .iter()
            .map(|it| it["type"].as_str().unwrap_or("").to_owned());
        types.collect()
    }

    /// The code it was closed with.
    pub(crate) fn closed(&self) -> Option<u16> {
        self.0.closed.get()
    }
}

impl Socket for MemorySocket {
    fn attach<T: Serialize>(&self, what: &T) -> Result<()> {
        let json = serde_json::to_string(what).expect("attachments are plain data");
        assert!(json.len() < 16 * 1024, "an attachment has 16 KiB at most");
        self.0.attachment.replace(Some(json));
        Ok(())
    }

    fn attachment<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_str(self.0.attachment.borrow().as_deref()?).ok()
    }

    fn send(&self, text: &str) {
        let frame = serde_json::from_str(text).expect("frames are JSON");
        self.0.frames.borrow_mut().push(frame);
    }

    fn close(&self, code: u16, _: &str) {
        self.0.closed.set(Some(code));
    }
}
