//! North and South America; the US social security number has a detector of its own.

use super::checks::{
    NEVER, among, completes_11, differs, is_day, luhn, number, value, weighted, ymd,
};
use super::scheme::Strength::{Faint, Formal, Shape, Strong, Sure, Weak};
use super::scheme::{Scheme, id};

pub(super) const SCHEMES: &[Scheme] = &[
    id("US NPI", "9999999999|9999 999 999|9999-999-999", npi, Weak),
    id("US MBI", "9@*9-@*9-@@99", mbi, Strong),
    id("US DEA", "@@9999999", dea, Weak),
    id("US EIN", "99-9999999", |_| true, Faint).written(),
    id("CA SIN", "999 999 999|999-999-999", sin, Weak),
    id(
        "CA business number",
        "99999 9999 @@ 9999|999999999 @@ 9999|999999999@@9999",
        |c| luhn(&c[..9]),
        Strong,
    ),
    id("MX CURP", "@@@@999999@@@@@@*9", curp, Sure),
    id(
        "MX RFC of persons",
        "@@@@-999999-***|@@@@999999***|@@@@ 999999 ***",
        rfc,
        Strong,
    ),
    id(
        "MX RFC",
        "@@@-999999-***|@@@999999***|@@@ 999999 ***",
        rfc,
        Strong,
    ),
    id("BR CPF", "999.999.999-99|999999999-99", cpf, Strong),
    id(
        "BR CNPJ",
        "**.***.***/****-99|99999999/9999-99",
        cnpj,
        Strong,
    ),
    id("AR CUIT", "99-99999999-9", cuit, Strong),
    id(
        "CL RUT",
        "99.999.999-*|9.999.999-*|99999999-*|9999999-*",
        rut,
        Formal,
    ),
    id("CO NIT", "999.999.999-9|999999999-9", nit, Formal),
    id(
        "CO NIT of persons",
        "9.999.999.999-9|99.999.999-9",
        nit,
        Formal,
    ),
    id("EC cedula", "999999999-9", ec_cedula, Formal),
    id("EC RUC", "9999999999001", ec_ruc, Strong),
    id("PE RUC", "99999999999", pe_ruc, Strong),
    id("UY RUT", "99-999999-999-9", uy_rut, Formal),
    id("PY RUC", "99999999-9|9999999-9", py_ruc, Formal).written(),
    id("VE RIF", "@-99999999-9|@-999999999", rif, Formal),
    id("DO cedula", "999-9999999-9", luhn, Formal),
    id("DO RNC", "9-99-99999-9|999999999", rnc, Formal),
    id("CR cedula", "9-9999-9999", |c| c[0] != b'0', Shape).written(),
    id(
        "CR company",
        "9-999-999999",
        |c| matches!(c[0], b'2'..=b'5'),
        Shape,
    )
    .written(),
    id("GT NIT", "9999999-*|999999-*", gt_nit, Formal).written(),
    id("SV NIT", "9999-999999-999-9", sv_nit, Strong),
];

/// CMS, National Provider Identifier: Luhn with the prefix 80840.
fn npi(c: &[u8]) -> bool {
    let mut whole = *b"808400000000000";
    whole[5..].copy_from_slice(&c[..10]);
    matches!(c[0], b'1' | b'2') && luhn(&whole)
}

/// CMS, Medicare Beneficiary Identifier: no S, L, O, I, B, Z; the first digit is not zero.
fn mbi(c: &[u8]) -> bool {
    let letters = c.iter().all(|b| !b"SLOIBZ".contains(b));
    letters && c[0] != b'0'
}

/// DEA registration number (21 CFR 1301): kind of registrant, initial, six digits, check.
fn dea(c: &[u8]) -> bool {
    let sum = weighted(&c[2..], &[1, 2, 1, 2, 1, 2]);
    among(c, 0, "ABCDEFGHJKLMPRSTUX") && sum % 10 == value(c, 8) && sum > 0
}

/// Service Canada: Luhn; nothing begins with 0 or 8.
fn sin(c: &[u8]) -> bool {
    luhn(c) && !among(c, 0, "08")
}

/// RENAPO (Mexico): name, date, sex, state, name, serial, check digit over 37 characters.
fn curp(c: &[u8]) -> bool {
    // Ñ stands between N and O, so letters from O on count one more.
    let place = |at: usize| value(c, at) + u32::from(c[at] >= b'O');
    let sum: u32 = (0..17).map(|at| place(at) * (18 - at as u32)).sum();
    ymd(c, 4) && among(c, 10, "HMX") && (10 - sum % 10) % 10 == value(c, 17)
}

/// SAT (Mexico), anexo 1-A: name and date; the three characters after it are checked by few.
fn rfc(c: &[u8]) -> bool {
    let date = c.len() - 9;
    ymd(c, date) && (c[c.len() - 1].is_ascii_digit() || c[c.len() - 1] == b'A')
}

/// Receita Federal, instrução normativa RFB 1548: two check digits.
fn cpf(c: &[u8]) -> bool {
    completes_11(c, &[10, 9, 8, 7, 6, 5, 4, 3, 2], 0)
        && completes_11(c, &[11, 10, 9, 8, 7, 6, 5, 4, 3, 2], 0)
        && differs(c)
}

