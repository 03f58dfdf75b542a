//! Reading what a client sent, so that each way of being wrong has its own name.

use crate::error::{Refusal, Result};
use handrail_protocol::{ClientId, ErrorCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use std::borrow::Cow;

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
    // What went wrong is looked for only where something did.
    if let Ok(frame) = serde_json::from_str(text) {
        return Ok(frame);
    }
    let tag: Tag<'_> = serde_json::from_str(text).map_err(|_| ErrorCode::Malformed)?;
    if !known.contains(&tag.kind.as_ref()) {
        return Err(ErrorCode::UnknownFrame.into());
    }
    parse(text)
}

/// A body of named fields. A list would be read by the order of the fields, which is nobody's wire.
pub(crate) fn body<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    if bytes.trim_ascii_start().starts_with(b"[") {
        let message = "The body is a list, expected an object with named fields";
        return Err(Refusal::new(ErrorCode::InvalidField, message));
    }
    list(bytes)
}

/// A body that may be a list.
pub(crate) fn list<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    parse(std::str::from_utf8(bytes).map_err(|_| ErrorCode::InvalidUtf8)?)
}

/// The message a frame was about, where it says so: a refusal then names it.
pub(crate) fn client_id(text: &str) -> Option<ClientId> {
    let about: About<'_> = serde_json::from_str(text).ok()?;
    ClientId::parse(about.client_id?).ok()
}

#[derive(Deserialize)]
struct Tag<'a> {
    #[serde(rename = "type", borrow)]
    kind: Cow<'a, str>,
}

#[derive(Deserialize)]
struct About<'a> {
    #[serde(borrow)]
    client_id: Option<Cow<'a, str>>,
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| match error.classify() {
        Category::Data => wrong_field(text, &error),
        Category::Io | Category::Syntax | Category::Eof => ErrorCode::Malformed.into(),
    })
}

fn wrong_field(text: &str, error: &serde_json::Error) -> Refusal {
    let problem = error.to_string();
    let problem = problem.split(" at line ").next().unwrap_or_default();
    let message = match field_at(text, error.line(), error.column()) {
        // A missing field is named by the problem itself.
        Some(field) if !problem.starts_with("missing field") => format!("`{field}`: {problem}"),
        _ => problem.to_owned(),
    };
    Refusal::new(ErrorCode::InvalidField, message)
}

/// The field whose value ends at a place in a JSON text, counted from 1 in lines and bytes.
fn field_at(text: &str, line: usize, column: usize) -> Option<&str> {
    let start = match line.checked_sub(2) {
        None => 0,
        Some(before) => text.match_indices('\n').nth(before)?.0 + 1,
    };
    let end = (start + column).min(text.len());
    let (mut field, mut string_from, mut last_string, mut is_escaped) = (None, None, None, false);
    for (at, byte) in text.bytes().enumerate().take(end) {
        match (string_from, byte) {
            (Some(_), _) if is_escaped => is_escaped = false,
            (Some(_), b'\\') => is_escaped = true,
            (Some(from), b'"') => {
                last_string = text.get(from..at);
                string_from = None;
            }
            (Some(_), _) => {}
            (None, b'"') => string_from = Some(at + 1),
            (None, b':') => field = last_string,
            (None, _) => {}
        }
    }
    field
}

#[cfg(test)]
mod tests {
    use super::*;
    use handrail_protocol::api::SayRequest;
    use handrail_protocol::{ClientFrame, DeskClientFrame};

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

    /// The types of frames that `T` is read from, as serde names them where it knows none.
    fn types_of<T: DeserializeOwned>() -> Vec<String> {
        let error = serde_json::from_str::<T>(r#"{"type":"-"}"#).err();
        let error = error.expect("no frame has this type").to_string();
        let (_, names) = error.split_once("expected one of").expect("all are named");
        let names = names.split('`').skip(1).step_by(2);
        names.map(str::to_owned).collect()
    }

    #[test]
    fn the_known_types_are_those_that_are_read() {
        assert_eq!(types_of::<ClientFrame>(), CLIENT_TYPES);
        assert_eq!(types_of::<DeskClientFrame>(), DESK_TYPES);
    }

    #[test]
    fn each_wrong_body_has_its_name() {
        let cases: [(&[u8], ErrorCode); 7] = [
            (b"", ErrorCode::Malformed),
            (b" [\"a\",\"x\"]", ErrorCode::InvalidField),
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
