//! What follows a street: flat, place, postcode, country; and places that stand alone.

use super::{foreign, hit};
use crate::detect::Found;
use crate::detect::digits::continues_left;
use crate::scan::{Class, Scan};
use crate::words::Meaning;

/// Most components an address is extended by.
pub(super) const MOST_COMPONENTS: usize = 8;

/// "Springfield, IL 62704", "P.O. Box 123".
pub(super) fn place_first(scan: &Scan<'_>, at: usize) -> Option<(Found, usize)> {
    if matches!(scan.word(at), "apo" | "fpo" | "dpo")
        && let Some(zip) = state_and_zip(scan, at + 1)
    {
        // "PSC 0413, Box 8144" stands in the line before.
        let boxed = (at.saturating_sub(7)..at).find(|i| {
            matches!(scan.word(*i), "psc" | "unit" | "cmr" | "box")
                && scan.token(i + 1).is_some_and(|t| t.is_number())
        });
        return hit(scan, boxed.unwrap_or(at), zip, 86, "address_military");
    }
    if scan.word(at) == "box" && scan.token(at + 1)?.is_number() && scan.tokens[at + 1].len() <= 6 {
        let dotted = at >= 4 && scan.word(at - 4) == "p" && scan.word(at - 2) == "o";
        let plain = at >= 1 && matches!(scan.word(at - 1), "po" | "pobox");
        let first = if dotted { at - 4 } else { at.checked_sub(1)? };
        return if dotted || plain {
            hit(scan, first, extend(scan, at + 1), 84, "address_box")
        } else {
            None
        };
    }
    if !scan.is_title_case(at) || scan.tokens[at].meaning.has(Meaning::STOP | Meaning::MONTH) {
        return None;
    }
    let mut index = at;
    while index < at + 3
        && scan.is_title_case(index + 1)
        && scan.gap(index + 1) == " "
        && scan.word(index + 1).len() > 2
    {
        index += 1;
    }
    scan.token(index + 1).filter(|t| t.is_mark(','))?;
    let zip = state_and_zip(scan, index + 2)?;
    hit(scan, at, zip, 80, "address_place")
}

/// "IL 62704", "IL 62704-1234": the token of the postcode.
pub(super) fn state_and_zip(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let state = scan.token(at)?;
    let written = state.meaning.has(Meaning::STATE)
        && (state.len() > 2 || scan.str(state).bytes().all(|b| b.is_ascii_uppercase()));
    let zip = scan.token(at + 1)?;
    (written && zip.is_number() && zip.len() == 5).then(|| zip_end(scan, at + 1))
}

pub(super) fn zip_end(scan: &Scan<'_>, zip: usize) -> usize {
    let plus_four = scan.token(zip + 1).is_some_and(|t| t.is_mark('-'))
        && scan.glued(zip + 1)
        && scan
            .token(zip + 2)
            .is_some_and(|t| t.is_number() && t.len() <= 4);
    if plus_four { zip + 2 } else { zip }
}

/// A postcode after its cue: "zip code is 35801"; a British one by its form.
pub(super) fn postcode(scan: &Scan<'_>, at: usize) -> Option<(Found, usize)> {
    let number = scan.token(at)?;
    let british = at >= 1 && scan.glued(at) && number.len() <= 2 && british_postcode(scan, at - 1);
    if british {
        let last = at + 2 + usize::from(!scan.tokens[at + 1].is_number());
        return hit(
            scan,
            at - 1,
            last.min(scan.tokens.len() - 1),
            80,
            "address_postcode",
        );
    }
    if !(4..=6).contains(&number.len()) || continues_left(scan, at) {
        return None;
    }
    let cue = crate::detect::cues::tight_before(scan, at);
    if cue.has(Meaning::ZIP) {
        hit(scan, at, zip_end(scan, at), 78, "address_postcode")
    } else {
        None
    }
}

/// "SW1A 1AA": letters, digits, perhaps a letter; then a digit and two letters, all capitals.
pub(super) fn british_postcode(scan: &Scan<'_>, at: usize) -> bool {
    let upper = |index: usize, most: usize| {
        scan.token(index).is_some_and(|t| {
            t.is_word() && t.len() <= most && scan.str(t).bytes().all(|b| b.is_ascii_uppercase())
        })
    };
    if !upper(at, 2) || scan.glued(at) {
        return false;
    }
    let inward = if scan.glued(at + 2) && upper(at + 2, 1) {
        at + 3
    } else {
        at + 2
    };
    scan.gap(inward) == " "
        && scan
            .token(inward)
            .is_some_and(|t| t.is_number() && t.len() == 1)
        && scan.glued(inward + 1)
        && upper(inward + 1, 2)
        && scan.tokens[inward + 1].len() == 2
        && !scan.glued(inward + 2)
}

pub(super) fn skip_separators(scan: &Scan<'_>, at: usize) -> usize {
    let separates = |i: usize| {
        scan.token(i)
            .is_some_and(|t| matches!(t.class, Class::Mark(',' | '\n' | '-' | ';' | '>')))
    };
    let mut at = at;
    for _ in 0..3 {
        at += usize::from(separates(at));
    }
    at
}

