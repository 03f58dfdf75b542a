//! Phone numbers of all countries.
//!
//! International numbers speak for themselves; national ones by a customary form or by a cue.
//! Dates, addresses of machines, amounts and the numbers of orders and parcels speak against.
//! Not for: saying whose number it is or whether anybody has it.

use std::cell::LazyCell;

mod national;
mod plan;
#[rustfmt::skip]
mod regions;
mod spelling;

use crate::detect::Found;
use crate::detect::cues::{Cues, tight_before};
use crate::detect::digits::{continues_code, continues_left};
use crate::kind::Kind;
use crate::scan::{Class, Scan, Token};
use crate::words::Meaning;

use self::national::{bare, by_form, by_groups, by_surroundings, is_north_american, prefixed};
pub(crate) use self::plan::{is_valid, split};
use self::spelling::{Between, Spelling, extension, goes_on, vanity};

/// How sure, and the rule that says so.
type Judged = Option<(u8, &'static str)>;

pub(crate) fn detect(scan: &Scan<'_>, found: &mut Vec<Found>) {
    let mut next = 0;
    for &at in scan.numbers() {
        scan.step();
        if at < next {
            continue;
        }
        if let Some((hit, last)) = number(scan, at) {
            found.push(hit);
            next = last + 1;
        }
    }
}

/// Fewer digits are a phone's only behind a calling code.
const MIN_DIGITS: usize = 6;

fn number(scan: &Scan<'_>, at: usize) -> Option<(Found, usize)> {
    let plus = plus_before(scan, at);
    if plus.is_none() && continues_left(scan, at) {
        return None;
    }
    let mut spelling = Spelling::read(scan, at);
    let open = scan.before(at).filter(|t| t.is_mark('(')).map(|_| at - 1);
    let first = plus.or(open).unwrap_or(at);
    let hit = |last: usize, (score, rule): (u8, &'static str)| {
        let (start, end) = (scan.tokens.get(first)?.start, scan.tokens.get(last)?.end);
        let kind = Kind::Phone;
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
    };
    if let Some(last) = lettered(scan, at, &spelling) {
        return hit(last, (90, "phone_letters"));
    }
    if plus.is_none() && spelling.digits().len() < MIN_DIGITS
        || spelling.is_date()
        || spelling.is_ip()
    {
        return None;
    }
    if let Some(plus) = plus {
        let (last, judged) = international(scan, plus, at, spelling)?;
        return hit(extension(scan, last), judged);
    }
    let before = LazyCell::new(|| Cues::before(scan, at));
    while spelling.digits().len() >= MIN_DIGITS {
        let last = spelling.last();
        let with_extension = extension(scan, last);
        if (with_extension > last || !goes_on(scan, last))
            && let Some(judged) = {
                let cues = before.and_after(scan, last);
                judge(
                    scan,
                    at,
                    &spelling,
                    cues,
                    open.is_some(),
                    with_extension > last,
                )
            }
        {
            return hit(with_extension, judged);
        }
        spelling.drop_last_group();
    }
    None
}

/// The token of "+", with an opening parenthesis before or after it.
fn plus_before(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let before = at.checked_sub(1)?;
    let is_plus = |index: usize| scan.tokens[index].is_mark('+');
    let plus = if is_plus(before) {
        before
    } else if scan.tokens[before].is_mark('(') && before > 0 && is_plus(before - 1) {
        before - 1
    } else {
        return None;
    };
    let opened = plus
        .checked_sub(1)
        .filter(|open| scan.tokens[*open].is_mark('('));
    // "3+4" is arithmetic.
    let sum = plus > 0 && scan.glued(plus) && scan.tokens[plus - 1].is_number();
    (!sum).then(|| opened.unwrap_or(plus))
}

/// A number behind "+": the longest row of groups that some plan has, else the longest that could
/// be a number.
fn international(
    scan: &Scan<'_>,
    plus: usize,
    at: usize,
    mut spelling: Spelling,
) -> Option<(usize, (u8, &'static str))> {
    // "5 + 12345678" is a sum unless it is a number somewhere.
    let is_doubtful = scan.before(plus).is_some_and(Token::is_number) || !scan.glued(at);
    let mut likely = None;
    while spelling.digits().len() >= MIN_DIGITS {
        let (digits, last) = (spelling.digits(), spelling.last());
        if digits[0] != 0 && (extension(scan, last) > last || !goes_on(scan, last)) {
            if plan::is_valid(digits) {
                return Some((last, (96, "phone_international")));
            }
            let is_likely = (8..=15).contains(&digits.len()) || begins_with_code(&spelling);
            if !is_doubtful && is_likely {
                likely = likely.or(Some((last, (96, "phone_international"))));
            }
        }
        spelling.drop_last_group();
    }
    likely
}

/// "+49-49-34": the calling code a group of its own, dashes between all.
fn begins_with_code(spelling: &Spelling) -> bool {
    let digits = spelling.digits();
    spelling.lengths().len() >= 3
        && spelling.between().iter().all(|b| *b == Between::Dash)
        && plan::split(digits).is_some_and(|(_, national)| {
            digits.len() - national.len() == usize::from(spelling.lengths()[0])
        })
}

/// The last token of a number that ends in letters.
fn lettered(scan: &Scan<'_>, at: usize, spelling: &Spelling) -> Option<usize> {
    if spelling.digits().len() > 7 {
        return None;
    }
    let next = scan.token(spelling.last() + 1)?;
    let word = if next.is_mark('-') {
        scan.token(spelling.last() + 2)?
    } else {
        next
    };
    if !word.is_word() || word.len() < 2 {
        return None;
    }
    let cued = tight_before(scan, at).has(Meaning::PHONE);
    vanity(scan, spelling, cued)
}

/// A number without "+".
fn judge(
    scan: &Scan<'_>,
    at: usize,
    spelling: &Spelling,
    cues: Cues,
    open: bool,
    extended: bool,
) -> Judged {
    let digits = spelling.digits();
    let phone_cue = cues.say(Meaning::PHONE) && !is_cue_of_next(scan, at, spelling.last());
    let amount = scan
        .before(at)
        .is_some_and(|t| matches!(t.class, Class::Mark('$' | '€' | '£' | '#')));
    if amount && !phone_cue {
        return None;
    }
    let slashes = spelling
        .between()
        .iter()
        .filter(|b| **b == Between::Slash)
        .count();
    let grouped = spelling.lengths().len() > 1;
    if phone_cue && slashes <= 1 {
        if (7..=15).contains(&digits.len()) {
            let cued = (88, "phone_cue");
            return prefixed(digits, grouped).max(Some(cued));
        }
        if digits.len() == 6 && cues.say_closely(Meaning::PHONE) {
            return Some((80, "phone_cue"));
        }
    }
    if digits.iter().all(|d| *d == digits[0]) {
        return None;
    }
    let national = spelling.lengths().get(usize::from(digits.len() == 11)..);
    // What was asked before explains a message that is nothing but its answer.
    let is_answer = || stands_alone(scan, at, spelling.last());
    let against = cues.speak_against() && (cues.beside() != Meaning::NONE || is_answer());
    if is_north_american(digits) {
        let marked = open || spelling.between().iter().any(|b| *b != Between::Space);
        match national {
            Some([3, 3, 4]) if marked => return Some((92, "phone_north_america")),
            Some([3, 3, 4] | [3, 7] | [6, 4]) if !against && !follows_number(scan, at) => {
                return Some((84, "phone_north_america_spaced"));
            }
            _ => {}
        }
    }
    if continues_code(scan, at) {
        return None;
    }
    // A question before or a distant word does not explain a number that has the form of a phone's.
    let explained = if grouped || digits.len() == 10 {
        cues.beside()
    } else {
        cues.closest()
    };
    let other = Meaning::CARD | Meaning::SSN | Meaning::ACCOUNT | Meaning::PASSWORD | Meaning::IBAN;
    if against && (!grouped || cues.tight_against()) || explained.has(other) {
        return None;
    }
    if extended && (7..=11).contains(&digits.len()) {
        return Some((84, "phone_extension"));
    }
    prefixed(digits, grouped)
        .or_else(|| by_form(spelling, open, slashes))
        .or_else(|| {
            // Part of a longer row of digits: nothing below is distinctive enough.
            if follows_number(scan, at) {
                return None;
            }
            let silent = cues.beside() == Meaning::NONE;
            by_groups(spelling).or_else(|| by_surroundings(scan, at, spelling, silent))
        })
        .or_else(|| bare(spelling))
}

/// Whether the cue stands between this number and another one: it is the other's then.
fn is_cue_of_next(scan: &Scan<'_>, at: usize, last: usize) -> bool {
    let Some(cue) = (last + 1..=last + 4).find(|i| {
        scan.token(*i)
            .is_some_and(|t| t.meaning.has(Meaning::PHONE))
    }) else {
        return false;
    };
    let mut after = (cue + 1..=cue + 2).filter_map(|i| scan.token(i));
    let next = after.find(|t| t.is_number() || t.is_line_break());
    next.is_some_and(Token::is_number) && !tight_before(scan, at).has(Meaning::PHONE)
}

/// Whether another number stands right before it, with nothing but a space or mark between. Five
/// digits and more before it are a number of their own, such as a postcode.
fn follows_number(scan: &Scan<'_>, at: usize) -> bool {
    scan.before(at)
        .is_some_and(|t| t.is_number() && t.len() < 5)
}

/// Whether the number is all there is in its line, but for marks and a word or two.
fn stands_alone(scan: &Scan<'_>, first: usize, last: usize) -> bool {
    let edge = |token: Option<&Token>| token.is_none_or(Token::is_line_break);
    let left = edge(scan.before(first)) || first >= 1 && edge(scan.before(first - 1));
    let right = edge(scan.token(last + 1)) || edge(scan.token(last + 2));
    left && right
}
