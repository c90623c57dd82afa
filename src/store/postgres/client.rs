use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use postgres::fallible_iterator::FallibleIterator as _;
use postgres::types::Type;
use postgres::{Row, SimpleQueryMessage, Statement};

use super::error::{failed, is_in_the_way, is_lost, said};
use super::hosts;
use super::memo::Memo;
use super::pending::{Change, Pending, is_read, together};
use super::turn::Mode;
use super::wire::{Sent, numbered, values};
use super::{Server, ServerError};
use crate::store::sql::{Param, Rows};
use crate::store::{EngineError, StoreError};

/// A connection to a server, which is made again when it broke, at whichever of the servers takes
/// writes then. What was going on is not: that is for the one who began it.
pub(in crate::store) struct Client {
    /// `None`: it broke.
    pub(super) connection: Option<postgres::Client>,
    /// Whether a statement of the transaction failed, so that the server would roll it back where it
    /// is told to commit, and say that all is well.
    pub(super) has_failed: bool,
    /// Whether others wrote when this connection wanted to, the last time.
    pub(super) is_busy: bool,
    /// The statements that ran in this connection.
    known: HashMap<String, Known>,
    /// Whether the act that failed last may succeed when it is tried again.
    pub(super) may_try_again: bool,
    pub(super) memo: Memo,
    /// What the transaction is for.
    pub(super) mode: Mode,
    /// What is opened besides a ledger of this program's format: a copy that is not finished.
    pub(super) opened_too: Option<i64>,
    pending: Pending,
    /// The process of the server that the connection is to.
    pub(super) process: Option<String>,
    pub(super) server: Server,
    /// Whether somebody ended the wait for the standbys, so that this server alone has an act.
    pub(super) was_not_copied: Arc<AtomicBool>,
}

/// A statement that ran before.
struct Known {
    /// As PostgreSQL spells it.
    text: String,
    /// From the second time on.
    prepared: Option<Statement>,
}

const MOST_KNOWN: usize = 256;

impl Client {
    pub(super) fn connect(server: &Server) -> Result<Self, StoreError> {
        let was_not_copied = Arc::default();
        let connection = hosts::connect_patiently(server, &was_not_copied)?;
        Ok(Self {
            connection: Some(connection),
            has_failed: false,
            is_busy: false,
            known: HashMap::new(),
            may_try_again: false,
            memo: Memo::default(),
            mode: Mode::Read,
            opened_too: None,
            pending: Pending::default(),
            process: None,
            server: server.clone(),
            was_not_copied,
        })
    }

    pub(super) fn reconnect(&mut self) -> Result<(), StoreError> {
        self.known.clear();
        self.process = None;
        self.connection = Some(hosts::connect(&self.server, &self.was_not_copied)?);
        Ok(())
    }

    /// Forget what a transaction has read, and what it has not sent.
    pub(super) fn forget(&mut self) {
        self.memo.end();
        self.pending.take();
    }

    /// Run statements without parameters and rows.
    pub(in crate::store) fn batch(&mut self, sql: &str) -> Result<(), StoreError> {
        // All of it, or the part that failed.
        let is_undone = sql.starts_with("ROLLBACK");
        if is_undone {
            self.pending.take();
        } else {
            self.send_pending()?;
        }
        if sql == "ROLLBACK" {
            self.memo.end();
        } else {
            // It may change anything.
            self.memo.clear();
        }
        self.send(sql)?;
        self.has_failed &= !is_undone;
        Ok(())
    }

    pub(super) fn send(&mut self, sql: &str) -> Result<(), StoreError> {
        let connection = self.connected()?;
        connection.batch_execute(sql).map_err(|error| self.fault(&error))
    }

