//! How each check is run.

use super::{Check, Outcome, counts::Counts, dependencies};
use crate::{build, chromium, deploy, figures, process, size, tools::Set, workspace};
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::{
    env, fs,
    path::PathBuf,
    process::{Command, Output},
};

/// The package that starts the real edge.
const END_TO_END: &str = "handrail-tests";

/// Node 20 has web sockets behind this flag; newer ones have them anyway.
const WEB_SOCKETS: &str = "--experimental-websocket";
/// Teaches Node to find the test packages in the user's cache.
const IMPORTS_FROM_CACHE: &str = "./xtask/test-modules.mjs";

/// Runs one check. An error is a check that could not run, which counts as failed.
pub(super) fn run(check: Check, kills: u32) -> Result<Outcome> {
    match check {
        Check::Fmt => whole(cargo(&["fmt", "--all", "--check"])),
        Check::Clippy => {
            // The browser programs and the edge are checked as host code too: not every machine
            // has clippy and a WebAssembly standard library of one version.
            let mut command = cargo(&["clippy", "--quiet", "--workspace", "--all-targets"]);
            command.args(["--", "--deny", "warnings"]);
            whole(command)
        }
        Check::Dependencies => dependencies::run(),
        Check::Build => {
            build::quietly()?;
            Ok(Outcome {
                counts: Counts::whole(true),
                log: String::new(),
            })
        }
        Check::Unit => unit(),
        Check::Size => sizes(),
        Check::Deploy => {
            let output = process::output(&mut deploy::command(deploy::Act::DryRun)?)?;
            Ok(outcome_of(&output))
        }
        Check::Journeys => journeys(),
        Check::Faults => faults(kills),
    }
}

/// What programs of the tests find in their environment.
pub(crate) fn test_environment(command: &mut Command) -> Result<()> {
    let modules = Set::Tests.install()?.modules;
    command
        .current_dir(workspace::root())
        .env("HANDRAIL_ROOT", workspace::root())
        .env("HANDRAIL_TEST_MODULES", modules)
        .env(
            "NODE_OPTIONS",
            format!("--import={IMPORTS_FROM_CACHE} {WEB_SOCKETS}"),
        )
        .env("HANDRAIL_CHROMIUM", chromium::ensure()?)
        .env("HANDRAIL_MOCK_UPSTREAM", built("mock-upstream")?)
        .env("HANDRAIL_XTASK", env::current_exe()?);
    Ok(())
}

/// A program of the tests crate.
pub(crate) fn end_to_end(program: &str, optimized: bool) -> Command {
    let mut command = cargo(&["run", "--quiet", "--package", END_TO_END, "--bin", program]);
    if optimized {
        command.arg("--release");
    }
    command.env("HANDRAIL_ROOT", workspace::root());
    if let Ok(xtask) = env::current_exe() {
        command.env("HANDRAIL_XTASK", xtask);
    }
    command
}

/// Builds a program of the tests crate and says where it is.
fn built(program: &str) -> Result<PathBuf> {
    #[derive(Deserialize)]
    struct Artifact {
        target: Target,
        executable: PathBuf,
    }
    #[derive(Deserialize)]
    struct Target {
        name: String,
    }
    let mut command = cargo(&[
        "build",
        "--quiet",
        "--package",
        END_TO_END,
        "--bin",
        program,
    ]);
    command.args(["--message-format", "json-render-diagnostics"]);
    let output = process::run(&mut command)?;
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| serde_json::from_str::<Artifact>(line).ok())
        .find(|artifact| artifact.target.name == program)
        .map(|artifact| artifact.executable)
        .with_context(|| format!("cargo did not say where it put {program}"))
}

fn unit() -> Result<Outcome> {
    let mut command = cargo(&["test", "--workspace", "--no-fail-fast", "--color", "never"]);
    if let Ok(xtask) = env::current_exe() {
        command.env("HANDRAIL_XTASK", xtask);
    }
    let output = process::output(&mut command)?;
    let mut outcome = outcome_of(&output);
    let counts = Counts::of_cargo_test(&outcome.log);
    // What does not compile prints no result and still fails.
    let fails_without_result = !output.status.success() && counts.failed == 0;
    outcome.counts = counts;
    if fails_without_result {
        outcome.counts.add(Counts::whole(false));
    }
    Ok(outcome)
}

fn sizes() -> Result<Outcome> {
    let sizes = size::measure()?;
    let mut counts = Counts::default();
    for figure in &sizes {
        counts.add(Counts::whole(figure.holds()));
    }
    Ok(Outcome {
        counts,
        log: figures::table(&sizes),
    })
}

fn journeys() -> Result<Outcome> {
    let folder = workspace::root().join("tests/journeys");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .with_context(|| format!("can't list {}", folder.display()))?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    files.sort();
    if files.is_empty() {
        bail!("{} holds no journeys", folder.display());
    }
    let mut node = Command::new("node");
    node.args(["--test", "--test-reporter=tap", "--test-concurrency=1"])
        .args(files);
    test_environment(&mut node)?;
    let output = process::output(&mut node)?;
    let mut outcome = outcome_of(&output);
    let counts = Counts::of_node_tap(&outcome.log);
    if !counts.is_empty() {
        outcome.counts = counts;
        if !output.status.success() && counts.failed == 0 {
            outcome.counts.failed = 1;
        }
    }
    Ok(outcome)
}

fn faults(kills: u32) -> Result<Outcome> {
    let mut command = end_to_end("faults", false);
    command.args(["--", "--kills"]).arg(kills.to_string());
    whole(command)
}

/// A call of cargo in the root of the checkout.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(workspace::root());
    command
}

fn whole(mut command: Command) -> Result<Outcome> {
    Ok(outcome_of(&process::output(&mut command)?))
}

fn outcome_of(output: &Output) -> Outcome {
    let mut log = String::from_utf8_lossy(&output.stdout).into_owned();
    log.push_str(&String::from_utf8_lossy(&output.stderr));
    Outcome {
        counts: Counts::whole(output.status.success()),
        log,
    }
}
