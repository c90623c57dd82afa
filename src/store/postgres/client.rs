use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use postgres::error::Severity;
use postgres::fallible_iterator::FallibleIterator as _;
use postgres::types::Type;
use postgres::{NoTls, Row, SimpleQueryMessage, Statement};

use super::error::{failed, is_in_the_way, is_lost, not_connected, said};
use super::migrations::FORMAT;
use super::wire::{Given, numbered, type_of, values};
use super::{Server, ServerError, tls};
use crate::store::copy::UNFINISHED;
use crate::store::sql::{Param, Rows};
use crate::store::{EngineError, StoreError};

/// A connection to a server, which is made again when it broke, at whichever of the servers takes
/// writes then. What was going on is not: that is for the one who began it.
pub(in crate::store) struct Client {
    /// `None`: it broke.
    connection: Option<postgres::Client>,
    /// Whether a statement of the transaction failed, so that the server would roll it back where it
    /// is told to commit, and say that all is well.
    has_failed: bool,
    is_writing: bool,
    /// The statements that ran in this connection.
    known: HashMap<String, Known>,
    /// Whether the act that failed last may succeed when it is tried again.
    may_try_again: bool,
    /// What is opened besides a ledger of this program's format: a copy that is not finished.
    pub(super) opened_too: Option<i64>,
    /// The process of the server that the connection is to.
    process: Option<String>,
    server: Server,
    /// Whether somebody ended the wait for the standbys, so that this server alone has an act.
    was_not_copied: Arc<AtomicBool>,
}

/// A statement that ran before.
struct Known {
    /// As PostgreSQL spells it.
    text: String,
    /// From the second time on.
    prepared: Option<Statement>,
}

const MOST_KNOWN: usize = 256;

/// What every transaction begins with. A pool of connections may have given this one to others
/// before, so nothing is set for longer. The ledger's own schema comes first, so that no other table
/// takes the place of one of its own.
const SETTINGS: &str = "SET LOCAL search_path = factledger, pg_catalog, pg_temp;";

impl Client {
    /// For how long a server that is gone is looked for: until another one has taken its place.
    const PATIENCE: Duration = Duration::from_secs(60);

    pub(super) fn connect(server: &Server) -> Result<Self, StoreError> {
        let mut client = Self {
            connection: None,
            has_failed: false,
            is_writing: false,
            known: HashMap::new(),
            may_try_again: false,
            opened_too: None,
            process: None,
            server: server.clone(),
            was_not_copied: Arc::default(),
        };
        client.connect_patiently()?;
        Ok(client)
    }

    /// Connect for the first time. Where several hosts are named, one may just be taking the place of
    /// another.
    fn connect_patiently(&mut self) -> Result<(), StoreError> {
        let since = Instant::now();
        loop {
            let patience = match self.reconnect() {
                Err(error) if self.server.config.get_hosts().len() < 2 => return Err(error),
                Err(StoreError::Server(ServerError::Standby)) => Self::PATIENCE,
                Err(StoreError::Server(ServerError::NoServer { .. })) => Self::PATIENCE / 12,
                done => return done,
            };
            if since.elapsed() > patience {
                return self.reconnect();
            }
            thread::sleep(Duration::from_millis(100));
        }
    }

    fn reconnect(&mut self) -> Result<(), StoreError> {
        let was_not_copied = Arc::clone(&self.was_not_copied);
        let mut config = self.server.config.clone();
        config.notice_callback(move |notice| {
            // It says so when a commit stops waiting: the act is on this server alone.
            if notice.parsed_severity() == Some(Severity::Warning)
                && notice.code().code() == "01000"
            {
                was_not_copied.store(true, Ordering::Relaxed);
            }
        });
        self.known.clear();
        self.process = None;
        let is_encrypted = config.get_ssl_mode() != postgres::config::SslMode::Disable;
        let connected = if is_encrypted {
            config.connect(tls::checker(&self.server).map_err(StoreError::Server)?)
        } else {
            config.connect(NoTls)
        };
        let connected = connected.map_err(|error| not_connected(&error, &self.server))?;
        self.connection = Some(connected);
        Ok(())
    }

