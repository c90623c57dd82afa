use std::io;

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use super::cell::{self, Cell, Looks};

/// A sheet that is written row by row, and goes on in further sheets when it is full.
pub(super) struct Sheet {
    columns: &'static [Column],
    full: Vec<Worksheet>,
    links: usize,
    looks: Looks,
    most_rows: u32,
    name: &'static str,
    now: Worksheet,
    /// How many rows `now` has, with its head.
    rows: u32,
}

/// A column: what stands above it, and how wide it is, in characters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    name: &'static str,
    width: f64,
}

impl Column {
    /// For an id, a number, a word.
    pub(super) const fn narrow(name: &'static str) -> Self {
        Self { name, width: 12.0 }
    }

    /// For a time, a name, a title.
    pub(super) const fn wide(name: &'static str) -> Self {
        Self { name, width: 22.0 }
    }

    /// For sentences.
    pub(super) const fn long(name: &'static str) -> Self {
        Self { name, width: 60.0 }
    }
}

impl Sheet {
    /// As many as a sheet can have, with its head.
    const MOST_ROWS: u32 = 1_048_576;

    pub(super) fn new(
        workbook: &mut Workbook,
        name: &'static str,
        columns: &'static [Column],
        looks: Looks,
    ) -> io::Result<Self> {
        Self::of_rows(workbook, name, columns, looks, Self::MOST_ROWS)
    }

    pub(super) fn of_rows(
        workbook: &mut Workbook,
        name: &'static str,
        columns: &'static [Column],
        looks: Looks,
        most_rows: u32,
    ) -> io::Result<Self> {
        let now = begun(workbook, name, columns, &looks).map_err(io::Error::other)?;
        Ok(Self { columns, full: Vec::new(), links: 0, looks, most_rows, name, now, rows: 1 })
    }

    pub(super) fn add(&mut self, workbook: &mut Workbook, cells: &[Cell<'_>]) -> io::Result<()> {
        self.write(workbook, cells).map_err(io::Error::other)
    }

    fn write(&mut self, workbook: &mut Workbook, cells: &[Cell<'_>]) -> Result<(), XlsxError> {
        if self.rows == self.most_rows {
            let name = format!("{} {}", self.name, self.full.len() + 2);
            let next = begun(workbook, &name, self.columns, &self.looks)?;
            let full = std::mem::replace(&mut self.now, next);
            self.full.push(filtered(full, self.columns, self.rows)?);
            (self.links, self.rows) = (0, 1);
        }
        for (column, cell) in (0..).zip(cells) {
            let place = (self.rows, column);
            cell::write(&mut self.now, place, cell, &self.looks, &mut self.links)?;
        }
        self.rows += 1;
        Ok(())
    }

    /// Put it into the workbook, behind those that are there.
    pub(super) fn finish(self, workbook: &mut Workbook) -> io::Result<()> {
        let last = filtered(self.now, self.columns, self.rows).map_err(io::Error::other)?;
        for sheet in self.full.into_iter().chain([last]) {
            workbook.push_worksheet(sheet);
        }
        Ok(())
    }
}

/// A sheet with nothing but its head, which stays in view.
fn begun(
    workbook: &mut Workbook,
    name: &str,
    columns: &[Column],
    looks: &Looks,
) -> Result<Worksheet, XlsxError> {
    let mut sheet = workbook.new_worksheet_with_constant_memory()?;
    sheet.set_name(name)?.set_freeze_panes(1, 0)?;
    for (at, column) in (0..).zip(columns) {
        sheet.set_column_width(at, column.width)?;
        sheet.write_string_with_format(0, at, column.name, &looks.head)?;
    }
    Ok(sheet)
}

/// The same, with a filter on each column.
fn filtered(mut sheet: Worksheet, columns: &[Column], rows: u32) -> Result<Worksheet, XlsxError> {
    let last = u16::try_from(columns.len().saturating_sub(1)).unwrap_or_default();
    sheet.autofilter(0, 0, rows - 1, last)?;
    Ok(sheet)
}
