//! One event of a streamed reply: which of its strings are pieces of a longer text.
//!
//! Sources: OpenAI API reference (chat completion chunks, streaming events of responses), Anthropic
//! API reference (streaming messages).
//!
//! Invariant: pieces of one text meet in one channel, whatever else is streamed between them.

use handrail_mask::{Masker, UnmaskState, Vault};

use crate::json;
use crate::reply::{self, ReplyPlace};
use crate::restore::Part;
use crate::usage::Usage;
use crate::walk::{Places, Rewrite};
use crate::{ProxyError, Wire};

/// One text that comes in pieces.
pub(crate) struct Channel {
    /// What it is: the key of the piece, or the kind of the event.
    pub(crate) name: String,
    /// Choice, content block or output item.
    pub(crate) of: u64,
    /// Tool call, part or summary within it.
    pub(crate) within: u64,
    /// A piece came within a list of parts.
    pub(crate) is_nested: bool,
    /// Of a response: the fields that go with a piece.
    pub(crate) fields: String,
    state: UnmaskState,
}

/// All texts of a stream.
#[derive(Default)]
pub(crate) struct Channels {
    all: Vec<Channel>,
    /// Bytes of text so far, for an estimate of tokens.
    pub(crate) bytes: u64,
}

impl Channels {
    fn find(&mut self, name: &str, of: u64, within: u64, part: Part) -> usize {
        let known = self
            .all
            .iter()
            .position(|it| it.of == of && it.within == within && it.name == name);
        known.unwrap_or_else(|| {
            self.all.push(Channel {
                name: name.to_owned(),
                of,
                within,
                is_nested: false,
                fields: String::new(),
                state: UnmaskState::new(part.lens()),
            });
            self.all.len() - 1
        })
    }

    /// Ends the texts that match; what was held back of them, in the order they began.
    pub(crate) fn end(
        &mut self,
        masker: &Masker,
        vault: &Vault,
        matches: impl Fn(&Channel) -> bool,
    ) -> Vec<(Channel, String)> {
        let (ended, going_on) = std::mem::take(&mut self.all).into_iter().partition(matches);
        self.all = going_on;
        let ended: Vec<Channel> = ended;
        let held = ended.into_iter().map(|mut channel| {
            let text = channel.state.finish(masker, vault);
            (channel, text)
        });
        held.filter(|(_, text)| !text.is_empty()).collect()
    }
}

/// Where the walk through an event is.
#[derive(Debug, Clone, Copy)]
pub(crate) enum EventPlace {
    /// The event itself.
    Root,
    /// Chat: the list of choices, or one of them.
    Choice(u64),
    /// Chat: what is new in one.
    Delta(u64),
    /// Chat: a tool call of a choice, or the list of them.
    Call(u64, u64),
    /// Messages: a content block, or what is new in one.
    Block(u64),
    /// Responses: the number of the event.
    Sequence,
    /// A piece of the text with this place among the channels.
    Piece(usize),
    /// As in a whole reply.
    Reply(ReplyPlace),
}

const PLAIN: EventPlace = EventPlace::Reply(ReplyPlace::Text(Part::Words));

/// Rewrites one event.
pub(crate) struct EventRewrite<'a> {
    pub(crate) wire: Wire,
    pub(crate) masker: &'a Masker,
    pub(crate) vault: &'a Vault,
    pub(crate) channels: &'a mut Channels,
    pub(crate) usage: &'a mut Usage,
    /// Events that were put in before this one.
    pub(crate) shift: u64,
    /// The `type` of the event.
    pub(crate) kind: &'a str,
    /// The event as it came.
    pub(crate) event: &'a str,
    /// Chat: choices that end with this event.
    pub(crate) closing: Vec<u64>,
}

impl Places for EventRewrite<'_> {
    type Place = EventPlace;

    fn object(&mut self, place: EventPlace, rest: &str) -> EventPlace {
        let index = |otherwise| json::peek_number(rest, "index").unwrap_or(otherwise);
        match place {
            EventPlace::Choice(at) => {
                let choice = index(at);
                if json::peek(rest, "finish_reason").is_some_and(|reason| reason != "null") {
                    self.closing.push(choice);
                }
                EventPlace::Choice(choice)
            }
            EventPlace::Call(choice, at) => EventPlace::Call(choice, index(at)),
            same => same,
        }
    }

    fn member(&mut self, of: EventPlace, key: &str) -> EventPlace {
        match of {
            EventPlace::Root => self.root(key),
            EventPlace::Choice(choice) if key == "delta" => EventPlace::Delta(choice),
            EventPlace::Delta(choice) => match key {
                "role" | "id" | "type" => PLAIN,
                "tool_calls" => EventPlace::Call(choice, 0),
                "function_call" => EventPlace::Call(choice, LEGACY_CALL),
                text => self.piece(text, choice, 0, Part::Words),
            },
            EventPlace::Call(choice, call) => match key {
                "function" | "custom" => EventPlace::Call(choice, call),
                "arguments" => self.piece(key, choice, call, Part::Arguments),
                "input" => self.piece(key, choice, call, Part::Whole),
                _ => PLAIN,
            },
            EventPlace::Block(block) => match key {
                "text" => self.piece(key, block, 0, Part::Words),
                "thinking" => self.piece(key, block, 0, Part::Whole),
                "partial_json" => self.piece(key, block, 0, Part::Arguments),
                other => EventPlace::Reply(ReplyPlace::Text(Part::Words).member(other)),
            },
            EventPlace::Piece(at) => match key {
                "type" | "id" | "signature" | "format" => PLAIN,
                _ => {
                    self.channels.all[at].is_nested = true;
                    EventPlace::Piece(at)
                }
            },
            EventPlace::Reply(place) => EventPlace::Reply(place.member(key)),
            EventPlace::Choice(_) | EventPlace::Sequence => PLAIN,
        }
    }

    fn element(&mut self, of: EventPlace, index: usize) -> EventPlace {
        let index = index as u64;
        match of {
            EventPlace::Choice(_) => EventPlace::Choice(index),
            EventPlace::Call(choice, _) => EventPlace::Call(choice, index),
            same => same,
        }
    }
}

