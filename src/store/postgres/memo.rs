use std::collections::{HashMap, HashSet};

use super::pending::is_read;
use crate::store::sql::{Param, Rows};

/// What a transaction has read, so that it asks the server only once. Until it changes the tables of a
/// statement itself, the answer stays the same: who reads sees one moment, and who writes is alone.
///
/// The tables are known by their names in the statement. No statement of this program reads a view, and
/// no trigger writes.
#[derive(Default)]
pub(super) struct Memo {
    /// The tables of which nothing is known since they changed.
    forgotten: HashSet<String>,
    /// Whether there is a transaction.
    is_open: bool,
    /// By the statement and its parameters.
    known: HashMap<Vec<u8>, Known>,
}

struct Known {
    rows: Rows,
    sql: String,
}

impl Memo {
    /// The longest rows that are kept, in bytes. Longer ones are read once, mostly.
    const LONGEST: usize = 16 * 1024;
    /// As many statements an act repeats. Who reads a whole ledger repeats none.
    const MOST: usize = 128;

    pub(super) fn get(&self, sql: &str, params: &[Param<'_>]) -> Option<Rows> {
        self.known.get(&key(sql, params)).map(|known| known.rows.clone())
    }

    pub(super) fn keep(&mut self, sql: &str, params: &[Param<'_>], rows: &Rows) {
        let is_kept = self.is_open && is_read(sql) && rows.bytes() <= Self::LONGEST;
        if is_kept && self.known.len() < Self::MOST {
            let known = Known { rows: rows.clone(), sql: sql.to_owned() };
            self.known.insert(key(sql, params), known);
            self.forgotten.clear();
        }
    }

    /// Forget what was read of a table that changes, or of any.
    pub(super) fn forget(&mut self, table: Option<&str>) {
        match table {
            Some(table) if self.forgotten.contains(table) => {}
            Some(table) => {
                self.known.retain(|_, known| !known.sql.contains(table));
                self.forgotten.insert(table.to_owned());
            }
            None => self.known.clear(),
        }
    }

    /// A transaction begins.
    pub(super) fn begin(&mut self) {
        *self = Self { is_open: true, ..Self::default() };
    }

    /// It ends, or broke.
    pub(super) fn end(&mut self) {
        *self = Self::default();
    }

    pub(super) fn clear(&mut self) {
        self.known.clear();
    }
}

fn key(sql: &str, params: &[Param<'_>]) -> Vec<u8> {
    let mut key = sql.as_bytes().to_vec();
    let mut add = |kind: u8, bytes: &[u8]| {
        key.push(kind);
        key.extend((bytes.len() as u64).to_be_bytes());
        key.extend(bytes);
    };
    for param in params {
        match param {
            Param::Blob(bytes) => add(b'b', bytes),
            Param::Integer(number) => add(b'i', &number.to_be_bytes()),
            Param::Null => add(b'n', &[]),
            Param::Real(number) => add(b'r', &number.to_be_bytes()),
            Param::Text(text) => add(b't', text.as_bytes()),
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sql::{Value, params};

    #[test]
    fn what_was_read_is_known_until_its_table_changes() {
        let mut memo = Memo::default();
        memo.begin();
        let mut rows = Rows::of_width(1);
        rows.push(Value::Integer(7));
        let sql = "SELECT max(size) FROM checkpoints JOIN entries ON 1 = ?1";
        memo.keep(sql, params![1_i64], &rows);
        let number = |memo: &Memo, of: i64| {
            let rows = memo.get(sql, params![of])?;
            rows.row(0).map(|row| row.get::<i64>(0).unwrap())
        };
        assert_eq!((number(&memo, 1), number(&memo, 2)), (Some(7), None));
        for (table, is_known) in [
            (Some("words"), true),
            (Some("claims"), true),
            (Some("entries"), false),
            (Some("checkpoints"), false),
            (Some("entries"), false),
            (None, false),
        ] {
            memo.keep(sql, params![1_i64], &rows);
            memo.forget(table);
            assert_eq!(number(&memo, 1).is_some(), is_known, "{table:?}");
            memo.forget(table);
            assert_eq!(number(&memo, 1).is_some(), is_known, "{table:?}");
        }
        memo.end();
        memo.keep(sql, params![1_i64], &rows);
        assert_eq!(number(&memo, 1), None);
    }
}
