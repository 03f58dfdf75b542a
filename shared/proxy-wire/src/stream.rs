//! A streamed reply on its way back: bytes in, bytes out.
//!
//! Invariants: any chunking gives the same bytes; what is held back of a text comes in an event of
//! its wire's shape, before the one that ends the text; a stream without its wire's end mark was
//! cut off.

use handrail_mask::{Masker, Vault};

use crate::event::{Channel, Channels, EventPlace, EventRewrite, LEGACY_CALL, response_text};
use crate::json;
use crate::refusal;
use crate::sse::{self, SseDecoder, SseEvent};
use crate::usage::Usage;
use crate::walk;
use crate::{ProxyError, Wire};

/// An event longer than this is given up.
const EVENT_MAX_BYTES: usize = 16 << 20;

/// The state of one streamed reply, without its masker and vault.
pub struct ReplyStream {
    wire: Wire,
    decoder: SseDecoder,
    rest: Rest,
}

/// All but the decoder, which hands events to it.
struct Rest {
    wire: Wire,
    channels: Channels,
    usage: Usage,
    /// Chat: the fields that go with every chunk.
    chunk_fields: String,
    /// Responses: events that were put in so far.
    shift: u64,
    /// Responses: the number of the next event.
    sequence: u64,
    end: End,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    NotYet,
    /// The model has said all; the wire's own mark is still to come.
    Said,
    Marked,
}

impl ReplyStream {
    /// The beginning of a reply.
    #[must_use]
    pub fn new(wire: Wire) -> Self {
        Self {
            wire,
            decoder: SseDecoder::new(EVENT_MAX_BYTES),
            rest: Rest {
                wire,
                channels: Channels::default(),
                usage: Usage::default(),
                chunk_fields: String::new(),
                shift: 0,
                sequence: 0,
                end: End::NotYet,
            },
        }
    }

    /// Takes bytes of the upstream and appends those for the caller.
    ///
    /// # Errors
    /// The upstream's stream is not of the wire; what was appended before stays valid.
    pub fn push(
        &mut self,
        masker: &Masker,
        vault: &Vault,
        bytes: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), ProxyError> {
        let rest = &mut self.rest;
        self.decoder
            .push(bytes, &mut |event| rest.event(masker, vault, event, out))
    }

    /// The upstream's stream is over.
    ///
    /// # Errors
    /// [`ProxyError::CutOff`] when its end mark is missing.
    pub fn finish(
        &mut self,
        masker: &Masker,
        vault: &Vault,
        out: &mut Vec<u8>,
    ) -> Result<(), ProxyError> {
        let is_whole = self.rest.end != End::NotYet && !self.decoder.is_mid_event();
        if !is_whole {
            return Err(ProxyError::CutOff);
        }
        self.rest.flush((masker, vault), out, |_| true);
        Ok(())
    }

    /// Appends the event that tells the caller of a failure in mid-stream.
    pub fn fail(&mut self, code: &str, message: &str, out: &mut Vec<u8>) {
        self.rest.failure(None, Some(code), message, out);
    }

    /// Did the stream come to its end?
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.rest.end == End::Marked
    }

    /// Which wire it is.
    #[must_use]
    pub fn wire(&self) -> Wire {
        self.wire
    }

    /// The tokens the upstream told of so far.
    #[must_use]
    pub fn usage(&self) -> Usage {
        self.rest.usage
    }

    /// Bytes of text that came so far, for an estimate where no tokens were told.
    #[must_use]
    pub fn text_bytes(&self) -> u64 {
        self.rest.channels.bytes
    }
}

/// What texts are restored with.
type With<'a> = (&'a Masker, &'a Vault);

