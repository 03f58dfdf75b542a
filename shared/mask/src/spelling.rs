//! Every way a placeholder may be written and still be taken for one.
//!
//! For: the unmasker, which asks a vault what is known, and the look-alike rule, which takes
//! everything for known. Both read with [`read`], so that nothing typed can resolve that was not
//! made harmless on its way in.
//! Not for: deciding what is shown.
//!
//! Accepted, and nothing that could be ordinary text:
//! - in square brackets, single or double, with markdown or spaces inside: any case; underscore
//!   (also escaped), space, hyphen or nothing before the number; other words of `labels.rs`;
//! - in braces, angle or lenticular brackets: upper case and underscore only;
//! - with one bracket or none: upper case and underscore, between spaces or punctuation, and of
//!   the sites' own kinds only what no name of a standard or part looks like (`UTF_8`, `SHA_256`).
//!
//! Invariant: what is read is at most [`LENGTH_MAX`] characters long, so that work and what a
//! stream holds back are bounded.

use crate::kind::{CUSTOM_NAME_MAX, Kind};
use crate::labels::LABEL_MAX;
use crate::normalize::plain;
use crate::source::{Next, Source};

/// The longest placeholder in any spelling, in characters.
pub(crate) const LENGTH_MAX: usize = 48;

/// How much of the markdown and space inside the brackets is read over, on each side.
const DECORATION_MAX: usize = 3;

/// A site's own kind without its brackets has a label this long and a number this low, or it is
/// ordinary text.
const BARE_CUSTOM_LETTERS: usize = 5;
const BARE_CUSTOM_NUMBER: u32 = 99;

/// Where a placeholder may begin, and so which rules hold for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// `[CARD_1]` and nothing else.
    Exact,
    /// In square brackets.
    Square,
    /// In brackets of another shape.
    Bracketed,
    /// With one bracket missing, or both.
    Bare,
}

/// What is known about labels and numbers.
pub(crate) trait Known {
    /// The kind a label in lower case stands for.
    fn kind(&self, label: &str, form: Form) -> Option<Kind>;
    /// Whether a known label begins so.
    fn begins_label(&self, label: &str, form: Form) -> bool;
    /// Whether this number of the kind is known.
    fn has_number(&self, kind: Kind, number: u32) -> bool;
    /// Whether the digits of a known number of the kind begin so.
    fn begins_number(&self, kind: Kind, number: u32) -> bool;
}

/// Whether a kind may stand without its brackets. `letters` is the length of its label.
pub(crate) fn stands_bare(kind: Kind, letters: usize) -> bool {
    !matches!(kind, Kind::Custom(_)) || letters >= BARE_CUSTOM_LETTERS
}

/// What stands at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// No placeholder, whatever follows.
    Not,
    /// The text ends before one can tell.
    More,
    /// A placeholder.
    Is(Match),
}

/// A placeholder as it stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Match {
    pub(crate) kind: Kind,
    pub(crate) number: u32,
    /// Where it ends, in bytes.
    pub(crate) end: usize,
    /// Where it ends if a closing bracket after a placeholder without an opening one is its own.
    pub(crate) end_with_bracket: usize,
}

/// Whether a placeholder without brackets can begin after this character.
pub(crate) fn may_stand_before(c: char) -> bool {
    // No closing bracket: a placeholder before would be one, and that is no boundary of a text.
    plain(c).is_some_and(|c| {
        c.is_whitespace()
            || matches!(
                c,
                '(' | '['
                    | '{'
                    | '>'
                    | '"'
                    | '\''
                    | '*'
                    | '`'
                    | ','
                    | ';'
                    | ':'
                    | '!'
                    | '?'
                    | '|'
                    | '¡'
                    | '¿'
                    | '•'
                    | '、'
                    | '「'
                    | '『'
            )
    })
}

/// Whether a placeholder without brackets can end before this character.
fn may_stand_after(c: char) -> bool {
    // No opening bracket: a placeholder that follows would be one.
    plain(c).is_some_and(|c| {
        c.is_whitespace()
            || matches!(
                c,
                '.' | ','
                    | ';'
                    | ':'
                    | '!'
                    | '?'
                    | ')'
                    | ']'
                    | '}'
                    | '<'
                    | '>'
                    | '"'
                    | '\''
                    | '*'
                    | '`'
                    | '|'
                    | '…'
                    | '-'
                    | '、'
                    | '」'
                    | '』'
            )
    })
}

/// Whether a placeholder can begin with this character. Upper-case letters need a boundary before.
pub(crate) fn may_begin(c: char) -> bool {
    matches!(c, '[' | '{' | '<' | '\\' | '【') || c.is_ascii_uppercase()
}

