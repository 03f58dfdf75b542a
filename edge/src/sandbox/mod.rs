//! The sandbox: one visit's switches and its trace. Demo mode only.

#[expect(
    missing_docs,
    reason = "the attribute macro writes methods without documentation"
)]
pub(crate) mod object;
pub(crate) mod scripted;
pub(crate) mod store;
pub(crate) mod trace;
pub(crate) mod visit;
