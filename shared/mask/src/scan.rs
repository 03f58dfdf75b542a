//! One reading of a text: its tokens, what their words mean, and what was asked before.
//!
//! Detectors look a bounded number of tokens around a place; with each token read once here, the
//! whole stays linear.

use crate::normalize::{Normal, hides, is_plain};
use crate::words::{self, Meaning};
use handrail_text::fold_char;

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

    /// Whether it is a word or number of ASCII, written as it is folded.
    #[inline]
    pub(crate) fn is_plain(&self) -> bool {
        self.folded.0 == self.start && !matches!(self.class, Class::Mark(_))
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
    marks: Vec<usize>,
    /// What any word means.
    meanings: Meaning,
    /// Which marks there are; see [`mark_bit`].
    kinds: u128,
    #[cfg(test)]
    steps: std::cell::Cell<usize>,
}

/// What only words beside others mean.
const QUIET: Meaning = Meaning::STOP
    .or(Meaning::LINK)
    .or(Meaning::IS)
    .or(Meaning::MONEY)
    .or(Meaning::PARTICLE);

/// A bit for each mark of ASCII, and one for all others.
fn mark_bit(mark: char) -> u128 {
    1 << u32::from(mark).min(127)
}

/// The marks one of which any text of ASCII has that hides something.
const HIDING: u128 = {
    let (mut bits, mut byte) = (0, 0);
    while byte < 128 {
        if !is_plain(byte) {
            bits |= 1 << byte;
        }
        byte += 1;
    }
    bits
};

/// How much of the turn before is read: the question stands at its end.
const PREVIOUS_BYTES: usize = 600;

impl<'t> Scan<'t> {
    pub(crate) fn new(text: &'t str, previous: &[&str]) -> Self {
        let scan = Self::read(Normal::new(text), previous);
        if scan.kinds & HIDING != 0 && scan.normal.is_original() && hides(text) {
            Self::read(Normal::revealed(text), previous)
        } else {
            scan
        }
    }

