//! Postcodes: their forms in many countries, and when one tells an address by itself.

use super::place::city;
use super::{Piece, capitals, mark, number, piece};
use crate::detect::cues::{is_year, tight_before};
use crate::detect::digits::{continues_left, continues_right};
use crate::scan::Scan;
use crate::words::Meaning;

/// Postcode areas of the United Kingdom (Royal Mail, Postcode Address File).
const BRITISH_AREAS: &str = "AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E \
     EC EH EN EX FK FY G GIR GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG \
     NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC \
     WD WF WN WR WS WV YO ZE";

/// Capitals that follow four digits without being the letters of a Dutch postcode.
const UNITS: [&str; 24] = [
    "HD", "GB", "MB", "TB", "KB", "KM", "KG", "CM", "MM", "ML", "AM", "PM", "TV", "PC", "AD", "BC",
    "UK", "US", "EU", "OK", "ID", "NO", "SS", "SA",
];

/// A postcode of any form that starts at the token: its last token, and whether the form alone
/// tells that it is one.
pub(super) fn form(scan: &Scan<'_>, at: usize) -> Option<(usize, bool)> {
    let token = scan.token(at)?;
    if token.is_word() {
        return british(scan, at)
            .or_else(|| canadian(scan, at))
            .map(|last| (last, true))
            .or_else(|| lettered(scan, at).map(|last| (last, false)));
    }
    if !token.is_number() {
        return None;
    }
    let dashed = |from: std::ops::RangeInclusive<usize>| {
        mark(scan, at + 1, '-')
            && scan.glued(at + 1)
            && scan.glued(at + 2)
            && number(scan, at + 2, from)
    };
    let spaced = |length: usize| number(scan, at + 1, length..=length) && scan.gap(at + 1) == " ";
    match token.len() {
        2 if dashed(3..=3) => Some((at + 2, false)),
        3 if dashed(4..=4) => Some((at + 2, false)),
        4 if dashed(3..=3) => Some((at + 2, false)),
        5 if dashed(3..=4) => Some((at + 2, true)),
        3 if spaced(2) || spaced(3) => Some((at + 1, false)),
        4 if dutch(scan, at) => Some((at + 1, false)),
        4..=6 => Some((at, false)),
        _ => None,
    }
}

fn dutch(scan: &Scan<'_>, at: usize) -> bool {
    capitals(scan, at + 1, 2)
        && scan.tokens[at + 1].len() == 2
        && scan.gap(at + 1).len() <= 1
        && !scan.tokens[at + 1].is_line_break()
        && !UNITS.contains(&scan.str(&scan.tokens[at + 1]))
        && !scan.glued(at + 2)
        || capitals(scan, at + 1, 2)
            && scan.tokens[at + 1].len() == 2
            && mark(scan, at + 2, ',')
            && !UNITS.contains(&scan.str(&scan.tokens[at + 1]))
}

/// "SW1A 1AA", "EC1A1BB", "GIR 0AA": an area, a district, a digit and two letters.
pub(super) fn british(scan: &Scan<'_>, at: usize) -> Option<usize> {
    if !capitals(scan, at, 3)
        || scan.glued(at)
            && scan
                .before(at)
                .is_some_and(|t| t.is_word() || t.is_number())
    {
        return None;
    }
    let area = scan.str(scan.token(at)?);
    if !BRITISH_AREAS
        .split_ascii_whitespace()
        .any(|known| known == area)
    {
        return None;
    }
    // The digits and letters after the area, glued but for one space before the inward code.
    let (mut last, mut spaced) = (at, area == "GIR");
    let mut code = [0_u8; 8];
    let mut length = 0;
    for index in at + 1..=at + 5 {
        let Some(token) = scan.token(index).filter(|t| t.is_word() || t.is_number()) else {
            break;
        };
        let gap = scan.gap(index);
        if !gap.is_empty() {
            if spaced && area != "GIR"
                || gap != " "
                || last == at && area != "GIR"
                || index > at + 3
            {
                break;
            }
            spaced = true;
        }
        let part = scan.str(token).as_bytes();
        if length + part.len() > 5 || part.iter().any(u8::is_ascii_lowercase) {
            break;
        }
        code[length..length + part.len()].copy_from_slice(part);
        length += part.len();
        last = index;
    }
    let inward = length.checked_sub(3).map(|from| &code[from..length])?;
    let district = &code[..length - 3];
    let letter = |b: &u8| b.is_ascii_uppercase() && !b"CIKMOV".contains(b);
    let fits = inward[0].is_ascii_digit()
        && inward[1..].iter().all(letter)
        && (area == "GIR" && district.is_empty()
            || district.first().is_some_and(u8::is_ascii_digit) && district.len() <= 2)
        && (spaced || area.len() + length >= 6);
    let ends = !scan.glued(last + 1)
        || scan
            .token(last + 1)
            .is_some_and(|t| !t.is_word() && !t.is_number() && !t.is_mark('-'));
    (fits && ends).then_some(last)
}

