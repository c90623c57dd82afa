use std::path::Path;

use factledger::domain::Sha256;
use rusqlite::Connection;
use rusqlite::types::Value;

/// All articles and claims, except for the time of their import and their entries.
pub(super) fn content(database: &Path) -> (usize, Sha256) {
    let connection = Connection::open(database).unwrap();
    let mut text = String::new();
    let mut count = 0;
    for sql in [
        "SELECT id, origin, title, encoding, reader, raw_bytes, raw_sha256, text_sha256
         FROM articles ORDER BY id",
        "SELECT id, article, span_start, span_end, line, column_number, quote, quote_sha256,
                claimant, extractor, score, status
         FROM claims ORDER BY id",
    ] {
        let mut statement = connection.prepare(sql).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..columns {
                text.push_str(&format!("{:?}\t", row.get::<_, Value>(column).unwrap()));
            }
            text.push('\n');
            count += 1;
        }
    }
    (count, Sha256::of(text))
}
