//! `mask-bench [--json] [--mistakes FILE] PATH…`: what the masker finds in labelled files, and how
//! fast it is natively.

use std::fs;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use handrail_mask::Masker;
use handrail_mask_bench::{Report, Speed, Work, measure, read};
use serde_json::{Value, json};

fn main() -> Result<()> {
    let mut paths = Vec::new();
    let (mut as_json, mut mistakes, mut speed) = (false, None, true);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--json" => as_json = true,
            "--no-speed" => speed = false,
            "--mistakes" => mistakes = arguments.next(),
            option if option.starts_with("--") => bail!("unknown option {option}"),
            _ => paths.push(argument),
        }
    }
    if paths.is_empty() {
        bail!("name at least one JSONL file");
    }
    let masker = Masker::default();
    let mut files = Vec::new();
    let mut wrong = String::new();
    for path in &paths {
        let lines = fs::read_to_string(path).with_context(|| format!("can't read {path}"))?;
        let rows = read(&lines).with_context(|| path.clone())?;
        let report = measure(&masker, &rows);
        for mistake in &report.mistakes {
            wrong.push_str(&mistake.replace('\n', "⏎"));
            wrong.push('\n');
        }
        let speeds = if speed { speeds(&lines) } else { Value::Null };
        if !as_json {
            print(path, &report, &speeds);
        }
        files.push(json!({"path": path, "found": report, "native": speeds}));
    }
    if let Some(file) = mistakes {
        fs::write(&file, wrong).with_context(|| format!("can't write {file}"))?;
    }
    if as_json {
        println!("{}", serde_json::to_string_pretty(&files)?);
    }
    Ok(())
}

/// How long each figure is measured.
const MEASURED: Duration = Duration::from_millis(700);

fn speeds(lines: &str) -> Value {
    let mut speed = Speed::new(lines);
    let mut per_second = |work| {
        speed.pass(work);
        let (began, mut units) = (Instant::now(), 0);
        while began.elapsed() < MEASURED {
            units += speed.pass(work);
        }
        units as f64 / began.elapsed().as_secs_f64()
    };
    json!({
        "messages_mb_per_s": per_second(Work::Messages) / 1e6,
        "bulk_mb_per_s": per_second(Work::Bulk) / 1e6,
        "message_us": 1e6 / per_second(Work::Message),
        "chunk_us": 1e6 / per_second(Work::Chunk),
    })
}

fn print(path: &str, report: &Report, speeds: &Value) {
    println!("{path}: {} rows", report.rows);
    println!(
        "  {:<28}{:>6}{:>8}{:>8}{:>8}{:>9}{:>11}{:>7}",
        "label or kind", "gold", "recall", "cued", "recall", "flagged", "precision", "F2"
    );
    let figure = |value: Option<f64>| value.map_or("-".to_owned(), |value| format!("{value:.3}"));
    for (name, score) in report.kinds.iter().chain(&report.labels) {
        println!(
            "  {name:<28}{:>6}{:>8}{:>8}{:>8}{:>9}{:>11}{:>7}",
            score.gold,
            figure(score.recall),
            score.cued,
            figure(score.cued_recall),
            score.flagged,
            figure(score.precision),
            figure(score.f2),
        );
    }
    println!(
        "  rows without a label {}, flagged {}: {} per 1,000, {} without names and addresses",
        report.clean_rows,
        report.flagged_rows,
        figure(report.false_alarms_per_1000),
        figure(report.structured_false_alarms_per_1000)
    );
    if let Value::Object(speeds) = speeds {
        for (name, value) in speeds {
            println!("  {name:<28}{value:.3}");
        }
    }
}
