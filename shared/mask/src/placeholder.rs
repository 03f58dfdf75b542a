//! The placeholder: what stands in a prompt where a personal detail stood.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::kind::{CUSTOM_NAME_MAX, Kind};
use crate::labels;
use crate::source::Plain;
use crate::spelling::{self, Form, Known, Reading, may_stand_before, stands_bare};

/// `[CARD_1]`: a kind and a number, counted from 1 per kind and conversation.
///
/// Serialized as its text. Reading one back says nothing about what it stands for; only a
/// [`crate::Vault`] knows that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Placeholder {
    kind: Kind,
    number: u32,
}

impl Placeholder {
    pub(crate) const fn new(kind: Kind, number: u32) -> Self {
        Self { kind, number }
    }

    /// What kind of detail it stands for.
    #[must_use]
    pub const fn kind(self) -> Kind {
        self.kind
    }

    /// Its number within the kind, from 1.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.number
    }
}

impl fmt::Display for Placeholder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}_{}]", self.kind.label(), self.number)
    }
}

/// Text that is not a placeholder in its exact form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a placeholder; one looks like [CARD_1]")]
pub struct NotAPlaceholder;

impl NotAPlaceholder {
    /// Stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "mask_not_a_placeholder"
    }
}

impl FromStr for Placeholder {
    type Err = NotAPlaceholder;

    fn from_str(text: &str) -> Result<Self, NotAPlaceholder> {
        let inner = text
            .strip_prefix('[')
            .and_then(|t| t.strip_suffix(']'))
            .ok_or(NotAPlaceholder)?;
        let (label, digits) = inner.split_once('_').ok_or(NotAPlaceholder)?;
        let kind = Kind::from_label(label)
            .filter(|_| label.bytes().all(|b| b.is_ascii_uppercase()))
            .ok_or(NotAPlaceholder)?;
        let plain = digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0');
        let number = digits
            .parse()
            .ok()
            .filter(|_| plain)
            .ok_or(NotAPlaceholder)?;
        Ok(Placeholder { kind, number })
    }
}

impl Serialize for Placeholder {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Placeholder {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Where text that could be taken for a placeholder starts and ends, in bytes.
///
/// Everything [`crate::Unmasker`] may resolve, whatever its vault holds, and more: in square
/// brackets any known label, numbered or not, and any other word that is numbered, with spaces,
/// hyphens, backslashes or underscores between.
pub(crate) fn look_alikes(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let bytes = text.as_bytes();
    let (mut at, mut taken_to) = (0, 0);
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let found = match bytes[at] {
                b'[' | b'{' | b'<' | b'\\' | LENTICULAR => {
                    look_alike_end(text, at).map(|end| (at, end))
                }
                b'_' => bare_look_alike(text, at, taken_to),
                _ => None,
            };
            if let Some((start, end)) = found {
                (at, taken_to) = (end, end);
                return Some((start, end));
            }
            at += 1;
        }
        None
    })
}

/// The first byte of `【`.
const LENTICULAR: u8 = 0xE3;

/// The longest look-alike in the wide form, in bytes: bounds the work per opening bracket.
const LOOK_ALIKE_MAX: usize = 40;

fn look_alike_end(text: &str, start: usize) -> Option<usize> {
    let wide = wide_look_alike_end(text.as_bytes(), start);
    let whole = Plain {
        text,
        is_whole: true,
    };
    match spelling::read(&whole, start, &Everything) {
        Reading::Is(found) => Some(found.end.max(wide.unwrap_or(0))),
        Reading::Not | Reading::More => wide,
    }
}

/// A placeholder without an opening bracket, by its underscore: capitals alone are many.
fn bare_look_alike(text: &str, underscore: usize, from: usize) -> Option<(usize, usize)> {
    let before = &text[from..underscore];
    let before = before.strip_suffix('\\').unwrap_or(before);
    let letters = before.bytes().rev().take_while(u8::is_ascii_uppercase);
    let letters = letters.take(CUSTOM_NAME_MAX + 1).count();
    let start = from + before.len() - letters;
    let is_boundary = text[..start]
        .chars()
        .next_back()
        .is_none_or(may_stand_before);
    if letters == 0 || !is_boundary {
        return None;
    }
    let whole = Plain {
        text,
        is_whole: true,
    };
    match spelling::read(&whole, start, &Everything) {
        Reading::Is(found) => Some((start, found.end)),
        Reading::Not | Reading::More => None,
    }
}

