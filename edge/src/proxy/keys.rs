//! Keys of the masking proxy: `hrp_<site>.<random>`.
//!
//! Invariants: a key is shown once and stored as its hash; one that cannot be verified touches no
//! object but the directory; a revoked one is refused within [`FRESH_MILLIS`], here at once.

use crate::answer::{Empty, json, wrong_method};
use crate::auth::token::{base32, hashed};
use crate::error::{Refusal, Result};
use crate::objects;
use crate::objects::site::{ProxyKey, SiteCall};
use crate::platform;
use crate::request::Call;
use crate::site::cache::{self, LoadedSite};
use crate::site::key_store::day;
use handrail_protocol::{ErrorCode, SiteId, UnixMillis};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use subtle::ConstantTimeEq as _;
use worker::{Method, Response};

/// What is known of a site's keys is looked up again after so long.
const FRESH_MILLIS: u64 = 3_000;
/// After so long it is looked up beside a request, so that hardly one waits.
const STALE_MILLIS: u64 = 1_200;
/// So many sites are kept.
const SITES_MAX: usize = 1_000;
const RANDOM_BYTES: usize = 20;
/// Letters of a key's hash that name it.
const ID_LETTERS: usize = 16;
const LABEL_MAX_BYTES: usize = 100;

/// Who may ask, and by which rules.
pub(crate) struct Access {
    /// Whose models.
    pub(crate) site: Rc<LoadedSite>,
    keys: HashMap<String, ProxyKey>,
    looked_up: UnixMillis,
}

thread_local! {
    static KEPT: RefCell<HashMap<SiteId, Rc<Access>>> = RefCell::default();
    static UNDER_WAY: RefCell<Vec<SiteId>> = const { RefCell::new(Vec::new()) };
}

impl Access {
    /// The key that was presented. It is found by the beginning of its hash, of which a guess
    /// tells nothing, and compared whole in the same time wherever it differs.
    pub(crate) fn key(&self, presented: &str) -> Option<&ProxyKey> {
        let hash = hashed(presented);
        let key = self.keys.get(hash.get(..ID_LETTERS)?)?;
        bool::from(key.hash.as_bytes().ct_eq(hash.as_bytes())).then_some(key)
    }
}

/// The site a key says it is for. `None` for anything that is no key.
pub(crate) fn site_of(key: &str) -> Option<SiteId> {
    let (site, random) = key.strip_prefix("hrp_")?.split_once('.')?;
    let is_random = random.len() == RANDOM_BYTES * 8 / 5
        && random
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    is_random.then(|| SiteId::parse(site).ok())?
}

/// What is known of the site of a key.
pub(crate) async fn access(call: &Call, id: &SiteId) -> Result<Rc<Access>> {
    let now = platform::now();
    let kept = KEPT.with_borrow(|all| all.get(id).map(Rc::clone));
    if let Some(kept) = kept {
        let age = now.since(kept.looked_up);
        if age < FRESH_MILLIS {
            if age >= STALE_MILLIS {
                refresh_beside(call, id);
            }
            return Ok(kept);
        }
    }
    look_up(&call.env, &call.settings, id).await
}

fn refresh_beside(call: &Call, id: &SiteId) {
    let is_first = UNDER_WAY.with_borrow_mut(|all| {
        let is_first = !all.contains(id);
        if is_first {
            all.push(id.clone());
        }
        is_first
    });
    if !is_first {
        return;
    }
    let (env, settings, id) = (call.env.clone(), Rc::clone(&call.settings), id.clone());
    call.context.wait_until(async move {
        let under_way = UnderWay(id);
        // A failure is told to the request that has to wait for it.
        let _ = look_up(&env, &settings, &under_way.0).await;
    });
}

/// Takes its site off the list, also when the work is given up.
struct UnderWay(SiteId);

impl Drop for UnderWay {
    fn drop(&mut self) {
        UNDER_WAY.with_borrow_mut(|all| all.retain(|id| *id != self.0));
    }
}

async fn look_up(
    env: &worker::Env,
    settings: &crate::settings::Settings,
    id: &SiteId,
) -> Result<Rc<Access>> {
    let looked_up = platform::now();
    let site = cache::refresh(env, settings, id).await?;
    let keys: Vec<ProxyKey> = objects::site(env, id, SiteCall::ProxyKeys).await?;
    let keys = keys.into_iter().map(|key| (key.id.clone(), key));
    let access = Rc::new(Access {
        site,
        keys: keys.collect(),
        looked_up,
    });
    KEPT.with_borrow_mut(|all| {
        if all.len() >= SITES_MAX {
            all.clear();
        }
        all.insert(id.clone(), Rc::clone(&access));
    });
    Ok(access)
}