/// "K1A 0B1": letter, digit, letter; digit, letter, digit. Without the space only beside a province.
fn canadian(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let letter = |index: usize| {
        capitals(scan, index, 1) && !"DFIOQU".contains(scan.str(&scan.tokens[index]))
    };
    let digit = |index: usize| number(scan, index, 1..=1);
    let first = letter(at) && digit(at + 1) && letter(at + 2);
    if !first || scan.glued(at) || !scan.glued(at + 1) || !scan.glued(at + 2) {
        return None;
    }
    let from = at + 3 + usize::from(mark(scan, at + 3, '-'));
    let second = digit(from) && letter(from + 1) && digit(from + 2);
    let province = at > 0 && capitals(scan, at - 1, 2);
    (second
        && (scan.gap(from) == " " || from > at + 3 || province)
        && scan.glued(from + 1)
        && scan.glued(from + 2)
        && !scan.glued(from + 3))
    .then_some(from + 2)
}

/// "LV-1009", "AZ1014", "KY1-1103", "BE4119": letters of the country, then digits.
fn lettered(scan: &Scan<'_>, at: usize) -> Option<usize> {
    if !capitals(scan, at, 2) || scan.glued(at) && scan.before(at).is_some_and(|t| t.is_word()) {
        return None;
    }
    let mut last = at + 1;
    if mark(scan, last, '-') && scan.glued(last) {
        last += 1;
    }
    if !scan.glued(last) || !scan.token(last)?.is_number() {
        return None;
    }
    if number(scan, last, 1..=1) && mark(scan, last + 1, '-') && number(scan, last + 2, 4..=4) {
        return Some(last + 2);
    }
    number(scan, last, 4..=5).then_some(last)
}

/// A postcode that tells an address by itself: by its form, its cue, or the place beside it.
pub(super) fn alone(scan: &Scan<'_>, at: usize) -> Option<Piece> {
    let token = scan.token(at)?;
    // The letters of British and Canadian ones stand before the first digit.
    if at > 0 && scan.glued(at) && scan.tokens[at - 1].is_word() {
        if let Some((last, true)) = form(scan, at - 1) {
            return piece(at - 1, last, 80, "address_postcode");
        }
        return None;
    }
    if token.len() == 1 && at > 0 && scan.word(at - 1) == "gir" {
        let last = british(scan, at - 1)?;
        return piece(at - 1, last, 80, "address_postcode");
    }
    if continues_left(scan, at) {
        return None;
    }
    let marked = at > 0 && mark(scan, at - 1, '〒');
    let cue = tight_before(scan, at);
    let asked = scan.asked.has(Meaning::ZIP) && scan.tokens.len() <= 8 && !cue.has(OTHERS);
    if marked || cue.has(Meaning::ZIP) || asked {
        let last = match form(scan, at) {
            Some((last, _)) => last,
            None if (3..=9).contains(&token.len()) && !continues_right(scan, at) => at,
            None => return None,
        };
        return piece(at, last, 78, "address_postcode");
    }
    let (last, sure) = form(scan, at)?;
    if cue.has(OTHERS) || continues_right(scan, last) {
        return None;
    }
    let form_tells = sure && (city_after(scan, last).is_some() || city_before(scan, at).is_some());
    // "1015 AA Amsterdam", "00-238 Warszawa", "1500-203 Lisboa".
    let shaped = last > at && !sure && city_after(scan, last).is_some();
    if form_tells || shaped && (number(scan, at, 4..=4) || number(scan, at, 2..=2)) {
        let end = city_after(scan, last).unwrap_or(last);
        return piece(
            city_before(scan, at).filter(|_| end == last).unwrap_or(at),
            end,
            76,
            "address_postcode",
        );
    }
    beside_place(scan, at, last)
}

const OTHERS: Meaning = Meaning::REFERENCE
    .or(Meaning::MONEY)
    .or(Meaning::PHONE)
    .or(Meaning::PASSWORD)
    .or(Meaning::CARD)
    .or(Meaning::ACCOUNT)
    .or(Meaning::SSN)
    .or(Meaning::CODE)
    .or(Meaning::VERSION);