fn wide_look_alike_end(bytes: &[u8], start: usize) -> Option<usize> {
    if bytes[start] != b'[' {
        return None;
    }
    let filler = |b: &u8| matches!(b, b' ' | b'_' | b'-' | b'\\' | b'*' | b'`' | b'\t');
    let window = &bytes[start + 1..bytes.len().min(start + LOOK_ALIKE_MAX)];
    let close = window.iter().position(|b| *b == b']')?;
    let inner = &window[..close];
    let inner = &inner[inner.iter().take_while(|b| filler(b)).count()..];
    let letters = inner.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let label = std::str::from_utf8(&inner[..letters]).ok()?;
    let kind = Kind::from_label(label)?;
    let rest = &inner[letters..];
    let fits = rest.iter().all(|b| filler(b) || b.is_ascii_digit());
    // Any word with a number may be the placeholder of a site's own kind.
    let numbered = rest.iter().any(u8::is_ascii_digit) || !matches!(kind, Kind::Custom(_));
    (fits && numbered).then_some(start + 1 + close + 1)
}

/// Rewrites a look-alike so that a reader understands it and nothing resolves it: parentheses for
/// its brackets and a space for its underscore.
pub(crate) fn neutralise(look_alike: &str, text: &mut String) {
    let mut last = None;
    for c in look_alike.chars() {
        let plain = match c {
            '[' | '{' | '<' | '【' => '(',
            ']' | '}' | '>' | '】' => ')',
            '_' => ' ',
            '\\' => continue,
            _ => c,
        };
        // Double brackets become one.
        if !matches!(plain, '(' | ')') || last != Some(plain) {
            text.push(plain);
        }
        last = Some(plain);
    }
}

/// As if a vault held every value: any label, any number.
struct Everything;

impl Known for Everything {
    fn kind(&self, label: &str, form: Form) -> Option<Kind> {
        let other_word = || (form == Form::Square).then(|| labels::kind_of(label))?;
        Kind::from_label(label)
            .filter(|kind| form != Form::Bare || stands_bare(*kind, label.len()))
            .or_else(other_word)
    }

    fn begins_label(&self, _label: &str, _form: Form) -> bool {
        true
    }

    fn has_number(&self, _kind: Kind, _number: u32) -> bool {
        true
    }

    fn begins_number(&self, _kind: Kind, _number: u32) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn display_and_parse_are_inverse() {
        for kind in Kind::ALL {
            for number in [1, 9, 10, u32::MAX] {
                let placeholder = Placeholder::new(kind, number);
                assert_eq!(placeholder.to_string().parse(), Ok(placeholder));
            }
        }
        for wrong in [
            "",
            "[",
            "[]",
            "[CARD_]",
            "[CARD_01]",
            "[CARD_0]",
            "[card_1]",
            "[CARD_1] ",
            "[CARD_+1]",
            "[SHOE1]",
            "[S_1]",
            "[CARD_99999999999]",
        ] {
            assert_eq!(
                wrong.parse::<Placeholder>(),
                Err(NotAPlaceholder),
                "{wrong}"
            );
        }
    }

    #[test]
    fn look_alikes_are_wider_than_placeholders() {
        let found = |text: &str| {
            look_alikes(text)
                .map(|(s, e)| text[s..e].to_owned())
                .collect::<Vec<_>>()
        };
        for text in [
            "[CARD_1]",
            "[card_1]",
            "[Card 1]",
            "[CARD\\_1]",
            "[ CARD-12 ]",
            "[EMAIL]",
            "[ssn_0001]",
            "[**NAME_2**]",
            "[CARDS_1]",
            "[loyalty 12]",
            "CARD_1",
            "[CARD_1",
            "LOYALTY_12",
            "CARD\\_1",
            "{CARD_1}",
            "{{SHOE_1}}",
            "<CARD_1>",
            "【CARD_1】",
            "[[CARD_1]]",
            "[date of birth 3]",
            "[Téléphone 2]",
            "\\[CARD\\_1\\]",
        ] {
            assert_eq!(found(text), [text], "{text}");
        }
        for text in [
            "[1]",
            "[shoe]",
            "[s_1]",
            "[card one]",
            "[näme_1]",
            "card_1",
            "CARD 1",
            "(card 1)",
            "MY_CARD_1",
            "CARD_1_A",
            "CARD_1A",
            "xCARD_1",
            "CARD_01",
            "UTF_8",
            "ERROR_404",
            "{card_1}",
            "[home address 1]",
            "[[",
            "[",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
        assert_eq!(found("a [[CARD_1]_1] b [NAME_2]"), ["[CARD_1]", "[NAME_2]"]);
    }
}
