//! E-mail addresses as people say and hurriedly type them: "ann at example dot com",
//! "ann (at) example.com", "ann gmail com", "anngmailcom".

mod lists;

use self::lists::{AT, DOT, EVERYDAY, JOINERS, PROVIDERS, TOPS};
use crate::detect::Found;
use crate::detect::cues::tight_before;
use crate::kind::Kind;
use crate::scan::{Class, Scan};
use crate::words::Meaning;

/// A message this short is looked at word by word for addresses run together.
const SHORT_TOKENS: usize = 12;
/// How far behind a word for e-mail one is looked for in longer messages.
const REACH: usize = 12;

pub(crate) fn detect(scan: &Scan<'_>, found: &mut Vec<Found>) {
    for at in scan.words_with(Meaning::MAILS) {
        found.extend(spoken(scan, at).or_else(|| run_together(scan, at)));
    }
    for sign in scan.marks(&['@']) {
        found.extend(undotted(scan, sign + 1).or_else(|| spaced(scan, sign)));
    }
    if scan.tokens.len() <= SHORT_TOKENS {
        found.extend((0..scan.tokens.len()).filter_map(|at| in_one_word(scan, at)));
    } else {
        for cue in scan.words_with(Meaning::EMAIL) {
            let near = cue + 1..(cue + REACH).min(scan.tokens.len());
            found.extend(near.filter_map(|at| in_one_word(scan, at)));
        }
    }
}

/// "anngmailcom": what is no known word and ends like an address.
fn in_one_word(scan: &Scan<'_>, at: usize) -> Option<Found> {
    scan.step();
    let token = &scan.tokens[at];
    if !token.is_word() || token.meaning.has(Meaning::MAILS) {
        return None;
    }
    let word = scan.word(at);
    let together = if word.len() >= 7 && TOGETHER_TOPS.iter().any(|top| word.ends_with(top)) {
        run_together(scan, at)
    } else {
        None
    };
    together.or_else(|| bare(scan, at))
}

/// The whole message, or its end, is one word that ends in "com": "it is annexamplecom", "ann 1234
/// com". Words of the language that end so are few.
fn bare(scan: &Scan<'_>, at: usize) -> Option<Found> {
    if scan.tokens.len() > 4 || at + 1 != scan.tokens.len() {
        return None;
    }
    let word = scan.word(at);
    if !word.ends_with("com") {
        return None;
    }
    let site = word.starts_with("www") || word.starts_with("http");
    let known = matches!(
        word,
        "telecom" | "sitcom" | "romcom" | "intercom" | "dotcom" | "webcam"
    );
    if site || known || word.ends_with("telecom") {
        return None;
    }
    let numbered = word == "com"
        && at >= 2
        && scan.tokens[at - 1].is_number()
        && scan.tokens[at - 2].is_word()
        && scan.tokens[at - 2].meaning == Meaning::NONE;
    if numbered {
        return hit(scan, at - 2, at, "email_run_together");
    }
    let answers = (0..at).all(|i| scan.tokens[i].meaning.has(Meaning::LINK | Meaning::STOP));
    let odd = word.len() >= 14
        || ["ailcom", "mecom", "mialcom", "oocom"]
            .iter()
            .any(|end| word.ends_with(end));
    (answers && odd && word.len() >= 10)
        .then(|| hit(scan, at, at, "email_run_together"))
        .flatten()
}

/// "ann @ gmail . com", "ann @ example.com": spaces around the "@".
fn spaced(scan: &Scan<'_>, sign: usize) -> Option<Found> {
    let before = sign.checked_sub(1)?;
    if scan.glued(sign) && scan.glued(sign + 1) {
        return None;
    }
    let provider = PROVIDERS.contains(&scan.word(sign + 1));
    let mut last = sign + 1;
    scan.token(last).filter(|t| t.is_word())?;
    for _ in 0..3 {
        let dot = scan.token(last + 1).is_some_and(|t| t.is_mark('.'))
            && scan.token(last + 2).is_some_and(Token::is_word);
        if !dot {
            break;
        }
        last += 2;
    }
    let top = TOPS.contains(&scan.word(last)) && last > sign + 1;
    let cue = || tight_before(scan, before).has(Meaning::EMAIL) || scan.asked.has(Meaning::EMAIL);
    let token = scan.token(before)?;
    let named = token.is_number()
        || token.is_word()
            && !token
                .meaning
                .has(Meaning::STOP | Meaning::LINK | Meaning::PLACE);
    (top && named && (provider || cue()))
        .then(|| hit(scan, local(scan, before, true)?, last, "email_spaced"))
        .flatten()
}

