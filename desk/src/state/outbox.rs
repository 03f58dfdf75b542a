//! What an agent wrote: drafts, and messages on their way.
//!
//! A message stays here until its event came back, whatever happens to connection, session or
//! page; a new try uses the same name for it and so can't write it twice.

use crate::js::{page, store};
use crate::pure::unsent::start_next;
pub(crate) use crate::pure::unsent::{Audience, Progress, Unsent};
use crate::state::Desk;
use crate::state::actions::{address, in_words};
use handrail_protocol::api::{SayRequest, SayResponse};
use handrail_protocol::{ClientId, ConversationId, ErrorCode};
use handrail_ui::js::http::Call;
use handrail_ui::js::storage::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const DRAFTS: &str = "drafts";
const UNSENT: &str = "unsent";

/// The texts in a composer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Draft {
    reply: String,
    note: String,
}

/// Drafts and messages on their way, of all conversations.
#[derive(Clone, Copy)]
pub(crate) struct Outbox {
    /// Oldest first.
    pub(crate) unsent: RwSignal<Vec<Unsent>>,
    /// What the agent wrote into the open conversation, as typed. In memory alone.
    own_words: StoredValue<BTreeMap<String, String>>,
    drafts: RwSignal<BTreeMap<String, Draft>>,
}

impl Outbox {
    pub(crate) fn new() -> Self {
        let outbox = Self {
            unsent: RwSignal::new(store::load(Store::Session, UNSENT).unwrap_or_default()),
            own_words: StoredValue::default(),
            drafts: RwSignal::new(store::load(Store::Session, DRAFTS).unwrap_or_default()),
        };
        outbox.interrupt();
        outbox
    }

    /// The draft of one composer.
    pub(crate) fn draft(self, conversation: &ConversationId, audience: Audience) -> String {
        self.drafts.with_untracked(|drafts| {
            drafts
                .get(conversation.as_str())
                .map(|draft| match audience {
                    Audience::Visitor => draft.reply.clone(),
                    Audience::Agents => draft.note.clone(),
                })
                .unwrap_or_default()
        })
    }

    /// Keeps the draft of one composer.
    pub(crate) fn keep_draft(self, conversation: &ConversationId, audience: Audience, text: &str) {
        self.drafts.update(|drafts| {
            let draft = drafts.entry(conversation.to_string()).or_default();
            match audience {
                Audience::Visitor => text.clone_into(&mut draft.reply),
                Audience::Agents => text.clone_into(&mut draft.note),
            }
            drafts.retain(|_, draft| *draft != Draft::default());
            store::save(Store::Session, DRAFTS, drafts);
        });
    }

    /// Conversations with a draft.
    pub(crate) fn has_draft(self, conversation: &ConversationId) -> bool {
        self.drafts
            .with(|drafts| drafts.contains_key(conversation.as_str()))
    }

    /// Sends a new message.
    pub(crate) fn send(
        self,
        desk: Desk,
        conversation: ConversationId,
        audience: Audience,
        text: String,
    ) {
        let message = Unsent {
            client_id: page::new_client_id(),
            conversation,
            audience,
            text,
            progress: Progress::Queued,
        };
        let conversation = message.conversation.clone();
        self.unsent.update(|unsent| unsent.push(message));
        self.send_next(desk, &conversation);
    }

    /// Sends a message again under its name.
    pub(crate) fn try_again(self, desk: Desk, client_id: ClientId) {
        self.set_progress(&client_id, Progress::Queued);
        if let Some(message) = self.find(&client_id) {
            self.send_next(desk, &message.conversation);
        }
    }

    /// Sends what is next in a conversation.
    fn send_next(self, desk: Desk, conversation: &ConversationId) {
        let next = self
            .unsent
            .try_update(|unsent| start_next(unsent, conversation))
            .flatten();
        self.keep();
        let Some(message) = next else { return };
        let client_id = message.client_id.clone();
        spawn_local(async move {
            let call = match message.audience {
                Audience::Visitor => "messages",
                Audience::Agents => "notes",
            };
            let path = address(&message.conversation, call);
            let request = SayRequest {
                client_id: message.client_id,
                text: message.text,
            };
            let outcome = Call::post(&path, &request)
                .token(&desk.session.token_untracked())
                .send::<SayResponse>()
                .await;
            match outcome {
                Ok(_) => self.accepted(desk, &message.conversation, &client_id),
                Err(error) => {
                    let why = in_words(&error);
                    self.set_progress(&client_id, Progress::Failed(why));
                    if let Some(code) = error.code() {
                        desk.ends_session(code);
                        if code == ErrorCode::ClientIdReused {
                            // Can't be: a name is made once. A new one keeps the text sendable.
                            self.rename(&client_id);
                        }
                    }
                }
            }
            self.send_next(desk, &message.conversation);
        });
    }

