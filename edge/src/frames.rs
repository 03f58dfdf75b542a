//! Reading what a client sent, so that each way of being wrong has its own name.

use crate::error::{Refusal, Result};
use handrail_protocol::{ClientId, ErrorCode};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Frames of a visitor.
pub(crate) const CLIENT_TYPES: &[&str] = &[
    "hello",
    "say",
    "stop",
    "retry",
    "request_human",
    "decline_offer",
    "leave_queue",
    "invite_ai",
    "consent",
    "leave_contact",
    "typing",
    "page",
];
/// Frames of a desk.
pub(crate) const DESK_TYPES: &[&str] = &["hello", "here", "presence", "typing"];

/// A frame of one of the known types.
pub(crate) fn read<T: DeserializeOwned>(text: &str, known: &[&str]) -> Result<T> {
    let value: Value = serde_json::from_str(text).map_err(|_| ErrorCode::Malformed)?;
    match value.get("type").and_then(Value::as_str) {
        Some(kind) if known.contains(&kind) => {}
        Some(_) => return Err(ErrorCode::UnknownFrame.into()),
        None => return Err(ErrorCode::Malformed.into()),
    }
    serde_path_to_error::deserialize(value).map_err(|error| field(&error))
}

/// A body.
pub(crate) fn body<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    let text = std::str::from_utf8(bytes).map_err(|_| ErrorCode::InvalidUtf8)?;
    let value: Value = serde_json::from_str(text).map_err(|_| ErrorCode::Malformed)?;
    serde_path_to_error::deserialize(value).map_err(|error| field(&error))
}

/// The message a frame was about, where it says so: a refusal then names it.
pub(crate) fn client_id(text: &str) -> Option<ClientId> {
    let value: Value = serde_json::from_str(text).ok()?;
    ClientId::parse(value.get("client_id")?.as_str()?).ok()
}

fn field(error: &serde_path_to_error::Error<serde_json::Error>) -> Refusal {
    let path = error.path().to_string();
    let problem = error.inner().to_string();
    let message = if path == "." {
        problem
    } else {
        format!("`{path}`: {problem}")
    };
    Refusal::new(ErrorCode::InvalidField, message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use handrail_protocol::ClientFrame;
    use handrail_protocol::api::SayRequest;

    #[test]
    fn each_wrong_frame_has_its_name() {
        let cases = [
            ("not json", ErrorCode::Malformed),
            ("[]", ErrorCode::Malformed),
            ("{}", ErrorCode::Malformed),
            (r#"{"type":7}"#, ErrorCode::Malformed),
            (r#"{"type":"sing"}"#, ErrorCode::UnknownFrame),
            (r#"{"type":"say","client_id":"a"}"#, ErrorCode::InvalidField),
            (
                r#"{"type":"say","client_id":"a b","text":"x"}"#,
                ErrorCode::InvalidField,
            ),
            (
                r#"{"type":"say","client_id":"a","text":7}"#,
                ErrorCode::InvalidField,
            ),
        ];
        for (text, code) in cases {
            let refusal = read::<ClientFrame>(text, CLIENT_TYPES).expect_err(text);
            assert_eq!(refusal.code(), code, "{text}");
        }
        let frame = read::<ClientFrame>(r#"{"type":"stop","colour":"red"}"#, CLIENT_TYPES);
        assert_eq!(frame, Ok(ClientFrame::Stop {}));
    }

    #[test]
    fn every_frame_of_the_wire_is_known() {
        for (known, other) in [(CLIENT_TYPES, "hello"), (DESK_TYPES, "hello")] {
            assert!(known.contains(&other));
        }
        for kind in CLIENT_TYPES {
            let text = format!(r#"{{"type":"{kind}"}}"#);
            let refusal = read::<ClientFrame>(&text, CLIENT_TYPES).err();
            assert_ne!(
                refusal.map(|it| it.report.message.contains("unknown variant")),
                Some(true)
            );
        }
    }

    #[test]
    fn each_wrong_body_has_its_name() {
        let cases: [(&[u8], ErrorCode); 6] = [
            (b"", ErrorCode::Malformed),
            (b"{", ErrorCode::Malformed),
            (b"{\"client_id\":\"\xff\"}", ErrorCode::InvalidUtf8),
            (b"{\"client_id\":\"a\"}", ErrorCode::InvalidField),
            (
                b"{\"client_id\":\"a\",\"text\":[]}",
                ErrorCode::InvalidField,
            ),
            (
                b"{\"client_id\":\"a\",\"text\":\"x\"} trailing",
                ErrorCode::Malformed,
            ),
        ];
        for (bytes, code) in cases {
            let refusal = body::<SayRequest>(bytes).expect_err("wrong");
            assert_eq!(refusal.code(), code, "{:?}", String::from_utf8_lossy(bytes));
        }
        let message = body::<SayRequest>(b"{\"client_id\":\"a\",\"text\":[]}").expect_err("wrong");
        assert!(
            message.report.message.starts_with("`text`: "),
            "{}",
            message.report.message
        );
    }

    #[test]
    fn a_refusal_names_the_message() {
        let id = client_id(r#"{"type":"say","client_id":"m1","text":7}"#);
        assert_eq!(id.map(|id| id.as_str().to_owned()), Some("m1".to_owned()));
        assert_eq!(client_id("x"), None);
    }
}
