use std::collections::BTreeSet;

use super::{Finding, KeyChange, OddTime};
use crate::domain::{EntryId, Origin, Timestamp, TreeHead};

/// The result of verifying a ledger.
#[derive(Clone, Debug, Default)]
pub struct Verification {
    /// Signed checkpoints in the ledger that are valid.
    pub checkpoints: u64,
    /// The number of findings about checkpoints kept elsewhere.
    pub outside: u64,
    /// Texts and raw bytes that match their hashes.
    pub contents: u64,
    /// The cosignatures of the checkpoints that the ledger was checked against.
    pub cosigned: Vec<Cosignature>,
    /// The number of findings about stored data, except entries without effect.
    pub damaged: u64,
    /// Entries that were hashed.
    pub entries: u64,
    /// Entries that are unchanged but have no effect: the rules of the log, or those of judgement,
    /// refuse them. Each is a permanent finding.
    pub faults: BTreeSet<EntryId>,
    /// The findings, in the order in which they were found.
    pub findings: Vec<Finding>,
    /// The tree of all entries. `None` if the log has a gap.
    pub head: Option<TreeHead>,
    /// The checkpoints kept outside the ledger that it extends.
    pub kept: Vec<Kept>,
    /// The entries that gave the log another key.
    pub key_changes: Vec<KeyChange>,
    pub log: Option<Origin>,
    /// The number of findings beyond those in `findings`.
    pub more: u64,
    /// Files of a bundle that another version of the program worded differently: the key of the log
    /// signed them, but they were not compared with the log.
    pub not_compared: Vec<String>,
    /// Entries whose time shows that a clock was wrong. That is no finding.
    pub odd_times: Vec<OddTime>,
    /// Entries were hashed, and nothing else was checked.
    pub only_hashes: bool,
    /// Index rows that match the log.
    pub rows: u64,
    /// The faults that the index does not list: another program wrote them, and the index was not
    /// rebuilt since.
    pub unindexed: BTreeSet<EntryId>,
    /// For a bundle: whether the log's key signed the list of its files.
    pub signed: Option<bool>,
    /// Files in the folder of a bundle that a desktop put there. They are not of the bundle.
    pub strewn: Vec<String>,
    /// Signatures of reviewers that verify.
    pub signatures: u64,
    /// What entries withhold, and what therefore is not proven.
    pub withheld: WithheldCount,
    /// Texts that people wrote, and that match the hashes in their entries.
    pub words: u64,
}

/// How much entries withhold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WithheldCount {
    /// Texts and pages of articles.
    pub contents: u64,
    /// Texts of which a copy is left, without some of their words.
    pub redacted: u64,
    /// Entries without the words that were in themselves.
    pub replaced: u64,
    /// Texts that people wrote.
    pub words: u64,
}

/// A checkpoint that was kept outside of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its name: the file it is in.
    pub name: String,
    /// Its number of entries.
    pub size: u64,
}

/// A reviewer's cosignature of a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cosignature {
    /// When, by the reviewer's own clock.
    pub at: Timestamp,
    /// Whether the ledger extends it.
    pub is_extended: bool,
    /// Whether the key was revoked, before or after.
    pub is_revoked: bool,
    pub reviewer: String,
    /// The number of entries of the checkpoint.
    pub size: u64,
}

impl Verification {
    /// The maximum number of findings to keep; further ones are only counted.
    pub const MOST: usize = 50;

    pub fn is_sound(&self) -> bool {
        self.findings.is_empty() && self.not_compared.is_empty()
    }

    /// The first finding, except entries without effect.
    pub fn damage(&self) -> Option<&Finding> {
        let is_fault = |entry| self.faults.contains(&entry);
        self.findings.iter().find(|finding| !finding.entry().is_some_and(is_fault))
    }

    /// The number of findings.
    pub fn wrong(&self) -> u64 {
        self.findings.len() as u64 + self.more
    }

    /// The first entry that was changed.
    pub fn first_bad(&self) -> Option<EntryId> {
        self.findings.iter().filter_map(Finding::entry).min()
    }

    /// Whether nothing was changed. Entries without effect do not count.
    pub fn is_intact(&self) -> bool {
        self.damaged == 0 && self.outside == 0 && self.not_compared.is_empty()
    }

    pub fn add(&mut self, finding: Finding) {
        self.damaged += 1;
        self.push(finding);
    }

    /// Add a disagreement between the ledger and a checkpoint kept elsewhere.
    pub fn add_outside(&mut self, finding: Finding) {
        self.outside += 1;
        self.push(finding);
    }

    /// Add an entry that the rules refuse, with the first reason found, in words that follow its
    /// id.
    pub fn add_fault(&mut self, entry: EntryId, why: String) {
        if self.faults.insert(entry) {
            self.push(Finding::EntryRefused { entry, why });
        }
    }

    fn push(&mut self, finding: Finding) {
        if self.findings.len() < Self::MOST {
            self.findings.push(finding);
        } else {
            self.more += 1;
        }
    }
}
