//! What an AI never says, whatever its sources say: that it is a person, or that one has joined, and that it wants what
//! is never kept.
//!
//! For: withholding such a sentence. Not for: offering a person ("you can ask for a human agent"), saying what is to
//! come, or warning ("never share your password").
//!
//! Two ways to ask for a secret are told apart. To have it told ("tell me your PIN") is withheld always. To have it
//! entered somewhere ("enter your password on the sign-in page") is how many a help page explains itself: it passes where
//! the sentence names a place other than this chat, or where a source says it too.
//!
//! Invariants: pure; linear in the text.

use std::sync::LazyLock;

use handrail_text::{
    lexicon::{Lexicon, Span},
    words::{Word, words},
};

mod lexicon;

/// Words of a clause between a request and the secret it is for, at most.
const REACH_WORDS: usize = 8;

/// What a sentence says that an AI never says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NeverSaid {
    /// It passes for a person; the words that do.
    ClaimsPerson(String),
    /// It asks for a secret to be told; the words that do.
    AsksSecret(String),
    /// It asks for a secret to be entered, and names no place.
    EntersSecret {
        /// The words that do.
        phrase: String,
        /// What for.
        secret: String,
    },
}

/// What a pattern of the lexicon is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// "I am a human"
    Claim,
    /// "I am no bot"
    Denial,
    /// "once", "if": what follows is no claim.
    Unreal,
    /// "virtual", "AI": what is said to be one is no person.
    Machine,
    /// "password"
    Secret,
    /// "tell me", "what is your"
    Ask,
    /// "enter"
    Enter,
    /// "never", "don't"
    Not,
    /// "at checkout"
    Place,
    /// "here", "in this chat"
    Chat,
    /// "gift", "last four": no secret.
    Harmless,
}

const ROLES: [Role; 11] = [
    Role::Claim,
    Role::Denial,
    Role::Unreal,
    Role::Machine,
    Role::Secret,
    Role::Ask,
    Role::Enter,
    Role::Not,
    Role::Place,
    Role::Chat,
    Role::Harmless,
];

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::default();
    for (lang, groups, rows) in &lexicon::ROWS {
        for (role, patterns) in *rows {
            lexicon.add(*lang, *role as usize, groups, patterns);
        }
    }
    lexicon
});

/// What `sentence` says that an AI never says, if anything.
pub(crate) fn never_said(sentence: &str) -> Option<NeverSaid> {
    let words = words(sentence);
    let mut spans: Vec<(Role, Span)> = Vec::new();
    LEXICON.find(&words, &mut |span| {
        spans.push((ROLES[span.tag], span));
        false
    });
    claimed_person(&words, &spans).or_else(|| asked_secret(&words, &spans))
}

fn claimed_person(words: &[Word], spans: &[(Role, Span)]) -> Option<NeverSaid> {
    let clause = |span: &Span| words[span.first].clause;
    let of = |role: Role| spans.iter().filter(move |(of, _)| *of == role);
    of(Role::Claim)
        .chain(of(Role::Denial))
        .find(|(role, span)| {
            let here = |other: &Span| clause(other) == clause(span);
            let is_unreal =
                of(Role::Unreal).any(|(_, other)| here(other) && other.first <= span.first);
            let denies = of(Role::Not).any(|(_, other)| here(other) && other.first < span.end);
            let names_machine = of(Role::Machine)
                .any(|(_, other)| here(other) && (span.first..span.end + 2).contains(&other.first));
            !is_unreal && (*role == Role::Denial || (!denies && !names_machine))
        })
        .map(|(_, span)| NeverSaid::ClaimsPerson(span.matched(words).phrase))
}

fn asked_secret(words: &[Word], spans: &[(Role, Span)]) -> Option<NeverSaid> {
    let clause = |span: &Span| words[span.first].clause;
    let of = |role: Role| spans.iter().filter(move |(of, _)| *of == role);
    let mut entered = None;
    for (_, secret) in of(Role::Secret) {
        let here = |other: &Span| clause(other) == clause(secret);
        let near = |other: &Span| {
            here(other)
                && other.first < secret.end + REACH_WORDS
                && secret.first < other.end + REACH_WORDS
        };
        let is_harmless = of(Role::Harmless).any(|(_, other)| near(other));
        let is_denied = of(Role::Not).any(|(_, other)| here(other));
        if is_harmless || is_denied {
            continue;
        }
        let request = |role: Role| of(role).map(|(_, span)| span).find(|other| near(other));
        let is_chat = of(Role::Chat).next().is_some();
        let phrase = |other: &Span| {
            let first = other.first.min(secret.first);
            let end = other.end.max(secret.end);
            let said: Vec<&str> = words[first..end]
                .iter()
                .map(|word| word.text.as_str())
                .collect();
            said.join(" ")
        };
        if let Some(ask) = request(Role::Ask) {
            return Some(NeverSaid::AsksSecret(phrase(ask)));
        }
        if let Some(enter) = request(Role::Enter) {
            if is_chat {
                return Some(NeverSaid::AsksSecret(phrase(enter)));
            }
            if of(Role::Place).next().is_none() {
                entered.get_or_insert_with(|| NeverSaid::EntersSecret {
                    phrase: phrase(enter),
                    secret: secret.matched(words).phrase,
                });
            }
        }
    }
    entered
}

#[cfg(test)]
mod tests;
