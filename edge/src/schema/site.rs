//! The Site object: one site's file, agents' codes and sessions; under the name of the directory,
//! which sites there are.

use super::Migration;

/// All steps, oldest first.
pub(crate) const MIGRATIONS: &[Migration] = &[&[
    "CREATE TABLE meta(name TEXT PRIMARY KEY, value) WITHOUT ROWID",
    "CREATE TABLE sites(site TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE codes(hash TEXT PRIMARY KEY, agent TEXT NOT NULL, expires INTEGER NOT NULL) \
     WITHOUT ROWID",
    "CREATE TABLE sessions(hash TEXT PRIMARY KEY, agent TEXT NOT NULL, expires INTEGER NOT NULL) \
     WITHOUT ROWID",
]];
