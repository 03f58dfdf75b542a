//! Australia, New Zealand and Africa.

use super::checks::{
    among, completes_ten, differs, is_day, luhn, number, remainder, value, weighted, ymd,
};
use super::scheme::Strength::{Faint, Formal, Strong, Sure, Weak};
use super::scheme::{Scheme, id};

pub(super) const SCHEMES: &[Scheme] = &[
    id("AU TFN", "999 999 999", tfn, Weak),
    id("AU ABN", "99 999 999 999", abn, Strong),
    id("AU ACN", "999 999 999", acn, Weak),
    id(
        "AU Medicare",
        "9999 99999 9|9999 99999 9 9|9999 99999 9/9",
        medicare,
        Weak,
    ),
    id("NZ IRD", "99-999-999|999-999-999", ird, Formal),
    id(
        "ZA identity number",
        "999999 9999 999|999999 9999 99 9",
        za_id,
        Sure,
    ),
    id(
        "ZA tax number",
        "9999999999|9999/999/99/9",
        |c| luhn(c) && among(c, 0, "01239"),
        Formal,
    ),
    id(
        "EG national id",
        "99999999999999|9 999999 99 99999",
        egypt,
        Strong,
    ),
    id("KE PIN", "@999999999@", |c| among(c, 0, "AP"), Strong),
    id("NG NIN", "99999999999|9999 999 9999", |_| true, Faint),
    id(
        "MA ICE",
        "999999999999999",
        |c| remainder(c, 0, 15, 97) == 0 && differs(c),
        Strong,
    ),
    id(
        "TN tax number",
        "9999999/@/@/@/999|9999999@@@999",
        |c| among(c, 8, "ABPDN"),
        Strong,
    ),
    id("GH TIN", "@@@99999999*", |c| among(c, 0, "PCGQV"), Faint),
];

/// Australian Taxation Office: weights over nine digits, divisible by eleven.
fn tfn(c: &[u8]) -> bool {
    weighted(c, &[1, 4, 3, 7, 5, 8, 6, 9, 10]).is_multiple_of(11) && differs(c)
}

/// Australian Business Register: one less in front, divisible by 89.
fn abn(c: &[u8]) -> bool {
    let sum = weighted(c, &[10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]);
    c[0] != b'0' && (sum + 89 - 10).is_multiple_of(89)
}

/// ASIC: what is lacking to a multiple of ten.
fn acn(c: &[u8]) -> bool {
    completes_ten(c, &[8, 7, 6, 5, 4, 3, 2, 1]) && differs(c)
}

/// Services Australia: the ninth digit checks the eight before it.
fn medicare(c: &[u8]) -> bool {
    matches!(c[0], b'2'..=b'6')
        && weighted(c, &[1, 3, 7, 9, 1, 3, 7, 9]) % 10 == value(c, 8)
        && c[9] != b'0'
}

/// Inland Revenue (New Zealand): a second set of weights when the first gives ten.
fn ird(c: &[u8]) -> bool {
    let mut nine = [b'0'; 9];
    nine[9 - c.len()..].copy_from_slice(c);
    let first = (11 - weighted(&nine, &[3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11;
    let check = if first == 10 {
        (11 - weighted(&nine, &[7, 4, 3, 2, 5, 2, 7, 6]) % 11) % 11
    } else {
        first
    };
    (10_000_000..150_000_000).contains(&number(&nine, 0, 9)) && check == value(&nine, 8)
}

/// Department of Home Affairs (South Africa): date of birth, serial, citizenship, Luhn.
fn za_id(c: &[u8]) -> bool {
    ymd(c, 0) && matches!(c[10], b'0'..=b'2') && luhn(c)
}

/// Civil Status Organization (Egypt): century, date of birth, governorate, serial.
fn egypt(c: &[u8]) -> bool {
    matches!(c[0], b'2' | b'3')
        && is_day(number(c, 1, 3), number(c, 3, 5), number(c, 5, 7))
        && matches!(number(c, 7, 9), 1..=35 | 88)
}
