//! Verifies a ledger: its log, its texts, its index, and its guards. It trusts nothing but hashes
//! and signatures.

mod batch;
mod checkers;
mod contents;
mod cosignatures;
mod index;
mod log;
mod log_checker;

use std::collections::BTreeSet;

use super::sql::Connection;
use super::sqlite::damage;
use super::sqlite::migrations::{FORMAT, format_of, fresh, of_format, set_format};
use super::sqlite::remake::remake;
use super::sqlite::schema::{Odd, Schema, differences, schema};
use super::{Snapshot, Store, StoreError, View, postgres};
use crate::domain::{EntryId, Timestamp};
use crate::view::{Finding, Verification};

/// How far to go.
#[derive(Clone, Debug, Default)]
pub struct VerifyOptions {
    /// Signed checkpoints kept outside the ledger, each with its name.
    pub kept: Vec<(String, Vec<u8>)>,
    /// The present: entries that are dated later are named.
    pub now: Option<Timestamp>,
    /// It is a copy, so it may be older than the last state signed on this machine.
    pub may_be_older: bool,
    /// Only hash the entries, and check the tree against the last checkpoint: no signatures, no
    /// texts, no index.
    pub only_hashes: bool,
    /// The log comes with only its last checkpoint: missing checkpoints of earlier acts are not a
    /// finding.
    pub only_last_checkpoint: bool,
}

impl Store {
    /// Verify everything. `progress` is called with the number of entries read, and of all entries.
    pub fn verify(
        &self,
        options: &VerifyOptions,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Verification, StoreError> {
        let stored = Stored { header: self.header.as_deref(), original: self.original.as_ref() };
        match &self.original {
            None => stored.verify(&*self.connection.begin_to_read()?, options, progress),
            Some(_) => stored.verify(&self.connection, options, progress),
        }
    }

    /// If the log is sound, rebuild the index from it, restore the guards, and verify everything,
    /// all as of one moment. Otherwise nothing is changed, because the result could not be trusted.
    pub fn rebuild(
        &mut self,
        options: &VerifyOptions,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Verification, StoreError> {
        self.rebuild_if(options, progress, |_, _| Ok(true))
    }

    /// The same, and keep the result if `keeps` says so.
    pub(super) fn rebuild_if(
        &mut self,
        options: &VerifyOptions,
        progress: &mut dyn FnMut(u64, u64),
        keeps: impl FnOnce(&Connection, &Verification) -> Result<bool, StoreError>,
    ) -> Result<Verification, StoreError> {
        let mut moment = self.connection.begin_to_write()?;
        let mut audit = Audit::new(&moment, options)?;
        let is_readable = audit.log(progress)?;
        let Audit { found, log_damage, .. } = audit;
        if !is_readable || log_damage + found.outside > 0 || found.head.is_none() {
            return Ok(found);
        }
        let repair = moment.savepoint()?;
        let remade = if repair.postgres().is_some() {
            postgres::remake(&repair, &found.faults)
        } else {
            remake(&repair, &found.faults).and_then(|()| set_format(&repair, FORMAT))
        };
        match remade {
            Ok(()) => repair.commit()?,
            // Without its text, an article cannot be indexed. It is reported with the rest.
            Err(StoreError::ContentLost(_)) => drop(repair),
            Err(error) => return Err(error),
        }
        let mut audit = Audit { found, ..Audit::new(&moment, options)? };
        audit.pages()?;
        audit.rest(None)?;
        let found = audit.found;
        if keeps(&moment, &found)? {
            moment.commit()?;
            self.header = None;
        }
        Ok(found)
    }
}

impl View<'_> {
    /// Verify everything, as [`Store::verify`] does, at the moment that is viewed.
    pub fn verify(
        &self,
        options: &VerifyOptions,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Verification, StoreError> {
        self.stored.verify(self.connection, options, progress)
    }
}

/// What to verify besides the database that is read.
#[derive(Clone, Copy)]
pub(super) struct Stored<'a> {
    /// What is wrong with the header of the file.
    pub(super) header: Option<&'a str>,
    /// The file itself, if it has an earlier format and a copy is read.
    pub(super) original: Option<&'a Connection>,
}

impl Stored<'_> {
    /// Verify `read` at its moment, or the file that it is a copy of.
    fn verify(
        self,
        read: &Connection,
        options: &VerifyOptions,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Verification, StoreError> {
        let moment = self.original.map(Connection::begin_to_read).transpose()?;
        let mut audit = Audit::new(moment.as_deref().unwrap_or(read), options)?;
        if let Some(header) = self.header {
            audit.found.add(Finding::Header(header.to_owned()));
        }
        audit.pages()?;
        let is_readable = audit.log(progress)?;
        if is_readable && !options.only_hashes {
            // A ledger of an earlier format is shown from its copy.
            let copy = self.original.map(|_| Snapshot::new(read));
            audit.rest(copy.as_ref())?;
        }
        Ok(audit.found)
    }
}

/// The entries of a log that have no effect, if the log is sound.
pub(super) fn faults_of(log: &Connection) -> Result<BTreeSet<EntryId>, StoreError> {
    let mut found = Verification::default();
    log::verify(&Snapshot::new(log), &VerifyOptions::default(), &mut |_, _| {}, &mut found)?;
    match found.damage() {
        Some(damage) => Err(StoreError::Unsound(Box::new(damage.clone()))),
        None => Ok(found.faults),
    }
}

/// A verification of what is stored, at one moment.
struct Audit<'a> {
    connection: &'a Connection,
    options: &'a VerifyOptions,
    found: Verification,
    /// The objects that are not as they should be, and are rebuilt from the log.
    guards: Vec<(Schema, Finding)>,
    /// The number of findings about the log, except entries without effect.
    log_damage: u64,
}

