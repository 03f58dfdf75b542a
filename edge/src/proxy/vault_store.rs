//! What a ProxyVault object keeps: the sealed values of one conversation of the masking proxy.
//!
//! Invariants: values lie sealed as a conversation's do; a placeholder is given once; nothing is
//! created before the first value; after [`IDLE_MILLIS`] without a request nothing is left.

use crate::auth::key_ring::{KeyRing, WrappedKey};
use crate::auth::seal::{DataKey, NONCE_BYTES, SealedEntry};
use crate::error::Refusal;
use crate::objects::proxy_vault::ProxyValues;
use crate::storage::schema::{Migration, Schema, proxy_vault::MIGRATIONS};
use crate::storage::sql::{Columns, Sql, SqlError, Value, moment};
use handrail_mask::{Entry, Placeholder};
use handrail_protocol::{ConversationId, UnixMillis};

/// A conversation nobody goes on with is forgotten after so long.
pub(crate) const IDLE_MILLIS: u64 = 24 * 60 * 60 * 1_000;
/// Where that failed, it is tried again after so long.
const AGAIN_MILLIS: u64 = 60 * 1_000;
/// How exactly the last request is noted: reading alone should not write each time.
const NOTED_MILLIS: u64 = 10 * 60 * 1_000;

/// One vault's database.
pub(crate) struct VaultStore<S> {
    sql: S,
    schema: Schema,
}

/// Makes a nonce or a key.
pub(crate) type Random<'a> = &'a dyn Fn(&mut [u8]);

impl<S: Sql> VaultStore<S> {
    /// On this database.
    pub(crate) fn new(sql: S) -> Self {
        Self::of(sql, MIGRATIONS)
    }

    /// On this database, in the schema that these steps make.
    fn of(sql: S, migrations: &'static [Migration]) -> Self {
        Self {
            sql,
            schema: Schema::new(migrations),
        }
    }

    /// Everything was deleted.
    pub(crate) fn forget(&self) {
        self.schema.forget();
    }

    fn exists(&self) -> Result<bool, SqlError> {
        self.schema.exists(&self.sql)
    }

    /// All values.
    pub(crate) fn open(
        &self,
        id: &ConversationId,
        keys: &KeyRing,
        now: UnixMillis,
        random: Random<'_>,
    ) -> Result<Vec<(Placeholder, String)>, Refusal> {
        if !self.exists()? {
            return Ok(Vec::new());
        }
        let Some(key) = self.key(id, keys, random)? else {
            return Ok(Vec::new());
        };
        // One that does not open is of no use: it is forgotten like one nobody goes on with.
        self.note_use(now)?;
        let rows = self.sql.run("SELECT placeholder, sealed FROM vault", &[])?;
        rows.iter()
            .map(|row| {
                let placeholder = row.text(0).and_then(|text| text.parse().ok());
                let sealed = SealedEntry {
                    placeholder: placeholder.ok_or(SqlError)?,
                    sealed: row.blob(1).ok_or(SqlError)?.to_vec(),
                };
                let entry = key.open(&sealed, id)?;
                Ok((entry.placeholder(), entry.value().to_owned()))
            })
            .collect()
    }

    /// Keeps more of them, where `known` is how many there are; else says which there are.
    pub(crate) fn keep(
        &self,
        id: &ConversationId,
        keys: &KeyRing,
        known: usize,
        values: Vec<(Placeholder, String)>,
        now: UnixMillis,
        random: Random<'_>,
    ) -> Result<ProxyValues, Refusal> {
        self.schema.create(&self.sql)?;
        let rows = self.sql.run("SELECT count(*) FROM vault", &[])?;
        let count = rows.first().and_then(|row| row.int(0)).unwrap_or(0);
        if usize::try_from(count) != Ok(known) {
            return Ok(ProxyValues {
                is_kept: false,
                values: self.open(id, keys, now, random)?,
            });
        }
        let nonce = || nonce(random);
        let (key, wrapped) = match self.key(id, keys, random)? {
            Some(key) => (key, None),
            None => {
                let mut bytes = [0; 32];
                random(&mut bytes);
                let key = DataKey::new(bytes);
                let wrapped = keys.wrap(&key, id, nonce());
                (key, Some(wrapped))
            }
        };
        let sealed: Vec<SealedEntry> = values
            .into_iter()
            .map(|(placeholder, value)| key.seal(&Entry::new(placeholder, value), id, nonce()))
            .collect();
        self.sql.atomically(&mut || {
            if let Some(wrapped) = &wrapped {
                self.keep_key(wrapped)?;
            }
            for entry in &sealed {
                self.sql.run(
                    "INSERT INTO vault(placeholder, sealed) VALUES (?, ?)",
                    &[
                        entry.placeholder.to_string().into(),
                        entry.sealed.clone().into(),
                    ],
                )?;
            }
            self.set("used", now.into())?;
            self.sql.wake_at(now.plus(IDLE_MILLIS))
        })?;
        Ok(ProxyValues {
            is_kept: true,
            values: Vec::new(),
        })
    }

