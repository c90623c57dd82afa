use std::collections::BTreeMap;
use std::path::PathBuf;

use super::append::{insert_checkpoint, insert_content, insert_entry};
use super::replay::copy_log;
use super::sqlite::migrations::fresh;
use super::words::insert_words;
use super::{Access, Snapshot, Store, StoreError, VerifyOptions};
use crate::domain::{EntryId, SealedText, Sha256};
use crate::log::read_entry;
use crate::merkle::entry_leaf;
use crate::view::Verification;

/// The parts of a ledger, which are all that is needed to rebuild it.
pub struct LedgerParts<C, L, W> {
    /// The existing signed checkpoints, by size.
    pub checkpoints: BTreeMap<u64, Vec<u8>>,
    /// Bytes that entries name by hash, each with the hash it is stored under.
    pub contents: C,
    /// Every entry, in order.
    pub entries: L,
    /// What people wrote, each once.
    pub words: W,
}

impl Store {
    /// An empty ledger in a temporary file, which is removed when it is closed.
    pub fn temporary() -> Result<Self, StoreError> {
        Ok(Self::new(Access::Read, fresh()?, PathBuf::new()))
    }

    /// A copy of this ledger's log in a temporary file, with an index built from it, and its
    /// verification.
    pub fn rebuilt(&self) -> Result<(Self, Verification), StoreError> {
        let mut copy = Self::temporary()?;
        let moment = self.connection.begin_to_read()?;
        let transaction = copy.connection.begin_to_write()?;
        copy_log(&moment, &transaction)?;
        transaction.commit()?;
        let options = VerifyOptions { only_last_checkpoint: true, ..VerifyOptions::default() };
        let found = copy.rebuild(&options, &mut |_, _| {})?;
        Ok((copy, found))
    }

    /// Put these parts into an empty ledger unchanged. They are not trusted: [`Store::rebuild`]
    /// checks whether they are sound, and builds the index.
    pub fn fill<C, L, W, E: From<StoreError>>(
        &mut self,
        parts: LedgerParts<C, L, W>,
    ) -> Result<(), E>
    where
        C: Iterator<Item = Result<(Sha256, Vec<u8>), E>>,
        L: Iterator<Item = Result<Vec<u8>, E>>,
        W: Iterator<Item = Result<SealedText, E>>,
    {
        let transaction = self.connection.begin_to_write()?;
        let mut size = 0;
        for bytes in parts.entries {
            let (position, bytes) = (EntryId(size), bytes?);
            let leaf = entry_leaf(&bytes);
            let id = id_of(&Snapshot::new(&transaction), position, &bytes)?;
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
        for words in parts.words {
            insert_words(&transaction, &words?)?;
        }
        Ok(transaction.commit()?)
    }
}

/// The id to store an entry under: its own or, if it has none or a repeated one, an id derived from
/// the entry and its place, so that it can be stored and reported.
fn id_of(snapshot: &Snapshot<'_>, position: EntryId, bytes: &[u8]) -> Result<[u8; 16], StoreError> {
    if let Ok(entry) = read_entry(bytes)
        && snapshot.position_of(entry.id)?.is_none()
    {
        return Ok(*entry.id.as_bytes());
    }
    let unlike = Sha256::of_parts(&[&position.0.to_be_bytes(), bytes]);
    let mut id = [0; 16];
    id.copy_from_slice(&unlike.as_bytes()[..16]);
    Ok(id)
}
