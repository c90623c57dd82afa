use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs::{self, File};
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::beside::{WAL, beside};
use super::carve::notes;
use super::carve_words;
use super::reading::open_alone;
use super::schema::{LOG, Schema, schema};
use super::settings;
use crate::domain::{EntryId, SealedText, Sha256};
use crate::log::{Keyring, read_entry, signature_of};
use crate::merkle::{Frontier, entry_leaf};
use crate::store::sql::{Connection, params};
use crate::store::{Snapshot, StoreError};

/// A file that was a ledger and may be damaged anywhere. It is read piece by piece, and an
/// unreadable piece does not affect the others. No number in it is trusted: the search takes as
/// long as the file is long.
pub struct DamagedLedger {
    connection: Connection,
    /// The file, and its write-ahead log if there is one.
    files: [PathBuf; 2],
    /// Whether the tables are really tables: a view that looks like one may be endless.
    has_tables: bool,
}

/// What still verifies in a damaged file.
#[derive(Debug, Default)]
pub struct Salvage {
    /// Valid signed states of the log, by size.
    pub checkpoints: BTreeMap<u64, Vec<u8>>,
    /// Entries in their recorded place, with a valid signature of their actor.
    pub entries: BTreeMap<EntryId, Vec<u8>>,
    /// The number of entries that the log had, as far as the verified data shows.
    pub size: u64,
    /// Notes that read like entries of this log, whose place or signature cannot be proven any more.
    pub unproven: BTreeMap<Sha256, Vec<u8>>,
}

impl Salvage {
    /// The missing entries.
    pub fn missing(&self) -> Vec<Range<u64>> {
        let mut next = 0;
        let mut missing = Vec::new();
        for EntryId(at) in self.entries.keys().copied().chain([EntryId(self.size)]) {
            if next < at {
                missing.push(next..at);
            }
            next = at + 1;
        }
        missing
    }

    /// The largest complete state of the log: a checkpoint that has all its entries.
    pub fn whole(&self) -> Option<(u64, &[u8])> {
        let first = self.missing().first().map_or(self.size, |missing| missing.start);
        let last = self.checkpoints.range(..=first).next_back();
        last.map(|(size, note)| (*size, note.as_slice()))
    }
}