    fn read(normal: Normal<'t>, previous: &[&str]) -> Self {
        let length = normal.text().len();
        let mut tokens = Vec::with_capacity(length / 4 + 4);
        let (mut numbers, mut marks) = (Vec::with_capacity(8), Vec::with_capacity(8));
        let mut words = Vec::with_capacity(length / 8 + 4);
        let (mut meanings, mut kinds) = (Meaning::NONE, 0);
        let mut reader = Reader::new(normal.text());
        while let Some(token) = reader.next_token() {
            match token.class {
                Class::Word => {
                    meanings = meanings | token.meaning;
                    if token.meaning.without(QUIET) != Meaning::NONE {
                        words.push(tokens.len());
                    }
                }
                Class::Number => numbers.push(tokens.len()),
                Class::Mark('.' | ',') => {}
                Class::Mark(mark) => {
                    kinds |= mark_bit(mark);
                    marks.push(tokens.len());
                }
            }
            tokens.push(token);
        }
        Self {
            asked: previous.last().map_or(Meaning::NONE, |turn| asked(turn)),
            folded: reader.folded,
            normal,
            tokens,
            numbers,
            words,
            marks,
            meanings,
            kinds,
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

    /// The words that mean something of `meaning`, in order. No detector begins at [`QUIET`] ones.
    pub(crate) fn words_with(&self, meaning: Meaning) -> impl Iterator<Item = usize> + '_ {
        debug_assert!(!meaning.has(QUIET), "they are not among the words");
        let words: &[usize] = if self.meanings.has(meaning) {
            &self.words
        } else {
            &[]
        };
        words.iter().copied().filter(move |at| {
            self.step();
            self.tokens[*at].meaning.has(meaning)
        })
    }

    /// Whether any word of the text means it, or it was asked for.
    pub(crate) fn tells(&self, meaning: Meaning) -> bool {
        self.meanings.has(meaning) || self.asked.has(meaning)
    }

    /// The marks that are one of `marks`, in order; dots and commas are not among them.
    pub(crate) fn marks(&self, wanted: &'static [char]) -> impl Iterator<Item = usize> + '_ {
        let is_there = wanted.iter().any(|mark| self.kinds & mark_bit(*mark) != 0);
        let marks: &[usize] = if is_there { &self.marks } else { &[] };
        marks.iter().copied().filter(move |at| {
            self.step();
            matches!(self.tokens[*at].class, Class::Mark(mark) if wanted.contains(&mark))
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

    /// The text in lower case, byte for byte; behind it words with accents, folded.
    pub(crate) fn folded(&self) -> &str {
        &self.folded
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

/// Reads one token after the other.
struct Reader<'t> {
    text: &'t str,
    at: usize,
    /// The text in lower case, byte for byte; words with accents stand after it, folded.
    folded: String,
    table: &'static words::Table,
}

/// What an ASCII byte is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Byte {
    Space,
    Digit,
    Letter,
    Mark,
    /// Part of a character outside ASCII.
    Wide,
}

const BYTES: [Byte; 256] = {
    let mut bytes = [Byte::Mark; 256];
    let mut at = 0;
    while at < 256 {
        bytes[at] = match at as u8 {
            b' ' | b'\t' | b'\r' => Byte::Space,
            b'0'..=b'9' => Byte::Digit,
            b'a'..=b'z' | b'A'..=b'Z' => Byte::Letter,
            0x80.. => Byte::Wide,
            _ => Byte::Mark,
        };
        at += 1;
    }
    bytes
};

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            folded: text.to_ascii_lowercase(),
            table: words::table(),
        }
    }

    #[inline(always)]
    fn next_token(&mut self) -> Option<Token> {
        let bytes = self.text.as_bytes();
        let mut start = self.at;
        let byte = loop {
            let byte = *bytes.get(start)?;
            if BYTES[usize::from(byte)] != Byte::Space {
                break byte;
            }
            start += 1;
        };
        match BYTES[usize::from(byte)] {
            Byte::Letter => Some(self.word(start)),
            Byte::Digit => {
                let digits = bytes[start..].iter().take_while(|b| b.is_ascii_digit());
                let end = start + digits.count();
                Some(self.token(start, end, Class::Number))
            }
            Byte::Space | Byte::Mark => {
                Some(self.token(start, start + 1, Class::Mark(char::from(byte))))
            }
            Byte::Wide => {
                let c = self.text[start..].chars().next()?;
                if c.is_alphabetic() {
                    Some(self.word(start))
                } else {
                    Some(self.token(start, start + c.len_utf8(), Class::Mark(c)))
                }
            }
        }
    }

    fn token(&mut self, start: usize, end: usize, class: Class) -> Token {
        self.at = end;
        Token {
            start,
            end,
            class,
            meaning: Meaning::NONE,
            folded: (start, start),
        }
    }

    #[inline(always)]
    fn word(&mut self, start: usize) -> Token {
        let bytes = self.text.as_bytes();
        let letters = bytes[start..]
            .iter()
            .take_while(|byte| BYTES[usize::from(**byte)] == Byte::Letter);
        let end = start + letters.count();
        match bytes.get(end) {
            Some(byte) if *byte == b'\'' || !byte.is_ascii() => self.long_word(start, end),
            _ => {
                let mut token = self.token(start, end, Class::Word);
                token.folded = (start, end);
                token.meaning = self.table.meaning_at(&self.folded, start, end);
                token
            }
        }
    }

    /// A word whose letters up to `end` are plain ones and after which others may follow.
    fn long_word(&mut self, start: usize, mut end: usize) -> Token {
        let bytes = self.text.as_bytes();
        let mut is_ascii = true;
        while let Some(byte) = bytes.get(end).copied() {
            match BYTES[usize::from(byte)] {
                Byte::Letter => end += 1,
                Byte::Wide => {
                    let Some(c) = self.text[end..].chars().next() else {
                        break;
                    };
                    if !c.is_alphabetic() && !is_combining(c) {
                        break;
                    }
                    is_ascii = false;
                    end += c.len_utf8();
                }
                Byte::Mark if byte == b'\'' && self.joins(start, end) => end += 1,
                Byte::Mark | Byte::Digit | Byte::Space => break,
            }
        }
        let mut token = self.token(start, end, Class::Word);
        if is_ascii {
            token.folded = (start, end);
        } else {
            let from = self.folded.len();
            for c in self.text[start..end].chars() {
                fold_char(c, &mut self.folded);
            }
            token.folded = (from, self.folded.len());
        }
        token.meaning = words::meaning(&self.folded[token.folded.0..token.folded.1]);
        token
    }

    /// Whether the apostrophe at `at` belongs to the word that starts at `start`.
    fn joins(&self, start: usize, at: usize) -> bool {
        let after = &self.text[at + 1..];
        after.chars().next().is_some_and(char::is_alphabetic)
            && !is_possessive(&self.folded[start..at], after)
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
    let normal = Normal::new(&turn[from..]);
    let mut reader = Reader::new(normal.text());
    let (mut all, mut count, mut asks, mut breaks_off) = (Meaning::NONE, 0, false, false);
    while let Some(token) = reader.next_token() {
        count += 1;
        all = all | token.meaning;
        asks |= token.is_mark('?');
        // "my card number is", sent before the number.
        breaks_off = token.is_mark(':') || token.meaning.has(Meaning::LINK);
    }
    let short = count <= 7 && all.has(Meaning::PLEASE);
    if asks || all.has(Meaning::ASK) || short || breaks_off {
        all
    } else {
        Meaning::NONE
    }
}
