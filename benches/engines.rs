//! How long a ledger takes on PostgreSQL and on SQLite, beside floors measured in the same run.
//!
//! ```text
//! cargo bench --bench engines                20,000 claims
//! cargo bench --bench engines -- 1000000     so many
//! cargo bench --bench engines -- list        only what has this in its name
//! ```
//!
//! The server is the one that `FACTLEDGER_TEST_PG` names, or one of the system's own programs with
//! the settings that it has by default, on the disk that the files are on. Machines differ: what is
//! worth comparing are the ratios.

#![expect(clippy::cast_precision_loss, reason = "figures for people")]

use std::collections::BTreeSet;
use std::hint::black_box;
use std::io;
use std::path::Path;
use std::sync::Barrier;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use factledger::domain::{ClaimId, ClaimQuery, NewReview, Order, Status};
use factledger::keys::{KeyFolder, Meant};
use factledger::ledger::{Access, Ledger};
use factledger::store::Location;
use rusqlite::Connection;

use newsroom::{CLAIMS_PER_ARTICLE, article, author, fill, keys, time};
use server::Server;

#[expect(dead_code, reason = "other benches use the rest")]
mod newsroom;
mod server;

/// The database of the ledger, on the server.
const DATABASE: &str = "engines";

/// How often verdicts are measured, in turns with the floors: a disk is not always as fast.
const ROUNDS: usize = 5;

/// For how long each time, in seconds.
const SECONDS: u64 = 1;

/// Those who give them, each with a key and a connection.
const WRITERS: [&str; 8] = ["ana", "ben", "chidi", "dora", "emil", "fay", "goran", "hana"];

fn main() {
    let (mut size, mut wanted) = (20_000, String::new());
    for argument in std::env::args().skip(1).filter(|argument| argument != "--bench") {
        match argument.parse() {
            Ok(number) => size = number,
            Err(_) => wanted = argument,
        }
    }
    let mut out = io::stdout().lock();
    let mut say = |line: String| {
        io::Write::write_fmt(&mut out, format_args!("{line}\n")).expect("an output");
    };
    let Some(server) = Server::new() else {
        return say("neither `FACTLEDGER_TEST_PG` nor `initdb` is there".to_owned());
    };
    let folder = tempfile::tempdir().expect("a folder");
    let both = Both::import(&mut say, &server, folder.path(), size);
    let is_wanted = |what: &str| what.contains(&wanted);
    if is_wanted("list") {
        both.lists(&mut say);
    }
    if is_wanted("verdict") {
        both.verdicts(&mut say);
    }
    if is_wanted("statements") {
        both.statements(&mut say, !wanted.is_empty());
    }
}

/// The same ledger in a file and on a server.
struct Both<'s> {
    file: Place,
    server: &'s Server,
    there: Place,
}

/// Where a ledger is, and the keys to it.
struct Place {
    keys: KeyFolder,
    location: Location,
    /// The next claim that nobody has judged.
    next: AtomicU64,
}

impl Place {
    fn new(location: Location, keys: KeyFolder) -> Self {
        Self { keys, location, next: AtomicU64::new(1) }
    }

    /// Give a verdict on the next claim, and say how long that took.
    fn judge(&self, ledger: &mut Ledger, name: &str) -> Duration {
        let claim = self.next.fetch_add(1, Ordering::Relaxed);
        let author = author(name, 1_000_000 + claim);
        let opinion = opinion();
        time(|| ledger.mark(&author, &[ClaimId(claim)], &opinion).expect("a verdict"))
    }

    fn open(&self, access: Access) -> Ledger {
        // Names of test people may be alike.
        let mut keys = self.keys.clone();
        keys.meant = Meant::Said;
        Ledger::at(&self.location, access, keys).expect("a ledger")
    }
}

