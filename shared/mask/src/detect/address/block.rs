//! Addresses in lines: the last names a country, or a postcode with its place, and the lines above
//! are short and written like names.

use super::street::compound_word;
use super::{Piece, land, number, piece, postcode};
use crate::scan::{Class, Scan};
use crate::words::Meaning;

/// Most tokens of a line.
const LINE_TOKENS: usize = 12;
/// Most lines above the last.
const LINES: usize = 6;

/// A line: its first and last token.
#[derive(Debug, Clone, Copy)]
struct Line {
    first: usize,
    last: usize,
}

/// The line that holds a token, if it is short.
fn line_of(scan: &Scan<'_>, at: usize) -> Option<Line> {
    let mut first = at;
    while first > 0 && !scan.tokens[first - 1].is_line_break() {
        scan.step();
        first -= 1;
        if at - first > LINE_TOKENS {
            return None;
        }
    }
    let mut last = at;
    while scan.token(last + 1).is_some_and(|t| !t.is_line_break()) {
        last += 1;
        if last - first > LINE_TOKENS {
            return None;
        }
    }
    Some(Line { first, last })
}

fn line_above(scan: &Scan<'_>, line: Line) -> Option<Line> {
    let end = line.first.checked_sub(2)?;
    (!scan.tokens[end].is_line_break())
        .then(|| line_of(scan, end))
        .flatten()
}

/// Whether a line looks like part of an address: names, numbers, small words between.
fn fits(scan: &Scan<'_>, line: Line) -> bool {
    let first = &scan.tokens[line.first];
    let opens = first.is_number()
        || first.is_word()
            && !scan
                .str(first)
                .chars()
                .next()
                .is_some_and(char::is_lowercase)
        || first.is_word() && first.meaning.has(Meaning::ROAD);
    opens
        && !first
            .meaning
            .has(Meaning::GREETING | Meaning::SIGNOFF | Meaning::INTRO)
        && (line.first..=line.last).all(|at| {
            let token = &scan.tokens[at];
            match token.class {
                Class::Number => token.len() <= 7,
                Class::Mark(mark) => !matches!(
                    mark,
                    '?' | '!'
                        | ':'
                        | '@'
                        | '='
                        | '"'
                        | ';'
                        | '%'
                        | '$'
                        | '€'
                        | '£'
                        | '*'
                        | '+'
                        | '<'
                        | '>'
                        | '|'
                        | '['
                        | ']'
                        | '{'
                        | '}'
                        | '_'
                ),
                Class::Word => word_fits(scan, at, line.first),
            }
        })
}

fn word_fits(scan: &Scan<'_>, at: usize, first: usize) -> bool {
    let meaning = scan.tokens[at].meaning;
    let title = scan.is_title_case(at);
    let things = Meaning::PHONE | Meaning::MONEY | Meaning::REFERENCE;
    !meaning.has(Meaning::EMAIL | Meaning::PASSWORD)
        && (!meaning.has(things) || title && at > first)
        && (!meaning.has(Meaning::STOP)
            || title
            || meaning.has(Meaning::STREET | Meaning::ROAD | Meaning::UNIT)
            || super::place::small(scan, at))
}

/// Whether a line tells a street: by a word for one, or a number beside names.
fn tells(scan: &Scan<'_>, line: Line) -> bool {
    let words = (line.first..=line.last)
        .filter(|at| scan.tokens[*at].is_word())
        .count();
    words > 0
        && (line.first..=line.last).any(|at| {
            let token = &scan.tokens[at];
            token.is_number()
                || token.is_word()
                    && (token.meaning.has(Meaning::STREET | Meaning::ROAD)
                        && words > 1
                        && (token.len() > 2 || scan.is_title_case(at))
                        || compound_word(scan.word(at)))
        })
}

/// Whether a line is a country and nothing else.
fn is_land(scan: &Scan<'_>, line: Line) -> bool {
    let mut from = line.last + 1;
    while from > line.first && from + 6 > line.last {
        let at = from - 1;
        let token = &scan.tokens[at];
        let joins = scan.is_title_case(at)
            || token.is_mark('-')
            || token.is_mark('\'')
            || token.is_mark('.')
            || super::place::small(scan, at)
            || token.is_word() && !scan.str(token).chars().any(char::is_lowercase);
        if !joins {
            break;
        }
        from = at;
    }
    let words = (line.first..=line.last)
        .filter(|at| scan.tokens[*at].is_word())
        .count();
    from == line.first && words <= 6 && land(scan, line.last)
}

