//! What follows a street: flat, place, postcode, region, country.

use super::unit::{floor, id, unit};
use super::{capitals, foreign, mark, number, postcode};
use crate::scan::{Class, Scan};
use crate::words::Meaning;

/// Most components an address is extended by.
const MOST_COMPONENTS: usize = 8;
/// Most tokens of a place's name.
const NAME_TOKENS: usize = 7;

/// "IL 62704", "IL 62704-1234": the token of the postcode.
pub(super) fn state_and_zip(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let state = scan.token(at)?;
    let written = state.meaning.has(Meaning::STATE)
        && (state.len() > 2 || scan.str(state).bytes().all(|b| b.is_ascii_uppercase()));
    (written && number(scan, at + 1, 5..=5)).then(|| zip_end(scan, at + 1))
}

pub(super) fn zip_end(scan: &Scan<'_>, zip: usize) -> usize {
    let plus_four = mark(scan, zip + 1, '-') && scan.glued(zip + 1) && number(scan, zip + 2, 3..=4);
    if plus_four { zip + 2 } else { zip }
}

pub(super) fn skip_separators(scan: &Scan<'_>, at: usize) -> usize {
    let separates = |i: usize| {
        scan.token(i)
            .is_some_and(|t| matches!(t.class, Class::Mark(',' | '\n' | '-' | ';' | '>')))
    };
    let mut at = at;
    for _ in 0..4 {
        at += usize::from(separates(at));
        // "> " and other marks that quote a line.
        let quotes = at > 0
            && mark(scan, at - 1, '\n')
            && scan
                .token(at)
                .is_some_and(|t| matches!(t.class, Class::Mark('>' | '|' | '*' | '?' | '•')));
        if quotes {
            at += quoting(scan, at);
        }
    }
    at
}

/// How many equal marks stand here in a row, at most four.
fn quoting(scan: &Scan<'_>, at: usize) -> usize {
    let class = scan.tokens[at].class;
    (at..at + 4)
        .take_while(|i| scan.token(*i).is_some_and(|t| t.class == class))
        .count()
}

/// The last token of the address whose street ends at `last`.
pub(super) fn extend(scan: &Scan<'_>, last: usize) -> usize {
    let mut last = last;
    for _ in 0..MOST_COMPONENTS {
        let next = skip_separators(scan, last + 1);
        let separated = next > last + 1;
        let comma = separated
            && !scan
                .token(next - 1)
                .is_some_and(|t| t.is_line_break() || t.is_mark('-'));
        let grown = component(scan, next)
            .or_else(|| region(scan, next).filter(|_| separated))
            .or_else(|| named_place(scan, next, separated))
            .or_else(|| city(scan, next).filter(|_| comma))
            .or_else(|| last_line(scan, next).filter(|_| separated))
            .or_else(|| after_dot(scan, last));
        match grown {
            Some(end) => last = end,
            None => break,
        }
    }
    last
}

/// "u. 49. Suite 638": a flat after the dot of an abbreviation or ordinal.
fn after_dot(scan: &Scan<'_>, last: usize) -> Option<usize> {
    let dot = mark(scan, last + 1, '.') && scan.glued(last + 1);
    let next = skip_separators(scan, last + 2);
    if !dot
        || scan
            .token(next)
            .is_some_and(|t| t.is_word() && !t.meaning.has(Meaning::UNIT))
            && next == last + 2
    {
        return None;
    }
    component(scan, next).or_else(|| named_place(scan, next, next > last + 2))
}

/// A component that is certain by itself: its last token.
pub(super) fn component(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let token = scan.token(at)?;
    match token.class {
        Class::Mark('#') => id(scan, at + 1),
        Class::Word if token.meaning.has(Meaning::UNIT) && unit(scan, at).is_some() => {
            unit(scan, at)
        }
        Class::Number => floor(scan, at).or_else(|| {
            let (end, _) = postcode::form(scan, at)?;
            Some(city(scan, end + 1).unwrap_or(end))
        }),
        Class::Word => {
            if let Some(end) = country(scan, at) {
                return Some(end);
            }
            if let Some(zip) = state_and_zip(scan, at) {
                return Some(zip);
            }
            if let Some((end, _)) = postcode::form(scan, at) {
                return Some(end);
            }
            place_then_code(scan, at)
        }
        Class::Mark(_) => None,
    }
}

