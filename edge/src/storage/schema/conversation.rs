//! The Conversation object: its events, its sealed values, what is on its way out.

use super::Migration;

/// All steps, oldest first.
pub(crate) const MIGRATIONS: &[Migration] = &[&[
    "CREATE TABLE events(seq INTEGER PRIMARY KEY, json TEXT NOT NULL)",
    "CREATE TABLE vault(placeholder TEXT PRIMARY KEY, sealed BLOB NOT NULL)",
    "CREATE TABLE meta(name TEXT PRIMARY KEY, value) WITHOUT ROWID",
    // `target` is the desk or one webhook: each has its own pauses.
    "CREATE TABLE outbox(id INTEGER PRIMARY KEY, seq INTEGER NOT NULL, target TEXT NOT NULL, \
     body TEXT NOT NULL, attempts INTEGER NOT NULL, due INTEGER NOT NULL, UNIQUE(seq, target))",
]];
