//! What a Desk object keeps: the lines of conversations, agents' leases, measured waits, and which
//! conversations there are.

use crate::desk::queue::{Agent, Desk, WAITS_KEPT};
use crate::storage::schema::{Migration, Schema, desk::MIGRATIONS};
use crate::storage::sql::{Columns, Sql, SqlError, Value, moment};
use handrail_protocol::{ConversationId, QueueItem, QueueVersion, SiteId, UnixMillis};

/// One desk's database.
pub(crate) struct DeskStore<S> {
    sql: S,
    schema: Schema,
}

impl<S: Sql> DeskStore<S> {
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

    /// The desk as it was stored, and whose it is.
    pub(crate) fn load(&self) -> Result<(Desk, Option<SiteId>), SqlError> {
        if !self.schema.exists(&self.sql)? {
            return Ok((Desk::default(), None));
        }
        let items = self.sql.run("SELECT json, changed FROM items", &[])?;
        let items = items.iter().filter_map(|row| {
            let item: QueueItem = serde_json::from_str(row.text(0)?).ok()?;
            Some((item, moment(row, 1)))
        });
        let agents = self.sql.run("SELECT json FROM agents", &[])?;
        let agents = agents
            .iter()
            .filter_map(|row| serde_json::from_str::<Agent>(row.text(0)?).ok());
        let waits = self.sql.run("SELECT millis FROM waits ORDER BY id", &[])?;
        let waits = waits.iter().map(|row| moment(row, 0).0);
        let (mut site, mut is_away, mut version) = (None, false, QueueVersion::default());
        for row in self.sql.run("SELECT name, value FROM meta", &[])? {
            match row.text(0) {
                Some("site") => site = row.text(1).and_then(|site| SiteId::parse(site).ok()),
                Some("away") => is_away = row.int(1) == Some(1),
                Some("version") => version = QueueVersion(moment(&row, 1).0),
                _ => {}
            }
        }
        let mut desk = Desk::restore(items, agents, waits, version);
        desk.is_away = is_away;
        Ok((desk, site))
    }

    /// Prepares for a first write.
    pub(crate) fn open(&self, site: &SiteId) -> Result<(), SqlError> {
        self.schema.create(&self.sql)?;
        self.set("site", site.as_str().into())
    }

    /// Keeps a line, the number of its change, and the wait that it ended.
    pub(crate) fn keep_item(
        &self,
        item: &QueueItem,
        version: QueueVersion,
        wait_millis: Option<u64>,
        now: UnixMillis,
    ) -> Result<(), SqlError> {
        let json = serde_json::to_string(item).map_err(|_| SqlError)?;
        self.sql.atomically(&mut || {
            self.sql.run(
                "INSERT OR REPLACE INTO items(conversation, seq, json, changed) VALUES (?, ?, ?, ?)",
                &[
                    item.conversation.as_str().into(),
                    item.seq.0.into(),
                    json.as_str().into(),
                    now.into(),
                ],
            )?;
            self.sql.run(
                "INSERT OR IGNORE INTO conversations(id) VALUES (?)",
                &[item.conversation.as_str().into()],
            )?;
            self.keep_version(version)?;
            if let Some(wait) = wait_millis {
                self.sql.run("INSERT INTO waits(millis) VALUES (?)", &[UnixMillis(wait).into()])?;
                let kept = Value::Int(i64::try_from(WAITS_KEPT).unwrap_or(i64::MAX));
                self.sql.run(
                    "DELETE FROM waits WHERE id <= (SELECT max(id) FROM waits) - ?",
                    &[kept],
                )?;
            }
            Ok(())
        })
    }

    /// At most `most` conversations after one, by their ids, also those whose line is gone.
    pub(crate) fn conversations(
        &self,
        after: Option<&ConversationId>,
        most: usize,
    ) -> Result<Vec<ConversationId>, SqlError> {
        if !self.schema.exists(&self.sql)? {
            return Ok(Vec::new());
        }
        let rows = self.sql.run(
            "SELECT id FROM conversations WHERE id > ? ORDER BY id LIMIT ?",
            &[
                after.map_or("", ConversationId::as_str).into(),
                Value::Int(i64::try_from(most).unwrap_or(i64::MAX)),
            ],
        )?;
        Ok(rows
            .iter()
            .filter_map(|row| ConversationId::parse(row.text(0)?).ok())
            .collect())
    }

    /// Forgets lines.
    pub(crate) fn drop_items(
        &self,
        over: &[ConversationId],
        version: QueueVersion,
    ) -> Result<(), SqlError> {
        self.sql.atomically(&mut || {
            for conversation in over {
                self.sql.run(
                    "DELETE FROM items WHERE conversation = ?",
                    &[conversation.as_str().into()],
                )?;
            }
            self.keep_version(version)
        })
    }

