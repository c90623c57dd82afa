//! Verifies a ledger: its log, its texts, its index, and its guards. It trusts nothing but hashes
//! and signatures.

mod contents;
mod index;
mod log;

use super::sqlite::{damage, schema};
use super::{Store, StoreError};
use crate::report::{Finding, Verification};

/// How far to go.
#[derive(Clone, Debug, Default)]
pub struct Depth {
    /// Signed checkpoints that were kept outside of the ledger, with what each is called.
    pub kept: Vec<(String, Vec<u8>)>,
    /// Only hash the entries: no signatures, no texts, no index.
    pub only_hashes: bool,
}

impl Store {
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
            log::verify(snapshot, depth, progress, &mut found)?;
            if depth.only_hashes {
                return Ok(found);
            }
            guards(self, &mut found)?;
            let is_log_sound = found.findings.iter().all(|finding| finding.entry.is_none());
            contents::verify(snapshot, &mut found)?;
            // An index follows from a log that is sound, and from no other.
            if is_log_sound && found.head.is_some() {
                index::verify(snapshot, &mut found)?;
            }
            Ok(found)
        })
    }
}

/// Tables, indexes and triggers are those that the migrations made.
fn guards(store: &Store, found: &mut Verification) -> Result<(), StoreError> {
    let expected = schema(&index::fresh()?)?;
    let ours = schema(&store.connection)?;
    let advice = "the entries are not touched by this; export what you need, and restore the \
                  ledger from a backup";
    for (name, sql) in &expected {
        let what = match ours.get(name) {
            Some(found) if found == sql => continue,
            Some(_) => format!("`{name}` of the database is not what it was"),
            None => format!("`{name}` of the database is missing"),
        };
        found.add(finding(what, advice));
    }
    for name in ours.keys().filter(|name| !expected.contains_key(*name)) {
        found.add(finding(format!("`{name}` does not belong into the database"), advice));
    }
    Ok(())
}

fn finding(what: String, advice: &str) -> Finding {
    Finding {
        advice: advice.to_owned(),
        entry: None,
        proven: "the log is verified for itself".to_owned(),
        what,
    }
}
