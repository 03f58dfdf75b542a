//! The few calls of the HTTP API that loading a site needs.

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::Value;
use std::time::Duration;
use ureq::{Agent, Body, http::Response};

/// A one-time code that signs an agent in to the desk.
#[derive(Deserialize)]
pub(crate) struct SignInCode {
    pub(crate) code: String,
}

/// An article of the knowledge, as the API takes it.
#[derive(serde::Serialize)]
pub(crate) struct Article {
    pub(crate) path: String,
    pub(crate) format: &'static str,
    pub(crate) text: String,
}

/// The admin calls of one site.
pub(crate) struct Admin {
    site_url: String,
    authorization: String,
    agent: Agent,
}

impl Admin {
    /// Calls for `site` on the edge at `origin`.
    pub(crate) fn new(origin: &str, site: &str, secret: &str) -> Self {
        Self {
            site_url: format!("{origin}/api/v1/admin/sites/{site}"),
            authorization: format!("Bearer {secret}"),
            agent: agent(Duration::from_secs(60)),
        }
    }

    /// Sets the site's configuration from its file.
    pub(crate) fn put_site(&self, file: &str) -> Result<()> {
        let request = self
            .agent
            .put(&self.site_url)
            .header("authorization", &self.authorization)
            .content_type("text/plain; charset=utf-8");
        fine(request.send(file)?).context("the edge refused the site file")?;
        Ok(())
    }

    /// Replaces the site's articles.
    pub(crate) fn put_articles(&self, articles: &[Article]) -> Result<()> {
        let request = self
            .agent
            .put(format!("{}/articles", self.site_url))
            .header("authorization", &self.authorization)
            .content_type("application/json");
        fine(request.send(serde_json::to_vec(articles)?)?)
            .context("the edge refused the articles")?;
        Ok(())
    }

    /// A new one-time code for an agent.
    pub(crate) fn sign_in_code(&self, email: &str) -> Result<SignInCode> {
        let request = self
            .agent
            .post(format!("{}/agents/{email}/code", self.site_url))
            .header("authorization", &self.authorization);
        let text = fine(request.send_empty()?).context("the edge gave no sign-in code")?;
        serde_json::from_str(&text).context("the edge's sign-in code has an unknown form")
    }
}

/// Asks for a page and expects 200.
pub(crate) fn get(url: &str) -> Result<()> {
    fine(agent(Duration::from_secs(2)).get(url).call()?)?;
    Ok(())
}

fn agent(limit: Duration) -> Agent {
    // No proxy of the environment: all calls stay on this machine.
    Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(limit))
        .proxy(None)
        .build()
        .into()
}

fn fine(mut response: Response<Body>) -> Result<String> {
    let status = response.status();
    let text = response.body_mut().read_to_string()?;
    if status.is_success() {
        return Ok(text);
    }
    let error: Value = serde_json::from_str(&text).unwrap_or_default();
    let (code, message) = (&error["error"]["code"], &error["error"]["message"]);
    match (code.as_str(), message.as_str()) {
        (Some(code), Some(message)) => bail!("{message} ({code}, {})", status.as_u16()),
        _ => bail!("it answered {} {}", status.as_u16(), text.trim()),
    }
}
