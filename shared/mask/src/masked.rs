//! The two types a prompt takes: text the masker wrote, and text that was reviewed for the public.
//!
//! Neither can be deserialized, and neither has a conversion from `String`: to hold one is to know
//! where its bytes came from.

use std::borrow::Cow;
use std::fmt;

use serde::{Serialize, Serializer};

use crate::placeholder::{look_alikes, neutralise};

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Masked {}
    impl Sealed for super::Published {}
}

/// Text that may leave: to a model, a log, a webhook, a metric. [`Masked`] and [`Published`] only.
pub trait Leaving: sealed::Sealed {
    /// The bytes that leave.
    fn as_str(&self) -> &str;
}

impl Leaving for Masked {
    fn as_str(&self) -> &str {
        &self.0
    }
}

impl Leaving for Published {
    fn as_str(&self) -> &str {
        &self.0
    }
}

/// Text in which every detected personal detail is a placeholder. Only a [`crate::Masker`] makes it.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Masked(String);

impl Masked {
    pub(crate) fn new(text: String) -> Self {
        Self(text)
    }

    /// Text read back from the event log, where only masked text is ever written.
    ///
    /// For the replay of a conversation's own events and nothing else: it promises what it can't
    /// check. A test of the repository holds it to that one caller.
    #[must_use]
    pub fn from_log(text: String) -> Self {
        Self(text)
    }

    /// The masked text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The masked text, given away.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }

    /// Pieces that may leave, joined by our own words.
    #[must_use]
    pub fn join<'a>(
        pieces: impl IntoIterator<Item = &'a dyn Leaving>,
        between: &'static str,
    ) -> Self {
        let mut text = String::new();
        for (index, piece) in pieces.into_iter().enumerate() {
            if index > 0 {
                text.push_str(between);
            }
            text.push_str(piece.as_str());
        }
        Self(text)
    }

    /// The text without its placeholders, for search and embeddings, where they only add noise.
    #[must_use]
    pub fn without_placeholders(&self) -> Self {
        let mut text = String::with_capacity(self.0.len());
        let mut from = 0;
        for (start, end) in look_alikes(&self.0) {
            text.push_str(&self.0[from..start]);
            from = end;
        }
        text.push_str(&self.0[from..]);
        Self(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// The first `code_points` code points, never cutting a placeholder in two.
    #[must_use]
    pub fn truncated(&self, code_points: usize) -> Self {
        let Some((mut cut, _)) = self.0.char_indices().nth(code_points) else {
            return self.clone();
        };
        if let Some((start, _)) =
            look_alikes(&self.0).find(|(start, end)| *start < cut && cut < *end)
        {
            cut = start;
        }
        Self(self.0[..cut].to_owned())
    }
}

impl AsRef<str> for Masked {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Masked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Masked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Masked({:?})", self.0)
    }
}

impl Serialize for Masked {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// Text that is public already: reviewed articles and our own prompts. It is not masked, so that
/// the shop's own phone number stays itself.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Published(Cow<'static, str>);

impl Published {
    /// The text of a reviewed article or of the site's own file.
    ///
    /// Look-alikes of placeholders are rewritten so that nothing resolves them: `[CARD_1]` becomes
    /// `(CARD 1)`.
    #[must_use]
    pub fn reviewed(text: impl Into<String>) -> Self {
        let text = text.into();
        let mut clean = String::new();
        let mut from = 0;
        for (start, end) in look_alikes(&text) {
            clean.push_str(&text[from..start]);
            neutralise(&text[start..end], &mut clean);
            from = end;
        }
        if from == 0 {
            return Self(Cow::Owned(text));
        }
        clean.push_str(&text[from..]);
        Self(Cow::Owned(clean))
    }

    /// Words of our own, written in the source.
    #[must_use]
    pub const fn prompt(text: &'static str) -> Self {
        Self(Cow::Borrowed(text))
    }

    /// Published pieces joined by our own words.
    #[must_use]
    pub fn join<'a>(
        pieces: impl IntoIterator<Item = &'a Published>,
        between: &'static str,
    ) -> Self {
        let mut text = String::new();
        for (index, piece) in pieces.into_iter().enumerate() {
            if index > 0 {
                text.push_str(between);
            }
            text.push_str(piece.as_str());
        }
        Self(Cow::Owned(text))
    }

    /// Appends another published piece.
    pub fn push(&mut self, piece: &Published) {
        self.0.to_mut().push_str(&piece.0);
    }

    /// Appends words of our own.
    pub fn push_prompt(&mut self, text: &'static str) {
        self.0.to_mut().push_str(text);
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Published {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Published {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Published({:?})", self.0)
    }
}

impl Serialize for Published {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_cannot_hold_placeholders() {
        let article = Published::reviewed("Type [CARD_1] or [card 2]; see [1] and [our page](/p).");
        assert_eq!(
            article.as_str(),
            "Type (CARD 1) or (card 2); see [1] and [our page](/p)."
        );
        assert_eq!(look_alikes(article.as_str()).count(), 0);
        assert_eq!(Published::reviewed("plain").as_str(), "plain");
    }

    #[test]
    fn search_text_has_no_placeholders() {
        let masked = Masked::new("Where is the parcel of [NAME_1], sent to [ADDRESS_2]?".into());
        assert_eq!(
            masked.without_placeholders().as_str(),
            "Where is the parcel of , sent to ?"
        );
    }

    #[test]
    fn truncation_keeps_placeholders_whole() {
        let masked = Masked::new("hä [CARD_1] there".into());
        assert_eq!(masked.truncated(2).as_str(), "hä");
        assert_eq!(masked.truncated(6).as_str(), "hä ");
        assert_eq!(masked.truncated(11).as_str(), "hä [CARD_1]");
        assert_eq!(masked.truncated(99).as_str(), masked.as_str());
    }

    #[test]
    fn pieces_join_with_our_own_words() {
        let masked = Masked::new("[NAME_1] asks".into());
        let article = Published::prompt("Articles:");
        let both = Masked::join([&masked as &dyn Leaving, &article], "\n");
        assert_eq!(both.as_str(), "[NAME_1] asks\nArticles:");
    }
}
