//! Romania, Bulgaria, Russia, Ukraine, Belarus, Moldova.

use super::checks::{differs, is_day, number, remainder, remainder_11, value, weighted};
use super::scheme::Strength::{Faint, Strong, Sure};
use super::scheme::{Scheme, id};

pub(super) const SCHEMES: &[Scheme] = &[
    id("RO CNP", "9999999999999|9 999999 999999", cnp, Sure),
    id("BG EGN", "9999999999", egn, Strong),
    id(
        "BG foreigner",
        "9999999999",
        |c| weighted(c, &[21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10 == value(c, 9) && differs(c),
        Faint,
    ),
    id("RU INN", "9999999999", inn, Faint),
    id("RU INN of persons", "999999999999", inn_12, Strong),
    id("RU SNILS", "999-999-999 99|999-999-999-99", snils, Strong),
    id(
        "RU OGRN",
        "9999999999999",
        |c| c[0] != b'0' && remainder(c, 0, 12, 11) % 10 == value(c, 12),
        Faint,
    ),
    id("UA RNTRC", "9999999999", rntrc, Faint),
    id("UA EDRPOU", "99999999", edrpou, Faint),
    id(
        "BY UNP",
        "999999999",
        |c| remainder_11(c, &[29, 23, 19, 17, 13, 7, 5, 3], super::checks::NEVER),
        Faint,
    ),
    id(
        "MD IDNO",
        "9999999999999",
        |c| {
            weighted(c, &[7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1]) % 10 == value(c, 12) && among_idno(c)
        },
        Faint,
    ),
];

/// Legea 105/1996: sex and century, date of birth, county, serial, check.
fn cnp(c: &[u8]) -> bool {
    let check = weighted(c, &[2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
    let county = number(c, 7, 9);
    matches!(c[0], b'1'..=b'9')
        && is_day(number(c, 1, 3), number(c, 3, 5), number(c, 5, 7))
        && matches!(county, 1..=48 | 51 | 52 | 70 | 80..=83)
        && (if check == 10 { 1 } else { check }) == value(c, 12)
}

/// GRAO (Bulgaria): date of birth, the month telling the century, check.
fn egn(c: &[u8]) -> bool {
    let month = match number(c, 2, 4) {
        month @ 41..=52 => month - 40,
        month => month,
    };
    is_day(number(c, 0, 2), month, number(c, 4, 6))
        && remainder_11(c, &[2, 4, 8, 5, 10, 9, 7, 3, 6], 0)
}

/// Federal Tax Service of Russia, order ММВ-7-6/435.
fn inn(c: &[u8]) -> bool {
    weighted(c, &[2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10 == value(c, 9) && differs(c)
}

fn inn_12(c: &[u8]) -> bool {
    let first = weighted(c, &[7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10;
    let second = weighted(c, &[3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10;
    first == value(c, 10) && second == value(c, 11) && differs(c)
}

/// Social Fund of Russia: modulus 101, a hundred counting as zero.
fn snils(c: &[u8]) -> bool {
    let sum = weighted(c, &[9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101 % 100;
    u64::from(sum) == number(c, 9, 11) && number(c, 0, 9) > 1_001_998
}

/// State Tax Service of Ukraine: days since 1900, serial, check.
fn rntrc(c: &[u8]) -> bool {
    let sum = weighted(c, &[10, 5, 7, 9, 4, 6, 10, 5, 7]);
    sum % 11 % 10 == value(c, 9) && differs(c)
}

/// State Statistics Service of Ukraine: two sets of weights by the range of the number.
fn edrpou(c: &[u8]) -> bool {
    let middle = (30_000_000..=60_000_000).contains(&number(c, 0, 8));
    let weights: [u32; 7] = if middle {
        [7, 1, 2, 3, 4, 5, 6]
    } else {
        [1, 2, 3, 4, 5, 6, 7]
    };
    let again = weights.map(|weight| weight + 2);
    let check = match weighted(c, &weights) % 11 {
        10 => weighted(c, &again) % 11 % 10,
        rest => rest,
    };
    check == value(c, 7)
}

fn among_idno(c: &[u8]) -> bool {
    matches!(c[0], b'0'..=b'2') && differs(c)
}
