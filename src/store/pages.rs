use super::sql::{Connection, Param, Row, Rows, Value};
use super::{EngineError, StoreError};

/// The rows of a table in the order of its key, read page by page: however many there are, and
/// however long, little of them is in memory, and other statements may run between one row and the
/// next.
pub(super) struct Pages<'c> {
    /// The key of the last row that was fetched.
    after: Vec<Param<'static>>,
    connection: &'c Connection,
    /// The statement for the first page, and the one for each that follows on a key.
    first: String,
    following: String,
    /// How many columns the key has.
    key: usize,
    page: Rows,
    /// How many rows of the page were handed out.
    read: usize,
}

impl<'c> Pages<'c> {
    /// The most rows in a page.
    const ROWS: usize = 512;
    /// In bytes: a page ends with the row with which it has as many.
    const BYTES: usize = 1 << 20;

    /// Read a table. A row has the columns of its key first, and then `columns`.
    pub(super) fn of(connection: &'c Connection, table: &str, key: &[&str], columns: &str) -> Self {
        let numbers: Vec<String> = (1..=key.len()).map(|number| format!("?{number}")).collect();
        let (names, numbers, rows) = (key.join(", "), numbers.join(", "), Self::ROWS);
        let select = format!("SELECT {names}, {columns} FROM {table}");
        let order = format!("ORDER BY {names} LIMIT {rows}");
        Self {
            after: Vec::new(),
            connection,
            first: format!("{select} {order}"),
            following: format!("{select} WHERE ({names}) > ({numbers}) {order}"),
            key: key.len(),
            page: Rows::default(),
            read: 0,
        }
    }

    /// The next row.
    pub(super) fn next(&mut self) -> Result<Option<Row<'_>>, StoreError> {
        if self.read == self.page.len() {
            self.turn()?;
        }
        self.read += 1;
        Ok(self.page.row(self.read - 1))
    }

    /// Fetch the next page. What is damaged may lead back to where we were, and is not read for ever.
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
