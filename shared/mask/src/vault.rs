//! The vault: what each placeholder of one conversation stands for, in memory.
//!
//! For: one value, one placeholder, over the whole conversation. Not for: storage or encryption;
//! the caller persists entries sealed, and restores them in any order.
//!
//! Invariants: numbering per kind never restarts; an entry never changes; values are wiped when
//! dropped and never appear in `Debug`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::OnceLock;

use zeroize::Zeroizing;

use crate::identity::{self, Key};
use crate::kind::Kind;
use crate::known::Patterns;
use crate::labels;
use crate::placeholder::Placeholder;
use crate::spelling::{Form, Known, stands_bare};

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
    kinds: Vec<Numbered>,
    initials: u32,
    by_identity: BTreeMap<Key, usize>,
    /// How many entries `by_identity` knows: who only restores pays nothing.
    identified: usize,
    /// Made when a text is first masked, likewise.
    patterns: OnceLock<Patterns>,
}

/// The entries of one kind.
#[derive(Clone)]
struct Numbered {
    kind: Kind,
    label: Cow<'static, str>,
    /// The number of each and its place among the entries, by number.
    numbers: Vec<(u32, usize)>,
}

impl Numbered {
    fn last(&self) -> u32 {
        self.numbers.last().map_or(0, |(number, _)| *number)
    }

    fn place_of(&self, number: u32) -> Option<usize> {
        // Numbers mostly have no gaps.
        let guess = usize::try_from(number).ok()?.checked_sub(1)?;
        let at = match self.numbers.get(guess) {
            Some((n, _)) if *n == number => guess,
            _ => self
                .numbers
                .binary_search_by_key(&number, |(n, _)| *n)
                .ok()?,
        };
        self.numbers.get(at).map(|(_, place)| *place)
    }

    fn begins(&self, digits: u32) -> bool {
        let last = u64::from(self.last());
        let (mut low, mut span) = (u64::from(digits), 1);
        while low <= last {
            let next = self.numbers.partition_point(|(n, _)| u64::from(*n) < low);
            if self
                .numbers
                .get(next)
                .is_some_and(|(n, _)| u64::from(*n) < low + span)
            {
                return true;
            }
            (low, span) = (low * 10, span * 10);
        }
        false
    }
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
        let place = self
            .numbered(placeholder.kind())?
            .place_of(placeholder.number())?;
        self.entries.get(place)
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

    /// The letters known labels begin with, `A` the lowest bit.
    pub(crate) fn initials(&self) -> u32 {
        self.initials
    }

    /// The placeholder of a value, and whether it is new.
    pub(crate) fn keep(
        &mut self,
        kind: Kind,
        value: &str,
    ) -> Result<(Placeholder, bool), VaultError> {
        self.identify();
        for key in identity::keys(kind, value) {
            if let Some(entry) = self
                .by_identity
                .get(&key)
                .and_then(|at| self.entries.get(*at))
            {
                return Ok((entry.placeholder, false));
            }
        }
        let last = self.numbered(kind).map_or(0, Numbered::last);
        let number = last.checked_add(1).ok_or(VaultError::Full { kind })?;
        let placeholder = Placeholder::new(kind, number);
        self.add(Entry::new(placeholder, value.to_owned()));
        Ok((placeholder, true))
    }

    fn numbered(&self, kind: Kind) -> Option<&Numbered> {
        self.kinds.iter().find(|numbered| numbered.kind == kind)
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
        let placeholder = entry.placeholder;
        let known = self
            .kinds
            .iter()
            .position(|numbered| numbered.kind == placeholder.kind());
        let at = known.unwrap_or_else(|| {
            let label = placeholder.kind().label();
            if let Some(initial @ b'A'..=b'Z') = label.bytes().next() {
                self.initials |= 1 << (initial - b'A');
            }
            self.kinds.push(Numbered {
                kind: placeholder.kind(),
                label,
                numbers: Vec::new(),
            });
            self.kinds.len() - 1
        });
        let numbers = &mut self.kinds[at].numbers;
        let place = numbers.partition_point(|(number, _)| *number < placeholder.number());
        numbers.insert(place, (placeholder.number(), self.entries.len()));
        self.entries.push(entry);
    }

    fn identify(&mut self) {
        for (at, entry) in self.entries.iter().enumerate().skip(self.identified) {
            for key in identity::keys(entry.kind(), &entry.value) {
                self.by_identity.entry(key).or_insert(at);
            }
        }
        self.identified = self.entries.len();
    }
}

impl Known for Vault {
    fn kind(&self, label: &str, form: Form) -> Option<Kind> {
        let own = self
            .kinds
            .iter()
            .find(|known| known.label.eq_ignore_ascii_case(label));
        match own {
            Some(known) if form == Form::Bare && !stands_bare(known.kind, label.len()) => None,
            Some(known) => Some(known.kind),
            None if form == Form::Square => {
                labels::kind_of(label).filter(|kind| self.numbered(*kind).is_some())
            }
            None => None,
        }
    }

    fn begins_label(&self, label: &str, form: Form) -> bool {
        let begins = |known: &Numbered| {
            let begins = known.label.get(..label.len());
            begins.is_some_and(|begins| begins.eq_ignore_ascii_case(label))
                && (form != Form::Bare || stands_bare(known.kind, known.label.len()))
        };
        self.kinds.iter().any(begins)
            || form == Form::Square
                && labels::kinds_beginning(label).any(|kind| self.numbered(kind).is_some())
    }

    fn has_number(&self, kind: Kind, number: u32) -> bool {
        self.numbered(kind)
            .is_some_and(|known| known.place_of(number).is_some())
    }

    fn begins_number(&self, kind: Kind, number: u32) -> bool {
        self.numbered(kind)
            .is_some_and(|known| known.begins(number))
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.entries).finish()
    }
}