/// Receita Federal, instrução normativa RFB 2229: since 2026 letters too, by their place in ASCII.
fn cnpj(c: &[u8]) -> bool {
    let check = |length: usize| {
        let sum: u32 = (0..length)
            .map(|at| u32::from(c[at] - b'0') * ((length - 1 - at) as u32 % 8 + 2))
            .sum();
        match sum % 11 {
            0 | 1 => 0,
            rest => 11 - rest,
        }
    };
    check(12) == value(c, 12) && check(13) == value(c, 13) && differs(c)
}

/// AFIP (Argentina): kind, document, check.
fn cuit(c: &[u8]) -> bool {
    matches!(number(c, 0, 2), 20 | 23 | 24 | 27 | 30 | 33 | 34)
        && completes_11(c, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2], NEVER)
}

/// Servicio de Registro Civil (Chile): modulus 11, ten written K.
fn rut(c: &[u8]) -> bool {
    let last = c.len() - 1;
    let sum: u32 = (0..last)
        .map(|at| value(c, at) * ((last - 1 - at) as u32 % 6 + 2))
        .sum();
    let check = (11 - sum % 11) % 11;
    differs(&c[..last])
        && if check == 10 {
            c[last] == b'K'
        } else {
            c[last].is_ascii_digit() && value(c, last) == check
        }
}

/// DIAN (Colombia): primes as weights, from the right.
fn nit(c: &[u8]) -> bool {
    const WEIGHTS: [u32; 15] = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71];
    let last = c.len() - 1;
    let sum: u32 = (0..last)
        .map(|at| value(c, at) * WEIGHTS[(last - 1 - at) % 15])
        .sum();
    let check = match sum % 11 {
        rest @ (0 | 1) => rest,
        rest => 11 - rest,
    };
    check == value(c, last) && differs(c)
}

/// Registro Civil (Ecuador): province, kind, Luhn-like from the left.
fn ec_cedula(c: &[u8]) -> bool {
    matches!(number(c, 0, 2), 1..=24 | 30 | 50) && c[2] < b'6' && luhn(&c[..10])
}

/// SRI (Ecuador): persons, public bodies, companies.
fn ec_ruc(c: &[u8]) -> bool {
    let province = matches!(number(c, 0, 2), 1..=24 | 30 | 50);
    let checked = match c[2] {
        b'0'..=b'5' => luhn(&c[..10]),
        b'6' => completes_11(c, &[3, 2, 7, 6, 5, 4, 3, 2], NEVER),
        _ => completes_11(c, &[4, 3, 2, 7, 6, 5, 4, 3, 2], NEVER),
    };
    province && checked && c.ends_with(b"001")
}

/// SUNAT (Peru): kind of taxpayer, number, check.
fn pe_ruc(c: &[u8]) -> bool {
    let check = (11 - weighted(c, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 10;
    matches!(number(c, 0, 2), 10 | 15 | 16 | 17 | 20) && check == value(c, 10)
}

/// DGI (Uruguay).
fn uy_rut(c: &[u8]) -> bool {
    matches!(number(c, 0, 2), 1..=22)
        && completes_11(c, &[4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2], NEVER)
        && number(c, 8, 11) == 1
}

/// DNIT (Paraguay): two and more from the right.
fn py_ruc(c: &[u8]) -> bool {
    let last = c.len() - 1;
    let sum: u32 = (0..last)
        .map(|at| value(c, at) * ((last - 1 - at) as u32 % 10 + 2))
        .sum();
    (11 - sum % 11) % 11 % 10 == value(c, last) && differs(c)
}

/// SENIAT (Venezuela): kind of person, number, check.
fn rif(c: &[u8]) -> bool {
    let kind = match c[0] {
        b'V' => 4,
        b'E' => 8,
        b'J' => 12,
        b'P' => 16,
        b'G' => 20,
        _ => return false,
    };
    let sum = kind + weighted(&c[1..], &[3, 2, 7, 6, 5, 4, 3, 2]);
    let check = match 11 - sum % 11 {
        10 | 11 => 0,
        check => check,
    };
    check == value(c, 9)
}

/// DGII (Dominican Republic).
fn rnc(c: &[u8]) -> bool {
    let check = (10 - weighted(c, &[7, 9, 8, 6, 5, 4, 3, 2]) % 11) % 9 + 1;
    let known = weighted(c, &[7, 9, 8, 6, 5, 4, 3, 2]) % 11;
    let check = match known {
        0 => 2,
        1 => 1,
        _ => check,
    };
    check == value(c, 8) && matches!(c[0], b'1' | b'4' | b'5') && differs(c)
}

/// SAT (Guatemala).
fn gt_nit(c: &[u8]) -> bool {
    let last = c.len() - 1;
    let sum: u32 = (0..last)
        .map(|at| value(c, at) * (last - at + 1) as u32)
        .sum();
    let check = (11 - sum % 11) % 11;
    if check == 10 {
        c[last] == b'K'
    } else {
        c[last].is_ascii_digit() && check == value(c, last)
    }
}

/// Ministerio de Hacienda (El Salvador): place, date of birth, serial, check by the old rule or the
/// new one.
fn sv_nit(c: &[u8]) -> bool {
    let check = if number(c, 10, 13) <= 100 {
        weighted(c, &[14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11 % 10
    } else {
        (11 - weighted(c, &[2, 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11 % 10
    };
    let date = is_day(number(c, 8, 10), number(c, 6, 8), number(c, 4, 6));
    date && check == value(c, 13)
}
