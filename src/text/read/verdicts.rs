use std::collections::HashMap;

use csv::ByteRecord;

use super::separated::{after_mark, delimiter_of, named_delimiter, records, unclosed, unguarded};

/// A table of verdicts, as a spreadsheet or a program writes it: a row for each claim.
#[derive(Debug, PartialEq, Eq)]
pub struct Verdicts {
    /// The names of the columns that are not used.
    pub ignored: Vec<String>,
    /// Those that are not blank.
    pub rows: Vec<VerdictRow>,
}

/// One row. Its cells are as they were written, without the white space around them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerdictRow {
    /// Digits of the hash of the claim's words. With an id, a check that it is the same claim.
    pub hash: Option<String>,
    pub id: Option<String>,
    /// The line where it starts; the first line is 1.
    pub line: u64,
    pub note: String,
    pub rating: String,
    pub status: String,
}

/// Why bytes are not a table of verdicts.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotVerdicts {
    /// A mark may be missing before: then other rows are in this one.
    #[error("a quotation mark closes in line {line}, and `{after}` follows: is one missing?")]
    After { after: String, line: u64 },
    #[error("it is not UTF-8: the first wrong byte is at offset {offset}, in line {line}")]
    Encoding { line: usize, offset: usize },
    #[error("it is empty")]
    Empty,
    #[error("its first line names no column `{0}`")]
    NoColumn(&'static str),
    /// It has two columns of the same use.
    #[error("its first line names the column `{0}` twice")]
    TwoColumns(String),
    /// What follows would all be in one cell.
    #[error("a quotation mark opens in line {line}, and none closes it")]
    Unclosed { line: u64 },
    #[error("line {line} has {found} cells, and the first line {expected}")]
    Width { expected: usize, found: usize, line: u64 },
}

/// The uses of columns, and the names that they may have.
const HASH: [&str; 3] = ["hash", "quote_sha256", "sha256"];
const ID: [&str; 2] = ["id", "claim"];
const NOTE: [&str; 1] = ["note"];
const RATING: [&str; 1] = ["rating"];
const STATUS: [&str; 1] = ["status"];

impl Verdicts {
    /// Read a table: comma-separated values with the names of the columns in the first line, in any
    /// order. A byte order mark, UTF-16, semicolons and tabs are accepted: spreadsheets write them.
    pub fn read(bytes: &[u8]) -> Result<Self, NotVerdicts> {
        let text = decoded(bytes)?;
        let (start, named) = named_delimiter(&text);
        let (table, first_line) = (&text[start..], 1 + u64::from(start > 0));
        let head = table.trim_start().lines().next().ok_or(NotVerdicts::Empty)?;
        let delimiter = named.unwrap_or_else(|| delimiter_of(head));
        if let Some(at) = unclosed(table, delimiter) {
            let line =
                first_line + memchr::memchr_iter(b'\n', &table.as_bytes()[..at]).count() as u64;
            return Err(NotVerdicts::Unclosed { line });
        }
        let mut reader = records(table, delimiter);
        let mut columns = None;
        let mut rows = Vec::new();
        let mut record = ByteRecord::new();
        let mut lines = Lines { at: 0, line: first_line, text: table };
        // Reading from memory, a flexible table has no errors.
        while reader.read_byte_record(&mut record).unwrap_or(false) {
            let start = record.position().map_or(0, csv::Position::byte);
            let line = lines.at(usize::try_from(start).unwrap_or(usize::MAX));
            let cells: Vec<String> = record.iter().map(cell).collect();
            if cells.iter().all(String::is_empty) {
                continue;
            }
            let Some(columns) = &columns else {
                columns = Some(Columns::of(&cells)?);
                continue;
            };
            let end = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
            let start = usize::try_from(start).unwrap_or(usize::MAX);
            let written = table.get(start..end.min(table.len())).unwrap_or_default();
            if let Some(after) = after_mark(written, delimiter) {
                return Err(NotVerdicts::After { after, line });
            }
            rows.push(columns.row(&cells, line)?);
        }
        let columns = columns.ok_or(NotVerdicts::Empty)?;
        Ok(Self { ignored: columns.ignored, rows })
    }
}

