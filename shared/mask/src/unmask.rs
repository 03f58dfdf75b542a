//! From placeholders back to values, whole or in a stream.
//!
//! Invariants: any chunking gives the same bytes; only the beginning of a known placeholder, in a
//! spelling of `spelling.rs`, is ever held back, and of an escape in JSON; a value shown is never
//! scanned again; text a model wrote gets nothing inside a link, so that it can't carry a value
//! away; a JSON document stays one with the same structure.

use std::borrow::Cow;

use crate::json_string::{self, JsonString};
use crate::kind::{Kind, Partial, Restore};
use crate::links::Links;
use crate::masker::Masker;
use crate::placeholder::Placeholder;
use crate::source::{Next, Plain, Source};
use crate::spelling::{self, Match, Reading, may_begin, may_stand_before};
use crate::vault::{Entry, Vault};

/// Who wrote the text that is shown, and so how much of a value it may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lens {
    /// AI-written text on its way to the visitor: the site's restore policy applies, nothing is
    /// resolved inside URLs, link targets and tags, and placeholders the model bent resolve too
    /// where they can't be anything else (case, separator, brackets, markdown, language).
    VisitorOfAi,
    /// A JSON document (RFC 8259) a model writes from its beginning, such as the arguments of a
    /// tool call. As [`Lens::VisitorOfAi`], but values are whole, unless the policy of their kind
    /// is [`Restore::Never`], and escaped. Only strings get values; each string is read as if it
    /// stood alone, its escapes decoded, and one that begins as a URL gets none at all.
    ToolArguments,
    /// Text a person wrote, visitor or agent: every value whole, everywhere.
    PersonWritten,
}

/// Where in a text the stream is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In text that is read as it is.
    Prose,
    /// In a JSON document, between strings.
    Document,
    /// In a string of a JSON document.
    String,
}

/// The state of one stream of text being unmasked, without its masker and vault; for callers that
/// own all three.
#[derive(Debug, Clone)]
pub struct UnmaskState {
    lens: Lens,
    place: Place,
    links: Links,
    /// The last character shown in this place.
    before: Option<char>,
    held: String,
}

impl UnmaskState {
    /// The beginning of a stream.
    #[must_use]
    pub fn new(lens: Lens) -> Self {
        Self {
            lens,
            place: match lens {
                Lens::ToolArguments => Place::Document,
                Lens::VisitorOfAi | Lens::PersonWritten => Place::Prose,
            },
            links: Links::default(),
            before: None,
            held: String::new(),
        }
    }

    /// The text that can be shown after this chunk.
    #[must_use]
    pub fn push(&mut self, masker: &Masker, vault: &Vault, chunk: &str) -> String {
        let mut shown = String::with_capacity(self.held.len() + chunk.len());
        let mut held = std::mem::take(&mut self.held);
        if held.is_empty() {
            let done = self.show_up_to_doubt(masker, vault, chunk, false, &mut shown);
            held.push_str(&chunk[done..]);
        } else {
            held.push_str(chunk);
            let done = self.show_up_to_doubt(masker, vault, &held, false, &mut shown);
            held.drain(..done);
        }
        self.held = held;
        shown
    }

    /// The rest, and back to the beginning: nothing is held at the end of a text.
    #[must_use]
    pub fn finish(&mut self, masker: &Masker, vault: &Vault) -> String {
        let mut shown = String::new();
        let held = std::mem::take(&mut self.held);
        self.show_up_to_doubt(masker, vault, &held, true, &mut shown);
        *self = Self::new(self.lens);
        shown
    }

    /// Shows the text, but for an end that may become a placeholder; says how much that was.
    fn show_up_to_doubt(
        &mut self,
        masker: &Masker,
        vault: &Vault,
        text: &str,
        is_whole: bool,
        shown: &mut String,
    ) -> usize {
        let mut at = 0;
        loop {
            let run = self.plain_run(&text[at..], vault);
            self.show(&text[at..at + run], shown);
            at += run;
            if at == text.len() {
                return at;
            }
            let next = match self.place {
                Place::Document => Seen::Quote,
                Place::Prose => self.look(&Plain { text, is_whole }, at, vault),
                Place::String => self.look(&JsonString { text, is_whole }, at, vault),
            };
            at = match next {
                Seen::Nothing => return at,
                Seen::Quote => {
                    shown.push('"');
                    self.turn_at_quote();
                    at + 1
                }
                Seen::Char { c, end } => {
                    shown.push_str(&text[at..end]);
                    if self.lens != Lens::PersonWritten {
                        self.links.feed(c);
                    }
                    self.before = Some(c);
                    end
                }
                Seen::Placeholder(found) => self.resolve(masker, vault, found, shown),
            };
        }
    }

    /// How much text at the beginning needs no second look.
    fn plain_run(&self, text: &str, vault: &Vault) -> usize {
        let first = match (self.place, self.lens) {
            (Place::Document, _) => text.bytes().position(|b| b == b'"'),
            (_, Lens::PersonWritten) => text.bytes().position(|b| b == b'['),
            (place, _) => {
                let initials = vault.initials();
                text.bytes().enumerate().position(|(at, b)| match b {
                    b'[' | b'{' | b'<' | b'\\' | LENTICULAR => true,
                    b'"' => place == Place::String,
                    b'A'..=b'Z' => {
                        initials & 1 << (b - b'A') != 0
                            && text[..at]
                                .chars()
                                .next_back()
                                .or(self.before)
                                .is_none_or(may_stand_before)
                    }
                    _ => false,
                })
            }
        };
        first.unwrap_or(text.len())
    }

