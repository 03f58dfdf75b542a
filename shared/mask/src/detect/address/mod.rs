//! Postal addresses: by the shape of a street with its number, by place and postcode, and after a
//! cue.

mod place;
mod street;

use crate::detect::Found;
use crate::kind::Kind;
use crate::scan::{Class, Scan};
use crate::words::Meaning;
use place::{place_first, place_then_code, postcode};
use street::{number_first, one_word_street, road_first, street_then_number, unknown_street};

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
