//! The primary is killed while people write.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use snapbox::{assert_data_eq, str};

use super::cluster::{Cluster, wait_until};
use crate::session::{Ran, Session};

const WRITERS: usize = 4;

/// A person at a shell whose ledger is on all servers of a cluster.
struct Desk<'a> {
    cluster: &'a Cluster,
    session: Session,
}

impl<'a> Desk<'a> {
    fn new(cluster: &'a Cluster) -> Self {
        let desk = Self { cluster, session: Session::piped().fixture("river-report.md") };
        desk.run("import river-report.md --min-score 0").success();
        desk
    }

    fn run(&self, line: &str) -> Ran {
        self.session.run(&format!("factledger --ledger '{}' {line}", self.cluster.address()))
    }

    /// Somebody else, with the same keys. Their folder is another one.
    fn writer(&self, number: usize) -> Writer {
        let keys = self.session.path().join(".home/.config/factledger/keys");
        let factledger = format!(
            "FACTLEDGER_NOW= factledger --ledger '{}' --keys '{}' --new --as writer{number}",
            self.cluster.address(),
            keys.display()
        );
        Writer { factledger, number, session: Session::piped() }
    }
}

/// One of those who write at once, by the machine's own clock.
struct Writer {
    factledger: String,
    number: usize,
    session: Session,
}

impl Writer {
    fn mark(&self, note: &str) {
        let claim = self.number + 1;
        let line = format!("{} mark C{claim} disputed -m '{note}'", self.factledger);
        let ran = self.session.run(&line);
        // Nobody is told anything of what happens to the servers, unless the connection broke when
        // the act was recorded, and was to be shown.
        let is_recorded = ran.stderr.contains("it was recorded, but the result could not be shown");
        assert!(ran.code == 0 || is_recorded, "{note}: {}", ran.stderr);
    }
}

#[test]
fn nothing_that_was_acknowledged_is_lost_when_the_primary_is_killed() {
    let Some(cluster) = Cluster::new(2, "ANY 1 (q, r)") else { return };
    let desk = Desk::new(&cluster);
    let (is_over, acts) = (AtomicBool::new(false), AtomicUsize::new(0));
    let acknowledged = Mutex::new(Vec::new());
    let longest = Mutex::new(Duration::ZERO);
    let write = |writer: Writer| {
        for act in 0.. {
            if is_over.load(Ordering::SeqCst) {
                break;
            }
            let (note, since) = (format!("writer {}, act {act}", writer.number), Instant::now());
            writer.mark(&note);
            let mut longest = longest.lock().unwrap();
            *longest = since.elapsed().max(*longest);
            acknowledged.lock().unwrap().push(note);
            acts.fetch_add(1, Ordering::SeqCst);
        }
    };
    let after = |more: usize| {
        let before = acts.load(Ordering::SeqCst);
        wait_until("they write", || acts.load(Ordering::SeqCst) >= before + more);
    };
    let heir = thread::scope(|scope| {
        let write = &write;
        let writers = (0..WRITERS).map(|number| desk.writer(number));
        let writers: Vec<_> = writers.map(|writer| scope.spawn(move || write(writer))).collect();
        after(20);
        cluster.kill(0);
        let heir = cluster.furthest(&[1, 2]);
        cluster.promote(heir);
        // Commits wait until somebody has them, too.
        cluster.follow(3 - heir, heir);
        after(20);
        is_over.store(true, Ordering::SeqCst);
        for writer in writers {
            writer.join().unwrap();
        }
        heir
    });
    let acknowledged = acknowledged.into_inner().unwrap();
    let mut server = cluster.connect(heir);
    for note in &acknowledged {
        let found = server.query("SELECT entry FROM reviews WHERE note = $1", &[note]).unwrap();
        assert_eq!(found.len(), 1, "{note}");
    }
    let log =
        "SELECT count(*), max(position) + 1, (SELECT max(size) FROM checkpoints) FROM entries";
    let row = server.query_one(log, &[]).unwrap();
    let [entries, end, signed] = [0, 1, 2].map(|column| row.get::<_, i64>(column));
    assert_eq!([end, signed], [entries, entries]);
    // What was acknowledged, and nothing else: each writer was introduced once.
    let marks = "SELECT count(*) FROM reviews";
    let marks = server.query_one(marks, &[]).unwrap().get::<_, i64>(0);
    assert_eq!(usize::try_from(marks), Ok(acknowledged.len()));
    desk.run("verify").success();
    let longest = longest.into_inner().unwrap();
    assert!(longest < Duration::from_secs(30), "somebody waited for {longest:?}");
}

/// The control: with nobody to wait for, a primary takes what it acknowledged with it, and that is
/// found out.
#[test]
fn a_standby_that_lost_what_was_acknowledged_is_found_out() {
    let Some(cluster) = Cluster::new(1, "") else { return };
    let desk = Desk::new(&cluster);
    desk.run("mark C1 disputed -m 'the standby has this'").success();
    let mut admin = cluster.admin(0);
    let behind = "SELECT count(*) FROM pg_stat_replication WHERE replay_lsn < pg_current_wal_lsn()";
    wait_until("the standby has it", || {
        admin.query_one(behind, &[]).unwrap().get::<_, i64>(0) == 0
    });
    drop(admin);
    cluster.hold_back(1);
    for act in 0..3 {
        desk.writer(2).mark(&format!("act {act}"));
    }
    cluster.kill(0);
    cluster.promote(1);
    let lost = "SELECT count(*) FROM reviews WHERE note LIKE 'act %'";
    assert_eq!(cluster.connect(1).query_one(lost, &[]).unwrap().get::<_, i64>(0), 0);
    let refused = desk.run("mark C4 disputed -m 'this would fork the log'");
    assert_eq!((refused.code, refused.stdout.as_str()), (3, ""), "{}", refused.stderr);
    assert_data_eq!(
        refused.stderr,
        str![[r#"
error: the 5 entries of the ledger do not extend the last checkpoint signed here
hint: this is an older copy or standby, without the latest acts, or the history was rewritten:
      `factledger verify` tells, and `verify --against FILE` what another copy has more
      if you know and accept the loss, go on with this one: --this-copy

"#]]
    );
    let found = desk.run("verify");
    assert_eq!(found.code, 3, "{}", found.screen());
    let said = "WRONG the ledger has 5 entries, but the checkpoint proves 9: entries were removed, or \
        an older copy was restored";
    assert!(found.stdout.starts_with(said), "{}", found.screen());
    let todo = "what to do: keep the ledger and that checkpoint as evidence";
    assert!(found.stdout.contains(todo), "{}", found.screen());
    // Whoever knows and accepts the loss goes on.
    desk.run("--this-copy mark C4 disputed -m 'the rest is lost'").success();
    desk.run("verify").success();
}