impl Rewrite for EventRewrite<'_> {
    type Error = ProxyError;

    fn string(&mut self, place: EventPlace, raw: &str) -> Result<Option<String>, ProxyError> {
        let at = match place {
            EventPlace::Piece(at) => at,
            EventPlace::Reply(place) => {
                return Ok(reply::string(place, raw, self.masker, self.vault));
            }
            _ => return Ok(None),
        };
        self.channels.bytes += raw.len() as u64;
        if self.vault.is_empty() {
            return Ok(None);
        }
        let text = json::decode(raw);
        let channel = &mut self.channels.all[at];
        let mut shown = channel.state.push(self.masker, self.vault, &text);
        if self.wire == Wire::ChatCompletions && self.closing.contains(&channel.of) {
            shown.push_str(&channel.state.finish(self.masker, self.vault));
        }
        Ok((shown != text).then(|| json::encode(&shown)))
    }

    fn scalar(&mut self, place: EventPlace, raw: &str) -> Result<Option<String>, ProxyError> {
        match place {
            EventPlace::Reply(ReplyPlace::Count(key)) => self.usage.note(key, raw),
            EventPlace::Sequence if self.shift > 0 => {
                let number = raw.parse::<u64>().ok();
                return Ok(number.map(|number| number.saturating_add(self.shift).to_string()));
            }
            _ => {}
        }
        Ok(None)
    }
}

/// The one call of a `function_call`, which has no index.
pub(crate) const LEGACY_CALL: u64 = u64::MAX;

impl EventRewrite<'_> {
    fn root(&mut self, key: &str) -> EventPlace {
        match (self.wire, key) {
            (_, "usage") => EventPlace::Reply(ReplyPlace::Usage),
            (Wire::ChatCompletions, "choices") => EventPlace::Choice(0),
            (Wire::Messages, "delta" | "content_block")
                if self.kind.starts_with("content_block") =>
            {
                EventPlace::Block(json::peek_number(self.event, "index").unwrap_or(0))
            }
            (Wire::Messages, "message") | (Wire::Responses, "response") => {
                EventPlace::Reply(ReplyPlace::Top)
            }
            (Wire::Responses, "sequence_number") => EventPlace::Sequence,
            (Wire::Responses, "delta") => self.response_piece(),
            _ => EventPlace::Reply(ReplyPlace::Text(Part::Words).member(key)),
        }
    }

    fn piece(&mut self, name: &str, of: u64, within: u64, part: Part) -> EventPlace {
        EventPlace::Piece(self.channels.find(name, of, within, part))
    }

    fn response_piece(&mut self) -> EventPlace {
        let Some(stem) = self.kind.strip_suffix(".delta") else {
            return PLAIN;
        };
        let part = if stem.ends_with("_arguments") {
            Part::Arguments
        } else if stem.ends_with("_input") || stem.ends_with("_code") {
            Part::Whole
        } else {
            Part::Words
        };
        let (of, within) = response_text(self.event);
        let at = self.channels.find(stem, of, within, part);
        if self.channels.all[at].fields.is_empty() {
            let mut fields = format!(r#""type":{}"#, json::encode(self.kind));
            for key in ["item_id", "output_index", "content_index", "summary_index"] {
                if let Some(raw) = json::peek(self.event, key) {
                    fields.push_str(&format!(r#","{key}":{raw}"#));
                }
            }
            if stem.ends_with(".output_text") {
                fields.push_str(r#","logprobs":[]"#);
            }
            self.channels.all[at].fields = fields;
        }
        EventPlace::Piece(at)
    }
}

/// Which text of a response an event is about: its item, and its part or summary.
pub(crate) fn response_text(event: &str) -> (u64, u64) {
    let within = json::peek_number(event, "content_index")
        .or_else(|| json::peek_number(event, "summary_index"));
    let of = json::peek_number(event, "output_index").unwrap_or(0);
    (of, within.unwrap_or(0))
}