fn hit(scan: &Scan<'_>, first: usize, last: usize, rule: &'static str) -> Option<Found> {
    let (start, end) = (scan.tokens.get(first)?.start, scan.tokens.get(last)?.end);
    Some(Found {
        start,
        end,
        kind: Kind::Email,
        score: 88,
        rule,
    })
}

/// "ann at example dot com": `at` is the token of "at".
fn spoken(scan: &Scan<'_>, at: usize) -> Option<Found> {
    if !AT.contains(&scan.word(at)) {
        return None;
    }
    let bracket = |index: Option<usize>, marks: &[char]| {
        index
            .and_then(|i| scan.token(i))
            .is_some_and(|t| marks.iter().any(|m| t.is_mark(*m)))
    };
    let bracketed = bracket(at.checked_sub(1), &['(', '[', '{', '<', '*'])
        && bracket(Some(at + 1), &[')', ']', '}', '>', '*']);
    let (left, right) = if bracketed {
        (at.checked_sub(2)?, at + 2)
    } else {
        (at.checked_sub(1)?, at + 1)
    };
    let (last, spoken_dot, provider) = domain(scan, right)?;
    let first = local(scan, left, true)?;
    let cue = tight_before(scan, first).has(Meaning::EMAIL) || scan.asked.has(Meaning::EMAIL);
    let local_is_ordinary = scan.token(first).is_some_and(|t| {
        t.meaning
            .has(Meaning::STOP | Meaning::PLACE | Meaning::LINK)
    }) && first == left;
    if bracketed || cue || (!local_is_ordinary && (spoken_dot || provider)) {
        hit(scan, first, last, "email_spoken")
    } else {
        None
    }
}

/// The tokens of a domain from `at` on: its last token, whether a dot was a word, whether its
/// first label is a known provider.
fn domain(scan: &Scan<'_>, at: usize) -> Option<(usize, bool, bool)> {
    let mut index = at;
    let mut spoken_dot = false;
    let mut dots = 0;
    scan.token(at).filter(|t| t.is_word() || t.is_number())?;
    let provider = PROVIDERS.contains(&scan.word(at));
    let mut end = None;
    for _ in 0..6 {
        let bracketed = scan
            .token(index + 1)
            .is_some_and(|t| t.is_mark('(') || t.is_mark('['))
            && DOT.contains(&scan.word(index + 2));
        let next = if bracketed && scan.token(index + 4).is_some_and(Token::is_word) {
            spoken_dot = true;
            index + 4
        } else if DOT.contains(&scan.word(index + 1))
            && scan.token(index + 2).is_some_and(Token::is_word)
        {
            spoken_dot = true;
            index + 2
        } else if scan
            .token(index + 1)
            .is_some_and(|t| t.is_mark('.') || t.is_mark('-'))
            && scan.glued(index + 1)
            && scan.glued(index + 2)
        {
            index + 2
        } else {
            break;
        };
        dots += 1;
        index = next;
        if TOPS.contains(&scan.word(index)) {
            end = Some(index);
        }
    }
    if end.is_none() && dots == 0 && provider && TOPS.contains(&scan.word(at + 1)) {
        end = Some(at + 1);
    }
    end.map(|end| (end, spoken_dot, provider))
}

use crate::scan::Token;

/// The first token of the local part that ends at `last`.
fn local(scan: &Scan<'_>, last: usize, dots: bool) -> Option<usize> {
    scan.token(last).filter(|t| t.is_word() || t.is_number())?;
    let mut first = last;
    for _ in 0..8 {
        let Some(before) = first.checked_sub(1) else {
            break;
        };
        let joined = scan.glued(first)
            && !matches!(
                scan.tokens[before].class,
                Class::Mark('\n' | ':' | '(' | '"' | '<' | ',' | ';' | '=' | '[' | '!' | '?')
            );
        let spoken_dot = dots
            && (DOT.contains(&scan.word(before)) || JOINERS.contains(&scan.word(before)))
            && before > 0
            && scan.tokens[before - 1].is_word();
        if spoken_dot {
            first = before - 1;
        } else if joined {
            first = before;
        } else {
            break;
        }
    }
    while first < last && !scan.tokens[first].is_word() && !scan.tokens[first].is_number() {
        first += 1;
    }
    Some(first)
}

