//! What a Site object keeps of the masking proxy: its keys, as hashes, and the tokens each took.

use crate::objects::site::ProxyKey;
use crate::storage::schema::Schema;
use crate::storage::sql::{Columns, Sql, SqlError, Value};
use handrail_protocol::UnixMillis;
use std::collections::HashMap;

/// The length of a day, as tokens are counted.
pub(crate) const DAY_MILLIS: u64 = 24 * 60 * 60 * 1_000;

/// The day of a moment, since 1970 in UTC.
pub(crate) fn day(now: UnixMillis) -> u32 {
    u32::try_from(now.0 / DAY_MILLIS).unwrap_or(u32::MAX)
}

/// A site's keys, at most.
const KEYS_MAX: usize = 1_000;

/// The part of a site's database that is the proxy's.
pub(crate) struct KeyStore<'a, S> {
    sql: &'a S,
    schema: &'a Schema,
}

impl<'a, S: Sql> KeyStore<'a, S> {
    /// On this database.
    pub(crate) fn new(sql: &'a S, schema: &'a Schema) -> Self {
        Self { sql, schema }
    }

    fn exists(&self) -> Result<bool, SqlError> {
        self.schema.exists(self.sql)
    }

    /// All keys, with what each took today.
    pub(crate) fn all(&self, now: UnixMillis) -> Result<Vec<ProxyKey>, SqlError> {
        if !self.exists()? {
            return Ok(Vec::new());
        }
        let today = day(now);
        let spent: HashMap<String, u64> = self
            .sql
            .run(
                "SELECT id, tokens FROM proxy_spent WHERE day = ?",
                &[today.into()],
            )?
            .iter()
            .filter_map(|row| Some((row.text(0)?.to_owned(), u64::try_from(row.int(1)?).ok()?)))
            .collect();
        let rows = self
            .sql
            .run("SELECT json FROM proxy_keys ORDER BY id", &[])?;
        rows.iter()
            .map(|row| {
                let json = row.text(0).ok_or(SqlError)?;
                let key: ProxyKey = serde_json::from_str(json).map_err(|_| SqlError)?;
                Ok(ProxyKey {
                    spent: spent.get(&key.id).copied().unwrap_or(0),
                    day: today,
                    ..key
                })
            })
            .collect()
    }

    /// Keeps a new key; `false` when there are too many.
    pub(crate) fn add(&self, key: &ProxyKey) -> Result<bool, SqlError> {
        self.schema.create(self.sql)?;
        let rows = self.sql.run("SELECT count(*) FROM proxy_keys", &[])?;
        let count = rows.first().and_then(|row| row.int(0)).unwrap_or(0);
        if usize::try_from(count).unwrap_or(KEYS_MAX) >= KEYS_MAX {
            return Ok(false);
        }
        let json = serde_json::to_string(key).map_err(|_| SqlError)?;
        self.sql.run(
            "INSERT OR REPLACE INTO proxy_keys(id, json) VALUES (?, ?)",
            &[key.id.as_str().into(), json.into()],
        )?;
        Ok(true)
    }

    /// Ends a key; was there one?
    pub(crate) fn revoke(&self, id: &str) -> Result<bool, SqlError> {
        if !self.exists()? {
            return Ok(false);
        }
        let ended = self.sql.run(
            "DELETE FROM proxy_keys WHERE id = ? RETURNING id",
            &[id.into()],
        )?;
        self.sql
            .run("DELETE FROM proxy_spent WHERE id = ?", &[id.into()])?;
        Ok(!ended.is_empty())
    }

    /// Adds tokens to what keys took on a day, and forgets the days before yesterday.
    pub(crate) fn spend(&self, day: u32, tokens: &[(String, u64)]) -> Result<(), SqlError> {
        if !self.exists()? {
            return Ok(());
        }
        self.sql.atomically(&mut || {
            for (id, tokens) in tokens {
                let tokens = Value::Int(i64::try_from(*tokens).unwrap_or(i64::MAX >> 11));
                self.sql.run(
                    "INSERT INTO proxy_spent(id, day, tokens) \
                     SELECT id, ?, ? FROM proxy_keys WHERE id = ? \
                     ON CONFLICT(id, day) DO UPDATE SET tokens = tokens + excluded.tokens",
                    &[day.into(), tokens, id.as_str().into()],
                )?;
            }
            self.sql
                .run(
                    "DELETE FROM proxy_spent WHERE day < ?",
                    &[day.saturating_sub(1).into()],
                )
                .map(|_| ())
        })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::storage::schema::{self, site::MIGRATIONS};
    use crate::storage::sql::memory::MemorySql;

    const DAY: u64 = 24 * 60 * 60 * 1_000;

    pub(in crate::site) fn key(id: &str) -> ProxyKey {
        ProxyKey {
            id: id.to_owned(),
            label: "shop".to_owned(),
            hash: "h".to_owned(),
            created_at: UnixMillis(1),
            requests_per_minute: None,
            tokens_per_day: Some(5),
            spent: 0,
            day: 0,
        }
    }

    #[test]
    fn keys_come_and_go() {
        let sql = MemorySql::new();
        let schema = Schema::new(MIGRATIONS);
        let store = KeyStore::new(&sql, &schema);
        assert_eq!(store.all(UnixMillis(0)), Ok(Vec::new()));
        assert_eq!(store.revoke("a"), Ok(false));
        assert_eq!(store.spend(0, &[("a".to_owned(), 1)]), Ok(()));
        assert_eq!(schema::version(&sql), Ok(0), "reading creates nothing");
        assert_eq!(store.add(&key("a")), Ok(true));
        assert_eq!(store.all(UnixMillis(0)), Ok(vec![key("a")]));
        assert_eq!(store.revoke("a"), Ok(true));
        assert_eq!(store.all(UnixMillis(0)), Ok(Vec::new()));
    }

    #[test]
    fn tokens_add_up_by_day() {
        let sql = MemorySql::new();
        let schema = Schema::new(MIGRATIONS);
        let store = KeyStore::new(&sql, &schema);
        store.add(&key("a")).expect("kept");
        let spent = |now| store.all(UnixMillis(now)).expect("readable")[0].spent;
        store
            .spend(0, &[("a".to_owned(), 3), ("nobody".to_owned(), 9)])
            .expect("written");
        store.spend(0, &[("a".to_owned(), 4)]).expect("written");
        assert_eq!(spent(5), 7);
        assert_eq!(spent(DAY), 0);
        store.spend(2, &[("a".to_owned(), 1)]).expect("written");
        assert_eq!(spent(0), 0, "old days are forgotten");
    }

    #[test]
    fn a_site_of_the_version_before_has_no_keys_yet() {
        let sql = MemorySql::new();
        schema::migrate(&sql, &MIGRATIONS[..1]).expect("the first step");
        let schema = Schema::new(MIGRATIONS);
        let store = KeyStore::new(&sql, &schema);
        assert_eq!(store.all(UnixMillis(0)), Ok(Vec::new()));
        assert_eq!(store.add(&key("a")), Ok(true));
    }
}
