//! `mutants`: how many small changes to the core the tests notice.
//!
//! cargo-mutants changes one expression at a time and runs the tests of its crate. A change that no test
//! notices survives: either a test is missing, or the change makes no difference. Which of the two is
//! judged by a person in `tests/mutants.md`, which this command compares with what it finds.
//!
//! Not part of `test`: a whole run takes the better part of an hour.

mod record;

use crate::{cargo_tools, workspace};
use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use record::Record;
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// What to change.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Change only this; everything when left out
    #[arg(value_enum, value_name = "CRATE")]
    subjects: Vec<Subject>,
    /// Write the survivors into tests/mutants.md; those that are new stand there without a judgement
    #[arg(long)]
    write: bool,
    /// Try only every N-th change, from the K-th on; what is on record is then not compared
    #[arg(long, value_name = "K/N", conflicts_with = "write")]
    shard: Option<String>,
    /// How many changes are tried side by side
    #[arg(long, value_name = "N", default_value_t = 1)]
    jobs: u8,
}

/// A part of the core whose tests must notice changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Subject {
    /// The state machine
    Conversation,
    /// Facts and the gate
    Grounding,
    /// The fold of the events
    Fold,
    /// The masking proxy's bodies
    ProxyWire,
    /// The masker's core: masking, placeholders, vault, unmasking
    Masker,
}

impl Subject {
    const ALL: [Subject; 5] = [
        Subject::Conversation,
        Subject::Grounding,
        Subject::Fold,
        Subject::ProxyWire,
        Subject::Masker,
    ];

    fn name(self) -> &'static str {
        match self {
            Subject::Conversation => "conversation",
            Subject::Grounding => "grounding",
            Subject::Fold => "fold",
            Subject::ProxyWire => "proxy-wire",
            Subject::Masker => "masker",
        }
    }

    fn package(self) -> &'static str {
        match self {
            Subject::Conversation => "handrail-conversation",
            Subject::Grounding => "handrail-grounding",
            Subject::Fold => "handrail-protocol",
            Subject::ProxyWire => "handrail-proxy-wire",
            Subject::Masker => "handrail-mask",
        }
    }

    /// The files that are changed; all of the package's where none is named.
    fn files(self) -> &'static [&'static str] {
        match self {
            Subject::Conversation | Subject::Grounding | Subject::ProxyWire => &[],
            Subject::Fold => &["shared/protocol/src/view.rs"],
            Subject::Masker => &[
                "shared/mask/src/masked.rs",
                "shared/mask/src/masker.rs",
                "shared/mask/src/overlap.rs",
                "shared/mask/src/placeholder.rs",
                "shared/mask/src/unmask.rs",
                "shared/mask/src/vault.rs",
            ],
        }
    }
}

/// Of the viable changes, so many hundredths are caught at the least.
const MUST_PERCENT: f64 = 85.0;
/// So many are aimed at.
const AIM_PERCENT: f64 = 95.0;

/// What became of the changes to one subject.
#[derive(Debug, Default, PartialEq, Eq)]
struct Found {
    /// A test failed, or ran so long that something is wrong.
    caught: usize,
    /// No test noticed.
    survivors: Vec<String>,
    /// They did not compile, and say nothing.
    unviable: usize,
}

impl Found {
    /// Caught of the viable ones.
    fn percent(&self) -> f64 {
        let viable = self.caught + self.survivors.len();
        if viable == 0 {
            return 0.0;
        }
        self.caught as f64 * 100.0 / viable as f64
    }

    fn holds(&self) -> bool {
        self.percent() >= MUST_PERCENT
    }
}

