use super::attest::damaged;
use super::sql::params;
use super::values::number;
use super::{Snapshot, StoreError};
use crate::domain::{EntryId, EntryUuid, Event, LedgerCreated, LogEntry, Origin, Sha256, TreeHead};
use crate::merkle::{
    Checkpoint, Frontier, Nodes, Tile, VerifierKey, inclusion_proof, verify_inclusion,
};

impl Snapshot<'_> {
    /// The start of the log: its name, and its first entry. `None` if it has no entry.
    pub fn created(&self) -> Result<Option<(Origin, LedgerCreated)>, StoreError> {
        let Some(first) = self.entry(EntryId(0))? else { return Ok(None) };
        if let Event::LedgerCreated(created) = first.entry.event {
            return Ok(Some((first.entry.log, created)));
        }
        let why = "a log begins with its creation";
        Err(StoreError::Inconsistent { position: EntryId(0), why })
    }

    /// The position of the entry with this id.
    pub fn position_of(&self, id: EntryUuid) -> Result<Option<EntryId>, StoreError> {
        self.connection.value("SELECT position FROM entries WHERE id = ?1", params![id])
    }

    /// The signed checkpoint of this size.
    pub fn checkpoint(&self, size: u64) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = "SELECT note FROM checkpoints WHERE size = ?1";
        self.connection.value(sql, params![number(size)])
    }

    /// The right edge of the tree of all entries, if the last signed checkpoint is for exactly
    /// these: `note` verifies with the log's key, and has the root of the hashes.
    pub(super) fn signed_frontier(&self, key: &VerifierKey) -> Result<Frontier, StoreError> {
        let frontier = self.frontier()?;
        let head = TreeHead { root: frontier.root(), size: frontier.size() };
        let (last, note) = self.last_signed()?.unwrap_or_default();
        if last < head.size {
            return Err(StoreError::Uncheckpointed(EntryId(last)));
        }
        if last > head.size {
            return Err(StoreError::CutOff { found: head.size, signed: last });
        }
        if Checkpoint::verified(&note, key).is_ok_and(|signed| signed.head == head) {
            return Ok(frontier);
        }
        Err(damaged("its hashes do not lead to the root that was signed last".to_owned()))
    }

    /// Check that the log's key signed exactly the entries that exist.
    pub fn attest_head(&self) -> Result<(), StoreError> {
        match self.log_key()? {
            Some(key) => self.signed_frontier(&key).map(drop),
            None => Ok(()),
        }
    }

    /// Check that an entry is the right leaf of the tree. [`Self::attest_head`] checks the tree.
    pub fn attest_leaf(&self, recorded: &LogEntry) -> Result<(), StoreError> {
        let LogEntry { leaf, position, .. } = recorded;
        let frontier = self.frontier()?;
        let proof = inclusion_proof(self, position.0, frontier.size())?;
        let holds =
            verify_inclusion(*leaf, position.0, frontier.size(), &proof, frontier.root()).is_ok();
        if holds { Ok(()) } else { Err(StoreError::EntryChanged(*position)) }
    }

    /// The number of entries of the last signed checkpoint; 0 if there is none.
    pub(super) fn last_checkpoint_size(&self) -> Result<u64, StoreError> {
        Ok(self.last_signed()?.map_or(0, |(size, _)| size))
    }

    /// The last signed checkpoint, and the number of its entries.
    fn last_signed(&self) -> Result<Option<(u64, Vec<u8>)>, StoreError> {
        let sql = "SELECT size, note FROM checkpoints ORDER BY size DESC LIMIT 1";
        self.connection.first(sql, params![], |row| Ok((row.get::<EntryId>(0)?.0, row.get(1)?)))
    }

    /// The last signed checkpoint, verbatim.
    pub fn last_checkpoint(&self) -> Result<Option<String>, StoreError> {
        let note = self.last_signed()?.map(|(_, note)| note);
        let why = "its checkpoint is not valid";
        let last = || Ok::<_, StoreError>(EntryId(self.entries()?.saturating_sub(1)));
        match note.map(String::from_utf8) {
            None => Ok(None),
            Some(Ok(note)) => Ok(Some(note)),
            Some(Err(_)) => Err(StoreError::Inconsistent { position: last()?, why }),
        }
    }

    /// The right edge of the tree, made of the upper tiles and of the last leaves.
    pub fn frontier(&self) -> Result<Frontier, StoreError> {
        let size = self.entries()?;
        let mut frontier = Frontier::default();
        for level in (0..u64::BITS / Tile::HEIGHT).rev() {
            let height = level * Tile::HEIGHT;
            let end = size >> height;
            let start = frontier.size() >> height;
            for hash in self.hashes(level, start, end)? {
                frontier.push_full(height, hash, |_| {});
            }
        }
        Ok(frontier)
    }

    /// The hashes of a level of tiles, from `start` up to `end`.
    pub fn hashes(&self, level: u32, start: u64, end: u64) -> Result<Vec<Sha256>, StoreError> {
        if start >= end {
            return Ok(Vec::new());
        }
        let sql = if level == 0 {
            "SELECT leaf
             FROM entries
             WHERE ?1 = 0 AND position >= ?2 AND position < ?3
             ORDER BY position"
        } else {
            "SELECT hash
             FROM nodes
             WHERE level = ?1 AND position >= ?2 AND position < ?3
             ORDER BY position"
        };
        let hashes = self.connection.column(sql, params![level, number(start), number(end)])?;
        if hashes.len() as u64 == end - start {
            Ok(hashes)
        } else if level > 0 {
            Err(damaged("its tree of hashes has a gap".to_owned()))
        } else {
            let why = "the tree of hashes has a gap";
            Err(StoreError::Inconsistent {
                position: EntryId(start << (level * Tile::HEIGHT)),
                why,
            })
        }
    }
}

impl Nodes for Snapshot<'_> {
    type Error = StoreError;

    fn node(&self, height: u32, index: u64) -> Result<Sha256, StoreError> {
        let (level, above) = (height / Tile::HEIGHT, height % Tile::HEIGHT);
        let start = index << above;
        let mut frontier = Frontier::default();
        for hash in self.hashes(level, start, start + (1 << above))? {
            frontier.push(hash, |_| {});
        }
        Ok(frontier.root())
    }
}
