//! A small pattern language over folded words, for the lexicons.
//!
//! `word` stands for itself, `word*` for every word that begins so, `[a|b c|d]` for one of several phrases, `?` after
//! either makes it optional, `..3` is a gap of up to three words in the same clause, `^` the start of a clause
//! and `$` its end. `@name` stands for a group of the lexicon.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::{
    lang::Lang,
    words::{Word, fold},
};

/// Rows of a lexicon as one text: hundreds of small texts cost the edge kilobytes of addresses.
macro_rules! lines {
    ($($line:literal),+ $(,)?) => {
        concat!($($line, "\n"),+)
    };
}
pub(crate) use lines;

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
pub(crate) struct Span {
    pub(crate) lang: Lang,
    pub(crate) first: usize,
    /// One after the last.
    pub(crate) end: usize,
    /// The index given with the pattern.
    pub(crate) tag: usize,
}

impl Span {
    pub(crate) fn matched(&self, words: &[Word]) -> Match {
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

#[derive(Debug)]
enum Atom {
    Word {
        text: String,
        prefix: bool,
        optional: bool,
    },
    OneOf {
        phrases: Vec<Vec<Atom>>,
        optional: bool,
    },
    Gap(usize),
    Start,
    End,
}

#[derive(Debug)]
struct Pattern {
    lang: Lang,
    tag: usize,
    atoms: Vec<Atom>,
}

/// Patterns with an index by their first words, so that a message meets only those that can match.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    patterns: Vec<Pattern>,
    by_first_word: HashMap<String, Vec<usize>>,
    /// Patterns that can begin with a prefix, by the first two bytes of it.
    by_first_bytes: HashMap<[u8; 2], Vec<usize>>,
}

impl Lexicon {
    /// Adds patterns of one language, one a line; `groups` are the `@names` they use.
    pub(crate) fn add(&mut self, lang: Lang, tag: usize, groups: &[(&str, &str)], patterns: &str) {
        for source in patterns.lines() {
            let mut source = source.to_owned();
            for (name, phrases) in groups {
                source = source.replace(&format!("@{name}"), &format!("[{phrases}]"));
            }
            let folded = fold(&source);
            let mut rest = folded.as_str();
            let atoms = parse(&mut rest, false);
            let index = self.patterns.len();
            let mut firsts = Vec::new();
            first_words(&atoms, &mut firsts);
            firsts.sort_unstable();
            firsts.dedup();
            for (first, is_prefix) in firsts {
                match first_bytes(&first) {
                    Some(bytes) if is_prefix => {
                        let patterns = self.by_first_bytes.entry(bytes).or_default();
                        if patterns.last() != Some(&index) {
                            patterns.push(index);
                        }
                    }
                    _ => self.by_first_word.entry(first).or_default().push(index),
                }
            }
            self.patterns.push(Pattern { lang, tag, atoms });
        }
    }

