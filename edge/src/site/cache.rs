//! Sites as every part of this process sees them: looked up once, parsed once, kept for a moment.
//!
//! Invariants: a name that is not set up touches no object but the directory, and the directory is asked
//! for a name that this process does not know yet, no other; what was cached is at most [`FRESH_MILLIS`]
//! old when a request is decided by it; a site is read and its policy made once for each change.

use crate::error::{Refusal, Result};
use crate::objects;
use crate::objects::site::{SiteCall, Snapshot};
use crate::platform;
use crate::settings::Settings;
use handrail_conversation::Policy;
use handrail_protocol::api::PublicSite;
use handrail_protocol::{ErrorCode, SiteId, UnixMillis};
use handrail_site::SiteFile;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;
use worker::Env;

/// How old what is known of a site may be.
const FRESH_MILLIS: u64 = 3_000;
/// So many sites are kept; then all are forgotten and looked up again.
const KEPT_MAX: usize = 1_000;

/// A site, ready to decide by.
pub(crate) struct LoadedSite {
    /// Its id.
    pub(crate) id: SiteId,
    /// Its file.
    pub(crate) file: SiteFile,
    /// What conversations decide by.
    pub(crate) policy: Arc<Policy>,
    /// What visitors may know.
    pub(crate) public: PublicSite,
    /// Visitors' tokens of an earlier epoch are void.
    pub(crate) epoch: u32,
    /// Whose articles answer.
    pub(crate) knowledge: SiteId,
    /// One visit to the sandbox.
    pub(crate) is_sandbox: bool,
    snapshot: Snapshot,
}

struct Kept {
    site: Rc<LoadedSite>,
    looked_up: UnixMillis,
}

thread_local! {
    static KEPT: RefCell<HashMap<SiteId, Kept>> = RefCell::new(HashMap::new());
    static BROUGHT_ALONG: Cell<bool> = const { Cell::new(false) };
}

impl LoadedSite {
    /// Its file, as it was written.
    pub(crate) fn text(&self) -> &str {
        &self.snapshot.text
    }
}

/// The site, as of a moment ago.
pub(crate) async fn load(env: &Env, settings: &Settings, id: &SiteId) -> Result<Rc<LoadedSite>> {
    let now = platform::now();
    if let Some(site) = fresh(id, now) {
        return Ok(site);
    }
    refresh(env, settings, id).await
}

/// The site, looked up now.
pub(crate) async fn refresh(env: &Env, settings: &Settings, id: &SiteId) -> Result<Rc<LoadedSite>> {
    let now = platform::now();
    bring_along(env, settings).await?;
    let is_sandbox = settings.is_demo() && settings.token_key.made_sandbox(id);
    let snapshot = look_up(env, id, is_sandbox).await?;
    keep(id, snapshot, is_sandbox, now)
}

/// Where sites are looked up.
trait Sites {
    /// The directory: is there such a site?
    async fn knows(&self, id: &SiteId) -> Result<bool>;
    /// The site, as its object holds it.
    async fn snapshot(&self, id: &SiteId) -> Result<Snapshot>;
}

impl Sites for Env {
    async fn knows(&self, id: &SiteId) -> Result<bool> {
        objects::directory(self, SiteCall::Knows { site: id.clone() }).await
    }

    async fn snapshot(&self, id: &SiteId) -> Result<Snapshot> {
        objects::site(self, id, SiteCall::Snapshot).await
    }
}

/// What is kept of a site was known once, and sites stay: its own object says what it is now. A visit to
/// the sandbox stands in no directory.
async fn look_up(sites: &impl Sites, id: &SiteId, is_sandbox: bool) -> Result<Snapshot> {
    if !is_sandbox && kept(id).is_none() && !sites.knows(id).await? {
        return Err(ErrorCode::UnknownSite.into());
    }
    sites.snapshot(id).await
}

/// The site as it is kept, however old: for whoever must not wait, and refreshes soon.
pub(crate) fn kept(id: &SiteId) -> Option<Rc<LoadedSite>> {
    KEPT.with_borrow(|all| all.get(id).map(|kept| Rc::clone(&kept.site)))
}

/// Sets a site up, or changes it.
pub(crate) async fn put(
    env: &Env,
    id: &SiteId,
    text: &str,
    knowledge: Option<SiteId>,
    is_sandbox: bool,
) -> Result<Rc<LoadedSite>> {
    let draft = Snapshot {
        text: text.to_owned(),
        version: 1,
        epoch: 1,
        knowledge: knowledge.clone(),
    };
    loaded(id, draft, is_sandbox)?;
    let call = SiteCall::Put {
        text: text.to_owned(),
        knowledge,
    };
    let snapshot: Snapshot = objects::site(env, id, call).await?;
    if !is_sandbox {
        objects::directory::<serde::de::IgnoredAny>(env, SiteCall::Enter { site: id.clone() })
            .await?;
    }
    keep(id, snapshot, is_sandbox, platform::now())
}

