//! Verifies a ledger: its log, its texts, its index, and its guards. It trusts nothing but hashes
//! and signatures.

mod batch;
mod checkers;
mod contents;
mod cosignatures;
mod growth;
mod index;
mod log;

use super::replay::{LOG, fresh};
use super::sqlite::{Schema, damage, schema};
use super::{Store, StoreError};
use crate::report::{Finding, Verification};

/// How far to go.
#[derive(Clone, Debug, Default)]
pub struct Depth {
    /// Signed checkpoints that were kept outside of the ledger, with what each is called.
    pub kept: Vec<(String, Vec<u8>)>,
    /// An older state will do than the last one that was signed on this machine: it is a copy.
    pub may_be_older: bool,
    /// Only hash the entries, and hold the tree against the last checkpoint: no signatures, no
    /// texts, no index.
    pub only_hashes: bool,
    /// It is a log that was handed on with its last checkpoint alone: that those of earlier acts
    /// are not there is no finding.
    pub only_last_checkpoint: bool,
}

impl Store {
    /// Verify the log alone: what an index could be made of again.
    pub fn verify_log(
        &self,
        depth: &Depth,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Verification, StoreError> {
        self.read(|snapshot| {
            let mut found = Verification::default();
            or_damaged(log::verify(snapshot, depth, progress, &mut found), &mut found)?;
            Ok(found)
        })
    }

    /// Verify everything. `progress` hears how many entries of how many have been read.
    pub fn verify(
        &self,
        depth: &Depth,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Verification, StoreError> {
        self.read(|snapshot| {
            let only_hashes = depth.only_hashes;
            let mut found = Verification { only_hashes, ..Verification::default() };
            if !depth.only_hashes {
                match damage(&self.connection) {
                    Ok(damage) => damage.iter().for_each(|damage| found.add(damaged(damage))),
                    Err(error) => or_damaged(Err(error), &mut found)?,
                }
            }
            let guards = if depth.only_hashes { Vec::new() } else { guards(self)? };
            // In other tables than the log's own there is no log to be read.
            let is_log_there = guards.iter().all(|(name, _)| !LOG.contains(&name.as_str()));
            if is_log_there {
                or_damaged(log::verify(snapshot, depth, progress, &mut found), &mut found)?;
            }
            if depth.only_hashes {
                return Ok(found);
            }
            let mut odd = Vec::new();
            for (name, finding) in guards {
                odd.push(name);
                found.add(finding);
            }
            if !is_log_there {
                return Ok(found);
            }
            let is_log_sound = found.findings.iter().all(|finding| finding.entry.is_none());
            or_damaged(contents::verify(snapshot, &mut found), &mut found)?;
            // An index follows from a log that is sound, and from no other.
            if is_log_sound && found.head.is_some() {
                or_damaged(index::verify(snapshot, &odd, &mut found), &mut found)?;
            }
            Ok(found)
        })
    }
}

/// Tables, indexes and triggers are those that the migrations made: what is not, by its name.
fn guards(store: &Store) -> Result<Vec<(String, Finding)>, StoreError> {
    let expected = schema(&fresh()?)?;
    let ours = schema(&store.connection)?;
    let named = |parts: &[Schema], name: &str| parts.iter().position(|part| part.name == name);
    let mut odd = Vec::new();
    for Schema { name, .. } in &expected {
        match named(&ours, name) {
            Some(at) if expected.contains(&ours[at]) => {}
            Some(_) => odd.push((name, "is not what it was")),
            None => odd.push((name, "is missing")),
        }
    }
    for Schema { name, .. } in &ours {
        if named(&expected, name).is_none() {
            odd.push((name, "does not belong there"));
        }
    }
    let odd = odd.into_iter().map(|(name, what)| {
        let what = format!("`{name}` of the database {what}");
        let finding = if LOG.contains(&name.as_str()) { unreadable(what) } else { rebuilt(what) };
        (name.clone(), finding)
    });
    Ok(odd.collect())
}

/// Where the database cannot read on, that is a finding.
fn or_damaged(
    verified: Result<(), StoreError>,
    found: &mut Verification,
) -> Result<(), StoreError> {
    match verified {
        Err(StoreError::Damaged(error)) => {
            found.add(damaged(&format!("{error}, after {} entries", found.entries)));
        }
        // A column holds what none of ours can.
        Err(StoreError::Sqlite(
            error @ (rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::InvalidColumnType(..)),
        )) => found.add(damaged(&format!("{error}, after {} entries", found.entries))),
        verified => return verified,
    }
    Ok(())
}

fn damaged(what: &str) -> Finding {
    Finding {
        proven: "every entry that was hashed and is not named".to_owned(),
        ..unreadable(format!("the database is damaged: {what}"))
    }
}

/// What keeps the log itself from being read.
fn unreadable(what: String) -> Finding {
    Finding {
        advice: "restore the ledger from a backup; `factledger salvage FOLDER` saves all that \
                 still verifies"
            .to_owned(),
        entry: None,
        proven: "nothing of the log, which is not read".to_owned(),
        what,
    }
}

/// What follows from the log, and is made again from it.
fn rebuilt(what: String) -> Finding {
    finding(
        what,
        "the entries are not touched by this; `factledger verify --rebuild` puts it right, where the \
         log is sound",
    )
}

fn finding(what: String, advice: &str) -> Finding {
    Finding {
        advice: advice.to_owned(),
        entry: None,
        proven: "the log is verified for itself".to_owned(),
        what,
    }
}