    /// Shows text that needs no second look.
    fn show(&mut self, text: &str, shown: &mut String) {
        shown.push_str(text);
        if self.place == Place::Document || text.is_empty() {
            return;
        }
        if self.lens != Lens::PersonWritten {
            self.links.feed_str(text);
        }
        self.before = text.chars().next_back();
    }

    /// What stands at a place that needs a second look.
    fn look(&self, source: &impl Source, at: usize, vault: &Vault) -> Seen {
        let (c, end) = match source.at(at) {
            Next::Char(c, end) => (c, end),
            Next::End => return Seen::Quote,
            Next::Pending => return Seen::Nothing,
        };
        let reading = if vault.is_empty() {
            Reading::Not
        } else if self.lens == Lens::PersonWritten {
            spelling::read_exact(source, at, vault)
        } else if self.can_begin_with(c) {
            spelling::read(source, at, vault)
        } else {
            Reading::Not
        };
        match reading {
            Reading::Not => Seen::Char { c, end },
            Reading::More => Seen::Nothing,
            Reading::Is(found) => Seen::Placeholder(found),
        }
    }

    fn can_begin_with(&self, c: char) -> bool {
        may_begin(c)
            && !self.links.inside()
            && (!c.is_ascii_uppercase() || self.before.is_none_or(may_stand_before))
    }

    fn turn_at_quote(&mut self) {
        self.place = match self.place {
            Place::String => Place::Document,
            Place::Document | Place::Prose => Place::String,
        };
        self.links = Links::of_string();
        self.before = None;
    }

    /// Shows what a placeholder stands for; says where the text goes on.
    fn resolve(
        &mut self,
        masker: &Masker,
        vault: &Vault,
        found: Match,
        shown: &mut String,
    ) -> usize {
        let kind = found.kind;
        let value = vault
            .get(&Placeholder::new(kind, found.number))
            .map_or("", Entry::value);
        let restore = match (self.lens, masker.restore(kind)) {
            (Lens::PersonWritten, _) | (Lens::ToolArguments, Restore::Partial) => Restore::Full,
            (_, restore) => restore,
        };
        let value = match restore {
            Restore::Full => Cow::Borrowed(value),
            Restore::Partial => Cow::Owned(partial(kind, value)),
            Restore::Never => Cow::Owned(never(kind)),
        };
        let end = if self.links.in_brackets() {
            found.end
        } else {
            found.end_with_bracket
        };
        if self.lens != Lens::PersonWritten {
            self.links.feed_str(&value);
        }
        if self.place == Place::String {
            json_string::push_escaped(&value, shown);
        } else {
            shown.push_str(&value);
        }
        self.before = value.chars().next_back().or(self.before);
        end
    }
}

/// The first byte of `【`.
const LENTICULAR: u8 = 0xE3;

/// What stands at a place.
enum Seen {
    /// Nobody knows before more of the text is there.
    Nothing,
    /// The quote at either end of a JSON string.
    Quote,
    /// A character, perhaps escaped, and where the text goes on after it.
    Char { c: char, end: usize },
    /// A known placeholder that may be resolved.
    Placeholder(Match),
}

/// Unmasks a stream chunk by chunk.
///
/// ```
/// use handrail_mask::{Context, Lens, Masker, Unmasker, Vault};
/// let masker = Masker::default();
/// let mut vault = Vault::new();
/// masker.mask("mail me at ann@example.com", &Context::default(), &mut vault).unwrap();
/// let mut unmasker = Unmasker::new(&masker, &vault, Lens::VisitorOfAi);
/// assert_eq!(unmasker.push("I'll write to [EMA"), "I'll write to ");
/// assert_eq!(unmasker.push("IL_1]."), "ann@example.com.");
/// assert_eq!(unmasker.finish(), "");
/// ```
#[derive(Debug, Clone)]
pub struct Unmasker<'a> {
    masker: &'a Masker,
    vault: &'a Vault,
    state: UnmaskState,
}

impl<'a> Unmasker<'a> {
    /// The beginning of a stream.
    #[must_use]
    pub fn new(masker: &'a Masker, vault: &'a Vault, lens: Lens) -> Self {
        Self {
            masker,
            vault,
            state: UnmaskState::new(lens),
        }
    }

    /// The text that can be shown after this chunk.
    #[must_use]
    pub fn push(&mut self, chunk: &str) -> String {
        self.state.push(self.masker, self.vault, chunk)
    }

    /// The rest; nothing is held back at the end.
    #[must_use]
    pub fn finish(mut self) -> String {
        self.state.finish(self.masker, self.vault)
    }
}

/// What [`Restore::Partial`] shows of a value.
///
/// Cards `•••• 4242`, SSNs `•••-••-6789`, e-mail `s•••@example.com`; of passwords, check numbers
/// and expiry dates only the label, as four characters are most of them; of the rest the last four
/// letters or digits (`•••• 3000`) when there are at least eight, else only the label.
#[must_use]
pub fn partial(kind: Kind, value: &str) -> String {
    let characters: Vec<char> = value.chars().filter(|c| c.is_alphanumeric()).collect();
    let last: String = characters[characters.len().saturating_sub(4)..]
        .iter()
        .collect();
    match kind.spec().partial {
        Partial::Card => format!("•••• {last}"),
        Partial::Ssn => format!("•••-••-{last}"),
        Partial::Email => match (value.chars().next(), value.rsplit_once('@')) {
            (Some(first), Some((_, domain))) if first != '@' => format!("{first}•••@{domain}"),
            _ => never(kind),
        },
        Partial::LastFour if characters.len() >= 8 => format!("•••• {last}"),
        Partial::LastFour | Partial::Label => never(kind),
    }
}

fn never(kind: Kind) -> String {
    format!("[{}]", kind.label())
}
