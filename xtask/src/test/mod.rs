//! `test`: every check, from formatting to killing the edge under load, with one summary line.

mod counts;
mod dependencies;
mod steps;

use crate::progress::{Progress, Recording, Step};
use anyhow::{Context, Result};
use clap::ValueEnum;
use counts::Counts;
use std::{fs, path::PathBuf, process::ExitCode, sync::Mutex, thread};
pub(crate) use steps::{cargo, end_to_end, test_environment};

/// What to test.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// How often the fault test kills the edge
    #[arg(long, value_name = "N", default_value_t = 50)]
    faults: u32,
    /// Run only this step; may be given more than once
    #[arg(long, value_enum, value_name = "STEP")]
    only: Vec<Check>,
}

/// One check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Check {
    /// Formatting
    Fmt,
    /// Clippy with warnings denied
    Clippy,
    /// Licences, sources, second versions and published weaknesses of all dependencies
    Dependencies,
    /// Everything in dist/
    Build,
    /// Unit and property tests, wire golden files, and tests against a running edge
    Unit,
    /// The size budget
    Size,
    /// A deployment as far as it goes without an account
    Deploy,
    /// The journeys in a real browser
    Journeys,
    /// Kills of the edge while clients send
    Faults,
}

impl Check {
    /// Checks that may run side by side, group after group. Journeys and faults run alone: they
    /// measure time, and a compiler beside them would make them tell something else.
    const GROUPS: [&'static [Check]; 5] = [
        &[Check::Fmt],
        &[Check::Clippy, Check::Dependencies, Check::Build],
        &[Check::Unit, Check::Size, Check::Deploy],
        &[Check::Journeys],
        &[Check::Faults],
    ];

    fn name(self) -> &'static str {
        match self {
            Check::Fmt => "fmt",
            Check::Clippy => "clippy",
            Check::Dependencies => "dependencies",
            Check::Build => "build",
            Check::Unit => "unit",
            Check::Size => "size",
            Check::Deploy => "deploy",
            Check::Journeys => "journeys",
            Check::Faults => "faults",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Check::Fmt => "Formatting",
            Check::Clippy => "Clippy",
            Check::Dependencies => "Dependencies",
            Check::Build => "Build",
            Check::Unit => "Unit and property tests",
            Check::Size => "Size budget",
            Check::Deploy => "Deployment, dry run",
            Check::Journeys => "Browser journeys",
            Check::Faults => "Fault test",
        }
    }

    /// On two cores.
    fn measured_s(self) -> f64 {
        match self {
            Check::Fmt | Check::Size => 1.0,
            Check::Clippy => 60.0,
            Check::Build => 200.0,
            Check::Unit => 120.0,
            Check::Deploy | Check::Dependencies => 10.0,
            Check::Journeys => 90.0,
            Check::Faults => 60.0,
        }
    }

    /// Needs what `build` makes.
    fn needs_build(self) -> bool {
        !matches!(
            self,
            Check::Fmt | Check::Clippy | Check::Dependencies | Check::Build
        )
    }
}

/// What a check found, and the words that explain a failure.
struct Outcome {
    counts: Counts,
    log: String,
}

/// Runs the command. The summary is the last line; the exit status tells whether all passed.
pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    let wanted = |check: Check| args.only.is_empty() || args.only.contains(&check);
    let groups: Vec<Vec<Check>> = Check::GROUPS
        .iter()
        .map(|group| {
            group
                .iter()
                .copied()
                .filter(|check| wanted(*check))
                .collect()
        })
        .collect();
    let steps = groups.iter().zip(0..).flat_map(|(group, stage)| {
        group.iter().map(move |check| {
            let key = format!("test {}", check.name());
            let measured = Recording::of_seconds(check.measured_s());
            Step::new(&key, check.title(), stage, measured)
        })
    });
    let progress = Progress::new(steps.collect());
    let logs = log_folder()?;
    let sum = Mutex::new(Counts::default());
    let built = Mutex::new(true);
    let skipped = Mutex::new(Vec::new());
    for group in &groups {
        thread::scope(|scope| {
            for check in group {
                scope.spawn(|| {
                    let buildable = *built.lock().expect("no check panics while it holds this");
                    let outcome = if check.needs_build() && !buildable {
                        Outcome::skipped("there is no build to test")
                    } else {
                        one(*check, args, &progress)
                    };
                    if *check == Check::Build && outcome.counts.failed > 0 {
                        *built.lock().expect("no check panics while it holds this") = false;
                    }
                    report(*check, &outcome, &progress, &logs);
                    if outcome.counts.skipped > 0 {
                        skipped
                            .lock()
                            .expect("no check panics while it holds this")
                            .push(check.title());
                    }
                    sum.lock()
                        .expect("no check panics while it holds this")
                        .add(outcome.counts);
                });
            }
        });
    }
    progress.finish();
    let sum = sum.into_inner().context("a check stopped unexpectedly")?;
    let skipped = skipped
        .into_inner()
        .context("a check stopped unexpectedly")?;
    if !skipped.is_empty() {
        println!("Skipped in: {}; why stands above.", skipped.join(", "));
    }
    println!("{sum}");
    Ok(if sum.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn one(check: Check, args: &Args, progress: &Progress) -> Outcome {
    let key = format!("test {}", check.name());
    let mut found = None;
    // Whether it failed is the step's result; what it found is kept beside.
    let result = progress.step(&key, || {
        let outcome = steps::run(check, args.faults)?;
        let failed = outcome.counts.failed;
        found = Some(outcome);
        anyhow::ensure!(failed == 0, "{failed} failed");
        Ok(())
    });
    match (found, result) {
        (Some(outcome), _) => outcome,
        (None, Err(error)) => Outcome::failed(format!("{error:#}")),
        (None, Ok(())) => Outcome::failed("the check told nothing".to_owned()),
    }
}

fn report(check: Check, outcome: &Outcome, progress: &Progress, logs: &std::path::Path) {
    let file = logs.join(format!("{}.log", check.name()));
    // The log is a convenience beside the words on the screen.
    fs::write(&file, &outcome.log).ok();
    if outcome.counts.failed > 0 || outcome.counts.skipped > 0 {
        let lines: Vec<&str> = outcome.log.lines().collect();
        let shown = &lines[lines.len().saturating_sub(LINES_SHOWN)..];
        progress.say(&format!(
            "──── {} ({}), all of it in {}\n{}\n────",
            check.title(),
            outcome.counts,
            file.display(),
            shown.join("\n")
        ));
    } else {
        progress.say(&format!("        {}: {}", check.title(), outcome.counts));
    }
}

/// How much of a failed check's words is shown at once.
const LINES_SHOWN: usize = 150;

fn log_folder() -> Result<PathBuf> {
    let folder = crate::workspace::root().join("target/test-logs");
    fs::create_dir_all(&folder).with_context(|| format!("can't create {}", folder.display()))?;
    Ok(folder)
}

impl Outcome {
    fn failed(log: String) -> Self {
        Self {
            counts: Counts {
                failed: 1,
                ..Counts::default()
            },
            log,
        }
    }

    fn skipped(why: &str) -> Self {
        Self {
            counts: Counts {
                skipped: 1,
                ..Counts::default()
            },
            log: why.to_owned(),
        }
    }
}
