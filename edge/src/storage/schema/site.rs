//! The Site object: one site's file, agents' codes and sessions; under the name of the directory,
//! which sites there are.

use super::Migration;

/// All steps, oldest first.
pub(crate) const MIGRATIONS: &[Migration] = &[
    &[
        "CREATE TABLE meta(name TEXT PRIMARY KEY, value) WITHOUT ROWID",
        "CREATE TABLE sites(site TEXT PRIMARY KEY) WITHOUT ROWID",
        "CREATE TABLE codes(hash TEXT PRIMARY KEY, agent TEXT NOT NULL, expires INTEGER NOT NULL) \
     WITHOUT ROWID",
        "CREATE TABLE sessions(hash TEXT PRIMARY KEY, agent TEXT NOT NULL, expires INTEGER NOT NULL) \
     WITHOUT ROWID",
    ],
    PROXY,
];

/// Keys of the masking proxy, and the tokens each took by day.
const PROXY: Migration = &[
    "CREATE TABLE proxy_keys(id TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE proxy_spent(id TEXT NOT NULL, day INTEGER NOT NULL, tokens INTEGER NOT NULL, \
     PRIMARY KEY(id, day)) WITHOUT ROWID",
];
