use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::append::grow;
use super::migrations::create;
use super::project::Projection;
use super::sqlite::{Schema, schema};
use super::{Snapshot, Store, StoreError};
use crate::domain::Position;
use crate::log::read_entry;
use crate::merkle::{Frontier, leaf_hash};

/// The tables that hold what was recorded. All others follow from them.
pub(super) const LOG: [&str; 3] = ["checkpoints", "contents", "entries"];

impl Store {
    /// Make the index again from the log, and put back the guards: all of it or nothing.
    ///
    /// Nothing of the log is touched, and nothing of it is believed: whether it is sound is for
    /// [`Store::verify`] to say.
    pub fn rebuild(&mut self) -> Result<(), StoreError> {
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        remake(&transaction)?;
        Ok(transaction.commit()?)
    }
}

/// Put the index that follows from the log, and the guards, in the place of those that are there.
pub(super) fn remake(transaction: &Transaction<'_>) -> Result<(), StoreError> {
    let expected = schema(&fresh()?)?;
    let is_log = |part: &Schema| part.kind == "table" && LOG.contains(&part.name.as_str());
    for part in schema(transaction)?.iter().filter(|part| !is_log(part)) {
        transaction.execute_batch(&part.to_drop())?;
    }
    for part in expected.iter().filter(|part| !is_log(part)) {
        transaction.execute_batch(part.sql.as_deref().unwrap_or_default())?;
    }
    replay(&Snapshot::new(transaction), transaction)
}

/// An empty ledger, which goes to a file of the system's as it grows.
pub(super) fn fresh() -> Result<Connection, StoreError> {
    let fresh = Connection::open("")?;
    fresh.set_prepared_statement_cache_capacity(64);
    create(&fresh)?;
    Ok(fresh)
}

/// Make the index rows that follow from the log, into the empty tables of `index`.
pub(super) fn replay(log: &Snapshot<'_>, index: &Connection) -> Result<(), StoreError> {
    let mut projection = Projection::new(index, Snapshot::new(log.connection));
    let mut frontier = Frontier::default();
    let mut statement =
        log.connection.prepare("SELECT position, bytes FROM entries ORDER BY position")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let position: Position = row.get(0)?;
        let bytes: Vec<u8> = row.get(1)?;
        let entry = read_entry(&bytes).map_err(|source| StoreError::Entry { position, source })?;
        projection.entry(position, &entry)?;
        grow(&mut frontier, leaf_hash(&bytes), |node| projection.node(node))?;
    }
    Ok(())
}
