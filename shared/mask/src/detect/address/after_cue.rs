//! "my address is …": everything to the end of the clause, if it tells a place.

use super::place::place_then_code;
use super::unit::unit;
use super::{LANDS, Piece, piece};
use crate::scan::{Class, Scan, Token};
use crate::words::Meaning;

/// The longest address after a cue, in tokens.
const LONGEST: usize = 40;
/// Most lines of it.
const MOST_BREAKS: usize = 6;

pub(super) fn address(scan: &Scan<'_>, at: usize) -> Option<Piece> {
    if scan.before(at).is_some_and(|t| {
        t.meaning.has(Meaning::EMAIL | Meaning::IP)
            || matches!(
                scan.word(at - 1),
                "mac" | "web" | "wallet" | "bitcoin" | "website"
            )
    }) {
        return None;
    }
    let (from, stated) = value_start(scan, at)?;
    let first = scan.token(from)?;
    if first.meaning.has(Meaning::STATUS) && !scan.is_title_case(from)
        || !stated
            && !first.is_number()
            && place_then_code(scan, from).is_none()
            && !street_near(scan, from)
        || is_internet(scan, from)
    {
        return None;
    }
    let mut last = None;
    let mut telling = false;
    let mut breaks = 0;
    for index in from..from + LONGEST {
        let Some(t) = scan.token(index) else { break };
        if t.is_mark('@') {
            return None;
        }
        breaks += usize::from(t.is_line_break());
        if breaks > MOST_BREAKS || ends(scan, index, from) {
            break;
        }
        telling |= t.is_number()
            || t.meaning
                .has(Meaning::STREET | Meaning::ROAD | Meaning::CITY | LANDS)
            || t.meaning.has(Meaning::STATE) && t.len() > 2;
        if t.is_word() || t.is_number() {
            last = Some(index);
        }
    }
    let last = last.filter(|last| telling && (*last > from || !first.is_number()))?;
    let closes = scan.token(last + 1).is_some_and(|t| t.is_mark(')'))
        && (from..last).any(|i| scan.tokens[i].is_mark('('));
    piece(from, last + usize::from(closes), 72, "address_cue")
}

/// Where the value begins, and whether the words before say that it does.
fn value_start(scan: &Scan<'_>, at: usize) -> Option<(usize, bool)> {
    let (mut from, mut stated) = (at + 1, false);
    while from <= at + 7 {
        let token = scan.token(from)?;
        let says = matches!(token.class, Class::Mark(':' | '=' | '-' | '"'))
            || token.meaning.has(Meaning::IS)
            || matches!(
                scan.word(from),
                "to" | "at" | "auf" | "zu" | "in" | "with" | "on"
            );
        let filler = token.is_line_break()
            || matches!(
                scan.word(from),
                "changed"
                    | "now"
                    | "new"
                    | "updated"
                    | "here"
                    | "it's"
                    | "its"
                    | "city"
                    | "street"
                    | "the"
                    | "same"
            ) && scan.word(from + 1) != "york"
            || matches!(scan.word(from), "no")
                && scan.token(from + 1).is_some_and(Token::is_number);
        if !says && !filler {
            break;
        }
        stated |= says;
        from += 1;
    }
    Some((from, stated))
}

/// Whether a street's kind stands among the next words of the clause.
fn street_near(scan: &Scan<'_>, from: usize) -> bool {
    for index in from..from + 4 {
        let Some(token) = scan.token(index).filter(|t| t.is_word()) else {
            return false;
        };
        if index > from
            && token.meaning.has(Meaning::STREET)
            && (token.len() > 3 || scan.ends_clause(index))
            || index > from && unit(scan, index).is_some()
        {
            return true;
        }
        if token.meaning.has(Meaning::STOP) {
            return false;
        }
    }
    false
}

/// Whether the address ends before the token.
fn ends(scan: &Scan<'_>, at: usize, from: usize) -> bool {
    let t = scan.tokens[at];
    match t.class {
        Class::Mark('?' | '!' | ';' | '"' | '*' | '|') => true,
        Class::Mark('\n') => scan.token(at + 1).is_some_and(|t| {
            t.is_line_break()
                || t.meaning
                    .has(Meaning::SIGNOFF | Meaning::PHONE | Meaning::EMAIL | Meaning::GREETING)
        }),
        Class::Mark('.') => {
            let abbreviates =
                at > from && scan.tokens[at - 1].len() <= 3 && scan.tokens[at - 1].is_word()
                    || scan.tokens[at - 1]
                        .meaning
                        .has(Meaning::UNIT | Meaning::STREET)
                        && scan
                            .token(at + 1)
                            .is_some_and(|t| t.is_number() || t.is_mark(','));
            scan.token(at + 1).is_none_or(|n| n.start > t.end) && !abbreviates
        }
        Class::Word if t.meaning.has(OTHER_DETAILS) => true,
        Class::Word => t.meaning.has(Meaning::STOP) && !scan.is_title_case(at) && !inside(scan, at),
        _ => false,
    }
}

/// What begins another detail.
const OTHER_DETAILS: Meaning = Meaning::PHONE
    .or(Meaning::EMAIL)
    .or(Meaning::PASSWORD)
    .or(Meaning::CARD)
    .or(Meaning::SSN)
    .or(Meaning::ADDRESS);

/// Everyday words that addresses contain.
fn inside(scan: &Scan<'_>, at: usize) -> bool {
    super::place::small(scan, at)
        || matches!(
            scan.word(at),
            "the"
                | "new"
                | "of"
                | "no"
                | "in"
                | "st"
                | "old"
                | "apt"
                | "city"
                | "street"
                | "state"
                | "country"
                | "usa"
                | "uk"
                | "near"
                | "opposite"
                | "behind"
                | "store"
                | "office"
        )
}

/// An IP or MAC address, a domain or a link.
fn is_internet(scan: &Scan<'_>, from: usize) -> bool {
    (0..2).all(|i| {
        scan.token(from + 2 * i).is_some_and(|t| t.is_number())
            && scan.token(from + 2 * i + 1).is_some_and(|t| t.is_mark('.'))
            && scan.glued(from + 2 * i + 1)
    }) || scan.token(from + 1).is_some_and(|t| t.is_mark(':'))
}
