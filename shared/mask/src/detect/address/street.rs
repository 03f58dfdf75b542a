//! Streets with their house numbers, as the languages write them.

use super::place::{city, component, extend, skip_separators};
use super::{foreign, hit};
use crate::detect::Found;
use crate::detect::digits::continues_left;
use crate::scan::{Class, Scan};
use crate::words::Meaning;

/// Street kinds that are everyday words: they need a capital or a postcode.
pub(super) const EVERYDAY: [&str; 26] = [
    "way", "run", "place", "court", "loop", "close", "row", "walk", "square", "drive", "circle",
    "ring", "route", "pass", "hollow", "crossing", "parade", "pike", "ridge", "st", "tie", "park",
    "al", "pl", "ter", "str",
];

/// Endings of street names written in one word.
pub(super) const ENDINGS: [&str; 28] = [
    "katu", "kuja", "vej", "gata", "utca", "straede", "straeti", "vegen", "gaten", "stien",
    "terrasse", "strasse", "str", "weg", "allee", "platz", "gasse", "damm", "ufer", "straat",
    "laan", "plein", "gracht", "kade", "gatan", "vagen", "gade", "veien",
];

/// "123 Main St, Springfield", "12 rue de la Paix", "12, rue de la Paix".
pub(super) fn number_first(scan: &Scan<'_>, at: usize) -> Option<(Found, usize)> {
    let number = scan.token(at)?;
    if number.len() > 6 || continues_left(scan, at) {
        return None;
    }
    let mut next = after_house_number(scan, at);
    if scan.token(next).is_some_and(|t| t.is_mark(','))
        && scan.token(next + 1)?.meaning.has(Meaning::ROAD)
    {
        next += 1;
    }
    let first_word = scan.token(next)?;
    if first_word.is_word()
        && first_word.meaning.has(Meaning::ROAD)
        && !matches!(scan.word(next), "place" | "route" | "cours" | "al" | "os")
    {
        let last = words_of_name(scan, next + 1)?;
        return hit(scan, at, extend(scan, last), 84, "address_street");
    }
    let mut index = next;
    let mut words = 0;
    let mut street = None;
    let mut odd = 0;
    while words <= 6 {
        let Some(t) = scan.token(index) else { break };
        match t.class {
            Class::Word if words > 0 && t.meaning.has(Meaning::STREET) => {
                let everyday = EVERYDAY.contains(&scan.word(index)) && !scan.is_title_case(index);
                if !everyday
                    || scan.word(index) == "st" && scan.ends_clause(index)
                    || component(scan, index + 1).is_some()
                {
                    street = Some(index);
                }
                if street.is_some()
                    && !scan
                        .token(index + 1)
                        .is_some_and(|t| t.meaning.has(Meaning::STREET))
                {
                    break;
                }
            }
            Class::Word if !foreign(scan, index) || (words == 0 && t.len() == 1) => {}
            // "american drive camden nj": one odd word, if a place follows.
            Class::Word if odd == 0 && t.meaning.has(Meaning::STOP) && t.len() > 3 => odd += 1,
            Class::Number if t.len() <= 4 => {}
            Class::Mark('.' | '\'' | '-') if scan.glued(index) => {}
            _ => break,
        }
        words += usize::from(!matches!(t.class, Class::Mark(_)));
        index += 1;
    }
    let street = street?;
    let capital = (next..=street).any(|i| scan.is_title_case(i));
    let place_follows = || component(scan, skip_separators(scan, street + 1)).is_some();
    if (!capital && words > 5) || (odd > 0 && !place_follows()) {
        return None;
    }
    let dotted = scan.token(street + 1).is_some_and(|t| t.is_mark('.'))
        && scan.glued(street + 1)
        && scan.token(street + 2).is_some();
    let from = if dotted && component(scan, skip_separators(scan, street + 2)).is_some() {
        street + 1
    } else {
        street
    };
    let last = extend(scan, from);
    hit(
        scan,
        at,
        if last == from { street } else { last },
        82,
        "address_street",
    )
}

