//! Signed tokens and ids: HMAC-SHA256 (RFC 2104, FIPS 180-4), verified before any object is addressed.
//!
//! For: visitor tokens (one conversation, 30 days: a visitor who left an address may come back to
//! the answer weeks later, and a lost token reads one conversation alone), desk sessions (12 h, and
//! looked up in the Site object too), sandbox owners (2 h), conversation ids that nobody can make up.
//! Not for: revocation; the Site object holds the site's epoch and the sessions, the conversation
//! its own moment.
//!
//! Invariants: the tag is compared in constant time; a token of one kind is none of another; a
//! token is bound to its site and, for visitors, to the conversation.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use data_encoding::{Encoding, Specification};
use handrail_protocol::{AgentId, ConversationId, ErrorCode, Role, SiteId, UnixMillis};
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

/// How long a visitor's token lives.
pub(crate) const VISITOR_MILLIS: u64 = 30 * 24 * 60 * 60 * 1000;
/// How long a desk session lives.
pub(crate) const DESK_MILLIS: u64 = 12 * 60 * 60 * 1000;
/// How long a visit to the sandbox lives.
pub(crate) const SANDBOX_MILLIS: u64 = 2 * 60 * 60 * 1000;

/// The longest token that is looked at. A visitor's may have to fit into a cookie.
const TOKEN_MAX_BYTES: usize = 2_048;
const TAG_BYTES: usize = 32;
/// Enough against guessing ids over the network: 2^48 tries for one hit that still opens nothing.
const ID_TAG_BYTES: usize = 6;
const ID_RANDOM_BYTES: usize = 16;

/// Signs tokens and ids.
pub(crate) struct TokenKey(Zeroizing<[u8; 32]>);

/// Why a token is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum TokenError {
    /// Not ours, or of another kind.
    #[error("this token is not valid here")]
    Invalid,
    /// Ours, and over.
    #[error("this token has expired")]
    Expired,
}

impl TokenError {
    /// The stable code.
    pub(crate) fn code(self) -> ErrorCode {
        match self {
            Self::Invalid => ErrorCode::Unauthorized,
            Self::Expired => ErrorCode::TokenExpired,
        }
    }
}

impl From<TokenError> for crate::error::Refusal {
    fn from(error: TokenError) -> Self {
        error.code().into()
    }
}

/// What a token says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Claims {
    /// A visitor of one conversation.
    #[serde(rename = "v")]
    Visitor {
        /// Which.
        #[serde(rename = "c")]
        conversation: ConversationId,
        /// The site's epoch when it was made.
        #[serde(rename = "s")]
        epoch: u32,
        /// When it was made.
        #[serde(rename = "i")]
        issued_at: UnixMillis,
        /// When it ends.
        #[serde(rename = "e")]
        expires_at: UnixMillis,
        /// What the conversation begins with. Nothing is stored of it before the visitor's first act, so
        /// they bring it along.
        #[serde(rename = "o", default, skip_serializing_if = "Option::is_none")]
        opening: Option<Opening>,
    },
    /// An agent's session.
    #[serde(rename = "d")]
    Desk {
        /// Who; carries the site.
        #[serde(rename = "a")]
        agent: AgentId,
        /// What the agent may do.
        #[serde(rename = "r")]
        role: Role,
        /// Random; the Site object keeps its hash.
        #[serde(rename = "n")]
        secret: String,
        /// When it ends.
        #[serde(rename = "e")]
        expires_at: UnixMillis,
    },
    /// The owner of one visit to the sandbox.
    #[serde(rename = "o")]
    SandboxOwner {
        /// The visit's site.
        #[serde(rename = "s")]
        site: SiteId,
        /// When it ends.
        #[serde(rename = "e")]
        expires_at: UnixMillis,
    },
}

/// How a conversation begins: the panel's language, and the page it was opened on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Opening {
    /// One of the site's languages.
    #[serde(rename = "l")]
    pub(crate) locale: String,
    /// The path of the host page, as the visitor's client told it.
    #[serde(rename = "p", default, skip_serializing_if = "Option::is_none")]
    pub(crate) page: Option<String>,
}

impl Claims {
    fn expires_at(&self) -> UnixMillis {
        match self {
            Self::Visitor { expires_at, .. }
            | Self::Desk { expires_at, .. }
            | Self::SandboxOwner { expires_at, .. } => *expires_at,
        }
    }
}

