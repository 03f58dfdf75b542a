//! What can be read from a message and its conversation before anything is looked up.
//!
//! For: facts that [`crate::escalation`] weighs. Not for: deciding.

use std::sync::LazyLock;

#[path = "signals_lexicon.rs"]
mod lexicon;

use crate::{
    human::human_request_in,
    self_harm::self_harm_in,
    topics::{Topic, TopicMatch, Touched},
};
use handrail_text::{
    lexicon::{Lexicon, Match, Span},
    words::{Word, stem, words},
};

/// What frustration weighs towards the `signals` threshold.
pub const FRUSTRATION_WEIGHT: f32 = 1.0;
/// What a wish to leave weighs.
pub const CANCEL_WEIGHT: f32 = 1.0;
/// What asking the same again weighs.
pub const REPEAT_WEIGHT: f32 = 1.0;
/// Two questions at least this alike (0 to 1) are the same question.
pub const REPEAT_SIMILARITY: f32 = 0.6;

/// The conversation so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct History<'a> {
    /// The visitor's earlier messages, masked.
    pub earlier_questions: &'a [&'a str],
    /// Answers that did not help, counted by the conversation.
    pub failed_answers: u32,
}

/// The site's topics.
#[derive(Clone, Copy, Debug, Default)]
pub struct TopicRules<'a> {
    /// `always_person` of the site file.
    pub always_person: &'a [Topic],
    /// `declines` of the site file.
    pub declines: &'a [Topic],
}

/// What was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Signals {
    /// Words of someone in danger.
    pub self_harm: Option<Match>,
    /// A request for a person in words.
    pub human_request: Option<Match>,
    /// Topics that belong to people.
    pub always_person: Vec<TopicMatch>,
    /// Topics the assistant does not help with.
    pub declines: Vec<TopicMatch>,
    /// Strength of frustration, 0 to 2.
    pub frustration: f32,
    /// The words of a wish to leave or cancel the relation.
    pub cancel: Option<Match>,
    /// Likeness to the most similar earlier question, 0 to 1.
    pub repetition: f32,
    /// Answers that did not help.
    pub failed_answers: u32,
}

impl Signals {
    /// Reads one masked message.
    pub fn read(text: &str, history: &History<'_>, rules: &TopicRules<'_>) -> Signals {
        let words = words(text);
        let touched = Touched::by(&words);
        let signs = signs(&words);
        let asked = stems(&words);
        Signals {
            self_harm: self_harm_in(&words),
            human_request: human_request_in(&words),
            always_person: touched.among(rules.always_person),
            declines: touched.among(rules.declines),
            frustration: frustration(text, &signs),
            cancel: signs[Sign::Cancel as usize].map(|span| span.matched(&words)),
            repetition: history
                .earlier_questions
                .iter()
                .map(|earlier| similarity(&asked, &stems(&self::words(earlier))))
                .fold(0.0, f32::max),
            failed_answers: history.failed_answers,
        }
    }

    /// The weighted sum that is held against the `signals` threshold.
    pub fn score(&self) -> f32 {
        let cancel = if self.cancel.is_some() {
            CANCEL_WEIGHT
        } else {
            0.0
        };
        let repeat = if self.repetition >= REPEAT_SIMILARITY {
            REPEAT_WEIGHT
        } else {
            0.0
        };
        self.frustration * FRUSTRATION_WEIGHT + cancel + repeat
    }
}

/// How alike two questions are, 0 to 1, by their stemmed words (Dice's coefficient).
fn similarity(a: &[&str], b: &[&str]) -> f32 {
    if a.len() < 2 || b.len() < 2 {
        return if !a.is_empty() && a == b { 1.0 } else { 0.0 };
    }
    let shared = a
        .iter()
        .filter(|stem| b.binary_search(stem).is_ok())
        .count();
    2.0 * shared as f32 / (a.len() + b.len()) as f32
}

