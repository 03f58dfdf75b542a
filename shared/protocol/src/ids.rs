//! Names of things, each its own type so that one is never taken for another.
//!
//! Ids carry the site (`acme.c_…`), so that a token and an address can be checked against each
//! other before any object is touched.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a text is no id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{kind}` has to be {expected}")]
pub struct IdError {
    /// Which id was read.
    pub kind: &'static str,
    /// What would have been accepted.
    pub expected: &'static str,
}

impl IdError {
    /// All there are: each is made of words of the source code, and of nothing that was read.
    pub const ALL: &[IdError] = &[
        SiteId::ERROR,
        ConversationId::ERROR,
        AgentId::ERROR,
        ClientId::ERROR,
    ];
}

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident, $kind:literal, $expected:literal, $valid:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            const ERROR: IdError = IdError { kind: $kind, expected: $expected };

            /// Reads the id; refuses anything of another shape.
            pub fn parse(text: impl Into<String>) -> Result<Self, IdError> {
                let text = text.into();
                let valid: fn(&str) -> bool = $valid;
                if valid(&text) {
                    Ok(Self(text))
                } else {
                    Err(Self::ERROR)
                }
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;
            fn try_from(text: String) -> Result<Self, IdError> {
                Self::parse(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

fn is_slug(text: &str, max: usize) -> bool {
    !text.is_empty()
        && text.len() <= max
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_')
}

text_id!(
    /// A site: the `data-site` of its snippet. `[a-z0-9_-]`, at most 40 bytes.
    SiteId, "site", "1 to 40 of a-z, 0-9, - and _", |text| is_slug(text, 40)
);

text_id!(
    /// A conversation: `<site>.c_<random>`.
    ConversationId, "conversation", "a site, then \".c_\" and 8 to 64 of a-z and 0-9", |text| {
        text.split_once(".c_").is_some_and(|(site, rest)| {
            is_slug(site, 40)
                && (8..=64).contains(&rest.len())
                && rest.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
    }
);

impl ConversationId {
    /// The site the conversation belongs to.
    pub fn site(&self) -> SiteId {
        let site = self.0.split_once(".c_").map_or("", |(site, _)| site);
        SiteId(site.to_owned())
    }
}

text_id!(
    /// An agent of a site; stable, and no e-mail address: `<site>.a_<random or slug>`.
    AgentId, "agent", "a site, then \".a_\" and 1 to 64 of a-z, 0-9, - and _", |text| {
        text.split_once(".a_").is_some_and(|(site, rest)| is_slug(site, 40) && is_slug(rest, 64))
    }
);

impl AgentId {
    /// The site the agent works for.
    pub fn site(&self) -> SiteId {
        let site = self.0.split_once(".a_").map_or("", |(site, _)| site);
        SiteId(site.to_owned())
    }
}

text_id!(
    /// The sender's own name for one message: a repeat with the same id is the same message.
    /// 1 to 64 bytes of `[A-Za-z0-9_-]`.
    ClientId, "client_id", "1 to 64 of A-Z, a-z, 0-9, - and _", |text| {
        !text.is_empty()
            && text.len() <= 64
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    }
);

macro_rules! number_id {
    ($(#[$doc:meta])* $name:ident, $inner:ty) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub $inner);

        impl $name {
            /// The one after this.
            #[must_use]
            pub fn next(self) -> Self {
                Self(self.0.saturating_add(1))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

number_id!(
    /// Place of an event in its conversation: 1, 2, 3, … without gaps. 0 is "before the first".
    Seq, u32
);
number_id!(
    /// One question and the assistant's work on it. Counts from 1.
    TurnId, u32
);
number_id!(
    /// A try within a turn. Counts from 1; a restart begins the next one.
    Attempt, u32
);
number_id!(
    /// Counts changes of owner; `take` compares it and sets the next.
    OwnerEpoch, u32
);

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct UnixMillis(pub u64);

impl UnixMillis {
    /// The moment `millis` later.
    #[must_use]
    pub fn plus(self, millis: u64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// Milliseconds from `earlier` to here; 0 when `earlier` is later.
    pub fn since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_accept_their_own_shape_only() {
        for good in ["acme", "a", "shop-2_x"] {
            assert!(SiteId::parse(good).is_ok(), "{good}");
        }
        for bad in ["", "Acme", "a.b", "a b", "ä", &"x".repeat(41)] {
            assert!(SiteId::parse(bad).is_err(), "{bad}");
        }
        for good in ["acme.c_0123456789abcdef", "a.c_12345678"] {
            assert!(ConversationId::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "acme.c_",
            "acme.c_1234567",
            "acme.c_ABCDEFGH",
            ".c_12345678",
            "acme",
            "a.c_1234567\u{0}",
        ] {
            assert!(ConversationId::parse(bad).is_err(), "{bad}");
        }
        for bad in ["", "a b", "ä", "<script>", &"x".repeat(65)] {
            assert!(ClientId::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn ids_know_their_site() {
        let id = ConversationId::parse("acme.c_12345678").expect("valid");
        assert_eq!(id.site().as_str(), "acme");
        let agent = AgentId::parse("acme.a_dana").expect("valid");
        assert_eq!(agent.site().as_str(), "acme");
    }

    #[test]
    fn a_wrong_id_is_refused_when_read() {
        assert!(serde_json::from_str::<SiteId>("\"Not A Site\"").is_err());
        assert!(serde_json::from_str::<SiteId>("7").is_err());
    }
}
