//! Changes that are not sent yet.

use std::fmt::Write as _;

use postgres::types::Type;

use super::wire::{Sent, renumbered, type_of};
use crate::store::sql::Param;

/// The changes of a transaction that wait, so that many go to the server together: in one statement,
/// and those of one kind as one change of many rows. They are sent before anything is read that they
/// could change.
///
/// The parts of such a statement see nothing of each other, and run in no order. So a change waits
/// only beside others that it does not depend on, by the tables that it names.
#[derive(Default)]
pub(super) struct Pending {
    parts: Vec<Part>,
    /// About how many bytes wait.
    size: usize,
}

/// Changes by the same statement.
pub(super) struct Part {
    is_insert: bool,
    params: Vec<Vec<Param<'static>>>,
    /// How many rows the server shall change for each of those above; `None`: any number.
    rows: Option<usize>,
    sql: String,
    table: String,
    /// What the columns of the parameters are, as far as it is known.
    types: Vec<Option<Type>>,
}

/// A statement that changes rows of one table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Change<'s> {
    /// Whether it adds one row to the table, or none that is there, whatever else is.
    is_insert: bool,
    pub(super) sql: &'s str,
    pub(super) table: &'s str,
}

impl<'s> Change<'s> {
    /// `None`: it is another statement, or its table is not known.
    pub(super) fn of(sql: &'s str) -> Option<Self> {
        let mut words = sql.split_whitespace();
        let (verb, next) = (words.next()?, words.next()?);
        let table = match (verb, next) {
            ("INSERT", "INTO") | ("DELETE", "FROM") => words.next()?,
            ("UPDATE", table) => table,
            _ => return None,
        };
        let adds = |(_, _, tail): (_, _, &str)| tail.is_empty() || tail.ends_with("DO NOTHING");
        let is_insert = verb == "INSERT" && values_of(sql).is_some_and(adds);
        Some(Self { is_insert, sql, table })
    }

    /// Whether it can wait at all. The guards of the log look at other tables, and at the rows before
    /// them.
    pub(super) fn can_wait(self) -> bool {
        let guarded = ["contents", "entries", "words"];
        self.table != "checkpoints" && (self.is_insert || !guarded.contains(&self.table))
    }

    /// Whether it reads tables, too.
    fn reads(self) -> bool {
        self.sql.contains("SELECT")
    }
}

/// Whether a statement only reads.
pub(super) fn is_read(sql: &str) -> bool {
    let first = sql.split_whitespace().next();
    first.is_some_and(|first| ["SELECT", "WITH"].contains(&first))
}

/// What stands before the values of a statement that adds one row, those, and what is to be done if it
/// is there already.
fn values_of(sql: &str) -> Option<(&str, &str, &str)> {
    let (head, rest) = sql.split_once("VALUES")?;
    let (values, tail) = rest.trim_start().strip_prefix('(')?.split_once(')')?;
    let is_simple = !values.contains('(') && !sql.contains("SELECT");
    let is_known = tail.is_empty() || tail.trim_start().starts_with("ON CONFLICT");
    (is_simple && is_known).then_some((head, values, tail))
}

impl Pending {
    /// Beyond this, they are sent. In bytes.
    const MOST: usize = 1 << 20;

    pub(super) fn is_full(&self) -> bool {
        self.size >= Self::MOST
    }

    /// Whether what a statement reads may be otherwise once these are sent.
    pub(super) fn concerns(&self, sql: &str) -> bool {
        self.parts.iter().any(|part| sql.contains(&part.table) || sql.contains("_view"))
    }

    /// Whether a change can wait beside these.
    pub(super) fn can_take(&self, change: Change<'_>) -> bool {
        let is_apart =
            |part: &Part| part.table != change.table || part.is_insert && change.is_insert;
        let reads_them = change.reads() && self.concerns(change.sql);
        !reads_them && self.parts.iter().all(is_apart)
    }

    /// Let a change wait, for each of these parameters.
    pub(super) fn add<'p, P: AsRef<[Param<'p>]>>(
        &mut self,
        rows: Option<usize>,
        change: Change<'_>,
        params: &[P],
    ) {
        let Change { is_insert, sql, table } = change;
        let size = |param: &Param<'_>| match param {
            Param::Blob(bytes) => bytes.len(),
            Param::Text(text) => text.len(),
            Param::Integer(_) | Param::Null | Param::Real(_) => 0,
        };
        // An insertion joins those that wait. Other changes never meet another of their table.
        for params in params.iter().map(AsRef::as_ref) {
            self.size += params.iter().map(|param| size(param) + 16).sum::<usize>();
            let types: Vec<Option<Type>> = params.iter().map(known_type).collect();
            let params: Vec<Param<'static>> = params.iter().map(owned).collect();
            let same =
                |part: &&mut Part| part.sql == sql && part.rows == rows && part.agrees(&types);
            if let Some(part) = self.parts.iter_mut().find(same) {
                for (known, new) in part.types.iter_mut().zip(types) {
                    *known = known.take().or(new);
                }
                part.params.push(params);
            } else {
                let (params, sql, table) = (vec![params], sql.to_owned(), table.to_owned());
                self.parts.push(Part { is_insert, params, rows, sql, table, types });
            }
        }
    }

    /// Take all, in order.
    pub(super) fn take(&mut self) -> Vec<Part> {
        std::mem::take(self).parts
    }
}

