//! Where a name ends: by its capitals, or in any case after a cue that leaves no doubt.

use super::BORNE;
use crate::scan::{Class, Scan};
use crate::words::Meaning;

/// Whether the words around are all in capitals, so that capitals say nothing.
pub(super) fn is_shouted(scan: &Scan<'_>, at: usize) -> bool {
    let from = at.saturating_sub(3);
    let mut words = 0;
    let mut upper = 0;
    for token in scan
        .tokens
        .iter()
        .skip(from)
        .take(8)
        .filter(|t| t.is_word() && t.len() > 1)
    {
        words += 1;
        upper += usize::from(!scan.str(token).chars().any(char::is_lowercase));
    }
    words >= 4 && upper == words
}

/// Most words a name has.
pub(super) const MOST_WORDS: usize = 6;

/// The last token of the name written with capitals from `from` on.
pub(super) fn title_case(scan: &Scan<'_>, from: usize, after_strong_cue: bool) -> Option<usize> {
    let first = scan.token(from)?;
    let ordinary = Meaning::STOP
        | Meaning::STATUS
        | Meaning::COUNTRY
        | Meaning::MONTH
        | Meaning::CARD
        | Meaning::REFERENCE;
    let may_be_name =
        first.meaning.has(BORNE) || after_strong_cue && first.meaning.has(Meaning::EVERYDAY_NAME);
    if !first.is_word()
        || !scan.is_title_case(from)
        || (first.meaning.has(ordinary) && !may_be_name)
        || scan.word(from).contains('\'') && first.len() < 5 && !scan.str(first).starts_with("O'")
    {
        return None;
    }
    let mut last = from;
    let mut at = from;
    for _ in 0..MOST_WORDS {
        let Some(next) = following_word(scan, at) else {
            break;
        };
        let token = scan.token(next)?;
        let dotted = scan.token(next + 1).is_some_and(|t| t.is_mark('.')) && scan.glued(next + 1);
        let initial =
            token.len() == 1 && scan.is_title_case(next) && (scan.word(next) != "i" || dotted);
        if scan.is_title_case(next)
            && (initial
                || !token
                    .meaning
                    .has(Meaning::STOP | Meaning::COUNTRY | Meaning::STATUS)
                || token.meaning.has(BORNE))
        {
            last = next;
        } else if !token.meaning.has(Meaning::PARTICLE) {
            break;
        }
        at = next;
    }
    Some(last)
}

/// The next word of a name: after one space, a hyphen, an apostrophe, or the dot of an initial.
pub(super) fn following_word(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let next = scan.token(at + 1)?;
    let near =
        |index: usize| scan.token(index).is_some_and(|t| t.is_word()) && scan.gap(index).len() <= 2;
    match next.class {
        Class::Word if near(at + 1) => Some(at + 1),
        Class::Mark('-' | '\'') if scan.glued(at + 1) && scan.glued(at + 2) && near(at + 2) => {
            Some(at + 2)
        }
        Class::Mark('.') if scan.glued(at + 1) && scan.tokens[at].len() <= 2 && near(at + 2) => {
            Some(at + 2)
        }
        _ => None,
    }
}

/// The word before, joined as [`following_word`] joins; across the dot of an initial too.
pub(super) fn preceding_word(scan: &Scan<'_>, at: usize) -> Option<usize> {
    (1..=2).find_map(|back| {
        let before = at.checked_sub(back)?;
        (scan.token(before)?.is_word() && following_word(scan, before) == Some(at))
            .then_some(before)
    })
}

/// Whether the word can be spoken: codes and abbreviations have no vowel.
pub(super) fn is_pronounced(scan: &Scan<'_>, at: usize) -> bool {
    let word = scan.word(at);
    word.len() < 2
        || !word.is_ascii()
        || word == "ng"
        || word.bytes().any(|b| b"aeiouy".contains(&b))
}

/// The last token of the name from `from` on, in any case, after a cue that leaves no doubt.
pub(super) fn any_case(scan: &Scan<'_>, from: usize) -> Option<usize> {
    let first = scan.token(from)?;
    if scan.is_title_case(from) && !is_shouted(scan, from) {
        return title_case(scan, from, true);
    }
    let no_name = Meaning::STOP
        | Meaning::STATUS
        | Meaning::CARD
        | Meaning::SSN
        | Meaning::PHONE
        | Meaning::PASSWORD
        | Meaning::EMAIL
        | Meaning::ADDRESS
        | Meaning::REFERENCE
        | Meaning::ACCOUNT
        | Meaning::IS
        | Meaning::CVV
        | Meaning::ZIP
        | Meaning::GREETING
        | Meaning::SIGNOFF
        | Meaning::NAME;
    let fits = |at: usize| {
        let Some(t) = scan.token(at) else {
            return false;
        };
        t.is_word()
            && (t.meaning.has(Meaning::GIVEN) && (at == from || !t.meaning.has(Meaning::STOP))
                || t.meaning.has(Meaning::EVERYDAY_NAME)
                    && at == from
                    && scan.word(at).len() > 2
                    && !t.meaning.has(Meaning::STOP.and(Meaning::IS))
                || !t.meaning.has(no_name))
            && !describes(scan.word(at))
            && (at == from || is_pronounced(scan, at) && !t.meaning.has(Meaning::FIRM))
    };
    if !first.is_word() || !fits(from) {
        return None;
    }
    let mut last = from;
    let mut at = from;
    for _ in 0..2 {
        let Some(next) = following_word(scan, at) else {
            break;
        };
        let particle =
            scan.tokens[next].meaning.has(Meaning::PARTICLE) && scan.word(next).len() <= 3;
        if !fits(next) && !particle {
            break;
        }
        at = next;
        last = if particle && !fits(next) { last } else { next };
    }
    Some(last)
}

/// Participles and adverbs tell about a name ("misspelled"); they are none.
pub(super) fn describes(word: &str) -> bool {
    word.len() > 5
        && [
            "ing", "elled", "ssed", "tten", "cted", "ated", "ally", "ered", "tered", "nged",
        ]
        .iter()
        .any(|end| word.ends_with(end))
}
