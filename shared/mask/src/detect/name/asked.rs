//! A name told with the word "name" further away: "What's your name? Sarah Miller", "the name is
//! wrong, please change it to Sarah Miller", "in the name of Sarah Miller".

use super::hit;
use super::introduced::names_a_thing;
use super::spelling::{any_case, title_case};
use super::strength::{is_given, is_surname};
use crate::detect::Found;
use crate::scan::{Class, Scan};
use crate::words::Meaning;

/// How far the name may be from the word.
const REACH: usize = 14;

pub(super) fn told(scan: &Scan<'_>, at: usize) -> Option<Found> {
    if !scan.tokens[at].meaning.has(Meaning::NAME) || names_a_thing(scan, at) {
        return None;
    }
    for index in at + 1..=at + REACH {
        let token = scan.token(index)?;
        match token.class {
            Class::Mark('?') => return answer(scan, index + 1),
            Class::Mark('\n' | '.' | '!') => return None,
            Class::Word
                if matches!(
                    scan.word(index),
                    "to" | "of" | "auf" | "zu" | "in" | "von" | "en" | "de" | "di" | "van" | "naar"
                ) && scan.is_title_case(index + 1)
                    && scan.token(index + 1)?.len() > 1 =>
            {
                let last = title_case(scan, index + 1, false)?;
                let known = (index + 1..=last).any(|i| is_given(scan, i) || is_surname(scan, i));
                let place = scan.token(last)?.meaning.has(
                    Meaning::FIRM | Meaning::STREET | Meaning::CITY | Meaning::LAND | Meaning::STOP,
                );
                return if (known || last > index + 1 && scan.ends_clause(last)) && !place {
                    hit(scan, index + 1, last, 74, "name_told")
                } else {
                    None
                };
            }
            _ => {}
        }
    }
    None
}

/// The name that answers a question in the same text, with or without the speaker before it.
fn answer(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let mut from = at;
    while from <= at + 2 && scan.token(from)?.is_line_break() {
        from += 1;
    }
    if scan.token(from)?.is_word() && scan.token(from + 1).is_some_and(|t| t.is_mark(':')) {
        from += 2;
    }
    let last = any_case(scan, from)?;
    if scan.ends_clause(last) {
        hit(scan, from, last, 80, "name_told")
    } else {
        None
    }
}
