use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::thread;

use super::VerifyOptions;
use super::batch::{Batch, Signer, StoredCheckpoint};
use super::checkers::Checkers;
use super::log_checker::LogChecker;
use crate::domain::{EntryId, Sha256};
use crate::log::{Keyring, names_keys, signature_of, signed_entry};
use crate::merkle::VerifierKey;
use crate::store::pages::Pages;
use crate::store::roll::Roll;
use crate::store::{Snapshot, StoreError};
use crate::view::Verification;

/// Hash every entry and the tree, and check every signature and checkpoint.
///
/// This thread reads, and combines in order what the others have checked. At most some megabytes of
/// the log are in memory at a time.
pub(super) fn verify(
    snapshot: &Snapshot<'_>,
    options: &VerifyOptions,
    progress: &mut dyn FnMut(u64, u64),
    found: &mut Verification,
) -> Result<(), StoreError> {
    let before = found.clone();
    let mut ineffective = BTreeSet::new();
    loop {
        let admitted = verify_but(snapshot, options, progress, &ineffective, found)?;
        // An entry about keys may turn out to have no effect because of the entries before it. Then
        // everything is read again without it.
        let wrong = admitted.intersection(&found.faults).copied();
        // The first entry names the log's key, whatever else is wrong with it.
        let wrong: Vec<EntryId> = wrong.filter(|position| position.0 > 0).collect();
        if wrong.is_empty() {
            return Ok(());
        }
        ineffective.extend(wrong);
        *found = before.clone();
    }
}

/// The same, ignoring what these entries say about keys. Returns the entries about keys that were
/// used.
fn verify_but(
    snapshot: &Snapshot<'_>,
    options: &VerifyOptions,
    progress: &mut dyn FnMut(u64, u64),
    ineffective: &BTreeSet<EntryId>,
    found: &mut Verification,
) -> Result<BTreeSet<EntryId>, StoreError> {
    let total = snapshot.entries()?;
    let mut reader = Reader::new(snapshot, ineffective, options.only_hashes)?;
    let mut log_checker = LogChecker::new(options, snapshot);
    let mut take = |(batch, checked), found: &mut Verification| {
        log_checker.take(&batch, checked, found);
        progress(found.entries, total);
        batch
    };
    thread::scope(|scope| -> Result<(), StoreError> {
        let mut checkers = Checkers::start(scope);
        let mut batch = Batch::default();
        while reader.fill(&mut batch)? {
            let checked = checkers.exchange(batch);
            batch = checked.map(|checked| take(checked, found)).unwrap_or_default();
        }
        while let Some(checked) = checkers.take() {
            take(checked, found);
        }
        Ok(())
    })?;
    log_checker.finish(&reader.keyring, reader.upcoming.map(|(size, _)| size), found);
    Ok(reader.admitted)
}

/// Reads the log out of the database.
struct Reader<'a> {
    /// The entries about keys that were used.
    admitted: BTreeSet<EntryId>,
    /// `None` if the last one is enough.
    checkpoints: Option<Pages<'a>>,
    entries: Pages<'a>,
    /// Entries whose statements about keys are ignored.
    ineffective: &'a BTreeSet<EntryId>,
    only_hashes: bool,
    read: u64,
    /// The valid keys at the current point of the log.
    keyring: Arc<Keyring>,
    /// The same, with who may do what.
    roll: Roll,
    /// The entries that others stand in for. The replay checks whether that is so.
    stand_ins: BTreeMap<EntryId, Sha256>,
    /// The next checkpoint, by its size.
    upcoming: Option<(u64, Vec<u8>)>,
}

