//! The vault: what each placeholder of one conversation stands for, in memory.
//!
//! For: one value, one placeholder, over the whole conversation. Not for: storage or encryption;
//! the caller persists entries sealed, and restores them in any order.
//!
//! Invariants: numbering per kind never restarts; an entry never changes; values are wiped when
//! dropped and never appear in `Debug`.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::OnceLock;

use zeroize::Zeroizing;

use crate::identity::{self, Key};
use crate::kind::Kind;
use crate::known::Patterns;
use crate::placeholder::Placeholder;

/// One placeholder and the value it stands for, as it was first written.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    placeholder: Placeholder,
    value: Zeroizing<String>,
}

impl Entry {
    /// An entry as it was persisted.
    #[must_use]
    pub fn new(placeholder: Placeholder, value: String) -> Self {
        Self {
            placeholder,
            value: Zeroizing::new(value),
        }
    }

    /// The placeholder.
    #[must_use]
    pub fn placeholder(&self) -> Placeholder {
        self.placeholder
    }

    /// The kind of the value.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.placeholder.kind()
    }

    /// The value in its first spelling. Never log it.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Entry({}, hidden)", self.placeholder)
    }
}

/// What went wrong while a value was to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// A conversation has used every number of a kind.
    #[error("this conversation holds too many values of the kind \"{kind}\"; start a new one")]
    Full {
        /// The kind without a free number.
        kind: Kind,
    },
    /// Two restored entries have the same placeholder and different values.
    #[error("two stored values claim the placeholder {placeholder}; the vault was not opened")]
    Conflict {
        /// The placeholder both claim.
        placeholder: Placeholder,
    },
}

impl VaultError {
    /// Stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            VaultError::Full { .. } => "mask_vault_full",
            VaultError::Conflict { .. } => "mask_vault_conflict",
        }
    }
}

/// The values of one conversation, by placeholder.
#[derive(Clone, Default)]
pub struct Vault {
    entries: Vec<Entry>,
    by_placeholder: BTreeMap<Placeholder, usize>,
    by_spelling: BTreeMap<String, Placeholder>,
    by_identity: BTreeMap<Key, usize>,
    last_numbers: BTreeMap<Kind, u32>,
    /// Made when a text is first masked; who only restores pays nothing.
    patterns: OnceLock<Patterns>,
}

impl Vault {
    /// An empty vault, for a new conversation.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The vault of a conversation from its persisted entries, in any order. Numbering goes on
    /// after the highest number of each kind.
    ///
    /// # Errors
    /// [`VaultError::Conflict`] when two entries share a placeholder but not a value.
    pub fn restore(entries: impl IntoIterator<Item = Entry>) -> Result<Self, VaultError> {
        let mut vault = Self::new();
        let mut entries: Vec<Entry> = entries.into_iter().collect();
        // Of two entries for one value the older answers look-ups, whatever order they came in.
        entries.sort_by_key(|entry| entry.placeholder);
        for entry in entries {
            match vault.get(&entry.placeholder) {
                Some(known) if *known == entry => {}
                Some(known) => {
                    return Err(VaultError::Conflict {
                        placeholder: known.placeholder,
                    });
                }
                None => vault.add(entry),
            }
        }
        Ok(vault)
    }

    /// The entries, oldest first (as persisted ones: by kind and number).
    pub fn entries(&self) -> impl ExactSizeIterator<Item = &Entry> {
        self.entries.iter()
    }

    /// What a placeholder stands for.
    #[must_use]
    pub fn get(&self, placeholder: &Placeholder) -> Option<&Entry> {
        self.by_placeholder
            .get(placeholder)
            .and_then(|at| self.entries.get(*at))
    }

    /// How many values the vault holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether the vault holds nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The placeholder of a value, and whether it is new.
    pub(crate) fn keep(
        &mut self,
        kind: Kind,
        value: &str,
    ) -> Result<(Placeholder, bool), VaultError> {
        for key in identity::keys(kind, value) {
            if let Some(entry) = self
                .by_identity
                .get(&key)
                .and_then(|at| self.entries.get(*at))
            {
                return Ok((entry.placeholder, false));
            }
        }
        let last = self.last_numbers.get(&kind).copied().unwrap_or(0);
        let number = last.checked_add(1).ok_or(VaultError::Full { kind })?;
        let placeholder = Placeholder::new(kind, number);
        self.add(Entry::new(placeholder, value.to_owned()));
        Ok((placeholder, true))
    }

    /// The placeholder written as `text`, if this vault knows it.
    pub(crate) fn placeholder_of(&self, text: &str) -> Option<Placeholder> {
        self.by_spelling.get(text).copied()
    }

    /// Whether `text` is the beginning of a known placeholder.
    pub(crate) fn begins_a_placeholder(&self, text: &str) -> bool {
        let from = (std::ops::Bound::Included(text), std::ops::Bound::Unbounded);
        self.by_spelling
            .range::<str, _>(from)
            .next()
            .is_some_and(|(known, _)| known.starts_with(text))
    }

    /// The values as they are looked for in a text.
    pub(crate) fn patterns(&self) -> &Patterns {
        self.patterns.get_or_init(|| {
            let mut patterns = Patterns::default();
            for entry in &self.entries {
                patterns.add(entry.kind(), entry.value());
            }
            patterns
        })
    }

    fn add(&mut self, entry: Entry) {
        if let Some(patterns) = self.patterns.get_mut() {
            patterns.add(entry.kind(), entry.value());
        }
        let at = self.entries.len();
        let placeholder = entry.placeholder;
        for key in identity::keys(placeholder.kind(), &entry.value) {
            self.by_identity.entry(key).or_insert(at);
        }
        self.by_placeholder.insert(placeholder, at);
        self.by_spelling
            .insert(placeholder.to_string(), placeholder);
        let last = self.last_numbers.entry(placeholder.kind()).or_insert(0);
        *last = (*last).max(placeholder.number());
        self.entries.push(entry);
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.entries).finish()
    }
}
