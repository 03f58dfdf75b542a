//! The gate between a model and the visitor: sentence by sentence.
//!
//! For: releasing a sentence as soon as it is complete and every critical fact in it stands in a source; withholding it
//! otherwise, and what an AI never says, with the reason.
//! Not for: citations of statements without such facts, or restoring hidden values.
//!
//! Invariants: nothing of a sentence is released before the whole of it is; citation marks are taken out first, so that
//! what is checked is what will be shown; released and withheld texts in order are the model's text without its marks
//! (the space before a mark goes with it where the text reads on without it); the chunking of the stream changes
//! nothing; work is linear in the stream.

use serde::{Deserialize, Serialize};

use crate::facts::{Fact, Sources, Support, shown_text, stated_facts};
use crate::never_said::{NeverSaid, never_said};
use handrail_text::citation_mark::{MarkReader, Part};
use handrail_text::sentences::{EndCause, SentenceScan};
use handrail_text::work;

/// So much of a sentence that was cut is read again with what follows, so that no fact falls into the cut.
const OVERLAP_BYTES: usize = 64;

/// What became of a sentence. Texts carry the white space before them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// To be shown.
    Released {
        /// The sentence as the model wrote it, without citation marks. Empty where a mark follows a sentence that has
        /// been released already.
        text: String,
        /// Indices of the sources that state its facts, in order; they belong among the citations.
        supported_by: Vec<usize>,
        /// Indices of the sources that its marks point at, as they stood.
        cited: Vec<usize>,
    },
    /// Not to be shown.
    Withheld {
        /// The sentence as the model wrote it, without citation marks.
        text: String,
        /// Why.
        reason: Reason,
    },
}

/// Why a sentence is not shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Reason {
    /// No source states some of its facts.
    UnsupportedFacts {
        /// Those facts.
        facts: Vec<Fact>,
    },
    /// It says that a person writes, or that one has joined.
    ClaimsPerson {
        /// The words that do, folded.
        phrase: String,
    },
    /// It asks for what is never kept: a card's number or check number, a password, a PIN, a one-time code.
    AsksSecret {
        /// The words that do, folded.
        phrase: String,
    },
    /// A word of more than [`handrail_text::sentences::MAX_SENTENCE_BYTES`] can't be checked as a whole.
    TooLong,
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
    marks: MarkReader,
    held: String,
    scan: SentenceScan,
    /// Sources cited inside the held text, with the offset of the mark.
    cited: Vec<(usize, usize)>,
    /// A mark was the last thing in the stream; the spaces that stood before it.
    before_mark: Option<String>,
    /// The number the next item of a numbered list would have.
    next_item: u32,
    last: Last,
    /// The end of a sentence that was cut: what follows is read together with it.
    overlap: String,
    /// A word was cut in two, and its second half is held.
    is_in_cut_word: bool,
}

/// What became of the sentence before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Last {
    None,
    Released,
    Withheld,
}

impl Grounder {
    /// A gate for one answer. `sources` are the texts the model was given, with the addresses of their pages, in the
    /// order of its citation marks.
    pub fn new<S: AsRef<str>>(sources: impl IntoIterator<Item = S>) -> Grounder {
        Grounder {
            sources: Sources::new(sources),
            marks: MarkReader::default(),
            held: String::new(),
            scan: SentenceScan::default(),
            cited: Vec::new(),
            before_mark: None,
            next_item: 1,
            last: Last::None,
            overlap: String::new(),
            is_in_cut_word: false,
        }
    }

    /// Lets the answer repeat identifiers of the visitor's question; see [`Sources::allow_from`].
    #[must_use]
    pub fn allow_from(mut self, question: &str) -> Grounder {
        self.sources.allow_from(question);
        self
    }

    /// Takes a chunk of the stream and gives the sentences it completes.
    pub fn push(&mut self, chunk: &str) -> Vec<Verdict> {
        let mut verdicts = Vec::new();
        let mut marks = std::mem::take(&mut self.marks);
        marks.push(chunk, |part| self.take(part, &mut verdicts));
        self.marks = marks;
        verdicts
    }

    /// The stream has ended by itself: what is held is the last sentence. After a cut-off stream do not call this; an
    /// incomplete sentence is never shown.
    pub fn finish(&mut self) -> Vec<Verdict> {
        let mut verdicts = Vec::new();
        let mut marks = std::mem::take(&mut self.marks);
        marks.finish(|part| self.take(part, &mut verdicts));
        self.drain(true, &mut verdicts);
        verdicts
    }

    /// Text that waits for the end of its sentence.
    pub fn held(&self) -> &str {
        &self.held
    }

    fn take(&mut self, part: Part<'_>, verdicts: &mut Vec<Verdict>) {
        match part {
            Part::Text(text) => {
                self.join_after_mark(text);
                self.held.push_str(text);
                self.drain(false, verdicts);
            }
            Part::Mark(number) => self.take_mark(number, verdicts),
        }
    }