/// Runs the command; the exit status tells whether all is caught or judged.
pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    let subjects = if args.subjects.is_empty() {
        Subject::ALL.to_vec()
    } else {
        args.subjects.clone()
    };
    let file = workspace::root().join("tests/mutants.md");
    let text =
        fs::read_to_string(&file).with_context(|| format!("can't read {}", file.display()))?;
    let mut record = Record::read(&text)?;
    let mut lines = Vec::new();
    let mut is_fine = true;
    for subject in subjects {
        let found = change(subject, args)?;
        let mut difference = record.compare(subject.name(), &found.survivors);
        if args.shard.is_some() {
            difference.forget_gone();
        }
        lines.push(format!(
            "{:<14}{:>5} of {:<5} caught  {:>5.1} %   (must {MUST_PERCENT} %, aim {AIM_PERCENT} %)   {} not viable{}",
            subject.name(),
            found.caught,
            found.caught + found.survivors.len(),
            found.percent(),
            found.unviable,
            if found.holds() { "" } else { "   TOO FEW" },
        ));
        lines.extend(difference.lines());
        is_fine &= found.holds() && difference.is_empty();
        if args.write {
            record.replace(subject.name(), &found);
        }
    }
    if args.write {
        fs::write(&file, record.to_string())
            .with_context(|| format!("can't write {}", file.display()))?;
    }
    println!("\n{}", lines.join("\n"));
    Ok(if is_fine {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Makes the changes one by one, each with a run of the tests.
fn change(subject: Subject, args: &Args) -> Result<Found> {
    let output = workspace::root()
        .join("target/mutants")
        .join(subject.name());
    if output.exists() {
        fs::remove_dir_all(&output)?;
    }
    fs::create_dir_all(&output)?;
    let mut command = cargo_tools::MUTANTS.command()?;
    command
        .arg("mutants")
        .args(["--package", subject.package()])
        .args(["--colors", "never", "--annotations", "none", "--no-shuffle"])
        .args(["--jobs", &args.jobs.to_string(), "--profile", "mutants"])
        .arg("--output")
        .arg(&output)
        .current_dir(workspace::root());
    if let Some(shard) = &args.shard {
        // One after the other in all files, not one file whole.
        command.args(["--shard", shard, "--sharding", "round-robin"]);
    }
    for file in subject.files() {
        command.args(["--file", file]);
    }
    // Its own words pass through: they tell how far it is.
    let status = command.status().context("can't start cargo-mutants")?;
    // 2: some survived; 3: some ran too long. Both are results.
    if !matches!(status.code(), Some(0 | 2 | 3)) {
        bail!("cargo-mutants could not finish ({status}); its own words are above");
    }
    read(&output.join("mutants.out"))
}

fn read(folder: &Path) -> Result<Found> {
    let lines = |name: &str| -> Result<Vec<String>> {
        let path: PathBuf = folder.join(name);
        let text =
            fs::read_to_string(&path).with_context(|| format!("can't read {}", path.display()))?;
        Ok(text.lines().map(str::to_owned).collect())
    };
    Ok(Found {
        caught: lines("caught.txt")?.len() + lines("timeout.txt")?.len(),
        survivors: lines("missed.txt")?.iter().map(|it| name(it)).collect(),
        unviable: lines("unviable.txt")?.len(),
    })
}

/// A change without its line and column, which move with every edit.
fn name(line: &str) -> String {
    let mut parts = line.splitn(4, ':');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(file), Some(_), Some(_), Some(change)) => {
            let file = file.rsplit('/').next().unwrap_or(file);
            format!("{file}: {}", change.trim())
        }
        _ => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Found, name};

    #[test]
    fn a_change_is_known_by_its_words_alone() {
        assert_eq!(
            name("shared/protocol/src/view.rs:91:9: replace View::is_closed -> bool with true"),
            "view.rs: replace View::is_closed -> bool with true"
        );
        assert_eq!(
            name("shared/mask/src/vault.rs:7:13: replace :: with : in Vault::put"),
            "vault.rs: replace :: with : in Vault::put"
        );
    }

    #[test]
    fn a_hundredth_too_few_is_too_few() {
        let found = |caught: usize, survivors: usize| Found {
            caught,
            survivors: vec!["a".to_owned(); survivors],
            unviable: 50,
        };
        assert!(found(85, 15).holds());
        assert!(!found(84, 16).holds());
        assert!(!found(0, 0).holds(), "nothing was tried");
    }
}
