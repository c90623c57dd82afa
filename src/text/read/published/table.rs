//! Tables: comma-separated values with the names of the columns in the first line.

use csv::StringRecord;

use super::PublishedError;
use super::column::{self, Column, Mapping, folded};
use super::row::{BadRow, Lines, PublishedRow, Row};
use crate::text::read::separated::{
    after_mark, delimiter_of, named_delimiter, records, unclosed, unguarded,
};

/// A table, and which of its columns says what.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// The first byte after the line that names the columns.
    body: usize,
    columns: Vec<(Column, usize)>,
    delimiter: u8,
    /// The columns that are not used.
    pub(super) ignored: Vec<String>,
    width: usize,
}

impl Table {
    pub(super) fn read(text: &str, mapping: &Mapping) -> Result<Self, PublishedError> {
        let (start, given) = named_delimiter(text);
        let head = text[start..].trim_start().lines().next().unwrap_or_default();
        let delimiter = given.unwrap_or_else(|| delimiter_of(head));
        let mut reader = records(&text[start..], delimiter);
        let mut names = StringRecord::new();
        if let Some(at) = unclosed(&text[start..], delimiter) {
            return Err(PublishedError::Unclosed { line: Lines::default().of(start + at, text) });
        }
        // Reading from memory, a flexible table in UTF-8 has no errors.
        while reader.read_record(&mut names).unwrap_or(false) {
            if names.iter().any(|name| !name.trim().is_empty()) {
                break;
            }
        }
        let body = start + usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        let is_named = |name: &str, asked: &str| folded(name) == folded(asked);
        for asked in mapping.given() {
            let found = names.iter().filter(|name| is_named(name, asked)).count();
            match found {
                0 => return Err(PublishedError::NoColumn(asked.to_owned())),
                1 => {}
                _ => return Err(PublishedError::TwoColumns(asked.to_owned())),
            }
        }
        let mut columns = Vec::new();
        for column in Column::ALL {
            let asked = mapping.names(column);
            let place = |asked: &&str| names.iter().position(|name| is_named(name, asked));
            columns.extend(asked.iter().find_map(place).map(|place| (column, place)));
        }
        let has = |of: Column| columns.iter().any(|(column, _)| *column == of);
        let has_text = has(Column::Text);
        if mapping.has_titles_of_articles(has(Column::Article)) {
            columns.retain(|(column, _)| *column != Column::Title);
        }
        if !has_text {
            return Err(PublishedError::NoText);
        }
        let ignored = names.iter().enumerate().filter(|(at, name)| {
            !name.trim().is_empty() && !columns.iter().any(|(_, place)| place == at)
        });
        let ignored = ignored.map(|(_, name)| name.trim().to_owned()).collect();
        Ok(Self { body, columns, delimiter, ignored, width: names.len() })
    }

    pub(super) fn has(&self, column: Column) -> bool {
        self.columns.iter().any(|(known, _)| *known == column)
    }

