//! The machine's settings, read from the environment once and parsed into types.
//!
//! Not for: the product's settings; those are the site file's. Secrets that a site file names by a
//! `…_env` key are looked up here, one by one, and never kept in a snapshot.

use crate::auth::key_ring::{KeyRing, MasterKey, PREVIOUS_MAX};
use crate::auth::token::TokenKey;
use crate::error::Refusal;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use handrail_protocol::ErrorCode;
use handrail_site::OWN_VARIABLES;
use std::rc::Rc;
use worker::Env;

/// How the edge runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// With the sandbox and the sample shop, on one machine.
    Demo,
    /// For customers.
    Production,
}

/// All settings of the machine.
pub(crate) struct Settings {
    /// Wrap the data keys of conversations, and unwrap those of earlier times.
    pub(crate) vault_keys: KeyRing,
    /// Signs tokens and ids.
    pub(crate) token_key: TokenKey,
    /// Opens the admin calls; absent: they are closed.
    pub(crate) admin_secret: Option<String>,
    /// How the edge runs.
    pub(crate) mode: Mode,
    /// The edge's own origin, where it is set.
    pub(crate) origin: Option<String>,
    /// An origin of the desk's own.
    pub(crate) desk_origin: Option<String>,
    /// A site file that the environment brings along.
    pub(crate) site: Option<String>,
    /// Whose file and articles a visit to the sandbox gets a copy of.
    pub(crate) sandbox_site: String,
    /// Whom to tell about a weakness, as web addresses; in the order of preference.
    pub(crate) security_contacts: Vec<String>,
    /// Believe `X-Forwarded-For`.
    pub(crate) trust_forwarded: bool,
    /// Messages a visitor may send in a minute.
    pub(crate) messages_per_minute: u32,
    /// Conversations one address may start in a minute.
    pub(crate) starts_per_minute: u32,
}

const ADMIN_SECRET: &str = "HANDRAIL_ADMIN_SECRET";
/// One that opens everything is not to be guessed.
const ADMIN_SECRET_MIN_BYTES: usize = 32;
const PREVIOUS: &str = "HANDRAIL_VAULT_KEY_PREVIOUS";
/// The sample shop's id.
const SAMPLE: &str = "acme";
const MESSAGES_PER_MINUTE: u32 = 30;
const STARTS_PER_MINUTE: u32 = 60;

impl Settings {
    /// Reads the environment; an absent key or one of another shape is refused by its name.
    pub(crate) fn read(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, Refusal> {
        let key = |name: &'static str| -> Result<[u8; 32], Refusal> {
            let text = lookup(name).ok_or_else(|| missing(name, "is not set"))?;
            key_of(name, &text)
        };
        let previous = lookup(PREVIOUS).unwrap_or_default();
        let previous: Vec<MasterKey> = previous
            .split(',')
            .filter(|text| !text.trim().is_empty())
            .map(|text| key_of(PREVIOUS, text).map(MasterKey::new))
            .collect::<Result<_, _>>()?;
        if previous.len() > PREVIOUS_MAX {
            return Err(missing(PREVIOUS, "holds more than 8 keys"));
        }
        let number = |name: &'static str, otherwise: u32| match lookup(name) {
            None => Ok(otherwise),
            Some(text) => text
                .trim()
                .parse()
                .ok()
                .filter(|number| *number > 0)
                .ok_or_else(|| missing(name, "is not a number above 0")),
        };
        let origin = |name| lookup(name).map(|text| text.trim_end_matches('/').to_owned());
        let mode = match lookup("HANDRAIL_MODE").as_deref() {
            None | Some("production") => Mode::Production,
            Some("demo") => Mode::Demo,
            Some(_) => return Err(missing("HANDRAIL_MODE", "is neither demo nor production")),
        };
        let admin_secret = lookup(ADMIN_SECRET).filter(|secret| !secret.is_empty());
        let is_short = |secret: &String| secret.len() < ADMIN_SECRET_MIN_BYTES;
        if mode == Mode::Production && admin_secret.as_ref().is_some_and(is_short) {
            return Err(missing(ADMIN_SECRET, "has fewer than 32 characters"));
        }
        Ok(Self {
            vault_keys: KeyRing::new(MasterKey::new(key("HANDRAIL_VAULT_KEY")?), previous),
            token_key: TokenKey::new(key("HANDRAIL_TOKEN_KEY")?),
            admin_secret,
            mode,
            origin: origin("HANDRAIL_ORIGIN"),
            desk_origin: origin("HANDRAIL_DESK_ORIGIN"),
            site: lookup("HANDRAIL_SITE"),
            sandbox_site: lookup("HANDRAIL_SANDBOX_SITE").unwrap_or_else(|| SAMPLE.to_owned()),
            security_contacts: security_contacts(
                &lookup("HANDRAIL_SECURITY_CONTACT").unwrap_or_default(),
            )?,
            trust_forwarded: lookup("HANDRAIL_TRUST_FORWARDED")
                .is_some_and(|value| value == "1" || value == "true"),
            messages_per_minute: number("HANDRAIL_MESSAGES_PER_MINUTE", MESSAGES_PER_MINUTE)?,
            starts_per_minute: number("HANDRAIL_STARTS_PER_MINUTE", STARTS_PER_MINUTE)?,
        })
    }

    /// The settings of this process.
    pub(crate) fn of(env: &Env) -> Result<Rc<Self>, Refusal> {
        thread_local! {
            static SETTINGS: std::cell::OnceCell<Rc<Settings>> = const { std::cell::OnceCell::new() };
        }
        SETTINGS.with(|cell| {
            if let Some(settings) = cell.get() {
                return Ok(Rc::clone(settings));
            }
            let settings = Rc::new(Self::read(|name| variable(env, name))?);
            // The settings of a process never change, so whoever came first is as good.
            Ok(Rc::clone(cell.get_or_init(|| settings)))
        })
    }

    /// Is this the demo?
    pub(crate) fn is_demo(&self) -> bool {
        self.mode == Mode::Demo
    }
}

