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
