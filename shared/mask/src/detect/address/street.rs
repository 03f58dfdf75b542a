//! Streets with their house numbers, as the languages write them.

use super::place::{component, extend, skip_separators, small};
use super::{Piece, foreign, mark, number, piece};
use crate::detect::digits::continues_left;
use crate::scan::{Class, Scan};
use crate::words::Meaning;

/// Street kinds that are everyday words: they need a capital or a postcode.
const EVERYDAY: [&str; 26] = [
    "way", "run", "place", "court", "loop", "close", "row", "walk", "square", "drive", "circle",
    "ring", "route", "pass", "hollow", "crossing", "parade", "pike", "ridge", "st", "tie", "park",
    "al", "pl", "ter", "str",
];

/// Endings of street names written in one word.
const ENDINGS: [&str; 37] = [
    "katu", "kuja", "vej", "gata", "utca", "straede", "straeti", "vegen", "gaten", "stien",
    "terrasse", "strasse", "str", "weg", "allee", "platz", "gasse", "damm", "ufer", "straat",
    "laan", "plein", "gracht", "kade", "gatan", "vagen", "gade", "veien", "tie", "polku", "braut",
    "gotu", "markt", "steig", "graben", "dijk", "singel",
];
/// Words that end so without being streets.
const NO_STREETS: [&str; 12] = [
    "register",
    "unterwegs",
    "hausweg",
    "vollgas",
    "cutie",
    "auntie",
    "sweetie",
    "hottie",
    "newbie",
    "magistr",
    "registr",
    "durchweg",
];

/// Words between a street and its number.
fn says_number(scan: &Scan<'_>, at: usize) -> bool {
    matches!(
        scan.word(at),
        "n" | "no" | "nr" | "num" | "numero" | "number" | "nummer" | "numer" | "d" | "dom"
    ) || scan
        .token(at)
        .is_some_and(|t| matches!(t.class, Class::Mark(',' | '.' | '°' | 'º' | '#' | '№')))
}

/// "123 Main St, Springfield", "12 rue de la Paix", "12, rue de la Paix".
pub(super) fn number_first(scan: &Scan<'_>, at: usize) -> Option<Piece> {
    let house = scan.token(at)?;
    if house.len() > 6 || continues_left(scan, at) {
        return None;
    }
    let mut next = after_house_number(scan, at);
    if mark(scan, next, ',')
        && scan.token(next + 1).is_some_and(|t| {
            t.meaning.has(Meaning::ROAD | Meaning::STREET)
                || scan.is_title_case(next + 1)
                    && scan
                        .token(next + 2)
                        .is_some_and(|t| t.meaning.has(Meaning::STREET))
        })
    {
        next += 1;
    }
    if number(scan, next, 1..=4)
        && scan
            .token(next + 1)
            .is_some_and(|t| t.meaning.has(Meaning::ROAD))
    {
        next += 1;
    }
    if let Some(last) = road(scan, next) {
        let numbered = trailing_number(scan, last);
        return piece(
            at,
            extend(scan, numbered.unwrap_or(last)),
            84,
            "address_street",
        );
    }
    let street = street_after(scan, next)?;
    let dotted =
        mark(scan, street + 1, '.') && scan.glued(street + 1) && scan.token(street + 2).is_some();
    let from = if dotted && component(scan, skip_separators(scan, street + 2)).is_some() {
        street + 1
    } else {
        street
    };
    let last = extend(scan, from);
    piece(
        at,
        if last == from { street } else { last },
        82,
        "address_street",
    )
}

/// "rue de la Paix": the last word of a street whose kind stands first.
fn road(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let kind = scan.token(at)?;
    if !kind.meaning.has(Meaning::ROAD)
        || matches!(
            scan.word(at),
            "place" | "route" | "cours" | "al" | "os" | "largo" | "via"
        ) && !scan.is_title_case(at)
    {
        return None;
    }
    let dotted = mark(scan, at + 1, '.') && scan.glued(at + 1);
    words_of_name(scan, at + 1 + usize::from(dotted))
}