/// What is known of the site is looked up anew.
pub(crate) fn forget(id: &SiteId) {
    KEPT.with_borrow_mut(|all| all.remove(id));
}

fn fresh(id: &SiteId, now: UnixMillis) -> Option<Rc<LoadedSite>> {
    KEPT.with_borrow(|all| {
        all.get(id)
            .filter(|kept| now.since(kept.looked_up) < FRESH_MILLIS)
            .map(|kept| Rc::clone(&kept.site))
    })
}

fn keep(
    id: &SiteId,
    snapshot: Snapshot,
    is_sandbox: bool,
    looked_up: UnixMillis,
) -> Result<Rc<LoadedSite>> {
    let same = kept(id).filter(|site| site.snapshot == snapshot);
    let site = match same {
        Some(site) => site,
        None => Rc::new(loaded(id, snapshot, is_sandbox)?),
    };
    KEPT.with_borrow_mut(|all| {
        if all.len() >= KEPT_MAX {
            all.clear();
        }
        all.insert(
            id.clone(),
            Kept {
                site: Rc::clone(&site),
                looked_up,
            },
        );
    });
    Ok(site)
}

/// A site, read from what its object holds.
pub(crate) fn loaded(id: &SiteId, snapshot: Snapshot, is_sandbox: bool) -> Result<LoadedSite> {
    let file = parse(id, &snapshot.text, is_sandbox)?;
    let policy = Policy::from_site(&file, snapshot.version)
        .map_err(|error| Refusal::new(ErrorCode::SiteInvalid, error.to_string()))?;
    let public = file.public(policy.hidden_kinds());
    Ok(LoadedSite {
        id: id.clone(),
        knowledge: snapshot.knowledge.clone().unwrap_or_else(|| id.clone()),
        epoch: snapshot.epoch,
        policy: Arc::new(policy),
        file,
        public,
        is_sandbox,
        snapshot,
    })
}

/// Reads a site file.
fn parse(id: &SiteId, text: &str, is_sandbox: bool) -> Result<SiteFile> {
    let mut file = SiteFile::parse(text)
        .map_err(|error| Refusal::new(ErrorCode::SiteInvalid, error.to_string()))?;
    if is_sandbox {
        file.id = id.clone();
    } else if file.id != *id {
        return Err(Refusal::new(
            ErrorCode::SiteInvalid,
            "`id`: the file is for another site than the call",
        ));
    }
    Ok(file)
}

/// Loads the site file that the environment brings along, unless the site has one already: what the
/// administrator put since then stays.
async fn bring_along(env: &Env, settings: &Settings) -> Result<()> {
    let Some(text) = settings.site.as_deref().filter(|_| !BROUGHT_ALONG.get()) else {
        return Ok(());
    };
    let file = SiteFile::parse(text)
        .map_err(|error| Refusal::new(ErrorCode::SiteInvalid, error.to_string()))?;
    let site = file.id.clone();
    // Requests that come meanwhile do the same again, which changes nothing.
    if !objects::directory::<bool>(env, SiteCall::Knows { site }).await? {
        put(env, &file.id, text, None, false).await?;
    }
    BROUGHT_ALONG.set(true);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt as _;

    const FILE: &str = "schema = 1\nid = \"acme\"\nname = \"A\"\norigins = [\"https://a.example\"]\n\
                        [contact]\nemail = \"a@a.example\"\n[disclosure]\nversion = \"1\"\n";

    /// One site, and how often the directory was asked.
    struct OneSite {
        id: SiteId,
        asked: Cell<u32>,
    }

    impl Sites for OneSite {
        async fn knows(&self, id: &SiteId) -> Result<bool> {
            self.asked.set(self.asked.get() + 1);
            Ok(*id == self.id)
        }

        async fn snapshot(&self, _: &SiteId) -> Result<Snapshot> {
            Ok(Snapshot {
                text: FILE.to_owned(),
                version: 1,
                epoch: 1,
                knowledge: None,
            })
        }
    }

    #[test]
    fn the_directory_is_asked_for_a_known_site_once() {
        let acme = SiteId::parse("acme").expect("valid");
        let sites = OneSite {
            id: acme.clone(),
            asked: Cell::new(0),
        };
        let look_up = |id: &SiteId| look_up(&sites, id, false).now_or_never().expect("at once");
        let mut known = Vec::new();
        for moment in [0, FRESH_MILLIS, 2 * FRESH_MILLIS] {
            let snapshot = look_up(&acme).expect("known");
            known.push(keep(&acme, snapshot, false, UnixMillis(moment)).expect("valid"));
        }
        assert_eq!(sites.asked.get(), 1);
        assert!(
            known.iter().all(|site| Rc::ptr_eq(site, &known[0])),
            "read once"
        );
        let other = SiteId::parse("other").expect("valid");
        assert!(look_up(&other).is_err());
        assert!(look_up(&other).is_err());
        assert_eq!(
            sites.asked.get(),
            3,
            "who is not known is asked for each time"
        );
    }
}