    /// The first match that `accept` takes, in the order of the words; at each word a pattern matches once at most.
    pub(crate) fn find(
        &self,
        words: &[Word],
        accept: &mut dyn FnMut(Span) -> bool,
    ) -> Option<Span> {
        for (at, word) in words.iter().enumerate() {
            let named = self.by_first_word.get(&word.text);
            let begun = first_bytes(&word.text).and_then(|bytes| self.by_first_bytes.get(&bytes));
            for &index in named.into_iter().chain(begun).flatten() {
                let pattern = &self.patterns[index];
                let Some(end) = match_atoms(&pattern.atoms, words, at, at).filter(|end| *end > at)
                else {
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
}

fn first_bytes(word: &str) -> Option<[u8; 2]> {
    word.as_bytes().first_chunk().copied()
}

/// Collects the words a pattern can begin with, and whether they are prefixes of two bytes or more.
fn first_words(atoms: &[Atom], firsts: &mut Vec<(String, bool)>) {
    for atom in atoms {
        let optional = match atom {
            // A pattern that begins with a gap would match wherever its second word does.
            Atom::Start | Atom::Gap(_) => true,
            Atom::End => false,
            Atom::Word {
                text,
                prefix,
                optional,
            } => {
                firsts.push((text.clone(), *prefix));
                *optional
            }
            Atom::OneOf { phrases, optional } => {
                for phrase in phrases {
                    first_words(phrase, firsts);
                }
                *optional
            }
        };
        if !optional {
            return;
        }
    }
}

fn parse(rest: &mut &str, nested: bool) -> Vec<Atom> {
    let mut atoms = Vec::new();
    loop {
        *rest = rest.trim_start_matches(' ');
        let Some(c) = rest.chars().next() else {
            return atoms;
        };
        match c {
            '|' | ']' if nested => return atoms,
            '^' => {
                atoms.push(Atom::Start);
                *rest = &rest[1..];
            }
            '$' => {
                atoms.push(Atom::End);
                *rest = &rest[1..];
            }
            '[' => {
                let mut phrases = Vec::new();
                loop {
                    *rest = &rest[1..];
                    phrases.push(parse(rest, true));
                    if !rest.starts_with('|') {
                        break;
                    }
                }
                *rest = rest.strip_prefix(']').unwrap_or(rest);
                atoms.push(Atom::OneOf {
                    phrases,
                    optional: take(rest, '?'),
                });
            }
            _ => {
                let end = rest.find([' ', '|', ']', '[']).unwrap_or(rest.len());
                let (token, after) = rest.split_at(end.max(c.len_utf8()));
                *rest = after;
                if let Some(most) = token.strip_prefix("..").and_then(|most| most.parse().ok()) {
                    atoms.push(Atom::Gap(most));
                    continue;
                }
                let (token, optional) = match token.strip_suffix('?') {
                    Some(token) => (token, true),
                    None => (token, false),
                };
                let (token, prefix) = match token.strip_suffix('*') {
                    Some(token) => (token, true),
                    None => (token, false),
                };
                atoms.push(Atom::Word {
                    text: token.to_owned(),
                    prefix,
                    optional,
                });
            }
        }
    }
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

fn match_atoms(atoms: &[Atom], words: &[Word], first: usize, at: usize) -> Option<usize> {
    let Some((atom, rest)) = atoms.split_first() else {
        return Some(at);
    };
    match atom {
        Atom::Start => (at == 0 || words[at - 1].clause != words[first].clause)
            .then(|| match_atoms(rest, words, first, at))?,
        Atom::End => words
            .get(at)
            .is_none_or(|word| word.clause != words[first].clause)
            .then(|| match_atoms(rest, words, first, at))?,
        Atom::Word {
            text,
            prefix,
            optional,
        } => {
            let here = words.get(at).filter(|word| {
                same_clause(words, first, at)
                    && if *prefix {
                        word.text.starts_with(text)
                    } else {
                        word.text == *text
                    }
            });
            here.and_then(|_| match_atoms(rest, words, first, at + 1))
                .or_else(|| optional.then(|| match_atoms(rest, words, first, at))?)
        }
        Atom::OneOf { phrases, optional } => phrases
            .iter()
            .find_map(|phrase| match_nested(phrase, rest, words, first, at))
            .or_else(|| optional.then(|| match_atoms(rest, words, first, at))?),
        Atom::Gap(most) => (0..=*most).find_map(|skipped| {
            let next = at + skipped;
            if next > words.len() || (skipped > 0 && !same_clause(words, first, next - 1)) {
                return None;
            }
            match_atoms(rest, words, first, next)
        }),
    }
}

fn match_nested(
    phrase: &[Atom],
    rest: &[Atom],
    words: &[Word],
    first: usize,
    at: usize,
) -> Option<usize> {
    let end = match_atoms(phrase, words, first, at)?;
    match_atoms(rest, words, first, end)
}

/// A match stays within the clause it began in, so that "no, agent of change" joins nothing by accident.
fn same_clause(words: &[Word], first: usize, at: usize) -> bool {
    words[first].clause == words[at].clause
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
