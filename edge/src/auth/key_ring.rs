//! The machine's keys, which wrap the data keys of conversations: one that wraps, and older ones that
//! may only unwrap until everything is under the newest.
//!
//! For: changing the vault's key without touching a sealed value. Not for: sealing values
//! (`seal.rs`), or deciding when a conversation is brought up to date (`durable.rs`, `rewrap.rs`).
//!
//! Invariants: new data keys are wrapped by the current key alone; a wrapped key names the key that
//! wrapped it, by an id that tells nothing of it; one of another conversation, a shortened or a
//! changed one does not open.

use crate::auth::seal::{DataKey, NONCE_BYTES, SealError, open, seal};
use handrail_protocol::ConversationId;
use sha2::{Digest, Sha256};
#[cfg(test)]
use std::collections::BTreeSet;
use zeroize::Zeroizing;

/// Bytes of a key's SHA-256 that name it.
const ID_BYTES: usize = 4;
/// So many earlier keys are taken. Each has to be kept secret, so there should be few.
pub(crate) const PREVIOUS_MAX: usize = 8;

/// One of the machine's keys.
pub(crate) struct MasterKey {
    bytes: Zeroizing<[u8; 32]>,
    id: String,
}

/// The machine's keys.
pub(crate) struct KeyRing {
    current: MasterKey,
    previous: Vec<MasterKey>,
}

/// The key of one conversation as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WrappedKey {
    /// Names the machine's key that wrapped it.
    pub(crate) key_id: String,
    /// Nonce and sealed key.
    pub(crate) sealed: Vec<u8>,
}

impl MasterKey {
    /// A key of this machine. Its id is the beginning of its SHA-256.
    pub(crate) fn new(bytes: [u8; 32]) -> Self {
        let digest = Sha256::digest(bytes);
        let id = digest
            .iter()
            .take(ID_BYTES)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Self {
            bytes: Zeroizing::new(bytes),
            id,
        }
    }

    /// Names the key. Not secret.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }
}

impl KeyRing {
    /// A key that wraps and unwraps, and older ones that only unwrap.
    pub(crate) fn new(current: MasterKey, previous: Vec<MasterKey>) -> Self {
        Self { current, previous }
    }

    /// Names the key that wraps.
    pub(crate) fn current_id(&self) -> &str {
        self.current.id()
    }

    /// Names all keys.
    #[cfg(test)]
    pub(crate) fn ids(&self) -> BTreeSet<&str> {
        self.all().map(MasterKey::id).collect()
    }

    /// Seals a data key for storage, under the current key.
    pub(crate) fn wrap(
        &self,
        key: &DataKey,
        conversation: &ConversationId,
        nonce: [u8; NONCE_BYTES],
    ) -> WrappedKey {
        WrappedKey {
            key_id: self.current.id.clone(),
            sealed: seal(&self.current.bytes, key.bytes(), &bond(conversation), nonce),
        }
    }

    /// Opens a stored data key with the key that wrapped it.
    pub(crate) fn unwrap(
        &self,
        wrapped: &WrappedKey,
        conversation: &ConversationId,
    ) -> Result<DataKey, SealError> {
        let master = self
            .all()
            .find(|master| master.id == wrapped.key_id)
            .ok_or(SealError::UnknownKey)?;
        let bytes =
            open(&master.bytes, &wrapped.sealed, &bond(conversation)).map_err(
                |error| match error {
                    SealError::ValueShortened => SealError::KeyShortened,
                    _ => SealError::KeyChanged,
                },
            )?;
        let bytes: [u8; 32] = bytes
            .as_slice()
            .try_into()
            .map_err(|_| SealError::KeyChanged)?;
        Ok(DataKey::new(bytes))
    }

    /// Was it wrapped by another key than the current one?
    pub(crate) fn is_behind(&self, wrapped: &WrappedKey) -> bool {
        wrapped.key_id != self.current.id
    }

    fn all(&self) -> impl Iterator<Item = &MasterKey> {
        std::iter::once(&self.current).chain(&self.previous)
    }
}

