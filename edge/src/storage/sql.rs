//! SQLite behind a small trait, so that schemas and queries run natively in tests as they do in an
//! object.
//!
//! Invariant: [`Sql::atomically`] leaves all of its writes or none. Without an `.await` in between,
//! an object's writes and its alarm reach the disk together, with one flush.

use crate::error::Refusal;
use handrail_protocol::UnixMillis;
use wasm_bindgen::prelude::*;
use worker::{SqlStorage, SqlStorageValue, State};

/// One value of a row or an argument.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// NULL.
    Null,
    /// Integers pass through f64: up to 2^53.
    Int(i64),
    /// REAL.
    Real(f64),
    /// TEXT.
    Text(String),
    /// BLOB.
    Blob(Vec<u8>),
}

/// The statement failed; its text and values are not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the database refused a statement")]
pub(crate) struct SqlError;

impl From<SqlError> for Refusal {
    fn from(_: SqlError) -> Self {
        Refusal::internal("sql")
    }
}

pub(crate) type Row = Vec<Value>;

/// A database.
pub(crate) trait Sql {
    /// Runs one statement.
    fn run(&self, statement: &str, arguments: &[Value]) -> Result<Vec<Row>, SqlError>;

    /// All of the work's writes, or none.
    fn atomically(&self, work: &mut dyn FnMut() -> Result<(), SqlError>) -> Result<(), SqlError>;

    /// Sets the object's one alarm, within the writes of the same turn.
    fn wake_at(&self, moment: UnixMillis) -> Result<(), SqlError>;
}

/// Reads of columns by their place. A column of another type reads as absent.
pub(crate) trait Columns {
    /// A text.
    fn text(&self, column: usize) -> Option<&str>;
    /// An integer.
    fn int(&self, column: usize) -> Option<i64>;
    /// A number.
    fn real(&self, column: usize) -> Option<f64>;
    /// Bytes.
    fn blob(&self, column: usize) -> Option<&[u8]>;
}

impl Columns for Row {
    fn text(&self, column: usize) -> Option<&str> {
        match self.get(column) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    fn int(&self, column: usize) -> Option<i64> {
        match self.get(column) {
            Some(Value::Int(number)) => Some(*number),
            Some(Value::Real(number)) => Some(*number as i64),
            _ => None,
        }
    }

    fn real(&self, column: usize) -> Option<f64> {
        match self.get(column) {
            Some(Value::Int(number)) => Some(*number as f64),
            Some(Value::Real(number)) => Some(*number),
            _ => None,
        }
    }

    fn blob(&self, column: usize) -> Option<&[u8]> {
        match self.get(column) {
            Some(Value::Blob(bytes)) => Some(bytes),
            _ => None,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Int(i64::from(number))
    }
}

impl From<UnixMillis> for Value {
    fn from(moment: UnixMillis) -> Self {
        Self::Int(i64::try_from(moment.0).unwrap_or(i64::MAX))
    }
}

impl From<Vec<u8>> for Value {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Blob(bytes)
    }
}

/// A moment of a row.
pub(crate) fn moment(row: &Row, column: usize) -> UnixMillis {
    let millis = row.int(column).unwrap_or(0);
    UnixMillis(u64::try_from(millis).unwrap_or(0))
}

/// A number of a row, 0 where there is none.
pub(crate) fn number(row: &Row, column: usize) -> u32 {
    row.int(column)
        .and_then(|number| u32::try_from(number).ok())
        .unwrap_or(0)
}

#[wasm_bindgen]
extern "C" {
    type SyncStorage;

    #[wasm_bindgen(method, catch, js_name = transactionSync)]
    fn transaction_sync(
        this: &SyncStorage,
        work: &mut dyn FnMut() -> Result<JsValue, JsValue>,
    ) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = setAlarm)]
    fn set_alarm(this: &SyncStorage, at: f64) -> Result<js_sys::Promise, JsValue>;
}

/// The database of an object.
pub(crate) struct ObjectSql {
    sql: SqlStorage,
    storage: JsValue,
}

impl ObjectSql {
    /// That of this object.
    pub(crate) fn of(state: &State) -> Self {
        let storage = state.storage();
        Self {
            sql: storage.sql(),
            storage: JsValue::from(storage.as_raw()),
        }
    }
}

impl Sql for ObjectSql {
    fn run(&self, statement: &str, arguments: &[Value]) -> Result<Vec<Row>, SqlError> {
        let arguments: Vec<SqlStorageValue> = arguments.iter().map(to_platform).collect();
        let cursor = self.sql.exec(statement, arguments).map_err(|_| SqlError)?;
        let mut rows = Vec::new();
        for row in cursor.raw() {
            let row = row.map_err(|_| SqlError)?;
            rows.push(row.into_iter().map(from_platform).collect());
        }
        Ok(rows)
    }

    fn atomically(&self, work: &mut dyn FnMut() -> Result<(), SqlError>) -> Result<(), SqlError> {
        let storage: &SyncStorage = self.storage.unchecked_ref();
        storage
            .transaction_sync(&mut || {
                work()
                    .map(|()| JsValue::UNDEFINED)
                    .map_err(|_| JsValue::from_str("rolled back"))
            })
            .map(|_| ())
            .map_err(|_| SqlError)
    }

