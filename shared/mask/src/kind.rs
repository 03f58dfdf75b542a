//! What can be masked, and the words for it: in configuration, on the wire and inside a placeholder.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A kind of personal detail.
///
/// `as_str` is the word of the site file and of the wire, `label` the word inside a placeholder.
/// New kinds are added over time; match with a default arm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Kind {
    /// A payment card number.
    Card,
    /// The check number printed on a payment card.
    Cvv,
    /// An international bank account number (ISO 13616).
    Iban,
    /// A domestic bank or customer account number, or part of one, next to a cue.
    Account,
    /// A US social security number or individual taxpayer number, or its last four digits.
    Ssn,
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// An IPv4 or IPv6 address.
    Ip,
    /// A machine credential: API key, token, JWT, private key block.
    Secret,
    /// A password, PIN or one-time code a person typed.
    Password,
    /// A person's name.
    Name,
    /// A postal address or a part of one.
    Address,
    /// A number nothing explains; masked only when the site asks for it.
    Number,
    /// Text that looks like a placeholder. It is hidden so that it can't resolve to anything.
    Text,
}

impl Kind {
    /// Every kind, in the order of declaration.
    pub const ALL: [Kind; 14] = [
        Kind::Card,
        Kind::Cvv,
        Kind::Iban,
        Kind::Account,
        Kind::Ssn,
        Kind::Email,
        Kind::Phone,
        Kind::Ip,
        Kind::Secret,
        Kind::Password,
        Kind::Name,
        Kind::Address,
        Kind::Number,
        Kind::Text,
    ];

    /// The stable name, in snake case: `card`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Card => "card",
            Kind::Cvv => "cvv",
            Kind::Iban => "iban",
            Kind::Account => "account",
            Kind::Ssn => "ssn",
            Kind::Email => "email",
            Kind::Phone => "phone",
            Kind::Ip => "ip",
            Kind::Secret => "secret",
            Kind::Password => "password",
            Kind::Name => "name",
            Kind::Address => "address",
            Kind::Number => "number",
            Kind::Text => "text",
        }
    }

    /// The word inside a placeholder: `CARD` of `[CARD_1]`. Upper-case ASCII letters only.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Kind::Card => "CARD",
            Kind::Cvv => "CVV",
            Kind::Iban => "IBAN",
            Kind::Account => "ACCOUNT",
            Kind::Ssn => "SSN",
            Kind::Email => "EMAIL",
            Kind::Phone => "PHONE",
            Kind::Ip => "IP",
            Kind::Secret => "SECRET",
            Kind::Password => "PASSWORD",
            Kind::Name => "NAME",
            Kind::Address => "ADDRESS",
            Kind::Number => "NUMBER",
            Kind::Text => "TEXT",
        }
    }

    /// The kind with this label, in any case.
    #[must_use]
    pub fn from_label(label: &str) -> Option<Kind> {
        Kind::ALL
            .into_iter()
            .find(|kind| kind.label().eq_ignore_ascii_case(label))
    }

    /// Kinds that are always masked, whatever a site configures. `Text` belongs to them because
    /// round trips and the harmlessness of look-alikes rest on it.
    #[must_use]
    pub const fn always_on(self) -> bool {
        matches!(
            self,
            Kind::Card | Kind::Cvv | Kind::Ssn | Kind::Password | Kind::Secret | Kind::Text
        )
    }

    /// The restore policy of a site that configures none.
    #[must_use]
    pub const fn default_restore(self) -> Restore {
        match self {
            Kind::Card | Kind::Ssn => Restore::Partial,
            Kind::Password | Kind::Secret | Kind::Cvv => Restore::Never,
            _ => Restore::Full,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(name: &str) -> Result<Self, UnknownKind> {
        Kind::ALL
            .into_iter()
            .find(|kind| kind.as_str() == name)
            .ok_or_else(|| UnknownKind {
                name: name.to_owned(),
            })
    }
}

/// A word that names no kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{name}\" is not a kind of personal detail; use one of card, cvv, iban, account, ssn, email, phone, ip, secret, password, name, address, number, text"
)]
pub struct UnknownKind {
    /// The word as given.
    pub name: String,
}

impl UnknownKind {
    /// Stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "mask_unknown_kind"
    }
}

/// How much of a value AI-written text may show to the visitor it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Restore {
    /// The value as first written.
    Full,
    /// The last four characters of cards, SSNs and other numbers; see [`crate::partial`].
    Partial,
    /// Nothing: the placeholder becomes the label in brackets, such as `[PASSWORD]`.
    Never,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_labels_and_serde_agree() {
        for kind in Kind::ALL {
            assert_eq!(kind.as_str().parse::<Kind>(), Ok(kind));
            assert_eq!(Kind::from_label(kind.label()), Some(kind));
            assert_eq!(
                serde_json::to_string(&kind).unwrap(),
                format!("\"{}\"", kind.as_str())
            );
            assert!(kind.label().bytes().all(|b| b.is_ascii_uppercase()));
        }
        assert!("shoe".parse::<Kind>().is_err());
    }
}
