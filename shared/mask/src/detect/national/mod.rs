//! Identifiers states give: national identity, health, social and tax numbers, of persons and of
//! businesses, with passports, driving licences and number plates.
//!
//! For: numbers whose form and check digits a public standard describes (each check names it), and
//! whatever stands where such a number is announced or was asked for.
//! Not for: US social security numbers ([`super::ssn`]), bank accounts, or numbers of things.
//!
//! How sure a number must be depends on what its check tells ([`Strength`]): one check digit over
//! plain digits passes for a tenth of all order numbers, so it counts only beside a cue, with the
//! customary separators, or when the message is nothing but it.
//!
//! Invariants: one table of schemes, found by length; only numbers lead here, and from each a
//! bounded number of tokens is read.

mod accounts;
mod americas;
mod asia;
mod checks;
mod cue;
mod documents;
mod europe_central;
mod europe_east;
mod europe_north;
mod europe_south;
mod europe_west;
mod run;
mod scheme;
mod vat;
mod world;

use std::cell::LazyCell;

use self::cue::{Cue, IDENTIFIERS, OTHERS, THINGS};
use self::run::Run;
use self::scheme::{Strength, Written};
use super::Found;
use super::digits::continues_code;
use crate::kind::Kind;
use crate::scan::Scan;
use crate::words::Meaning;

/// The shortest number of the table.
const SHORTEST: usize = 6;
/// A longer message explains its numbers itself.
const ANSWER_TOKENS: usize = 14;

pub(crate) fn detect(scan: &Scan<'_>, found: &mut Vec<Found>) {
    let mut covered = 0;
    let mut alone = None;
    for &at in scan.numbers() {
        scan.step();
        if at < covered {
            continue;
        }
        let alone = *alone.get_or_insert_with(|| is_bare(scan));
        let hit = run::starts(scan, at)
            .into_iter()
            .flatten()
            .find_map(|first| {
                let before = LazyCell::new(|| Cue::before(scan, first));
                run::each(scan, first, |run| {
                    judge(scan, run, alone, || before.and_after(scan, run))
                })
            });
        if let Some((hit, last)) = hit {
            found.push(hit);
            covered = last + 1;
        }
    }
}

/// What the run is, and its last token.
fn judge(
    scan: &Scan<'_>,
    run: &Run,
    alone: bool,
    cue: impl FnOnce() -> Cue,
) -> Option<(Found, usize)> {
    if run.length < SHORTEST - 1 || run.digits() < 2 {
        return None;
    }
    let cue = LazyCell::new(cue);
    let short = alone || scan.tokens.len() <= ANSWER_TOKENS && run.length >= SHORTEST - 1;
    let asked = scan.asked.has(IDENTIFIERS) && short;
    for (scheme, written) in scheme::passed(scan, run) {
        let strength = effective(scheme.strength, run);
        let announced = asked || cue.announces();
        let clear = !cue.against && !crowded(scan, run);
        let by_itself = match strength {
            Strength::Sure => true,
            Strength::Strong => clear,
            Strength::Faint => false,
            Strength::Formal => clear && written == Written::Customary,
            Strength::Shape => clear && alone && !asked_for_another(scan),
            Strength::Weak => {
                let alone = alone && written == Written::Plain && !asked_for_another(scan);
                clear && (alone || written == Written::Customary)
            }
        };
        let score = match (strength, by_itself, announced) {
            (Strength::Sure, ..) => 96,
            (Strength::Strong, true, _) => 91,
            (_, _, true) => 85,
            (_, true, false) => 72,
            (_, false, false) => continue,
        };
        let says = cue.says.or(if asked { scan.asked } else { Meaning::NONE });
        let kind = match Cue::kind(says) {
            Kind::NationalId => scheme.kind,
            announced => announced,
        };
        return hit(scan, run, kind, score, scheme.name);
    }
    // Mistyped, or of a scheme that isn't here: what is announced is masked whatever it is.
    if !is_code(run) {
        return None;
    }
    let says = if asked {
        cue.says.or(scan.asked.and(IDENTIFIERS))
    } else {
        cue.says
    };
    let social = says == Meaning::SSN && run.length <= 9;
    if says == Meaning::NONE || social || cue.against {
        return None;
    }
    hit(scan, run, Cue::kind(says), 76, "id_cue")
}

/// Ten plain digits or fewer are a phone number or an order as easily, whatever date is inside.
fn effective(strength: Strength, run: &Run) -> Strength {
    let plain = run.letters == 0 && run.breaks == 0 && run.length <= 10;
    match strength {
        Strength::Strong if plain => Strength::Weak,
        strength => strength,
    }
}

fn hit(
    scan: &Scan<'_>,
    run: &Run,
    kind: Kind,
    score: u8,
    rule: &'static str,
) -> Option<(Found, usize)> {
    let found = Found {
        start: scan.tokens.get(run.first)?.start,
        end: scan.tokens.get(run.last)?.end,
        kind,
        score,
        rule,
    };
    Some((found, run.last))
}

/// Whether it can be an identifier whose scheme nobody told: no date, no year, no words.
fn is_code(run: &Run) -> bool {
    let lengths = run.breaks.count_ones();
    let date = run.letters == 0
        && lengths == 2
        && matches!(run.length, 6 | 8)
        && run.separators[..run.length]
            .iter()
            .any(|s| matches!(s, b'/' | b'.' | b'-'));
    let time = run.separators[..run.length].contains(&b':');
    run.digits() >= 3 && !date && !time && (run.letters == 0 || run.digits() * 3 >= run.length)
}

/// Whether other digits stand a space away: part of a list or a longer number.
fn crowded(scan: &Scan<'_>, run: &Run) -> bool {
    let after = scan.token(run.last).is_some_and(|t| t.is_number())
        && scan.token(run.last + 1).is_some_and(|t| t.is_number())
        && scan.gap(run.last + 1) == " ";
    if run.letters != 0 || after {
        return after;
    }
    let before =
        scan.before(run.first).is_some_and(|t| t.is_number()) && scan.gap(run.first) == " ";
    before || continues_code(scan, run.first)
}

/// Whether the last turn asked for the number of a thing, or another detail.
fn asked_for_another(scan: &Scan<'_>) -> bool {
    scan.asked.has(THINGS.or(OTHERS)) && !scan.asked.has(IDENTIFIERS)
}

/// Words of a message that says nothing but its value.
const BARE_WORDS: Meaning = Meaning::LINK
    .or(Meaning::IS)
    .or(Meaning::PLEASE)
    .or(Meaning::GREETING)
    .or(Meaning::SIGNOFF);
const BARE_TOKENS: usize = 24;

/// Whether the text is values and nothing else but linking words.
fn is_bare(scan: &Scan<'_>) -> bool {
    scan.tokens.len() <= BARE_TOKENS
        && (0..scan.tokens.len()).all(|at| {
            let token = &scan.tokens[at];
            scan.step();
            let number = |at: usize| scan.tokens.get(at).is_some_and(|t| t.is_number());
            let in_code = scan.glued(at) && number(at - 1) || scan.glued(at + 1) && number(at + 1);
            let part =
                || token.len() <= 4 && scan.str(token).bytes().all(|b| b.is_ascii_uppercase());
            !token.is_word() || token.meaning.has(BARE_WORDS) || in_code || part()
        })
}
