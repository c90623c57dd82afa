use std::collections::BTreeSet;

use super::Finding;
use crate::domain::{EntryId, Origin, Timestamp, TreeHead};

/// What a verification of a ledger came to.
#[derive(Clone, Debug, Default)]
pub struct Verification {
    /// Signed checkpoints in the ledger that hold.
    pub checkpoints: u64,
    /// How many of the findings are about what was kept elsewhere.
    pub outside: u64,
    /// Texts and raw bytes that have the hashes that they are named by.
    pub contents: u64,
    /// Who cosigned the checkpoints that the ledger was held against.
    pub cosigned: Vec<Cosignature>,
    /// How many of the findings are about what is stored, but for entries that have no effect.
    pub damaged: u64,
    /// Entries that were hashed.
    pub entries: u64,
    /// Entries that are as they were recorded, and have no effect: the rules of the log, or those of
    /// judgement, refuse them. Each is a finding, now and for ever.
    pub faults: BTreeSet<EntryId>,
    /// What is wrong, in the order in which it was found.
    pub findings: Vec<Finding>,
    /// The tree of all entries; `None`: the log has a gap.
    pub head: Option<TreeHead>,
    /// The checkpoints kept outside of the ledger that it extends.
    pub kept: Vec<Kept>,
    pub log: Option<Origin>,
    /// How many further things are wrong that `findings` has no room for.
    pub more: u64,
    /// Files of a bundle that another version of the program words differently: the key of the log
    /// signed them, and nobody compared them with the log.
    pub not_compared: Vec<String>,
    /// Entries were hashed, and nothing else was looked at.
    pub only_hashes: bool,
    /// Index rows that follow from the log as they should.
    pub rows: u64,
    /// Which of the faults the index does not know: they were written past the program, and the index
    /// was not rebuilt since.
    pub unindexed: BTreeSet<EntryId>,
    /// Of a bundle, whether the log's key signed the list of its files.
    pub signed: Option<bool>,
    /// Signatures of reviewers that verify.
    pub signatures: u64,
}

/// A checkpoint that was kept outside of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// What it is called: the file it is in.
    pub name: String,
    /// Of how many entries it is.
    pub size: u64,
}

/// A reviewer's word that a checkpoint was what they saw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cosignature {
    /// When, by the reviewer's own clock.
    pub at: Timestamp,
    /// Whether the ledger extends it.
    pub is_extended: bool,
    /// Whether the key was revoked, before or after.
    pub is_revoked: bool,
    pub reviewer: String,
    /// Of how many entries the checkpoint is.
    pub size: u64,
}

impl Verification {
    /// Findings that are kept; further ones are only counted.
    pub const MOST: usize = 50;

    pub fn is_sound(&self) -> bool {
        self.findings.is_empty() && self.not_compared.is_empty()
    }

    /// The first thing that is not as it was recorded, but for entries that have no effect.
    pub fn damage(&self) -> Option<&Finding> {
        let is_fault = |entry| self.faults.contains(&entry);
        self.findings.iter().find(|finding| !finding.entry().is_some_and(is_fault))
    }

    /// How many things are wrong.
    pub fn wrong(&self) -> u64 {
        self.findings.len() as u64 + self.more
    }

    /// The first entry that is not as it was recorded.
    pub fn first_bad(&self) -> Option<EntryId> {
        self.findings.iter().filter_map(Finding::entry).min()
    }

    /// Whether all is as it was recorded, but for entries that have no effect.
    pub fn is_intact(&self) -> bool {
        self.damaged == 0 && self.outside == 0 && self.not_compared.is_empty()
    }

    pub fn add(&mut self, finding: Finding) {
        self.damaged += 1;
        self.push(finding);
    }

    /// Add what is wrong between the ledger and what was kept elsewhere.
    pub fn add_outside(&mut self, finding: Finding) {
        self.outside += 1;
        self.push(finding);
    }

    /// Add an entry that the rules refuse, for the first reason that was found: in words that follow
    /// its id.
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
