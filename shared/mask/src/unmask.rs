//! From placeholders back to values, whole or in a stream.
//!
//! Invariants: any chunking gives the same bytes; only a proper prefix of a known placeholder is
//! ever held back; a value shown is never scanned again; AI-written text gets nothing inside a
//! link, so that a reply can't carry a value away.

use crate::kind::{Kind, Restore};
use crate::links::Links;
use crate::masker::Masker;
use crate::placeholder::Placeholder;
use crate::vault::Vault;

/// Who wrote the text that is shown, and so how much of a value it may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lens {
    /// AI-written text on its way to the visitor: the site's restore policy applies, nothing is
    /// resolved inside URLs, link targets and tags, and placeholders the model bent a little
    /// (case, space, hyphen or escaped underscore) resolve too.
    VisitorOfAi,
    /// Text a person wrote, visitor or agent: every value whole, everywhere.
    PersonWritten,
}

/// The state of one stream of text being unmasked, without its masker and vault; for callers that
/// own all three.
#[derive(Debug, Clone)]
pub struct UnmaskState {
    lens: Lens,
    links: Links,
    held: String,
    held_canonical: String,
}

impl UnmaskState {
    /// The beginning of a stream.
    #[must_use]
    pub fn new(lens: Lens) -> Self {
        Self {
            lens,
            links: Links::default(),
            held: String::new(),
            held_canonical: String::new(),
        }
    }

    /// The text that can be shown after this chunk.
    #[must_use]
    pub fn push(&mut self, masker: &Masker, vault: &Vault, chunk: &str) -> String {
        let mut shown = String::with_capacity(chunk.len() + self.held.len());
        for c in chunk.chars() {
            self.take(masker, vault, c, &mut shown);
        }
        shown
    }

    /// The rest: a placeholder that never closed is ordinary text.
    #[must_use]
    pub fn finish(&mut self) -> String {
        let mut shown = String::new();
        self.release(&mut shown);
        self.links = Links::default();
        shown
    }

    fn take(&mut self, masker: &Masker, vault: &Vault, c: char, shown: &mut String) {
        if self.held.is_empty() {
            if c == '[' && vault.begins_a_placeholder("[") {
                self.hold(c);
            } else {
                self.show(c, shown);
            }
            return;
        }
        self.hold(c);
        if let Some(placeholder) = vault.placeholder_of(&self.held_canonical) {
            self.resolve(masker, vault, placeholder, shown);
        } else if !vault.begins_a_placeholder(&self.held_canonical) {
            self.held.pop();
            self.held_canonical.clear();
            self.release(shown);
            self.take(masker, vault, c, shown);
        }
    }

    fn hold(&mut self, c: char) {
        self.held.push(c);
        if self.lens == Lens::PersonWritten {
            self.held_canonical.push(c);
            return;
        }
        match c {
            '\\' if !self.held_canonical.ends_with('_') => {}
            ' ' | '-' => self.held_canonical.push('_'),
            _ => self.held_canonical.push(c.to_ascii_uppercase()),
        }
    }

    fn release(&mut self, shown: &mut String) {
        self.held_canonical.clear();
        for c in std::mem::take(&mut self.held).chars() {
            self.show(c, shown);
        }
    }

    fn resolve(
        &mut self,
        masker: &Masker,
        vault: &Vault,
        placeholder: Placeholder,
        shown: &mut String,
    ) {
        let entry = vault.get(&placeholder);
        let (Some(entry), false) = (entry, self.lens == Lens::VisitorOfAi && self.links.inside())
        else {
            return self.release(shown);
        };
        let restore = match self.lens {
            Lens::PersonWritten => Restore::Full,
            Lens::VisitorOfAi => masker.restore(entry.kind()),
        };
        self.held.clear();
        self.held_canonical.clear();
        let value = match restore {
            Restore::Full => entry.value().to_owned(),
            Restore::Partial => partial(entry.kind(), entry.value()),
            Restore::Never => never(entry.kind()),
        };
        for c in value.chars() {
            self.show(c, shown);
        }
    }

    fn show(&mut self, c: char, shown: &mut String) {
        if self.lens == Lens::VisitorOfAi {
            self.links.feed(c);
        }
        shown.push(c);
    }
}

/// Unmasks a stream chunk by chunk.
///
/// ```
/// use handrail_mask::{Context, Lens, Masker, Unmasker, Vault};
/// let masker = Masker::default();
/// let mut vault = Vault::new();
/// masker.mask("mail me at ann@example.com", &Context::default(), &mut vault).unwrap();
/// let mut unmasker = Unmasker::new(&masker, &vault, Lens::VisitorOfAi);
/// assert_eq!(unmasker.push("I'll write to [EMA"), "I'll write to ");
/// assert_eq!(unmasker.push("IL_1]."), "ann@example.com.");
/// assert_eq!(unmasker.finish(), "");
/// ```
#[derive(Debug, Clone)]
pub struct Unmasker<'a> {
    masker: &'a Masker,
    vault: &'a Vault,
    state: UnmaskState,
}

impl<'a> Unmasker<'a> {
    /// The beginning of a stream.
    #[must_use]
    pub fn new(masker: &'a Masker, vault: &'a Vault, lens: Lens) -> Self {
        Self {
            masker,
            vault,
            state: UnmaskState::new(lens),
        }
    }

    /// The text that can be shown after this chunk.
    #[must_use]
    pub fn push(&mut self, chunk: &str) -> String {
        self.state.push(self.masker, self.vault, chunk)
    }

    /// The rest; nothing is held back at the end.
    #[must_use]
    pub fn finish(mut self) -> String {
        self.state.finish()
    }
}

/// What [`Restore::Partial`] shows of a value.
///
/// Cards `•••• 4242`, SSNs `•••-••-6789`, e-mail `s•••@example.com`; of the rest the last four
/// letters or digits (`•••• 3000`) when there are at least eight, else only the label.
#[must_use]
pub fn partial(kind: Kind, value: &str) -> String {
    let characters: Vec<char> = value.chars().filter(|c| c.is_alphanumeric()).collect();
    let last: String = characters[characters.len().saturating_sub(4)..]
        .iter()
        .collect();
    match kind {
        Kind::Card => format!("•••• {last}"),
        Kind::Ssn => format!("•••-••-{last}"),
        Kind::Email => match (value.chars().next(), value.rsplit_once('@')) {
            (Some(first), Some((_, domain))) if first != '@' => format!("{first}•••@{domain}"),
            _ => never(kind),
        },
        _ if characters.len() >= 8 => format!("•••• {last}"),
        _ => never(kind),
    }
}

fn never(kind: Kind) -> String {
    format!("[{}]", kind.label())
}
