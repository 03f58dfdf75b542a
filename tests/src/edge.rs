//! The built edge as a process of this one: started, killed, started again on the same state.

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};
use tokio::process::{Child, Command};

/// How long a start may take before it has failed.
const START_LIMIT: Duration = Duration::from_secs(30);

/// What `xtask edge describe` writes.
#[derive(Debug, Clone, Deserialize)]
struct Description {
    program: PathBuf,
    args: Vec<String>,
    env: BTreeMap<String, String>,
}

/// An edge on loopback with a state folder of its own.
#[derive(Debug)]
pub struct Edge {
    description: Description,
    port: u16,
    child: Option<Child>,
    http: reqwest::Client,
}

impl Edge {
    /// Describes an edge on `state` with more variables; it is not running yet.
    pub async fn new(state: &Path, variables: &[(&str, &str)]) -> Result<Self> {
        let port = free_port()?;
        let xtask = std::env::var_os("HANDRAIL_XTASK")
            .context("HANDRAIL_XTASK is not set; run this by cargo xtask test or bench")?;
        let mut command = Command::new(xtask);
        command
            .args(["edge", "describe", "--port", &port.to_string(), "--state"])
            .arg(state);
        for (name, value) in variables {
            command.arg("--env").arg(format!("{name}={value}"));
        }
        let output = command.output().await?;
        if !output.status.success() {
            bail!(
                "the edge is not built: {}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
        let path = String::from_utf8(output.stdout)?;
        let description = serde_json::from_slice(&tokio::fs::read(path.trim()).await?)?;
        Ok(Self {
            description,
            port,
            child: None,
            http: reqwest::Client::new(),
        })
    }

    /// Its address.
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Its process.
    pub fn pid(&self) -> Option<u32> {
        self.child.as_ref().and_then(Child::id)
    }

    /// The secret that opens the admin calls.
    pub fn admin_secret(&self) -> &str {
        self.description
            .env
            .get("HANDRAIL_ADMIN_SECRET")
            .map_or("", String::as_str)
    }

    /// Starts it and waits until it says that it is well.
    pub async fn start(&mut self) -> Result<()> {
        let child = Command::new(&self.description.program)
            .args(&self.description.args)
            .envs(&self.description.env)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        self.child = Some(child);
        let began = Instant::now();
        let health = format!("{}/healthz", self.origin());
        while began.elapsed() < START_LIMIT {
            let answer = self
                .http
                .get(&health)
                .timeout(Duration::from_secs(2))
                .send()
                .await;
            if answer.is_ok_and(|answer| answer.status().is_success()) {
                return Ok(());
            }
            // A closed port answers at once; this is the pause between two looks at a condition.
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        bail!("the edge did not start within {START_LIMIT:?}")
    }

    /// SIGKILL: no handler runs, nothing is flushed.
    pub async fn kill(&mut self) -> Result<()> {
        if let Some(mut child) = self.child.take() {
            child.kill().await?;
        }
        Ok(())
    }

    /// Sets up a site from its file and its articles (path and text).
    pub async fn load(&self, site: &str, file: &str, articles: &[(String, String)]) -> Result<()> {
        let base = format!("{}/api/v1/admin/sites/{site}", self.origin());
        let put = |url: String| self.http.put(url).bearer_auth(self.admin_secret());
        accepted(
            put(base.clone())
                .header("content-type", "text/plain")
                .body(file.to_owned()),
        )
        .await?;
        let uploads: Vec<serde_json::Value> = articles
            .iter()
            .map(|(path, text)| {
                let format = if path.ends_with(".html") {
                    "html"
                } else {
                    "markdown"
                };
                serde_json::json!({"path": path, "format": format, "text": text})
            })
            .collect();
        accepted(put(format!("{base}/articles")).json(&uploads)).await
    }

    /// A one-time code for an agent.
    pub async fn sign_in_code(&self, site: &str, email: &str) -> Result<String> {
        #[derive(Deserialize)]
        struct Code {
            code: String,
        }
        let url = format!(
            "{}/api/v1/admin/sites/{site}/agents/{email}/code",
            self.origin()
        );
        let answer = self
            .http
            .post(url)
            .bearer_auth(self.admin_secret())
            .send()
            .await?;
        Ok(answer.error_for_status()?.json::<Code>().await?.code)
    }
}

impl Edge {
    /// A new key of a site's masking proxy.
    pub async fn proxy_key(&self, site: &str) -> Result<String> {
        #[derive(Deserialize)]
        struct Key {
            key: String,
        }
        let url = format!("{}/api/v1/admin/sites/{site}/proxy-keys", self.origin());
        let answer = self
            .http
            .post(url)
            .bearer_auth(self.admin_secret())
            .json(&serde_json::json!({"requests_per_minute": 100_000_000, "tokens_per_day": u32::MAX}))
            .send()
            .await?;
        Ok(answer.error_for_status()?.json::<Key>().await?.key)
    }
}

async fn accepted(request: reqwest::RequestBuilder) -> Result<()> {
    let answer = request.send().await?;
    let status = answer.status();
    if !status.is_success() {
        bail!("the edge answered {status}: {}", answer.text().await?);
    }
    Ok(())
}

/// A port nobody listens on at this moment.
fn free_port() -> Result<u16> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?
        .local_addr()?
        .port())
}

/// The articles of the sample shop.
pub fn sample_articles() -> Result<Vec<(String, String)>> {
    let root = std::env::var_os("HANDRAIL_ROOT").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(".."),
        PathBuf::from,
    );
    let mut articles = Vec::new();
    for entry in std::fs::read_dir(root.join("sample/help"))? {
        let path = entry?.path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default()
            .to_owned();
        if name.ends_with(".md") || name.ends_with(".html") {
            articles.push((name, std::fs::read_to_string(&path)?));
        }
    }
    articles.sort();
    Ok(articles)
}

/// A site file for tests, with more lines at its end.
pub fn site_file(id: &str, more: &str) -> String {
    format!(
        r#"schema = 1
id = "{id}"
name = "Acme Store"
origins = ["http://localhost:8787"]
locales = ["en"]

[contact]
email = "help@acme.example"

[disclosure]
version = "2026-11-01"

[assistant]
name = "Mira"
intro = "I can help with orders, shipping and returns."

[[agent]]
email = "dana@acme.example"
name = "Dana"
title = "Customer support"
role = "lead"

{more}
"#
    )
}
