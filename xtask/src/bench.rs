//! `bench`: every figure of the product, measured on this machine.

use crate::{
    build,
    figures::{self, Figure},
    mask_bench, process, size, starts,
    test::{cargo, end_to_end, test_environment},
    workspace,
};
use anyhow::{Context, Result, bail, ensure};
use clap::ValueEnum;
use serde::Deserialize;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// What to measure and how to show it.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Print a JSON list instead of a table
    #[arg(long)]
    json: bool,
    /// Measure only this; may be given more than once. Without first-words no time is scaled, and
    /// limits hold for raw times
    #[arg(long, value_enum, value_name = "PART")]
    only: Vec<Part>,
    /// Another checkout, built there with `cargo xtask build`: its edge is measured in turn with
    /// this one, and shown as "before"
    #[arg(long, value_name = "DIR")]
    against: Option<PathBuf>,
    /// How often the fault test kills the edge; 0 leaves it out
    #[arg(long, value_name = "N", default_value_t = 50)]
    faults: u32,
    /// Also measure the cold start: a fresh clone with empty caches. Takes minutes
    #[arg(long)]
    cold: bool,
    /// Measure the masker alone, on labelled JSONL files
    #[arg(long, value_name = "PATH", num_args = 1..)]
    mask: Vec<PathBuf>,
}

/// What is measured by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// What is downloaded and deployed
    Sizes,
    /// From a question to the first words of its answer
    FirstWords,
    /// From a message to its durable acknowledgement
    Ack,
    /// How often the disk is waited for
    Fsyncs,
    /// The masking proxy
    Proxy,
    /// A search of the articles
    Search,
    /// From starting workerd to the first answered request
    Start,
    /// A visitor with a full vault beside another visitor
    VaultLoad,
    /// A caller of the masking proxy with large bodies beside another visitor
    Neighbour,
    /// A change at a desk with ten thousand lines
    Desk,
    /// The grounder on the worst a model could write
    Grounding,
    /// The states of a conversation that the tests explore
    States,
    /// Opening the panel in the browser
    Browser,
    /// Kills of the edge while clients send
    Faults,
    /// The starts of the demo
    Demo,
}

impl Part {
    fn title(self) -> &'static str {
        match self {
            Part::Sizes => "the sizes",
            Part::FirstWords => "the way to the first words",
            Part::Ack => "the acknowledgement of a message",
            Part::Fsyncs => "the waits for the disk",
            Part::Proxy => "the masking proxy",
            Part::Search => "a search of the articles",
            Part::Start => "the start of the edge",
            Part::VaultLoad => "a full vault beside another visitor",
            Part::Neighbour => "large bodies beside another visitor",
            Part::Desk => "a change at a full desk",
            Part::Grounding => "the grounder",
            Part::States => "the states of a conversation",
            Part::Browser => "opening in the browser",
            Part::Faults => "the fault test",
            Part::Demo => "the starts of the demo",
        }
    }

    fn measure(self, args: &Args) -> Result<Vec<Figure>> {
        match self {
            Part::Sizes => size::measure(),
            Part::FirstWords
            | Part::Ack
            | Part::Fsyncs
            | Part::Proxy
            | Part::Search
            | Part::Start
            | Part::VaultLoad
            | Part::Neighbour
            | Part::Desk => on_the_edge(self, args.against.as_deref()),
            Part::Grounding => {
                let mut command = end_to_end("ground", true);
                command.stderr(Stdio::inherit());
                rows(command)
            }
            Part::States => states(),
            Part::Browser => in_browser(),
            Part::Faults if args.faults == 0 => Ok(Vec::new()),
            Part::Faults => faults(args.faults),
            Part::Demo => demo(args.cold),
        }
    }
}

/// Runs the command; an exceeded limit or a measurement that could not be made is an error.
pub(crate) fn run(args: &Args) -> Result<()> {
    if !args.mask.is_empty() {
        return mask_bench::run(&args.mask, args.json);
    }
    build::everything()?;
    let mut report = Report::default();
    for part in Part::value_variants() {
        if args.only.is_empty() || args.only.contains(part) {
            report.add(part.title(), part.measure(args));
        }
    }
    report.show(args.json)
}

/// What was measured, and how much could not be.
#[derive(Default)]
struct Report {
    figures: Vec<Figure>,
    failures: usize,
}

impl Report {
    /// Takes a measurement's figures. One that fails is told at once and does not hide the others.
    fn add(&mut self, what: &str, measured: Result<Vec<Figure>>) {
        match measured {
            Ok(figures) => {
                eprintln!("Measured {what}.");
                self.figures.extend(figures);
            }
            Err(error) => {
                eprintln!("Could not measure {what}: {error:#}");
                self.failures += 1;
            }
        }
    }

