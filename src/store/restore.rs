use std::collections::BTreeMap;
use std::path::PathBuf;

use super::append::{insert_checkpoint, insert_content, insert_entry};
use super::replay::fresh;
use super::{Snapshot, Store, StoreError};
use crate::domain::{EntryError, EntryId, Position, Sha256};
use crate::log::read_entry;
use crate::merkle::leaf_hash;

/// What a ledger is made of, and all that is needed to make it again.
pub struct Parts<C, L> {
    /// The signed checkpoints that there are, by their sizes.
    pub checkpoints: BTreeMap<u64, Vec<u8>>,
    /// Bytes that entries name by hash, with the hash that each is kept under.
    pub contents: C,
    /// Every entry, in order.
    pub entries: L,
}

impl Store {
    /// An empty ledger in a file of the system's own, which is gone when it is closed.
    pub fn temporary() -> Result<Self, StoreError> {
        Ok(Self { connection: fresh()?, path: PathBuf::new() })
    }

    /// Put these parts into an empty ledger as they are, and make its index.
    ///
    /// Nothing of them is believed: whether they are sound is for [`Store::verify`] to say. What
    /// cannot even be laid out (entries that no index follows from) is left without an index.
    pub fn fill<C, L, E: From<StoreError>>(&mut self, parts: Parts<C, L>) -> Result<(), E>
    where
        C: Iterator<Item = Result<(Sha256, Vec<u8>), E>>,
        L: Iterator<Item = Result<Vec<u8>, E>>,
    {
        let transaction = self.connection.transaction().map_err(StoreError::from)?;
        let mut size = 0;
        for bytes in parts.entries {
            let (position, bytes) = (Position(size), bytes?);
            let leaf = leaf_hash(&bytes);
            let id = id_of(&Snapshot::new(&transaction), &bytes, leaf)?;
            if bytes.is_empty() {
                let source = EntryError::Unsigned;
                return Err(StoreError::Entry { position, source }.into());
            }
            insert_entry(&transaction, position, &id, &bytes, leaf)?;
            size += 1;
            if let Some(checkpoint) = parts.checkpoints.get(&size) {
                insert_checkpoint(&transaction, size, checkpoint)?;
            }
        }
        for content in parts.contents {
            let (sha256, bytes) = content?;
            insert_content(&transaction, sha256, &bytes)?;
        }
        transaction.commit().map_err(StoreError::from)?;
        match self.rebuild() {
            Ok(())
            | Err(
                StoreError::ContentLost(_) | StoreError::Entry { .. } | StoreError::Misfit { .. },
            ) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

/// The id that an entry is found by: its own, or, where it has none or repeats another's, one made
/// of its hash, so that it can be kept and found out.
fn id_of(snapshot: &Snapshot<'_>, bytes: &[u8], leaf: Sha256) -> Result<[u8; 16], StoreError> {
    let own = read_entry(bytes).ok().map(|entry| entry.id);
    let is_new = |id: &EntryId| Ok::<_, StoreError>(snapshot.position_of(*id)?.is_none());
    if let Some(own) = own
        && is_new(&own)?
    {
        return Ok(*own.as_bytes());
    }
    let mut id = [0; 16];
    id.copy_from_slice(&leaf.as_bytes()[..16]);
    Ok(id)
}
