//! What the visitor does.

use super::{Connection, LocalState, Panel};
use crate::js::host::ToHost;
use crate::pure::composer;
use crate::pure::human_status::Reach;
use crate::pure::outbox::Sending;
use handrail_protocol::{ClientFrame, ClientId, ErrorCode, Owner};
use handrail_ui::js::clock;
use handrail_ui::wire;
use handrail_ui::words::fill;
use leptos::prelude::*;

/// The least time between two typing frames.
const TYPING_MILLIS: f64 = 3_000.0;

impl Panel {
    /// Sends the text field. Says whether there was something to send.
    pub(crate) fn send_draft(self) -> bool {
        let text = self
            .draft
            .with_untracked(|draft| composer::sendable(draft).map(str::to_owned));
        let Some(text) = text else { return false };
        self.say(text);
        self.draft.set(String::new());
        self.inner().storage.set_draft("");
        true
    }

    /// Writes a message: on screen and kept at once, sent as soon as there is a way.
    pub(crate) fn say(self, text: String) {
        let Ok(client_id) = ClientId::parse(clock::fresh_id()) else {
            return;
        };
        self.clear_error();
        self.update_local(|local| local.outbox.push(client_id, text, clock::now()));
        self.store_outbox();
        match self.reach() {
            Reach::Edge => {}
            Reach::NoNetwork => self.status.say(self.words.offline),
            Reach::NoEdge => self.status.say(self.words.unreachable),
        }
        self.ensure_connected();
        self.send_messages();
    }

    /// Sends a refused message again.
    pub(crate) fn say_again(self, client_id: &ClientId) {
        self.update_local(|local| local.outbox.set(client_id, Sending::Waiting));
        self.ensure_connected();
        self.send_messages();
    }

    /// "Talk to a human". In every state it does something or says where things stand.
    pub(crate) fn ask_human(self) {
        let owner = self.with_view_untracked(|view| view.owner.clone());
        match owner {
            Owner::Person { agent, .. } => {
                let text = fill(self.words.human_person, &[("name", &agent.name)]);
                self.status.say(text);
                return;
            }
            Owner::Waiting { .. } => {
                let text = match self.with_local_untracked(|local| local.place) {
                    Some(place) => fill(self.words.queued, &[("n", &place.to_string())]),
                    None => self.words.queued_unknown.to_owned(),
                };
                self.status.say(text);
                return;
            }
            Owner::Assistant | Owner::Closed { .. } => {}
        }
        self.update_local(|local| local.outbox.asked_human = true);
        self.store_outbox();
        self.status.say(match self.reach() {
            Reach::Edge => self.words.human_waiting,
            Reach::NoNetwork => self.words.human_asked_offline,
            Reach::NoEdge => self.words.human_asked_unreachable,
        });
        self.ensure_connected();
        if matches!(self.connection(), Connection::Online | Connection::Polling) {
            self.act(ClientFrame::RequestHuman {});
        }
    }

    /// Sends an action by the way there is; without one it waits.
    pub(crate) fn act(self, frame: ClientFrame) {
        self.clear_error();
        let inner = self.inner();
        match self.connection() {
            Connection::Online => {
                let socket = inner.socket.borrow().clone();
                let sent = socket.is_some_and(|socket| socket.send(&wire::client_frame(&frame)));
                if !sent {
                    self.act_later(frame);
                }
            }
            Connection::Polling => self.act_by_call(frame),
            Connection::Idle | Connection::Connecting | Connection::Lost => self.act_later(frame),
        }
    }

    pub(super) fn act_later(self, frame: ClientFrame) {
        // What concerns this very moment is void later.
        let keeps = matches!(
            frame,
            ClientFrame::Consent { .. }
                | ClientFrame::LeaveContact { .. }
                | ClientFrame::LeaveQueue {}
                | ClientFrame::DeclineOffer {}
                | ClientFrame::InviteAi {}
                | ClientFrame::Retry {}
        );
        if keeps {
            self.inner().waiting.borrow_mut().push(frame);
        }
    }

    /// The visitor answered a disclosure that asks.
    pub(crate) fn answer_disclosure(self, accepted: bool) {
        let version = self.inner().site.disclosure.version.clone();
        self.update_local(|local| local.consent = Some(accepted));
        self.act(ClientFrame::Consent { version, accepted });
        if !accepted {
            self.status.say(self.words.consent_declined);
        }
    }

    /// The text field changed.
    pub(crate) fn typed(self, text: String) {
        let inner = self.inner();
        let before = self.draft.with_untracked(|draft| composer::left(draft));
        if let Some(left) = composer::announced(before, composer::left(&text)) {
            let template = if left < 0 {
                self.words.too_long
            } else {
                self.words.characters_left
            };
            self.status
                .say(fill(template, &[("n", &left.abs().to_string())]));
        }
        // Before the first message nothing is kept.
        if inner.credentials.borrow().is_some() {
            inner.storage.set_draft(&text);
        }
        self.draft.set(text);
        let now = clock::steady_millis();
        if self.connection() == Connection::Online && now - inner.typed_at.get() > TYPING_MILLIS {
            inner.typed_at.set(now);
            self.act(ClientFrame::Typing {});
        }
    }

    /// The visitor moved to another page.
    pub(crate) fn moved(self, page: String) {
        let inner = self.inner();
        *inner.page.borrow_mut() = Some(page.clone());
        if inner.credentials.borrow().is_some() {
            self.act(ClientFrame::Page { path: page });
        }
    }

    /// Asks the loader to close the panel.
    pub(crate) fn close(self) {
        self.inner().host.post(&ToHost::Close);
    }

    /// The panel came into view or left it.
    pub(crate) fn set_open(self, open: bool) {
        let inner = self.inner();
        inner.open.set(open);
        if open {
            inner.unread.set(0);
            self.mark_read(self.with_view_untracked(|view| view.seq));
            self.ask_people();
        }
    }

    fn connection(self) -> Connection {
        self.with_local_untracked(|local| local.connection)
    }

    pub(crate) fn reach(self) -> Reach {
        self.with_local_untracked(LocalState::reach)
    }

    pub(super) fn store_outbox(self) {
        let inner = self.inner();
        inner.storage.set_outbox(&inner.local.borrow().outbox);
    }

    pub(super) fn refused(self, client_id: &ClientId, code: ErrorCode) {
        let sending = Sending::Refused(code);
        self.update_local(|local| local.outbox.set(client_id, sending));
        self.alert.say(sending.words(self.words));
    }
}
