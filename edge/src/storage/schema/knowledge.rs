//! The Knowledge object: one site's passages and their words.

use super::Migration;

/// All steps, oldest first. The first one is harmless where its tables exist: databases from before
/// their version was counted have them.
pub(crate) const MIGRATIONS: &[Migration] = &[handrail_knowledge::schema::CREATE];
