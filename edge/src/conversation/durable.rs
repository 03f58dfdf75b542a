//! One conversation in memory: the state machine, its storage and its vault, without sockets or I/O.
//!
//! For: taking an input, writing what is durable in one transaction, and saying what is left to do.
//! Not for: clocks, sockets, calls to other objects; the adapter in `object.rs` has those.
//!
//! Invariants: frames, replies and parcels come out only once the transaction is written; when it is
//! refused, the conversation is broken and has to be loaded again; each sealed value is opened once a load,
//! and wiped with the conversation's memory. A vault that does not open shows no value and takes no new one, so what needs one is refused
//! before anything is written; the masked conversation stays, and a person within reach.

use crate::auth::key_ring::{KeyRing, WrappedKey};
use crate::auth::seal::{DataKey, NONCE_BYTES, SealError, SealedEntry};
use crate::conversation::store::{ConversationStore, Load, Writes};
use crate::error::Result;
use crate::objects::conversation::VisitorToken;
use crate::outgoing::outbox;
use crate::sandbox::trace::{self, Note};
use crate::site::cache::LoadedSite;
use crate::storage::sql::Sql;
use handrail_conversation::{Commit, Conversation, Frame, Input, NeedsValues, Reply, Work};
use handrail_mask::Vault;
use handrail_protocol::api::{EVENTS_PAGE_MAX, EventsResponse};
use handrail_protocol::{
    ConversationId, Event, PartialAnswer, Reader, Seq, ServerFrame, UnixMillis,
};
use std::rc::Rc;

/// Fills bytes with randomness.
pub(crate) type Random<'a> = &'a dyn Fn(&mut [u8]);

/// One conversation.
pub(crate) struct DurableConversation<S> {
    id: ConversationId,
    load: Load,
    store: Rc<ConversationStore<S>>,
    site: Rc<LoadedSite>,
    conversation: Conversation,
    key: Option<DataKey>,
    /// The values, or why they do not open.
    vault: std::result::Result<Vault, SealError>,
    revoked_until: Option<UnixMillis>,
    is_broken: bool,
}

/// What came of an input.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// Frames for open connections, in order.
    pub(crate) frames: Vec<(Reader, ServerFrame)>,
    /// For whoever asked.
    pub(crate) reply: Reply,
    /// For the sandbox.
    pub(crate) notes: Vec<Note>,
    /// Something was appended.
    pub(crate) has_news: bool,
    /// Something was put on its way.
    pub(crate) has_parcels: bool,
}

impl<S: Sql> DurableConversation<S> {
    /// The conversation as it was stored, or a new one. Where a key of the ring opens the vault, the
    /// data key is under the current one afterwards; where none does, [`Self::vault_error`] says why.
    pub(crate) fn load(
        id: &ConversationId,
        store: Rc<ConversationStore<S>>,
        site: Rc<LoadedSite>,
        ring: &KeyRing,
        random: Random<'_>,
    ) -> Result<Self> {
        let policy = std::sync::Arc::clone(&site.policy);
        let stored = store.load()?;
        let is_new = stored.is_none();
        let stored = stored.unwrap_or_default();
        let opened = opened_key(id, stored.key.as_ref(), &stored.sealed, ring);
        if let (Ok(Some(key)), Some(wrapped)) = (&opened, &stored.key)
            && ring.is_behind(wrapped)
        {
            // Should the write be refused, the older key goes on opening it, and the next load tries
            // again.
            let _ = store.rewrap(&ring.wrap(key, id, nonce(random)));
        }
        let conversation = if is_new {
            Conversation::new(id.clone(), policy)
        } else {
            Conversation::replay(id.clone(), policy, stored.events)
        };
        let vault = match &opened {
            Ok(key) => open_vault(id, key.as_ref(), &stored.sealed),
            Err(why) => Err(*why),
        };
        Ok(Self {
            id: id.clone(),
            load: store.next_load(),
            store,
            site,
            conversation,
            key: opened.unwrap_or_default(),
            vault,
            revoked_until: stored.revoked_until,
            is_broken: false,
        })
    }

