//! A conversation in memory: loaded once, kept to its site's newest rules, dropped when it is void.
//!
//! Invariant: whenever what voids tokens may have changed, sockets and waiting calls of void ones end.

use crate::auth::seal::{NONCE_BYTES, SealError};
use crate::conversation::durable::DurableConversation;
use crate::conversation::object::ConversationObject;
use crate::conversation::rewrap;
use crate::error::Result;
use crate::log::{Level, LogLine};
use crate::objects::conversation::VisitorToken;
use crate::objects::{self, Raw};
use crate::runtime::{Platform, alone};
use handrail_conversation::Input;
use handrail_protocol::{ConversationId, ErrorCode};
use std::rc::Rc;

/// How old the site's rules may be before they are looked up again, in the background.
const RULES_FRESH_MILLIS: u64 = 5_000;
/// That waits so long, so that it does not stand in the way of the message that set it off.
const RULES_LATER_MILLIS: u64 = 250;

impl<P: Platform> ConversationObject<P> {
    /// Loads the conversation, once: other events wait until it is there.
    pub(crate) async fn ensure_loaded(self: &Rc<Self>, id: &ConversationId) -> Result<()> {
        if self.is_ready() {
            self.refresh_rules(id);
            return Ok(());
        }
        let object = Rc::clone(self);
        let id = id.clone();
        let load = async move { object.ensure_loaded_here(&id).await };
        alone(&self.platform, load).await
    }

    /// The same, for whoever holds other events back already.
    pub(crate) async fn ensure_loaded_here(self: &Rc<Self>, id: &ConversationId) -> Result<()> {
        if self.is_ready() {
            Ok(())
        } else {
            self.load(id).await
        }
    }

    /// The same, beside whatever happens next.
    pub(crate) fn load_soon(self: &Rc<Self>) {
        let Ok(Some(id)) = self.store.id() else {
            return;
        };
        let object = Rc::clone(self);
        self.platform.spawn(Box::pin(async move {
            // After the event that is under way.
            object.platform.sleep(0).await;
            // What failed is logged; whoever is left waiting is helped by the turn's deadline.
            let _ = object.ensure_loaded(&id).await;
        }));
    }

    fn is_ready(&self) -> bool {
        self.durable
            .borrow()
            .as_ref()
            .is_some_and(|durable| !durable.is_broken())
    }

    async fn load(self: &Rc<Self>, id: &ConversationId) -> Result<()> {
        let settings = self.platform.settings()?;
        let site = self.platform.site(&id.site()).await?;
        self.rules_looked_up.set(self.platform.now());
        let store = Rc::clone(&self.store);
        let keys = &settings.vault_keys;
        let random = |bytes: &mut [u8]| self.platform.fill(bytes);
        let durable = DurableConversation::load(id, store, site, keys, &random)?;
        if let Some(why) = durable.vault_error() {
            log_vault_error(id, why);
        }
        let needs_restart = durable.needs_restart();
        *self.durable.borrow_mut() = Some(durable);
        self.shut_out();
        if needs_restart {
            self.feed(match self.refused_turn.take() {
                None => Input::Restarted,
                // What the models wrote is what could not be kept: they are not asked for it again.
                Some((turn, attempt)) => Input::ModelFailed {
                    turn,
                    attempt,
                    wrote: None,
                },
            })?;
        }
        Ok(())
    }

    /// Looks the site up again now and then, without letting a message wait for it.
    fn refresh_rules(self: &Rc<Self>, id: &ConversationId) {
        let now = self.platform.now();
        if now.since(self.rules_looked_up.get()) < RULES_FRESH_MILLIS {
            return;
        }
        self.rules_looked_up.set(now);
        let object = Rc::clone(self);
        let site = id.site();
        self.platform.spawn(Box::pin(async move {
            object.platform.sleep(RULES_LATER_MILLIS).await;
            if let Ok(site) = object.platform.site(&site).await
                && let Some(durable) = object.durable.borrow_mut().as_mut()
                && !Rc::ptr_eq(durable.site(), &site)
            {
                durable.set_site(site);
            } else {
                return;
            }
            object.shut_out();
        }));
    }

    /// Refuses a visitor's token that was revoked.
    pub(crate) fn check_token(&self, token: Option<&VisitorToken>) -> Result<()> {
        let Some(token) = token else { return Ok(()) };
        if self.with_conversation(|durable| Ok(durable.accepts(token)))? {
            Ok(())
        } else {
            Err(ErrorCode::TokenRevoked.into())
        }
    }

    /// Memory is void: calls under way end, connections close, the next input loads anew.
    pub(crate) fn unload(&self) {
        for (_, call) in self.calls.take() {
            call.cancel();
        }
        self.durable.take();
    }

    /// The data key that is open meanwhile stays the same one: a conversation need not be loaded, nor anew.
    pub(crate) fn rewrap(&self, id: &ConversationId) -> Result<Raw> {
        let settings = self.platform.settings()?;
        let mut nonce = [0; NONCE_BYTES];
        self.platform.fill(&mut nonce);
        let (wrapping, why) = rewrap::one(&self.store, id, &settings.vault_keys, nonce)?;
        if let Some(why) = why {
            log_vault_error(id, why);
        }
        objects::raw(&wrapping)
    }
}

fn log_vault_error(id: &ConversationId, why: SealError) {
    LogLine::new(Level::Error, "vault does not open")
        .site(&id.site())
        .word("case", why.case())
        .code(why.code())
        .write();
}
