//! Why a body was neither sent on nor handed back.

use handrail_mask::MaskError;

use crate::json::NotJson;

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
            ProxyError::NotJson | ProxyError::NotAnObject => "malformed",
            ProxyError::Tokens => "invalid_field",
            ProxyError::Mask(error) => error.code(),
            ProxyError::EventTooLong => "too_large",
            ProxyError::CutOff => "cut_off",
        }
    }
}

impl From<NotJson> for ProxyError {
    fn from(_: NotJson) -> Self {
        ProxyError::NotJson
    }
}
