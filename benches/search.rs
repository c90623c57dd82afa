//! How long first pages take in a ledger of a million claims, beside floors measured in the same run.
//!
//! ```text
//! cargo bench --bench search             1,000,000 claims
//! cargo bench --bench search -- 20000    so many
//! cargo bench --bench search -- phrase   only what has this in its name
//! ```
//!
//! The ledger is made once, and kept with what else is built.

#![expect(clippy::cast_precision_loss, reason = "figures for people")]

use std::collections::BTreeSet;
use std::hint::black_box;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use factledger::domain::{
    ArticleQuery, ClaimId, ClaimQuery, Day, Lease, NewReview, Order, SearchIn, Status, Timestamp,
    Wanted,
};
use factledger::ledger::{Access, Ledger, Next, SearchQuery, View};
use rusqlite::Connection;

use newsroom::{CLAIMS_PER_ARTICLE, author, import, keys, time};

#[expect(dead_code, reason = "other benches use the rest")]
mod newsroom;

fn main() {
    let (mut size, mut wanted) = (1_000_000, String::new());
    for argument in std::env::args().skip(1).filter(|argument| argument != "--bench") {
        match argument.parse() {
            Ok(number) => size = number,
            Err(_) => wanted = argument,
        }
    }
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("search-{size}"));
    let path = folder.join("ledger.db");
    let mut out = io::stdout().lock();
    if !path.exists() {
        make(&mut out, &path, size);
    }
    let mut ledger = Ledger::open(&path, Access::Read, keys(&path)).expect("a ledger");
    let mut say = |what: &str, run: &mut dyn FnMut() -> [Duration; 2]| {
        if !what.contains(&wanted) {
            return;
        }
        let [half, most] = run();
        let (half, most) = (format!("{half:.2?}"), format!("{most:.2?}"));
        io::Write::write_fmt(&mut out, format_args!("{what:<44} {half:>10} {most:>10}\n"))
            .expect("an output");
    };
    say("floor: open, and one row by its key", &mut || measure(|| floor(&path)));
    for (what, query) in lists() {
        say(what, &mut || {
            measure_view(&mut ledger, |view| {
                let claims = view.list(&query, None, Some(50)).expect("a list");
                claims.map(|claim| claim.expect("a claim").claim.words().len()).sum()
            })
        });
    }
    let ben = author("ben", 3_000_000);
    let next = Next { article: None, is_another: true, tag: None, until: ben.at };
    say("next", &mut || {
        measure(|| {
            black_box(ledger.peek_next(&ben, &next).expect("a claim"));
        })
    });
    let mut of_person = |name: &str| {
        let person = author(name, 3_000_000);
        ledger.view().expect("a moment").waiter(&person.name, person.at).expect("a person")
    };
    let (ana, ben) = (of_person("ana"), of_person("ben"));
    for (what, query) in [
        (
            "list --waiting-for me",
            ClaimQuery { waiting_for: Some(ben), order: Order::Score, ..ClaimQuery::default() },
        ),
        ("list --mine", ClaimQuery { held_by: Some(ana), ..ClaimQuery::default() }),
        ("list --due", ClaimQuery { due: "2999-01-01".parse().ok(), ..ClaimQuery::default() }),
        (
            "list --tag",
            ClaimQuery { tags: "cost".parse().into_iter().collect(), ..ClaimQuery::default() },
        ),
    ] {
        say(what, &mut || {
            measure_view(&mut ledger, |view| {
                let claims = view.list(&query, None, Some(50)).expect("a list");
                claims.map(|claim| claim.expect("a claim").claim.words().len()).sum()
            })
        });
    }
    say("articles, first page", &mut || {
        measure_view(&mut ledger, |view| {
            let articles = view.articles(&ArticleQuery::default(), None, Some(50)).expect("a list");
            articles.map(|article| article.expect("an article").article.origin.len()).sum()
        })
    });
    let peer = peer(&path, &folder.join("peer.db"));
    for (what, words, of_peer) in [
        ("search: a rare word", vec![word(49_000)], format!("\"{}\"", word(49_000))),
        ("search: a common word", vec![word(0)], format!("\"{}\"", word(0))),
        (
            "search: two common words",
            vec![word(0), word(3)],
            format!("\"{}\" AND \"{}\"", word(0), word(3)),
        ),
        (
            "search: a common and a rare word",
            vec![word(0), word(9_000)],
            format!("\"{}\" AND \"{}\"", word(0), word(9_000)),
        ),
        ("search: a beginning", vec!["kath*".to_owned()], "\"kath\" *".to_owned()),
        (
            "search: a phrase",
            vec![format!("{} {}", word(0), word(3))],
            format!("\"{} {}\"", word(0), word(3)),
        ),
        ("search: no such word", vec!["zzz".to_owned()], "\"zzz\"".to_owned()),
    ] {
        let wanted = Wanted::of(words.iter().map(String::as_str)).expect("words");
        let query = SearchQuery { places: SearchIn::ALL.to_vec(), wanted };
        say(what, &mut || {
            measure_view(&mut ledger, |view| view.search(&query, 0, 50).expect("a page").hits.len())
        });
        say("    FTS5, the same, ids only", &mut || {
            measure(|| {
                let sql = "SELECT rowid FROM f WHERE f MATCH ?1 ORDER BY rank LIMIT 50";
                let mut found = peer.prepare_cached(sql).expect("a statement");
                let rows = found.query_map([&of_peer], |row| row.get::<_, i64>(0)).expect("rows");
                black_box(rows.count());
            })
        });
    }
}

