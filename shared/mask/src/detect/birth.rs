//! Dates of birth: after or before a word that says so, or as the answer to the question for one.
//!
//! Not for: other dates, which stay.

use crate::detect::Found;
use crate::detect::dates::date;
use crate::kind::Kind;
use crate::scan::{Class, Scan};
use crate::words::Meaning;

/// Tokens between the cue and the date.
const REACH: usize = 8;
/// A longer message explains its dates itself.
const ANSWER_TOKENS: usize = 16;

pub(crate) fn detect(scan: &Scan<'_>, found: &mut Vec<Found>) {
    for at in scan.words_with(Meaning::BIRTH) {
        // French "né le", not "ne … pas".
        if scan.word(at) == "ne" && scan.word(at + 1) != "le" {
            continue;
        }
        if let Some((first, last)) = after(scan, at).or_else(|| before(scan, at)) {
            push(scan, first, last, "birth_date_cue", found);
        }
    }
    if scan.asked.has(Meaning::BIRTH) && scan.tokens.len() <= ANSWER_TOKENS {
        let mut next = 0;
        for at in 0..scan.tokens.len() {
            if let Some(last) = (at >= next).then(|| date(scan, at)).flatten() {
                push(scan, at, last, "birth_date_answer", found);
                next = last + 1;
            }
        }
    }
}

fn push(scan: &Scan<'_>, first: usize, last: usize, rule: &'static str, found: &mut Vec<Found>) {
    if let (Some(start), Some(end)) = (scan.tokens.get(first), scan.tokens.get(last)) {
        found.push(Found {
            start: start.start,
            end: end.end,
            kind: Kind::BirthDate,
            score: 90,
            rule,
        });
    }
}

/// "born on 12 May 1984", "Geburtsdatum: 12.05.1984".
fn after(scan: &Scan<'_>, at: usize) -> Option<(usize, usize)> {
    for index in at + 1..=at + REACH {
        if let Some(last) = date(scan, index) {
            return Some((index, last));
        }
        if !links(scan, index) {
            return None;
        }
    }
    None
}

/// "12.05.1984 is my date of birth".
fn before(scan: &Scan<'_>, at: usize) -> Option<(usize, usize)> {
    let from = at.saturating_sub(REACH + 4);
    let mut linked = at;
    while linked > from && linked > 0 && links(scan, linked - 1) {
        linked -= 1;
    }
    // The date ends right before the linking words; it has at most seven tokens.
    (linked.saturating_sub(7)..linked)
        .find_map(|first| date(scan, first).map(|last| (first, last)))
        .filter(|(_, last)| *last + 1 >= linked && *last < at)
}

/// Whether the token may stand between a date and the word that says what it is.
fn links(scan: &Scan<'_>, at: usize) -> bool {
    scan.token(at).is_some_and(|token| match token.class {
        Class::Word => {
            token.len() <= 3
                || matches!(scan.word(at), "date" | "data" | "datum")
                || token.meaning.has(
                    Meaning::LINK
                        .or(Meaning::IS)
                        .or(Meaning::BIRTH)
                        .or(Meaning::MONTH),
                )
        }
        Class::Mark(mark) => matches!(mark, ':' | '-' | '=' | '(' | '.' | '\'' | '"' | '*'),
        Class::Number => false,
    })
}
