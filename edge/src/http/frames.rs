//! Reading what a client sent, so that each way of being wrong has its own name.
//!
//! Invariant: a refusal says what was expected and where, and nothing of what was sent.

use crate::error::{Refusal, Result};
use handrail_protocol::{ClientId, ErrorCode, IdError};
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
pub(crate) const DESK_TYPES: &[&str] = &["hello", "here", "presence", "typing", "more", "refresh"];

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
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = serde_path_to_error::deserialize(&mut reader);
    let value = read.map_err(|error| match error.inner().classify() {
        Category::Data => wrong_field(&error),
        Category::Io | Category::Syntax | Category::Eof => ErrorCode::Malformed.into(),
    })?;
    reader.end().map_err(|_| ErrorCode::Malformed)?;
    Ok(value)
}

/// Names the field and what it has to be. What it was is not repeated: it may be anybody's card number.
///
/// The path holds names of our own fields alone: a field that isn't ours is skipped and can't be wrong.
fn wrong_field(error: &serde_path_to_error::Error<serde_json::Error>) -> Refusal {
    let problem = error.inner().to_string();
    let problem = problem.split(" at line ").next().unwrap_or_default();
    let path = error.path().to_string();
    let at = |expected: &str| match path.as_str() {
        "." => format!("expected {expected}"),
        path => format!("`{path}`: expected {expected}"),
    };
    let message = match problem.rsplit_once(", expected ") {
        // Names of our types tell nobody anything.
        Some((_, expected)) if expected.starts_with("struct ") || expected.contains(" enum ") => {
            at("an object with named fields")
        }
        Some((_, expected)) => at(expected),
        // These name our own fields and say what an id has to be, in words of the source code.
        None if problem.starts_with("missing field `")
            || problem.starts_with("duplicate field `") =>
        {
            problem.to_owned()
        }
        None if IdError::ALL
            .iter()
            .any(|known| known.to_string() == problem) =>
        {
            match path.as_str() {
                "." => problem.to_owned(),
                path => format!("`{path}`: {problem}"),
            }
        }
        None => at("another value"),
    };
    Refusal::new(ErrorCode::InvalidField, message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use handrail_protocol::api::{self, SayRequest};
    use handrail_protocol::{ClientFrame, DeskClientFrame};
    use proptest::prelude::*;

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

    /// Pieces of four characters of the text.
    fn pieces(text: &str) -> impl Iterator<Item = String> {
        let characters: Vec<char> = text.chars().collect();
        let pieces: Vec<String> = characters
            .windows(4)
            .map(|piece| piece.iter().collect())
            .collect();
        pieces.into_iter()
    }

    fn texts_of(value: &serde_json::Value, found: &mut Vec<String>) {
        match value {
            serde_json::Value::String(text) => found.push(text.clone()),
            serde_json::Value::Number(number) => found.push(number.to_string()),
            serde_json::Value::Array(values) => values.iter().for_each(|it| texts_of(it, found)),
            serde_json::Value::Object(members) => {
                for (key, value) in members {
                    // Names of the wire are ours; other keys may be anybody's words.
                    if !FIELDS.contains(&key.as_str()) {
                        found.push(key.clone());
                    }
                    texts_of(value, found);
                }
            }
            _ => {}
        }
    }

    /// Fields of the bodies and frames below.
    const FIELDS: &[&str] = &[
        "accepted",
        "after",
        "articles",
        "client_id",
        "code",
        "detail",
        "email",
        "epoch",
        "format",
        "identity",
        "is_typing",
        "label",
        "locale",
        "page",
        "partial",
        "path",
        "placeholder",
        "reason",
        "seq",
        "site",
        "text",
        "token",
        "type",
        "v",
        "version",
        "presence",
        "conversation",
        "requests_per_minute",
        "tokens_per_day",
        "model",
        "attempt",
        "turn",
        "offset",
    ];

    /// What each route and socket reads, and the message of the refusal where it refuses.
    fn refusals(text: &str) -> Vec<String> {
        let bytes = text.as_bytes();
        let all = [
            body::<api::StartRequest>(bytes).err(),
            body::<api::SayRequest>(bytes).err(),
            body::<api::ConsentRequest>(bytes).err(),
            body::<api::ContactRequest>(bytes).err(),
            body::<api::SignInRequest>(bytes).err(),
            body::<api::TakeRequest>(bytes).err(),
            body::<api::RevealRequest>(bytes).err(),
            body::<api::RewrapRequest>(bytes).err(),
            list::<Vec<api::ArticleUpload>>(bytes).err(),
            body::<crate::sandbox::store::SwitchesChange>(bytes).err(),
            body::<crate::proxy::WantedKey>(bytes).err(),
            body::<serde::de::IgnoredAny>(bytes).err(),
            read::<ClientFrame>(text, CLIENT_TYPES).err(),
            read::<DeskClientFrame>(text, DESK_TYPES).err(),
        ];
        all.into_iter()
            .flatten()
            .map(|refusal| refusal.report.message)
            .collect()
    }

    fn repeats(message: &str, value: &str) -> Option<String> {
        pieces(value).find(|piece| message.contains(piece.as_str()))
    }

    #[test]
    fn a_refusal_says_what_was_expected_and_repeats_nothing() {
        let say = |text: &str| {
            body::<SayRequest>(text.as_bytes())
                .err()
                .map(|it| it.report.message)
        };
        for (text, message) in [
            (
                r#""My card is 4242 4242 4242 4242""#,
                "expected an object with named fields",
            ),
            (
                r#"{"client_id":"a","text":{"4242424242424242":1}}"#,
                "`text`: expected a string",
            ),
            (
                r#"{"client_id":"a","text":4242424242424242}"#,
                "`text`: expected a string",
            ),
            (
                r#"{"client_id":"4242 4242, expected 4242"}"#,
                "`client_id`: `client_id` has to be 1 to 64 of A-Z, a-z, 0-9, - and _",
            ),
            (r#"{"client_id":"a"}"#, "missing field `text`"),
        ] {
            assert_eq!(say(text).as_deref(), Some(message), "{text}");
        }
        let frame =
            r#"{"type":"consent","version":["4242"],"accepted":"yes, 4242, expected 4242"}"#;
        let refused = read::<ClientFrame>(frame, CLIENT_TYPES).expect_err("wrong");
        assert_eq!(
            repeats(&refused.report.message, "4242"),
            None,
            "{}",
            refused.report.message
        );
    }

    fn anything() -> impl Strategy<Value = serde_json::Value> {
        let words = "[0-9]{4,8}|zq[a-z]{4,8}q|zq[0-9], expected q[0-9]{4}|`qz[0-9]{4}` at line 9";
        let leaf = prop_oneof![
            words.prop_map(serde_json::Value::from),
            (1_000_i64..99_999_999).prop_map(serde_json::Value::from),
            Just(serde_json::Value::Null),
            Just(serde_json::Value::Bool(true)),
        ];
        let key = prop_oneof![
            prop::sample::select(FIELDS).prop_map(str::to_owned),
            "zq[0-9]{4,6}",
        ];
        leaf.prop_recursive(3, 16, 4, move |inner| {
            let members = prop::collection::btree_map(key.clone(), inner.clone(), 0..5);
            prop_oneof![
                prop::collection::vec(inner, 0..3).prop_map(serde_json::Value::Array),
                members
                    .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn no_refusal_repeats_four_characters_of_what_was_sent(
            value in anything(),
            kind in prop::option::of(prop::sample::select(CLIENT_TYPES)),
            cut in 0..40_usize,
        ) {
            let mut value = value;
            if let (Some(kind), Some(members)) = (kind, value.as_object_mut()) {
                members.insert("type".to_owned(), kind.into());
            }
            let mut texts = Vec::new();
            texts_of(&value, &mut texts);
            texts.retain(|text| kind.is_none_or(|kind| text != kind));
            let whole = value.to_string();
            for text in [whole.as_str(), &whole[..whole.floor_char_boundary(cut)]] {
                for message in refusals(text) {
                    for value in &texts {
                        let repeated = repeats(&message, value).filter(|piece| piece != ", ex" && !", expected ".contains(piece.as_str()));
                        prop_assert_eq!(repeated, None, "{} from {}", message, text);
                    }
                }
            }
        }
    }
}
