use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::is_of_site;
use super::kept_folder::{LIST, hash, listed, walk};
use crate::domain::{ClaimId, EntryId, Event, Sha256, TreeHead};
use crate::ledger::{ProofError, VerifierKey, check_proof};
use crate::merkle::{
    Checkpoint, Frontier, NotACheckpoint, NotATile, Packer, Tile, entry_leaf, read_entries,
};

/// A copy of a site, to be checked.
pub struct SiteCopy {
    listed: BTreeMap<String, Sha256>,
    /// The key that the site says is its log's.
    pub log_key: VerifierKey,
    reviewers: Vec<VerifierKey>,
    root: PathBuf,
}

/// What was found in a copy of a site.
#[derive(Debug, Default)]
pub struct CheckedSite {
    pub faults: Vec<SiteFault>,
    /// How many files are in its list.
    pub files: u64,
    /// The state that its checkpoint signs, if its key signed it.
    pub head: Option<TreeHead>,
    /// The sizes of the checkpoints kept elsewhere that it extends.
    pub kept: Vec<u64>,
    pub proofs: u64,
    /// Files that are not in its list.
    pub strangers: Vec<String>,
}

/// Something in a site that is not as it was published.
#[derive(Debug)]
pub enum SiteFault {
    Changed(String),
    Checkpoint(NotACheckpoint),
    /// A checkpoint kept elsewhere, and why the site does not extend it.
    Kept {
        name: String,
        why: &'static str,
    },
    /// What lies here is not in the list, and could be taken for a part of the site.
    Foreign(String),
    Missing(String),
    /// The tiles have another root than the checkpoint.
    OtherRoot,
    Proof {
        name: String,
        why: ProofFault,
    },
    Tile(String),
}

/// Why a proof does not prove what it lies beside.
#[derive(Debug)]
pub enum ProofFault {
    Fails(ProofError),
    /// It is of another claim, or of something else than a review.
    Other,
    /// Its entry is not the one that the log has there.
    OtherLog,
}

/// Why a folder cannot be checked.
#[derive(Debug, thiserror::Error)]
pub enum NotASite {
    #[error("it has no readable key of its log, `{}`", .0.display())]
    Key(PathBuf),
    #[error("`{}` is a link", .0.display())]
    Link(PathBuf),
    #[error("it cannot be read")]
    Read(#[source] io::Error),
}

impl fmt::Display for SiteFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed(name) => write!(f, "{name} is not as the list has it"),
            Self::Checkpoint(error) => write!(f, "the checkpoint is not valid: {error}"),
            Self::Foreign(name) => write!(f, "{name} is not in the list"),
            Self::Kept { name, why } => write!(f, "the checkpoint {name}: {why}"),
            Self::Missing(name) => write!(f, "{name} is missing"),
            Self::OtherRoot => f.write_str("the log is not the one that the checkpoint signs"),
            Self::Proof { name, why: ProofFault::Fails(error) } => write!(f, "{name}: {error}"),
            Self::Proof { name, why: ProofFault::Other } => {
                write!(f, "{name} does not prove a review of the claim it lies beside")
            }
            Self::Proof { name, why: ProofFault::OtherLog } => {
                write!(f, "{name} proves an entry that the log of this site does not have there")
            }
            Self::Tile(name) => write!(f, "{name} is not the tile that the log makes"),
        }
    }
}

/// Whether a folder is a copy of a site.
pub fn is_site(folder: &Path) -> bool {
    fs::symlink_metadata(folder.join(LIST)).is_ok_and(|list| list.is_file())
}

