//! Person names: after an introduction, in fields, salutations and sign-offs, after titles, and by
//! the given names and surnames people bear.
//!
//! Not for: names of companies, brands, streets and places, which the words around tell apart.

mod addressed;
mod asked;
mod borne;
mod introduced;
mod message;
mod plain;
mod spelling;
mod strength;

use crate::detect::Found;
use crate::kind::Kind;
use crate::scan::Scan;
use crate::words::Meaning;
use addressed::{recipient, related, salutation, sign_off, titled};
use introduced::{field, introduction};

/// Brands that are names of people.
const BRANDS: [(&str, &str); 18] = [
    ("calvin", "klein"),
    ("michael", "kors"),
    ("ralph", "lauren"),
    ("tommy", "hilfiger"),
    ("hugo", "boss"),
    ("marc", "jacobs"),
    ("jimmy", "choo"),
    ("kate", "spade"),
    ("tom", "ford"),
    ("paul", "smith"),
    ("jack", "wolfskin"),
    ("jack", "daniels"),
    ("victoria", "secret"),
    ("tom", "tailor"),
    ("air", "jordan"),
    ("christian", "dior"),
    ("christian", "louboutin"),
    ("stella", "mccartney"),
];

/// Words a name is looked for at.
const TELLING: Meaning = Meaning::INTRO
    .or(Meaning::NAME)
    .or(Meaning::GREETING)
    .or(Meaning::SIGNOFF)
    .or(Meaning::TITLE)
    .or(Meaning::PLACE)
    .or(Meaning::PARTY)
    .or(Meaning::INITIAL)
    .or(BORNE);

/// What people are called.
const BORNE: Meaning = Meaning::GIVEN.or(Meaning::SURNAME).or(Meaning::FORM);

pub(crate) fn detect(scan: &Scan<'_>, found: &mut Vec<Found>) {
    let before = found.len();
    let mut read_to = 0;
    for at in scan.words_with(TELLING) {
        let meaning = scan.tokens[at].meaning;
        let cued = introduction(scan, at)
            .or_else(|| field(scan, at))
            .or_else(|| asked::told(scan, at))
            .or_else(|| salutation(scan, at))
            .or_else(|| sign_off(scan, at))
            .or_else(|| titled(scan, at))
            .or_else(|| related(scan, at))
            .or_else(|| recipient(scan, at));
        found.extend(cued);
        if cued.is_none() && at >= read_to && meaning.has(BORNE | Meaning::INITIAL) {
            let (borne, next) = if scan.is_title_case(at) && !spelling::is_shouted(scan, at) {
                borne::name(scan, at)
            } else {
                plain::name(scan, at)
            };
            found.extend(borne);
            read_to = next;
        }
    }
    if found.len() == before {
        found.extend(message::name(scan).or_else(|| message::before_own_number(scan)));
    }
}

fn hit(scan: &Scan<'_>, first: usize, last: usize, score: u8, rule: &'static str) -> Option<Found> {
    let (start, end) = (scan.tokens.get(first)?.start, scan.tokens.get(last)?.end);
    Some(Found {
        start,
        end,
        kind: Kind::Name,
        score,
        rule,
    })
}