    /// The alarm rang: is it time to forget all? If not, it is set again.
    pub(crate) fn is_over(&self, now: UnixMillis) -> Result<bool, SqlError> {
        if !self.exists()? {
            return Ok(true);
        }
        let over = self.used()?.plus(IDLE_MILLIS);
        if now >= over {
            return Ok(true);
        }
        self.sql.wake_at(over)?;
        Ok(false)
    }

    /// What is over could not be forgotten: again soon.
    pub(crate) fn look_again(&self, now: UnixMillis) -> Result<(), SqlError> {
        self.sql.wake_at(now.plus(AGAIN_MILLIS))
    }

    fn note_use(&self, now: UnixMillis) -> Result<(), SqlError> {
        if now.since(self.used()?) >= NOTED_MILLIS {
            self.set("used", now.into())?;
        }
        Ok(())
    }

    fn used(&self) -> Result<UnixMillis, SqlError> {
        let rows = self
            .sql
            .run("SELECT value FROM meta WHERE name = 'used'", &[])?;
        Ok(rows.first().map_or(UnixMillis(0), |row| moment(row, 0)))
    }

    /// The data key, under the current key afterwards.
    fn key(
        &self,
        id: &ConversationId,
        keys: &KeyRing,
        random: Random<'_>,
    ) -> Result<Option<DataKey>, Refusal> {
        let (mut key_id, mut sealed) = (None, None);
        for row in self.sql.run("SELECT name, value FROM meta", &[])? {
            match row.text(0) {
                Some("key_id") => key_id = row.text(1).map(str::to_owned),
                Some("data_key") => sealed = row.blob(1).map(<[u8]>::to_vec),
                _ => {}
            }
        }
        let Some((key_id, sealed)) = key_id.zip(sealed) else {
            return Ok(None);
        };
        let wrapped = WrappedKey { key_id, sealed };
        let key = keys.unwrap(&wrapped, id)?;
        if keys.is_behind(&wrapped) {
            let anew = keys.wrap(&key, id, nonce(random));
            self.sql.atomically(&mut || self.keep_key(&anew))?;
        }
        Ok(Some(key))
    }

    fn keep_key(&self, wrapped: &WrappedKey) -> Result<(), SqlError> {
        self.set("key_id", wrapped.key_id.as_str().into())?;
        self.set("data_key", wrapped.sealed.clone().into())
    }

    fn set(&self, name: &str, value: Value) -> Result<(), SqlError> {
        self.sql
            .run(
                "INSERT OR REPLACE INTO meta(name, value) VALUES (?, ?)",
                &[name.into(), value],
            )
            .map(|_| ())
    }
}