fn bond(conversation: &ConversationId) -> Vec<u8> {
    format!("handrail data key\n{conversation}").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use handrail_mask::Entry;

    fn conversation(text: &str) -> ConversationId {
        ConversationId::parse(text).expect("valid")
    }

    fn ring(current: u8, previous: &[u8]) -> KeyRing {
        let key = |byte| MasterKey::new([byte; 32]);
        KeyRing::new(key(current), previous.iter().copied().map(key).collect())
    }

    /// Why a wrapped key does not open; `None`: it opens to the data key 5.
    fn fault(ring: &KeyRing, wrapped: &WrappedKey, of: &ConversationId) -> Option<SealError> {
        match ring.unwrap(wrapped, of) {
            Ok(key) => {
                assert_eq!(key.bytes(), &[5; 32], "another key came out");
                None
            }
            Err(error) => Some(error),
        }
    }

    #[test]
    fn an_older_key_unwraps_and_never_wraps() {
        let here = conversation("acme.c_11111111");
        let data_key = DataKey::new([5; 32]);
        let old = ring(1, &[]).wrap(&data_key, &here, [2; 12]);
        let turned = ring(2, &[9, 1]);
        assert!(turned.is_behind(&old));
        assert_eq!(fault(&turned, &old, &here), None);

        let new = turned.wrap(&data_key, &here, [3; 12]);
        assert!(!turned.is_behind(&new));
        assert_eq!(new.key_id, turned.current_id());
        assert_eq!(
            fault(&ring(2, &[]), &new, &here),
            None,
            "the old key can go"
        );
        assert_eq!(
            fault(&ring(1, &[]), &new, &here),
            Some(SealError::UnknownKey)
        );
    }

    #[test]
    fn a_value_sealed_before_opens_after_the_data_key_was_wrapped_anew() {
        let here = conversation("acme.c_11111111");
        let card = Entry::new("[CARD_1]".parse().expect("valid"), "4242".into());
        let data_key = DataKey::new([5; 32]);
        let sealed = data_key.seal(&card, &here, [7; 12]);
        let wrapped = ring(1, &[]).wrap(&data_key, &here, [2; 12]);
        let turned = ring(2, &[1]);
        let opened = turned.unwrap(&wrapped, &here).expect("a key of the ring");
        let wrapped = turned.wrap(&opened, &here, [4; 12]);
        let opened = ring(2, &[]).unwrap(&wrapped, &here).expect("the new key");
        assert_eq!(opened.open(&sealed, &here), Ok(card));
    }

    #[test]
    fn each_fault_of_a_wrapped_key_has_its_name() {
        let (here, there) = (
            conversation("acme.c_11111111"),
            conversation("acme.c_22222222"),
        );
        let ring_1 = ring(1, &[]);
        let wrapped = ring_1.wrap(&DataKey::new([5; 32]), &here, [2; 12]);
        assert_eq!(fault(&ring_1, &wrapped, &here), None);
        assert_eq!(
            fault(&ring_1, &wrapped, &there),
            Some(SealError::KeyChanged),
            "of another conversation"
        );
        assert_eq!(
            fault(&ring(2, &[3]), &wrapped, &here),
            Some(SealError::UnknownKey)
        );
        let renamed = WrappedKey {
            key_id: ring(2, &[]).current_id().to_owned(),
            ..wrapped.clone()
        };
        assert_eq!(
            fault(&ring(2, &[1]), &renamed, &here),
            Some(SealError::KeyChanged),
            "under another key's name"
        );
        for at in 0..wrapped.sealed.len() {
            let mut flipped = wrapped.clone();
            flipped.sealed[at] ^= 1;
            assert_eq!(
                fault(&ring_1, &flipped, &here),
                Some(SealError::KeyChanged),
                "a bit of byte {at}"
            );
            let shortened = WrappedKey {
                sealed: wrapped.sealed[..at].to_vec(),
                ..wrapped.clone()
            };
            assert!(matches!(
                fault(&ring_1, &shortened, &here),
                Some(SealError::KeyShortened | SealError::KeyChanged)
            ));
        }
    }

    #[test]
    fn an_id_names_a_key_as_the_guide_says() {
        // base64 -d | sha256sum | cut -c1-8, of 32 zero bytes.
        assert_eq!(MasterKey::new([0; 32]).id(), "66687aad");
        assert_eq!(ring(0, &[0, 1]).ids().len(), 2);
    }
}
