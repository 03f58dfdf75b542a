//! The masking proxy's pure part: hides personal details in the body of a model call, and puts
//! them back in the reply, whole or streamed.
//!
//! For: the wires that SDKs speak ([`Wire`]): OpenAI's chat completions, responses and embeddings,
//! Anthropic's messages. [`mask`] makes a [`MaskedBody`] of a request; [`unmask`] and
//! [`ReplyStream`] restore the reply; [`refusal`] and [`upstream_refusal`] say no in the caller's
//! own dialect.
//! Not for: keys, budgets, transport or storage. No I/O, no clock, no randomness.
//!
//! Invariants, each with tests of its own:
//! - A [`MaskedBody`] is made here alone. What a detector finds, or the vault knows, stands in no
//!   string, key or free number of it, in no nested JSON either.
//! - It fails closed: strings are masked wherever they stand, unless their field is known to hold
//!   a word of the wire and the string looks like one.
//! - Order, unknown fields, numbers and white space stay byte for byte.
//! - Any chunking of a streamed reply gives the same text; what is held back comes before the
//!   event that ends its part.
//! - An upstream's own words about a failure reach nobody.
//! - No input panics; work is linear in its length.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod error;
mod event;
mod json;
mod masking;
mod places;
mod refusal;
mod reply;
mod restore;
pub mod sse;
mod stream;
mod turns;
mod usage;
mod walk;

pub use error::ProxyError;
pub use masking::{MaskedBody, Opaque, TEXT_MAX_BYTES, mask, mask_in_turns};
pub use refusal::{Upstream, refusal, upstream_refusal};
pub use reply::{unmask, unmask_in_turns};
pub use stream::ReplyStream;
pub use turns::Pause;
pub use usage::Usage;

/// What a call speaks: its request, its reply and its refusals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wire {
    /// `POST /v1/chat/completions`.
    ChatCompletions,
    /// `POST /v1/responses`.
    Responses,
    /// `POST /v1/embeddings`.
    Embeddings,
    /// Anthropic's `POST /v1/messages`.
    Messages,
    /// `GET /v1/models`: has no request body.
    Models,
}
