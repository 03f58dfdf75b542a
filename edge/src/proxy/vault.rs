//! Where the values of a request live: in memory alone, or in the vault of a conversation.
//!
//! Invariants: a request without a conversation touches no object; of a conversation, placeholders
//! mean the same in every request, also in two at once.

use super::masked;
use crate::error::{Refusal, Result};
use crate::objects;
use crate::objects::proxy_vault::{ProxyValues, ProxyVaultCall};
use crate::site::cache::LoadedSite;
use handrail_mask::{Entry, Vault};
use handrail_protocol::{ConversationId, ErrorCode};
use handrail_proxy_wire::{MaskedBody, Opaque, Wire};
use worker::Env;

/// The longest name a caller may give a conversation.
pub(crate) const NAME_MAX_BYTES: usize = 200;
/// Others who keep values at the same time are few.
const TRIES: u32 = 5;

/// Masks with a vault of the request's own.
pub(crate) async fn alone(
    wire: Wire,
    body: &[u8],
    site: &LoadedSite,
    opaque: Opaque<'_>,
) -> Result<(MaskedBody, Vault)> {
    let mut vault = Vault::new();
    let body = masked(wire, body, site, &mut vault, opaque).await?;
    Ok((body, vault))
}

/// Masks with the vault of a conversation, and keeps there what is new.
pub(crate) async fn shared(
    env: &Env,
    id: &ConversationId,
    wire: Wire,
    body: &[u8],
    site: &LoadedSite,
    opaque: Opaque<'_>,
) -> Result<(MaskedBody, Vault)> {
    let mut held: ProxyValues = objects::proxy_vault(env, id, ProxyVaultCall::Open).await?;
    for _ in 0..TRIES {
        let entries = held.values.into_iter();
        let entries = entries.map(|(placeholder, value)| Entry::new(placeholder, value));
        let mut vault = Vault::restore(entries).map_err(|_| ErrorCode::VaultUnreadable)?;
        let known = vault.len();
        let body = masked(wire, body, site, &mut vault, opaque).await?;
        if vault.len() == known {
            return Ok((body, vault));
        }
        let values = vault.entries().skip(known);
        let values = values.map(|entry| (entry.placeholder(), entry.value().to_owned()));
        let keep = ProxyVaultCall::Keep {
            known,
            values: values.collect(),
        };
        held = objects::proxy_vault(env, id, keep).await?;
        if held.is_kept {
            return Ok((body, vault));
        }
    }
    Err(Refusal::from(ErrorCode::Overloaded).retry_after(1))
}
