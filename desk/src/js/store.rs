//! What stays in the browser: small values as JSON, in the tab's or the browser's storage.
//!
//! A storage that is full or forbidden is as good as an empty one: everything here is a
//! convenience, nothing depends on it.

use handrail_ui::js::{codec, storage::Store};
use serde::{Serialize, de::DeserializeOwned};

/// Reads a value; `None` when there is none, or one of another shape.
pub(crate) fn load<T: DeserializeOwned>(store: Store, key: &str) -> Option<T> {
    codec::decode(&store.get(&full(key))?)
}

/// Writes a value.
pub(crate) fn save<T: Serialize>(store: Store, key: &str, value: &T) {
    store.set(&full(key), &codec::encode(value));
}

/// Removes a value.
pub(crate) fn remove(store: Store, key: &str) {
    store.remove(&full(key));
}

fn full(key: &str) -> String {
    ["handrail-desk:", key].concat()
}
