//! Where things are in the checkout.

use std::path::PathBuf;

/// The root of the checkout.
pub(crate) fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent()
        .expect("xtask/ lies in the workspace root")
        .to_path_buf()
}

/// What the edge serves and workerd runs.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// Cargo's output folder for the WebAssembly programs of the browser.
pub(crate) fn web_target() -> PathBuf {
    root().join("target/web")
}

/// Cargo's output folder for the edge.
pub(crate) fn edge_target() -> PathBuf {
    root().join("target/edge")
}

/// Where the demo keeps what was said, unless told otherwise.
pub(crate) fn default_state() -> PathBuf {
    root().join(".handrail")
}
