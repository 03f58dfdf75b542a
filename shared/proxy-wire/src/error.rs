//! Why a body was neither sent on nor handed back.

use handrail_mask::MaskError;

use crate::sse::SseError;
use crate::walk::NotJson;

/// What is wrong with a request or a reply. `Display` is a sentence for the caller.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProxyError {
    /// Bytes that are no text.
    #[error("the body is not UTF-8 text")]
    NotUtf8,
    /// Text that is no JSON, or nested deeper than 128 levels.
    #[error("the body is not valid JSON")]
    NotJson,
    /// JSON, but no object.
    #[error("the body has to be a JSON object")]
    NotAnObject,
    /// Token numbers where a text belongs: what they spell can't be read, so it can't be masked.
    #[error("`input` holds token numbers; send text, because tokens can't be masked")]
    Tokens,
    /// More text than is masked for one request.
    #[error("the body holds more than 4 MiB of text; send less of it, or in several requests")]
    TooMuchText,
    /// More personal details than are kept for one request.
    #[error(
        "the body holds more than 20,000 different personal details; send it in several requests"
    )]
    TooManyValues,
    /// Objects that say what they are, within each other.
    #[error("the body nests objects of the wire too deeply")]
    Tangled,
    /// The masker refused.
    #[error(transparent)]
    Mask(#[from] MaskError),
    /// An event of a stream that never ends.
    #[error("an event of the stream is longer than 16 MiB")]
    EventTooLong,
    /// A stream that ended without the mark of its wire.
    #[error("the model's answer was cut off")]
    CutOff,
}

impl ProxyError {
    /// Stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            ProxyError::NotUtf8 => "invalid_utf8",
            ProxyError::NotJson | ProxyError::NotAnObject | ProxyError::Tangled => "malformed",
            ProxyError::Tokens => "invalid_field",
            ProxyError::Mask(error) => error.code(),
            ProxyError::EventTooLong | ProxyError::TooMuchText | ProxyError::TooManyValues => {
                "too_large"
            }
            ProxyError::CutOff => "cut_off",
        }
    }
}

impl From<NotJson> for ProxyError {
    fn from(_: NotJson) -> Self {
        ProxyError::NotJson
    }
}

impl From<SseError> for ProxyError {
    fn from(error: SseError) -> Self {
        match error {
            SseError::TooLong => ProxyError::EventTooLong,
            SseError::NotUtf8 => ProxyError::NotUtf8,
        }
    }
}
