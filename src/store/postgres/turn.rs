//! Transactions: to read as of one moment, and to write one after the other.

use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

use postgres::SimpleQueryMessage;

use super::ServerError;
use super::client::Client;
use super::error::{is_lost, said};
use super::hosts::PATIENCE;
use super::migrations::FORMAT;
use crate::store::copy::UNFINISHED;
use crate::store::{EngineError, StoreError};

/// What every transaction begins with. A pool of connections may have given this one to others
/// before, so nothing is set for longer. The ledger's own schema comes first, so that no other table
/// takes the place of one of its own.
const SETTINGS: &str = "SET LOCAL search_path = factledger, pg_catalog, pg_temp;";

/// The turn to write. One writes at a time, and the one who has waited longest is next. The row
/// changes with each turn, so that a transaction that read before another one wrote fails when it
/// wants to write.
const TURN: &str = "UPDATE factledger.ledger SET turn = coalesce(turn, 0) + 1";

/// What fails at once if somebody else has the turn.
const TURN_IF_FREE: &str = "SELECT format FROM factledger.ledger FOR UPDATE NOWAIT";

/// Whether others were waited for, in the statement that takes the turn.
const WAITED: &str = "clock_timestamp() - statement_timestamp() > interval '2 ms'";

/// What a transaction is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// To write, as soon as something is sent: nobody else was seen to write.
    Act,
    Read,
    /// To write, and nobody else does.
    Write,
}

impl Client {
    pub(in crate::store) fn begin_to_read(&mut self) -> Result<(), StoreError> {
        self.begin(Mode::Read)
    }

    /// Begin to write, and wait for the others. Each statement sees what was committed before it: that
    /// includes all that was waited for.
    pub(in crate::store) fn begin_to_write(&mut self) -> Result<(), StoreError> {
        self.begin(Mode::Write)
    }

    /// Begin an act, which is tried again if somebody else wrote in the meantime. What it reads keeps
    /// nobody waiting, unless several write at once: then it waits for its turn first.
    pub(in crate::store) fn begin_to_act(&mut self) -> Result<(), StoreError> {
        self.begin(if self.is_busy { Mode::Write } else { Mode::Act })
    }

    /// Whether the act that failed last may succeed if it is done again from its beginning.
    ///
    /// Before its turn to write, an act sees a moment that may be over: others may have saved more since,
    /// here and beside the keys. So it is refused only in its turn.
    pub(in crate::store) fn may_try_again(&mut self) -> bool {
        let was_early = std::mem::replace(&mut self.mode, Mode::Read) == Mode::Act;
        self.is_busy |= was_early;
        std::mem::take(&mut self.may_try_again) || was_early
    }

    /// Take the turn to write, before the first change of an act is sent. If somebody else has it, what was
    /// read will be over: the act waits for its turn from its beginning, and holds nobody up until then.
    pub(super) fn take_turn(&mut self) -> Result<(), StoreError> {
        if self.mode != Mode::Act {
            return Ok(());
        }
        self.mode = Mode::Write;
        let taken = self.send(&format!("{TURN_IF_FREE}; {TURN}"));
        if let Err(StoreError::Busy(_)) = taken {
            (self.is_busy, self.may_try_again) = (true, true);
        }
        taken
    }

    fn begin(&mut self, mode: Mode) -> Result<(), StoreError> {
        let since = Instant::now();
        loop {
            match self.try_to_begin(mode) {
                Err(StoreError::Server(
                    ServerError::Lost(_)
                    | ServerError::LostReading(_)
                    | ServerError::NoRoom(_)
                    | ServerError::NoServer { .. }
                    | ServerError::Standby
                    | ServerError::Starting(_),
                )) if since.elapsed() < PATIENCE => thread::sleep(Duration::from_millis(100)),
                done => return done,
            }
        }
    }

    fn try_to_begin(&mut self, mode: Mode) -> Result<(), StoreError> {
        if self.connection.is_none() {
            self.reconnect()?;
        }
        self.mode = mode;
        self.has_failed = false;
        self.may_try_again = false;
        self.forget();
        self.was_not_copied.store(false, Ordering::Relaxed);
        let connection = self.connected()?;
        match connection.simple_query(&beginning(mode)) {
            Ok(answers) => {
                // The settings may answer with a row, too.
                let last = answers.iter().rev().find_map(|answer| {
                    if let SimpleQueryMessage::Row(row) = answer { Some(row) } else { None }
                });
                let process = last.and_then(|row| row.try_get(1).ok()?).map(str::to_owned);
                if mode == Mode::Write {
                    self.is_busy = last.and_then(|row| row.try_get(2).ok()?) == Some("t");
                }
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
            self.memo.begin();
            return Ok(());
        }
        let _ = self.batch("ROLLBACK");
        Err(StoreError::Server(ServerError::Pooled))
    }

    /// Begin a transaction in which the ledger need not be there yet.
    pub(super) fn begin_to_make(&mut self) -> Result<(), StoreError> {
        self.has_failed = false;
        self.mode = Mode::Write;
        self.forget();
        self.batch("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
    }

    /// Commit a transaction, or a part of one.
    pub(in crate::store) fn commit(&mut self, end: &str) -> Result<(), StoreError> {
        self.send_pending()?;
        if self.has_failed {
            let what = "a statement failed, and so did all after it";
            return Err(StoreError::Engine(EngineError::new(what)));
        }
        let is_writing = self.mode != Mode::Read;
        let connection = self.connected()?;
        match connection.batch_execute(end) {
            Err(error) if is_lost(&error) && is_writing => {
                self.connection = None;
                Err(StoreError::Server(ServerError::Unknown(said(&error))))
            }
            Err(error) => Err(self.fault(&error)),
            Ok(()) if is_writing && self.was_not_copied.swap(false, Ordering::Relaxed) => {
                Err(StoreError::Server(ServerError::NotCopied))
            }
            Ok(()) => Ok(()),
        }
    }
}

/// The statements that begin a transaction. The last one says which format the ledger has, and in which
/// process of the server the transaction is.
fn beginning(mode: Mode) -> String {
    /// In seconds, less than the others wait: for how long a machine holds them up that is gone without
    /// a word.
    const IDLE: u64 = StoreError::PATIENCE - 5;
    // No limit on the time of statements ends a commit, which may have to wait for a standby.
    let (row, of_ledger) = ("format, pg_backend_pid()", "FROM factledger.ledger");
    let patience = StoreError::PATIENCE;
    let to_write = format!(
        "{SETTINGS} SET LOCAL lock_timeout = '{patience}s'; SET LOCAL statement_timeout = 0;
         SET LOCAL idle_in_transaction_session_timeout = '{IDLE}s';
         SELECT set_config('synchronous_commit', 'on', true)
             WHERE current_setting('synchronous_commit') NOT IN ('on', 'remote_apply');"
    );
    // The lock waits for the one who rebuilds the index, before the moment that is read begins: what is
    // emptied is empty for those, too, who began before that.
    let to_read = "LOCK TABLE factledger.checkpoints IN ACCESS SHARE MODE;";
    match mode {
        Mode::Act => format!(
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE; {to_read} {to_write} SELECT {row} {of_ledger}"
        ),
        Mode::Read => format!(
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; {to_read} {SETTINGS} SELECT {row} {of_ledger}"
        ),
        Mode::Write => format!(
            "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; {to_write} {TURN} RETURNING {row}, {WAITED}"
        ),
    }
}
