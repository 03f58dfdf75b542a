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

/// How spellings of a kind are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    /// Letters and digits only, in any case: numbers, names, addresses.
    Compact,
    /// Every character, in any case: e-mail, IP.
    Folded,
    /// Every character as it is: secrets and look-alikes.
    Exact,
}

/// What [`Restore::Partial`] shows of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Partial {
    /// The last four letters or digits of eight and more, else the label.
    LastFour,
    /// `•••• 4242`
    Card,
    /// `•••-••-6789`
    Ssn,
    /// `s•••@example.com`
    Email,
    /// The label alone, as four characters are most of the value.
    Label,
}

/// What there is to know of a kind, but for how it is found.
#[derive(Debug)]
pub(crate) struct KindSpec {
    kind: Kind,
    /// The word of the site file and of the wire.
    name: &'static str,
    /// The word inside a placeholder.
    label: &'static str,
    /// Masked whatever a site configures.
    always_on: bool,
    /// The restore policy of a site that configures none.
    restore: Restore,
    pub(crate) compared: Comparison,
    pub(crate) partial: Partial,
    /// A way to reach somebody: an agent may see it without asking for each value.
    reaches_somebody: bool,
}

/// What holds for a kind whose row says nothing else.
const PLAIN: KindSpec = KindSpec {
    kind: Kind::Text,
    name: "",
    label: "",
    always_on: false,
    restore: Restore::Full,
    compared: Comparison::Compact,
    partial: Partial::LastFour,
    reaches_somebody: false,
};

/// A kind that a site describes.
const CUSTOM: KindSpec = KindSpec {
    restore: Restore::Partial,
    reaches_somebody: true,
    ..PLAIN
};

/// One row a kind, in the order of declaration. A new kind is a variant above, a row here and a detector.
const SPECS: [KindSpec; 21] = [
    KindSpec {
        kind: Kind::Card,
        name: "card",
        label: "CARD",
        always_on: true,
        restore: Restore::Partial,
        partial: Partial::Card,
        ..PLAIN
    },
    KindSpec {
        kind: Kind::Cvv,
        name: "cvv",
        label: "CVV",
        always_on: true,
        restore: Restore::Never,
        partial: Partial::Label,
        ..PLAIN
    },
    KindSpec {
        kind: Kind::Expiry,
        name: "expiry",
        label: "EXPIRY",
        restore: Restore::Never,
        partial: Partial::Label,
        ..PLAIN
    },
    KindSpec {
        kind: Kind::Iban,
        name: "iban",
        label: "IBAN",
        ..PLAIN
    },
    KindSpec {
        kind: Kind::Bic,
        name: "bic",
        label: "BIC",
        ..PLAIN
    },
    KindSpec {
        kind: Kind::Account,
        name: "account",
        label: "ACCOUNT",
        ..PLAIN
    },
    KindSpec {
        kind: Kind::Ssn,
        name: "ssn",
        label: "SSN",
        always_on: true,
        restore: Restore::Partial,
        partial: Partial::Ssn,
        ..PLAIN
    },
    KindSpec {
        kind: Kind::NationalId,
        name: "national_id",
        label: "ID",
        restore: Restore::Partial,
        ..PLAIN
    },
    KindSpec {
        kind: Kind::Passport,
        name: "passport",
        label: "PASSPORT",
        restore: Restore::Partial,
        ..PLAIN
    },
    KindSpec {
        kind: Kind::Licence,
        name: "driving_licence",
        label: "LICENCE",
        restore: Restore::Partial,
        ..PLAIN
    },
    KindSpec {
        kind: Kind::Email,
        name: "email",
        label: "EMAIL",
        compared: Comparison::Folded,
        partial: Partial::Email,
        reaches_somebody: true,
        ..PLAIN
    },
    KindSpec {
        kind: Kind::Phone,
        name: "phone",
        label: "PHONE",
        reaches_somebody: true,
        ..PLAIN
    },
    KindSpec {
        kind: Kind::Ip,
        name: "ip",
        label: "IP",
        compared: Comparison::Folded,
        ..PLAIN
    },
    KindSpec {
        kind: Kind::Mac,
        name: "mac",
        label: "MAC",
        ..PLAIN
    },
    KindSpec {
        kind: Kind::Secret,
        name: "secret",
        label: "SECRET",
        always_on: true,
        restore: Restore::Never,
        compared: Comparison::Exact,
        ..PLAIN
    },
    KindSpec {
        kind: Kind::Password,
        name: "password",
        label: "PASSWORD",
        always_on: true,
        restore: Restore::Never,
        compared: Comparison::Exact,
        partial: Partial::Label,
        ..PLAIN
    },
    KindSpec {
        kind: Kind::Name,
        name: "name",
        label: "NAME",
        reaches_somebody: true,
        ..PLAIN
    },
    KindSpec {
        kind: Kind::BirthDate,
        name: "birth_date",
        label: "BIRTHDATE",
        ..PLAIN
    },
    KindSpec {
        kind: Kind::Address,
        name: "address",
        label: "ADDRESS",
        reaches_somebody: true,
        ..PLAIN
    },
    KindSpec {
        kind: Kind::Number,
        name: "number",
        label: "NUMBER",
        ..PLAIN
    },
    KindSpec {
        kind: Kind::Text,
        name: "text",
        label: "TEXT",
        always_on: true,
        compared: Comparison::Exact,
        ..PLAIN
    },
];