/// Read by hand: `Env::var` cannot look at a variable that is there and null, as an unset one is.
fn variable(env: &Env, name: &str) -> Option<String> {
    js_sys::Reflect::get(env.as_ref(), &name.into())
        .ok()?
        .as_string()
        .filter(|text| !text.is_empty())
}

/// The secret that a `…_env` key of a site file names. None of the edge's own leaves by that way.
pub(crate) fn secret(env: &Env, name: &str) -> Option<String> {
    if !name.starts_with("HANDRAIL_") || OWN_VARIABLES.contains(&name) {
        return None;
    }
    if let Some(value) = variable(env, name) {
        return Some(value);
    }
    let all = variable(env, "HANDRAIL_SECRETS")?;
    let all: std::collections::BTreeMap<String, String> = serde_json::from_str(&all).ok()?;
    all.get(name).cloned()
}

/// Addresses that a `Contact` field of RFC 9116 takes, separated by commas.
fn security_contacts(text: &str) -> Result<Vec<String>, Refusal> {
    let contacts = text.split(',').map(str::trim);
    contacts
        .filter(|contact| !contact.is_empty())
        .map(|contact| {
            let is_address = ["mailto:", "https://", "tel:"].iter().any(|scheme| {
                let rest = contact.strip_prefix(scheme);
                rest.is_some_and(|rest| !rest.is_empty())
            });
            if is_address && contact.bytes().all(|byte| byte.is_ascii_graphic()) {
                Ok(contact.to_owned())
            } else {
                Err(missing(
                    "HANDRAIL_SECURITY_CONTACT",
                    "is no list of addresses that begin with mailto:, https:// or tel:",
                ))
            }
        })
        .collect()
}

fn key_of(name: &'static str, text: &str) -> Result<[u8; 32], Refusal> {
    let bytes = STANDARD
        .decode(text.trim())
        .map_err(|_| missing(name, "is not base64"))?;
    bytes
        .try_into()
        .map_err(|_| missing(name, "does not hold 32 bytes"))
}

