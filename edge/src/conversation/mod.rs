//! The Conversation object: one conversation, from its storage to its sockets.

pub(crate) mod counts;
pub(crate) mod deliveries;
pub(crate) mod durable;
pub(crate) mod hello;
pub(crate) mod memory;
#[expect(
    missing_docs,
    reason = "the attribute macro writes methods without documentation"
)]
pub(crate) mod object;
pub(crate) mod opening;
pub(crate) mod rewrap;
pub(crate) mod sockets;
pub(crate) mod store;
pub(crate) mod work;
