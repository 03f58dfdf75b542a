//! What the words around an identifier say about it.
//!
//! For: the two questions of the tiers, "is an identifier announced here?" and "is it the number
//! of a thing?". Not for: telling countries apart; the number itself does that.

use super::run::{Run, is_cue};
use crate::kind::Kind;
use crate::scan::{Class, Scan, Token};
use crate::words::Meaning;

/// Words that announce a number a state, an insurance or an office gave a person.
pub(super) const IDENTIFIERS: Meaning = Meaning::ID
    .or(Meaning::SSN)
    .or(Meaning::PASSPORT)
    .or(Meaning::LICENCE)
    .or(Meaning::PLATE);

/// Words that say a number is that of a thing, or an amount.
pub(super) const THINGS: Meaning = Meaning::REFERENCE.or(Meaning::MONEY).or(Meaning::VERSION);

/// Words that say a number is another detail.
pub(super) const OTHERS: Meaning = Meaning::PHONE
    .or(Meaning::CARD)
    .or(Meaning::ACCOUNT)
    .or(Meaning::IBAN)
    .or(Meaning::ZIP)
    .or(Meaning::IP)
    .or(Meaning::PASSWORD)
    .or(Meaning::ADDRESS);

const BEFORE: usize = 12;
const AFTER: usize = 7;

/// The cues of one run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cue {
    /// Announced right beside it, by nothing but linking words apart.
    pub(super) says: Meaning,
    /// Announced in the same sentence, words like "tax" and "insurance" included.
    pub(super) near: Meaning,
    /// A thing's number, an amount or another detail, right beside it.
    pub(super) against: bool,
}

impl Cue {
    /// What stands before a run that begins at token `first`. The runs of one beginning share it.
    pub(super) fn before(scan: &Scan<'_>, first: usize) -> Self {
        let mut cue = Self {
            says: Meaning::NONE,
            near: Meaning::NONE,
            against: false,
        };
        cue.read_before(scan, first);
        cue
    }

    /// With what stands after the run, where nothing before it says anything.
    pub(super) fn and_after(mut self, scan: &Scan<'_>, run: &Run) -> Self {
        if self.near == Meaning::NONE && !self.against {
            self.read_after(scan, run.last);
        }
        self
    }

    fn read_before(&mut self, scan: &Scan<'_>, first: usize) {
        let mut tight = true;
        for at in (first.saturating_sub(BEFORE)..first).rev() {
            let Some(token) = scan.token(at) else { break };
            match token.class {
                Class::Word => {
                    if self.takes(scan, at, tight) {
                        break;
                    }
                    let links = token.meaning.has(Meaning::LINK.or(Meaning::IS));
                    tight &= links || self.near != Meaning::NONE;
                }
                Class::Mark('!' | '?') => break,
                Class::Mark('\n') if !scan.before(at).is_some_and(|t| t.is_mark(':')) => break,
                Class::Mark('.')
                    if scan
                        .token(at + 1)
                        .is_some_and(|t| t.start > token.end && t.is_word() && at + 1 < first)
                        && scan.before(at).is_some_and(|t| t.len() > 4) =>
                {
                    break;
                }
                Class::Mark(
                    ':' | '#' | '=' | '"' | '\'' | '(' | '*' | '-' | '.' | '/' | '\n' | ',',
                ) => {}
                Class::Number | Class::Mark(_) => tight = false,
            }
        }
    }

    fn read_after(&mut self, scan: &Scan<'_>, last: usize) {
        let mut tight = true;
        for at in last + 1..=last + AFTER {
            let Some(token) = scan.token(at) else { break };
            match token.class {
                Class::Word => {
                    if self.takes(scan, at, tight) {
                        break;
                    }
                    tight &= token.meaning.has(Meaning::LINK.or(Meaning::IS)) || token.len() <= 3;
                }
                Class::Mark('(' | '-' | '"' | '\'' | ')') => {}
                Class::Number | Class::Mark(_) => break,
            }
        }
    }

    /// Takes the word in; whether nothing further away matters any more.
    fn takes(&mut self, scan: &Scan<'_>, at: usize, tight: bool) -> bool {
        let Some(token) = scan.token(at) else {
            return true;
        };
        let is_number = |at: usize| scan.token(at).is_some_and(Token::is_number);
        let in_code = scan.glued(at + 1)
            && (is_number(at + 1) || scan.glued(at + 2) && is_number(at + 2) && token.len() <= 4);
        if in_code && !is_cue(token) {
            return false;
        }
        let meaning = token.meaning;
        let announces = meaning.and(IDENTIFIERS) != Meaning::NONE && counts(scan, at);
        if announces || unspaced(scan.str(token)) {
            let meaning = if announces {
                meaning.and(IDENTIFIERS)
            } else {
                Meaning::ID
            };
            self.near = self.near | meaning;
            if tight {
                self.says = self.says | meaning;
            }
            return true;
        }
        if meaning.has(THINGS.or(OTHERS)) {
            // "insurance policy": the thing stands nearer than the office.
            self.against |= tight && self.near == Meaning::NONE;
            return true;
        }
        if meaning.has(Meaning::HINT) || scan.word(at) == "id" {
            self.near = self.near | Meaning::HINT;
        }
        false
    }

    /// Whether an identifier is announced; a US number of the same sentence announces no other.
    pub(super) fn announces(&self) -> bool {
        self.says != Meaning::NONE || self.near != Meaning::NONE && self.near != Meaning::SSN
    }

    /// The kind of what is announced right here, or was asked for.
    pub(super) fn kind(meaning: Meaning) -> Kind {
        if meaning.has(Meaning::PASSPORT) {
            Kind::Passport
        } else if meaning.has(Meaning::LICENCE) {
            Kind::Licence
        } else {
            Kind::NationalId
        }
    }
}

/// Abbreviations are words of some language too ("sin", "pan", "nie"): these count in capitals, or
/// when a number is announced after them.
fn counts(scan: &Scan<'_>, at: usize) -> bool {
    let Some(token) = scan.token(at) else {
        return false;
    };
    if token.len() > 3 {
        return true;
    }
    let capitals = scan.str(token).bytes().all(|b| b.is_ascii_uppercase());
    capitals
        || (at + 1..=at + 2).any(|next| {
            scan.token(next).is_some_and(|token| {
                next == at + 1
                    && (token.is_mark(':') || token.is_mark('#') || token.meaning.has(Meaning::IS))
            }) || matches!(
                scan.word(next),
                "number" | "no" | "nr" | "num" | "nummer" | "numero" | "numer"
            ) && (next == at + 1 || scan.glued(next))
        })
}

/// Cues in scripts that put no spaces between words.
const UNSPACED: [&str; 19] = [
    "주민",
    "외국인등록",
    "사업자",
    "여권",
    "면허",
    "身份证",
    "身分證",
    "身份證",
    "護照",
    "护照",
    "パスポート",
    "旅券",
    "マイナンバー",
    "個人番号",
    "免許",
    "驾驶证",
    "ประจำตัว",
    "ประชาชน",
    "หนังสือเดินทาง",
];

fn unspaced(word: &str) -> bool {
    !word.is_ascii()
        && word.chars().next().is_some_and(|c| c >= '\u{E00}')
        && word.len() <= 120
        && UNSPACED.iter().any(|cue| word.contains(cue))
}
