//! A conversation before its first act: the visitor holds a token, and nothing is stored.
//!
//! Starting touches no object, so that whoever only opens the panel costs nothing. What the conversation
//! begins with, the panel's language and page, stands in the token until the visitor writes, asks for a
//! person, consents or leaves an address; the log is made with that. Invariants: looking stores nothing;
//! a token that was revoked begins nothing.

use crate::conversation::object::ConversationObject;
use crate::error::Result;
use crate::objects::conversation::{ConversationCall, VisitorToken};
use crate::runtime::Platform;
use handrail_conversation::{Input, Reply};
use handrail_protocol::ErrorCode;
use std::rc::Rc;

impl<P: Platform> ConversationObject<P> {
    /// Was anything stored?
    pub(crate) fn has_begun(&self) -> Result<bool> {
        self.with_conversation(|durable| Ok(durable.exists()))
    }

    /// Takes in what a visitor did. Where that is the first act, the conversation begins with it.
    pub(crate) fn feed_visitors(
        self: &Rc<Self>,
        input: Input,
        token: Option<&VisitorToken>,
    ) -> Result<Reply> {
        if self.has_begun()? {
            return self.feed(input);
        }
        match input {
            Input::VisitorSaid { .. }
            | Input::HumanRequested
            | Input::Consented { .. }
            | Input::ContactLeft { .. } => {
                let opening = token.and_then(|token| token.opening.clone());
                let opening = opening.ok_or(ErrorCode::NotFound)?;
                let page = self.page_before.take().or(opening.page);
                let locale = opening.locale;
                self.feed(Input::Start { locale, page })?;
                self.feed(input)
            }
            Input::PageChanged { path } => {
                self.page_before.replace(Some(path));
                Ok(Reply::Done)
            }
            // There is nothing yet to stop, to try again or to leave.
            _ => Ok(Reply::Done),
        }
    }
}

/// May this be asked of a conversation that has not begun?
pub(crate) fn may_come_first(call: &ConversationCall, token: Option<&VisitorToken>) -> bool {
    match call {
        ConversationCall::Say { .. }
        | ConversationCall::Press(_)
        | ConversationCall::Events { .. } => token.is_some_and(|token| token.opening.is_some()),
        // The token is out: it has to be void also where it was not used yet.
        ConversationCall::Revoke => true,
        _ => false,
    }
}
