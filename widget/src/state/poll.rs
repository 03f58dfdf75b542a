//! Long polling for networks that block sockets: messages by POST, events by a call that waits.
//!
//! The socket goes on trying to connect; polling ends when it does.

use super::{Connection, Panel};
use crate::js::storage::Credentials;
use crate::pure::outbox::{Sending, Unsent, Way};
use handrail_protocol::api::WAIT_MAX_SECONDS;
use handrail_protocol::{ClientFrame, ErrorCode};
use handrail_ui::backoff::Backoff;
use handrail_ui::js::clock;
use handrail_ui::js::http::{Call, CallError};
use handrail_ui::wire::{self, Object};
use wasm_bindgen_futures::spawn_local;

/// How long a call waits for events while something is unsent: what failed goes out again after it.
const SOON_SECONDS: u32 = 5;

impl Panel {
    /// Begins to poll.
    pub(super) fn poll(self) {
        let inner = self.inner();
        let Some(credentials) = inner.credentials.borrow().clone() else {
            return;
        };
        let number = inner.poll.get() + 1;
        inner.poll.set(number);
        spawn_local(async move {
            let mut backoff = Backoff::default();
            // The first call does not wait: it shows whether the edge can be reached at all.
            let mut wait = 0;
            loop {
                let after = self.with_view_untracked(|view| view.seq);
                let path = path(
                    &credentials,
                    &[
                        "events?after=",
                        &after.to_string(),
                        "&wait=",
                        &wait.to_string(),
                    ]
                    .concat(),
                );
                let mut call = Call::get(&path).token(&credentials.token);
                call.wait_seconds = wait;
                let answer = call
                    .value()
                    .await
                    .and_then(|value| wire::events_page(&value).ok_or(CallError::Unreadable));
                if inner.poll.get() != number {
                    return;
                }
                match answer {
                    Ok(page) => {
                        backoff.succeed();
                        if inner.silent_until.get().is_none() {
                            inner.silent_until.set(Some(page.next));
                        }
                        for event in &page.events {
                            self.take_event(event);
                        }
                        if self.with_local_untracked(|local| local.connection)
                            != Connection::Polling
                        {
                            self.update_local(|local| local.connection = Connection::Polling);
                            self.clear_connection_notices();
                        }
                        // Also what failed in passing since the last time.
                        self.flush();
                        wait = if self.is_all_sent() {
                            WAIT_MAX_SECONDS
                        } else {
                            SOON_SECONDS
                        };
                    }
                    Err(error) if error.is_passing() => {
                        wait = 0;
                        self.update_local(|local| local.connection = Connection::Lost);
                        clock::pause(backoff.fail(clock::random())).await;
                    }
                    Err(_) => {
                        self.forget_session();
                        return;
                    }
                }
            }
        });
    }

    /// Posts the messages that wait, one after the other.
    pub(super) fn post_messages(self) {
        let mut next = self.next_message(Way::Calls);
        if next.is_none() {
            return;
        }
        spawn_local(async move {
            while let Some(message) = next {
                let outcome = self.post(&message).await;
                let counts = self.update_local(|local| local.outbox.answered(&message, outcome));
                match outcome {
                    // The next poll that is answered tries again.
                    Sending::Waiting => return,
                    Sending::Refused(code) if counts => self.refused(&message.client_id, code),
                    _ => {}
                }
                next = self.next_message(Way::Calls);
            }
        });
    }

    async fn post(self, message: &Unsent) -> Sending {
        let Some(credentials) = self.inner().credentials.borrow().clone() else {
            return Sending::Waiting;
        };
        let body = Object::default()
            .text("client_id", message.client_id.as_str())
            .text("text", &message.text)
            .finish();
        let answer = Call::post_text(&path(&credentials, "messages"), body)
            .token(&credentials.token)
            .done()
            .await;
        match answer {
            Ok(()) => Sending::Acked,
            Err(CallError::Refused(report)) if report.code != ErrorCode::Overloaded => {
                Sending::Refused(report.code)
            }
            Err(_) => Sending::Waiting,
        }
    }

    /// Does by a call what the socket would carry as a frame.
    pub(super) fn act_by_call(self, frame: ClientFrame) {
        let Some(credentials) = self.inner().credentials.borrow().clone() else {
            return;
        };
        spawn_local(async move {
            let name = match &frame {
                ClientFrame::Stop {} => "stop",
                ClientFrame::Retry {} => "retry",
                ClientFrame::RequestHuman {} => "handoff",
                ClientFrame::DeclineOffer {} => "decline-offer",
                ClientFrame::LeaveQueue {} => "leave-queue",
                ClientFrame::InviteAi {} => "invite-ai",
                ClientFrame::Consent { .. } => "consent",
                ClientFrame::LeaveContact { .. } => "contact",
                ClientFrame::Hello { .. }
                | ClientFrame::Say { .. }
                | ClientFrame::Typing {}
                | ClientFrame::Page { .. } => return,
            };
            let path = path(&credentials, name);
            // The frame has the fields of the call's body; its type is one the call ignores.
            let call = Call::post_text(&path, wire::client_frame(&frame)).token(&credentials.token);
            match call.done().await {
                Ok(()) => {}
                Err(error) if error.is_passing() => self.act_later(frame),
                Err(error) => self.error(error.code().unwrap_or(ErrorCode::Internal), true),
            }
        });
    }
}

fn path(credentials: &Credentials, rest: &str) -> String {
    [
        "/api/v1/conversations/",
        credentials.conversation.as_str(),
        "/",
        rest,
    ]
    .concat()
}
