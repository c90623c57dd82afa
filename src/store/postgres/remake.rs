use std::collections::BTreeSet;

use super::guards::{create, odd};
use super::migrations::{created, index_tables, is_kept, statements};
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
    // What is created here must belong to the owner of the ledger. Only members of that role may rebuild.
    let owner: Option<String> = transaction.value(
        "SELECT nspowner::regrole::text FROM pg_namespace WHERE nspname = 'factledger'",
        params![],
    )?;
    if let Some(owner) = owner {
        transaction.batch(&format!("SET LOCAL ROLE {owner}"))?;
    }
    // Readers see the tables either as they were before this, or as they are after it.
    transaction.batch("LOCK TABLE checkpoints IN ACCESS EXCLUSIVE MODE")?;
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
    // What is not a ledger's goes, and so do the rights on it.
    let ours =
        statements().filter_map(created).filter(|(kind, _)| ["TABLE", "VIEW"].contains(kind));
    let ours: Vec<String> = ours.map(|(_, name)| format!("'{name}'")).collect();
    let sql = format!(
        "SELECT format(
                 'GRANT %s ON %I TO %s', privilege_type, relname,
                 CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END)
             FROM pg_class, aclexplode(relacl)
             WHERE relnamespace = 'factledger'::regnamespace AND relkind IN ('r', 'v')
                 AND grantee <> relowner AND relname IN ({})
             ORDER BY 1",
        ours.join(", ")
    );
    transaction.column(&sql, params![])
}