impl<'s> Both<'s> {
    /// Import the same articles into both, in turns.
    fn import(
        say: &mut impl FnMut(String),
        server: &'s Server,
        folder: &Path,
        size: usize,
    ) -> Self {
        /// So few claims are imported several times, and the medians are told.
        const FEW: usize = 100_000;
        let articles: Vec<Vec<u8>> = (0..size.div_ceil(CLAIMS_PER_ARTICLE)).map(article).collect();
        let claims = articles.len() * CLAIMS_PER_ARTICLE;
        let rounds = if size > FEW { 1 } else { 3 };
        let (mut of_file, mut of_server) = (Vec::new(), Vec::new());
        let mut round = 0;
        let both = loop {
            let path = folder.join(format!("{round}.db"));
            let in_file = Place::new(Location::File(path.clone()), keys(&path));
            server.make_database(DATABASE);
            let there = folder.join(format!("server-{round}"));
            let there = Place::new(server.ledger(DATABASE), keys(&there));
            for (place, took) in [(&in_file, &mut of_file), (&there, &mut of_server)] {
                took.push(time(|| fill(&mut place.open(Access::WriteOrCreate), &articles)));
            }
            round += 1;
            if round == rounds {
                break Self { file: in_file, server, there };
            }
        };
        let (of_file, of_server) = (part(&mut of_file, 50), part(&mut of_server, 50));
        let rate = |took: Duration| claims as f64 / took.as_secs_f64() / 1000.0;
        say(format!("{claims} claims, {rounds} times, medians"));
        say(row("", "SQLite", "PostgreSQL", ""));
        say(row(
            "import",
            &format!("{of_file:.2?}"),
            &format!("{of_server:.2?}"),
            &format!("{:.2} times", of_server.as_secs_f64() / of_file.as_secs_f64()),
        ));
        say(row(
            "    thousand claims a second",
            &format!("{:.1}", rate(of_file)),
            &format!("{:.1}", rate(of_server)),
            "",
        ));
        // As a server does by itself, some minutes later.
        for statement in ["VACUUM ANALYZE", "CHECKPOINT"] {
            both.admin().batch_execute(statement).expect("statistics");
        }
        both
    }

    /// A superuser's connection to the ledger's database.
    fn admin(&self) -> postgres::Client {
        let mut admin = self.server.connect(DATABASE);
        admin.batch_execute("SET search_path = factledger, public").expect("a schema");
        admin
    }

    /// First pages, beside the bare rows that they are made of.
    fn lists(&self, say: &mut impl FnMut(String)) {
        say(row("first pages of 50: half within; 99 of 100 within", "", "", ""));
        let file = self.file.location.file().expect("a file");
        let file = Connection::open(file).expect("a database");
        let mut admin = self.admin();
        let one = admin.prepare("SELECT 1").expect("a statement");
        let trip = measure(|| drop(black_box(admin.query(&one, &[]).expect("a row"))));
        say(row("floor: `SELECT 1`", "", &both_of(trip), ""));
        for (what, order, floor) in [
            ("list", Order::Pending, "status = 'unverified' AND {} ORDER BY id"),
            ("list --sort newest", Order::Newest, "{} ORDER BY id DESC"),
            ("list --sort score", Order::Score, "{} ORDER BY score DESC, id"),
        ] {
            let floor = floor.replace("{}", "dismissed = 0 AND gone IS NULL AND withdrawn = 0");
            let floor = format!("SELECT * FROM claims WHERE {floor} LIMIT 51");
            let mut rows = file.prepare(&floor).expect("a statement");
            let bare_of_file = measure(|| {
                let mut rows = rows.query([]).expect("rows");
                while let Some(row) = rows.next().expect("a row") {
                    black_box(row.get_ref(0).expect("a value"));
                }
            });
            let rows = admin.prepare(&floor).expect("a statement");
            let bare_of_server =
                measure(|| drop(black_box(admin.query(&rows, &[]).expect("rows"))));
            let query = ClaimQuery { order, ..ClaimQuery::default() };
            let [of_file, of_server] = [&self.file, &self.there].map(|place| {
                let mut ledger = place.open(Access::Read);
                measure(|| {
                    let view = ledger.view().expect("a moment");
                    let claims = view.list(&query, None, Some(50)).expect("a list");
                    let seen = claims.map(|claim| claim.expect("a claim").claim.words().len());
                    black_box(seen.sum::<usize>());
                })
            });
            let times = of_server[0].as_secs_f64() / bare_of_server[0].as_secs_f64();
            let trips = of_server[0].as_secs_f64() / trip[0].as_secs_f64();
            say(row("floor: the same rows", &both_of(bare_of_file), &both_of(bare_of_server), ""));
            let note = format!("{times:.1} floors, {trips:.0} times `SELECT 1`");
            say(row(what, &both_of(of_file), &both_of(of_server), &note));
        }
    }

