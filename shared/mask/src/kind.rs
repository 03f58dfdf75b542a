//! What can be masked, and the words for it: in configuration, on the wire and inside a placeholder.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A kind of personal detail.
///
/// `as_str` is the word of the site file and of the wire, `label` the word inside a placeholder.
/// New kinds are added over time; match with a default arm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// A payment card number.
    Card,
    /// The check number printed on a payment card.
    Cvv,
    /// The date a payment card expires, beside the card or a cue.
    Expiry,
    /// An international bank account number (ISO 13616).
    Iban,
    /// The code of a bank (ISO 9362), next to a cue or an account.
    Bic,
    /// A domestic bank or customer account number, a routing number, or part of one.
    Account,
    /// A US social security number or individual taxpayer number, or its last four digits.
    Ssn,
    /// A number a state gave a person or a business: national identity, health, tax.
    NationalId,
    /// A passport number, next to a cue.
    Passport,
    /// A driving licence number, next to a cue or in a form of its own.
    Licence,
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// An IPv4 or IPv6 address.
    Ip,
    /// A hardware address of a network interface (IEEE 802).
    Mac,
    /// A machine credential: API key, token, JWT, private key block, also inside a URL.
    Secret,
    /// A password, PIN or one-time code a person typed.
    Password,
    /// A person's name.
    Name,
    /// The day a person was born.
    BirthDate,
    /// A postal address or a part of one.
    Address,
    /// A number nothing explains; masked only when the site asks for it.
    Number,
    /// Text that looks like a placeholder. It is hidden so that it can't resolve to anything.
    Text,
    /// A kind the site describes itself.
    Custom(CustomName),
}

/// Word and label of each kind, in the order of declaration.
const NAMES: [(Kind, &str, &str); 21] = [
    (Kind::Card, "card", "CARD"),
    (Kind::Cvv, "cvv", "CVV"),
    (Kind::Expiry, "expiry", "EXPIRY"),
    (Kind::Iban, "iban", "IBAN"),
    (Kind::Bic, "bic", "BIC"),
    (Kind::Account, "account", "ACCOUNT"),
    (Kind::Ssn, "ssn", "SSN"),
    (Kind::NationalId, "national_id", "ID"),
    (Kind::Passport, "passport", "PASSPORT"),
    (Kind::Licence, "driving_licence", "LICENCE"),
    (Kind::Email, "email", "EMAIL"),
    (Kind::Phone, "phone", "PHONE"),
    (Kind::Ip, "ip", "IP"),
    (Kind::Mac, "mac", "MAC"),
    (Kind::Secret, "secret", "SECRET"),
    (Kind::Password, "password", "PASSWORD"),
    (Kind::Name, "name", "NAME"),
    (Kind::BirthDate, "birth_date", "BIRTHDATE"),
    (Kind::Address, "address", "ADDRESS"),
    (Kind::Number, "number", "NUMBER"),
    (Kind::Text, "text", "TEXT"),
];

impl Kind {
    /// Every kind but the custom ones, in the order of declaration.
    pub const ALL: [Kind; NAMES.len()] = {
        let mut all = [Kind::Card; NAMES.len()];
        let mut at = 0;
        while at < NAMES.len() {
            all[at] = NAMES[at].0;
            at += 1;
        }
        all
    };

    /// The stable name, in snake case: `card`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Kind::Custom(name) => name.as_str(),
            _ => self.names().0,
        }
    }

    /// The word inside a placeholder: `CARD` of `[CARD_1]`. Upper-case ASCII letters only.
    #[must_use]
    pub fn label(self) -> Cow<'static, str> {
        match self {
            Kind::Custom(name) => Cow::Owned(name.as_str().to_ascii_uppercase()),
            _ => Cow::Borrowed(self.names().1),
        }
    }

    fn names(self) -> (&'static str, &'static str) {
        let known = NAMES.iter().find(|(kind, _, _)| *kind == self);
        known.map_or(("", ""), |(_, name, label)| (name, label))
    }

    /// The kind with this label, in any case; a word that is none of ours is a custom kind's.
    #[must_use]
    pub fn from_label(label: &str) -> Option<Kind> {
        let known = NAMES
            .iter()
            .find(|(_, _, known)| known.eq_ignore_ascii_case(label));
        known.map(|(kind, _, _)| *kind).or_else(|| {
            let name = CustomName::new(&label.to_ascii_lowercase()).ok()?;
            Some(Kind::Custom(name))
        })
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
            Kind::Card
            | Kind::Ssn
            | Kind::NationalId
            | Kind::Passport
            | Kind::Licence
            | Kind::Custom(_) => Restore::Partial,
            Kind::Password | Kind::Secret | Kind::Cvv | Kind::Expiry => Restore::Never,
            _ => Restore::Full,
        }
    }
}

