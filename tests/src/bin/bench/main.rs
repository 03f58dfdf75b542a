//! Measures the path of a message on loopback: to its durable acknowledgement, and to the first
//! words of the answer.
//!
//! With `--added` or `--proxy`, the first words or the masking proxy alone.
//!
//! Prints a JSON list of `{"name","value","unit"}`; what else is worth knowing goes to stderr.
//!
//! Not for: the browser (`tests/journeys/bench.mjs`) and sizes (`cargo xtask size`).

mod ack;
mod added;
mod fsyncs;
mod proxy;
mod talk;

use anyhow::Result;
use handrail_tests::edge::{Edge, sample_articles, site_file};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// One figure.
#[derive(Debug, Serialize)]
struct Row {
    name: &'static str,
    value: f64,
    unit: &'static str,
}

impl Row {
    /// A figure in milliseconds, to the microsecond.
    fn millis(name: &'static str, value: f64) -> Self {
        Self {
            name,
            value: (value * 1_000.0).round() / 1_000.0,
            unit: "ms",
        }
    }
}

#[tokio::main]
async fn main() -> Result<()> {
    let folder = std::env::temp_dir().join(format!("handrail-bench-{}", std::process::id()));
    let rows = measure(&folder).await;
    std::fs::remove_dir_all(&folder).ok();
    println!("{}", serde_json::to_string(&rows?)?);
    Ok(())
}

/// Each part has an edge of its own, so that none pays for what another left behind.
async fn measure(folder: &Path) -> Result<Vec<Row>> {
    match std::env::args().nth(1).as_deref() {
        Some("--added") => return added::measure(folder.join("added")).await,
        Some("--proxy") => return proxy::measure(folder.join("proxy")).await,
        _ => {}
    }
    let mut rows = ack::measure(folder.join("ack")).await?;
    rows.extend(fsyncs::measure(folder.join("fsyncs")).await?);
    rows.extend(added::measure(folder.join("added")).await?);
    rows.extend(proxy::measure(folder.join("proxy")).await?);
    Ok(rows)
}

/// A running edge with the sample articles. `more` goes to the end of its site file.
async fn edge(state: PathBuf, more: &str) -> Result<Edge> {
    std::fs::create_dir_all(&state)?;
    let variables = [
        ("HANDRAIL_MESSAGES_PER_MINUTE", "1000000"),
        ("HANDRAIL_STARTS_PER_MINUTE", "1000000"),
    ];
    let mut edge = Edge::new(&state, &variables).await?;
    edge.start().await?;
    edge.load("bench", &site_file("bench", more), &sample_articles()?)
        .await?;
    Ok(edge)
}
