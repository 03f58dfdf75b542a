//! Standard Webhooks (standardwebhooks.com, version 1): `webhook-id`, `webhook-timestamp`,
//! `webhook-signature: v1,<base64 HMAC-SHA256>`.

use super::{Channel, Post, StoredSignal};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use handrail_protocol::UnixMillis;
use hmac::{Hmac, Mac};
use sha2::Sha256;

pub(super) struct StandardWebhook;

impl Channel for StandardWebhook {
    /// Signed by the secret: `whsec_` and base64, 24 to 64 bytes.
    fn post(
        &self,
        signal: StoredSignal<'_>,
        secret: Option<&str>,
        now: UnixMillis,
    ) -> Option<Post> {
        let encoded = secret?.trim().strip_prefix("whsec_")?.trim_end_matches('=');
        let key = STANDARD_NO_PAD.decode(encoded).ok()?;
        if !(24..=64).contains(&key.len()) {
            return None;
        }
        let id = signal.id();
        let timestamp = now.0 / 1_000;
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("HMAC takes keys of any length");
        mac.update(format!("{id}.{timestamp}.{}", signal.body).as_bytes());
        let signature = STANDARD.encode(mac.finalize().into_bytes());
        Some(Post {
            headers: vec![
                ("content-type", "application/json".to_owned()),
                (
                    "user-agent",
                    concat!("Handrail/", env!("CARGO_PKG_VERSION")).to_owned(),
                ),
                ("webhook-id", id),
                ("webhook-timestamp", timestamp.to_string()),
                ("webhook-signature", format!("v1,{signature}")),
            ],
            body: signal.body.to_owned(),
        })
    }

    /// Only 410 ends it, says the standard; a receiver that is rebuilt may answer anything for a while.
    fn is_final(&self, _: u16) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use handrail_protocol::{ConversationId, Seq};

    fn post(secret: &str, now: UnixMillis) -> Option<Post> {
        let conversation = ConversationId::parse("acme.c_12345678").expect("valid");
        let signal = StoredSignal {
            conversation: &conversation,
            seq: Seq(3),
            body: "{\"test\":1}",
        };
        StandardWebhook.post(signal, Some(secret), now)
    }

    #[test]
    fn a_message_is_signed_as_the_standard_says() {
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        let message = post(secret, UnixMillis(1_614_265_330_999)).expect("a good secret");
        assert_eq!(message.body, "{\"test\":1}");
        let header = |name| {
            let found = message.headers.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| value.clone()).expect("there")
        };
        assert_eq!(header("webhook-id"), "msg_acme.c_12345678_3");
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
        for secret in [
            "",
            "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "whsec_",
            "whsec_AAEC",
            "whsec_%%%",
        ] {
            assert_eq!(post(secret, UnixMillis(0)), None, "{secret}");
        }
    }
}
