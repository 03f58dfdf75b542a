//! A request for a person, in words.
//!
//! For: recognising "human please" and its kin before any retrieval. Precision counts: a wrong hit sends people a
//! question the assistant could answer, while a visitor who is missed still has the button.
//! Not for: how the request is met.

use std::sync::LazyLock;

use crate::{
    pattern::{Lexicon, Match},
    words::{Word, words},
};

#[path = "human_lexicon.rs"]
mod lexicon;

/// The first words of `text` that ask for a person, if any.
pub fn human_request(text: &str) -> Option<Match> {
    human_request_in(&words(text))
}

pub(crate) fn human_request_in(words: &[Word]) -> Option<Match> {
    LEXICON
        .matches(words)
        .filter(|span| span.tag == ASK)
        .find(|span| {
            !is_denied(words, span.first, span.end) && !is_blocked(words, span.first, span.end)
        })
        .map(|span| span.matched(words))
}

/// A word of denial up to four words before in the same clause ("I don't want a person"), or "no" at the front.
fn is_denied(words: &[Word], first: usize, end: usize) -> bool {
    let clause = words[first].clause;
    let from = first.saturating_sub(4);
    let before = (from..end.min(first + 1)).filter(|&at| words[at].clause == clause && at < first);
    for at in before {
        let word = words[at].text.as_str();
        if !lexicon::NEGATORS.contains(&word) {
            continue;
        }
        let ahead = at.checked_sub(1).map(|at| words[at].text.as_str());
        // "Why don't you let me …" and "can I not talk to …" ask all the same.
        let asks_anyway = ahead
            .is_some_and(|ahead| lexicon::WHY.contains(&ahead) || (ahead == "i" && word == "not"));
        if !asks_anyway {
            return true;
        }
    }
    false
}

/// What surrounds the words shows that they tell or describe ("my travel agent", "they told me to talk to someone").
fn is_blocked(words: &[Word], first: usize, end: usize) -> bool {
    BLOCKERS
        .matches(words)
        .any(|span| span.first < end && span.end > first)
}

const ASK: usize = 0;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::default();
    for (lang, groups, patterns) in lexicon::REQUESTS {
        lexicon.add(*lang, ASK, groups, patterns);
    }
    lexicon
});

static BLOCKERS: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::default();
    for (lang, patterns) in lexicon::BLOCKERS {
        lexicon.add(*lang, 1, &[], patterns);
    }
    lexicon
});

#[cfg(test)]
#[path = "human_tests.rs"]
mod tests;
