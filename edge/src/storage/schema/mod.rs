//! Schemas of the objects and the way from an older one to this build's.
//!
//! Invariants: nothing is created before the first write; a migration is one transaction; migrations
//! are only ever added at the end, so that the number of those that ran is the version.

pub(crate) mod conversation;
pub(crate) mod desk;
pub(crate) mod proxy_vault;
pub(crate) mod sandbox;
pub(crate) mod site;

use crate::storage::sql::{Columns, Sql, SqlError};

/// What one step of a schema runs: one statement each.
pub(crate) type Migration = &'static [&'static str];

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

/// Brings the database to the last migration. Call it before the first write.
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
    fn a_step_that_fails_leaves_nothing() {
        let sql = MemorySql::new();
        let broken: Migration = &["CREATE TABLE a(x)", "no statement"];
        assert!(migrate(&sql, &[broken]).is_err());
        assert_eq!(version(&sql), Ok(0));
        assert!(sql.run("SELECT * FROM a", &[]).is_err());
    }
}
