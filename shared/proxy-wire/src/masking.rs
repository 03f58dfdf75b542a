//! From a request to the body that may leave.

use std::collections::{BTreeMap, BTreeSet};

use handrail_mask::{Context, Kind, Masker, Placeholder, Vault};

use crate::json;
use crate::places::{Place, Role, is_base64, is_url, is_word};
use crate::turns::{NoPause, Pause, Turns, at_once};
use crate::walk::{self, Places, Token, Walk};
use crate::{ProxyError, Wire};

/// How much of the turn before is kept as context; the masker reads no more.
const BEFORE_BYTES: usize = 600;
/// A value masked late may stand in an earlier text; then everything is read again. What the second
/// reading finds new is rare, what the third does is unheard of.
const READINGS_MAX: usize = 3;
/// JSON in a string in JSON.
const NESTING_MAX: u32 = 4;
/// Text of one body that is masked, in bytes: what the longest prompts hold. Pictures and files are no text.
pub const TEXT_MAX_BYTES: usize = 4 << 20;
/// Values of one body. Each new one is looked for in all that comes after it.
const VALUES_MAX: usize = 20_000;
/// New values are looked for in what was read before for so many bytes; then all is read again instead.
const SEEN_MAX_BYTES: usize = 64 << 20;
/// Objects that say what they are may be looked into for so many times the bytes of the body.
const LOOKS: usize = 8;

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
    at_once(mask_in_turns(wire, body, masker, vault, opaque, &NoPause))
}

