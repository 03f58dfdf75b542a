//! What the panel alone asks of the browser.

pub mod host;
pub mod kept;
