//! Germany, Austria, Switzerland, Poland, Czechia, Slovakia, Hungary.

use super::checks::{
    NEVER, completes_11, completes_ten, differs, dmy, is_day, mod_11_10, number, remainder_11,
    value, weighted,
};
use super::scheme::Strength::{Faint, Formal, Shape, Strong, Sure, Weak};
use super::scheme::{Scheme, id};

pub(super) const SCHEMES: &[Scheme] = &[
    id("DE tax id", "99 999 999 999", steuer_id, Strong),
    id(
        "DE tax number",
        "999/999/99999|99/999/99999|999/9999/9999|99 999 99999",
        |_| true,
        Shape,
    )
    .written(),
    id(
        "DE social security",
        "99 999999 @ 999|99999999@999",
        rentenversicherung,
        Sure,
    ),
    id(
        "DE health insurance",
        "@999999999|@999 999 999",
        krankenversicherung,
        Weak,
    ),
    id("DE physician", "999999999|9999999 99", arztnummer, Weak),
    id("AT social security", "9999 999999", at_social, Strong),
    id("AT tax number", "99-999/9999|99 999/9999", at_tax, Formal),
    id("CH AHV", "999.9999.9999.99", ahv, Sure),
    id("CH enterprise", "CHE-999.999.999", che, Strong),
    id("PL PESEL", "99999999999|999999 99999", pesel, Strong),
    id("PL NIP", "999-999-99-99|999-99-99-999", nip, Formal),
    id("PL REGON", "999999999|999-999-999", regon, Faint),
    id("PL REGON 14", "99999999999999", regon_14, Strong),
    id("PL identity card", "@@@ 999999", pl_card, Weak),
    id("CZ SK birth number", "999999/9999", rodne_cislo, Strong).written(),
    id(
        "CZ SK birth number, plain",
        "9999999999",
        rodne_cislo,
        Faint,
    ),
    id(
        "CZ SK old birth number",
        "999999/999",
        old_rodne_cislo,
        Shape,
    )
    .written(),
    id("CZ SK company", "999 99 999", ico, Faint),
    id("HU tax id", "9999999999|9 999 999 999", hu_tax, Faint),
    id("HU social security", "999 999 999", taj, Faint),
    id("HU personal id", "9-999999-9999", hu_personal, Strong),
    id("HU tax number", "99999999-9-99", hu_company, Formal),
];

/// Bundeszentralamt für Steuern: one of the first ten digits two or three times, the others at
/// most once; ISO 7064 MOD 11,10.
fn steuer_id(c: &[u8]) -> bool {
    let mut counts = [0_u8; 10];
    for at in 0..10 {
        counts[value(c, at) as usize % 10] += 1;
    }
    let repeated = counts.iter().filter(|n| **n > 1).count();
    let most = counts.iter().max().copied().unwrap_or(0);
    c[0] != b'0' && repeated == 1 && most <= 3 && mod_11_10(c)
}

/// Deutsche Rentenversicherung (VKVV § 2): area, date of birth, initial, serial, check.
fn rentenversicherung(c: &[u8]) -> bool {
    // The letter counts as two digits.
    let mut digits = [b'0'; 13];
    digits[..8].copy_from_slice(&c[..8]);
    let letter = value(c, 8) - 9;
    digits[8] = b'0' + (letter / 10) as u8;
    digits[9] = b'0' + (letter % 10) as u8;
    digits[10..].copy_from_slice(&c[9..12]);
    let day = number(c, 2, 4) % 50;
    let sum = sum_of_digits(&digits, &[2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]);
    number(c, 0, 2) >= 2
        && is_day(number(c, 6, 8), number(c, 4, 6), day)
        && sum % 10 == value(c, 11)
}

/// GKV-Spitzenverband, Krankenversichertennummer (§ 290 SGB V): Luhn-like from the left, the
/// letter as two digits.
fn krankenversicherung(c: &[u8]) -> bool {
    let letter = value(c, 0) - 9;
    let mut digits = [b'0'; 11];
    digits[0] = b'0' + (letter / 10) as u8;
    digits[1] = b'0' + (letter % 10) as u8;
    digits[2..].copy_from_slice(&c[1..10]);
    sum_of_digits(&digits, &[1, 2, 1, 2, 1, 2, 1, 2, 1, 2]) % 10 == value(c, 9)
}

fn sum_of_digits(c: &[u8], weights: &[u32]) -> u32 {
    let products = weights.iter().enumerate().map(|(at, w)| value(c, at) * w);
    products.map(|product| product / 10 + product % 10).sum()
}

