//! International bank account numbers (ISO 13616): country, two check digits, account.

use crate::detect::Found;
use crate::detect::cues::tight_before;
use crate::kind::Kind;
use crate::scan::Scan;
use crate::words::Meaning;

/// Lengths by country, from the SWIFT registry of IBAN formats.
const LENGTHS: &str = "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 \
    EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 \
    LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 \
    SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30";

/// The same by the two letters, zero where no country is.
const BY_COUNTRY: [u8; 26 * 26] = {
    let mut lengths = [0; 26 * 26];
    let (bytes, mut at) = (LENGTHS.as_bytes(), 0);
    while at + 3 < bytes.len() {
        if let Some(place) = place(bytes[at], bytes[at + 1]) {
            lengths[place] = (bytes[at + 2] - b'0') * 10 + bytes[at + 3] - b'0';
            at += 3;
        }
        at += 1;
    }
    lengths
};

/// The place of two letters, in any case.
const fn place(first: u8, second: u8) -> Option<usize> {
    if first.is_ascii_alphabetic() && second.is_ascii_alphabetic() {
        Some(
            (first.to_ascii_lowercase() - b'a') as usize * 26
                + (second.to_ascii_lowercase() - b'a') as usize,
        )
    } else {
        None
    }
}

pub(crate) fn detect(scan: &Scan<'_>, found: &mut Vec<Found>) {
    let mut covered = 0;
    for &number in scan.numbers() {
        let Some(at) = number.checked_sub(1) else {
            continue;
        };
        let token = &scan.tokens[at];
        if !token.is_word()
            || token.len() != 2
            || token.start < covered
            || scan.before(at).is_some_and(|t| t.is_number()) && scan.glued(at)
        {
            continue;
        }
        let next_is_digits = scan.tokens[number].start - token.end <= 1;
        let Some(length) = next_is_digits
            .then(|| country_length(scan.str(token)))
            .flatten()
        else {
            continue;
        };
        let Some((end, characters)) = read(scan, token.start, length) else {
            continue;
        };
        let says = tight_before(scan, at).has(Meaning::IBAN.or(Meaning::ACCOUNT))
            || scan.asked.has(Meaning::IBAN);
        let (score, rule) = match (mod_97(&characters), says) {
            (true, _) => (98, "iban_checksum"),
            (false, true) if is_code(scan.str(token), &scan.text()[token.start..end]) => {
                (85, "iban_cue")
            }
            (false, _) => continue,
        };
        found.push(Found {
            start: token.start,
            end,
            kind: Kind::Iban,
            score,
            rule,
        });
        covered = end;
    }
}

/// Whether it is written as a number of this kind is, not as words are: "is 0001 and my …".
fn is_code(country: &str, written: &str) -> bool {
    country.bytes().all(|b| b.is_ascii_uppercase()) || !written.contains(' ')
}

fn country_length(country: &str) -> Option<usize> {
    let [first, second] = country.as_bytes() else {
        return None;
    };
    match BY_COUNTRY[place(*first, *second)?] {
        0 => None,
        length => Some(usize::from(length)),
    }
}

/// The characters of an IBAN of this length from `start` on, single separators skipped, and where
/// it ends; only if it ends where its word does.
fn read(scan: &Scan<'_>, start: usize, length: usize) -> Option<(usize, Vec<u8>)> {
    let bytes = scan.text().as_bytes();
    let mut characters = Vec::with_capacity(length);
    let mut at = start;
    let mut separators = 0;
    while characters.len() < length {
        scan.step();
        let byte = *bytes.get(at)?;
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => {
                characters.push(byte.to_ascii_uppercase());
                separators = 0;
            }
            b' ' | b'-' | b'.' if separators < 2 => separators += 1,
            _ => return None,
        }
        at += 1;
    }
    let ends = scan.text()[at..]
        .chars()
        .next()
        .is_none_or(|c| !c.is_alphanumeric());
    let checks_are_digits = characters
        .get(2..4)
        .is_some_and(|c| c.iter().all(u8::is_ascii_digit));
    (ends && checks_are_digits).then_some((at, characters))
}

/// ISO 7064 MOD 97-10 over the number with its first four characters moved to the end.
fn mod_97(characters: &[u8]) -> bool {
    let (head, tail) = characters.split_at(characters.len().min(4));
    let remainder = tail.iter().chain(head).fold(0_u32, |n, c| match c {
        b'0'..=b'9' => (n * 10 + u32::from(c - b'0')) % 97,
        _ => (n * 100 + u32::from(c - b'A') + 10) % 97,
    });
    remainder == 1
}
