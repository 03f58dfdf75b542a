//! When two spellings are one value.

use std::cmp::Ordering;

use zeroize::Zeroizing;

use crate::detect::phone;
use crate::kind::{Comparison, Kind};
use crate::normalize::plain_text;

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
    match kind.spec().compared {
        Comparison::Exact => keys.push(format!("={value}")),
        Comparison::Folded => keys.push(format!("~{}", plain.to_lowercase())),
        Comparison::Compact => {
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
    let row = compact.trim_start_matches(|c: char| !c.is_ascii_digit());
    let is_international = plain.trim_start_matches(['(', ' ']).starts_with('+');
    let national = |from: usize| {
        let national = row[from..].trim_start_matches('0');
        (national.len() >= 7).then(|| format!("tel:{national}"))
    };
    let digits = row.bytes().take_while(u8::is_ascii_digit);
    let digits = Zeroizing::new(digits.map(|b| b - b'0').collect::<Vec<u8>>());
    // Where a number starts that is written for dialling from abroad.
    let abroad = match *digits.as_slice() {
        _ if is_international => Some(0),
        [0, 0, first, ..] if first != 0 => Some(2),
        [0, 1, 1, ..] if phone::is_valid(&digits[3..]) => Some(3),
        _ => None,
    };
    if let Some(from) = abroad {
        let after_code = phone::split(&digits[from..]);
        let length = after_code.map_or(digits.len() - from, |(_, national)| national.len());
        keys.extend(national(digits.len() - length));
        return keys;
    }
    keys.extend(national(0));
    // Trunk prefixes other than zero: which it is depends on the country, which is not said.
    keys.extend(match *digits.as_slice() {
        [1 | 8, ..] if digits.len() == 11 => national(1),
        [0, 6, ..] if matches!(digits.len(), 10 | 11) => national(2),
        _ => None,
    });
    // A calling code without the "+".
    if digits.len() >= 11
        && let Some((plan, rest)) = phone::split(&digits)
        && plan.has(rest)
    {
        keys.extend(national(digits.len() - rest.len()));
    }
    keys.dedup();
    keys
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
        for (abroad, at_home) in [
            ("+49 170 1234567", "0170/1234567"),
            ("0049 170 1234567", "0170 123 45 67"),
            ("+49 (0)170 1234567", "01701234567"),
            ("011 49 170 1234567", "0170 1234567"),
            ("491701234567", "0170 1234567"),
            ("+44 20 7946 0958", "(020) 7946 0958"),
            ("+39 06 1234 5678", "06 1234 5678"),
            ("+7 912 345-67-89", "8 (912) 345-67-89"),
            ("+36 20 123 4567", "06 20 123 4567"),
            ("+370 612 34567", "0 612 34567"),
            ("+34 612 345 678", "612345678"),
            ("+90 532 123 45 67", "0532 123 45 67"),
            ("+55 (11) 91234-5678", "(11) 91234-5678"),
            ("+1 (242) 555-0142", "1-242-555-0142"),
            ("+81 90-1234-5678", "090-1234-5678"),
        ] {
            assert!(same(Kind::Phone, abroad, at_home), "{abroad} {at_home}");
        }
    }

    #[test]
    fn different_values() {
        assert!(!same(Kind::Password, "Hunter2", "hunter2"));
        assert!(!same(Kind::Email, "a.b@example.com", "ab@example.com"));
        assert!(!same(Kind::Phone, "212 555 0142", "312 555 0142"));
        assert!(!same(Kind::Phone, "+49 170 1234567", "+49 171 1234567"));
        assert!(!same(Kind::Phone, "+7 912 345-67-89", "+7 912 345-67-80"));
        assert!(!same(Kind::Text, "[CARD_1]", "[card_1]"));
    }
}
