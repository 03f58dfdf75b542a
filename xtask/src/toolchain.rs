//! A compiler that can make WebAssembly.
//!
//! The ordinary way is rustup's `wasm32-unknown-unknown` target. Where rustup can't download it,
//! Debian's packages carry a compiler together with the standard library's sources, which cargo
//! then builds along. Whoever has either already is asked for nothing.

use crate::process;
use anyhow::{Context, Result, bail};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The target triple of everything that isn't this machine.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

const DEBIAN_SOURCES: &str = "/usr/lib/rustlib/src/rust/library/Cargo.lock";
const DEBIAN_PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "lld"];

/// Leptos then compiles a view once for all components instead of once for each: 13 % less.
const ERASED_TYPES: &str = "--cfg erase_components";

/// Panics without text and formatting.
const SILENT_PANICS: &str = "-Zunstable-options -Cpanic=immediate-abort";

/// A panic of a browser program tells no place and shows no values: nobody reads them there, and they
/// are a tenth of what a visitor downloads.
const TERSE_PANICS: &str = "-Zlocation-detail=none -Zfmt-debug=none";

/// Parts of the standard library that the edge runs at every step, compiled for speed: copying and
/// comparing, memory, text. In Cargo.toml they would be unknown to whoever does not compile the library.
const AT_EVERY_STEP: [&str; 3] = ["compiler_builtins", "dlmalloc", "alloc"];

/// How WebAssembly is compiled on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Toolchain {
    /// The compiler that runs xtask has the target's standard library.
    Installed {
        /// And that library's sources, so that a browser program compiles it for its size.
        with_sources: bool,
    },
    /// Debian's compiler builds the standard library from its sources.
    FromSource {
        /// The linker for WebAssembly.
        linker: PathBuf,
    },
}

/// What a program is built for; each wants other settings where the standard library is built too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Downloaded by browsers: the smallest.
    Browser,
    /// Run by the edge: panics print where they happened.
    Edge,
}

impl Toolchain {
    /// The toolchain that is there already.
    pub(crate) fn present() -> Option<Self> {
        if env::var("HANDRAIL_WASM").is_ok_and(|way| way == "source") {
            return from_source();
        }
        if rustup_has_target() {
            return Some(Self::installed());
        }
        from_source()
    }

    fn installed() -> Self {
        Toolchain::Installed {
            with_sources: rustup_has_sources(),
        }
    }

    /// The toolchain, made present when it is not.
    pub(crate) fn ensure() -> Result<Self> {
        match Self::present() {
            Some(Toolchain::Installed {
                with_sources: false,
            }) => {
                // Without them the panel is a tenth larger, and works all the same.
                add_rustup_sources().ok();
                return Ok(Self::installed());
            }
            Some(toolchain) => return Ok(toolchain),
            None => {}
        }
        let rustup = add_rustup_target();
        if rustup.is_ok() && rustup_has_target() {
            add_rustup_sources().ok();
            return Ok(Self::installed());
        }
        let debian = install_debian_packages();
        if debian.is_ok()
            && let Some(toolchain) = from_source()
        {
            return Ok(toolchain);
        }
        let why = |result: Result<()>| match result {
            Ok(()) => "it ran, but the target is still not there".to_owned(),
            Err(error) => format!("{error:#}"),
        };
        bail!(
            "there is no compiler for WebAssembly here, and neither way to get one worked.\n\
             \n\
             1. With rustup (https://rustup.rs):  rustup target add {WASM}\n   {}\n\
             2. On Debian, as root:  apt-get install {}\n   {}\n\
             \n\
             Do one of the two, then run the same command again",
            indent(&why(rustup)),
            DEBIAN_PACKAGES.join(" "),
            indent(&why(debian)),
        );
    }

    /// A `cargo` command with everything set to build for WebAssembly.
    pub(crate) fn cargo(&self, subcommand: &str, purpose: Purpose) -> Command {
        let (mut command, builds_library) = match self {
            Toolchain::Installed { with_sources } => {
                let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
                let mut command = Command::new(cargo);
                forget_outer_build(&mut command);
                (command, *with_sources)
            }
            Toolchain::FromSource { linker } => {
                let mut command = Command::new("/usr/bin/cargo");
                forget_outer_build(&mut command);
                let mut path = vec![PathBuf::from("/usr/bin")];
                path.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
                if let Ok(path) = env::join_paths(path) {
                    command.env("PATH", path);
                }
                command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
                (command, true)
            }
        };
        command.arg(subcommand);
        if builds_library {
            command.env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort");
        }
        let panics = if builds_library {
            command.env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size");
            SILENT_PANICS
        } else {
            TERSE_PANICS
        };
        if builds_library && purpose == Purpose::Edge {
            for part in AT_EVERY_STEP {
                let fast = format!("profile.edge.package.{part}.opt-level=3");
                command.args(["--config", &fast]);
            }
        }
        let flags = match purpose {
            Purpose::Browser => format!("{ERASED_TYPES} {panics}"),
            Purpose::Edge => panics.to_owned(),
        };
        // The compiler takes these flags from the nightly channel alone, unless told so.
        command.env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", flags);
        command
    }

