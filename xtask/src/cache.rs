//! The per-user cache: tools by version, results by content, remembered durations.

use anyhow::{Context, Result};
use std::{env, fs, path::PathBuf};

/// The cache folder of this user, made when absent.
///
/// `HANDRAIL_CACHE` overrides it; otherwise the platform's convention holds.
pub(crate) fn dir() -> Result<PathBuf> {
    let dir = location().context(
        "there is no home folder to keep tools in: set HOME, or HANDRAIL_CACHE to a folder",
    )?;
    fs::create_dir_all(&dir).with_context(|| format!("can't create {}", dir.display()))?;
    Ok(dir)
}

/// Results that are kept by what they were made from.
pub(crate) struct Store {
    folder: PathBuf,
}

impl Store {
    /// The results of one kind of work.
    pub(crate) fn open(kind: &str) -> Result<Self> {
        let folder = dir()?.join(kind);
        fs::create_dir_all(&folder)
            .with_context(|| format!("can't create {}", folder.display()))?;
        let store = Self { folder };
        store.forget_oldest();
        Ok(store)
    }

    /// Where the result for `key` is, or is to be put.
    pub(crate) fn path(&self, key: &str) -> PathBuf {
        self.folder.join(key)
    }

    /// Keeps the newest results only: sources change, and nobody cleans a cache by hand.
    fn forget_oldest(&self) {
        let Ok(entries) = fs::read_dir(&self.folder) else {
            return;
        };
        let mut by_age: Vec<_> = entries
            .flatten()
            .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
            .collect();
        by_age.sort();
        let surplus = by_age.len().saturating_sub(RESULTS_KEPT);
        for (_, path) in &by_age[..surplus] {
            // Another run may have removed it already.
            fs::remove_file(path).ok();
        }
    }
}

/// Enough for some dozens of builds; a build makes about twenty results.
const RESULTS_KEPT: usize = 1_000;

fn location() -> Option<PathBuf> {
    let from = |name: &str| {
        env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    from("HANDRAIL_CACHE").or_else(|| {
        from("XDG_CACHE_HOME")
            .or_else(|| {
                let home = env::home_dir().filter(|home| !home.as_os_str().is_empty())?;
                Some(if cfg!(target_os = "macos") {
                    home.join("Library/Caches")
                } else {
                    home.join(".cache")
                })
            })
            .map(|caches| caches.join("handrail"))
    })
}
