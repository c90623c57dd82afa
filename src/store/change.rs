use rusqlite::{Connection, Params};

use super::StoreError;

/// Run a statement that inserts or updates rows, and make sure that it changed exactly `rows`.
///
/// The database may be told to ignore a row without an error (a trigger with `RAISE(IGNORE)`). An
/// act that is not in the log must fail, so any other number rolls the transaction back.
pub(super) fn change(
    connection: &Connection,
    rows: usize,
    sql: &str,
    parameters: impl Params,
) -> Result<(), StoreError> {
    let changed = connection.prepare_cached(sql)?.execute(parameters)?;
    if changed == rows {
        return Ok(());
    }
    let table = sql.split_whitespace().find(|word| !["INSERT", "INTO", "UPDATE"].contains(word));
    Err(StoreError::NotChanged {
        changed,
        expected: rows,
        table: table.unwrap_or_default().to_owned(),
    })
}
