//! Proofs of single verdicts, backups, and an index that is made again.

use rusqlite::Connection;
use snapbox::{assert_data_eq, str};

use crate::session::{Ran, Session};

fn judged() -> Session {
    let session = Session::with_fixture("stadtwerke.txt");
    session.run("factledger mark C1 disputed -m 'it was 3.4'").success();
    session
}

#[test]
fn a_verdict_is_proven_to_who_has_the_keys_and_nothing_else() {
    let session = judged();
    let proven = session.run("factledger prove C1 -o C1.tlog-proof");
    assert_data_eq!(
        proven.screen(),
        str![[r#"
`E4` is proven: ana marked C1 disputed
to check it: factledger verify C1.tlog-proof --key '[..]' --key '[..]'

"#]]
    );
    let line = proven.stderr.lines().nth(1).unwrap().split(": ").nth(1).unwrap().to_owned();
    session.run("rm -r .home factledger.db").success();
    assert_data_eq!(
        session.run(&line).screen(),
        str![[r#"
`E4` is in the log factledger-test/2e93157149d8c081 of 5 entries, root ce27db94b39322db6afc780a6e61ccc5a469d43eb543737356e4cb02036c08f4
ana marked C1 disputed, 2026-11-23T08:01:00Z
  it was 3.4
about the words with SHA-256 [..]
the log's key signed the checkpoint, and the reviewer's key the entry
whether anything came after it, this does not show

"#]]
    );
    let without_key = session.run("factledger verify C1.tlog-proof").misuse();
    assert!(without_key.contains("the key of the log `factledger-test/"), "{without_key}");
    // One changed letter anywhere, and it shows nothing.
    let proof = std::fs::read(session.path().join("C1.tlog-proof")).unwrap();
    let mut session = session;
    for at in (0..proof.len()).step_by(23) {
        let mut changed = proof.clone();
        changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
        session = session.write("C1.tlog-proof", changed);
        let refused = session.run(&line);
        assert_ne!(refused.code, 0, "{at}\n{}", refused.screen());
    }
}

#[test]
fn what_cannot_be_proven_is_told_why() {
    let session = judged();
    assert_data_eq!(
        session.run("factledger prove C2").failure(),
        str![[r#"
error: nobody has judged `C2`: there is no verdict to prove
hint: `factledger history C2` names the entry that recorded it, which can be proven

"#]]
    );
    session.run("factledger prove E99").failure();
    session.run("factledger prove C999").failure();
    let proof = session.run("factledger prove e3").success();
    assert!(proof.starts_with("c2sp.org/tlog-proof@v1\nextra "), "{proof}");
}

#[test]
fn a_backup_is_of_one_moment_while_others_write_and_is_verified() {
    let session = judged();
    let writers: Vec<_> = (0..4)
        .map(|who| {
            session.start(&format!(
                "for claim in C2 C3 C4 C5 C6; do \
                 factledger --as writer{who} note $claim -m 'x' || exit 1; done"
            ))
        })
        .collect();
    for number in 0..5 {
        let said = session.run(&format!("factledger backup {number}.db"));
        assert_eq!(said.code, 0, "{}", said.screen());
        assert!(said.stderr.contains("and verified: "), "{}", said.stderr);
        session.run(&format!("factledger verify {number}.db")).success();
    }
    for writer in writers {
        Ran::of("note", &writer.wait_with_output().unwrap()).success();
    }
    session.run("factledger backup last.db").success();
    let all = session.run("factledger list --format csv").success();
    assert_eq!(session.run("factledger --ledger last.db list --format csv").success(), all);
    // A backup is written to only on purpose, and the ledger itself never.
    session.run("factledger backup last.db").failure();
    session.run("factledger backup last.db --force").success();
    session.run("factledger backup factledger.db --force").failure();
    session.run("factledger verify").success();
    assert_eq!(
        session.run("ls | grep -v '[0-9]'").success(),
        "factledger.db\nlast.db\nstadtwerke.txt\n"
    );
}

#[test]
fn no_backup_is_kept_of_a_ledger_that_is_not_sound() {
    let session = judged();
    tamper(
        &session,
        "DROP TRIGGER entries_are_not_changed;
         UPDATE entries SET bytes = CAST(replace(CAST(bytes AS TEXT), '3.4', '3.5') AS BLOB)
         WHERE position = 4",
    );
    let refused = session.run("factledger backup x.db");
    assert_eq!(refused.code, 3, "{}", refused.stderr);
    assert!(
        refused.stderr.contains("`E4` was changed after it was recorded"),
        "{}",
        refused.stderr
    );
    assert_eq!(session.run("ls").success(), "factledger.db\nstadtwerke.txt\n");
}

fn tamper(session: &Session, sql: &str) {
    Connection::open(session.path().join("factledger.db")).unwrap().execute_batch(sql).unwrap();
}

#[test]
fn an_index_that_was_changed_is_made_again_from_the_log() {
    let session = judged();
    let all = session.run("factledger list --format json").success();
    for sql in [
        "UPDATE claims SET status = 'corroborated' WHERE id = 1",
        "DELETE FROM reviews",
        "DROP TABLE counts",
        "DROP INDEX claims_pending",
        "DROP TRIGGER entries_are_not_changed",
        "ALTER TABLE claims ADD COLUMN more TEXT",
        "CREATE TABLE \"my \"\"own\"\" one\" (a)",
        "CREATE TRIGGER mine AFTER INSERT ON entries BEGIN SELECT 1; END",
        "CREATE VIEW mine AS SELECT * FROM claims",
    ] {
        tamper(&session, sql);
        assert_eq!(session.run("factledger verify").code, 3, "{sql}");
        session.run("factledger verify --rebuild").success();
        session.run("factledger verify").success();
        assert_eq!(session.run("factledger list --format json").success(), all, "{sql}");
    }
    session.run("factledger mark C2 corroborated").success();
    session.run("factledger verify").success();
}

#[test]
fn no_index_is_made_of_a_log_that_is_not_sound() {
    let session = judged();
    tamper(
        &session,
        "DROP TRIGGER entries_are_not_changed;
         UPDATE entries SET bytes = CAST(replace(CAST(bytes AS TEXT), '3.4', '3.5') AS BLOB)
         WHERE position = 4;
         DELETE FROM reviews",
    );
    let refused = session.run("factledger verify --rebuild");
    assert_eq!(refused.code, 3);
    assert!(refused.stdout.contains("`E4` was changed"), "{}", refused.stdout);
    let database = Connection::open(session.path().join("factledger.db")).unwrap();
    let reviews: u32 =
        database.query_row("SELECT count(*) FROM reviews", [], |row| row.get(0)).unwrap();
    assert_eq!(reviews, 0, "nothing was changed");
}
