//! The date a payment card expires: behind the card's number, after a word that says so about a
//! card, or as the answer to the question for it.
//!
//! Not for: the expiry of vouchers, subscriptions and goods, which is no secret.

use crate::detect::Found;
use crate::kind::Kind;
use crate::scan::Scan;
use crate::words::Meaning;

/// Tokens between the cue and the date, and around the cue to see that a card is meant.
const REACH: usize = 5;
const CONTEXT: usize = 10;
const ANSWER_TOKENS: usize = 10;

/// Reads what was found so far: the cards.
pub(crate) fn detect(scan: &Scan<'_>, found: &mut Vec<Found>) {
    let cards = found.len();
    for index in 0..cards {
        if found[index].kind == Kind::Card && found[index].score >= super::STRONG {
            beside_card(scan, found[index].end, found);
        }
    }
    let has_card = found[..cards].iter().any(|f| f.kind == Kind::Card);
    for at in scan.words_with(Meaning::EXPIRY) {
        if has_card || is_about_a_card(scan, at) {
            let date =
                (at + 1..=at + REACH).find_map(|first| Some((first, month_and_year(scan, first)?)));
            if let Some((first, last)) = date {
                push(scan, first, last, "expiry_cue", found);
            }
        }
    }
    let asked =
        scan.asked.has(Meaning::EXPIRY.or(Meaning::CVV)) && !scan.asked.has(Meaning::REFERENCE);
    if asked && scan.tokens.len() <= ANSWER_TOKENS {
        let date =
            (0..scan.tokens.len()).find_map(|first| Some((first, month_and_year(scan, first)?)));
        if let Some((first, last)) = date {
            push(scan, first, last, "expiry_answer", found);
        }
    }
}

fn push(scan: &Scan<'_>, first: usize, last: usize, rule: &'static str, found: &mut Vec<Found>) {
    if let (Some(start), Some(end)) = (scan.tokens.get(first), scan.tokens.get(last)) {
        found.push(Found {
            start: start.start,
            end: end.end,
            kind: Kind::Expiry,
            score: 90,
            rule,
        });
    }
}

/// "4242 4242 4242 4242, 04/27, 737": the date, and the check number behind it.
fn beside_card(scan: &Scan<'_>, end: usize, found: &mut Vec<Found>) {
    let from = scan.tokens.partition_point(|t| t.start < end);
    let near =
        |from: usize| (from..from + 3).find(|at| scan.token(*at).is_some_and(|t| t.is_number()));
    let Some(first) = near(from) else { return };
    let Some(last) = month_and_year(scan, first) else {
        return;
    };
    push(scan, first, last, "expiry_beside_card", found);
    let check = near(last + 1).and_then(|at| scan.token(at));
    if let Some(check) = check.filter(|t| matches!(t.len(), 3 | 4)) {
        found.push(Found {
            start: check.start,
            end: check.end,
            kind: Kind::Cvv,
            score: 88,
            rule: "cvv_beside_card",
        });
    }
}

fn is_about_a_card(scan: &Scan<'_>, at: usize) -> bool {
    let about = Meaning::CARD.or(Meaning::CVV);
    let against = |i: usize| {
        scan.tokens[i].meaning.has(Meaning::REFERENCE)
            || scan.word(i) == "gift"
            || scan.word(i) == "points"
    };
    let range = at.saturating_sub(CONTEXT)..scan.tokens.len().min(at + CONTEXT);
    let mut seen = false;
    for index in range {
        scan.step();
        if against(index) {
            return false;
        }
        seen |= scan.tokens[index].meaning.has(about);
    }
    seen
}

/// The last token of "04/27", "4/2027", "04-27", "0427" written apart by one separator.
fn month_and_year(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let month = scan.token(at).filter(|t| t.is_number() && t.len() <= 2)?;
    let fits = (1..=12).contains(&scan.str(month).parse::<u8>().ok()?);
    let separator = scan.token(at + 1)?;
    let separated = separator.is_mark('/') || separator.is_mark('-') || separator.is_mark('.');
    let year = scan.token(at + 2).filter(|t| t.is_number())?;
    let plausible = match year.len() {
        2 => true,
        4 => scan.str(year).starts_with("20"),
        _ => false,
    };
    // "04/27/2027" is a day.
    let alone = !(scan.glued(at + 3)
        && scan
            .token(at + 3)
            .is_some_and(|t| t.is_mark('/') || t.is_mark('-') || t.is_mark('.'))
        && scan.glued(at + 4)
        && scan.token(at + 4).is_some_and(|t| t.is_number()))
        && !(scan.glued(at) && at >= 2 && scan.tokens[at - 2].is_number());
    (fits && separated && plausible && alone).then_some(at + 2)
}
