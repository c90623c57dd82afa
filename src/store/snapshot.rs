use rusqlite::{Connection, OptionalExtension};

use super::StoreError;
use super::values::Bytes;
use crate::domain::{ArticleId, Counts, Position, Sha256, Text};

/// The ledger as it stands at one moment: what may be asked.
#[derive(Clone, Copy)]
pub struct Snapshot<'a> {
    pub(super) connection: &'a Connection,
}

impl<'a> Snapshot<'a> {
    pub(super) fn new(connection: &'a Connection) -> Self {
        Self { connection }
    }

    /// How many entries the log has.
    pub fn entries(&self) -> Result<u64, StoreError> {
        let last: Option<Position> = self
            .connection
            .prepare_cached("SELECT max(position) FROM entries")?
            .query_row([], |row| row.get(0))?;
        Ok(last.map_or(0, |last| last.0 + 1))
    }

    /// How many bytes the content with this hash has, if it is there.
    pub(super) fn content_length(&self, sha256: Sha256) -> Result<Option<u64>, StoreError> {
        let length: Option<Bytes> = self
            .connection
            .prepare_cached("SELECT length(bytes) FROM contents WHERE sha256 = ?1")?
            .query_row([sha256], |row| row.get(0))
            .optional()?;
        Ok(length.map(|length| length.0 as u64))
    }

    pub(super) fn has_content(&self, sha256: Sha256) -> Result<bool, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT 1 FROM contents WHERE sha256 = ?1")?
            .exists([sha256])?)
    }

    /// The bytes with this hash, held against it.
    pub fn content(&self, sha256: Sha256) -> Result<Vec<u8>, StoreError> {
        let bytes: Option<Vec<u8>> = self
            .connection
            .prepare_cached("SELECT bytes FROM contents WHERE sha256 = ?1")?
            .query_row([sha256], |row| row.get(0))
            .optional()?;
        bytes.filter(|bytes| Sha256::of(bytes) == sha256).ok_or(StoreError::ContentLost(sha256))
    }

    /// The canonical text with this hash, held against it.
    pub fn text(&self, sha256: Sha256) -> Result<Text, StoreError> {
        let bytes = self.content(sha256)?;
        String::from_utf8(bytes).map(Text::new).map_err(|_| StoreError::ContentLost(sha256))
    }

    /// How many claims there are in the whole ledger, or in one article.
    pub fn counts(&self, article: Option<ArticleId>) -> Result<Counts, StoreError> {
        let mut counts = Counts::default();
        let article = article.unwrap_or(ArticleId(0));
        let mut statement = self.connection.prepare_cached(
            "SELECT status, dismissed, claims
             FROM counts
             WHERE article = ?1",
        )?;
        let mut rows = statement.query([article])?;
        while let Some(row) = rows.next()? {
            counts.add(row.get(0)?, row.get(1)?, row.get::<_, u32>(2)?.into());
        }
        Ok(counts)
    }
}