/// The name of a site's own kind: 2 to 16 ASCII lower-case letters, none of ours.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CustomName {
    letters: [u8; CUSTOM_NAME_MAX],
    length: u8,
}

/// The longest name of a custom kind, in letters.
pub(crate) const CUSTOM_NAME_MAX: usize = 16;

impl CustomName {
    /// The name as a type.
    ///
    /// # Errors
    /// [`NotACustomName`] when it has other characters or another length, or is one of ours.
    pub fn new(name: &str) -> Result<Self, NotACustomName> {
        let fits = (2..=CUSTOM_NAME_MAX).contains(&name.len())
            && name.bytes().all(|b| b.is_ascii_lowercase());
        let ours = NAMES.iter().any(|(_, known, label)| {
            known.eq_ignore_ascii_case(name) || label.eq_ignore_ascii_case(name)
        });
        if !fits || ours {
            return Err(NotACustomName {
                name: name.to_owned(),
            });
        }
        let mut letters = [0; CUSTOM_NAME_MAX];
        letters[..name.len()].copy_from_slice(name.as_bytes());
        Ok(Self {
            letters,
            length: u8::try_from(name.len()).unwrap_or(u8::MAX),
        })
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.letters[..usize::from(self.length)]).unwrap_or_default()
    }
}

impl fmt::Debug for CustomName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that can't name a custom kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{name}\" can't name a kind of your own: use 2 to 16 letters a to z, and none of Handrail's own kinds"
)]
pub struct NotACustomName {
    /// The word as given.
    pub name: String,
}

impl NotACustomName {
    /// Stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "mask_custom_name"
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = Cow::<'de, str>::deserialize(deserializer)?;
        name.parse().or_else(|error: UnknownKind| {
            CustomName::new(&name)
                .map(Kind::Custom)
                .map_err(|_| serde::de::Error::custom(error))
        })
    }
}

impl FromStr for Kind {
    type Err = UnknownKind;

    /// One of our kinds by its name; custom ones are the site's to know.
    fn from_str(name: &str) -> Result<Self, UnknownKind> {
        let known = NAMES.iter().find(|(_, known, _)| *known == name);
        known.map(|(kind, _, _)| *kind).ok_or_else(|| UnknownKind {
            name: name.to_owned(),
        })
    }
}

/// A word that names no kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{name}\" is not a kind of personal detail; use one of {}",
    known_names()
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

fn known_names() -> String {
    NAMES.map(|(_, name, _)| name).join(", ")
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
            assert_eq!(Kind::from_label(&kind.label()), Some(kind));
            assert_eq!(
                serde_json::to_string(&kind).unwrap(),
                format!("\"{}\"", kind.as_str())
            );
            assert!(kind.label().bytes().all(|b| b.is_ascii_uppercase()));
        }
        assert!("shoe".parse::<Kind>().is_err());
    }

    #[test]
    fn custom_kinds_have_names_of_their_own() {
        let loyalty = Kind::Custom(CustomName::new("loyalty").unwrap());
        assert_eq!(loyalty.as_str(), "loyalty");
        assert_eq!(Kind::from_label("Loyalty"), Some(loyalty));
        assert_eq!(
            serde_json::from_str::<Kind>("\"loyalty\"").unwrap(),
            loyalty
        );
        for wrong in [
            "",
            "a",
            "card",
            "id",
            "no_underscore",
            "Upper",
            "seventeenletterss",
        ] {
            assert!(CustomName::new(wrong).is_err(), "{wrong}");
        }
    }
}
