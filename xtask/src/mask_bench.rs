//! `bench --mask`: what the masker finds in labelled files, and how fast it is, natively and as
//! WebAssembly.

use crate::{build, process, workspace};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::{env, path::PathBuf, process::Command};

const PACKAGE: &str = "handrail-mask-bench";

/// Measures and prints; as a JSON list of files when `as_json`.
pub(crate) fn run(paths: &[PathBuf], as_json: bool) -> Result<()> {
    // The programs run in the checkout's root; the paths are meant from here.
    let here = env::current_dir().context("there is no current folder")?;
    let paths: Vec<PathBuf> = paths.iter().map(|path| here.join(path)).collect();
    let mut native = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    native
        .args(["run", "--quiet", "--release", "--package", PACKAGE])
        .args(["--bin", "mask-bench", "--", "--json"])
        .args(&paths)
        .current_dir(workspace::root());
    eprintln!("Measuring natively …");
    let mut files = list(native)?;
    eprintln!("Measuring in WebAssembly …");
    let module = build::for_node(PACKAGE)?;
    let mut wasm = Command::new("node");
    wasm.arg("tests/masking/speed.mjs")
        .arg(&module)
        .args(&paths)
        .current_dir(workspace::root());
    for (file, speeds) in files.iter_mut().zip(list(wasm)?) {
        file["wasm"] = speeds;
    }
    if as_json {
        println!("{}", serde_json::to_string_pretty(&files)?);
    } else {
        files.iter().for_each(print);
    }
    Ok(())
}

fn list(mut command: Command) -> Result<Vec<Value>> {
    let output = process::run(&mut command)?;
    serde_json::from_slice(&output.stdout).with_context(|| process::describe(&command))
}

fn print(file: &Value) {
    let found = &file["found"];
    println!("\n{}: {} rows", text(&file["path"]), found["rows"]);
    for (title, scores) in [("kind", &found["kinds"]), ("label", &found["labels"])] {
        let Some(scores) = scores.as_object().filter(|scores| !scores.is_empty()) else {
            continue;
        };
        println!(
            "  {title:<26}{:>6}{:>8}{:>12}{:>9}{:>11}{:>8}",
            "gold", "recall", "with a cue", "flagged", "precision", "F2"
        );
        for (name, score) in scores {
            println!(
                "  {name:<26}{:>6}{:>8}{:>12}{:>9}{:>11}{:>8}",
                score["gold"],
                figure(&score["recall"]),
                figure(&score["cued_recall"]),
                score["flagged"],
                figure(&score["precision"]),
                figure(&score["f2"]),
            );
        }
    }
    println!(
        "  rows without a label: {}; flagged per 1,000: {}, without names and addresses {}",
        found["clean_rows"],
        figure(&found["false_alarms_per_1000"]),
        figure(&found["structured_false_alarms_per_1000"]),
    );
    let empty = json!({});
    for (name, unit, what) in [
        ("bulk_mb_per_s", "MB/s", "tickets of 4 KB"),
        ("messages_mb_per_s", "MB/s", "message by message"),
        ("message_us", "µs", "one message of 200 bytes"),
        ("chunk_us", "µs", "unmasking one streamed chunk"),
    ] {
        let of = |host: &str| {
            figure(
                file.get(host)
                    .unwrap_or(&empty)
                    .get(name)
                    .unwrap_or(&Value::Null),
            )
        };
        println!(
            "  {what:<32} native {:>9} {unit}, WebAssembly {:>9} {unit}",
            of("native"),
            of("wasm")
        );
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn figure(value: &Value) -> String {
    value
        .as_f64()
        .map_or_else(|| "-".to_owned(), |value| format!("{value:.3}"))
}