    /// Keeps the number of the last change: after a restart it goes on from there.
    pub(crate) fn keep_version(&self, version: QueueVersion) -> Result<(), SqlError> {
        let version = i64::try_from(version.0).unwrap_or(i64::MAX);
        self.set("version", Value::Int(version))
    }

    /// Keeps an agent's lease.
    pub(crate) fn keep_agent(&self, agent: &Agent) -> Result<(), SqlError> {
        let json = serde_json::to_string(agent).map_err(|_| SqlError)?;
        self.sql
            .run(
                "INSERT OR REPLACE INTO agents(agent, json) VALUES (?, ?)",
                &[agent.card.id.as_str().into(), json.into()],
            )
            .map(|_| ())
    }

    /// Keeps the sandbox's switch.
    pub(crate) fn keep_away(&self, is_away: bool) -> Result<(), SqlError> {
        self.set("away", Value::Int(i64::from(is_away)))
    }

    /// Wakes the object.
    pub(crate) fn wake_at(&self, due: UnixMillis) -> Result<(), SqlError> {
        self.sql.wake_at(due)
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
    use handrail_protocol::{AgentCard, AgentId, OwnerEpoch, OwnerKind, Seq};
    use std::rc::Rc;

    #[test]
    fn a_desk_comes_back_as_it_was() {
        let sql = Rc::new(MemorySql::new());
        let store = DeskStore::new(Rc::clone(&sql));
        let site = SiteId::parse("acme").expect("valid");
        assert_eq!(store.load().expect("nothing yet").1, None);
        store.open(&site).expect("opened");
        let item = QueueItem {
            conversation: ConversationId::parse("acme.c_12345678").expect("valid"),
            owner: OwnerKind::Waiting,
            epoch: OwnerEpoch(1),
            reason: None,
            topic: None,
            since: UnixMillis(1),
            front: false,
            agent: None,
            preview: "Where is [NAME_1]?".into(),
            locale: "en".into(),
            seq: Seq(3),
        };
        store
            .keep_item(&item, QueueVersion(4), Some(5), UnixMillis(2))
            .expect("kept");
        let card = AgentCard {
            id: AgentId::parse("acme.a_dana").expect("valid"),
            name: "Dana".into(),
            title: String::new(),
        };
        let agent = Agent {
            card: card.clone(),
            lease_until: UnixMillis(60),
            available: false,
            is_lapsed: false,
        };
        store.keep_agent(&agent).expect("kept");
        store.keep_away(true).expect("kept");
        let (desk, of) = store.load().expect("there");
        assert_eq!(of, Some(site));
        assert_eq!(desk.waiting(), std::slice::from_ref(&item.conversation));
        assert_eq!(desk.agent(&card.id), Some(&agent));
        assert!(desk.is_away);
        assert_eq!(desk.version(), QueueVersion(4));
        store
            .drop_items(std::slice::from_ref(&item.conversation), QueueVersion(5))
            .expect("dropped");
        let (desk, _) = store.load().expect("there");
        assert!(desk.waiting().is_empty());
        assert_eq!(desk.version(), QueueVersion(5));
        assert_eq!(
            store.conversations(None, 10),
            Ok(vec![item.conversation]),
            "off the list and still walked"
        );
    }

    #[test]
    fn a_desk_of_an_older_build_is_brought_up_to_date_whatever_is_asked_first() {
        let sql = Rc::new(MemorySql::new());
        let site = SiteId::parse("acme").expect("valid");
        DeskStore::new(Rc::clone(&sql)).open(&site).expect("opened");
        let steps = later::than(MIGRATIONS);
        let newer = DeskStore::of(Rc::clone(&sql), steps);
        assert_eq!(newer.conversations(None, 10), Ok(Vec::new()));
        assert_eq!(schema::version(&*sql), Ok(steps.len()));
        assert_eq!(newer.load().expect("readable").1, Some(site));
    }

    #[test]
    fn conversations_are_walked_in_pages_and_those_of_an_older_build_with_them() {
        let sql = Rc::new(MemorySql::new());
        schema::migrate(&*sql, &MIGRATIONS[..1]).expect("an older build");
        sql.run(
            "INSERT INTO items(conversation, seq, json, changed) VALUES ('acme.c_00000002', 1, '', 1)",
            &[],
        )
        .expect("written by it");
        let store = DeskStore::new(Rc::clone(&sql));
        store.load().expect("brought up to date");
        for number in [3, 1, 2, 4] {
            let add = format!(
                "INSERT OR IGNORE INTO conversations(id) VALUES ('acme.c_0000000{number}')"
            );
            sql.run(&add, &[]).expect("written");
        }
        let (mut walked, mut after) = (Vec::new(), None);
        loop {
            let page = store.conversations(after.as_ref(), 3).expect("readable");
            let Some(last) = page.last() else { break };
            after = Some(last.clone());
            walked.extend(page.iter().map(|id| id.as_str().to_owned()));
        }
        assert_eq!(
            walked,
            [1, 2, 3, 4].map(|number| format!("acme.c_0000000{number}"))
        );
    }
}
