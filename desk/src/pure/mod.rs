//! What the desk works out without a browser: plain values in, plain values out, tested natively.

pub mod alerts;
pub mod markdown;
pub mod queue;
pub mod read_marks;
pub mod record;
pub mod reply_deadline;
pub mod reveal;
pub mod saved_replies;
pub mod scores;
pub mod segments;
pub mod summary;
pub mod time;
pub mod unsent;
pub mod words;
