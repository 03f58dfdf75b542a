//! `deploy`: to Cloudflare, by wrangler with `edge/wrangler.toml`.

use crate::{build, process, tools::Set, workspace};
use anyhow::{Result, bail};
use std::{path::Path, process::Command};

/// How to deploy.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Do everything but the upload: needs no account
    #[arg(long)]
    dry_run: bool,
    /// Deploy nothing, but set this variable from standard input, kept secret; asks where that is a terminal
    #[arg(long, value_name = "NAME", conflicts_with = "dry_run", value_parser = variable)]
    secret: Option<String>,
}

/// What wrangler is to do.
#[derive(Clone, Copy)]
pub(crate) enum Act<'a> {
    /// Build the upload and stop there.
    DryRun,
    /// Upload.
    Upload,
    /// Set a variable of the Worker, kept secret.
    Secret(&'a str),
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    let act = match &args.secret {
        Some(name) => Act::Secret(name),
        None if args.dry_run => Act::DryRun,
        None => Act::Upload,
    };
    if !matches!(act, Act::Secret(_)) {
        build::everything()?;
    }
    let mut wrangler = command(act)?;
    let status = wrangler.status()?;
    if !status.success() {
        bail!("{} failed ({status})", process::describe(&wrangler));
    }
    Ok(())
}

/// The wrangler call.
pub(crate) fn command(act: Act<'_>) -> Result<Command> {
    Ok(call(&Set::Deploy.install()?.modules, act))
}

fn call(modules: &Path, act: Act<'_>) -> Command {
    let mut wrangler = Command::new("node");
    wrangler
        .arg(modules.join("wrangler/bin/wrangler.js"))
        .current_dir(workspace::root())
        .env("WRANGLER_SEND_METRICS", "false");
    match act {
        Act::DryRun => wrangler.args(["deploy", "--dry-run", "--outdir", "target/deploy"]),
        Act::Upload => wrangler.arg("deploy"),
        Act::Secret(name) => wrangler.args(["secret", "put", name]),
    };
    wrangler.args(["--config", "edge/wrangler.toml"]);
    wrangler
}

fn variable(text: &str) -> Result<String, &'static str> {
    let is_name = text.starts_with("HANDRAIL_")
        && text
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    if is_name {
        Ok(text.to_owned())
    } else {
        Err("a variable's name begins with HANDRAIL_; its value comes from standard input")
    }
}

#[cfg(test)]
mod tests {
    use super::{Act, call, variable};
    use crate::workspace;
    use std::path::Path;

    #[test]
    fn wrangler_is_told_where_its_configuration_is() {
        for act in [Act::DryRun, Act::Upload, Act::Secret("HANDRAIL_VAULT_KEY")] {
            let wrangler = call(Path::new("modules"), act);
            let args: Vec<_> = wrangler.get_args().filter_map(|arg| arg.to_str()).collect();
            let [.., flag, config] = args.as_slice() else {
                panic!("{args:?}");
            };
            assert_eq!(*flag, "--config");
            let folder = wrangler.get_current_dir().expect("it is set");
            assert!(folder.join(config).exists(), "{config}");
            assert_eq!(folder, workspace::root());
        }
    }

    #[test]
    fn a_value_in_place_of_a_name_is_refused() {
        assert!(variable("HANDRAIL_MODEL_KEY_2").is_ok());
        for value in ["sk-123", "HANDRAIL_KEY=sk-123", ""] {
            assert!(variable(value).is_err(), "{value}");
        }
    }

    #[test]
    fn the_platform_logs_what_the_edge_writes_and_no_address() {
        let file = workspace::root().join("edge/wrangler.toml");
        let text = std::fs::read_to_string(file).expect("wrangler's file is there");
        let logs = "\n[observability.logs]\nenabled = true\ninvocation_logs = false\n";
        assert!(text.contains(logs), "set: {logs}");
        assert_eq!(text.matches("observability").count(), 1, "set once");
    }
}
