//! The answer that is being written: checked sentence by sentence, citations taken out, restored
//! for the visitor.
//!
//! Invariant 7: nothing is shown before its sentence is grounded.

use crate::phase::Sources;
use crate::reply_limit::ReplyLimit;
use crate::step::DeltaText;
use handrail_grounding::{Grounder, Reason, Verdict};
use handrail_mask::{Lens, Masker, UnmaskState, Vault};
use handrail_protocol::{Citation, Withheld, WithheldReason};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// A running answer. Ephemeral: after a restart the turn begins anew.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    sources: Sources,
    grounder: Grounder,
    limit: ReplyLimit,
    unmask: UnmaskState,
    agent: String,
    visitor: String,
    cited: Vec<Cited>,
    /// What a mark that follows speaks of.
    last_sentence: String,
    withheld: Vec<Withheld>,
}

/// A passage the answer rests on, and the sentence of it that was quoted, where one was.
#[derive(Debug, Clone)]
struct Cited {
    passage: usize,
    quote: Option<String>,
}

/// What a chunk brought to light.
#[derive(Debug, Default)]
pub(crate) struct Checked {
    pub(crate) visitor: DeltaText,
    pub(crate) agent: DeltaText,
    pub(crate) withheld: Vec<Withheld>,
}

impl Answer {
    /// Before the first chunk.
    pub(crate) fn new(sources: Sources, max_reply_words: u32) -> Self {
        let texts = sources.passages.iter();
        let grounder = Grounder::new(texts.map(|found| found.passage.source_text()))
            .allow_from(sources.question.as_str());
        Self {
            sources,
            grounder,
            limit: ReplyLimit::new(max_reply_words),
            unmask: UnmaskState::new(Lens::VisitorOfAi),
            agent: String::new(),
            visitor: String::new(),
            cited: Vec::new(),
            last_sentence: String::new(),
            withheld: Vec::new(),
        }
    }

    /// What it is written from.
    pub(crate) fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Takes a chunk of the model, whatever its cut.
    pub(crate) fn push(&mut self, chunk: &str, masker: &Masker, vault: &Vault) -> Checked {
        let kept = self.limit.take(chunk);
        let verdicts = self.grounder.push(kept);
        self.check(verdicts, masker, vault)
    }

    /// The model came to its end: the last sentence is checked as it stands.
    pub(crate) fn finish(&mut self, masker: &Masker, vault: &Vault) -> Checked {
        let verdicts = self.grounder.finish();
        let mut checked = self.check(verdicts, masker, vault);
        let visitor = self.unmask.finish(masker, vault);
        self.visitor.push_str(&visitor);
        checked.visitor.text.push_str(&visitor);
        checked
    }

    fn check(&mut self, verdicts: Vec<Verdict>, masker: &Masker, vault: &Vault) -> Checked {
        let mut checked = Checked {
            visitor: end_of(&self.visitor),
            agent: end_of(&self.agent),
            withheld: Vec::new(),
        };
        for verdict in verdicts {
            match verdict {
                Verdict::Released {
                    text,
                    supported_by,
                    cited,
                } => {
                    let passages = [supported_by, cited].concat();
                    let shown = self.released(text, &passages);
                    self.agent.push_str(&shown);
                    checked.agent.text.push_str(&shown);
                    let restored = self.unmask.push(masker, vault, &shown);
                    self.visitor.push_str(&restored);
                    checked.visitor.text.push_str(&restored);
                }
                Verdict::Withheld { text, reason } => {
                    checked.withheld.push(withheld(&text, reason));
                }
            }
        }
        self.withheld.extend(checked.withheld.iter().cloned());
        checked
    }

    pub(crate) fn shown_to_visitor(&self) -> &str {
        &self.visitor
    }

    pub(crate) fn shown_to_agents(&self) -> &str {
        &self.agent
    }

    pub(crate) fn withheld(&self) -> &[Withheld] {
        &self.withheld
    }

    /// Did the model write more than a reply may hold?
    pub(crate) fn is_full(&self) -> bool {
        self.limit.is_passed()
    }

    /// The text as it is shown; the passages that it rests on are remembered.
    fn released(&mut self, mut text: String, passages: &[usize]) -> String {
        if self.agent.is_empty() {
            // White space that came before a sentence which was left out.
            text.drain(..text.len() - text.trim_start().len());
        }
        if !text.trim().is_empty() {
            self.last_sentence = text.trim().to_owned();
        }
        let sentence = self.last_sentence.clone();
        for passage in passages {
            self.cite(*passage, &sentence);
        }
        text
    }