    /// Run a statement once for each set of parameters. Each time it must change `rows` rows; `None`: any
    /// number. It may be kept back, to be sent together with others: an error may be of an earlier change.
    pub(in crate::store) fn change<'p, P: AsRef<[Param<'p>]>>(
        &mut self,
        rows: Option<usize>,
        sql: &str,
        params: &[P],
    ) -> Result<(), StoreError> {
        if params.is_empty() {
            return Ok(());
        }
        let change = Change::of(sql);
        self.memo.forget(change.map(|change| change.table));
        if let Some(change) = change.filter(|change| change.can_wait()) {
            if !self.pending.can_take(change) {
                self.send_pending()?;
            }
            self.pending.add(rows, change, params);
            return if self.pending.is_full() { self.send_pending() } else { Ok(()) };
        }
        self.send_pending()?;
        self.take_turn()?;
        for params in params {
            let changed = self.run(sql, &given(params.as_ref()), |_| Ok(true))?;
            StoreError::ensure_changed(sql, rows, changed)?;
        }
        Ok(())
    }

    /// Send the changes that wait.
    pub(super) fn send_pending(&mut self) -> Result<(), StoreError> {
        let parts = self.pending.take();
        if parts.is_empty() {
            return Ok(());
        }
        self.take_turn()?;
        let (sql, sent) = together(&parts);
        let mut rows = Rows::default();
        let changed = self.run(&sql, &sent, |row| take(row, &mut rows).map(|()| true))?;
        if let [part] = parts.as_slice() {
            return StoreError::ensure_changed(part.sql(), part.expected(), changed);
        }
        let silent = || EngineError::new("the server did not say how much it changed");
        let counts = rows.row(0).ok_or_else(|| StoreError::Engine(silent()))?;
        for (number, part) in parts.iter().enumerate() {
            let changed: i64 = counts.get(number)?;
            let changed = usize::try_from(changed).unwrap_or_default();
            StoreError::ensure_changed(part.sql(), part.expected(), changed)?;
        }
        Ok(())
    }

    /// Prepare to run a statement: what it may read is sent before.
    fn send_for(&mut self, sql: &str) -> Result<(), StoreError> {
        if is_read(sql) {
            return if self.pending.concerns(sql) { self.send_pending() } else { Ok(()) };
        }
        self.memo.forget(Change::of(sql).map(|change| change.table));
        self.send_pending()?;
        self.take_turn()
    }

    /// All rows of a statement.
    pub(in crate::store) fn query(
        &mut self,
        sql: &str,
        params: &[Param<'_>],
    ) -> Result<Rows, StoreError> {
        if let Some(rows) = self.memo.get(sql, params) {
            return Ok(rows);
        }
        self.send_for(sql)?;
        let mut rows = Rows::default();
        self.run(sql, &given(params), |row| take(row, &mut rows).map(|()| true))?;
        self.memo.keep(sql, params, &rows);
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
        if let Some(rows) = self.memo.get(sql, params) {
            return Ok(rows);
        }
        self.send_for(sql)?;
        let (asked, params) = (params, &given(params));
        let mut rows = Rows::default();
        // Most tables and conditions have few rows, which come in one message.
        let few = format!("SELECT * FROM ({sql}) AS page LIMIT {FIRST}");
        self.run(&few, params, |row| {
            take(row, &mut rows)?;
            Ok(rows.bytes() < enough)
        })?;
        if rows.bytes() >= enough {
            return Ok(rows);
        }
        if rows.len() < FIRST {
            rows.end();
            self.memo.keep(sql, asked, &rows);
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
            if rows.bytes() >= enough {
                break;
            }
            if rows.len() - before < wanted {
                rows.end();
                break;
            }
            // As many as may fill the page, if they are as long as those before.
            let of_one = rows.bytes() / rows.len().max(1);
            wanted = ((enough - rows.bytes()) / of_one.max(1)).clamp(1, MOST);
        }
        self.send("CLOSE page")?;
        Ok(rows)
    }

    /// The names of the columns of the result.
    pub(in crate::store) fn columns_of(&mut self, sql: &str) -> Result<Vec<String>, StoreError> {
        let connection = self.connected()?;
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
        params: &[Sent<'_>],
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
        let Some(connection) = &mut self.connection else {
            return Err(lost_before(self.mode));
        };
        let prepared = if let Some(prepared) = &known.prepared {
            prepared.clone()
        } else {
            let types: Vec<Type> = params.iter().map(Sent::ty).collect();
            match connection.prepare_typed(&known.text, &types) {
                Ok(prepared) => known.prepared.insert(prepared).clone(),
                Err(error) => return Err(self.fault(&error)),
            }
        };
        let rows = connection.query_raw(&prepared, params);
        let ran = rows.and_then(|rows| each(rows, take));
        ran.map_err(|error| self.fault(&error))
    }

    fn run_once(
        &mut self,
        sql: &str,
        params: &[Sent<'_>],
        take: impl FnMut(&Row) -> Result<bool, postgres::Error>,
    ) -> Result<usize, StoreError> {
        let connection = self.connected()?;
        let typed = params.iter().map(|param| (param, param.ty()));
        let ran = connection.query_typed_raw(sql, typed).and_then(|rows| each(rows, take));
        ran.map_err(|error| self.fault(&error))
    }

    /// The connection, unless it broke.
    pub(super) fn connected(&mut self) -> Result<&mut postgres::Client, StoreError> {
        let mode = self.mode;
        self.connection.as_mut().ok_or_else(|| lost_before(mode))
    }

    /// What an error means, and for what may be done next.
    pub(super) fn fault(&mut self, error: &postgres::Error) -> StoreError {
        self.has_failed = true;
        self.forget();
        if is_lost(error) {
            self.connection = None;
            self.may_try_again = true;
            return lost(self.mode, said(error));
        }
        self.may_try_again = is_in_the_way(error);
        if self.may_try_again && self.mode == Mode::Read {
            return StoreError::Disturbed;
        }
        self.is_busy |= self.may_try_again;
        failed(error, &self.server)
    }
}

fn lost(mode: Mode, said: EngineError) -> StoreError {
    let lost = if mode == Mode::Read { ServerError::LostReading } else { ServerError::Lost };
    StoreError::Server(lost(said))
}

fn lost_before(mode: Mode) -> StoreError {
    lost(mode, EngineError::new("it was lost before"))
}

fn given<'p>(params: &'p [Param<'_>]) -> Vec<Sent<'p>> {
    params.iter().map(Sent::One).collect()
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