impl Part {
    fn agrees(&self, types: &[Option<Type>]) -> bool {
        self.types.len() == types.len()
            && self
                .types
                .iter()
                .zip(types)
                .all(|(known, new)| known.is_none() || new.is_none() || known == new)
    }

    /// How many rows the server shall change; `None`: any number.
    pub(super) fn expected(&self) -> Option<usize> {
        self.rows.map(|rows| rows * self.params.len())
    }

    pub(super) fn sql(&self) -> &str {
        &self.sql
    }

    /// The statement, with its parameters after those that are there already.
    fn statement<'p>(&'p self, sent: &mut Vec<Sent<'p>>) -> String {
        let (Some((head, values, tail)), 2..) = (values_of(&self.sql), self.params.len()) else {
            let before = sent.len();
            sent.extend(self.params.iter().flatten().map(Sent::One));
            return renumbered(&self.sql, |number| format!("${}", before + number));
        };
        let (mut arrays, mut names) = (Vec::new(), Vec::new());
        for (column, ty) in self.types.iter().enumerate() {
            // What is absent in all rows has no type.
            let Some(ty) = ty else { continue };
            let values = self.params.iter().map(|row| row.get(column).unwrap_or(&Param::Null));
            sent.push(Sent::list(ty, values));
            arrays.push(format!("${}", sent.len()));
            names.push(format!("v{}", column + 1));
        }
        let values = renumbered(values, |number| {
            let is_known = self.types.get(number - 1).is_some_and(Option::is_some);
            if is_known { format!("v{number}") } else { "NULL".to_owned() }
        });
        let (arrays, names) = (arrays.join(", "), names.join(", "));
        format!(
            "{head}SELECT {values} FROM unnest({arrays}) WITH ORDINALITY AS given ({names}, nth) \
             ORDER BY nth{tail}"
        )
    }
}

/// One statement for all parts, which returns how many rows each has changed, and its parameters.
pub(super) fn together(parts: &[Part]) -> (String, Vec<Sent<'_>>) {
    let mut sent = Vec::new();
    if let [part] = parts {
        let sql = part.statement(&mut sent);
        return (sql, sent);
    }
    let (mut sql, mut counts) = ("WITH ".to_owned(), Vec::new());
    for (number, part) in parts.iter().enumerate() {
        let comma = if number == 0 { "" } else { ", " };
        let part = part.statement(&mut sent);
        let _ = write!(sql, "{comma}part{number} AS ({part} RETURNING 1)");
        counts.push(format!("(SELECT count(*) FROM part{number})"));
    }
    let _ = write!(sql, " SELECT {}", counts.join(", "));
    (sql, sent)
}

fn known_type(param: &Param<'_>) -> Option<Type> {
    Some(type_of(param)).filter(|ty| *ty != Type::UNKNOWN)
}

