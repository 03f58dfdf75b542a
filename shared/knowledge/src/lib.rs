//! Articles to passages, questions to queries, passages to answers.
//!
//! For: reading Markdown and HTML articles, cutting them into passages a conversation can quote, building safe full-text
//! queries and ranking what they find, and the built-in answerer that quotes passages.
//!
//! Not for: storing or executing anything (the edge runs the SQL of [`schema`]), crawling, or talking to a model.
//!
//! Invariants:
//! - Pure: no clock, randomness or I/O; the same article gives the same passages with the same ids.
//! - No input panics, and no question breaks the syntax of a query.
//! - Everything quoted from an article is [`handrail_mask::Published`].

mod article;
mod blocks;
mod extractive;
mod html;
mod likeness;
mod markdown;
mod passage;
mod prepared;
mod query;
mod rank;
pub mod schema;
mod synonyms;
mod tags;
mod threes;

pub use article::{Article, ArticleFormat, KnowledgeError};
pub use extractive::{ExtractiveAnswer, answer};
pub use passage::{Passage, PassageId, passages};
pub use prepared::Prepared;
pub use query::{FtsQuery, query};
pub use rank::{Candidate, Ranked, rank};
