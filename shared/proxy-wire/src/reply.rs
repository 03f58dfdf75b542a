//! From a whole reply to what the caller reads.

use handrail_mask::{Masker, Vault};

use crate::json::{self, Rewrite};
use crate::refusal::OWN_WORDS;
use crate::restore::Part;
use crate::usage::{Usage, UsageKey};
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
    let text = std::str::from_utf8(body).map_err(|_| ProxyError::NotUtf8)?;
    let mut reply = Reply {
        masker,
        vault,
        usage: Usage::default(),
    };
    let at = match wire {
        Wire::Models | Wire::Embeddings => ReplyPlace::Text(Part::Words),
        _ => ReplyPlace::Top,
    };
    let json = json::walk(text, at, &mut reply)?;
    Ok((json, reply.usage))
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

struct Reply<'a> {
    masker: &'a Masker,
    vault: &'a Vault,
    usage: Usage,
}

impl Rewrite for Reply<'_> {
    type Place = ReplyPlace;
    type Error = ProxyError;

    fn member(&mut self, of: ReplyPlace, key: &str) -> ReplyPlace {
        of.member(key)
    }

    fn key(&mut self, of: ReplyPlace, raw: &str) -> Result<Option<String>, ProxyError> {
        match of {
            ReplyPlace::Data => Ok(datum(raw, self.masker, self.vault)),
            _ => Ok(None),
        }
    }

    fn string(&mut self, place: ReplyPlace, raw: &str) -> Result<Option<String>, ProxyError> {
        Ok(string(place, raw, self.masker, self.vault))
    }

    fn scalar(&mut self, place: ReplyPlace, raw: &str) -> Result<Option<String>, ProxyError> {
        if let ReplyPlace::Count(key) = place {
            self.usage.note(key, raw);
        }
        Ok(None)
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
