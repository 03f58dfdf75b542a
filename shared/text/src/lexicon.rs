//! A small pattern language over folded words, for the lexicons.
//!
//! `word` stands for itself, `word*` for every word that begins so, `[a|b c|d]` for one of several phrases, `?` after
//! either makes it optional, `..3` is a gap of up to three words in the same clause, `^` the start of a clause
//! and `$` its end. `@name` stands for a group of the lexicon.

use std::ops::Range;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::{fold, lang::Lang, words::Word};

/// Rows of a lexicon as one text: hundreds of small texts cost the edge kilobytes of addresses.
#[macro_export]
macro_rules! lines {
    ($($line:literal),+ $(,)?) => {
        concat!($($line, "\n"),+)
    };
}
pub use lines;

/// Words of a message that a lexicon knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Match {
    /// The language of the lexicon.
    pub lang: Lang,
    /// The words that matched, folded.
    pub phrase: String,
}

/// The place of a match, in indices of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The language of the pattern.
    pub lang: Lang,
    /// The first word.
    pub first: usize,
    /// One after the last.
    pub end: usize,
    /// The index given with the pattern.
    pub tag: usize,
}

impl Span {
    /// The words that matched, for the record.
    pub fn matched(&self, words: &[Word]) -> Match {
        let phrase: Vec<&str> = words[self.first..self.end]
            .iter()
            .map(|word| word.text.as_str())
            .collect();
        Match {
            lang: self.lang,
            phrase: phrase.join(" "),
        }
    }
}

/// One step of a pattern. Those of all patterns lie in one row: a message meets a hundred patterns, and what is spread
/// over memory takes longer to fetch than to compare.
#[derive(Clone, Copy, Debug)]
enum Atom {
    /// A word, by its number.
    Word {
        number: u32,
        optional: bool,
    },
    /// A beginning of words, by its number.
    Prefix {
        number: u32,
        optional: bool,
    },
    /// One of the phrases that are the next `length` atoms.
    OneOf {
        length: u32,
        optional: bool,
    },
    /// A phrase of a choice: the next `length` atoms.
    Phrase {
        length: u32,
    },
    Gap(u32),
    Start,
    End,
}

#[derive(Debug)]
struct Pattern {
    lang: Lang,
    tag: usize,
    /// Where its atoms lie.
    atoms: Range<usize>,
}

/// Patterns with an index by their first words, so that a message meets only those that can match.
#[derive(Debug, Default)]
pub struct Lexicon {
    patterns: Vec<Pattern>,
    atoms: Vec<Atom>,
    /// The number of each word of the patterns.
    words: FxHashMap<String, u32>,
    prefixes: Vec<String>,
    /// The patterns that can begin with a word, by its number.
    by_first_word: Vec<Vec<usize>>,
    /// Patterns that can begin with a prefix, by the first two bytes of it.
    by_first_bytes: FxHashMap<[u8; 2], Vec<usize>>,
}

impl Lexicon {
    /// Adds patterns of one language, one a line; `groups` are the `@names` they use. A prefix has two bytes or more.
    pub fn add(&mut self, lang: Lang, tag: usize, groups: &[(&str, &str)], patterns: &str) {
        for source in patterns.lines() {
            let mut source = source.to_owned();
            for (name, phrases) in groups {
                source = source.replace(&format!("@{name}"), &format!("[{phrases}]"));
            }
            let first = self.atoms.len();
            self.parse(&mut fold(&source).as_str(), false);
            let atoms = first..self.atoms.len();
            let mut beginnings = Vec::new();
            beginnings_of(&self.atoms[atoms.clone()], &mut beginnings);
            let index = self.patterns.len();
            for beginning in beginnings {
                let patterns = match beginning {
                    Beginning::Word(number) => &mut self.by_first_word[number as usize],
                    Beginning::Prefix(number) => {
                        match first_bytes(&self.prefixes[number as usize]) {
                            Some(bytes) => self.by_first_bytes.entry(bytes).or_default(),
                            None => continue,
                        }
                    }
                };
                if patterns.last() != Some(&index) {
                    patterns.push(index);
                }
            }
            self.patterns.push(Pattern { lang, tag, atoms });
        }
    }

