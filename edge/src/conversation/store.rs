//! What a Conversation object keeps: events, sealed values, the wrapped data key, the outbox.
//!
//! Invariants: nothing is created before the first write; one step of the conversation is one
//! transaction, alarm included; values lie here sealed alone; a step never replaces the data key that
//! is there, only [`ConversationStore::rewrap`] does.

use crate::auth::key_ring::WrappedKey;
use crate::auth::seal::SealedEntry;
use crate::outgoing::outbox::{Parcel, Target};
use crate::storage::schema::{Migration, Schema, conversation::MIGRATIONS};
use crate::storage::sql::{Columns, Sql, SqlError, Value, moment, number};
use handrail_protocol::{ConversationId, Event, Seq, UnixMillis};
use std::cell::Cell;

/// The platform binds 100 values to a statement at most.
const EVENTS_PER_STATEMENT: usize = 32;

/// Counts how often a conversation was loaded into this memory.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Load(u32);

/// One conversation's database.
pub(crate) struct ConversationStore<S> {
    sql: S,
    loads: Cell<Load>,
    schema: Schema,
    alarm: Cell<Option<UnixMillis>>,
}

/// What there is at the start.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Stored {
    /// All events, oldest first.
    pub(crate) events: Vec<Event>,
    /// All values.
    pub(crate) sealed: Vec<SealedEntry>,
    /// The data key, once something was sealed.
    pub(crate) key: Option<WrappedKey>,
    /// Visitors' tokens made up to then are void.
    pub(crate) revoked_until: Option<UnixMillis>,
}

/// All that one step of the conversation writes.
#[derive(Debug, Default)]
pub(crate) struct Writes {
    /// Appended.
    pub(crate) events: Vec<Event>,
    /// Sealed.
    pub(crate) sealed: Vec<SealedEntry>,
    /// The data key, with the first value.
    pub(crate) key: Option<WrappedKey>,
    /// Put on the way.
    pub(crate) parcels: Vec<Parcel>,
}

impl Writes {
    /// Does it write anything?
    pub(crate) fn is_empty(&self) -> bool {
        self.events.is_empty() && self.has_only_events()
    }

    fn has_only_events(&self) -> bool {
        self.key.is_none() && self.sealed.is_empty() && self.parcels.is_empty()
    }
}

impl<S: Sql> ConversationStore<S> {
    /// On this database.
    pub(crate) fn new(sql: S) -> Self {
        Self::of(sql, MIGRATIONS)
    }

    /// On this database, in the schema that these steps make.
    fn of(sql: S, migrations: &'static [Migration]) -> Self {
        Self {
            sql,
            loads: Cell::default(),
            schema: Schema::new(migrations),
            alarm: Cell::new(None),
        }
    }

    /// Names a new loading.
    pub(crate) fn next_load(&self) -> Load {
        let Load(last) = self.loads.get();
        let next = Load(last.wrapping_add(1));
        self.loads.set(next);
        next
    }

    /// Was anything ever written?
    fn exists(&self) -> Result<bool, SqlError> {
        self.schema.exists(&self.sql)
    }

    /// The id the object was first written under.
    pub(crate) fn id(&self) -> Result<Option<ConversationId>, SqlError> {
        if !self.exists()? {
            return Ok(None);
        }
        let rows = self
            .sql
            .run("SELECT value FROM meta WHERE name = 'id'", &[])?;
        Ok(rows
            .first()
            .and_then(|row| row.text(0))
            .and_then(|id| ConversationId::parse(id).ok()))
    }

    /// Everything, or `None` where nothing was ever written.
    pub(crate) fn load(&self) -> Result<Option<Stored>, SqlError> {
        if !self.exists()? {
            return Ok(None);
        }
        let mut stored = Stored {
            events: self.events_after(Seq(0), usize::MAX)?,
            ..Stored::default()
        };
        for row in self.sql.run("SELECT placeholder, sealed FROM vault", &[])? {
            let placeholder = row
                .text(0)
                .and_then(|text| text.parse().ok())
                .ok_or(SqlError)?;
            let sealed = row.blob(1).ok_or(SqlError)?.to_vec();
            stored.sealed.push(SealedEntry {
                placeholder,
                sealed,
            });
        }
        let revoked = "SELECT value FROM meta WHERE name = 'revoked_until'";
        stored.revoked_until = self
            .sql
            .run(revoked, &[])?
            .first()
            .map(|row| moment(row, 0));
        stored.key = self.key()?;
        Ok(Some(stored))
    }

