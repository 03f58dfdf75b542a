//! Minifying JavaScript and CSS with esbuild.

use crate::{process, tools::Packages};
use anyhow::{Context, Result};
use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

/// The language of a source text.
#[derive(Clone, Copy)]
pub(crate) enum Language {
    /// A classic script: its top-level names are kept, for they may be global.
    Script,
    /// Styles.
    Css,
}

/// Minifies one file's text by itself.
pub(crate) fn minify(tools: &Packages, language: Language, text: &[u8]) -> Result<Vec<u8>> {
    let loader = match language {
        Language::Script => "--loader=js",
        Language::Css => "--loader=css",
    };
    let mut esbuild = Command::new(tools.esbuild()?);
    esbuild.args([
        loader,
        "--minify",
        "--charset=utf8",
        "--target=es2022",
        "--log-level=warning",
    ]);
    let mut child = esbuild
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("can't start esbuild")?;
    let mut stdin = child.stdin.take().expect("stdin was asked for");
    stdin.write_all(text).context("esbuild stopped reading")?;
    drop(stdin);
    let output = child.wait_with_output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    anyhow::ensure!(
        output.status.success(),
        "esbuild refused the file:\n{}",
        said.trim_end()
    );
    Ok(output.stdout)
}

/// Bundles an ES module and what it imports into one minified module.
pub(crate) fn bundle(tools: &Packages, entry: &Path, into: &Path) -> Result<()> {
    let mut esbuild = Command::new(tools.esbuild()?);
    esbuild.arg(entry).args([
        "--bundle",
        "--format=esm",
        "--minify",
        "--charset=utf8",
        "--target=es2022",
        "--supported:import-source=true",
        "--external:cloudflare:*",
        "--external:./index_bg.wasm",
        "--log-level=warning",
        // A class that the edge lacks must not become an undefined export.
        "--log-override:import-is-undefined=error",
    ]);
    esbuild.arg(format!("--outfile={}", into.display()));
    process::run(&mut esbuild).context("esbuild could not bundle the module")?;
    Ok(())
}
