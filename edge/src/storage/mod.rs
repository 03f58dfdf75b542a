//! SQLite behind a small trait, and the schemas of the objects.

pub(crate) mod schema;
pub(crate) mod sql;