/// Reads what stands at `at`. For a capital letter the caller has seen that a placeholder without
/// brackets can begin there.
pub(crate) fn read(source: &impl Source, at: usize, known: &impl Known) -> Reading {
    reading(Cursor::new(source, at).any(known))
}

/// Reads a placeholder in its exact form.
pub(crate) fn read_exact(source: &impl Source, at: usize, known: &impl Known) -> Reading {
    reading(Cursor::new(source, at).exact(known))
}

fn reading(found: Found<Match>) -> Reading {
    match found {
        Ok(found) => Reading::Is(found),
        Err(Stop::Not) => Reading::Not,
        Err(Stop::Pending) => Reading::More,
    }
}

/// Why reading ends without a placeholder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stop {
    Not,
    Pending,
}

type Found<T> = Result<T, Stop>;

/// A label in lower case, its words apart by one space.
struct Label {
    bytes: [u8; LABEL_MAX],
    length: usize,
}

impl Label {
    fn push(&mut self, c: char) -> Found<()> {
        let end = self.length + c.len_utf8();
        let place = self.bytes.get_mut(self.length..end).ok_or(Stop::Not)?;
        c.encode_utf8(place);
        self.length = end;
        Ok(())
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length]).unwrap_or_default()
    }
}

struct Cursor<'s, S> {
    source: &'s S,
    at: usize,
    left: usize,
}

