//! WebAssembly made smaller by wasm-opt.

use crate::{
    cache::Store,
    fingerprint::{self, Fingerprint},
    process,
    tools::Packages,
};
use anyhow::{Context, Result};
use std::{fs, path::Path};

/// What makes a browser's module smallest after Brotli, which is what travels. `-Oz` makes a module
/// that is smaller on disk and 5 % larger on the wire: inlined code repeats less exactly.
pub(super) const BROWSER: [&str; 7] = [
    "-O1",
    "--dae-optimizing",
    "--duplicate-function-elimination",
    "-O1",
    "--rse",
    "--merge-locals",
    "--vacuum",
];

/// The same for the edge after gzip, in seconds: more passes take a minute for a few thousand bytes.
pub(super) const EDGE: [&str; 3] = [
    // The module imports an exception's tag, which its own list of features does not tell.
    "--enable-exception-handling",
    "--dae-optimizing",
    "--duplicate-function-elimination",
];

/// The module after these passes. Kept by content: they take seconds, and styles change more often.
pub(super) fn smaller(tools: &Packages, passes: &[&str], module: &Path) -> Result<Vec<u8>> {
    let mut key = Fingerprint::new(&passes.join(" "));
    let tool = fs::read_to_string(tools.modules.join("binaryen/package.json"))?;
    key.text(&tool).text(&fingerprint::full(&fs::read(module)?));
    let kept = Store::open("wasm-opt")?.path(&key.finish());
    if !kept.exists() {
        let made = module.with_extension("small.wasm");
        let mut wasm_opt = tools.wasm_opt();
        wasm_opt.args(passes).arg(module).arg("-o").arg(&made);
        process::run(&mut wasm_opt).context("wasm-opt could not make the program smaller")?;
        let unfinished = kept.with_extension("tmp");
        fs::copy(&made, &unfinished)?;
        fs::rename(&unfinished, &kept)?;
    }
    fs::read(&kept).with_context(|| format!("can't read {}", kept.display()))
}