    /// Verdicts a second, beside what the server does without a ledger in as many transactions.
    fn verdicts(&self, say: &mut impl FnMut(String)) {
        self.admin()
            .batch_execute(
                "CREATE TABLE public.bare (id bigserial PRIMARY KEY, note text NOT NULL);
                 CREATE TABLE public.head (id bigint PRIMARY KEY, size bigint NOT NULL);
                 INSERT INTO public.head VALUES (1, 1)",
            )
            .expect("tables");
        let insert = "INSERT INTO bare (note) VALUES ('seen');\n";
        let locked =
            format!("BEGIN;\nSELECT size FROM head WHERE id = 1 FOR UPDATE;\n{insert}COMMIT;\n");
        for writers in [1, WRITERS.len()] {
            let what = if writers == 1 { "1 writer" } else { "8 writers" };
            say(row(&format!("verdicts, {what}, medians of {ROUNDS} turns"), "", "", ""));
            let rate = |script: &str| {
                self.server.rate(DATABASE, script, writers, SECONDS).unwrap_or(f64::NAN)
            };
            let (mut bare, mut queued) = (Vec::new(), Vec::new());
            let (mut of_file, mut of_server) = (Given::default(), Given::default());
            for _ in 0..ROUNDS {
                bare.push(rate(insert));
                queued.push(rate(&locked));
                of_file.by(writers, &self.file);
                of_server.by(writers, &self.there);
            }
            let (bare, queued) = (middle(bare), middle(queued));
            let a_second = |rate: f64| format!("{rate:.0}/s");
            say(row("floor: one bare insert and commit", "", &a_second(bare), ""));
            say(row("floor: the same behind the lock of a row", "", &a_second(queued), ""));
            let ratios = format!(
                "{:.2} of the bare, {:.2} of the locked, {:.2} of SQLite",
                of_server.rate() / bare,
                of_server.rate() / queued,
                of_server.rate() / of_file.rate()
            );
            say(row("verdicts", &a_second(of_file.rate()), &a_second(of_server.rate()), &ratios));
            say(row(
                "    half within; 99 of 100 within",
                &both_of(of_file.within()),
                &both_of(of_server.within()),
                "",
            ));
        }
    }

