//! Payment card numbers (ISO/IEC 7812-1) and their check numbers.

use std::cell::LazyCell;

use smallvec::SmallVec;

use crate::detect::Found;
use crate::detect::cues::{Cues, is_year};
use crate::detect::digits::{
    Groups, Separator, continues_code, continues_left, continues_right, luhn,
};
use crate::kind::Kind;
use crate::scan::{Class, Scan};
use crate::words::Meaning;

const MIN_DIGITS: usize = 12;
const MAX_DIGITS: usize = 19;

pub(crate) fn detect(scan: &Scan<'_>, found: &mut Vec<Found>) {
    let mut free_from = 0;
    for &at in scan.numbers() {
        scan.step();
        if at < free_from {
            continue;
        }
        let hit = number(scan, at)
            .or_else(|| columns(scan, at))
            .or_else(|| interleaved(scan, at))
            .or_else(|| check_number(scan, at))
            .or_else(|| last_four(scan, at));
        if let Some((hit, last)) = hit {
            found.push(hit);
            free_from = last + 1;
        }
    }
}

fn hit(
    scan: &Scan<'_>,
    first: usize,
    last: usize,
    kind: Kind,
    score: u8,
    rule: &'static str,
) -> Option<(Found, usize)> {
    let (start, end) = (scan.tokens.get(first)?.start, scan.tokens.get(last)?.end);
    Some((
        Found {
            start,
            end,
            kind,
            score,
            rule,
        },
        last,
    ))
}

fn number(scan: &Scan<'_>, at: usize) -> Option<(Found, usize)> {
    let mut groups = Groups::read(scan, at, MAX_DIGITS);
    if groups.digits.len() < MIN_DIGITS || continues_code(scan, at) {
        return None;
    }
    let inside_word = continues_left(scan, at);
    let before = LazyCell::new(|| Cues::before(scan, at));
    // The longest prefix of whole groups that is a card wins.
    while groups.digits.len() >= MIN_DIGITS {
        let last = groups.last();
        let digits = groups.digits.as_slice();
        let in_identifier = inside_word || continues_right(scan, last);
        let plausible = is_plausible_grouping(&groups);
        if plausible && luhn(digits) && has_brand(digits) && (!in_identifier || digits.len() >= 15)
        {
            return hit(scan, at, last, Kind::Card, 98, "card_checksum");
        }
        if plausible && !in_identifier && !groups.is_date() {
            let cues = before.and_after(scan, last);
            if cues.say(Meaning::CARD) && !cues.tight.has(Meaning::REFERENCE) {
                return hit(scan, at, last, Kind::Card, 85, "card_cue");
            }
            let silent = cues.are_silent();
            let unexplained = silent
                && match digits.len() {
                    17..=19 => true,
                    14..=16 => (2..=6).contains(&digits[0]),
                    _ => false,
                };
            let card_form = groups.lengths().eq([4, 4, 4, 4])
                || (groups.groups.len() == 1 && (digits.len() == 16 || unexplained))
                // "9071 871490230651": people leave spaces out.
                || (silent && digits.len() == 16 && groups.lengths().all(|n| n >= 4));
            let amex_form = digits.len() == 15 && digits[0] == 3 && groups.lengths().eq([4, 6, 5]);
            if (card_form || amex_form) && digits[0] != 0 && !cues.speak_against() {
                return hit(scan, at, last, Kind::Card, 70, "card_form");
            }
        }
        groups.truncate(groups.groups.len() - 1);
    }
    None
}

/// "4242,4242,4242,4242", or a line for each group: the groups of a card and nothing else, with
/// the same mark between each two. A list of numbers has more of them.
fn columns(scan: &Scan<'_>, at: usize) -> Option<(Found, usize)> {
    let first = scan.token(at).filter(|t| t.len() == 4)?;
    let Class::Mark(mark) = scan.token(at + 1)?.class else {
        return None;
    };
    let group = |at: usize| scan.token(at).filter(|t| t.is_number());
    let lengths: &[usize] = match group(at + 2)?.len() {
        4 => &[4, 4, 4, 4],
        6 => &[4, 6, 5],
        _ => return None,
    };
    let last = at + 2 * (lengths.len() - 1);
    let mut digits = SmallVec::<[u8; 16]>::new();
    let mut is_tight = true;
    for (index, length) in lengths.iter().enumerate() {
        let token = group(at + 2 * index).filter(|t| t.len() == *length)?;
        digits.extend(scan.str(token).bytes().map(|digit| digit - b'0'));
        if token.start > first.start {
            let before = at + 2 * index - 1;
            scan.token(before).filter(|t| t.is_mark(mark))?;
            is_tight &= mark != '\n' && scan.glued(before) && scan.glued(before + 1);
        }
    }
    if !luhn(&digits) || !has_brand(&digits) {
        return None;
    }
    let is_group = |at: Option<usize>| at.and_then(group).is_some_and(|t| t.len() == first.len());
    let parts = |at: usize| scan.token(at).is_some_and(|t| t.is_mark(mark));
    let in_list =
        is_group(at.checked_sub(2)) && parts(at - 1) || parts(last + 1) && is_group(Some(last + 2));
    let in_word = scan.glued(at) && scan.before(at).is_some_and(|t| t.is_word())
        || scan.glued(last + 1) && scan.token(last + 1).is_some_and(|t| t.is_word());
    if in_list || in_word || !is_tight && Cues::of(scan, at, last).speak_against() {
        return None;
    }
    hit(scan, at, last, Kind::Card, 90, "card_columns")
}

