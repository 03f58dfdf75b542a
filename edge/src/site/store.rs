//! What a Site object keeps: its file, sign-in codes, sessions; in the directory, the sites.
//!
//! Invariants: codes and sessions are stored as hashes alone; a code works once and for 10 minutes;
//! an agent who is no longer in the file has no session.

use crate::auth::token::{TokenKey, base32, hashed};
use crate::objects::site::{Session, Snapshot};
use crate::site::key_store::KeyStore;
use crate::storage::schema::{Migration, Schema, site::MIGRATIONS};
use crate::storage::sql::{Columns, Sql, SqlError, Value, moment, number};
use handrail_protocol::{AgentCard, AgentId, SiteId, UnixMillis};
use handrail_site::{Agent, SiteFile};

/// How long a sign-in code lives.
pub(crate) const CODE_MILLIS: u64 = 10 * 60 * 1000;

/// One site's (or the directory's) database.
pub(crate) struct SiteStore<S> {
    sql: S,
    schema: Schema,
}

impl<S: Sql> SiteStore<S> {
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

    /// The file, where there is one.
    pub(crate) fn snapshot(&self) -> Result<Option<Snapshot>, SqlError> {
        if !self.exists()? {
            return Ok(None);
        }
        let mut snapshot = Snapshot {
            text: String::new(),
            version: 0,
            epoch: 1,
            knowledge: None,
        };
        for row in self.sql.run("SELECT name, value FROM meta", &[])? {
            match row.text(0) {
                Some("text") => snapshot.text = row.text(1).unwrap_or_default().to_owned(),
                Some("version") => snapshot.version = number(&row, 1),
                Some("epoch") => snapshot.epoch = number(&row, 1),
                Some("knowledge") => {
                    snapshot.knowledge = row.text(1).and_then(|site| SiteId::parse(site).ok());
                }
                _ => {}
            }
        }
        Ok((snapshot.version > 0).then_some(snapshot))
    }

    /// A new file. The same text again is no new version.
    pub(crate) fn put(&self, text: &str, knowledge: Option<&SiteId>) -> Result<Snapshot, SqlError> {
        self.schema.create(&self.sql)?;
        let before = self.snapshot()?;
        let snapshot = Snapshot {
            text: text.to_owned(),
            version: before
                .as_ref()
                .map_or(1, |before| before.version + u32::from(before.text != text)),
            epoch: before.as_ref().map_or(1, |before| before.epoch),
            knowledge: knowledge.cloned(),
        };
        self.sql.atomically(&mut || {
            self.set("text", text.into())?;
            self.set("version", snapshot.version.into())?;
            self.set("epoch", snapshot.epoch.into())?;
            let knowledge = snapshot.knowledge.as_ref();
            self.set(
                "knowledge",
                knowledge.map_or(Value::Null, |site| site.as_str().into()),
            )
        })?;
        Ok(snapshot)
    }