impl DamagedLedger {
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let path = std::path::absolute(path).map_err(StoreError::CannotOpen)?;
        // Opening a pipe would wait for its writer.
        if !fs::metadata(&path).map_err(StoreError::CannotOpen)?.is_file() {
            return Err(StoreError::NotALedger);
        }
        File::open(&path).map_err(StoreError::CannotOpen)?;
        let wal = beside(&path, WAL);
        let connection = open_alone(&path, |connection| {
            settings::guard(&connection)?;
            // Everything is read as of one moment, if possible. If not, reading the rest shows why.
            let begun = connection.batch("BEGIN; SELECT 1 FROM entries LIMIT 1");
            let is_hidden = |error: &StoreError| {
                matches!(
                    error,
                    StoreError::Busy(_) | StoreError::CannotOpen(_) | StoreError::ReadOnly
                )
            };
            begun.err().filter(is_hidden).map_or(Ok(connection), Err)
        })?;
        let is_read = |part: &Schema| LOG.iter().any(|name| part.is_called(name));
        let has_tables = schema(&connection)
            .is_ok_and(|parts| parts.iter().filter(|part| is_read(part)).all(Schema::has_rows));
        Ok(Self { connection, files: [path, wal], has_tables })
    }

    /// Fail if someone wrote to the file while it was read.
    pub fn check(&self) -> Result<(), StoreError> {
        self.connection.check()
    }

    /// Everything that still verifies. `progress` is called with the number of entries tried, and
    /// of all entries.
    pub fn salvage(&self, progress: &mut dyn FnMut(u64, u64)) -> Salvage {
        let mut log = Pieces::default();
        let mut is_whole = self.rows(
            "SELECT position, bytes, leaf
             FROM entries
             WHERE position >= ?1
             ORDER BY position
             LIMIT 1",
            |at, bytes, leaf| log.sort(EntryId(at), bytes, leaf),
        );
        let mut checkpoints = BTreeMap::new();
        self.rows(
            "SELECT size, note, NULL
             FROM checkpoints
             WHERE size >= ?1
             ORDER BY size
             LIMIT 1",
            |size, note, _| drop(checkpoints.insert(size, note)),
        );
        let end = checkpoints.last_key_value().map_or(0, |(size, _)| *size);
        is_whole &= log.entries.len() as u64 == end && log.moved.is_empty();
        if !is_whole {
            // Entries that the database can no longer find may still be in the file.
            self.look_for(&mut log);
        }
        let found = log.prove(checkpoints, progress);
        if is_whole && !found.missing().is_empty() {
            self.look_for(&mut log);
        }
        Salvage { unproven: log.unproven, ..found }
    }

    /// The bytes with this hash.
    pub fn content(&self, sha256: Sha256) -> Option<Vec<u8>> {
        let content = || Snapshot::new(&self.connection).content(sha256).ok();
        if self.has_tables { content() } else { None }
    }

    /// What people wrote, by its hashes: from the table or, if it cannot be found there any more, from
    /// the bytes of the files.
    pub fn words(&self, wanted: BTreeSet<Sha256>) -> BTreeMap<Sha256, SealedText> {
        let snapshot = Snapshot::new(&self.connection);
        let in_table = |sha256| snapshot.sealed_text(sha256).ok().flatten();
        let known = wanted.iter().copied().filter(|_| self.has_tables);
        let mut found: BTreeMap<Sha256, SealedText> =
            known.filter_map(|sha256| Some((sha256, in_table(sha256)?))).collect();
        let missing: BTreeSet<Sha256> =
            wanted.into_iter().filter(|sha256| !found.contains_key(sha256)).collect();
        if !missing.is_empty() {
            for file in self.files.iter().filter_map(|path| File::open(path).ok()) {
                found.extend(carve_words::words(file, &missing).unwrap_or_default());
            }
        }
        found
    }

    /// Visit the rows of a table that can be read, each looked for by itself: its key, its bytes,
    /// and their hash. Returns whether all could be read.
    fn rows(&self, next: &str, mut visit: impl FnMut(u64, Vec<u8>, Option<Sha256>)) -> bool {
        let can_ask = || self.connection.sqlite().is_ok_and(|engine| engine.prepare(next).is_ok());
        if !self.has_tables || !can_ask() {
            return false;
        }
        let likely = self.likely_end();
        let (mut from, mut step) = (0_u64, 1_u64);
        let mut is_whole = true;
        // The largest number that a database can store.
        while let Ok(key) = i64::try_from(from) {
            let row = self.connection.first(next, params![key], |row| {
                Ok((row.get::<EntryId>(0)?, row.get(1)?, row.get::<Option<Sha256>>(2)))
            });
            match row {
                Ok(None) => break,
                Ok(Some((EntryId(key), bytes, leaf))) => {
                    visit(key, bytes, leaf.ok().flatten());
                    from = key + 1;
                }
                Err(_) => {
                    is_whole = false;
                    from = from.saturating_add(step);
                    // There should be nothing here: search only a few steps.
                    if from > likely {
                        step = step.saturating_mul(2);
                    }
                }
            }
        }
        is_whole
    }

    /// The assumed end of the log: the last entry or checkpoint that can be found, limited by the
    /// size of the file.
    fn likely_end(&self) -> u64 {
        /// In bytes. The names, hashes and signatures of an entry alone take more.
        const SHORTEST: u64 = 256;
        let lengths = self.files.iter().filter_map(|file| Some(fs::metadata(file).ok()?.len()));
        let room = lengths.sum::<u64>() / SHORTEST;
        let ends = [
            "SELECT position FROM entries ORDER BY position DESC LIMIT 1",
            "SELECT size FROM checkpoints ORDER BY size DESC LIMIT 1",
        ];
        let end = |sql: &str| self.connection.value(sql, params![]);
        let ends: Result<Vec<Option<EntryId>>, _> = ends.into_iter().map(end).collect();
        let last = |ends: Vec<Option<EntryId>>| ends.into_iter().flatten().max();
        ends.map_or(room, |ends| last(ends).map_or(0, |EntryId(end)| end.min(room)))
    }

    /// Search the bytes of the files for every note that reads like an entry. This does not find
    /// notes that the database stored in pieces.
    fn look_for(&self, log: &mut Pieces) {
        for file in self.files.iter().filter_map(|path| File::open(path).ok()) {
            notes(file, |note| {
                let is_entry = read_entry(note).is_ok();
                if is_entry {
                    log.place(note);
                }
                is_entry
            });
        }
    }
}

