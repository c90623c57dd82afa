use std::collections::BTreeSet;

use super::migrations::fresh;
use super::schema;
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
    for part in schema::schema(transaction)?.iter().filter(|part| !part.is_of_log()) {
        transaction.batch(&part.to_drop())?;
    }
    for part in expected.iter().filter(|part| !part.is_of_log()) {
        transaction.batch(part.sql.as_deref().unwrap_or_default())?;
    }
    replay(&Snapshot::new(transaction), transaction, faults).map(drop)
}
