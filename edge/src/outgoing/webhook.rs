//! Sending a signal in the Standard Webhooks form (standardwebhooks.com, version 1): `webhook-id`,
//! `webhook-timestamp`, `webhook-signature: v1,<base64 HMAC-SHA256>`.
//!
//! Invariants: the id is stable over all tries; redirects are not followed; what the receiver says
//! beyond its status is not read.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use handrail_protocol::{ConversationId, Seq, UnixMillis};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use worker::{Env, Fetch, Headers, Method, Request, RequestInit, RequestRedirect};

/// What is to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Message {
    /// Stable over all tries.
    pub(crate) id: String,
    /// The headers, signature included.
    pub(crate) headers: Vec<(&'static str, String)>,
    /// The body, byte for byte as signed.
    pub(crate) body: String,
}

/// Signs a body. `None` when the secret is none (`whsec_` and base64, 24 to 64 bytes).
pub(crate) fn message(
    conversation: &ConversationId,
    seq: Seq,
    body: &str,
    secret: &str,
    now: UnixMillis,
) -> Option<Message> {
    let encoded = secret.trim().strip_prefix("whsec_")?.trim_end_matches('=');
    let key = STANDARD_NO_PAD.decode(encoded).ok()?;
    if !(24..=64).contains(&key.len()) {
        return None;
    }
    let id = format!("msg_{conversation}_{seq}");
    let timestamp = now.0 / 1_000;
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("HMAC takes keys of any length");
    mac.update(format!("{id}.{timestamp}.{body}").as_bytes());
    let signature = STANDARD.encode(mac.finalize().into_bytes());
    Some(Message {
        headers: vec![
            ("content-type", "application/json".to_owned()),
            (
                "user-agent",
                concat!("Handrail/", env!("CARGO_PKG_VERSION")).to_owned(),
            ),
            ("webhook-id", id.clone()),
            ("webhook-timestamp", timestamp.to_string()),
            ("webhook-signature", format!("v1,{signature}")),
        ],
        id,
        body: body.to_owned(),
    })
}

/// Sends it through the public network service; the status of the answer, where there was one.
pub(crate) async fn send(env: &Env, url: &str, message: &Message) -> Option<u16> {
    if !(url.starts_with("https://") || url.starts_with("http://")) {
        return None;
    }
    let headers = Headers::new();
    for (name, value) in &message.headers {
        headers.set(name, value).ok()?;
    }
    let mut init = RequestInit::new();
    init.with_method(Method::Post)
        .with_headers(headers)
        .with_body(Some(message.body.as_str().into()))
        .with_redirect(RequestRedirect::Manual);
    let request = Request::new_with_init(url, &init).ok()?;
    let response = match env.service("PUBLIC_NET") {
        Ok(network) => network.fetch_request(request).await,
        Err(_) => Fetch::Request(request).send().await,
    };
    Some(response.ok()?.status_code())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_signed_as_the_standard_says() {
        let id = ConversationId::parse("acme.c_12345678").expect("valid");
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        let message = message(
            &id,
            Seq(3),
            "{\"test\":1}",
            secret,
            UnixMillis(1_614_265_330_999),
        )
        .expect("a good secret");
        assert_eq!(message.id, "msg_acme.c_12345678_3");
        let header = |name| {
            let found = message.headers.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| value.clone()).expect("there")
        };
        assert_eq!(header("webhook-timestamp"), "1614265330");
        let key = STANDARD
            .decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
            .expect("base64");
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("any length");
        mac.update(b"msg_acme.c_12345678_3.1614265330.{\"test\":1}");
        let signature = header("webhook-signature");
        let tag = STANDARD
            .decode(signature.strip_prefix("v1,").expect("v1"))
            .expect("base64");
        assert!(mac.verify_slice(&tag).is_ok());
    }

    #[test]
    fn a_secret_of_another_form_signs_nothing() {
        let id = ConversationId::parse("acme.c_12345678").expect("valid");
        for secret in [
            "",
            "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "whsec_",
            "whsec_AAEC",
            "whsec_%%%",
        ] {
            assert_eq!(
                message(&id, Seq(1), "{}", secret, UnixMillis(0)),
                None,
                "{secret}"
            );
        }
    }
}
