//! What the fields of a request are: which strings are words of the wire, which are text.
//!
//! Sources: OpenAI API reference (chat completions, responses, embeddings), Anthropic API reference
//! (messages). The wires share most of their names, so one table serves them; a name that means
//! something else in one place has a place of its own.
//!
//! Invariant: a key that is not here is [`Place::Data`], and data is masked whatever it looks like.

use crate::Wire;

/// What a value of a request is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// The body itself.
    Root(Wire),
    /// An object of the wire: its keys are in the table below.
    Envelope,
    /// A list of messages or of input items.
    Messages,
    /// One of them.
    Message(Role),
    /// Something that holds its content by `type` and `data`; is it text?
    Source {
        /// `data` is plain text.
        is_text: bool,
    },
    /// A tool's description; `is_remote` ones carry an address and credentials of their own.
    Tool {
        /// Runs elsewhere.
        is_remote: bool,
    },
    /// Text for the model.
    Text,
    /// A string that holds JSON: the arguments of a tool call.
    Arguments,
    /// Anything: masked with its key as the cue, keys and numbers too.
    Data,
    /// What is turned into a vector.
    Embedded,
    /// A word or an id of the wire. One that does not look like it is masked as text.
    Word,
    /// The name of who speaks.
    Speaker(Role),
    /// Names an end user: replaced by something that tells nothing.
    Opaque,
    /// An address; anything else is text.
    Url,
    /// Base64 or a `data:` address; anything else is text.
    Base64,
    /// A JSON schema: what describes is text, what constrains stays.
    Schema,
    /// A map of names to schemas.
    SchemaMap,
    /// Text or an example within a schema; keys and numbers stay.
    SchemaText,
    /// A number or a switch. Text in its place is masked, and so is a number as long as a card's.
    Setting,
    /// Never looked at.
    Untouched,
}

/// Who speaks in a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// The end user.
    User,
    /// The site itself: what it says asks nobody for anything.
    Instructions,
    /// The model, or a tool.
    Other,
}

impl Role {
    pub(crate) fn of(word: Option<&str>) -> Self {
        match word {
            Some("user") => Role::User,
            Some("system" | "developer") => Role::Instructions,
            _ => Role::Other,
        }
    }
}

impl Place {
    /// The value of a member.
    pub(crate) fn member(self, key: &str) -> Self {
        match self {
            Place::Root(wire) => root(wire, key),
            Place::Message(role) if key == "name" => Place::Speaker(role),
            Place::Source { is_text: true } if key == "data" => Place::Text,
            Place::Tool { is_remote: true }
                if matches!(key, "headers" | "authorization" | "authorization_token") =>
            {
                Place::Untouched
            }
            Place::Tool { .. } if key == "format" => Place::Envelope,
            Place::Schema => schema(key),
            Place::SchemaMap => Place::Schema,
            Place::Untouched | Place::SchemaText => self,
            Place::Opaque => Place::Opaque,
            Place::Data | Place::Arguments | Place::Embedded => data(key),
            _ => envelope(key),
        }
    }

    /// An element of an array.
    pub(crate) fn element(self) -> Self {
        match self {
            Place::Messages => Place::Message(Role::Other),
            Place::Root(_) | Place::Setting => Place::Data,
            same => same,
        }
    }

    /// Are the keys of an object here somebody's words too?
    pub(crate) fn masks_keys(self) -> bool {
        !matches!(
            self,
            Place::Schema | Place::SchemaMap | Place::SchemaText | Place::Untouched
        )
    }

    /// May a number here be somebody's number?
    pub(crate) fn masks_numbers(self) -> bool {
        !matches!(
            self,
            Place::Untouched | Place::Schema | Place::SchemaMap | Place::SchemaText
        )
    }
}

fn root(wire: Wire, key: &str) -> Place {
    match (wire, key) {
        (Wire::Embeddings, "input") => Place::Embedded,
        (_, "messages") | (Wire::Responses, "input") => Place::Messages,
        (_, "system" | "instructions") => Place::Text,
        _ => envelope(key),
    }
}

fn data(key: &str) -> Place {
    match key {
        "user_id" => Place::Opaque,
        _ => Place::Data,
    }
}

