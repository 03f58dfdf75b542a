//! The Site object: one site's file, keys and sessions, and what this process keeps of it.

pub(crate) mod cache;
pub(crate) mod key_store;
#[expect(
    missing_docs,
    reason = "the attribute macro writes methods without documentation"
)]
pub(crate) mod object;
pub(crate) mod people;
pub(crate) mod sessions;
pub(crate) mod store;
