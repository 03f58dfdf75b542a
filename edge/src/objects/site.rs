//! What is asked of a Site object or of the directory of sites, and what they answer.

use handrail_protocol::{AgentCard, Role, SiteId, UnixMillis};
use serde::{Deserialize, Serialize};

/// A call to a Site object.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ToSite {
    /// Whose; absent for the directory.
    pub(crate) site: Option<SiteId>,
    /// What.
    pub(crate) call: SiteCall,
}

/// What is asked of a site.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SiteCall {
    /// Its file; answers [`Snapshot`].
    Snapshot,
    /// A new file, checked by the caller; answers [`Snapshot`].
    Put {
        text: String,
        knowledge: Option<SiteId>,
    },
    /// A sign-in code for an agent; answers `SignInCode`.
    Code { email: String },
    /// A code for a session; answers [`Session`].
    SignIn {
        code: String,
        session: String,
        expires_at: UnixMillis,
    },
    /// Is the session known? Answers [`Session`].
    Session { session: String },
    /// The session ends; answers `()`.
    SignOut { session: String },
    /// All sessions of an agent end, and a code not used yet; answers the `AgentId`.
    EndSessions { email: String },
    /// Which of these sessions are over? Answers `Vec<String>`.
    Ended { sessions: Vec<String> },
    /// All visitors' tokens are void; answers `()`.
    RevokeTokens,
    /// The keys of the masking proxy; answers a list of [`ProxyKey`].
    ProxyKeys,
    /// A new one; answers `()`.
    AddProxyKey { key: ProxyKey },
    /// It ends; answers whether there was one.
    RevokeProxyKey { id: String },
    /// Tokens that keys took on a day; answers `()`.
    ProxySpent {
        day: u32,
        tokens: Vec<(String, u64)>,
    },
    /// The directory: there is a site; answers `()`.
    Enter { site: SiteId },
    /// The directory: is there? Answers `bool`.
    Knows { site: SiteId },
    /// The directory: does a write reach the disk? Answers `()`.
    Probe,
    /// The directory: all; answers `Vec<SiteId>`.
    All,
    /// Nothing of it is kept; answers `()`.
    Erase,
}

/// A key of the masking proxy, as its site keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ProxyKey {
    /// Names it where it must not be shown.
    pub(crate) id: String,
    /// What it is for, in the administrator's words.
    pub(crate) label: String,
    /// Of the whole key.
    pub(crate) hash: String,
    /// When it was made.
    pub(crate) created_at: UnixMillis,
    /// In place of the site's.
    pub(crate) requests_per_minute: Option<u32>,
    /// In place of the site's.
    pub(crate) tokens_per_day: Option<u32>,
    /// Tokens it took on the day below.
    #[serde(default)]
    pub(crate) spent: u64,
    /// Since 1970, in UTC.
    #[serde(default)]
    pub(crate) day: u32,
}

/// A site as its object holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Snapshot {
    /// The site file.
    pub(crate) text: String,
    /// Counts its changes.
    pub(crate) version: u32,
    /// Visitors' tokens of an earlier epoch are void.
    pub(crate) epoch: u32,
    /// The site whose articles it answers from, where they are not its own.
    pub(crate) knowledge: Option<SiteId>,
}

/// An agent's session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Session {
    /// Who.
    pub(crate) agent: AgentCard,
    /// `agent` or `lead`.
    pub(crate) role: Role,
}
