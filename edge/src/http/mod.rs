//! What stands between the wire and the objects: limits, headers, frames, and the platform's own fetch.

pub(crate) mod frames;
pub(crate) mod headers;
pub(crate) mod limits;
pub(crate) mod network;
