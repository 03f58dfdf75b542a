//! The panel's storage in the browser: nothing before the first message or press of "Talk to a
//! human"; then the conversation and its token, how far it was read, what is not sent yet, and this
//! tab's draft.

use crate::pure::outbox::Outbox;
use handrail_protocol::{ConversationId, Seq};
use handrail_ui::js::codec;
use handrail_ui::js::storage::Store;
use handrail_ui::wire::{Object, Source, text};
use std::cell::RefCell;

/// The conversation of this browser and the token for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Credentials {
    /// Which one.
    pub conversation: ConversationId,
    /// Bearer token.
    pub token: String,
}

/// The store of one site.
#[derive(Debug)]
pub(crate) struct PanelStorage {
    key: String,
    /// What this tab kept of what is not sent yet.
    own: RefCell<Outbox>,
}

impl PanelStorage {
    /// Of this site.
    pub(crate) fn of(site: &str) -> Self {
        Self {
            key: ["handrail:", site].concat(),
            own: RefCell::default(),
        }
    }

    /// The key that other tabs are told of when the conversation changes.
    pub(crate) fn key(&self) -> &str {
        &self.key
    }

    /// Reads the conversation.
    pub(crate) fn credentials(&self) -> Option<Credentials> {
        let kept = codec::parse(&Store::Local.get(&self.key)?)?;
        Some(Credentials {
            conversation: ConversationId::parse(text(&kept, "conversation")?).ok()?,
            token: text(&kept, "token")?,
        })
    }

    /// Keeps or forgets the conversation.
    pub(crate) fn set_credentials(&self, credentials: Option<&Credentials>) {
        // Each conversation is read from its beginning. Other tabs look once the next line is written.
        Store::Local.remove(&self.read_key());
        match credentials {
            Some(credentials) => {
                let kept = Object::default()
                    .text("conversation", credentials.conversation.as_str())
                    .text("token", &credentials.token)
                    .finish();
                Store::Local.set(&self.key, &kept);
            }
            None => Store::Local.remove(&self.key),
        }
    }

    /// Up to where the conversation was in view.
    pub(crate) fn read(&self) -> Seq {
        Store::Local
            .get(&self.read_key())
            .and_then(|kept| codec::parse(&kept)?.number())
            .map(|seq| Seq(seq as u32))
            .unwrap_or_default()
    }

    /// It was in view up to here.
    pub(crate) fn set_read(&self, seq: Seq) {
        Store::Local.set(&self.read_key(), &seq.to_string());
    }

    /// Reads what is not sent yet, of all tabs.
    pub(crate) fn outbox(&self) -> Outbox {
        Store::Local
            .get(&self.outbox_key())
            .and_then(|text| codec::parse(&text))
            .map(|kept| Outbox::read(&kept))
            .unwrap_or_default()
    }

    /// Keeps what is not sent yet, beside what other tabs keep.
    pub(crate) fn set_outbox(&self, outbox: &Outbox) {
        let before = self.own.replace(outbox.clone());
        let all = outbox.clone().over(&before, self.outbox());
        let key = self.outbox_key();
        if all.is_empty() {
            Store::Local.remove(&key);
        } else {
            Store::Local.set(&key, &all.write());
        }
    }

    /// Forgets what is this tab's.
    pub(crate) fn forget_tab(&self) {
        self.own.take();
        self.set_draft("");
    }

    /// Forgets what all tabs share. They are told by an empty text, which is no conversation.
    pub(crate) fn forget(&self) {
        Store::Local.remove(&self.outbox_key());
        Store::Local.set(&self.key, "");
        self.set_credentials(None);
    }

    /// Reads this tab's draft.
    pub(crate) fn draft(&self) -> String {
        Store::Session.get(&self.key).unwrap_or_default()
    }

    /// Keeps this tab's draft.
    pub(crate) fn set_draft(&self, draft: &str) {
        if draft.is_empty() {
            Store::Session.remove(&self.key);
        } else {
            Store::Session.set(&self.key, draft);
        }
    }

    fn read_key(&self) -> String {
        [&self.key, ":read"].concat()
    }

    fn outbox_key(&self) -> String {
        [&self.key, ":outbox"].concat()
    }
}