/// The house number behind a street's name, on the same line: its last token.
fn trailing_number(scan: &Scan<'_>, last: usize) -> Option<usize> {
    let mut next = last + 1;
    while next <= last + 3 && says_number(scan, next) {
        next += 1;
    }
    let comma = next > last + 1 && mark(scan, next - 1, ',');
    if !number(scan, next, 1..=4) || comma && number(scan, next, 4..=4) {
        return None;
    }
    let last = after_house_number(scan, next) - 1;
    let second = number(scan, last + 1, 1..=3) && scan.gap(last + 1) == " ";
    Some(last + usize::from(second))
}

/// The token of the street's kind in the words from `next` on.
fn street_after(scan: &Scan<'_>, next: usize) -> Option<usize> {
    let (mut index, mut words, mut odd, mut street) = (next, 0, 0, None);
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
                if street.is_some() && !goes_on(scan, index) {
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
    ((capital || words <= 5) && (odd == 0 || place_follows())).then_some(street)
}

/// Whether the kind of street stands later: "Circle Park Road", "St. John Street".
fn goes_on(scan: &Scan<'_>, at: usize) -> bool {
    let saint = scan.word(at) == "st" && scan.is_title_case(at);
    let from = at + 1 + usize::from(saint && mark(scan, at + 1, '.'));
    (from..from + 1 + 2 * usize::from(saint))
        .take_while(|i| scan.is_title_case(*i) || *i == from)
        .any(|i| {
            scan.token(i)
                .is_some_and(|t| t.meaning.has(Meaning::STREET))
        })
}

/// The token after a house number: "12b", "12-14", "12/3".
pub(super) fn after_house_number(scan: &Scan<'_>, at: usize) -> usize {
    let mut next = at + 1;
    if scan.glued(next)
        && scan
            .token(next)
            .is_some_and(|t| t.is_word() && t.len() <= 2)
        || matches!(scan.word(next), "bis" | "quater")
    {
        next += 1;
    }
    let range = scan
        .token(next)
        .is_some_and(|t| t.is_mark('-') || t.is_mark('/'))
        && scan.glued(next)
        && scan.glued(next + 1);
    if range && number(scan, next + 1, 1..=4) {
        let letter = scan.glued(next + 2)
            && scan
                .token(next + 2)
                .is_some_and(|t| t.is_word() && t.len() == 1);
        next + 2 + usize::from(letter)
    } else {
        next
    }
}

/// The last of one to five words that name a street: capitals and small words between them.
fn words_of_name(scan: &Scan<'_>, from: usize) -> Option<usize> {
    let mut last = None;
    for index in from..from + 8 {
        let Some(t) = scan.token(index) else { break };
        match t.class {
            Class::Word
                if t.meaning.has(Meaning::UNIT)
                    && last.is_some()
                    && super::unit::unit(scan, index).is_some() =>
            {
                break;
            }
            Class::Word if small(scan, index) => {}
            Class::Word
                if !foreign(scan, index) && (last.is_none() || scan.is_title_case(index)) =>
            {
                last = Some(index);
            }
            Class::Mark('-' | '\'' | '.')
                if scan.glued(index) && scan.token(index + 1).is_some_and(|t| t.is_word()) => {}
            _ => break,
        }
    }
    last
}

/// "Calle Mayor 12", "Hauptstraße 5", "Berliner Str. 12", "elm street number 15".
pub(super) fn number_last(scan: &Scan<'_>, at: usize) -> Option<Piece> {
    if !number(scan, at, 1..=5) || continues_left(scan, at) && !scan.glued(at) {
        return None;
    }
    let mut name = at;
    while name > 0 && at - name < 3 && says_number(scan, name - 1) {
        name -= 1;
    }
    let name = name.checked_sub(1).filter(|n| scan.tokens[*n].is_word())?;
    let street = road_before(scan, name)
        .or_else(|| compound(scan, name, at))
        .or_else(|| english(scan, name, at))?;
    let last = after_house_number(scan, at) - 1;
    // "Nieuwe Baan 473 St."
    piece(street.0, extend(scan, last), street.1, "address_street")
}

/// "Calle Mayor", "Via Roma", "ul. Długa" that end at `name`.
fn road_before(scan: &Scan<'_>, name: usize) -> Option<(usize, u8)> {
    for index in (name.saturating_sub(7)..name).rev() {
        let token = scan.tokens[index];
        if token.is_line_break() || token.is_number() {
            return None;
        }
        if !token.meaning.has(Meaning::ROAD) {
            continue;
        }
        let word = scan.word(index);
        let plain = matches!(
            word,
            "ul" | "calle"
                | "rua"
                | "rue"
                | "ulica"
                | "avenida"
                | "viale"
                | "piazza"
                | "ulitsa"
                | "ул"
                | "улица"
                | "проспект"
                | "jalan"
                | "chemin"
                | "impasse"
                | "travessa"
                | "corso"
        );
        let kind = scan.is_title_case(index) && !matches!(word, "place" | "passage" | "route")
            || plain
            || word == "via" && scan.is_title_case(index + 1);
        if !kind {
            continue;
        }
        let dotted = mark(scan, index + 1, '.') && scan.glued(index + 1);
        return (words_of_name(scan, index + 1 + usize::from(dotted)) == Some(name))
            .then_some((index, 84));
    }
    None
}

/// "Hauptstraße", "Berliner Str.", "Keizersgracht" that end at `name`.
fn compound(scan: &Scan<'_>, name: usize, number: usize) -> Option<(usize, u8)> {
    let word = scan.word(name);
    let glued = compound_word(word);
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
            | "utca"
            | "u"
            | "ut"
            | "utja"
            | "ulice"
            | "trg"
            | "namesti"
            | "cesta"
            | "gata"
            | "vej"
            | "gate"
            | "vei"
            | "vag"
            | "katu"
            | "tie"
            | "iela"
            | "caddesi"
            | "sokak"
            | "bulvari"
            | "puiestee"
            | "maantee"
            | "poik"
            | "kapu"
            | "ter"
            | "korut"
            | "улица"
            | "проспект"
            | "ul"
    ) && name > 0
        && scan.is_title_case(name - 1)
        && (scan.is_title_case(name) || scan.word(name).len() < 8);
    if !glued && !apart || scan.tokens[number].len() > 4 {
        return None;
    }
    if !scan.is_title_case(name) && scan.tokens[number].len() > 3 {
        return None;
    }
    // "at tie 3" and "in town way 2" are no streets: a short ending needs its capital.
    if glued && word.ends_with("tie") && !scan.is_title_case(name) && word.len() < 7 {
        return None;
    }
    let mut first = name;
    while apart
        && first > 0
        && name - first < 3
        && scan.is_title_case(first - 1)
        && !scan.tokens[first - 1].meaning.has(Meaning::STOP)
    {
        first -= 1;
    }
    Some((first, 86))
}

