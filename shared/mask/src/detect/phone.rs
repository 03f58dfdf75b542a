//! Phone numbers: international, North American, the national forms of Europe and others.
//!
//! Formatting or a cue speaks for a number; dates, addresses of machines, amounts and the numbers
//! of orders and parcels speak against.

use crate::detect::Found;
use crate::detect::cues::{Cues, tight_before};
use crate::detect::digits::{Groups, Separator, continues_code, continues_left, continues_right};
use crate::kind::Kind;
use crate::scan::Scan;
use crate::words::Meaning;

/// The longest number of ITU-T E.164, with an international prefix.
const MAX_DIGITS: usize = 17;

pub(crate) fn detect(scan: &Scan<'_>, found: &mut Vec<Found>) {
    let mut at = 0;
    while at < scan.tokens.len() {
        scan.step();
        let hit = if scan.tokens[at].is_number() {
            number(scan, at)
        } else {
            None
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

fn number(scan: &Scan<'_>, at: usize) -> Option<(Found, usize)> {
    let plus = plus_before(scan, at);
    if plus.is_none() && continues_left(scan, at) {
        return None;
    }
    let mut groups = Groups::read(scan, at, MAX_DIGITS);
    if groups.is_date() || is_ip(&groups) {
        return None;
    }
    while !groups.groups.is_empty() {
        let last = groups.last();
        let open = scan
            .before(at)
            .is_some_and(|t| t.is_mark('('))
            .then(|| at - 1);
        let first = plus.or(open).unwrap_or(at);
        if !continues_right(scan, last) || extension(scan, last) > last {
            let judged = if plus.is_some() {
                international(&groups)
            } else {
                judge(scan, at, &groups, open.is_some())
            };
            if let Some((score, rule)) = judged {
                let last = extension(scan, last);
                let (start, end) = (scan.tokens.get(first)?.start, scan.tokens.get(last)?.end);
                return Some((
                    Found {
                        start,
                        end,
                        kind: Kind::Phone,
                        score,
                        rule,
                    },
                    last,
                ));
            }
        }
        groups.truncate(groups.groups.len() - 1);
    }
    None
}

/// The token of "+", with an opening parenthesis before or after it.
fn plus_before(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let before = at.checked_sub(1)?;
    let is_plus = |index: usize| scan.tokens[index].is_mark('+');
    let plus = if is_plus(before) {
        before
    } else if scan.tokens[before].is_mark('(') && before > 0 && is_plus(before - 1) {
        before - 1
    } else {
        return None;
    };
    let opened = plus
        .checked_sub(1)
        .filter(|open| scan.tokens[*open].is_mark('('));
    // "3+4" is arithmetic.
    let sum = plus > 0 && scan.glued(plus) && scan.tokens[plus - 1].is_number();
    (!sum).then(|| opened.unwrap_or(plus))
}

fn international(groups: &Groups) -> Option<(u8, &'static str)> {
    let digits = &groups.digits;
    ((8..=15).contains(&digits.len()) && digits[0] != 0).then_some((96, "phone_international"))
}

fn judge(scan: &Scan<'_>, at: usize, groups: &Groups, open: bool) -> Option<(u8, &'static str)> {
    let digits = groups.digits.as_slice();
    let lengths: Vec<usize> = groups.lengths().collect();
    let cues = Cues::of(scan, at, groups.last());
    let against = cues.speak_against();
    let phone_cue = cues.say(Meaning::PHONE);
    let money = scan
        .before(at)
        .is_some_and(|t| t.is_mark('$') || t.is_mark('€') || t.is_mark('£') || t.is_mark('#'));
    if money && !phone_cue {
        return None;
    }
    let separators: Vec<Separator> = groups.groups.iter().filter_map(|g| g.2).collect();
    let marked = separators.iter().any(|s| *s != Separator::Space) || open;
    let slashed = separators
        .iter()
        .filter(|s| **s == Separator::Slash)
        .count();
    if phone_cue && (7..=15).contains(&digits.len()) && slashed <= 1 {
        return Some((88, "phone_cue"));
    }
    if phone_cue && cues.say_closely(Meaning::PHONE) && digits.len() == 6 {
        return Some((80, "phone_cue"));
    }
    if north_american(digits) {
        let national = &lengths[usize::from(digits.len() == 11)..];
        match national {
            [3, 3, 4] if open || marked => return Some((92, "phone_north_america")),
            [3, 3, 4] | [3, 7] | [6, 4] if !against => {
                return Some((84, "phone_north_america_spaced"));
            }
            _ => {}
        }
    }
    if continues_code(scan, at) {
        return None;
    }
    let grouped = lengths.len() > 1;
    // A question before or a distant word does not explain a number that has the form of a phone's.
    let explained = if grouped || digits.len() == 10 {
        cues.beside()
    } else {
        cues.closest()
    };
    if (against && (!grouped || cues.tight_against()))
        || explained.has(
            Meaning::CARD | Meaning::SSN | Meaning::ACCOUNT | Meaning::PASSWORD | Meaning::IBAN,
        )
    {
        return None;
    }
    let first = lengths.first().copied().unwrap_or(0);
    if digits.starts_with(&[0, 0])
        && (10..=15).contains(&digits.len())
        && digits.get(2) != Some(&0)
        && lengths.len() > 1
    {
        return Some((86, "phone_international_prefix"));
    }
    // "(0)30 123456", "(11) 91234-5678"
    if open
        && lengths.len() >= 2
        && first <= 5
        && (8..=13).contains(&digits.len())
        && groups
            .groups
            .get(1)
            .is_some_and(|g| g.2 == Some(Separator::Paren))
    {
        return Some((88, "phone_area_in_parentheses"));
    }
    // A leading trunk zero and groups: most of Europe.
    if digits[0] == 0
        && (2..=6).contains(&first)
        && lengths.len() >= 2
        && (9..=12).contains(&digits.len())
        && slashed <= 1
        && !groups.is_date()
        && lengths != [3, 2, 4]
    {
        let pairs = lengths.iter().all(|n| *n == 2);
        let long = lengths.iter().any(|n| *n >= 3);
        if (pairs && digits.len() == 10) || long {
            return Some((86, "phone_national"));
        }
    }
    if digits[0] == 0
        && digits.get(1).is_some_and(|d| *d != 0)
        && lengths.len() == 1
        && matches!(digits.len(), 10 | 11)
    {
        return Some((72, "phone_national_bare"));
    }
    let alone = stands_alone(scan, at, groups.last());
    // Nine digits in threes are as likely an amount; beginning as mobile numbers do, alone, they are not.
    if lengths == [3, 3, 3] && matches!(digits[0], 6 | 7 | 9) && (alone || marked) {
        return Some((74, "phone_three_groups"));
    }
    if lengths.len() >= 2
        && lengths.len() <= 5
        && marked
        && separators.iter().all(|s| *s == Separator::Dash)
        && (matches!(digits.len(), 10 | 11) || digits.len() == 9 && digits[0] >= 5)
        && lengths[lengths.len() - 1] >= 3
        && lengths.iter().all(|n| *n <= 5)
    {
        return Some((72, "phone_dashed"));
    }
    if says_number(scan, at)
        && (7..=12).contains(&digits.len())
        && tight_before(scan, at) == Meaning::NONE
    {
        return Some((70, "phone_my_number"));
    }
    if lengths == [3, 3, 4] && digits[0] >= 2 {
        return Some((70, "phone_three_three_four"));
    }
    if (lengths == [10] || lengths == [5, 5] || lengths == [3, 7]) && (2..=9).contains(&digits[0]) {
        return Some((68, "phone_ten_digits"));
    }
    // All there is in a message, and nothing said: as people answer when asked for their number.
    if lengths.len() == 1
        && alone
        && matches!(digits.len(), 9 | 11 | 12)
        && matches!(digits[0], 6..=9)
        && cues.beside() == Meaning::NONE
    {
        return Some((60, "phone_alone"));
    }
    None
}

/// "my number is", "number".
fn says_number(scan: &Scan<'_>, at: usize) -> bool {
    (at.saturating_sub(2)..at).any(|i| {
        matches!(
            scan.word(i),
            "number" | "nummer" | "numero" | "numer" | "num"
        ) && (i == 0
            || matches!(
                scan.word(i - 1),
                "my" | "meine" | "mon" | "mi" | "mio" | "meu" | "mijn" | "moj" | "" | "and"
            ))
    })
}

/// NANP: area and exchange begin with 2 to 9; a leading 1 is the trunk.
fn north_american(digits: &[u8]) -> bool {
    let national = match digits {
        [1, national @ ..] if national.len() == 10 => national,
        national if national.len() == 10 => national,
        _ => return false,
    };
    (2..=9).contains(&national[0]) && (2..=9).contains(&national[3])
}

fn is_ip(groups: &Groups) -> bool {
    let dots = groups
        .groups
        .iter()
        .filter(|g| g.2 == Some(Separator::Dot))
        .count();
    groups.groups.len() == 4 && dots == 3 && groups.lengths().all(|n| n <= 3)
}

/// Whether the number is all there is in its line, but for marks and a word or two.
fn stands_alone(scan: &Scan<'_>, first: usize, last: usize) -> bool {
    let edge = |token: Option<&crate::scan::Token>| token.is_none_or(|t| t.is_line_break());
    let left = edge(scan.before(first)) || first >= 1 && edge(scan.before(first - 1));
    let right = edge(scan.token(last + 1)) || edge(scan.token(last + 2));
    left && right
}

/// The last token of an extension after a number: "x123", "ext. 123", "#123".
fn extension(scan: &Scan<'_>, last: usize) -> usize {
    let word = scan.word(last + 1);
    let named = matches!(
        word,
        "x" | "ext" | "extension" | "durchwahl" | "dw" | "poste" | "int" | "wew" | "toestel"
    );
    let digits_at = if !named {
        return last;
    } else if scan
        .token(last + 2)
        .is_some_and(|t| t.is_mark('.') || t.is_mark(':'))
    {
        last + 3
    } else {
        last + 2
    };
    match scan.token(digits_at) {
        Some(t) if t.is_number() && t.len() <= 6 => digits_at,
        _ => last,
    }
}