fn owned(param: &Param<'_>) -> Param<'static> {
    match param {
        Param::Blob(bytes) => Param::Blob(bytes.to_vec().into()),
        Param::Integer(number) => Param::Integer(*number),
        Param::Null => Param::Null,
        Param::Real(number) => Param::Real(*number),
        Param::Text(text) => Param::Text(text.to_string().into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sql::params;

    const ENTRY: &str = "INSERT INTO acts (position, bytes) VALUES (?1, ?2)";
    const CLAIM: &str = "INSERT INTO things (id, quote, status, at, seen)
         VALUES (?1, ?2, 'unverified', ?3, ?3)";
    const COUNT: &str = "INSERT INTO counts (claims) VALUES (?1)
         ON CONFLICT (claims) DO UPDATE SET claims = counts.claims + excluded.claims";

    fn add<'p, P: AsRef<[Param<'p>]>>(pending: &mut Pending, sql: &str, params: &[P]) {
        pending.add(Some(1), Change::of(sql).unwrap(), params);
    }

    #[track_caller]
    fn check(waiting: &[&str], sql: &str, can_wait: bool) {
        let mut pending = Pending::default();
        for sql in waiting {
            add(&mut pending, sql, &[params![1_i64, 2_i64]]);
        }
        let change = Change::of(sql).filter(|change| change.can_wait());
        let takes = change.is_some_and(|change| pending.can_take(change));
        assert_eq!(takes, can_wait, "{waiting:?} {sql}");
    }

    #[test]
    fn a_change_waits_beside_those_that_it_does_not_depend_on() {
        let update = "UPDATE things SET status = ?2 WHERE id = ?1";
        let delete = "DELETE FROM tags WHERE claim = ?1";
        let close = "UPDATE things SET open = 1 WHERE NOT EXISTS (SELECT 1 FROM reviews)";
        check(&[], ENTRY, true);
        check(&[ENTRY, CLAIM], ENTRY, true);
        check(&[ENTRY, CLAIM], COUNT, true);
        check(&[ENTRY], update, true);
        check(&[ENTRY, CLAIM], update, false);
        check(&[update], update, false);
        check(&[update], CLAIM, false);
        check(&[update, delete], "INSERT INTO notes (entry) VALUES (?1)", true);
        check(&["INSERT INTO reviews (entry) VALUES (?1)"], close, false);
        check(&[COUNT], COUNT, false);
        check(&[], "TRUNCATE words", false);
        // The guards of the log look at what is there.
        for (table, insert) in
            [("checkpoints", false), ("contents", true), ("entries", true), ("words", true)]
        {
            check(&[], &format!("INSERT INTO {table} (bytes) VALUES (?1)"), insert);
            check(&[], &format!("UPDATE {table} SET bytes = ?2"), false);
            check(&[], &format!("DELETE FROM {table} WHERE bytes = ?1"), false);
        }
    }

    #[test]
    fn what_reads_a_table_that_changes_is_known_by_its_name() {
        let mut pending = Pending::default();
        add(&mut pending, ENTRY, &[params![1_i64, 2_i64]]);
        assert!(pending.concerns("SELECT max(position) FROM acts"));
        assert!(pending.concerns("SELECT * FROM claims_view"));
        assert!(!pending.concerns("SELECT quote FROM claims WHERE id = ?1"));
    }

    #[test]
    fn rows_of_one_kind_go_as_lists_and_all_in_one_statement() {
        let mut pending = Pending::default();
        add(&mut pending, ENTRY, &[params![7_i64, [1_u8; 1]]]);
        add(&mut pending, CLAIM, &[params![1_i64, "one", None::<i64>]]);
        add(&mut pending, CLAIM, &[params![2_i64, None::<&str>, None::<i64>]]);
        add(&mut pending, COUNT, &[[Param::from(2)], [Param::from(3)]]);
        let parts = pending.take();
        let (sql, sent) = together(&parts);
        let expected = "WITH part0 AS (INSERT INTO acts (position, bytes) VALUES ($1, $2) RETURNING 1), \
             part1 AS (INSERT INTO things (id, quote, status, at, seen)\n         \
             SELECT v1, v2, 'unverified', NULL, NULL FROM unnest($3, $4) WITH ORDINALITY AS given \
             (v1, v2, nth) ORDER BY nth RETURNING 1), \
             part2 AS (INSERT INTO counts (claims) SELECT v1 FROM unnest($5) WITH ORDINALITY AS given \
             (v1, nth) ORDER BY nth\n         \
             ON CONFLICT (claims) DO UPDATE SET claims = counts.claims + excluded.claims RETURNING 1) \
             SELECT (SELECT count(*) FROM part0), (SELECT count(*) FROM part1), (SELECT count(*) FROM part2)";
        assert_eq!(sql, expected);
        let sent: Vec<String> = sent.iter().map(|sent| format!("{sent:?}")).collect();
        let expected = [
            "One(Integer(7))",
            "One(Blob([1]))",
            "Integers([Some(1), Some(2)])",
            r#"Texts([Some("one"), None])"#,
            "Integers([Some(2), Some(3)])",
        ];
        assert_eq!(sent, expected);
        assert_eq!(
            parts.iter().map(Part::expected).collect::<Vec<_>>(),
            [Some(1), Some(2), Some(2)]
        );
        // Alone, a change says itself how many rows it changed; of another type, it goes by itself.
        add(&mut pending, "DELETE FROM tags WHERE claim = ?1", &[params![1_i64]]);
        assert_eq!(together(&pending.take()).0, "DELETE FROM tags WHERE claim = $1");
        add(&mut pending, ENTRY, &[params![1_i64, "text"]]);
        add(&mut pending, ENTRY, &[params![2_i64, [2_u8; 1]]]);
        assert_eq!(pending.take().len(), 2);
    }
}
