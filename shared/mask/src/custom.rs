//! Kinds a site describes itself: a pattern, perhaps a checksum, perhaps words that stand near.
//!
//! Invariants: a match lies on token boundaries; work is bounded by the text times the pattern,
//! whose length and compiled size are limited; a pattern that can't be used is refused when it is
//! made, with the reason, never while a message is handled.

use regex_lite::{Regex, RegexBuilder};

use crate::detect::Found;
use crate::kind::{CustomName, Kind};
use crate::scan::Scan;
use handrail_text::fold;

/// The longest pattern, in bytes.
const PATTERN_MAX: usize = 200;
/// The largest compiled pattern, in bytes: bounds repetitions such as `(\d{1000}){1000}`.
const COMPILED_MAX: usize = 64 << 10;
/// The most cues of one kind.
const CUES_MAX: usize = 32;
/// How far before a value its cue may stand, in tokens, and how far after.
const REACH: (usize, usize) = (8, 4);

/// A check digit rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Checksum {
    /// ISO/IEC 7812-1, as of payment cards. Digits only; other characters are skipped.
    Luhn,
    /// ISO/IEC 7064 MOD 97-10, as of LEI: letters count 10 to 35, the remainder is 1.
    Mod97,
}

/// A site's own kind of personal detail.
#[derive(Debug, Clone)]
pub struct CustomKind {
    name: CustomName,
    pattern: Regex,
    checksum: Option<Checksum>,
    cues: Vec<Vec<String>>,
}

/// Why a description gives no kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CustomError {
    /// The pattern is empty, too long, too large once compiled, or no regular expression.
    #[error("the pattern can't be used: {problem}")]
    Pattern {
        /// What is wrong with it.
        problem: String,
    },
    /// The pattern matches text without a letter or digit, so that it would hide nothing.
    #[error("the pattern matches the empty text; it has to need at least one letter or digit")]
    Empty,
    /// A cue has no letter, or there are too many.
    #[error("cues are 1 to {CUES_MAX} words or phrases of letters")]
    Cue,
}

impl CustomError {
    /// Stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "mask_custom_kind"
    }
}

impl CustomKind {
    /// A kind of one pattern (the syntax of the `regex-lite` crate; `(?i)` makes it ignore case).
    ///
    /// # Errors
    /// [`CustomError::Pattern`] and [`CustomError::Empty`].
    pub fn new(name: CustomName, pattern: &str) -> Result<Self, CustomError> {
        let refused = |problem: String| CustomError::Pattern { problem };
        if pattern.is_empty() || pattern.len() > PATTERN_MAX {
            return Err(refused(format!("use 1 to {PATTERN_MAX} characters")));
        }
        let pattern = RegexBuilder::new(pattern)
            .size_limit(COMPILED_MAX)
            .build()
            .map_err(|error| refused(error.to_string()))?;
        if pattern.is_match("") {
            return Err(CustomError::Empty);
        }
        Ok(Self {
            name,
            pattern,
            checksum: None,
            cues: Vec::new(),
        })
    }

    /// Values whose check digits are wrong stay.
    #[must_use]
    pub fn checksum(mut self, checksum: Checksum) -> Self {
        self.checksum = Some(checksum);
        self
    }

    /// Values stay unless one of these words or phrases stands near, or was asked for in the turn
    /// before. Case and accents do not matter.
    ///
    /// # Errors
    /// [`CustomError::Cue`].
    pub fn cues<'a>(
        mut self,
        cues: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, CustomError> {
        for cue in cues {
            let words: Vec<String> = cue
                .split(|c: char| !c.is_alphabetic() && c != '\'')
                .filter(|word| !word.is_empty())
                .map(fold)
                .collect();
            if words.is_empty() || self.cues.len() == CUES_MAX {
                return Err(CustomError::Cue);
            }
            self.cues.push(words);
        }
        Ok(self)
    }

    /// The kind.
    #[must_use]
    pub fn kind(&self) -> Kind {
        Kind::Custom(self.name)
    }

    pub(crate) fn detect(&self, scan: &Scan<'_>, previous: Option<&str>, found: &mut Vec<Found>) {
        let text = scan.text();
        for value in self.pattern.find_iter(text) {
            let (start, end) = (value.start(), value.end());
            let told = value.as_str().chars().any(char::is_alphanumeric);
            let whole = joins_nothing(text, start) && joins_nothing(text, end);
            let checks = self
                .checksum
                .is_none_or(|checksum| checksum.holds(value.as_str()));
            if told && whole && checks && self.is_explained(scan, previous, start, end) {
                found.push(Found {
                    start,
                    end,
                    kind: self.kind(),
                    // The site knows its own numbers better than our guesses, but a card stays one.
                    score: if self.checksum.is_some() { 89 } else { 87 },
                    rule: "custom_pattern",
                });
            }
        }
    }

