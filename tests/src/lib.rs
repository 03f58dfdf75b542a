//! End to end: the real edge on this machine, and the upstreams it talks to.
//!
//! For: starting and killing the edge and the bench's reference, speaking its API and sockets as any other program would, and
//! mock upstreams that speak the real protocols over loopback. The journeys in `journeys/` use the
//! same mock as a process of its own.
//!
//! Not for: anything the pure crates can test by themselves. Nothing here reaches beyond loopback.

pub mod api;
pub mod desk;
pub mod edge;
pub mod mock;
pub mod percentile;
pub mod reference;
pub mod socket;
mod workerd;

use std::path::PathBuf;

/// The root of the checkout.
fn root() -> PathBuf {
    std::env::var_os("HANDRAIL_ROOT").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(".."),
        PathBuf::from,
    )
}
