//! What the words around a number say it is.

use crate::scan::{Class, Scan};
use crate::words::Meaning;

/// Meanings that explain a number.
const CUES: Meaning = Meaning::CARD
    .or(Meaning::CVV)
    .or(Meaning::SSN)
    .or(Meaning::ACCOUNT)
    .or(Meaning::PHONE)
    .or(Meaning::PASSWORD)
    .or(Meaning::SECRET)
    .or(Meaning::REFERENCE)
    .or(Meaning::MONEY)
    .or(Meaning::ZIP)
    .or(Meaning::IP)
    .or(Meaning::VERSION)
    .or(Meaning::IBAN)
    .or(Meaning::CODE)
    .or(Meaning::EMAIL)
    .or(Meaning::ADDRESS)
    .or(Meaning::MONTH);

/// Meanings that say a number is no person's.
const AGAINST: Meaning = Meaning::REFERENCE.or(Meaning::MONEY).or(Meaning::VERSION);

const TIGHT_TOKENS: usize = 8;
const LOOSE_TOKENS: usize = 10;
const AFTER_TOKENS: usize = 4;
/// A longer message explains its numbers itself.
const ANSWER_TOKENS: usize = 14;

/// The cues of one number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cues {
    /// Connected by nothing but linking words: "pin is 1234", "1234 is my pin".
    pub(crate) tight: Meaning,
    /// The nearest before it in the sentence.
    loose: Meaning,
    asked: Meaning,
}

impl Cues {
    /// The cues of the number in tokens `first..=last`.
    pub(crate) fn of(scan: &Scan<'_>, first: usize, last: usize) -> Self {
        Self::before(scan, first).and_after(scan, last)
    }

    /// The cues before token `first`: the same for every number that begins there, however long.
    pub(crate) fn before(scan: &Scan<'_>, first: usize) -> Self {
        Self {
            tight: tight_before(scan, first),
            loose: loose_before(scan, first),
            asked: if scan.tokens.len() <= ANSWER_TOKENS {
                scan.asked.and(CUES)
            } else {
                Meaning::NONE
            },
        }
    }

    /// With those after token `last`, where nothing right before the number says what it is.
    pub(crate) fn and_after(mut self, scan: &Scan<'_>, last: usize) -> Self {
        if self.tight == Meaning::NONE {
            self.tight = tight_after(scan, last);
        }
        self
    }

    /// The meaning of the closest cue there is.
    pub(crate) fn closest(&self) -> Meaning {
        [self.tight, self.loose, self.asked]
            .into_iter()
            .find(|m| *m != Meaning::NONE)
            .unwrap_or(Meaning::NONE)
    }

    /// Whether the closest cue says so.
    pub(crate) fn say(&self, meaning: Meaning) -> bool {
        self.closest().has(meaning)
    }

    /// Whether the number is what was asked for, or stands right beside the cue.
    pub(crate) fn say_closely(&self, meaning: Meaning) -> bool {
        self.tight.has(meaning)
            || (self.tight == Meaning::NONE
                && self.loose == Meaning::NONE
                && self.asked.has(meaning))
    }

    /// Whether the closest cue says it is the number of a thing, an amount or a version.
    pub(crate) fn speak_against(&self) -> bool {
        let closest = self.closest();
        closest.has(AGAINST) && !closest.has(Meaning::PHONE.or(Meaning::CARD).or(Meaning::SSN))
    }

    /// The meaning of the closest cue in the text itself.
    pub(crate) fn beside(&self) -> Meaning {
        if self.tight == Meaning::NONE {
            self.loose
        } else {
            self.tight
        }
    }

    /// Whether the cue right beside it says so.
    pub(crate) fn tight_against(&self) -> bool {
        self.tight.has(AGAINST) && !self.tight.has(Meaning::PHONE)
    }

    /// Whether nothing explains the number.
    pub(crate) fn are_silent(&self) -> bool {
        self.closest() == Meaning::NONE
    }
}

/// The cue before token `at` with nothing but linking words and marks between.
pub(crate) fn tight_before(scan: &Scan<'_>, at: usize) -> Meaning {
    let mut cue = Meaning::NONE;
    for back in (at.saturating_sub(TIGHT_TOKENS)..at).rev() {
        let Some(token) = scan.token(back) else { break };
        let meaning = token.meaning.and(CUES);
        match token.class {
            Class::Word if meaning != Meaning::NONE => {
                // "credit card", "order number of my phone": neighbours belong together.
                if cue == Meaning::NONE || !cue.has(AGAINST) {
                    cue = cue | meaning;
                }
                if cue.has(AGAINST) {
                    break;
                }
            }
            _ if cue != Meaning::NONE => break,
            Class::Word if token.meaning.has(Meaning::LINK) => {}
            Class::Mark(':' | '#' | '=' | '"' | '\'' | '(' | '*' | '-' | '>' | '.' | ',') => {}
            Class::Mark('\n') if scan.before(back).is_some_and(|t| t.is_mark(':')) => {}
            _ => break,
        }
    }
    cue
}

/// Whether four digits are as likely a year, nothing beside them saying otherwise.
pub(crate) fn is_year(scan: &Scan<'_>, at: usize) -> bool {
    let Some(token) = scan.token(at).filter(|t| t.is_number() && t.len() == 4) else {
        return false;
    };
    let year = scan.str(token).parse::<u32>();
    if !year.is_ok_and(|year| (1950..=2035).contains(&year)) {
        return false;
    }
    let said_otherwise = (at.saturating_sub(4)..at).any(|before| {
        matches!(
            scan.word(before),
            "number"
                | "numbers"
                | "no"
                | "nr"
                | "num"
                | "nummer"
                | "numero"
                | "digits"
                | "ending"
                | "ends"
                | "last"
                | "four"
                | "is"
                | "ist"
                | "est"
                | "es"
        ) || scan.tokens[before].is_mark(':')
    });
    !said_otherwise
}

/// The cue after token `at`: "3897 ssn", "1234 is my pin".
fn tight_after(scan: &Scan<'_>, at: usize) -> Meaning {
    for next in at + 1..=at + AFTER_TOKENS {
        let Some(token) = scan.token(next) else { break };
        let meaning = token.meaning.and(CUES);
        match token.class {
            Class::Word if meaning != Meaning::NONE => return meaning,
            Class::Word if token.meaning.has(Meaning::LINK) && scan.word(next) != "and" => {}
            Class::Mark('(' | '-' | '%') => {}
            _ => break,
        }
    }
    Meaning::NONE
}

/// The nearest cue before token `at` in its sentence.
fn loose_before(scan: &Scan<'_>, at: usize) -> Meaning {
    for back in (at.saturating_sub(LOOSE_TOKENS)..at).rev() {
        let Some(token) = scan.token(back) else { break };
        let meaning = token.meaning.and(CUES);
        match token.class {
            Class::Word if meaning != Meaning::NONE => return meaning,
            Class::Mark('\n') if !scan.before(back).is_some_and(|t| t.is_mark(':')) => break,
            Class::Mark('!' | '?') => break,
            Class::Mark('.')
                if scan
                    .token(back + 1)
                    .is_some_and(|t| t.start > token.end && t.is_word()) =>
            {
                break;
            }
            _ => {}
        }
    }
    Meaning::NONE
}