impl TokenKey {
    /// The key of this machine.
    pub(crate) fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// A token: `hr1.<claims>.<tag>`, both base64url.
    pub(crate) fn sign(&self, claims: &Claims) -> String {
        let json = serde_json::to_vec(claims).expect("claims are plain data");
        let body = URL_SAFE_NO_PAD.encode(json);
        let tag = URL_SAFE_NO_PAD.encode(self.tag("token", &[body.as_bytes()]));
        format!("hr1.{body}.{tag}")
    }

    /// The same, of a visitor, and never too long to be taken: the page is left out where it would be.
    pub(crate) fn sign_visitor(&self, visitor: VisitorClaims) -> String {
        let claims = |opening| Claims::Visitor {
            conversation: visitor.conversation.clone(),
            epoch: visitor.epoch,
            issued_at: visitor.issued_at,
            expires_at: visitor.expires_at,
            opening: Some(opening),
        };
        let token = self.sign(&claims(visitor.opening.clone()));
        if token.len() <= TOKEN_MAX_BYTES {
            return token;
        }
        self.sign(&claims(Opening {
            page: None,
            ..visitor.opening.clone()
        }))
    }

    /// What a token says, once the tag and the time are right.
    pub(crate) fn verify(&self, token: &str, now: UnixMillis) -> Result<Claims, TokenError> {
        if token.len() > TOKEN_MAX_BYTES {
            return Err(TokenError::Invalid);
        }
        let (body, tag) = token
            .strip_prefix("hr1.")
            .and_then(|rest| rest.split_once('.'))
            .ok_or(TokenError::Invalid)?;
        let tag = URL_SAFE_NO_PAD
            .decode(tag)
            .map_err(|_| TokenError::Invalid)?;
        self.mac("token", &[body.as_bytes()])
            .verify_slice(&tag)
            .map_err(|_| TokenError::Invalid)?;
        let json = URL_SAFE_NO_PAD
            .decode(body)
            .map_err(|_| TokenError::Invalid)?;
        let json = std::str::from_utf8(&json).map_err(|_| TokenError::Invalid)?;
        let claims: Claims = serde_json::from_str(json).map_err(|_| TokenError::Invalid)?;
        if claims.expires_at() <= now {
            return Err(TokenError::Expired);
        }
        Ok(claims)
    }

    /// The id of a new conversation. A start with an idempotency key gets the same id again, so a
    /// repeat finds the same object without any table.
    pub(crate) fn conversation(&self, site: &SiteId, seed: ConversationSeed<'_>) -> ConversationId {
        let random: [u8; ID_RANDOM_BYTES] = match seed {
            ConversationSeed::Random(bytes) => bytes,
            ConversationSeed::Repeatable {
                key,
                origin,
                client,
            } => {
                let parts = [site.as_str(), origin, client, key].map(str::as_bytes);
                let tag = self.tag("start", &parts);
                std::array::from_fn(|index| tag[index])
            }
        };
        let mut bytes = random.to_vec();
        bytes.extend(self.id_tag(site, &random));
        ConversationId::parse(format!("{site}.c_{}", base32(&bytes)))
            .expect("base32 of 22 bytes is a valid id")
    }

    /// Was this id made here? Anything else is refused before an object is touched.
    pub(crate) fn made(&self, id: &ConversationId) -> bool {
        let Some((_, rest)) = id.as_str().split_once(".c_") else {
            return false;
        };
        let Some(bytes) = unbase32(rest) else {
            return false;
        };
        if bytes.len() != ID_RANDOM_BYTES + ID_TAG_BYTES {
            return false;
        }
        let (random, tag) = bytes.split_at(ID_RANDOM_BYTES);
        self.mac("id", &[id.site().as_str().as_bytes(), random])
            .verify_truncated_left(tag)
            .is_ok()
    }

    /// The site of one visit to the sandbox; like a conversation's, nobody can make it up.
    pub(crate) fn sandbox_site(&self, random: [u8; 10]) -> SiteId {
        let mut bytes = random.to_vec();
        bytes.extend(&self.tag("sandbox", &[&random])[..ID_TAG_BYTES]);
        SiteId::parse(format!("sandbox-{}", base32(&bytes))).expect("26 letters after a word")
    }

