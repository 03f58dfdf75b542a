//! The Desk object: one site's conversations as the desk lists them, and who is there; and, longer
//! than on the list, which conversations there are.

use super::Migration;

/// All steps, oldest first.
pub(crate) const MIGRATIONS: &[Migration] = &[
    &[
        "CREATE TABLE items(conversation TEXT PRIMARY KEY, seq INTEGER NOT NULL, json TEXT NOT NULL, \
     changed INTEGER NOT NULL) WITHOUT ROWID",
        "CREATE TABLE agents(agent TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID",
        "CREATE TABLE waits(id INTEGER PRIMARY KEY, millis INTEGER NOT NULL)",
        "CREATE TABLE meta(name TEXT PRIMARY KEY, value) WITHOUT ROWID",
    ],
    // Lines leave the list when they are over; what has a vault is walked by this.
    &[
        "CREATE TABLE conversations(id TEXT PRIMARY KEY) WITHOUT ROWID",
        "INSERT INTO conversations(id) SELECT conversation FROM items",
    ],
];
