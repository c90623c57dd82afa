//! What each format is made of: the files under `migrations/sqlite`, in order.

use super::error::failed;
use super::pragma;
use crate::store::StoreError;
use crate::store::sql::Connection;

const MIGRATIONS: [&str; 25] = [
    include_str!("../../../migrations/sqlite/0001_log.sql"),
    include_str!("../../../migrations/sqlite/0002_index.sql"),
    include_str!("../../../migrations/sqlite/0003_sources.sql"),
    include_str!("../../../migrations/sqlite/0004_checks.sql"),
    include_str!("../../../migrations/sqlite/0005_corrections.sql"),
    include_str!("../../../migrations/sqlite/0006_withheld.sql"),
    include_str!("../../../migrations/sqlite/0007_articles.sql"),
    include_str!("../../../migrations/sqlite/0008_repeats.sql"),
    include_str!("../../../migrations/sqlite/0009_history.sql"),
    include_str!("../../../migrations/sqlite/0010_sealed_keys.sql"),
    include_str!("../../../migrations/sqlite/0011_keyring.sql"),
    include_str!("../../../migrations/sqlite/0012_views.sql"),
    include_str!("../../../migrations/sqlite/0013_policy.sql"),
    include_str!("../../../migrations/sqlite/0014_words.sql"),
    include_str!("../../../migrations/sqlite/0015_readings.sql"),
    include_str!("../../../migrations/sqlite/0016_redactions.sql"),
    include_str!("../../../migrations/sqlite/0017_blind.sql"),
    include_str!("../../../migrations/sqlite/0018_importer.sql"),
    include_str!("../../../migrations/sqlite/0019_docket.sql"),
    include_str!("../../../migrations/sqlite/0020_search.sql"),
    include_str!("../../../migrations/sqlite/0021_evidence.sql"),
    include_str!("../../../migrations/sqlite/0022_scope.sql"),
    include_str!("../../../migrations/sqlite/0023_evidence_words.sql"),
    include_str!("../../../migrations/sqlite/0024_grounds.sql"),
    include_str!("../../../migrations/sqlite/0025_ratings.sql"),
];

/// `FLDG`, so that `file` and other programs can tell a ledger from other databases.
pub(in crate::store) const APPLICATION_ID: i64 = 0x464c_4447;

/// The format that this program writes, and the latest that it reads.
pub(in crate::store) const FORMAT: i64 = 25;

/// An empty ledger, which moves to a temporary file as it grows.
pub(in crate::store) fn fresh() -> Result<Connection, StoreError> {
    let engine = rusqlite::Connection::open("").map_err(failed)?;
    engine.set_prepared_statement_cache_capacity(64);
    let fresh = Connection::new(engine);
    create(&fresh)?;
    Ok(fresh)
}

/// Make the tables of this program's format in an empty database: what all migrations make, in one
/// step, because SQLite reads the whole schema again after each column that is added.
pub(in crate::store) fn create(connection: &Connection) -> Result<(), StoreError> {
    connection.batch(include_str!("../../../migrations/sqlite.sql"))
}

/// An empty database of an earlier format, in memory.
pub(in crate::store) fn of_format(format: i64) -> Result<Connection, StoreError> {
    let connection = Connection::new(rusqlite::Connection::open_in_memory().map_err(failed)?);
    let number = usize::try_from(format).unwrap_or_default();
    for migration in MIGRATIONS.iter().take(number) {
        connection.batch(migration)?;
    }
    Ok(connection)
}

/// The number of the last migration that was run; 0 in a new file.
pub(in crate::store) fn format_of(connection: &Connection) -> Result<i64, StoreError> {
    pragma(connection, "user_version")
}

pub(in crate::store) fn set_format(connection: &Connection, format: i64) -> Result<(), StoreError> {
    let engine = connection.sqlite()?;
    engine.pragma_update(None, "application_id", APPLICATION_ID).map_err(failed)?;
    engine.pragma_update(None, "user_version", format).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sqlite::schema::schema;

    #[test]
    fn what_is_made_in_one_step_is_what_the_migrations_make() {
        let [made, migrated] =
            [fresh(), of_format(FORMAT)].map(|one| schema(&one.unwrap()).unwrap());
        assert_eq!(made, migrated);
    }
}
