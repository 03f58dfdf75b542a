//! Running the built edge on this machine: plain workerd with `dist/edge/workerd.capnp`.

use crate::{
    keys::{self, Keys},
    progress,
    signals::Signals,
    state::State,
    tools::Set,
    workspace,
};
use anyhow::{Context, Result, bail};
use clap::Subcommand;
use serde::Serialize;
use std::{
    collections::BTreeMap,
    env, fs,
    io::{BufRead, BufReader, ErrorKind, Read},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

/// Commands on a running edge.
#[derive(Subcommand)]
pub(crate) enum Task {
    /// Start the built edge and keep it running until Ctrl-C
    Start(StartArgs),
    /// Write run.json into the state folder: the exact command that `start` would run
    Describe(StartArgs),
}

/// How to start it.
#[derive(clap::Args)]
pub(crate) struct StartArgs {
    /// The port on 127.0.0.1
    #[arg(long, default_value_t = 8787)]
    port: u16,
    /// The folder for what the edge stores
    #[arg(long, value_name = "DIR", default_value_os_t = workspace::default_state())]
    state: PathBuf,
    /// A variable for the edge; may be given more than once
    #[arg(long = "env", value_name = "NAME=VALUE", value_parser = variable)]
    variables: Vec<(String, String)>,
}

/// Runs the command.
pub(crate) fn run(task: &Task) -> Result<()> {
    match task {
        Task::Start(args) => {
            let signals = Signals::listen()?;
            let _held = State::hold(&args.state, false)?;
            let mut edge = args.edge()?.start()?;
            edge.wait_until_healthy(Duration::from_secs(20))?;
            println!("ready {} pid {}", edge.origin(), edge.pid());
            edge.run_until_stopped(&signals)
        }
        Task::Describe(args) => {
            let edge = args.edge()?;
            let path = edge.state.join("run.json");
            keys::write_private(&path, &serde_json::to_vec_pretty(&edge.describe()?)?)?;
            println!("{}", path.display());
            Ok(())
        }
    }
}

impl StartArgs {
    fn edge(&self) -> Result<Edge> {
        let mut edge = Edge::new(self.port, &self.state)?;
        edge.variables.extend(self.variables.iter().cloned());
        let around = env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .chain(self.variables.iter().cloned());
        if let Some(secrets) = secrets(around)? {
            edge.set(SECRETS, secrets);
        }
        Ok(edge)
    }
}

const SECRETS: &str = "HANDRAIL_SECRETS";

/// How workerd runs the edge.
const CONFIG: &str = include_str!("../../edge/workerd.capnp");

/// What a site file may name by keys ending in `_env`, as a JSON object: workerd shows the edge only the
/// variables that its configuration binds. Of two with one name the later counts, and what stands in
/// HANDRAIL_SECRETS before both.
fn secrets(around: impl Iterator<Item = (String, String)>) -> Result<Option<String>> {
    let mut all = BTreeMap::new();
    let mut given = BTreeMap::new();
    for (name, value) in around.filter(|(name, _)| name.starts_with("HANDRAIL_")) {
        if name == SECRETS {
            given = serde_json::from_str(&value)
                .with_context(|| format!("{SECRETS} is no JSON object of texts"))?;
        } else if !CONFIG.contains(&format!("fromEnvironment = \"{name}\"")) {
            all.insert(name, value);
        }
    }
    all.extend(given);
    Ok((!all.is_empty()).then_some(serde_json::to_string(&all)?))
}

/// An edge that is not running: its address, its state and its settings.
pub(crate) struct Edge {
    port: u16,
    state: PathBuf,
    keys: Keys,
    variables: BTreeMap<String, String>,
}

/// The command that runs it, for programs that start it themselves.
#[derive(Serialize)]
struct Description {
    program: PathBuf,
    args: Vec<String>,
    env: BTreeMap<String, String>,
}

impl Edge {
    /// An edge in demo mode, with the keys its state folder holds or gets now.
    pub(crate) fn new(port: u16, state: &Path) -> Result<Self> {
        fs::create_dir_all(state.join("objects"))
            .with_context(|| format!("can't create the state folder {}", state.display()))?;
        let state = state.canonicalize()?;
        let keys = Keys::of(&state)?;
        let mut variables = BTreeMap::from([
            ("HANDRAIL_MODE".to_owned(), "demo".to_owned()),
            (
                "HANDRAIL_ORIGIN".to_owned(),
                format!("http://127.0.0.1:{port}"),
            ),
            ("HANDRAIL_VAULT_KEY".to_owned(), keys.vault_key.clone()),
            ("HANDRAIL_TOKEN_KEY".to_owned(), keys.token_key.clone()),
            (
                "HANDRAIL_ADMIN_SECRET".to_owned(),
                keys.admin_secret.clone(),
            ),
        ]);
        // The person's own settings stand above what the demo makes up.
        for (name, value) in &mut variables {
            if let Ok(own) = env::var(name) {
                *value = own;
            }
        }
        Ok(Self {
            port,
            state,
            keys,
            variables,
        })
    }

    /// Sets a variable of the edge.
    pub(crate) fn set(&mut self, name: &str, value: String) {
        self.variables.insert(name.to_owned(), value);
    }

    /// The secret that opens the admin calls.
    pub(crate) fn admin_secret(&self) -> &str {
        self.variables
            .get("HANDRAIL_ADMIN_SECRET")
            .unwrap_or(&self.keys.admin_secret)
    }

    /// Starts workerd as a direct child.
    pub(crate) fn start(self) -> Result<Running> {
        free(self.port)?;
        let description = self.describe()?;
        let mut command = Command::new(&description.program);
        command
            .args(&description.args)
            .envs(&description.env)
            .stdin(Stdio::null());
        #[cfg(unix)]
        {
            // A group of its own: Ctrl-C reaches xtask alone, which then ends the edge in order.
            use std::os::unix::process::CommandExt;
            command.process_group(0);
        }
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().context("can't start workerd")?;
        let log = child
            .stdout
            .take()
            .map(|it| pass_on(it, |line| println!("{line}")));
        let words = child
            .stderr
            .take()
            .map(|it| pass_on(it, |line| eprintln!("{line}")));
        Ok(Running {
            child,
            words: log.into_iter().chain(words).collect(),
            edge: self,
        })
    }

    fn describe(&self) -> Result<Description> {
        let dist = workspace::dist();
        let config = dist.join("edge/workerd.capnp");
        if !config.exists() {
            bail!("the edge is not built yet; run  cargo xtask build  first");
        }
        let mode = self.variables.get("HANDRAIL_MODE").map(String::as_str);
        let constant = if mode == Some("production") {
            "config"
        } else {
            "demoConfig"
        };
        Ok(Description {
            program: Set::Build.install()?.workerd()?,
            args: vec![
                "serve".to_owned(),
                config.display().to_string(),
                constant.to_owned(),
                format!("--socket-addr=http=127.0.0.1:{}", self.port),
                format!(
                    "--directory-path=state={}",
                    self.state.join("objects").display()
                ),
                format!("--directory-path=assets={}", dist.join("assets").display()),
            ],
            env: self.variables.clone(),
        })
    }
}

/// A running edge; it ends with this value.
pub(crate) struct Running {
    child: Child,
    /// Passes on what it says.
    words: Vec<thread::JoinHandle<()>>,
    edge: Edge,
}

impl Running {
    /// Its address, without a path.
    pub(crate) fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.edge.port)
    }

    /// The process of workerd itself.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// The settings it was started with.
    pub(crate) fn settings(&self) -> &Edge {
        &self.edge
    }

    /// Waits until `/healthz` answers 200.
    pub(crate) fn wait_until_healthy(&mut self, limit: Duration) -> Result<()> {
        let deadline = Instant::now() + limit;
        let url = format!("{}/healthz", self.origin());
        loop {
            if let Some(status) = self.child.try_wait()? {
                self.hear_out();
                bail!("workerd ended at its start ({status}); its own words are above");
            }
            let mut last = String::new();
            if self.accepts() {
                match crate::admin::get(&url) {
                    Ok(()) => return Ok(()),
                    Err(error) => last = format!("{error:#}"),
                }
            }
            if Instant::now() > deadline {
                bail!(
                    "the edge did not become healthy within {} s: {last}",
                    limit.as_secs()
                );
            }
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Stays until workerd ends by itself or a signal asks to stop.
    pub(crate) fn run_until_stopped(mut self, signals: &Signals) -> Result<()> {
        loop {
            if signals.came_within(Duration::from_millis(200)) {
                self.stop()?;
                return Ok(());
            }
            if let Some(status) = self.child.try_wait()? {
                bail!("workerd ended by itself ({status})");
            }
        }
    }

    /// Ends it: asked first, made after three seconds.
    pub(crate) fn stop(&mut self) -> Result<ExitStatus> {
        ask_to_end(self.child.id());
        let deadline = Instant::now() + Duration::from_secs(3);
        loop {
            if let Some(status) = self.child.try_wait()? {
                self.hear_out();
                return Ok(status);
            }
            if Instant::now() > deadline {
                self.child.kill()?;
                return Ok(self.child.wait()?);
            }
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Waits until the last words of an edge that ended are passed on.
    fn hear_out(&mut self) {
        for words in self.words.drain(..) {
            words.join().ok();
        }
    }

    fn accepts(&self) -> bool {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.edge.port));
        TcpStream::connect_timeout(&address, Duration::from_millis(200)).is_ok()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            self.stop().ok();
        }
    }
}

