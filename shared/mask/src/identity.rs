//! When two spellings are one value.

use std::cmp::Ordering;

use zeroize::Zeroizing;

use crate::kind::Kind;
use crate::normalize::plain_text;

/// How spellings of a kind are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Letters and digits only, in any case: numbers, names, addresses.
    Compact,
    /// Every character, in any case: e-mail, IP.
    Folded,
    /// Every character as it is: secrets and look-alikes.
    Exact,
}

pub(crate) fn form(kind: Kind) -> Form {
    match kind {
        Kind::Email | Kind::Ip => Form::Folded,
        Kind::Password | Kind::Secret | Kind::Text => Form::Exact,
        _ => Form::Compact,
    }
}

/// A key under which a value is known; wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Key(Zeroizing<String>);

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.as_str().cmp(other.0.as_str())
    }
}

/// The keys under which a value is known; two values with a key in common are the same.
pub(crate) fn keys(kind: Kind, value: &str) -> Vec<Key> {
    let plain = plain_text(value);
    let compact = || {
        plain
            .chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    let mut keys = Vec::with_capacity(2);
    match form(kind) {
        Form::Exact => keys.push(format!("={value}")),
        Form::Folded => keys.push(format!("~{}", plain.to_lowercase())),
        Form::Compact => {
            let compact = compact();
            if compact.is_empty() {
                keys.push(format!("={value}"));
            } else if kind == Kind::Phone {
                keys.extend(phone_keys(&plain, &compact));
            } else {
                keys.push(compact);
            }
        }
    }
    keys.into_iter()
        .map(|key| Key(Zeroizing::new(key)))
        .collect()
}

/// A phone number is known by its digits as written and by its national number, so that
/// `+49 170 1234567`, `0049 170 1234567` and `0170 1234567` are one.
fn phone_keys(plain: &str, compact: &str) -> Vec<String> {
    let mut keys = vec![compact.to_owned()];
    let digits = compact.trim_start_matches(|c: char| !c.is_ascii_digit());
    let international = if plain.trim_start_matches(['(', ' ']).starts_with('+') {
        Some(digits)
    } else {
        digits.strip_prefix("00")
    };
    let national = match international {
        Some(digits) => digits.get(country_code_length(digits)..).unwrap_or(digits),
        // North American numbers carry their country code as a trunk prefix.
        None if digits.len() == 11 && digits.starts_with('1') => &digits[1..],
        None => digits,
    };
    let national = national.trim_start_matches('0');
    if national.len() >= 7 {
        keys.push(format!("tel:{national}"));
    }
    keys
}

/// Length of the country calling code a number starts with (ITU-T E.164 assignments).
fn country_code_length(digits: &str) -> usize {
    let two = digits
        .get(..2)
        .and_then(|d| d.parse::<u8>().ok())
        .unwrap_or(0);
    match two {
        10..=19 | 70..=79 => 1,
        20
        | 27
        | 30..=34
        | 36
        | 39..=41
        | 43..=49
        | 51..=58
        | 60..=66
        | 81
        | 82
        | 84
        | 86
        | 90..=95
        | 98 => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(kind: Kind, a: &str, b: &str) -> bool {
        keys(kind, a).iter().any(|key| keys(kind, b).contains(key))
    }

    #[test]
    fn spellings_of_one_value() {
        assert!(same(
            Kind::Card,
            "4242 4242 4242 4242",
            "4242-4242４２４２4242"
        ));
        assert!(same(
            Kind::Iban,
            "DE89 3704 0044 0532 0130 00",
            "de89370400440532013000"
        ));
        assert!(same(Kind::Name, "Sarah Miller", "SARAH  MILLER"));
        assert!(same(Kind::Email, "Ann@Example.com", "ann@example.COM"));
        for other in [
            "+1 212 555 0142",
            "1-212-555-0142",
            "(212) 555-0142",
            "0012125550142",
        ] {
            assert!(same(Kind::Phone, "2125550142", other), "{other}");
        }
        assert!(same(Kind::Phone, "+49 170 1234567", "0170/1234567"));
        assert!(same(Kind::Phone, "+353 1 234 5678", "01 234 5678"));
    }

    #[test]
    fn different_values() {
        assert!(!same(Kind::Password, "Hunter2", "hunter2"));
        assert!(!same(Kind::Email, "a.b@example.com", "ab@example.com"));
        assert!(!same(Kind::Phone, "212 555 0142", "312 555 0142"));
        assert!(!same(Kind::Text, "[CARD_1]", "[card_1]"));
    }
}
