//! The Desk object: one site's queue, presence and sockets of agents.

pub(crate) mod leases;
#[expect(
    missing_docs,
    reason = "the attribute macro writes methods without documentation"
)]
pub(crate) mod object;
pub(crate) mod queue;
#[cfg(test)]
mod queue_tests;
pub(crate) mod sockets;
pub(crate) mod store;
