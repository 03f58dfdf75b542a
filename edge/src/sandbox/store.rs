//! One visit to the sandbox: its switches, its trace, its end. Demo mode only.
//!
//! Invariants: a visit has a site of its own that expires; its switches touch nobody else; the trace
//! is a ring of [`TRACE_MAX`] entries.

use crate::sandbox::trace::{Note, TraceEntry};
use crate::storage::schema::{Migration, Schema, sandbox::MIGRATIONS};
use crate::storage::sql::{Columns, Sql, SqlError, Value, moment, number};
use handrail_protocol::{ConversationId, SiteId, UnixMillis};
use serde::{Deserialize, Serialize};

/// So many entries are kept.
pub(crate) const TRACE_MAX: u32 = 500;

/// What is asked of a visit.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SandboxCall {
    /// It begins; answers `()`.
    Begin {
        site: SiteId,
        expires_at: UnixMillis,
    },
    /// How the switches stand; answers [`Switches`].
    Switches,
    /// Some are set; answers [`Switches`].
    Set { change: SwitchesChange },
    /// A conversation began; answers `()`.
    Started { conversation: ConversationId },
    /// Something happened inside; answers `()`.
    Trace {
        conversation: ConversationId,
        notes: Vec<(UnixMillis, Note)>,
    },
    /// The trace after an entry; answers [`TracePage`].
    Read { after: u32, wait_seconds: u32 },
}

/// How the model behaves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ModelMode {
    /// The site's own chain.
    #[default]
    Normal,
    /// It does not answer at all.
    Down,
    /// It takes long.
    Slow,
    /// It takes the question and never answers.
    Hangs,
    /// It breaks off half-way.
    Cut,
    /// It tells a price that stands nowhere.
    Lies,
}

impl ModelMode {
    /// Its name.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Down => "down",
            Self::Slow => "slow",
            Self::Hangs => "hangs",
            Self::Cut => "cut",
            Self::Lies => "lies",
        }
    }
}

/// Are there people?
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum AgentsMode {
    /// Whoever is at the desk.
    #[default]
    Here,
    /// Nobody.
    Away,
}

/// Is there a server?
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ServerMode {
    /// As ever.
    #[default]
    Running,
    /// For this visit it refuses everything.
    Stopped,
}

/// How the switches stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Switches {
    /// How the model behaves.
    pub(crate) model: ModelMode,
    /// Are there people?
    pub(crate) agents: AgentsMode,
    /// Is there a server?
    pub(crate) server: ServerMode,
}

/// Which switches are set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SwitchesChange {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) model: Option<ModelMode>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) agents: Option<AgentsMode>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) server: Option<ServerMode>,
}

impl Switches {
    /// Is the server "stopped"?
    pub(crate) fn is_stopped(self) -> bool {
        self.server == ServerMode::Stopped
    }

    fn with(self, change: SwitchesChange) -> Self {
        Self {
            model: change.model.unwrap_or(self.model),
            agents: change.agents.unwrap_or(self.agents),
            server: change.server.unwrap_or(self.server),
        }
    }
}

/// A piece of the trace.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TracePage {
    /// Oldest first.
    pub(crate) entries: Vec<TraceEntry>,
    /// The next `after`.
    pub(crate) next: u32,
}

/// One visit's database.
pub(crate) struct SandboxStore<S> {
    sql: S,
    schema: Schema,
}

impl<S: Sql> SandboxStore<S> {
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

    /// The visit begins.
    pub(crate) fn begin(&self, site: &SiteId, expires_at: UnixMillis) -> Result<(), SqlError> {
        self.schema.create(&self.sql)?;
        self.set("site", site.as_str().into())?;
        self.set("expires_at", expires_at.into())?;
        self.sql.wake_at(expires_at)
    }

    /// Its site.
    pub(crate) fn site(&self) -> Result<Option<SiteId>, SqlError> {
        let row = self.meta("site")?;
        Ok(row
            .as_ref()
            .and_then(|row| row.text(0))
            .and_then(|site| SiteId::parse(site).ok()))
    }

    /// When it ends; `None` where none ever began, or it is over.
    pub(crate) fn expires_at(&self, now: UnixMillis) -> Result<Option<UnixMillis>, SqlError> {
        Ok(self
            .meta("expires_at")?
            .map(|row| moment(&row, 0))
            .filter(|end| *end > now))
    }

    /// How the switches stand.
    pub(crate) fn switches(&self) -> Result<Switches, SqlError> {
        let row = self.meta("switches")?;
        let stored = row.as_ref().and_then(|row| row.text(0));
        Ok(stored
            .and_then(|json| serde_json::from_str(json).ok())
            .unwrap_or_default())
    }

    /// Sets some.
    pub(crate) fn change(&self, change: SwitchesChange) -> Result<Switches, SqlError> {
        let switches = self.switches()?.with(change);
        let json = serde_json::to_string(&switches).map_err(|_| SqlError)?;
        self.set("switches", json.into())?;
        Ok(switches)
    }

    /// A conversation began.
    pub(crate) fn started(&self, conversation: &ConversationId) -> Result<(), SqlError> {
        self.sql
            .run(
                "INSERT OR IGNORE INTO conversations(id) VALUES (?)",
                &[conversation.as_str().into()],
            )
            .map(|_| ())
    }

