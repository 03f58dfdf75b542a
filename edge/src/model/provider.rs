//! The seam to whatever writes answers.
//!
//! For: one file for each way to get an answer: how it is asked, and how what it says is read. A new provider is a file, a
//! row in [`of`] and a word in the site file's `provider`.
//! Not for: time-outs, retries and which provider comes next (`chain.rs`), or the way of bytes (`fetch.rs`).
//!
//! Pure: a request as JSON, an answer as the data of events. Invariant 1: a request is made from a [`Question`] alone.

use super::anthropic::Anthropic;
use super::extractive::Extractive;
use super::openai::OpenAi;
use handrail_conversation::Question;
use handrail_site::{Model, Provider as Name};
use serde_json::Value;

/// One way to get an answer.
pub(super) trait Provider {
    /// How an answer begins. `key` is the model's, where it has one.
    fn begin(&self, model: &Model, key: Option<&str>, question: &Question) -> Beginning;

    /// What the data of one event of a server's stream says. Data that is not of the wire is a failure.
    fn hear(&self, data: &str) -> Vec<Heard>;
}

/// The provider of a name in the site file.
pub(super) fn of(name: Name) -> &'static dyn Provider {
    match name {
        Name::OpenaiCompatible | Name::Azure => &OpenAi,
        Name::Anthropic => &Anthropic,
        Name::Extractive => &Extractive,
    }
}

/// How an answer begins.
#[derive(Debug, PartialEq)]
pub(super) enum Beginning {
    /// A server is asked, and answers by a stream of events.
    Request(ModelRequest),
    /// It is there already, in pieces; without any there is nothing to say.
    Written(Vec<String>),
}

/// An HTTP request to a model server.
#[derive(Debug, PartialEq)]
pub(super) struct ModelRequest {
    pub(super) url: String,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Value,
}

/// What an event of a stream says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Heard {
    /// More text.
    Text(String),
    /// A person is asked for.
    Person,
    /// The model's own end: without it a stream was cut off.
    End,
    /// The model's end, by length or by a filter: what was said is no whole answer.
    Unfinished,
    /// The server reports a failure in the stream.
    Failure,
}
