//! Why a text was masked as it was, and what in it was nearly masked.
//!
//! For: people who tune a site's settings or doubt a result. Not for: the way of a message; it runs
//! the masker a dozen times.

use crate::detect::{self, Span};
use crate::kind::Kind;
use crate::masker::{BareNumbers, Context, Masker};
use crate::scan::Scan;

/// What was masked in a text, and what was not for want of little. Offsets are bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// What is masked, as [`Masker::detect`] gives it.
    pub masked: Vec<Span>,
    /// What a rule found or would have found, in the order of the text.
    pub nearly: Vec<Nearly>,
}

/// A finding that does not stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nearly {
    /// What would have been masked.
    pub span: Span,
    /// Why it was not.
    pub why: Why,
}

/// Why a finding does not stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The site switched the kind off.
    Off,
    /// A stronger or longer finding covers the place.
    Covered {
        /// What covers it.
        by: Kind,
    },
    /// Nothing in the text says what it is; after this question it would be masked.
    IfAsked {
        /// The question.
        question: &'static str,
    },
}

/// Questions an agent asks, one for each kind that an answer alone can't show.
const QUESTIONS: [&str; 9] = [
    "What is your card number?",
    "What is your social security number?",
    "What is your account number?",
    "What is your phone number?",
    "What is your password?",
    "What is your name?",
    "What is your address?",
    "What is your date of birth?",
    "What is your passport number?",
];

impl Span {
    /// Why the rule fired, in words. The rule's name says the rest.
    #[must_use]
    pub fn why(&self) -> &'static str {
        match self.rule {
            "known_value" => "the same value stands elsewhere in the text or conversation",
            "look_alike" => "it looks like a placeholder and must not resolve to one",
            "custom_pattern" => "the site's own pattern describes it",
            "number_unexplained" => "nothing explains this number, and the site masks such numbers",
            rule => {
                let ending = rule.rsplit('_').next().unwrap_or_default();
                match ending {
                    "checksum" | "valid" => "its form and its check digits are right",
                    "form" | "spaced" | "dashed" | "email" | "secret" => {
                        "its form alone says what it is"
                    }
                    "cue" | "after" | "placed" => "a word beside it says what it is",
                    "answer" | "asked" => "the turn before asked for it",
                    "partial" | "four" => "a word beside it says what it is a part of",
                    _ => "its form and the words around it say what it is",
                }
            }
        }
    }
}

impl Masker {
    /// Says of every finding why it stands or not.
    #[must_use]
    pub fn explain(&self, text: &str, context: &Context<'_>) -> Explanation {
        let masked = self.detect(text, context);
        let mut nearly = Vec::new();
        let mut add = |span: Span, why: Why| {
            let known = |known: &Span| (known.start, known.end) == (span.start, span.end);
            let stands = masked.iter().any(|it| known(it) && it.kind == span.kind);
            let told = nearly.iter().any(|it: &Nearly| known(&it.span));
            if !stands && !told {
                nearly.push(Nearly { span, why });
            }
        };
        let covering = |span: &Span| {
            masked
                .iter()
                .find(|it| it.start < span.end && span.start < it.end)
        };
        let every_kind = self.with_every_kind();
        let scan = Scan::new(text, context.previous);
        for found in detect::all(&scan, &every_kind) {
            let (start, end) = scan.normal.original(found.start, found.end);
            let span = Span {
                start,
                end,
                kind: found.kind,
                score: found.score,
                rule: found.rule,
            };
            match covering(&span) {
                Some(it) => add(span, Why::Covered { by: it.kind }),
                None => add(span, Why::Off),
            }
        }
        for question in QUESTIONS {
            let asked = Context {
                previous: &[question],
                ..*context
            };
            for span in self.detect(text, &asked) {
                if covering(&span).is_none() {
                    add(span, Why::IfAsked { question });
                }
            }
        }
        nearly.sort_by_key(|it| (it.span.start, it.span.end));
        Explanation { masked, nearly }
    }

    fn with_every_kind(&self) -> Masker {
        let mut builder = Masker::builder().bare_numbers(BareNumbers::Mask);
        for kind in Kind::ALL {
            builder = builder.enable(kind);
        }
        builder.build().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn explained(masker: &Masker, text: &str) -> Vec<(String, Why)> {
        let explanation = masker.explain(text, &Context::default());
        explanation
            .nearly
            .iter()
            .map(|it| (text[it.span.start..it.span.end].to_owned(), it.why))
            .collect()
    }

    #[test]
    fn a_kind_that_is_off_is_told() {
        let masker = Masker::builder().disable(Kind::Email).build().unwrap();
        assert_eq!(
            explained(&masker, "mail ann@example.com"),
            [("ann@example.com".to_owned(), Why::Off)]
        );
        assert_eq!(explained(&Masker::default(), "mail ann@example.com"), []);
    }

    #[test]
    fn a_bare_number_would_be_masked_as_an_answer() {
        let [(value, why)] = &explained(&Masker::default(), "it says 7031")[..] else {
            panic!("one near miss");
        };
        assert_eq!(value, "7031");
        assert!(matches!(why, Why::Off | Why::IfAsked { .. }));
    }
}