fn nonce(random: Random<'_>) -> [u8; NONCE_BYTES] {
    let mut bytes = [0; NONCE_BYTES];
    random(&mut bytes);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::key_ring::MasterKey;
    use crate::storage::schema::{self, later};
    use crate::storage::sql::memory::MemorySql;
    use handrail_protocol::ErrorCode;

    fn id() -> ConversationId {
        ConversationId::parse("acme.c_0123456789abcdef").expect("valid")
    }

    fn card(number: u32) -> (Placeholder, String) {
        let placeholder = format!("[CARD_{number}]").parse().expect("valid");
        (placeholder, "4242 4242 4242 4242".to_owned())
    }

    fn random(bytes: &mut [u8]) {
        bytes.fill(7);
    }

    fn keep(store: &VaultStore<MemorySql>, known: usize, number: u32, now: u64) -> ProxyValues {
        let keys = KeyRing::new(MasterKey::new([1; 32]), Vec::new());
        store
            .keep(
                &id(),
                &keys,
                known,
                vec![card(number)],
                UnixMillis(now),
                &random,
            )
            .expect("written")
    }

    #[test]
    fn values_come_back_and_lie_sealed() {
        let store = VaultStore::new(MemorySql::new());
        let keys = KeyRing::new(MasterKey::new([1; 32]), Vec::new());
        assert!(
            store
                .open(&id(), &keys, UnixMillis(0), &random)
                .expect("empty")
                .is_empty()
        );
        assert_eq!(store.exists(), Ok(false), "reading creates nothing");
        assert!(keep(&store, 0, 1, 5).is_kept);
        let values = store
            .open(&id(), &keys, UnixMillis(6), &random)
            .expect("readable");
        assert_eq!(values, [card(1)]);
        let rows = store.sql.run("SELECT * FROM vault", &[]).expect("readable");
        let Value::Blob(sealed) = &rows[0][1] else {
            panic!("no bytes")
        };
        assert!(!sealed.windows(4).any(|bytes| bytes == b"4242"));
        let other = KeyRing::new(MasterKey::new([2; 32]), Vec::new());
        let refused = store.open(&id(), &other, UnixMillis(6), &random);
        assert_eq!(
            refused.map_err(|it| it.code()),
            Err(ErrorCode::VaultUnreadable)
        );
    }

    #[test]
    fn a_vault_of_an_older_build_is_brought_up_to_date_when_it_is_opened() {
        let older = VaultStore::new(MemorySql::new());
        keep(&older, 0, 1, 5);
        let steps = later::than(MIGRATIONS);
        let newer = VaultStore::of(older.sql, steps);
        let keys = KeyRing::new(MasterKey::new([1; 32]), Vec::new());
        let values = newer.open(&id(), &keys, UnixMillis(6), &random);
        assert_eq!(values, Ok(vec![card(1)]));
        assert_eq!(schema::version(&newer.sql), Ok(steps.len()));
    }

    #[test]
    fn of_two_at_once_the_second_learns_of_the_first() {
        let store = VaultStore::new(MemorySql::new());
        assert!(keep(&store, 0, 1, 5).is_kept);
        let second = keep(&store, 0, 1, 5);
        assert!(!second.is_kept);
        assert_eq!(second.values, [card(1)]);
        assert!(keep(&store, 1, 2, 5).is_kept);
    }

    #[test]
    fn a_vault_follows_the_key_it_is_opened_with() {
        let store = VaultStore::new(MemorySql::new());
        let key = |byte| MasterKey::new([byte; 32]);
        keep(&store, 0, 1, 5);
        let both = KeyRing::new(key(2), vec![key(1)]);
        let open = |keys: &KeyRing| store.open(&id(), keys, UnixMillis(6), &random);
        assert_eq!(open(&both), Ok(vec![card(1)]));
        let new_alone = KeyRing::new(key(2), Vec::new());
        assert_eq!(open(&new_alone), Ok(vec![card(1)]));
    }

    #[test]
    fn a_vault_that_does_not_open_is_over_in_a_day_whoever_asks() {
        let store = VaultStore::new(MemorySql::new());
        keep(&store, 0, 1, 0);
        let other = KeyRing::new(MasterKey::new([2; 32]), Vec::new());
        let refused = store.open(&id(), &other, UnixMillis(NOTED_MILLIS), &random);
        assert!(refused.is_err());
        assert_eq!(store.is_over(UnixMillis(IDLE_MILLIS)), Ok(true));
    }

    #[test]
    fn a_vault_nobody_uses_is_over_in_a_day() {
        let store = VaultStore::new(MemorySql::new());
        let keys = KeyRing::new(MasterKey::new([1; 32]), Vec::new());
        keep(&store, 0, 1, 0);
        assert_eq!(store.sql.alarm.get(), Some(UnixMillis(IDLE_MILLIS)));
        store
            .open(&id(), &keys, UnixMillis(NOTED_MILLIS), &random)
            .expect("readable");
        assert_eq!(store.is_over(UnixMillis(IDLE_MILLIS)), Ok(false));
        let over = NOTED_MILLIS + IDLE_MILLIS;
        assert_eq!(store.sql.alarm.get(), Some(UnixMillis(over)));
        assert_eq!(store.is_over(UnixMillis(over)), Ok(true));
    }
}
