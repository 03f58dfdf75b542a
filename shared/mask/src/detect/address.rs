//! Postal addresses: by the shape of a street with its number, by place and postcode, and after a
//! cue.

use crate::detect::Found;
use crate::detect::digits::continues_left;
use crate::kind::Kind;
use crate::scan::{Class, Scan};
use crate::words::Meaning;

/// Street kinds that are everyday words: they need a capital or a postcode.
const EVERYDAY: [&str; 26] = [
    "way", "run", "place", "court", "loop", "close", "row", "walk", "square", "drive", "circle",
    "ring", "route", "pass", "hollow", "crossing", "parade", "pike", "ridge", "st", "tie", "park",
    "al", "pl", "ter", "str",
];
/// Endings of street names written in one word.
const ENDINGS: [&str; 28] = [
    "katu", "kuja", "vej", "gata", "utca", "straede", "straeti", "vegen", "gaten", "stien",
    "terrasse", "strasse", "str", "weg", "allee", "platz", "gasse", "damm", "ufer", "straat",
    "laan", "plein", "gracht", "kade", "gatan", "vagen", "gade", "veien",
];
/// Most components an address is extended by.
const MOST_COMPONENTS: usize = 8;

pub(crate) fn detect(scan: &Scan<'_>, found: &mut Vec<Found>) {
    let mut at = 0;
    while at < scan.tokens.len() {
        scan.step();
        let token = &scan.tokens[at];
        let hit = match token.class {
            Class::Number => number_first(scan, at)
                .or_else(|| postcode(scan, at))
                .or_else(|| unknown_street(scan, at)),
            Class::Word => cued(scan, at)
                .or_else(|| road_first(scan, at))
                .or_else(|| one_word_street(scan, at))
                .or_else(|| street_then_number(scan, at))
                .or_else(|| unknown_street(scan, at))
                .or_else(|| place_first(scan, at)),
            Class::Mark(_) => None,
        };
        match hit {
            Some((hit, last)) => {
                found.push(hit);
                at = last + 1;
            }
            None => at += 1,
        }
    }
}

fn hit(
    scan: &Scan<'_>,
    first: usize,
    last: usize,
    score: u8,
    rule: &'static str,
) -> Option<(Found, usize)> {
    let (start, end) = (scan.tokens.get(first)?.start, scan.tokens.get(last)?.end);
    Some((
        Found {
            start,
            end,
            kind: Kind::Address,
            score,
            rule,
        },
        last,
    ))
}

/// What no street name contains.
fn foreign(scan: &Scan<'_>, at: usize) -> bool {
    let meaning = scan.tokens[at].meaning;
    meaning.has(
        Meaning::MONEY
            | Meaning::REFERENCE
            | Meaning::PHONE
            | Meaning::PASSWORD
            | Meaning::CARD
            | Meaning::EMAIL,
    ) || meaning.has(Meaning::STOP)
        && !scan.is_title_case(at)
        && !matches!(scan.word(at), "the" | "old" | "new" | "north" | "south")
}

