//! Words, sentences, citation marks and word patterns of eight languages.
//!
//! For: one way to fold, split and compare text, shared by masking, triage, knowledge and grounding.
//! Not for: what a word means to any of them; their lists live with them.
//!
//! Invariants: pure; no input panics; work is linear in the text.

pub mod citation_mark;
pub mod folding;
pub mod lang;
pub mod lexicon;
pub mod months;
pub mod sentences;
pub mod word_map;
pub mod words;
pub mod work;

pub use folding::{fold, fold_char};
pub use lang::Lang;
pub use lexicon::Match;
pub use word_map::WordMap;
