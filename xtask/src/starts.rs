//! How long the demo takes to be serving: from the command to the line that says so.

use crate::workspace;
use anyhow::{Context, Result, bail};
use std::{
    env, fs,
    io::{BufRead, BufReader},
    net::{Ipv4Addr, TcpListener},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

/// Starts measured for the median.
const WARM_STARTS: usize = 3;

/// The second and later starts, with nothing changed; the median of three.
pub(crate) fn warm_s() -> Result<f64> {
    let state = Scratch::new("warm")?;
    let root = workspace::root();
    start_s(&root, &state.0.join("state"), &[])?;
    let mut times = Vec::new();
    for _ in 0..WARM_STARTS {
        times.push(start_s(&root, &state.0.join("state"), &[])?);
    }
    times.sort_by(f64::total_cmp);
    Ok(times[WARM_STARTS / 2])
}

/// The first start in a fresh clone, with empty caches of cargo, npm and Handrail. The compilers,
/// Node.js and what the system's package manager installed stay as they are.
pub(crate) fn cold_s() -> Result<f64> {
    let scratch = Scratch::new("cold")?;
    let clone = scratch.0.join("clone");
    crate::process::run(
        Command::new("git")
            .args(["clone", "--quiet"])
            .arg(workspace::root())
            .arg(&clone),
    )?;
    let cache = |name: &str| scratch.0.join(name).display().to_string();
    let caches = [
        ("CARGO_HOME", cache("cargo")),
        ("HANDRAIL_CACHE", cache("handrail")),
        ("npm_config_cache", cache("npm")),
    ];
    start_s(&clone, &scratch.0.join("state"), &caches)
}

fn start_s(root: &Path, state: &Path, variables: &[(&str, String)]) -> Result<f64> {
    let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
        .local_addr()?
        .port();
    let mut command = Command::new("cargo");
    command
        .args(["xtask", "demo", "--port", &port.to_string(), "--state"])
        .arg(state)
        .current_dir(root)
        .stdout(Stdio::piped());
    // What cargo told this program is about another folder.
    for (name, _) in env::vars().filter(|(name, _)| name.starts_with("CARGO")) {
        command.env_remove(name);
    }
    command.envs(variables.iter().map(|(name, value)| (name, value)));
    let begin = Instant::now();
    let mut demo = command.spawn().context("can't start cargo")?;
    let lines = BufReader::new(demo.stdout.take().expect("stdout was asked for")).lines();
    let mut taken = None;
    for line in lines {
        let line = line?;
        if line.starts_with("Handrail is running") {
            taken = Some(begin.elapsed().as_secs_f64());
        }
        if line.starts_with("Ctrl-C") {
            Command::new("kill").arg(demo.id().to_string()).status()?;
        }
    }
    let status = demo.wait()?;
    match taken {
        Some(s) => Ok((s * 100.0).round() / 100.0),
        None => bail!("the demo did not start ({status})"),
    }
}

/// A folder that goes away with its owner.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Result<Self> {
        let folder = env::temp_dir().join(format!("handrail-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder)
            .with_context(|| format!("can't create {}", folder.display()))?;
        Ok(Self(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).ok();
    }
}