    /// Which loading of the conversation this is.
    pub(crate) fn load_number(&self) -> Load {
        self.load
    }

    /// Does what work of a loading brings still count? Once a write was refused, what it had begun is
    /// void, and a turn of the same number may ask something else.
    pub(crate) fn awaits(&self, load: Load) -> bool {
        !self.is_broken && self.load == load
    }

    /// Why the vault does not open, where it does not.
    pub(crate) fn vault_error(&self) -> Option<SealError> {
        self.vault.as_ref().err().copied()
    }

    /// Was anything ever said here?
    pub(crate) fn exists(&self) -> bool {
        self.conversation.view().seq > Seq(0)
    }

    /// Has it to be loaded again?
    pub(crate) fn is_broken(&self) -> bool {
        self.is_broken
    }

    /// Was a turn under way when the process ended?
    pub(crate) fn needs_restart(&self) -> bool {
        self.conversation.needs_restart()
    }

    /// The state, for whoever decides what to send.
    pub(crate) fn conversation(&self) -> &Conversation {
        &self.conversation
    }

    /// The site's rules it runs by.
    pub(crate) fn site(&self) -> &Rc<LoadedSite> {
        &self.site
    }

    /// Newer rules.
    pub(crate) fn set_site(&mut self, site: Rc<LoadedSite>) {
        self.conversation
            .set_policy(std::sync::Arc::clone(&site.policy));
        self.site = site;
    }

    /// Is a visitor's token still good?
    pub(crate) fn accepts(&self, token: &VisitorToken) -> bool {
        token.epoch >= self.site.epoch
            && self
                .revoked_until
                .is_none_or(|until| token.issued_at > until)
    }

    /// Makes visitors' tokens void that were made up to now.
    pub(crate) fn revoke(&mut self, now: UnixMillis) -> Result<()> {
        self.store.revoke(&self.id, now)?;
        self.revoked_until = Some(now);
        Ok(())
    }

    /// Takes in what happened. `begin` is given work in order, before the write, and must not come
    /// back here.
    pub(crate) fn feed(
        &mut self,
        input: Input,
        now: UnixMillis,
        ring: &KeyRing,
        random: Random<'_>,
        begin: &mut dyn FnMut(Work),
    ) -> Result<Outcome> {
        let step = match &mut self.vault {
            Ok(vault) => self.conversation.handle(input, vault, now),
            Err(_) => match self.conversation.without_values(input) {
                Ok(input) => self.conversation.handle(input, &mut Vault::new(), now),
                Err(NeedsValues { error, client_id }) => {
                    return Ok(Outcome {
                        reply: Reply::Refused { error, client_id },
                        ..Outcome::default()
                    });
                }
            },
        };
        let notes = if self.site.is_sandbox {
            trace::notes(&step, self.site.policy.generative)
        } else {
            Vec::new()
        };
        step.work.into_iter().for_each(begin);
        let writes = self.writes(step.commit, now, ring, random);
        let wake_at = self.conversation.poll_timeout();
        if let Err(error) = self.store.commit(&self.id, &writes, wake_at, now) {
            // Memory is ahead of the disk now: what it knows is no longer true.
            self.is_broken = true;
            return Err(error.into());
        }
        Ok(Outcome {
            frames: step.frames.iter().flat_map(frames_of).collect(),
            reply: step.reply,
            notes,
            has_news: !writes.events.is_empty(),
            has_parcels: !writes.parcels.is_empty(),
        })
    }

    /// A page of events, as the reader may see them.
    pub(crate) fn events(&self, reader: Reader, after: Seq) -> Result<EventsResponse> {
        let events = self.store.events_after(after, EVENTS_PAGE_MAX)?;
        let next = events.last().map_or(after, |event| event.seq);
        let events = events
            .iter()
            .map(|event| self.as_seen(reader, event))
            .collect();
        Ok(EventsResponse { events, next })
    }

