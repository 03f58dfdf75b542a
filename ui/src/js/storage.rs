//! What a browser keeps. A browser that keeps nothing is no error.
//!
//! Where a frame of another site gets no storage (private windows, blocked third-party data), the
//! lasting store is a partitioned cookie of the panel's own path: the same partition that storage
//! would have had, out of reach of the host page. Source: CHIPS, the `Partitioned` attribute.

use wasm_bindgen::JsCast;
use web_sys::{HtmlDocument, Storage};

/// How long a cookie stands in for the lasting store: as long as a visitor's token, 30 days.
const COOKIE_SECONDS: &str = "2592000";
/// A browser takes 4,096 bytes for name, value and attributes (RFC 6265, section 6.1).
const COOKIE_MAX_BYTES: usize = 3_800;

/// Which of the two stores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Store {
    /// Shared by tabs, stays.
    Local,
    /// This tab, until it is closed.
    Session,
}

impl Store {
    fn open(self) -> Option<Storage> {
        let window = web_sys::window()?;
        match self {
            Self::Local => window.local_storage().ok().flatten(),
            Self::Session => window.session_storage().ok().flatten(),
        }
    }

    /// Reads a value.
    pub fn get(self, key: &str) -> Option<String> {
        match (self.open(), self) {
            (Some(store), _) => store.get_item(key).ok().flatten(),
            (None, Self::Local) => cookie(key),
            (None, Self::Session) => None,
        }
    }

    /// Keeps a value; says whether it was kept.
    pub fn set(self, key: &str, value: &str) -> bool {
        match (self.open(), self) {
            (Some(store), _) => store.set_item(key, value).is_ok(),
            (None, Self::Local) => set_cookie(key, value, COOKIE_SECONDS),
            (None, Self::Session) => false,
        }
    }

    /// Forgets a value.
    pub fn remove(self, key: &str) {
        match (self.open(), self) {
            (Some(store), _) => {
                let _ = store.remove_item(key);
            }
            (None, Self::Local) => {
                set_cookie(key, "", "0");
            }
            (None, Self::Session) => {}
        }
    }
}

fn document() -> Option<HtmlDocument> {
    web_sys::window()?.document()?.dyn_into().ok()
}

fn cookie(key: &str) -> Option<String> {
    let name = [&escape(key), "="].concat();
    let cookies = document()?.cookie().ok()?;
    let value = cookies
        .split("; ")
        .find_map(|pair| pair.strip_prefix(&name))?;
    js_sys::decode_uri_component(value).ok().map(String::from)
}

fn set_cookie(key: &str, value: &str, seconds: &str) -> bool {
    let pair = [&escape(key), "=", &escape(value)].concat();
    if pair.len() > COOKIE_MAX_BYTES {
        return false;
    }
    let cookie = [
        &pair,
        "; Path=/widget; Secure; SameSite=None; Partitioned; Max-Age=",
        seconds,
    ]
    .concat();
    document().is_some_and(|document| document.set_cookie(&cookie).is_ok())
}

fn escape(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}
