//! A Chromium for the browser journeys.

use crate::{process, toolchain};
use anyhow::{Context, Result, bail};
use std::{env, path::PathBuf};

const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

const APPLICATIONS: [&str; 2] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/// The browser that is there: `HANDRAIL_CHROMIUM`, or one of the usual names.
pub(crate) fn present() -> Option<PathBuf> {
    let own = env::var_os("HANDRAIL_CHROMIUM").map(PathBuf::from);
    own.or_else(|| NAMES.iter().find_map(|name| process::on_path(name)))
        .or_else(|| {
            APPLICATIONS
                .iter()
                .map(PathBuf::from)
                .find(|path| path.is_file())
        })
}

/// The browser, installed from Debian's packages when absent.
pub(crate) fn ensure() -> Result<PathBuf> {
    if let Some(browser) = present() {
        return Ok(browser);
    }
    toolchain::install_debian(&["chromium"])
        .context("the browser journeys need Chromium: install it, or set HANDRAIL_CHROMIUM")?;
    match present() {
        Some(browser) => Ok(browser),
        None => bail!("Debian's chromium package is installed, but there is no chromium command"),
    }
}