    /// From now on, tokens of an earlier epoch are void.
    pub(crate) fn raise_epoch(&self) -> Result<(), SqlError> {
        if let Some(snapshot) = self.snapshot()? {
            self.set("epoch", snapshot.epoch.saturating_add(1).into())?;
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

    /// Keeps a sign-in code for an agent. A new one replaces the agent's last.
    pub(crate) fn keep_code(
        &self,
        code: &str,
        agent: &AgentId,
        expires_at: UnixMillis,
    ) -> Result<(), SqlError> {
        self.schema.create(&self.sql)?;
        self.sql.run(
            "DELETE FROM codes WHERE agent = ?",
            &[agent.as_str().into()],
        )?;
        self.sql
            .run(
                "INSERT OR REPLACE INTO codes(hash, agent, expires) VALUES (?, ?, ?)",
                &[
                    hashed(&normal(code)).into(),
                    agent.as_str().into(),
                    expires_at.into(),
                ],
            )
            .map(|_| ())
    }

    /// Takes a code: whose it was. Once, and in time.
    pub(crate) fn take_code(
        &self,
        code: &str,
        now: UnixMillis,
    ) -> Result<Option<AgentId>, SqlError> {
        if !self.exists()? {
            return Ok(None);
        }
        let rows = self.sql.run(
            "DELETE FROM codes WHERE hash = ? RETURNING agent, expires",
            &[hashed(&normal(code)).into()],
        )?;
        let Some(row) = rows.first().filter(|row| moment(row, 1) > now) else {
            return Ok(None);
        };
        Ok(row.text(0).and_then(|agent| AgentId::parse(agent).ok()))
    }

    /// Keeps a session by its hash, and forgets those that are over.
    pub(crate) fn keep_session(
        &self,
        session: &str,
        agent: &AgentId,
        expires_at: UnixMillis,
        now: UnixMillis,
    ) -> Result<(), SqlError> {
        self.schema.create(&self.sql)?;
        self.sql
            .run("DELETE FROM sessions WHERE expires <= ?", &[now.into()])?;
        self.sql
            .run(
                "INSERT OR REPLACE INTO sessions(hash, agent, expires) VALUES (?, ?, ?)",
                &[session.into(), agent.as_str().into(), expires_at.into()],
            )
            .map(|_| ())
    }

    /// Whose session it is, while it lasts.
    pub(crate) fn session(
        &self,
        session: &str,
        now: UnixMillis,
    ) -> Result<Option<AgentId>, SqlError> {
        if !self.exists()? {
            return Ok(None);
        }
        let rows = self.sql.run(
            "SELECT agent FROM sessions WHERE hash = ? AND expires > ?",
            &[session.into(), now.into()],
        )?;
        Ok(rows
            .first()
            .and_then(|row| row.text(0))
            .and_then(|agent| AgentId::parse(agent).ok()))
    }

    /// Ends a session.
    pub(crate) fn end_session(&self, session: &str) -> Result<(), SqlError> {
        if self.exists()? {
            self.sql
                .run("DELETE FROM sessions WHERE hash = ?", &[session.into()])?;
        }
        Ok(())
    }

    /// Ends all sessions of an agent, and a code that was not used yet.
    pub(crate) fn end_sessions_of(&self, agent: &AgentId) -> Result<(), SqlError> {
        if !self.exists()? {
            return Ok(());
        }
        for statement in [
            "DELETE FROM sessions WHERE agent = ?",
            "DELETE FROM codes WHERE agent = ?",
        ] {
            self.sql.run(statement, &[agent.as_str().into()])?;
        }
        Ok(())
    }

    /// These are all agents there are: whoever is none has no session, also when they come back.
    pub(crate) fn keep_agents(&self, agents: &[AgentId]) -> Result<(), SqlError> {
        let held = "SELECT agent FROM sessions UNION SELECT agent FROM codes";
        for row in self.sql.run(held, &[])? {
            let agent = row.text(0).and_then(|agent| AgentId::parse(agent).ok());
            if let Some(agent) = agent.filter(|agent| !agents.contains(agent)) {
                self.end_sessions_of(&agent)?;
            }
        }
        Ok(())
    }

    /// Keys of the masking proxy.
    pub(crate) fn proxy_keys(&self) -> KeyStore<'_, S> {
        KeyStore::new(&self.sql, &self.schema)
    }

    /// The directory: there is a site.
    pub(crate) fn enter(&self, site: &SiteId) -> Result<(), SqlError> {
        self.schema.create(&self.sql)?;
        self.sql
            .run(
                "INSERT OR IGNORE INTO sites(site) VALUES (?)",
                &[site.as_str().into()],
            )
            .map(|_| ())
    }

    /// The directory: is there?
    pub(crate) fn knows(&self, site: &SiteId) -> Result<bool, SqlError> {
        if !self.exists()? {
            return Ok(false);
        }
        let rows = self.sql.run(
            "SELECT 1 FROM sites WHERE site = ?",
            &[site.as_str().into()],
        )?;
        Ok(!rows.is_empty())
    }

    /// The directory: writes a row, to see whether that works.
    pub(crate) fn probe(&self, now: UnixMillis) -> Result<(), SqlError> {
        self.schema.create(&self.sql)?;
        self.set("probed_at", now.into())
    }

    /// The directory: all sites, by their names.
    pub(crate) fn all(&self) -> Result<Vec<SiteId>, SqlError> {
        if !self.exists()? {
            return Ok(Vec::new());
        }
        let rows = self.sql.run("SELECT site FROM sites ORDER BY site", &[])?;
        Ok(rows
            .iter()
            .filter_map(|row| SiteId::parse(row.text(0)?).ok())
            .collect())
    }
}

/// What visitors see of an agent, and the role.
pub(crate) fn session_of(site: &SiteId, agent: &Agent, key: &TokenKey) -> Session {
    Session {
        agent: AgentCard {
            id: key.agent(site, &agent.email),
            name: agent.name.clone(),
            title: agent.title.clone(),
        },
        role: agent.role,
    }
}

/// The agent of this id, while the file names them.
pub(crate) fn find_agent(
    site: &SiteId,
    file: &SiteFile,
    id: &AgentId,
    key: &TokenKey,
) -> Option<Session> {
    file.agent
        .iter()
        .find(|agent| key.agent(site, &agent.email) == *id)
        .map(|agent| session_of(site, agent, key))
}

/// A code to read out: `ABCD-EFGH`, 40 bits, of which one address can try about a hundred in 10 minutes.
pub(crate) fn code_text(random: [u8; 5]) -> String {
    let letters = base32(&random).to_uppercase();
    format!("{}-{}", &letters[..4], &letters[4..])
}

fn normal(code: &str) -> String {
    code.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_uppercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::schema::{self, later};
    use crate::storage::sql::memory::MemorySql;

    fn store() -> SiteStore<MemorySql> {
        SiteStore::new(MemorySql::new())
    }

    fn acme() -> SiteId {
        SiteId::parse("acme").expect("valid")
    }

    fn agent_id(email: &str) -> AgentId {
        TokenKey::new([7; 32]).agent(&acme(), email)
    }

    #[test]
    fn reading_an_object_nobody_wrote_creates_nothing() {
        let store = store();
        assert_eq!(store.snapshot(), Ok(None));
        assert_eq!(store.knows(&acme()), Ok(false));
        assert_eq!(store.take_code("ABCD-EFGH", UnixMillis(0)), Ok(None));
        assert_eq!(store.session("x", UnixMillis(0)), Ok(None));
        store.end_session("x").expect("nothing to end");
        store.raise_epoch().expect("nothing to raise");
        assert_eq!(store.exists(), Ok(false));
    }

    #[test]
    fn a_probe_tells_a_full_disk_and_leaves_the_directory_as_it_was() {
        let store = store();
        assert_eq!(store.probe(UnixMillis(1)), Ok(()));
        store.enter(&acme()).expect("entered");
        assert_eq!(store.probe(UnixMillis(2)), Ok(()));
        assert_eq!(store.snapshot(), Ok(None), "a directory is no site");
        assert_eq!(store.all(), Ok(vec![acme()]));
        store.sql.is_full.set(true);
        assert!(store.probe(UnixMillis(3)).is_err());
    }

    #[test]
    fn only_another_text_is_another_version() {
        let store = store();
        assert_eq!(store.put("a", None).map(|it| it.version), Ok(1));
        assert_eq!(store.put("a", None).map(|it| it.version), Ok(1));
        store.raise_epoch().expect("there is a file");
        let second = store.put("b", Some(&acme())).expect("written");
        assert_eq!((second.version, second.epoch), (2, 2));
        assert_eq!(store.snapshot(), Ok(Some(second)));
    }

    #[test]
    fn a_site_of_an_older_build_keeps_its_file_and_its_keys() {
        let older = store();
        older.put("a", None).expect("written");
        let key = crate::site::key_store::tests::key("k1");
        assert_eq!(older.proxy_keys().add(&key), Ok(true));
        let steps = later::than(MIGRATIONS);
        let newer = SiteStore::of(older.sql, steps);
        assert_eq!(newer.proxy_keys().all(UnixMillis(0)), Ok(vec![key]));
        assert_eq!(schema::version(&newer.sql), Ok(steps.len()));
        assert_eq!(
            newer.snapshot().map(|it| it.map(|it| it.text)),
            Ok(Some("a".into()))
        );
    }

    #[test]
    fn a_code_works_once_in_time_and_in_any_spelling() {
        let store = store();
        let agent = agent_id("dana@acme.example");
        store
            .keep_code("ABCD-EFGH", &agent, UnixMillis(100))
            .expect("kept");
        assert_eq!(store.take_code("abcdefgX", UnixMillis(50)), Ok(None));
        assert_eq!(
            store.take_code(" abcd efgh", UnixMillis(50)),
            Ok(Some(agent.clone()))
        );
        assert_eq!(store.take_code("ABCD-EFGH", UnixMillis(50)), Ok(None));
        store
            .keep_code("ABCD-EFGH", &agent, UnixMillis(100))
            .expect("kept");
        assert_eq!(store.take_code("ABCD-EFGH", UnixMillis(100)), Ok(None));
    }

    #[test]
    fn sessions_and_codes_are_no_plain_text() {
        let store = store();
        let agent = agent_id("dana@acme.example");
        store
            .keep_code("ABCD-EFGH", &agent, UnixMillis(100))
            .expect("kept");
        let rows = store
            .sql
            .run("SELECT hash, agent FROM codes", &[])
            .expect("readable");
        assert!(!format!("{rows:?}").contains("ABCD"));
        assert!(!format!("{rows:?}").contains("dana"));
    }

    #[test]
    fn a_session_ends_by_time_and_by_hand() {
        let store = store();
        let agent = agent_id("dana@acme.example");
        store
            .keep_session("s", &agent, UnixMillis(100), UnixMillis(0))
            .expect("kept");
        assert_eq!(store.session("s", UnixMillis(99)), Ok(Some(agent.clone())));
        assert_eq!(store.session("s", UnixMillis(100)), Ok(None));
        store.end_session("s").expect("ended");
        assert_eq!(store.session("s", UnixMillis(0)), Ok(None));
    }

    #[test]
    fn an_agent_who_left_the_file_is_signed_out_and_stays_so() {
        let store = store();
        let [dana, sam] = ["dana", "sam"].map(agent_id);
        for (session, code, agent) in [("d", "AAAA", &dana), ("s", "BBBB", &sam)] {
            store
                .keep_session(session, agent, UnixMillis(100), UnixMillis(0))
                .expect("kept");
            store.keep_code(code, agent, UnixMillis(100)).expect("kept");
        }
        store
            .keep_agents(std::slice::from_ref(&sam))
            .expect("ended");
        let now = UnixMillis(1);
        assert_eq!(store.session("d", now), Ok(None));
        assert_eq!(store.take_code("AAAA", now), Ok(None));
        assert_eq!(store.session("s", now), Ok(Some(sam.clone())));
        store.end_sessions_of(&sam).expect("ended");
        assert_eq!(store.session("s", now), Ok(None));
        assert_eq!(store.take_code("BBBB", now), Ok(None));
    }

    #[test]
    fn the_directory_knows_what_was_entered() {
        let store = store();
        store.enter(&acme()).expect("entered");
        store.enter(&acme()).expect("a repeat is harmless");
        assert_eq!(store.knows(&acme()), Ok(true));
        assert_eq!(
            store.knows(&SiteId::parse("other").expect("valid")),
            Ok(false)
        );
        assert_eq!(store.all(), Ok(vec![acme()]));
    }
}