    /// Its event came: the transcript has it now.
    pub(crate) fn settle(self, client_id: &ClientId) {
        let typed = self.unsent.with_untracked(|unsent| {
            unsent
                .iter()
                .find(|message| message.client_id == *client_id)
                .map(|message| message.text.clone())
        });
        if let Some(typed) = typed {
            self.own_words.update_value(|words| {
                words.insert(client_id.to_string(), typed);
            });
            self.unsent
                .update(|unsent| unsent.retain(|message| message.client_id != *client_id));
            self.keep();
        }
    }

    /// A message as the agent typed it, as long as its conversation is open: what they wrote to a
    /// visitor reaches the visitor whole, and should not look otherwise to them.
    pub(crate) fn as_typed(self, client_id: &ClientId) -> Option<String> {
        self.own_words
            .with_value(|words| words.get(client_id.as_str()).cloned())
    }

    /// Takes a message out again, so that it can be changed.
    pub(crate) fn take_back(self, desk: Desk, client_id: &ClientId) -> Option<Unsent> {
        let message = self.find(client_id)?;
        self.settle(client_id);
        self.send_next(desk, &message.conversation);
        Some(message)
    }

    fn find(self, client_id: &ClientId) -> Option<Unsent> {
        self.unsent.with_untracked(|unsent| {
            unsent
                .iter()
                .find(|message| message.client_id == *client_id)
                .cloned()
        })
    }

    /// What was on its way when the page or the session ended did perhaps not arrive. A new try is
    /// harmless either way.
    pub(crate) fn interrupt(self) {
        self.own_words.set_value(BTreeMap::new());
        self.unsent.update(|unsent| {
            unsent.retain(|message| message.progress != Progress::Accepted);
            for message in unsent {
                message.progress =
                    Progress::Failed("The connection ended before it was sent.".into());
            }
        });
        self.keep();
    }

    /// Forgets what the edge has: nobody waits for its event any more.
    pub(crate) fn forget_accepted(self) {
        self.own_words.set_value(BTreeMap::new());
        self.unsent
            .update(|unsent| unsent.retain(|message| message.progress != Progress::Accepted));
        self.keep();
    }

    /// Forgets everything, at sign-out.
    pub(crate) fn clear(self) {
        self.own_words.set_value(BTreeMap::new());
        self.unsent.set(Vec::new());
        self.drafts.set(BTreeMap::new());
        store::remove(Store::Session, UNSENT);
        store::remove(Store::Session, DRAFTS);
    }

    fn accepted(self, desk: Desk, conversation: &ConversationId, client_id: &ClientId) {
        // In the open conversation the event follows and takes its place without a flicker.
        if desk.pane.open.try_get_untracked().flatten().as_ref() == Some(conversation) {
            self.set_progress(client_id, Progress::Accepted);
        } else {
            self.settle(client_id);
        }
    }

    fn set_progress(self, client_id: &ClientId, progress: Progress) {
        self.unsent.try_update(|unsent| {
            if let Some(message) = unsent
                .iter_mut()
                .find(|message| message.client_id == *client_id)
            {
                message.progress = progress;
            }
        });
        self.keep();
    }

    fn rename(self, client_id: &ClientId) {
        self.unsent.update(|unsent| {
            if let Some(message) = unsent
                .iter_mut()
                .find(|message| message.client_id == *client_id)
            {
                message.client_id = page::new_client_id();
            }
        });
        self.keep();
    }

    fn keep(self) {
        self.unsent.with_untracked(|unsent| {
            if unsent.is_empty() {
                store::remove(Store::Session, UNSENT);
            } else {
                store::save(Store::Session, UNSENT, unsent);
            }
        });
    }
}
