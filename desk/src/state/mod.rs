//! What the desk knows, as signals. One value, [`Desk`], is handed to every component.

pub(crate) mod actions;
pub(crate) mod alerts;
pub(crate) mod clock;
pub(crate) mod outbox;
pub(crate) mod pane;
pub(crate) mod queue;
pub(crate) mod session;

use crate::js::page;
use alerts::Alerts;
use clock::Clock;
use handrail_protocol::api::SignInResponse;
use handrail_protocol::{ConversationId, ErrorCode};
use leptos::prelude::*;
use outbox::Outbox;
use pane::Pane;
use queue::Queue;

use session::Session;

/// Everything the desk knows. A handle: copies share the same signals.
#[derive(Clone, Copy)]
pub(crate) struct Desk {
    /// Who works here.
    pub(crate) session: Session,
    /// The edge's clock.
    pub(crate) clock: Clock,
    /// The list of conversations and who is online.
    pub(crate) queue: Queue,
    /// The conversation that is open.
    pub(crate) pane: Pane,
    /// What was written and not acknowledged yet, and drafts.
    pub(crate) outbox: Outbox,
    /// Sound and notifications.
    pub(crate) alerts: Alerts,
}

impl Desk {
    /// A desk nobody has signed in to.
    pub(crate) fn new() -> Self {
        let session = Session::new();
        Self {
            session,
            clock: Clock::new(),
            queue: Queue::new(),
            pane: Pane::new(),
            outbox: Outbox::new(),
            alerts: Alerts::new(session.embedded),
        }
    }

    /// Opens a conversation, and puts it into the address, so that "back" works on a phone.
    pub(crate) fn open(self, conversation: ConversationId) {
        if self.session.embedded {
            self.show(Some(conversation));
        } else {
            page::set_fragment(Some(&conversation));
            self.show(Some(conversation));
        }
    }

    /// Closes the conversation that is open.
    pub(crate) fn close(self) {
        if !self.session.embedded {
            page::set_fragment(None);
        }
        self.show(None);
    }

    /// Makes the pane follow the address.
    pub(crate) fn show(self, conversation: Option<ConversationId>) {
        let before = self.pane.open.get_untracked();
        if before == conversation {
            return;
        }
        // Where list and conversation take turns, the focus would be left on what is hidden.
        if page::is_narrow() {
            match (&conversation, &before) {
                (Some(_), _) => page::focus_soon("conversation-name"),
                (None, Some(before)) => page::focus_soon(before.as_str()),
                (None, None) => {}
            }
        }
        self.pane.enter(self, conversation);
    }

    /// Begins to work with a session. What another agent left in this tab is forgotten.
    pub(crate) fn begin(self, session: SignInResponse) {
        let is_same = self.session.begin(session);
        if !is_same {
            self.outbox.clear();
            self.queue.forget_choice();
        }
    }

    /// Ends what a session holds open, keeps what an agent wrote.
    pub(crate) fn expire(self, note: Option<&str>) {
        self.queue.disconnect();
        self.pane.leave();
        self.outbox.interrupt();
        self.session.end(note);
    }

    /// Looks whether a refusal means that the session is over, and if so asks to sign in again.
    pub(crate) fn ends_session(self, code: ErrorCode) -> bool {
        let ended = matches!(
            code,
            ErrorCode::Unauthorized | ErrorCode::TokenExpired | ErrorCode::TokenRevoked
        );
        if ended && self.session.is_signed_in_untracked() {
            self.expire(Some(
                "Your session has ended. Sign in again; what you wrote is still here.",
            ));
        }
        ended
    }
}
