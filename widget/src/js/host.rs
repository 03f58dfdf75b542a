//! The page around the panel: its loader, or nobody when the panel stands alone.
//!
//! Only the direct parent is heard, and only from one origin: that of the first boot or shutdown, which
//! must be the one the browser itself names, where it names one.

use gloo_events::EventListener;
use handrail_ui::js::codec;
use handrail_ui::link::Link;
use handrail_ui::wire::{Object, text, text_or_empty, truth};
use js_sys::{Function, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Window};

/// What the loader says.
#[derive(Debug, Clone)]
pub(crate) enum FromHost {
    /// The first message: how to start.
    Boot(Boot),
    /// The panel is in view.
    Open {
        /// Take the focus.
        focus: bool,
    },
    /// The panel is out of view.
    Close {},
    /// The visitor moved to another page.
    Page {
        /// Its path.
        page: String,
    },
    /// The page asks for a person on the visitor's behalf.
    RequestHuman {},
    /// Settings changed.
    Update {
        /// Language.
        locale: Option<String>,
        /// Path of the page.
        page: Option<String>,
    },
    /// Put a text into the composer.
    Prefill {
        /// The text.
        text: String,
        /// Send it at once; heard from the edge's own pages alone.
        send: bool,
    },
    /// The visitor signed out of the host page: forget the conversation.
    Shutdown {},
}

/// How the panel begins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Boot {
    /// The site; the address of the panel names it too.
    pub site: String,
    /// Language wanted.
    pub locale: Option<String>,
    /// Path of the host page.
    pub page: Option<String>,
    /// `launcher` or `panel` (within a page).
    pub(crate) mode: String,
    /// How to reach people when the panel cannot work: a link of the host page.
    pub contact: Option<Link>,
    /// The panel takes the whole screen.
    pub phone: bool,
}

/// What the loader is told.
#[derive(Debug, Clone)]
pub(crate) enum ToHost {
    /// The program runs.
    Alive,
    /// The visitor can type.
    Ready,
    /// Close the panel.
    Close,
    /// There is a conversation: it was started, or taken up on this page.
    Conversed,
    /// Messages that were not in view.
    Unread {
        /// How many.
        count: u32,
    },
    /// Who answers: `assistant`, `waiting`, `person` or `closed`.
    Owner {
        /// The word.
        owner: &'static str,
    },
    /// The conversation is forgotten.
    Forgotten,
    /// The panel cannot work.
    Error {
        /// A stable code.
        code: &'static str,
    },
}

impl FromHost {
    /// Reads a message; one of a newer loader is none.
    fn read(data: &JsValue) -> Option<Self> {
        Some(match text(data, "type")?.as_str() {
            "boot" => Self::Boot(Boot {
                site: text_or_empty(data, "site"),
                locale: text(data, "locale"),
                page: text(data, "page"),
                mode: text_or_empty(data, "mode"),
                contact: text(data, "contact").and_then(|address| Link::of_site(&address)),
                phone: truth(data, "phone"),
            }),
            "open" => Self::Open {
                focus: truth(data, "focus"),
            },
            "close" => Self::Close {},
            "page" => Self::Page {
                page: text(data, "page")?,
            },
            "request_human" => Self::RequestHuman {},
            "update" => Self::Update {
                locale: text(data, "locale"),
                page: text(data, "page"),
            },
            "prefill" => Self::Prefill {
                text: text(data, "text")?,
                send: truth(data, "send"),
            },
            "shutdown" => Self::Shutdown {},
            _ => return None,
        })
    }
}

impl ToHost {
    fn write(&self) -> String {
        let tagged = |kind: &str| Object::default().number("handrail", 1).text("type", kind);
        match self {
            Self::Alive => tagged("alive"),
            Self::Ready => tagged("ready"),
            Self::Close => tagged("close"),
            Self::Conversed => tagged("conversed"),
            Self::Unread { count } => tagged("unread").number("count", u64::from(*count)),
            Self::Owner { owner } => tagged("owner").text("owner", owner),
            Self::Forgotten => tagged("forgotten"),
            Self::Error { code } => tagged("error").text("code", code),
        }
        .finish()
    }
}

/// The parent window, if there is one.
pub(crate) struct Host {
    parent: Option<Window>,
    origin: RefCell<Option<String>>,
}

