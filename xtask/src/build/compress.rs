//! Brotli at its best setting, by Node's own library, remembered by content.

use crate::{cache::Store, fingerprint};
use anyhow::{Context, Result, bail};
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Reads pairs of paths, a source and its result, one a line each, and compresses them side by side.
const SCRIPT: &str = r#"
import { readFileSync, writeFileSync, renameSync } from "node:fs";
import { brotliCompress, constants } from "node:zlib";
import { promisify } from "node:util";
const lines = readFileSync(0, "utf8").split("\n");
const pairs = [];
for (let i = 0; i + 1 < lines.length; i += 2) pairs.push([lines[i], lines[i + 1]]);
await Promise.all(pairs.map(async ([from, to]) => {
  const bytes = readFileSync(from);
  const packed = await promisify(brotliCompress)(bytes, { params: {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  } });
  writeFileSync(to + ".tmp", packed);
  renameSync(to + ".tmp", to);
}));
"#;

/// Writes `FILE.br` beside every file of a folder that gains from it.
pub(crate) fn siblings(folder: &Path) -> Result<()> {
    let files: Vec<PathBuf> = fingerprint::files_below(folder)?
        .into_iter()
        .filter(|file| gains(file))
        .collect();
    let store = Store::open("brotli")?;
    let mut packed = Vec::new();
    let mut missing = String::new();
    for file in &files {
        let bytes = fs::read(file).with_context(|| format!("can't read {}", file.display()))?;
        let kept = store.path(&fingerprint::full(&bytes));
        if !kept.exists() {
            missing.push_str(&format!("{}\n{}\n", file.display(), kept.display()));
        }
        packed.push((file, kept));
    }
    if !missing.is_empty() {
        run_script(&missing)?;
    }
    for (file, kept) in packed {
        let mut sibling = file.clone().into_os_string();
        sibling.push(".br");
        fs::copy(&kept, &sibling)
            .with_context(|| format!("can't write {}", sibling.to_string_lossy()))?;
    }
    Ok(())
}

fn gains(file: &Path) -> bool {
    let end = file.extension().unwrap_or_default().to_string_lossy();
    ["html", "js", "css", "wasm", "svg", "json", "txt"].contains(&end.as_ref())
}

fn run_script(pairs: &str) -> Result<()> {
    let mut child = Command::new("node")
        .args(["--input-type=module", "--eval", SCRIPT])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("can't start node; install Node.js 20 or newer")?;
    let mut stdin = child.stdin.take().expect("stdin was asked for");
    stdin
        .write_all(pairs.as_bytes())
        .context("node stopped reading")?;
    drop(stdin);
    let output = child.wait_with_output()?;
    if !output.status.success() {
        bail!(
            "compressing failed:\n{}",
            String::from_utf8_lossy(&output.stderr).trim_end()
        );
    }
    Ok(())
}

/// How many bytes several files have when each is packed with gzip at its best setting.
pub(crate) fn gzip_size(files: &[&Path]) -> Result<u64> {
    const SIZES: &str = r#"
        import { readFileSync } from "node:fs";
        import { gzipSync } from "node:zlib";
        const size = (file) => gzipSync(readFileSync(file), { level: 9 }).length;
        console.log(process.argv.slice(1).map(size).reduce((a, b) => a + b, 0));
    "#;
    let mut node = Command::new("node");
    node.args(["--input-type=module", "--eval", SIZES, "--"])
        .args(files);
    let output = crate::process::run(&mut node)?;
    let text = String::from_utf8_lossy(&output.stdout);
    text.trim().parse().context("node printed no size")
}