    /// The first match that `accept` takes, in the order of the words; at each word a pattern matches once at most.
    pub fn find(&self, words: &[Word], accept: &mut dyn FnMut(Span) -> bool) -> Option<Span> {
        let text = Text {
            words,
            numbers: words
                .iter()
                .map(|word| self.words.get(&word.text).copied())
                .collect(),
            prefixes: &self.prefixes,
        };
        for (at, word) in words.iter().enumerate() {
            let named = text.numbers[at].map(|number| &self.by_first_word[number as usize]);
            let begun = first_bytes(&word.text).and_then(|bytes| self.by_first_bytes.get(&bytes));
            for &index in named.into_iter().chain(begun).flatten() {
                let pattern = &self.patterns[index];
                let atoms = &self.atoms[pattern.atoms.clone()];
                let Some(end) = text.end_of(atoms, at, at).filter(|end| *end > at) else {
                    continue;
                };
                let span = Span {
                    lang: pattern.lang,
                    first: at,
                    end,
                    tag: pattern.tag,
                };
                if accept(span) {
                    return Some(span);
                }
            }
        }
        None
    }

    fn parse(&mut self, rest: &mut &str, nested: bool) {
        loop {
            *rest = rest.trim_start_matches(' ');
            let Some(c) = rest.chars().next() else {
                return;
            };
            match c {
                '|' | ']' if nested => return,
                '^' => {
                    self.atoms.push(Atom::Start);
                    *rest = &rest[1..];
                }
                '$' => {
                    self.atoms.push(Atom::End);
                    *rest = &rest[1..];
                }
                '[' => self.parse_choice(rest),
                _ => {
                    let end = rest.find([' ', '|', ']', '[']).unwrap_or(rest.len());
                    let (token, after) = rest.split_at(end.max(c.len_utf8()));
                    *rest = after;
                    let atom = self.parse_token(token);
                    self.atoms.push(atom);
                }
            }
        }
    }

    fn parse_choice(&mut self, rest: &mut &str) {
        let choice = self.atoms.len();
        self.atoms.push(Atom::End);
        loop {
            *rest = &rest[1..];
            let phrase = self.atoms.len();
            self.atoms.push(Atom::End);
            self.parse(rest, true);
            self.atoms[phrase] = Atom::Phrase {
                length: self.atoms_after(phrase),
            };
            if !rest.starts_with('|') {
                break;
            }
        }
        *rest = rest.strip_prefix(']').unwrap_or(rest);
        self.atoms[choice] = Atom::OneOf {
            length: self.atoms_after(choice),
            optional: take(rest, '?'),
        };
    }

    fn parse_token(&mut self, token: &str) -> Atom {
        if let Some(most) = token.strip_prefix("..").and_then(|most| most.parse().ok()) {
            return Atom::Gap(most);
        }
        let (token, optional) = match token.strip_suffix('?') {
            Some(token) => (token, true),
            None => (token, false),
        };
        if let Some(prefix) = token.strip_suffix('*') {
            let number = count(self.prefixes.len());
            self.prefixes.push(prefix.to_owned());
            return Atom::Prefix { number, optional };
        }
        let next = count(self.by_first_word.len());
        let number = *self.words.entry(token.to_owned()).or_insert(next);
        if number == next {
            self.by_first_word.push(Vec::new());
        }
        Atom::Word { number, optional }
    }

