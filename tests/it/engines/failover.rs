//! The primary is killed while people write.

use std::process::Child;
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

    /// The same, without waiting for its end. The hosts are in the other order, if that is asked.
    fn start(&self, is_reversed: bool, line: &str) -> Child {
        let address = self.cluster.address_in(is_reversed);
        self.session.start(&format!("exec factledger --ledger '{address}' {line}"))
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
        // Nobody is told anything of what happens to the servers.
        let ran = self.session.run(&line);
        assert_eq!(ran.code, 0, "{note}: {}", ran.stderr);
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

/// Somebody ends the wait of a commit for the standby, so that it is on one server alone.
#[test]
fn what_is_on_one_server_alone_is_not_acknowledged() {
    let Some(cluster) = Cluster::new(1, "ANY 1 (q)") else { return };
    let desk = Desk::new(&cluster);
    cluster.hold_back(1);
    let mut primary = cluster.admin(0);
    let mut ended = String::new();
    // Each wait is of another transaction.
    let mut end_the_wait = || {
        let waits =
            "SELECT pid, xact_start::text FROM pg_stat_activity WHERE wait_event = 'SyncRep'";
        wait_until("a commit waits for the standby", || {
            let Some(row) = primary.query(waits, &[]).unwrap().pop() else { return false };
            let (process, began): (i32, String) = (row.get(0), row.get(1));
            let is_new = began != ended;
            if is_new {
                primary.query("SELECT pg_cancel_backend($1)", &[&process]).unwrap();
                ended = began;
            }
            is_new
        });
    };
    // It is looked up, and that waits, too.
    let mut act = desk.start(false, "mark C1 disputed -m 'on one server'");
    end_the_wait();
    thread::sleep(Duration::from_millis(500));
    assert_eq!(act.try_wait().unwrap(), None);
    end_the_wait();
    let act = act.wait_with_output().unwrap();
    assert_eq!((act.status.code(), act.stdout.as_slice()), (Some(1), b"".as_slice()));
    assert_data_eq!(
        String::from_utf8_lossy(&act.stderr).into_owned(),
        str![[r#"
error: the ledger `postgres://desk@/facts?[..]` cannot be used
       └─ the act may be on one server alone: the wait for its standby servers was ended
hint: nothing is sure until a standby follows again; then the next act, of anybody, makes sure that
      it has this one, too, and `factledger history` tells whether it was recorded

"#]]
    );
    // A standby that follows again gets all of it.
    let act = desk.start(false, "mark C2 disputed -m 'on both'");
    end_the_wait();
    cluster.follow(1, 0);
    let act = act.wait_with_output().unwrap();
    assert!(act.status.success(), "{}", String::from_utf8_lossy(&act.stderr));
    cluster.kill(0);
    cluster.promote(1);
    let mut server = cluster.connect(1);
    let notes = server.query("SELECT note FROM reviews ORDER BY entry", &[]).unwrap();
    let notes: Vec<String> = notes.iter().map(|row| row.get(0)).collect();
    assert_eq!(notes, ["on one server", "on both"]);
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
    // Whoever comes now waits for it, in whichever order the hosts are named.
    let waiting = [false, true].map(|is_reversed| desk.start(is_reversed, "list"));
    thread::sleep(Duration::from_secs(6));
    cluster.promote(1);
    for reader in waiting {
        let read = reader.wait_with_output().unwrap();
        assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
        assert!(String::from_utf8_lossy(&read.stdout).contains("C1"));
    }
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
