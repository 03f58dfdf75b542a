//! One reading of a text: its tokens, what their words mean, and what was asked before.
//!
//! Detectors look a bounded number of tokens around a place; with each token read once here, the
//! whole stays linear.

use crate::normalize::Normal;
use crate::words::{self, Meaning};

/// A word, a run of digits, or one other character that is not a space.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) class: Class,
    pub(crate) meaning: Meaning,
    folded: (usize, usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// Letters, with apostrophes and combining marks among them.
    Word,
    /// ASCII digits (the normal form has no others).
    Number,
    /// Anything else, line breaks included.
    Mark(char),
}

impl Token {
    pub(crate) fn is_word(&self) -> bool {
        self.class == Class::Word
    }

    pub(crate) fn is_number(&self) -> bool {
        self.class == Class::Number
    }

    pub(crate) fn is_mark(&self, mark: char) -> bool {
        self.class == Class::Mark(mark)
    }

    pub(crate) fn is_line_break(&self) -> bool {
        self.is_mark('\n')
    }

    pub(crate) fn len(&self) -> usize {
        self.end - self.start
    }
}

/// A text as the detectors see it.
pub(crate) struct Scan<'t> {
    pub(crate) normal: Normal<'t>,
    pub(crate) tokens: Vec<Token>,
    /// What the turn before asked for, or was about to say.
    pub(crate) asked: Meaning,
    folded: String,
    numbers: Vec<usize>,
    words: Vec<usize>,
    #[cfg(test)]
    steps: std::cell::Cell<usize>,
}

/// How much of the turn before is read: the question stands at its end.
const PREVIOUS_BYTES: usize = 600;

impl<'t> Scan<'t> {
    pub(crate) fn new(text: &'t str, previous: &[&str]) -> Self {
        let asked = previous.last().map_or(Meaning::NONE, |turn| asked(turn));
        Self {
            asked,
            ..Self::read(text)
        }
    }

    fn read(text: &'t str) -> Self {
        let normal = Normal::new(text);
        let mut folded = String::with_capacity(text.len());
        let mut tokens = Vec::with_capacity(text.len() / 4);
        let (mut numbers, mut words) = (Vec::new(), Vec::new());
        let normal_text = normal.text();
        let mut chars = normal_text.char_indices().peekable();
        while let Some((start, c)) = chars.next() {
            if matches!(c, ' ' | '\t' | '\r') {
                continue;
            }
            let mut end = start + c.len_utf8();
            let fold_start = folded.len();
            let mut meaning = Meaning::NONE;
            let class = if c.is_ascii_digit() {
                while let Some((at, _)) = chars.next_if(|(_, c)| c.is_ascii_digit()) {
                    end = at + 1;
                }
                Class::Number
            } else if c.is_alphabetic() {
                words::fold(c, &mut folded);
                while let Some((at, next)) = chars.peek().copied() {
                    let after = normal_text[at + next.len_utf8()..].chars().next();
                    let joins = next == '\''
                        && after.is_some_and(char::is_alphabetic)
                        && !is_possessive(&folded[fold_start..], &normal_text[at + 1..]);
                    if !next.is_alphabetic() && !joins && !is_combining(next) {
                        break;
                    }
                    words::fold(next, &mut folded);
                    end = at + next.len_utf8();
                    chars.next();
                }
                meaning = words::meaning(&folded[fold_start..]);
                Class::Word
            } else {
                Class::Mark(c)
            };
            match class {
                Class::Number => numbers.push(tokens.len()),
                Class::Word if meaning != Meaning::NONE => words.push(tokens.len()),
                Class::Word | Class::Mark(_) => {}
            }
            tokens.push(Token {
                start,
                end,
                class,
                meaning,
                folded: (fold_start, folded.len()),
            });
        }
        Self {
            normal,
            tokens,
            asked: Meaning::NONE,
            folded,
            numbers,
            words,
            #[cfg(test)]
            steps: std::cell::Cell::new(0),
        }
    }

    pub(crate) fn text(&self) -> &str {
        self.normal.text()
    }

    /// Counts one unit of work, so that tests can hold it to be linear.
    pub(crate) fn step(&self) {
        #[cfg(test)]
        self.steps.set(self.steps.get() + 1);
    }

    #[cfg(test)]
    pub(crate) fn steps(&self) -> usize {
        self.steps.get()
    }

    /// The tokens that are digits, in order. A detector of numbers looks at these alone.
    pub(crate) fn numbers(&self) -> &[usize] {
        &self.numbers
    }

