//! How a number is written: its groups, what stands between them, and what follows.

use crate::detect::digits::continues_right;
use crate::scan::{Class, Scan};

/// The longest number of ITU-T E.164 (15 digits) behind "011".
pub(super) const MAX_DIGITS: usize = 18;
const MAX_GROUPS: usize = 10;

/// What stands between two groups of digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Between {
    Space,
    Dash,
    Dot,
    Slash,
    /// A parenthesis, with or without a dash, slash or space.
    Paren,
}

/// Groups of digits, on the stack: most numbers in a text are none of a phone.
pub(super) struct Spelling {
    count: usize,
    tokens: [usize; MAX_GROUPS],
    lengths: [u8; MAX_GROUPS],
    /// What stands before each group; that of the first is of no meaning.
    between: [Between; MAX_GROUPS],
    digits: [u8; MAX_DIGITS],
    digit_count: usize,
}

impl Spelling {
    /// The groups from token `at` on that hold at most [`MAX_DIGITS`] digits together.
    pub(super) fn read(scan: &Scan<'_>, at: usize) -> Self {
        let mut read = Self {
            count: 0,
            tokens: [0; MAX_GROUPS],
            lengths: [0; MAX_GROUPS],
            between: [Between::Space; MAX_GROUPS],
            digits: [0; MAX_DIGITS],
            digit_count: 0,
        };
        let mut next = Some((at, Between::Space));
        while let Some((token, between)) = next {
            let Some(t) = scan.token(token).filter(|t| t.is_number()) else {
                break;
            };
            let end = read.digit_count + t.len();
            if end > MAX_DIGITS || read.count == MAX_GROUPS {
                break;
            }
            let group = &mut read.digits[read.digit_count..end];
            for (digit, byte) in group.iter_mut().zip(scan.str(t).bytes()) {
                *digit = byte - b'0';
            }
            read.tokens[read.count] = token;
            read.lengths[read.count] = u8::try_from(t.len()).unwrap_or(u8::MAX);
            read.between[read.count] = between;
            read.digit_count = end;
            read.count += 1;
            next = next_group(scan, token);
        }
        read
    }

    pub(super) fn digits(&self) -> &[u8] {
        &self.digits[..self.digit_count]
    }

    /// Digits in each group.
    pub(super) fn lengths(&self) -> &[u8] {
        &self.lengths[..self.count]
    }

    /// What stands between the groups.
    pub(super) fn between(&self) -> &[Between] {
        self.between.get(1..self.count).unwrap_or_default()
    }

    /// The last token.
    pub(super) fn last(&self) -> usize {
        self.count
            .checked_sub(1)
            .map_or(0, |last| self.tokens[last])
    }

    pub(super) fn drop_last_group(&mut self) {
        self.count = self.count.saturating_sub(1);
        self.digit_count -= usize::from(self.lengths[self.count]);
    }

    /// Whether it reads as a date, perhaps with a time, or as two years.
    pub(super) fn is_date(&self) -> bool {
        let digits = self.digits();
        let value = |from: usize, to: usize| {
            digits[from..to]
                .iter()
                .fold(0_u32, |n, d| n * 10 + u32::from(*d))
        };
        // "1800-10-10 22" is a free call: nobody who writes today was born then.
        let is_year = |year: u32| (1850..2200).contains(&year);
        let day_month =
            |a: u32, b: u32| (1..=31).contains(&a) && (1..=31).contains(&b) && (a <= 12 || b <= 12);
        let alike = matches!(self.between(), [a, b, ..] if a == b);
        match *self.lengths() {
            [4, m @ 1..=2, d @ 1..=2, ..] if alike => {
                let (m, d) = (usize::from(m), usize::from(d));
                is_year(value(0, 4)) && day_month(value(4, 4 + m), value(4 + m, 4 + m + d))
            }
            [d @ 1..=2, m @ 1..=2, y, ..] if alike && (y == 4 || y == 2 && self.count == 3) => {
                let (d, m) = (usize::from(d), usize::from(m));
                day_month(value(0, d), value(d, d + m))
                    && (y == 2 || is_year(value(d + m, d + m + 4)))
            }
            [4, 4, ..] => {
                (1900..2100).contains(&value(0, 4)) && (1900..2100).contains(&value(4, 8))
            }
            _ => false,
        }
    }

    /// Whether it has the form of an IPv4 address: four numbers up to 255.
    pub(super) fn is_ip(&self) -> bool {
        let mut rest = self.digits();
        self.count == 4
            && self.between().iter().all(|b| *b == Between::Dot)
            && self.lengths().iter().all(|n| {
                let (group, after) = rest.split_at(usize::from(*n).min(rest.len()));
                rest = after;
                *n <= 3 && group.iter().fold(0_u32, |n, d| n * 10 + u32::from(*d)) <= 255
            })
    }
}

