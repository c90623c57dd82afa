use std::collections::HashMap;

use super::batch::{Batch, Checked, StoredEntry, Wrong};
use super::{VerifyOptions, cosignatures};
use crate::domain::{EntryId, Sha256, TreeHead};
use crate::log::Keyring;
use crate::merkle::{Frontier, NotACheckpoint, Rejected};
use crate::store::Snapshot;
use crate::view::{CheckpointFault, EntryFault, Finding, Kept, KeptFault, Verification};

/// Follows the log entry by entry, for checks that depend on the entries before.
pub(super) struct LogChecker<'d> {
    /// The state of the log before the last entry with an effect. `None` if unknown.
    act: Option<TreeHead>,
    options: &'d VerifyOptions,
    frontier: Frontier,
    has_gap: bool,
    /// The last valid checkpoint.
    held: TreeHead,
    /// An entry does not follow from those before it, so none of the later ones will.
    is_other_history: bool,
    /// The state of the log before each of the latest entries without effect. Another program may
    /// have written them in the middle of an act.
    passed: HashMap<u64, Sha256>,
    /// The root of the log at the size of each checkpoint kept elsewhere.
    kept: Vec<Outside<'d>>,
    snapshot: &'d Snapshot<'d>,
    /// The size of the last checkpoint, even if it is not valid.
    stored: u64,
}

/// A checkpoint kept elsewhere, and the state of the log at that size.
struct Outside<'d> {
    name: &'d str,
    note: &'d [u8],
    root: Option<Sha256>,
    size: Option<u64>,
}

impl<'d> LogChecker<'d> {
    pub(super) fn new(options: &'d VerifyOptions, snapshot: &'d Snapshot<'d>) -> Self {
        let frontier = Frontier::default();
        let empty = TreeHead { root: frontier.root(), size: 0 };
        let kept = options.kept.iter().map(|(name, note)| {
            let size = size_of(note);
            Outside { name, note, root: (size == Some(0)).then_some(empty.root), size }
        });
        Self {
            act: Some(empty),
            options,
            frontier,
            has_gap: false,
            held: empty,
            is_other_history: false,
            kept: kept.collect(),
            passed: HashMap::new(),
            snapshot,
            stored: 0,
        }
    }

    /// Add entries and checkpoints that were checked by themselves.
    pub(super) fn take(&mut self, batch: &Batch, checked: Checked, found: &mut Verification) {
        let mut checkpoints = batch.checkpoints.iter().zip(checked.checkpoints).peekable();
        for (entry, checked) in batch.entries.iter().zip(checked.entries) {
            self.entry(entry, checked.after, found);
            self.push(checked.leaf);
            found.entries += 1;
            while let Some((stored, head)) =
                checkpoints.next_if(|(stored, _)| stored.size <= self.frontier.size())
            {
                self.checkpoint(stored.size, head, found);
            }
        }
    }

    fn entry(
        &mut self,
        stored: &StoredEntry,
        after: Result<Option<TreeHead>, Wrong>,
        found: &mut Verification,
    ) {
        let position = stored.position;
        let expected = self.frontier.size();
        if position.0 != expected && !self.has_gap {
            self.has_gap = true;
            found.add(Finding::EntryMissing(EntryId(expected)));
        }
        match after {
            Ok(None) => {}
            Ok(Some(after)) => {
                found.signatures += u64::from(!stored.is_replaced);
                self.act(position, after, found);
            }
            Err(Wrong::Changed(how)) => {
                self.act = None;
                found.add(Finding::EntryChanged { entry: position, how });
            }
            // Two acts with one id are the same act, and only the first counts.
            Err(Wrong::OtherId(own)) => match self.snapshot.position_of(own) {
                Ok(Some(first)) if first != position => {
                    self.refuse(position, format!("has the id of `{first}`"), found);
                }
                Ok(_) | Err(_) => {
                    self.act = None;
                    found.add(Finding::EntryChanged { entry: position, how: EntryFault::OtherId });
                }
            },
            Err(Wrong::Refused(why)) => self.refuse(position, why, found),
        }
    }

