//! Agents' sessions: a token signed by us, and a session that its site still knows.

use crate::auth::token::{Claims, hashed};
use crate::error::Result;
use crate::objects::site::{Session, SiteCall};
use crate::objects::{self, Ask};
use handrail_protocol::{ErrorCode, SiteId, UnixMillis};

/// A session that holds.
pub(crate) struct SignedIn {
    pub(crate) session: Session,
    /// Its name at the site.
    pub(crate) hash: String,
    pub(crate) expires_at: UnixMillis,
}

/// The session behind the claims of a token.
pub(crate) async fn signed_in(env: &impl Ask, claims: Claims, site: &SiteId) -> Result<SignedIn> {
    let Claims::Desk {
        secret, expires_at, ..
    } = claims
    else {
        return Err(ErrorCode::Unauthorized.into());
    };
    let hash = hashed(&secret);
    let call = SiteCall::Session {
        session: hash.clone(),
    };
    Ok(SignedIn {
        session: objects::site(env, site, call).await?,
        hash,
        expires_at,
    })
}

/// The session that an agent's first frame on a socket of this site names, by the claims of its token.
pub(crate) async fn greeted(env: &impl Ask, claims: Claims, site: &SiteId) -> Result<SignedIn> {
    match &claims {
        Claims::Desk { agent, .. } if agent.site() != *site => Err(ErrorCode::Forbidden.into()),
        _ => signed_in(env, claims, site).await,
    }
}

/// Does a client's hello name the version that is spoken there?
pub(crate) fn speaks(version: u16, spoken: u16) -> Result<()> {
    if version == spoken {
        Ok(())
    } else {
        Err(ErrorCode::UnsupportedVersion.into())
    }
}

/// Which of these have ended. None, should the site not answer: who asks looks again.
pub(crate) async fn ended(env: &impl Ask, site: &SiteId, sessions: Vec<String>) -> Vec<String> {
    let call = SiteCall::Ended { sessions };
    objects::site(env, site, call).await.unwrap_or_default()
}
