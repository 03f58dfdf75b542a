//! Asia, from Israel to Japan.

use super::checks::{
    among, differs, is_day, letter, long_date, luhn, mod_11_2, number, value, verhoeff, weighted,
    ymd,
};
use super::scheme::Strength::{Faint, Formal, Shape, Strong, Sure, Weak};
use super::scheme::{Scheme, id};

pub(super) const SCHEMES: &[Scheme] = &[
    id(
        "IN Aadhaar",
        "9999 9999 9999|9999-9999-9999|9999:9999:9999",
        aadhaar,
        Weak,
    ),
    id("IN PAN", "@@@@@9999@|@@@@@ 9999 @", pan, Strong),
    id("IN PAN, unknown holder", "@@@@@9999@", |_| true, Shape),
    id("IN GSTIN", "99@@@@@9999@***", gstin, Strong),
    id(
        "IN voter id",
        "@@@9999999|@@@/9999999",
        |c| luhn(&c[3..]),
        Weak,
    ),
    id("IN voter id, unchecked", "@@@9999999", |_| true, Shape),
    id("KR RRN", "999999-9999999", rrn, Strong).written(),
    id(
        "KR RRN with check",
        "9999999999999",
        |c| rrn(c) && rrn_check(c),
        Strong,
    ),
    id("KR RRN since 2020", "9999999999999", rrn, Shape),
    id("KR business number", "999-99-99999", brn, Formal),
    id(
        "CN resident id",
        "99999999999999999*|999999 99999999 999*",
        resident_id,
        Sure,
    ),
    id(
        "CN credit code",
        "*9999999*********9|*9999999**********",
        credit_code,
        Strong,
    ),
    id("HK identity card", "@999999(*|@@999999(*", hkid, Strong),
    id("HK identity card, plain", "@999999*", hkid, Weak),
    id("TW identity card", "@999999999", tw_id, Faint),
    id("TW business number", "99999999", ubn, Faint),
    id(
        "JP My Number",
        "9999 9999 9999|9999-9999-9999",
        my_number,
        Formal,
    ),
    id(
        "JP corporate number",
        "9999999999999|9-9999-9999-9999",
        corporate,
        Formal,
    ),
    id("SG NRIC", "@9999999@", nric, Sure),
    id(
        "SG NRIC, unchecked",
        "@9999999@",
        |c| among(c, 0, "STFGM"),
        Shape,
    ),
    id("SG UEN", "99999999@|999999999@|@99@@9999@", uen, Strong),
    id("MY NRIC", "999999-99-9999", my_nric, Strong).written(),
    id("MY NRIC, plain", "999999999999", my_nric, Faint),
    id("ID NIK", "9999999999999999|999999 999999 9999", nik, Faint),
    id("ID NPWP", "99.999.999.9-999.999", |c| luhn(&c[..9]), Formal),
    id(
        "TH PIN",
        "9-9999-99999-99-9|9 9999 99999 99 9",
        th_pin,
        Weak,
    ),
    id(
        "PK CNIC",
        "99999-9999999-9",
        |c| matches!(c[0], b'1'..=b'8'),
        Strong,
    )
    .written(),
    id("VN tax code", "9999999999|9999999999-999", vn_tax, Faint),
    id(
        "IL identity number",
        "999999999|99999999-9|9-9999999-9",
        luhn,
        Formal,
    ),
    id(
        "PH TIN",
        "999-999-999-999|999-999-999-99999",
        |_| true,
        Shape,
    )
    .written(),
    id(
        "AE Emirates ID",
        "999-9999-9999999-9",
        |c| c.starts_with(b"784"),
        Strong,
    ),
    id(
        "LK NIC",
        "999999999@",
        |c| among(c, 9, "VX") && matches!(number(c, 2, 5) % 500, 1..=366),
        Strong,
    ),
];

