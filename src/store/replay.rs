use std::collections::{BTreeMap, BTreeSet};

use super::append::{grow, insert_checkpoint, insert_content, insert_entry};
use super::pages::Pages;
use super::project::Projection;
use super::sql::{Connection, params};
use super::sqlite::schema::has_words;
use super::words::insert_words;
use super::{Snapshot, StoreError};
use crate::domain::{EntryId, SealedText, Sha256};
use crate::log::{has_nul, read_verified};
use crate::merkle::{Frontier, StandIn, entry_leaf};

/// An entry that does not follow from those before it, and why, in words that follow its id.
pub(super) type Inconsistent = (EntryId, String);

/// What a replay found.
pub(super) struct Replayed {
    /// What people wrote that is missing, with its entry, and was not withheld.
    pub(super) lost: Vec<(EntryId, Sha256)>,
    pub(super) misfits: Vec<Inconsistent>,
}

/// Build the index rows of a verified log, in the empty tables of `index`. The entries of `faults`
/// have no effect. Those that do not fit, or that the rules of judgement refuse, have none either,
/// and are returned.
pub(super) fn replay(
    log: &Snapshot<'_>,
    index: &Connection,
    faults: &BTreeSet<EntryId>,
) -> Result<Replayed, StoreError> {
    let mut projection = Projection::new(index, Snapshot::new(log.connection));
    let mut frontier = Frontier::default();
    let (mut lost, mut misfits) = (Vec::new(), Vec::new());
    // Whether these may be there is known at the end.
    let mut stand_ins = BTreeMap::new();
    let mut entries = Pages::of(log.connection, "entries", &["position"], "bytes");
    while let Some(row) = entries.next()? {
        let (position, bytes): (EntryId, &[u8]) = (row.get(0)?, row.get(1)?);
        let mut has_effect = !faults.contains(&position);
        if StandIn::read(bytes).is_some() {
            stand_ins.insert(position, Sha256::of(bytes));
        }
        if has_effect {
            let fits = match read_verified(bytes) {
                Ok(_) if has_nul(bytes) => {
                    Err(StoreError::Inconsistent { position, why: "it has a NUL in a text" })
                }
                Ok(mut entry) => {
                    let absent = log.open_words(&mut entry.event)?;
                    lost.extend(absent.into_iter().map(|sha256| (position, sha256)));
                    projection.entry(position, &entry)
                }
                Err(_) => Err(StoreError::Inconsistent { position, why: "it cannot be read" }),
            };
            match fits {
                Ok(()) => {}
                Err(StoreError::Inconsistent { why, .. }) => {
                    misfits.push((
                        position,
                        format!("does not follow from the entries before it: {why}"),
                    ));
                    has_effect = false;
                }
                Err(StoreError::Refused { source, .. }) => {
                    misfits.push((position, format!("breaks the rules of judgement: {source}")));
                    has_effect = false;
                }
                Err(error) => return Err(error),
            }
        }
        if !has_effect {
            index.change(1, "INSERT INTO faults (entry) VALUES (?1)", params![position])?;
        }
        grow(&mut frontier, entry_leaf(bytes), |node| projection.node(node))?;
    }
    projection.finish()?;
    // Only the whole log says what is withheld. Entries without effect name nothing.
    let index = Snapshot::new(index);
    let said = index.stand_ins()?;
    for position in
        stand_ins.keys().filter(|position| stand_ins.get(position) != said.get(position))
    {
        misfits.push((*position, "was replaced, and no entry says so".to_owned()));
    }
    for position in said.keys().filter(|position| !stand_ins.contains_key(position)) {
        misfits.push((*position, "still has the words that a later entry withholds".to_owned()));
    }
    let mut kept = Vec::new();
    for (position, sha256) in lost {
        if index.is_sealed(sha256)? && !index.are_withheld(sha256)? {
            kept.push((position, sha256));
        }
    }
    Ok(Replayed { lost: kept, misfits })
}

/// Copy the log of a ledger unchanged into the empty one of another.
pub(super) fn copy_log(from: &Connection, to: &Connection) -> Result<(), StoreError> {
    let mut entries = Pages::of(from, "entries", &["position"], "id, bytes, leaf");
    while let Some(row) = entries.next()? {
        let position: EntryId = row.get(0)?;
        insert_entry(to, position, &row.get(1)?, row.get(2)?, row.get(3)?)?;
        let size = position.0 + 1;
        if let Some(note) = Snapshot::new(from).checkpoint(size)? {
            insert_checkpoint(to, size, &note)?;
        }
    }
    let mut contents = Pages::of(from, "contents", &["sha256"], "bytes");
    while let Some(row) = contents.next()? {
        insert_content(to, row.get(0)?, row.get(1)?)?;
    }
    if !has_words(from)? {
        return Ok(()); // It has an earlier format.
    }
    let mut words = Pages::of(from, "words", &["sha256"], "salt, text");
    while let Some(row) = words.next()? {
        let (sha256, salt, text) = (row.get(0)?, row.get(1)?, row.get(2)?);
        insert_words(to, &SealedText { salt, sha256, text })?;
    }
    Ok(())
}
