//! The Site object: a thin adapter around [`SiteStore`].
//!
//! One per site, and one more, under [`crate::objects::DIRECTORY`], which knows what sites there are,
//! so that a made-up name touches no object of its own.

use crate::error::{Refusal, Result};
use crate::objects::site::{SiteCall, ToSite};
use crate::objects::{self, Raw};
use crate::platform;
use crate::settings::Settings;
use crate::site::store::{self, CODE_MILLIS, SiteStore};
use crate::storage::sql::ObjectSql;
use handrail_protocol::api::SignInCode;
use handrail_protocol::{ErrorCode, SiteId};
use handrail_site::SiteFile;
use worker::{DurableObject, Env, Request, Response, State, durable_object};

/// One site.
#[durable_object(fetch)]
pub struct Site {
    state: State,
    env: Env,
    store: SiteStore<ObjectSql>,
}

impl DurableObject for Site {
    fn new(state: State, env: Env) -> Self {
        let store = SiteStore::new(ObjectSql::of(&state));
        Self { state, env, store }
    }

    async fn fetch(&self, mut request: Request) -> worker::Result<Response> {
        objects::answer(self.take(&mut request).await)
    }
}

impl Site {
    async fn take(&self, request: &mut Request) -> Result<Raw> {
        let ToSite { site, call } = objects::read(request).await?;
        match (site, call) {
            (None, SiteCall::Enter { site }) => objects::raw(&self.store.enter(&site)?),
            (None, SiteCall::Knows { site }) => objects::raw(&self.store.knows(&site)?),
            (None, SiteCall::Probe) => objects::raw(&self.store.probe(platform::now())?),
            (None, SiteCall::All) => objects::raw(&self.store.all()?),
            (Some(_), SiteCall::Erase) => {
                let storage = self.state.storage();
                storage
                    .delete_all()
                    .await
                    .map_err(crate::error::at("erase"))?;
                self.store.forget();
                objects::raw(&())
            }
            (Some(site), call) => self.of_site(&site, call),
            (None, _) => Err(ErrorCode::NotFound.into()),
        }
    }

    fn of_site(&self, site: &SiteId, call: SiteCall) -> Result<Raw> {
        let now = platform::now();
        let settings = Settings::of(&self.env)?;
        let key = &settings.token_key;
        match call {
            SiteCall::Snapshot => {
                let snapshot = self.store.snapshot()?;
                objects::raw(&snapshot.ok_or(ErrorCode::UnknownSite)?)
            }
            SiteCall::Put { text, knowledge } => {
                let snapshot = self.store.put(&text, knowledge.as_ref())?;
                let file = self.file()?;
                let agents = file.agent.iter();
                let agents: Vec<_> = agents.map(|agent| key.agent(site, &agent.email)).collect();
                self.store.keep_agents(&agents)?;
                objects::raw(&snapshot)
            }
            SiteCall::Code { email } => {
                let file = self.file()?;
                let known = file
                    .agent
                    .iter()
                    .any(|agent| agent.email.eq_ignore_ascii_case(&email));
                if !known {
                    return Err(ErrorCode::UnknownAgent.into());
                }
                let code = store::code_text(platform::random());
                let expires_at = now.plus(CODE_MILLIS);
                self.store
                    .keep_code(&code, &key.agent(site, &email), expires_at)?;
                objects::raw(&SignInCode { code, expires_at })
            }
            SiteCall::SignIn {
                code,
                session,
                expires_at,
            } => {
                // Wrong ones are counted in the router, by address: whoever has the right one comes in, however many
                // others guess.
                let agent = self.store.take_code(&code, now)?;
                let agent = agent.ok_or(ErrorCode::CodeInvalid)?;
                let known = store::find_agent(site, &self.file()?, &agent, key)
                    .ok_or(ErrorCode::CodeInvalid)?;
                self.store.keep_session(&session, &agent, expires_at, now)?;
                objects::raw(&known)
            }
            SiteCall::Session { session } => {
                let agent = self
                    .store
                    .session(&session, now)?
                    .ok_or(ErrorCode::TokenRevoked)?;
                let known = store::find_agent(site, &self.file()?, &agent, key);
                objects::raw(&known.ok_or(ErrorCode::TokenRevoked)?)
            }
            SiteCall::Ended { sessions } => {
                let mut ended = Vec::new();
                for session in sessions {
                    if self.store.session(&session, now)?.is_none() {
                        ended.push(session);
                    }
                }
                objects::raw(&ended)
            }
            SiteCall::EndSessions { email } => {
                let agent = key.agent(site, &email);
                self.store.end_sessions_of(&agent)?;
                objects::raw(&agent)
            }
            SiteCall::SignOut { session } => objects::raw(&self.store.end_session(&session)?),
            SiteCall::RevokeTokens => objects::raw(&self.store.raise_epoch()?),
            SiteCall::ProxyKeys => objects::raw(&self.store.proxy_keys().all(now)?),
            SiteCall::AddProxyKey { key } => {
                self.file()?;
                let is_kept = self.store.proxy_keys().add(&key)?;
                let message = "A site has at most 1,000 keys. Revoke some first.";
                if is_kept {
                    objects::raw(&())
                } else {
                    Err(Refusal::new(ErrorCode::NotPossibleNow, message))
                }
            }
            SiteCall::RevokeProxyKey { id } => objects::raw(&self.store.proxy_keys().revoke(&id)?),
            SiteCall::ProxySpent { day, tokens } => {
                objects::raw(&self.store.proxy_keys().spend(day, &tokens)?)
            }
            SiteCall::Enter { .. }
            | SiteCall::Knows { .. }
            | SiteCall::Probe
            | SiteCall::All
            | SiteCall::Erase => Err(ErrorCode::NotFound.into()),
        }
    }

    fn file(&self) -> Result<SiteFile> {
        let snapshot = self.store.snapshot()?.ok_or(ErrorCode::UnknownSite)?;
        SiteFile::parse(&snapshot.text).map_err(|_| Refusal::internal("stored site file"))
    }
}
