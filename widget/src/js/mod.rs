//! What the panel alone asks of the browser.

pub(crate) mod host;
pub(crate) mod storage;