fn lists() -> Vec<(&'static str, ClaimQuery)> {
    let by = |order| ClaimQuery { order, ..ClaimQuery::default() };
    let status = |status| ClaimQuery { status: Some(status), ..by(Order::Pending) };
    let words = |words: &str| Wanted::words([words]).ok();
    vec![
        ("list", by(Order::Pending)),
        ("list --sort score", by(Order::Score)),
        ("list --sort newest", by(Order::Newest)),
        (
            "list --status unverified --sort score",
            ClaimQuery { order: Order::Score, ..status(Status::Unverified) },
        ),
        ("list --status corroborated", status(Status::Corroborated)),
        ("list --status disputed", status(Status::Disputed)),
        ("list --waiting", ClaimQuery { waiting: true, ..by(Order::Pending) }),
        ("list --conflict", ClaimQuery { conflict: true, ..by(Order::Pending) }),
        (
            "list --search, a rare word",
            ClaimQuery { words: words(&word(49_000)), ..by(Order::Pending) },
        ),
        ("list --search, a common word", ClaimQuery { words: words(&word(0)), ..by(Order::Score) }),
    ]
}

/// Words that occur about as often as those of a language: the first ones in every second sentence.
fn word(number: usize) -> String {
    const SYLLABLES: [&str; 16] = [
        "ka", "lo", "mi", "ner", "to", "sha", "vel", "dor", "pi", "ras", "gun", "th", "el", "qua",
        "ish", "ba",
    ];
    let mut word = String::new();
    let mut left = number + 17;
    while left > 0 {
        word.push_str(SYLLABLES[left % SYLLABLES.len()]);
        left /= SYLLABLES.len();
    }
    word
}

fn article(number: usize) -> Vec<u8> {
    const WORDS: f64 = 50_000.0;
    let mut seed = number as u64 + 1;
    let mut random = move || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as f64 / f64::from(1_u32 << 31)
    };
    let mut text = String::new();
    for _ in 0..CLAIMS_PER_ARTICLE {
        text.push_str("The");
        for _ in 0..16 {
            // The number of the word grows evenly in its logarithm (Zipf).
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small")]
            let rank = WORDS.powf(random()) as usize - 1;
            text.push(' ');
            text.push_str(&word(rank));
        }
        text.push_str(&format!(" {} crowns.\n", (random() * 1e6).round()));
    }
    text.into_bytes()
}

