//! `bench`: every figure of the product, measured on this machine.

use crate::{
    build,
    figures::{self, Figure},
    mask_bench, process, size, starts,
    test::{end_to_end, test_environment},
    workspace,
};
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::{fs, path::PathBuf, process::Command};

/// What to measure and how to show it.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Print a JSON list instead of a table
    #[arg(long)]
    json: bool,
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

/// Runs the command; an exceeded limit or a measurement that could not be made is an error.
pub(crate) fn run(args: &Args) -> Result<()> {
    if !args.mask.is_empty() {
        return mask_bench::run(&args.mask, args.json);
    }
    build::everything()?;
    let mut report = Report::default();
    report.add("the sizes", size::measure());
    report.add("the path of a message", rows(end_to_end("bench", true)));
    report.add("opening in the browser", in_browser());
    if args.faults > 0 {
        report.add("the fault test", faults(args.faults));
    }
    let warm = starts::warm_s().map(|s| vec![Figure::new("demo_warm_s", s)]);
    report.add("the second start", warm);
    let cold = if args.cold {
        starts::cold_s().map(Some)
    } else {
        recorded_cold_s()
    };
    let cold = cold.map(|s| {
        s.map(|s| Figure::new("demo_cold_s", s))
            .into_iter()
            .collect()
    });
    report.add("the first start", cold);
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

    fn show(&self, json: bool) -> Result<()> {
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
