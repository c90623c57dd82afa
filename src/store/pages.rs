use super::sql::{Connection, Param, Row, Rows, Value};
use super::{EngineError, StoreError};

/// The rows of a table in the order of its key, read page by page: few of them are in memory,
/// however many and long they are, and other statements may run between two rows.
pub(super) struct Pages<'c> {
    /// The key of the last row that was fetched.
    after: Vec<Param<'static>>,
    connection: &'c Connection,
    /// The statement for the first page, and the one for each page after a key.
    first: String,
    following: String,
    /// How many columns the key has.
    key: usize,
    page: Rows,
    /// The number of rows of the page already returned.
    read: usize,
}

impl<'c> Pages<'c> {
    /// The most rows in a page.
    const ROWS: usize = 512;
    /// In bytes: a page ends with the row that reaches this size.
    const BYTES: usize = 1 << 20;

    /// Read a table. A row has first the columns of its key, then `columns`.
    pub(super) fn of(connection: &'c Connection, table: &str, key: &[&str], columns: &str) -> Self {
        Self::only(connection, table, "1 = 1", key, columns)
    }

    /// Read the rows of a table that match a condition.
    pub(super) fn only(
        connection: &'c Connection,
        table: &str,
        condition: &str,
        key: &[&str],
        columns: &str,
    ) -> Self {
        let numbers: Vec<String> = (1..=key.len()).map(|number| format!("?{number}")).collect();
        let (names, numbers, rows) = (key.join(", "), numbers.join(", "), Self::ROWS);
        let select = format!("SELECT {names}, {columns} FROM {table} WHERE {condition}");
        let order = format!("ORDER BY {names} LIMIT {rows}");
        Self {
            after: Vec::new(),
            connection,
            first: format!("{select} {order}"),
            following: format!("{select} AND ({names}) > ({numbers}) {order}"),
            key: key.len(),
            page: Rows::default(),
            read: 0,
        }
    }

    /// The next row.
    pub(super) fn next(&mut self) -> Result<Option<Row<'_>>, StoreError> {
        if self.read == self.page.len() && !self.is_over() {
            self.turn()?;
        }
        let row = self.page.row(self.read);
        self.read += usize::from(row.is_some());
        Ok(row)
    }

    /// Whether the last page is read, so that there is nothing to ask for.
    fn is_over(&self) -> bool {
        self.page.is_all() && self.page.len() < Self::ROWS
    }

    /// Fetch the next page. Damaged keys may lead back, which must not cause an endless loop.
    fn turn(&mut self) -> Result<(), StoreError> {
        self.page = Rows::default();
        self.read = 0;
        let is_first = self.after.is_empty();
        let sql = if is_first { &self.first } else { &self.following };
        let page = self.connection.page(sql, &self.after, Self::BYTES)?;
        if let Some(last) = page.len().checked_sub(1).and_then(|last| page.row(last)) {
            let key: Vec<_> = last.values().take(self.key).map(Value::to_param).collect();
            if !is_first && key <= self.after {
                let what = "its rows are not in the order of their key".to_owned();
                return Err(StoreError::Damaged(EngineError::new(what)));
            }
            self.after = key;
        }
        self.page = page;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sql::params;
    use crate::store::sqlite::migrations::fresh;

    fn table(columns: &str) -> Connection {
        let connection = fresh().unwrap();
        connection.batch(&format!("CREATE TABLE things ({columns})")).unwrap();
        connection
    }

    #[test]
    fn every_row_is_read_once_in_order_even_while_rows_are_added() {
        let connection = table("a INTEGER, b INTEGER, c TEXT, PRIMARY KEY (a, b)");
        let insert = |a: i64, b: i64| {
            let sql = "INSERT INTO things (a, b, c) VALUES (?1, ?2, 'c')";
            connection.change(1, sql, params![a, b]).unwrap();
        };
        let most = i64::try_from(Pages::ROWS).unwrap();
        (0..most).for_each(|number| insert(number / 3, number % 3));
        let mut pages = Pages::of(&connection, "things", &["a", "b"], "c");
        for number in 0..most + 2 {
            if number == most - 1 {
                // These come after the last row that was fetched.
                insert(most, 0);
                insert(most, 1);
            }
            let row = pages.next().unwrap().unwrap();
            let expected =
                if number < most { (number / 3, number % 3) } else { (most, number - most) };
            assert_eq!((row.get(0).unwrap(), row.get(1).unwrap()), expected);
            assert_eq!(row.get::<&str>(2).unwrap(), "c");
        }
        assert!(pages.next().unwrap().is_none());
        assert!(pages.next().unwrap().is_none());
    }

    #[test]
    fn long_rows_are_in_memory_one_at_a_time() {
        let connection = table("a INTEGER PRIMARY KEY, b BLOB");
        for number in 0_i64..4 {
            let long = vec![b'x'; Pages::BYTES];
            let sql = "INSERT INTO things (a, b) VALUES (?1, ?2)";
            connection.change(1, sql, params![number, long.as_slice()]).unwrap();
        }
        let mut pages = Pages::of(&connection, "things", &["a"], "b");
        for number in 0_i64..4 {
            assert_eq!(pages.next().unwrap().unwrap().get::<i64>(0).unwrap(), number);
            assert_eq!(pages.page.len(), 1);
        }
        assert!(pages.next().unwrap().is_none());
    }

    #[test]
    fn keys_out_of_order_cause_no_endless_loop() {
        let connection = table("a TEXT PRIMARY KEY, b INTEGER");
        // They are not valid text, and what replaces them sorts before them.
        let insert = "INSERT INTO things
             WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers LIMIT 512)
             SELECT CAST(x'ff' || n AS TEXT), n FROM numbers";
        connection.batch(insert).unwrap();
        let mut pages = Pages::of(&connection, "things", &["a"], "b");
        for _ in 0..Pages::ROWS {
            assert!(pages.next().unwrap().is_some());
        }
        assert!(matches!(pages.next(), Err(StoreError::Damaged(_))));
    }
}
