//! Every refusal, by name and by who is at fault.
//!
//! A code is stable: programs may match on it. Messages are for people and may change.

use serde::{Deserialize, Serialize};

/// Who can do something about an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// The visitor, or the program that speaks for them.
    Visitor,
    /// The agent, or the desk.
    Agent,
    /// The site's configuration or its page.
    Site,
    /// A model or another service behind the edge.
    Upstream,
    /// Handrail.
    Us,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $status:literal, $fault:ident, $message:literal;)*) => {
        /// Stable names of all refusals of the wire and the HTTP API.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum ErrorCode {
            $($(#[$doc])* #[serde(rename = $code)] $name,)*
            /// A code this build does not know.
            #[serde(other, rename = "unknown")]
            Unknown,
        }

        impl ErrorCode {
            /// All codes this build knows.
            pub const ALL: &'static [ErrorCode] = &[$(ErrorCode::$name,)*];

            /// The stable name.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* Self::Unknown => "unknown" }
            }

            /// The HTTP status that goes with it.
            pub fn status(self) -> u16 {
                match self { $(Self::$name => $status,)* Self::Unknown => 500 }
            }

            /// Who is at fault.
            pub fn fault(self) -> Fault {
                match self { $(Self::$name => Fault::$fault,)* Self::Unknown => Fault::Us }
            }

            /// What happened and what to do, in plain English.
            pub fn message(self) -> &'static str {
                match self { $(Self::$name => $message,)* Self::Unknown => "Something went wrong. Try again." }
            }
        }
    };
}

