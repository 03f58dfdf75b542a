//! Passports, identity cards, driving licences and number plates by their shape. They carry no
//! check digit of their own, so they count beside a cue, or when a message is nothing but them.

use super::checks::{among, number, value, weighted};
use super::scheme::Strength::{Shape, Weak};
use super::scheme::{Scheme, id};
use crate::kind::Kind;

const fn passport(name: &'static str, forms: &'static str, check: fn(&[u8]) -> bool) -> Scheme {
    id(name, forms, check, Shape).kind(Kind::Passport)
}

const fn licence(name: &'static str, forms: &'static str, check: fn(&[u8]) -> bool) -> Scheme {
    id(name, forms, check, Shape).kind(Kind::Licence)
}

pub(super) const SCHEMES: &[Scheme] = &[
    id("DE document with check", "@*********", de_document, Weak).kind(Kind::Passport),
    passport("DE passport", "@********", |c| {
        german(c) && c[8].is_ascii_digit()
    }),
    passport("two letters and seven digits", "@@9999999", |_| true),
    passport("ES passport", "@@@999999", |_| true),
    passport("US passport", "@99999999", |_| true),
    passport("IN passport", "@9999999", |c| {
        !among(c, 0, "QXZ") && c[1] != b'0'
    }),
    passport("KR passport", "@999@9999|@99999999", |c| {
        among(c, 0, "MSRODG")
    }),
    id("IT identity card", "@@99999@@|9999999@@", |_| true, Shape),
    licence("IT driving licence", "U1*******@", |_| true),
    licence("IT old driving licence", "@@9999999@", |_| true),
    licence("KR driving licence", "99-99-999999-99", |c| {
        matches!(number(c, 0, 2), 11..=28)
    })
    .written(),
    id("GB number plate", "@@99 @@@", gb_plate, Shape),
    id(
        "GB older plate",
        "@99 @@@|@999 @@@|@@@ 99@|@@@ 999@",
        gb_older_plate,
        Shape,
    ),
    id(
        "IN number plate",
        "@@99@@9999|@@ 99 @@ 9999|@@9@@@9999|@@99@9999",
        |_| true,
        Shape,
    ),
    id("NG number plate", "@@@-999@@", |_| true, Shape),
    id(
        "TR number plate",
        "99 @ 9999|99 @ 999|99 @@ 999|99 @@ 9999|99 @@@ 99|99 @@@ 999|99 @@@ 9999|99 @ 99|99 @@ 99",
        |c| matches!(number(c, 0, 2), 1..=81),
        Shape,
    )
    .written(),
];

/// Characters of German document numbers: no vowels, nothing that looks like a digit.
fn german(c: &[u8]) -> bool {
    among(c, 0, "CFGHJKLMNPRTVWXYZ")
        && c.iter()
            .all(|b| b.is_ascii_digit() || b"CFGHJKLMNPRTVWXYZ".contains(b))
        && c.iter().filter(|b| b.is_ascii_digit()).count() >= 4
}

/// The number with its check digit (ICAO Doc 9303-3).
fn de_document(c: &[u8]) -> bool {
    let sum = weighted(c, &[7, 3, 1, 7, 3, 1, 7, 3, 1]);
    german(c) && c[9].is_ascii_digit() && sum % 10 == value(c, 9)
}

/// DVLA since 2001: area, half-year of issue, three letters.
fn gb_plate(c: &[u8]) -> bool {
    let age = number(c, 2, 4);
    among(c, 0, "ABCDEFGHKLMNOPRSVWXY")
        && !among(c, 1, "IQZ")
        && matches!(age, 2..=29 | 51..=79)
        && c[4..].iter().all(|b| !b"IQ".contains(b))
}

/// 1963 to 2001: a letter of the year before or after the number.
fn gb_older_plate(c: &[u8]) -> bool {
    let year = if c[1].is_ascii_digit() {
        c[0]
    } else {
        c[c.len() - 1]
    };
    !b"IOQUZ".contains(&year) && c.iter().all(|b| !b"IQ".contains(b))
}
