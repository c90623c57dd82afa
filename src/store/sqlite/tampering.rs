//! What `verify` promises to find, tried on a scratch ledger.

use std::path::Path;

use rusqlite::config::DbConfig;

use super::error::failed;
use crate::domain::{EntryId, TreeHead};
use crate::merkle::{Checkpoint, SigningKey, leaf_hash};
use crate::store::append::{insert_checkpoint, insert_entry};
use crate::store::sql::Connection;
use crate::store::{Snapshot, StoreError};

/// One change that someone with access to the file could make.
#[derive(Clone, Copy, Debug)]
pub struct Tampering {
    /// The text that the finding must contain.
    pub named: &'static str,
    sql: &'static str,
    /// In words.
    pub what: &'static str,
}

const fn tampering(what: &'static str, named: &'static str, sql: &'static str) -> Tampering {
    Tampering { named, sql, what }
}

/// What is tried on a ledger whose entry `E4` is a review of `C1`, and `E6` one of `C2`.
pub const TAMPERINGS: [Tampering; 33] = [
    tampering(
        "a letter of a note",
        "what somebody wrote",
        "UPDATE words SET text = replace(text, 'minutes', 'minutos')",
    ),
    tampering("a note taken out", "the words of `E4` are missing", "DELETE FROM words"),
    tampering(
        "a note that no entry names",
        "words that no entry names",
        "INSERT INTO words VALUES (zeroblob(32), zeroblob(32), 'all is well')",
    ),
    tampering(
        "a verdict, in the log",
        "`E4` was changed",
        "UPDATE entries
         SET bytes = CAST(replace(CAST(bytes AS TEXT), '\"disputed\"', '\"verified\"') AS BLOB)
         WHERE position = 4",
    ),
    tampering(
        "the time of an act, in the log",
        "`E4` was changed",
        "UPDATE entries SET bytes = CAST(replace(CAST(bytes AS TEXT), '\"ts\":\"2', '\"ts\":\"1') AS BLOB)
         WHERE position = 4",
    ),
    tampering(
        "the hash beside an entry",
        "`E4` is as it was signed",
        "UPDATE entries SET leaf = zeroblob(32) WHERE position = 4",
    ),
    tampering(
        "the id beside an entry",
        "`E4` is stored under another id",
        "UPDATE entries SET id = zeroblob(16) WHERE position = 4",
    ),
    tampering("an entry taken out", "`E4` is missing", "DELETE FROM entries WHERE position = 4"),
    tampering(
        "two entries swapped",
        "`E4`",
        "UPDATE entries SET position = position + 1000 WHERE position IN (4, 6);
         UPDATE entries SET position = 1010 - (position - 1000) - 1000 WHERE position > 999",
    ),
    tampering(
        "an entry repeated at the end",
        "no signed checkpoint covers",
        "INSERT INTO entries SELECT max(position) + 1, randomblob(16), bytes, leaf FROM entries",
    ),
    tampering(
        "the end of the log cut off",
        "its end was cut off",
        "DELETE FROM entries WHERE position = (SELECT max(position) FROM entries)",
    ),
    tampering(
        "a signed checkpoint changed",
        "the checkpoint of",
        "UPDATE checkpoints
         SET note = CAST(replace(CAST(note AS TEXT), char(10) || '8' || char(10),
                                 char(10) || '9' || char(10)) AS BLOB)
         WHERE size = 8",
    ),
    tampering(
        "a signed checkpoint removed",
        "the checkpoint of 4 entries is missing",
        "DELETE FROM checkpoints WHERE size = 4",
    ),
    tampering(
        "a letter of the article",
        "the text or page with SHA-256",
        "UPDATE contents SET bytes = CAST(replace(CAST(bytes AS TEXT), '17', '18') AS BLOB)",
    ),
    tampering("the article taken out", "is missing", "DELETE FROM contents"),
    tampering(
        "a text that no entry names",
        "text or page",
        "INSERT INTO contents VALUES (zeroblob(32), x'00')",
    ),
    tampering(
        "the words of a claim, in the index",
        "the table `claims`",
        "UPDATE claims SET quote = 'other words' WHERE id = 1",
    ),
    tampering(
        "the verdict on a claim, in the index",
        "the table `claims`",
        "UPDATE claims SET status = 'corroborated' WHERE id = 1",
    ),
    tampering(
        "a text in the index that is not UTF-8",
        "the table `claims`",
        "UPDATE claims SET quote = CAST(x'ff' AS TEXT) WHERE id = 1",
    ),
    tampering("a claim taken out of the index", "the table `claims`", "DELETE FROM claims WHERE id = 1"),
    tampering(
        "who gave a review, in the index",
        "the table `reviews`",
        "UPDATE reviews SET reviewer = 'ben'",
    ),
    tampering("a review taken out of the index", "the table `reviews`", "DELETE FROM reviews"),
    tampering(
        "the title of the article, in the index",
        "the table `articles`",
        "UPDATE articles SET title = 'another'",
    ),
    tampering("a count of claims", "the table `counts`", "UPDATE counts SET claims = claims + 1"),
    tampering(
        "the acts on a claim, in the index",
        "the table `subjects`",
        "DELETE FROM subjects WHERE claim = 1",
    ),
    tampering(
        "a key revoked in the index alone",
        "the table `reviewers`",
        "UPDATE reviewers SET revoked = 5 WHERE name = 'ben'",
    ),
    tampering(
        "a guard removed",
        "the trigger `entries_are_not_changed` is missing",
        "DROP TRIGGER entries_are_not_changed",
    ),
    tampering(
        "a guard that does nothing",
        "the trigger `entries_are_not_removed` was changed",
        "DROP TRIGGER entries_are_not_removed;
         CREATE TRIGGER entries_are_not_removed BEFORE DELETE ON entries BEGIN SELECT 1; END",
    ),
    tampering(
        "a trigger that swallows what is recorded",
        "the trigger `nodes` is not part of a ledger",
        "CREATE TRIGGER nodes BEFORE INSERT ON entries BEGIN SELECT RAISE(IGNORE); END",
    ),
    tampering(
        "a table that was added",
        "the table `mine` is not part of a ledger",
        "CREATE TABLE mine (a)",
    ),
    tampering(
        "a view in place of a table",
        "the table `reviews` is missing",
        "DROP TABLE reviews; CREATE VIEW reviews AS SELECT 1",
    ),
    tampering("the number of the format", "its format number is 99", "PRAGMA user_version = 99"),
    tampering("the mark of a ledger", "its application id is 7", "PRAGMA application_id = 7"),
];

