use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use super::{LedgerError, LedgerParts, VerifyOptions};
use crate::domain::{Entry, EntryId, Event, SealedText, Sha256};
use crate::log::read_entry;
use crate::store::{Access, DamagedLedger, Salvage, Store, StoreError};
use crate::view::Verification;

/// What was recovered from a damaged ledger.
#[derive(Debug)]
pub struct Salvaged {
    /// The hashes of texts and pages that are not in the new ledger.
    pub contents: BTreeMap<Sha256, Vec<u8>>,
    /// Entries that verify, but come after the last checkpoint that has all its entries.
    pub entries: BTreeMap<EntryId, Vec<u8>>,
    /// Ranges of missing entries.
    pub missing: Vec<Range<u64>>,
    /// The number of entries that the log had, as far as the verified data shows.
    pub size: u64,
    /// Notes that read like entries, but whose place or signature can no longer be proven.
    pub unproven: BTreeMap<Sha256, Vec<u8>>,
    /// The verification of the new ledger. `None` if none could be created.
    pub whole: Option<Verification>,
    /// What people wrote that is not in the new ledger.
    pub words: BTreeMap<Sha256, SealedText>,
}

impl Salvaged {
    /// The number of missing entries.
    pub fn lost(&self) -> u64 {
        self.missing.iter().map(|missing| missing.end - missing.start).sum()
    }
}

/// Recover everything in a damaged ledger that still verifies: into the new ledger `to`, everything
/// up to the last checkpoint that has all its entries, and the rest piece by piece. The damaged
/// file is only read.
pub fn salvage(
    from: &Path,
    to: &Path,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Salvaged, LedgerError> {
    let (mut found, mut contents, mut words) = read(from, progress)?;
    let missing = found.missing();
    let whole = match found.whole().map(|(size, _)| size) {
        None => None,
        Some(size) => {
            let after = found.entries.split_off(&EntryId(size));
            let before = std::mem::replace(&mut found.entries, after);
            let mut named = BTreeMap::new();
            for sha256 in before.values().flat_map(|bytes| named_by(bytes)) {
                if let Some(bytes) = contents.remove(&sha256) {
                    named.insert(sha256, bytes);
                }
            }
            let mut own = BTreeMap::new();
            for sha256 in before.values().flat_map(|bytes| words_of(bytes)) {
                if let Some(text) = words.remove(&sha256) {
                    own.insert(sha256, text);
                }
            }
            let mut store = Store::open(to, Access::WriteOrCreate)?;
            store.fill::<_, _, _, LedgerError>(LedgerParts {
                checkpoints: found
                    .checkpoints
                    .range(..=size)
                    .map(|(at, note)| (*at, note.clone()))
                    .collect(),
                contents: named.into_iter().map(Ok),
                entries: before.into_values().map(Ok),
                words: own.into_values().map(Ok),
            })?;
            Some(store.rebuild(&VerifyOptions::default(), progress)?)
        }
    };
    let Salvage { entries, size, unproven, .. } = found;
    Ok(Salvaged { contents, entries, missing, size, unproven, whole, words })
}

/// What still verifies, the bytes that it names, and what people wrote.
type Read = (Salvage, BTreeMap<Sha256, Vec<u8>>, BTreeMap<Sha256, SealedText>);

/// What still verifies, and what it names, at one moment.
fn read(from: &Path, progress: &mut dyn FnMut(u64, u64)) -> Result<Read, LedgerError> {
    /// After the first, a writer leaves behind what it takes to read beside it.
    const TRIES: u32 = 5;
    for _ in 1..TRIES {
        let wreck = DamagedLedger::open(from)?;
        let found = wreck.salvage(progress);
        let contents = contents(&wreck, &found);
        let words = words(&wreck, &found);
        if wreck.check().is_ok() {
            return Ok((found, contents, words));
        }
    }
    Err(StoreError::Disturbed.into())
}

/// The bytes that entries name, as far as they still exist.
fn contents(wreck: &DamagedLedger, found: &Salvage) -> BTreeMap<Sha256, Vec<u8>> {
    let named =
        found.entries.values().chain(found.unproven.values()).flat_map(|bytes| named_by(bytes));
    named.filter_map(|sha256| Some((sha256, wreck.content(sha256)?))).collect()
}

/// What people wrote in the entries, as far as it still exists.
fn words(wreck: &DamagedLedger, found: &Salvage) -> BTreeMap<Sha256, SealedText> {
    let named =
        found.entries.values().chain(found.unproven.values()).flat_map(|bytes| words_of(bytes));
    let mut named: BTreeSet<Sha256> = named.collect();
    for bytes in found.entries.values() {
        if let Ok(Entry { event: Event::ContentWithheld(withheld), .. }) = read_entry(bytes) {
            // It must not come back.
            named.retain(|sha256| !withheld.words.iter().flatten().any(|gone| gone == sha256));
        }
    }
    wreck.words(named)
}

fn words_of(entry: &[u8]) -> Vec<Sha256> {
    read_entry(entry).map(|entry| entry.event.sealed()).unwrap_or_default()
}

fn named_by(entry: &[u8]) -> Vec<Sha256> {
    read_entry(entry).map(|entry| entry.event.contents()).unwrap_or_default()
}
