//! The built edge as a process of this one: started, killed, started again on the same state.

use crate::workerd::{Workerd, free_port};
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::process::Command;

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
    workerd: Workerd,
    admin_secret: String,
    http: reqwest::Client,
}

impl Edge {
    /// Describes an edge on `state` with more variables; it is not running yet.
    pub async fn new(state: &Path, variables: &[(&str, &str)]) -> Result<Self> {
        let xtask = std::env::var_os("HANDRAIL_XTASK")
            .context("HANDRAIL_XTASK is not set; run this by cargo xtask test or bench")?;
        Self::of(&xtask, state, variables).await
    }

    /// The edge of the checkout that this xtask belongs to.
    pub async fn of(xtask: &OsString, state: &Path, variables: &[(&str, &str)]) -> Result<Self> {
        let port = free_port()?;
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
        let description: Description =
            serde_json::from_slice(&tokio::fs::read(path.trim()).await?)?;
        let admin_secret = description.env.get("HANDRAIL_ADMIN_SECRET").cloned();
        let env = description.env.into_iter().collect();
        Ok(Self {
            workerd: Workerd::new(description.program, description.args, env, port),
            admin_secret: admin_secret.unwrap_or_default(),
            http: reqwest::Client::new(),
        })
    }

    /// Its address.
    pub fn origin(&self) -> String {
        self.workerd.origin()
    }

    /// The workerd it runs on.
    pub fn program(&self) -> &Path {
        &self.workerd.program
    }

    /// Its process.
    pub fn pid(&self) -> Option<u32> {
        self.workerd.pid()
    }

    /// Processor time it has taken; `None` where the system does not tell.
    pub fn cpu_seconds(&self) -> Option<f64> {
        self.workerd.cpu_seconds()
    }

    /// The secret that opens the admin calls.
    pub fn admin_secret(&self) -> &str {
        &self.admin_secret
    }

    /// For thousands of conversations at once, each of which has five files or so open.
    pub fn allow_many_files(&mut self) {
        self.workerd.has_many_files = true;
    }

    /// Starts it and waits until it says that it is well; says how long that took.
    pub async fn start(&mut self) -> Result<Duration> {
        self.workerd.start().await
    }

    /// SIGKILL: no handler runs, nothing is flushed.
    pub async fn kill(&mut self) -> Result<()> {
        self.workerd.kill().await
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

/// The articles of the sample shop.
pub fn sample_articles() -> Result<Vec<(String, String)>> {
    let root = crate::root();
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