/// What an administrator may say about a new key.
#[derive(Deserialize)]
pub(crate) struct WantedKey {
    #[serde(default)]
    label: String,
    #[serde(default)]
    requests_per_minute: Option<u32>,
    #[serde(default)]
    tokens_per_day: Option<u32>,
}

/// A key as it is listed.
#[derive(Serialize)]
struct Listed<'a> {
    id: &'a str,
    label: &'a str,
    created_at: UnixMillis,
    #[serde(skip_serializing_if = "Option::is_none")]
    requests_per_minute: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tokens_per_day: Option<u32>,
    tokens_today: u64,
    /// Only when it was just made.
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<&'a str>,
}

impl<'a> Listed<'a> {
    fn of(key: &'a ProxyKey, secret: Option<&'a str>) -> Self {
        Self {
            id: &key.id,
            label: &key.label,
            created_at: key.created_at,
            requests_per_minute: key.requests_per_minute,
            tokens_per_day: key.tokens_per_day,
            tokens_today: key.spent,
            key: secret,
        }
    }
}

#[derive(Serialize)]
struct List<'a> {
    keys: Vec<Listed<'a>>,
}

/// `/api/v1/admin/sites/{site}/proxy-keys…`, once the administrator and the site are known.
pub(crate) async fn administer(call: &mut Call, site: &SiteId, rest: &[&str]) -> Result<Response> {
    match (rest, &call.method) {
        ([], Method::Get) => {
            let keys: Vec<ProxyKey> = objects::site(&call.env, site, SiteCall::ProxyKeys).await?;
            json(&List {
                keys: keys.iter().map(|key| Listed::of(key, None)).collect(),
            })
        }
        ([], Method::Post) => {
            let wanted: WantedKey = call.body().await?;
            let is_zero = |number: Option<u32>| number == Some(0);
            if wanted.label.len() > LABEL_MAX_BYTES {
                let message = "`label` has to be at most 100 bytes long.";
                return Err(Refusal::new(ErrorCode::InvalidField, message));
            }
            if is_zero(wanted.requests_per_minute) || is_zero(wanted.tokens_per_day) {
                let message = "`requests_per_minute` and `tokens_per_day` have to be above 0.";
                return Err(Refusal::new(ErrorCode::InvalidField, message));
            }
            let now = platform::now();
            let secret = format!("hrp_{site}.{}", base32(&platform::random::<RANDOM_BYTES>()));
            let hash = hashed(&secret);
            let key = ProxyKey {
                id: hash[..ID_LETTERS].to_owned(),
                label: wanted.label,
                hash,
                created_at: now,
                requests_per_minute: wanted.requests_per_minute,
                tokens_per_day: wanted.tokens_per_day,
                spent: 0,
                day: day(now),
            };
            let add = SiteCall::AddProxyKey { key: key.clone() };
            objects::site::<serde::de::IgnoredAny>(&call.env, site, add).await?;
            forget(site);
            json(&Listed::of(&key, Some(&secret)))
        }
        ([id], Method::Delete) => {
            let revoke = SiteCall::RevokeProxyKey {
                id: (*id).to_owned(),
            };
            let was_there: bool = objects::site(&call.env, site, revoke).await?;
            forget(site);
            if !was_there {
                let message = "There is no such key. GET …/proxy-keys lists them by their ids.";
                return Err(Refusal::new(ErrorCode::NotFound, message));
            }
            json(&Empty {})
        }
        ([] | [_], _) => Err(wrong_method()),
        _ => Err(ErrorCode::NotFound.into()),
    }
}

fn forget(site: &SiteId) {
    KEPT.with_borrow_mut(|all| all.remove(site));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_says_whose_it_is() {
        let random = base32(&[7; RANDOM_BYTES]);
        assert_eq!(
            site_of(&format!("hrp_acme-2_x.{random}")).map(|it| it.to_string()),
            Some("acme-2_x".to_owned())
        );
        for no_key in [
            String::new(),
            "sk-123".to_owned(),
            format!("hrp_.{random}"),
            format!("hrp_Acme.{random}"),
            format!("hrp_acme.{random}x"),
            format!("hrp_acme.{}", random.to_uppercase()),
            format!("hrp_*.{random}"),
        ] {
            assert_eq!(site_of(&no_key), None, "{no_key}");
        }
    }
}