/// The token after a house number: "12b", "12-14", "12/3".
pub(super) fn after_house_number(scan: &Scan<'_>, at: usize) -> usize {
    let mut next = at + 1;
    if scan.glued(next)
        && scan
            .token(next)
            .is_some_and(|t| t.is_word() && t.len() <= 2)
    {
        next += 1;
    }
    let range = scan
        .token(next)
        .is_some_and(|t| t.is_mark('-') || t.is_mark('/'))
        && scan.glued(next)
        && scan.glued(next + 1);
    if range
        && scan
            .token(next + 1)
            .is_some_and(|t| t.is_number() && t.len() <= 4)
    {
        next + 2
    } else {
        next
    }
}

/// The last of one to five words that name a street: capitals and small words between them.
pub(super) fn words_of_name(scan: &Scan<'_>, from: usize) -> Option<usize> {
    let mut last = None;
    for index in from..from + 8 {
        let Some(t) = scan.token(index) else { break };
        match t.class {
            Class::Word
                if t.meaning.has(Meaning::PARTICLE)
                    || matches!(
                        scan.word(index),
                        "des" | "de" | "du" | "d" | "l" | "et" | "sur"
                    ) => {}
            Class::Word
                if !foreign(scan, index) && (last.is_none() || scan.is_title_case(index)) =>
            {
                last = Some(index)
            }
            Class::Mark('-' | '\'' | '.')
                if scan.glued(index) && scan.token(index + 1).is_some_and(|t| t.is_word()) => {}
            _ => break,
        }
    }
    last
}

/// "Calle Mayor 12", "Via Roma, 5", "ul. Długa 5".
pub(super) fn road_first(scan: &Scan<'_>, at: usize) -> Option<(Found, usize)> {
    let token = &scan.tokens[at];
    if !token.meaning.has(Meaning::ROAD)
        || matches!(scan.word(at), "place" | "route" | "passage")
        || !(scan.is_title_case(at)
            || matches!(
                scan.word(at),
                "ul" | "calle" | "rua" | "rue" | "via" | "ulica" | "avenida" | "viale" | "piazza"
            ))
    {
        return None;
    }
    let dotted = scan.token(at + 1).is_some_and(|t| t.is_mark('.')) && scan.glued(at + 1);
    let from = if dotted { at + 2 } else { at + 1 };
    let last_word = words_of_name(scan, from)?;
    let mut number = last_word + 1;
    while number <= last_word + 3
        && scan.token(number).is_some_and(|t| {
            t.is_mark(',')
                || matches!(scan.word(number), "n" | "no" | "nr" | "num" | "numero")
                || t.is_mark('.')
                || t.is_mark('°')
                || t.is_mark('º')
        })
    {
        number += 1;
    }
    scan.token(number)
        .filter(|t| t.is_number() && t.len() <= 5)?;
    let last = after_house_number(scan, number) - 1;
    hit(scan, at, extend(scan, last), 84, "address_street")
}

/// "Hauptstraße 5, 10115 Berlin", "Berliner Str. 12", "Keizersgracht 100".
pub(super) fn one_word_street(scan: &Scan<'_>, at: usize) -> Option<(Found, usize)> {
    let word = scan.word(at);
    let compound = ENDINGS
        .iter()
        .any(|end| word.len() > end.len() + 2 && word.ends_with(end))
        && !word.ends_with("register");
    let apart = matches!(
        word,
        "strasse"
            | "str"
            | "weg"
            | "platz"
            | "allee"
            | "ring"
            | "damm"
            | "laan"
            | "straat"
            | "plein"
    ) && at > 0
        && scan.is_title_case(at - 1)
        && scan.is_title_case(at);
    if !compound && !apart {
        return None;
    }
    let dotted = scan.token(at + 1).is_some_and(|t| t.is_mark('.')) && scan.glued(at + 1);
    let number = if dotted { at + 2 } else { at + 1 };
    let house = scan.token(number)?;
    if !house.is_number() || house.len() > 4 || !(scan.is_title_case(at) || house.len() <= 3) {
        return None;
    }
    let mut first = at;
    while apart
        && first > 0
        && at - first < 3
        && scan.is_title_case(first - 1)
        && !scan.tokens[first - 1].meaning.has(Meaning::STOP)
    {
        first -= 1;
    }
    let last = after_house_number(scan, number) - 1;
    hit(scan, first, extend(scan, last), 86, "address_street")
}

