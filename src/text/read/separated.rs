//! Comma-separated values and their like, as spreadsheets write them.

use csv::{ByteRecord, Reader, ReaderBuilder};

/// What a first line for spreadsheets says: where the table starts, and what separates its cells.
/// `sep=;` is such a line.
pub(super) fn named_delimiter(text: &str) -> (usize, Option<u8>) {
    if let Some((line, rest)) = text.split_once('\n')
        && let Some(mark) = line.trim_end_matches('\r').strip_prefix("sep=")
        && let &[mark] = mark.as_bytes()
        && mark.is_ascii()
        && mark != b'"'
    {
        return (text.len() - rest.len(), Some(mark));
    }
    (0, None)
}

/// What separates the cells of this first line.
pub(super) fn delimiter_of(head: &str) -> u8 {
    let count = |delimiter: &u8| head.bytes().filter(|byte| byte == delimiter).count();
    *[b'\t', b';', b','].iter().max_by_key(|delimiter| count(delimiter)).unwrap_or(&b',')
}

/// Its records, whatever their width. Reading them from memory has no errors.
pub(super) fn records(text: &str, delimiter: u8) -> Reader<&[u8]> {
    ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes())
}

/// Where the quotation mark is that nothing closes, so that the rest of the table is one cell.
pub(super) fn unclosed(table: &str, delimiter: u8) -> Option<usize> {
    let mut reader = records(table, delimiter);
    let mut record = ByteRecord::new();
    let mut last = 0;
    while reader.read_byte_record(&mut record).unwrap_or(false) {
        last = usize::try_from(record.position()?.byte()).ok()?;
    }
    match marks(table.get(last..)?, delimiter)? {
        Marks::Open(at) => Some(last + at),
        Marks::After(_) => None,
    }
}

/// What the quotation marks of a record come to, if that is not what anybody means.
enum Marks<'t> {
    /// After one that closes a cell, these words follow.
    After(&'t str),
    /// The one at this byte is not closed.
    Open(usize),
}

/// Read the marks of a record as the reader of tables does, which says nothing of what is wrong.
fn marks(record: &str, delimiter: u8) -> Option<Marks<'_>> {
    let bytes = record.as_bytes();
    let is_end = |byte: u8| byte == delimiter || matches!(byte, b'\r' | b'\n');
    let mark_from = |at: usize| Some(at + memchr::memchr(b'"', bytes.get(at..)?)?);
    let mut after = None;
    // Line ends before the first cell are not of it.
    let mut at = bytes.iter().position(|byte| !matches!(byte, b'\r' | b'\n'))?;
    mark_from(at)?;
    loop {
        if bytes.get(at) == Some(&b'"') {
            let opened = at;
            at += 1;
            loop {
                let Some(mark) = mark_from(at) else { return Some(Marks::Open(opened)) };
                at = mark + 1;
                // Two of them are one in the cell.
                if bytes.get(at) != Some(&b'"') {
                    break;
                }
                at += 1;
            }
            let rest = &record[at..];
            let end = rest.bytes().position(is_end).unwrap_or(rest.len());
            after = after.or(Some(rest[..end].trim()).filter(|words| !words.is_empty()));
        }
        let Some(end) = bytes[at..].iter().position(|byte| *byte == delimiter) else { break };
        at += end + 1;
    }
    after.map(Marks::After)
}

/// The words that follow, in its cell, on a quotation mark that closes one: their start.
pub(super) fn after_mark(record: &str, delimiter: u8) -> Option<String> {
    const MOST: usize = 20;
    match marks(record, delimiter)? {
        Marks::After(words) => Some(words.chars().take(MOST).collect()),
        Marks::Open(_) => None,
    }
}

/// A cell without the apostrophe that keeps spreadsheets from running it as a formula.
pub(super) fn unguarded(cell: &str) -> &str {
    let runs = ['=', '+', '-', '@', '\t', '\n', '＝', '＋', '－', '＠'];
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(runs)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_unclosed(table: &str, expected: Option<usize>) {
        assert_eq!(unclosed(table, b','), expected, "{table:?}");
    }

    #[test]
    fn a_mark_that_nothing_closes_is_found() {
        check_unclosed("a,b\n\"c,d\ne,f\n", Some(4));
        check_unclosed("a,b\nc,\"d\"\"\n", Some(6));
        check_unclosed("\"", Some(0));
        check_unclosed("a,\"b\"\n\r\n\n\"c\",\"", Some(13));
        for closed in ["", "a,b\n", "\"a\n\",\"\"\n", "5\" pipe,b\"\n", "\"\"\"\"", "\"a\"b\",c"] {
            check_unclosed(closed, None);
        }
    }

    #[track_caller]
    fn check_after(record: &str, expected: Option<&str>) {
        assert_eq!(after_mark(record, b';').as_deref(), expected, "{record:?}");
    }

    #[test]
    fn words_after_a_closing_mark_are_found() {
        check_after("\"a\"b;c\n", Some("b"));
        check_after("x;\"a;\"é \";c", Some("é \""));
        check_after("\"a\nb\" ;\"c\"\r\n", None);
        check_after("5\" pipe;\"\"\"a\"\"\"", None);
    }

    #[test]
    fn only_what_can_separate_cells_does() {
        assert_eq!(named_delimiter("sep=;\r\na;b"), (7, Some(b';')));
        assert_eq!(named_delimiter("sep=\t\na"), (6, Some(b'\t')));
        for text in ["sep=é\na", "sep=\"\na", "sep=ab\n", "sep=\na", "sep=;"] {
            assert_eq!(named_delimiter(text), (0, None), "{text:?}");
        }
    }
}
