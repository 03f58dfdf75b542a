//! `deploy`: to Cloudflare, by wrangler with `edge/wrangler.toml`.

use crate::{build, process, tools::Set, workspace};
use anyhow::{Result, bail};
use std::process::Command;

/// How to deploy.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Do everything but the upload: needs no account
    #[arg(long)]
    dry_run: bool,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    build::everything()?;
    let mut wrangler = command(args.dry_run)?;
    let status = wrangler.status()?;
    if !status.success() {
        bail!("{} failed ({status})", process::describe(&wrangler));
    }
    Ok(())
}

/// The wrangler call.
pub(crate) fn command(dry_run: bool) -> Result<Command> {
    let modules = Set::Deploy.install()?.modules;
    let mut wrangler = Command::new("node");
    wrangler
        .arg(modules.join("wrangler/bin/wrangler.js"))
        .args(["deploy", "--config", "edge/wrangler.toml"])
        .current_dir(workspace::root())
        .env("WRANGLER_SEND_METRICS", "false");
    if dry_run {
        wrangler.args(["--dry-run", "--outdir", "target/deploy"]);
    }
    Ok(wrangler)
}

#[cfg(test)]
mod tests {
    use crate::workspace;

    #[test]
    fn the_platform_logs_what_the_edge_writes_and_no_address() {
        let file = workspace::root().join("edge/wrangler.toml");
        let text = std::fs::read_to_string(file).expect("wrangler's file is there");
        let logs = "\n[observability.logs]\nenabled = true\ninvocation_logs = false\n";
        assert!(text.contains(logs), "set: {logs}");
        assert_eq!(text.matches("observability").count(), 1, "set once");
    }
}