/// The last token of the address whose street ends at `last`: flat, place, postcode, country.
pub(super) fn extend(scan: &Scan<'_>, last: usize) -> usize {
    let mut last = last;
    for _ in 0..MOST_COMPONENTS {
        let next = skip_separators(scan, last + 1);
        match component(scan, next) {
            Some(end) => last = end,
            None if next > last + 1
                && !scan
                    .token(next - 1)
                    .is_some_and(|t| t.is_line_break() || t.is_mark('-')) =>
            {
                match city(scan, next) {
                    Some(end) => last = end,
                    None => break,
                }
            }
            None => break,
        }
    }
    last
}

/// A component that is certain by itself: its last token.
pub(super) fn component(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let token = scan.token(at)?;
    let id = |index: usize| {
        scan.token(index)
            .filter(|t| t.is_number() || t.is_word() && t.len() == 1)
            .map(|_| {
                if scan.glued(index + 1)
                    && scan
                        .token(index + 1)
                        .is_some_and(|t| t.is_word() || t.is_number())
                {
                    index + 1
                } else {
                    index
                }
            })
    };
    match token.class {
        Class::Mark('#') => id(at + 1),
        Class::Word
            if token.meaning.has(Meaning::UNIT)
                && !token.meaning.has(Meaning::STATE.and(Meaning::UNIT)) =>
        {
            let dotted = scan
                .token(at + 1)
                .is_some_and(|t| t.is_mark('.') || t.is_mark('#'));
            id(if dotted { at + 2 } else { at + 1 })
        }
        Class::Number
            if matches!(token.len(), 4..=6)
                || token.len() == 2 && scan.glued(at + 1) && scan.token(at + 1)?.is_mark('-') =>
        {
            let polish = token.len() == 2;
            let end = zip_end(scan, at);
            if polish && end == at {
                return None;
            }
            let dutch = token.len() == 4
                && scan.token(end + 1).is_some_and(|t| {
                    t.is_word()
                        && t.len() == 2
                        && scan.str(t).bytes().all(|b| b.is_ascii_uppercase())
                });
            let end = if dutch { end + 1 } else { end };
            Some(city(scan, end + 1).unwrap_or(end))
        }
        Class::Word => {
            if token.meaning.has(Meaning::COUNTRY) && (scan.is_title_case(at) || token.len() > 2) {
                return Some(at);
            }
            if let Some(zip) = state_and_zip(scan, at) {
                return Some(zip);
            }
            if british_postcode(scan, at) {
                return Some(if scan.glued(at + 2) { at + 4 } else { at + 3 });
            }
            place_then_code(scan, at)
        }
        _ => None,
    }
}

/// "springfield il 62704", "Springfield, IL", "Berlin 10115": words that a state or postcode ends.
pub(super) fn place_then_code(scan: &Scan<'_>, at: usize) -> Option<usize> {
    for index in at..at + 6 {
        let words = index - at;
        let token = scan.token(index)?;
        match token.class {
            Class::Number if words > 0 && matches!(token.len(), 4..=6) => {
                return Some(zip_end(scan, index));
            }
            Class::Word
                if token.meaning.has(Meaning::STATE)
                    && (words > 0 || token.len() > 2)
                    && (token.len() > 2
                        || scan.token(index + 1).is_some_and(|t| t.is_number())
                        || scan.ends_clause(index)
                        || scan.str(token).bytes().all(|b| b.is_ascii_uppercase())) =>
            {
                return Some(match scan.token(index + 1) {
                    Some(t) if t.is_number() && matches!(t.len(), 4..=6) => {
                        zip_end(scan, index + 1)
                    }
                    _ => index,
                });
            }
            Class::Word
                if (foreign(scan, index) || token.meaning.has(Meaning::STOP))
                    && !matches!(
                        scan.word(index),
                        "new"
                            | "city"
                            | "state"
                            | "san"
                            | "las"
                            | "los"
                            | "north"
                            | "south"
                            | "east"
                            | "west"
                    ) =>
            {
                return None;
            }
            Class::Word => {}
            Class::Mark(',' | '.' | '\n') if words > 0 => {}
            _ => return None,
        }
    }
    None
}

/// The last of up to four words written like a place.
pub(super) fn city(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let mut last = None;
    for index in at..at + 6 {
        let Some(token) = scan.token(index) else {
            break;
        };
        match token.class {
            Class::Word
                if scan.is_title_case(index)
                    && !token.meaning.has(Meaning::STOP)
                        | matches!(scan.word(index), "new" | "san" | "los") =>
            {
                last = Some(index)
            }
            Class::Word
                if last.is_some()
                    && matches!(
                        scan.word(index),
                        "am" | "an"
                            | "der"
                            | "de"
                            | "la"
                            | "le"
                            | "sur"
                            | "del"
                            | "do"
                            | "da"
                            | "upon"
                            | "aan"
                            | "den"
                            | "bei"
                            | "im"
                            | "in"
                    ) => {}
            Class::Mark('-') if scan.glued(index) && scan.glued(index + 1) => {}
            _ => break,
        }
    }
    last
}
