//! The masker: one site's settings, and the way from a text to its masked form.

use crate::custom::CustomKind;
use crate::detect::{self, Span};
use crate::kind::{Kind, Restore};
use crate::known;
use crate::masked::Masked;
use crate::overlap;
use crate::placeholder::Placeholder;
use crate::scan::Scan;
use crate::unmask::{Lens, Unmasker};
use crate::vault::{Vault, VaultError};

/// What happens to a bare number of four digits and more that nothing explains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BareNumbers {
    /// It stays.
    #[default]
    Keep,
    /// It becomes `[NUMBER_n]`.
    Mask,
}

/// What surrounds a text. Build it with `..Context::default()`: fields are added over time.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context<'a> {
    /// The turns before this one, oldest first, masked or not. The last one says what was asked
    /// for, so that a bare number is understood as its answer.
    pub previous: &'a [&'a str],
    /// The language of the conversation as a BCP 47 tag, if known. Detection uses all languages
    /// either way.
    pub lang: Option<&'a str>,
}

/// Why a text was not masked. It must not leave then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MaskError {
    /// The text has more bytes than offsets can count.
    #[error("the text has {bytes} bytes; at most {max} can be masked at once", max = MAX_BYTES)]
    TooLong {
        /// Length of the text in bytes.
        bytes: usize,
    },
    /// The vault refused a value.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

/// The longest text that is masked at once, in bytes.
pub const MAX_BYTES: usize = 64 << 20;

impl MaskError {
    /// Stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            MaskError::TooLong { .. } => "mask_too_long",
            MaskError::Vault(error) => error.code(),
        }
    }
}

/// Settings that can't be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BuildError {
    /// A kind that is always masked was switched off.
    #[error(
        "\"{kind}\" is always masked and can't be switched off; set how it is restored instead"
    )]
    AlwaysOn {
        /// The kind.
        kind: Kind,
    },
}

impl BuildError {
    /// Stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            BuildError::AlwaysOn { .. } => "mask_always_on",
        }
    }
}

/// A masked detail of one text, in the form of the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct MaskedSpan {
    /// The kind detected.
    pub kind: Kind,
    /// The placeholder that stands for it. Its kind is that of the first time the value was seen.
    pub placeholder: Placeholder,
    /// First code point, counted in the original text.
    pub start: usize,
    /// Code point after the last, counted in the original text.
    pub end: usize,
}

/// A masked text and what was masked in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Masking {
    /// The text that may leave.
    pub masked: Masked,
    /// What was masked, in the order of the text, without overlaps.
    pub spans: Vec<MaskedSpan>,
    /// Placeholders the vault did not hold before: the entries to persist.
    pub new_entries: Vec<Placeholder>,
}

/// Finds personal details and replaces them; immutable, made once per site.
#[derive(Debug, Clone)]
pub struct Masker {
    disabled: Vec<Kind>,
    restore: Vec<(Kind, Restore)>,
    bare_numbers: BareNumbers,
    custom: Vec<CustomKind>,
}

impl Default for Masker {
    /// Every kind on, default restore policies, bare numbers kept.
    fn default() -> Self {
        Self {
            disabled: Vec::new(),
            restore: Vec::new(),
            bare_numbers: BareNumbers::Keep,
            custom: Vec::new(),
        }
    }
}

impl Masker {
    /// Settings to start from: those of [`Masker::default`].
    #[must_use]
    pub fn builder() -> MaskerBuilder {
        MaskerBuilder {
            masker: Masker::default(),
        }
    }