    /// The visit's conversations.
    pub(crate) fn conversations(&self) -> Result<Vec<ConversationId>, SqlError> {
        let rows = self.sql.run("SELECT id FROM conversations", &[])?;
        Ok(rows
            .iter()
            .filter_map(|row| ConversationId::parse(row.text(0)?).ok())
            .collect())
    }

    /// Takes notes down; the oldest make room.
    pub(crate) fn note(
        &self,
        conversation: &ConversationId,
        notes: Vec<(UnixMillis, Note)>,
    ) -> Result<(), SqlError> {
        let rows = self.sql.run("SELECT coalesce(max(n), 0) FROM trace", &[])?;
        let mut n = rows.first().map_or(0, |row| number(row, 0));
        self.sql.atomically(&mut || {
            for (at, note) in notes.clone() {
                n += 1;
                let entry = TraceEntry {
                    n,
                    at,
                    conversation: conversation.clone(),
                    note,
                };
                let json = serde_json::to_string(&entry).map_err(|_| SqlError)?;
                self.sql.run(
                    "INSERT INTO trace(n, json) VALUES (?, ?)",
                    &[n.into(), json.into()],
                )?;
            }
            self.sql
                .run(
                    "DELETE FROM trace WHERE n <= ?",
                    &[n.saturating_sub(TRACE_MAX).into()],
                )
                .map(|_| ())
        })
    }

    /// The trace after an entry.
    pub(crate) fn read(&self, after: u32) -> Result<TracePage, SqlError> {
        let rows = self.sql.run(
            "SELECT json FROM trace WHERE n > ? ORDER BY n LIMIT 200",
            &[after.into()],
        )?;
        let entries: Vec<TraceEntry> = rows
            .iter()
            .filter_map(|row| serde_json::from_str(row.text(0)?).ok())
            .collect();
        let next = entries.last().map_or(after, |entry| entry.n);
        Ok(TracePage { entries, next })
    }

    fn meta(&self, name: &str) -> Result<Option<crate::storage::sql::Row>, SqlError> {
        if !self.schema.exists(&self.sql)? {
            return Ok(None);
        }
        let rows = self
            .sql
            .run("SELECT value FROM meta WHERE name = ?", &[name.into()])?;
        Ok(rows.into_iter().next())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::schema::{self, later};
    use crate::storage::sql::memory::MemorySql;
    use std::rc::Rc;

    fn store() -> SandboxStore<MemorySql> {
        let store = SandboxStore::new(MemorySql::new());
        let site = SiteId::parse("sandbox-a").expect("valid");
        store.begin(&site, UnixMillis(1_000)).expect("begun");
        assert_eq!(store.site(), Ok(Some(site)));
        store
    }

    #[test]
    fn a_visit_of_an_older_build_is_brought_up_to_date_when_it_is_looked_at() {
        let sql = Rc::new(MemorySql::new());
        let site = SiteId::parse("sandbox-a").expect("valid");
        let older = SandboxStore::new(Rc::clone(&sql));
        older.begin(&site, UnixMillis(1_000)).expect("begun");
        let steps = later::than(MIGRATIONS);
        let newer = SandboxStore::of(Rc::clone(&sql), steps);
        assert_eq!(newer.site(), Ok(Some(site)));
        assert_eq!(schema::version(&*sql), Ok(steps.len()));
    }

    #[test]
    fn a_visit_ends() {
        let store = store();
        assert_eq!(
            store.expires_at(UnixMillis(999)),
            Ok(Some(UnixMillis(1_000)))
        );
        assert_eq!(store.expires_at(UnixMillis(1_000)), Ok(None));
        let never = SandboxStore::new(MemorySql::new());
        assert_eq!(never.expires_at(UnixMillis(0)), Ok(None));
        assert_eq!(never.switches(), Ok(Switches::default()));
    }

    #[test]
    fn a_switch_leaves_the_others() {
        let store = store();
        let change = SwitchesChange {
            model: Some(ModelMode::Lies),
            ..SwitchesChange::default()
        };
        assert_eq!(store.change(change).map(|it| it.model), Ok(ModelMode::Lies));
        let change = SwitchesChange {
            server: Some(ServerMode::Stopped),
            ..SwitchesChange::default()
        };
        let switches = store.change(change).expect("set");
        assert!(switches.is_stopped());
        assert_eq!(switches.model, ModelMode::Lies);
        assert_eq!(store.switches(), Ok(switches));
    }

    #[test]
    fn the_trace_is_a_ring() {
        let store = store();
        let conversation = ConversationId::parse("a.c_12345678").expect("valid");
        let note = Note {
            kind: "search".into(),
            text: "x".into(),
            fact: None,
            reason: None,
        };
        let notes = |count: usize| vec![(UnixMillis(1), note.clone()); count];
        store.note(&conversation, notes(3)).expect("noted");
        let page = store.read(1).expect("read");
        assert_eq!((page.entries.len(), page.next), (2, 3));
        store
            .note(&conversation, notes(TRACE_MAX as usize))
            .expect("noted");
        assert_eq!(store.read(0).expect("read").entries[0].n, 4);
        assert_eq!(store.read(900).expect("read").next, 900);
    }
}