/// Read at most this many bytes of a file that is small: a checkpoint, a proof, a tile of entries.
fn small(path: &Path) -> io::Result<Vec<u8>> {
    use std::io::Read as _;
    /// A tile has up to 256 entries of up to 65,535 bytes.
    const LONGEST: u64 = 1 << 25;
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(LONGEST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A root that the log must have had at some size.
struct Expected {
    of: String,
    root: Sha256,
}

impl SiteCopy {
    pub fn open(root: &Path) -> Result<Self, NotASite> {
        let keys = |name: &str| {
            let text = small(&root.join(name)).ok().map(String::from_utf8);
            let keys = text.and_then(Result::ok).unwrap_or_default();
            keys.lines().map(str::parse).collect::<Result<Vec<VerifierKey>, _>>().ok()
        };
        let no_key = || NotASite::Key(root.join(LOG_KEY));
        let log_key = keys(LOG_KEY).filter(|keys| keys.len() == 1).and_then(|mut keys| keys.pop());
        Ok(Self {
            listed: listed(root).map_err(|error| NotASite::Read(io::Error::other(error)))?,
            log_key: log_key.ok_or_else(no_key)?,
            reviewers: keys(REVIEWER_KEYS).unwrap_or_default(),
            root: root.to_owned(),
        })
    }

    /// Check all that can be checked. `kept` are checkpoints that were kept elsewhere.
    pub fn check(&self, kept: &[(String, Vec<u8>)]) -> Result<CheckedSite, NotASite> {
        let mut found = CheckedSite { files: self.listed.len() as u64, ..CheckedSite::default() };
        self.files(&mut found)?;
        let note = small(&self.root.join("checkpoint")).unwrap_or_default();
        match Checkpoint::verified(&note, &self.log_key) {
            Ok(checkpoint) => found.head = Some(checkpoint.head),
            Err(error) => found.faults.push(SiteFault::Checkpoint(error)),
        }
        let leaves = self.proofs(&mut found);
        let Some(head) = found.head else { return Ok(found) };
        let mut expected: BTreeMap<u64, Vec<Expected>> = BTreeMap::new();
        for (name, note) in kept {
            match Checkpoint::verified(note, &self.log_key) {
                Ok(Checkpoint { head: TreeHead { root, size }, .. }) if size <= head.size => {
                    let of = name.clone();
                    expected.entry(size).or_default().push(Expected { of, root });
                }
                Ok(_) => {
                    let why = "it has more entries: this is an older copy";
                    found.faults.push(SiteFault::Kept { name: name.clone(), why });
                }
                Err(_) => {
                    let why = "the key of this log did not sign it";
                    found.faults.push(SiteFault::Kept { name: name.clone(), why });
                }
            }
        }
        self.log(head, &leaves, &expected, &mut found);
        Ok(found)
    }

    /// Compare the files with the list. The list is not signed: it shows what was lost or changed on
    /// the way, not who wrote it.
    fn files(&self, found: &mut CheckedSite) -> Result<(), NotASite> {
        let mut there = BTreeSet::new();
        walk(&self.root, "", &mut there).map_err(|error| match error {
            super::KeptError::Link(path) => NotASite::Link(path),
            super::KeptError::File(error) => NotASite::Read(io::Error::other(error)),
            super::KeptError::Others { .. } => NotASite::Read(io::Error::other(error)),
        })?;
        for (name, sha256) in &self.listed {
            if !there.contains(name) {
                found.faults.push(SiteFault::Missing(name.clone()));
                continue;
            }
            let is_same = hash(&self.root.join(name)).is_ok_and(|now| now == *sha256);
            if !is_same {
                found.faults.push(SiteFault::Changed(name.clone()));
            }
        }
        for name in there {
            if name == LIST || self.listed.contains_key(&name) {
                continue;
            }
            if is_of_site(&name) {
                found.faults.push(SiteFault::Foreign(name));
            } else {
                found.strangers.push(name);
            }
        }
        Ok(())
    }

    /// Check each proof, and return what it says is in the log, by position.
    fn proofs(&self, found: &mut CheckedSite) -> BTreeMap<EntryId, Vec<(String, Sha256)>> {
        let mut keys = vec![self.log_key.clone()];
        keys.extend(self.reviewers.iter().cloned());
        let mut leaves: BTreeMap<EntryId, Vec<(String, Sha256)>> = BTreeMap::new();
        for name in self.listed.keys() {
            let id = name.strip_prefix("claims/").and_then(|name| name.strip_suffix(PROOF));
            let Some(claim) = id.and_then(|id| id.parse::<ClaimId>().ok()) else { continue };
            let Ok(bytes) = small(&self.root.join(name)) else { continue };
            found.proofs += 1;
            let proven = check_proof(&String::from_utf8_lossy(&bytes), &keys);
            let why = match proven {
                Err(error) => ProofFault::Fails(error),
                Ok(proven) => {
                    let entry = &proven.recorded.entry;
                    let is_it =
                        matches!(&entry.event, Event::ClaimReviewed(of) if of.claim == claim);
                    if is_it && proven.is_signer_known {
                        let leaf = (name.clone(), proven.recorded.leaf);
                        leaves.entry(proven.recorded.position).or_default().push(leaf);
                        continue;
                    }
                    ProofFault::Other
                }
            };
            found.faults.push(SiteFault::Proof { name: name.clone(), why });
        }
        leaves
    }

    /// Make the tree from the tiles of entries, and compare its tiles, its root, and the entries of
    /// the proofs.
    fn log(
        &self,
        head: TreeHead,
        leaves: &BTreeMap<EntryId, Vec<(String, Sha256)>>,
        expected: &BTreeMap<u64, Vec<Expected>>,
        found: &mut CheckedSite,
    ) {
        let mut packer = Packer::default();
        let mut frontier = Frontier::default();
        let faults = &mut found.faults;
        let mut wrong = Vec::new();
        let mut compare = |tile: Tile, bytes: &[u8]| -> Result<(), NotATile> {
            let name = tile.to_string();
            if small(&self.root.join(&name)).ok().as_deref() != Some(bytes) {
                wrong.push(SiteFault::Tile(name));
            }
            Ok(())
        };
        let mut proven: BTreeMap<EntryId, Sha256> = BTreeMap::new();
        for tile in Tile::all(None, head.size) {
            let name = tile.to_string();
            let bytes = small(&self.root.join(&name)).unwrap_or_default();
            let entries = read_entries(&bytes).unwrap_or_default();
            if entries.len() != usize::from(tile.width) {
                faults.push(SiteFault::Tile(name));
                return;
            }
            for entry in entries {
                let position = EntryId(frontier.size());
                let leaf = entry_leaf(entry);
                if leaves.contains_key(&position) {
                    proven.insert(position, leaf);
                }
                frontier.push(leaf, |_| {});
                // An entry that was read from a tile fits into one.
                let _ = packer.push(entry, leaf, &mut compare);
                for Expected { of, root } in expected.get(&frontier.size()).into_iter().flatten() {
                    if *root == frontier.root() {
                        found.kept.push(frontier.size());
                    } else {
                        let why = "the log was rewritten: its first entries are others now";
                        faults.push(SiteFault::Kept { name: of.clone(), why });
                    }
                }
            }
        }
        let _ = packer.finish(&mut compare);
        faults.append(&mut wrong);
        if frontier.root() != head.root {
            faults.push(SiteFault::OtherRoot);
        }
        for (position, of) in leaves {
            for (name, leaf) in of {
                if proven.get(position) != Some(leaf) {
                    let (name, why) = (name.clone(), ProofFault::OtherLog);
                    faults.push(SiteFault::Proof { name, why });
                }
            }
        }
    }
}

const LOG_KEY: &str = "keys/log.vkey";
const REVIEWER_KEYS: &str = "keys/reviewers.vkey";
const PROOF: &str = ".tlog-proof";