    /// A mark, and the space before it, shows nothing; what it cites goes with the sentence it stands in or follows.
    fn take_mark(&mut self, number: usize, verdicts: &mut Vec<Verdict>) {
        let text = self.held.trim_end_matches(' ').len();
        let spaces = self.held.split_off(text);
        if !spaces.is_empty() {
            self.scan.taken_back(&self.held);
        }
        let before = self.before_mark.get_or_insert_default();
        if before.is_empty() {
            *before = spaces;
        }
        let is_known = (1..=self.sources.len()).contains(&number);
        let follows = self.held.is_empty() && self.last != Last::None;
        match (is_known, follows, self.last) {
            (false, _, _) | (_, true, Last::Withheld) => {}
            (true, true, _) => verdicts.push(Verdict::Released {
                text: String::new(),
                supported_by: Vec::new(),
                cited: vec![number - 1],
            }),
            (true, false, _) => self.cited.push((text, number - 1)),
        }
    }

    /// Text goes on after a mark. Where it would read as one word with what stood before, the space that was there
    /// stays; a space is added after a sentence that the mark alone parted from the next.
    fn join_after_mark(&mut self, text: &str) {
        let Some(spaces) = self.before_mark.take() else {
            return;
        };
        let Some(next) = text.chars().next() else {
            return;
        };
        let has_body = !self.held.trim_start().is_empty();
        let closes = matches!(next, '.' | ',' | ';' | ':' | '!' | '?' | '…' | ')' | ']');
        if next.is_whitespace() || (closes && has_body) {
            return;
        }
        if spaces.is_empty() && self.held.ends_with(['.', '!', '?', '…']) && next.is_uppercase() {
            self.held.push(' ');
        } else {
            self.held.push_str(&spaces);
        }
    }

    fn drain(&mut self, complete: bool, verdicts: &mut Vec<Verdict>) {
        let mut from = 0;
        while let Some(end) = self.scan.next_end(&self.held[from..], complete) {
            self.scan = SentenceScan::default();
            let until = from + end.at;
            let inside = self.cited.iter().take_while(|(at, _)| *at <= until).count();
            let cited = self
                .cited
                .drain(..inside)
                .map(|(_, source)| source)
                .collect();
            let sentence = self.held[from..until].to_owned();
            verdicts.push(self.judge(sentence, end.cause, cited));
            from = until;
        }
        if from > 0 {
            work::count(self.held.len() - from);
            self.held.drain(..from);
            self.cited.iter_mut().for_each(|(at, _)| *at -= from);
        }
    }

    fn judge(&mut self, text: String, cause: EndCause, cited: Vec<usize>) -> Verdict {
        let was_in_cut_word =
            std::mem::replace(&mut self.is_in_cut_word, cause == EndCause::CutInWord);
        let overlap = std::mem::take(&mut self.overlap);
        if cause == EndCause::CutAtSpace {
            let mut start = text.len().saturating_sub(OVERLAP_BYTES);
            while !text.is_char_boundary(start) {
                start -= 1;
            }
            self.overlap = text[start..].to_owned();
        }
        if was_in_cut_word || self.is_in_cut_word {
            return self.withhold(text, Reason::TooLong);
        }
        let read = overlap + &text;
        if let Some(reason) = self.never_said(&shown_text(&read)) {
            return self.withhold(text, reason);
        }
        let mut supported_by: Vec<usize> = Vec::new();
        let mut unsupported = Vec::new();
        let read = match read.len() == text.len() {
            true => self.without_item_number(&read),
            false => &read,
        };
        for stated in stated_facts(read) {
            match self.sources.support(&stated) {
                Some(Support::Source(source)) => supported_by.push(source),
                Some(Support::Question) => {}
                None => unsupported.push(stated.fact),
            }
        }
        if !unsupported.is_empty() {
            return self.withhold(text, Reason::UnsupportedFacts { facts: unsupported });
        }
        supported_by.sort_unstable();
        supported_by.dedup();
        // What was left out may have parted this sentence from the one before it.
        let parted = self.last != Last::Withheld || text.starts_with(char::is_whitespace);
        self.last = Last::Released;
        Verdict::Released {
            text: if parted { text } else { format!(" {text}") },
            supported_by,
            cited,
        }
    }

    /// Why an AI never says the sentence, whatever its sources say.
    fn never_said(&self, sentence: &str) -> Option<Reason> {
        match never_said(sentence)? {
            NeverSaid::ClaimsPerson(phrase) => Some(Reason::ClaimsPerson { phrase }),
            NeverSaid::AsksSecret(phrase) => Some(Reason::AsksSecret { phrase }),
            NeverSaid::EntersSecret { phrase, secret } => {
                let is_published = self.sources.any_sentence(|sentence| {
                    matches!(never_said(sentence), Some(NeverSaid::EntersSecret { secret: other, .. }) if other == secret)
                });
                (!is_published).then_some(Reason::AsksSecret { phrase })
            }
        }
    }

    fn withhold(&mut self, text: String, reason: Reason) -> Verdict {
        self.last = Last::Withheld;
        Verdict::Withheld { text, reason }
    }

    /// The number of a list item is no fact when it counts on from the last one; "30. days" is none such.
    fn without_item_number<'a>(&mut self, sentence: &'a str) -> &'a str {
        let trimmed = sentence
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '>' | '*' | '_' | '#'));
        let digits = trimmed
            .bytes()
            .take(4)
            .take_while(u8::is_ascii_digit)
            .count();
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

#[cfg(test)]
#[path = "gate_tests.rs"]
mod tests;
