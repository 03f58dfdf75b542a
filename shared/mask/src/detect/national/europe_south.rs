//! Spain, Portugal, Italy, Greece, Turkey, Croatia, Slovenia, Serbia and their neighbours.

use super::checks::{
    among, completes_11, differs, dmy, is_day, letter, luhn, mod_11_10, number, remainder_11,
    value, weighted,
};
use super::scheme::Strength::{Faint, Shape, Strong, Sure, Weak};
use super::scheme::{Scheme, id};

pub(super) const SCHEMES: &[Scheme] = &[
    id(
        "ES NIF",
        "99999999-@|99.999.999-@|9999999-@|99 999 999 @",
        dni,
        Strong,
    ),
    id("ES NIE", "@-9999999-@|@9999999-@", nie, Strong),
    id("ES CIF", "@-9999999-*|@9999999*|@-99999999", cif, Weak),
    id(
        "ES social security",
        "99/99999999/99|99 99999999 99|99 9999999999",
        es_social,
        Strong,
    ),
    id("PT NIF", "999 999 999", nif, Faint),
    id("PT citizen card", "99999999 9 **9", citizen_card, Strong),
    id("PT social security", "99999999999", niss, Faint),
    id(
        "IT fiscal code",
        "@@@ @@@ **@** @***@|@@@@@@**@**@***@",
        codice_fiscale,
        Sure,
    ),
    id(
        "IT fiscal code, unchecked",
        "@@@@@@99@99@999@",
        fiscal_form,
        Shape,
    ),
    id("IT VAT", "99999999999", partita_iva, Strong),
    id("GR AMKA", "99999999999|999999 99999", amka, Strong),
    id("GR AFM", "999999999|999 999 999", afm, Faint),
    id(
        "TR identity number",
        "99999999999|999 999 999 99",
        kimlik,
        Strong,
    ),
    id("TR tax number", "9999999999|999 999 9999", vergi, Faint),
    id("HR OIB", "99999999999", mod_11_10, Faint),
    id(
        "SI RS BA MK EMSO",
        "9999999999999|999999 9999999",
        emso,
        Strong,
    ),
    id("RS PIB", "999999999", mod_11_10, Faint),
    id("MK tax number", "9999999999999", edb, Faint),
    id("ME tax number", "99999999", pib, Faint),
    id(
        "AL NIPT",
        "@99999999@",
        |c| matches!(c[0], b'J'..=b'M'),
        Shape,
    ),
];

const DNI: &str = "TRWAGMYFPDXBNJZSQVHLCKE";

/// Real Decreto 1553/2005: the letter is the number modulo 23.
fn dni(c: &[u8]) -> bool {
    let digits = c.len() - 1;
    letter(c, digits, DNI, (number(c, 0, digits) % 23) as usize)
}

/// Real Decreto 557/2011: X, Y, Z stand for 0, 1, 2.
fn nie(c: &[u8]) -> bool {
    let first = match c[0] {
        b'X' => 0,
        b'Y' => 1,
        b'Z' => 2,
        // Orden EHA/451/2008: minors, residents abroad and others without a number of their own.
        b'K' | b'L' | b'M' => 0,
        _ => return false,
    };
    letter(
        c,
        8,
        DNI,
        ((first * 10_000_000 + number(c, 1, 8)) % 23) as usize,
    )
}

/// Real Decreto 1065/2007: legal form, province and serial, control digit or letter.
pub(super) fn cif(c: &[u8]) -> bool {
    let odd: u32 = [1, 3, 5, 7]
        .map(|at| value(c, at) * 2)
        .iter()
        .map(|twice| twice / 10 + twice % 10)
        .sum();
    let even = value(c, 2) + value(c, 4) + value(c, 6);
    let control = (10 - (odd + even) % 10) % 10;
    let as_letter = letter(c, 8, "JABCDEFGHI", control as usize);
    among(c, 0, "ABCDEFGHJNPQRSUVW")
        && (as_letter || c[8].is_ascii_digit() && control == value(c, 8))
}

/// Seguridad Social: province, number, the two together modulo 97.
fn es_social(c: &[u8]) -> bool {
    let (province, serial) = (number(c, 0, 2), number(c, 2, 10));
    let factor = if serial < 10_000_000 {
        10_000_000
    } else {
        100_000_000
    };
    let whole = province * factor + serial;
    matches!(province, 1..=53 | 66) && whole % 97 == number(c, 10, 12) && serial > 0
}

