//! The gate between a model and the visitor: sentence by sentence.
//!
//! For: releasing a sentence as soon as it is complete and every critical fact in it stands in a source; withholding it
//! otherwise, with the facts that stand nowhere.
//! Not for: citations of statements without such facts, or restoring hidden values.
//!
//! Invariants: nothing of a sentence is released before the whole of it is; released and withheld texts in order are the
//! model's text; the chunking of the stream changes nothing.

use serde::{Deserialize, Serialize};

use crate::facts::{Fact, Sources, claims};
use handrail_text::sentences::next_end;

/// What became of a sentence. Texts carry the white space before them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// To be shown.
    Released {
        /// The sentence as the model wrote it.
        text: String,
        /// Indices of the sources that state its facts, in order; they belong among the citations.
        supported_by: Vec<usize>,
    },
    /// Not to be shown.
    Withheld {
        /// The sentence as the model wrote it.
        text: String,
        /// The facts that no source states.
        unsupported: Vec<Fact>,
    },
}

impl Verdict {
    /// The sentence, shown or not.
    pub fn text(&self) -> &str {
        match self {
            Verdict::Released { text, .. } | Verdict::Withheld { text, .. } => text,
        }
    }

    /// The text to show, if any.
    pub fn released(&self) -> Option<&str> {
        match self {
            Verdict::Released { text, .. } => Some(text),
            Verdict::Withheld { .. } => None,
        }
    }
}

/// Holds a model's stream against its sources.
#[derive(Clone, Debug)]
pub struct Grounder {
    sources: Sources,
    held: String,
    /// The number the next item of a numbered list would have.
    next_item: u32,
    /// The last sentence was withheld, and so are citation markers that follow it.
    withheld_last: bool,
}

impl Grounder {
    /// A gate for one answer. `sources` are the texts the model was given, with the addresses of their pages, in the
    /// order of its citation markers.
    pub fn new<S: AsRef<str>>(sources: impl IntoIterator<Item = S>) -> Grounder {
        Grounder {
            sources: Sources::new(sources),
            held: String::new(),
            next_item: 1,
            withheld_last: false,
        }
    }

    /// Lets the answer repeat identifiers of the visitor's question; see [`Sources::allow_from`].
    #[must_use]
    pub fn allow_from(mut self, question: &str) -> Grounder {
        self.sources.allow_from(question);
        self
    }

    /// Takes a piece of the stream and gives the sentences it completes.
    pub fn push(&mut self, chunk: &str) -> Vec<Verdict> {
        self.held.push_str(chunk);
        self.drain(false)
    }

    /// The stream has ended by itself: what is held is the last sentence. After a cut-off stream do not call this; an
    /// incomplete sentence is never shown.
    pub fn finish(&mut self) -> Vec<Verdict> {
        self.drain(true)
    }

    /// Text that waits for the end of its sentence.
    pub fn held(&self) -> &str {
        &self.held
    }

    fn drain(&mut self, complete: bool) -> Vec<Verdict> {
        let held = std::mem::take(&mut self.held);
        let mut from = 0;
        let mut verdicts = Vec::new();
        while let Some(end) = next_piece(&held[from..], complete) {
            verdicts.push(self.judge(&held[from..from + end]));
            from += end;
        }
        self.held = held[from..].to_owned();
        verdicts
    }

    fn judge(&mut self, sentence: &str) -> Verdict {
        let text = sentence.to_owned();
        if self.withheld_last && !sentence.is_empty() && leading_marker(sentence) == sentence.len()
        {
            return Verdict::Withheld {
                text,
                unsupported: Vec::new(),
            };
        }
        let mut supported_by: Vec<usize> = Vec::new();
        let mut unsupported = Vec::new();
        for claim in claims(self.without_item_number(sentence)) {
            match self.sources.supporting(&claim) {
                Some(sources) => supported_by.extend(sources.first()),
                None => unsupported.push(claim.fact),
            }
        }
        supported_by.sort_unstable();
        supported_by.dedup();
        self.withheld_last = !unsupported.is_empty();
        if self.withheld_last {
            Verdict::Withheld { text, unsupported }
        } else {
            Verdict::Released { text, supported_by }
        }
    }

    /// The number of a list item is no fact when it counts on from the last one; "30. days" is none such.
    fn without_item_number<'a>(&mut self, sentence: &'a str) -> &'a str {
        let trimmed = sentence
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '>' | '*' | '_' | '#'));
        let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
        let after = &trimmed[digits..];
        let is_marker =
            after.starts_with(['.', ')']) && after[1..].starts_with([' ', '\t', '*', '_']);
        let number = trimmed[..digits]
            .parse::<u32>()
            .ok()
            .filter(|_| is_marker && digits <= 3);
        match number {
            Some(number) if number == self.next_item || number == 1 => {
                self.next_item = number + 1;
                &after[1..]
            }
            _ => sentence,
        }
    }
}

/// A sentence, or a citation marker that follows one: it is shown without waiting for the next sentence.
fn next_piece(text: &str, complete: bool) -> Option<usize> {
    match leading_marker(text) {
        0 => next_end(text, complete),
        marker => Some(marker),
    }
}

/// The length of white space (no line break) and one citation marker at the start of `text`; 0 without a marker.
fn leading_marker(text: &str) -> usize {
    let Some(inner) = text.trim_start_matches([' ', '\t']).strip_prefix("[[") else {
        return 0;
    };
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 3 || !inner[digits..].starts_with("]]") {
        return 0;
    }
    text.len() - inner.len() + digits + 2
}

#[cfg(test)]
#[path = "gate_tests.rs"]
mod tests;