    fn show(mut self, json: bool) -> Result<()> {
        figures::scale(&mut self.figures);
        figures::print(&self.figures, json)?;
        let over = self.figures.iter().filter(|figure| !figure.holds()).count();
        if over > 0 || self.failures > 0 {
            bail!(
                "{over} of the figures miss their limit, {} of the measurements failed",
                self.failures
            );
        }
        Ok(())
    }
}

/// A part of the bench program of the tests crate, which names its parts as this one does.
fn on_the_edge(part: Part, against: Option<&Path>) -> Result<Vec<Figure>> {
    let mut command = end_to_end("bench", true);
    let name = part.to_possible_value().expect("no part is hidden");
    command.args(["--", name.get_name()]);
    // What each sample and shape took is of use to whoever waits.
    command.stderr(Stdio::inherit());
    if let Some(checkout) = against {
        let xtask = checkout.canonicalize()?.join("target/debug/xtask");
        ensure!(
            xtask.exists(),
            "{} is missing; run  cargo xtask build  there first",
            xtask.display()
        );
        command.env("HANDRAIL_XTASK_BEFORE", xtask);
    }
    rows(command)
}

/// The exploration of the conversation's state machine says how many states it met.
fn states() -> Result<Vec<Figure>> {
    let mut command = cargo(&["test", "--quiet", "--package", "handrail-conversation"]);
    command.args(["--test", "explore", "--", "--nocapture"]);
    let output = process::run(&mut command)?;
    let said = String::from_utf8_lossy(&output.stdout);
    let explored = states_explored(&said).context("the exploration said no number of states")?;
    Ok(vec![Figure::new("states_explored", explored)])
}

fn states_explored(said: &str) -> Option<f64> {
    // The test's own words may stand behind those of its runner.
    said.lines()
        .filter_map(|line| line.split_once("states explored: "))
        .find_map(|(_, number)| number.trim().parse().ok())
}

/// The warm start, and the cold one: measured anew, or as it was recorded.
fn demo(with_cold: bool) -> Result<Vec<Figure>> {
    let mut figures = vec![Figure::new("demo_warm_s", starts::warm_s()?)];
    if with_cold {
        figures.push(Figure::new("demo_cold_s", starts::cold_s()?));
    } else {
        figures.extend(recorded_cold_s()?.map(|s| Figure::recorded("demo_cold_s", s)));
    }
    Ok(figures)
}

fn in_browser() -> Result<Vec<Figure>> {
    let mut node = Command::new("node");
    node.arg("tests/journeys/bench.mjs");
    test_environment(&mut node)?;
    rows(node)
}

fn rows(mut command: Command) -> Result<Vec<Figure>> {
    let output = process::run(&mut command)?;
    Figure::from_rows(&String::from_utf8_lossy(&output.stdout))
        .with_context(|| process::describe(&command))
}

#[derive(Deserialize)]
struct Faults {
    kills: f64,
    acked: f64,
    lost: f64,
    doubled: f64,
}

fn faults(kills: u32) -> Result<Vec<Figure>> {
    let mut command = end_to_end("faults", false);
    command.args(["--", "--kills"]).arg(kills.to_string());
    // A lost message fails the program; its figures are still shown.
    let output = process::output(&mut command)?;
    let said = String::from_utf8_lossy(&output.stdout);
    let last = said.lines().last().unwrap_or_default();
    let found: Faults = serde_json::from_str(last).with_context(|| {
        let errors = String::from_utf8_lossy(&output.stderr);
        format!("the fault test printed no result:\n{said}{errors}")
    })?;
    Ok(vec![
        Figure::new("kills", found.kills),
        Figure::new("acked", found.acked),
        Figure::new("lost", found.lost),
        Figure::new("doubled", found.doubled),
    ])
}

/// The cold start takes minutes and is measured rarely; its last result is kept with the sources.
fn recorded_cold_s() -> Result<Option<f64>> {
    #[derive(Deserialize)]
    struct Recorded {
        demo_cold_s: f64,
    }
    let path = workspace::root().join("xtask/cold_start.json");
    if !path.exists() {
        return Ok(None);
    }
    let recorded: Recorded = serde_json::from_slice(&fs::read(&path)?)
        .with_context(|| format!("{} is damaged", path.display()))?;
    Ok(Some(recorded.demo_cold_s))
}

#[cfg(test)]
mod tests {
    use super::states_explored;

    #[test]
    fn the_number_of_states_is_found_wherever_it_stands_in_its_line() {
        let said = "running 1 test\n.states explored: 12345\n\ntest result: ok\n";
        assert_eq!(states_explored(said), Some(12_345.0));
        assert_eq!(states_explored("running 1 test\n.\n"), None);
    }
}