/// The stems of words, in order, each once.
fn stems(words: &[Word]) -> Vec<&str> {
    let mut stems: Vec<&str> = words.iter().map(|word| stem(&word.text)).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

#[derive(Clone, Copy, PartialEq)]
enum Sign {
    Frustration,
    Anger,
    Cancel,
}

/// The first words of each sign.
fn signs(words: &[Word]) -> [Option<Span>; 3] {
    let mut signs = [None; 3];
    LEXICON.find(words, &mut |span| {
        signs[span.tag].get_or_insert(span);
        false
    });
    signs
}

/// 1 for words of frustration or shouting, 2 for anger or both.
fn frustration(text: &str, signs: &[Option<Span>; 3]) -> f32 {
    if signs[Sign::Anger as usize].is_some() {
        return 2.0;
    }
    let mut strength = 0.0;
    if signs[Sign::Frustration as usize].is_some() {
        strength += 1.0;
    }
    if is_shouting(text) {
        strength += 1.0;
    }
    strength
}

/// Most letters are capitals over several words, or the marks pile up.
fn is_shouting(text: &str) -> bool {
    let upper = text.chars().filter(|c| c.is_uppercase()).count();
    let lower = text.chars().filter(|c| c.is_lowercase()).count();
    let spaces = text.split_whitespace().count();
    (upper >= 12 && spaces >= 3 && upper > 4 * lower)
        || ["!!!", "???", "?!?", "!?!"]
            .iter()
            .any(|marks| text.contains(marks))
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::default();
    for (lang, frustration, anger, cancel) in lexicon::TABLES {
        lexicon.add(*lang, Sign::Frustration as usize, &[], frustration);
        lexicon.add(*lang, Sign::Anger as usize, &[], anger);
        lexicon.add(*lang, Sign::Cancel as usize, &[], cancel);
    }
    lexicon
});

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Signals {
        Signals::read(text, &History::default(), &TopicRules::default())
    }

    #[test]
    fn frustration_is_read_in_each_language() {
        let cases = [
            ("This is so frustrating", 1.0),
            ("you don't understand me", 1.0),
            ("I already told you that", 1.0),
            ("THIS IS TAKING FOREVER HELLO", 1.0),
            ("stupid bot", 2.0),
            ("Das hilft mir nicht weiter", 1.0),
            ("Dummer Bot", 2.0),
            ("Cela ne m'aide pas", 1.0),
            ("no me ayuda", 1.0),
            ("Non mi aiuta", 1.0),
            ("isso não ajuda", 1.0),
            ("dit helpt me niet", 1.0),
            ("to nie pomaga", 1.0),
            ("Where is my order?", 0.0),
            ("Wo ist meine Bestellung?", 0.0),
            ("Où est ma commande ?", 0.0),
            ("USPS or UPS?", 0.0),
            ("Can I return shoes?", 0.0),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text).frustration, expected, "{text}");
        }
    }

    #[test]
    fn a_wish_to_leave_is_read() {
        for text in [
            "Please cancel my subscription",
            "close my account",
            "Ich möchte mein Konto löschen",
            "je veux résilier mon abonnement",
            "quiero cancelar mi cuenta",
            "voglio chiudere il mio account",
            "quero cancelar minha conta",
            "mijn abonnement opzeggen",
            "chcę usunąć konto",
        ] {
            assert!(read(text).cancel.is_some(), "{text}");
        }
        for text in [
            "Can I cancel my order?",
            "How do I open an account?",
            "Bestellung stornieren",
        ] {
            assert!(read(text).cancel.is_none(), "{text}");
        }
    }

    #[test]
    fn the_same_question_again_is_seen() {
        let cases = [
            ("Where is my order?", "where is my order", true),
            ("where's my orders??", "Where is my order?", true),
            (
                "How long is the warranty?",
                "How long does the warranty last?",
                true,
            ),
            ("Can I return shoes?", "Where is my order?", false),
            ("yes", "yes", true),
            ("", "", false),
        ];
        for (a, b, expected) in cases {
            let likeness = similarity(&stems(&words(a)), &stems(&words(b)));
            assert_eq!(
                likeness >= REPEAT_SIMILARITY,
                expected,
                "{a} / {b}: {likeness}"
            );
        }
    }
}