/// Counts lines, because the reader of the table counts a line end of Windows late.
struct Lines<'a> {
    at: usize,
    line: u64,
    text: &'a str,
}

impl Lines<'_> {
    /// The line of the record that starts at this byte, or after the line ends there.
    fn at(&mut self, start: usize) -> u64 {
        let bytes = self.text.as_bytes();
        let is_end = |at: usize| bytes.get(at).is_some_and(|byte| matches!(byte, b'\r' | b'\n'));
        let start = (start..bytes.len()).find(|at| !is_end(*at)).unwrap_or(bytes.len());
        let passed = bytes.get(self.at..start).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', passed).count() as u64;
        self.at = self.at.max(start);
        self.line
    }
}

/// Where the columns are.
struct Columns {
    hash: Option<usize>,
    id: Option<usize>,
    ignored: Vec<String>,
    note: Option<usize>,
    rating: Option<usize>,
    status: usize,
    width: usize,
}

impl Columns {
    fn of(names: &[String]) -> Result<Self, NotVerdicts> {
        let mut places = HashMap::new();
        for (place, name) in names.iter().enumerate() {
            let name = name.to_lowercase();
            if [&HASH[..], &ID, &NOTE, &RATING, &STATUS].concat().contains(&name.as_str())
                && places.insert(name.clone(), place).is_some()
            {
                return Err(NotVerdicts::TwoColumns(name));
            }
        }
        let mut used = Vec::new();
        let mut take = |uses: &[&str]| {
            let place = uses.iter().find_map(|name| places.get(*name).copied());
            used.extend(place);
            place
        };
        let (hash, id, note) = (take(&HASH), take(&ID), take(&NOTE));
        let rating = take(&RATING);
        let status = take(&STATUS).ok_or(NotVerdicts::NoColumn("status"))?;
        if hash.is_none() && id.is_none() {
            return Err(NotVerdicts::NoColumn("id"));
        }
        let ignored = names.iter().enumerate().filter(|(place, _)| !used.contains(place));
        let ignored = ignored.map(|(_, name)| name.clone()).collect();
        Ok(Self { hash, id, ignored, note, rating, status, width: names.len() })
    }

    fn row(&self, cells: &[String], line: u64) -> Result<VerdictRow, NotVerdicts> {
        let found = cells.len();
        // Spreadsheets leave out, or add, empty cells at the end.
        if found > self.width && cells[self.width..].iter().any(|cell| !cell.is_empty()) {
            return Err(NotVerdicts::Width { expected: self.width, found, line });
        }
        let cell = |place: usize| cells.get(place).cloned().unwrap_or_default();
        let given = |place: Option<usize>| place.map(cell).filter(|cell| !cell.is_empty());
        Ok(VerdictRow {
            hash: given(self.hash),
            id: given(self.id),
            line,
            note: given(self.note).unwrap_or_default(),
            rating: given(self.rating).unwrap_or_default(),
            status: cell(self.status).to_lowercase(),
        })
    }
}

fn decoded(bytes: &[u8]) -> Result<String, NotVerdicts> {
    if let Some((utf_16, _)) = encoding_rs::Encoding::for_bom(bytes)
        && utf_16 != encoding_rs::UTF_8
    {
        return Ok(utf_16.decode(bytes).0.into_owned());
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let offset = error.valid_up_to();
        let line = 1 + memchr::memchr_iter(b'\n', &bytes[..offset]).count();
        NotVerdicts::Encoding { line, offset }
    })?;
    Ok(text.to_owned())
}

