//! Structured log lines, one JSON object each.
//!
//! Invariant: a line takes masked or published text, words of the source code, numbers and ids that
//! are no secret. There is no way to put a body, a token, a path or an address into one.

use handrail_mask::{Leaving, Published};
use handrail_protocol::{ErrorCode, SiteId};
use serde_json::{Map, Value};

/// How much a line matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    /// What happened.
    Info,
    /// Something to look at.
    Warn,
    /// A fault of ours.
    Error,
}

/// One line in the making.
#[derive(Debug, Clone)]
pub(crate) struct LogLine {
    fields: Map<String, Value>,
}

impl LogLine {
    /// A line about `what`, in words of the source code.
    pub(crate) fn new(level: Level, what: &'static str) -> Self {
        let mut fields = Map::new();
        let level = match level {
            Level::Info => "info",
            Level::Warn => "warn",
            Level::Error => "error",
        };
        fields.insert("level".into(), level.into());
        fields.insert("what".into(), what.into());
        Self { fields }
    }

    /// A word of the source code.
    pub(crate) fn word(self, name: &'static str, word: &'static str) -> Self {
        self.text(name, &Published::prompt(word))
    }

    /// A number.
    pub(crate) fn number(mut self, name: &'static str, number: impl Into<f64>) -> Self {
        self.fields.insert(name.into(), number.into().into());
        self
    }

    /// Text that may leave.
    pub(crate) fn text(mut self, name: &'static str, text: &dyn Leaving) -> Self {
        self.fields.insert(name.into(), text.as_str().into());
        self
    }

    /// The site.
    pub(crate) fn site(mut self, site: &SiteId) -> Self {
        self.fields.insert("site".into(), site.as_str().into());
        self
    }

    /// The code of a refusal.
    pub(crate) fn code(mut self, code: ErrorCode) -> Self {
        self.fields.insert("code".into(), code.as_str().into());
        self
    }

    /// The request the line belongs to: an id of ours, made anew for each request.
    pub(crate) fn request(mut self, id: &RequestId) -> Self {
        self.fields.insert("request_id".into(), id.0.clone().into());
        self
    }

    /// The line as JSON.
    pub(crate) fn to_json(&self) -> String {
        Value::Object(self.fields.clone()).to_string()
    }

    /// Writes the line.
    pub(crate) fn write(&self) {
        if cfg!(target_arch = "wasm32") {
            worker::console_log!("{}", self.to_json());
        }
    }
}

/// Names one request. Made by us alone, so it holds nothing of the client's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RequestId(String);

impl RequestId {
    /// A new one.
    pub(crate) fn fresh() -> Self {
        Self(crate::platform::request_id())
    }

    /// As text.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_json_object() {
        let line = LogLine::new(Level::Info, "request")
            .word("route", "messages")
            .number("status", 200)
            .text("note", &Published::prompt("two\nlines"))
            .code(ErrorCode::NotFound);
        assert_eq!(
            line.to_json(),
            r#"{"code":"not_found","level":"info","note":"two\nlines","route":"messages","status":200.0,"what":"request"}"#
        );
    }
}
