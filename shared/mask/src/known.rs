//! Values known already, found again wherever they stand between token boundaries.
//!
//! A look at the first three characters rules most places out. At the others the row of values that
//! begin like the text is narrowed character by character, in the order in which the values lie
//! sorted. So the work depends on the text and on the longest value ([`LONGEST`] bytes at most), not
//! on how many values there are.

use zeroize::Zeroizing;

use crate::detect::{Found, Span};
use crate::kind::{Comparison, Kind};
use crate::normalize::plain_text;
use crate::scan::{Class, Scan};
use crate::words::{self, Meaning};
use handrail_text::fold;

const KNOWN: &str = "known_value";

/// The longest value looked for, in bytes of its normal form. A longer one (a key block) is found
/// by its detector wherever it stands.
const LONGEST: usize = 512;

/// Adds to the spans of a text the other places where their values stand.
pub(crate) fn repeated(scan: &Scan<'_>, original: &str, mut spans: Vec<Span>) -> Vec<Span> {
    if spans.is_empty() {
        return spans;
    }
    let value = |span: &Span| plain_text(&original[span.start..span.end]);
    let mut begin = Both::<Beginnings>::default();
    for span in &spans {
        parts(span.kind, &value(span), &mut |part| {
            begin.of(part.compared).insert(part.text, part.compared);
        });
    }
    let is_free = |start: usize, end: usize| {
        let (start, end) = scan.normal.original(start, end);
        let next = spans.partition_point(|span| span.end <= start);
        spans.get(next).is_none_or(|span| span.start >= end)
    };
    let mut seen = Both::<Beginnings>::default();
    let places = begin.map(|begin, compared| {
        let mut places = begin.places(scan, compared);
        places.retain(|start| is_free(*start, start + 1));
        for start in &places {
            let keys = keys(scan.text()[*start..].chars(), compared).filter(|key| begin.has(*key));
            keys.for_each(|key| seen.of(compared).mark(key));
        }
        places
    });
    if places.compact.is_empty() && places.whole.is_empty() {
        return spans;
    }
    // Most values stand in one place: the others alone are worth to be looked for.
    let mut patterns = Patterns::default();
    for span in &spans {
        parts(span.kind, &value(span), &mut |part| {
            if seen.of(part.compared).may_hold(part.text, part.compared) {
                patterns.insert(span.kind, part);
            }
        });
    }
    let mut more = Vec::new();
    patterns.find_at(scan, &places, &is_free, &mut more);
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

/// A value that is compared by every character is itself wherever it stands, from this length on.
const SECRET_BYTES: usize = 12;

/// How a value is compared with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Compared {
    /// By letters and digits alone.
    Compact,
    /// By every character.
    Whole,
}

impl Compared {
    fn counts(self, c: char) -> bool {
        self == Compared::Whole || c.is_alphanumeric()
    }
}

/// One thing for each way to compare.
#[derive(Debug, Clone, Default)]
struct Both<T> {
    compact: T,
    whole: T,
}

impl<T> Both<T> {
    fn of(&mut self, compared: Compared) -> &mut T {
        match compared {
            Compared::Compact => &mut self.compact,
            Compared::Whole => &mut self.whole,
        }
    }

    fn map<R>(&self, mut each: impl FnMut(&T, Compared) -> R) -> Both<R> {
        Both {
            compact: each(&self.compact, Compared::Compact),
            whole: each(&self.whole, Compared::Whole),
        }
    }
}

/// A value in its normal form, or a part of a name by which its bearer may be called.
#[derive(Debug, Clone, Copy)]
struct Part<'v> {
    text: &'v str,
    compared: Compared,
    is_whole: bool,
}