    /// The words that mean something of `meaning`, in order.
    pub(crate) fn words_with(&self, meaning: Meaning) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().copied().filter(move |at| {
            self.step();
            self.tokens[*at].meaning.has(meaning)
        })
    }

    pub(crate) fn token(&self, at: usize) -> Option<&Token> {
        self.step();
        self.tokens.get(at)
    }

    pub(crate) fn before(&self, at: usize) -> Option<&Token> {
        self.step();
        at.checked_sub(1).and_then(|before| self.tokens.get(before))
    }

    /// The token's text in the normal form, its case kept.
    pub(crate) fn str(&self, token: &Token) -> &str {
        &self.text()[token.start..token.end]
    }

    /// The word in lower case without accents; empty for other tokens.
    pub(crate) fn word(&self, at: usize) -> &str {
        self.tokens
            .get(at)
            .map_or("", |t| &self.folded[t.folded.0..t.folded.1])
    }

    /// The text between a token and the one before it.
    pub(crate) fn gap(&self, at: usize) -> &str {
        match (self.before(at), self.tokens.get(at)) {
            (Some(before), Some(token)) => &self.text()[before.end..token.start],
            _ => "",
        }
    }

    /// Whether nothing stands between a token and the one before it.
    pub(crate) fn glued(&self, at: usize) -> bool {
        at > 0 && at < self.tokens.len() && self.gap(at).is_empty()
    }

    /// Whether the words from `at` on are these.
    pub(crate) fn phrase(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(offset, word)| {
            self.step();
            self.word(at + offset) == *word
        })
    }

    pub(crate) fn is_title_case(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| {
            t.is_word() && self.str(t).chars().next().is_some_and(char::is_uppercase)
        })
    }

    /// Whether the token ends its sentence or line, or the text.
    pub(crate) fn ends_clause(&self, at: usize) -> bool {
        let Some(next) = self.token(at + 1) else {
            return true;
        };
        match next.class {
            Class::Mark('.') => self.tokens.get(at + 2).is_none_or(|after| {
                after.start > next.end || !after.is_word() && !after.is_number()
            }),
            Class::Mark(mark) => {
                matches!(mark, '\n' | '!' | '?' | ',' | ';' | '(' | ')' | '"' | ':')
            }
            _ => false,
        }
    }

    /// Whether the token stands at the start of the text, a line or a sentence.
    pub(crate) fn starts_clause(&self, at: usize) -> bool {
        match self.before(at) {
            None => true,
            Some(before) => matches!(
                before.class,
                Class::Mark('\n' | '.' | '!' | '?' | ';' | ':' | '"' | ',')
            ),
        }
    }
}

/// Words whose "'s" is "is", not a possessive.
const CONTRACTED: [&str; 12] = [
    "it", "that", "what", "here", "there", "he", "she", "who", "let", "how", "where", "name",
];

/// Whether `rest`, after an apostrophe, ends a possessive: "Sarah's".
fn is_possessive(folded: &str, rest: &str) -> bool {
    let mut rest = rest.chars();
    rest.next().is_some_and(|c| matches!(c, 's' | 'S'))
        && rest.next().is_none_or(|c| !c.is_alphabetic())
        && !CONTRACTED.contains(&folded)
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{900}'..='\u{903}' | '\u{93A}'..='\u{94F}' | '\u{B82}' | '\u{BBE}'..='\u{BCD}')
}

/// What a turn asks for: the cues in it, if it asks or ends in mid-sentence.
fn asked(turn: &str) -> Meaning {
    let mut from = turn.len().saturating_sub(PREVIOUS_BYTES);
    while !turn.is_char_boundary(from) {
        from += 1;
    }
    let scan = Scan::read(&turn[from..]);
    let asks = scan
        .tokens
        .iter()
        .any(|t| t.is_mark('?') || t.meaning.has(Meaning::ASK));
    let short =
        scan.tokens.len() <= 7 && scan.tokens.iter().any(|t| t.meaning.has(Meaning::PLEASE));
    // "my card number is", sent before the number.
    let breaks_off = scan
        .tokens
        .last()
        .is_some_and(|t| t.is_mark(':') || t.meaning.has(Meaning::LINK));
    let all = scan
        .tokens
        .iter()
        .fold(Meaning::NONE, |all, t| all | t.meaning);
    if asks || short || breaks_off {
        all
    } else {
        Meaning::NONE
    }
}
