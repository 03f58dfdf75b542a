//! From a request to the body that may leave.

use std::collections::{BTreeMap, BTreeSet};

use handrail_mask::{Context, Kind, Masker, Placeholder, Vault};

use crate::json::{self, Rewrite};
use crate::places::{Place, Role, is_base64, is_url, is_word};
use crate::{ProxyError, Wire};

/// How much of the turn before is kept as context; the masker reads no more.
const BEFORE_BYTES: usize = 600;
/// A value masked late may stand in an earlier text; then everything is read again. What the second
/// reading finds new is rare, what the third does is unheard of.
const READINGS_MAX: usize = 3;
/// JSON in a string in JSON.
const NESTING_MAX: u32 = 4;

/// Makes something of the name of an end user that tells nothing about them, and is the same each
/// time: a keyed hash.
pub type Opaque<'a> = &'a dyn Fn(&str) -> String;

/// A request body in which every detected personal detail is a placeholder. Made by [`mask`] alone.
#[derive(Clone, PartialEq, Eq)]
pub struct MaskedBody {
    json: String,
    hidden: BTreeMap<Kind, u32>,
    new_entries: Vec<Placeholder>,
    is_stream: bool,
}

impl MaskedBody {
    /// The JSON that may leave.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.json
    }

    /// How many values of each kind are hidden in it.
    #[must_use]
    pub fn hidden(&self) -> &BTreeMap<Kind, u32> {
        &self.hidden
    }

    /// `CARD=1,EMAIL=2`: what is hidden, without what it is. Empty when nothing is.
    #[must_use]
    pub fn summary(&self) -> String {
        let counts = self.hidden.iter();
        let words: Vec<String> = counts
            .map(|(kind, count)| format!("{}={count}", kind.label()))
            .collect();
        words.join(",")
    }

    /// Placeholders that the vault did not hold before: the entries to persist.
    #[must_use]
    pub fn new_entries(&self) -> &[Placeholder] {
        &self.new_entries
    }

    /// Does the caller want a stream?
    #[must_use]
    pub fn is_stream(&self) -> bool {
        self.is_stream
    }
}

impl std::fmt::Debug for MaskedBody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MaskedBody({})", self.json)
    }
}

/// Masks a request. The vault then knows what the placeholders of the body stand for.
///
/// Embeddings get no placeholders: there, what is personal is taken out.
///
/// # Errors
/// [`ProxyError`], and nothing may leave then.
pub fn mask(
    wire: Wire,
    body: &[u8],
    masker: &Masker,
    vault: &mut Vault,
    opaque: Opaque<'_>,
) -> Result<MaskedBody, ProxyError> {
    let text = std::str::from_utf8(body).map_err(|_| ProxyError::NotUtf8)?;
    if !text
        .trim_start_matches([' ', '\t', '\r', '\n'])
        .starts_with('{')
    {
        let is_json = json::is_valid(text);
        return Err(if is_json {
            ProxyError::NotAnObject
        } else {
            ProxyError::NotJson
        });
    }
    let mut masking = Masking {
        masker,
        vault,
        opaque,
        seen: String::new(),
        read_again: false,
        hidden: BTreeSet::new(),
        new_entries: Vec::new(),
        before: String::new(),
        current: String::new(),
        key: String::new(),
        nesting: 0,
    };
    let mut json = json::walk(text, Place::Root(wire), &mut masking)?;
    for _ in 1..READINGS_MAX {
        if !std::mem::take(&mut masking.read_again) {
            break;
        }
        masking.hidden.clear();
        masking.seen.clear();
        masking.before.clear();
        masking.current.clear();
        json = json::walk(text, Place::Root(wire), &mut masking)?;
    }
    let mut hidden = BTreeMap::new();
    for placeholder in &masking.hidden {
        *hidden.entry(placeholder.kind()).or_insert(0) += 1;
    }
    Ok(MaskedBody {
        json,
        hidden,
        new_entries: masking.new_entries,
        is_stream: json::peek(text, "stream") == Some("true"),
    })
}

struct Masking<'a> {
    masker: &'a Masker,
    vault: &'a mut Vault,
    opaque: Opaque<'a>,
    /// All texts so far, letters and digits alone in lower case.
    seen: String,
    /// A value that was masked now stands in a text before.
    read_again: bool,
    hidden: BTreeSet<Placeholder>,
    new_entries: Vec<Placeholder>,
    /// The end of the message before, and of this one so far.
    before: String,
    current: String,
    /// The key of the datum, as a cue: `card number:`.
    key: String,
    nesting: u32,
}

