//! Verifies a ledger: its log, its texts, its index, and its guards. It trusts nothing but hashes
//! and signatures.

mod contents;
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
    /// Only hash the entries: no signatures, no texts, no index.
    pub only_hashes: bool,
    /// Only the last checkpoint is there, as in a bundle.
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
            log::verify(snapshot, depth, progress, &mut found)?;
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
            let mut found = Verification::default();
            if !depth.only_hashes {
                for damage in damage(&self.connection)? {
                    found.add(Finding {
                        advice: "restore it from a backup".to_owned(),
                        entry: None,
                        proven: "what is not named below".to_owned(),
                        what: format!("the database is damaged: {damage}"),
                    });
                }
            }
            let guards = if depth.only_hashes { Vec::new() } else { guards(self)? };
            // In other tables than the log's own there is no log to be read.
            let is_log_there = guards.iter().all(|(name, _)| !LOG.contains(&name.as_str()));
            if is_log_there {
                log::verify(snapshot, depth, progress, &mut found)?;
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
            contents::verify(snapshot, &mut found)?;
            // An index follows from a log that is sound, and from no other.
            if is_log_sound && found.head.is_some() {
                index::verify(snapshot, &odd, &mut found)?;
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
    let advice = "the entries are not touched by this; `factledger verify --rebuild` puts it right, \
                  where the log is sound";
    let finding = |(name, what): (&String, &str)| {
        (name.clone(), finding(format!("`{name}` of the database {what}"), advice))
    };
    Ok(odd.into_iter().map(finding).collect())
}

fn finding(what: String, advice: &str) -> Finding {
    Finding {
        advice: advice.to_owned(),
        entry: None,
        proven: "the log is verified for itself".to_owned(),
        what,
    }
}
