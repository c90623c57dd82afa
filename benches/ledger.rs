//! How long importing, listing, marking and exporting take, beside floors measured in the same run.
//!
//! ```text
//! cargo bench                    1,000, 100,000 and 1,000,000 claims
//! cargo bench -- 1000 50000      these many
//! ```
//!
//! Machines differ: what is worth comparing are the ratios.

#![expect(clippy::cast_precision_loss, reason = "figures for people")]

use std::hint::black_box;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use factledger::domain::{
    ClaimId, ClaimQuery, Cursor, Key, NewReview, Order, Selection, Sha256, Status,
};
use factledger::export::{self, Format, PageSettings};
use factledger::ledger::{Access, Ledger};
use rusqlite::Connection;
use rusqlite::types::Value;

use newsroom::{CLAIMS_PER_ARTICLE, article, author, import, keys, time};

mod newsroom;

fn main() {
    let sizes: Vec<usize> =
        std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![1_000, 100_000, 1_000_000] } else { sizes };
    let mut out = io::stdout().lock();
    start_up(&mut out);
    for size in sizes {
        measure(&mut out, size);
    }
}

fn measure(out: &mut impl io::Write, size: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ledger.db");
    let articles: Vec<Vec<u8>> = (0..size.div_ceil(CLAIMS_PER_ARTICLE)).map(article).collect();
    let bytes: usize = articles.iter().map(Vec::len).sum();
    let mut line = |what: &str, took: Duration, note: String| {
        writeln!(out, "{what:<44} {:>12}   {note}", format!("{took:.2?}")).expect("an output");
    };

    let hashing = time(|| {
        for article in &articles {
            black_box(Sha256::of(article));
        }
    });
    let importing = time(|| drop(import(&path, &articles)));
    let rows = Rows::of(&path);
    let claims = rows.claims;
    let inserting = time(|| rows.insert(&folder.path().join("bare.db")));
    let ratio = |took: Duration, floor: Duration| took.as_secs_f64() / floor.as_secs_f64();
    let rate = |took: Duration| claims as f64 / took.as_secs_f64() / 1000.0;
    let megabytes = bytes as f64 / 1e6;
    line(
        &format!("{claims} claims, {megabytes:.1} MB: SHA-256 of the texts"),
        hashing,
        "floor".to_owned(),
    );
    line(
        "the bare insert of the same rows",
        inserting,
        format!("floor, {:.0} k claims/s", rate(inserting)),
    );
    line(
        "import",
        importing,
        format!(
            "{:.0} k claims/s, {:.2} times the bare insert",
            rate(importing),
            ratio(importing, inserting)
        ),
    );
    drop(rows);

    let opening =
        time(|| drop(black_box(Ledger::open(&path, Access::Read, keys(&path)).expect("a ledger"))));
    line("open", opening, String::new());
    let mut ledger = Ledger::open(&path, Access::Write, keys(&path)).expect("a ledger");
    let middle = ClaimId(claims as u64 / 2);
    let middle_of = |key| Some(Cursor { id: middle, key });
    for (what, order, after) in [
        ("list, first page of 50", Order::Pending, None),
        ("list, a page in the middle", Order::Pending, middle_of(Key::Status(Status::Unverified))),
        ("list --sort newest, first page", Order::Newest, None),
        ("list --sort score, first page", Order::Score, None),
    ] {
        let query = ClaimQuery { order, ..ClaimQuery::default() };
        let listing = median(21, || {
            let view = ledger.view().expect("a moment");
            let claims = view.list(&query, after, Some(50)).expect("a list");
            let seen: usize = claims.map(|claim| claim.expect("a claim").claim.words().len()).sum();
            black_box(seen);
        });
        line(what, listing, String::new());
    }
    let counting = median(21, || {
        let view = ledger.view().expect("a moment");
        drop(black_box(view.counts(None)));
    });
    line("counts", counting, String::new());

    let mut number = 0;
    let opinion = NewReview {
        rating: None,
        evidence: std::collections::BTreeSet::new(),
        expected: None,
        note: "seen".parse().ok(),
        status: Status::Corroborated,
    };
    let mut marking: Vec<Duration> = (0..200)
        .map(|_| {
            number += 1;
            let author = author("ana", number);
            let claim = ClaimId(number * 7919 % claims as u64 + 1);
            time(|| ledger.mark(&author, &[claim], &opinion).expect("a verdict"))
        })
        .collect();
    marking.sort();
    line("one verdict, median", marking[100], format!("99 of 100 within {:.2?}", marking[197]));

    for format in Format::ALL {
        let mut counter = Counter(0);
        let exporting = time(|| {
            let view = ledger.view().expect("a moment");
            let (report, source) =
                view.report(author("ana", 0).at, &Selection::default()).expect("a report");
            export::write(format, &report, &source, &PageSettings::default(), &mut counter)
                .expect("a whole report");
        });
        line(
            &format!("export {}", format.as_str()),
            exporting,
            format!("{:.1} MB, {:.0} k claims/s", counter.0 as f64 / 1e6, rate(exporting)),
        );
    }
    let file = std::fs::metadata(&path).map_or(0, |metadata| metadata.len());
    let each = file as f64 / claims as f64;
    writeln!(out, "{:<44} {each:>12.0}   bytes a claim", "the database").expect("an output");
}

