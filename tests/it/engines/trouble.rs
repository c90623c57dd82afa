//! A server that refuses, or that others are in the way at.

use std::process::{Child, Output};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Sender};
use std::time::Duration;

use snapbox::{assert_data_eq, str};

use super::Both;
use super::cluster::wait_until;
use super::proxy::{Deed, Proxy};
use crate::session::Ran;

/// How many entries there are.
fn entries(both: &Both) -> i64 {
    let mut owner = both.database.connect("desk");
    owner.query_one("SELECT count(*) FROM entries", &[]).unwrap().get(0)
}

/// An act, at a server that says this error when an act changes a claim, so many times.
fn with_error(both: &Both, code: &'static str, times: usize) -> (Ran, usize) {
    let said = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&said);
    let proxy = Proxy::new(both.database.socket(), move |_, message| {
        if message.says("INSERT INTO entries") && counted.load(Ordering::SeqCst) < times {
            counted.fetch_add(1, Ordering::SeqCst);
            return Deed::Answer(code);
        }
        Deed::Pass
    });
    let address = proxy.address(&both.database);
    let ran = both.server.run(&format!("factledger --ledger '{address}' note C1 -m 'a note'"));
    (ran, said.load(Ordering::SeqCst))
}

#[test]
fn an_act_that_others_are_in_the_way_of_is_tried_again_as_a_whole() {
    let Some(both) = Both::new() else { return };
    both.same("factledger import market-day.txt");
    for code in ["40001", "40P01"] {
        let before = entries(&both);
        let (ran, said) = with_error(&both, code, 3);
        assert_eq!((ran.code, said), (0, 3), "{code}: {}", ran.stderr);
        assert_eq!(entries(&both), before + 1, "{code}");
        let (ran, said) = with_error(&both, code, usize::MAX);
        assert_eq!((ran.code, said), (1, 10), "{code}: {}", ran.stderr);
        assert_eq!(entries(&both), before + 1, "{code}");
        assert_data_eq!(
            ran.stderr,
            str![[r#"
error: the ledger `postgres://desk@127.0.0.1:[..]/[..]` cannot be used
       └─ other transactions were in the way: nothing was recorded
       └─ said by the proxy
hint: try again; the log of the server says which transactions hold each other up

"#]]
        );
    }
    let [_, verified] = both.run("factledger verify");
    verified.success();
}

/// Two who wait for each other: the server ends the act, which is tried again.
#[test]
fn a_deadlock_is_only_a_pause() {
    let Some(both) = Both::new() else { return };
    both.same("factledger import market-day.txt");
    let before = entries(&both);
    let mut other = both.database.connect("desk");
    let mut watch = both.database.admin();
    // The act is the one that finds out, since the other waits for longer.
    let mut holder = both.database.admin();
    holder
        .batch_execute("SET deadlock_timeout = '1min'; BEGIN; LOCK TABLE claims IN SHARE MODE")
        .unwrap();
    let line = format!("factledger --ledger '{}' mark C1 disputed -m 'it is not so'", both.address);
    let act = both.server.start(&line);
    let waits = "SELECT count(*) FROM pg_locks JOIN pg_database AS d ON d.oid = database
        WHERE NOT granted AND d.datname = current_database()";
    wait_until("it waits for the claims", || {
        watch.query_one(waits, &[]).unwrap().get::<_, i64>(0) == 1
    });
    // Now it waits for us, and we wait for it, which has the turn to write.
    holder.batch_execute("SELECT format FROM ledger FOR UPDATE").unwrap();
    holder.batch_execute("ROLLBACK").unwrap();
    let done = act.wait_with_output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let marks = other.query_one("SELECT count(*) FROM reviews", &[]).unwrap().get::<_, i64>(0);
    assert_eq!((marks, entries(&both)), (1, before + 1));
    let deadlocks = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()";
    wait_until("the server has counted it", || {
        watch.query_one(deadlocks, &[]).unwrap().get::<_, i64>(0) > 0
    });
    let [_, verified] = both.run("factledger verify");
    verified.success();
}

#[test]
fn what_a_server_lacks_is_named_and_nothing_is_recorded() {
    let Some(both) = Both::new() else { return };
    both.same("factledger import market-day.txt");
    let before = entries(&both);
    let check = |code: &'static str, said: &str| {
        let (ran, _) = with_error(&both, code, usize::MAX);
        assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{code}: {}", ran.stderr);
        assert!(ran.stderr.contains(&format!("─ {said}\n")), "{code}: {}", ran.stderr);
        assert!(ran.stderr.contains("\nhint: "), "{code}: {}", ran.stderr);
        assert_eq!(entries(&both), before, "{code}");
    };
    check("53100", "the disk is full: nothing was recorded");
    check("53200", "there is not enough memory");
    check("57014", "the server ended a statement: said by the proxy");
    check("42501", "the role `desk` may not do that: said by the proxy");
    check("58030", "the disk failed");
    // There is room again.
    let (ran, _) = with_error(&both, "53100", 0);
    ran.success();
    assert_eq!(entries(&both), before + 1);
}

#[test]
fn what_an_administrator_limits_is_named_and_acts_wait_for_their_turn() {
    let Some(both) = Both::new() else { return };
    both.same("factledger import market-day.txt");
    let (name, mut admin) = (&both.database.name, both.database.admin());
    let before = entries(&both);
    // A limit on the time of statements is no limit on the wait for others who write.
    let limits = format!(
        "ALTER ROLE desk IN DATABASE {name} SET statement_timeout = '900ms';
         ALTER ROLE desk IN DATABASE {name} SET lock_timeout = '900ms';
         ALTER ROLE desk IN DATABASE {name} SET default_transaction_read_only = on;
         ALTER ROLE desk IN DATABASE {name} SET default_transaction_isolation = 'serializable';
         ALTER ROLE desk IN DATABASE {name} SET synchronous_commit = off"
    );
    admin.batch_execute(&limits).unwrap();
    let mut holder = both.database.admin();
    holder.batch_execute("BEGIN; SELECT format FROM ledger FOR UPDATE").unwrap();
    let line = format!("factledger --ledger '{}' note C1 -m 'a note'", both.address);
    let act = both.server.start(&line);
    let waits = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
        AND wait_event_type = 'Lock' AND clock_timestamp() - query_start > interval '1200 ms'";
    wait_until("it waits for longer than a statement may", || {
        admin.query_one(waits, &[]).unwrap().get::<_, i64>(0) == 1
    });
    holder.batch_execute("ROLLBACK").unwrap();
    let done = act.wait_with_output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert_eq!(entries(&both), before + 1);
    // What is read may take no longer than that.
    holder.batch_execute("BEGIN; LOCK TABLE claims IN ACCESS EXCLUSIVE MODE").unwrap();
    let reset = format!("ALTER ROLE desk IN DATABASE {name} RESET lock_timeout");
    admin.batch_execute(&reset).unwrap();
    let list = both.server.run(&format!("factledger --ledger '{}' list", both.address)).failure();
    assert_data_eq!(
        list,
        str![[r#"
error: the ledger `postgres://desk@[..]` cannot be used
       └─ the server ended a statement: canceling statement due to statement timeout
hint: an administrator ended it, or limits how long it may take: ALTER ROLE NAME SET
      statement_timeout = 0

"#]]
    );
    holder.batch_execute("ROLLBACK").unwrap();
    // No more connections.
    admin.batch_execute("CREATE ROLE crowd LOGIN CONNECTION LIMIT 0").unwrap();
    let crowd = both.database.address("crowd", "");
    let list = both.server.run(&format!("factledger --ledger '{crowd}' list")).failure();
    assert_data_eq!(
        list,
        str![[r#"
error: the ledger `postgres://crowd@[..]` cannot be used
       └─ the server takes no more connections: too many connections for role "crowd"
hint: try again; an administrator can raise `max_connections`, or put a pool before the server

"#]]
    );
    admin.batch_execute("DROP ROLE crowd").unwrap();
}

/// What is emptied is empty for those, too, who began to read before that.
#[test]
fn an_index_is_rebuilt_between_those_who_read() {
    let Some(both) = Both::new() else { return };
    both.same("factledger import market-day.txt");
    let lists = both.same("factledger list --format csv");
    let mut watch = both.database.admin();
    let mut waiting = |query: &str, many: i64| {
        let waits = format!(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
             AND wait_event_type = 'Lock' AND query LIKE '%{query}%'"
        );
        wait_until("it waits for a lock", || {
            watch.query_one(&waits, &[]).unwrap().get::<_, i64>(0) == many
        });
    };
    // Somebody reads.
    let mut reader = both.database.connect("desk");
    let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; LOCK TABLE checkpoints IN ACCESS SHARE MODE;
        SELECT format FROM ledger";
    reader.batch_execute(begin).unwrap();
    let ledger = format!("factledger --ledger '{}'", both.address);
    let made = both.server.start(&format!("{ledger} verify --rebuild"));
    waiting("LOCK TABLE checkpoints IN ACCESS EXCLUSIVE", 1);
    // Those who begin now wait for the new index.
    let list = both.server.start(&format!("{ledger} list --format csv"));
    waiting("LOCK TABLE factledger.checkpoints IN ACCESS SHARE", 1);
    let claims: i64 = reader.query_one("SELECT count(*) FROM claims", &[]).unwrap().get(0);
    assert!(claims > 0);
    reader.batch_execute("COMMIT").unwrap();
    let made = made.wait_with_output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let list = list.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&list.stdout), lists);
}

/// An act that has read all that it needs, and is about to be saved.
struct Held {
    act: Child,
    leave: Sender<()>,
    /// It is between them.
    _proxy: Proxy,
}

impl Held {
    fn new(both: &Both, line: &str) -> Self {
        let [(reached, arrival), (leave, departure)] = [(); 2].map(|()| mpsc::channel());
        let mut waits = Some((reached, departure));
        let proxy = Proxy::new(both.database.socket(), move |_, message| {
            if message.says("SET turn")
                && let Some((reached, departure)) = waits.take()
            {
                reached.send(()).unwrap();
                departure.recv().unwrap();
            }
            Deed::Pass
        });
        let address = proxy.address(&both.database);
        let act = both.server.start(&format!("factledger --ledger '{address}' {line}"));
        arrival.recv_timeout(Duration::from_secs(60)).expect("it wants to be saved");
        Self { act, leave, _proxy: proxy }
    }

    fn go_on(self) -> Output {
        self.leave.send(()).unwrap();
        self.act.wait_with_output().unwrap()
    }
}

/// While an act waits to be saved, somebody else takes the same claim. What it has read is over then: it
/// is done again, from what they saved.
#[test]
fn an_act_that_somebody_overtakes_is_decided_on_what_they_saved() {
    let Some(both) = Both::new() else { return };
    both.same("factledger import market-day.txt");
    both.same("factledger --as ben reviewer join");
    let act = Held::new(&both, "take C1");
    let [_, other] = both.run("factledger --as ben take C1");
    other.success();
    let before = entries(&both);
    let done = act.go_on();
    assert_data_eq!(
        String::from_utf8_lossy(&done.stderr).into_owned(),
        str![[r#"
error: `C1` is taken by ben until 2026-11-23 12:03 UTC
hint: `factledger next` gives you another one

"#]]
    );
    assert_eq!((done.status.code(), entries(&both)), (Some(1), before));
}

/// The one who rebuilds the index has the turn, and waits for those who read. An act that has read does
/// not wait for that turn and hold it up: it begins again.
#[test]
fn an_act_gives_way_to_the_one_who_rebuilds_the_index() {
    let Some(both) = Both::new() else { return };
    both.same("factledger import market-day.txt");
    let before = entries(&both);
    let act = Held::new(&both, "note C1 -m 'a note'");
    let line = format!("factledger --ledger '{}' verify --rebuild", both.address);
    let rebuilt = both.server.start(&line);
    let mut watch = both.database.admin();
    let waits = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
        AND wait_event_type = 'Lock' AND query LIKE 'LOCK TABLE checkpoints IN ACCESS EXCLUSIVE%'";
    wait_until("it waits for the act", || {
        watch.query_one(waits, &[]).unwrap().get::<_, i64>(0) == 1
    });
    let done = act.go_on();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let rebuilt = rebuilt.wait_with_output().unwrap();
    assert!(rebuilt.status.success(), "{}", String::from_utf8_lossy(&rebuilt.stderr));
    assert_eq!(entries(&both), before + 1);
    let [_, verified] = both.run("factledger verify");
    verified.success();
}
