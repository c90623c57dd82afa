//! What a statement returned.

use std::ops::Range;

use crate::store::values::{FromValue, Value};
use crate::store::{EngineError, StoreError};

/// Fetched rows. All their texts and bytes are in one buffer, so that a row needs no memory of its
/// own.
#[derive(Clone, Default)]
pub(in crate::store) struct Rows {
    bytes: Vec<u8>,
    cells: Vec<Cell>,
    /// Whether the statement returned no other rows.
    is_all: bool,
    width: usize,
}

/// A value of a row; texts and bytes as ranges of the buffer.
#[derive(Clone)]
enum Cell {
    Blob(Range<usize>),
    Integer(i64),
    Null,
    Real(f64),
    Text(Range<usize>),
}

impl Rows {
    /// How many columns the rows have, which is known with the first.
    pub(in crate::store) fn set_width(&mut self, width: usize) {
        self.width = width;
    }

    /// No rows yet, with this number of columns.
    pub(in crate::store) fn of_width(width: usize) -> Self {
        Self { width, ..Self::default() }
    }

    /// The statement returned no other rows.
    pub(in crate::store) fn end(&mut self) {
        self.is_all = true;
    }

    /// Whether the statement returned no other rows, if that is known.
    pub(in crate::store) fn is_all(&self) -> bool {
        self.is_all
    }

    /// Add the next value of the last row, or the first of the next row.
    pub(in crate::store) fn push(&mut self, value: Value<'_>) {
        let cell = match value {
            Value::Null => Cell::Null,
            Value::Integer(number) => Cell::Integer(number),
            Value::Real(number) => Cell::Real(number),
            Value::Text(text) => Cell::Text(self.keep(text)),
            Value::Blob(bytes) => Cell::Blob(self.keep(bytes)),
        };
        self.cells.push(cell);
    }

    /// How many bytes their texts and bytes have.
    pub(in crate::store) fn bytes(&self) -> usize {
        self.bytes.len()
    }

    fn keep(&mut self, bytes: &[u8]) -> Range<usize> {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(bytes);
        start..self.bytes.len()
    }

    pub(in crate::store) fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    pub(in crate::store) fn len(&self) -> usize {
        self.cells.len() / self.width.max(1)
    }

    /// The first value, bytes, without another copy.
    pub(in crate::store) fn into_bytes(self) -> Result<Option<Vec<u8>>, StoreError> {
        let Self { bytes, cells, .. } = self;
        match cells.as_slice() {
            [] => Ok(None),
            [Cell::Blob(all)] if *all == (0..bytes.len()) => Ok(Some(bytes)),
            [cell, ..] => Row { bytes: &bytes, cells: std::slice::from_ref(cell) }.get(0).map(Some),
        }
    }

    /// The row with this number.
    pub(in crate::store) fn row(&self, number: usize) -> Option<Row<'_>> {
        let start = number * self.width;
        let cells = self.cells.get(start..start + self.width)?;
        (!cells.is_empty()).then_some(Row { bytes: &self.bytes, cells })
    }

    pub(in crate::store) fn iter(&self) -> impl Iterator<Item = Row<'_>> {
        self.cells.chunks_exact(self.width.max(1)).map(|cells| Row { bytes: &self.bytes, cells })
    }
}

/// A row of the result of a statement.
#[derive(Clone, Copy)]
pub(in crate::store) struct Row<'r> {
    bytes: &'r [u8],
    cells: &'r [Cell],
}

impl<'r> Row<'r> {
    /// The value of a column, by its number. Finding a column by name takes longer than reading it.
    pub(in crate::store) fn get<T: FromValue<'r>>(self, column: usize) -> Result<T, StoreError> {
        let value = self.value(column);
        T::from_value(value).ok_or_else(|| not_ours(column, value))
    }

    pub(in crate::store) fn value(self, column: usize) -> Value<'r> {
        match &self.cells[column] {
            Cell::Blob(at) => Value::Blob(&self.bytes[at.clone()]),
            Cell::Integer(number) => Value::Integer(*number),
            Cell::Null => Value::Null,
            Cell::Real(number) => Value::Real(*number),
            Cell::Text(at) => Value::Text(&self.bytes[at.clone()]),
        }
    }

    /// All values of the row.
    pub(in crate::store) fn values(self) -> impl Iterator<Item = Value<'r>> {
        (0..self.cells.len()).map(move |column| self.value(column))
    }
}

/// A column has a value that this program never writes there. `column` is the first of those read
/// together.
pub(in crate::store) fn not_ours(column: usize, value: Value<'_>) -> StoreError {
    let what = format!("column {column} has an unexpected value: {value}");
    StoreError::Damaged(EngineError::new(what))
}