    /// At most `most` events after one.
    pub(crate) fn events_after(&self, after: Seq, most: usize) -> Result<Vec<Event>, SqlError> {
        if !self.exists()? {
            return Ok(Vec::new());
        }
        let most = Value::Int(i64::try_from(most).unwrap_or(i64::MAX).min(1 << 50));
        let rows = self.sql.run(
            "SELECT json FROM events WHERE seq > ? ORDER BY seq LIMIT ?",
            &[after.0.into(), most],
        )?;
        rows.iter()
            .map(|row| {
                row.text(0)
                    .and_then(|json| serde_json::from_str(json).ok())
                    .ok_or(SqlError)
            })
            .collect()
    }

    /// Writes one step, and sees to it that the object wakes in time.
    pub(crate) fn commit(
        &self,
        id: &ConversationId,
        writes: &Writes,
        wake_at: Option<UnixMillis>,
        now: UnixMillis,
    ) -> Result<(), SqlError> {
        if !writes.is_empty() {
            let is_one_statement =
                writes.has_only_events() && writes.events.len() <= EVENTS_PER_STATEMENT;
            if is_one_statement && self.exists()? {
                // Whole by itself.
                self.append(&writes.events)?;
            } else {
                self.write_whole(id, &mut || self.write(writes, now))?;
            }
        }
        let due = match (wake_at, writes.parcels.is_empty()) {
            (wake_at, true) => wake_at,
            // Should the delivery that starts right away die with the process, the alarm is left.
            (wake_at, false) => {
                let retry = now.plus(crate::outgoing::outbox::FIRST_PAUSE_MILLIS);
                Some(wake_at.map_or(retry, |wake_at| wake_at.min(retry)))
            }
        };
        due.map_or(Ok(()), |due| self.wake_at(due, now))
    }

    /// Moves the alarm forward where it would come too late. An early alarm does no harm, and
    /// leaving it costs no write.
    pub(crate) fn wake_at(&self, due: UnixMillis, now: UnixMillis) -> Result<(), SqlError> {
        let due = match self.alarm.get() {
            Some(set) if set <= due && set > now => return Ok(()),
            // It is overdue and has not rung: what it was set for must not wait for a later one.
            Some(set) if set <= now => due.min(now),
            Some(_) => due,
            // Which alarm is set is not known after the object was taken out of memory: what is on its
            // way must not wait for a later one either.
            None => {
                let soonest = now.plus(crate::outgoing::outbox::FIRST_PAUSE_MILLIS);
                let parcel = self.next_parcel()?.map(|parcel| parcel.max(soonest));
                parcel.map_or(due, |parcel| parcel.min(due))
            }
        };
        self.sql.wake_at(due)?;
        self.alarm.set(Some(due));
        Ok(())
    }

    /// The alarm rang: none is set now.
    pub(crate) fn rang(&self) {
        self.alarm.set(None);
    }

    /// Everything was deleted.
    pub(crate) fn forget(&self) {
        self.schema.forget();
        self.alarm.set(None);
    }

    /// Where something is on its way to that is due. What no build of this version can read reaches
    /// nobody, and is dropped.
    pub(crate) fn due_targets(&self, now: UnixMillis) -> Result<Vec<Target>, SqlError> {
        if !self.exists()? {
            return Ok(Vec::new());
        }
        let rows = self.sql.run(
            "SELECT DISTINCT target FROM outbox WHERE due <= ?",
            &[now.into()],
        )?;
        let mut targets = Vec::new();
        for row in &rows {
            let text = row.text(0).unwrap_or_default();
            match Target::from_text(text) {
                Some(target) => targets.push(target),
                None => {
                    self.sql
                        .run("DELETE FROM outbox WHERE target = ?", &[text.into()])?;
                }
            }
        }
        Ok(targets)
    }

    /// What is on the way to this target and due: the oldest.
    pub(crate) fn due_parcel(
        &self,
        target: &Target,
        now: UnixMillis,
    ) -> Result<Option<Parcel>, SqlError> {
        let rows = self.sql.run(
            "SELECT seq, body, attempts FROM outbox WHERE due <= ? AND target = ? ORDER BY id LIMIT 1",
            &[now.into(), target.as_text().into()],
        )?;
        Ok(rows.first().map(|row| Parcel {
            seq: Seq(number(row, 0)),
            target: target.clone(),
            body: row.text(1).unwrap_or_default().to_owned(),
            attempts: number(row, 2),
        }))
    }

