//! The ProxyVault object: a thin adapter around [`VaultStore`]. One per conversation of the masking
//! proxy, under a name that only this edge can make.

use crate::error::Result;
use crate::log::{Level, LogLine};
use crate::objects::proxy_vault::{ProxyValues, ProxyVaultCall, ToProxyVault};
use crate::objects::{self, Raw};
use crate::platform;
use crate::proxy::VaultStore;
use crate::settings::Settings;
use crate::storage::sql::ObjectSql;
use worker::{DurableObject, Env, Request, Response, State, durable_object};

/// One vault.
#[durable_object(alarm)]
pub struct ProxyVault {
    state: State,
    env: Env,
    store: VaultStore<ObjectSql>,
}

impl DurableObject for ProxyVault {
    fn new(state: State, env: Env) -> Self {
        let store = VaultStore::new(ObjectSql::of(&state));
        Self { state, env, store }
    }

    async fn fetch(&self, mut request: Request) -> worker::Result<Response> {
        objects::answer(self.take(&mut request).await)
    }

    async fn alarm(&self) -> worker::Result<Response> {
        // An error is no reason to keep values longer. The platform drops an alarm that keeps failing,
        // so this one is set anew.
        let now = platform::now();
        if self.store.is_over(now).unwrap_or(true) {
            let deleted = self.state.storage().delete_all().await;
            self.store.forget();
            if deleted.is_err() {
                LogLine::new(Level::Error, "proxy vault not forgotten").write();
                let _ = self.store.look_again(now);
            }
        }
        Response::empty()
    }
}

impl ProxyVault {
    async fn take(&self, request: &mut Request) -> Result<Raw> {
        let ToProxyVault { vault, call } = objects::read(request).await?;
        let settings = Settings::of(&self.env)?;
        let (keys, now) = (&settings.vault_keys, platform::now());
        match call {
            ProxyVaultCall::Open => objects::raw(&ProxyValues {
                is_kept: true,
                values: self.store.open(&vault, keys, now, &platform::fill)?,
            }),
            ProxyVaultCall::Keep { known, values } => {
                objects::raw(
                    &self
                        .store
                        .keep(&vault, keys, known, values, now, &platform::fill)?,
                )
            }
        }
    }
}
