//! A question to a full-text query.
//!
//! Not for: ranking what it finds. Invariant: whatever the question holds, the expression is valid FTS5 and asks for
//! words alone; a quote cannot end a term, since terms are letters and digits only.

use handrail_text::words::{Word, words};

#[path = "stop_words.rs"]
mod stop_words;

pub(crate) use stop_words::is_stop_word;

use crate::synonyms::synonyms;

/// So many different words of a question are searched.
pub(crate) const MAX_TERMS: usize = 24;
/// Words are cut at so many bytes.
const MAX_TERM_BYTES: usize = 40;

/// A MATCH expression and the words it asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FtsQuery {
    expression: String,
    terms: Vec<String>,
}

impl FtsQuery {
    /// The expression to bind to `MATCH`; `None` when the question holds no word to search for.
    pub fn expression(&self) -> Option<&str> {
        (!self.terms.is_empty()).then_some(self.expression.as_str())
    }

    /// The words searched for, folded.
    pub fn terms(&self) -> &[String] {
        &self.terms
    }
}

/// The query of a masked question. Placeholders and stop words of the eight languages are left out.
pub fn query(question: &str) -> FtsQuery {
    let terms = terms(question);
    let mut parts: Vec<String> = terms.iter().map(|term| format!("\"{term}\"")).collect();
    // "sign in" and "signin", "e-mail" and "email": neighbours are also asked for as one word.
    parts.extend(
        terms
            .windows(2)
            .filter(|pair| pair[0].len() + pair[1].len() <= 14)
            .map(|pair| format!("\"{}{}\"", pair[0], pair[1])),
    );
    // "giftcard" is also looked for as "gift card", where the question is short enough to afford it.
    if terms.len() <= 2 {
        parts.extend(
            terms
                .iter()
                .flat_map(|term| halves(term))
                .map(|(a, b)| format!("\"{a} {b}\"")),
        );
    }
    parts.extend(
        terms
            .iter()
            .flat_map(|term| synonyms(term))
            .map(|word| format!("\"{word}\"")),
    );
    // Longer words also match longer compounds: "strike" finds "strikethrough".
    parts.extend(
        terms
            .iter()
            .filter(|term| term.chars().count() >= 5)
            .map(|term| format!("\"{term}\"*")),
    );
    FtsQuery {
        expression: parts.join(" OR "),
        terms,
    }
}

/// Whether a question has any word of weight.
pub(crate) fn says_something(terms: &[String]) -> bool {
    terms.iter().any(|term| !is_stop_word(term))
}

/// The ways to part a word into two of three letters or more.
fn halves(term: &str) -> impl Iterator<Item = (&str, &str)> {
    let fits = term.is_ascii() && (7..=14).contains(&term.len());
    let most = if fits { term.len() - 3 } else { 2 };
    (3..=most).map(|at| term.split_at(at))
}

/// The words of weight in a question, folded, each once. If all are stop words, they are looked for after all.
pub(crate) fn terms(question: &str) -> Vec<String> {
    let question = without_placeholders(question);
    let words = words(&question);
    let mut terms = unique(words.iter().filter(|word| !is_stop_word(&word.text)));
    if terms.is_empty() {
        terms = unique(words.iter());
    }
    terms
}

fn unique<'a>(words: impl Iterator<Item = &'a Word>) -> Vec<String> {
    let mut terms: Vec<String> = Vec::new();
    for word in words {
        let mut term: String = word.text.chars().filter(|c| c.is_alphanumeric()).collect();
        let cut = (0..=MAX_TERM_BYTES.min(term.len()))
            .rev()
            .find(|at| term.is_char_boundary(*at))
            .unwrap_or(0);
        term.truncate(cut);
        if !term.is_empty() && !terms.contains(&term) {
            terms.push(term);
        }
        if terms.len() == MAX_TERMS {
            break;
        }
    }
    terms
}

/// `[CARD_1]` says nothing to search for.
fn without_placeholders(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        out.push_str(&rest[..at]);
        let inner = &rest[at + 1..];
        let name = inner
            .bytes()
            .take_while(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || *b == b'_')
            .count();
        if name > 1 && inner[name..].starts_with(']') {
            out.push(' ');
            rest = &inner[name + 1..];
        } else {
            out.push('[');
            rest = inner;
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn questions_become_terms() {
        let cases: &[(&str, &[&str])] = &[
            ("How do I return shoes?", &["return", "shoes"]),
            (
                "Can I return it, paid with [CARD_1]? I'm [NAME_1].",
                &["return", "paid"],
            ),
            (
                "Wie lange dauert der Versand nach Österreich?",
                &["lange", "dauert", "versand", "osterreich"],
            ),
            ("Où est ma commande ?", &["commande"]),
            ("what is it", &["what", "is", "it"]),
            ("\" OR title:* NEAR(", &["title", "near"]),
            ("", &[]),
            ("🙂", &[]),
        ];
        for (question, expected) in cases {
            assert_eq!(query(question).terms(), *expected, "{question}");
        }
        assert_eq!(query("🙂").expression(), None);
        assert_eq!(query("boots").expression(), Some("\"boots\" OR \"boots\"*"));
    }

    proptest! {
        #[test]
        fn terms_hold_letters_and_digits_alone(question in "(?s).{0,200}") {
            let query = query(&question);
            prop_assert!(query.terms().len() <= MAX_TERMS);
            for term in query.terms() {
                prop_assert!(!term.is_empty() && term.chars().all(char::is_alphanumeric), "{}", term);
            }
            let quotes = query.expression().unwrap_or_default().matches('"').count();
            prop_assert_eq!(quotes % 2, 0);
        }
    }
}
