use std::collections::BTreeSet;

use super::migrations::fresh;
use super::schema;
use crate::domain::EntryId;
use crate::store::replay::replay;
use crate::store::sql::Connection;
use crate::store::{Snapshot, StoreError};

/// Put the index that follows from the log, and the guards, in the place of those that are there.
/// Nothing of the log is touched, and nothing of it is believed: whether it is sound is for
/// [`Store::verify`](crate::store::Store::verify) to say, and which of its entries have no effect.
///
/// It is a part of a transaction, so that all of it is done or nothing.
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
