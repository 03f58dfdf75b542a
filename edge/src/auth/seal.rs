//! Sealing the vault: AES-256-GCM (NIST SP 800-38D) under a data key of the conversation, which is
//! itself wrapped by a key of the machine (`key_ring.rs`).
//!
//! For: hidden values at rest. Erasing a conversation's wrapped data key makes all of them unreadable.
//! Not for: deciding what is hidden or who may see it.
//!
//! Invariants: a sealed value opens for its own conversation and placeholder alone; a wrong key, a
//! swapped, changed or shortened entry is refused; the length of what is sealed tells no more of a value
//! than its size to the next power of two; calls are synchronous, so that nothing comes
//! between masking and appending; keys are wiped when dropped.

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use handrail_mask::{Entry, Placeholder};
use handrail_protocol::{ConversationId, ErrorCode};
use zeroize::Zeroizing;

/// Bytes of a nonce, made anew for each sealing.
pub(crate) const NONCE_BYTES: usize = 12;

/// The key of one conversation, open.
#[derive(Clone)]
pub(crate) struct DataKey(Zeroizing<[u8; 32]>);

/// One value as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SealedEntry {
    /// `[CARD_1]`.
    pub(crate) placeholder: Placeholder,
    /// Nonce and sealed value.
    pub(crate) sealed: Vec<u8>,
}

/// The shortest a value is sealed as: most are shorter, and so look alike.
const PADDED_MIN_BYTES: usize = 64;
/// Ends a value; zeros follow (the padding of ISO/IEC 7816-4).
const END_OF_VALUE: u8 = 0x80;

/// Bytes of the tag that ends what GCM sealed.
const TAG_BYTES: usize = 16;

/// Why the vault of a conversation does not open. Seen from outside they are one refusal; the log
/// says which it was, because an operator does something else about each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum SealError {
    /// The data key was wrapped by a key that this machine does not have.
    #[error("the data key was wrapped by a key that is not set")]
    UnknownKey,
    /// There are values, and no data key.
    #[error("there are values without a data key")]
    KeyMissing,
    /// The wrapped data key is too short to be one.
    #[error("the wrapped data key was shortened")]
    KeyShortened,
    /// The wrapped data key is not what was wrapped for this conversation: changed, or another's.
    #[error("the wrapped data key was changed")]
    KeyChanged,
    /// A value is too short to be one.
    #[error("a sealed value was shortened")]
    ValueShortened,
    /// A value is not what was sealed under its placeholder here: changed, or another's.
    #[error("a sealed value was changed")]
    ValueChanged,
}

impl SealError {
    /// The stable code.
    pub(crate) fn code(self) -> ErrorCode {
        ErrorCode::VaultUnreadable
    }

    /// Which case it is, for the log.
    pub(crate) fn case(self) -> &'static str {
        match self {
            Self::UnknownKey => "unknown_key",
            Self::KeyMissing => "key_missing",
            Self::KeyShortened => "key_shortened",
            Self::KeyChanged => "key_changed",
            Self::ValueShortened => "value_shortened",
            Self::ValueChanged => "value_changed",
        }
    }
}

impl From<SealError> for crate::error::Refusal {
    fn from(error: SealError) -> Self {
        Self {
            place: Some(error.case()),
            ..Self::from(error.code())
        }
    }
}

impl DataKey {
    /// A new key.
    pub(crate) fn new(random: [u8; 32]) -> Self {
        Self(Zeroizing::new(random))
    }

    /// For wrapping it.
    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Seals one value.
    pub(crate) fn seal(
        &self,
        entry: &Entry,
        conversation: &ConversationId,
        nonce: [u8; NONCE_BYTES],
    ) -> SealedEntry {
        let placeholder = entry.placeholder();
        let bond = padded_value_bond(conversation, placeholder);
        SealedEntry {
            placeholder,
            sealed: seal(&self.0, &padded(entry.value()), &bond, nonce),
        }
    }

    /// Opens one value.
    pub(crate) fn open(
        &self,
        sealed: &SealedEntry,
        conversation: &ConversationId,
    ) -> Result<Entry, SealError> {
        #[cfg(test)]
        opened::count();
        let bond = padded_value_bond(conversation, sealed.placeholder);
        let mut bytes = match open(&self.0, &sealed.sealed, &bond) {
            Ok(mut bytes) => {
                let end = bytes.iter().rposition(|byte| *byte != 0);
                let end = end.filter(|end| bytes[*end] == END_OF_VALUE);
                bytes.truncate(end.ok_or(SealError::ValueChanged)?);
                bytes
            }
            Err(SealError::ValueChanged) => {
                let bond = bare_value_bond(conversation, sealed.placeholder);
                open(&self.0, &sealed.sealed, &bond)?
            }
            Err(error) => return Err(error),
        };
        let value =
            String::from_utf8(std::mem::take(&mut *bytes)).map_err(|_| SealError::ValueChanged)?;
        Ok(Entry::new(sealed.placeholder, value))
    }
}

fn padded(value: &str) -> Zeroizing<Vec<u8>> {
    let length = (value.len() + 1).next_power_of_two().max(PADDED_MIN_BYTES);
    let mut bytes = Zeroizing::new(Vec::with_capacity(length));
    bytes.extend_from_slice(value.as_bytes());
    bytes.push(END_OF_VALUE);
    bytes.resize(length, 0);
    bytes
}

fn padded_value_bond(conversation: &ConversationId, placeholder: Placeholder) -> Vec<u8> {
    format!("handrail padded value\n{conversation}\n{placeholder}").into_bytes()
}

/// Of values that were sealed at their own length, before lengths were hidden.
fn bare_value_bond(conversation: &ConversationId, placeholder: Placeholder) -> Vec<u8> {
    format!("handrail value\n{conversation}\n{placeholder}").into_bytes()
}

