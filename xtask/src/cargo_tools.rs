//! Tools that crates.io carries as source: cargo-mutants and cargo-deny.
//!
//! Each is compiled once into the user's cache, under its version, never into the checkout.

use crate::{cache, process, progress};
use anyhow::{Context, Result};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// A program of crates.io, in one version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CargoTool {
    /// The package, and the program it makes.
    name: &'static str,
    version: &'static str,
}

/// Makes small changes to a program and looks whether a test notices.
pub(crate) const MUTANTS: CargoTool = CargoTool {
    name: "cargo-mutants",
    version: "27.1.0",
};

/// Checks the licences, sources and advisories of all dependencies.
pub(crate) const DENY: CargoTool = CargoTool {
    name: "cargo-deny",
    version: "0.20.2",
};

impl CargoTool {
    /// A command that runs it, compiled first when it is absent.
    pub(crate) fn command(self) -> Result<Command> {
        let folder = self.location()?;
        if !self.program_in(&folder).is_file() {
            self.install_into(&folder)?;
        }
        Ok(Command::new(self.program_in(&folder)))
    }

    /// Where it is, once it is there.
    pub(crate) fn installed(self) -> Option<PathBuf> {
        let program = self.program_in(&self.location().ok()?);
        program.is_file().then_some(program)
    }

    fn location(self) -> Result<PathBuf> {
        Ok(cache::dir()?.join(format!("{}-{}", self.name, self.version)))
    }

    fn program_in(self, folder: &Path) -> PathBuf {
        let name = format!("{}{}", self.name, env::consts::EXE_SUFFIX);
        folder.join("bin").join(name)
    }

    fn install_into(self, folder: &Path) -> Result<()> {
        // Installed beside its final place and renamed, so that an interrupted run leaves no half.
        let staging = cache::dir()?.join(format!("{}.tmp{}", self.name, std::process::id()));
        progress::above(|| {
            let (name, version) = (self.name, self.version);
            eprintln!("Getting {name} {version}, which is compiled once. That takes minutes.");
        });
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo
            // Not optimised: a tool that runs for seconds is not worth minutes of compiling.
            .args(["install", "--locked", "--quiet", "--debug"])
            .args([self.name, "--version", self.version, "--root"])
            .arg(&staging)
            // A folder without a workspace, whose settings would reach the tool.
            .current_dir(cache::dir()?)
            .env("CARGO_PROFILE_DEV_DEBUG", "false")
            .env_remove("CARGO_TARGET_DIR")
            .env_remove("RUSTFLAGS");
        process::run(&mut cargo)
            .with_context(|| format!("can't get {} {} from crates.io", self.name, self.version))?;
        if let Err(error) = fs::rename(&staging, folder) {
            fs::remove_dir_all(&staging)?;
            // Another run may have been first.
            if !self.program_in(folder).is_file() {
                return Err(error).context(format!("can't create {}", folder.display()));
            }
        }
        Ok(())
    }
}
