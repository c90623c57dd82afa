use rusqlite::Connection;
use rusqlite::types::Value;

use super::finding;
use crate::domain::Position;
use crate::log::read_entry;
use crate::merkle::{Frontier, leaf_hash};
use crate::report::Verification;
use crate::store::append::grow;
use crate::store::migrations::create;
use crate::store::project::Projection;
use crate::store::{Snapshot, StoreError};

/// The tables of the index, and what their rows are told apart by.
const TABLES: [(&str, &str); 7] = [
    ("articles", "id"),
    ("claims", "id"),
    ("counts", "article, status, dismissed"),
    ("nodes", "level, position"),
    ("reviewers", "key"),
    ("reviews", "entry"),
    ("subjects", "article, claim, entry"),
];

/// An empty ledger, which goes to a file of the system's as it grows.
pub(super) fn fresh() -> Result<Connection, StoreError> {
    let fresh = Connection::open("")?;
    fresh.set_prepared_statement_cache_capacity(64);
    create(&fresh)?;
    Ok(fresh)
}

/// Make the index again from the log, and compare it with the one that is there, row by row.
pub(super) fn verify(snapshot: &Snapshot<'_>, found: &mut Verification) -> Result<(), StoreError> {
    let advice = "the log is right; restore the ledger from a backup";
    let fresh = fresh()?;
    let again = fresh.unchecked_transaction()?;
    match replay(snapshot, &again) {
        Ok(()) => {}
        Err(error @ (StoreError::ContentLost(_) | StoreError::Misfit { .. })) => {
            let what = format!("the index does not follow from the log: {error}");
            found.add(finding(what, advice));
            return Ok(());
        }
        Err(error) => return Err(error),
    }
    for (table, key) in TABLES {
        match compare(snapshot.connection, &again, table, key)? {
            Compared::Same(rows) => found.rows += rows,
            Compared::Different(what) => found.add(finding(what, advice)),
        }
    }
    let mut lost =
        again.prepare("SELECT raw_sha256 FROM articles UNION SELECT text_sha256 FROM articles")?;
    let mut named = lost.query([])?;
    let mut count = 0;
    while let Some(row) = named.next()? {
        count += 1;
        let sha256 = row.get(0)?;
        if !snapshot.has_content(sha256)? {
            let what = format!("the text or page with SHA-256 {sha256} is missing");
            found.add(finding(what, "restore it from a backup, or from where it came"));
        }
    }
    if found.contents > count {
        let what = "there is a text or page that no entry names".to_owned();
        found.add(finding(what, "restore the ledger from a backup"));
    }
    Ok(())
}

fn replay(snapshot: &Snapshot<'_>, again: &Connection) -> Result<(), StoreError> {
    let mut projection = Projection::new(again, Snapshot::new(snapshot.connection));
    let mut frontier = Frontier::default();
    let mut statement =
        snapshot.connection.prepare("SELECT position, bytes FROM entries ORDER BY position")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let position: Position = row.get(0)?;
        let bytes: Vec<u8> = row.get(1)?;
        let entry = read_entry(&bytes).map_err(|source| StoreError::Entry { position, source })?;
        projection.entry(position, &entry)?;
        grow(&mut frontier, leaf_hash(&bytes), |node| projection.node(node))?;
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
            let (our, its): (Value, Value) = (our.get(column)?, its.get(column)?);
            if our != its {
                return Ok(Compared::Different(format!(
                    "the table `{table}`, row {}, column `{name}`: it has {}, and the log says {}",
                    same + 1,
                    shown(&our),
                    shown(&its)
                )));
            }
        }
        same += 1;
    }
}

/// A value of a column, cut where it is long.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => format!("`{}`", text.chars().take(40).collect::<String>()),
        Value::Blob(bytes) => bytes.iter().take(8).map(|byte| format!("{byte:02x}")).collect(),
    }
}