    /// Name an entry that has no effect.
    fn refuse(&mut self, position: EntryId, why: String, found: &mut Verification) {
        let TreeHead { root, size } = self.head();
        self.passed.insert(size, root);
        found.add_fault(position, why);
    }

    /// An entry either begins an act, and names the log before it, or belongs to the same act as
    /// the entry before it. Each act ends with a checkpoint.
    fn act(&mut self, position: EntryId, after: TreeHead, found: &mut Verification) {
        // After a gap, no entry is in its original place.
        if self.has_gap || self.is_other_history {
            return;
        }
        let goes_on = after == self.act.unwrap_or(self.held)
            || self.passed.get(&after.size) == Some(&after.root);
        if after.size == self.frontier.size() && after == self.head() {
            if after.size != self.stored && !self.options.only_last_checkpoint {
                let how = CheckpointFault::Missing(position);
                found.add(Finding::Checkpoint { how, size: after.size });
            }
        } else if !goes_on {
            let why =
                format!("was recorded after {} entries other than those before it", after.size);
            self.refuse(position, why, found);
            return;
        }
        self.act = Some(after);
        self.passed.clear();
    }

    fn push(&mut self, leaf: Sha256) {
        self.frontier.push(leaf, |_| {});
        for kept in &mut self.kept {
            if kept.size == Some(self.frontier.size()) {
                kept.root = Some(self.frontier.root());
            }
        }
    }

    /// Check the current log against a checkpoint of it.
    fn checkpoint(
        &mut self,
        size: u64,
        head: Option<Result<TreeHead, NotACheckpoint>>,
        found: &mut Verification,
    ) {
        self.stored = size;
        match head {
            None => {}
            Some(Err(error)) => {
                let how = CheckpointFault::NotValid(error.to_string());
                found.add(Finding::Checkpoint { how, size });
            }
            Some(Ok(head)) if head == self.head() => {
                found.checkpoints += 1;
                self.held = head;
                self.is_other_history = false;
            }
            Some(Ok(_)) if self.has_gap || self.is_other_history => {}
            Some(Ok(_)) => {
                self.is_other_history = true;
                found.add(Finding::Checkpoint { how: CheckpointFault::OtherHistory, size });
            }
        }
    }

    /// All entries were read. `beyond` is the size of a checkpoint of more entries than exist.
    pub(super) fn finish(self, keyring: &Keyring, beyond: Option<u64>, found: &mut Verification) {
        let head = self.head();
        if let Some(beyond) = beyond {
            found.add(Finding::CutOff { found: head.size, signed: beyond });
        } else if self.held.size < head.size && !self.has_gap {
            found.add(Finding::NotSigned { from: EntryId(self.held.size) });
        }
        // The findings came from two checks: sort them in the order of the log.
        found.findings.sort_by_key(Finding::entry);
        if !self.has_gap {
            found.head = Some(head);
        }
        let first = keyring.log_keys().first();
        found.log = first.and_then(|first| first.key.name().as_str().parse().ok());
        // An entry that was changed is named already.
        found.key_changes = self.snapshot.changes_between(keyring.log_keys()).unwrap_or_default();
        for kept in &self.kept {
            let extended = self.outside(kept, keyring);
            cosignatures::verify(kept.name, kept.note, extended.is_ok(), keyring, found);
            match extended {
                Ok(size) => found.kept.push(Kept { name: kept.name.to_owned(), size }),
                Err(how) => {
                    found.add_outside(Finding::KeptElsewhere { how, name: kept.name.to_owned() });
                }
            }
        }
    }

    /// Whether this log extends a checkpoint that was kept elsewhere.
    fn outside(&self, kept: &Outside<'_>, keyring: &Keyring) -> Result<u64, KeptFault> {
        keyring.log_key().ok_or(KeptFault::NoLogKey)?;
        let head = keyring
            .checkpoint(kept.note)
            .map_err(|error| {
                let is_newer = kept.size.is_some_and(|size| size > self.frontier.size());
                let is_unsigned = error == NotACheckpoint::Rejected(Rejected::Unsigned);
                KeptFault::OtherLog(if is_newer && is_unsigned {
                    format!("{error}; if the key was rotated since, this is an older copy")
                } else {
                    error.to_string()
                })
            })?
            .head;
        match kept.root {
            Some(root) if root == head.root => Ok(head.size),
            Some(_) => Err(KeptFault::Rewritten { size: head.size }),
            None => Err(KeptFault::Removed { found: self.frontier.size(), kept: head.size }),
        }
    }

