//! The masking proxy's part of a site file.
//!
//! Its times are longer than those of `[[model]]`: behind it a program waits, not a visitor.

use serde::Deserialize;

/// `[proxy]`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proxy {
    /// Base address of an OpenAI-compatible server, for example `https://api.openai.com/v1`.
    pub upstream: String,
    /// Environment variable with its key; absent for servers that take none.
    #[serde(default)]
    pub key_env: Option<String>,
    /// Base address of a server that speaks Anthropic's Messages; absent: those calls are refused.
    #[serde(default)]
    pub anthropic_url: Option<String>,
    /// Environment variable with its key.
    #[serde(default)]
    pub anthropic_key_env: Option<String>,
    /// Requests of one key in a minute, unless the key has a number of its own.
    #[serde(default = "default_requests_per_minute")]
    pub requests_per_minute: u32,
    /// Tokens of one key in a day (UTC), unless the key has a number of its own.
    #[serde(default = "default_tokens_per_day")]
    pub tokens_per_day: u32,
    /// Time to connect.
    #[serde(default = "super::default_connect_ms")]
    pub connect_ms: u32,
    /// Time to the first token of a streamed reply.
    #[serde(default = "default_first_token_ms")]
    pub first_token_ms: u32,
    /// Longest silence in a streamed reply.
    #[serde(default = "default_gap_ms")]
    pub gap_ms: u32,
    /// Time to a whole reply that is not streamed.
    #[serde(default = "default_answer_ms")]
    pub answer_ms: u32,
}

fn default_requests_per_minute() -> u32 {
    600
}

fn default_tokens_per_day() -> u32 {
    5_000_000
}

fn default_first_token_ms() -> u32 {
    60_000
}

fn default_gap_ms() -> u32 {
    60_000
}

fn default_answer_ms() -> u32 {
    300_000
}