    pub(super) fn rows<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Row> + 't {
        let table = text.get(self.body..).unwrap_or_default();
        let mut reader = records(table, self.delimiter);
        let mut cells = StringRecord::new();
        let mut lines = Lines::default();
        std::iter::from_fn(move || {
            while reader.read_record(&mut cells).unwrap_or(false) {
                if cells.iter().all(|cell| cell.trim().is_empty()) {
                    continue;
                }
                let byte = |at: u64| self.body + usize::try_from(at).unwrap_or(usize::MAX);
                let start = byte(cells.position().map_or(0, csv::Position::byte));
                let end = byte(reader.position().byte()).min(text.len());
                let before = text.get(start..end)?;
                let start = start + before.len() - before.trim_start_matches(['\r', '\n']).len();
                let line = lines.of(start, text);
                return Some(
                    self.row(&cells, &text[start..end], line)
                        .map(|row| PublishedRow { stands: Some(start..end), ..row }),
                );
            }
            None
        })
    }

    /// The row of these cells, which are written so.
    fn row(&self, cells: &StringRecord, written: &str, line: u64) -> Row {
        let (found, width) = (cells.len(), self.width);
        // Spreadsheets leave out, or add, empty cells at the end.
        if found > width && cells.iter().skip(width).any(|cell| !cell.trim().is_empty()) {
            let why = format!("it has {found} cells, and the first line {width}");
            return Err(BadRow::new(line, why));
        }
        if let Some(after) = after_mark(written, self.delimiter) {
            let why =
                format!("a quotation mark closes in it, and `{after}` follows: is one missing?");
            return Err(BadRow::new(line, why));
        }
        column::row(line, |column| {
            let (_, place) = self.columns.iter().find(|(known, _)| *known == column)?;
            cells.get(*place).map(|cell| unguarded(cell).to_owned())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, mapping: &str) -> Vec<Row> {
        let mapping =
            if mapping.is_empty() { Mapping::default() } else { mapping.parse().unwrap() };
        let table = Table::read(text, &mapping).unwrap();
        table.rows(text).collect()
    }

    #[test]
    fn rows_are_found_by_the_names_of_their_columns() {
        let text = "Claim;Who;date\r\n\"The dam\r\ncost; it leaks\";Ilvane;2024-02-01\r\n\r\n\
                    It holds;Anders;\r\n";
        let found = rows(text, "claimant=who");
        let told: Vec<_> = found
            .iter()
            .flatten()
            .map(|row| (row.line, row.claim.as_str(), row.claimant.as_deref().unwrap()))
            .collect();
        assert_eq!(told, [(2, "The dam\r\ncost; it leaks", "Ilvane"), (5, "It holds", "Anders")]);
        let stands = found[0].as_ref().unwrap().stands.clone().unwrap();
        assert!(text[stands].starts_with("\"The dam"));
    }

    #[test]
    fn bad_rows_are_named_by_their_lines() {
        let text = "text,start,end\nIt leaks,1,2\n,3,4\nIt holds,a,b\na,b,c,d\n\nIt is,5,6,,\n";
        let bad: Vec<_> = rows(text, "").into_iter().filter_map(Result::err).collect();
        let bad: Vec<_> = bad.iter().map(|bad| (bad.line, bad.why.as_str())).collect();
        assert_eq!(
            bad,
            [
                (3, "it has no claim: no text"),
                (4, "`a` and `b` are not both whole numbers"),
                (5, "it has 4 cells, and the first line 3"),
            ]
        );
    }

    #[test]
    fn quotation_marks_that_are_missing_are_reported() {
        let read = |text: &str| Table::read(text, &Mapping::default()).unwrap_err().to_string();
        assert_eq!(
            read("sep=,\ntext,note\nIt leaks,x\n\"It holds,y\nIt is,z\n"),
            "a quotation mark opens in line 4, and none closes it"
        );
        assert_eq!(read("\"text,note\n"), "a quotation mark opens in line 1, and none closes it");
        let found = rows("text,note\n\"It leaks,x\n\"It holds\",y\nIt is,z\n", "");
        let why = "a quotation mark closes in it, and `It holds\"` follows: is one missing?";
        assert_eq!(found[0], Err(BadRow::new(2, why.to_owned())));
        assert_eq!(found[1].as_ref().unwrap().claim, "It is");
    }

    #[test]
    fn columns_are_found_by_their_natural_names() {
        let text = "Article,Said by,Claim text,Title,Fact-checker\nA1,Ilvane,It leaks,Dam,Desk\n";
        let row = |mapping: &str| rows(text, mapping).remove(0).unwrap();
        let PublishedRow { article, claimant, claim, checks, .. } = row("verdict=Fact-checker");
        assert_eq!((article.as_deref(), claimant.as_deref()), (Some("A1"), Some("Ilvane")));
        assert_eq!(claim, "It leaks");
        // A title beside the name of an article is that of the article.
        assert_eq!(checks[0].title, None);
        let row = row("article=,verdict=Fact checker");
        assert_eq!((row.article, row.checks[0].title.as_deref()), (None, Some("Dam")));
    }

    #[test]
    fn a_table_must_have_the_columns_that_are_asked_for() {
        let mapping: Mapping = "text=Quote".parse().unwrap();
        let read = |text: &str| Table::read(text, &mapping).unwrap_err().to_string();
        assert_eq!(read("claim,who\n"), "it has no column `Quote`");
        assert_eq!(read("quote,QUOTE\n"), "it has two columns `Quote`");
        let none = Table::read("colour\n", &Mapping::default()).unwrap_err().to_string();
        assert_eq!(none, "no column of it has the words of the claims");
    }
}