    /// Whether what failed last may succeed if it is done again from its beginning.
    pub(in crate::store) fn may_try_again(&mut self) -> bool {
        std::mem::take(&mut self.may_try_again)
    }

    pub(in crate::store) fn begin_to_read(&mut self) -> Result<(), StoreError> {
        let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
        self.begin(
            &format!("{begin}; {SETTINGS} SELECT format, pg_backend_pid() FROM factledger.ledger"),
            false,
        )
    }

    /// One writes at a time, and the one who has waited longest is next. Under this level each
    /// statement sees what was committed before it: that includes all that was waited for.
    pub(in crate::store) fn begin_to_write(&mut self) -> Result<(), StoreError> {
        /// In seconds, less than the others wait: for how long a machine holds them up that is gone
        /// without a word.
        const IDLE: u64 = StoreError::PATIENCE - 5;
        let (begin, patience) =
            ("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE", StoreError::PATIENCE);
        let sql = format!(
            "{begin}; {SETTINGS} SET LOCAL lock_timeout = '{patience}s';
             SET LOCAL idle_in_transaction_session_timeout = '{IDLE}s';
             SELECT set_config('synchronous_commit', 'on', true)
                 WHERE current_setting('synchronous_commit') NOT IN ('on', 'remote_apply');
             SELECT format, pg_backend_pid() FROM factledger.ledger FOR UPDATE"
        );
        self.begin(&sql, true)
    }

    fn begin(&mut self, sql: &str, is_writing: bool) -> Result<(), StoreError> {
        let since = Instant::now();
        loop {
            match self.try_to_begin(sql, is_writing) {
                Err(StoreError::Server(
                    ServerError::Lost(_)
                    | ServerError::LostReading(_)
                    | ServerError::NoServer { .. }
                    | ServerError::Standby,
                )) if since.elapsed() < Self::PATIENCE => thread::sleep(Duration::from_millis(100)),
                done => return done,
            }
        }
    }

    fn try_to_begin(&mut self, sql: &str, is_writing: bool) -> Result<(), StoreError> {
        if self.connection.is_none() {
            self.reconnect()?;
        }
        self.is_writing = is_writing;
        self.has_failed = false;
        self.may_try_again = false;
        self.was_not_copied.store(false, Ordering::Relaxed);
        let connection = self.connection.as_mut().ok_or_else(no_connection)?;
        match connection.simple_query(sql) {
            Ok(answers) => {
                // The setting above may answer with a row, too.
                let last = answers.iter().rev().find_map(|answer| {
                    if let SimpleQueryMessage::Row(row) = answer { Some(row) } else { None }
                });
                let process = last.and_then(|row| row.try_get(1).ok()?).map(str::to_owned);
                match last.and_then(|row| row.get(0)?.parse().ok()) {
                    Some(FORMAT) => self.ensure_same(process),
                    Some(found) if self.opened_too == Some(found) => self.ensure_same(process),
                    found => {
                        let _ = self.batch("ROLLBACK");
                        Err(match found {
                            None => StoreError::NotALedger,
                            Some(UNFINISHED) => StoreError::Unfinished,
                            Some(found) if found > FORMAT => {
                                StoreError::Newer { found, known: FORMAT }
                            }
                            Some(found) => StoreError::Older { found, known: FORMAT },
                        })
                    }
                }
            }
            Err(error) => {
                let error = self.fault(&error);
                let _ = self.batch("ROLLBACK");
                Err(error)
            }
        }
    }

    /// Refuse a connection that a pool gave to others in between, unless that was said. What they
    /// prepared could run in the place of our own.
    fn ensure_same(&mut self, process: Option<String>) -> Result<(), StoreError> {
        let before = std::mem::replace(&mut self.process, process);
        if self.server.is_pooled || before.is_none() || before == self.process {
            return Ok(());
        }
        let _ = self.batch("ROLLBACK");
        Err(StoreError::Server(ServerError::Pooled))
    }

