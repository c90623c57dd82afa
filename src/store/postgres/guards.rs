//! The tables, indexes, triggers and functions of the ledger's schema, compared with what the
//! migrations create. Nothing may be missing or added.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use super::migrations::{created, statements};
use crate::store::StoreError;
use crate::store::sql::{Connection, params};
use crate::store::sqlite::schema::{self, Schema};

/// One line for each object: its kind, its name, and what it does. A test writes it.
const EXPECTED: &str = include_str!("../../../migrations/postgres.schema");

/// What lists the objects of a database in the same way.
const LISTED: &str = include_str!("guards.sql");

/// An object that is not as the migrations create it.
pub(in crate::store) struct Odd {
    /// What takes it away, if it is there.
    pub(super) gone: Vec<String>,
    pub(in crate::store) how: schema::Odd,
    pub(in crate::store) part: Schema,
}

/// The objects of all kinds that are not as they should be.
pub(in crate::store) fn odd(transaction: &Connection) -> Result<Vec<Odd>, StoreError> {
    differences(transaction, &|_| true)
}

/// Refuse to write where something else than the guards of a ledger sees what is written, once for
/// each connection.
pub(in crate::store) fn check(
    checked: &Cell<Option<i64>>,
    transaction: &Connection,
) -> Result<(), StoreError> {
    if checked.get().is_some() {
        return Ok(());
    }
    let odd = differences(transaction, &|kind| GUARDS.contains(&kind))?;
    if odd.is_empty() {
        checked.set(Some(0));
        return Ok(());
    }
    Err(StoreError::Schema(odd.iter().map(|odd| odd.how.of(&odd.part)).collect()))
}

/// What can change what is written, or keep it from being written.
const GUARDS: [&str; 5] = ["function", "operator", "rule", "trigger", "type"];

/// The statements that make what is missing.
pub(super) fn create(missing: &[Odd]) -> Vec<String> {
    let is_missing = |kind: &str, name: &str| {
        missing.iter().any(|odd| odd.part.kind.eq_ignore_ascii_case(kind) && odd.part.name == name)
    };
    let mut made: Vec<String> = Vec::new();
    for statement in statements() {
        let is_it = match (created(statement), switched_on(statement)) {
            (Some((kind, name)), _) => is_missing(kind, name),
            (None, Some(trigger)) => is_missing("trigger", trigger),
            (None, None) => false,
        };
        if is_it {
            made.push(statement.to_owned());
        }
    }
    // A table is made with its own.
    let constraints = EXPECTED.lines().filter_map(|line| line.strip_prefix("constraint "));
    for (name, what) in constraints.filter_map(|line| line.split_once(' ')) {
        if let Some((table, constraint)) = name.split_once('.')
            && is_missing("constraint", name)
            && !is_missing("table", table)
        {
            made.push(format!("ALTER TABLE {table} ADD CONSTRAINT {constraint} {what}"));
        }
    }
    made
}

/// The trigger that a statement lets fire in every session.
fn switched_on(statement: &str) -> Option<&str> {
    statement.strip_suffix(';')?.split_once(" ENABLE ALWAYS TRIGGER ").map(|(_, trigger)| trigger)
}

/// An object, by its kind and its name.
type Object<'a> = (&'a str, &'a str);

fn differences(
    transaction: &Connection,
    wanted: &dyn Fn(&str) -> bool,
) -> Result<Vec<Odd>, StoreError> {
    let kinds: Vec<String> = EXPECTED.lines().filter_map(|line| line.split(' ').next()).fold(
        ["collation", "operator", "relation", "rule", "type"].map(str::to_owned).to_vec(),
        |mut kinds, kind| {
            if !kinds.iter().any(|known| known == kind) {
                kinds.push(kind.to_owned());
            }
            kinds
        },
    );
    let kinds = kinds.iter().filter(|kind| wanted(kind));
    let kinds: Vec<String> = kinds.map(|kind| format!("'{kind}'")).collect();
    let sql = format!("SELECT * FROM ({LISTED}) AS parts WHERE kind IN ({})", kinds.join(", "));
    let rows = transaction.query(&sql, params![])?;
    // Several objects of one kind may have one name, such as functions with other parameters.
    let mut found: BTreeMap<Object<'_>, BTreeSet<&str>> = BTreeMap::new();
    let mut gone: BTreeMap<Object<'_>, Vec<String>> = BTreeMap::new();
    for row in rows.iter() {
        let object = (row.get(0)?, row.get(1)?);
        found.entry(object).or_default().insert(row.get(2)?);
        gone.entry(object).or_default().push(row.get(3)?);
    }
    let mut expected: BTreeMap<Object<'_>, BTreeSet<&str>> = BTreeMap::new();
    for line in EXPECTED.lines() {
        let mut parts = line.splitn(3, ' ');
        let (Some(kind), Some(name), Some(what)) = (parts.next(), parts.next(), parts.next())
        else {
            continue;
        };
        if wanted(kind) {
            expected.entry((kind, name)).or_default().insert(what);
        }
    }
    let missing = expected.iter().filter_map(|(object, what)| match found.get(object) {
        Some(found) if found == what => None,
        Some(_) => Some((schema::Odd::Changed, *object)),
        None => Some((schema::Odd::Missing, *object)),
    });
    let foreign = found.keys().filter(|object| !expected.contains_key(object));
    let foreign = foreign.map(|object| (schema::Odd::Foreign, *object));
    let odd = missing.chain(foreign).map(|(how, object)| {
        let gone = gone.get(&object).cloned().unwrap_or_default();
        Odd { gone, how, part: Schema::named(object.0, object.1) }
    });
    Ok(odd.collect())
}
