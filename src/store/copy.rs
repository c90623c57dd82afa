//! Carrying a ledger into another database, of either engine.

use std::collections::BTreeSet;

use super::append::{insert_checkpoint, insert_entry};
use super::sql::{Connection, Param, Value, params};
use super::sqlite::migrations::{FORMAT, format_of, set_format};
use super::values::number;
use super::{Snapshot, Store, StoreError, VerifyOptions};
use crate::domain::{EntryId, Sha256};
use crate::view::Verification;

/// The number that stands in the place of the format until a copy is whole and verified. No program
/// takes such a database for a ledger.
pub(super) const UNFINISHED: i64 = -1;

/// How many rows are carried in one transaction, after which they need not be carried again.
const AT_ONCE: u64 = 256;

/// A table beside the log, whose rows have a hash for their key.
#[derive(Clone, Copy)]
struct Beside {
    columns: &'static str,
    name: &'static str,
    values: &'static str,
}

const BESIDE: [Beside; 2] = [
    Beside { columns: "sha256, bytes", name: "contents", values: "?1, ?2" },
    Beside { columns: "sha256, salt, text", name: "words", values: "?1, ?2, ?3" },
];

impl Store {
    /// Carry all of this ledger, as of one moment, into `target`, which was opened for that. It is of
    /// no use to anybody before [`Store::finish_copy`].
    ///
    /// What it has already stays there, if it is the beginning of the same log. `progress` is called
    /// with the number of entries that are there, and of all.
    pub fn carry_to(
        &self,
        target: &Self,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<(), StoreError> {
        let moment = self.connection.begin_to_read()?;
        let size = Snapshot::new(&moment).entries()?;
        if size == 0 {
            return Err(StoreError::NoLedger);
        }
        let mut is_first = true;
        loop {
            let transaction = target.connection.begin_to_write()?;
            let start = continued(&moment, &transaction)?;
            if std::mem::take(&mut is_first) && has_withheld(&moment, &transaction, start)? {
                return Err(StoreError::WithheldSince);
            }
            let is_unfinished = is_unfinished(&transaction)?;
            if start == size {
                if !is_unfinished {
                    return Ok(());
                }
                break;
            }
            if !is_unfinished {
                mark(&transaction, UNFINISHED)?;
            }
            carry_entries(&moment, &transaction, start)?;
            transaction.commit()?;
            progress(size.min(start + AT_ONCE), size);
        }
        for table in BESIDE {
            carry_rows(&moment, &target.connection, table)?;
        }
        let transaction = target.connection.begin_to_write()?;
        carry_keys(&moment, &transaction)?;
        transaction.commit()
    }

    /// Make the index of what was carried here, and verify everything. If it is sound, this is a
    /// ledger from now on.
    pub fn finish_copy(
        &mut self,
        options: &VerifyOptions,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Verification, StoreError> {
        if !is_unfinished(&*self.connection.begin_to_read()?)? {
            return self.verify(options, progress);
        }
        self.rebuild_if(options, progress, |rebuilt, found| {
            if found.is_intact() {
                mark(rebuilt, FORMAT)?;
            }
            Ok(found.is_intact())
        })
    }
}

/// Whether a copy in this database is not whole yet, or not verified.
fn is_unfinished(transaction: &Connection) -> Result<bool, StoreError> {
    let format = if transaction.postgres().is_some() {
        transaction.value("SELECT format FROM ledger", params![])?
    } else {
        Some(format_of(transaction)?)
    };
    Ok(format == Some(UNFINISHED))
}

/// Whether a copy of this many entries may have what the ledger has no more. It has texts, pages and
/// words only once it has all entries.
fn has_withheld(from: &Connection, to: &Connection, entries: u64) -> Result<bool, StoreError> {
    if !to.exists("SELECT 1 FROM contents LIMIT 1", params![])? {
        return Ok(false);
    }
    let snapshot = Snapshot::new(from);
    Ok(snapshot.withheld_since(entries)?.is_some()
        || snapshot.evidence_withheld_since(entries)?.is_some()
        || snapshot.words_withheld_since(entries)?.is_some())
}

fn mark(transaction: &Connection, format: i64) -> Result<(), StoreError> {
    if transaction.postgres().is_some() {
        return transaction.change(1, "UPDATE ledger SET format = ?1", params![format]);
    }
    set_format(transaction, format)
}

/// How many entries the copy has, which must be the first of the ledger.
fn continued(from: &Connection, to: &Connection) -> Result<u64, StoreError> {
    let start = Snapshot::new(to).entries()?;
    let Some(last) = start.checked_sub(1) else { return Ok(0) };
    // An entry names the root of all before it.
    let last = |log: &Connection| {
        let sql = "SELECT leaf FROM entries WHERE position = ?1";
        log.value::<Sha256>(sql, params![EntryId(last)])
    };
    match (last(from)?, last(to)?) {
        (Some(here), Some(there)) if here == there => Ok(start),
        (_, _) => Err(StoreError::OtherLog),
    }
}

/// Carry the next entries, with their checkpoints.
fn carry_entries(from: &Connection, to: &Connection, start: u64) -> Result<(), StoreError> {
    let entries = from.query(
        "SELECT position, id, bytes, leaf FROM entries WHERE position >= ?1
             ORDER BY position LIMIT ?2",
        params![EntryId(start), number(AT_ONCE)],
    )?;
    let notes = from.all(
        "SELECT size, note FROM checkpoints WHERE size > ?1 AND size <= ?2 ORDER BY size",
        params![EntryId(start), EntryId(start + AT_ONCE)],
        |row| Ok((row.get::<EntryId>(0)?.0, row.get::<Vec<u8>>(1)?)),
    )?;
    let mut notes = notes.into_iter().peekable();
    for row in entries.iter() {
        let position: EntryId = row.get(0)?;
        insert_entry(to, position, &row.get(1)?, row.get(2)?, row.get(3)?)?;
        if let Some((size, note)) = notes.next_if(|(size, _)| *size == position.0 + 1) {
            insert_checkpoint(to, size, &note)?;
        }
    }
    Ok(())
}

/// Carry the rows of a table that are not there yet.
fn carry_rows(from: &Connection, to: &Connection, table: Beside) -> Result<(), StoreError> {
    let Beside { columns, name, values } = table;
    let mut after: Vec<u8> = Vec::new();
    loop {
        let sql = format!("SELECT sha256 FROM {name} WHERE sha256 > ?1 ORDER BY sha256 LIMIT ?2");
        let here: Vec<Sha256> = from.column(&sql, params![after.as_slice(), number(AT_ONCE)])?;
        let Some(last) = here.last() else { return Ok(()) };
        let transaction = to.begin_to_write()?;
        let sql = format!("SELECT sha256 FROM {name} WHERE sha256 > ?1 AND sha256 <= ?2");
        let there: Vec<Sha256> = transaction.column(&sql, params![after.as_slice(), last])?;
        let there = BTreeSet::from_iter(there);
        for sha256 in here.iter().filter(|sha256| !there.contains(sha256)) {
            let sql = format!("SELECT {columns} FROM {name} WHERE sha256 = ?1");
            for row in from.query(&sql, params![sha256])?.iter() {
                let row: Vec<Param<'_>> = row.values().map(Value::to_param).collect();
                let sql = format!("INSERT INTO {name} ({columns}) VALUES ({values})");
                transaction.change(1, &sql, &row)?;
            }
        }
        transaction.commit()?;
        after = last.as_bytes().to_vec();
    }
}

/// Carry the keys that are sealed for reviewers, which do not follow from the log.
pub(super) fn carry_keys(from: &Connection, to: &Connection) -> Result<(), StoreError> {
    to.batch("DELETE FROM sealed_keys")?;
    let sql = "SELECT key, reviewer, sealed FROM sealed_keys ORDER BY key, reviewer";
    for row in from.query(sql, params![])?.iter() {
        let (key, reviewer): (&str, &str) = (row.get(0)?, row.get(1)?);
        let sealed: &[u8] = row.get(2)?;
        let sql = "INSERT INTO sealed_keys (key, reviewer, sealed) VALUES (?1, ?2, ?3)";
        to.change(1, sql, params![key, reviewer, sealed])?;
    }
    Ok(())
}
