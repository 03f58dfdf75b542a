//! The Sandbox object: a thin adapter around [`SandboxStore`]. One per visit.

use crate::error::Result;
use crate::objects::conversation::ConversationCall;
use crate::objects::desk::DeskCall;
use crate::objects::site::SiteCall;
use crate::objects::{self, Raw};
use crate::platform;
use crate::sandbox::store::{AgentsMode, SandboxCall, SandboxStore, SwitchesChange};
use crate::storage::sql::ObjectSql;
use futures_channel::oneshot;
use futures_util::future::select;
use handrail_protocol::{ErrorCode, SiteId};
use serde::de::IgnoredAny;
use std::cell::RefCell;
use std::pin::pin;
use worker::{DurableObject, Env, Request, Response, State, durable_object};

/// One visit.
#[durable_object(alarm)]
pub struct Sandbox {
    state: State,
    env: Env,
    store: SandboxStore<ObjectSql>,
    waiters: RefCell<Vec<oneshot::Sender<()>>>,
}

impl DurableObject for Sandbox {
    fn new(state: State, env: Env) -> Self {
        let store = SandboxStore::new(ObjectSql::of(&state));
        Self {
            state,
            env,
            store,
            waiters: RefCell::default(),
        }
    }

    async fn fetch(&self, mut request: Request) -> worker::Result<Response> {
        objects::answer(self.take(&mut request).await)
    }

    async fn alarm(&self) -> worker::Result<Response> {
        // The visit is over: its conversations and desk are cut off, and nothing of it is kept here.
        if let Ok(Some(site)) = self.store.site() {
            let ends = (ConversationCall::Erase, DeskCall::Erase);
            self.tell_all(&site, ends.0, ends.1).await;
            let _ = objects::site::<IgnoredAny>(&self.env, &site, SiteCall::Erase).await;
        }
        let _ = self.state.storage().delete_all().await;
        self.store.forget();
        Response::empty()
    }
}

impl Sandbox {
    async fn take(&self, request: &mut Request) -> Result<Raw> {
        let call: SandboxCall = objects::read(request).await?;
        if let SandboxCall::Begin { site, expires_at } = call {
            return objects::raw(&self.store.begin(&site, expires_at)?);
        }
        if self.store.expires_at(platform::now())?.is_none() {
            return Err(ErrorCode::UnknownSite.into());
        }
        match call {
            SandboxCall::Switches => objects::raw(&self.store.switches()?),
            SandboxCall::Set { change } => self.set(change).await,
            SandboxCall::Started { conversation } => {
                objects::raw(&self.store.started(&conversation)?)
            }
            SandboxCall::Trace {
                conversation,
                notes,
            } => {
                self.store.note(&conversation, notes)?;
                for waiter in self.waiters.take() {
                    let _ = waiter.send(());
                }
                objects::raw(&())
            }
            SandboxCall::Read {
                after,
                wait_seconds,
            } => {
                let page = self.store.read(after)?;
                if !page.entries.is_empty() || wait_seconds == 0 {
                    return objects::raw(&page);
                }
                let (news, heard) = oneshot::channel();
                self.waiters.borrow_mut().push(news);
                let patience = pin!(platform::sleep(u64::from(wait_seconds) * 1_000));
                select(heard, patience).await;
                self.waiters
                    .borrow_mut()
                    .retain(|waiter| !waiter.is_canceled());
                objects::raw(&self.store.read(after)?)
            }
            SandboxCall::Begin { .. } => Err(ErrorCode::NotFound.into()),
        }
    }

    async fn set(&self, change: SwitchesChange) -> Result<Raw> {
        let before = self.store.switches()?;
        let now = self.store.change(change)?;
        let site = self.store.site()?.ok_or(ErrorCode::UnknownSite)?;
        if before.agents != now.agents {
            let away = now.agents == AgentsMode::Away;
            objects::desk::<IgnoredAny>(&self.env, &site, DeskCall::Away { away }).await?;
        }
        if now.is_stopped() && !before.is_stopped() {
            self.tell_all(&site, ConversationCall::Cut, DeskCall::Cut)
                .await;
        }
        objects::raw(&now)
    }

    async fn tell_all(&self, site: &SiteId, each: ConversationCall, desk: DeskCall) {
        for conversation in self.store.conversations().unwrap_or_default() {
            let _: Result<IgnoredAny> =
                objects::conversation(&self.env, &conversation, None, each.clone()).await;
        }
        let _: Result<IgnoredAny> = objects::desk(&self.env, site, desk).await;
    }
}
