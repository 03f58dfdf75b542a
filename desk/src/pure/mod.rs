//! What the desk works out without a browser: plain values in, plain values out, tested natively.

pub mod canned;
pub mod glance;
pub mod inert_markup;
pub mod news;
pub mod patience;
pub mod queue;
pub mod record;
pub mod reveal;
pub mod scores;
pub mod segments;
pub mod time;
pub mod words;