    /// The state of the log at the current point.
    fn head(&self) -> TreeHead {
        TreeHead { root: self.frontier.root(), size: self.frontier.size() }
    }
}

fn size_of(note: &[u8]) -> Option<u64> {
    let mut lines = note.split(|byte| *byte == b'\n').skip(1);
    std::str::from_utf8(lines.next()?).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::merkle::leaf_hash;
    use crate::store::audit::batch::{CheckedEntry, StoredCheckpoint};
    use crate::store::sqlite::migrations::fresh;

    /// The findings for a log with an entry for each of `after`, which is the size that the entry
    /// names, and with checkpoints of these sizes.
    #[track_caller]
    fn check(after: &[u64], sizes: &[u64], only_last_checkpoint: bool, expected: &[&str]) {
        let mut heads = Vec::new();
        let mut frontier = Frontier::default();
        let mut batch = Batch::default();
        for position in 0..=after.len() as u64 {
            heads.push(TreeHead { root: frontier.root(), size: position });
            let leaf = leaf_hash(&position.to_be_bytes());
            if heads.len() <= after.len() {
                batch.push(EntryId(position), &[], &[], leaf.as_bytes(), None, false);
            }
            frontier.push(leaf, |_| {});
        }
        let head = |size: &u64| heads[usize::try_from(*size).unwrap()];
        batch.checkpoints = sizes
            .iter()
            .map(|size| StoredCheckpoint { key: None, note: Vec::new(), size: *size })
            .collect();
        let checked = Checked {
            checkpoints: sizes.iter().map(|size| Some(Ok(head(size)))).collect(),
            entries: after
                .iter()
                .zip(0_u64..)
                .map(|(size, position)| CheckedEntry {
                    after: Ok(Some(head(size))),
                    leaf: leaf_hash(&position.to_be_bytes()),
                })
                .collect(),
        };
        let options = VerifyOptions { only_last_checkpoint, ..VerifyOptions::default() };
        let connection = fresh().unwrap();
        let snapshot = Snapshot::new(&connection);
        let mut log_checker = LogChecker::new(&options, &snapshot);
        let mut found = Verification::default();
        log_checker.take(&batch, checked, &mut found);
        log_checker.finish(&Keyring::default(), None, &mut found);
        let found: Vec<String> = found.findings.iter().map(Finding::to_string).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn an_entry_begins_an_act_after_a_checkpoint_or_continues_one() {
        check(&[0, 0, 0, 3, 4, 4], &[3, 4, 6], false, &[]);
        // An additional checkpoint in the middle of an act is allowed.
        check(&[0, 0, 0, 3, 3], &[2, 3, 4, 5], false, &[]);
        let not_those = |entry, size| {
            format!("`{entry}` was recorded after {size} entries other than those before it")
        };
        check(&[0, 0, 0, 3, 3, 4], &[3, 4, 6], false, &[&not_those("E5", 4)]);
        check(&[0, 0, 0, 3, 2], &[3, 5], false, &[&not_those("E4", 2)]);
        check(&[1], &[1], false, &[&not_those("E0", 1)]);
        check(&[0, 2], &[2], false, &[&not_those("E1", 2)]);
    }

    #[test]
    fn a_missing_checkpoint_is_a_finding_unless_only_the_last_is_given() {
        let missing =
            "the checkpoint of 4 entries is missing; `E4` was recorded after it".to_owned();
        let none = "no signed checkpoint covers the entries from `E4` on";
        check(&[0, 0, 0, 3, 4, 4], &[3, 6], false, &[&missing]);
        check(&[0, 0, 0, 3, 4, 4], &[6], true, &[]);
        check(&[0, 0, 0, 3, 4, 4], &[3, 4], false, &[none]);
        check(&[0, 0, 0, 3, 4, 4], &[3, 4], true, &[none]);
    }
}