    /// Begin a transaction in which the ledger need not be there yet.
    pub(super) fn begin_to_make(&mut self) -> Result<(), StoreError> {
        self.has_failed = false;
        self.is_writing = true;
        self.batch("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
    }

    /// Commit a transaction, or a part of one.
    pub(in crate::store) fn commit(&mut self, end: &str) -> Result<(), StoreError> {
        if self.has_failed {
            let what = "a statement failed, and so did all after it";
            return Err(StoreError::Engine(EngineError::new(what)));
        }
        let is_writing = self.is_writing;
        let connection = self.connection.as_mut().ok_or_else(no_connection)?;
        match connection.batch_execute(end) {
            Err(error) if is_lost(&error) && is_writing => {
                self.connection = None;
                Err(StoreError::Server(ServerError::Unknown(said(&error))))
            }
            Err(error) => Err(self.fault(&error)),
            Ok(()) if is_writing && self.was_not_copied.swap(false, Ordering::Relaxed) => {
                let what = "the wait for the standby servers was ended";
                Err(StoreError::Server(ServerError::Unknown(EngineError::new(what))))
            }
            Ok(()) => Ok(()),
        }
    }

    /// Run statements without parameters and rows.
    pub(in crate::store) fn batch(&mut self, sql: &str) -> Result<(), StoreError> {
        let connection = self.connection.as_mut().ok_or_else(no_connection)?;
        match connection.batch_execute(sql) {
            Ok(()) => {
                // All of it, or the part that failed.
                if sql.starts_with("ROLLBACK") {
                    self.has_failed = false;
                }
                Ok(())
            }
            Err(error) => Err(self.fault(&error)),
        }
    }

    /// Run a statement that changes rows, and return how many.
    pub(in crate::store) fn change(
        &mut self,
        sql: &str,
        params: &[Param<'_>],
    ) -> Result<usize, StoreError> {
        self.run(sql, params, |_| Ok(true))
    }

    /// All rows of a statement.
    pub(in crate::store) fn query(
        &mut self,
        sql: &str,
        params: &[Param<'_>],
    ) -> Result<Rows, StoreError> {
        let mut rows = Rows::default();
        self.run(sql, params, |row| take(row, &mut rows).map(|()| true))?;
        Ok(rows)
    }

    /// The first rows of a statement, up to the one with which they have `enough` bytes.
    pub(in crate::store) fn page(
        &mut self,
        sql: &str,
        params: &[Param<'_>],
        enough: usize,
    ) -> Result<Rows, StoreError> {
        /// How many rows are fetched at first, and at most.
        const FIRST: usize = 16;
        const MOST: usize = 512;
        let mut rows = Rows::default();
        // Most tables and conditions have few rows, which come in one message.
        let few = format!("SELECT * FROM ({sql}) AS page LIMIT {FIRST}");
        self.run(&few, params, |row| {
            take(row, &mut rows)?;
            Ok(rows.bytes() < enough)
        })?;
        if rows.len() < FIRST || rows.bytes() >= enough {
            return Ok(rows);
        }
        let mut rows = Rows::default();
        self.run(&format!("DECLARE page NO SCROLL CURSOR FOR {sql}"), params, |_| Ok(true))?;
        let mut wanted = FIRST;
        loop {
            let before = rows.len();
            let fetched = self.run_once(&format!("FETCH {wanted} FROM page"), &[], |row| {
                take(row, &mut rows)?;
                Ok(rows.bytes() < enough)
            });
            fetched?;
            if rows.len() - before < wanted || rows.bytes() >= enough {
                break;
            }
            // As many as may fill the page, if they are as long as those before.
            let of_one = rows.bytes() / rows.len().max(1);
            wanted = ((enough - rows.bytes()) / of_one.max(1)).clamp(1, MOST);
        }
        self.batch("CLOSE page")?;
        Ok(rows)
    }

    /// The names of the columns of the result.
    pub(in crate::store) fn columns_of(&mut self, sql: &str) -> Result<Vec<String>, StoreError> {
        let connection = self.connection.as_mut().ok_or_else(no_connection)?;
        match connection.simple_query(&format!("{sql} LIMIT 0")) {
            Ok(answers) => {
                let columns = answers.iter().find_map(|answer| {
                    if let SimpleQueryMessage::RowDescription(columns) = answer {
                        Some(columns)
                    } else {
                        None
                    }
                });
                let columns = columns.into_iter().flat_map(|columns| columns.iter());
                Ok(columns.map(|column| column.name().to_owned()).collect())
            }
            Err(error) => Err(self.fault(&error)),
        }
    }

    /// Run a statement and give each of its rows, until one is enough. Returns how many rows it
    /// returned or changed.
    ///
    /// The first time it is sent with its parameters, in one message; from the second time on it is
    /// prepared.
    fn run(
        &mut self,
        sql: &str,
        params: &[Param<'_>],
        take: impl FnMut(&Row) -> Result<bool, postgres::Error>,
    ) -> Result<usize, StoreError> {
        // Each transaction may have another connection, in which statements of others are prepared under
        // the names of our own.
        if self.server.is_pooled {
            return self.run_once(&numbered(sql), params, take);
        }
        let Some(known) = self.known.get_mut(sql) else {
            let text = numbered(sql);
            let ran = self.run_once(&text, params, take);
            if ran.is_ok() {
                // Lists of ids make statements that hardly come again.
                if self.known.len() >= MOST_KNOWN {
                    self.known.clear();
                }
                self.known.insert(sql.to_owned(), Known { text, prepared: None });
            }
            return ran;
        };
        let connection = self.connection.as_mut().ok_or_else(no_connection)?;
        let prepared = if let Some(prepared) = &known.prepared {
            prepared.clone()
        } else {
            let types: Vec<Type> = params.iter().map(type_of).collect();
            match connection.prepare_typed(&known.text, &types) {
                Ok(prepared) => known.prepared.insert(prepared).clone(),
                Err(error) => return Err(self.fault(&error)),
            }
        };
        let rows = connection.query_raw(&prepared, params.iter().map(Given));
        let ran = rows.and_then(|rows| each(rows, take));
        ran.map_err(|error| self.fault(&error))
    }

    fn run_once(
        &mut self,
        sql: &str,
        params: &[Param<'_>],
        take: impl FnMut(&Row) -> Result<bool, postgres::Error>,
    ) -> Result<usize, StoreError> {
        let connection = self.connection.as_mut().ok_or_else(no_connection)?;
        let typed = params.iter().map(|param| (Given(param), type_of(param)));
        let ran = connection.query_typed_raw(sql, typed).and_then(|rows| each(rows, take));
        ran.map_err(|error| self.fault(&error))
    }

    /// What an error means, and for what may be done next.
    fn fault(&mut self, error: &postgres::Error) -> StoreError {
        self.has_failed = true;
        if is_lost(error) {
            self.connection = None;
            self.may_try_again = true;
            let said = said(error);
            return StoreError::Server(if self.is_writing {
                ServerError::Lost(said)
            } else {
                ServerError::LostReading(said)
            });
        }
        self.may_try_again = is_in_the_way(error);
        failed(error, &self.server)
    }
}

fn no_connection() -> StoreError {
    StoreError::Server(ServerError::Lost(EngineError::new("it was lost before")))
}

fn take(row: &Row, rows: &mut Rows) -> Result<(), postgres::Error> {
    rows.set_width(row.len());
    values(row, |value| rows.push(value))
}

fn each(
    mut rows: postgres::RowIter<'_>,
    mut take: impl FnMut(&Row) -> Result<bool, postgres::Error>,
) -> Result<usize, postgres::Error> {
    let mut count = 0;
    while let Some(row) = rows.next()? {
        count += 1;
        if !take(&row)? {
            return Ok(count);
        }
    }
    Ok(rows.rows_affected().and_then(|rows| usize::try_from(rows).ok()).unwrap_or(count))
}