/// What an import leaves in the database, to be inserted again with nothing around it.
struct Rows {
    claims: usize,
    tables: Vec<(String, Vec<Vec<Value>>)>,
}

impl Rows {
    fn of(path: &Path) -> Self {
        let database = Connection::open(path).expect("a database");
        let mut claims = 0;
        let tables =
            ["entries", "checkpoints", "contents", "articles", "claims", "subjects"].map(|table| {
                let sql = format!("SELECT * FROM {table}");
                let mut statement = database.prepare(&sql).expect("a table");
                let columns = statement.column_count();
                let mut rows = statement.query([]).expect("rows");
                let mut values = Vec::new();
                while let Some(row) = rows.next().expect("a row") {
                    values.push(
                        (0..columns).map(|column| row.get(column).expect("a value")).collect(),
                    );
                }
                if table == "claims" {
                    claims = values.len();
                }
                (table.to_owned(), values)
            });
        Self { claims, tables: tables.into() }
    }

    fn insert(&self, path: &Path) {
        let mut database = Connection::open(path).expect("a database");
        database.pragma_update(None, "page_size", 8192).expect("a page size");
        database.pragma_update(None, "journal_mode", "WAL").expect("a mode");
        database.pragma_update(None, "synchronous", "FULL").expect("a setting");
        database.pragma_update(None, "cache_size", -65536).expect("a setting");
        for (table, rows) in &self.tables {
            let columns = rows.first().map_or(0, Vec::len);
            let names: Vec<String> = (0..columns).map(|column| format!("c{column}")).collect();
            let numbers: Vec<String> = (1..=columns).map(|number| format!("?{number}")).collect();
            database
                .execute_batch(&format!("CREATE TABLE {table} ({})", names.join(", ")))
                .expect("a table");
            let transaction = database.transaction().expect("a transaction");
            let sql = format!("INSERT INTO {table} VALUES ({})", numbers.join(", "));
            let mut statement = transaction.prepare(&sql).expect("a statement");
            for row in rows {
                statement.execute(rusqlite::params_from_iter(row)).expect("a row");
            }
            drop(statement);
            transaction.commit().expect("a commit");
        }
    }
}

/// How long the program takes to start, beside another that people call often.
fn start_up(out: &mut impl io::Write) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ledger.db");
    drop(import(&path, &[article(0)]));
    let path = path.to_str().expect("a path in UTF-8");
    let ours = env!("CARGO_BIN_EXE_factledger");
    for (what, program, arguments) in [
        ("git --version", "git", vec!["--version"]),
        ("factledger --version", ours, vec!["--version"]),
        ("factledger list, of 40 claims", ours, vec!["--ledger", path, "list"]),
    ] {
        let mut command = Command::new(program);
        command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
        if command.status().is_err() {
            continue;
        }
        let took = median(51, || drop(black_box(command.status())));
        writeln!(out, "{what:<44} {:>12}", format!("{took:.2?}")).expect("an output");
    }
}

/// Counts bytes and forgets them.
struct Counter(u64);

impl io::Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn median(times: usize, mut work: impl FnMut()) -> Duration {
    let mut took: Vec<Duration> = (0..times).map(|_| time(&mut work)).collect();
    took.sort();
    took[times / 2]
}