fn missing(name: &'static str, problem: &'static str) -> Refusal {
    let hint = match name {
        PREVIOUS => " It holds earlier values of HANDRAIL_VAULT_KEY, separated by commas.",
        ADMIN_SECRET => " Take a random one, for example from `openssl rand -hex 32`.",
        "HANDRAIL_VAULT_KEY" | "HANDRAIL_TOKEN_KEY" => {
            " Set it to 32 random bytes in base64, for example from `openssl rand -base64 32`."
        }
        _ => "",
    };
    Refusal::new(
        ErrorCode::Overloaded,
        format!("The edge does not start: {name} {problem}.{hint}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    fn with(pairs: &'static [(&'static str, &'static str)]) -> Result<Settings, Refusal> {
        Settings::read(|name| {
            pairs
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn without_a_key_the_refusal_names_the_variable() {
        let refusal = with(&[("HANDRAIL_TOKEN_KEY", KEY)])
            .err()
            .expect("no vault key");
        assert!(
            refusal
                .report
                .message
                .contains("HANDRAIL_VAULT_KEY is not set")
        );
        assert_eq!(refusal.code().status(), 503);
        let short = with(&[("HANDRAIL_VAULT_KEY", "AAEC"), ("HANDRAIL_TOKEN_KEY", KEY)]);
        assert!(
            short
                .err()
                .expect("too short")
                .report
                .message
                .contains("32 bytes")
        );
    }

    #[test]
    fn earlier_vault_keys_are_a_list_and_a_wrong_one_is_named() {
        const OLD: &str = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
        const OLDER: &str = "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=";
        let ids = |previous: Option<&str>| {
            let read = Settings::read(|name| match name {
                "HANDRAIL_VAULT_KEY" | "HANDRAIL_TOKEN_KEY" => Some(KEY.to_owned()),
                PREVIOUS => previous.map(str::to_owned),
                _ => None,
            });
            read.map(|settings| settings.vault_keys.ids().len())
        };
        assert_eq!(ids(None).ok(), Some(1));
        assert_eq!(ids(Some("")).ok(), Some(1));
        assert_eq!(ids(Some(&format!("{OLD}, {OLDER},"))).ok(), Some(3));
        assert_eq!(ids(Some(KEY)).ok(), Some(1), "the same key twice is one");
        for (wrong, problem) in [
            (format!("{OLD} {OLDER}"), "is not base64"),
            (format!("{OLD},AAEC"), "does not hold 32 bytes"),
            ([OLD; 9].join(","), "more than 8"),
        ] {
            let message = ids(Some(&wrong)).expect_err(problem).report.message;
            assert!(message.contains(PREVIOUS), "{message}");
            assert!(message.contains(problem), "{message}");
            assert!(!message.contains(OLD), "a key is not told: {message}");
        }
    }

    #[test]
    fn an_origin_ends_without_a_slash() {
        let settings = with(&[
            ("HANDRAIL_VAULT_KEY", KEY),
            ("HANDRAIL_TOKEN_KEY", KEY),
            ("HANDRAIL_ORIGIN", "https://chat.acme.example/"),
            ("HANDRAIL_DESK_ORIGIN", "https://desk.acme.example/"),
        ])
        .unwrap_or_else(|refusal| panic!("{refusal}"));
        assert_eq!(
            settings.origin.as_deref(),
            Some("https://chat.acme.example")
        );
        assert_eq!(
            settings.desk_origin.as_deref(),
            Some("https://desk.acme.example")
        );
    }

    #[test]
    fn contacts_about_weaknesses_are_addresses() {
        let read = |text: &str| security_contacts(text).ok();
        assert_eq!(read(""), Some(Vec::new()));
        let two = "mailto:security@acme.example, https://acme.example/report";
        assert_eq!(read(two).map(|it| it.len()), Some(2));
        for no in [
            "security@acme.example",
            "http://acme.example",
            "mailto:",
            "https://acme.example\nExpires: 2000-01-01T00:00:00Z",
            "https://acme.example/a b",
        ] {
            assert_eq!(read(no), None, "{no}");
        }
    }

    #[test]
    fn customers_are_behind_a_long_admin_secret() {
        let of = |mode: &'static str, secret: &'static str| {
            Settings::read(|name| match name {
                "HANDRAIL_VAULT_KEY" | "HANDRAIL_TOKEN_KEY" => Some(KEY.to_owned()),
                "HANDRAIL_MODE" => Some(mode.to_owned()),
                ADMIN_SECRET => Some(secret.to_owned()),
                _ => None,
            })
        };
        let short = "guess-me-guess-me-guess-me-gues";
        let message = of("production", short)
            .err()
            .expect("too short")
            .report
            .message;
        assert!(
            message.contains("HANDRAIL_ADMIN_SECRET has fewer than 32 characters"),
            "{message}"
        );
        assert!(!message.contains(short), "a secret is not told");
        assert!(of("production", "guess-me-guess-me-guess-me-guess").is_ok());
        assert!(
            of("production", "").is_ok(),
            "without one the admin's calls are closed"
        );
        assert!(of("demo", "x").is_ok());
    }

    #[test]
    fn production_is_the_default() {
        let settings = with(&[("HANDRAIL_VAULT_KEY", KEY), ("HANDRAIL_TOKEN_KEY", KEY)])
            .unwrap_or_else(|refusal| panic!("{refusal}"));
        assert_eq!(settings.mode, Mode::Production);
        assert_eq!(settings.messages_per_minute, MESSAGES_PER_MINUTE);
        assert!(settings.admin_secret.is_none());
        assert_eq!(settings.sandbox_site, SAMPLE);
    }
}
