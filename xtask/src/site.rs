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
    let articles = site.articles()?;
    let content = &site.content;
    println!(
        "{} is right: site {}, {} {}, {} {}, {}.",
        file.display(),
        content.id,
        content.agent.len(),
        plural(content.agent.len(), "agent"),
        articles.len(),
        plural(articles.len(), "article"),
        site.model_in_use(),
    );
    if content.agent.is_empty() {
        println!(
            "It names no [[agent]] yet: nobody could sign in to the desk and answer a visitor."
        );
    }
    if articles.is_empty() {
        println!(
            "It has no articles yet: the assistant knows nothing and offers a person instead."
        );
    }
    Ok(())
}

fn plural(count: usize, word: &str) -> String {
    if count == 1 {
        word.to_owned()
    } else {
        format!("{word}s")
    }
}
