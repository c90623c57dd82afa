//! The one file where SQL meets an engine: statements, their parameters and their rows.
//!
//! Statements are the same for every engine: numbered `?1` parameters, `ON CONFLICT`, no functions
//! of a single engine, and an order wherever it matters. The rows of a statement are fetched before
//! the next one runs. Results that may not fit in memory are read in
//! [`Pages`](super::pages::Pages).
//!
//! There are two engines. What only one of them has is in `sqlite/` and `postgres/`.

use std::ops::Deref;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::ToSql;
use rusqlite::types::{ToSqlOutput, ValueRef};

use super::postgres::client::Client;
use super::sqlite::error::failed;
use super::sqlite::patience::Patience;
use super::sqlite::watch::Watch;
use super::{ServerError, StoreError, postgres, sqlite};

mod rows;

pub(super) use rows::{Row, Rows, not_ours};

pub(super) use super::values::{FromValue, Param, Value, params};

/// A connection to a database.
pub(super) struct Connection {
    engine: Engine,
    /// Dropped after the engine's connection.
    watch: Watch,
}

enum Engine {
    Postgres(Box<Mutex<Client>>),
    Sqlite(Mutex<rusqlite::Connection>),
}

/// Which entries of the log an index finds: those of these types of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OfType {
    Articles,
    Claims,
    Evidence,
    /// Those that say whose signature is valid, who may do what, and how claims are judged.
    Keys,
    Withheld,
}

impl Connection {
    pub(super) fn new(engine: rusqlite::Connection) -> Self {
        Self { engine: Engine::Sqlite(Mutex::new(engine)), watch: Watch::default() }
    }

    pub(super) fn at_server(client: Client) -> Self {
        Self { engine: Engine::Postgres(Box::new(Mutex::new(client))), watch: Watch::default() }
    }

    /// The same, but after each statement `watch` checks that everything read is of one moment.
    pub(super) fn watched(self, watch: Watch) -> Self {
        Self { watch, ..self }
    }

