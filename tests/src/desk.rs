//! The desk as another program uses it.

use crate::edge::Edge;
use crate::socket::{Stream, connect};
use anyhow::{Context, Result, bail};
use futures_util::{SinkExt, StreamExt};
use handrail_protocol::api::{SignInRequest, SignInResponse, TakeRequest};
use handrail_protocol::{DESK_WIRE_VERSION, DeskClientFrame, DeskServerFrame, Seq};
use std::net::Ipv4Addr;
use tokio_tungstenite::tungstenite::Message;

/// An agent who is signed in.
#[derive(Debug)]
pub struct Agent {
    http: reqwest::Client,
    origin: String,
    site: String,
    token: String,
}

impl Agent {
    /// Signs in by a one-time code.
    pub async fn sign_in(edge: &Edge, site: &str, email: &str) -> Result<Self> {
        let http = reqwest::Client::new();
        let code = edge.sign_in_code(site, email).await?;
        let request = SignInRequest {
            site: site.to_owned(),
            code,
        };
        let url = format!("{}/api/v1/desk/session", edge.origin());
        let answer = http.post(url).json(&request).send().await?;
        let session: SignInResponse = answer.error_for_status()?.json().await?;
        Ok(Self {
            http,
            origin: edge.origin(),
            site: site.to_owned(),
            token: session.token,
        })
    }

    /// Becomes the owner of a conversation.
    pub async fn take(&self, conversation: &str) -> Result<()> {
        let url = format!(
            "{}/api/v1/desk/conversations/{conversation}/take",
            self.origin
        );
        let request = self.http.post(url).bearer_auth(&self.token);
        let answer = request.json(&TakeRequest::default()).send().await?;
        answer.error_for_status()?;
        Ok(())
    }

    /// Opens the desk's socket and says hello.
    pub async fn socket(&self) -> Result<DeskSocket> {
        let origin = self.origin.replacen("http", "ws", 1);
        let url = format!("{origin}/api/v1/desk/socket?site={}", self.site);
        let stream = connect(&url, Ipv4Addr::LOCALHOST).await?;
        let mut socket = DeskSocket { stream };
        let hello = DeskClientFrame::Hello {
            v: DESK_WIRE_VERSION,
            token: self.token.clone(),
            after: Seq(0),
        };
        let hello = serde_json::to_string(&hello)?;
        socket.stream.send(Message::text(hello)).await?;
        let answer = socket.next().await?;
        match serde_json::from_str(&answer)? {
            DeskServerFrame::Welcome { .. } => Ok(socket),
            other => bail!("instead of a welcome: {other:?}"),
        }
    }
}

/// The socket of queue and presence, welcomed.
#[derive(Debug)]
pub struct DeskSocket {
    stream: Stream,
}

impl DeskSocket {
    /// The next frame as it is written; an error when the connection is gone.
    pub async fn next(&mut self) -> Result<String> {
        loop {
            let message = self.stream.next().await;
            match message.context("the connection is gone")?? {
                Message::Text(text) => return Ok(text.as_str().to_owned()),
                Message::Close(_) => bail!("the connection was closed"),
                _ => {}
            }
        }
    }
}
