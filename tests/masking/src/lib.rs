//! Measures the masker on labelled text: what it finds, what it flags without need, how fast it is.
//!
//! For: `cargo xtask bench --mask PATH…`, natively and as WebAssembly. Not for: tests; a figure is
//! compared by people, and moves with the data.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod rows;
mod score;
mod speed;
mod types;

pub use rows::{Row, conversations, read};
pub use score::{KindScore, Report, measure};
pub use speed::{Speed, Work};
pub use types::Meant;
