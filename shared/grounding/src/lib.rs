//! The gate between what a model wrote and what a visitor reads.
//!
//! For: reading the critical facts of a text (numbers, prices, dates, links, addresses, phones) and holding back every
//! sentence whose facts stand in no source.
//! Not for: citations of statements without such facts, triage of a visitor's words, or restoring hidden values.
//!
//! A claim is what a sentence says; a fact is a checkable part of it.
//!
//! Invariants:
//! - Pure: no clock, randomness or I/O; no input panics.
//! - However a model's text is cut into chunks, [`Grounder`] releases the same sentences, and none with a number, price,
//!   date, link or address that its sources lack.

pub mod facts;
pub mod gate;
mod never_said;

pub use facts::{Fact, FactKind};
pub use gate::{Grounder, Reason, Verdict};

#[cfg(test)]
mod linear_tests;