impl Tampering {
    /// Make the change, bypassing the guards.
    pub fn apply(&self, ledger: &Path) -> Result<(), StoreError> {
        unguarded(ledger)?.batch(self.sql)
    }
}

/// Write an entry that breaks the rules, with a new checkpoint: what someone with the keys and
/// their own program can do.
pub fn record_past_the_rules(
    ledger: &Path,
    entry: &[u8],
    key: &SigningKey,
) -> Result<(), StoreError> {
    let connection = unguarded(ledger)?;
    let mut frontier = Snapshot::new(&connection).frontier()?;
    let position = EntryId(frontier.size());
    let leaf = leaf_hash(entry);
    let mut id = [0; 16];
    id.copy_from_slice(&leaf.as_bytes()[..16]);
    if let Ok(entry) = crate::log::read_entry(entry) {
        id = *entry.id.as_bytes();
    }
    insert_entry(&connection, position, &id, entry, leaf)?;
    frontier.push(leaf, |_| {});
    let head = TreeHead { root: frontier.root(), size: frontier.size() };
    let checkpoint = Checkpoint::new(key.name(), head).sign(key);
    insert_checkpoint(&connection, head.size, checkpoint.as_bytes())
}

fn unguarded(ledger: &Path) -> Result<Connection, StoreError> {
    let engine = rusqlite::Connection::open(ledger).map_err(failed)?;
    engine.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false).map_err(failed)?;
    Ok(Connection::new(engine))
}
