use std::collections::BTreeSet;

use super::guards::{create, odd};
use super::migrations::{index_tables, is_kept};
use crate::domain::EntryId;
use crate::store::replay::replay;
use crate::store::sql::{Connection, params};
use crate::store::{Snapshot, StoreError};

/// Make the guards and the index anew, as [`remake`](crate::store::sqlite::remake::remake) does for
/// SQLite. The tables of the log stay as they are. It is part of a transaction, so it is done
/// completely or not at all.
pub(in crate::store) fn remake(
    transaction: &Connection,
    faults: &BTreeSet<EntryId>,
) -> Result<(), StoreError> {
    let rights = rights(transaction)?;
    // What is taken away may take other things with it, such as the index of a function.
    for odd in odd(transaction)? {
        if odd.part.kind == "table" && is_kept(&odd.part.name) {
            return Err(StoreError::Schema(vec![odd.how.of(&odd.part)]));
        }
        for gone in odd.gone {
            transaction.batch(&gone)?;
        }
    }
    for statement in create(&odd(transaction)?) {
        transaction.batch(&statement)?;
    }
    let left = odd(transaction)?;
    if !left.is_empty() {
        return Err(StoreError::Schema(left.iter().map(|odd| odd.how.of(&odd.part)).collect()));
    }
    for right in rights {
        transaction.batch(&right)?;
    }
    for table in index_tables() {
        transaction.batch(&format!("TRUNCATE {table}"))?;
    }
    replay(&Snapshot::new(transaction), transaction, faults).map(drop)
}

/// What others than the owner may do, as the statements that say so.
fn rights(transaction: &Connection) -> Result<Vec<String>, StoreError> {
    transaction.column(
        "SELECT format(
                 'GRANT %s ON %I TO %s', privilege_type, relname,
                 CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END)
             FROM pg_class, aclexplode(relacl)
             WHERE relnamespace = 'factledger'::regnamespace AND relkind IN ('r', 'v')
                 AND grantee <> relowner
             ORDER BY 1",
        params![],
    )
}