impl Kind {
    /// Every kind but the custom ones, in the order of declaration.
    pub const ALL: [Kind; SPECS.len()] = {
        let mut all = [Kind::Card; SPECS.len()];
        let mut at = 0;
        while at < SPECS.len() {
            all[at] = SPECS[at].kind;
            at += 1;
        }
        all
    };

    /// The stable name, in snake case: `card`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Kind::Custom(name) => name.as_str(),
            _ => self.spec().name,
        }
    }

    /// The word inside a placeholder: `CARD` of `[CARD_1]`. Upper-case ASCII letters only.
    #[must_use]
    pub fn label(self) -> Cow<'static, str> {
        match self {
            Kind::Custom(name) => Cow::Owned(name.as_str().to_ascii_uppercase()),
            _ => Cow::Borrowed(self.spec().label),
        }
    }

    pub(crate) fn spec(self) -> &'static KindSpec {
        let known = SPECS.iter().find(|spec| spec.kind == self);
        known.unwrap_or(&CUSTOM)
    }

    /// The kind with this label, in any case; a word that is none of ours is a custom kind's.
    #[must_use]
    pub fn from_label(label: &str) -> Option<Kind> {
        let known = SPECS
            .iter()
            .find(|spec| spec.label.eq_ignore_ascii_case(label));
        known.map(|spec| spec.kind).or_else(|| {
            let name = CustomName::new(&label.to_ascii_lowercase()).ok()?;
            Some(Kind::Custom(name))
        })
    }

    /// Kinds that are always masked, whatever a site configures. `Text` belongs to them because
    /// round trips and the harmlessness of look-alikes rest on it.
    #[must_use]
    pub fn always_on(self) -> bool {
        self.spec().always_on
    }

    /// The restore policy of a site that configures none.
    #[must_use]
    pub fn default_restore(self) -> Restore {
        self.spec().restore
    }

    /// Whether a site may have it shown to an agent without a reason for each value: a way to reach
    /// somebody, or a kind that the site describes. The others stay value by value.
    #[must_use]
    pub fn may_be_shown_at_once(self) -> bool {
        self.spec().reaches_somebody
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
        let ours = SPECS.iter().any(|spec| {
            spec.name.eq_ignore_ascii_case(name) || spec.label.eq_ignore_ascii_case(name)
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
        let known = SPECS.iter().find(|spec| spec.name == name);
        known.map(|spec| spec.kind).ok_or_else(|| UnknownKind {
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
    SPECS.each_ref().map(|spec| spec.name).join(", ")
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
    fn each_kind_has_one_row() {
        for kind in Kind::ALL {
            let rows = SPECS.iter().filter(|spec| spec.kind == kind).count();
            assert_eq!(rows, 1, "{kind}");
            // What is never shown is always masked, but for dates, which are many other things too.
            let is_guarded = kind.always_on() || kind == Kind::Expiry;
            assert!(
                is_guarded || kind.default_restore() != Restore::Never,
                "{kind}"
            );
            assert!(!(kind.always_on() && kind.may_be_shown_at_once()), "{kind}");
        }
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