    /// When the next parcel is due.
    pub(crate) fn next_parcel(&self) -> Result<Option<UnixMillis>, SqlError> {
        if !self.exists()? {
            return Ok(None);
        }
        let rows = self.sql.run("SELECT min(due) FROM outbox", &[])?;
        Ok(rows
            .first()
            .filter(|row| row.int(0).is_some())
            .map(|row| moment(row, 0)))
    }

    /// A parcel arrived. It is named by its event and target: a newer one that was written while it
    /// was on its way may have the row's number.
    pub(crate) fn delivered(&self, parcel: &Parcel) -> Result<(), SqlError> {
        self.sql
            .run(
                "DELETE FROM outbox WHERE seq = ? AND target = ?",
                &[parcel.seq.0.into(), parcel.target.as_text().into()],
            )
            .map(|_| ())
    }

    /// A parcel did not arrive: again at `due`.
    pub(crate) fn postponed(&self, parcel: &Parcel, due: UnixMillis) -> Result<(), SqlError> {
        self.sql
            .run(
                "UPDATE outbox SET attempts = attempts + 1, due = ? WHERE seq = ? AND target = ?",
                &[
                    due.into(),
                    parcel.seq.0.into(),
                    parcel.target.as_text().into(),
                ],
            )
            .map(|_| ())
    }

    /// Visitors' tokens made up to now are void, also before anything else was written.
    pub(crate) fn revoke(&self, id: &ConversationId, until: UnixMillis) -> Result<(), SqlError> {
        self.write_whole(id, &mut || self.set("revoked_until", until.into()))
    }

    /// All of the writes or none; the first of all makes the database.
    fn write_whole(
        &self,
        id: &ConversationId,
        write: &mut dyn FnMut() -> Result<(), SqlError>,
    ) -> Result<(), SqlError> {
        let is_new = !self.exists()?;
        let written = self.sql.atomically(&mut || {
            if is_new {
                self.schema.create(&self.sql)?;
                self.set("id", id.as_str().into())?;
            }
            write()
        });
        if is_new && written.is_err() {
            self.schema.forget();
        }
        written
    }

    /// The data key, once something was sealed.
    pub(crate) fn key(&self) -> Result<Option<WrappedKey>, SqlError> {
        if !self.exists()? {
            return Ok(None);
        }
        let rows = self.sql.run(
            "SELECT (SELECT value FROM meta WHERE name = 'key_id'), \
             (SELECT value FROM meta WHERE name = 'data_key')",
            &[],
        )?;
        Ok(rows.first().and_then(|row| {
            let key_id = row.text(0)?.to_owned();
            let sealed = row.blob(1)?.to_vec();
            Some(WrappedKey { key_id, sealed })
        }))
    }

    /// Are there values?
    pub(crate) fn has_values(&self) -> Result<bool, SqlError> {
        Ok(self.exists()? && !self.sql.run("SELECT 1 FROM vault LIMIT 1", &[])?.is_empty())
    }

    /// The same data key, wrapped anew: both halves or none.
    pub(crate) fn rewrap(&self, key: &WrappedKey) -> Result<(), SqlError> {
        self.sql.atomically(&mut || {
            wrapping(key)
                .into_iter()
                .try_for_each(|(name, value)| self.set(name, value))
        })
    }

    fn append(&self, events: &[Event]) -> Result<(), SqlError> {
        let mut statements = events.chunks(EVENTS_PER_STATEMENT);
        statements.try_for_each(|events| self.append_at_once(events))
    }

    fn append_at_once(&self, events: &[Event]) -> Result<(), SqlError> {
        let mut statement = "INSERT INTO events(seq, json) VALUES (?, ?)".to_owned();
        let mut arguments = Vec::with_capacity(events.len() * 2);
        for (at, event) in events.iter().enumerate() {
            if at > 0 {
                statement.push_str(", (?, ?)");
            }
            let json = serde_json::to_string(event).map_err(|_| SqlError)?;
            arguments.extend([event.seq.0.into(), json.into()]);
        }
        self.sql.run(&statement, &arguments).map(|_| ())
    }

