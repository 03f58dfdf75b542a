//! The identifier around a number: letters and digits with the separators people use.
//!
//! Invariant: a bounded number of tokens is read from any one number, and nothing is allocated.

use super::scheme::LONGEST;
use crate::scan::{Class, Scan, Token};

/// Letters and digits without their separators, in upper case.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    /// First and last token.
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) chars: [u8; LONGEST],
    pub(super) length: usize,
    /// What stands before each character, zero for nothing.
    pub(super) separators: [u8; LONGEST],
    /// Bit per character: a letter; something stands before it.
    pub(super) letters: u32,
    pub(super) breaks: u32,
}

impl Run {
    pub(super) fn characters(&self) -> &[u8] {
        &self.chars[..self.length]
    }

    pub(super) fn digits(&self) -> usize {
        self.length - self.letters.count_ones() as usize
    }

    /// Whether one kind of separator is used throughout, of those that mean nothing.
    pub(super) fn uniform_separator(&self) -> bool {
        let mut used = self.separators[..self.length].iter().filter(|s| **s != 0);
        let Some(first) = used.next() else {
            return true;
        };
        matches!(first, b' ' | b'-' | b'.') && used.all(|s| s == first)
    }

    /// The run up to an earlier end.
    fn cut(&self, last: usize, length: usize) -> Self {
        let kept = (1_u32 << length) - 1;
        Self {
            last,
            length,
            letters: self.letters & kept,
            breaks: self.breaks & kept,
            ..*self
        }
    }
}

/// The places an identifier with the number in token `at` may begin, the earliest first.
pub(super) fn starts(scan: &Scan<'_>, at: usize) -> [Option<usize>; 3] {
    let Some(first) = glued_start(scan, at) else {
        return [None; 3];
    };
    // "YZ 61 48 68 B", "DE 136 695 976", "CHE-116.281.710", "M-AB 1234".
    let one = joined_letters(scan, first);
    let two = one.and_then(|one| joined_letters(scan, one));
    [two, one, Some(first)].map(|at| at.filter(|at| is_start(scan, *at)))
}

/// The token the word with the number in it begins with.
fn glued_start(scan: &Scan<'_>, at: usize) -> Option<usize> {
    if !scan.glued(at) {
        return Some(at);
    }
    let before = scan.before(at)?;
    match before.class {
        // "my id code is030594W903B": nobody's identifier begins with "is".
        Class::Word if before.meaning.has(crate::words::Meaning::IS) => Some(at),
        // The number was looked at from the one before it.
        Class::Word if scan.glued(at - 1) && scan.before(at - 1).is_some_and(Token::is_number) => {
            None
        }
        Class::Word => (before.len() <= 6 && scan.str(before).is_ascii()).then(|| at - 1),
        _ => Some(at),
    }
}

/// The short word in capitals that stands before a token, apart by one space, dash or dot.
fn joined_letters(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let before = scan.before(at)?;
    let word = match before.class {
        Class::Word if scan.gap(at) == " " => at - 1,
        Class::Mark('-' | '.' | ' ') if scan.glued(at) && scan.glued(at - 1) => {
            at.checked_sub(2)?
        }
        _ => return None,
    };
    let token = scan.token(word)?;
    let text = scan.str(token);
    let fits = token.is_word() && token.len() <= 4 && text.bytes().all(|b| b.is_ascii_uppercase());
    fits.then_some(word)
}

/// Whether no identifier, number or amount goes on from before the token.
fn is_start(scan: &Scan<'_>, at: usize) -> bool {
    if !scan.glued(at) {
        return true;
    }
    let Some(before) = scan.before(at) else {
        return true;
    };
    let joins = |index: usize| {
        scan.glued(index)
            && scan
                .before(index)
                .is_some_and(|t| t.is_number() || t.is_word() && !is_cue(t))
    };
    match before.class {
        Class::Word => before.meaning.has(crate::words::Meaning::IS),
        Class::Number => false,
        Class::Mark('-' | '.' | '/' | ',' | '@') => !joins(at - 1),
        Class::Mark(':') => {
            !(scan.glued(at - 1) && scan.before(at - 1).is_some_and(Token::is_number))
        }
        Class::Mark('_' | '+' | '$' | '€' | '£' | '%' | '&' | '=' | '?') => false,
        Class::Mark(_) => true,
    }
}

