//! Flats, floors and house numbers beside a street, and what of them stands before it.

use super::{mark, number};
use crate::scan::{Class, Scan};
use crate::words::Meaning;

/// What names one flat or house: "4", "4B", "B".
pub(super) fn id(scan: &Scan<'_>, at: usize) -> Option<usize> {
    scan.token(at)
        .filter(|t| t.is_number() && t.len() <= 6 || t.is_word() && t.len() == 1)?;
    let goes_on = scan.glued(at + 1)
        && scan
            .token(at + 1)
            .is_some_and(|t| t.is_word() || t.is_number());
    Some(if goes_on { at + 1 } else { at })
}

/// "Apt. 4B", "Suite #12", "Flat no 3".
pub(super) fn unit(scan: &Scan<'_>, at: usize) -> Option<usize> {
    if !scan.token(at)?.meaning.has(Meaning::UNIT) || scan.tokens[at].len() < 2 {
        return None;
    }
    let mut next = at + 1;
    if scan.token(next).is_some_and(|t| t.is_mark('.')) {
        next += 1;
    }
    if mark(scan, next, '#') || matches!(scan.word(next), "no" | "nr" | "number") {
        next += 1;
    }
    if mark(scan, next, '.') && next > at + 1 {
        next += 1;
    }
    id(scan, next)
}

/// "2nd floor", "5 th floor", "3. Stock".
pub(super) fn floor(scan: &Scan<'_>, at: usize) -> Option<usize> {
    if !number(scan, at, 1..=3) {
        return None;
    }
    let mut next = at + 1;
    if matches!(
        scan.word(next),
        "st" | "nd" | "rd" | "th" | "o" | "e" | "er"
    ) || mark(scan, next, '.')
    {
        next += 1;
    }
    let floor = matches!(
        scan.word(next),
        "floor"
            | "stock"
            | "og"
            | "etage"
            | "piso"
            | "piano"
            | "andar"
            | "verdieping"
            | "pietro"
            | "puerta"
    );
    floor.then_some(next)
}

/// The first token with what stands before a street and belongs to it: "No 5", "Flat 3, 12",
/// "Suite 913 0547".
pub(super) fn grow_left(scan: &Scan<'_>, first: usize) -> usize {
    let mut first = first;
    for _ in 0..3 {
        let mut before = first;
        while before > 0
            && first - before < 2
            && matches!(
                scan.tokens[before - 1].class,
                Class::Mark(',' | '\n' | '.' | '#')
            )
        {
            before -= 1;
        }
        let gap = first - before;
        // "Apt 4B, ", "Suite 913 "
        let unit_at = (before.saturating_sub(5)..before)
            .rev()
            .find(|i| unit(scan, *i).is_some_and(|end| end + 1 == before));
        let unit_at = unit_at.or_else(|| {
            let sign = before.checked_sub(2)?;
            (gap > 0 && mark(scan, sign, '#') && id(scan, sign + 1) == Some(sign + 1))
                .then_some(sign)
        });
        if let Some(unit_at) = unit_at {
            first = unit_at;
            continue;
        }
        let numbered = scan.token(first).is_some_and(|t| t.is_number());
        let says_number = before > 0
            && numbered
            && matches!(
                scan.word(before - 1),
                "no" | "nr" | "number" | "plot" | "door" | "house" | "flat"
            )
            && (gap == 0 || !mark(scan, before, ','))
            && !mark(scan, before, '\n');
        if says_number {
            first = before - 1;
            continue;
        }
        // "9816 214 Menzies Street"
        if gap == 0
            && numbered
            && before > 0
            && number(scan, before - 1, 1..=5)
            && scan.gap(before) == " "
            && !scan.glued(before - 1)
        {
            first = before - 1;
            continue;
        }
        break;
    }
    first
}
