use std::collections::BTreeSet;

use rusqlite::{Connection, Transaction};

use super::append::{grow, insert_checkpoint, insert_content, insert_entry};
use super::change::change;
use super::migrations::create;
use super::project::Projection;
use super::schema::schema;
use super::{Snapshot, StoreError};
use crate::domain::Position;
use crate::log::read_verified;
use crate::merkle::{Frontier, leaf_hash};

/// The tables that hold what was recorded. All others follow from them.
pub(super) const LOG: [&str; 3] = ["checkpoints", "contents", "entries"];

/// An entry that the entries before it leave no place for, and why, in words that follow its id.
pub(super) type Misfit = (Position, String);

/// Put the index that follows from the log, and the guards, in the place of those that are there.
/// Nothing of the log is touched, and nothing of it is believed: whether it is sound is for
/// [`Store::verify`](super::Store::verify) to say, and which of its entries have no effect.
///
/// It is a part of a transaction, so that all of it is done or nothing.
pub(super) fn remake(
    transaction: &Connection,
    faults: &BTreeSet<Position>,
) -> Result<(), StoreError> {
    let expected = schema(&fresh()?)?;
    for part in schema(transaction)?.iter().filter(|part| !part.is_of_log()) {
        transaction.execute_batch(&part.to_drop())?;
    }
    for part in expected.iter().filter(|part| !part.is_of_log()) {
        transaction.execute_batch(part.sql.as_deref().unwrap_or_default())?;
    }
    replay(&Snapshot::new(transaction), transaction, faults)?;
    Ok(())
}

/// An empty ledger, which goes to a file of the system's as it grows.
pub(super) fn fresh() -> Result<Connection, StoreError> {
    let fresh = Connection::open("")?;
    fresh.set_prepared_statement_cache_capacity(64);
    create(&fresh)?;
    Ok(fresh)
}

/// Build the index rows that follow from a log that was verified, in the empty tables of `index`. The
/// entries of `faults` have no effect. Those that do not fit, or that the rules of judgement refuse, have
/// none either, and are returned.
pub(super) fn replay(
    log: &Snapshot<'_>,
    index: &Connection,
    faults: &BTreeSet<Position>,
) -> Result<Vec<Misfit>, StoreError> {
    let mut projection = Projection::new(index, Snapshot::new(log.connection));
    let mut frontier = Frontier::default();
    let mut misfits = Vec::new();
    let mut statement =
        log.connection.prepare("SELECT position, bytes FROM entries ORDER BY position")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let position: Position = row.get(0)?;
        let bytes: Vec<u8> = row.get(1)?;
        let mut has_effect = !faults.contains(&position);
        if has_effect {
            let fits = match read_verified(&bytes) {
                Ok(entry) => projection.entry(position, &entry),
                Err(_) => Err(StoreError::Misfit { position, why: "it cannot be read" }),
            };
            match fits {
                Ok(()) => {}
                Err(StoreError::Misfit { why, .. }) => {
                    misfits.push((position, format!("does not fit what stands before it: {why}")));
                    has_effect = false;
                }
                Err(StoreError::Refused { source, .. }) => {
                    misfits.push((position, format!("breaks the rules of judgement: {source}")));
                    has_effect = false;
                }
                Err(error) => return Err(error),
            }
        }
        if !has_effect {
            change(index, 1, "INSERT INTO faults (entry) VALUES (?1)", [position])?;
        }
        grow(&mut frontier, leaf_hash(&bytes), |node| projection.node(node))?;
    }
    Ok(misfits)
}

/// Copy the log of a ledger into the empty one of another, as it is.
pub(super) fn copy_log(from: &Connection, to: &Transaction<'_>) -> Result<(), StoreError> {
    let mut checkpoints = from.prepare("SELECT note FROM checkpoints WHERE size = ?1")?;
    let mut entries =
        from.prepare("SELECT position, id, bytes, leaf FROM entries ORDER BY position")?;
    let mut rows = entries.query([])?;
    while let Some(row) = rows.next()? {
        let (position, id, bytes, leaf): (Position, [u8; 16], Vec<u8>, _) =
            (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        insert_entry(to, position, &id, &bytes, leaf)?;
        let size = Position(position.0 + 1);
        let mut notes = checkpoints.query([size])?;
        if let Some(note) = notes.next()? {
            insert_checkpoint(to, size.0, &note.get::<_, Vec<u8>>(0)?)?;
        }
    }
    let mut contents = from.prepare("SELECT sha256, bytes FROM contents")?;
    let mut rows = contents.query([])?;
    while let Some(row) = rows.next()? {
        insert_content(to, row.get(0)?, &row.get::<_, Vec<u8>>(1)?)?;
    }
    Ok(())
}
