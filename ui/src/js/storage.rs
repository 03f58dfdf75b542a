//! What a browser keeps. A browser that keeps nothing (private mode, blocked) is no error.

use web_sys::Storage;

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
        self.open()?.get_item(key).ok().flatten()
    }

    /// Keeps a value; says whether it was kept.
    pub fn set(self, key: &str, value: &str) -> bool {
        self.open()
            .is_some_and(|store| store.set_item(key, value).is_ok())
    }

    /// Forgets a value.
    pub fn remove(self, key: &str) {
        if let Some(store) = self.open() {
            let _ = store.remove_item(key);
        }
    }
}
