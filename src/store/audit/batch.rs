use std::sync::Arc;

use crate::domain::{EntryId, EntryUuid, Sha256, TreeHead};
use crate::log::{Keyring, signature_of, signed_entry};
use crate::merkle::{Checkpoint, NotACheckpoint, SignedNote, StandIn, VerifierKey, entry_leaf};
use crate::view::EntryFault;

/// A run of entries from the database, with the checkpoints among them: the amount that one thread
/// checks at once.
#[derive(Default)]
pub(super) struct Batch {
    /// The concatenated bytes of all entries.
    bytes: Vec<u8>,
    pub(super) checkpoints: Vec<StoredCheckpoint>,
    pub(super) entries: Vec<StoredEntry>,
}

/// An entry without its bytes.
pub(super) struct StoredEntry {
    /// The end of its bytes in those of the batch.
    end: usize,
    id: [u8; 16],
    /// Whether an entry says that these bytes stand in its place.
    pub(super) is_replaced: bool,
    leaf: [u8; 32],
    pub(super) position: EntryId,
    /// `None` if it is not checked.
    signer: Option<Signer>,
}

/// The key that must have signed an entry.
pub(super) enum Signer {
    /// No key is acceptable, and why.
    Nobody(String),
    /// This key: the entry itself adds or revokes keys.
    One(Arc<VerifierKey>),
    /// A key that the log had added before.
    InKeyring(Arc<Keyring>),
}

pub(super) struct StoredCheckpoint {
    /// The key of the log, if the log names it.
    pub(super) key: Option<Arc<VerifierKey>>,
    pub(super) note: Vec<u8>,
    pub(super) size: u64,
}

/// The result of checking a batch, entry by entry and checkpoint by checkpoint.
pub(super) struct Checked {
    /// The state of the log that it signs. `None` if its validity is unknown.
    pub(super) checkpoints: Vec<Option<Result<TreeHead, NotACheckpoint>>>,
    pub(super) entries: Vec<CheckedEntry>,
}

pub(super) struct CheckedEntry {
    /// The state of the log before it, unless it was only hashed; or what is wrong with it.
    pub(super) after: Result<Option<TreeHead>, Wrong>,
    /// Its leaf in the tree, if known.
    pub(super) leaf: Sha256,
}

/// What is wrong with an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    /// It was changed.
    Changed(EntryFault),
    /// It is stored under another id than this, its own.
    OtherId(EntryUuid),
    /// It is unchanged, but the rules of the log refuse it: the reason, in words that follow its
    /// id.
    Refused(String),
}

impl Batch {
    /// The maximum number of entries in a batch, and of their bytes.
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

    /// Add an entry, and what is stored with it.
    pub(super) fn push(
        &mut self,
        position: EntryId,
        id: &[u8],
        bytes: &[u8],
        leaf: &[u8],
        signer: Option<Signer>,
        is_replaced: bool,
    ) {
        self.bytes.extend_from_slice(bytes);
        let end = self.bytes.len();
        // With another length it is not an id or a hash, and zeros are neither.
        let id = id.try_into().unwrap_or_default();
        let leaf = leaf.try_into().unwrap_or_default();
        self.entries.push(StoredEntry { end, id, is_replaced, leaf, position, signer });
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
        let (leaf, stored) = (entry_leaf(bytes), Sha256::from(self.leaf));
        let signed = self.check_signature(bytes);
        match signed {
            after if leaf == stored => CheckedEntry { after, leaf },
            // Nobody else could have signed it, so the hash was changed.
            Ok(Some(_)) => {
                CheckedEntry { after: Err(Wrong::Changed(EntryFault::HashChanged)), leaf }
            }
            Ok(None) | Err(_) => {
                CheckedEntry { after: Err(Wrong::Changed(EntryFault::HashDiffers)), leaf: stored }
            }
        }
    }

    /// The state of the log before it, if everything that can be checked in it alone is valid.
    fn check_signature(&self, bytes: &[u8]) -> Result<Option<TreeHead>, Wrong> {
        let stand_in = StandIn::read(bytes);
        if stand_in.is_some() && !self.is_replaced {
            return Err(Wrong::Refused("was replaced, and no entry says so".to_owned()));
        }
        let Some(signer) = &self.signer else { return Ok(None) };
        let unreadable = |error| Wrong::Refused(format!("cannot be read: {error}"));
        let (text, signature) = signature_of(bytes).map_err(unreadable)?;
        let key = match signer {
            Signer::Nobody(why) => return Err(Wrong::Refused(why.clone())),
            Signer::One(key) => Arc::clone(key),
            Signer::InKeyring(keyring) => {
                let refused = |why| Wrong::Refused(format!("breaks the key rules: {why}"));
                keyring.signer(&signature).map_err(refused)?
            }
        };
        // Its author signed the words that are gone, too.
        let is_signed = key.verify(text.as_bytes(), &signature.signature).is_ok();
        if !is_signed && stand_in.is_none() {
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
    /// It is as the ledger writes it: with only its own signature. Cosignatures are kept elsewhere.
    fn check(&self) -> Option<Result<TreeHead, NotACheckpoint>> {
        let checkpoint = Checkpoint::verified(&self.note, self.key.as_ref()?);
        let is_alone = SignedNote::parse(&self.note).is_ok_and(|note| note.signatures.len() == 1);
        Some(checkpoint.and_then(|checkpoint| {
            let is_ours = is_alone && checkpoint.extensions.is_empty();
            if is_ours { Ok(checkpoint.head) } else { Err(NotACheckpoint::Form) }
        }))
    }
}