/// The one that separates most columns of the first line.
fn cell(bytes: &[u8]) -> String {
    let cell = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    unguarded(cell.trim()).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(line: u64, id: &str, status: &str, note: &str) -> VerdictRow {
        let (note, status) = (note.to_owned(), status.to_owned());
        let rating = String::new();
        VerdictRow { hash: None, id: Some(id.to_owned()), line, note, rating, status }
    }

    #[track_caller]
    fn check(table: &[u8], rows: &[VerdictRow], ignored: &[&str]) {
        let read = Verdicts::read(table).unwrap();
        assert_eq!(read.rows, rows);
        assert_eq!(read.ignored, ignored);
    }

    #[test]
    fn columns_are_known_by_their_names() {
        let expected = [row(2, "C1", "disputed", "table 4, page 2"), row(3, "C2", "", "")];
        check(b"id,status,note\nC1,disputed,\"table 4, page 2\"\nC2,,\n", &expected, &[]);
        check(
            b"\xef\xbb\xbfNote;Who;STATUS;Id\r\n\"table 4, page 2\";Ana;Disputed; C1\r\n;;;C2\r\n",
            &expected,
            &["Who"],
        );
        check(b"id\tnote\tstatus\nC1\ttable 4, page 2\tdisputed\nC2\n", &expected, &[]);
    }

    #[test]
    fn spreadsheets_have_ways_of_their_own() {
        let utf_16 = "\u{feff}id\tstatus\r\nC1\tdisputed\r\n".encode_utf16();
        let utf_16: Vec<u8> = utf_16.flat_map(u16::to_le_bytes).collect();
        check(&utf_16, &[row(2, "C1", "disputed", "")], &[]);
        check(b"sep=;\nid;status\nC1;disputed\n", &[row(3, "C1", "disputed", "")], &[]);
        check(b"\nid,status,,\n,,,\nC1,disputed,,,\n", &[row(4, "C1", "disputed", "")], &["", ""]);
        let formula = b"id,status,note\nC1,disputed,'=SUM(A1)\n";
        check(formula, &[row(2, "C1", "disputed", "=SUM(A1)")], &[]);
        let lines = b"id,status,note\nC1,disputed,\"a\r\nb\"\nC2,,\n";
        check(lines, &[row(2, "C1", "disputed", "a\nb"), row(4, "C2", "", "")], &[]);
    }

    #[test]
    fn a_hash_names_a_claim_or_confirms_its_id() {
        let read = Verdicts::read(b"hash,status\n6bcec305,disputed\n").unwrap();
        assert_eq!(
            (read.rows[0].hash.as_deref(), read.rows[0].id.as_deref()),
            (Some("6bcec305"), None)
        );
        let read = Verdicts::read(b"id,quote_sha256,status\nC1,6bcec305,disputed\n").unwrap();
        assert_eq!(read.rows[0].hash.as_deref(), Some("6bcec305"));
    }

    #[test]
    fn what_is_no_table_of_verdicts_is_refused() {
        let refused = |table: &[u8], expected: NotVerdicts| {
            assert_eq!(Verdicts::read(table), Err(expected));
        };
        refused(b"", NotVerdicts::Empty);
        refused(b"\n \n", NotVerdicts::Empty);
        refused(b"id,note\nC1,x\n", NotVerdicts::NoColumn("status"));
        refused(b"status,note\nC1,x\n", NotVerdicts::NoColumn("id"));
        refused(b"id,status,ID\n", NotVerdicts::TwoColumns("id".to_owned()));
        refused(b"id,status\n\xff", NotVerdicts::Encoding { line: 2, offset: 10 });
        refused(
            b"id,status,note\nC1,disputed,\"bad\nC2,disputed,worse\n",
            NotVerdicts::Unclosed { line: 2 },
        );
        refused(
            b"id,status,note\nC1,disputed,\"bad\nC2,disputed,\"worse\"\n",
            NotVerdicts::After { after: "worse\"".to_owned(), line: 2 },
        );
        let width = NotVerdicts::Width { expected: 2, found: 3, line: 2 };
        refused(b"id,status\nC1,disputed,more\n", width);
    }
}
