//! Bringing data keys under the machine's current key without opening a conversation: one object at a
//! time, and one page of a site's conversations at a time.
//!
//! For: knowing when an earlier vault key can be thrown away. Not for: values, which keep their seal;
//! a conversation that is opened anyway brings itself up to date (`durable.rs`).
//!
//! Invariants: a repeat changes nothing; what could not be brought under the current key, or not be
//! asked, is counted as remaining and never as done; nothing is told of a conversation but the id of
//! the key it waits for.

use crate::auth::key_ring::KeyRing;
use crate::auth::seal::{NONCE_BYTES, SealError};
use crate::conversation::store::ConversationStore;
use crate::storage::sql::{Sql, SqlError};
use handrail_protocol::ConversationId;
use handrail_protocol::api::RewrapResponse;
use serde::{Deserialize, Serialize};

/// Conversations of one page: each is a call to an object, and a request may make 50 on the
/// smallest plan of the network.
pub(crate) const PAGE: usize = 25;

/// How the data key of one conversation lies now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Wrapping {
    /// Nothing was ever sealed.
    None,
    /// Under the current key, as before.
    Current,
    /// Under the current key, since now.
    Rewrapped,
    /// As it was: it does not open.
    Stays {
        /// The key it needs, where that is what is wrong.
        missing_key: Option<String>,
    },
}

/// Brings one conversation's data key under the current key. The error goes with what is told of it.
pub(crate) fn one<S: Sql>(
    store: &ConversationStore<S>,
    id: &ConversationId,
    ring: &KeyRing,
    nonce: [u8; NONCE_BYTES],
) -> Result<(Wrapping, Option<SealError>), SqlError> {
    let Some(wrapped) = store.key()? else {
        return Ok(if store.has_values()? {
            (
                Wrapping::Stays { missing_key: None },
                Some(SealError::KeyMissing),
            )
        } else {
            (Wrapping::None, None)
        });
    };
    // Also one under the current key is opened: "current" is what it is, not what it says.
    match ring.unwrap(&wrapped, id) {
        Ok(_) if !ring.is_behind(&wrapped) => Ok((Wrapping::Current, None)),
        Ok(key) => {
            store.rewrap(&ring.wrap(&key, id, nonce))?;
            Ok((Wrapping::Rewrapped, None))
        }
        Err(why) => {
            let missing_key = (why == SealError::UnknownKey).then_some(wrapped.key_id);
            Ok((Wrapping::Stays { missing_key }, Some(why)))
        }
    }
}

/// The answer about one page, from what each conversation said; `None`: it could not be asked.
pub(crate) fn page(
    key: &str,
    said: impl IntoIterator<Item = Option<Wrapping>>,
    next: Option<ConversationId>,
) -> RewrapResponse {
    let mut answer = RewrapResponse {
        key: key.to_owned(),
        checked: 0,
        rewrapped: 0,
        remaining: 0,
        missing_keys: Vec::new(),
        next,
    };
    for wrapping in said {
        answer.checked += 1;
        match wrapping {
            Some(Wrapping::None | Wrapping::Current) => {}
            Some(Wrapping::Rewrapped) => answer.rewrapped += 1,
            Some(Wrapping::Stays { missing_key }) => {
                answer.remaining += 1;
                answer.missing_keys.extend(missing_key);
            }
            None => answer.remaining += 1,
        }
    }
    answer.missing_keys.sort_unstable();
    answer.missing_keys.dedup();
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_counts_what_was_not_reached_as_remaining() {
        let stays = |key: Option<&str>| {
            Some(Wrapping::Stays {
                missing_key: key.map(str::to_owned),
            })
        };
        let answer = page(
            "66687aad",
            [
                Some(Wrapping::None),
                Some(Wrapping::Current),
                Some(Wrapping::Rewrapped),
                stays(Some("0badc0de")),
                stays(Some("0badc0de")),
                stays(None),
                None,
            ],
            None,
        );
        assert_eq!(
            (answer.checked, answer.rewrapped, answer.remaining),
            (7, 1, 4)
        );
        assert_eq!(answer.missing_keys, ["0badc0de"]);
    }
}
