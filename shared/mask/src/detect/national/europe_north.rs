//! Sweden, Norway, Denmark, Finland, Iceland, Estonia, Latvia, Lithuania.

use super::checks::{
    NEVER, among, completes_11, differs, dmy, is_day, letter, long_date, luhn, number, value,
    weighted, ymd,
};
use super::scheme::Strength::{Faint, Formal, Shape, Strong, Sure};
use super::scheme::{Scheme, id};

pub(super) const SCHEMES: &[Scheme] = &[
    id(
        "SE personnummer",
        "999999-9999|999999+9999|99999999-9999|99999999+9999",
        personnummer,
        Strong,
    ),
    id(
        "SE organisation number",
        "999999-9999",
        organisation,
        Formal,
    ),
    id("NO birth number", "999999 99999", fodselsnummer, Sure),
    id(
        "NO organisation number",
        "999 999 999|NO 999 999 999|NO 999 999 999 @@@",
        orgnr,
        Faint,
    ),
    id("DK CPR", "999999-9999", cpr, Strong).written(),
    id("DK CPR unhyphenated", "9999999999", cpr, Faint),
    id("DK CVR", "99 99 99 99", cvr, Faint),
    id("FI HETU", "999999-999*|999999+999*|999999@999*", hetu, Sure),
    id("FI business id", "9999999-9", ytunnus, Formal).written(),
    id("IS kennitala", "999999-9999", kennitala, Strong),
    id("EE LT personal code", "99999999999", isikukood, Strong),
    id("EE business", "99999999", registrikood, Faint),
    id("LV personal code", "999999-99999", latvia, Strong),
    id(
        "LV new personal code",
        "999999-99999",
        |c| c.starts_with(b"32"),
        Shape,
    )
    .written(),
];

/// Skatteverket (SKV 704): date of birth, co-ordination numbers with 60 added to the day; Luhn.
fn personnummer(c: &[u8]) -> bool {
    let short = &c[c.len() - 10..];
    let day = number(short, 4, 6) % 60;
    let century = c.len() == 10 || (1880..=2035).contains(&number(c, 0, 4));
    century && luhn(short) && is_day(number(short, 0, 2), number(short, 2, 4), day)
}

/// Bolagsverket: the third digit is at least two, so that it is no date.
fn organisation(c: &[u8]) -> bool {
    luhn(c) && c[2] >= b'2' && c[0] != b'0'
}

/// Skatteetaten: date of birth (40 more on the day of D numbers), two check digits.
fn fodselsnummer(c: &[u8]) -> bool {
    let day = number(c, 0, 2) % 40;
    let month = number(c, 2, 4) % 40;
    is_day(number(c, 4, 6), month, day)
        && completes_11(c, &[3, 7, 6, 1, 8, 9, 4, 5, 2], NEVER)
        && completes_11(c, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2], NEVER)
}

/// Brønnøysundregistrene.
fn orgnr(c: &[u8]) -> bool {
    let digits = c.strip_prefix(b"NO").unwrap_or(c);
    let prefixed = digits.len() < c.len();
    let suffix = digits.len() == 9 || digits.ends_with(b"MVA");
    (prefixed || matches!(digits[0], b'8' | b'9'))
        && suffix
        && completes_11(digits, &[3, 2, 7, 6, 5, 4, 3, 2], NEVER)
}

/// CPR-kontoret: date of birth and serial; the check digit was given up in 2007.
fn cpr(c: &[u8]) -> bool {
    dmy(c, 0) && differs(c)
}

/// Erhvervsstyrelsen.
fn cvr(c: &[u8]) -> bool {
    weighted(c, &[2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11) && c[0] != b'0'
}

/// Digital and Population Data Services Agency: date of birth, sign of the century (those of 2023
/// too), serial, check character modulo 31.
fn hetu(c: &[u8]) -> bool {
    let signed = c.len() == 11;
    let sign = !signed || b"ABCDEFUVWXY".contains(&c[6]);
    let serial = if signed { 7 } else { 6 };
    let body = number(c, 0, 6) * 1_000 + number(c, serial, serial + 3);
    sign && dmy(c, 0)
        && number(c, serial, serial + 3) >= 2
        && letter(
            c,
            serial + 3,
            "0123456789ABCDEFHJKLMNPRSTUVWXY",
            (body % 31) as usize,
        )
}

/// Finnish Patent and Registration Office.
pub(super) fn ytunnus(c: &[u8]) -> bool {
    completes_11(c, &[7, 9, 10, 5, 8, 4, 2], NEVER) && differs(c)
}

/// Þjóðskrá: date of birth (40 more on the day for companies), check digit, century.
fn kennitala(c: &[u8]) -> bool {
    let day = number(c, 0, 2) % 40;
    is_day(number(c, 4, 6), number(c, 2, 4), day)
        && completes_11(c, &[3, 2, 7, 6, 5, 4, 3, 2], NEVER)
        && matches!(c[9], b'8' | b'9' | b'0')
}

/// EVS 585 (isikukood) and the Lithuanian asmens kodas: sex and century, date, serial, check.
fn isikukood(c: &[u8]) -> bool {
    let first = weighted(c, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
    let second = weighted(c, &[3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11;
    let check = if first == 10 { second % 10 } else { first };
    matches!(c[0], b'1'..=b'8') && ymd(c, 1) && check == value(c, 10)
}

fn registrikood(c: &[u8]) -> bool {
    let first = weighted(c, &[1, 2, 3, 4, 5, 6, 7]) % 11;
    let second = weighted(c, &[3, 4, 5, 6, 7, 8, 9]) % 11;
    let check = if first == 10 { second % 10 } else { first };
    among(c, 0, "1789") && check == value(c, 7) && !long_date(c, 0)
}

/// PMLP (Latvia): date of birth, century, serial, check.
fn latvia(c: &[u8]) -> bool {
    let sum = 1 + weighted(c, &[10, 5, 8, 4, 2, 1, 6, 3, 7, 9]);
    dmy(c, 0) && matches!(c[6], b'0'..=b'2') && sum % 11 % 10 == value(c, 10)
}