fn envelope(key: &str) -> Place {
    match key {
        // Words and ids.
        "model"
        | "id"
        | "call_id"
        | "tool_call_id"
        | "tool_use_id"
        | "previous_response_id"
        | "conversation"
        | "file_id"
        | "item_id"
        | "vector_store_ids"
        | "file_ids"
        | "container"
        | "container_id"
        | "role"
        | "type"
        | "status"
        | "detail"
        | "object"
        | "service_tier"
        | "reasoning_effort"
        | "effort"
        | "verbosity"
        | "truncation"
        | "encoding_format"
        | "media_type"
        | "voice"
        | "modalities"
        | "include"
        | "name"
        | "tool_choice"
        | "mode"
        | "syntax"
        | "ttl"
        | "cache_control"
        | "phase"
        | "prompt_cache_retention"
        | "version"
        | "server_label"
        | "inference_geo"
        | "speed"
        | "require_approval"
        | "allowed_tools"
        | "search_context_size"
        | "context_management"
        | "stream_options"
        | "audio"
        | "betas"
        | "fallbacks"
        | "strict"
        | "generate_summary" => Place::Word,
        // A format is a word in an audio part, and an object of its own elsewhere.
        "format" | "response_format" | "json_schema" | "function" | "function_call" | "custom"
        | "tool_calls" | "image" | "file" | "input_audio" | "web_search_options"
        | "output_config" | "grammar" => Place::Envelope,
        "messages" => Place::Messages,
        // Text here, and in other places objects of the wire.
        "content" | "text" | "refusal" | "summary" | "output" | "description" | "title"
        | "stop" | "stop_sequences" | "filename" | "context" | "reasoning_content"
        | "reasoning" | "thinking" | "prompt" | "prediction" => Place::Text,
        "arguments" => Place::Arguments,
        "source" => Place::Source { is_text: false },
        "tools" | "functions" | "mcp_servers" => Place::Tool { is_remote: false },
        "parameters" | "input_schema" | "schema" | "output_schema" => Place::Schema,
        "definition" => Place::SchemaText,
        "user" | "safety_identifier" | "prompt_cache_key" => Place::Opaque,
        "url" | "image_url" | "file_url" | "server_url" => Place::Url,
        "file_data" | "data" | "encrypted_content" | "signature" | "result" | "b64_json" => {
            Place::Base64
        }
        "logit_bias"
        | "seed"
        | "max_tokens"
        | "max_completion_tokens"
        | "max_output_tokens"
        | "max_tool_calls"
        | "temperature"
        | "top_p"
        | "top_k"
        | "n"
        | "presence_penalty"
        | "frequency_penalty"
        | "top_logprobs"
        | "logprobs"
        | "dimensions"
        | "budget_tokens"
        | "display_width_px"
        | "display_height_px"
        | "created"
        | "created_at"
        | "stream"
        | "store"
        | "background"
        | "parallel_tool_calls"
        | "index"
        | "output_index"
        | "content_index" => Place::Setting,
        _ => Place::Data,
    }
}

fn schema(key: &str) -> Place {
    match key {
        "properties" | "$defs" | "definitions" | "patternProperties" | "dependentSchemas" => {
            Place::SchemaMap
        }
        "items"
        | "additionalProperties"
        | "not"
        | "if"
        | "then"
        | "else"
        | "contains"
        | "propertyNames"
        | "prefixItems"
        | "anyOf"
        | "oneOf"
        | "allOf"
        | "unevaluatedProperties"
        | "unevaluatedItems"
        | "additionalItems" => Place::Schema,
        "enum" | "const" | "type" | "format" | "pattern" | "$ref" | "$id" | "$schema"
        | "$anchor" | "required" | "propertyOrdering" | "dependentRequired" | "contentEncoding"
        | "contentMediaType" => Place::Untouched,
        _ => Place::SchemaText,
    }
}

/// A word of the wire: letters among few other characters, so that no sentence, address or number
/// of a person passes for one.
pub(crate) fn is_word(text: &str) -> bool {
    text.len() <= 256
        && text.bytes().any(|b| b.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"_-./:+".contains(&b))
}

/// An address of the web, or data in place of one.
pub(crate) fn is_url(text: &str) -> bool {
    let is_web = ["https://", "http://"].iter().any(|scheme| {
        text.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    (is_web && !text.contains(char::is_whitespace)) || is_base64(text)
}

/// Base64, with the head of a `data:` address or without.
pub(crate) fn is_base64(text: &str) -> bool {
    let body = match text.strip_prefix("data:") {
        Some(rest) => match rest.split_once(";base64,") {
            Some((head, body)) if head.len() < 100 && !head.contains(char::is_whitespace) => body,
            _ => return false,
        },
        None => text,
    };
    body.bytes().any(|b| b.is_ascii_alphabetic())
        && body
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"+/=_-\r\n".contains(&b))
}