/// A ledger in which some claims are judged, by two people.
fn make(out: &mut impl io::Write, path: &Path, size: usize) {
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    let unfinished = path.with_extension("unfinished");
    let articles: Vec<Vec<u8>> = (0..size.div_ceil(CLAIMS_PER_ARTICLE)).map(article).collect();
    let importing = time(|| {
        let mut ledger = import(&unfinished, &articles);
        for (number, name, status) in
            [(1, "ana", Status::Corroborated), (2, "ben", Status::Disputed)]
        {
            let note = "the ledger of the port says otherwise".parse().ok();
            let opinion =
                NewReview { evidence: BTreeSet::new(), expected: None, note, rating: None, status };
            let claims: Vec<ClaimId> =
                (0..500).map(|n| ClaimId(1 + n * number * 31 % size as u64)).collect();
            ledger.mark(&author(name, 1_000_000 + number), &claims, &opinion).expect("verdicts");
        }
        dockets(&mut ledger, size);
    });
    let rate = size as f64 / importing.as_secs_f64() / 1000.0;
    writeln!(out, "{size} claims imported in {importing:.2?}, {rate:.0} k claims/s")
        .expect("output");
    std::fs::rename(unfinished.with_extension("keys"), path.with_extension("keys")).ok();
    std::fs::rename(&unfinished, path).expect("a ledger");
    let bytes = std::fs::metadata(path).map_or(0, |metadata| metadata.len());
    writeln!(out, "{:.0} MB, {:.0} bytes a claim", bytes as f64 / 1e6, bytes as f64 / size as f64)
        .expect("an output");
}

/// One claim in a hundred has a tag, one in a thousand is assigned, and ana has taken some.
fn dockets(ledger: &mut Ledger, size: usize) {
    let every = |step: usize| -> Vec<ClaimId> {
        (1..=size as u64)
            .step_by(step)
            .map(|id| ClaimId(id + 7))
            .filter(|id| id.0 <= size as u64)
            .collect()
    };
    let tag = BTreeSet::from(["cost".parse().expect("a tag")]);
    ledger.tag(&author("ana", 2_000_001), &every(100), &tag, &BTreeSet::new()).expect("tags");
    for (number, name) in [(2, "ana"), (3, "ben")] {
        let author = author("ana", 2_000_000 + number);
        let claims: Vec<ClaimId> =
            every(1000).into_iter().filter(|id| (id.0 / 1000) % 2 == number % 2).collect();
        let due = Some(Day::of(author.at).after(number));
        ledger.assign(&author, &claims, name.parse().ok().as_ref(), due).expect("assignments");
    }
    let author = author("ana", 2_000_004);
    let claims: Vec<ClaimId> = every(5000).iter().map(|id| ClaimId(id.0 - 3)).collect();
    let until =
        Timestamp::from_unix_seconds(author.at.unix_seconds() + Lease::LONGEST).expect("a time");
    ledger.take(&author, &claims, until).expect("leases");
}

/// The full text search of SQLite on the same words.
fn peer(ledger: &Path, path: &Path) -> Connection {
    let peer = Connection::open(path).expect("a database");
    if peer.prepare("SELECT 1 FROM f").is_err() {
        let ledger = ledger.to_str().expect("a path in UTF-8");
        peer.execute("ATTACH ?1 AS l", [ledger]).expect("a ledger");
        peer.execute_batch(
            "CREATE VIRTUAL TABLE f USING fts5(quote, content='', detail=full);
             INSERT INTO f (rowid, quote) SELECT id, quote FROM l.claims;",
        )
        .expect("an index");
    }
    peer
}

fn floor(path: &Path) {
    let database = Connection::open(path).expect("a database");
    let sql = "SELECT quote FROM claims WHERE id = 77";
    black_box(database.query_row(sql, [], |row| row.get::<_, String>(0)).expect("a row"));
}

fn measure_view(ledger: &mut Ledger, mut work: impl FnMut(&View<'_>) -> usize) -> [Duration; 2] {
    measure(|| {
        let view = ledger.view().expect("a moment");
        black_box(work(&view));
    })
}

/// Half of the runs are within the first time, 95 of 100 within the second.
fn measure(mut work: impl FnMut()) -> [Duration; 2] {
    const TIMES: usize = 41;
    work();
    let mut took: Vec<Duration> = (0..TIMES).map(|_| time(&mut work)).collect();
    took.sort();
    [took[TIMES / 2], took[TIMES * 95 / 100]]
}