/// Kassenärztliche Bundesvereinigung, lifelong physician number: 4 and 9 by turns.
fn arztnummer(c: &[u8]) -> bool {
    completes_ten(c, &[4, 9, 4, 9, 4, 9])
}

/// Dachverband der Sozialversicherungsträger: serial, check digit, date of birth.
fn at_social(c: &[u8]) -> bool {
    let sum = weighted(c, &[3, 7, 9, 0, 5, 8, 4, 2, 1, 6]);
    c[0] != b'0'
        && sum % 11 == value(c, 3)
        && (dmy(c, 4) || number(c, 6, 8) > 12 && number(c, 6, 8) < 16)
}

/// Bundesministerium für Finanzen (Austria): tax office, number, check.
fn at_tax(c: &[u8]) -> bool {
    let sum = sum_of_digits(c, &[1, 2, 1, 2, 1, 2, 1, 2]);
    (10 - sum % 10) % 10 == value(c, 8) && differs(c)
}

/// Zentrale Ausgleichsstelle: country 756 and the check of an EAN.
fn ahv(c: &[u8]) -> bool {
    c.starts_with(b"756") && completes_ten(c, &[1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3])
}

/// Bundesamt für Statistik (Switzerland), UID: eCH-0097.
pub(super) fn che(c: &[u8]) -> bool {
    completes_11(&c[3..], &[5, 4, 3, 2, 7, 6, 5, 4], NEVER)
}

/// Ustawa o ewidencji ludności: date of birth, the month telling the century.
fn pesel(c: &[u8]) -> bool {
    let month = number(c, 2, 4);
    let month = if month > 20 { month - 20 } else { month };
    is_day(number(c, 0, 2), month, number(c, 4, 6))
        && completes_ten(c, &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3])
}

/// Ministerstwo Finansów (Poland).
pub(super) fn nip(c: &[u8]) -> bool {
    remainder_11(c, &[6, 5, 7, 2, 3, 4, 5, 6, 7], NEVER) && differs(c) && c[0] != b'0'
}

/// Główny Urząd Statystyczny.
fn regon(c: &[u8]) -> bool {
    remainder_11(c, &[8, 9, 2, 3, 4, 5, 6, 7], 0) && differs(c)
}

fn regon_14(c: &[u8]) -> bool {
    regon(&c[..9]) && remainder_11(c, &[2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8], 0)
}

/// Polish identity cards: three letters, a check digit, five digits (ICAO 9303 weights).
fn pl_card(c: &[u8]) -> bool {
    let sum = weighted(c, &[7, 3, 1, 0, 7, 3, 1, 7, 3]);
    sum % 10 == value(c, 3)
}

/// Zákon 133/2000 Sb.: date of birth, the month plus 50 for women and 20 when serials ran out;
/// divisible by eleven.
fn rodne_cislo(c: &[u8]) -> bool {
    let month = number(c, 2, 4) % 50;
    let month = if month > 20 { month - 20 } else { month };
    let rest = number(c, 0, 9) % 11 % 10;
    is_day(number(c, 0, 2), month, number(c, 4, 6)) && rest == number(c, 9, 10)
}

fn old_rodne_cislo(c: &[u8]) -> bool {
    number(c, 0, 2) < 54 && is_day(number(c, 0, 2), number(c, 2, 4) % 50, number(c, 4, 6))
}

/// Czech Statistical Office, identifikační číslo osoby.
pub(super) fn ico(c: &[u8]) -> bool {
    let check = (11 - weighted(c, &[8, 7, 6, 5, 4, 3, 2]) % 11) % 10;
    check == value(c, 7) && differs(c)
}

/// Hungarian act XCII of 2003: 8, the days since 1867, a serial, a check.
fn hu_tax(c: &[u8]) -> bool {
    c[0] == b'8' && remainder_11(c, &[1, 2, 3, 4, 5, 6, 7, 8, 9], NEVER)
}

/// Hungarian act XX of 1996, TAJ.
fn taj(c: &[u8]) -> bool {
    weighted(c, &[3, 7, 3, 7, 3, 7, 3, 7]) % 10 == value(c, 8) && differs(c)
}

/// Hungarian act XX of 1996, személyi azonosító: sex and century, date of birth, serial, check.
fn hu_personal(c: &[u8]) -> bool {
    let up = weighted(c, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) % 11;
    let down = weighted(c, &[10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11;
    let date = is_day(number(c, 1, 3), number(c, 3, 5), number(c, 5, 7));
    matches!(c[0], b'1'..=b'8') && date && [up, down].contains(&value(c, 10))
}

fn hu_company(c: &[u8]) -> bool {
    completes_ten(c, &[9, 7, 3, 1, 9, 7, 3]) && matches!(c[8], b'1'..=b'5')
}
