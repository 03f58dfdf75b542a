//! Schemas of the objects and the way from an older one to this build's.
//!
//! Invariants: nothing is created before the first write; a database that is there is brought to this
//! build's version before anything is read or written, so no statement ever meets an older one; a
//! migration is one transaction; migrations are only ever added at the end, so that the number of those
//! that ran is the version.

pub(crate) mod conversation;
pub(crate) mod desk;
pub(crate) mod knowledge;
pub(crate) mod proxy_vault;
pub(crate) mod sandbox;
pub(crate) mod site;

use crate::storage::sql::{Columns, Sql, SqlError};
use std::cell::Cell;

/// What one step of a schema runs: one statement each.
pub(crate) type Migration = &'static [&'static str];

/// The schema of one object's database.
#[derive(Debug)]
pub(crate) struct Schema {
    migrations: &'static [Migration],
    /// The database is there, in this build's version.
    is_open: Cell<bool>,
}

impl Schema {
    /// Made of these steps.
    pub(crate) fn new(migrations: &'static [Migration]) -> Self {
        Self {
            migrations,
            is_open: Cell::new(false),
        }
    }

    /// Was anything ever written? A database that an older build left is brought up to date first.
    pub(crate) fn exists(&self, sql: &dyn Sql) -> Result<bool, SqlError> {
        if self.is_open.get() {
            return Ok(true);
        }
        if version(sql)? == 0 {
            return Ok(false);
        }
        self.create(sql).map(|_| true)
    }

    /// Makes the database for a first write, or brings it up to date; `true` where it is new.
    pub(crate) fn create(&self, sql: &dyn Sql) -> Result<bool, SqlError> {
        if self.is_open.get() {
            return Ok(false);
        }
        let is_new = version(sql)? == 0;
        migrate(sql, self.migrations)?;
        self.is_open.set(true);
        Ok(is_new)
    }

    /// Everything was deleted, or what was made was rolled back.
    pub(crate) fn forget(&self) {
        self.is_open.set(false);
    }
}

/// The version the database is at; 0: nothing was ever written.
pub(crate) fn version(sql: &dyn Sql) -> Result<usize, SqlError> {
    let table = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'";
    if sql.run(table, &[])?.is_empty() {
        return Ok(0);
    }
    let rows = sql.run("SELECT version FROM schema_version", &[])?;
    let version = rows.first().and_then(|row| row.int(0)).unwrap_or(0);
    Ok(usize::try_from(version).unwrap_or(0))
}

/// Brings the database to the last migration.
pub(crate) fn migrate(sql: &dyn Sql, migrations: &[Migration]) -> Result<(), SqlError> {
    let from = version(sql)?;
    if from >= migrations.len() {
        return Ok(());
    }
    sql.atomically(&mut || {
        if from == 0 {
            sql.run("CREATE TABLE schema_version(version INTEGER NOT NULL)", &[])?;
            sql.run("INSERT INTO schema_version(version) VALUES (0)", &[])?;
        }
        for statement in migrations
            .iter()
            .skip(from)
            .flat_map(|migration| migration.iter())
        {
            sql.run(statement, &[])?;
        }
        let to = i64::try_from(migrations.len()).unwrap_or(i64::MAX);
        sql.run(
            "UPDATE schema_version SET version = ?",
            &[crate::storage::sql::Value::Int(to)],
        )?;
        Ok(())
    })
}

#[cfg(test)]
pub(crate) mod later {
    //! The schema of a build that comes after this one.

    use super::Migration;

    /// These steps, and one more.
    pub(crate) fn than(steps: &'static [Migration]) -> &'static [Migration] {
        let mut steps = steps.to_vec();
        steps.push(&["CREATE TABLE added_later(x)"]);
        steps.leak()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::sql::memory::MemorySql;

    const FIRST: Migration = &["CREATE TABLE a(x)"];
    const SECOND: Migration = &["ALTER TABLE a ADD COLUMN y", "CREATE TABLE b(z)"];

    #[test]
    fn a_database_grows_by_the_steps_it_lacks() {
        let sql = MemorySql::new();
        assert_eq!(version(&sql), Ok(0));
        migrate(&sql, &[FIRST]).expect("the first step runs");
        sql.run("INSERT INTO a(x) VALUES (1)", &[])
            .expect("the table is there");
        migrate(&sql, &[FIRST, SECOND]).expect("the second step runs");
        migrate(&sql, &[FIRST, SECOND]).expect("a repeat changes nothing");
        assert_eq!(version(&sql), Ok(2));
        assert_eq!(
            sql.run("SELECT x, y FROM a", &[]).map(|rows| rows.len()),
            Ok(1)
        );
    }

    #[test]
    fn looking_brings_an_older_database_up_to_date_and_makes_no_new_one() {
        let sql = MemorySql::new();
        let schema = Schema::new(later::than(&[FIRST, SECOND]));
        assert_eq!(schema.exists(&sql), Ok(false));
        assert_eq!(version(&sql), Ok(0));
        migrate(&sql, &[FIRST]).expect("an older build wrote");
        assert_eq!(schema.exists(&sql), Ok(true));
        assert_eq!(version(&sql), Ok(3));
        assert_eq!(schema.create(&sql), Ok(false), "it was there");
    }

    #[test]
    fn a_step_that_fails_leaves_nothing() {
        let sql = MemorySql::new();
        let broken: Migration = &["CREATE TABLE a(x)", "no statement"];
        assert!(migrate(&sql, &[broken]).is_err());
        assert_eq!(version(&sql), Ok(0));
        assert!(sql.run("SELECT * FROM a", &[]).is_err());
    }
}
