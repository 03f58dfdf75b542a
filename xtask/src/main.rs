//! Handrail's tasks: build, try, test, measure and deploy the whole product with one command each.
//!
//! In scope: getting the tools, turning the crates into `dist/`, running the edge on this machine,
//! and running every check. Not in scope: anything the product itself does.
//!
//! Invariants: nothing is written into the checkout but `target/`, `dist/` and the demo's state
//! folder; tools live in a per-user cache, keyed by version; no step asks a question.

mod admin;
mod bench;
mod build;
mod cache;
mod cargo_tools;
mod chromium;
mod code;
mod demo;
mod deploy;
mod dev;
mod doctor;
mod edge;
mod figures;
mod fingerprint;
mod keys;
mod mask_bench;
mod mutants;
mod phones;
mod process;
mod progress;
mod remote;
mod sbom;
mod signals;
mod site;
mod sitefile;
mod size;
mod starts;
mod state;
mod test;
mod toolchain;
mod tools;
mod vault;
mod workspace;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Handrail's tasks.
#[derive(Parser)]
#[command(
    name = "xtask",
    bin_name = "cargo xtask",
    version,
    disable_help_subcommand = true
)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build everything, start the edge on this machine and load the sample shop
    Demo(demo::Args),
    /// The demo, built again whenever a source changes
    Dev(demo::Args),
    /// Build the edge, the widget, the desk and the static files into dist/
    Build(build::Args),
    /// Run every check; ends with one line of passed, failed and skipped
    Test(test::Args),
    /// Measure every figure of the product
    Bench(bench::Args),
    /// Measure what a visitor downloads and how big the edge is
    Size(size::Args),
    /// Change the core one expression at a time and count what the tests notice; takes long
    Mutants(mutants::Args),
    /// Say what is present, what is missing and how to get it
    Doctor,
    /// Write the table of phone numbers into the masker, from libphonenumber's metadata
    Phones(phones::Args),
    /// Write the bill of materials of what ships (CycloneDX, JSON) into dist/
    Sbom(sbom::Args),
    /// Write the licences of what ships into dist/, as the build does for the edge to serve
    Notices(sbom::Args),
    /// Deploy to Cloudflare
    Deploy(deploy::Args),
    /// Check a site file
    #[command(subcommand)]
    Site(site::Task),
    /// Get a one-time code that signs an agent in to the desk
    Code(code::Args),
    /// Change the key of the vault
    #[command(subcommand)]
    Vault(vault::Task),
    /// Start a built edge on this machine, without loading anything
    #[command(subcommand)]
    Edge(edge::Task),
}

fn main() -> ExitCode {
    match run(Cli::parse().task) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\nError: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<ExitCode> {
    match task {
        Task::Demo(args) => demo::run(&args)?,
        Task::Dev(args) => dev::run(&args)?,
        Task::Build(args) => build::run(&args)?,
        Task::Test(args) => return test::run(&args),
        Task::Bench(args) => bench::run(&args)?,
        Task::Size(args) => size::run(&args)?,
        Task::Mutants(args) => return mutants::run(&args),
        Task::Doctor => doctor::run()?,
        Task::Phones(args) => phones::run(&args)?,
        Task::Sbom(args) => sbom::bill(&args)?,
        Task::Notices(args) => sbom::notices(&args)?,
        Task::Deploy(args) => deploy::run(&args)?,
        Task::Site(task) => site::run(&task)?,
        Task::Code(args) => code::run(&args)?,
        Task::Vault(task) => return vault::run(&task),
        Task::Edge(task) => edge::run(&task)?,
    }
    Ok(ExitCode::SUCCESS)
}
