use std::sync::Arc;

use crate::domain::{EntryId, EntryUuid, Sha256, TreeHead};
use crate::log::{Keyring, signature_of, signed_entry};
use crate::merkle::{Checkpoint, NotACheckpoint, SignedNote, VerifierKey, leaf_hash};
use crate::view::EntryFault;

/// Entries as they stand in the database, one after the other, and the checkpoints among them: as
/// much as one thread checks at once.
#[derive(Default)]
pub(super) struct Batch {
    /// The bytes of all entries, side by side.
    bytes: Vec<u8>,
    pub(super) checkpoints: Vec<StoredCheckpoint>,
    pub(super) entries: Vec<StoredEntry>,
}

/// An entry without its bytes.
pub(super) struct StoredEntry {
    /// Where its bytes end among those of the batch.
    end: usize,
    id: [u8; 16],
    leaf: [u8; 32],
    pub(super) position: EntryId,
    /// `None`: that is not looked at.
    signer: Option<Signer>,
}

/// Whose signature an entry must have.
pub(super) enum Signer {
    /// Nobody's would do, and why not.
    Nobody(String),
    /// This one's: the entry itself says whose signatures count.
    One(Arc<VerifierKey>),
    /// That of one whom the log had named by then.
    OnRoll(Arc<Keyring>),
}

pub(super) struct StoredCheckpoint {
    /// The key of the log, where the log says which that is.
    pub(super) key: Option<Arc<VerifierKey>>,
    pub(super) note: Vec<u8>,
    pub(super) size: u64,
}

/// What was found of a batch, entry by entry and checkpoint by checkpoint.
pub(super) struct Checked {
    /// What it says that the log was then; `None`: it cannot be told whether it holds.
    pub(super) checkpoints: Vec<Option<Result<TreeHead, NotACheckpoint>>>,
    pub(super) entries: Vec<CheckedEntry>,
}

pub(super) struct CheckedEntry {
    /// After what it was recorded, unless it was only hashed; or what is wrong with it.
    pub(super) after: Result<Option<TreeHead>, Wrong>,
    /// Its leaf in the tree, as far as that can be told.
    pub(super) leaf: Sha256,
}

/// What is wrong with an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    /// It is not as it was recorded.
    Changed(EntryFault),
    /// It is under another id than this, its own.
    OtherId(EntryUuid),
    /// It is as it was recorded, and the rules of the log refuse it: why, in words that follow its id.
    Refused(String),
}

impl Batch {
    /// So many entries make a batch, or so many bytes of them.
    const ENTRIES: usize = 1024;
    const BYTES: usize = 1 << 20;

    pub(super) fn is_full(&self) -> bool {
        self.entries.len() >= Self::ENTRIES || self.bytes.len() >= Self::BYTES
    }

    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.checkpoints.clear();
        self.entries.clear();
    }

    /// Take in an entry, and what is stored beside it.
    pub(super) fn push(
        &mut self,
        position: EntryId,
        id: &[u8],
        bytes: &[u8],
        leaf: &[u8],
        signer: Option<Signer>,
    ) {
        self.bytes.extend_from_slice(bytes);
        let end = self.bytes.len();
        // Of another length it is no id and no hash, and neither are zeros.
        let id = id.try_into().unwrap_or_default();
        let leaf = leaf.try_into().unwrap_or_default();
        self.entries.push(StoredEntry { end, id, leaf, position, signer });
    }

    /// Check each entry and each checkpoint by itself.
    pub(super) fn check(&self) -> Checked {
        let mut start = 0;
        let entries = self.entries.iter().map(|entry| {
            let bytes = &self.bytes[start..entry.end];
            start = entry.end;
            entry.check(bytes)
        });
        let entries = entries.collect();
        Checked {
            checkpoints: self.checkpoints.iter().map(StoredCheckpoint::check).collect(),
            entries,
        }
    }
}

impl StoredEntry {
    fn check(&self, bytes: &[u8]) -> CheckedEntry {
        let (leaf, stored) = (leaf_hash(bytes), Sha256::from(self.leaf));
        let signed = self.check_signature(bytes);
        match signed {
            after if leaf == stored => CheckedEntry { after, leaf },
            // Nobody else could have signed it, so it is the hash that is not what it was.
            Ok(Some(_)) => {
                CheckedEntry { after: Err(Wrong::Changed(EntryFault::HashChanged)), leaf }
            }
            Ok(None) | Err(_) => {
                CheckedEntry { after: Err(Wrong::Changed(EntryFault::HashDiffers)), leaf: stored }
            }
        }
    }

    /// After what it was recorded, if all holds that can be told of it alone.
    fn check_signature(&self, bytes: &[u8]) -> Result<Option<TreeHead>, Wrong> {
        let Some(signer) = &self.signer else { return Ok(None) };
        let unreadable = |error| Wrong::Refused(format!("cannot be read: {error}"));
        let (text, signature) = signature_of(bytes).map_err(unreadable)?;
        let key = match signer {
            Signer::Nobody(why) => return Err(Wrong::Refused(why.clone())),
            Signer::One(key) => Arc::clone(key),
            Signer::OnRoll(roll) => {
                let refused = |why| Wrong::Refused(format!("breaks the key rules: {why}"));
                roll.signer(&signature).map_err(refused)?
            }
        };
        if key.verify(text.as_bytes(), &signature.signature).is_err() {
            let why = format!("has a signature of {} that does not verify", key.name());
            return Err(Wrong::Refused(why));
        }
        let entry = signed_entry(text, &signature).map_err(unreadable)?;
        if *entry.id.as_bytes() != self.id {
            return Err(Wrong::OtherId(entry.id));
        }
        Ok(Some(entry.after))
    }
}

impl StoredCheckpoint {
    /// It is as the ledger writes it: with its own signature, and nothing more. What others signed is
    /// kept elsewhere, by others.
    fn check(&self) -> Option<Result<TreeHead, NotACheckpoint>> {
        let checkpoint = Checkpoint::verified(&self.note, self.key.as_ref()?);
        let is_alone = SignedNote::parse(&self.note).is_ok_and(|note| note.signatures.len() == 1);
        Some(checkpoint.and_then(|checkpoint| {
            let is_ours = is_alone && checkpoint.extensions.is_empty();
            if is_ours { Ok(checkpoint.head) } else { Err(NotACheckpoint::Form) }
        }))
    }
}