/// "elm street number 15", "Main Street 5, apt 2".
pub(super) fn street_then_number(scan: &Scan<'_>, at: usize) -> Option<(Found, usize)> {
    let street = scan
        .token(at + 1)
        .filter(|t| t.meaning.has(Meaning::STREET) && !EVERYDAY.contains(&scan.word(at + 1)))?;
    if foreign(scan, at)
        || scan.tokens[at].meaning.has(Meaning::STOP | Meaning::LINK)
        || scan.gap(at + 1) != " "
        || street.len() < 4
    {
        return None;
    }
    let says = matches!(scan.word(at + 2), "number" | "no" | "nr" | "num");
    let number = if says { at + 3 } else { at + 2 };
    let house = scan
        .token(number)
        .filter(|t| t.is_number() && t.len() <= 4)?;
    let telling =
        says || (scan.is_title_case(at) && scan.is_title_case(at + 1) && house.len() <= 3);
    let last = after_house_number(scan, number) - 1;
    if telling {
        hit(scan, at, extend(scan, last), 78, "address_street")
    } else {
        None
    }
}

/// A street in a language without a word for it here, told by its number and what follows: a flat,
/// or a line with a postcode. "Kiannonkatu 98, Apt. 4", "25 Edeby 55\nSuite 2".
pub(super) fn unknown_street(scan: &Scan<'_>, at: usize) -> Option<(Found, usize)> {
    let leading = scan.tokens[at].is_number();
    if leading && (scan.tokens[at].len() > 6 || continues_left(scan, at)) {
        return None;
    }
    let mut index = at + usize::from(leading);
    if !leading && at > 0 && scan.glued(at) {
        return None;
    }
    let mut words = 0;
    while words < 5 {
        let Some(t) = scan.token(index).filter(|t| !t.is_line_break()) else {
            break;
        };
        let joins = matches!(t.class, Class::Mark('.' | '-' | '\'')) && scan.glued(index);
        let no_case = t.is_word() && !scan.str(t).chars().any(char::is_lowercase);
        let fits = t.is_word()
            && (scan.is_title_case(index)
                || no_case
                || words > 0 && t.meaning.has(Meaning::PARTICLE)
                || leading && t.meaning == Meaning::NONE)
            && !t.meaning.has(Meaning::UNIT)
            && (!t.meaning.has(Meaning::STOP) || words > 0 && scan.is_title_case(index));
        if !joins && !fits {
            break;
        }
        words += usize::from(fits);
        index += 1;
    }
    if words == 0 {
        return None;
    }
    let number = scan
        .token(index)
        .filter(|t| t.is_number() && t.len() <= 4)
        .is_some();
    if !number && !leading {
        return None;
    }
    let last = if number {
        after_house_number(scan, index) - 1
    } else {
        index - 1
    };
    let dotted = scan.token(last + 1).is_some_and(|t| t.is_mark('.')) && scan.glued(last + 1);
    let next = skip_separators(scan, last + 1 + usize::from(dotted));
    let separated = next > last + 1;
    let unit = scan
        .token(next)
        .is_some_and(|t| t.meaning.has(Meaning::UNIT))
        && scan.word(next).len() > 2;
    let line = separated
        && scan
            .token(next)
            .is_some_and(|t| t.is_number() && (4..=6).contains(&t.len()))
        && city(scan, next + 1).is_some()
        && number;
    let cue = at >= 2
        && matches!(scan.word(at - 1), "at" | "to" | "in" | "is")
        && (at.saturating_sub(4)..at).any(|i| {
            scan.tokens[i]
                .meaning
                .has(Meaning::PLACE | Meaning::ADDRESS)
        });
    let placed = cue
        && number
        && (leading || scan.ends_clause(last))
        && !scan
            .token(last + 1)
            .is_some_and(|t| t.meaning.has(Meaning::MONEY));
    if placed && !unit && !line {
        return hit(scan, at, extend(scan, last), 74, "address_placed");
    }
    if !(unit || line) {
        return None;
    }
    let end = component(scan, next).map(|end| extend(scan, end))?;
    hit(scan, at, end, 76, "address_unit")
}