    /// The site's own kinds.
    pub fn custom_kinds(&self) -> impl Iterator<Item = Kind> + '_ {
        self.custom.iter().map(CustomKind::kind)
    }

    /// Whether the kind is looked for.
    #[must_use]
    pub fn is_enabled(&self, kind: Kind) -> bool {
        match kind {
            Kind::Number => self.bare_numbers == BareNumbers::Mask,
            _ => !self.disabled.contains(&kind),
        }
    }

    /// How much of a kind AI-written text may show.
    #[must_use]
    pub fn restore(&self, kind: Kind) -> Restore {
        let set = self.restore.iter().rev().find(|(of, _)| *of == kind);
        set.map_or(kind.default_restore(), |(_, restore)| *restore)
    }

    /// The personal details in a text, in its order, without overlaps. Offsets are bytes.
    #[must_use]
    pub fn detect(&self, text: &str, context: &Context<'_>) -> Vec<Span> {
        self.spans(text, context, &Vault::new())
    }

    /// Replaces every personal detail by its placeholder and keeps the values in the vault.
    ///
    /// A value the vault knows is replaced wherever it stands between token boundaries. When this
    /// fails the text must not leave.
    ///
    /// # Errors
    /// [`MaskError`]; the vault may then hold values of this text, which does no harm.
    pub fn mask(
        &self,
        text: &str,
        context: &Context<'_>,
        vault: &mut Vault,
    ) -> Result<Masking, MaskError> {
        if text.len() > MAX_BYTES {
            return Err(MaskError::TooLong { bytes: text.len() });
        }
        let spans = self.spans(text, context, vault);
        self.replace(text, spans, vault)
    }

    /// Replaces what was found. The spans are in order and apart.
    pub(crate) fn replace(
        &self,
        text: &str,
        spans: impl IntoIterator<Item = Span>,
        vault: &mut Vault,
    ) -> Result<Masking, MaskError> {
        let mut masked = String::with_capacity(text.len());
        let mut masking = Masking::default();
        let mut copied_to = 0;
        let mut code_points = 0;
        for span in spans {
            let value = &text[span.start..span.end];
            let (placeholder, is_new) = vault.keep(span.kind, value)?;
            let between = &text[copied_to..span.start];
            masked.push_str(between);
            masked.push_str(&placeholder.to_string());
            let start = code_points + between.chars().count();
            let end = start + value.chars().count();
            masking.spans.push(MaskedSpan {
                kind: span.kind,
                placeholder,
                start,
                end,
            });
            if is_new {
                masking.new_entries.push(placeholder);
            }
            copied_to = span.end;
            code_points = end;
        }
        masked.push_str(&text[copied_to..]);
        masking.masked = Masked::new(masked);
        Ok(masking)
    }

    /// Replaces every personal detail by its kind alone (`[PHONE]`), keeping nothing: for past
    /// tickets, logs and other text that nobody needs back.
    #[must_use]
    pub fn mask_irreversibly(&self, text: &str, context: &Context<'_>) -> Masked {
        let mut masked = String::with_capacity(text.len());
        let mut copied_to = 0;
        for span in self.detect(text, context) {
            masked.push_str(&text[copied_to..span.start]);
            masked.push('[');
            masked.push_str(&span.kind.label());
            masked.push(']');
            copied_to = span.end;
        }
        masked.push_str(&text[copied_to..]);
        Masked::new(masked)
    }

    /// Keeps a value known from elsewhere, such as a field of the verified identity, so that it is
    /// masked wherever it stands from now on. Gives its placeholder, and whether it is new and
    /// has to be persisted. `None` when the value has no letter or digit: there is nothing to hide.
    ///
    /// # Errors
    /// [`MaskError::Vault`].
    pub fn learn(
        &self,
        kind: Kind,
        value: &str,
        vault: &mut Vault,
    ) -> Result<Option<(Placeholder, bool)>, MaskError> {
        let value = value.trim();
        if !value.chars().any(char::is_alphanumeric) {
            return Ok(None);
        }
        Ok(Some(vault.keep(kind, value)?))
    }

    /// The text with its placeholders resolved, as the lens allows. See [`Unmasker`] for streams.
    #[must_use]
    pub fn unmask(&self, text: impl AsRef<str>, vault: &Vault, lens: Lens) -> String {
        let mut unmasker = Unmasker::new(self, vault, lens);
        let mut whole = unmasker.push(text.as_ref());
        whole.push_str(&unmasker.finish());
        whole
    }

    pub(crate) fn spans(&self, text: &str, context: &Context<'_>, vault: &Vault) -> Vec<Span> {
        let scan = Scan::new(text, context.previous);
        let mut found = detect::all(&scan, self);
        for custom in &self.custom {
            custom.detect(&scan, context.previous.last().copied(), &mut found);
        }
        if !vault.is_empty() {
            vault.patterns().find(&scan, &mut found);
        }
        known::repeated(&scan, text, overlap::resolve(&scan, found))
    }
}

/// Settings of a [`Masker`] in the making.
#[derive(Debug, Clone)]
pub struct MaskerBuilder {
    masker: Masker,
}

impl MaskerBuilder {
    /// Sets how much of a kind AI-written text may show.
    #[must_use]
    pub fn restore(mut self, kind: Kind, restore: Restore) -> Self {
        self.masker.restore.push((kind, restore));
        self
    }

    /// Sets the same for every kind.
    #[must_use]
    pub fn restore_all(mut self, restore: Restore) -> Self {
        self.masker
            .restore
            .extend(Kind::ALL.map(|kind| (kind, restore)));
        self
    }

    /// Looks for a kind again.
    #[must_use]
    pub fn enable(mut self, kind: Kind) -> Self {
        self.masker.disabled.retain(|off| *off != kind);
        self
    }

    /// Stops looking for a kind. Kinds that are [`Kind::always_on`] make `build` fail.
    #[must_use]
    pub fn disable(mut self, kind: Kind) -> Self {
        self.masker.disabled.push(kind);
        self
    }

