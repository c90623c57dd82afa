use std::collections::BTreeSet;

use super::migrations::fresh;
use super::schema::{self, Schema};
use crate::domain::EntryId;
use crate::store::replay::replay;
use crate::store::sql::Connection;
use crate::store::{Snapshot, StoreError};

/// Replace the index and the guards with those that follow from the log. Nothing of the log is
/// touched, and nothing of it is believed: whether it is sound is for
/// [`Store::verify`](crate::store::Store::verify) to say, and which of its entries have no effect.
///
/// It is part of a transaction, so it is done completely or not at all.
pub(in crate::store) fn remake(
    transaction: &Connection,
    faults: &BTreeSet<EntryId>,
) -> Result<(), StoreError> {
    let expected = schema::schema(&fresh()?)?;
    let found = schema::schema(transaction)?;
    let stays = |part: &Schema| {
        part.is_of_log()
            || part.is_of_words()
            || part.is_of_keys() && found.contains(part) && expected.contains(part)
    };
    // A ledger of an earlier format lacks tables of the log.
    let is_there = |part: &&Schema| {
        let is_same = |found: &Schema| found.kind == part.kind && found.is_called(&part.name);
        stays(part) && found.iter().any(is_same)
    };
    for part in found.iter().filter(|part| !stays(part)) {
        transaction.batch(&part.to_drop())?;
    }
    for part in expected.iter().filter(|part| !is_there(part)) {
        transaction.batch(part.sql.as_deref().unwrap_or_default())?;
    }
    replay(&Snapshot::new(transaction), transaction, faults).map(drop)
}
