//! The answer that is being written: checked sentence by sentence, citations taken out, restored
//! for the visitor.
//!
//! Invariant 7: nothing is shown before its sentence is grounded.

use crate::effect::Piece;
use crate::input::Found;
use crate::reply_limit::ReplyLimit;
use crate::turn::piece_after;
use handrail_grounding::{Grounder, Reason, Verdict};
use handrail_knowledge::Passage;
use handrail_mask::{Lens, Masked, Masker, UnmaskState, Vault};
use handrail_protocol::{Citation, DecisionNote, Withheld, WithheldReason};

/// A running answer. Ephemeral: after a restart the turn begins anew.
#[derive(Debug)]
pub(crate) struct Answer {
    passages: Vec<Passage>,
    confidence: f32,
    unsure: bool,
    /// Made when the first chunk comes: until then the model has yet to answer, and nobody waits.
    grounder: Option<Grounder>,
    question: Masked,
    limit: ReplyLimit,
    unmask: UnmaskState,
    agent: String,
    visitor: String,
    cited: Vec<Cited>,
    /// What a mark that follows speaks of.
    last_sentence: String,
    withheld: Vec<Withheld>,
    /// What the turn rests on, until it is on record.
    decision: Option<DecisionNote>,
}

/// A passage the answer rests on, and the sentence of it that was quoted, where one was.
#[derive(Debug)]
struct Cited {
    passage: usize,
    quote: Option<String>,
}

/// What a chunk brought to light.
#[derive(Debug, Default)]
pub(crate) struct Checked {
    pub(crate) visitor: Piece,
    pub(crate) agent: Piece,
    pub(crate) withheld: Vec<Withheld>,
}

impl Answer {
    pub(crate) fn new(max_reply_words: u32) -> Self {
        Self {
            passages: Vec::new(),
            confidence: 0.0,
            unsure: false,
            grounder: None,
            question: Masked::default(),
            limit: ReplyLimit::new(max_reply_words),
            unmask: UnmaskState::new(Lens::VisitorOfAi),
            agent: String::new(),
            visitor: String::new(),
            cited: Vec::new(),
            last_sentence: String::new(),
            withheld: Vec::new(),
            decision: None,
        }
    }

    /// Keeps the decision until the turn ends.
    pub(crate) fn decided(&mut self, note: DecisionNote) {
        self.decision = Some(note);
    }

    /// The decision, once.
    pub(crate) fn take_decision(&mut self) -> Option<DecisionNote> {
        self.decision.take()
    }

    /// What the answer has to rest on.
    pub(crate) fn rest_on(
        &mut self,
        found: Vec<Found>,
        question: &Masked,
        confidence: f32,
        unsure: bool,
    ) {
        self.question = question.clone();
        self.passages = found.into_iter().map(|found| found.passage).collect();
        self.confidence = confidence;
        self.unsure = unsure;
    }

    /// Did the model say anything yet?
    pub(crate) fn is_begun(&self) -> bool {
        self.grounder.is_some()
    }

    fn grounder(&mut self) -> &mut Grounder {
        let (passages, question) = (&self.passages, &self.question);
        self.grounder.get_or_insert_with(|| {
            Grounder::new(passages.iter().map(Passage::source_text)).allow_from(question.as_str())
        })
    }

    /// Takes a chunk of the model, whatever its cut.
    pub(crate) fn push(&mut self, chunk: &str, masker: &Masker, vault: &Vault) -> Checked {
        let kept = self.limit.take(chunk);
        let verdicts = self.grounder().push(kept);
        self.check(verdicts, masker, vault)
    }

    /// The model came to its end: the last sentence is checked as it stands.
    pub(crate) fn finish(&mut self, masker: &Masker, vault: &Vault) -> Checked {
        let verdicts = self.grounder().finish();
        let mut checked = self.check(verdicts, masker, vault);
        let visitor = self.unmask.finish(masker, vault);
        self.visitor.push_str(&visitor);
        checked.visitor.text.push_str(&visitor);
        checked
    }

    fn check(&mut self, verdicts: Vec<Verdict>, masker: &Masker, vault: &Vault) -> Checked {
        let mut checked = Checked {
            visitor: piece_after(&self.visitor, String::new()),
            agent: piece_after(&self.agent, String::new()),
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

    pub(crate) fn confidence(&self) -> f32 {
        self.confidence
    }

    pub(crate) fn is_unsure(&self) -> bool {
        self.unsure
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
        let Some(source) = self.passages.get(passage) else {
            return;
        };
        let sentence = sentence.trim();
        let is_quote = !sentence.is_empty() && source.text.as_str().contains(sentence);
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
            .filter_map(|cited| Some((cited, self.passages.get(cited.passage)?)))
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
        Reason::TooLong => (WithheldReason::TooLong, String::new()),
    };
    Withheld {
        sentence: sentence.trim().to_owned(),
        fact,
        reason,
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
    for byte in words.join(" ").bytes() {
        if byte.is_ascii_alphanumeric() || b"._~".contains(&byte) {
            address.push(char::from(byte));
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
    }
    address
}

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