    fn is_explained(
        &self,
        scan: &Scan<'_>,
        previous: Option<&str>,
        start: usize,
        end: usize,
    ) -> bool {
        if self.cues.is_empty() {
            return true;
        }
        let first = scan.tokens.partition_point(|token| token.start < start);
        let after = scan.tokens.partition_point(|token| token.start < end);
        let near = first.saturating_sub(REACH.0)..(after + REACH.1).min(scan.tokens.len());
        let stands_at = |words: &Vec<String>, at: usize| {
            words
                .iter()
                .enumerate()
                .all(|(offset, word)| scan.word(at + offset) == word)
        };
        let is_near = near
            .into_iter()
            .any(|at| self.cues.iter().any(|words| stands_at(words, at)));
        is_near
            || previous.is_some_and(|turn| {
                let turn = format!(
                    " {} ",
                    fold(&turn.replace(|c: char| !c.is_alphabetic(), " "))
                );
                self.cues
                    .iter()
                    .any(|words| turn.contains(&format!(" {} ", words.join(" "))))
            })
    }
}

impl Checksum {
    fn holds(self, value: &str) -> bool {
        match self {
            Checksum::Luhn => {
                let digits: Vec<u8> = value
                    .bytes()
                    .filter(u8::is_ascii_digit)
                    .map(|b| b - b'0')
                    .collect();
                !digits.is_empty() && crate::detect::luhn(&digits)
            }
            Checksum::Mod97 => {
                let places = value
                    .chars()
                    .filter(char::is_ascii_alphanumeric)
                    .filter_map(|c| c.to_digit(36));
                let remainder = places.fold(0_u32, |rest, place| {
                    let shift = if place < 10 { 10 } else { 100 };
                    (rest * shift + place) % 97
                });
                remainder == 1
            }
        }
    }
}

/// Whether no word or number goes on over this byte.
fn joins_nothing(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at..].chars().next();
    !(before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Context, Masker};

    fn masker(pattern: &str, cues: &[&str], checksum: Option<Checksum>) -> Masker {
        let name = CustomName::new("loyalty").unwrap();
        let mut kind = CustomKind::new(name, pattern).unwrap();
        if let Some(checksum) = checksum {
            kind = kind.checksum(checksum);
        }
        let kind = kind.cues(cues.iter().copied()).unwrap();
        Masker::builder().custom(kind).build().unwrap()
    }

    fn masked(masker: &Masker, text: &str, previous: &[&str]) -> String {
        let context = Context {
            previous,
            ..Context::default()
        };
        masker.mask_irreversibly(text, &context).into_string()
    }

    #[test]
    fn a_pattern_alone_is_enough_at_token_boundaries() {
        let masker = masker(r"LC-\d{6}", &[], None);
        assert_eq!(
            masked(&masker, "LC-123456, not LC-1234567 or XLC-123456", &[]),
            "[LOYALTY], not LC-1234567 or XLC-123456"
        );
    }

    #[test]
    fn cues_may_stand_near_or_in_the_question() {
        let masker = masker(r"\d{3}x\d{3}", &["Bonus card", "Kärtchen"], None);
        assert_eq!(masked(&masker, "123x456", &[]), "123x456");
        assert_eq!(
            masked(&masker, "my BONUS card: 123x456", &[]),
            "my BONUS card: [LOYALTY]"
        );
        assert_eq!(
            masked(&masker, "123x456 is the Kartchen", &[]),
            "[LOYALTY] is the Kartchen"
        );
        assert_eq!(
            masked(&masker, "123x456", &["What is your bonus card?"]),
            "[LOYALTY]"
        );
    }

    #[test]
    fn checksums_keep_what_fails_them() {
        let masker = masker(r"bonus\d{7}", &[], Some(Checksum::Luhn));
        assert_eq!(
            masked(&masker, "bonus1234566 and bonus1234567", &[]),
            "[LOYALTY] and bonus1234567"
        );
        // ISO 17442's example of a legal entity identifier.
        assert!(Checksum::Mod97.holds("506700GE1G29325QX363"));
        assert!(!Checksum::Mod97.holds("506700GE1G29325QX364"));
    }

    #[test]
    fn what_cannot_be_used_is_refused() {
        let name = CustomName::new("loyalty").unwrap();
        let wrong = |pattern: &str| CustomKind::new(name, pattern).unwrap_err();
        assert_eq!(wrong(r"\d*"), CustomError::Empty);
        for pattern in ["", "(", r"(\d{1000}){1000}", &"a".repeat(201)] {
            assert!(
                matches!(wrong(pattern), CustomError::Pattern { .. }),
                "{pattern}"
            );
        }
        let kind = CustomKind::new(name, "a").unwrap();
        assert_eq!(kind.cues(["1"]).unwrap_err(), CustomError::Cue);
    }
}