    fn write(&self, writes: &Writes, now: UnixMillis) -> Result<(), SqlError> {
        self.append(&writes.events)?;
        if let Some(key) = &writes.key {
            // Refused where there is one: a second key would make all that the first one sealed
            // unreadable.
            for (name, value) in wrapping(key) {
                self.sql.run(
                    "INSERT INTO meta(name, value) VALUES (?, ?)",
                    &[name.into(), value],
                )?;
            }
        }
        for entry in &writes.sealed {
            self.sql.run(
                "INSERT INTO vault(placeholder, sealed) VALUES (?, ?)",
                &[
                    entry.placeholder.to_string().into(),
                    entry.sealed.clone().into(),
                ],
            )?;
        }
        for parcel in &writes.parcels {
            if parcel.target == Target::Desk {
                // The desk needs the newest line alone.
                self.sql.run(
                    "DELETE FROM outbox WHERE target = ?",
                    &[Target::Desk.as_text().into()],
                )?;
            }
            self.sql.run(
                "INSERT OR IGNORE INTO outbox(seq, target, body, attempts, due) VALUES (?, ?, ?, 0, ?)",
                &[
                    parcel.seq.0.into(),
                    parcel.target.as_text().into(),
                    parcel.body.clone().into(),
                    now.into(),
                ],
            )?;
        }
        Ok(())
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

/// How a data key lies in `meta`.
fn wrapping(key: &WrappedKey) -> [(&'static str, Value); 2] {
    [
        ("key_id", key.key_id.as_str().into()),
        ("data_key", key.sealed.clone().into()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::schema::{self, later};
    use crate::storage::sql::memory::MemorySql;
    use handrail_protocol::EventBody;
    use std::rc::Rc;

    fn id() -> ConversationId {
        ConversationId::parse("acme.c_12345678").expect("valid")
    }

    fn first_event() -> Writes {
        let body = EventBody::Started {
            locale: "en".into(),
            page: None,
            disclosure: "1".into(),
        };
        Writes {
            events: vec![Event::new(Seq(1), UnixMillis(1), body)],
            ..Writes::default()
        }
    }

    #[test]
    fn a_log_of_an_older_build_is_brought_up_to_date_when_it_is_read() {
        let sql = Rc::new(MemorySql::new());
        let now = UnixMillis(1);
        let older = ConversationStore::new(Rc::clone(&sql));
        older
            .commit(&id(), &first_event(), None, now)
            .expect("written");
        let steps = later::than(MIGRATIONS);
        let newer = ConversationStore::of(Rc::clone(&sql), steps);
        let stored = newer.load().expect("readable").expect("there");
        assert_eq!(stored.events.len(), 1);
        assert_eq!(schema::version(&*sql), Ok(steps.len()));
    }

    #[test]
    fn an_early_alarm_is_left_alone() {
        let sql = Rc::new(MemorySql::new());
        let store = ConversationStore::new(Rc::clone(&sql));
        store.wake_at(UnixMillis(100), UnixMillis(0)).expect("set");
        store
            .wake_at(UnixMillis(200), UnixMillis(10))
            .expect("left");
        assert_eq!(sql.alarm.get(), Some(UnixMillis(100)));
        store
            .wake_at(UnixMillis(50), UnixMillis(10))
            .expect("moved");
        assert_eq!(sql.alarm.get(), Some(UnixMillis(50)));
        store.rang();
        store
            .wake_at(UnixMillis(300), UnixMillis(60))
            .expect("set anew");
        assert_eq!(sql.alarm.get(), Some(UnixMillis(300)));
    }

    #[test]
    fn an_overdue_alarm_is_not_replaced_by_a_later_one() {
        let sql = Rc::new(MemorySql::new());
        let store = ConversationStore::new(Rc::clone(&sql));
        store.wake_at(UnixMillis(100), UnixMillis(0)).expect("set");
        let now = UnixMillis(150);
        store.wake_at(UnixMillis(9_000), now).expect("set");
        assert_eq!(sql.alarm.get(), Some(now), "it rings at once");
    }

    #[test]
    fn a_first_write_that_breaks_off_leaves_nothing_behind() {
        let sql = Rc::new(MemorySql::new());
        let store = ConversationStore::new(Rc::clone(&sql));
        let now = UnixMillis(1);
        for written in 0..3 {
            sql.writes_left.set(Some(written));
            assert!(store.commit(&id(), &first_event(), None, now).is_err());
            sql.writes_left.set(None);
            assert_eq!(schema::version(&*sql), Ok(0), "after {written} writes");
        }
        store
            .commit(&id(), &first_event(), None, now)
            .expect("written");
        assert_eq!(store.id(), Ok(Some(id())));
    }
}
