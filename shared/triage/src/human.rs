//! A request for a person, in words.
//!
//! For: recognising "human please" and its kin before any retrieval. Precision counts: a wrong hit sends people a
//! question the assistant could answer, while a visitor who is missed still has the button.
//! Not for: how the request is met.

use std::sync::LazyLock;

use handrail_text::{
    lexicon::{Lexicon, Match},
    words::{Word, words},
};

#[path = "human_denial.rs"]
mod denial;
#[path = "human_lexicon.rs"]
mod lexicon;

/// The first words of `text` that ask for a person, if any.
pub fn human_request(text: &str) -> Option<Match> {
    human_request_in(&words(text))
}

pub(crate) fn human_request_in(words: &[Word]) -> Option<Match> {
    // The requests that overlap are one phrase ("mit einem Menschen sprechen" holds "Menschen sprechen"), and what
    // denies it stands before the whole of it.
    let mut phrase = 0..0;
    let found = LEXICON.find(words, &mut |span| {
        phrase = if span.first < phrase.end {
            phrase.start..phrase.end.max(span.end)
        } else {
            span.first..span.end
        };
        !denial::is_denied(words, phrase.start, span) && !is_blocked(words, span.first, span.end)
    });
    found.map(|span| span.matched(words))
}

/// What surrounds the words shows that they tell or describe ("my travel agent", "they told me to talk to someone").
fn is_blocked(words: &[Word], first: usize, end: usize) -> bool {
    let from = first.saturating_sub(LONGEST_BLOCKER);
    let around = &words[from..words.len().min(end + LONGEST_BLOCKER)];
    BLOCKERS
        .find(around, &mut |span| {
            from + span.first < end && from + span.end > first
        })
        .is_some()
}

/// In words, gaps included: no more of the message is read for each request in it.
const LONGEST_BLOCKER: usize = 12;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::default();
    for (lang, groups, patterns) in lexicon::REQUESTS {
        lexicon.add(*lang, 0, groups, patterns);
    }
    lexicon
});

static BLOCKERS: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::default();
    for (lang, patterns) in lexicon::BLOCKERS {
        lexicon.add(*lang, 0, &[], patterns);
    }
    lexicon
});

#[cfg(test)]
#[path = "human_tests.rs"]
mod tests;
