//! What an agent does with the open conversation: take it, give it back, close it, look at a
//! hidden value. The edge decides each; what it says is told in words.

use crate::js::page;
use crate::pure::words;
use crate::state::Desk;
use crate::state::pane::Pane;
use handrail_protocol::api::{RevealRequest, RevealedValue, TakeRequest, TakeResponse};
use handrail_protocol::{ConversationId, ErrorCode, Owner};
use handrail_ui::js::http::{Call, CallError};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What an agent does with a conversation as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    /// Answer it from now on.
    Take,
    /// Let the assistant answer again.
    HandBack,
    /// Close it.
    Resolve,
}

impl Action {
    /// On the button.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Take => "Take conversation",
            Self::HandBack => "Hand back to AI",
            Self::Resolve => "Resolve",
        }
    }

    fn path(self) -> &'static str {
        match self {
            Self::Take => "take",
            Self::HandBack => "hand-back",
            Self::Resolve => "resolve",
        }
    }
}

/// What an agent has to know of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ActionNotice {
    /// Worth knowing.
    Plain(String),
    /// It did not work.
    Failed(String),
}

impl Pane {
    /// Does something with the conversation as a whole.
    pub(crate) fn act(self, desk: Desk, action: Action) {
        let Some(conversation) = self.open.get_untracked() else {
            return;
        };
        if self.busy.get_untracked().is_some() {
            return;
        }
        self.busy.set(Some(action));
        self.notice.set(None);
        spawn_local(async move {
            let path = address(&conversation, action.path());
            let token = desk.session.token_untracked();
            let outcome = match action {
                Action::Take => {
                    let request = TakeRequest {
                        epoch: self
                            .is_loaded
                            .get_untracked()
                            .then(|| self.record.with_untracked(|record| record.view.epoch)),
                    };
                    Call::post(&path, &request)
                        .token(&token)
                        .send::<TakeResponse>()
                        .await
                        .map(|taken| taken.details)
                }
                Action::HandBack | Action::Resolve => Call::post(&path, &Empty {})
                    .token(&token)
                    .done()
                    .await
                    .map(|()| Vec::new()),
            };
            // The agent may have gone on to another conversation meanwhile.
            if self.open.try_get_untracked().flatten().as_ref() != Some(&conversation) {
                return;
            }
            self.busy.set(None);
            match outcome {
                Ok(details) => {
                    self.details.set(details);
                    // The button that was pressed is about to go.
                    page::focus_soon(match action {
                        Action::Take => "composer",
                        Action::HandBack | Action::Resolve => "conversation-name",
                    });
                }
                Err(error) => self.failed(desk, action, &error),
            }
        });
    }

    /// Asks for one hidden value. The value goes to the caller alone.
    pub(crate) async fn reveal(
        self,
        desk: Desk,
        placeholder: String,
        reason: String,
    ) -> Result<RevealedValue, String> {
        let conversation = self.open.get_untracked().ok_or_else(String::new)?;
        let path = address(&conversation, "reveal");
        let request = RevealRequest {
            placeholder,
            reason,
        };
        Call::post(&path, &request)
            .token(&desk.session.token_untracked())
            .send()
            .await
            .map_err(|error| {
                if let Some(code) = error.code() {
                    desk.ends_session(code);
                }
                in_words(&error)
            })
    }

    fn failed(self, desk: Desk, action: Action, error: &CallError) {
        let code = error.code();
        if code.is_some_and(|code| desk.ends_session(code)) {
            return;
        }
        if code == Some(ErrorCode::AlreadyTaken) {
            let me = desk.session.me_untracked();
            let owner = self
                .record
                .with_untracked(|record| match &record.view.owner {
                    Owner::Person { agent, .. } => Some(agent.clone()),
                    _ => None,
                });
            match owner {
                // An earlier try got through after all.
                Some(agent) if Some(&agent.id) == me.as_ref() => {}
                Some(agent) => self
                    .notice
                    .set(Some(ActionNotice::Plain(words::taken_first(&agent.name)))),
                None => self.notice.set(Some(ActionNotice::Plain(in_words(error)))),
            }
            return;
        }
        let what = match action {
            Action::Take => "Not taken.",
            Action::HandBack => "Not handed back.",
            Action::Resolve => "Not resolved.",
        };
        self.notice.set(Some(ActionNotice::Failed(format!(
            "{what} {}",
            in_words(error)
        ))));
    }
}

/// An empty JSON object.
#[derive(serde::Serialize)]
struct Empty {}

/// A call of one conversation.
pub(crate) fn address(conversation: &ConversationId, call: &str) -> String {
    format!("/api/v1/desk/conversations/{conversation}/{call}")
}

/// What happened and what to do.
pub(crate) fn in_words(error: &CallError) -> String {
    match error {
        CallError::Unreachable => {
            "The server can't be reached. Check the connection and try again.".to_owned()
        }
        CallError::Unreadable => {
            "The server answered in a way this desk can't read. Reload the page.".to_owned()
        }
        CallError::Refused(report) => report.message.clone(),
    }
}
