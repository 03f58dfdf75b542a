//! Measures the running edge on loopback, in turn with the reference (`tests/reference`): the path of a
//! message, the masking proxy, the start, and what one client can do to another.
//!
//! Prints a JSON list of `{"name","value","unit","reference","before"}`; what else is worth knowing goes
//! to stderr.
//!
//! Not for: the browser (`tests/journeys/bench.mjs`), sizes (`cargo xtask size`) and pure code
//! (`bin/ground.rs`).
//!
//! Invariants: each part has an edge of its own, so that none pays for what another left behind;
//! each ends after a stated number of calls or a stated time.

mod ack;
mod desk;
mod first_words;
mod fsyncs;
mod neighbour;
mod proxy;
mod row;
mod search;
mod stand;
mod start;
mod talk;
mod vault_load;

use anyhow::Result;
use clap::{Parser, ValueEnum};
use row::Row;
use std::path::Path;

/// Measures the running edge beside the reference.
#[derive(Parser)]
struct Args {
    /// What to measure; everything when left out
    parts: Vec<Part>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// From a message to its durable acknowledgement
    Ack,
    /// How often the disk is waited for
    Fsyncs,
    /// From a question to the first words of its answer
    FirstWords,
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
}

#[tokio::main]
async fn main() -> Result<()> {
    let folder = std::env::temp_dir().join(format!("handrail-bench-{}", std::process::id()));
    let rows = measure(&folder, &Args::parse().parts).await;
    std::fs::remove_dir_all(&folder).ok();
    println!("{}", serde_json::to_string(&rows?)?);
    Ok(())
}

async fn measure(folder: &Path, parts: &[Part]) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    let all = Part::value_variants();
    for part in if parts.is_empty() { all } else { parts } {
        let state = folder.join(format!("{part:?}"));
        rows.extend(match part {
            Part::Ack => ack::measure(&state).await?,
            Part::Fsyncs => fsyncs::measure(&state).await?.into_iter().collect(),
            Part::FirstWords => first_words::measure(&state).await?,
            Part::Proxy => proxy::measure(&state).await?,
            Part::Search => search::measure(&state).await?,
            Part::Start => start::measure(&state).await?,
            Part::VaultLoad => vault_load::measure(&state).await?,
            Part::Neighbour => neighbour::measure(&state).await?,
            Part::Desk => desk::measure(&state).await?,
        });
        // What an edge stored is of no use to the next part, and may be much.
        std::fs::remove_dir_all(&state).ok();
    }
    Ok(rows)
}