/// The same, for a thread that others share: after a bounded amount of work it pauses.
///
/// # Errors
/// As [`mask`].
pub async fn mask_in_turns<P: Pause>(
    wire: Wire,
    body: &[u8],
    masker: &Masker,
    vault: &mut Vault,
    opaque: Opaque<'_>,
    pause: &P,
) -> Result<MaskedBody, ProxyError> {
    let text = std::str::from_utf8(body).map_err(|_| ProxyError::NotUtf8)?;
    if !text
        .trim_start_matches([' ', '\t', '\r', '\n'])
        .starts_with('{')
    {
        let is_json = walk::is_valid(text);
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
        turns: Turns::new(pause),
        seen: String::new(),
        seen_left: SEEN_MAX_BYTES,
        looks_left: 0,
        text_bytes: 0,
        read_again: false,
        hidden: BTreeSet::new(),
        new_entries: Vec::new(),
        before: String::new(),
        current: String::new(),
        key: String::new(),
        nesting: 0,
        is_tangled: false,
    };
    let mut json = String::new();
    for _ in 0..READINGS_MAX {
        masking.begin(text);
        json = masking.walk(text, Place::Root(wire)).await?;
        if !masking.read_again {
            break;
        }
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

struct Masking<'a, P> {
    masker: &'a Masker,
    vault: &'a mut Vault,
    opaque: Opaque<'a>,
    turns: Turns<'a, P>,
    /// All texts so far, letters and digits alone in lower case.
    seen: String,
    /// How much of them may still be looked through for new values.
    seen_left: usize,
    /// How much of the body may still be looked at for what its objects are.
    looks_left: usize,
    /// Bytes of text so far.
    text_bytes: usize,
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
    /// There were too many looks.
    is_tangled: bool,
}

impl<P> Places for Masking<'_, P> {
    type Place = Place;

    fn object(&mut self, place: Place, rest: &str) -> Place {
        let mut look = |key| {
            let looked = json::peek_string_within(rest, key, &mut self.looks_left);
            self.is_tangled |= looked.is_err();
            looked.unwrap_or(None)
        };
        match place {
            Place::Message(_) => {
                let role = Role::of(look("role"));
                self.begin_message(role);
                Place::Message(role)
            }
            Place::Source { .. } => Place::Source {
                is_text: look("type") == Some("text"),
            },
            Place::Tool { .. } => Place::Tool {
                is_remote: matches!(look("type"), Some("mcp" | "url")),
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
}

impl<P> Masking<'_, P> {
    fn begin_message(&mut self, role: Role) {
        self.before = std::mem::take(&mut self.current);
        if role == Role::Instructions {
            // What the site tells the model asks the user for nothing; see `text` for the rest.
            self.before.clear();
        }
    }
}

impl<P: Pause> Masking<'_, P> {
    /// Reading begins, or begins again.
    fn begin(&mut self, text: &str) {
        self.looks_left = text.len().saturating_mul(LOOKS);
        self.text_bytes = 0;
        self.read_again = false;
        self.hidden.clear();
        for text in [&mut self.seen, &mut self.before, &mut self.current] {
            text.clear();
        }
    }

    async fn walk(&mut self, text: &str, place: Place) -> Result<String, ProxyError> {
        let mut walk = Walk::new(text, place);
        while let Some(token) = walk.next(self)? {
            if self.is_tangled {
                return Err(ProxyError::Tangled);
            }
            let replaced = match token {
                Token::Key(of, raw) => self.key(of, raw).await?,
                Token::String(place, raw) => {
                    self.turns.passed(raw.len()).await;
                    self.string(place, raw).await?
                }
                Token::Scalar(place, raw) => self.scalar(place, raw).await?,
            };
            walk.replace(replaced);
        }
        Ok(walk.finish())
    }

    async fn key(&mut self, of: Place, raw: &str) -> Result<Option<String>, ProxyError> {
        if !of.masks_keys() || (of != Place::Data && is_word(raw)) {
            return Ok(None);
        }
        self.key.clear();
        self.data(&json::decode(raw)).await
    }

    async fn string(&mut self, place: Place, raw: &str) -> Result<Option<String>, ProxyError> {
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
            Place::Embedded => self.embedded(&text).await,
            Place::Speaker(Role::User) => self.speaker(&text),
            Place::SchemaText | Place::Schema | Place::SchemaMap => {
                self.key.clear();
                self.data(&text).await
            }
            Place::Data => match credential(&self.key, &text) {
                Some(kind) => self.learned(kind, &text),
                None => self.nested(&text, Read::Data).await,
            },
            _ => self.nested(&text, Read::Text).await,
        }
    }

    async fn scalar(&mut self, place: Place, raw: &str) -> Result<Option<String>, ProxyError> {
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
            return self.data(raw).await;
        }
        Ok(None)
    }

    /// A string that may hold JSON of its own: then its strings are looked at one by one, since
    /// escapes hide what they spell and keys say what values are.
    async fn nested(&mut self, text: &str, otherwise: Read) -> Result<Option<String>, ProxyError> {
        let trimmed = text.trim();
        let looks_nested = self.nesting < NESTING_MAX
            && matches!(
                (trimmed.as_bytes().first(), trimmed.as_bytes().last()),
                (Some(b'{'), Some(b'}')) | (Some(b'['), Some(b']')) | (Some(b'"'), Some(b'"'))
            );
        if !looks_nested || text.len() > TEXT_MAX_BYTES || !walk::is_valid(text) {
            return match otherwise {
                Read::Text => self.text(text).await,
                Read::Data => self.data(text).await,
            };
        }
        self.turns.passed(text.len()).await;
        self.nesting += 1;
        let walked = Box::pin(self.walk(text, Place::Data)).await;
        self.nesting -= 1;
        let masked = walked?;
        Ok((masked != text).then(|| json::encode(&masked)))
    }

    async fn text(&mut self, text: &str) -> Result<Option<String>, ProxyError> {
        let before = std::mem::take(&mut self.before);
        let masked = self.masked(text, &before).await;
        self.before = before;
        self.current.clear();
        self.current.push_str(tail(text));
        masked
    }

    async fn data(&mut self, text: &str) -> Result<Option<String>, ProxyError> {
        let key = std::mem::take(&mut self.key);
        let masked = self.masked(text, &key).await;
        self.key = key;
        masked
    }

    async fn masked(&mut self, text: &str, before: &str) -> Result<Option<String>, ProxyError> {
        self.count(text)?;
        let previous = [before];
        let context = Context {
            previous: if before.is_empty() { &[] } else { &previous },
            ..Context::default()
        };
        let (masker, mut masked, mut found) = (self.masker, String::new(), false);
        let (mut parts, mut is_first) = (masker.parts(text, &context), true);
        while let Some(part) = parts.next(self.vault)? {
            for placeholder in &part.new_entries {
                self.entered(*placeholder)?;
            }
            found |= !part.spans.is_empty();
            self.hidden
                .extend(part.spans.iter().map(|span| span.placeholder));
            let part = part.masked.into_string();
            if is_first {
                masked = part;
            } else {
                masked.push_str(&part);
                self.turns.turn_is_over().await;
            }
            is_first = false;
        }
        compact(text, &mut self.seen);
        self.seen.push('\n');
        self.turns.read(text.len()).await;
        Ok(found.then(|| json::encode(&masked)))
    }

    /// Counts text, of which a body has so much at most.
    fn count(&mut self, text: &str) -> Result<(), ProxyError> {
        self.text_bytes = self.text_bytes.saturating_add(text.len());
        if self.text_bytes > TEXT_MAX_BYTES {
            return Err(ProxyError::TooMuchText);
        }
        Ok(())
    }

    /// A value that was not known before: did an earlier text hold it?
    fn entered(&mut self, placeholder: Placeholder) -> Result<(), ProxyError> {
        self.new_entries.push(placeholder);
        if self.new_entries.len() > VALUES_MAX {
            return Err(ProxyError::TooManyValues);
        }
        let Some(entry) = self.vault.get(&placeholder) else {
            return Ok(());
        };
        let mut value = String::new();
        compact(entry.value(), &mut value);
        // The end of a number is the same with its country code and without.
        let from = value.char_indices().rev().nth(5).map_or(0, |(at, _)| at);
        if value.is_empty() || self.read_again {
            return Ok(());
        }
        self.read_again = match self.seen_left.checked_sub(self.seen.len()) {
            Some(left) => {
                self.seen_left = left;
                self.seen.contains(&value[from..])
            }
            None => true,
        };
        Ok(())
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
            self.entered(placeholder)?;
        }
        self.hidden.insert(placeholder);
        Ok(Some(placeholder))
    }

    /// A vector keeps what a text says, so there what is personal is taken out, not replaced.
    async fn embedded(&mut self, text: &str) -> Result<Option<String>, ProxyError> {
        self.count(text)?;
        let (masker, context) = (self.masker, Context::default());
        let (mut left, mut kinds, mut found) = (String::new(), Vec::new(), false);
        let mut parts = masker.parts(text, &context);
        while let Some(part) = parts.next(self.vault)? {
            found |= !part.spans.is_empty();
            self.hidden
                .extend(part.spans.iter().map(|span| span.placeholder));
            kinds.extend(
                part.spans
                    .iter()
                    .map(|span| format!("[{}]", span.kind.label())),
            );
            let part = part.masked.without_placeholders();
            if !left.is_empty() {
                left.push(' ');
                self.turns.turn_is_over().await;
            }
            left.push_str(part.as_str());
        }
        self.turns.read(text.len()).await;
        if !found {
            return Ok(None);
        }
        // An empty text is refused by the wire.
        let says_something = left.chars().any(char::is_alphanumeric);
        let left = if says_something {
            left
        } else {
            kinds.join(" ")
        };
        Ok(Some(json::encode(&left)))
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

/// How a string is read that holds no JSON.
#[derive(Debug, Clone, Copy)]
enum Read {
    /// As a part of its message.
    Text,
    /// With its key as the cue.
    Data,
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
