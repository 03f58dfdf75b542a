//! Tools that npm carries: workerd, esbuild, wasm-opt, and the test and deploy sets.
//!
//! Each set is a pinned manifest with its lock file. It is installed once into the user's cache,
//! under the lock file's hash, never into the checkout. Install scripts are not run: the binaries
//! travel inside the packages.

use crate::{cache, fingerprint, process, workspace};
use anyhow::{Context, Result, bail};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// A manifest and what it is for.
#[derive(Clone, Copy)]
pub(crate) enum Set {
    /// workerd, esbuild and binaryen: what a build and the demo need.
    Build,
    /// The browser driver and the accessibility checker.
    Tests,
    /// wrangler, for deployment.
    Deploy,
}

impl Set {
    /// The folder of its `package.json` and `package-lock.json`.
    pub(crate) fn manifest_dir(self) -> PathBuf {
        let root = workspace::root();
        match self {
            Set::Build => root,
            Set::Tests => root.join("tests"),
            Set::Deploy => root.join("edge"),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Set::Build => "build",
            Set::Tests => "tests",
            Set::Deploy => "deploy",
        }
    }

    /// Where this set is, or will be, installed.
    pub(crate) fn location(self) -> Result<PathBuf> {
        let lock = self.manifest_dir().join("package-lock.json");
        let bytes = fs::read(&lock).with_context(|| format!("can't read {}", lock.display()))?;
        let name = format!("npm-{}-{}", self.name(), fingerprint::short(&bytes));
        Ok(cache::dir()?.join(name))
    }

    /// Whether nothing needs to be downloaded.
    pub(crate) fn is_installed(self) -> bool {
        self.location()
            .is_ok_and(|location| location.join("node_modules").is_dir())
    }

    /// Installs the set when absent, and says where it is.
    pub(crate) fn install(self) -> Result<Packages> {
        let location = self.location()?;
        if !location.join("node_modules").is_dir() {
            self.install_into(&location)?;
        }
        Ok(Packages {
            modules: location.join("node_modules"),
        })
    }

    fn install_into(self, location: &Path) -> Result<()> {
        if process::on_path("npm").is_none() {
            bail!(
                "npm is not installed, and the build needs it for workerd, esbuild and wasm-opt. \
                 Install Node.js 20 or newer (https://nodejs.org), then try again"
            );
        }
        // Installed beside its final place and renamed, so that an interrupted run leaves no half.
        let staging = location.with_extension(format!("tmp{}", std::process::id()));
        fs::create_dir_all(&staging)?;
        for file in ["package.json", "package-lock.json"] {
            fs::copy(self.manifest_dir().join(file), staging.join(file))
                .with_context(|| format!("can't copy {file} of the {} tools", self.name()))?;
        }
        process::run(
            Command::new("npm")
                // Not `ci`: that refuses a lock file that lacks another platform's binaries.
                .args(["install", "--ignore-scripts", "--prefer-offline"])
                .args([
                    "--no-audit",
                    "--no-fund",
                    "--no-progress",
                    "--loglevel",
                    "error",
                ])
                .current_dir(&staging),
        )
        .context("npm could not download the tools; check the network connection and try again")?;
        if let Err(error) = fs::rename(&staging, location) {
            let another_run_was_first = location.join("node_modules").is_dir();
            fs::remove_dir_all(&staging)?;
            if !another_run_was_first {
                return Err(error).context(format!("can't create {}", location.display()));
            }
        }
        Ok(())
    }
}

/// An installed set.
#[derive(Clone)]
pub(crate) struct Packages {
    /// Its `node_modules` folder.
    pub(crate) modules: PathBuf,
}

impl Packages {
    /// The native binary of workerd itself, not its Node launcher: a signal then reaches it.
    pub(crate) fn workerd(&self) -> Result<PathBuf> {
        self.platform_binary("@cloudflare/workerd", "bin/workerd")
    }

    /// The native binary of esbuild.
    pub(crate) fn esbuild(&self) -> Result<PathBuf> {
        self.platform_binary("@esbuild/", "bin/esbuild")
    }

    /// A command that runs wasm-opt.
    pub(crate) fn wasm_opt(&self) -> Command {
        let mut command = Command::new("node");
        command.arg(self.modules.join("binaryen/bin/wasm-opt"));
        command
    }

    fn platform_binary(&self, prefix: &str, path: &str) -> Result<PathBuf> {
        let os = match std::env::consts::OS {
            "macos" => "darwin",
            other => other,
        };
        let (cpu, wide) = match std::env::consts::ARCH {
            "x86_64" => ("x64", "64"),
            "aarch64" => ("arm64", "arm64"),
            other => (other, other),
        };
        let package = if prefix.ends_with('/') {
            format!("{prefix}{os}-{cpu}")
        } else {
            format!("{prefix}-{os}-{wide}")
        };
        let binary = self.modules.join(&package).join(path);
        if !binary.is_file() {
            bail!(
                "npm installed no {package} for this machine ({os}, {cpu}); \
                 supported are Linux and macOS on x64 and arm64"
            );
        }
        Ok(binary)
    }
}