/// Nonce, sealed bytes, tag.
pub(crate) fn seal(key: &[u8; 32], plain: &[u8], bond: &[u8], nonce: [u8; NONCE_BYTES]) -> Vec<u8> {
    let payload = Payload {
        msg: plain,
        aad: bond,
    };
    let sealed = Aes256Gcm::new(key.into())
        .encrypt(&Nonce::from(nonce), payload)
        .expect("a value is far below the 64 GiB that GCM can seal");
    let mut bytes = nonce.to_vec();
    bytes.extend(sealed);
    bytes
}

/// What [`seal`] sealed with the same key and bond.
pub(crate) fn open(
    key: &[u8; 32],
    sealed: &[u8],
    bond: &[u8],
) -> Result<Zeroizing<Vec<u8>>, SealError> {
    let (nonce, sealed) = sealed
        .split_first_chunk::<NONCE_BYTES>()
        .filter(|(_, sealed)| sealed.len() >= TAG_BYTES)
        .ok_or(SealError::ValueShortened)?;
    let payload = Payload {
        msg: sealed,
        aad: bond,
    };
    Aes256Gcm::new(key.into())
        .decrypt(&Nonce::from(*nonce), payload)
        .map(Zeroizing::new)
        .map_err(|_| SealError::ValueChanged)
}

#[cfg(test)]
pub(crate) mod opened {
    //! Counts how many values were opened, for tests of who opens how many.

    use std::cell::Cell;

    thread_local! {
        static OPENED: Cell<u32> = const { Cell::new(0) };
    }

    pub(super) fn count() {
        OPENED.set(OPENED.get() + 1);
    }

    /// So many since this was last asked on this thread.
    pub(crate) fn so_far() -> u32 {
        OPENED.take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn conversation(text: &str) -> ConversationId {
        ConversationId::parse(text).expect("valid")
    }

    fn placeholder(text: &str) -> Placeholder {
        text.parse().expect("valid")
    }

    fn card() -> Entry {
        Entry::new(placeholder("[CARD_1]"), "4242 4242 4242 4242".into())
    }

    #[test]
    fn a_value_opens_for_its_own_place_alone() {
        let (here, there) = (
            conversation("acme.c_11111111"),
            conversation("acme.c_22222222"),
        );
        let key = DataKey::new([5; 32]);
        let sealed = key.seal(&card(), &here, [1; 12]);
        assert_eq!(key.open(&sealed, &here), Ok(card()));
        assert!(!sealed.sealed.windows(4).any(|bytes| bytes == b"4242"));

        assert_eq!(
            key.open(&sealed, &there),
            Err(SealError::ValueChanged),
            "in another conversation"
        );
        let swapped = SealedEntry {
            placeholder: placeholder("[CARD_2]"),
            ..sealed.clone()
        };
        assert_eq!(key.open(&swapped, &here), Err(SealError::ValueChanged));
        assert_eq!(
            DataKey::new([6; 32]).open(&sealed, &here),
            Err(SealError::ValueChanged),
            "with another key"
        );
    }

    #[test]
    fn short_values_are_sealed_at_one_length_and_come_back_whole() {
        let here = conversation("acme.c_11111111");
        let key = DataKey::new([5; 32]);
        let mut lengths = std::collections::BTreeSet::new();
        for length in [0, 1, 19, 62, 63] {
            let value = Entry::new(placeholder("[CARD_1]"), "4".repeat(length));
            let sealed = key.seal(&value, &here, [1; 12]);
            lengths.insert(sealed.sealed.len());
            assert_eq!(key.open(&sealed, &here), Ok(value));
        }
        assert_eq!(lengths.into_iter().collect::<Vec<_>>(), [64 + 28]);
        let ends_in_zeros = Entry::new(placeholder("[TEXT_1]"), "a\u{80}\0\0".repeat(40));
        let sealed = key.seal(&ends_in_zeros, &here, [1; 12]);
        assert_eq!(sealed.sealed.len(), 256 + 28);
        assert_eq!(key.open(&sealed, &here), Ok(ends_in_zeros));
    }

    #[test]
    fn a_value_that_was_sealed_at_its_own_length_still_opens_in_its_place_alone() {
        let (here, there) = (
            conversation("acme.c_11111111"),
            conversation("acme.c_22222222"),
        );
        let key = DataKey::new([5; 32]);
        let bond = b"handrail value\nacme.c_11111111\n[CARD_1]";
        let older = SealedEntry {
            placeholder: placeholder("[CARD_1]"),
            sealed: seal(&key.0, b"4242 4242 4242 4242", bond, [1; 12]),
        };
        assert_eq!(key.open(&older, &here), Ok(card()));
        assert_eq!(key.open(&older, &there), Err(SealError::ValueChanged));
    }

    #[test]
    fn a_value_that_was_changed_anywhere_does_not_open() {
        let here = conversation("acme.c_11111111");
        let key = DataKey::new([5; 32]);
        let sealed = key.seal(&card(), &here, [1; 12]);
        for at in 0..sealed.sealed.len() {
            let shortened = SealedEntry {
                sealed: sealed.sealed[..at].to_vec(),
                ..sealed.clone()
            };
            let expected = if at < NONCE_BYTES + TAG_BYTES {
                SealError::ValueShortened
            } else {
                SealError::ValueChanged
            };
            assert_eq!(key.open(&shortened, &here), Err(expected), "{at} bytes");
            for bit in 0..8 {
                let mut flipped = sealed.clone();
                flipped.sealed[at] ^= 1 << bit;
                assert_eq!(
                    key.open(&flipped, &here),
                    Err(SealError::ValueChanged),
                    "bit {bit} of byte {at}"
                );
            }
        }
    }
}