impl<'a> Reader<'a> {
    fn new(
        snapshot: &Snapshot<'a>,
        ineffective: &'a BTreeSet<EntryId>,
        only_hashes: bool,
    ) -> Result<Self, StoreError> {
        let connection = snapshot.connection;
        let stand_ins = connection.tried(|| snapshot.withheld_by_log());
        let checkpoints = || Pages::of(connection, "checkpoints", &["size"], "note");
        let mut reader = Self {
            admitted: BTreeSet::new(),
            checkpoints: (!only_hashes).then(checkpoints),
            entries: Pages::of(connection, "entries", &["position"], "id, bytes, leaf"),
            ineffective,
            only_hashes,
            read: 0,
            keyring: Arc::default(),
            roll: Roll::default(),
            stand_ins: stand_ins.map(|of| of.stand_ins).unwrap_or_default(),
            upcoming: None,
        };
        if only_hashes {
            // It must sign the root of all the hashes.
            let size = snapshot.last_checkpoint_size()?;
            reader.upcoming = snapshot.checkpoint(size)?.map(|note| (size, note));
        } else {
            reader.look_for_checkpoint()?;
        }
        Ok(reader)
    }

    /// Fill the next batch. Returns `false` at the end.
    fn fill(&mut self, batch: &mut Batch) -> Result<bool, StoreError> {
        batch.clear();
        while !batch.is_full()
            && let Some(row) = self.entries.next()?
        {
            let (position, bytes) = (row.get(0)?, row.get(2)?);
            let is_passed_over = self.ineffective.contains(&position);
            let mut keyring = Arc::clone(&self.keyring);
            let signer = signer(&mut keyring, position, bytes, self.only_hashes);
            let has_roll_changed = matches!(signer, Some(Signer::One(_)));
            let has_changed = !Arc::ptr_eq(&keyring, &self.keyring) && !is_passed_over;
            // What the role of its author does not allow has no effect; the replay names it.
            if has_changed && self.roll.read(position, bytes)? {
                self.keyring = keyring;
                self.admitted.insert(position);
            }
            let is_replaced = !self.stand_ins.is_empty()
                && self.stand_ins.get(&position) == Some(&Sha256::of(bytes));
            batch.push(position, row.get(1)?, bytes, row.get(3)?, signer, is_replaced);
            self.read += 1;
            if let Some((size, note)) = self.upcoming.take_if(|(size, _)| *size <= self.read) {
                let key = self.keyring.log_key().cloned();
                batch.checkpoints.push(StoredCheckpoint { key, note, size });
                self.look_for_checkpoint()?;
            }
            // If the keyring changes with every entry, only a few of its states are in memory.
            if has_roll_changed {
                break;
            }
        }
        Ok(!batch.entries.is_empty())
    }

    /// Find the next checkpoint of more entries than were read.
    fn look_for_checkpoint(&mut self) -> Result<(), StoreError> {
        let Some(checkpoints) = &mut self.checkpoints else { return Ok(()) };
        while let Some(row) = checkpoints.next()? {
            let EntryId(size) = row.get(0)?;
            if size > self.read {
                self.upcoming = Some((size, row.get(1)?));
                break;
            }
        }
        Ok(())
    }
}

/// The key that must have signed an entry, if that is checked. If the entry is about keys, it is
/// applied.
fn signer(
    keyring: &mut Arc<Keyring>,
    position: EntryId,
    bytes: &[u8],
    only_hashes: bool,
) -> Option<Signer> {
    // Some name the key that signs the checkpoints, which are always checked.
    if names_keys(bytes) || position == EntryId(0) {
        return match admit(Arc::make_mut(keyring), position, bytes) {
            Ok(key) => (!only_hashes).then_some(Signer::One(key)),
            Err(_) if only_hashes && position > EntryId(0) => None,
            Err(why) => Some(Signer::Nobody(why)),
        };
    }
    (!only_hashes).then(|| Signer::InKeyring(Arc::clone(keyring)))
}

/// The key that must have signed an entry that may itself be about keys. The entry is applied only
/// if its signature is valid.
fn admit(
    keyring: &mut Keyring,
    position: EntryId,
    bytes: &[u8],
) -> Result<Arc<VerifierKey>, String> {
    let unreadable = |error| format!("cannot be read: {error}");
    let (text, signature) = signature_of(bytes).map_err(unreadable)?;
    let entry = signed_entry(text, &signature).map_err(unreadable)?;
    let mut after = keyring.clone();
    let key = after
        .admit(position, &entry, &signature)
        .map_err(|why| format!("breaks the key rules: {why}"))?;
    if key.verify(text.as_bytes(), &signature.signature).is_ok() {
        *keyring = after;
    }
    Ok(key)
}
