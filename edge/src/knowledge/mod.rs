//! The Knowledge object: one site's passages in a full-text index.

pub(crate) mod index;
#[expect(
    missing_docs,
    reason = "the attribute macro writes methods without documentation"
)]
pub(crate) mod object;