    /// What is sent for an act and for a page, the second time; each message only if that is asked for.
    fn statements(&self, say: &mut impl FnMut(String), in_full: bool) {
        self.server.log_statements("all");
        let mut ledger = self.there.open(Access::Write);
        let mut give = || _ = self.there.judge(&mut ledger, "ana");
        give();
        let act = self.server.messages(give);
        let mut look = |query: &ClaimQuery| {
            let view = ledger.view().expect("a moment");
            let claims = view.list(query, None, Some(50)).expect("a list");
            black_box(claims.count());
        };
        let query = ClaimQuery { order: Order::Score, ..ClaimQuery::default() };
        look(&query);
        let page = self.server.messages(|| look(&query));
        self.server.log_statements("none");
        for (what, messages) in [("a verdict", act), ("list --sort score", page)] {
            let Some(messages) = messages else {
                say("statements are not counted: the log of the server is elsewhere".to_owned());
                return;
            };
            let count = |messages: &[String]| {
                let parts = messages.iter().flat_map(|message| message.split(';'));
                parts.filter(|part| !part.trim().is_empty()).count()
            };
            let first = messages.iter().position(|message| message.contains("BEGIN"));
            let last = messages.iter().rposition(|message| {
                message.starts_with("COMMIT") || message.starts_with("ROLLBACK")
            });
            let within = match (first, last) {
                (Some(first), Some(last)) if first <= last => &messages[first..=last],
                _ => &[],
            };
            say(format!(
                "statements of {what}: {} in {} messages; in its transaction: {} in {}",
                count(&messages),
                messages.len(),
                count(within),
                within.len()
            ));
            for message in messages.iter().filter(|_| in_full) {
                let words: Vec<&str> = message.split_whitespace().collect();
                say(format!("    {}", words.join(" ").chars().take(120).collect::<String>()));
            }
        }
    }
}

/// Verdicts that were given at the same time, in several turns.
#[derive(Default)]
struct Given {
    /// How many in a second, each time.
    rates: Vec<f64>,
    took: Vec<Duration>,
}

impl Given {
    /// So many writers, each with a connection and a key, one verdict after the other.
    fn by(&mut self, writers: usize, place: &Place) {
        let ready = Barrier::new(writers);
        let write = |name: &str| {
            let mut ledger = place.open(Access::Write);
            // They are introduced, and their statements are known.
            (0..3).for_each(|_| _ = place.judge(&mut ledger, name));
            ready.wait();
            let since = Instant::now();
            let mut took = Vec::new();
            while since.elapsed() < Duration::from_secs(SECONDS) {
                took.push(place.judge(&mut ledger, name));
            }
            (took, since.elapsed())
        };
        let took: Vec<(Vec<Duration>, Duration)> = thread::scope(|scope| {
            let names = WRITERS.into_iter().take(writers);
            let write = &write;
            let writers: Vec<_> = names.map(|name| scope.spawn(move || write(name))).collect();
            writers.into_iter().map(|writer| writer.join().expect("a writer")).collect()
        });
        let during = took.iter().map(|(_, during)| *during).max().unwrap_or_default();
        let before = self.took.len();
        self.took.extend(took.into_iter().flat_map(|(took, _)| took));
        self.rates.push((self.took.len() - before) as f64 / during.as_secs_f64());
    }

    fn rate(&self) -> f64 {
        middle(self.rates.clone())
    }

    fn within(&self) -> [Duration; 2] {
        let mut took = self.took.clone();
        [part(&mut took, 50), part(&mut took, 99)]
    }
}

fn opinion() -> NewReview {
    NewReview {
        rating: None,
        evidence: BTreeSet::new(),
        expected: None,
        note: "seen".parse().ok(),
        status: Status::Corroborated,
    }
}

/// Half of the runs are within the first time, 99 of 100 within the second.
fn measure(mut work: impl FnMut()) -> [Duration; 2] {
    const TIMES: usize = 200;
    (0..5).for_each(|_| work());
    let mut took: Vec<Duration> = (0..TIMES).map(|_| time(&mut work)).collect();
    [part(&mut took, 50), part(&mut took, 99)]
}

fn middle(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates.get(rates.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The time within which so many of a hundred are.
fn part(took: &mut [Duration], of_hundred: usize) -> Duration {
    took.sort();
    took.get(took.len() * of_hundred / 100).copied().unwrap_or_default()
}

fn both_of([half, most]: [Duration; 2]) -> String {
    format!("{half:.2?}; {most:.2?}")
}

fn row(what: &str, of_file: &str, of_server: &str, note: &str) -> String {
    format!("{what:<50} {of_file:>20} {of_server:>20}   {note}").trim_end().to_owned()
}
