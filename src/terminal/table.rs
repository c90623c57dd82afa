use comfy_table::{Cell, ColumnConstraint, ContentArrangement, Row, Width, presets};

use super::{Screen, Style};
use crate::domain::Visible;

/// Rows under headings, as wide as the screen at most. Cells are foreign text, which the table
/// makes safe to show.
pub struct Table {
    columns: &'static [Column],
    screen: Screen,
    table: comfy_table::Table,
}

/// A column. Narrow columns keep their width, and the others share the rest.
pub struct Column {
    pub heading: &'static str,
    /// Left out if the screen is narrower than this, in cells.
    pub from_width: u16,
    /// The maximum width, in cells; `None`: no maximum.
    pub widest: Option<u16>,
}

impl Table {
    pub fn new(columns: &'static [Column], screen: Screen) -> Self {
        let mut this = Self::continued(columns, screen);
        let heading = |column: &Column| Style::Faint.cell(column.heading, screen);
        let headings = this.shown(columns.iter().map(heading));
        this.table.set_header(headings);
        this
    }

    /// A table without headings, which continues another.
    pub fn continued(columns: &'static [Column], screen: Screen) -> Self {
        let mut table = comfy_table::Table::new();
        table.load_style(presets::NOTHING);
        match screen.width {
            Some(width) => {
                table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
            }
            None => {
                table.set_content_arrangement(ContentArrangement::Disabled);
            }
        }
        if screen.colour {
            table.enforce_styling();
        } else {
            table.force_no_tty();
        }
        Self { columns, screen, table }
    }

    /// Add a row, with a text for each column, in order. Very tall cells are cut.
    pub fn row(&mut self, words: impl IntoIterator<Item = (String, Style)>) {
        // Enough to recognise a claim; `show` has all of it.
        const TALLEST: usize = 6;
        let mut row = self.styled(words);
        if self.screen.width.is_some() {
            row.max_height(TALLEST);
        }
        self.table.add_row(row);
    }

    /// Add a row whose cells are never cut.
    pub fn whole_row(&mut self, words: impl IntoIterator<Item = (String, Style)>) {
        let row = self.styled(words);
        self.table.add_row(row);
    }

    fn styled(&self, words: impl IntoIterator<Item = (String, Style)>) -> Row {
        let cells =
            words.into_iter().map(|(words, style)| style.cell(Visible::line(&words), self.screen));
        self.shown(cells)
    }

    /// The cells of the columns that fit this screen.
    fn shown(&self, cells: impl Iterator<Item = Cell>) -> Row {
        let shown = cells.zip(self.columns).filter(|(_, column)| self.has_room_for(column));
        shown.map(|(cell, _)| cell).collect::<Vec<_>>().into()
    }

    fn has_room_for(&self, column: &Column) -> bool {
        self.screen.width.is_none_or(|width| width >= column.from_width)
    }
}

impl std::fmt::Display for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut table = self.table.clone();
        let shown: Vec<&Column> =
            self.columns.iter().filter(|column| self.has_room_for(column)).collect();
        for (index, column) in shown.iter().enumerate() {
            let last = index + 1 == shown.len();
            let Some(drawn) = table.column_mut(index) else {
                continue;
            };
            drawn.set_padding((0, if last { 0 } else { 2 }));
            if self.screen.width.is_some()
                && let Some(widest) = column.widest
            {
                drawn.set_constraint(ColumnConstraint::UpperBoundary(Width::Fixed(widest + 2)));
            }
        }
        for line in table.lines() {
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}