    fn cite(&mut self, passage: usize, sentence: &str) {
        let Some(source) = self.sources.passages.get(passage) else {
            return;
        };
        let sentence = sentence.trim();
        let is_quote = !sentence.is_empty() && source.passage.text.as_str().contains(sentence);
        let quote = is_quote.then(|| sentence.to_owned());
        match self.cited.iter_mut().find(|cited| cited.passage == passage) {
            Some(cited) => cited.quote = cited.quote.take().or(quote),
            None => self.cited.push(Cited { passage, quote }),
        }
    }

    /// The sources of what was shown, in order of first mention; a path is one of `origin`.
    pub(crate) fn citations(&self, origin: &str) -> Vec<Citation> {
        self.cited
            .iter()
            .filter_map(|cited| {
                let found = self.sources.passages.get(cited.passage)?;
                Some((cited, &found.passage))
            })
            .zip(1..)
            .map(|((cited, passage), number)| {
                let text = passage.text.as_str();
                let quote = cited.quote.clone().unwrap_or_else(|| text.to_owned());
                let mut link = passage.link();
                // Panel and desk have origins of their own, so only a whole address leads there.
                if link.starts_with('/') && !link.starts_with("//") {
                    link.insert_str(0, origin);
                }
                Citation {
                    number,
                    title: passage.title.as_str().to_owned(),
                    url: address_at(&link, &quote),
                    quote,
                }
            })
            .collect()
    }
}

/// A sentence that is not shown, for the record.
fn withheld(sentence: &str, reason: Reason) -> Withheld {
    let (reason, fact) = match reason {
        Reason::UnsupportedFacts { facts } => {
            let facts: Vec<String> = facts.into_iter().map(|fact| fact.text).collect();
            (WithheldReason::UnsupportedFact, facts.join(", "))
        }
        Reason::ClaimsPerson { phrase } => (WithheldReason::ClaimsPerson, phrase),
        Reason::AsksSecret { phrase } => (WithheldReason::AsksSecret, phrase),
        Reason::TooLong => (WithheldReason::TooLong, String::new()),
    };
    Withheld {
        sentence: sentence.trim().to_owned(),
        fact,
        reason,
    }
}

/// Where the text so far ends, and nothing more yet.
fn end_of(shown: &str) -> DeltaText {
    DeltaText {
        offset: u32::try_from(shown.len()).unwrap_or(u32::MAX),
        text: String::new(),
    }
}

/// Words of a quote that a link names; enough to be found, few enough to survive light markup.
const FRAGMENT_WORDS: usize = 8;

/// The address of a page, opened at the quote: a text fragment (WICG, Scroll to Text Fragment).
/// A browser that does not know it opens the page at its anchor.
fn address_at(link: &str, quote: &str) -> String {
    let plain = quote
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty() && !line.starts_with(['#', '|']));
    let words: Vec<&str> = plain
        .map_or("", without_list_mark)
        .split_whitespace()
        .take_while(|word| !word.contains(['*', '_', '`', '[', ']', '(']))
        .take(FRAGMENT_WORDS)
        .collect();
    if words.is_empty() {
        return link.to_owned();
    }
    let mut address = link.to_owned();
    if !address.contains('#') {
        address.push('#');
    }
    address.push_str(":~:text=");
    address.extend(utf8_percent_encode(&words.join(" "), IN_FRAGMENT));
    address
}

/// What is encoded in a text fragment; a dash too, which has a meaning of its own there.
const IN_FRAGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'_').remove(b'~');

/// A line without the mark of its list ("- ", "2. "), which the page draws by itself.
fn without_list_mark(line: &str) -> &str {
    let line = line.trim_start_matches(['-', '*', ' ']);
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix(". ") {
        Some(text) if rest.len() < line.len() => text,
        _ => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_citation_opens_the_page_at_the_sentence() {
        let cases = [
            (
                "/help/returns#how",
                "You have 30 days, always.",
                "/help/returns#how:~:text=You%20have%2030%20days%2C%20always.",
            ),
            (
                "/help/returns",
                "- Send it **back** soon",
                "/help/returns#:~:text=Send%20it",
            ),
            (
                "/help/returns",
                "1. Open your account",
                "/help/returns#:~:text=Open%20your%20account",
            ),
            (
                "/help/returns",
                "30 days",
                "/help/returns#:~:text=30%20days",
            ),
            ("/help/returns", "**Bold**", "/help/returns"),
            ("/help/returns", "", "/help/returns"),
        ];
        for (link, quote, address) in cases {
            assert_eq!(address_at(link, quote), address, "{quote}");
        }
    }
}
