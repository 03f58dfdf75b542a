//! `site check`: is this site file right, and if not, where and why.

use crate::sitefile::SiteFile;
use anyhow::Result;
use clap::Subcommand;
use std::path::PathBuf;

/// Commands on site files.
#[derive(Subcommand)]
pub(crate) enum Task {
    /// Check a site file; a mistake is named with its place and what was expected
    Check {
        /// The file
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

/// Runs the command.
pub(crate) fn run(task: &Task) -> Result<()> {
    let Task::Check { file } = task;
    let site = SiteFile::read(file)?;
    let content = &site.content;
    println!(
        "{} is right: site {}, {} {}, {} {}, {}.",
        file.display(),
        content.id,
        content.agent.len(),
        plural(content.agent.len(), "agent"),
        content.knowledge.len(),
        plural(content.knowledge.len(), "knowledge source"),
        site.model_in_use(),
    );
    Ok(())
}

fn plural(count: usize, word: &str) -> String {
    if count == 1 {
        word.to_owned()
    } else {
        format!("{word}s")
    }
}
