//! Bank and customer account numbers next to a cue, and numbers nothing explains.

use crate::detect::Found;
use crate::detect::cues::{Cues, is_year};
use crate::detect::digits::{Groups, continues_left, continues_right};
use crate::kind::Kind;
use crate::scan::Scan;
use crate::words::Meaning;

pub(crate) fn accounts(scan: &Scan<'_>, found: &mut Vec<Found>) {
    each(
        scan,
        |at, groups| {
            let cues = Cues::of(scan, at, groups.last());
            let says = if groups.digits.len() >= 6 {
                cues.say(Meaning::ACCOUNT)
            } else {
                cues.say_closely(Meaning::ACCOUNT)
            };
            let says = says
                || (groups.digits.len() == 4 && cues.tight == Meaning::NONE && last_four(scan, at));
            let other = Meaning::MONEY.or(Meaning::MONTH).or(Meaning::PASSWORD);
            let fits =
                (4..=18).contains(&groups.digits.len()) && !groups.is_date() && !is_year(scan, at);
            if fits && says && !cues.tight.has(other) {
                Some((Kind::Account, 66, "account_cue"))
            } else {
                None
            }
        },
        found,
    );
}

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
