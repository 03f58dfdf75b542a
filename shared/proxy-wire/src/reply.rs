//! From a whole reply to what the caller reads.

use handrail_mask::{Masker, Unmasker, Vault};

use crate::json;
use crate::refusal::OWN_WORDS;
use crate::restore::Part;
use crate::turns::{NoPause, Pause, Turns, at_once};
use crate::usage::{Usage, UsageKey};
use crate::walk::{Places, Token, Walk};
use crate::{ProxyError, Wire};

/// Restores a whole reply, and gives the tokens it says it took.
///
/// # Errors
/// [`ProxyError::NotUtf8`], [`ProxyError::NotJson`]: the upstream answered nonsense.
pub fn unmask(
    wire: Wire,
    body: &[u8],
    masker: &Masker,
    vault: &Vault,
) -> Result<(String, Usage), ProxyError> {
    at_once(unmask_in_turns(wire, body, masker, vault, &NoPause))
}

/// The same, for a thread that others share: after a bounded amount of work it pauses.
///
/// # Errors
/// As [`unmask`].
pub async fn unmask_in_turns<P: Pause>(
    wire: Wire,
    body: &[u8],
    masker: &Masker,
    vault: &Vault,
    pause: &P,
) -> Result<(String, Usage), ProxyError> {
    let text = std::str::from_utf8(body).map_err(|_| ProxyError::NotUtf8)?;
    let at = match wire {
        Wire::Models | Wire::Embeddings => ReplyPlace::Text(Part::Words),
        _ => ReplyPlace::Top,
    };
    let (mut usage, mut turns) = (Usage::default(), Turns::new(pause));
    let mut walk = Walk::new(text, at);
    while let Some(token) = walk.next(&mut ReplyPlaces)? {
        let replaced = match token {
            Token::Key(ReplyPlace::Data, raw) => datum(raw, masker, vault),
            Token::Key(..) => None,
            Token::String(place, raw) => {
                turns.passed(raw.len()).await;
                match place {
                    ReplyPlace::Text(part) if raw.len() > PIECE_BYTES && !vault.is_empty() => {
                        restored_in_turns(raw, part, masker, vault, &mut turns).await
                    }
                    _ => string(place, raw, masker, vault),
                }
            }
            Token::Scalar(place, raw) => {
                if let ReplyPlace::Count(key) = place {
                    usage.note(key, raw);
                }
                turns.passed(raw.len()).await;
                None
            }
        };
        walk.replace(replaced);
    }
    Ok((walk.finish(), usage))
}

/// What a value of a reply is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReplyPlace {
    /// The reply itself, or a response within an event.
    Top,
    /// Text, and whatever holds text.
    Text(Part),
    /// Data for a tool, as objects: values and keys as in a tool's arguments.
    Data,
    /// The tokens it took.
    Usage,
    /// One of their numbers.
    Count(UsageKey),
    /// What the upstream says about a failure.
    Failure,
    /// Its own words, which are replaced by ours.
    FailureWords,
}

impl ReplyPlace {
    /// The value of a member.
    pub(crate) fn member(self, key: &str) -> Self {
        match self {
            ReplyPlace::Top if key == "usage" => ReplyPlace::Usage,
            ReplyPlace::Top if key == "error" => ReplyPlace::Failure,
            ReplyPlace::Usage => {
                UsageKey::of(key).map_or(ReplyPlace::Text(Part::Words), ReplyPlace::Count)
            }
            ReplyPlace::Failure if key == "message" => ReplyPlace::FailureWords,
            ReplyPlace::Failure => ReplyPlace::Failure,
            ReplyPlace::Data => ReplyPlace::Data,
            _ => match key {
                "arguments" => ReplyPlace::Text(Part::Arguments),
                "input" | "metadata" => ReplyPlace::Data,
                // Comes back with a signature over its very words.
                "thinking" => ReplyPlace::Text(Part::Whole),
                _ => ReplyPlace::Text(Part::Words),
            },
        }
    }
}

struct ReplyPlaces;

impl Places for ReplyPlaces {
    type Place = ReplyPlace;

    fn member(&mut self, of: ReplyPlace, key: &str) -> ReplyPlace {
        of.member(key)
    }
}

/// What becomes of a whole string at a place.
pub(crate) fn string(
    place: ReplyPlace,
    raw: &str,
    masker: &Masker,
    vault: &Vault,
) -> Option<String> {
    match place {
        ReplyPlace::FailureWords => Some(json::encode(OWN_WORDS)),
        ReplyPlace::Failure => crate::refusal::is_code(raw)
            .then_some(())
            .map_or_else(|| Some("null".to_owned()), |()| None),
        ReplyPlace::Text(part) => restored(raw, part, masker, vault),
        ReplyPlace::Data => datum(raw, masker, vault),
        _ => restored(raw, Part::Words, masker, vault),
    }
}

/// A string of a tool's arguments: a JSON document of its own.
fn datum(raw: &str, masker: &Masker, vault: &Vault) -> Option<String> {
    if vault.is_empty() {
        return None;
    }
    let json = format!("\"{raw}\"");
    let whole = masker.unmask(&json, vault, Part::Arguments.lens());
    (whole != json).then_some(whole)
}

/// A long text is restored in pieces of so many bytes.
const PIECE_BYTES: usize = 16 * 1024;

async fn restored_in_turns<P: Pause>(
    raw: &str,
    part: Part,
    masker: &Masker,
    vault: &Vault,
    turns: &mut Turns<'_, P>,
) -> Option<String> {
    let text = json::decode(raw);
    let mut unmasker = Unmasker::new(masker, vault, part.lens());
    let (mut whole, mut rest) = (String::with_capacity(text.len()), &*text);
    while !rest.is_empty() {
        let end = rest.floor_char_boundary(PIECE_BYTES);
        let (piece, after) = rest.split_at(end);
        whole.push_str(&unmasker.push(piece));
        rest = after;
        turns.read(piece.len()).await;
    }
    whole.push_str(&unmasker.finish());
    (whole != text).then(|| json::encode(&whole))
}

fn restored(raw: &str, part: Part, masker: &Masker, vault: &Vault) -> Option<String> {
    if vault.is_empty() {
        return None;
    }
    let text = json::decode(raw);
    let whole = masker.unmask(&text, vault, part.lens());
    (whole != text).then(|| json::encode(&whole))
}

#[cfg(test)]
#[path = "reply_tests.rs"]
mod tests;