/// "6598 sd 7548 fr 1915": three groups of four and more, with two letters between that mean
/// nothing, as people type who would rather not. Years in a sentence look alike and are none.
fn interleaved(scan: &Scan<'_>, at: usize) -> Option<(Found, usize)> {
    let four = |at: usize| {
        let token = scan.token(at)?;
        let fits = token.is_number()
            && token.len() == 4
            && !matches!(scan.str(token).get(..2), Some("19" | "20"));
        fits.then_some(at)
    };
    let letters = |at: usize| {
        let token = scan.token(at)?;
        (token.is_word() && token.len() == 2).then_some(at)
    };
    let mut last = four(at)?;
    let mut groups = 1;
    while groups < 4 {
        let Some(next) = letters(last + 1).and_then(|_| four(last + 2)) else {
            break;
        };
        last = next;
        groups += 1;
    }
    if groups < 3 || continues_left(scan, at) || continues_right(scan, last) {
        return None;
    }
    hit(scan, at, last, Kind::Card, 68, "card_interleaved")
}

/// Card numbers are written in one piece, in groups of three and more, or digit by digit.
fn is_plausible_grouping(groups: &Groups) -> bool {
    let count = groups.groups.len();
    let mixed = groups
        .groups
        .iter()
        .skip(1)
        .any(|(_, _, s)| matches!(s, Some(Separator::Slash | Separator::Paren)));
    let short = groups
        .lengths()
        .take(count.saturating_sub(1))
        .filter(|n| *n < 3)
        .count();
    !mixed && (short == 0 || groups.lengths().all(|n| n == 1) || groups.lengths().all(|n| n == 2))
}

/// Issuer prefixes and the lengths they are issued in.
fn has_brand(digits: &[u8]) -> bool {
    let prefix = |count: usize| {
        digits
            .iter()
            .take(count)
            .fold(0_u32, |n, d| n * 10 + u32::from(*d))
    };
    let length = digits.len();
    match (prefix(1), prefix(2), prefix(3), prefix(4)) {
        // Visa
        (4, ..) => matches!(length, 13 | 16 | 19),
        // Mastercard, and its range of 2017
        (_, 51..=55, ..) | (_, _, _, 2221..=2720) => length == 16,
        // American Express
        (_, 34 | 37, ..) => length == 15,
        // Diners Club
        (_, 36 | 38 | 39, ..) | (_, _, 300..=305, _) | (_, _, 309, _) => {
            (14..=19).contains(&length)
        }
        // JCB
        (_, _, _, 3528..=3589) => (16..=19).contains(&length),
        // UATP
        (1, ..) => length == 15,
        // Mir
        (_, _, _, 2200..=2204) => (16..=19).contains(&length),
        // Discover, UnionPay, Maestro, RuPay, Elo and other debit brands
        (_, 50 | 56..=58 | 60..=65 | 67..=69 | 81 | 82, ..) => {
            (12..=19).contains(&length) && (length >= 15 || !matches!(prefix(2), 81 | 82))
        }
        // Troy
        (_, _, _, 9792) => length == 16,
        _ => false,
    }
}

fn check_number(scan: &Scan<'_>, at: usize) -> Option<(Found, usize)> {
    let token = scan.token(at)?;
    if !(3..=4).contains(&token.len())
        || !scan.tells(Meaning::CVV | Meaning::CODE | Meaning::CARD)
        || continues_left(scan, at)
        || continues_right(scan, at)
    {
        return None;
    }
    let named = || {
        (1..=5).any(|back| {
            let Some(from) = at.checked_sub(back) else {
                return false;
            };
            scan.phrase(from, &["security", "code"])
                || scan.phrase(from, &["card", "code"])
                || scan.phrase(from, &["code", "de", "securite"])
                || scan.phrase(from, &["codigo", "de", "seguridad"])
                || scan.phrase(from, &["codigo", "de", "seguranca"])
        })
    };
    let cues = Cues::of(scan, at, at);
    let says = cues.say_closely(Meaning::CVV)
        || (named() && cues.tight.has(Meaning::CODE.or(Meaning::CARD)));
    if says {
        hit(scan, at, at, Kind::Cvv, 88, "cvv_cue")
    } else {
        None
    }
}

/// "card ending in 4242", or four digits as the answer to the question for them.
fn last_four(scan: &Scan<'_>, at: usize) -> Option<(Found, usize)> {
    let token = scan.token(at)?;
    if token.len() != 4
        || !scan.tells(Meaning::CARD)
        || continues_left(scan, at)
        || continues_right(scan, at)
    {
        return None;
    }
    let cues = Cues::of(scan, at, at);
    let about_card = cues.say_closely(Meaning::CARD)
        && !cues
            .tight
            .has(Meaning::REFERENCE.or(Meaning::MONEY).or(Meaning::PASSWORD));
    let next_is_number = scan
        .token(at + 1)
        .is_some_and(|t| t.is_number() && t.len() <= 2);
    if about_card && !next_is_number && !is_year(scan, at) {
        hit(scan, at, at, Kind::Card, 65, "card_last_four")
    } else {
        None
    }
}