/// "new york 10006", "85001 phoenix", "IL 62704", "texas 75074".
fn beside_place(scan: &Scan<'_>, at: usize, last: usize) -> Option<Piece> {
    let long = scan.tokens[at].len() >= 5 || last > at;
    if !long && is_year(scan, at) {
        return None;
    }
    let before = at.checked_sub(
        1 + usize::from(
            at > 1
                && (mark(scan, at - 1, '-')
                    || mark(scan, at - 1, ',')
                    || scan.word(at - 1) == "and"),
        ),
    );
    if let Some(before) = before.filter(|_| long) {
        let token = scan.tokens[before];
        let state = token.meaning.has(Meaning::STATE)
            && (token.len() > 2 || capitals(scan, before, 2) || town_before(scan, before));
        if state && number(scan, at, 5..=5) {
            let first = if scan.is_title_case(before) {
                towns(scan, before)
            } else {
                at
            };
            return piece(first, super::place::zip_end(scan, at), 80, "address_place");
        }
        // "new york 10006", typed in haste: the code is the detail, the city alone tells nobody.
        if token.meaning.has(Meaning::CITY) {
            let first = if scan.is_title_case(before) {
                towns(scan, before + 1)
            } else {
                at
            };
            return piece(first, last, 74, "address_place");
        }
        if token.meaning.has(Meaning::COUNTRY) && scan.tokens.len() <= 3 {
            return piece(at, last, 72, "address_place");
        }
    }
    if in_town(scan, at) {
        return piece(at, last, 72, "address_place");
    }
    let after = scan.token(last + 1)?;
    let named = after.meaning.has(Meaning::CITY)
        || after.meaning.has(Meaning::STATE) && after.len() > 3
        || matches!(scan.word(last + 1), "new" | "los" | "san" | "las")
            && scan
                .token(last + 2)
                .is_some_and(|t| t.meaning.has(Meaning::CITY));
    if named && (long || scan.is_title_case(last + 1)) && scan.gap(last + 1) == " " {
        let end = if scan.is_title_case(last + 1) {
            city(scan, last + 1).unwrap_or(last + 1)
        } else {
            last
        };
        return piece(at, end, 74, "address_place");
    }
    None
}

/// Whether "in" and the name of a place, no word of ours, stand before: "in Bjert 6091".
fn in_town(scan: &Scan<'_>, at: usize) -> bool {
    let mut first = at;
    while first > 0
        && at - first < 4
        && scan.gap(first) == " "
        && (scan.is_title_case(first - 1)
            || first < at && super::place::small(scan, first - 1) && scan.word(first - 1) != "in")
        && !scan.tokens[first - 1]
            .meaning
            .has(OTHERS | Meaning::STOP | Meaning::UNIT | Meaning::TITLE | Meaning::GIVEN)
    {
        first -= 1;
    }
    first < at
        && scan.tokens[at - 1].meaning == Meaning::NONE
        && first > 0
        && matches!(
            scan.word(first - 1),
            "in" | "aus" | "nach" | "w" | "near" | "bei"
        )
}

/// Whether a lower-case state abbreviation follows a word that may be a town: "meridian id".
fn town_before(scan: &Scan<'_>, state: usize) -> bool {
    state > 0
        && scan.tokens[state - 1].is_word()
        && !super::foreign(scan, state - 1)
        && !scan.tokens[state - 1]
            .meaning
            .has(Meaning::STOP | Meaning::LINK | Meaning::CODE)
        && scan.tokens.len() <= 12
}

/// The first of up to three words of a town that end before token `at`.
fn towns(scan: &Scan<'_>, at: usize) -> usize {
    let mut first = at;
    while first > 0 && at - first < 3 {
        let before = first - 1;
        let comma = first == at && before > 0 && mark(scan, before, ',');
        let index = if comma { before - 1 } else { before };
        let token = scan.tokens[index];
        let joins = token.is_word()
            && (scan.is_title_case(index) == scan.is_title_case(at.min(scan.tokens.len() - 1))
                || scan.is_title_case(index))
            && (!token.meaning.has(Meaning::STOP | Meaning::LINK)
                || matches!(
                    scan.word(index),
                    "new" | "san" | "los" | "las" | "east" | "west"
                ))
            && !super::foreign(scan, index);
        if !joins {
            break;
        }
        first = index;
    }
    first
}

fn city_after(scan: &Scan<'_>, last: usize) -> Option<usize> {
    let next = scan.token(last + 1)?;
    let name = next.is_word()
        && next.len() > 2
        && scan.gap(last + 1) == " "
        && scan.is_title_case(last + 1)
        && !next
            .meaning
            .has(Meaning::STOP | Meaning::MONEY | Meaning::MONTH | Meaning::REFERENCE);
    name.then(|| city(scan, last + 1)).flatten()
}

fn city_before(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let index = at.checked_sub(1 + usize::from(at > 1 && mark(scan, at - 1, ',')))?;
    let token = scan.tokens[index];
    let named = token.is_word()
        && (scan.is_title_case(index) || token.meaning.has(Meaning::CITY))
        && !token
            .meaning
            .has(Meaning::STOP | Meaning::MONEY | Meaning::MONTH | Meaning::REFERENCE);
    named.then_some(index)
}
