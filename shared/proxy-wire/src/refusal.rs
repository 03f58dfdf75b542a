//! Saying no in the caller's own dialect, so that an SDK raises the error it would raise anyway.
//!
//! Invariant: an upstream's own words are never passed on, since they may echo what it was sent,
//! or its key; of its body only `type`, `code` and `param` are, where they look like words.

use crate::Wire;
use crate::json;

/// Stands in a reply where the upstream said something about a failure.
pub(crate) const OWN_WORDS: &str = "The model's server reported a failure.";

/// The body of a refusal of our own.
///
/// `code` is stable; `message` is for people; `request_id` finds the line in the log.
#[must_use]
pub fn refusal(wire: Wire, status: u16, code: &str, message: &str, request_id: &str) -> String {
    body(
        wire,
        kind(wire, status),
        Some(code),
        None,
        message,
        request_id,
    )
}

/// What an upstream said when it refused, cut down to what may be passed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upstream {
    /// The HTTP status.
    pub status: u16,
    /// Its body; anything.
    pub body: Vec<u8>,
}

/// The body of a refusal that the upstream is the cause of.
#[must_use]
pub fn upstream_refusal(wire: Wire, upstream: &Upstream, request_id: &str) -> String {
    let text = std::str::from_utf8(&upstream.body).unwrap_or_default();
    let error = json::peek(text, "error").unwrap_or(text);
    let word = |key| json::peek_string(error, key).filter(|word| is_code(word));
    let message = match upstream.status {
        401 | 403 => "The model's server refused the key that the edge sent.",
        404 => "The model's server does not know this model or address.",
        408 | 504 => "The model's server took too long.",
        413 => "The model's server says that the request is too large.",
        429 => "The model's server is asked too often. Wait a moment and try again.",
        400..=499 => "The model's server refused the request.",
        _ => "The model's server failed. Try again.",
    };
    let kind = word("type").unwrap_or(kind(wire, upstream.status));
    body(wire, kind, word("code"), word("param"), message, request_id)
}

/// The data of the event that ends a stream with a failure, and the event's name where it has one.
pub(crate) fn event(
    wire: Wire,
    kind: Option<&str>,
    code: Option<&str>,
    message: &str,
    sequence: Option<u64>,
) -> (Option<&'static str>, String) {
    let kind = kind.unwrap_or("server_error");
    let error = error(wire, kind, code, None, message, None);
    match wire {
        Wire::Messages => (
            Some("error"),
            format!(r#"{{"type":"error","error":{error}}}"#),
        ),
        Wire::Responses => {
            let code = code.map_or_else(|| "null".to_owned(), json::encode);
            let message = json::encode(message);
            let sequence = sequence.unwrap_or(0);
            // `error` beside the wire's own fields: that is what SDKs raise.
            let data = format!(
                r#"{{"type":"error","sequence_number":{sequence},"code":{code},"message":{message},"param":null,"error":{error}}}"#
            );
            (Some("error"), data)
        }
        _ => (None, format!(r#"{{"error":{error}}}"#)),
    }
}

fn body(
    wire: Wire,
    kind: &str,
    code: Option<&str>,
    param: Option<&str>,
    message: &str,
    request_id: &str,
) -> String {
    let error = error(wire, kind, code, param, message, Some(request_id));
    let id = json::encode(request_id);
    match wire {
        Wire::Messages => format!(r#"{{"type":"error","error":{error},"request_id":{id}}}"#),
        _ => format!(r#"{{"error":{error}}}"#),
    }
}

fn error(
    wire: Wire,
    kind: &str,
    code: Option<&str>,
    param: Option<&str>,
    message: &str,
    request_id: Option<&str>,
) -> String {
    let or_null = |text: Option<&str>| text.map_or_else(|| "null".to_owned(), json::encode);
    let (kind, message) = (json::encode(kind), json::encode(message));
    let code = or_null(code);
    if wire == Wire::Messages {
        return format!(r#"{{"type":{kind},"message":{message},"code":{code}}}"#);
    }
    let id = request_id.map_or_else(String::new, |id| {
        format!(r#","request_id":{}"#, json::encode(id))
    });
    let param = or_null(param);
    format!(r#"{{"message":{message},"type":{kind},"param":{param},"code":{code}{id}}}"#)
}

/// The dialect's word for a status.
fn kind(wire: Wire, status: u16) -> &'static str {
    let is_anthropic = wire == Wire::Messages;
    match status {
        401 => "authentication_error",
        403 => "permission_error",
        404 if is_anthropic => "not_found_error",
        413 if is_anthropic => "request_too_large",
        429 => "rate_limit_error",
        400..=499 => "invalid_request_error",
        504 if is_anthropic => "timeout_error",
        529 if is_anthropic => "overloaded_error",
        _ if is_anthropic => "api_error",
        _ => "server_error",
    }
}

/// A code of a wire: a word, with the brackets of a parameter's path.
pub(crate) fn is_code(word: &str) -> bool {
    !word.is_empty()
        && word.len() <= 80
        && word.bytes().filter(u8::is_ascii_digit).count() <= 6
        && word
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"_.-[]".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn read(text: &str) -> Value {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn each_dialect_has_its_own_form() {
        assert_eq!(
            read(&refusal(
                Wire::ChatCompletions,
                429,
                "rate_limited",
                "Slower.",
                "r1"
            )),
            json!({"error": {"message": "Slower.", "type": "rate_limit_error", "param": null,
                "code": "rate_limited", "request_id": "r1"}})
        );
        assert_eq!(
            read(&refusal(Wire::Messages, 401, "unauthorized", "No.", "r1")),
            json!({"type": "error", "request_id": "r1", "error":
                {"type": "authentication_error", "message": "No.", "code": "unauthorized"}})
        );
    }

    #[test]
    fn of_an_upstreams_words_only_codes_are_passed_on() {
        let said = |body: &str, status| {
            let upstream = Upstream {
                status,
                body: body.as_bytes().to_vec(),
            };
            upstream_refusal(Wire::ChatCompletions, &upstream, "r")
        };
        let body = said(
            r#"{"error":{"message":"Bad key sk-1234 of ann@example.com","type":"invalid_request_error",
                "code":"context_length_exceeded","param":"messages[0].content"}}"#,
            400,
        );
        assert_eq!(
            read(&body)["error"],
            json!({"message": "The model's server refused the request.", "type": "invalid_request_error",
                "param": "messages[0].content", "code": "context_length_exceeded", "request_id": "r"})
        );
        for nonsense in [
            "",
            "<html>secret</html>",
            r#"{"error":"secret"}"#,
            r#"{"error":{"code":"secret of a person"}}"#,
            r#"{"error":{"code":"4242424242424242"}}"#,
        ] {
            let body = said(nonsense, 500);
            assert_eq!(read(&body)["error"]["type"], "server_error");
            assert!(!body.contains("secret") && !body.contains("4242"), "{body}");
        }
        let bytes = Upstream {
            status: 503,
            body: vec![0xff],
        };
        assert_eq!(
            read(&upstream_refusal(Wire::Messages, &bytes, "r"))["error"]["type"],
            "api_error"
        );
    }
}
