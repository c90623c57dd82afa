//! A ledger that moves from one engine to the other, and a backup of one on a server.

use rusqlite::Connection;

use super::Both;
use super::cluster::wait_until;
use crate::session::Session;

/// The hash of the bundle that is made of a ledger.
fn bundle(session: &Session, ledger: &str) -> String {
    let now = "FACTLEDGER_NOW=2026-11-24T08:00:00Z";
    let line = format!(
        "{now} factledger -q --ledger '{ledger}' export --format bundle -o out.tar --force && \
         sha256sum out.tar"
    );
    session.run(&line).success()
}

#[test]
fn a_ledger_moves_from_one_engine_to_the_other_and_back() {
    let Some(both) = Both::new() else { return };
    let (session, server) = (&both.file, both.address.as_str());
    let on =
        |ledger: &str, line: &str| session.run(&format!("factledger --ledger '{ledger}' {line}"));
    let file = "facts.db";
    assert!(on(file, &format!("copy --to '{server}'")).failure().contains("there is no ledger"));
    on(file, "import river-report.md hostile.txt --min-score 0").success();
    on(file, "mark C1 disputed -m 'it is not so'").success();
    on(file, "withhold C2 -m 'a private person'").success();
    on(file, "reviewer invite cleo").success();
    on(file, "key rotate").success();
    let copied = on(file, &format!("copy --to '{server}'"));
    assert!(copied.stderr.contains("and verified: "), "{}", copied.stderr);
    copied.success();
    on(server, "copy --to back.db").success();
    // Byte for byte the same log, for whoever checks it.
    let original = bundle(session, file);
    for copy in [server, "back.db"] {
        assert_eq!(bundle(session, copy), original);
        assert_eq!(on(copy, "verify").success(), on(file, "verify").success());
    }
    let sealed = |ledger: &str| on(ledger, "reviewer list --format json").success();
    assert_eq!(sealed(server), sealed(file));

    // More than what is carried at once; and somebody keeps the copy from its end.
    for round in 0..5 {
        on(file, &format!("dismiss C3-C30 -m 'round {round}'")).success();
        on(file, &format!("restore C3-C30 -m 'round {round}'")).success();
    }
    let mut owner = both.database.connect("desk");
    let entries = "SELECT count(*) FROM entries";
    let before: i64 = owner.query_one(entries, &[]).unwrap().get(0);
    let mut other = both.database.connect("desk");
    other.batch_execute("BEGIN; LOCK TABLE words IN ACCESS EXCLUSIVE MODE").unwrap();
    let mut copy =
        session.start(&format!("exec factledger --ledger facts.db copy --to '{server}'"));
    wait_until("some of it is there", || {
        owner.query_one(entries, &[]).unwrap().get::<_, i64>(0) > before + 256
    });
    copy.kill().unwrap();
    copy.wait().unwrap();
    other.batch_execute("ROLLBACK").unwrap();
    for line in ["list", "verify", "verify --rebuild", "note C1 -m x", "import market-day.txt"] {
        let refused = on(server, line).failure();
        let said = "the copy of a ledger that is made there is not finished";
        assert!(refused.contains(said), "{line}: {refused}");
    }
    on(file, &format!("copy --to '{server}'")).success();
    assert_eq!(on(server, "verify").success(), on(file, "verify").success());

    // What has another log, or one that went on, is left as it is.
    let other_log = "there is another log already, or one that went on by itself";
    on("other.db", "import market-day.txt").success();
    for to in [server, file] {
        let refused = on("other.db", &format!("copy --to '{to}'")).failure();
        assert!(refused.contains(other_log), "{refused}");
    }
    on(server, "note C1 -m 'the server went on'").success();
    let refused = on(file, &format!("copy --to '{server}'")).failure();
    assert!(refused.contains(other_log), "{refused}");
    on(server, "copy --to facts.db").success();
    assert_eq!(bundle(session, server), bundle(session, file));
    on(file, "verify").success();

    // A copy that has what was withheld since does not pass for one of it, and can still be used.
    on(server, "withhold C4 -m 'a private person'").success();
    let refused = on(server, "copy --to facts.db").failure();
    assert!(refused.contains("something was withheld since the copy there was made"), "{refused}");
    on(file, "list").success();
    on(server, "copy --to new.db").success();
    assert_eq!(bundle(session, server), bundle(session, "new.db"));
}

#[test]
fn a_copy_of_a_damaged_ledger_stays_unfinished() {
    let Some(both) = Both::new() else { return };
    let (session, server) = (&both.file, both.address.as_str());
    session.run("factledger --ledger facts.db import market-day.txt").success();
    session.run("factledger --ledger facts.db mark C1 disputed -m 'it is not so'").success();
    let file = Connection::open(session.path().join("facts.db")).unwrap();
    file.execute_batch(
        "DROP TRIGGER entries_are_not_changed;
         UPDATE entries SET bytes = CAST(replace(bytes, 'ana', 'bob') AS BLOB) WHERE position = 2",
    )
    .unwrap();
    drop(file);
    for to in [server, "copy.db"] {
        let copied = session.run(&format!("factledger --ledger facts.db copy --to '{to}'"));
        assert_eq!(copied.code, 3, "{}", copied.stderr);
        assert!(copied.stderr.contains("is not sound, and stays unfinished"), "{}", copied.stderr);
        let list = session.run(&format!("factledger --ledger '{to}' list")).failure();
        assert!(list.contains("is not finished"), "{list}");
    }
}

#[test]
fn a_backup_of_a_ledger_on_a_server_is_a_file_that_is_whole_and_verified() {
    let Some(both) = Both::new() else { return };
    let (session, server) = (&both.server, both.address.as_str());
    let on =
        |ledger: &str, line: &str| session.run(&format!("factledger --ledger '{ledger}' {line}"));
    on(server, "import market-day.txt").success();
    on(server, "mark C1 disputed -m 'it is not so'").success();
    let said = on(server, "backup monday.db");
    assert!(said.stderr.contains("backup written to monday.db and verified: "), "{}", said.stderr);
    assert!(said.stderr.contains("factledger key backup FILE"), "{}", said.stderr);
    said.success();
    // The server is gone, and the history is here.
    assert_eq!(on("monday.db", "verify").success(), on(server, "verify").success());
    assert_eq!(bundle(session, "monday.db"), bundle(session, server));
    on(server, "note C1 -m 'later'").success();
    on(server, "backup monday.db").failure();
    // The same through a pool in which nothing that is prepared stays.
    let pooled = format!("{server}&pool=transaction");
    on(&pooled, "note C2 -m 'later still'").success();
    on(&pooled, "backup monday.db --force").success();
    assert_eq!(on(&pooled, "verify").success(), on(server, "verify").success());
    assert_eq!(bundle(session, "monday.db"), bundle(session, server));
    // What is not sound is not kept.
    let mut owner = both.database.connect("desk");
    owner
        .batch_execute(
            "ALTER TABLE entries DISABLE TRIGGER USER;
             UPDATE entries SET bytes = overlay(bytes PLACING '\\x20' FROM 9) WHERE position = 2;
             ALTER TABLE entries ENABLE TRIGGER USER",
        )
        .unwrap();
    let refused = on(server, "backup tuesday.db");
    assert_eq!(refused.code, 3, "{}", refused.stderr);
    assert!(!session.path().join("tuesday.db").exists());
}
