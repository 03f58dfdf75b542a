//! Postal addresses: by the shape of a street with its number, by place and postcode, by lines that
//! a country ends, and after a cue.
//!
//! Begins at digits and at the few words that mean an address; a text without either costs nothing.
//! Pieces that only separators part become one span.

mod after_cue;
mod block;
mod boxes;
mod place;
mod postcode;
mod street;
mod unit;
mod unnamed;

use crate::detect::Found;
use crate::kind::Kind;
use crate::scan::{Class, Scan};
use crate::words::Meaning;

/// Words an address may begin or end with.
const ANCHORS: Meaning = Meaning::ADDRESS
    .or(Meaning::LAND)
    .or(Meaning::LAND_END)
    .or(Meaning::CORNER)
    .or(Meaning::PLACE);

/// Countries, in one word or the last of several.
const LANDS: Meaning = Meaning::LAND.or(Meaning::LAND_END).or(Meaning::COUNTRY);

/// A piece of an address: its first and last token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    first: usize,
    last: usize,
    score: u8,
    rule: &'static str,
}

pub(crate) fn detect(scan: &Scan<'_>, found: &mut Vec<Found>) {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut free_from = 0;
    for &at in scan.numbers() {
        if at < free_from {
            continue;
        }
        if let Some(piece) = at_number(scan, at) {
            free_from = piece.last + 1;
            pieces.push(piece);
        }
    }
    for at in scan.words_with(ANCHORS) {
        pieces.extend(at_word(scan, at));
    }
    join(scan, pieces, found);
}

fn at_number(scan: &Scan<'_>, at: usize) -> Option<Piece> {
    if scan.tokens[at].len() > 9 {
        return None;
    }
    let piece = street::number_first(scan, at)
        .or_else(|| boxes::boxed(scan, at))
        .or_else(|| street::number_last(scan, at))
        .or_else(|| postcode::alone(scan, at))
        .or_else(|| block::of_postcode(scan, at))
        .or_else(|| unnamed::street(scan, at))?;
    Some(Piece {
        first: unit::grow_left(scan, piece.first),
        ..piece
    })
}

fn at_word(scan: &Scan<'_>, at: usize) -> Option<Piece> {
    let meaning = scan.tokens[at].meaning;
    if meaning.has(Meaning::ADDRESS) {
        after_cue::address(scan, at)
    } else if meaning.has(Meaning::CORNER) {
        unnamed::corner(scan, at)
    } else if meaning.has(Meaning::PLACE) {
        unnamed::lives(scan, at)
    } else {
        block::of_land(scan, at)
    }
}

/// Reports the pieces, those beside each other as one.
fn join(scan: &Scan<'_>, mut pieces: Vec<Piece>, found: &mut Vec<Found>) {
    pieces.sort_by_key(|piece| piece.first);
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match joined.last_mut() {
            Some(last) if piece.first <= last.last + 1 || apart(scan, last.last, piece.first) => {
                last.last = last.last.max(piece.last);
                if piece.score > last.score {
                    (last.score, last.rule) = (piece.score, piece.rule);
                }
            }
            _ => joined.push(piece),
        }
    }
    found.extend(joined.into_iter().filter_map(|piece| {
        Some(Found {
            start: scan.tokens.get(piece.first)?.start,
            end: scan.tokens.get(piece.last)?.end,
            kind: Kind::Address,
            score: piece.score,
            rule: piece.rule,
        })
    }));
}

/// Whether only separators stand between two pieces.
fn apart(scan: &Scan<'_>, last: usize, first: usize) -> bool {
    first - last <= 3
        && (last + 1..first)
            .all(|i| matches!(scan.tokens[i].class, Class::Mark(',' | '\n' | '-' | ';')))
}

fn piece(first: usize, last: usize, score: u8, rule: &'static str) -> Option<Piece> {
    Some(Piece {
        first,
        last,
        score,
        rule,
    })
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

/// Whether the token is a word in capitals of at most `most` bytes.
fn capitals(scan: &Scan<'_>, at: usize, most: usize) -> bool {
    scan.token(at).is_some_and(|t| {
        t.is_word() && t.len() <= most && scan.str(t).bytes().all(|b| b.is_ascii_uppercase())
    })
}

fn number(scan: &Scan<'_>, at: usize, lengths: std::ops::RangeInclusive<usize>) -> bool {
    scan.token(at)
        .is_some_and(|t| t.is_number() && lengths.contains(&t.len()))
}

fn mark(scan: &Scan<'_>, at: usize, mark: char) -> bool {
    scan.token(at).is_some_and(|t| t.is_mark(mark))
}

/// Whether the word names a country by itself, or ends such a name.
fn land(scan: &Scan<'_>, at: usize) -> bool {
    scan.token(at).is_some_and(|t| {
        t.meaning.has(Meaning::LAND | Meaning::COUNTRY)
            || t.meaning.has(Meaning::LAND_END)
                && at > 0
                && scan.gap(at).len() <= 1
                && scan.is_title_case(at)
                && (scan.is_title_case(at - 1)
                    || matches!(scan.word(at - 1), "of" | "and" | "d" | "the"))
    })
}
