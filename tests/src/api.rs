//! The HTTP API as another program uses it.

use anyhow::{Context, Result};
use handrail_protocol::api::{EventsResponse, StartRequest, StartResponse};
use handrail_protocol::{Event, Seq};
use reqwest::Response;
use serde::Serialize;
use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

/// A visitor's session with one conversation.
#[derive(Debug, Clone)]
pub struct Visitor {
    http: reqwest::Client,
    origin: String,
    /// The address of loopback that it calls from: the edge counts by it.
    pub(crate) from: Ipv4Addr,
    /// The conversation.
    pub conversation: String,
    /// Its bearer token.
    pub token: String,
}

impl Visitor {
    /// Starts a conversation.
    pub async fn start(origin: &str, site: &str) -> Result<Self> {
        Self::start_from(Ipv4Addr::LOCALHOST, origin, site).await
    }

    /// The same from another address of loopback.
    pub async fn start_from(from: Ipv4Addr, origin: &str, site: &str) -> Result<Self> {
        let http = reqwest::Client::builder()
            .local_address((from != Ipv4Addr::LOCALHOST).then_some(IpAddr::V4(from)))
            .timeout(Duration::from_secs(40))
            .build()?;
        let visitor = Self::start_by(http, origin, site).await?;
        Ok(Self { from, ..visitor })
    }

    /// The same over the connections of a client that many share.
    pub async fn start_by(http: reqwest::Client, origin: &str, site: &str) -> Result<Self> {
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
            from: Ipv4Addr::LOCALHOST,
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
            let call = format!("events?after={after}&wait={wait_seconds}");
            let answer = self.get(&call).await?.error_for_status()?;
            let page = answer.json::<EventsResponse>().await?;
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

    /// The same session with the same edge at another address.
    #[must_use]
    pub fn at(&self, origin: &str) -> Self {
        Self {
            origin: origin.to_owned(),
            ..self.clone()
        }
    }

    /// A call of the conversation, `messages` for one; whatever it is answered with.
    pub async fn post(&self, call: &str, body: &impl Serialize) -> Result<Response> {
        let request = self.http.post(self.url(call)).json(body);
        Ok(request.bearer_auth(&self.token).send().await?)
    }

    /// The same without a body.
    pub async fn get(&self, call: &str) -> Result<Response> {
        let request = self.http.get(self.url(call));
        Ok(request.bearer_auth(&self.token).send().await?)
    }

    fn url(&self, call: &str) -> String {
        format!(
            "{}/api/v1/conversations/{}/{call}",
            self.origin, self.conversation
        )
    }

    /// The address of the conversation's socket.
    pub fn socket_url(&self) -> String {
        self.url("socket").replacen("http", "ws", 1)
    }
}
