//! A socket that comes back by itself.
//!
//! It carries texts, whatever they mean: the hello is asked for at each connection, so that it can
//! name the last event and the partial answer there are by then. The one who reads the answer to
//! the hello calls [`Socket::settled`]; until then the connection has not succeeded.

use crate::backoff::Backoff;
use crate::js::clock;
use gloo_events::EventListener;
use gloo_timers::callback::{Interval, Timeout};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen::JsCast;
use web_sys::{MessageEvent, WebSocket};

/// A connection that does not get through within this is given up.
const OPEN_MILLIS: u32 = 8_000;
/// How often a quiet line is asked for a sign of life.
const PING_MILLIS: u32 = 20_000;

/// How the connection stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LinkState {
    /// Not wanted (yet, or no more).
    #[default]
    Idle,
    /// Being made; with the number of tries that failed before.
    Connecting(u32),
    /// The hello was answered.
    Online,
    /// Waiting for the next try; with the number of tries that failed.
    Waiting(u32),
}

/// What a socket calls.
pub struct Handlers {
    /// The first text of each connection.
    pub hello: Box<dyn Fn() -> String>,
    /// A text came.
    pub text: Box<dyn Fn(String)>,
    /// The state changed.
    pub state: Box<dyn Fn(LinkState)>,
}

/// A handle; the connection ends when the last one is dropped or by [`Socket::close`].
#[derive(Clone)]
pub struct Socket(Rc<Inner>);

struct Inner {
    path: String,
    handlers: Handlers,
    connection: RefCell<Option<Connection>>,
    backoff: Cell<Backoff>,
    state: Cell<LinkState>,
    retry: RefCell<Option<Timeout>>,
    page: RefCell<Vec<EventListener>>,
    heard_since_ping: Cell<bool>,
    /// Counts connections, so that what belongs to an old one is not heard any more.
    number: Cell<u32>,
}

struct Connection {
    socket: WebSocket,
    _listeners: [EventListener; 4],
    _give_up: Timeout,
    _ping: Interval,
}

impl Drop for Connection {
    fn drop(&mut self) {
        let _ = self.socket.close();
    }
}

impl Socket {
    /// Starts to connect to a path of the page's own origin.
    pub fn open(path: &str, handlers: Handlers) -> Self {
        let inner = Rc::new(Inner {
            path: path.to_owned(),
            handlers,
            connection: RefCell::new(None),
            backoff: Cell::default(),
            state: Cell::default(),
            retry: RefCell::new(None),
            page: RefCell::new(Vec::new()),
            heard_since_ping: Cell::new(true),
            number: Cell::new(0),
        });
        if let Some(window) = web_sys::window() {
            let on = |name: &'static str, act: fn(&Rc<Inner>)| {
                let inner = Rc::downgrade(&inner);
                EventListener::new(&window, name, move |_| {
                    if let Some(inner) = inner.upgrade() {
                        act(&inner);
                    }
                })
            };
            *inner.page.borrow_mut() = vec![
                on("online", Inner::retry_now),
                on("offline", Inner::lost),
                on("pageshow", Inner::retry_now),
                on("focus", Inner::retry_now),
            ];
        }
        Inner::connect(&inner);
        Self(inner)
    }

    /// Sends a text; `false` when there is no connection that could take it.
    pub fn send(&self, text: &str) -> bool {
        self.0.state.get() == LinkState::Online
            && self
                .0
                .connection
                .borrow()
                .as_ref()
                .is_some_and(|connection| connection.socket.send_with_str(text).is_ok())
    }

    /// The hello was answered.
    pub fn settled(&self) {
        self.0.backoff.set(Backoff::default());
        self.0.set_state(LinkState::Online);
    }

    /// Connects anew at once, with a new hello.
    pub fn reconnect(&self) {
        Inner::connect(&self.0);
    }

    /// How it stands.
    pub fn state(&self) -> LinkState {
        self.0.state.get()
    }

    /// Ends it for good.
    pub fn close(&self) {
        self.0.page.borrow_mut().clear();
        self.0.retry.take();
        self.0.number.set(self.0.number.get() + 1);
        self.0.connection.take();
        self.0.set_state(LinkState::Idle);
    }
}

