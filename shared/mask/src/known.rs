//! Values known already, found again wherever they stand between token boundaries.
//!
//! The values lie sorted; at every boundary of the text the row of values that begin like it is
//! narrowed character by character. So the work depends on the text and on the longest value
//! ([`LONGEST`] bytes at most), not on how many values there are.

use zeroize::Zeroizing;

use crate::detect::{Found, Span};
use crate::identity::{Form, form};
use crate::kind::Kind;
use crate::normalize::plain_text;
use crate::scan::{Class, Scan};
use crate::words::{self, Meaning};

const KNOWN: &str = "known_value";

/// The longest value looked for, in bytes of its normal form. A longer one (a key block) is found
/// by its detector wherever it stands.
const LONGEST: usize = 512;

/// Adds to the spans of a text the other places where their values stand.
pub(crate) fn repeated(scan: &Scan<'_>, original: &str, mut spans: Vec<Span>) -> Vec<Span> {
    if spans.is_empty() {
        return spans;
    }
    let mut patterns = Patterns::default();
    for span in &spans {
        patterns.add(span.kind, &original[span.start..span.end]);
    }
    let is_free = |start: usize, end: usize| {
        let (start, end) = scan.normal.original(start, end);
        let next = spans.partition_point(|span| span.end <= start);
        spans.get(next).is_none_or(|span| span.start >= end)
    };
    let mut more = Vec::new();
    patterns.find(scan, &is_free, &mut more);
    if more.is_empty() {
        return spans;
    }
    spans.extend(more.into_iter().map(|found| {
        let (start, end) = scan.normal.original(found.start, found.end);
        Span {
            start,
            end,
            kind: found.kind,
            score: found.score,
            rule: found.rule,
        }
    }));
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

/// Values to look for.
#[derive(Clone, Default)]
pub(crate) struct Patterns {
    /// Compared by letters and digits alone.
    compact: Sorted,
    /// Compared by every character.
    whole: Sorted,
}

/// Patterns in the order of their text, and the bytes they begin with.
#[derive(Clone)]
struct Sorted {
    patterns: Vec<Pattern>,
    /// Which first two bytes there are; see [`pair`].
    pairs: [u64; PAIRS / 64],
}

/// How many beginnings are told apart.
const PAIRS: usize = 1024;

/// The place of two ASCII letters or digits, in any case.
fn pair(first: u8, second: u8) -> usize {
    let (first, second) = (usize::from(first | 0x20), usize::from(second | 0x20));
    (first * 31 + second) % PAIRS
}

#[derive(Clone)]
struct Pattern {
    kind: Kind,
    /// In lower case; of a compact one the letters and digits.
    text: Zeroizing<String>,
    /// A name that is an everyday word too is one only if written as it was.
    exact_case: Option<Zeroizing<String>>,
    /// Digits are not collected over commas and words: "1, 2, 3" is not "123".
    digits_only: bool,
}

impl Patterns {
    /// Adds a value, and the parts of a name by which its bearer may be called.
    pub(crate) fn add(&mut self, kind: Kind, value: &str) {
        let plain = plain_text(value);
        let compact = form(kind) == Form::Compact && plain.chars().any(char::is_alphanumeric);
        self.insert(kind, &plain, compact);
        if kind == Kind::Name {
            let parts = plain
                .split(|c: char| !c.is_alphabetic() && c != '\'')
                .filter(|part| part.len() < plain.len() && part.chars().count() >= 3);
            for part in parts {
                let particle = Meaning::STOP | Meaning::PARTICLE | Meaning::TITLE;
                if !meaning(part).has(particle) {
                    self.insert(kind, part, true);
                }
            }
        }
    }

    fn insert(&mut self, kind: Kind, plain: &str, compact: bool) {
        let mut text = Zeroizing::new(String::with_capacity(plain.len() + 4));
        text.extend(
            plain
                .chars()
                .filter(|c| !compact || c.is_alphanumeric())
                .map(lower),
        );
        if text.is_empty() || text.len() > LONGEST {
            return;
        }
        let everyday =
            kind == Kind::Name && meaning(plain).has(Meaning::EVERYDAY_NAME | Meaning::STOP);
        let pattern = Pattern {
            kind,
            digits_only: compact && text.bytes().all(|b| b.is_ascii_digit()),
            text,
            exact_case: everyday.then(|| Zeroizing::new(plain.to_owned())),
        };
        let sorted = if compact {
            &mut self.compact
        } else {
            &mut self.whole
        };
        sorted.insert(pattern);
    }

    /// Adds where the values stand and `is_free` says yes, from left to right.
    pub(crate) fn find(
        &self,
        scan: &Scan<'_>,
        is_free: &dyn Fn(usize, usize) -> bool,
        found: &mut Vec<Found>,
    ) {
        for (sorted, compact) in [(&self.compact, true), (&self.whole, false)] {
            if !sorted.patterns.is_empty() {
                sorted.find(scan, compact, is_free, found);
            }
        }
    }
}

impl Default for Sorted {
    fn default() -> Self {
        Self {
            patterns: Vec::new(),
            pairs: [0; PAIRS / 64],
        }
    }
}

impl Sorted {
    fn insert(&mut self, pattern: Pattern) {
        match pattern.text.as_bytes() {
            [first, second, ..]
                if first.is_ascii_alphanumeric() && second.is_ascii_alphanumeric() =>
            {
                let place = pair(*first, *second);
                self.pairs[place / 64] |= 1 << (place % 64);
            }
            // A value that begins otherwise is looked for everywhere.
            _ => self.pairs = [u64::MAX; PAIRS / 64],
        }
        let at = self
            .patterns
            .partition_point(|known| *known.text < *pattern.text);
        let same = self.patterns[at..]
            .iter()
            .take_while(|known| known.text == pattern.text)
            .any(|known| known.exact_case == pattern.exact_case);
        if !same {
            self.patterns.insert(at, pattern);
        }
    }

    /// Whether a value may begin here. Outside ASCII a lower case may differ in its first byte, and
    /// between the first two characters of a compact value others may stand.
    fn may_begin(&self, text: &[u8], here: usize) -> bool {
        match (text.get(here), text.get(here + 1)) {
            (Some(first), Some(second))
                if first.is_ascii_alphanumeric() && second.is_ascii_alphanumeric() =>
            {
                let place = pair(*first, *second);
                self.pairs[place / 64] >> (place % 64) & 1 == 1
            }
            _ => true,
        }
    }

    fn find(
        &self,
        scan: &Scan<'_>,
        compact: bool,
        is_free: &dyn Fn(usize, usize) -> bool,
        found: &mut Vec<Found>,
    ) {
        let text = scan.text();
        let has_apostrophes = text.as_bytes().contains(&b'\'');
        let mut free_from = 0;
        let mut look = |here: usize| {
            if here < free_from
                || !self.may_begin(text.as_bytes(), here)
                || !is_boundary(text, here)
                || !is_free(here, here + 1)
            {
                return;
            }
            if let Some((pattern, end)) = self.longest(scan, compact, here, is_free) {
                found.push(Found {
                    start: here,
                    end,
                    kind: pattern.kind,
                    score: 96,
                    rule: KNOWN,
                });
                free_from = end;
            }
        };
        for token in &scan.tokens {
            match token.class {
                // A compact value begins with a letter or digit, of which some scripts' count as
                // marks among the tokens.
                Class::Mark(mark) if compact && mark.is_ascii() => {}
                Class::Mark(_) | Class::Number => look(token.start),
                Class::Word => {
                    look(token.start);
                    if has_apostrophes {
                        let word = scan.str(token).bytes().enumerate();
                        word.filter(|(_, byte)| *byte == b'\'')
                            .for_each(|(at, _)| look(token.start + at + 1));
                    }
                }
            }
        }
    }

    /// The longest value that begins at a byte, and where it ends.
    fn longest(
        &self,
        scan: &Scan<'_>,
        compact: bool,
        start: usize,
        is_free: &dyn Fn(usize, usize) -> bool,
    ) -> Option<(&Pattern, usize)> {
        let text = scan.text();
        let mut row = self.patterns.as_slice();
        let mut depth = 0;
        let mut best = None;
        for (offset, c) in text[start..].char_indices() {
            scan.step();
            if compact && !c.is_alphanumeric() {
                if depth == 0 {
                    return None;
                }
                continue;
            }
            for byte in lower(c).encode_utf8(&mut [0; 4]).bytes() {
                let byte_of = |pattern: &Pattern| pattern.text.as_bytes().get(depth).copied();
                let from = row.partition_point(|pattern| byte_of(pattern) < Some(byte));
                let to = row.partition_point(|pattern| byte_of(pattern) <= Some(byte));
                row = &row[from..to];
                depth += 1;
            }
            let end = start + offset + c.len_utf8();
            let whole = row
                .iter()
                .take_while(|pattern| pattern.text.len() == depth)
                .find(|pattern| pattern.stands(&text[start..end]));
            if let Some(pattern) = whole
                && (!c.is_alphanumeric() || is_boundary(text, end))
                && is_free(start, end)
            {
                best = Some((pattern, end));
            }
            if row.last().is_none_or(|pattern| pattern.text.len() == depth) {
                break;
            }
        }
        best
    }
}

impl Pattern {
    /// Whether the value, whose letters and digits agree, may be written so.
    fn stands(&self, written: &str) -> bool {
        let case = self
            .exact_case
            .as_ref()
            .is_none_or(|exact| written == exact.as_str());
        let separators = || {
            written
                .bytes()
                .all(|b| b.is_ascii_digit() || b" -./()+".contains(&b))
        };
        case && (!self.digits_only || separators())
    }
}

/// One lower-case character for each character.
fn lower(c: char) -> char {
    if c.is_ascii() {
        c.to_ascii_lowercase()
    } else {
        c.to_lowercase().next().unwrap_or(c)
    }
}

fn meaning(word: &str) -> Meaning {
    let mut folded = String::with_capacity(word.len());
    word.chars().for_each(|c| words::fold(c, &mut folded));
    words::meaning(&folded)
}

/// Whether a token can begin or end at this byte: not between two letters or two digits.
fn is_boundary(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    if let (Some(before), Some(after)) = (at.checked_sub(1).map(|b| bytes[b]), bytes.get(at))
        && before.is_ascii()
        && after.is_ascii()
    {
        let both = before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric();
        return !both || before.is_ascii_digit() != after.is_ascii_digit();
    }
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