impl<S: Source> Cursor<'_, S> {
    fn new(source: &S, at: usize) -> Cursor<'_, S> {
        Cursor {
            source,
            at,
            left: LENGTH_MAX,
        }
    }

    /// The next character; `None` at the end of the text.
    fn peek(&self) -> Found<Option<char>> {
        match self.source.at(self.at) {
            Next::Char(c, _) => Ok(Some(c)),
            Next::End => Ok(None),
            Next::Pending => Err(Stop::Pending),
        }
    }

    fn bump(&mut self) -> Found<()> {
        self.left = self.left.checked_sub(1).ok_or(Stop::Not)?;
        if let Next::Char(_, end) = self.source.at(self.at) {
            self.at = end;
        }
        Ok(())
    }

    fn take(&mut self, wanted: char) -> Found<bool> {
        let is_there = self.peek()? == Some(wanted);
        if is_there {
            self.bump()?;
        }
        Ok(is_there)
    }

    fn expect(&mut self, wanted: char) -> Found<()> {
        if self.take(wanted)? {
            Ok(())
        } else {
            Err(Stop::Not)
        }
    }

    fn any(mut self, known: &impl Known) -> Found<Match> {
        match self.peek()?.ok_or(Stop::Not)? {
            '[' => self.square(known),
            '\\' => {
                self.bump()?;
                if self.peek()? == Some('[') {
                    self.square(known)
                } else {
                    Err(Stop::Not)
                }
            }
            '{' => self.bracketed('{', '}', known),
            '<' => self.bracketed('<', '>', known),
            '【' => self.bracketed('【', '】', known),
            'A'..='Z' => self.bare(known),
            _ => Err(Stop::Not),
        }
    }

    fn exact(mut self, known: &impl Known) -> Found<Match> {
        self.expect('[')?;
        let label = self.strict_label(known, Form::Exact)?;
        let kind = known.kind(label.as_str(), Form::Exact).ok_or(Stop::Not)?;
        self.expect('_')?;
        let number = self.number(kind, known)?;
        self.expect(']')?;
        Ok(self.found(kind, number))
    }

    fn found(&self, kind: Kind, number: u32) -> Match {
        Match {
            kind,
            number,
            end: self.at,
            end_with_bracket: self.at,
        }
    }

    fn bracketed(&mut self, open: char, close: char, known: &impl Known) -> Found<Match> {
        self.expect(open)?;
        let is_double = self.take(open)?;
        let label = self.strict_label(known, Form::Bracketed)?;
        let kind = known
            .kind(label.as_str(), Form::Bracketed)
            .ok_or(Stop::Not)?;
        self.underscore()?;
        let number = self.number(kind, known)?;
        self.expect(close)?;
        if is_double {
            self.expect(close)?;
        }
        Ok(self.found(kind, number))
    }

    fn bare(&mut self, known: &impl Known) -> Found<Match> {
        let label = self.strict_label(known, Form::Bare)?;
        let kind = known.kind(label.as_str(), Form::Bare).ok_or(Stop::Not)?;
        self.underscore()?;
        let number = self.number(kind, known)?;
        let mut found = self.found(kind, number);
        let after = self.peek()?;
        if !stands_bare_as(kind, label.length, number) || !after.is_none_or(may_stand_after) {
            return Err(Stop::Not);
        }
        if after == Some(']') {
            self.bump()?;
            found.end_with_bracket = self.at;
        }
        Ok(found)
    }

    fn square(&mut self, known: &impl Known) -> Found<Match> {
        self.expect('[')?;
        let is_double = self.take('[')?;
        let is_decorated = self.decoration()? > 0;
        let (label, is_strict) = self.loose_label(known)?;
        let kind = known.kind(label.as_str(), Form::Square).ok_or(Stop::Not)?;
        let number = self.number(kind, known)?;
        let open_ended = self.found(kind, number);
        let after = self.peek()?;
        self.decoration()?;
        self.take('\\')?;
        if self.take(']')? && (!is_double || self.take(']')?) {
            return Ok(self.found(kind, number));
        }
        // The closing bracket is missing.
        let is_one = is_strict
            && !is_double
            && !is_decorated
            && stands_bare_as(kind, label.length, number)
            && known.kind(label.as_str(), Form::Bare) == Some(kind)
            && after.is_none_or(may_stand_after);
        if is_one {
            Ok(open_ended)
        } else {
            Err(Stop::Not)
        }
    }

    /// Markdown and spaces between a bracket and what it holds.
    fn decoration(&mut self) -> Found<usize> {
        let mut length = 0;
        while length < DECORATION_MAX && matches!(self.peek()?, Some(' ' | '*' | '`' | '_')) {
            self.bump()?;
            length += 1;
        }
        Ok(length)
    }

    fn underscore(&mut self) -> Found<()> {
        self.take('\\')?;
        self.expect('_')
    }

    /// A label in capital letters, up to what ends it.
    fn strict_label(&mut self, known: &impl Known, form: Form) -> Found<Label> {
        let mut label = Label {
            bytes: [0; LABEL_MAX],
            length: 0,
        };
        while let Some(c @ 'A'..='Z') = self.peek()? {
            if label.length == CUSTOM_NAME_MAX {
                return Err(Stop::Not);
            }
            label.push(c.to_ascii_lowercase())?;
            if !known.begins_label(label.as_str(), form) {
                return Err(Stop::Not);
            }
            self.bump()?;
        }
        Ok(label)
    }

    /// A label in any case, up to its number, and whether its spelling is the strict one.
    fn loose_label(&mut self, known: &impl Known) -> Found<(Label, bool)> {
        let mut label = Label {
            bytes: [0; LABEL_MAX],
            length: 0,
        };
        let mut is_strict = true;
        loop {
            let c = self.peek()?.ok_or(Stop::Not)?;
            if c.is_alphabetic() {
                is_strict &= c.is_ascii_uppercase();
                label.push(c.to_lowercase().next().unwrap_or(c))?;
                if !known.begins_label(label.as_str(), Form::Square) {
                    return Err(Stop::Not);
                }
                self.bump()?;
                continue;
            }
            if c.is_ascii_digit() {
                // Nothing stands between label and number.
                return Ok((label, false));
            }
            // After a separator a number follows, or another word.
            let ends = known.kind(label.as_str(), Form::Square).is_some();
            let mut words = Label { ..label };
            let goes_on =
                words.push(' ').is_ok() && known.begins_label(words.as_str(), Form::Square);
            if !ends && !goes_on {
                return Err(Stop::Not);
            }
            let separator = if self.take('\\')? {
                self.peek()?.filter(|c| *c == '_')
            } else {
                plain(c).filter(|c| matches!(c, '_' | ' ' | '-'))
            };
            let is_underscore = separator.ok_or(Stop::Not)? == '_';
            self.bump()?;
            match self.peek() {
                Ok(Some('0'..='9')) if ends => return Ok((label, is_strict && is_underscore)),
                Ok(Some(c)) if goes_on && c.is_alphabetic() => {
                    is_strict = false;
                    label = words;
                }
                Err(Stop::Pending) => return Err(Stop::Pending),
                _ => return Err(Stop::Not),
            }
        }
    }

    /// A number without leading zeros.
    fn number(&mut self, kind: Kind, known: &impl Known) -> Found<u32> {
        let mut number: u32 = 0;
        loop {
            let digit = self.peek()?.and_then(|c| c.to_digit(10));
            match digit {
                Some(0) if number == 0 => return Err(Stop::Not),
                Some(digit) => {
                    number = number
                        .checked_mul(10)
                        .and_then(|n| n.checked_add(digit))
                        .ok_or(Stop::Not)?;
                    if !known.begins_number(kind, number) {
                        return Err(Stop::Not);
                    }
                    self.bump()?;
                }
                None if number > 0 && known.has_number(kind, number) => return Ok(number),
                None => return Err(Stop::Not),
            }
        }
    }
}

fn stands_bare_as(kind: Kind, letters: usize, number: u32) -> bool {
    stands_bare(kind, letters) && (!matches!(kind, Kind::Custom(_)) || number <= BARE_CUSTOM_NUMBER)
}