impl<'a> Audit<'a> {
    fn new(connection: &'a Connection, options: &'a VerifyOptions) -> Result<Self, StoreError> {
        let only_hashes = options.only_hashes;
        let found = Verification { only_hashes, ..Verification::default() };
        let guards = if only_hashes { Vec::new() } else { guards(connection)? };
        Ok(Self { connection, options, found, guards, log_damage: 0 })
    }

    /// Verify the pages of the database, with its own check.
    fn pages(&mut self) -> Result<(), StoreError> {
        if self.options.only_hashes {
            return Ok(());
        }
        match damage(self.connection) {
            Ok(damage) => {
                for what in damage {
                    self.found.add(Finding::Database(what));
                }
            }
            Err(error) => or_damaged(Err(error), &mut self.found)?,
        }
        Ok(())
    }

    /// Verify the log. Returns `false` if there is no readable log.
    fn log(&mut self, progress: &mut dyn FnMut(u64, u64)) -> Result<bool, StoreError> {
        let found = &mut self.found;
        // Without the log's own tables there is no readable log.
        let is_of_log =
            |finding: &Finding| matches!(finding, Finding::Schema { is_of_log: true, .. });
        let is_readable = self.guards.iter().all(|(_, finding)| !is_of_log(finding));
        if is_readable {
            let before = found.damaged;
            let snapshot = Snapshot::new(self.connection);
            let verify = || log::verify(&snapshot, self.options, progress, found);
            or_damaged(self.connection.tried(verify), found)?;
            self.log_damage = found.damaged - before;
        } else {
            self.guards.drain(..).for_each(|(_, finding)| found.add(finding));
        }
        Ok(is_readable)
    }

    /// Verify everything except the log: the guards, the texts, the index, or the copy in its
    /// place.
    fn rest(&mut self, copy: Option<&Snapshot<'_>>) -> Result<(), StoreError> {
        let (found, snapshot) = (&mut self.found, Snapshot::new(self.connection));
        let odd_times = || snapshot.odd_times(&found.faults, self.options.now);
        match self.connection.tried(odd_times) {
            Ok(odd) => found.odd_times = odd,
            Err(error) => or_damaged(Err(error), found)?,
        }
        let mut odd = Vec::new();
        for (part, finding) in self.guards.drain(..) {
            odd.push(part);
            found.add(finding);
        }
        or_damaged(self.connection.tried(|| contents::verify(&snapshot, found)), found)?;
        // Only a sound log has an index to compare with.
        if self.log_damage == 0 && found.head.is_some() {
            let index = copy.unwrap_or(&snapshot);
            let verify = || index::verify(&snapshot, index, &odd, found);
            or_damaged(self.connection.tried(verify), found)?;
        }
        Ok(())
    }
}

/// The tables, indexes and triggers that are not as the migrations create them, and why.
fn guards(connection: &Connection) -> Result<Vec<(Schema, Finding)>, StoreError> {
    if connection.postgres().is_some() {
        let odd = postgres::odd(connection)?;
        return Ok(odd.into_iter().map(|odd| found(odd.how, odd.part)).collect());
    }
    let format = format_of(connection)?;
    let expected = if (1..FORMAT).contains(&format) { of_format(format)? } else { fresh()? };
    let odd = differences(&schema(connection)?, &schema(&expected)?);
    Ok(odd.into_iter().map(|(how, part)| found(how, part)).collect())
}

fn found(how: Odd, part: Schema) -> (Schema, Finding) {
    // Without the words, nothing follows from the log that can be compared.
    let is_of_log = part.is_of_log() || part.is_of_words() && how != Odd::Foreign;
    let finding = Finding::Schema { is_of_log, what: how.of(&part) };
    (part, finding)
}

/// If the database cannot continue to read, that is a finding.
fn or_damaged(
    verified: Result<(), StoreError>,
    found: &mut Verification,
) -> Result<(), StoreError> {
    match verified {
        Err(StoreError::Damaged(error)) => {
            let what = format!("{error}, after {} entries", found.entries);
            found.add(Finding::Database(what));
        }
        verified => return verified,
    }
    Ok(())
}