impl Rewrite for Masking<'_> {
    type Place = Place;
    type Error = ProxyError;

    fn object(&mut self, place: Place, rest: &str) -> Place {
        match place {
            Place::Message(_) => {
                let role = Role::of(json::peek_string(rest, "role"));
                self.begin_message(role);
                Place::Message(role)
            }
            Place::Source { .. } => Place::Source {
                is_text: json::peek_string(rest, "type") == Some("text"),
            },
            Place::Tool { .. } => Place::Tool {
                is_remote: matches!(json::peek_string(rest, "type"), Some("mcp" | "url")),
            },
            Place::Arguments | Place::Embedded => Place::Data,
            same => same,
        }
    }

    fn member(&mut self, of: Place, key: &str) -> Place {
        let place = of.member(key);
        if place == Place::Data {
            cue(key, &mut self.key);
        }
        place
    }

    fn element(&mut self, of: Place, _: usize) -> Place {
        of.element()
    }

    fn key(&mut self, of: Place, raw: &str) -> Result<Option<String>, ProxyError> {
        if !of.masks_keys() || (of != Place::Data && is_word(raw)) {
            return Ok(None);
        }
        self.key.clear();
        self.data(&json::decode(raw))
    }

    fn string(&mut self, place: Place, raw: &str) -> Result<Option<String>, ProxyError> {
        let text = json::decode(raw);
        match place {
            Place::Untouched => Ok(None),
            Place::Word | Place::Envelope | Place::Tool { .. } | Place::Setting
                if is_word(&text) =>
            {
                Ok(None)
            }
            Place::Speaker(Role::Other | Role::Instructions) if is_word(&text) => Ok(None),
            Place::Url | Place::Source { .. } if is_url(&text) => Ok(None),
            Place::Base64 if is_base64(&text) => Ok(None),
            Place::Opaque => Ok(Some(json::encode(&(self.opaque)(&text)))),
            Place::Embedded => self.embedded(&text),
            Place::Speaker(Role::User) => self.speaker(&text),
            Place::SchemaText | Place::Schema | Place::SchemaMap => {
                self.key.clear();
                self.data(&text)
            }
            Place::Data => match credential(&self.key, &text) {
                Some(kind) => self.learned(kind, &text),
                None => self.nested(&text, Self::data),
            },
            _ => self.nested(&text, Self::text),
        }
    }

    fn scalar(&mut self, place: Place, raw: &str) -> Result<Option<String>, ProxyError> {
        let digits = raw.bytes().filter(u8::is_ascii_digit).count();
        if digits == 0 || !place.masks_numbers() {
            return Ok(None);
        }
        if place == Place::Embedded {
            return Err(ProxyError::Tokens);
        }
        // A number that stands for a person's is masked as its text would be.
        let is_data = place == Place::Data;
        let shortest = match place {
            Place::Data => 3,
            // A seed may be long, and is a card's number nearly never.
            Place::Setting => 12,
            _ => 7,
        };
        if digits >= shortest {
            if !is_data {
                self.key.clear();
            }
            return self.data(raw);
        }
        Ok(None)
    }
}

type Way<'a> = fn(&mut Masking<'a>, &str) -> Result<Option<String>, ProxyError>;

impl<'a> Masking<'a> {
    fn begin_message(&mut self, role: Role) {
        self.before = std::mem::take(&mut self.current);
        if role == Role::Instructions {
            // What the site tells the model asks the user for nothing; see `text` for the rest.
            self.before.clear();
        }
    }

    /// A string that may hold JSON of its own: then its strings are looked at one by one, since
    /// escapes hide what they spell and keys say what values are.
    fn nested(&mut self, text: &str, otherwise: Way<'a>) -> Result<Option<String>, ProxyError> {
        let trimmed = text.trim();
        let looks_nested = self.nesting < NESTING_MAX
            && matches!(
                (trimmed.as_bytes().first(), trimmed.as_bytes().last()),
                (Some(b'{'), Some(b'}')) | (Some(b'['), Some(b']')) | (Some(b'"'), Some(b'"'))
            );
        if !looks_nested || !json::is_valid(text) {
            return otherwise(self, text);
        }
        self.nesting += 1;
        let walked = json::walk(text, Place::Data, self);
        self.nesting -= 1;
        let masked = walked?;
        Ok((masked != text).then(|| json::encode(&masked)))
    }

    fn text(&mut self, text: &str) -> Result<Option<String>, ProxyError> {
        let before = std::mem::take(&mut self.before);
        let masked = self.masked(text, &before);
        self.before = before;
        self.current.clear();
        self.current.push_str(tail(text));
        masked
    }

    fn data(&mut self, text: &str) -> Result<Option<String>, ProxyError> {
        let key = std::mem::take(&mut self.key);
        let masked = self.masked(text, &key);
        self.key = key;
        masked
    }

    fn masked(&mut self, text: &str, before: &str) -> Result<Option<String>, ProxyError> {
        let previous = [before];
        let context = Context {
            previous: if before.is_empty() { &[] } else { &previous },
            ..Context::default()
        };
        let masking = self.masker.mask(text, &context, self.vault)?;
        for placeholder in &masking.new_entries {
            self.entered(*placeholder);
        }
        compact(text, &mut self.seen);
        self.seen.push('\n');
        if masking.spans.is_empty() {
            return Ok(None);
        }
        self.hidden
            .extend(masking.spans.iter().map(|span| span.placeholder));
        Ok(Some(json::encode(masking.masked.as_str())))
    }

