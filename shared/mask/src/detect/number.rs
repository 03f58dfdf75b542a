//! Bank and customer account numbers next to a cue, and numbers nothing explains.

use crate::detect::Found;
use crate::detect::cues::{Cues, is_year};
use crate::detect::digits::{Groups, continues_left, continues_right};
use crate::kind::Kind;
use crate::scan::{Class, Scan};
use crate::words::Meaning;

pub(crate) fn accounts(scan: &Scan<'_>, found: &mut Vec<Found>) {
    let from = found.len();
    each(
        scan,
        |at, groups| {
            if !(4..=18).contains(&groups.digits.len()) {
                return None;
            }
            let cues = Cues::of(scan, at, groups.last());
            let says = if groups.digits.len() >= 6 {
                cues.say(Meaning::ACCOUNT)
            } else {
                cues.say_closely(Meaning::ACCOUNT)
            };
            let says = says
                || (groups.digits.len() == 4 && cues.tight == Meaning::NONE && last_four(scan, at));
            let other = Meaning::MONEY.or(Meaning::MONTH).or(Meaning::PASSWORD);
            if says && !cues.tight.has(other) && !groups.is_date() && !is_year(scan, at) {
                Some((Kind::Account, 66, "account_cue"))
            } else {
                None
            }
        },
        found,
    );
    for index in from..found.len() {
        other_side(scan, found[index], found);
    }
}

/// The account the money goes to: "from my account 8965 to 4586", a number as long as the first
/// one in the same sentence.
fn other_side(scan: &Scan<'_>, account: Found, found: &mut Vec<Found>) {
    let from = scan.tokens.partition_point(|t| t.start < account.end);
    let mut leads = false;
    for at in from..from + OTHER_SIDE_TOKENS {
        let Some(token) = scan.token(at) else { return };
        match token.class {
            Class::Word => {
                leads |= matches!(
                    scan.word(at),
                    "to" | "from" | "other" | "another" | "into" | "second"
                )
            }
            Class::Number => {
                let alike =
                    token.len() == account.end - account.start && leads && !is_year(scan, at);
                let apart = !continues_left(scan, at) && !continues_right(scan, at);
                let other = Cues::of(scan, at, at).tight;
                let against = Meaning::MONEY
                    .or(Meaning::MONTH)
                    .or(Meaning::PASSWORD)
                    .or(Meaning::REFERENCE);
                if alike && apart && !other.has(against) {
                    found.push(Found {
                        start: token.start,
                        end: token.end,
                        rule: "account_other_side",
                        ..account
                    });
                }
                return;
            }
            Class::Mark('.' | '!' | '?') => return,
            Class::Mark(_) => {}
        }
    }
}

const OTHER_SIDE_TOKENS: usize = 9;

pub(crate) fn unexplained(scan: &Scan<'_>, found: &mut Vec<Found>) {
    each(
        scan,
        |at, groups| {
            let fits = groups.digits.len() >= 4 && !groups.is_date();
            if fits && Cues::of(scan, at, groups.last()).are_silent() {
                Some((Kind::Number, 30, "number_unexplained"))
            } else {
                None
            }
        },
        found,
    );
}

/// "the last four digits are", of whatever number.
fn last_four(scan: &Scan<'_>, at: usize) -> bool {
    (at.saturating_sub(5)..at).any(|i| {
        matches!(
            scan.word(i),
            "last" | "letzten" | "derniers" | "ultimos" | "ultime" | "laatste"
        ) && (matches!(
            scan.word(i + 1),
            "four" | "vier" | "quatre" | "cuatro" | "quatro" | "digits"
        ) || scan.token(i + 1).is_some_and(|t| scan.str(t) == "4"))
    })
}

fn each(
    scan: &Scan<'_>,
    judge: impl Fn(usize, &Groups) -> Option<(Kind, u8, &'static str)>,
    found: &mut Vec<Found>,
) {
    let mut next = 0;
    for &at in scan.numbers() {
        scan.step();
        if at < next || continues_left(scan, at) {
            continue;
        }
        let groups = Groups::read(scan, at, 24);
        let last = groups.last().max(at);
        if !groups.groups.is_empty()
            && !continues_right(scan, last)
            && let Some((kind, score, rule)) = judge(at, &groups)
        {
            found.push(Found {
                start: scan.tokens[at].start,
                end: scan.tokens[last].end,
                kind,
                score,
                rule,
            });
        }
        next = last + 1;
    }
}