/// UIDAI: Verhoeff; nothing begins with 0 or 1.
fn aadhaar(c: &[u8]) -> bool {
    c[0] > b'1' && verhoeff(c) && differs(c)
}

/// Income Tax Department (India): the fourth letter is the kind of holder; the check letter's
/// method is not public.
fn pan(c: &[u8]) -> bool {
    among(c, 3, "ABCFGHLJPTKE")
}

/// GST Network: state, PAN, entity, Z, check character modulo 36.
fn gstin(c: &[u8]) -> bool {
    let state = matches!(number(c, 0, 2), 1..=38 | 97);
    state && c[13] == b'Z' && c[12] != b'0'
}

/// Ministry of the Interior (Korea): date of birth, sex and century.
fn rrn(c: &[u8]) -> bool {
    matches!(c[6], b'1'..=b'8') && ymd(c, 0)
}

/// The check digit, given up for numbers since October 2020; foreigners' have two more.
fn rrn_check(c: &[u8]) -> bool {
    let check = (11 - weighted(c, &[2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11) % 10;
    check == value(c, 12) || (check + 2) % 10 == value(c, 12) && c[6] >= b'5'
}

/// National Tax Service (Korea).
fn brn(c: &[u8]) -> bool {
    let sum = weighted(c, &[1, 3, 7, 1, 3, 7, 1, 3, 5]) + value(c, 8) * 5 / 10;
    (10 - sum % 10) % 10 == value(c, 9) && number(c, 0, 3) > 100 && c[3..5] != *b"00"
}

/// GB 11643-1999: region, date of birth, serial, ISO 7064 MOD 11-2.
fn resident_id(c: &[u8]) -> bool {
    matches!(c[0], b'1'..=b'9') && long_date(c, 6) && mod_11_2(c)
}

/// GB 32100-2015: modulus 31 over 31 characters.
fn credit_code(c: &[u8]) -> bool {
    const CHARACTERS: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let place = |at: usize| CHARACTERS.iter().position(|b| *b == c[at]);
    let mut sum = 0;
    let mut weight = 1;
    for at in 0..17 {
        let Some(place) = place(at) else { return false };
        sum += place * weight;
        weight = weight * 3 % 31;
    }
    place(17) == Some((31 - sum % 31) % 31) && among(c, 0, "159Y")
}

/// Immigration Department (Hong Kong): modulus 11, a missing first letter counting 36.
fn hkid(c: &[u8]) -> bool {
    let letters = c.len() - 7;
    let first = if letters == 2 {
        value(c, 0) * 9
    } else {
        36 * 9
    };
    let sum = first + weighted(&c[letters - 1..], &[8, 7, 6, 5, 4, 3, 2]);
    let check = (11 - sum % 11) % 11;
    let last = c[c.len() - 1];
    if check == 10 {
        last == b'A'
    } else {
        last.is_ascii_digit() && check == value(c, c.len() - 1)
    }
}

/// Ministry of the Interior (Taiwan): letters count by an order of their own.
fn tw_id(c: &[u8]) -> bool {
    let place = "ABCDEFGHJKLMNPQRSTUVXYWZIO".bytes().position(|b| b == c[0]);
    let number = place.unwrap_or(0) as u32 + 10;
    let sum = number / 10 + number % 10 * 9 + weighted(&c[1..], &[8, 7, 6, 5, 4, 3, 2, 1, 1]);
    matches!(c[1], b'1' | b'2' | b'8' | b'9') && sum.is_multiple_of(10)
}

/// Ministry of Finance (Taiwan): sums of digits, since 2023 divisible by five.
fn ubn(c: &[u8]) -> bool {
    let sum: u32 = [1, 2, 1, 2, 1, 2, 4, 1]
        .iter()
        .enumerate()
        .map(|(at, weight)| value(c, at) * weight)
        .map(|product| product / 10 + product % 10)
        .sum();
    sum.is_multiple_of(5) || c[6] == b'7' && (sum + 1).is_multiple_of(5)
}

/// Ministerial ordinance 85 of 2014 (Japan).
fn my_number(c: &[u8]) -> bool {
    let check = match weighted(c, &[6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11 {
        0 | 1 => 0,
        rest => 11 - rest,
    };
    check == value(c, 11) && differs(c)
}

/// National Tax Agency (Japan): the first digit checks the twelve after it, modulus 9.
fn corporate(c: &[u8]) -> bool {
    let sum = weighted(&c[1..], &[2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]);
    9 - sum % 9 == value(c, 0) && differs(c)
}

/// ICA (Singapore): letters by century and status; the M series of 2022 counts backwards.
fn nric(c: &[u8]) -> bool {
    let sum = weighted(&c[1..], &[2, 7, 6, 5, 4, 3, 2]);
    let (offset, table) = match c[0] {
        b'S' => (0, "JZIHGFEDCBA"),
        b'T' => (4, "JZIHGFEDCBA"),
        b'F' => (0, "XWUTRQPNMLK"),
        b'G' => (4, "XWUTRQPNMLK"),
        b'M' => (3, "XWUTRQPNJLK"),
        _ => return false,
    };
    let index = (sum + offset) as usize % 11;
    let index = if c[0] == b'M' { 10 - index } else { index };
    letter(c, 8, table, index)
        || c[0] == b'M' && letter(c, 8, "KLJNPQRTUWX", (sum as usize + 3) % 11)
}

/// ACRA (Singapore): businesses, local companies by year, other entities.
fn uen(c: &[u8]) -> bool {
    match c.len() {
        9 => {
            let sum = weighted(c, &[10, 4, 9, 3, 8, 2, 7, 1]);
            letter(c, 8, "XMKECAWLJDB", sum as usize % 11)
        }
        _ if c[0].is_ascii_digit() => {
            let sum = weighted(c, &[10, 8, 6, 4, 9, 7, 5, 3, 1]);
            (1900..=2035).contains(&number(c, 0, 4))
                && letter(c, 9, "ZKCMDNERGWH", sum as usize % 11)
        }
        _ => {
            const CHARACTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWX0123456789";
            let place = |at: usize| CHARACTERS.iter().position(|b| *b == c[at]).unwrap_or(0);
            let weights = [4, 3, 5, 3, 10, 2, 2, 5, 7];
            let sum: usize = weights
                .iter()
                .enumerate()
                .map(|(at, w)| place(at) * w)
                .sum();
            let check = CHARACTERS.get((sum + 11 - 5) % 11);
            among(c, 0, "RST") && check == c.get(9)
        }
    }
}

/// JPN (Malaysia): date of birth, place of birth, serial.
fn my_nric(c: &[u8]) -> bool {
    ymd(c, 0) && matches!(number(c, 6, 8), 1..=16 | 21..=68 | 71 | 72 | 74..=79 | 82..=93 | 98 | 99)
}

/// Dukcapil (Indonesia): district, date of birth (40 more on the day for women), serial.
fn nik(c: &[u8]) -> bool {
    matches!(number(c, 0, 2), 11..=94)
        && is_day(number(c, 10, 12), number(c, 8, 10), number(c, 6, 8) % 40)
}

/// DOPA (Thailand): kind of person, province, modulus 11.
fn th_pin(c: &[u8]) -> bool {
    let province = number(c, 1, 3);
    let sum = weighted(c, &[13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
    matches!(c[0], b'1'..=b'8')
        && matches!(province, 10..=27 | 30..=67 | 70..=77 | 80..=86 | 90..=96)
        && (11 - sum % 11) % 10 == value(c, 12)
}

/// General Department of Taxation (Vietnam).
fn vn_tax(c: &[u8]) -> bool {
    let sum = weighted(c, &[31, 29, 23, 19, 17, 13, 7, 5, 3]);
    sum % 11 <= 10 && 10 - sum % 11 == value(c, 9) && differs(c)
}