    /// Looks for a kind of the site's own as well.
    #[must_use]
    pub fn custom(mut self, kind: CustomKind) -> Self {
        self.masker.custom.push(kind);
        self
    }

    /// Sets what happens to numbers nothing explains.
    #[must_use]
    pub fn bare_numbers(mut self, bare_numbers: BareNumbers) -> Self {
        self.masker.bare_numbers = bare_numbers;
        self
    }

    /// The masker.
    ///
    /// # Errors
    /// [`BuildError::AlwaysOn`] when a kind was switched off that can't be.
    pub fn build(self) -> Result<Masker, BuildError> {
        match self.masker.disabled.iter().find(|kind| kind.always_on()) {
            Some(kind) => Err(BuildError::AlwaysOn { kind: *kind }),
            None => Ok(self.masker),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A detail, and then the piece over and over.
    fn steps_after_a_detail(piece: &str, length: usize) -> usize {
        steps(&format!(
            "4242 4242 4242 4242 {}",
            piece.repeat(length / piece.len() + 1)
        ))
    }

    fn steps(text: &str) -> usize {
        let scan = Scan::new(text, &[]);
        let found = detect::all(&scan, &Masker::default());
        let _ = known::repeated(&scan, text, overlap::resolve(&scan, found));
        scan.steps()
    }

    #[test]
    fn work_is_linear_in_the_text() {
        for piece in [
            "1",
            "1 ",
            "1-",
            "4242 ",
            "4242,",
            "4242 4242 4242 4242 ",
            "a",
            "a ",
            "A ",
            "a@",
            "a.b@c.d ",
            "at ",
            "dot ",
            "[",
            "[CARD",
            "[CARD_1]",
            "::",
            "1:",
            "f:",
            "1.",
            "255.",
            "+1",
            "(",
            ")",
            "DE89",
            "DE89 ",
            "my name is ",
            "I'm ",
            "password is ",
            "pin ",
            "address is 5 ",
            "12 Main ",
            "rue ",
            "sk-",
            "eyJ",
            "eyJhbGciOiJ.",
            "-----BEGIN PRIVATE KEY",
            "-----BEGIN ",
            "\u{200b}",
            "a\0",
            "%",
            "&%20",
            "a%40b.cd",
            "é",
            "中",
            "\n",
            "thanks ",
            "hi A ",
            "calle A ",
            "to A ",
            "box 1 ",
            "A-",
            "a'",
            "Sarah Miller ",
            "1234 ",
            "ssn 1234 ",
            "x\u{300}",
            "Apt 4, ",
            "Springfield, ",
            "\"",
            "code is ",
            "+49 170 ",
            "0170 ",
            "1-800-AB-",
            "2-1 ",
            "·",
            "é·",
            "a…",
            "ph ",
            "12 ext ",
        ] {
            let short = steps(&piece.repeat(2_000 / piece.len() + 1));
            let long = steps(&piece.repeat(40_000 / piece.len() + 1));
            assert!(
                long <= 22 * short.max(2_000),
                "{piece:?}: {short} steps for 2 KB, {long} for 40 KB"
            );
            let (short, after) = (
                steps_after_a_detail(piece, 2_000),
                steps_after_a_detail(piece, 40_000),
            );
            assert!(
                after <= 22 * short.max(2_000),
                "{piece:?} after a detail: {short} steps for 2 KB, {after} for 40 KB"
            );
            assert!(long <= 800 * 40_000, "{piece:?}: {long} steps for 40 KB");
        }
    }

    #[test]
    fn what_is_always_masked_stays_on() {
        for kind in Kind::ALL.into_iter().filter(|kind| kind.always_on()) {
            assert_eq!(
                Masker::builder().disable(kind).build().unwrap_err(),
                BuildError::AlwaysOn { kind }
            );
        }
        let masker = Masker::builder().disable(Kind::Email).build().unwrap();
        assert!(
            masker
                .detect("ann@example.com", &Context::default())
                .is_empty()
        );
        let masker = Masker::builder()
            .disable(Kind::Email)
            .enable(Kind::Email)
            .build()
            .unwrap();
        assert_eq!(
            masker.detect("ann@example.com", &Context::default()).len(),
            1
        );
    }

    #[test]
    fn bare_numbers_are_the_sites_choice() {
        let masker = Masker::builder()
            .bare_numbers(BareNumbers::Mask)
            .build()
            .unwrap();
        let text = "8745 and 12 on 21.11.2026, order 99887";
        assert_eq!(
            masker.mask_irreversibly(text, &Context::default()).as_str(),
            "[NUMBER] and 12 on 21.11.2026, order 99887"
        );
        assert_eq!(
            Masker::default()
                .mask_irreversibly(text, &Context::default())
                .as_str(),
            text
        );
    }
}
