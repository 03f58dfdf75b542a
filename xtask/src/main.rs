//! Handrail's tasks: build, try, test, measure and deploy the whole product with one command each.
//!
//! In scope: getting the tools, turning the crates into `dist/`, running the edge on this machine,
//! and running every check. Not in scope: anything the product itself does.
//!
//! Invariants: nothing is written into the checkout but `target/`, `dist/` and the demo's state
//! folder; tools live in a per-user cache, keyed by version; no step asks a question.

mod admin;
mod build;
mod cache;
mod demo;
mod edge;
mod fingerprint;
mod process;
mod progress;
mod sitefile;
mod toolchain;
mod tools;
mod workspace;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Handrail's tasks.
#[derive(Parser)]
#[command(name = "cargo xtask", version, disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build the edge, the widget, the desk and the static files into dist/
    Build(build::Args),
    /// Build everything, start the edge on this machine and load the sample shop
    Demo(demo::Args),
    /// Start a built edge on this machine, without loading anything
    #[command(subcommand)]
    Edge(edge::Task),
}

fn main() -> ExitCode {
    match run(Cli::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nError: {error}");
            for cause in error.chain().skip(1) {
                eprintln!("  because: {cause}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<()> {
    match task {
        Task::Build(args) => build::run(&args),
        Task::Demo(args) => demo::run(&args),
        Task::Edge(task) => edge::run(&task),
    }
}