/// Whether the word is a cue, as the one of "PESEL-44051401458".
pub(super) fn is_cue(token: &Token) -> bool {
    token.meaning.has(super::cue::IDENTIFIERS)
}

/// Calls `judge` with every run that begins at a token, the longest first, until it says yes.
pub(super) fn each<T>(
    scan: &Scan<'_>,
    first: usize,
    mut judge: impl FnMut(&Run) -> Option<T>,
) -> Option<T> {
    let mut run = Run {
        first,
        last: first,
        chars: [0; LONGEST],
        length: 0,
        separators: [0; LONGEST],
        letters: 0,
        breaks: 0,
    };
    let mut ends = [(0_usize, 0_usize); LONGEST];
    let mut count = 0;
    let (mut at, mut separator) = (first, 0);
    while let Some(token) = scan.token(at) {
        if !push(scan, token, separator, &mut run) {
            break;
        }
        let Some((next, between, closes)) = next(scan, at) else {
            ends[count] = (at, run.length);
            count += 1;
            break;
        };
        if closes {
            ends[count] = (at, run.length);
            count += 1;
        }
        (at, separator) = (next, between);
    }
    ends[..count].iter().rev().find_map(|(last, length)| {
        let parenthesis = run.separators[*length - 1] == b'(';
        judge(&run.cut(last + usize::from(parenthesis), *length))
    })
}

fn push(scan: &Scan<'_>, token: &Token, separator: u8, run: &mut Run) -> bool {
    let text = scan.str(token);
    let fits = (token.is_word() || token.is_number())
        && text.is_ascii()
        && run.length + text.len() <= LONGEST
        // Letters after a space are a part in capitals, or the next word.
        && !(separator == b' '
            && token.is_word()
            && (token.len() > 4 || text.bytes().any(|b| !b.is_ascii_uppercase())));
    if !fits {
        return false;
    }
    for (offset, byte) in text.bytes().enumerate() {
        let byte = byte.to_ascii_uppercase();
        let bit = 1 << run.length;
        if byte.is_ascii_uppercase() {
            run.letters |= bit;
        } else if !byte.is_ascii_digit() {
            return false;
        }
        if offset == 0 && separator != 0 && run.length > 0 {
            run.separators[run.length] = separator;
            run.breaks |= bit;
        }
        run.chars[run.length] = byte;
        run.length += 1;
    }
    true
}

/// The token that may go on with the run, what stands between, and whether the run may end here
/// all the same. Nothing when it has to end here.
fn next(scan: &Scan<'_>, at: usize) -> Option<(usize, u8, bool)> {
    let here = scan.token(at)?;
    let after = scan.token(at + 1)?;
    let gap = after.start - here.end;
    let alphanumeric = |index: usize| {
        scan.glued(index)
            && scan
                .token(index)
                .is_some_and(|t| t.is_word() || t.is_number())
    };
    match after.class {
        // Scripts without spaces put a suffix right after the number.
        Class::Word if gap == 0 => scan.str(after).is_ascii().then_some((at + 1, 0, false)),
        Class::Number if gap == 0 => Some((at + 1, 0, false)),
        Class::Word | Class::Number => (gap == 1).then_some((at + 1, b' ', true)),
        Class::Mark('(') if gap == 0 => {
            let closed = scan.token(at + 3).is_some_and(|t| t.is_mark(')'));
            let one = scan.token(at + 2).is_some_and(|t| t.len() == 1);
            (closed && one).then_some((at + 2, b'(', true))
        }
        Class::Mark(mark @ ('-' | '.' | '/' | ':' | '+')) if gap == 0 && alphanumeric(at + 2) => {
            // "…01458.Thanks" ends a sentence.
            let sentence = mark == '.' && scan.token(at + 2).is_some_and(Token::is_word);
            let separator = u8::try_from(mark).unwrap_or(b'-');
            Some((at + 2, separator, sentence))
        }
        Class::Mark('-') if gap == 1 && scan.gap(at + 2) == " " => Some((at + 2, b'-', true)),
        Class::Mark('_' | '@' | '%') if gap == 0 => Some((at + 1, 0, false)),
        Class::Mark(',') if gap == 0 && alphanumeric(at + 2) => {
            let number = scan.token(at + 2).is_some_and(Token::is_number);
            number.then_some((at + 1, 0, false))
        }
        Class::Mark(_) => None,
    }
}