impl Inner {
    fn set_state(&self, state: LinkState) {
        if self.state.replace(state) != state {
            (self.handlers.state)(state);
        }
    }

    fn connect(this: &Rc<Self>) {
        this.retry.take();
        let number = this.number.get() + 1;
        this.number.set(number);
        // The old connection ends unheard.
        this.connection.take();
        this.set_state(LinkState::Connecting(this.backoff.get().failures()));
        let Some(socket) = address(&this.path).and_then(|url| WebSocket::new(&url).ok()) else {
            this.fail();
            return;
        };
        let weak = Rc::downgrade(this);
        let with = move |act: fn(&Rc<Self>)| {
            let weak: Weak<Self> = weak.clone();
            move || {
                if let Some(inner) = weak.upgrade()
                    && inner.number.get() == number
                {
                    act(&inner);
                }
            }
        };
        let opened = with(|inner| {
            let hello = (inner.handlers.hello)();
            if let Some(connection) = inner.connection.borrow().as_ref() {
                let _ = connection.socket.send_with_str(&hello);
            }
        });
        let closed = with(Self::lost);
        let failed = with(Self::lost);
        let give_up = with(|inner| {
            if inner.state.get() != LinkState::Online {
                inner.lost();
            }
        });
        let ping = with(|inner| {
            if !inner.heard_since_ping.replace(false) {
                inner.lost();
            } else if let Some(connection) = inner.connection.borrow().as_ref() {
                let _ = connection.socket.send_with_str("ping");
            }
        });
        let weak = Rc::downgrade(this);
        let message = move |event: &web_sys::Event| {
            let Some(inner) = weak.upgrade().filter(|inner| inner.number.get() == number) else {
                return;
            };
            inner.heard_since_ping.set(true);
            let text = event
                .dyn_ref::<MessageEvent>()
                .and_then(|event| event.data().as_string());
            if let Some(text) = text.filter(|text| text != "pong") {
                (inner.handlers.text)(text);
            }
        };
        this.heard_since_ping.set(true);
        let listeners = [
            EventListener::new(&socket, "open", move |_| opened()),
            EventListener::new(&socket, "close", move |_| closed()),
            EventListener::new(&socket, "error", move |_| failed()),
            EventListener::new(&socket, "message", message),
        ];
        *this.connection.borrow_mut() = Some(Connection {
            socket,
            _listeners: listeners,
            _give_up: Timeout::new(OPEN_MILLIS, give_up),
            _ping: Interval::new(PING_MILLIS, ping),
        });
    }

    /// The connection is gone: try again after a pause.
    fn lost(self: &Rc<Self>) {
        self.number.set(self.number.get() + 1);
        self.fail();
        // Its listeners may be running: it is dropped after them.
        if let Some(connection) = self.connection.take() {
            Timeout::new(0, move || drop(connection)).forget();
        }
    }

    fn fail(self: &Rc<Self>) {
        let mut backoff = self.backoff.get();
        let pause = backoff.fail(clock::random());
        self.backoff.set(backoff);
        let weak = Rc::downgrade(self);
        *self.retry.borrow_mut() = Some(Timeout::new(pause, move || {
            if let Some(inner) = weak.upgrade() {
                Self::connect(&inner);
            }
        }));
        self.set_state(LinkState::Waiting(backoff.failures()));
    }

    /// There is reason to think it works now.
    fn retry_now(self: &Rc<Self>) {
        if matches!(self.state.get(), LinkState::Waiting(_)) {
            Self::connect(self);
        }
    }
}

fn address(path: &str) -> Option<String> {
    let location = web_sys::window()?.location();
    let scheme = if location.protocol().ok()? == "https:" {
        "wss://"
    } else {
        "ws://"
    };
    Some([scheme, &location.host().ok()?, path].concat())
}