    /// Whether nothing is missing that would make a browser program smaller.
    pub(crate) fn is_whole(&self) -> bool {
        !matches!(
            self,
            Toolchain::Installed {
                with_sources: false
            }
        )
    }

    /// Words for `doctor` and for what a build depends on.
    pub(crate) fn describe(&self) -> String {
        match self {
            Toolchain::Installed { with_sources } => format!(
                "the {WASM} target of {}{}",
                compiler_version("rustc"),
                if *with_sources {
                    ", with its library's sources"
                } else {
                    ""
                }
            ),
            Toolchain::FromSource { .. } => {
                format!(
                    "{} with its library's sources",
                    compiler_version("/usr/bin/rustc")
                )
            }
        }
    }
}

/// The two ways to get a compiler for WebAssembly, for `doctor`.
pub(crate) fn how_to_get() -> String {
    format!(
        "rustup target add {WASM}   or, on Debian:   apt-get install {}",
        DEBIAN_PACKAGES.join(" ")
    )
}

fn rustup_has_target() -> bool {
    let mut command = Command::new("rustc");
    command.args(["--print", "target-libdir", "--target", WASM]);
    let Ok(output) = process::run(&mut command) else {
        return false;
    };
    let folder = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    fs::read_dir(folder).is_ok_and(|entries| {
        entries
            .flatten()
            .any(|entry| entry.file_name().to_string_lossy().starts_with("libstd-"))
    })
}

fn from_source() -> Option<Toolchain> {
    let there = ["/usr/bin/rustc", "/usr/bin/cargo", DEBIAN_SOURCES];
    if !there.iter().all(|path| Path::new(path).exists()) {
        return None;
    }
    linker().map(|linker| Toolchain::FromSource { linker })
}

/// rustup's own lld when there is one: it is newer than Debian's.
fn linker() -> Option<PathBuf> {
    let rustups = sysroot().map(|sysroot| {
        let host = format!("{}-unknown-linux-gnu", env::consts::ARCH);
        sysroot.join("lib/rustlib").join(host).join("bin/rust-lld")
    });
    rustups
        .filter(|path| path.is_file())
        .or_else(|| process::on_path("wasm-ld"))
}

fn rustup_has_sources() -> bool {
    sysroot().is_some_and(|sysroot| sysroot.join("lib/rustlib/src/rust/library").is_dir())
}

fn add_rustup_target() -> Result<()> {
    rustup(&["target", "add", WASM])
}

fn add_rustup_sources() -> Result<()> {
    rustup(&["component", "add", "rust-src"])
}

fn rustup(arguments: &[&str]) -> Result<()> {
    if process::on_path("rustup").is_none() {
        bail!("rustup is not installed");
    }
    process::run(Command::new("rustup").args(arguments))?;
    Ok(())
}

fn sysroot() -> Option<PathBuf> {
    let output = process::run(Command::new("rustc").args(["--print", "sysroot"])).ok()?;
    Some(PathBuf::from(
        String::from_utf8_lossy(&output.stdout).trim(),
    ))
}

fn install_debian_packages() -> Result<()> {
    install_debian(&DEBIAN_PACKAGES)
}

/// Installs Debian packages without asking anything; only as root, or with a sudo that asks nothing.
pub(crate) fn install_debian(packages: &[&str]) -> Result<()> {
    if !Path::new("/etc/debian_version").exists() || process::on_path("apt-get").is_none() {
        bail!("this is not a Debian system");
    }
    let user = process::run(Command::new("id").arg("-u"))?;
    let prefix: &[&str] = if user.stdout.trim_ascii() == b"0" {
        &[]
    } else if process::run(Command::new("sudo").args(["-n", "true"])).is_ok() {
        &["sudo", "-n"]
    } else {
        bail!("installing Debian packages needs root, and sudo would ask for a password");
    };
    let apt = |arguments: &[&str]| {
        let words: Vec<&str> = prefix.iter().copied().chain(["apt-get"]).collect();
        let mut command = Command::new(words[0]);
        command
            .args(&words[1..])
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive");
        process::run(&mut command)
    };
    let mut install = vec!["install", "-y", "-q", "--no-install-recommends"];
    install.extend(packages);
    if apt(&install).is_err() {
        // The usual reason is an outdated list of packages.
        apt(&["update", "-q"]).context("apt-get could not fetch the list of packages")?;
        apt(&install)?;
    }
    Ok(())
}

/// Cargo and rustup hand a program they run their own settings; those must not reach another build.
fn forget_outer_build(command: &mut Command) {
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy();
        let outer = name.starts_with("CARGO_PKG_")
            || name.starts_with("CARGO_MANIFEST_")
            || [
                "CARGO_TARGET_DIR",
                "RUSTFLAGS",
                "CARGO_ENCODED_RUSTFLAGS",
                "LD_LIBRARY_PATH",
            ]
            .contains(&name.as_ref());
        if outer {
            command.env_remove(name.as_ref());
        }
    }
    command.env_remove("CARGO").env_remove("RUSTC");
}

fn compiler_version(rustc: &str) -> String {
    process::run(Command::new(rustc).arg("--version"))
        .map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
        .unwrap_or_else(|_| rustc.to_owned())
}

fn indent(text: &str) -> String {
    text.replace('\n', "\n   ")
}
