//! The one place that talks to the browser.
//!
//! Everything here fails softly: a browser without storage, or a call that is refused, is a value
//! and never a panic.

pub mod clock;
pub mod codec;
pub mod dom;
pub mod http;
pub mod scheme;
pub mod socket;
pub mod storage;