impl Rest {
    fn event(
        &mut self,
        masker: &Masker,
        vault: &Vault,
        event: SseEvent,
        out: &mut Vec<u8>,
    ) -> Result<(), ProxyError> {
        let with = (masker, vault);
        let SseEvent { head, data } = event;
        let Some(data) = data.filter(|data| !data.trim().is_empty()) else {
            sse::write(&head, None, out);
            return Ok(());
        };
        if data.trim() == "[DONE]" {
            self.flush(with, out, |_| true);
            self.end = End::Marked;
            sse::write(&head, Some(&data), out);
            return Ok(());
        }
        let kind = json::peek_string(&data, "type").unwrap_or_default();
        if self.is_failure(kind, &data) {
            // The walk says whether it is JSON at all.
            let error = json::peek(&data, "error").unwrap_or(&data);
            let word = |key| json::peek_string(error, key).filter(|word| refusal::is_code(word));
            let (kind, code) = (word("type").filter(|kind| *kind != "error"), word("code"));
            self.failure(kind, code, refusal::OWN_WORDS, out);
            return Ok(());
        }
        if self.wire == Wire::ChatCompletions && self.chunk_fields.is_empty() {
            for key in ["id", "object", "created", "model"] {
                if let Some(raw) = json::peek(&data, key) {
                    self.chunk_fields.push_str(&format!(r#""{key}":{raw},"#));
                }
            }
        }
        self.sequence = json::peek_number(&data, "sequence_number").unwrap_or(self.sequence);
        self.before(with, kind, &data, out);
        let mut rewrite = EventRewrite {
            wire: self.wire,
            masker,
            vault,
            channels: &mut self.channels,
            usage: &mut self.usage,
            shift: self.shift,
            kind,
            event: &data,
            closing: Vec::new(),
        };
        let written = walk::walk(&data, EventPlace::Root, &mut rewrite)?;
        let closing = rewrite.closing;
        if !closing.is_empty() {
            self.end = End::Said;
            self.flush(with, out, |channel| closing.contains(&channel.of));
        }
        sse::write(&head, Some(&written), out);
        self.sequence = self.sequence.saturating_add(1);
        Ok(())
    }

    fn is_failure(&self, kind: &str, data: &str) -> bool {
        match self.wire {
            Wire::Messages | Wire::Responses => kind == "error",
            _ => json::peek(data, "error").is_some_and(|error| error != "null"),
        }
    }

    /// What has to come before this event, and what it says of the end.
    fn before(&mut self, with: With<'_>, kind: &str, data: &str, out: &mut Vec<u8>) {
        match (self.wire, kind) {
            (Wire::Messages, "content_block_stop") => {
                let block = json::peek_number(data, "index").unwrap_or(0);
                self.flush(with, out, |channel| channel.of == block);
            }
            (Wire::Messages, "message_delta") => self.flush(with, out, |_| true),
            (Wire::Messages, "message_stop") => {
                self.flush(with, out, |_| true);
                self.end = End::Marked;
            }
            (
                Wire::Responses,
                "response.completed"
                | "response.incomplete"
                | "response.failed"
                | "response.cancelled",
            ) => {
                self.flush(with, out, |_| true);
                self.end = End::Marked;
            }
            (Wire::Responses, "response.output_item.done") => {
                let (of, _) = response_text(data);
                self.flush(with, out, |channel| channel.of == of);
            }
            (Wire::Responses, _) => {
                if let Some(stem) = kind.strip_suffix(".done") {
                    let text = response_text(data);
                    self.flush(with, out, |channel| {
                        channel.name == stem && (channel.of, channel.within) == text
                    });
                }
            }
            _ => {}
        }
    }

    fn flush(&mut self, with: With<'_>, out: &mut Vec<u8>, matches: impl Fn(&Channel) -> bool) {
        for (channel, text) in self.channels.end(with.0, with.1, matches) {
            let text = json::encode(&text);
            let (head, data) = match self.wire {
                Wire::Messages => self.block_delta(&channel, &text),
                Wire::Responses => self.response_delta(&channel, &text),
                _ => (String::new(), self.chunk(&channel, &text)),
            };
            sse::write(&head, Some(&data), out);
        }
    }

    fn chunk(&self, channel: &Channel, text: &str) -> String {
        let Channel {
            name,
            of,
            within,
            is_nested,
            ..
        } = channel;
        let delta = match (name.as_str(), *within) {
            ("arguments", LEGACY_CALL) => format!(r#""function_call":{{"arguments":{text}}}"#),
            ("arguments", call) => {
                format!(r#""tool_calls":[{{"index":{call},"function":{{"arguments":{text}}}}}]"#)
            }
            ("input", call) => {
                format!(r#""tool_calls":[{{"index":{call},"custom":{{"input":{text}}}}}]"#)
            }
            _ if *is_nested => {
                format!(
                    r#"{}:[{{"type":"text","text":{text}}}]"#,
                    json::encode(name)
                )
            }
            _ => format!("{}:{text}", json::encode(name)),
        };
        let fields = &self.chunk_fields;
        format!(
            r#"{{{fields}"choices":[{{"index":{of},"delta":{{{delta}}},"finish_reason":null}}]}}"#
        )
    }

    fn block_delta(&self, channel: &Channel, text: &str) -> (String, String) {
        let (kind, key) = match channel.name.as_str() {
            "thinking" => ("thinking_delta", "thinking"),
            "partial_json" => ("input_json_delta", "partial_json"),
            _ => ("text_delta", "text"),
        };
        let block = channel.of;
        let data = format!(
            r#"{{"type":"content_block_delta","index":{block},"delta":{{"type":"{kind}","{key}":{text}}}}}"#
        );
        ("event: content_block_delta\n".to_owned(), data)
    }

    fn response_delta(&mut self, channel: &Channel, text: &str) -> (String, String) {
        let number = self.sequence.saturating_add(self.shift);
        self.shift += 1;
        let fields = &channel.fields;
        (
            format!("event: {}.delta\n", channel.name),
            format!(r#"{{{fields},"delta":{text},"sequence_number":{number}}}"#),
        )
    }

    fn failure(
        &mut self,
        kind: Option<&str>,
        code: Option<&str>,
        message: &str,
        out: &mut Vec<u8>,
    ) {
        self.end = End::Marked;
        let number = self.sequence.saturating_add(self.shift);
        let (name, data) = refusal::event(self.wire, kind, code, message, Some(number));
        let head = name.map_or_else(String::new, |name| format!("event: {name}\n"));
        sse::write(&head, Some(&data), out);
    }
}

#[cfg(test)]
#[path = "stream_tests.rs"]
mod tests;