codes! {
    /// Not JSON, or not of the shape the call takes.
    Malformed = "malformed", 400, Visitor, "This request is not valid JSON of the expected shape.";
    /// Bytes that are not UTF-8.
    InvalidUtf8 = "invalid_utf8", 400, Visitor, "This request is not valid UTF-8 text.";
    /// A field has another type or an impossible value.
    InvalidField = "invalid_field", 422, Visitor, "A field has a value that is not allowed.";
    /// A frame type this edge does not know.
    UnknownFrame = "unknown_frame", 400, Visitor, "This kind of frame is not known here.";
    /// The client speaks a wire version that is not supported.
    UnsupportedVersion = "unsupported_version", 400, Visitor, "This version of the chat is too old. Reload the page.";
    /// The first frame was not a hello.
    HelloExpected = "hello_expected", 400, Visitor, "The first frame has to be a hello with a token.";
    /// A message without any text.
    EmptyMessage = "empty_message", 422, Visitor, "The message is empty.";
    /// A message over 2,000 code points.
    MessageTooLong = "message_too_long", 413, Visitor, "The message is longer than 2,000 characters. Shorten it or send it in parts.";
    /// A body or frame over the limit.
    TooLarge = "too_large", 413, Visitor, "This request is too large.";
    /// The same `client_id` came with another text.
    ClientIdReused = "client_id_reused", 409, Visitor, "This message id was used for another text already.";
    /// Too many requests in a short time.
    RateLimited = "rate_limited", 429, Visitor, "Too many messages in a short time. Wait a moment and try again.";
    /// No token, or one that is not ours.
    Unauthorized = "unauthorized", 401, Visitor, "Sign in again: this session is not valid.";
    /// A token that was valid once.
    TokenExpired = "token_expired", 401, Visitor, "This session has expired. Reload the page.";
    /// A token that was revoked.
    TokenRevoked = "token_revoked", 401, Visitor, "This session was ended. Sign in again.";
    /// A valid token for something else.
    Forbidden = "forbidden", 403, Visitor, "This session may not do that.";
    /// A page that is not on the site's list.
    OriginNotAllowed = "origin_not_allowed", 403, Site, "This page is not on the site's list of origins. Add it to `origins` in the site file.";
    /// No such path, conversation, placeholder or article.
    NotFound = "not_found", 404, Visitor, "There is nothing at this address.";
    /// The path exists, the method does not.
    MethodNotAllowed = "method_not_allowed", 405, Visitor, "This address does not take that method.";
    /// The body has a media type the call does not take.
    UnsupportedMediaType = "unsupported_media_type", 415, Visitor, "This call takes application/json.";
    /// A site that is not set up here.
    UnknownSite = "unknown_site", 404, Site, "This site is not set up here. Check `data-site` in the snippet.";
    /// A site file that cannot be used.
    SiteInvalid = "site_invalid", 422, Site, "The site file cannot be used.";
    /// An article that cannot be read.
    ArticleInvalid = "article_invalid", 422, Site, "An article cannot be read.";
    /// Someone else owns the conversation.
    AlreadyTaken = "already_taken", 409, Agent, "Someone else took this conversation first.";
    /// The agent is not the owner.
    NotOwner = "not_owner", 409, Agent, "Take the conversation first: only its owner can do that.";
    /// A sign-in code that is wrong, used or too old.
    CodeInvalid = "code_invalid", 401, Agent, "This sign-in code is wrong, used or older than 10 minutes. Ask for a new one.";
    /// An agent the site does not have.
    UnknownAgent = "unknown_agent", 404, Agent, "This agent is not in the site file.";
    /// The action does not fit the state the conversation is in.
    NotPossibleNow = "not_possible_now", 409, Visitor, "That is not possible at this moment.";
    /// The conversation was closed.
    Closed = "closed", 409, Visitor, "This conversation is closed. A new message opens it again.";
    /// The masker refused or failed; nothing was sent on.
    MaskingFailed = "masking_failed", 500, Us, "We couldn't hide personal details in this message, so we didn't send it to the AI.";
    /// The values of a conversation cannot be opened: a key is missing, or what is stored was changed.
    VaultUnreadable = "vault_unreadable", 500, Us, "The hidden details of this conversation can't be opened right now, so nothing was saved or shown. You can still talk to a person.";
    /// The conversation holds as many hidden values as it can; the message was not taken.
    TooManyDetails = "too_many_details", 422, Visitor, "This conversation holds as many hidden details as it can. Leave personal details out of the message, or start a new conversation.";
    /// The site's file has no `[proxy]`, or not for this wire.
    ProxyDisabled = "proxy_disabled", 404, Site, "The masking proxy is not set up for this. Add it under [proxy] in the site file.";
    /// A proxy key has used up its tokens of the day.
    BudgetSpent = "budget_spent", 429, Site, "This key has used up its tokens for today.";
    /// Every model of the chain failed.
    ModelUnavailable = "model_unavailable", 502, Upstream, "The AI assistant isn't working right now. Your message is saved.";
    /// The answer did not come in time.
    Timeout = "timeout", 504, Upstream, "This took too long. Try again.";
    /// Too many conversations or requests at once.
    Overloaded = "overloaded", 503, Us, "There is too much to do at the moment. Try again shortly.";
    /// A fault of ours.
    Internal = "internal", 500, Us, "Something went wrong on our side. Nothing was lost; try again.";
}

/// One refusal as it travels: `{"code","message","request_id"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorReport {
    /// The stable name.
    pub code: ErrorCode,
    /// What happened and what to do.
    pub message: String,
    /// Finds the line in the log; absent on frames that concern one message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

impl From<ErrorCode> for ErrorReport {
    fn from(code: ErrorCode) -> Self {
        Self {
            code,
            message: code.message().to_owned(),
            request_id: None,
        }
    }
}

impl ErrorReport {
    /// A report whose message says more than the code's own.
    pub fn with_message(code: ErrorCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            request_id: None,
        }
    }
}

/// The body of every HTTP error: `{"error":{…}}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorBody {
    /// The refusal.
    pub error: ErrorReport,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_travel_by_their_name_and_an_unknown_one_is_read() {
        for code in ErrorCode::ALL {
            let json = serde_json::to_string(code).expect("a code is a string");
            assert_eq!(json, format!("\"{}\"", code.as_str()));
            assert_eq!(
                serde_json::from_str::<ErrorCode>(&json).expect("its own name"),
                *code
            );
            assert!((400..600).contains(&code.status()));
            assert!(code.message().ends_with('.'));
        }
        let newer: ErrorCode =
            serde_json::from_str("\"of_a_later_version\"").expect("read as unknown");
        assert_eq!(newer, ErrorCode::Unknown);
    }
}