/// Lines that a country ends: "Rue Jean Jaurès\n98800 Nouméa\nNouvelle-Calédonie, France".
pub(super) fn of_land(scan: &Scan<'_>, at: usize) -> Option<Piece> {
    if at == 0 || !land(scan, at) {
        return None;
    }
    let ends_line = scan.token(at + 1).is_none_or(|t| {
        t.is_line_break() || t.is_mark('.') || t.is_mark('?') || t.is_number() || t.is_mark(',')
    });
    if !ends_line {
        return None;
    }
    let line = line_of(scan, at)?;
    // ", France", "Singapore 546080".
    let tail = Line {
        first: (line.first..at)
            .rev()
            .find(|i| scan.tokens[*i].is_mark(','))
            .map_or(line.first, |comma| comma + 1),
        last: at,
    };
    if !is_land(scan, tail) {
        return None;
    }
    let mut first = line.first;
    let mut top = line;
    let mut lines = 0;
    let mut telling = line.first < tail.first
        && tells(
            scan,
            Line {
                last: tail.first - 2,
                ..line
            },
        );
    let mut lands = 0;
    if line.first < tail.first
        && !fits(
            scan,
            Line {
                last: tail.first.checked_sub(2)?,
                ..line
            },
        )
    {
        return None;
    }
    while lines < LINES {
        let Some(above) = line_above(scan, top).filter(|above| fits(scan, *above)) else {
            break;
        };
        telling |= tells(scan, above);
        lands += usize::from(is_land(scan, above));
        first = above.first;
        top = above;
        lines += 1;
    }
    let mut last = at;
    if let Some((end, _)) = postcode::form(scan, at + 1) {
        last = end;
    } else if scan.token(at + 1).is_some_and(|t| t.is_line_break())
        && number(scan, at + 2, 4..=6)
        && scan.token(at + 3).is_none_or(|t| t.is_line_break())
    {
        last = at + 2;
    }
    // "Germany\nFrance\nSpain" is a list.
    let whole = first == 0 && scan.token(last + 1).is_none();
    let inline = line.first < tail.first;
    let enough =
        telling && (lines > 0 || inline && whole) || whole && lines + usize::from(inline) > lands;
    enough
        .then(|| piece(first, last, 74, "address_lines"))
        .flatten()
}

/// A line with a postcode and its place, under a street: "Rainer Street\nPascoe Vale VIC 3039".
pub(super) fn of_postcode(scan: &Scan<'_>, at: usize) -> Option<Piece> {
    let (end, _) = postcode::form(scan, at)?;
    if number(scan, at, 4..=4) && end == at && crate::detect::cues::is_year(scan, at) {
        return None;
    }
    let line = line_of(scan, at)?;
    let edge = at == line.first || end == line.last;
    let words = (line.first..=line.last)
        .filter(|i| scan.tokens[*i].is_word() && scan.is_title_case(*i))
        .count();
    let names = |line: Line| {
        (line.first..=line.last).all(|i| {
            let token = &scan.tokens[i];
            !token.is_word()
                || (i >= at && i <= end)
                || scan.is_title_case(i)
                    && !token
                        .meaning
                        .has(Meaning::STOP | Meaning::MONEY | Meaning::REFERENCE | Meaning::MONTH)
                || i > line.first && super::place::small(scan, i)
        })
    };
    if !edge || words == 0 || line.last - line.first > 7 || !fits(scan, line) || !names(line) {
        return None;
    }
    let above = line_above(scan, line).filter(|above| fits(scan, *above) && tells(scan, *above))?;
    let ends_in_number = scan.tokens[above.last].is_number() || scan.tokens[above.last].len() <= 2;
    let street = ends_in_number
        || scan.tokens[above.first].is_number()
        || (above.first..=above.last).any(|i| {
            scan.tokens[i].meaning.has(Meaning::STREET | Meaning::ROAD)
                || compound_word(scan.word(i))
        });
    street
        .then(|| {
            piece(
                above.first,
                super::place::extend(scan, line.last),
                74,
                "address_lines",
            )
        })
        .flatten()
}
