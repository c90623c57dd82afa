//! What people wrote, beside the log. Whatever is shown of it is first checked against the hash that its
//! entry has.

use super::sql::{Connection, Row, params};
use super::{Snapshot, StoreError};
use crate::domain::{ArticleId, EntryId, Event, LogEntry, SealedText, Sha256};

impl Snapshot<'_> {
    /// The text with this hash, checked against it.
    pub fn sealed_text(&self, sha256: Sha256) -> Result<Option<SealedText>, StoreError> {
        let sql = "SELECT sha256, salt, text FROM words WHERE sha256 = ?1";
        let found = self.connection.first(sql, params![sha256], sealed_text)?;
        Ok(found.filter(SealedText::is_sound))
    }

    /// Fill in what an event has only the hashes of. Returns the hashes of what is not there.
    pub(super) fn open_words(&self, event: &mut Event) -> Result<Vec<Sha256>, StoreError> {
        let mut absent = Vec::new();
        for words in event.words() {
            let Some(sha256) = words.sealed_as() else { continue };
            let found = self.sealed_text(sha256)?;
            if !found.is_some_and(|found| words.open(&found.text)) {
                absent.push(sha256);
            }
        }
        Ok(absent)
    }

    /// The same entry with its words, unless they are withheld.
    pub(super) fn with_words(&self, mut recorded: LogEntry) -> Result<LogEntry, StoreError> {
        for sha256 in self.open_words(&mut recorded.entry.event)? {
            // What has no effect may name anything.
            if recorded.has_effect && !self.attest_words_withheld(sha256)? {
                return Err(StoreError::WordsLost(recorded.position));
            }
        }
        Ok(recorded)
    }

    /// Whether an entry withheld the text with this hash.
    pub fn are_withheld(&self, sha256: Sha256) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM sealed WHERE sha256 = ?1 AND withheld IS NOT NULL";
        self.connection.exists(sql, params![sha256])
    }

    /// The same, by the log.
    fn attest_words_withheld(&self, sha256: Sha256) -> Result<bool, StoreError> {
        let Some((_, Some(entry))) = self.sealed_in(sha256)? else { return Ok(false) };
        Ok(match self.event_with_effect(entry)? {
            Some(Event::ContentWithheld(withheld)) => {
                withheld.words.is_some_and(|words| words.contains(&sha256))
            }
            _ => false,
        })
    }

    /// The entry that has this hash, and the one that withheld its words.
    pub fn sealed_in(
        &self,
        sha256: Sha256,
    ) -> Result<Option<(EntryId, Option<EntryId>)>, StoreError> {
        let sql = "SELECT entry, withheld FROM sealed WHERE sha256 = ?1";
        self.connection.first(sql, params![sha256], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// The articles that an entry is about, or whose claims.
    pub(super) fn articles_of(&self, entry: EntryId) -> Result<Vec<ArticleId>, StoreError> {
        let sql = "SELECT DISTINCT article FROM subjects WHERE entry = ?1";
        self.connection.column(sql, params![entry])
    }

    /// The first entry of the first `entries` whose words a later one withheld.
    pub fn words_withheld_since(&self, entries: u64) -> Result<Option<EntryId>, StoreError> {
        let sql = "SELECT entry FROM sealed WHERE entry < ?1 AND withheld >= ?1 LIMIT 1";
        self.connection.value(sql, params![EntryId(entries)])
    }

    /// Whether an earlier entry has this hash.
    pub(super) fn is_sealed(&self, sha256: Sha256) -> Result<bool, StoreError> {
        self.connection.exists("SELECT 1 FROM sealed WHERE sha256 = ?1", params![sha256])
    }

    /// How many texts entries name that are not withheld.
    pub(super) fn words_named(&self) -> Result<u64, StoreError> {
        let sql = "SELECT count(*) FROM sealed WHERE withheld IS NULL";
        Ok(self.connection.value::<u32>(sql, params![])?.unwrap_or_default().into())
    }

    /// How many texts there are.
    pub(super) fn words_stored(&self) -> Result<u64, StoreError> {
        let found = self.connection.value::<u32>("SELECT count(*) FROM words", params![])?;
        Ok(found.unwrap_or_default().into())
    }

    /// Whether something stands under this hash, whatever it is.
    pub(super) fn has_words(&self, sha256: Sha256) -> Result<bool, StoreError> {
        self.connection.exists("SELECT 1 FROM words WHERE sha256 = ?1", params![sha256])
    }

    /// The hashes of what the first entries name.
    pub fn words_named_by(&self, entries: u64) -> Result<Vec<Sha256>, StoreError> {
        let sql = "SELECT sha256 FROM sealed WHERE entry < ?1 ORDER BY sha256";
        self.connection.column(sql, params![EntryId(entries)])
    }

    /// The next texts of entries with an effect, in the order of their hashes, at most `limit`.
    pub fn words_after(
        &self,
        after: Option<Sha256>,
        limit: u32,
    ) -> Result<Vec<SealedText>, StoreError> {
        let after = after.map(|after| after.as_bytes().to_vec()).unwrap_or_default();
        self.connection.all(
            "SELECT words.sha256, salt, text
             FROM sealed
             JOIN words ON words.sha256 = sealed.sha256
             WHERE sealed.sha256 > ?1
             ORDER BY sealed.sha256
             LIMIT ?2",
            params![*after.as_slice(), limit],
            sealed_text,
        )
    }
}

fn sealed_text(row: Row<'_>) -> Result<SealedText, StoreError> {
    Ok(SealedText { sha256: row.get(0)?, salt: row.get(1)?, text: row.get(2)? })
}

pub(super) fn insert_words(
    connection: &Connection,
    SealedText { salt, sha256, text }: &SealedText,
) -> Result<(), StoreError> {
    connection.change(
        1,
        "INSERT INTO words (sha256, salt, text)
             VALUES (?1, ?2, ?3)",
        params![sha256, salt, text],
    )
}

pub(super) fn insert_sealed(
    connection: &Connection,
    sha256: Sha256,
    entry: EntryId,
) -> Result<(), StoreError> {
    connection.change(
        1,
        "INSERT INTO sealed (sha256, entry, withheld)
             VALUES (?1, ?2, NULL)",
        params![sha256, entry],
    )
}
