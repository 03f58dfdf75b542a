//! The Sandbox object: one visit's switches and its trace.

use super::Migration;

/// All steps, oldest first.
pub(crate) const MIGRATIONS: &[Migration] = &[&[
    "CREATE TABLE meta(name TEXT PRIMARY KEY, value) WITHOUT ROWID",
    "CREATE TABLE trace(n INTEGER PRIMARY KEY, json TEXT NOT NULL)",
    "CREATE TABLE conversations(id TEXT PRIMARY KEY) WITHOUT ROWID",
]];