    fn atoms_after(&self, at: usize) -> u32 {
        count(self.atoms.len() - at - 1)
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn first_bytes(word: &str) -> Option<[u8; 2]> {
    word.as_bytes().first_chunk().copied()
}

fn take(rest: &mut &str, wanted: char) -> bool {
    match rest.strip_prefix(wanted) {
        Some(after) => {
            *rest = after;
            true
        }
        None => false,
    }
}

/// What a pattern can begin with.
enum Beginning {
    Word(u32),
    Prefix(u32),
}

fn beginnings_of(mut atoms: &[Atom], found: &mut Vec<Beginning>) {
    while let Some((atom, rest)) = atoms.split_first() {
        atoms = rest;
        let optional = match *atom {
            // A pattern that begins with a gap would match wherever its second word does.
            Atom::Start | Atom::Gap(_) | Atom::Phrase { .. } => true,
            Atom::End => false,
            Atom::Word { number, optional } => {
                found.push(Beginning::Word(number));
                optional
            }
            Atom::Prefix { number, optional } => {
                found.push(Beginning::Prefix(number));
                optional
            }
            Atom::OneOf { length, optional } => {
                let (choice, rest) = atoms.split_at(length as usize);
                phrases(choice).for_each(|phrase| beginnings_of(phrase, found));
                atoms = rest;
                optional
            }
        };
        if !optional {
            return;
        }
    }
}

/// The phrases of a choice.
fn phrases(mut choice: &[Atom]) -> impl Iterator<Item = &[Atom]> {
    std::iter::from_fn(move || {
        let (Atom::Phrase { length }, rest) = choice.split_first()? else {
            return None;
        };
        let (phrase, rest) = rest.split_at(*length as usize);
        choice = rest;
        Some(phrase)
    })
}

/// A message as a lexicon sees it.
struct Text<'a> {
    words: &'a [Word],
    /// The lexicon's number of each word it knows.
    numbers: Vec<Option<u32>>,
    prefixes: &'a [String],
}

impl Text<'_> {
    /// The word after a match of the atoms at word `at`; the pattern began at `first`.
    fn end_of(&self, atoms: &[Atom], first: usize, at: usize) -> Option<usize> {
        let Some((atom, rest)) = atoms.split_first() else {
            return Some(at);
        };
        let is_in_clause = |at: usize| self.same_clause(first, at);
        match *atom {
            Atom::Phrase { .. } => self.end_of(rest, first, at),
            Atom::Start => {
                (at == 0 || !is_in_clause(at - 1)).then(|| self.end_of(rest, first, at))?
            }
            Atom::End => (!is_in_clause(at)).then(|| self.end_of(rest, first, at))?,
            Atom::Word { number, optional } => {
                let is_here = self.numbers.get(at) == Some(&Some(number)) && is_in_clause(at);
                self.end_after(is_here, optional, rest, first, at)
            }
            Atom::Prefix { number, optional } => {
                let prefix = self.prefixes[number as usize].as_str();
                let is_here = is_in_clause(at) && self.words[at].text.starts_with(prefix);
                self.end_after(is_here, optional, rest, first, at)
            }
            Atom::OneOf { length, optional } => {
                let (choice, rest) = rest.split_at(length as usize);
                phrases(choice)
                    .find_map(|phrase| {
                        let end = self.end_of(phrase, first, at)?;
                        self.end_of(rest, first, end)
                    })
                    .or_else(|| optional.then(|| self.end_of(rest, first, at))?)
            }
            Atom::Gap(most) => (at..=at + most as usize).find_map(|next| {
                if next > self.words.len() || (next > at && !is_in_clause(next - 1)) {
                    return None;
                }
                self.end_of(rest, first, next)
            }),
        }
    }

    fn end_after(
        &self,
        is_here: bool,
        optional: bool,
        rest: &[Atom],
        first: usize,
        at: usize,
    ) -> Option<usize> {
        is_here
            .then(|| self.end_of(rest, first, at + 1))
            .flatten()
            .or_else(|| optional.then(|| self.end_of(rest, first, at))?)
    }

    /// A match stays within the clause it began in, so that "no, agent of change" joins nothing by accident. There is
    /// none after the last word.
    fn same_clause(&self, first: usize, at: usize) -> bool {
        (self.words.get(at)).is_some_and(|word| word.clause == self.words[first].clause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;

    fn found(pattern: &str, text: &str) -> Option<String> {
        let mut lexicon = Lexicon::default();
        lexicon.add(Lang::En, 0, &[("person", "human|real? person")], pattern);
        let words = words(text);
        lexicon
            .find(&words, &mut |_| true)
            .map(|span| span.matched(&words).phrase)
    }

    #[test]
    fn patterns_match_as_documented() {
        let cases = [
            (
                "talk to [a|the]? @person",
                "please talk to a real person",
                Some("talk to a real person"),
            ),
            (
                "talk to [a|the]? @person",
                "talk to human",
                Some("talk to human"),
            ),
            ("talk to @person", "talk to, person", None),
            ("^ @person $", "human", Some("human")),
            ("^ @person $", "human hair", None),
            (
                "mitarbeit* sprechen",
                "Mitarbeiterin sprechen",
                Some("mitarbeiterin sprechen"),
            ),
            (
                "want ..2 person",
                "want a very person",
                Some("want a very person"),
            ),
            ("want ..1 person", "want a very person", None),
            ("want ..2 person", "want a. person", None),
            ("[a b|c]? d", "d", Some("d")),
            ("[a b|c]? d", "a b d", Some("a b d")),
        ];
        for (pattern, text, expected) in cases {
            assert_eq!(
                found(pattern, text).as_deref(),
                expected,
                "{pattern} / {text}"
            );
        }
    }
}
