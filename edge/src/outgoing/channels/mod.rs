//! Channels: the forms in which a signal reaches other systems.
//!
//! For: one signal, once to each channel that a site names in `[[webhook]]`. Not for: when and how often (`outbox.rs`).
//! A new channel is a file here, a row in [`channel`] and a word in the site file's `format`.
//!
//! Invariants: a channel is handed masked text alone; redirects are not followed; what a receiver says beyond its status
//! and when to come back is not read.

mod slack;
mod standard;

use crate::log::{Level, LogLine};
use crate::platform;
use crate::settings;
use futures_util::future::{Either, select};
use handrail_protocol::{ConversationId, Seq, UnixMillis};
use handrail_site::{Webhook, WebhookFormat};
use std::pin::pin;
use worker::{Env, Fetch, Headers, Method, Request, RequestInit, RequestRedirect};

/// A receiver answers within this time.
const PATIENCE_MILLIS: u64 = 10_000;
/// Longer than this no receiver puts us off.
const RETRY_AFTER_MAX_SECONDS: u64 = 6 * 60 * 60;

/// A signal as it lies in the outbox.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StoredSignal<'a> {
    pub(crate) conversation: &'a ConversationId,
    pub(crate) seq: Seq,
    /// `type`, `timestamp`, `data`: the body of Standard Webhooks.
    pub(crate) body: &'a str,
}

impl StoredSignal<'_> {
    /// Stable over all tries.
    fn id(&self) -> String {
        format!("msg_{}_{}", self.conversation, self.seq)
    }
}

/// What is posted to a receiver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Post {
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: String,
}

/// What a receiver's answer means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Delivery {
    Arrived,
    /// Not yet: to be tried again, not before so many seconds.
    Later {
        after_seconds: u64,
    },
    /// Never: the receiver says that there is nobody any more.
    Refused,
}

/// One form of signals.
pub(crate) trait Channel {
    /// The request that tells of a signal. `None` when the secret is missing or of another form.
    fn post(&self, signal: StoredSignal<'_>, secret: Option<&str>, now: UnixMillis)
    -> Option<Post>;

    /// The statuses that say, beside 410 (gone), that no further try will arrive.
    fn is_final(&self, status: u16) -> bool;
}

/// The channel of a form.
pub(crate) fn channel(format: WebhookFormat) -> &'static dyn Channel {
    match format {
        WebhookFormat::Standard => &standard::StandardWebhook,
        WebhookFormat::Slack => &slack::SlackWebhook,
    }
}

/// What an answer's status means; `None` when there was none.
fn delivery(channel: &dyn Channel, status: Option<u16>, retry_after: Option<u64>) -> Delivery {
    match status {
        Some(200..=299) => Delivery::Arrived,
        Some(410) => Delivery::Refused,
        Some(status) if channel.is_final(status) => Delivery::Refused,
        _ => Delivery::Later {
            after_seconds: retry_after.unwrap_or(0).min(RETRY_AFTER_MAX_SECONDS),
        },
    }
}

/// Sends a signal to one receiver, and says on the log why it did not arrive.
pub(crate) async fn send(
    env: &Env,
    hook: &Webhook,
    signal: StoredSignal<'_>,
    attempts: u32,
) -> Delivery {
    let site = signal.conversation.site();
    let channel = channel(hook.format);
    let url = settings::secret(env, &hook.url_env);
    let secret = hook.secret_env.as_deref();
    let secret = secret.and_then(|name| settings::secret(env, name));
    let post = channel.post(signal, secret.as_deref(), platform::now());
    let Some((url, post)) = url.zip(post) else {
        LogLine::new(Level::Error, "webhook has no address or secret")
            .site(&site)
            .write();
        return Delivery::Later { after_seconds: 0 };
    };
    let sending = pin!(request(env, &url, &post));
    let patience = pin!(platform::sleep(PATIENCE_MILLIS));
    let (case, status, retry_after) = match select(sending, patience).await {
        Either::Left((Some((status, retry_after)), _)) => ("status", Some(status), retry_after),
        Either::Left((None, _)) => ("no_connection", None, None),
        Either::Right(_) => ("timeout", None, None),
    };
    let delivery = delivery(channel, status, retry_after);
    if delivery != Delivery::Arrived {
        let line = LogLine::new(Level::Warn, "webhook try failed")
            .site(&site)
            .word("case", case)
            .number("attempt", attempts + 1);
        match status {
            Some(status) => line.number("status", status).write(),
            None => line.write(),
        }
    }
    delivery
}

/// Posts through the public network service; the status of the answer and when to come back, where there was one.
async fn request(env: &Env, url: &str, post: &Post) -> Option<(u16, Option<u64>)> {
    if !(url.starts_with("https://") || url.starts_with("http://")) {
        return None;
    }
    let headers = Headers::new();
    for (name, value) in &post.headers {
        headers.set(name, value).ok()?;
    }
    let mut init = RequestInit::new();
    init.with_method(Method::Post)
        .with_headers(headers)
        .with_body(Some(post.body.as_str().into()))
        .with_redirect(RequestRedirect::Manual);
    let request = Request::new_with_init(url, &init).ok()?;
    let response = match env.service("PUBLIC_NET") {
        Ok(network) => network.fetch_request(request).await,
        Err(_) => Fetch::Request(request).send().await,
    }
    .ok()?;
    let retry_after = response.headers().get("retry-after").ok().flatten();
    Some((
        response.status_code(),
        retry_after.and_then(|seconds| seconds.trim().parse().ok()),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_says_whether_to_come_back() {
        let later = |after_seconds| Delivery::Later { after_seconds };
        for (format, status, retry_after, expected) in [
            (WebhookFormat::Standard, Some(200), None, Delivery::Arrived),
            (WebhookFormat::Standard, Some(204), None, Delivery::Arrived),
            (WebhookFormat::Standard, Some(302), None, later(0)),
            (WebhookFormat::Standard, Some(404), None, later(0)),
            (WebhookFormat::Standard, Some(410), None, Delivery::Refused),
            (WebhookFormat::Standard, Some(429), Some(30), later(30)),
            (
                WebhookFormat::Standard,
                Some(503),
                Some(u64::MAX),
                later(21_600),
            ),
            (WebhookFormat::Standard, None, None, later(0)),
            (WebhookFormat::Slack, Some(200), None, Delivery::Arrived),
            (WebhookFormat::Slack, Some(400), None, Delivery::Refused),
            (WebhookFormat::Slack, Some(403), None, Delivery::Refused),
            (WebhookFormat::Slack, Some(404), None, Delivery::Refused),
            (WebhookFormat::Slack, Some(410), None, Delivery::Refused),
            (WebhookFormat::Slack, Some(429), Some(1), later(1)),
            (WebhookFormat::Slack, Some(500), None, later(0)),
        ] {
            let found = delivery(channel(format), status, retry_after);
            assert_eq!(found, expected, "{format:?} {status:?}");
        }
    }
}