/// Whether the folded word is a street's name with its kind at the end: "hauptstrasse".
pub(super) fn compound_word(word: &str) -> bool {
    word.len() > 5
        && ENDINGS
            .iter()
            .any(|end| word.len() > end.len() + 2 && word.ends_with(end))
        && !NO_STREETS.contains(&word)
}

/// "elm street number 15", "Main Street 5".
fn english(scan: &Scan<'_>, name: usize, number: usize) -> Option<(usize, u8)> {
    let kind = scan.token(name)?;
    let before = name.checked_sub(1)?;
    if !kind.meaning.has(Meaning::STREET)
        || EVERYDAY.contains(&scan.word(name))
        || kind.len() < 4
        || !scan.tokens[before].is_word()
        || foreign(scan, before)
        || scan.tokens[before]
            .meaning
            .has(Meaning::STOP | Meaning::LINK)
        || scan.gap(name) != " "
        || scan.tokens[number].len() > 4
    {
        return None;
    }
    let says = number > name + 1 && !mark(scan, number - 1, ',');
    let titled =
        scan.is_title_case(before) && scan.is_title_case(name) && scan.tokens[number].len() <= 3;
    if !says && !titled {
        return None;
    }
    let mut first = before;
    while first > 0
        && name - first < 3
        && scan.is_title_case(first - 1)
        && scan.gap(first) == " "
        && !scan.tokens[first - 1].meaning.has(Meaning::STOP)
    {
        first -= 1;
    }
    Some((first, 78))
}
