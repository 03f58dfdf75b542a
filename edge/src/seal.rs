//! Sealing the vault: AES-256-GCM (NIST SP 800-38D) under a data key of the conversation, which is
//! itself sealed under the machine's key.
//!
//! For: hidden values at rest. Erasing a conversation's wrapped data key makes all of them unreadable.
//! Not for: deciding what is hidden or who may see it.
//!
//! Invariants: a sealed value opens for its own conversation and placeholder alone; a wrong key, a
//! swapped or shortened entry is refused; calls are synchronous, so that nothing comes between
//! masking and appending; keys are wiped when dropped.

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use handrail_mask::{Entry, Placeholder};
use handrail_protocol::{ConversationId, ErrorCode};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// Bytes of a nonce, made anew for each sealing.
pub(crate) const NONCE_BYTES: usize = 12;

/// The machine's key, which wraps data keys.
pub(crate) struct MasterKey {
    bytes: Zeroizing<[u8; 32]>,
    id: String,
}

/// The key of one conversation, open.
#[derive(Clone)]
pub(crate) struct DataKey(Zeroizing<[u8; 32]>);

/// The key of one conversation as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WrappedKey {
    /// Names the machine's key that wrapped it.
    pub(crate) key_id: String,
    /// Nonce and sealed key.
    pub(crate) sealed: Vec<u8>,
}

/// One value as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SealedEntry {
    /// `[CARD_1]`.
    pub(crate) placeholder: Placeholder,
    /// Nonce and sealed value.
    pub(crate) sealed: Vec<u8>,
}

/// Why something sealed does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum SealError {
    /// It was wrapped by a key that this machine does not have.
    #[error("the vault was sealed with another key than HANDRAIL_VAULT_KEY")]
    OtherKey,
    /// Not what was sealed here: changed, swapped or shortened.
    #[error("a sealed value was changed")]
    Unreadable,
}

impl SealError {
    /// The stable code.
    pub(crate) fn code(self) -> ErrorCode {
        match self {
            Self::OtherKey | Self::Unreadable => ErrorCode::VaultUnreadable,
        }
    }
}

impl From<SealError> for crate::error::Refusal {
    fn from(error: SealError) -> Self {
        error.code().into()
    }
}

impl MasterKey {
    /// The key of this machine. Its id is the beginning of its SHA-256.
    pub(crate) fn new(bytes: [u8; 32]) -> Self {
        let digest = Sha256::digest(bytes);
        let id = digest
            .iter()
            .take(4)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Self {
            bytes: Zeroizing::new(bytes),
            id,
        }
    }

    /// Seals a data key for storage.
    pub(crate) fn wrap(
        &self,
        key: &DataKey,
        conversation: &ConversationId,
        nonce: [u8; NONCE_BYTES],
    ) -> WrappedKey {
        WrappedKey {
            key_id: self.id.clone(),
            sealed: seal(&self.bytes, &*key.0, &key_bond(conversation), nonce),
        }
    }

    /// Opens a stored data key.
    pub(crate) fn unwrap(
        &self,
        wrapped: &WrappedKey,
        conversation: &ConversationId,
    ) -> Result<DataKey, SealError> {
        if wrapped.key_id != self.id {
            return Err(SealError::OtherKey);
        }
        let bytes = open(&self.bytes, &wrapped.sealed, &key_bond(conversation))?;
        let bytes: [u8; 32] = bytes
            .as_slice()
            .try_into()
            .map_err(|_| SealError::Unreadable)?;
        Ok(DataKey(Zeroizing::new(bytes)))
    }
}

impl DataKey {
    /// A new key.
    pub(crate) fn new(random: [u8; 32]) -> Self {
        Self(Zeroizing::new(random))
    }

    /// Seals one value.
    pub(crate) fn seal(
        &self,
        entry: &Entry,
        conversation: &ConversationId,
        nonce: [u8; NONCE_BYTES],
    ) -> SealedEntry {
        let placeholder = entry.placeholder();
        let bond = value_bond(conversation, placeholder);
        SealedEntry {
            placeholder,
            sealed: seal(&self.0, entry.value().as_bytes(), &bond, nonce),
        }
    }

    /// Opens one value.
    pub(crate) fn open(
        &self,
        sealed: &SealedEntry,
        conversation: &ConversationId,
    ) -> Result<Entry, SealError> {
        let bond = value_bond(conversation, sealed.placeholder);
        let mut bytes = open(&self.0, &sealed.sealed, &bond)?;
        let value =
            String::from_utf8(std::mem::take(&mut *bytes)).map_err(|_| SealError::Unreadable)?;
        Ok(Entry::new(sealed.placeholder, value))
    }
}

fn key_bond(conversation: &ConversationId) -> Vec<u8> {
    format!("handrail data key\n{conversation}").into_bytes()
}

fn value_bond(conversation: &ConversationId, placeholder: Placeholder) -> Vec<u8> {
    format!("handrail value\n{conversation}\n{placeholder}").into_bytes()
}

fn seal(key: &[u8; 32], plain: &[u8], bond: &[u8], nonce: [u8; NONCE_BYTES]) -> Vec<u8> {
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

fn open(key: &[u8; 32], sealed: &[u8], bond: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
    let (nonce, sealed) = sealed
        .split_at_checked(NONCE_BYTES)
        .ok_or(SealError::Unreadable)?;
    let nonce: [u8; NONCE_BYTES] = nonce.try_into().map_err(|_| SealError::Unreadable)?;
    let payload = Payload {
        msg: sealed,
        aad: bond,
    };
    Aes256Gcm::new(key.into())
        .decrypt(&Nonce::from(nonce), payload)
        .map(Zeroizing::new)
        .map_err(|_| SealError::Unreadable)
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

        assert_eq!(key.open(&sealed, &there), Err(SealError::Unreadable));
        let swapped = SealedEntry {
            placeholder: placeholder("[CARD_2]"),
            ..sealed.clone()
        };
        assert_eq!(key.open(&swapped, &here), Err(SealError::Unreadable));
        assert_eq!(
            DataKey::new([6; 32]).open(&sealed, &here),
            Err(SealError::Unreadable)
        );
        for length in 0..sealed.sealed.len() {
            let shortened = SealedEntry {
                sealed: sealed.sealed[..length].to_vec(),
                ..sealed.clone()
            };
            assert_eq!(key.open(&shortened, &here), Err(SealError::Unreadable));
        }
    }

    #[test]
    fn a_data_key_opens_with_the_key_that_wrapped_it() {
        let here = conversation("acme.c_11111111");
        let master = MasterKey::new([1; 32]);
        let wrapped = master.wrap(&DataKey::new([5; 32]), &here, [2; 12]);
        let key = master.unwrap(&wrapped, &here).expect("the same key");
        let sealed = DataKey::new([5; 32]).seal(&card(), &here, [3; 12]);
        assert_eq!(key.open(&sealed, &here), Ok(card()));

        let other = MasterKey::new([2; 32]);
        assert_eq!(
            other.unwrap(&wrapped, &here).err(),
            Some(SealError::OtherKey)
        );
        let renamed = WrappedKey {
            key_id: other.id.clone(),
            ..wrapped.clone()
        };
        assert_eq!(
            other.unwrap(&renamed, &here).err(),
            Some(SealError::Unreadable)
        );
        let moved = master.unwrap(&wrapped, &conversation("acme.c_22222222"));
        assert_eq!(moved.err(), Some(SealError::Unreadable));
        assert_eq!(SealError::OtherKey.code(), ErrorCode::VaultUnreadable);
    }
}