fn parts(kind: Kind, plain: &str, each: &mut dyn FnMut(Part<'_>)) {
    let is_compact =
        kind.spec().compared == Comparison::Compact && plain.chars().any(char::is_alphanumeric);
    each(Part {
        text: plain,
        compared: if is_compact {
            Compared::Compact
        } else {
            Compared::Whole
        },
        is_whole: true,
    });
    if kind == Kind::Name {
        plain
            .split(|c: char| !c.is_alphabetic() && c != '\'')
            .filter(|part| part.len() < plain.len() && part.chars().nth(2).is_some())
            .for_each(|part| {
                each(Part {
                    text: part,
                    compared: Compared::Compact,
                    is_whole: false,
                });
            });
    }
}

/// The bit of a beginning of one to three characters in [`Beginnings`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Key(u16);

/// Which beginnings there are: the first three characters that count, or all of a shorter value.
#[derive(Debug, Clone)]
struct Beginnings {
    bits: [u64; BEGINNINGS / 64],
    /// The shortest value has so many characters, or three.
    shortest: usize,
    is_empty: bool,
}

/// How many beginnings are told apart.
const BEGINNINGS: usize = 2048;

impl Default for Beginnings {
    fn default() -> Self {
        Self {
            bits: [0; BEGINNINGS / 64],
            shortest: 3,
            is_empty: true,
        }
    }
}

impl Beginnings {
    fn insert(&mut self, value: &str, compared: Compared) {
        let mut last = None;
        for (length, key) in keys(value.chars(), compared).enumerate() {
            last = Some((length + 1, key));
        }
        if let Some((length, key)) = last {
            self.shortest = self.shortest.min(length);
            self.is_empty = false;
            self.mark(key);
        }
    }

    fn mark(&mut self, key: Key) {
        self.bits[usize::from(key.0) / 64] |= 1 << (key.0 % 64);
    }

    fn has(&self, key: Key) -> bool {
        self.bits[usize::from(key.0) / 64] >> (key.0 % 64) & 1 == 1
    }

    fn may_hold(&self, value: &str, compared: Compared) -> bool {
        keys(value.chars(), compared)
            .last()
            .is_some_and(|key| self.has(key))
    }

    /// Where in a text a value may begin, in order.
    fn places(&self, scan: &Scan<'_>, compared: Compared) -> Vec<usize> {
        let mut places = Vec::new();
        if self.is_empty {
            return places;
        }
        let text = scan.text();
        let has_apostrophes = text.as_bytes().contains(&b'\'');
        let folded = scan.folded().as_bytes();
        let mut look = |start: usize| {
            scan.step();
            if (self.shortest < 3 || self.may_begin_with(&folded[start..], compared))
                && self.may_begin(scan, start, compared)
                && is_boundary(text, start)
            {
                places.push(start);
            }
        };
        let quick = self.shortest == 3 && compared == Compared::Compact && !has_apostrophes;
        for (at, token) in scan.tokens.iter().enumerate() {
            if quick
                && let Some(first) = first_three(scan, at)
                && !self.has(Key::of(first))
            {
                continue;
            }
            match token.class {
                // A compact value begins with a letter or digit, of which some scripts' count as
                // marks among the tokens.
                Class::Mark(mark) if compared == Compared::Compact && mark.is_ascii() => {}
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
        places
    }

    /// Whether a value may begin here, by its first three characters in lower case. That rules out
    /// nearly everything, and is quick.
    #[inline]
    fn may_begin_with(&self, folded: &[u8], compared: Compared) -> bool {
        let mut first = [0; 3];
        if compared == Compared::Whole {
            return match folded.first_chunk::<3>() {
                Some(bytes) if bytes.is_ascii() => self.has(Key::of(bytes.map(u32::from))),
                _ => true,
            };
        }
        if let Some(bytes) = folded.first_chunk::<3>()
            && bytes.iter().all(u8::is_ascii_alphanumeric)
        {
            return self.has(Key::of(bytes.map(u32::from)));
        }
        let mut length = 0;
        for byte in folded {
            if byte.is_ascii_alphanumeric() {
                first[length] = u32::from(*byte);
                length += 1;
                if length == 3 {
                    break;
                }
            } else if !byte.is_ascii() {
                return true;
            }
        }
        self.has(Key::of(first))
    }

    fn may_begin(&self, scan: &Scan<'_>, start: usize, compared: Compared) -> bool {
        let text = &scan.text()[start..];
        let counts = text.chars().next().is_some_and(|c| compared.counts(c));
        let read = text.chars().inspect(|_| scan.step());
        counts
            && keys(read, compared)
                .skip(self.shortest - 1)
                .any(|key| self.has(key))
    }
}

/// The first three letters or digits from a token on, where they stand in it and the next.
#[inline]
fn first_three(scan: &Scan<'_>, at: usize) -> Option<[u32; 3]> {
    let folded = scan.folded().as_bytes();
    let letter = |at: usize| folded.get(at).map_or(0, |byte| u32::from(*byte));
    let token = scan.tokens.get(at).filter(|token| token.is_plain())?;
    let start = token.start;
    if token.len() >= 3 {
        return Some([letter(start), letter(start + 1), letter(start + 2)]);
    }
    let next = scan.tokens.get(at + 1).filter(|token| token.is_plain())?;
    match token.len() {
        2 => Some([letter(start), letter(start + 1), letter(next.start)]),
        _ if next.len() >= 2 => Some([letter(start), letter(next.start), letter(next.start + 1)]),
        _ => None,
    }
}

impl Key {
    #[inline]
    fn of([a, b, c]: [u32; 3]) -> Self {
        let mixed = (a ^ b << 8 ^ c << 16).wrapping_mul(0x9E37_79B1);
        Self((mixed >> (32 - BEGINNINGS.trailing_zeros())) as u16)
    }
}

/// The keys of the first one, two and three characters that count.
fn keys(text: impl Iterator<Item = char>, compared: Compared) -> impl Iterator<Item = Key> {
    text.filter(move |c| compared.counts(*c))
        .take(3)
        .enumerate()
        .scan([0; 3], |begun, (at, c)| {
            begun[at] = u32::from(lower(c));
            Some(Key::of(*begun))
        })
}

/// Values to look for.
#[derive(Clone, Default)]
pub(crate) struct Patterns(Both<Sorted>);

/// Patterns in the order of their text.
#[derive(Clone, Default)]
struct Sorted {
    patterns: Vec<Pattern>,
    begin: Beginnings,
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
        parts(kind, &plain_text(value), &mut |part| {
            self.insert(kind, part)
        });
    }

    fn insert(&mut self, kind: Kind, part: Part<'_>) {
        let Part { text, compared, .. } = part;
        let means = match kind {
            Kind::Name => meaning(text),
            _ => Meaning::NONE,
        };
        if !part.is_whole && means.has(Meaning::STOP | Meaning::PARTICLE | Meaning::TITLE) {
            return;
        }
        let mut compact = Zeroizing::new(String::with_capacity(text.len() + 4));
        compact.extend(text.chars().filter(|c| compared.counts(*c)).map(lower));
        if compact.is_empty() || compact.len() > LONGEST {
            return;
        }
        let is_everyday = means.has(Meaning::EVERYDAY_NAME | Meaning::STOP);
        let pattern = Pattern {
            kind,
            digits_only: compared == Compared::Compact
                && compact.bytes().all(|b| b.is_ascii_digit()),
            text: compact,
            exact_case: is_everyday.then(|| Zeroizing::new(text.to_owned())),
        };
        self.0.of(compared).insert(pattern, compared);
    }

    /// Adds where the values stand, from left to right.
    pub(crate) fn find(&self, scan: &Scan<'_>, found: &mut Vec<Found>) {
        let places = self
            .0
            .map(|sorted, compared| sorted.begin.places(scan, compared));
        self.find_at(scan, &places, &|_, _| true, found);
    }

    fn find_at(
        &self,
        scan: &Scan<'_>,
        places: &Both<Vec<usize>>,
        is_free: &dyn Fn(usize, usize) -> bool,
        found: &mut Vec<Found>,
    ) {
        for (sorted, places, compared) in [
            (&self.0.compact, &places.compact, Compared::Compact),
            (&self.0.whole, &places.whole, Compared::Whole),
        ] {
            sorted.find_at(scan, compared, places, is_free, found);
        }
    }
}

impl Sorted {
    fn insert(&mut self, pattern: Pattern, compared: Compared) {
        self.begin.insert(&pattern.text, compared);
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

    fn find_at(
        &self,
        scan: &Scan<'_>,
        compared: Compared,
        places: &[usize],
        is_free: &dyn Fn(usize, usize) -> bool,
        found: &mut Vec<Found>,
    ) {
        let mut free_from = 0;
        for start in places {
            if *start < free_from {
                continue;
            }
            if let Some((pattern, end)) = self.longest(scan, compared, *start, is_free) {
                found.push(Found {
                    start: *start,
                    end,
                    kind: pattern.kind,
                    score: 96,
                    rule: KNOWN,
                });
                free_from = end;
            }
        }
    }

    /// The longest value that begins at a byte, and where it ends.
    fn longest(
        &self,
        scan: &Scan<'_>,
        compared: Compared,
        start: usize,
        is_free: &dyn Fn(usize, usize) -> bool,
    ) -> Option<(&Pattern, usize)> {
        let text = scan.text();
        let mut row = self.patterns.as_slice();
        let mut depth = 0;
        let mut best = None;
        for (offset, c) in text[start..].char_indices() {
            scan.step();
            if !compared.counts(c) {
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
                && (!c.is_alphanumeric()
                    || is_boundary(text, end)
                    || compared == Compared::Whole && pattern.text.len() >= SECRET_BYTES)
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
    words::meaning(&fold(word))
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
