//! US social security numbers and individual taxpayer numbers.
//!
//! Valid areas, groups and serials as the Social Security Administration assigns them since 2011
//! (20 CFR 422.103); ITIN groups as the IRS lists them.

use crate::detect::Found;
use crate::detect::cues::{Cues, is_year};
use crate::detect::digits::{Groups, Separator, continues_left, continues_right};
use crate::kind::Kind;
use crate::scan::Scan;
use crate::words::Meaning;

pub(crate) fn detect(scan: &Scan<'_>, found: &mut Vec<Found>) {
    let mut free_from = 0;
    for &at in scan.numbers() {
        scan.step();
        if at < free_from {
            continue;
        }
        if let Some((hit, last)) = number(scan, at) {
            found.push(hit);
            free_from = last + 1;
        }
    }
}

fn number(scan: &Scan<'_>, at: usize) -> Option<(Found, usize)> {
    let token = scan.token(at)?;
    if !(3..=9).contains(&token.len()) || continues_left(scan, at) {
        return None;
    }
    let groups = Groups::read(scan, at, 9);
    let last = groups.last();
    let digits = groups.digits.as_slice();
    if digits.len() != 9 && !scan.tells(Meaning::SSN) {
        return None;
    }
    let cues = Cues::of(scan, at, last);
    let (score, rule) = if digits.len() == 9 && !continues_right(scan, last) {
        let valid = is_valid(digits);
        let separators = (
            groups.groups.get(1).and_then(|g| g.2),
            groups.groups.get(2).and_then(|g| g.2),
        );
        let form = groups.lengths().eq([3, 2, 4]).then_some(separators);
        match form {
            Some((Some(Separator::Dash), Some(Separator::Dash))) if valid => (97, "ssn_form"),
            Some((Some(a), Some(b)))
                if valid && a == b && a != Separator::Paren && !cues.speak_against() =>
            {
                (90, "ssn_form_spaced")
            }
            _ if cues.say(Meaning::SSN) => (86, "ssn_cue"),
            _ => return None,
        }
    } else if !continues_right(scan, at)
        && (cues.tight.has(Meaning::SSN)
            || (token.len() == 4 && cues.say_closely(Meaning::SSN) && !is_year(scan, at)))
    {
        return Some((
            Found {
                start: token.start,
                end: token.end,
                kind: Kind::Ssn,
                score: 70,
                rule: "ssn_partial",
            },
            at,
        ));
    } else {
        return None;
    };
    let end = scan.tokens.get(last)?.end;
    Some((
        Found {
            start: token.start,
            end,
            kind: Kind::Ssn,
            score,
            rule,
        },
        last,
    ))
}

fn is_valid(digits: &[u8]) -> bool {
    let part = |from: usize, to: usize| {
        digits[from..to]
            .iter()
            .fold(0_u32, |n, d| n * 10 + u32::from(*d))
    };
    let (area, group, serial) = (part(0, 3), part(3, 5), part(5, 9));
    match area {
        0 | 666 => false,
        900..=999 => matches!(group, 50..=65 | 70..=88 | 90..=92 | 94..=99),
        _ => group != 0 && serial != 0,
    }
}
