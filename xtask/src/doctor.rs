//! `doctor`: what is present, what is missing, and how to get it.

use crate::{
    cache, cargo_tools, chromium, process,
    toolchain::{self, Toolchain},
    tools::Set,
};
use anyhow::{Result, bail};
use std::process::Command;

/// Node's oldest version that every pinned tool runs on.
const NODE_MAJOR: u32 = 20;

struct Finding {
    what: &'static str,
    there: Option<String>,
    how: String,
    /// Whether build and demo need it and can't fetch it themselves.
    needed: bool,
}

/// Runs the command; something needed that is missing is an error.
pub(crate) fn run() -> Result<()> {
    let findings = findings();
    for finding in &findings {
        match (&finding.there, finding.needed) {
            (Some(there), _) => println!("  present  {:<28}{there}", finding.what),
            (None, true) => println!("  MISSING  {:<28}{}", finding.what, finding.how),
            (None, false) => println!("  absent   {:<28}{}", finding.what, finding.how),
        }
    }
    println!("\nTools are kept in {}", cache::dir()?.display());
    let missing = findings
        .iter()
        .filter(|f| f.needed && f.there.is_none())
        .count();
    if missing > 0 {
        bail!("{missing} needed by every build can't be fetched by it; see MISSING above");
    }
    Ok(())
}

fn findings() -> Vec<Finding> {
    let fetched = |by: &str| format!("fetched by the first  cargo xtask {by}");
    vec![
        Finding {
            what: "Rust",
            there: version("rustc"),
            how: "https://rustup.rs".to_owned(),
            needed: true,
        },
        Finding {
            what: "Node.js 20 or newer",
            there: version("node").filter(|version| node_is_new_enough(version)),
            how: "https://nodejs.org".to_owned(),
            needed: true,
        },
        Finding {
            what: "npm",
            there: version("npm"),
            how: "comes with Node.js".to_owned(),
            needed: true,
        },
        Finding {
            what: "a C compiler",
            there: ["cc", "gcc", "clang"].iter().find_map(|name| version(name)),
            how: "Debian: apt-get install gcc   macOS: xcode-select --install".to_owned(),
            needed: true,
        },
        Finding {
            what: "a compiler for WebAssembly",
            there: Toolchain::present().map(|toolchain| toolchain.describe()),
            how: format!("{}; by hand: {}", fetched("build"), toolchain::how_to_get()),
            needed: false,
        },
        Finding {
            what: "workerd, esbuild, wasm-opt",
            there: installed(Set::Build),
            how: fetched("build"),
            needed: false,
        },
        Finding {
            what: "tools of the journeys",
            there: installed(Set::Tests),
            how: fetched("test"),
            needed: false,
        },
        Finding {
            what: "Chromium",
            there: chromium::present().map(|path| path.display().to_string()),
            how: "tests only; fetched on Debian, else install it or set HANDRAIL_CHROMIUM"
                .to_owned(),
            needed: false,
        },
        Finding {
            what: "cargo-deny",
            there: cargo_tools::DENY
                .installed()
                .map(|path| path.display().to_string()),
            how: fetched("test"),
            needed: false,
        },
        Finding {
            what: "cargo-mutants",
            there: cargo_tools::MUTANTS
                .installed()
                .map(|path| path.display().to_string()),
            how: fetched("mutants"),
            needed: false,
        },
        Finding {
            what: "wrangler",
            there: installed(Set::Deploy),
            how: fetched("deploy"),
            needed: false,
        },
        Finding {
            what: "Trunk",
            there: version("trunk"),
            how: "cargo xtask dev only; cargo install --locked trunk".to_owned(),
            needed: false,
        },
    ]
}

fn installed(set: Set) -> Option<String> {
    set.is_installed()
        .then(|| set.location().ok().map(|path| path.display().to_string()))?
}

fn version(program: &str) -> Option<String> {
    let output = process::run(Command::new(program).arg("--version")).ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    Some(text.lines().next().unwrap_or_default().trim().to_owned())
}

fn node_is_new_enough(version: &str) -> bool {
    let major = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .unwrap_or_default();
    major.parse::<u32>().is_ok_and(|major| major >= NODE_MAJOR)
}

#[cfg(test)]
mod tests {
    use super::node_is_new_enough;

    #[test]
    fn node_versions_are_compared_by_number() {
        assert!(node_is_new_enough("v20.20.2"));
        assert!(node_is_new_enough("v100.0.0"));
        assert!(!node_is_new_enough("v18.19.1"));
        assert!(!node_is_new_enough("no version"));
    }
}
