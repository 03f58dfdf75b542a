//! The reference of the bench as a process of this one; `tests/reference/README.md` says what it is.

use crate::socket::{Stream, connect};
use crate::workerd::{Workerd, free_port};
use anyhow::{Context, Result, bail};
use futures_util::{SinkExt, StreamExt};
use serde::{Deserialize, Serialize};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio_tungstenite::tungstenite::Message;

/// What opens its proxy.
const KEY: &str = "reference";

/// A reference on loopback with a state folder of its own.
#[derive(Debug)]
pub struct Reference {
    workerd: Workerd,
    http: reqwest::Client,
}

impl Reference {
    /// Describes one on `state` that asks the model at `upstream`; it is not running yet. `program`
    /// is the workerd that the edge runs on.
    pub fn new(program: &Path, state: &Path, upstream: SocketAddr) -> Result<Self> {
        std::fs::create_dir_all(state)?;
        let port = free_port()?;
        let config = crate::root().join("tests/reference/workerd.capnp");
        let args = vec![
            "serve".to_owned(),
            config.display().to_string(),
            "config".to_owned(),
            format!("--socket-addr=http=127.0.0.1:{port}"),
            format!("--directory-path=state={}", state.display()),
        ];
        let env = vec![
            (
                "REFERENCE_UPSTREAM".to_owned(),
                format!("http://{upstream}"),
            ),
            ("REFERENCE_KEY".to_owned(), KEY.to_owned()),
        ];
        Ok(Self {
            workerd: Workerd::new(PathBuf::from(program), args, env, port),
            http: reqwest::Client::new(),
        })
    }

    /// Starts it; says how long it took until it answered.
    pub async fn start(&mut self) -> Result<Duration> {
        self.workerd.start().await
    }

    /// SIGKILL.
    pub async fn kill(&mut self) -> Result<()> {
        self.workerd.kill().await
    }

    /// Its address.
    pub fn origin(&self) -> String {
        self.workerd.origin()
    }

    /// Processor time it has taken; `None` where the system does not tell.
    pub fn cpu_seconds(&self) -> Option<f64> {
        self.workerd.cpu_seconds()
    }

    /// The key of its proxy.
    pub fn proxy_key(&self) -> &'static str {
        KEY
    }

    /// Takes articles in (path and text).
    pub async fn load(&self, articles: &[(String, String)]) -> Result<()> {
        let articles: Vec<serde_json::Value> = articles
            .iter()
            .map(|(path, text)| serde_json::json!({"title": path, "text": text}))
            .collect();
        let url = format!("{}/articles", self.origin());
        let answer = self.http.put(url).json(&articles).send().await?;
        answer.error_for_status()?;
        Ok(())
    }

    /// Opens the socket of the conversation with this name.
    pub async fn connect(&self, name: &str) -> Result<ReferenceSocket> {
        let url = format!("{}/socket/{name}", self.origin().replacen("http", "ws", 1));
        let stream = connect(&url, Ipv4Addr::LOCALHOST).await?;
        Ok(ReferenceSocket { stream })
    }
}

/// A conversation with the reference.
#[derive(Debug)]
pub struct ReferenceSocket {
    stream: Stream,
}

/// What it sends.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ReferenceFrame {
    /// A message is stored.
    Ack {
        /// The sender's name for it.
        id: String,
    },
    /// More of the answer.
    Delta {
        /// The piece.
        text: String,
    },
    /// The answer is whole.
    End,
}

impl ReferenceSocket {
    /// Sends a message.
    pub async fn say(&mut self, id: &str, text: &str) -> Result<()> {
        #[derive(Serialize)]
        struct Say<'a> {
            id: &'a str,
            text: &'a str,
        }
        let frame = serde_json::to_string(&Say { id, text })?;
        self.stream.send(Message::text(frame)).await?;
        Ok(())
    }

    /// The next frame; an error when the connection is gone.
    pub async fn next(&mut self) -> Result<ReferenceFrame> {
        loop {
            let message = self.stream.next().await;
            match message.context("the connection is gone")?? {
                Message::Text(text) => return Ok(serde_json::from_str(&text)?),
                Message::Close(_) => bail!("the connection was closed"),
                _ => {}
            }
        }
    }
}