    /// Is this a visit's site, made here?
    pub(crate) fn made_sandbox(&self, site: &SiteId) -> bool {
        let Some(bytes) = site.as_str().strip_prefix("sandbox-").and_then(unbase32) else {
            return false;
        };
        bytes.len() == 10 + ID_TAG_BYTES && {
            let (random, tag) = bytes.split_at(10);
            self.mac("sandbox", &[random])
                .verify_truncated_left(tag)
                .is_ok()
        }
    }

    /// The vault of a proxy conversation: of one key, under the name its caller chose. Its form is a
    /// conversation's, so that values are sealed as a conversation's are; [`Self::made`] refuses it.
    pub(crate) fn proxy_vault(&self, site: &SiteId, key: &str, name: &str) -> ConversationId {
        let parts = [site.as_str().as_bytes(), key.as_bytes(), name.as_bytes()];
        let tag = self.tag("proxy vault", &parts);
        ConversationId::parse(format!("{site}.c_{}", base32(&tag[..20])))
            .expect("base32 of 20 bytes is a valid id")
    }

    /// The stable id of an agent. Visitors see it, so it is keyed: nobody can try addresses against it.
    pub(crate) fn agent(&self, site: &SiteId, email: &str) -> AgentId {
        let email = email.trim().to_lowercase();
        let tag = self.tag("agent", &[site.as_str().as_bytes(), email.as_bytes()]);
        AgentId::parse(format!("{site}.a_{}", base32(&tag[..10])))
            .expect("16 letters after the site are a valid id")
    }

    /// Stands for the name of an end user towards a model's server: the same each time, and it
    /// tells nothing.
    pub(crate) fn pseudonym(&self, site: &SiteId, name: &str) -> String {
        let tag = self.tag("pseudonym", &[site.as_str().as_bytes(), name.as_bytes()]);
        format!("u_{}", base32(&tag[..15]))
    }

    fn id_tag(&self, site: &SiteId, random: &[u8]) -> [u8; ID_TAG_BYTES] {
        let tag = self.tag("id", &[site.as_str().as_bytes(), random]);
        std::array::from_fn(|index| tag[index])
    }

    fn tag(&self, purpose: &str, parts: &[&[u8]]) -> [u8; TAG_BYTES] {
        self.mac(purpose, parts).finalize().into_bytes().into()
    }

    /// Each part with its length before it, so that no two lists of parts read the same.
    fn mac(&self, purpose: &str, parts: &[&[u8]]) -> Hmac<Sha256> {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&*self.0).expect("HMAC takes keys of any length");
        mac.update(purpose.as_bytes());
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac
    }
}

/// What the token of a new conversation says.
pub(crate) struct VisitorClaims {
    /// Which.
    pub(crate) conversation: ConversationId,
    /// The site's epoch now.
    pub(crate) epoch: u32,
    /// When it counts as made.
    pub(crate) issued_at: UnixMillis,
    /// When it ends.
    pub(crate) expires_at: UnixMillis,
    /// What the conversation begins with.
    pub(crate) opening: Opening,
}

/// What a conversation's id is made of.
#[derive(Debug, Clone, Copy)]
pub(crate) enum ConversationSeed<'a> {
    /// Anew.
    Random([u8; ID_RANDOM_BYTES]),
    /// From the client's idempotency key. It is bound to who sends it: whoever learns or guesses another's key gets
    /// a conversation of their own, and no token for the other's.
    Repeatable {
        key: &'a str,
        /// The page's origin; empty for a program.
        origin: &'a str,
        /// The address it comes from.
        client: &'a str,
    },
}

/// How a secret is kept: its SHA-256 in hex. The secrets are random, so no salt is needed.
pub(crate) fn hashed(secret: &str) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(secret.as_bytes()) {
        hex.push_str(&format!("{byte:02x}"));
    }
    hex
}

/// Are two secrets the same? Takes the same time wherever they differ.
pub(crate) fn same_secret(left: &str, right: &str) -> bool {
    // Hashed first: the comparison would tell at once that lengths differ.
    let digest = |secret: &str| Sha256::digest(secret.as_bytes());
    digest(left).ct_eq(&digest(right)).into()
}