/// What was found of the log, piece by piece.
#[derive(Default)]
struct Pieces {
    /// Entries with the recorded hash, by position.
    entries: BTreeMap<EntryId, Vec<u8>>,
    /// The hashes of those, as leaves.
    known: HashSet<Sha256>,
    /// The recorded position of a missing piece with this hash.
    moved: HashMap<Sha256, EntryId>,
    unproven: BTreeMap<Sha256, Vec<u8>>,
}

impl Pieces {
    /// Take in a row of the database.
    fn sort(&mut self, position: EntryId, bytes: Vec<u8>, recorded: Option<Sha256>) {
        let leaf = entry_leaf(&bytes);
        if recorded == Some(leaf) {
            // No act is recorded twice.
            if self.known.insert(leaf) {
                self.entries.insert(position, bytes);
            }
            return;
        }
        if let Some(recorded) = recorded {
            self.moved.insert(recorded, position);
        }
        if read_entry(&bytes).is_ok() {
            self.unproven.insert(leaf, bytes);
        }
    }

    /// Take in a note found anywhere.
    fn place(&mut self, note: &[u8]) {
        let leaf = entry_leaf(note);
        if self.known.contains(&leaf) {
            return;
        }
        if let Some(position) = self.moved.remove(&leaf) {
            self.known.insert(leaf);
            self.entries.insert(position, note.to_vec());
        } else {
            self.unproven.insert(leaf, note.to_vec());
        }
    }

    /// What of it is signed with a key that counted, or is what a checkpoint of that log is for, and
    /// those checkpoints; what is neither cannot be proven.
    fn prove(
        &mut self,
        checkpoints: BTreeMap<u64, Vec<u8>>,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Salvage {
        let mut keyring = Keyring::default();
        let mut found = Salvage::default();
        self.unproven.retain(|leaf, _| !self.known.contains(leaf));
        let entries = std::mem::take(&mut self.entries);
        let total = entries.len() as u64;
        let mut unsigned = BTreeMap::new();
        // The tree of all entries from the first up to the first gap.
        let mut frontier = Frontier::default();
        let mut heads = HashMap::new();
        for (done, (position, bytes)) in (1..).zip(entries) {
            if position.0 == frontier.size() {
                frontier.push(entry_leaf(&bytes), |_| {});
                if checkpoints.contains_key(&frontier.size()) {
                    heads.insert(frontier.size(), frontier.root());
                }
            }
            if is_signed(&mut keyring, position, &bytes) {
                found.size = position.0 + 1;
                found.entries.insert(position, bytes);
            } else {
                unsigned.insert(position, bytes);
            }
            progress(done, total);
        }
        let mut proven = 0;
        for (size, note) in checkpoints {
            let Ok(of) = keyring.checkpoint(&note) else { continue };
            if of.head.size == size {
                found.size = found.size.max(size);
                found.checkpoints.insert(size, note);
                if heads.get(&size) == Some(&of.head.root) {
                    proven = size;
                }
            }
        }
        // Entries that the rules refuse are part of the log, too, if a checkpoint covers them.
        for (position, bytes) in unsigned {
            if position.0 < proven {
                found.entries.insert(position, bytes);
            } else {
                self.unproven.insert(entry_leaf(&bytes), bytes);
            }
        }
        found
    }
}

/// Whether it is an entry that can be there, signed with a key that is active there.
fn is_signed(keyring: &mut Keyring, position: EntryId, bytes: &[u8]) -> bool {
    let (Ok(entry), Ok((text, signature))) = (read_entry(bytes), signature_of(bytes)) else {
        return false;
    };
    entry.after.size <= position.0
        && keyring
            .admit(position, &entry, &signature)
            .is_ok_and(|signer| signer.verify(text.as_bytes(), &signature.signature).is_ok())
}
