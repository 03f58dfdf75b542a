//! United Kingdom, Ireland, France, Belgium, the Netherlands, Luxembourg.

use super::checks::{
    NEVER, among, completes_11, is_day, letter, long_date, luhn, number, remainder, value,
    verhoeff, weighted,
};
use super::scheme::Strength::{Faint, Strong, Sure, Weak};
use super::scheme::{Scheme, id};
use crate::kind::Kind;

pub(super) const SCHEMES: &[Scheme] = &[
    id("GB NHS", "999 999 9999|999-999-9999", nhs, Weak),
    id("GB NINO", "@@ 99 99 99 @", nino, Strong),
    id("GB UTR", "99999 99999", utr, Faint),
    id("GB driver number", "@****999999@**@@", gb_licence, Strong).kind(Kind::Licence),
    id("IE PPS", "9999999@|9999999@@", pps, Strong),
    id(
        "FR NIR",
        "9 99 99 9* 999 999 99|9 99 99 9*999999 99",
        nir,
        Sure,
    ),
    id("FR SIREN", "999 999 999", luhn, Faint),
    id("FR SIRET", "999 999 999 99999", siret, Strong),
    id("FR NIF", "99 99 999 999 999", spi, Strong),
    id(
        "BE national number",
        "99.99.99-999.99|999999 999 99",
        rijksregister,
        Sure,
    ),
    id(
        "BE enterprise number",
        "9999.999.999",
        be_enterprise,
        Strong,
    ),
    id("NL BSN", "999999999|9999 99 999|999 999 999", bsn, Weak),
    id(
        "LU national number",
        "9999 99 99 999 99|9999999999999",
        luxembourg,
        Sure,
    ),
    id("NL document", "@@*******", nl_document, Faint),
];

/// NHS Data Dictionary, "NHS number": modulus 11, no check digit ten.
fn nhs(c: &[u8]) -> bool {
    completes_11(c, &[10, 9, 8, 7, 6, 5, 4, 3, 2], NEVER) && super::checks::differs(c)
}

/// HMRC, National Insurance Manual NIM39110: which letters are given out. No check digit.
fn nino(c: &[u8]) -> bool {
    let prefix = &c[..2];
    let barred = matches!(
        prefix,
        b"BG" | b"GB" | b"KN" | b"NK" | b"NT" | b"TN" | b"ZZ"
    );
    !barred && prefix.iter().all(|b| !b"DFIQUV".contains(b)) && c[1] != b'O' && among(c, 8, "ABCD")
}

/// HMRC unique taxpayer reference: the first digit checks the nine after it.
fn utr(c: &[u8]) -> bool {
    let sum = weighted(&c[1..], &[6, 7, 8, 9, 10, 5, 4, 3, 2]);
    let check = b"21987654321"[(sum % 11) as usize];
    c[0] == check && super::checks::differs(&c[1..])
}

/// DVLA driver number: five of the surname, decade, month (plus 50 for women), day, year, two
/// initials, and three more.
fn gb_licence(c: &[u8]) -> bool {
    let surname = c[..5].iter().skip_while(|b| b.is_ascii_uppercase());
    let month = number(c, 6, 8) % 50;
    surname.clone().all(|b| *b == b'9')
        && number(c, 6, 8) <= 62
        && is_day(4, month, number(c, 8, 10))
        && (c[12] == b'9' || c[12].is_ascii_uppercase())
}

/// Revenue (Ireland), Personal Public Service number: modulus 23, the second letter weighing nine.
fn pps(c: &[u8]) -> bool {
    let second = match c.get(8) {
        None | Some(b'W' | b'T' | b'X') => 0,
        Some(_) => value(c, 8) - 9,
    };
    let sum = weighted(c, &[8, 7, 6, 5, 4, 3, 2]) + 9 * second;
    letter(c, 7, "WABCDEFGHIJKLMNOPQRSTUV", (sum % 23) as usize)
        && matches!(c.get(8), None | Some(b'A'..=b'I' | b'W' | b'T' | b'X'))
}

/// INSEE, numéro d'inscription au répertoire: key 97, Corsican departments as 19 and 18.
fn nir(c: &[u8]) -> bool {
    let department = match &c[5..7] {
        b"2A" => 19,
        b"2B" => 18,
        [b'0'..=b'9', b'0'..=b'9'] => number(c, 5, 7),
        _ => return false,
    };
    let month = number(c, 3, 5);
    let birth = number(c, 0, 5) * 100_000_000 + department * 1_000_000 + number(c, 7, 13);
    matches!(c[0], b'1'..=b'4' | b'7' | b'8')
        && (matches!(month, 1..=12 | 20..=42 | 50..=99))
        && 97 - birth % 97 == number(c, 13, 15)
}

/// INSEE: the company and its establishment are both checked.
fn siret(c: &[u8]) -> bool {
    luhn(c) && luhn(&c[..9])
}

/// DGFiP, numéro fiscal de référence (SPI): key modulo 511.
fn spi(c: &[u8]) -> bool {
    c[0] <= b'3' && number(c, 0, 10) % 511 == number(c, 10, 13) && number(c, 0, 10) > 0
}

/// Registre national (arrêté royal of 3 April 1984): date, serial, 97 minus the remainder; a 2
/// before the number from 2000 on. Bis numbers add 20 or 40 to the month.
fn rijksregister(c: &[u8]) -> bool {
    let month = number(c, 2, 4) % 20;
    let check = number(c, 9, 11);
    let body = number(c, 0, 9);
    let fits = |body: u64| 97 - body % 97 == check;
    (month == 0 || is_day(number(c, 0, 2), month, number(c, 4, 6)))
        && number(c, 2, 4) <= 52
        && number(c, 4, 6) <= 31
        && (fits(body) || fits(2_000_000_000 + body))
        && body > 0
}

/// Crossroads Bank for Enterprises: 97 minus the remainder.
pub(super) fn be_enterprise(c: &[u8]) -> bool {
    matches!(c[0], b'0' | b'1')
        && number(c, 0, 8) > 0
        && 97 - remainder(c, 0, 8, 97) == remainder(c, 8, 10, 100)
}

/// Burgerservicenummer (elfproef, Wet algemene bepalingen burgerservicenummer).
pub(super) fn bsn(c: &[u8]) -> bool {
    let sum = weighted(c, &[9, 8, 7, 6, 5, 4, 3, 2]);
    sum % 11 == value(c, 8) && number(c, 0, 9) > 999_999 && super::checks::differs(c)
}

/// RvIG, document number of passports and identity cards: no letter O, a digit at the end.
fn nl_document(c: &[u8]) -> bool {
    !c.contains(&b'O') && c[8].is_ascii_digit()
}

/// Grand-ducal regulation of 2013: date of birth, serial, Luhn and Verhoeff over the eleven.
fn luxembourg(c: &[u8]) -> bool {
    let mut other = [0; 12];
    other[..11].copy_from_slice(&c[..11]);
    other[11] = c[12];
    long_date(c, 0) && luhn(&c[..12]) && verhoeff(&other)
}
