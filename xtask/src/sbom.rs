//! `sbom` and `notices`: what other people's software is inside the programs, for machines and for people.

use crate::{build::notices, process, workspace};
use anyhow::{Context, Result};
use std::{env, fs, path::PathBuf, process::Command};

/// Where to write it.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The file to write, instead of one in dist/
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Writes the bill of materials.
pub(crate) fn bill(args: &Args) -> Result<()> {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo
        .args(["run", "--quiet", "--package", "handrail-sbom"])
        .current_dir(workspace::root());
    args.write("handrail.cdx.json", &process::run(&mut cargo)?.stdout)
}

/// Writes the licences.
pub(crate) fn notices(args: &Args) -> Result<()> {
    args.write(notices::FILE, notices::text()?.as_bytes())
}

impl Args {
    fn write(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let file = match &self.output {
            Some(file) => file.clone(),
            None => workspace::dist().join(name),
        };
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&file, bytes).with_context(|| format!("can't write {}", file.display()))?;
        println!("{}", file.display());
        Ok(())
    }
}
