//! A workerd of this process's own, on a free port of loopback.
//!
//! Invariant: it ends with its value.

use anyhow::{Context, Result, bail};
use std::path::PathBuf;
use std::process::Stdio;
use std::time::{Duration, Instant};
use tokio::process::{Child, Command};

/// How long a start may take before it has failed.
const START_LIMIT: Duration = Duration::from_secs(30);
/// Between two looks at a port: a closed one answers at once.
const LOOK_AGAIN: Duration = Duration::from_millis(2);
/// Linux counts processor time in these.
const CPU_TICKS_PER_SECOND: f64 = 100.0;

/// Raises the limit of open files to the highest allowed and becomes the program.
const RAISE_AND_RUN: &str = r#"ulimit -n "$(ulimit -H -n)"; exec "$0" "$@""#;

/// What is run, and the process while it runs.
#[derive(Debug)]
pub(crate) struct Workerd {
    pub(crate) program: PathBuf,
    pub(crate) args: Vec<String>,
    pub(crate) env: Vec<(String, String)>,
    pub(crate) port: u16,
    /// It may open as many files as the system lets it, not as few as is usual.
    pub(crate) has_many_files: bool,
    child: Option<Child>,
    http: reqwest::Client,
}

impl Workerd {
    /// Not running yet.
    pub(crate) fn new(
        program: PathBuf,
        args: Vec<String>,
        env: Vec<(String, String)>,
        port: u16,
    ) -> Self {
        Self {
            program,
            args,
            env,
            port,
            has_many_files: false,
            child: None,
            http: reqwest::Client::new(),
        }
    }

    pub(crate) fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub(crate) fn pid(&self) -> Option<u32> {
        self.child.as_ref().and_then(Child::id)
    }

    /// Starts it and waits until `/healthz` answers 200; says how long that took.
    pub(crate) async fn start(&mut self) -> Result<Duration> {
        let began = Instant::now();
        let mut command = if self.has_many_files {
            let mut shell = Command::new("sh");
            shell.args(["-c", RAISE_AND_RUN]).arg(&self.program);
            shell
        } else {
            Command::new(&self.program)
        };
        let child = command
            .args(&self.args)
            .envs(self.env.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .context("workerd can't be started")?;
        self.child = Some(child);
        let health = format!("{}/healthz", self.origin());
        while began.elapsed() < START_LIMIT {
            let asked = self.http.get(&health).timeout(Duration::from_secs(2));
            let answer = asked.send().await;
            if answer.is_ok_and(|answer| answer.status().is_success()) {
                return Ok(began.elapsed());
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
        bail!("workerd did not answer within {START_LIMIT:?}")
    }

    /// SIGKILL: no handler runs, nothing is flushed.
    pub(crate) async fn kill(&mut self) -> Result<()> {
        if let Some(mut child) = self.child.take() {
            child.kill().await?;
        }
        Ok(())
    }

    /// Processor time it has taken, in user and system mode; `None` where `/proc` does not tell.
    pub(crate) fn cpu_seconds(&self) -> Option<f64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.pid()?)).ok()?;
        // The name of the program, in brackets, may hold spaces.
        let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
        let ticks = fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?;
        Some(ticks / CPU_TICKS_PER_SECOND)
    }
}

/// A port nobody listens on at this moment.
pub(crate) fn free_port() -> Result<u16> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?
        .local_addr()?
        .port())
}