/// What a word ends in that is an address run together.
const TOGETHER_TOPS: [&str; 13] = [
    "com", "net", "org", "couk", "coin", "de", "fr", "it", "es", "pl", "nl", "in", "ru",
];

/// The part of a word before a provider and top-level domain run together: "ann" of "anngmailcom".
fn run_together_local(word: &str) -> Option<(&str, &str)> {
    if word.len() < 7 {
        return None;
    }
    TOGETHER_TOPS.iter().find_map(|top| {
        let host = word.strip_suffix(top)?;
        let provider = PROVIDERS
            .iter()
            .filter(|p| p.len() >= 3)
            .find(|p| host.ends_with(**p))?;
        Some((&host[..host.len() - provider.len()], *provider))
    })
}

/// "anngmailcom", "ann 54 gmailcom", "ann gmail com": `at` is the token with the provider.
fn run_together(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let word = scan.word(at);
    let (in_word, provider, last) = if let Some((local, provider)) = run_together_local(word) {
        (!local.is_empty(), provider, at)
    } else if PROVIDERS.contains(&word)
        && TOPS.contains(&scan.word(at + 1))
        && scan.gap(at + 1) == " "
    {
        (false, word, at + 1)
    } else if PROVIDERS.contains(&word)
        && scan.glued(at + 1)
        && scan.token(at + 1)?.is_mark('.')
        && scan.glued(at + 2)
        && TOPS.contains(&scan.word(at + 2))
    {
        (false, word, at + 2)
    } else if PROVIDERS.contains(&word)
        && !EVERYDAY.contains(&word)
        && scan.token(at + 1).is_none()
        && scan.tokens.len() <= 4
        && scan.before(at).is_some_and(|t| t.is_number())
    {
        // "peter 540 gmail"
        (false, word, at)
    } else if word.len() >= 8
        && ["com", "net", "org"].iter().any(|top| word.ends_with(top))
        && tight_before(scan, at).has(Meaning::EMAIL)
    {
        return hit(scan, at, at, "email_run_together");
    } else {
        return None;
    };
    let cue = || tight_before(scan, at).has(Meaning::EMAIL) || scan.asked.has(Meaning::EMAIL);
    // No word of ours ends so.
    let unmistakable = word.ends_with("mailcom") || word.ends_with("mailnet");
    if EVERYDAY.contains(&provider) && !unmistakable && !cue() {
        return None;
    }
    let mut first = at;
    if !in_word || scan.before(at).is_some_and(|t| t.is_number()) || scan.glued(at) {
        let before = at.checked_sub(1)?;
        let ordinary = |index: usize| {
            scan.tokens[index].meaning.has(
                Meaning::STOP | Meaning::LINK | Meaning::EMAIL | Meaning::ACCOUNT | Meaning::PLACE,
            )
        };
        match scan.tokens[before].class {
            Class::Number => {
                first = before;
                if let Some(name) = before
                    .checked_sub(1)
                    .filter(|n| scan.tokens[*n].is_word() && !ordinary(*n))
                {
                    first = name;
                }
            }
            Class::Word if in_word => {}
            Class::Word if !ordinary(before) => first = before,
            Class::Mark('.' | '_' | '-' | '@') if scan.glued(at) => {
                first = local(scan, before.checked_sub(1)?, false)?
            }
            _ => return None,
        }
        first = local(scan, first, false)?;
    }
    if first == at && !in_word {
        None
    } else {
        hit(scan, first, last, "email_run_together")
    }
}

/// "ann@gmail", "ann@example com": `at` follows an "@" whose domain lost its dot.
fn undotted(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let sign = at
        .checked_sub(1)
        .filter(|sign| scan.tokens[*sign].is_mark('@') && scan.glued(at))?;
    if sign == 0 || !scan.glued(sign) {
        return None;
    }
    let last = if TOPS.contains(&scan.word(at + 1)) && scan.gap(at + 1) == " " {
        at + 1
    } else {
        at
    };
    let known = last > at
        || PROVIDERS.contains(&scan.word(at))
        || run_together_local(scan.word(at)).is_some();
    if !known {
        return None;
    }
    hit(scan, local(scan, sign - 1, false)?, last, "email_undotted")
}
