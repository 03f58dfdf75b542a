//! What widget and desk draw alike, and how both reach the edge.
//!
//! For: design tokens and styles (`styles/`), the rail with its messages and notices, the markdown
//! subset as DOM nodes, the socket with reconnection, calls over HTTP, the words of all languages.
//!
//! Not for: what only one of them does (the composer, the queue), or any rule of a conversation:
//! those come as events and are folded by [`handrail_protocol::View`].
//!
//! Invariants:
//! - Text becomes text nodes; nothing that was written by anyone is ever parsed as HTML.
//! - An address from outside becomes a link as a [`link::Link`] alone.
//! - Every message shows its author's kind as text.
//! - `js` alone talks to the browser; the modules beside it are pure and tested natively.

pub mod accent;
pub mod announce;
pub mod answer;
pub mod backoff;
pub mod components;
pub mod dynamic;
pub mod el;
pub mod js;
pub mod link;
pub mod markdown;
pub mod notice;
pub mod rail;
pub mod spans;
pub mod wire;
pub mod words;

mod work;