    /// A value that was not known before: did an earlier text hold it?
    fn entered(&mut self, placeholder: Placeholder) {
        self.new_entries.push(placeholder);
        let Some(entry) = self.vault.get(&placeholder) else {
            return;
        };
        let mut value = String::new();
        compact(entry.value(), &mut value);
        // The end of a number is the same with its country code and without.
        let from = value.char_indices().rev().nth(5).map_or(0, |(at, _)| at);
        self.read_again |= !value.is_empty() && self.seen.contains(&value[from..]);
    }

    /// A value that is what its key says, whatever it looks like.
    fn learned(&mut self, kind: Kind, value: &str) -> Result<Option<String>, ProxyError> {
        let placeholder = self.learn(kind, value)?;
        Ok(placeholder.map(|it| json::encode(&it.to_string())))
    }

    fn learn(&mut self, kind: Kind, value: &str) -> Result<Option<Placeholder>, ProxyError> {
        let Some((placeholder, is_new)) = self.masker.learn(kind, value, self.vault)? else {
            return Ok(None);
        };
        if is_new {
            self.entered(placeholder);
        }
        self.hidden.insert(placeholder);
        Ok(Some(placeholder))
    }

    /// A vector keeps what a text says, so there what is personal is taken out, not replaced.
    fn embedded(&mut self, text: &str) -> Result<Option<String>, ProxyError> {
        let masking = self.masker.mask(text, &Context::default(), self.vault)?;
        if masking.spans.is_empty() {
            return Ok(None);
        }
        self.hidden
            .extend(masking.spans.iter().map(|span| span.placeholder));
        let left = masking.masked.without_placeholders();
        let masked = if left.as_str().chars().any(char::is_alphanumeric) {
            left
        } else {
            // An empty text is refused by the wire.
            self.masker.mask_irreversibly(text, &Context::default())
        };
        Ok(Some(json::encode(masked.as_str())))
    }

    /// The wire takes letters, digits, `_` and `-` here: the placeholder goes without its brackets.
    fn speaker(&mut self, name: &str) -> Result<Option<String>, ProxyError> {
        let words: Vec<&str> = name
            .split(|c: char| !c.is_alphabetic())
            .filter(|word| !word.is_empty())
            .collect();
        let tells_nothing = |word: &&str| NOBODY.contains(&word.to_lowercase().as_str());
        if is_word(name) && words.iter().all(tells_nothing) {
            return Ok(None);
        }
        let spoken = name.replace(['_', '-'], " ");
        let Some(placeholder) = self.learn(Kind::Name, &spoken)? else {
            return Ok(Some(json::encode("user")));
        };
        let bare = placeholder.to_string();
        Ok(Some(json::encode(bare.trim_matches(['[', ']']))))
    }
}

/// Names of users that name nobody.
const NOBODY: [&str; 16] = [
    "user",
    "human",
    "customer",
    "client",
    "visitor",
    "guest",
    "example",
    "test",
    "anonymous",
    "person",
    "member",
    "player",
    "student",
    "caller",
    "sender",
    "me",
];

/// A password or key that nothing but its key gives away.
fn credential(cue: &str, value: &str) -> Option<Kind> {
    let mut words = cue.trim_end_matches(':').split(' ');
    let last = words.next_back().unwrap_or_default();
    let before = words.next_back().unwrap_or_default();
    let has_digit = value.bytes().any(|b| b.is_ascii_digit());
    let is_one = value.len() <= 512 && !value.contains(char::is_whitespace);
    match last {
        "password" | "passwd" | "pwd" | "passphrase" if is_one && value.len() >= 6 => {
            Some(Kind::Password)
        }
        "secret" | "apikey" if is_one && has_digit && value.len() >= 8 => Some(Kind::Secret),
        "key" if before == "api" && is_one && has_digit && value.len() >= 8 => Some(Kind::Secret),
        "token"
            if matches!(before, "access" | "refresh" | "auth" | "bearer")
                && is_one
                && has_digit =>
        {
            Some(Kind::Secret)
        }
        _ => None,
    }
}

/// `cardNumber` and `card_number` as a cue: `card number:`.
fn cue(key: &str, cue: &mut String) {
    cue.clear();
    let mut was_lower = false;
    for c in key.chars().take(64) {
        if matches!(c, '_' | '-' | '.') {
            cue.push(' ');
        } else {
            if was_lower && c.is_uppercase() {
                cue.push(' ');
            }
            cue.extend(c.to_lowercase());
        }
        was_lower = c.is_lowercase();
    }
    cue.push(':');
}

/// Letters and digits alone, in lower case.
fn compact(text: &str, into: &mut String) {
    into.reserve(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            into.push(c.to_ascii_lowercase());
        } else if !c.is_ascii() && c.is_alphanumeric() {
            into.extend(c.to_lowercase());
        }
    }
}

fn tail(text: &str) -> &str {
    let mut from = text.len().saturating_sub(BEFORE_BYTES);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..]
}

#[cfg(test)]
#[path = "masking_tests.rs"]
mod tests;
