//! Start of a conversation: from what the browser stores, or by the first message or press.

use super::{Connection, Panel};
use crate::js::storage::Credentials;
use crate::pure::outbox::Outbox;
use handrail_protocol::api::StartResponse;
use handrail_protocol::{Seq, View};
use handrail_ui::backoff::Backoff;
use handrail_ui::js::clock;
use handrail_ui::js::http::{Call, CallError};
use handrail_ui::wire::{self, Object};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::js::host::ToHost;

impl Panel {
    /// Takes up the conversation of this browser, if there is one.
    pub(crate) fn resume(self) {
        let inner = self.inner();
        let credentials = inner.storage.credentials();
        let outbox = inner.storage.outbox();
        if credentials.is_none() && outbox.is_empty() {
            return;
        }
        // The conversation may have been started on another origin of the site.
        inner.host.post(&ToHost::Conversed);
        self.draft.set(inner.storage.draft());
        inner.read.set(inner.storage.read());
        let unsent = !outbox.is_empty();
        self.update_local(|local| local.outbox.merge(outbox));
        self.store_outbox();
        if credentials.is_some() {
            *inner.credentials.borrow_mut() = credentials;
            self.connect();
        } else if unsent {
            self.start();
        }
    }

    /// Another tab wrote under a key of the store; no key means that everything was cleared.
    pub(crate) fn storage_changed(self, key: Option<&str>, value: Option<&str>) {
        if key.is_some_and(|key| key != self.inner().storage.key()) {
            return;
        }
        if key.is_none() || value == Some("") {
            // The visitor signed out there.
            self.forget();
        } else {
            self.take_over();
        }
    }

    /// Another tab started, ended or changed the conversation.
    fn take_over(self) {
        let inner = self.inner();
        let credentials = inner.storage.credentials();
        if *inner.credentials.borrow() == credentials {
            return;
        }
        self.disconnect();
        self.update_view(|view| *view = View::default());
        inner.silent_until.set(None);
        inner.read.set(inner.storage.read());
        inner.unread.set(0);
        let connect = credentials.is_some();
        *inner.credentials.borrow_mut() = credentials;
        if connect {
            inner.starting.take();
            self.connect();
        }
    }

    /// Connects, and starts a conversation before where there is none.
    pub(super) fn ensure_connected(self) {
        let inner = self.inner();
        if inner.credentials.borrow().is_none() {
            self.start();
        } else if inner.socket.borrow().is_none() {
            self.connect();
        }
    }

    fn start(self) {
        let inner = self.inner();
        if inner.starting.get().is_some() {
            return;
        }
        self.update_local(|local| local.connection = Connection::Connecting);
        let key = clock::fresh_id();
        let began = Some(clock::steady_millis());
        inner.starting.set(began);
        let is_over = move || inner.starting.get() != began;
        spawn_local(async move {
            let mut backoff = Backoff::default();
            let path = ["/api/v1/sites/", &inner.boot.site, "/conversations"].concat();
            loop {
                let request = Object::default()
                    .text("locale", self.words.lang)
                    .text_if("page", inner.page.borrow().as_deref())
                    .finish();
                let mut call = Call::post_text(&path, request);
                call.idempotency_key = Some(&key);
                let answer = call
                    .value()
                    .await
                    .and_then(|value| wire::start_answer(&value).ok_or(CallError::Unreadable));
                // The visitor may have signed out, or another tab may have been quicker.
                if is_over() {
                    return;
                }
                match answer {
                    Ok(started) => {
                        inner.starting.take();
                        self.started(started);
                        return;
                    }
                    Err(error) if error.is_passing() => {
                        self.update_local(|local| local.connection = Connection::Lost);
                        clock::pause(backoff.fail(clock::random())).await;
                        if is_over() {
                            return;
                        }
                        // Where storage is a cookie, nobody tells of another tab.
                        if let Some(found) = inner.storage.credentials() {
                            inner.starting.take();
                            *inner.credentials.borrow_mut() = Some(found);
                            self.connect();
                            return;
                        }
                    }
                    Err(error) => {
                        inner.starting.take();
                        let code = error
                            .code()
                            .unwrap_or(handrail_protocol::ErrorCode::Internal);
                        self.update_local(|local| {
                            local.connection = Connection::Idle;
                            local.outbox.refuse_all(code);
                            local.outbox.asked_human = false;
                        });
                        self.alert.say(self.words.send_failed);
                        return;
                    }
                }
            }
        });
    }

    fn started(self, started: StartResponse) {
        let inner = self.inner();
        let credentials = Credentials {
            conversation: started.conversation,
            token: started.token,
        };
        inner.storage.set_credentials(Some(&credentials));
        *inner.credentials.borrow_mut() = Some(credentials);
        // A conversation of its own: what came before is over.
        self.update_view(|view| *view = View::default());
        // Nothing of it is history.
        inner.silent_until.set(Some(Seq(0)));
        inner.read.set(Seq(0));
        self.clear_error();
        self.update_local(|local| local.people = started.people);
        inner.host.post(&ToHost::Conversed);
        self.connect();
    }

    /// The edge no longer knows the conversation. What is on screen stays; the next message starts
    /// a new one.
    pub(super) fn forget_session(self) {
        let inner = self.inner();
        self.disconnect();
        inner.storage.set_credentials(None);
        *inner.credentials.borrow_mut() = None;
        self.update_local(|local| {
            local.connection = Connection::Idle;
            // A new conversation asks anew.
            local.consent = None;
        });
        self.show_error(self.words.expired);
        if self.with_local_untracked(|local| !local.outbox.is_empty()) {
            self.start();
        }
    }

    /// The visitor signed out: nothing of the conversation stays in this browser.
    pub(crate) fn shutdown(self) {
        let inner = self.inner();
        inner.storage.forget();
        self.forget();
        inner.host.post(&ToHost::Forgotten);
    }

    /// Forgets the conversation, and what was to become part of it: the next visitor is another.
    fn forget(self) {
        let inner = self.inner();
        self.disconnect();
        inner.storage.forget_tab();
        inner.credentials.take();
        inner.starting.take();
        inner.waiting.take();
        inner.live.take();
        inner.unread.set(0);
        self.update_local(|local| {
            local.connection = Connection::Idle;
            local.place = None;
            local.outbox = Outbox::default();
            local.consent = None;
            local.error_text = "";
        });
        self.update_view(|view| *view = View::default());
        self.answer.set(String::new());
        self.draft.set(String::new());
    }
}
