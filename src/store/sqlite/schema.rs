//! The tables, indexes and triggers of the database, compared with what the migrations create.
//! Nothing may be missing or added: a trigger can silently drop inserted rows.

use super::migrations::fresh;
use crate::domain::{Hasher, Sha256};
use crate::store::StoreError;
use crate::store::sql::{Connection, Value, params};

/// The tables with the recorded data. All others follow from them.
pub(super) const LOG: [&str; 3] = ["checkpoints", "contents", "entries"];

/// A table, an index, a trigger or a view, with the SQL that made it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::store) struct Schema {
    pub(in crate::store) kind: String,
    pub(in crate::store) name: String,
    /// `None` if the database created it by itself.
    pub(in crate::store) sql: Option<String>,
    table: String,
}

impl Schema {
    /// An object of another engine's database.
    pub(in crate::store) fn named(kind: &str, name: &str) -> Self {
        let (kind, name) = (kind.to_owned(), name.to_owned());
        Self { kind, name, sql: None, table: String::new() }
    }

    /// Whether it is the same object, whatever SQL made it. Objects of different kinds may share a
    /// name.
    fn is_same_object(&self, other: &Self) -> bool {
        self.kind == other.kind && self.is_called(&other.name)
    }

    /// SQLite knows no letter case.
    pub(in crate::store) fn is_called(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Whether it is a table that holds what was recorded, from which all others follow.
    pub(in crate::store) fn is_of_log(&self) -> bool {
        self.kind == "table" && LOG.iter().any(|name| self.is_called(name))
    }

    /// Whether it is the table of what people wrote. Like the log, it follows from nothing.
    pub(in crate::store) fn is_of_words(&self) -> bool {
        self.kind == "table" && self.is_called("words")
    }

    /// Whether it is the table of sealed keys. It does not follow from the log, so it cannot be made
    /// again.
    pub(in crate::store) fn is_of_keys(&self) -> bool {
        self.kind == "table" && self.is_called("sealed_keys")
    }

    /// Whether it is a table that holds rows of its own.
    pub(in crate::store) fn has_rows(&self) -> bool {
        self.kind == "table"
            && self.sql.as_ref().is_some_and(|sql| sql.starts_with("CREATE TABLE "))
    }

    /// Remove it from the database, if it still exists.
    pub(in crate::store) fn to_drop(&self) -> String {
        let Self { kind, name, sql, .. } = self;
        match sql {
            Some(_) => format!("DROP {kind} IF EXISTS \"{}\"", name.replace('"', "\"\"")),
            None => String::new(),
        }
    }
}

/// All objects of the database, in the order of their creation.
pub(in crate::store) fn schema(connection: &Connection) -> Result<Vec<Schema>, StoreError> {
    connection.all("SELECT type, name, sql, tbl_name FROM sqlite_schema", params![], |row| {
        Ok(Schema { kind: row.get(0)?, name: row.get(1)?, sql: row.get(2)?, table: row.get(3)? })
    })
}

/// Whether the ledger has a table for what people wrote: one of an earlier format has none.
pub(in crate::store) fn has_words(connection: &Connection) -> Result<bool, StoreError> {
    if connection.postgres().is_some() {
        return Ok(true);
    }
    let sql = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'words'";
    connection.exists(sql, params![])
}

/// How an object differs from what the migrations create.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum Odd {
    Changed,
    Foreign,
    Missing,
}

/// How the schema differs from `expected`: the kind of difference, and the object.
pub(in crate::store) fn differences(ours: &[Schema], expected: &[Schema]) -> Vec<(Odd, Schema)> {
    let mut odd = Vec::new();
    for part in expected {
        // Several may match it: then each is checked.
        let same: Vec<&Schema> = ours.iter().filter(|our| our.is_same_object(part)).collect();
        match same.as_slice() {
            [] => odd.push((Odd::Missing, part.clone())),
            [one] if *one == part => {}
            _ => odd.push((Odd::Changed, part.clone())),
        }
    }
    for our in ours {
        if !expected.iter().any(|part| part.is_same_object(our)) {
            odd.push((Odd::Foreign, our.clone()));
        }
    }
    odd
}

