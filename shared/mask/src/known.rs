//! Values known already, found again wherever they stand between token boundaries.
//!
//! Rolling hashes make a comparison one subtraction, however long the value, so that neither a
//! long text nor a long value makes the work more than linear.

use std::collections::BTreeMap;

use crate::detect::{Found, Span};
use crate::identity::{Form, form};
use crate::kind::Kind;
use crate::normalize::plain_text;
use crate::scan::Scan;
use crate::vault::Vault;
use crate::words::{self, Meaning};

const KNOWN: &str = "known_value";

/// Adds what the vault knows to the findings.
pub(crate) fn of_vault(scan: &Scan<'_>, vault: &Vault, found: &mut Vec<Found>) {
    let mut patterns = Patterns::default();
    for entry in vault.entries() {
        patterns.add(entry.kind(), entry.value());
    }
    found.extend(patterns.find(scan, &|_, _| true));
}

/// Adds to the spans of a text the other places where their values stand.
pub(crate) fn repeated(scan: &Scan<'_>, original: &str, mut spans: Vec<Span>) -> Vec<Span> {
    let mut patterns = Patterns::default();
    for span in &spans {
        patterns.add(span.kind, &original[span.start..span.end]);
    }
    let is_free = |start: usize, end: usize| {
        let (start, end) = scan.normal.original(start, end);
        let next = spans.partition_point(|span| span.end <= start);
        spans.get(next).is_none_or(|span| span.start >= end)
    };
    let more: Vec<Span> = patterns
        .find(scan, &is_free)
        .into_iter()
        .map(|found| {
            let (start, end) = scan.normal.original(found.start, found.end);
            Span {
                start,
                end,
                kind: found.kind,
                score: found.score,
                rule: found.rule,
            }
        })
        .collect();
    spans.extend(more);
    spans.sort_by_key(|span| span.start);
    // Values that overlap each other in one place: the first one covers it.
    let mut end = 0;
    spans.retain(|span| {
        let free = span.start >= end;
        end = if free { span.end } else { end };
        free
    });
    spans
}

/// Characters of a value that select it before its hash is compared.
const PREFIX: usize = 3;

/// The first characters of a value, padded where it is shorter.
type Prefix = [char; PREFIX];

fn prefix(characters: impl Iterator<Item = char>) -> Prefix {
    let mut prefix = ['\0'; PREFIX];
    prefix
        .iter_mut()
        .zip(characters)
        .for_each(|(place, c)| *place = c);
    prefix
}

struct Pattern {
    kind: Kind,
    /// In characters that count.
    length: usize,
    hash: u64,
    /// A name that is an everyday word too is one only if written as it was.
    exact_case: Option<String>,
    /// Digits are not collected over commas and words: "1, 2, 3" is not "123".
    digits_only: bool,
}

#[derive(Default)]
struct Patterns {
    by_prefix: BTreeMap<(bool, Prefix), Vec<Pattern>>,
}

impl Patterns {
    fn add(&mut self, kind: Kind, value: &str) {
        let plain = plain_text(value);
        let compact = form(kind) == Form::Compact && plain.chars().any(char::is_alphanumeric);
        self.insert(kind, &plain, compact);
        if kind == Kind::Name {
            // Someone who gave a full name is called by a part of it later.
            for part in plain
                .split(|c: char| !c.is_alphabetic() && c != '\'')
                .filter(|part| part.chars().count() >= 3)
            {
                let mut folded = String::new();
                part.chars().for_each(|c| words::fold(c, &mut folded));
                if part.len() < plain.len()
                    && !words::meaning(&folded)
                        .has(Meaning::STOP | Meaning::PARTICLE | Meaning::TITLE)
                {
                    self.insert(kind, part, true);
                }
            }
        }
    }

    fn insert(&mut self, kind: Kind, plain: &str, compact: bool) {
        let characters: Vec<char> = View::characters(plain, compact).map(|c| c.lower).collect();
        if characters.is_empty() {
            return;
        }
        let mut folded = String::new();
        plain.chars().for_each(|c| words::fold(c, &mut folded));
        let everyday = kind == Kind::Name
            && words::meaning(&folded).has(Meaning::EVERYDAY_NAME | Meaning::STOP);
        let pattern = Pattern {
            kind,
            length: characters.len(),
            hash: characters.iter().fold(0, |hash, c| push(hash, *c)),
            exact_case: everyday.then(|| plain.to_owned()),
            digits_only: compact && characters.iter().all(char::is_ascii_digit),
        };
        let prefix = prefix(characters.into_iter());
        let patterns = self.by_prefix.entry((compact, prefix)).or_default();
        if !patterns.iter().any(|p| {
            p.hash == pattern.hash
                && p.length == pattern.length
                && p.exact_case == pattern.exact_case
        }) {
            patterns.push(pattern);
            // The longest first: it wins where several begin.
            patterns.sort_by_key(|p| std::cmp::Reverse(p.length));
        }
    }

