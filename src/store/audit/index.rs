use rusqlite::Connection;
use rusqlite::types::ValueRef;

use super::finding;
use super::growth::fault;
use crate::report::Verification;
use crate::store::replay::{fresh, replay};
use crate::store::schema::Schema;
use crate::store::{Snapshot, StoreError};

/// The tables of the index, and what their rows are told apart by; that of `faults` is compared by
/// itself.
const TABLES: [(&str, &str); 7] = [
    ("articles", "id"),
    ("claims", "id"),
    ("counts", "article, status, dismissed"),
    ("nodes", "level, position"),
    ("reviewers", "key"),
    ("reviews", "entry"),
    ("subjects", "article, claim, entry"),
];

/// Make the index again from the log, and compare it with the one that is there, row by row. Tables
/// that are `odd` were told of already, and cannot be compared.
pub(super) fn verify(
    log: &Snapshot<'_>,
    index: &Snapshot<'_>,
    odd: &[Schema],
    found: &mut Verification,
) -> Result<(), StoreError> {
    let advice = "the log is right; `factledger verify --rebuild` makes the index again from it";
    let fresh = fresh()?;
    let again = fresh.unchecked_transaction()?;
    match replay(log, &again, &found.faults) {
        Ok(misfits) => {
            for (position, why) in misfits {
                found.add_fault(position, fault(position, &why));
            }
        }
        Err(error @ StoreError::ContentLost(_)) => {
            let what = format!("the index does not follow from the log: {error}");
            found.add(finding(what, advice));
            return Ok(());
        }
        Err(error) => return Err(error),
    }
    let is_odd = |table: &str| odd.iter().any(|odd| odd.kind == "table" && odd.is_called(table));
    for (table, key) in TABLES.into_iter().filter(|(table, _)| !is_odd(table)) {
        match compare(index.connection, &again, table, key)? {
            Compared::Same(rows) => found.rows += rows,
            Compared::Different(what) => found.add(finding(what, advice)),
        }
    }
    let (ours, theirs) = (index.faults()?, Snapshot::new(&again).faults()?);
    for position in ours.difference(&theirs) {
        let what = format!("the table `faults` has `{position}`, which has an effect");
        found.add(finding(what, advice));
    }
    found.rows += ours.intersection(&theirs).count() as u64;
    // These are named already.
    found.unindexed = theirs.difference(&ours).copied().collect();
    let named = Snapshot::new(&again).content_hashes()?;
    for sha256 in &named {
        if !log.has_content(*sha256)? {
            let what = format!("the text or page with SHA-256 {sha256} is missing");
            found.add(finding(what, "restore it from a backup, or from where it came"));
        }
    }
    if found.contents > named.len() as u64 {
        let what = "there is a text or page that no entry names".to_owned();
        found.add(finding(what, "restore the ledger from a backup"));
    }
    Ok(())
}

enum Compared {
    Different(String),
    Same(u64),
}

fn compare(
    ours: &Connection,
    again: &Connection,
    table: &str,
    key: &str,
) -> Result<Compared, StoreError> {
    let sql = format!("SELECT * FROM {table} ORDER BY {key}");
    let (mut ours, mut again) = (ours.prepare(&sql)?, again.prepare(&sql)?);
    let columns: Vec<String> = again.column_names().map(str::to_owned).collect();
    if !ours.column_names().eq(columns.iter().map(String::as_str)) {
        return Ok(Compared::Different(format!("the table `{table}` has other columns")));
    }
    let (mut ours, mut again) = (ours.query([])?, again.query([])?);
    let mut same = 0;
    loop {
        let (our, its) = (ours.next()?, again.next()?);
        let (our, its) = match (our, its) {
            (None, None) => return Ok(Compared::Same(same)),
            (Some(our), Some(its)) => (our, its),
            (our, _) => {
                let what = if our.is_some() { "a row that is not" } else { "no row that is" };
                return Ok(Compared::Different(format!(
                    "the table `{table}` has {what} in the log, after {same} that are"
                )));
            }
        };
        for (column, name) in columns.iter().enumerate() {
            let (our, its) = (our.get_ref(column)?, its.get_ref(column)?);
            if our != its {
                return Ok(Compared::Different(format!(
                    "the table `{table}`, row {}, column `{name}`: it has {}, and the log says {}",
                    same + 1,
                    shown(our),
                    shown(its)
                )));
            }
        }
        same += 1;
    }
}

/// A value of a column, cut where it is long.
fn shown(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => "nothing".to_owned(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(text) => {
            let text = String::from_utf8_lossy(text);
            format!("`{}`", text.chars().take(40).collect::<String>())
        }
        ValueRef::Blob(bytes) => bytes.iter().take(8).map(|byte| format!("{byte:02x}")).collect(),
    }
}
