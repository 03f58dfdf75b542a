//! Streets without a word for one, told by their numbers and by what surrounds them; streets
//! without a number, told by the words before them.

use super::place::{city, component, extend, skip_separators, small};
use super::street::after_house_number;
use super::{LANDS, Piece, foreign, mark, number, piece, postcode};
use crate::detect::digits::{continues_left, continues_right};
use crate::scan::{Class, Scan};
use crate::words::Meaning;

/// Most words of a street's name here.
const NAME_WORDS: usize = 5;

/// "Kiannonkatu 98, Apt. 4", "25 Edeby 55\nSuite 2", "4241 Steinfelden 73, Savonlinna": `at` is
/// the number before the name, or the one behind it.
pub(super) fn street(scan: &Scan<'_>, at: usize) -> Option<Piece> {
    if scan.tokens[at].len() > 6 || continues_left(scan, at) {
        return None;
    }
    leading(scan, at)
        .or_else(|| typed(scan, at))
        .or_else(|| trailing(scan, at))
}

/// "297 grant avenueauburn ny 13021": typed in one go; a number, words, and a place with its code.
fn typed(scan: &Scan<'_>, at: usize) -> Option<Piece> {
    let mut words = 0;
    for index in at + 1..at + 11 {
        let token = scan.token(index)?;
        match token.class {
            Class::Word
                if token.meaning.has(Meaning::STATE | Meaning::CITY | LANDS)
                    && words > 0
                    && number(scan, index + 1, 4..=6) =>
            {
                return piece(at, extend(scan, index + 1), 76, "address_typed");
            }
            Class::Word if foreign(scan, index) && !matches!(scan.word(index), "city" | "town") => {
                return None;
            }
            Class::Word if matches!(scan.word(index), "apo" | "fpo" | "dpo") => return None,
            Class::Word => words += 1,
            Class::Number if token.len() <= 4 => {}
            Class::Mark(',' | '.') => {}
            _ => return None,
        }
    }
    None
}

fn leading(scan: &Scan<'_>, at: usize) -> Option<Piece> {
    let mut from = after_house_number(scan, at);
    // "9816 214 Pavlou Drandaki"
    if from == at + 1 && number(scan, from, 1..=4) && scan.gap(from) == " " {
        from = after_house_number(scan, from);
    }
    let last_word = name_forward(scan, from)?;
    let dot = usize::from(mark(scan, last_word + 1, '.') && scan.glued(last_word + 1));
    let house = last_word + 1 + dot;
    let behind = number(scan, house, 1..=4).then(|| after_house_number(scan, house) - 1);
    told(
        scan,
        at,
        behind.unwrap_or(last_word),
        true,
        behind.is_some(),
    )
}

fn trailing(scan: &Scan<'_>, at: usize) -> Option<Piece> {
    if scan.tokens[at].len() > 4 || at == 0 || scan.gap(at) != " " {
        return None;
    }
    let mut first = at;
    let mut words = 0;
    while first > 0 && words < NAME_WORDS {
        let before = first - 1;
        let joins = matches!(scan.tokens[before].class, Class::Mark('.' | '-' | '\''))
            && scan.glued(before)
            && first < at;
        if !joins && !fits(scan, before, first == at, false) {
            break;
        }
        words += usize::from(!joins);
        first = before;
    }
    while first < at
        && (small(scan, first) && !scan.is_title_case(first) || !scan.tokens[first].is_word())
    {
        first += 1;
    }
    if first == at || scan.glued(first) {
        return None;
    }
    told(scan, first, after_house_number(scan, at) - 1, false, true)
}

fn name_forward(scan: &Scan<'_>, from: usize) -> Option<usize> {
    let mut last = None;
    let mut words = 0;
    for index in from..from + 2 * NAME_WORDS {
        let Some(token) = scan.token(index) else {
            break;
        };
        let joins = matches!(token.class, Class::Mark('.' | '-' | '\'')) && scan.glued(index);
        if joins {
            continue;
        }
        if words == NAME_WORDS || !fits(scan, index, words == 0, true) {
            break;
        }
        last = Some(index);
        words += 1;
    }
    last
}

/// Whether the word may belong to a street's name.
fn fits(scan: &Scan<'_>, at: usize, at_edge: bool, leading: bool) -> bool {
    let Some(t) = scan.token(at).filter(|t| t.is_word()) else {
        return false;
    };
    let no_case = !scan.str(t).chars().any(char::is_lowercase);
    (scan.is_title_case(at)
        || no_case
        || !at_edge && small(scan, at)
        || leading && t.meaning == Meaning::NONE)
        && !t.meaning.has(Meaning::UNIT)
        && !t
            .meaning
            .has(Meaning::REFERENCE | Meaning::MONTH | Meaning::MONEY)
        && (!t.meaning.has(Meaning::STOP)
            || !at_edge && (scan.is_title_case(at) || small(scan, at)))
}