impl Host {
    /// Finds the parent window.
    pub(crate) fn find() -> Rc<Self> {
        let window = web_sys::window();
        let parent = window.as_ref().and_then(|window| {
            let parent = window.parent().ok().flatten()?;
            (!js_sys::Object::is(&parent, window)).then_some(parent)
        });
        Rc::new(Self {
            parent,
            origin: RefCell::new(None),
        })
    }

    /// Does the panel stand alone?
    pub(crate) fn is_alone(&self) -> bool {
        self.parent.is_none()
    }

    /// Posts a message to the loader. Before it is heard only the origin that the browser names is told.
    pub(crate) fn post(&self, what: &ToHost) {
        let Some(parent) = &self.parent else { return };
        let Some(message) = codec::parse(&what.write()) else {
            return;
        };
        let origin = self
            .origin
            .borrow()
            .clone()
            .or_else(named_origin)
            .unwrap_or_else(|| "*".to_owned());
        let _ = parent.post_message(&message, &origin);
    }

    /// Is the page around the panel one of the edge's own?
    pub(crate) fn is_own(&self) -> bool {
        let own = web_sys::window().and_then(|window| window.location().origin().ok());
        own.is_some() && *self.origin.borrow() == own
    }

    /// Handles the messages of the loader for as long as the page lives.
    pub(crate) fn listen(self: &Rc<Self>, act: impl Fn(FromHost) + 'static) {
        let Some(window) = web_sys::window() else {
            return;
        };
        let host = Rc::clone(self);
        EventListener::new(&window, "message", move |event| {
            if let Some(message) = event
                .dyn_ref::<MessageEvent>()
                .and_then(|event| host.read(event))
            {
                act(message);
            }
        })
        .forget();
    }

    fn read(&self, event: &MessageEvent) -> Option<FromHost> {
        let parent = self.parent.as_ref()?;
        let source = event.source()?;
        if !js_sys::Object::is(&source, parent) {
            return None;
        }
        let origin = event.origin();
        let known = self.origin.borrow().clone().or_else(named_origin);
        if known.is_some_and(|known| known != origin) {
            return None;
        }
        let data = event.data();
        let ours = Reflect::get(&data, &"handrail".into()).ok()?.as_f64() == Some(1.0);
        if !ours {
            return None;
        }
        let message = FromHost::read(&data)?;
        let mut locked = self.origin.borrow_mut();
        if locked.is_none() {
            if !matches!(message, FromHost::Boot(_) | FromHost::Shutdown {}) {
                return None;
            }
            *locked = Some(origin);
        }
        Some(message)
    }
}

/// The parent's origin, as the browser knows it.
fn named_origin() -> Option<String> {
    let window = web_sys::window()?;
    // Not in every browser.
    let ancestors = Reflect::get(&window.location(), &"ancestorOrigins".into()).ok();
    let ancestor = ancestors
        .and_then(|list| Reflect::get(&list, &JsValue::from(0)).ok())
        .and_then(|origin| origin.as_string());
    if ancestor.is_some() {
        return ancestor;
    }
    let referrer = window.document()?.referrer();
    let (scheme, rest) = referrer.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    (!host.is_empty()).then(|| [scheme, "://", host].concat())
}

/// The value of a key in the page's own query.
pub(crate) fn query(key: &str) -> Option<String> {
    let search = web_sys::window()?.location().search().ok()?;
    search
        .trim_start_matches('?')
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find(|(name, _)| *name == key)
        .and_then(|(_, value)| js_sys::decode_uri_component(value).ok()?.as_string())
}

/// Loads the panel anew.
pub(crate) fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

/// The first language of the browser.
pub(crate) fn browser_language() -> String {
    web_sys::window()
        .and_then(|window| window.navigator().language())
        .unwrap_or_default()
}

/// Does the browser think that it has a network?
pub(crate) fn has_network() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

/// Calls back before the next frame is drawn.
pub(crate) fn before_paint(act: impl FnOnce() + 'static) {
    let callback: Function = wasm_bindgen::closure::Closure::once_into_js(act).unchecked_into();
    if let Some(window) = web_sys::window() {
        let _ = window.request_animation_frame(&callback);
    }
}
