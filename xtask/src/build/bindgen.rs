//! The JavaScript side of a WebAssembly module, by wasm-bindgen as a library.

use anyhow::{Context, Result};
use std::{fs, path::Path};
use wasm_bindgen_cli_support::Bindgen;

/// Where the module will run.
#[derive(Clone, Copy)]
pub(crate) enum Host {
    /// A page, which fetches the module itself.
    Browser,
    /// workerd, which hands the module over at start.
    Workerd,
    /// Node.js, which reads the module from disk.
    Node,
}

/// Writes `index.js`, `index_bg.wasm` and snippets into an emptied `folder`.
pub(crate) fn generate(module: &Path, host: Host, folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(module)
        .out_name("index")
        .typescript(false)
        .remove_producers_section(true)
        // Names are a fifth of the module, and a profiler's alone.
        .remove_name_section(!matches!(host, Host::Node));
    match host {
        Host::Browser => {
            bindgen.web(true)?;
        }
        Host::Node => {
            bindgen.nodejs(true)?;
        }
        Host::Workerd => {
            // A panic then replaces the instance instead of leaving it half-way; see edge/entry.js.
            bindgen
                .module(true)?
                .reset_state_function(true)
                .force_enable_abort_handler(true);
        }
    }
    bindgen
        .generate(folder)
        .with_context(|| format!("wasm-bindgen refused {}", module.display()))
}