/// The group of digits after the one in token `at`, with what stands between.
fn next_group(scan: &Scan<'_>, at: usize) -> Option<(usize, Between)> {
    let from = scan.token(at)?.end;
    let mut between = Between::Space;
    for next in at + 1..=at + 4 {
        let token = scan.token(next)?;
        let Class::Mark(mark) = token.class else {
            let most = if between == Between::Paren { 4 } else { 3 };
            return (token.is_number() && token.start - from <= most).then_some((next, between));
        };
        between = match (mark, between) {
            ('-', Between::Space) => Between::Dash,
            ('.', Between::Space) if token.start == from && scan.glued(next + 1) => Between::Dot,
            ('/', Between::Space | Between::Slash) => Between::Slash,
            ('(' | ')', Between::Space | Between::Dash | Between::Paren)
            | ('-' | '/', Between::Paren) => Between::Paren,
            _ => return None,
        };
    }
    None
}

/// Whether the word or number goes on after the token, other than by a word that is only tied to
/// it: "212 555 0142-office".
pub(super) fn goes_on(scan: &Scan<'_>, last: usize) -> bool {
    let tied = scan.token(last + 1).is_some_and(|t| t.is_mark('-'))
        && scan
            .token(last + 2)
            .is_some_and(|t| t.is_word() && t.len() >= 3)
        && !(scan.glued(last + 3) && scan.token(last + 3).is_some_and(|t| t.is_number()));
    !tied && continues_right(scan, last)
}

/// The last token of an extension after a number: "x123", "ext. 123", ";ext=123".
pub(super) fn extension(scan: &Scan<'_>, last: usize) -> usize {
    let mut at = last + 1;
    if scan
        .token(at)
        .is_some_and(|t| t.is_mark(',') || t.is_mark(';'))
    {
        at += 1;
    }
    let is_named = matches!(
        scan.word(at),
        "x" | "ext"
            | "extn"
            | "extension"
            | "anexo"
            | "ramal"
            | "durchwahl"
            | "dw"
            | "poste"
            | "int"
            | "interno"
            | "wew"
            | "toestel"
    );
    if !is_named {
        return last;
    }
    at += 1;
    let is_mark = |t: &crate::scan::Token| matches!(t.class, Class::Mark('.' | ':' | '=' | '#'));
    if scan.token(at).is_some_and(is_mark) {
        at += 1;
    }
    match scan.token(at) {
        Some(t) if t.is_number() && t.len() <= 7 => at,
        _ => last,
    }
}

/// The last token of a number that goes on in letters: "1-800-FLOWERS". `cued` numbers may do
/// without a code of free calls.
pub(super) fn vanity(scan: &Scan<'_>, spelling: &Spelling, cued: bool) -> Option<usize> {
    let digits = spelling.digits();
    let free = match digits {
        [1, rest @ ..] if digits.len() >= 4 => is_free_code(rest) || rest.starts_with(&[3, 0, 0]),
        _ => is_free_code(digits),
    };
    let part = cued && matches!(digits.len(), 3 | 4 | 6 | 7);
    if !(free || part) {
        return None;
    }
    let mut last = spelling.last();
    let mut count = digits.len();
    let mut letters = 0;
    for _ in 0..3 {
        let dash = scan.token(last + 1).is_some_and(|t| t.is_mark('-'));
        let at = if dash { last + 2 } else { last + 1 };
        let Some(token) = scan.token(at) else { break };
        let text = scan.str(token);
        let upper = text.bytes().all(|b| b.is_ascii_uppercase());
        // "1800 DOLLARS" is an amount.
        let told = cued || dash || spelling.count > 1 || letters > 0;
        let fits = match token.class {
            Class::Word if free && dash => text.bytes().all(|b| b.is_ascii_alphabetic()),
            Class::Word => upper && told,
            Class::Number => letters > 0 && (dash || scan.glued(at)),
            Class::Mark(_) => false,
        };
        if !fits || count + token.len() > 13 {
            break;
        }
        if token.is_word() {
            letters += token.len();
        }
        count += token.len();
        last = at;
    }
    let enough = if free {
        count >= 9
    } else {
        matches!(count, 7 | 10 | 11)
    };
    (letters >= 3 && enough && !goes_on(scan, last)).then_some(last)
}

fn is_free_code(digits: &[u8]) -> bool {
    matches!(digits, [8, a @ (0 | 3..=8), b, ..] if a == b)
}
