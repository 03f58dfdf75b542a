//! The ProxyVault object: the sealed values of one conversation of the masking proxy.

use super::Migration;

/// All steps, oldest first.
pub(crate) const MIGRATIONS: &[Migration] = &[&[
    "CREATE TABLE meta(name TEXT PRIMARY KEY, value) WITHOUT ROWID",
    "CREATE TABLE vault(placeholder TEXT PRIMARY KEY, sealed BLOB NOT NULL)",
]];