/// The SHA-256 of the schema of this program's format.
const FINGERPRINT: &str = "bda29e191b02b586ef237562cf0df0e0bdcfcb3f3ca53ad8310cbbbeea053ace";

/// Refuse a database whose schema is not exactly that of the migrations. This takes a few
/// microseconds if all is well.
pub(in crate::store) fn check(connection: &Connection) -> Result<(), StoreError> {
    if is_current(connection)? {
        return Ok(());
    }
    let odd = differences(&schema(connection)?, &schema(&fresh()?)?);
    let named = odd.iter().map(|(how, part)| how.of(part)).collect();
    Err(StoreError::Schema(named))
}

/// Whether it is a ledger of this program's format, exactly.
pub(in crate::store) fn is_current(connection: &Connection) -> Result<bool, StoreError> {
    Ok(fingerprint(connection)?.to_string() == FINGERPRINT)
}

/// Refuse a database in which a table of the log is not as in `expected`. What the rest of it is made
/// of does not matter.
pub(in crate::store) fn check_log(
    connection: &Connection,
    expected: &Connection,
) -> Result<(), StoreError> {
    let odd = differences(&log_of(connection)?, &log_of(expected)?);
    if odd.is_empty() {
        return Ok(());
    }
    Err(StoreError::Schema(odd.iter().map(|(how, part)| how.of(part)).collect()))
}

/// The tables of the log.
fn log_of(connection: &Connection) -> Result<Vec<Schema>, StoreError> {
    let mut parts = schema(connection)?;
    parts.retain(Schema::is_of_log);
    Ok(parts)
}

impl Odd {
    /// What is odd about this object, in words.
    pub(in crate::store) fn of(self, part: &Schema) -> String {
        let Schema { kind, name, .. } = part;
        match self {
            Self::Changed => format!("the {kind} `{name}` was changed"),
            Self::Foreign => format!("the {kind} `{name}` is not part of a ledger"),
            Self::Missing => format!("the {kind} `{name}` is missing"),
        }
    }
}

/// The SHA-256 of every object of the database: its kind, name, table and SQL, in an order of their
/// own, each after its length.
fn fingerprint(connection: &Connection) -> Result<Sha256, StoreError> {
    let rows = connection.query(
        "SELECT type, name, tbl_name, coalesce(sql, '')
         FROM sqlite_schema
         ORDER BY type, name, tbl_name, sql",
        params![],
    )?;
    let mut hasher = Hasher::default();
    for row in rows.iter() {
        for value in row.values() {
            let (Value::Text(bytes) | Value::Blob(bytes)) = value else { continue };
            hasher.update(&(bytes.len() as u64).to_be_bytes());
            hasher.update(bytes);
        }
    }
    Ok(hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fingerprint_is_that_of_a_new_ledger() {
        assert_eq!(fingerprint(&fresh().unwrap()).unwrap().to_string(), FINGERPRINT);
    }

    /// What is odd about a ledger in which this was done.
    #[track_caller]
    fn odd(sql: &str, expected: &[&str]) {
        let connection = fresh().unwrap();
        connection.batch(sql).unwrap();
        match check(&connection) {
            Err(StoreError::Schema(odd)) => assert_eq!(odd, expected, "{sql}"),
            checked => panic!("{sql}: {checked:?}"),
        }
    }

    #[test]
    fn added_missing_and_changed_schema_objects_are_named() {
        let ignore = "BEGIN SELECT RAISE(IGNORE); END";
        odd(
            &format!("CREATE TRIGGER nodes BEFORE INSERT ON entries {ignore}"),
            &["the trigger `nodes` is not part of a ledger"],
        );
        odd(
            &format!(
                "DROP TRIGGER entries_are_not_changed;
                 CREATE TRIGGER Entries_Are_Not_Changed BEFORE UPDATE ON entries {ignore}"
            ),
            &["the trigger `entries_are_not_changed` was changed"],
        );
        odd("DROP INDEX claims_by_score", &["the index `claims_by_score` is missing"]);
        odd("CREATE VIEW a AS SELECT 1", &["the view `a` is not part of a ledger"]);
        odd("CREATE TABLE a (b)", &["the table `a` is not part of a ledger"]);
        odd("ALTER TABLE reviews ADD COLUMN a TEXT", &["the table `reviews` was changed"]);
    }
}