    fn find(&self, scan: &Scan<'_>, is_free: &dyn Fn(usize, usize) -> bool) -> Vec<Found> {
        let mut found = Vec::new();
        for compact in [true, false] {
            if self.by_prefix.keys().any(|(c, _)| *c == compact) {
                self.find_in(scan, &View::new(scan, compact), is_free, &mut found);
            }
        }
        found
    }

    fn find_in(
        &self,
        scan: &Scan<'_>,
        view: &View,
        is_free: &dyn Fn(usize, usize) -> bool,
        found: &mut Vec<Found>,
    ) {
        let mut at = 0;
        while at < view.characters.len() {
            scan.step();
            let mut matched = 1;
            if view.starts_token(scan, at) {
                for length in (1..=PREFIX.min(view.characters.len() - at)).rev() {
                    let prefix = prefix(view.characters[at..at + length].iter().map(|c| c.lower));
                    let Some(patterns) = self.by_prefix.get(&(view.compact, prefix)) else {
                        continue;
                    };
                    let pattern = patterns.iter().find(|pattern| {
                        scan.step();
                        view.matches(scan, at, pattern) && {
                            let (start, end) = view.range(at, pattern.length);
                            is_free(start, end)
                        }
                    });
                    if let Some(pattern) = pattern {
                        let (start, end) = view.range(at, pattern.length);
                        found.push(Found {
                            start,
                            end,
                            kind: pattern.kind,
                            score: 96,
                            rule: KNOWN,
                        });
                        matched = pattern.length;
                        break;
                    }
                }
            }
            at += matched;
        }
    }
}

const MODULUS: u64 = (1 << 61) - 1;
const BASE: u64 = 1_000_003_621;

fn multiply(a: u64, b: u64) -> u64 {
    u64::try_from(u128::from(a) * u128::from(b) % u128::from(MODULUS)).unwrap_or_default()
}

fn push(hash: u64, c: char) -> u64 {
    (multiply(hash, BASE) + u64::from(u32::from(c)) + 1) % MODULUS
}

/// A character in lower case, and its bytes in the normal form.
#[derive(Clone, Copy)]
struct Character {
    start: usize,
    end: usize,
    lower: char,
}

/// The text as a row of characters to compare, with prefix hashes.
struct View {
    compact: bool,
    characters: Vec<Character>,
    hashes: Vec<u64>,
    powers: Vec<u64>,
}

impl View {
    /// One lower-case character per character that counts.
    fn characters(text: &str, compact: bool) -> impl Iterator<Item = Character> + '_ {
        text.char_indices()
            .filter(move |(_, c)| !compact || c.is_alphanumeric())
            .map(|(start, c)| Character {
                start,
                end: start + c.len_utf8(),
                lower: c.to_lowercase().next().unwrap_or(c),
            })
    }

    fn new(scan: &Scan<'_>, compact: bool) -> Self {
        let characters: Vec<Character> = Self::characters(scan.text(), compact).collect();
        let mut hashes = Vec::with_capacity(characters.len() + 1);
        let mut powers = Vec::with_capacity(characters.len() + 1);
        let (mut hash, mut power) = (0, 1);
        hashes.push(hash);
        powers.push(power);
        for character in &characters {
            hash = push(hash, character.lower);
            power = multiply(power, BASE);
            hashes.push(hash);
            powers.push(power);
        }
        Self {
            compact,
            characters,
            hashes,
            powers,
        }
    }

    fn range(&self, at: usize, length: usize) -> (usize, usize) {
        (
            self.characters[at].start,
            self.characters[at + length - 1].end,
        )
    }

    fn starts_token(&self, scan: &Scan<'_>, at: usize) -> bool {
        let character = self.characters[at];
        !character.lower.is_alphanumeric() || is_boundary(scan.text(), character.start)
    }

    fn matches(&self, scan: &Scan<'_>, at: usize, pattern: &Pattern) -> bool {
        let end = at + pattern.length;
        if end > self.characters.len() {
            return false;
        }
        let hash = (self.hashes[end] + MODULUS
            - multiply(self.hashes[at], self.powers[pattern.length]))
            % MODULUS;
        if hash != pattern.hash {
            return false;
        }
        let text = scan.text();
        let last_is_word = self.characters[end - 1].lower.is_alphanumeric();
        let (start, end) = self.range(at, pattern.length);
        (!last_is_word || is_boundary(text, end))
            && pattern
                .exact_case
                .as_ref()
                .is_none_or(|value| &text[start..end] == value)
            && (!pattern.digits_only
                || text[start..end]
                    .bytes()
                    .all(|b| b.is_ascii_digit() || b" -./()+".contains(&b)))
    }
}

/// Whether a token can begin or end at this byte: not between two letters or two digits.
fn is_boundary(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at..].chars().next();
    match (before, after) {
        (Some(before), Some(after)) => {
            let (a, b) = (before.is_alphanumeric(), after.is_alphanumeric());
            !(a && b) || before.is_numeric() != after.is_numeric()
        }
        _ => true,
    }
}
