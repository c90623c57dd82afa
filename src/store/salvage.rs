use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::loose::notes;
use super::sqlite::open_alone;
use super::values::number;
use super::{Snapshot, StoreError, settings};
use crate::domain::{Entry, Position, Sha256};
use crate::log::{Roll, read_entry, signature_of};
use crate::merkle::{Checkpoint, leaf_hash};

/// A file that was a ledger and may be damaged anywhere. It is read piece by piece, and a piece that
/// cannot be read keeps no other from being so.
pub struct Wreck {
    connection: Connection,
    path: PathBuf,
}

/// What of a wreck still verifies.
#[derive(Debug, Default)]
pub struct Salvage {
    /// Signed states of the log that hold, by their sizes.
    pub checkpoints: BTreeMap<u64, Vec<u8>>,
    /// Entries that are where they were recorded, and signed by who says that they are by them.
    pub entries: BTreeMap<Position, Vec<u8>>,
    /// How many entries the log had, as far as anything still tells.
    pub size: u64,
    /// Notes that read like entries of this log, whose place or signature cannot be proven any more.
    pub unproven: BTreeMap<Sha256, Vec<u8>>,
}

impl Salvage {
    /// The entries that are not there any more.
    pub fn missing(&self) -> impl Iterator<Item = Position> {
        (0..self.size).map(Position).filter(|position| !self.entries.contains_key(position))
    }

    /// The largest state of the log that is whole: a checkpoint before which nothing is missing.
    pub fn whole(&self) -> Option<(u64, &[u8])> {
        let first = self.missing().next().map_or(self.size, |missing| missing.0);
        let last = self.checkpoints.range(..=first).next_back();
        last.map(|(size, note)| (*size, note.as_slice()))
    }
}

impl Wreck {
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let path = std::path::absolute(path).map_err(StoreError::CannotOpen)?;
        File::open(&path).map_err(StoreError::CannotOpen)?;
        let connection = open_alone(&path)?;
        settings::guard(&connection)?;
        Ok(Self { connection, path })
    }

    /// Everything that still verifies.
    pub fn salvage(&self) -> Result<Salvage, StoreError> {
        let mut rows = self.rows();
        let mut found = self.proven(&rows);
        if found.missing().next().is_none() && !found.entries.is_empty() {
            return Ok(found);
        }
        // What the database cannot find any more may stand in the file all the same.
        let loose = self.loose();
        for (leaf, bytes) in &loose {
            for row in rows.values_mut().filter(|row| row.leaf == Some(*leaf)) {
                row.bytes.clone_from(bytes);
            }
        }
        found = self.proven(&rows);
        let known: BTreeSet<Sha256> =
            found.entries.values().map(|bytes| leaf_hash(bytes)).collect();
        found.unproven = loose.into_iter().filter(|(leaf, _)| !known.contains(leaf)).collect();
        for row in rows.into_values() {
            let leaf = leaf_hash(&row.bytes);
            if row.leaf == Some(leaf) && !known.contains(&leaf) {
                found.unproven.insert(leaf, row.bytes);
            }
        }
        Ok(found)
    }

    /// Bytes that are what the log names by this hash.
    pub fn content(&self, sha256: Sha256) -> Option<Vec<u8>> {
        Snapshot::new(&self.connection).content(sha256).ok()
    }

    /// The rows of the log, each looked for by itself.
    fn rows(&self) -> BTreeMap<Position, LogRow> {
        let mut rows = BTreeMap::new();
        let Ok(mut statement) =
            self.connection.prepare("SELECT bytes, leaf FROM entries WHERE position = ?1")
        else {
            return rows;
        };
        for position in 0..self.end() {
            let row = statement.query_row([number(position)], |row| {
                let (bytes, leaf): (Vec<u8>, Vec<u8>) = (row.get(0)?, row.get(1)?);
                let leaf: Option<[u8; 32]> = leaf.try_into().ok();
                Ok(LogRow { bytes, leaf: leaf.map(Into::into) })
            });
            if let Ok(row) = row {
                rows.insert(Position(position), row);
            }
        }
        rows
    }

    /// How far to look: as far as the last entry or checkpoint that can be found.
    fn end(&self) -> u64 {
        let ends = [
            "SELECT max(position) + 1 FROM entries",
            "SELECT position + 1 FROM entries ORDER BY position DESC LIMIT 1",
            "SELECT max(size) FROM checkpoints",
        ];
        let end = |sql: &str| self.connection.query_row(sql, [], |row| row.get(0)).ok();
        ends.into_iter().filter_map(end).map(|Position(end)| end).max().unwrap_or(0)
    }

    /// What is proven of these rows: hashed as recorded, and signed with a key that counted.
    fn proven(&self, rows: &BTreeMap<Position, LogRow>) -> Salvage {
        let mut roll = Roll::default();
        let mut found = Salvage { size: self.end(), ..Salvage::default() };
        for (&position, row) in rows {
            if row.leaf == Some(leaf_hash(&row.bytes))
                && let Some(entry) = signed(&mut roll, position, &row.bytes)
            {
                found.size = found.size.max(position.0 + 1).max(entry.after.size);
                found.entries.insert(position, row.bytes.clone());
            }
        }
        let Some(key) = roll.log_key() else { return found };
        for size in 1..=found.size {
            let note = Snapshot::new(&self.connection).checkpoint(size).ok().flatten();
            if let Some(note) = note
                && Checkpoint::verified(&note, key).is_ok_and(|of| of.head.size == size)
            {
                found.checkpoints.insert(size, note);
            }
        }
        found
    }

    /// Every note in the bytes of the file, and in those of its write-ahead log, that reads like an
    /// entry, by its hash as a leaf. Those that the database has cut in pieces are not found so.
    fn loose(&self) -> BTreeMap<Sha256, Vec<u8>> {
        let mut found = BTreeMap::new();
        let mut wal = self.path.clone().into_os_string();
        wal.push("-wal");
        for path in [self.path.as_os_str(), &wal] {
            if let Ok(file) = File::open(path) {
                notes(file, |note| {
                    let is_entry = read_entry(note).is_ok();
                    if is_entry {
                        found.insert(leaf_hash(note), note.to_vec());
                    }
                    is_entry
                });
            }
        }
        found
    }
}

struct LogRow {
    bytes: Vec<u8>,
    leaf: Option<Sha256>,
}

/// The entry, if it is signed with a key that counts there.
fn signed(roll: &mut Roll, position: Position, bytes: &[u8]) -> Option<Entry> {
    let entry = read_entry(bytes).ok()?;
    let (text, signature) = signature_of(bytes).ok()?;
    let signer = roll.admit(position, &entry, &signature).ok()?;
    signer.verify(text.as_bytes(), &signature.signature).ok()?;
    Some(entry)
}