/// "123 Main St, Springfield", "12 rue de la Paix", "12, rue de la Paix".
fn number_first(scan: &Scan<'_>, at: usize) -> Option<(Found, usize)> {
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
fn after_house_number(scan: &Scan<'_>, at: usize) -> usize {
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
fn words_of_name(scan: &Scan<'_>, from: usize) -> Option<usize> {
    let mut last = None;
    let mut index = from;
    for _ in 0..8 {
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
        index += 1;
    }
    last
}

/// "Calle Mayor 12", "Via Roma, 5", "ul. Długa 5".
fn road_first(scan: &Scan<'_>, at: usize) -> Option<(Found, usize)> {
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
fn one_word_street(scan: &Scan<'_>, at: usize) -> Option<(Found, usize)> {
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
fn street_then_number(scan: &Scan<'_>, at: usize) -> Option<(Found, usize)> {
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
fn unknown_street(scan: &Scan<'_>, at: usize) -> Option<(Found, usize)> {
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
    if !(unit || line) {
        return None;
    }
    let end = component(scan, next).map(|end| extend(scan, end))?;
    hit(scan, at, end, 76, "address_unit")
}

/// "Springfield, IL 62704", "P.O. Box 123".
fn place_first(scan: &Scan<'_>, at: usize) -> Option<(Found, usize)> {
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
fn state_and_zip(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let state = scan.token(at)?;
    let written = state.meaning.has(Meaning::STATE)
        && (state.len() > 2 || scan.str(state).bytes().all(|b| b.is_ascii_uppercase()));
    let zip = scan.token(at + 1)?;
    (written && zip.is_number() && zip.len() == 5).then(|| zip_end(scan, at + 1))
}

fn zip_end(scan: &Scan<'_>, zip: usize) -> usize {
    let plus_four = scan.token(zip + 1).is_some_and(|t| t.is_mark('-'))
        && scan.glued(zip + 1)
        && scan
            .token(zip + 2)
            .is_some_and(|t| t.is_number() && t.len() <= 4);
    if plus_four { zip + 2 } else { zip }
}

/// A postcode after its cue: "zip code is 35801"; a British one by its form.
fn postcode(scan: &Scan<'_>, at: usize) -> Option<(Found, usize)> {
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
fn british_postcode(scan: &Scan<'_>, at: usize) -> bool {
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

/// "my address is …", "lives at …": everything to the end of the clause, if it tells a place.
fn cued(scan: &Scan<'_>, at: usize) -> Option<(Found, usize)> {
    if !scan.tokens[at].meaning.has(Meaning::ADDRESS)
        || scan.before(at).is_some_and(|t| {
            t.meaning.has(Meaning::EMAIL | Meaning::IP)
                || matches!(
                    scan.word(at - 1),
                    "mac" | "web" | "wallet" | "bitcoin" | "website"
                )
        })
    {
        return None;
    }
    let mut from = at + 1;
    let mut stated = false;
    while from <= at + 6 {
        let token = scan.token(from)?;
        let says = matches!(token.class, Class::Mark(':' | '=' | '-' | '"'))
            || token.meaning.has(Meaning::IS)
            || matches!(scan.word(from), "to" | "at" | "auf" | "zu" | "in");
        let filler = token.is_line_break()
            || matches!(
                scan.word(from),
                "no" | "changed"
                    | "now"
                    | "new"
                    | "updated"
                    | "here"
                    | "it's"
                    | "its"
                    | "city"
                    | "street"
            );
        if !says && !filler {
            break;
        }
        stated |= says;
        from += 1;
    }
    let first = scan.token(from)?;
    if first.meaning.has(Meaning::STATUS) && !first.is_number() && !scan.is_title_case(from)
        || !stated && !first.is_number() && place_then_code(scan, from).is_none()
    {
        return None;
    }
    let mut last = None;
    let mut telling = false;
    let mut breaks = 0;
    for index in from..from + 30 {
        let Some(t) = scan.token(index) else { break };
        let ends = match t.class {
            Class::Mark('@' | '?' | '!' | ';' | '"') => true,
            Class::Mark('\n') => {
                breaks += 1;
                breaks > 3
                    || scan.token(index + 1).is_some_and(|t| {
                        t.is_line_break()
                            || t.meaning
                                .has(Meaning::SIGNOFF | Meaning::PHONE | Meaning::EMAIL)
                    })
            }
            Class::Mark('.') => {
                scan.token(index + 1).is_none_or(|n| n.start > t.end)
                    && scan.tokens[index - 1].len() > 3
            }
            Class::Word
                if t.meaning.has(
                    Meaning::PHONE
                        | Meaning::EMAIL
                        | Meaning::PASSWORD
                        | Meaning::CARD
                        | Meaning::SSN
                        | Meaning::ADDRESS,
                ) =>
            {
                true
            }
            Class::Word => {
                t.meaning.has(Meaning::STOP)
                    && !scan.is_title_case(index)
                    && !matches!(
                        scan.word(index),
                        "the"
                            | "new"
                            | "of"
                            | "no"
                            | "in"
                            | "de"
                            | "la"
                            | "st"
                            | "old"
                            | "apt"
                            | "city"
                            | "street"
                            | "state"
                            | "country"
                            | "am"
                            | "an"
                            | "der"
                            | "im"
                            | "le"
                            | "les"
                            | "usa"
                            | "uk"
                    )
            }
            _ => false,
        };
        if ends {
            if t.is_mark('@') {
                return None;
            }
            break;
        }
        telling |= t.is_number()
            || t.meaning
                .has(Meaning::STREET | Meaning::ROAD | Meaning::COUNTRY)
            || t.meaning.has(Meaning::STATE) && t.len() > 2;
        if t.is_word() || t.is_number() {
            last = Some(index);
        }
    }
    let is_ip = (0..2).all(|i| {
        scan.token(from + 2 * i).is_some_and(|t| t.is_number())
            && scan.token(from + 2 * i + 1).is_some_and(|t| t.is_mark('.'))
            && scan.glued(from + 2 * i + 1)
    }) || scan.token(from + 1).is_some_and(|t| t.is_mark(':'));
    let last = last.filter(|last| telling && !is_ip && (*last > from || !first.is_number()))?;
    hit(scan, from, last, 72, "address_cue")
}

fn skip_separators(scan: &Scan<'_>, at: usize) -> usize {
    let separates = |i: usize| {
        scan.token(i)
            .is_some_and(|t| matches!(t.class, Class::Mark(',' | '\n' | '-' | ';')))
    };
    let mut at = at;
    for _ in 0..3 {
        at += usize::from(separates(at));
    }
    at
}

/// The last token of the address whose street ends at `last`: flat, place, postcode, country.
fn extend(scan: &Scan<'_>, last: usize) -> usize {
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
fn component(scan: &Scan<'_>, at: usize) -> Option<usize> {
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
fn place_then_code(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let mut index = at;
    for words in 0..6 {
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
        index += 1;
    }
    None
}

/// The last of up to four words written like a place.
fn city(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let mut last = None;
    let mut index = at;
    for _ in 0..6 {
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
        index += 1;
    }
    last
}
