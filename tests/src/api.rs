//! The HTTP API as another program uses it.

use anyhow::{Context, Result};
use handrail_protocol::api::{EventsResponse, StartRequest, StartResponse};
use handrail_protocol::{Event, Seq};
use std::time::Duration;

/// A visitor's session with one conversation.
#[derive(Debug, Clone)]
pub struct Visitor {
    http: reqwest::Client,
    origin: String,
    /// The conversation.
    pub conversation: String,
    /// Its bearer token.
    pub token: String,
}

impl Visitor {
    /// Starts a conversation.
    pub async fn start(origin: &str, site: &str) -> Result<Self> {
        let http = reqwest::Client::builder()
            .timeout(Duration::from_secs(40))
            .build()?;
        let answer = http
            .post(format!("{origin}/api/v1/sites/{site}/conversations"))
            .json(&StartRequest::default())
            .send()
            .await?
            .error_for_status()
            .context("a conversation could not be started")?
            .json::<StartResponse>()
            .await?;
        Ok(Self {
            http,
            origin: origin.to_owned(),
            conversation: answer.conversation.as_str().to_owned(),
            token: answer.token,
        })
    }

    /// All events after `after`, over as many pages as it takes; the last call waits up to
    /// `wait_seconds` for news.
    pub async fn events(&self, after: Seq, wait_seconds: u32) -> Result<Vec<Event>> {
        let mut events = Vec::new();
        let mut after = after;
        loop {
            let url = format!(
                "{}/api/v1/conversations/{}/events?after={after}&wait={wait_seconds}",
                self.origin, self.conversation
            );
            let page = self
                .http
                .get(url)
                .bearer_auth(&self.token)
                .send()
                .await?
                .error_for_status()?
                .json::<EventsResponse>()
                .await?;
            if page.events.is_empty() {
                return Ok(events);
            }
            after = page.next;
            events.extend(page.events);
            if wait_seconds > 0 {
                return Ok(events);
            }
        }
    }

    /// The address of the conversation's socket.
    pub fn socket_url(&self) -> String {
        let origin = self.origin.replacen("http", "ws", 1);
        format!("{origin}/api/v1/conversations/{}/socket", self.conversation)
    }
}