    /// SQLite's own connection, for code that is specific to SQLite.
    pub(super) fn sqlite(&self) -> Result<MutexGuard<'_, rusqlite::Connection>, StoreError> {
        match &self.engine {
            Engine::Postgres(_) => Err(StoreError::Server(ServerError::OnlyFiles)),
            Engine::Sqlite(engine) => Ok(locked(engine)),
        }
    }

    /// The connection to a server, for code that is specific to PostgreSQL.
    pub(super) fn postgres(&self) -> Option<MutexGuard<'_, Client>> {
        match &self.engine {
            Engine::Postgres(client) => Some(locked(client)),
            Engine::Sqlite(_) => None,
        }
    }

    /// Whether what failed last may succeed if it is done again from its beginning.
    pub(super) fn may_try_again(&self) -> bool {
        self.postgres().is_some_and(|mut client| client.may_try_again())
    }

    /// The condition for the entries of these types: exactly that of the index that finds them.
    pub(super) fn of_type(&self, types: OfType) -> &'static str {
        match &self.engine {
            Engine::Postgres(_) => postgres::of_type(types),
            Engine::Sqlite(_) => sqlite::of_type(types),
        }
    }

    /// Whether a text, or bytes, have another in them: SQL for two expressions of the same type.
    pub(super) fn has_within(&self, whole: &str, part: &str) -> String {
        match &self.engine {
            Engine::Postgres(_) => format!("position({part} IN {whole}) > 0"),
            Engine::Sqlite(_) => format!("instr({whole}, {part}) > 0"),
        }
    }

    /// Fail if someone wrote to the file, in case nothing keeps writers away.
    pub(super) fn check(&self) -> Result<(), StoreError> {
        self.watch.check()
    }

    /// All rows of a statement that returns few.
    pub(super) fn query(&self, sql: &str, params: &[Param<'_>]) -> Result<Rows, StoreError> {
        self.fetch(sql, params, None)
    }

    /// The same, row by row.
    pub(super) fn all<T>(
        &self,
        sql: &str,
        params: &[Param<'_>],
        read: impl FnMut(Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        self.query(sql, params)?.iter().map(read).collect()
    }

    /// The first column of all rows.
    pub(super) fn column<T: for<'r> FromValue<'r>>(
        &self,
        sql: &str,
        params: &[Param<'_>],
    ) -> Result<Vec<T>, StoreError> {
        self.all(sql, params, |row| row.get(0))
    }

    /// The first row of a statement that returns at most one.
    pub(super) fn first<T>(
        &self,
        sql: &str,
        params: &[Param<'_>],
        read: impl FnOnce(Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        self.query(sql, params)?.iter().next().map(read).transpose()
    }

    /// The first column of that row.
    pub(super) fn value<T: for<'r> FromValue<'r>>(
        &self,
        sql: &str,
        params: &[Param<'_>],
    ) -> Result<Option<T>, StoreError> {
        self.first(sql, params, |row| row.get(0))
    }

    /// The same for bytes, without another copy, since they may be long.
    pub(super) fn bytes(
        &self,
        sql: &str,
        params: &[Param<'_>],
    ) -> Result<Option<Vec<u8>>, StoreError> {
        self.query(sql, params)?.into_bytes()
    }

    /// Whether a statement returns a row.
    pub(super) fn exists(&self, sql: &str, params: &[Param<'_>]) -> Result<bool, StoreError> {
        Ok(!self.query(sql, params)?.is_empty())
    }

    /// The names of the columns of a table.
    pub(super) fn columns_of(&self, table: &str) -> Result<Vec<String>, StoreError> {
        let sql = format!("SELECT * FROM {table}");
        match &self.engine {
            Engine::Postgres(client) => locked(client).columns_of(&sql),
            Engine::Sqlite(engine) => {
                let engine = locked(engine);
                let statement = engine.prepare(&sql);
                self.check()?;
                Ok(statement.map_err(failed)?.column_names().map(str::to_owned).collect())
            }
        }
    }

    /// Run a statement that inserts or updates rows, and check that it changes exactly `rows`. To a
    /// server it may be sent later, together with others.
    pub(super) fn change(
        &self,
        rows: usize,
        sql: &str,
        params: &[Param<'_>],
    ) -> Result<(), StoreError> {
        self.change_each(Some(rows), sql, &[params])
    }

    /// Run a statement that changes any number of rows.
    pub(super) fn change_any(&self, sql: &str, params: &[Param<'_>]) -> Result<(), StoreError> {
        self.change_each(None, sql, &[params])
    }

    /// Run a statement for each of these parameters. Each changes one row, and no two the same.
    pub(super) fn change_all<'p, P: AsRef<[Param<'p>]>>(
        &self,
        sql: &str,
        params: &[P],
    ) -> Result<(), StoreError> {
        self.change_each(Some(1), sql, params)
    }

    fn change_each<'p, P: AsRef<[Param<'p>]>>(
        &self,
        rows: Option<usize>,
        sql: &str,
        params: &[P],
    ) -> Result<(), StoreError> {
        match &self.engine {
            Engine::Postgres(client) => locked(client).change(rows, sql, params),
            Engine::Sqlite(engine) => {
                let engine = locked(engine);
                let mut statement = engine.prepare_cached(sql).map_err(failed)?;
                params.iter().try_for_each(|params| {
                    let changed = statement.execute(rusqlite::params_from_iter(params.as_ref()));
                    StoreError::ensure_changed(sql, rows, changed.map_err(failed)?)
                })
            }
        }
    }

    /// Begin to read at this moment, not at the first query. Waits for others that block it.
    pub(super) fn begin_to_read(&self) -> Result<Transaction<'_>, StoreError> {
        match &self.engine {
            Engine::Postgres(client) => locked(client).begin_to_read()?,
            Engine::Sqlite(_) => {
                return self.begin(sqlite::BEGIN_TO_READ, sqlite::FIRST_READ);
            }
        }
        Ok(self.begun())
    }

    /// Begin to write. Waits for other writers.
    pub(super) fn begin_to_write(&self) -> Result<Transaction<'_>, StoreError> {
        match &self.engine {
            Engine::Postgres(client) => locked(client).begin_to_write()?,
            Engine::Sqlite(_) => return self.begin(sqlite::BEGIN_TO_WRITE, ""),
        }
        Ok(self.begun())
    }

    /// Begin an act. On a server, others may write until something of it is sent: then it fails, and is
    /// to be tried again.
    pub(super) fn begin_to_act(&self) -> Result<Transaction<'_>, StoreError> {
        match &self.engine {
            Engine::Postgres(client) => locked(client).begin_to_act()?,
            Engine::Sqlite(_) => return self.begin_to_write(),
        }
        Ok(self.begun())
    }

    fn begin(&self, begin: &str, first: &str) -> Result<Transaction<'_>, StoreError> {
        Patience::new().wait_for(|| {
            self.sqlite()?.execute_batch(begin).map_err(failed)?;
            let transaction = self.begun();
            self.batch(first)?;
            Ok(transaction)
        })
    }

    /// Do this in a transaction that goes on if it fails. A server would refuse everything after a
    /// statement that failed.
    pub(super) fn tried<T>(
        &self,
        work: impl FnOnce() -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        if matches!(self.engine, Engine::Sqlite(_)) {
            return work();
        }
        self.batch("SAVEPOINT tried")?;
        let done = work();
        match &done {
            Ok(_) => self.batch("RELEASE SAVEPOINT tried")?,
            Err(StoreError::Server(_)) => {}
            Err(_) => self.batch("ROLLBACK TO SAVEPOINT tried; RELEASE SAVEPOINT tried")?,
        }
        done
    }

    /// The transaction that has begun.
    pub(super) fn begun(&self) -> Transaction<'_> {
        Transaction { connection: self, end: ["COMMIT", "ROLLBACK"], is_done: false }
    }

    /// Run statements without parameters and rows.
    pub(super) fn batch(&self, sql: &str) -> Result<(), StoreError> {
        match &self.engine {
            Engine::Postgres(client) => locked(client).batch(sql),
            Engine::Sqlite(engine) => {
                let done = locked(engine).execute_batch(sql).map_err(failed);
                self.check()?;
                done
            }
        }
    }

    /// The first rows of a statement, up to the one with which they have `enough` bytes, or before
    /// one that cannot be read. The page after that fails with the reason.
    pub(super) fn page(
        &self,
        sql: &str,
        params: &[Param<'_>],
        enough: usize,
    ) -> Result<Rows, StoreError> {
        self.fetch(sql, params, Some(enough))
    }

    fn fetch(
        &self,
        sql: &str,
        params: &[Param<'_>],
        enough: Option<usize>,
    ) -> Result<Rows, StoreError> {
        match &self.engine {
            Engine::Postgres(client) => match enough {
                None => locked(client).query(sql, params),
                Some(enough) => locked(client).page(sql, params, enough),
            },
            Engine::Sqlite(engine) => {
                let fetched = fetch(&locked(engine), sql, params, enough).map_err(failed);
                // Also after an error: this may be its cause.
                self.check()?;
                fetched
            }
        }
    }
}

fn locked<T>(engine: &Mutex<T>) -> MutexGuard<'_, T> {
    engine.lock().unwrap_or_else(PoisonError::into_inner)
}

fn fetch(
    engine: &rusqlite::Connection,
    sql: &str,
    params: &[Param<'_>],
    enough: Option<usize>,
) -> rusqlite::Result<Rows> {
    let mut statement = engine.prepare_cached(sql)?;
    let width = statement.column_count();
    let mut fetched = Rows::of_width(width);
    let mut rows = statement.query(rusqlite::params_from_iter(params))?;
    while enough.is_none_or(|enough| fetched.bytes() < enough) {
        let row = match rows.next() {
            Ok(Some(row)) => row,
            Ok(None) => {
                fetched.end();
                break;
            }
            Err(_) if enough.is_some() && !fetched.is_empty() => break,
            Err(error) => return Err(error),
        };
        for column in 0..width {
            fetched.push(match row.get_ref(column)? {
                ValueRef::Null => Value::Null,
                ValueRef::Integer(number) => Value::Integer(number),
                ValueRef::Real(number) => Value::Real(number),
                ValueRef::Text(text) => Value::Text(text),
                ValueRef::Blob(bytes) => Value::Blob(bytes),
            });
        }
    }
    Ok(fetched)
}

/// A transaction, which is rolled back unless it is committed.
pub(super) struct Transaction<'a> {
    connection: &'a Connection,
    /// The statements that commit it and roll it back.
    end: [&'static str; 2],
    is_done: bool,
}

impl<'a> Transaction<'a> {
    /// The connection, during the transaction.
    pub(super) fn connection(&self) -> &'a Connection {
        self.connection
    }

    pub(super) fn commit(mut self) -> Result<(), StoreError> {
        match &self.connection.engine {
            Engine::Postgres(client) => locked(client).commit(self.end[0])?,
            Engine::Sqlite(_) => self.connection.batch(self.end[0])?,
        }
        self.is_done = true;
        Ok(())
    }

    /// Begin a part that can be rolled back by itself.
    pub(super) fn savepoint(&mut self) -> Result<Transaction<'_>, StoreError> {
        self.connection.batch("SAVEPOINT part")?;
        let end = ["RELEASE SAVEPOINT part", "ROLLBACK TO SAVEPOINT part; RELEASE SAVEPOINT part"];
        Ok(Transaction { connection: self.connection, end, is_done: false })
    }
}

impl Deref for Transaction<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.connection
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        // If the engine has already rolled it back, there is nothing to do.
        if !self.is_done {
            let _ = self.connection.batch(self.end[1]);
        }
    }
}

impl ToSql for Param<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Blob(bytes) => ValueRef::Blob(bytes),
            Self::Integer(number) => ValueRef::Integer(*number),
            Self::Null => ValueRef::Null,
            Self::Real(number) => ValueRef::Real(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

#[cfg(test)]
mod tests;
