//! What stands beside the log: the bytes that entries name by their hash, and words.

use std::collections::BTreeSet;

use super::Writer;
use crate::domain::{EntryId, Sha256, Text};
use crate::store::StoreError;
use crate::store::sql::{Connection, params};

impl Writer<'_> {
    /// Store bytes that entries name by their hash. The same bytes are stored only once.
    pub fn keep(&mut self, bytes: &[u8]) -> Result<Sha256, StoreError> {
        let sha256 = Sha256::of(bytes);
        if self.new.remove(&sha256) {
            insert_content(self.connection, sha256, bytes)?;
            self.projection.has_new(sha256, bytes.len() as u64);
        } else if self.projection.new_length(sha256).is_none()
            && !self.snapshot().has_content(sha256)?
        {
            insert_content(self.connection, sha256, bytes)?;
        }
        Ok(sha256)
    }

    /// The same for the text of an article, which the next entries are about.
    pub fn keep_text(&mut self, text: &Text) -> Result<Sha256, StoreError> {
        let sha256 = self.keep(text.as_str().as_bytes())?;
        self.projection.has_text(sha256, text);
        Ok(sha256)
    }

    /// Look up which of these the ledger knows, in a few statements for all of them.
    pub fn look_up(&mut self, hashes: &BTreeSet<Sha256>) -> Result<(), StoreError> {
        let known = self.snapshot().known_hashes(hashes)?;
        self.new.extend(hashes.difference(&known));
        Ok(())
    }

    /// Whether the ledger has nothing with this hash and never had: neither bytes nor an article. Only
    /// what was looked up can be new.
    pub fn is_new(&self, sha256: Sha256) -> bool {
        self.new.contains(&sha256)
    }

    /// Remove bytes that were withheld just now.
    pub fn remove(&mut self, sha256: Sha256) -> Result<(), StoreError> {
        if !self.snapshot().has_content(sha256)? {
            return Ok(());
        }
        self.connection.change(1, "DELETE FROM contents WHERE sha256 = ?1", params![sha256])
    }

    /// Put other bytes in the place of an entry whose words were withheld just now.
    pub fn replace(&mut self, position: EntryId, bytes: &[u8]) -> Result<(), StoreError> {
        let sql = "UPDATE entries SET bytes = ?2 WHERE position = ?1";
        self.connection.change(1, sql, params![position, bytes])
    }

    /// Remove what somebody wrote, and what was withheld just now.
    pub fn remove_words(&mut self, sha256: Sha256) -> Result<(), StoreError> {
        self.connection.change(1, "DELETE FROM words WHERE sha256 = ?1", params![sha256])
    }
}

pub(in crate::store) fn insert_content(
    connection: &Connection,
    sha256: Sha256,
    bytes: &[u8],
) -> Result<(), StoreError> {
    connection.change(
        1,
        "INSERT INTO contents (sha256, bytes)
             VALUES (?1, ?2)",
        params![sha256, bytes],
    )
}