    /// What a connection that has events up to `after` still needs: the rest, and the running answer
    /// from the byte it has.
    pub(crate) fn catch_up(
        &self,
        reader: Reader,
        after: Seq,
        partial: Option<PartialAnswer>,
    ) -> Result<Vec<ServerFrame>> {
        let mut frames: Vec<ServerFrame> = self
            .store
            .events_after(after, usize::MAX)?
            .iter()
            .map(|event| ServerFrame::Event {
                event: self.as_seen(reader, event),
            })
            .collect();
        if let Some(answer) = self.conversation.running_answer() {
            let text = match reader {
                Reader::Visitor => answer.visitor,
                Reader::Agent => answer.agent,
            };
            let has = partial
                .filter(|has| has.turn == answer.turn && has.attempt == answer.attempt)
                .and_then(|has| usize::try_from(has.offset).ok())
                .filter(|offset| text.is_char_boundary(*offset))
                .unwrap_or(0);
            if partial.is_some() && has == 0 {
                frames.push(ServerFrame::TurnReset {
                    turn: answer.turn,
                    attempt: answer.attempt,
                });
            }
            if text.len() > has {
                frames.push(ServerFrame::Delta {
                    turn: answer.turn,
                    attempt: answer.attempt,
                    offset: u32::try_from(has).unwrap_or(u32::MAX),
                    text: text[has..].to_owned(),
                });
            }
        }
        Ok(frames)
    }

    fn as_seen(&self, reader: Reader, event: &Event) -> Event {
        match (reader, &self.vault) {
            (Reader::Visitor, Ok(vault)) => self.conversation.for_visitor(event, vault),
            (Reader::Visitor, Err(_)) => self.conversation.for_visitor(event, &Vault::new()),
            (Reader::Agent, _) => self.conversation.for_agent(event),
        }
    }

    fn writes(
        &mut self,
        commit: Commit,
        now: UnixMillis,
        ring: &KeyRing,
        random: Random<'_>,
    ) -> Writes {
        let mut writes = Writes {
            events: commit.events,
            ..Writes::default()
        };
        for entry in &commit.seals {
            let key = self.key.get_or_insert_with(|| {
                let mut bytes = [0; 32];
                random(&mut bytes);
                let key = DataKey::new(bytes);
                writes.key = Some(ring.wrap(&key, &self.id, nonce(random)));
                key
            });
            writes.sealed.push(key.seal(entry, &self.id, nonce(random)));
        }
        let webhooks = &self.site.file.webhook;
        for outgoing in &commit.parcels {
            writes
                .parcels
                .extend(outbox::parcels(outgoing, &self.id, webhooks, now));
        }
        writes
    }
}

/// What each reader is sent of a frame.
fn frames_of(frame: &Frame) -> impl Iterator<Item = (Reader, ServerFrame)> {
    [Reader::Visitor, Reader::Agent]
        .into_iter()
        .filter_map(|reader| Some((reader, frame.for_reader(reader)?)))
}

/// The data key; `None` before anything was sealed.
fn opened_key(
    id: &ConversationId,
    wrapped: Option<&WrappedKey>,
    sealed: &[SealedEntry],
    ring: &KeyRing,
) -> std::result::Result<Option<DataKey>, SealError> {
    match wrapped {
        Some(wrapped) => ring.unwrap(wrapped, id).map(Some),
        None if sealed.is_empty() => Ok(None),
        None => Err(SealError::KeyMissing),
    }
}

/// The values; none where there is no key yet.
fn open_vault(
    id: &ConversationId,
    key: Option<&DataKey>,
    sealed: &[SealedEntry],
) -> std::result::Result<Vault, SealError> {
    let Some(key) = key else {
        return Ok(Vault::new());
    };
    let mut entries = Vec::with_capacity(sealed.len());
    for sealed in sealed {
        entries.push(key.open(sealed, id)?);
    }
    // Placeholders are unique in storage, so two entries never claim one.
    Vault::restore(entries).map_err(|_| SealError::ValueChanged)
}

fn nonce(random: Random<'_>) -> [u8; NONCE_BYTES] {
    let mut bytes = [0; NONCE_BYTES];
    random(&mut bytes);
    bytes
}

#[cfg(test)]
#[path = "durable_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "durable_vault_tests.rs"]
mod vault_tests;