/// The address, if what follows or precedes tells that it is one.
fn told(
    scan: &Scan<'_>,
    first: usize,
    last: usize,
    leading: bool,
    numbered: bool,
) -> Option<Piece> {
    let dotted = mark(scan, last + 1, '.') && scan.glued(last + 1);
    let next = skip_separators(scan, last + 1 + usize::from(dotted));
    let separated = next > last + 1;
    let unit = scan
        .token(next)
        .is_some_and(|t| t.meaning.has(Meaning::UNIT))
        && scan.word(next).len() > 2
        && super::unit::unit(scan, next).is_some();
    let code = postcode::form(scan, next).map(|(end, _)| end);
    let line = separated && numbered && code.is_some_and(|end| city(scan, end + 1).is_some());
    // "4241 Steinfelden 73, Savonlinna, SV 77233": a number on both sides, and a place.
    let both = leading
        && numbered
        && separated
        && scan.tokens[first].len() >= 3
        && scan.is_title_case(last_word(scan, last))
        && (city(scan, next).is_some() || component(scan, next).is_some());
    let placed = numbered
        && placed(scan, first)
        && (leading
            || scan.ends_clause(last)
            || scan.ends_clause(last + 1) && mark(scan, last + 1, '.'))
        && !continues_right(scan, last)
        && !scan
            .token(last + 1)
            .is_some_and(|t| t.meaning.has(Meaning::MONEY));
    // "216 Pavlou Drandaki\nSuite 4" and "meet me at 216 Pavlou Drandaki, Oslo, Norway".
    let country = separated
        && scan.is_title_case(last)
        && {
            let end = extend(scan, last);
            end > last
                && (scan.tokens[end].meaning.has(LANDS)
                    || scan.tokens[end].is_number() && end > next)
                && (next..=end).any(|i| scan.tokens[i].is_word() && scan.is_title_case(i))
        }
        && (numbered || scan.tokens[first].len() >= 2);
    if unit || line {
        let end = component(scan, next).map(|end| extend(scan, end))?;
        return piece(first, end, 76, "address_unit");
    }
    if both || country {
        return piece(first, extend(scan, last), 74, "address_between");
    }
    if placed {
        return piece(first, extend(scan, last), 74, "address_placed");
    }
    None
}

fn last_word(scan: &Scan<'_>, last: usize) -> usize {
    (last.saturating_sub(3)..=last)
        .rev()
        .find(|i| scan.tokens[*i].is_word() && scan.tokens[*i].len() > 2)
        .unwrap_or(last)
}

/// Whether "at", "to" or the like stands before, and somebody lives or is sent something there.
fn placed(scan: &Scan<'_>, first: usize) -> bool {
    first >= 2
        && matches!(
            scan.word(first - 1),
            "at" | "to"
                | "in"
                | "is"
                | "with"
                | "of"
                | "a"
                | "au"
                | "en"
                | "am"
                | "an"
                | "na"
                | "op"
                | "der"
        )
        && (first.saturating_sub(5)..first).any(|i| {
            scan.tokens[i]
                .meaning
                .has(Meaning::PLACE | Meaning::ADDRESS)
        })
}

/// "the corner of 12 Oak Street and Main Avenue".
pub(super) fn corner(scan: &Scan<'_>, at: usize) -> Option<Piece> {
    if !matches!(scan.word(at + 1), "of" | "de" | "von" | "van") {
        return None;
    }
    let mut index = at + 2;
    let mut and = None;
    while index <= at + 12 {
        let Some(token) = scan.token(index) else {
            break;
        };
        let joins = matches!(token.class, Class::Mark('.' | '\'' | '-'))
            || scan.glued(index) && matches!(scan.word(index), "st" | "nd" | "rd" | "th");
        let name = token.is_number() && token.len() <= 5
            || scan.is_title_case(index)
            || small(scan, index) && !is_and(scan, index);
        if is_and(scan, index) && and.is_none() && index > at + 2 {
            and = Some(index);
        } else if !name && !joins && (and.is_some() || foreign(scan, index)) {
            break;
        }
        index += 1;
    }
    let and = and?;
    let last = (and + 1..index.min(and + 6))
        .rev()
        .find(|i| scan.tokens[*i].is_word() || scan.tokens[*i].is_number())?;
    // "the corner of the table and chair" is none.
    let telling = scan.is_title_case(and + 1)
        || (at + 2..=last).any(|i| scan.tokens[i].is_number())
        || scan.tokens[last].meaning.has(Meaning::STREET);
    let article = at > 0 && matches!(scan.word(at - 1), "the" | "der" | "la" | "l");
    if !telling {
        return None;
    }
    piece(
        at - usize::from(article),
        extend(scan, last),
        74,
        "address_corner",
    )
}

fn is_and(scan: &Scan<'_>, at: usize) -> bool {
    matches!(scan.word(at), "and" | "und" | "y" | "et" | "e" | "en") || mark(scan, at, '&')
}

/// "I live on Elm Street": a street without a number, where somebody lives.
pub(super) fn lives(scan: &Scan<'_>, at: usize) -> Option<Piece> {
    let preposition = (at + 1..=at + 4).rfind(|i| {
        matches!(
            scan.word(*i),
            "at" | "on" | "in" | "to" | "der" | "rue" | "calle" | "via" | "rua" | "ul"
        )
    })?;
    let road = scan.token(preposition)?.meaning.has(Meaning::ROAD);
    let from = preposition + usize::from(!road);
    let mut street = None;
    for index in from..from + 5 {
        let Some(token) = scan.token(index).filter(|t| t.is_word()) else {
            break;
        };
        let kind = index > from && token.meaning.has(Meaning::STREET);
        if !scan.is_title_case(index) || token.meaning.has(Meaning::STOP) && !kind {
            break;
        }
        if index > from && token.meaning.has(Meaning::STREET)
            || super::street::compound_word(scan.word(index))
        {
            street = Some(index);
        }
    }
    piece(from, extend(scan, street?), 70, "address_placed")
}
