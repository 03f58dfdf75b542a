//! Who works at this desk.

use crate::js::{parent, store};
use handrail_protocol::api::{SignInRequest, SignInResponse};
use handrail_protocol::{AgentCard, AgentId, Role};
use handrail_ui::js::http::{Call, CallError};
use handrail_ui::js::storage::Store;
use leptos::prelude::*;

const SESSION: &str = "session";
const SITE: &str = "site";
const AGENT: &str = "agent";

/// The session, when there is one.
#[derive(Clone, Copy)]
pub(crate) struct Session {
    current: RwSignal<Option<SignInResponse>>,
    /// What the sign-in form has to say first.
    pub(crate) note: RwSignal<Option<String>>,
    /// The desk is part of the sandbox, which signs it in.
    pub(crate) embedded: bool,
}

impl Session {
    pub(crate) fn new() -> Self {
        let embedded = parent::is_embedded();
        // In the sandbox the page around owns the session; storage is shared with it.
        let stored = if embedded {
            None
        } else {
            store::load(Store::Session, SESSION)
        };
        Self {
            current: RwSignal::new(stored),
            note: RwSignal::new(None),
            embedded,
        }
    }

    /// Exchanges a one-time code for a session.
    pub(crate) async fn exchange(site: String, code: String) -> Result<SignInResponse, CallError> {
        let request = SignInRequest { site, code };
        let session: SignInResponse = Call::post("/api/v1/desk/session", &request).send().await?;
        store::save(Store::Local, SITE, &request.site);
        Ok(session)
    }

    /// Works with a session from now on. Says whether the agent is the one who worked here before.
    pub(crate) fn begin(self, session: SignInResponse) -> bool {
        let before: Option<AgentId> = store::load(Store::Session, AGENT);
        let is_same = before.as_ref() == Some(&session.agent.id);
        store::save(Store::Session, AGENT, &session.agent.id);
        if !self.embedded {
            store::save(Store::Session, SESSION, &session);
        }
        self.note.try_set(None);
        self.current.try_set(Some(session));
        is_same
    }

    /// Forgets the session.
    pub(crate) fn end(self, note: Option<&str>) {
        store::remove(Store::Session, SESSION);
        self.note.set(note.map(str::to_owned));
        self.current.set(None);
    }

    pub(crate) fn is_signed_in_untracked(self) -> bool {
        self.current.with_untracked(Option::is_some)
    }

    /// The bearer token; empty when nobody is signed in.
    pub(crate) fn token(self) -> String {
        self.current
            .with(|session| session.as_ref().map(|session| session.token.clone()))
            .unwrap_or_default()
    }

    /// The same without following changes.
    pub(crate) fn token_untracked(self) -> String {
        untrack(|| self.token())
    }

    /// The agent, as visitors see them.
    pub(crate) fn agent(self) -> Option<AgentCard> {
        self.current
            .with(|session| session.as_ref().map(|session| session.agent.clone()))
    }

    /// The agent's id.
    pub(crate) fn me(self) -> Option<AgentId> {
        self.agent().map(|agent| agent.id)
    }

    /// What the agent may do; the least when nobody is signed in.
    pub(crate) fn role(self) -> Role {
        self.current
            .with(|session| session.as_ref().map(|session| session.role))
            .unwrap_or_default()
    }

    /// The same without following changes.
    pub(crate) fn me_untracked(self) -> Option<AgentId> {
        self.current
            .with_untracked(|session| session.as_ref().map(|session| session.agent.id.clone()))
    }

    /// The site that was signed in to last in this browser.
    pub(crate) fn last_site() -> Option<String> {
        store::load(Store::Local, SITE)
    }
}
