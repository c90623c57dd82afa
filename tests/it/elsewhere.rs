//! A colleague on another machine or account can write, and nobody else can.

use rusqlite::Connection;
use snapbox::{assert_data_eq, str};

use crate::session::{Session, skipped};

const LAPTOP: &str = "factledger --ledger laptop/factledger.db --keys laptop/keys --as ben";

/// A ledger of ana's, and a copy of it on ben's laptop. Returns ben's public key.
fn with_laptop() -> (Session, String) {
    let session = Session::with_fixture("stadtwerke.txt");
    session.run("mkdir laptop && cp factledger.db laptop").success();
    let key = session.run(&format!("{LAPTOP} reviewer export-key")).success();
    (session, key.trim().to_owned())
}

#[test]
fn a_colleague_writes_on_a_laptop_with_a_key_of_their_own() {
    let (session, key) = with_laptop();
    let refused = session.run(&format!("{LAPTOP} mark C1 corroborated -m report")).failure();
    assert!(refused.contains("the key of the ledger is not on this machine"), "{refused}");
    assert!(refused.contains("reviewer export-key"), "{refused}");
    assert_data_eq!(
        session.run(&format!("factledger reviewer add ben --key '{key}'")).stderr,
        str![[r#"
ben added by ana
the ledger's key is sealed in the file for ben, who can write to this file,
or to a copy made from now on

"#]]
    );
    // The copy from before has nothing for ben.
    session.run(&format!("{LAPTOP} mark C1 corroborated -m report")).failure();
    session.run("cp factledger.db laptop").success();
    session.run(&format!("{LAPTOP} mark C1 corroborated -m report")).success();
    session.run(&format!("{LAPTOP} verify")).success();
    // It is ben's, and the ledger's key is now there, too.
    let history =
        session.run(&format!("{LAPTOP} history C1 --format csv | cut -d, -f3,4")).success();
    assert!(history.contains("ben,claim.reviewed"), "{history}");
    let keys = session.run("find laptop/keys -name '*.key' -printf '%f %m\\n' | sort").success();
    assert_eq!(keys, "ben.key 600\nledger.key 600\n");
    // The file goes back to ana.
    session.run("cp laptop/factledger.db .").success();
    session.run("factledger mark C2 corroborated -m report && factledger verify").success();
}

#[test]
fn nobody_else_can_open_what_was_sealed() {
    let (session, key) = with_laptop();
    session.run(&format!("factledger reviewer add ben --key '{key}'")).success();
    session.run("cp factledger.db laptop").success();
    let eve = "factledger --ledger laptop/factledger.db --keys eves --as eve";
    session.run(&format!("{eve} reviewer export-key")).success();
    session.run(&format!("{eve} mark C1 disputed -m mine")).failure();
    // Not even with a row of eve's own making.
    let ledger = Connection::open(session.path().join("laptop/factledger.db")).unwrap();
    ledger.execute("UPDATE sealed_keys SET sealed = x'00'", []).unwrap();
    let refused = session.run(&format!("{LAPTOP} mark C1 disputed -m mine")).failure();
    assert!(refused.contains("the key of the ledger is not on this machine"), "{refused}");
    session.run(&format!("{LAPTOP} verify")).success();
}

#[test]
fn a_revoked_key_is_sealed_out_of_later_copies() {
    let (session, key) = with_laptop();
    session.run(&format!("factledger reviewer add ben --key '{key}'")).success();
    session.run("factledger verify --rebuild").success();
    let sealed = |file: &str| -> i64 {
        let ledger = Connection::open(session.path().join(file)).unwrap();
        ledger.query_row("SELECT count(*) FROM sealed_keys", [], |row| row.get(0)).unwrap()
    };
    assert_eq!(sealed("factledger.db"), 1, "it does not follow from the log");
    session.run("factledger backup copy.db").success();
    assert_eq!(sealed("copy.db"), 1);
    session.run("factledger reviewer revoke ben -m stolen").success();
    assert_eq!(sealed("factledger.db"), 0);
}

#[test]
fn a_reviewer_added_before_is_handed_the_ledgers_key_without_an_entry() {
    let (session, key) = with_laptop();
    let add = format!("factledger reviewer add ben --key '{key}'");
    session.run(&add).success();
    let ledger = Connection::open(session.path().join("factledger.db")).unwrap();
    ledger.execute("DELETE FROM sealed_keys", []).unwrap();
    let history = session.run("factledger history --format jsonl").success();
    let told = session.run(&add);
    assert!(told.stderr.starts_with("the ledger's key is sealed in the file"), "{}", told.stderr);
    assert_eq!(session.run("factledger history --format jsonl").success(), history);
    assert!(session.run(&add).failure().contains("already has a key"));
    session.run("cp factledger.db laptop").success();
    session.run(&format!("{LAPTOP} mark C1 corroborated -m report")).success();
}

#[test]
fn a_colleague_of_the_group_writes_to_the_shared_file_from_their_own_account() {
    let session = Session::on_disk().fixture("stadtwerke.txt");
    session
        .run("chmod 755 . && chmod 644 stadtwerke.txt && mkdir share && chown 40001:50000 share")
        .success();
    let run = |account: u32, name: &str, line: &str| {
        session.run(&format!(
            "mkdir -p keys-{account} && chown {account} keys-{account}; umask 002; \
             exec setpriv --reuid {account} --regid {account} --groups 50000 env \
             FACTLEDGER_LEDGER=share/l.db FACTLEDGER_KEYS=keys-{account} \
             FACTLEDGER_REVIEWER={name} sh -c '{line}'"
        ))
    };
    if run(40001, "ana", "factledger --version").code != 0 {
        return skipped("other accounts cannot be taken on here");
    }
    session.run("chmod 2770 share").success();
    run(40001, "ana", "factledger import stadtwerke.txt").success();
    let refused = run(40002, "ben", "factledger mark C1 corroborated -m x").failure();
    assert!(refused.contains("key of the ledger"), "{refused}");
    let key = run(40002, "ben", "factledger reviewer export-key").success();
    run(40001, "ana", &format!("factledger reviewer add ben --key \"{}\"", key.trim())).success();
    run(40002, "ben", "factledger mark C1 corroborated -m register").success();
    run(40001, "ana", "factledger mark C2 corroborated -m register").success();
    run(40002, "ben", "factledger verify").success();
    assert_eq!(session.run("ls share").success(), "l.db\n");
}