/// A country with its postcode behind it, if any: "Poland 11248", "New Zealand".
fn country(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let title = scan.is_title_case(at);
    for index in at..at + 5 {
        let token = scan.token(index)?;
        if !token.is_word() || index > at && scan.gap(index) != " " {
            return None;
        }
        let one = index == at
            && token.meaning.has(Meaning::LAND | Meaning::COUNTRY)
            && (title || token.len() > 2);
        let several = index > at
            && token
                .meaning
                .has(Meaning::LAND_END | Meaning::LAND | Meaning::COUNTRY)
            && (scan.is_title_case(index) || !title);
        if one || several {
            let mut last = index;
            let more = scan
                .token(index + 1)
                .is_some_and(|t| t.meaning.has(Meaning::LAND_END) && scan.is_title_case(index + 1));
            last += usize::from(more);
            // "Cyprus (Greek) 13429"
            if mark(scan, last + 1, '(') && mark(scan, last + 3, ')') {
                last += 3;
            }
            return Some(match scan.token(last + 1).filter(|t| !t.is_line_break()) {
                Some(_) => match postcode::form(scan, last + 1) {
                    Some((end, _)) => end,
                    None => last,
                },
                None => last,
            });
        }
        let joins = title && scan.is_title_case(index)
            || matches!(
                scan.word(index),
                "of" | "and" | "the" | "new" | "united" | "south" | "czech" | "costa" | "sri"
            );
        if !joins || scan.tokens[index].meaning.has(Meaning::STREET) {
            return None;
        }
    }
    None
}

/// ", CO", ", Ontario": a region between separators, at its line's end or before its code.
fn region(scan: &Scan<'_>, at: usize) -> Option<usize> {
    if !capitals(scan, at, 3) || scan.tokens[at].len() < 2 {
        return None;
    }
    let ends = scan.token(at + 1).is_none_or(|t| {
        t.is_line_break() || t.is_number() || t.meaning.has(Meaning::LAND) || t.is_mark(',')
    }) || scan.ends_clause(at);
    ends.then_some(at)
}

/// A place's name that something certain follows after a separator: "Nicosia\n, NI\n 61089".
fn named_place(scan: &Scan<'_>, at: usize, separated: bool) -> Option<usize> {
    let first = scan.token(at)?;
    if !first.is_word() || first.meaning.has(Meaning::GREETING | Meaning::SIGNOFF) {
        return None;
    }
    let mut last = None;
    for index in at..at + NAME_TOKENS {
        let Some(token) = scan.token(index) else {
            break;
        };
        match token.class {
            Class::Word if foreign(scan, index) && !token.meaning.has(Meaning::STOP) => {
                return None;
            }
            Class::Word
                if !token.meaning.has(Meaning::STOP)
                    || scan.is_title_case(index)
                    || matches!(
                        scan.word(index),
                        "new" | "north" | "south" | "east" | "west"
                    )
                    || last.is_some() && small(scan, index) =>
            {
                if !separated && !scan.is_title_case(index) && !small(scan, index) {
                    return None;
                }
                last = Some(index);
            }
            Class::Mark('-' | '\'' | '.') if last.is_some() && scan.glued(index) => {}
            Class::Mark('(') if last.is_some() => {}
            Class::Mark(')') if last.is_some() => last = Some(index),
            _ => break,
        }
    }
    let last = last?;
    let next = skip_separators(scan, last + 1);
    let follows = |at: usize| component(scan, at).is_some() || region(scan, at).is_some();
    (next > last + 1 && follows(next)).then_some(last)
}

/// A last line with the place alone, in a text that is nothing else: the end of the message.
fn last_line(scan: &Scan<'_>, at: usize) -> Option<usize> {
    if at == 0 || !mark(scan, at - 1, '\n') {
        return None;
    }
    let end = city(scan, at)?;
    let known =
        scan.tokens[at].meaning.has(Meaning::CITY) || scan.tokens[end].meaning.has(Meaning::CITY);
    (known
        && scan
            .token(end + 1)
            .is_none_or(|t| !t.is_word() && !t.is_number()))
    .then_some(end)
}

/// Small words inside the names of places and streets.
pub(super) fn small(scan: &Scan<'_>, at: usize) -> bool {
    scan.token(at)
        .is_some_and(|t| t.meaning.has(Meaning::PARTICLE))
        || matches!(
            scan.word(at),
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
                | "of"
                | "the"
                | "and"
                | "des"
                | "du"
                | "d"
                | "l"
                | "et"
                | "u"
                | "nad"
                | "pod"
                | "i"
                | "na"
                | "em"
                | "sous"
                | "les"
                | "ob"
                | "pri"
        )
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
            Class::Number if words > 0 && token.len() == 3 && number(scan, index + 1, 2..=3) => {
                return Some(index + 1);
            }
            Class::Word
                if token.meaning.has(Meaning::STATE)
                    && (words > 0 || token.len() > 2)
                    && (token.len() > 2
                        || scan.token(index + 1).is_some_and(|t| {
                            t.is_number() || t.meaning.has(Meaning::PHONE | Meaning::EMAIL)
                        })
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
            Class::Word if words > 0 && postcode::british(scan, index).is_some() => {
                return postcode::british(scan, index);
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
    for index in at..at + NAME_TOKENS {
        let Some(token) = scan.token(index) else {
            break;
        };
        match token.class {
            Class::Word
                if scan.is_title_case(index)
                    && (!token.meaning.has(Meaning::STOP)
                        || matches!(
                            scan.word(index),
                            "new" | "san" | "los" | "city" | "sao" | "porto"
                        )) =>
            {
                last = Some(index);
            }
            Class::Word if last.is_some() && small(scan, index) => {}
            Class::Mark('-' | '\'') if scan.glued(index) && scan.glued(index + 1) => {}
            _ => break,
        }
    }
    last
}