/// Autoridade Tributária: modulus 11; the first digit tells the kind of taxpayer.
pub(super) fn nif(c: &[u8]) -> bool {
    completes_11(c, &[9, 8, 7, 6, 5, 4, 3, 2], 0) && !among(c, 0, "04") && differs(c)
}

/// Cartão de Cidadão: Luhn over letters and digits.
fn citizen_card(c: &[u8]) -> bool {
    let sum: u32 = (0..12)
        .map(|at| match (value(c, at), at % 2) {
            (v, 0) if v >= 5 => v * 2 - 9,
            (v, 0) => v * 2,
            (v, _) => v,
        })
        .sum();
    sum.is_multiple_of(10) && c[9].is_ascii_uppercase() && c[10].is_ascii_uppercase()
}

/// Segurança Social (Portugal).
fn niss(c: &[u8]) -> bool {
    let sum = weighted(c, &[29, 23, 19, 17, 13, 11, 7, 5, 3, 2]);
    matches!(c[0], b'1' | b'2') && 9 - sum % 10 == value(c, 10)
}

/// Decreto ministeriale 23 dicembre 1976: digits may be letters instead when two people would
/// share a code ("omocodia").
fn codice_fiscale(c: &[u8]) -> bool {
    const ODD: [u32; 26] = [
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24,
        23,
    ];
    let sum: u32 = (0..15)
        .map(|at| {
            let v = match c[at] {
                digit @ b'0'..=b'9' => usize::from(digit - b'0'),
                letter => usize::from(letter.wrapping_sub(b'A')),
            };
            if at % 2 == 0 {
                ODD.get(v).copied().unwrap_or(0)
            } else {
                v as u32
            }
        })
        .sum();
    let digits = [6, 7, 9, 10, 12, 13, 14];
    let told = digits
        .iter()
        .all(|at| c[*at].is_ascii_digit() || b"LMNPQRSTUV".contains(&c[*at]));
    told && fiscal_form(c) && u32::from(c[15]) == u32::from(b'A') + sum % 26
}

fn fiscal_form(c: &[u8]) -> bool {
    among(c, 8, "ABCDEHLMPRST")
}

/// Agenzia delle Entrate: Luhn; the office of issue in the eighth to tenth place.
fn partita_iva(c: &[u8]) -> bool {
    let office = number(c, 7, 10);
    luhn(c) && matches!(office, 1..=100 | 120 | 121 | 888 | 999)
}

/// IDIKA (Greece): date of birth, serial, Luhn.
fn amka(c: &[u8]) -> bool {
    dmy(c, 0) && luhn(c)
}

/// AADE (Greece): powers of two.
pub(super) fn afm(c: &[u8]) -> bool {
    remainder_11(c, &[256, 128, 64, 32, 16, 8, 4, 2], 0) && differs(c)
}

/// Nüfus ve Vatandaşlık İşleri: two check digits.
fn kimlik(c: &[u8]) -> bool {
    let odd = weighted(c, &[1, 0, 1, 0, 1, 0, 1, 0, 1]);
    let even = weighted(c, &[0, 1, 0, 1, 0, 1, 0, 1]);
    let tenth = (odd * 7 + 10 * 9 - even) % 10;
    c[0] != b'0' && tenth == value(c, 9) && (odd + even + tenth) % 10 == value(c, 10)
}

/// Gelir İdaresi Başkanlığı: each digit plus its place, times a power of two modulo nine.
fn vergi(c: &[u8]) -> bool {
    let sum: u32 = (0..9)
        .map(|at| {
            let place = 9 - at as u32;
            let x = (value(c, at) + place) % 10;
            let y = x * (1 << place) % 9;
            if x != 0 && y == 0 { 9 } else { y }
        })
        .sum();
    (10 - sum % 10) % 10 == value(c, 9) && differs(c)
}

/// JMBG of 1976, kept as EMŠO and the like: date of birth, region, serial, modulus 11.
fn emso(c: &[u8]) -> bool {
    let year = number(c, 4, 7);
    let fits = |days: u64| (days..=999).contains(&year) || year < 36;
    fits(880)
        && is_day(year, number(c, 2, 4), number(c, 0, 2))
        && completes_11(c, &[7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2], 0)
}

/// Управа за јавни приходи (North Macedonia).
fn edb(c: &[u8]) -> bool {
    completes_11(c, &[7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2], 0) && differs(c)
}

/// Poreska uprava (Montenegro).
fn pib(c: &[u8]) -> bool {
    completes_11(c, &[8, 7, 6, 5, 4, 3, 2], 0) && differs(c)
}
