//! How long the grounder needs for 100 KB of the worst a model could write, natively: the figure
//! `ground_100kb_ms`. On the edge every conversation waits meanwhile.
//!
//! Each shape is given whole, and in chunks of seven characters. The last line of output is a JSON list
//! of `{"name","value","unit"}`; what each shape took goes to stderr.
//!
//! Invariant: it ends within a stated time, also where a shape doesn't: what is not done by then counts
//! with the time it had, and ends with this process.

use anyhow::{Context, Result};
use handrail_grounding::Grounder;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

const TEXT_BYTES: usize = 100_000;
const CHUNK_CHARS: usize = 7;
/// Of one shape.
const LIMIT: Duration = Duration::from_secs(30);
/// After a time as long as this the other shapes are left out: the figure is bad enough, and the bench
/// has to end.
const ENOUGH: Duration = Duration::from_secs(1);
const RUNS: usize = 3;

/// Texts that are repeated, each after the part of the grounder it is made for.
const SHAPES: [(&str, &str); 24] = [
    ("numbers joined by hyphens", "1-"),
    ("numbers joined by two hyphens", "1-1-"),
    ("numbers in brackets", "(1)"),
    ("dates without an end", "1/2/"),
    ("groups of a phone number", "9876-"),
    ("groups with a plus", "+49 "),
    ("decimals", "1.5."),
    ("thousands", "1,000,"),
    ("ends of sentences without white space", "7."),
    ("ends of sentences", "A. "),
    ("halves of links", "[a]("),
    ("addresses", "https://shop.example/a?b=c&"),
    ("halves of e-mail addresses", "x@y."),
    ("citation marks", "[[1]]"),
    ("halves of citation marks", "[[1"),
    ("prices", "$5 "),
    ("currencies", "EUR€"),
    ("words of time", "days of "),
    ("numerals", "twenty one "),
    ("roman numerals", "MCMX "),
    ("emphasis", "**1_"),
    ("list items", "1) a\n"),
    ("white space", "\n \t"),
    ("no white space at all", "a"),
];

const SOURCE: &str = "Returning boots\nBoots go back within 60 days, for $5 or 5 € from abroad. \
    Call +1 555 0100 or write to help@shop.example.\nhttps://shop.example/help/boots";
const QUESTION: &str = "Can order 4711 go back by 24/12/2026?";

fn main() -> Result<()> {
    let (mut worst, mut which) = (Duration::ZERO, "");
    'shapes: for (name, shape) in SHAPES {
        let text = shape.repeat(TEXT_BYTES / shape.len());
        for is_streamed in [false, true] {
            let took = timed(text.clone(), is_streamed)?;
            let how = if is_streamed { "in chunks" } else { "whole" };
            eprintln!("grounding, {name}, {how}: {took:.1?}");
            if took > worst {
                (worst, which) = (took, name);
            }
            if took > ENOUGH {
                eprintln!("grounding: the other shapes are left out");
                break 'shapes;
            }
        }
    }
    eprintln!("grounding: the worst are {which}");
    let millis = (worst.as_secs_f64() * 1_000_000.0).round() / 1_000.0;
    println!(
        "{}",
        serde_json::json!([{"name": "ground_100kb_ms", "value": millis, "unit": "ms"}])
    );
    Ok(())
}

/// The best of a few runs, which is the work itself; or the limit, if that came first.
fn timed(text: String, is_streamed: bool) -> Result<Duration> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let runs = (0..RUNS).map(|_| ground(&text, is_streamed));
        // Nobody listens any more after the limit.
        let _ = sender.send(runs.min());
    });
    match receiver.recv_timeout(LIMIT) {
        Ok(best) => best.context("there was no run"),
        Err(RecvTimeoutError::Timeout) => Ok(LIMIT),
        Err(RecvTimeoutError::Disconnected) => anyhow::bail!("the grounder panicked"),
    }
}

fn ground(text: &str, is_streamed: bool) -> Duration {
    let chars: Vec<char> = text.chars().collect();
    let size = if is_streamed {
        CHUNK_CHARS
    } else {
        chars.len()
    };
    let chunks: Vec<String> = chars
        .chunks(size)
        .map(|chunk| chunk.iter().collect())
        .collect();
    let began = Instant::now();
    let mut grounder = Grounder::new([SOURCE]).allow_from(QUESTION);
    let mut verdicts = 0;
    for chunk in &chunks {
        verdicts += grounder.push(chunk).len();
    }
    verdicts += grounder.finish().len();
    std::hint::black_box(verdicts);
    began.elapsed()
}
