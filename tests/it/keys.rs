//! Private keys are backed up behind a passphrase, and never overwritten.

use snapbox::{assert_data_eq, str};

use crate::session::Session;

fn desk() -> Session {
    let session = Session::with_fixture("stadtwerke.txt").write("pass", "four words of mine\n");
    session.run("factledger --as ben mark C1 corroborated -m report").success();
    session
}

#[test]
fn a_backup_of_the_ledger_says_that_the_keys_are_not_in_it() {
    let session = desk();
    let said = session.run("factledger backup copy.db").stderr;
    assert!(said.contains("not in it: the private keys in "), "{said}");
    assert!(said.contains("factledger key backup FILE"), "{said}");
    let said = session.run("factledger --keys none backup other.db").stderr;
    assert!(said.contains("they are not on this machine"), "{said}");
}

#[test]
fn on_a_new_machine_a_copy_and_the_keys_are_enough_to_go_on() {
    let session = desk();
    session.run("factledger backup copy.db").success();
    assert_data_eq!(
        session.run("factledger key backup keys.age --passphrase-file pass").screen(),
        str![[r#"
the private keys of the ledger, ana, ben are in keys.age
keep it and the passphrase apart: with both, anyone can sign as you

"#]]
    );
    assert_eq!(session.run("stat -c %a keys.age").success(), "600\n");
    assert!(!session.run("cat keys.age").success().contains("PRIVATE"));
    // The new machine.
    let new = "factledger --ledger copy.db --keys new";
    session.run(&format!("{new} mark C2 corroborated -m report")).failure();
    assert_data_eq!(
        session.run(&format!("{new} key restore keys.age --passphrase-file - < pass")).stderr,
        str![[r#"
the private keys of the ledger, ana, ben are now in new/[..]

"#]]
    );
    assert_eq!(
        session.run("find new -name '*.key' -printf '%f %m\\n' | sort").success(),
        "ana.key 600\nben.key 600\nledger.key 600\n"
    );
    session.run(&format!("{new} mark C2 corroborated -m report")).success();
    session.run(&format!("{new} --as ben mark C2 corroborated -m report")).success();
    let again = session.run(&format!("{new} key restore keys.age --passphrase-file pass"));
    assert!(again.stderr.starts_with("all of its keys are already in new/"), "{}", again.stderr);
}

#[test]
fn no_key_and_no_backup_is_overwritten() {
    let session = desk().write("other", "five words of theirs\n").write("none", "\n");
    let backup = "factledger key backup keys.age --passphrase-file";
    session.run(&format!("{backup} pass")).success();
    let before = session.run("cat keys.age").success();
    session.run(&format!("{backup} pass")).failure();
    assert_eq!(session.run("cat keys.age").success(), before);
    let restore = "factledger --keys new key restore keys.age --passphrase-file";
    let wrong = session.run(&format!("{restore} other")).failure();
    assert!(wrong.contains("that is not its passphrase"), "{wrong}");
    session.run(&format!("{restore} none")).misuse();
    session.run(&format!("{restore} absent")).failure();
    // Nothing of it is restored where one key is another.
    let log = session.run("ls .home/.config/factledger/keys").success();
    let there = format!("new/{}/reviewers", log.trim());
    session.run(&format!("mkdir -p {there} && chmod -R 700 new")).success();
    session
        .run(&format!(
            "factledger --keys other-keys --as ben reviewer export-key --origin {}",
            "factledger-test/2e93157149d8c081"
        ))
        .success();
    session.run(&format!("cp other-keys/*/reviewers/ben.key {there}")).success();
    let refused = session.run(&format!("{restore} pass"));
    if refused.code != 0 {
        assert!(refused.stderr.contains("no key is overwritten"), "{}", refused.stderr);
        session.run("test -e new/*/ledger.key").failure();
    }
    session.run("head -c 200 keys.age > cut.age").success();
    session.run("factledger --keys new key restore cut.age --passphrase-file pass").failure();
    session
        .run("factledger --keys new key restore stadtwerke.txt --passphrase-file pass")
        .failure();
    // Nobody can be asked where there is no terminal.
    let asked = session.run("setsid factledger key backup more.age < /dev/null").failure();
    assert!(asked.contains("--passphrase-file FILE"), "{asked}");
    session.run("test -e more.age").failure();
}