/// What workerd says once because of the flag in `workerd.capnp`, and what nobody can act on.
const HARMLESS: &str = "bootstrap compile cache failed its compatibility check";

/// Passes workerd's own words on, line by line and above any progress, but for the harmless one.
fn pass_on(words: impl Read + Send + 'static, print: fn(&str)) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        let lines = BufReader::new(words).split(b'\n').map_while(Result::ok);
        for line in lines {
            let line = String::from_utf8_lossy(&line);
            if !line.contains(HARMLESS) {
                progress::above(|| print(&line));
            }
        }
    })
}

/// A clear word before workerd's own, less clear one.
pub(crate) fn free(port: u16) -> Result<()> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AddrInUse => bail!(
            "port {port} is in use, perhaps by another demo. \
             Stop that one, or choose another port with --port"
        ),
        Err(error) => Err(error).with_context(|| format!("can't listen on port {port}")),
    }
}

fn ask_to_end(pid: u32) {
    // The standard library can only kill; asking lets workerd finish its writes.
    Command::new("kill")
        .arg(pid.to_string())
        .stderr(Stdio::null())
        .status()
        .ok();
}

fn variable(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("expected NAME=VALUE".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::secrets;

    fn of(variables: &[(&str, &str)]) -> Option<String> {
        let variables = variables
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        secrets(variables).expect("all are right")
    }

    #[test]
    fn what_the_edge_could_not_see_travels_together() {
        assert_eq!(of(&[("PATH", "/bin"), ("HANDRAIL_VAULT_KEY", "k")]), None);
        let around = [
            ("HANDRAIL_MODEL_KEY", "sk-1"),
            ("HANDRAIL_TOKEN_KEY", "the edge's own"),
            ("HANDRAIL_HOOK_URL", "https://a.example"),
            ("HANDRAIL_SECRETS", r#"{"HANDRAIL_MODEL_KEY":"sk-2"}"#),
        ];
        assert_eq!(
            of(&around).as_deref(),
            Some(r#"{"HANDRAIL_HOOK_URL":"https://a.example","HANDRAIL_MODEL_KEY":"sk-2"}"#)
        );
        let broken = [("HANDRAIL_SECRETS".to_owned(), "sk-1".to_owned())];
        assert!(secrets(broken.into_iter()).is_err());
    }
}
