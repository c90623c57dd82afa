use std::rc::Rc;

use rusqlite::Transaction;

use super::{Snapshot, StoreError};
use crate::domain::{
    Author, Entry, EntryId, Event, LedgerCreated, Position, ReviewerAdded, Sha256, Text,
};
use crate::merkle::leaf_hash;

/// The door: the one way into the database. It is open as long as its transaction is.
pub struct Writer<'a> {
    author: &'a Author,
    /// Whether the log knows the author.
    is_introduced: bool,
    /// The text that was read last: entries come in runs that are about the same article.
    pub(super) last_text: Option<(Sha256, Rc<Text>)>,
    next: Position,
    snapshot: Snapshot<'a>,
    pub(super) transaction: &'a Transaction<'a>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        transaction: &'a Transaction<'a>,
        author: &'a Author,
    ) -> Result<Self, StoreError> {
        let snapshot = Snapshot::new(transaction);
        let is_introduced = snapshot.knows(&author.name)?;
        let next = Position(snapshot.entries()?);
        Ok(Self { author, is_introduced, last_text: None, next, snapshot, transaction })
    }

    /// The ledger as it stands, with what was appended so far.
    pub fn snapshot(&self) -> &Snapshot<'a> {
        &self.snapshot
    }

    /// Record that `event` happened: the entry, and the index rows that follow from it.
    ///
    /// The first entry of a ledger, and the first of a person, introduce themselves.
    pub fn append(&mut self, event: Event) -> Result<Position, StoreError> {
        if self.next == Position(0) {
            let created = LedgerCreated { hash: "sha256".to_owned() };
            self.append_entry(Event::LedgerCreated(created))?;
        }
        if !self.is_introduced {
            let added = ReviewerAdded { name: self.author.name.clone() };
            self.append_entry(Event::ReviewerAdded(added))?;
            self.is_introduced = true;
        }
        self.append_entry(event)
    }

    fn append_entry(&mut self, event: Event) -> Result<Position, StoreError> {
        let position = self.next;
        let entry = Entry {
            actor: self.author.name.clone(),
            at: self.author.at,
            event,
            id: EntryId::new(self.author, position),
        };
        let bytes = entry.to_bytes().map_err(|source| StoreError::Entry { position, source })?;
        self.transaction
            .prepare_cached(
                "INSERT INTO entries (position, id, bytes, leaf)
                 VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute((position, entry.id, &bytes, leaf_hash(&bytes)))?;
        self.project(position, &entry)?;
        self.next = Position(position.0 + 1);
        Ok(position)
    }

    /// Keep bytes that entries name by their hash. Bytes that are here already are kept once.
    pub fn keep(&mut self, bytes: &[u8]) -> Result<Sha256, StoreError> {
        let sha256 = Sha256::of(bytes);
        if !self.snapshot.has_content(sha256)? {
            self.transaction
                .prepare_cached(
                    "INSERT INTO contents (sha256, bytes)
                     VALUES (?1, ?2)",
                )?
                .execute((sha256, bytes))?;
        }
        Ok(sha256)
    }
}