/// RFC 4648 base32 in lower case, without padding: the letters of ids. One text for each row of bytes, and of texts
/// that are none, none is read.
static BASE32: LazyLock<Encoding> = LazyLock::new(|| {
    let mut letters = Specification::new();
    letters.symbols.push_str("abcdefghijklmnopqrstuvwxyz234567");
    letters
        .encoding()
        .expect("32 different letters are an encoding")
});

/// Bytes as the letters of an id.
pub(crate) fn base32(bytes: &[u8]) -> String {
    BASE32.encode(bytes)
}

fn unbase32(text: &str) -> Option<Vec<u8>> {
    BASE32.decode(text.as_bytes()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key() -> TokenKey {
        TokenKey::new([7; 32])
    }

    fn acme() -> SiteId {
        SiteId::parse("acme").expect("valid")
    }

    fn visitor() -> Claims {
        Claims::Visitor {
            conversation: key().conversation(&acme(), ConversationSeed::Random([1; 16])),
            epoch: 1,
            issued_at: UnixMillis(1_000),
            expires_at: UnixMillis(2_000),
            opening: None,
        }
    }

    #[test]
    fn a_visitors_token_is_never_too_long_to_be_taken() {
        let opened_on = |page: &str| {
            let token = key().sign_visitor(VisitorClaims {
                conversation: key().conversation(&acme(), ConversationSeed::Random([1; 16])),
                epoch: 1,
                issued_at: UnixMillis(1_000),
                expires_at: UnixMillis(2_000),
                opening: Opening {
                    locale: "a".repeat(64),
                    page: Some(page.to_owned()),
                },
            });
            match key().verify(&token, UnixMillis(1_500)) {
                Ok(Claims::Visitor { opening, .. }) => opening.expect("there").page,
                other => panic!("not taken: {other:?}"),
            }
        };
        assert_eq!(opened_on("/shoes").as_deref(), Some("/shoes"));
        let long = "/".repeat(800);
        assert_eq!(opened_on(&long).as_deref(), Some(long.as_str()));
        assert_eq!(opened_on(&"\u{1}".repeat(800)), None);
        assert_eq!(opened_on(&"/".repeat(2_000)), None);
    }

    #[test]
    fn a_token_says_what_was_signed_until_it_ends() {
        let token = key().sign(&visitor());
        assert_eq!(key().verify(&token, UnixMillis(1_999)), Ok(visitor()));
        assert_eq!(
            key().verify(&token, UnixMillis(2_000)),
            Err(TokenError::Expired)
        );
        assert_eq!(
            TokenKey::new([8; 32]).verify(&token, UnixMillis(1_500)),
            Err(TokenError::Invalid)
        );
    }

    #[test]
    fn a_changed_token_is_refused_at_every_byte() {
        let token = key().sign(&visitor());
        for index in 0..token.len() {
            let mut bytes = token.clone().into_bytes();
            bytes[index] = if bytes[index] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(bytes).expect("ASCII");
            assert_eq!(
                key().verify(&changed, UnixMillis(1_500)),
                Err(TokenError::Invalid),
                "byte {index}"
            );
        }
        for broken in [
            "",
            "hr1.",
            "hr1..",
            "hr1.a",
            "hr1.e30.",
            "x",
            &"a".repeat(2_000),
        ] {
            assert_eq!(
                key().verify(broken, UnixMillis(0)),
                Err(TokenError::Invalid)
            );
        }
    }

    #[test]
    fn made_up_ids_are_known_as_such() {
        let id = key().conversation(&acme(), ConversationSeed::Random([9; 16]));
        assert!(key().made(&id));
        assert!(!TokenKey::new([8; 32]).made(&id));
        let other_site = ConversationId::parse(id.as_str().replace("acme", "evil")).expect("valid");
        assert!(!key().made(&other_site));
        for made_up in [
            "acme.c_12345678",
            "acme.c_abcdefghijklmnopqrstuvwxyz234567abcd",
        ] {
            assert!(!key().made(&ConversationId::parse(made_up).expect("valid")));
        }
    }

    #[test]
    fn an_idempotency_key_finds_the_same_conversation_for_the_same_client_alone() {
        let of = |site: &str, origin, client, text| {
            let site = SiteId::parse(site).expect("valid");
            let seed = ConversationSeed::Repeatable {
                key: text,
                origin,
                client,
            };
            key().conversation(&site, seed)
        };
        let (page, home) = ("https://a.example", "203.0.113.7");
        let first = of("acme", page, home, "k-1");
        assert_eq!(of("acme", page, home, "k-1"), first);
        assert!(key().made(&first));
        for other in [
            of("acme", page, home, "k-2"),
            of("acme", page, "203.0.113.8", "k-1"),
            of("acme", "https://b.example", home, "k-1"),
            of("acme", "", home, "k-1"),
            of("b", page, home, "k-1"),
        ] {
            let random =
                |id: &ConversationId| id.as_str().split_once(".c_").map(|it| it.1.to_owned());
            assert_ne!(random(&other), random(&first));
        }
    }

    #[test]
    fn an_agents_id_is_the_same_each_time_and_can_not_be_tried() {
        let of = |byte: u8, email: &str| TokenKey::new([byte; 32]).agent(&acme(), email);
        assert_eq!(of(7, "Dana@acme.example "), of(7, "dana@acme.example"));
        assert_ne!(of(7, "dana@acme.example"), of(7, "sam@acme.example"));
        assert_ne!(of(7, "dana@acme.example"), of(8, "dana@acme.example"));
        let unkeyed = Sha256::digest("acme\ndana@acme.example");
        let id = of(7, "dana@acme.example");
        assert!(!id.as_str().ends_with(&base32(&unkeyed[..10])), "{id}");
        assert_eq!(id.site(), acme());
    }

    #[test]
    fn a_sandbox_site_is_known_by_its_tag() {
        let site = key().sandbox_site([3; 10]);
        assert!(key().made_sandbox(&site));
        assert!(!key().made_sandbox(&acme()));
        assert!(!key().made_sandbox(&SiteId::parse("sandbox-aaaaaaaaaa").expect("valid")));
    }

    #[test]
    fn an_id_has_one_spelling() {
        for byte in 0..40 {
            let site = key().sandbox_site([byte; 10]);
            let id = key().conversation(&acme(), ConversationSeed::Random([byte; 16]));
            for letter in "abcdefghijklmnopqrstuvwxyz234567".chars() {
                for longer in [format!("{site}{letter}"), format!("{site}{letter}a")] {
                    let again = SiteId::parse(longer.as_str()).map(|id| key().made_sandbox(&id));
                    assert_ne!(again, Ok(true), "{longer}");
                }
                for changed in [
                    format!("{id}{letter}"),
                    format!("{}{letter}", &id.as_str()[..id.as_str().len() - 1]),
                ] {
                    let again = ConversationId::parse(changed.as_str()).map(|id| key().made(&id));
                    assert!(again != Ok(true) || changed == id.as_str(), "{changed}");
                }
            }
        }
    }

    #[test]
    fn a_proxy_vault_belongs_to_one_key_and_is_no_conversation() {
        let of = |key_id: &str, name: &str| key().proxy_vault(&acme(), key_id, name);
        assert_eq!(of("k1", "chat 7"), of("k1", "chat 7"));
        assert_ne!(of("k1", "chat 7"), of("k2", "chat 7"));
        assert_ne!(of("k1", "chat 7"), of("k1", "chat 8"));
        assert_eq!(of("k1", "x").site(), acme());
        assert!(!key().made(&of("k1", "x")));
        let name = key().pseudonym(&acme(), "sarah");
        assert_eq!(name, key().pseudonym(&acme(), "sarah"));
        assert!(!name.contains("sarah") && name.len() == 26);
    }

    #[test]
    fn secrets_compare_by_content() {
        assert!(same_secret("a b", "a b"));
        assert!(!same_secret("a b", "a c"));
        assert!(!same_secret("", "a"));
        assert_eq!(hashed("x").len(), 64);
    }

    proptest! {
        #[test]
        fn base32_reads_what_it_wrote(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            prop_assert_eq!(unbase32(&base32(&bytes)), Some(bytes));
        }

        #[test]
        fn what_base32_reads_is_what_it_writes(text in "[a-z2-70189A-Z=]{0,20}") {
            if let Some(bytes) = unbase32(&text) {
                prop_assert_eq!(base32(&bytes), text);
            }
        }

        #[test]
        fn no_text_is_a_token(text in ".{0,200}") {
            prop_assert!(key().verify(&text, UnixMillis(0)).is_err());
        }
    }
}
