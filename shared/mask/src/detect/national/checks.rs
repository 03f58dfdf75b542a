//! The check-digit methods that many schemes share, over upper-case ASCII characters.
//!
//! For: pieces to build a scheme's check of. Not for: shapes; a check is only called on characters
//! its scheme's form let through. None of them panics on others, though: what is missing counts
//! as zero.

/// The digit at a place; a letter counts from A = 10, as in ISO 7064 and ICAO 9303.
pub(super) fn value(c: &[u8], at: usize) -> u32 {
    match c.get(at) {
        Some(digit @ b'0'..=b'9') => u32::from(digit - b'0'),
        Some(letter @ b'A'..=b'Z') => u32::from(letter - b'A') + 10,
        _ => 0,
    }
}

/// The decimal number in a range of places.
pub(super) fn number(c: &[u8], from: usize, to: usize) -> u64 {
    (from..to.min(c.len())).fold(0, |n, at| n * 10 + u64::from(value(c, at)))
}

/// The values times the weights, added up, from the first place on.
pub(super) fn weighted(c: &[u8], weights: &[u32]) -> u32 {
    let products = weights.iter().enumerate().map(|(at, w)| value(c, at) * w);
    products.sum()
}

/// The last digit is what the weighted sum of the others lacks to a multiple of ten.
pub(super) fn completes_ten(c: &[u8], weights: &[u32]) -> bool {
    (weighted(c, weights) + value(c, weights.len())).is_multiple_of(10)
}

/// The digit after the weights is the weighted sum modulo 11, ten counting as `ten`.
pub(super) fn remainder_11(c: &[u8], weights: &[u32], ten: u32) -> bool {
    let check = match weighted(c, weights) % 11 {
        10 => ten,
        rest => rest,
    };
    check == value(c, weights.len())
}

/// The digit after the weights is what the weighted sum lacks to a multiple of 11: eleven counts
/// as zero, ten as `ten`.
pub(super) fn completes_11(c: &[u8], weights: &[u32], ten: u32) -> bool {
    let check = match (11 - weighted(c, weights) % 11) % 11 {
        10 => ten,
        rest => rest,
    };
    check == value(c, weights.len())
}

/// A check digit no digit equals: such numbers are not given out.
pub(super) const NEVER: u32 = 99;

/// ISO/IEC 7812-1 ("Luhn").
pub(super) fn luhn(c: &[u8]) -> bool {
    let sum: u32 = (0..c.len())
        .map(|back| {
            let digit = value(c, c.len() - 1 - back);
            if back % 2 == 0 {
                digit
            } else {
                digit * 2 / 10 + digit * 2 % 10
            }
        })
        .sum();
    sum.is_multiple_of(10) && differs(c)
}

/// Whether not all characters are the same; such numbers pass many checks and belong to nobody.
pub(super) fn differs(c: &[u8]) -> bool {
    c.iter().any(|b| Some(b) != c.first())
}

/// ISO/IEC 7064 MOD 11,10.
pub(super) fn mod_11_10(c: &[u8]) -> bool {
    let Some((_, body)) = c.split_last() else {
        return false;
    };
    let product = (0..body.len()).fold(10, |product, at| {
        let sum = (product + value(c, at)) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    (product + value(c, body.len())) % 10 == 1 && differs(c)
}

/// ISO/IEC 7064 MOD 11-2, whose tenth check character is X.
pub(super) fn mod_11_2(c: &[u8]) -> bool {
    let Some((last, body)) = c.split_last() else {
        return false;
    };
    let rest = (0..body.len()).fold(0, |rest, at| (rest + value(c, at)) * 2 % 11);
    let check = (12 - rest) % 11;
    if check == 10 {
        *last == b'X'
    } else {
        value(c, body.len()) == check
    }
}

/// The remainder of a decimal number of any length.
pub(super) fn remainder(c: &[u8], from: usize, to: usize, modulus: u32) -> u32 {
    (from..to.min(c.len())).fold(0, |rest, at| (rest * 10 + value(c, at)) % modulus)
}

/// Verhoeff's check over the dihedral group of order ten (J. Verhoeff, 1969).
pub(super) fn verhoeff(c: &[u8]) -> bool {
    let times = |a: u32, b: u32| match (a / 5, b / 5) {
        (0, 0) => (a + b) % 5,
        (0, _) => 5 + (a + b) % 5,
        (_, 0) => 5 + (a + 5 - b) % 5,
        _ => (a + 5 - b % 5) % 5,
    };
    // The permutation applied to a digit once for each place it stands further left.
    let permuted = |mut digit: u32, place: usize| {
        for _ in 0..place % 8 {
            digit = match digit {
                0 => 1,
                1 => 5,
                2 => 7,
                3 => 6,
                4 => 2,
                5 => 8,
                6 => 3,
                7 => 0,
                8 => 9,
                _ => 4,
            };
        }
        digit
    };
    let check = (0..c.len()).fold(0, |sum, place| {
        times(sum, permuted(value(c, c.len() - 1 - place), place))
    });
    check == 0
}

/// The letter of a table at an index stands at a place.
pub(super) fn letter(c: &[u8], at: usize, table: &str, index: usize) -> bool {
    c.get(at).is_some() && table.as_bytes().get(index) == c.get(at)
}

/// Whether the letter at a place is one of these.
pub(super) fn among(c: &[u8], at: usize, letters: &str) -> bool {
    c.get(at).is_some_and(|b| letters.as_bytes().contains(b))
}

/// Whether a year, perhaps of two digits, has this day.
pub(super) fn is_day(year: u64, month: u64, day: u64) -> bool {
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) => 29,
        2 => 28,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// A date as yymmdd from a place on.
pub(super) fn ymd(c: &[u8], at: usize) -> bool {
    is_day(
        number(c, at, at + 2),
        number(c, at + 2, at + 4),
        number(c, at + 4, at + 6),
    )
}

/// A date as ddmmyy from a place on.
pub(super) fn dmy(c: &[u8], at: usize) -> bool {
    is_day(
        number(c, at + 4, at + 6),
        number(c, at + 2, at + 4),
        number(c, at, at + 2),
    )
}

/// A date as yyyymmdd from a place on, in a year people alive may be born in.
pub(super) fn long_date(c: &[u8], at: usize) -> bool {
    (1880..=2035).contains(&number(c, at, at + 4)) && ymd(c, at + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_accept_their_published_examples() {
        assert!(luhn(b"79927398713") && !luhn(b"79927398714"));
        assert!(verhoeff(b"2363") && !verhoeff(b"2364"));
        assert!(mod_11_10(b"07945") && !mod_11_10(b"07954"));
        assert!(mod_11_2(b"079X") && mod_11_2(b"0794"[..3].as_ref()) == mod_11_2(b"079"));
        assert_eq!(remainder(b"123456789", 0, 9, 97), 123_456_789 % 97);
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        assert!(is_day(2024, 2, 29) && !is_day(2023, 2, 29));
        assert!(!is_day(90, 13, 1) && !is_day(90, 4, 31) && !is_day(90, 1, 0));
    }
}