    fn wake_at(&self, moment: UnixMillis) -> Result<(), SqlError> {
        let storage: &SyncStorage = self.storage.unchecked_ref();
        // The promise settles with the write that the output gate waits for anyway.
        storage
            .set_alarm(moment.0 as f64)
            .map(|_| ())
            .map_err(|_| SqlError)
    }
}

fn to_platform(value: &Value) -> SqlStorageValue {
    match value {
        Value::Null => SqlStorageValue::Null,
        Value::Int(number) => SqlStorageValue::Integer(*number),
        Value::Real(number) => SqlStorageValue::Float(*number),
        Value::Text(text) => SqlStorageValue::String(text.clone()),
        Value::Blob(bytes) => SqlStorageValue::Blob(bytes.clone()),
    }
}

fn from_platform(value: SqlStorageValue) -> Value {
    match value {
        SqlStorageValue::Null => Value::Null,
        SqlStorageValue::Boolean(yes) => Value::Int(i64::from(yes)),
        SqlStorageValue::Integer(number) => Value::Int(number),
        SqlStorageValue::Float(number) => Value::Real(number),
        SqlStorageValue::String(text) => Value::Text(text),
        SqlStorageValue::Blob(bytes) => Value::Blob(bytes),
    }
}

#[cfg(test)]
pub(crate) mod memory {
    //! The same SQLite, natively and in memory.

    use super::*;
    use rusqlite::Connection;
    use rusqlite::types::{ToSqlOutput, ValueRef};
    use std::cell::Cell;

    /// A database in memory.
    pub(crate) struct MemorySql {
        connection: Connection,
        /// The alarm.
        pub(crate) alarm: Cell<Option<UnixMillis>>,
        /// From now on, every write is refused.
        pub(crate) is_full: Cell<bool>,
        /// After so many more rows, every write is refused.
        pub(crate) writes_left: Cell<Option<u32>>,
    }

    impl MemorySql {
        pub(crate) fn new() -> Self {
            Self {
                connection: Connection::open_in_memory().expect("memory is there"),
                alarm: Cell::new(None),
                is_full: Cell::new(false),
                writes_left: Cell::new(None),
            }
        }
    }

    impl<S: Sql + ?Sized> Sql for std::rc::Rc<S> {
        fn run(&self, statement: &str, arguments: &[Value]) -> Result<Vec<Row>, SqlError> {
            (**self).run(statement, arguments)
        }

        fn atomically(
            &self,
            work: &mut dyn FnMut() -> Result<(), SqlError>,
        ) -> Result<(), SqlError> {
            (**self).atomically(work)
        }

        fn wake_at(&self, moment: UnixMillis) -> Result<(), SqlError> {
            (**self).wake_at(moment)
        }
    }

    impl rusqlite::ToSql for Value {
        fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
            Ok(ToSqlOutput::Borrowed(match self {
                Value::Null => ValueRef::Null,
                Value::Int(number) => ValueRef::Integer(*number),
                Value::Real(number) => ValueRef::Real(*number),
                Value::Text(text) => ValueRef::Text(text.as_bytes()),
                Value::Blob(bytes) => ValueRef::Blob(bytes),
            }))
        }
    }

    impl Sql for MemorySql {
        fn run(&self, statement: &str, arguments: &[Value]) -> Result<Vec<Row>, SqlError> {
            if statement.starts_with("INSERT") {
                match self.writes_left.get() {
                    _ if self.is_full.get() => return Err(SqlError),
                    Some(0) => return Err(SqlError),
                    left => self.writes_left.set(left.map(|left| left - 1)),
                }
            }
            let mut prepared = self.connection.prepare(statement).map_err(|_| SqlError)?;
            let width = prepared.column_count();
            let mut rows = prepared
                .query(rusqlite::params_from_iter(arguments))
                .map_err(|_| SqlError)?;
            let mut found = Vec::new();
            while let Some(row) = rows.next().map_err(|_| SqlError)? {
                let values = (0..width).map(|column| {
                    Ok(match row.get_ref(column).map_err(|_| SqlError)? {
                        ValueRef::Null => Value::Null,
                        ValueRef::Integer(number) => Value::Int(number),
                        ValueRef::Real(number) => Value::Real(number),
                        ValueRef::Text(text) => {
                            Value::Text(String::from_utf8_lossy(text).into_owned())
                        }
                        ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
                    })
                });
                found.push(values.collect::<Result<Row, SqlError>>()?);
            }
            Ok(found)
        }

        fn atomically(
            &self,
            work: &mut dyn FnMut() -> Result<(), SqlError>,
        ) -> Result<(), SqlError> {
            self.run("SAVEPOINT work", &[])?;
            let result = work();
            if result.is_err() {
                self.run("ROLLBACK TO work", &[])?;
            }
            self.run("RELEASE work", &[])?;
            result
        }

        fn wake_at(&self, moment: UnixMillis) -> Result<(), SqlError> {
            self.alarm.set(Some(moment));
            Ok(())
        }
    }
}
