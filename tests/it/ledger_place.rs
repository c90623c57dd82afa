//! Which ledger a command is about, and how a new one is made: never without a word.

use crate::session::Session;

fn desk() -> Session {
    Session::new().fixture("market-day.txt").fixture("river-report.md")
}

#[test]
fn a_new_ledger_is_announced_first_with_its_neighbours() {
    let session = desk();
    let said = session.run("factledger --ledger desk.db import market-day.txt").stderr;
    let first = said.lines().next().unwrap();
    assert!(first.starts_with("new ledger desk.db made here; its keys are in"), "{said}");
    assert!(said.contains("~/.config/factledger/keys"), "{said}");
    // A slip of the hand.
    let said = session.run("factledger --ledger dekS.db import market-day.txt").stderr;
    assert!(said.starts_with("new ledger dekS.db made here"), "{said}");
    assert!(said.contains("beside it is `desk.db`"), "{said}");
    let said = session.run("factledger --ledger desk.db import river-report.md").stderr;
    assert!(!said.contains("new ledger"), "{said}");
    let said = session.run("factledger --ledger desj.db list").failure();
    assert!(said.contains("beside it are `dekS.db`, `desk.db`"), "{said}");
}

#[test]
fn init_makes_a_ledger_without_an_article() {
    let session = desk();
    let said = session.run("factledger init").stderr;
    assert!(said.starts_with("new ledger factledger.db made here"), "{said}");
    session.run("factledger verify").success();
    let said = session.run("factledger init").failure();
    assert!(said.contains("there is already a file `factledger.db`"), "{said}");
    assert_eq!(session.run("factledger history --format jsonl").success().lines().count(), 2);
    let said = session.run("factledger import market-day.txt").stderr;
    assert!(!said.contains("new ledger"), "{said}");
    session.run("factledger list --format json").json();
    session.run("factledger verify").success();
}

#[cfg(unix)]
#[test]
fn a_ledger_in_a_folder_above_is_used_and_named() {
    let session = desk();
    session.run("factledger import market-day.txt").success();
    session.run("mkdir -p a/b open && chmod 777 open && mkdir open/c").success();
    let ran = session.run("cd a/b && factledger list --format csv");
    assert!(ran.stdout.contains("C1,"), "{}", ran.screen());
    assert!(ran.stderr.starts_with("ledger: ../../factledger.db"), "{}", ran.stderr);
    let said = session.run("cd a && factledger import ../river-report.md").stderr;
    assert!(said.starts_with("ledger: ../factledger.db"), "{said}");
    assert!(!session.path().join("a/factledger.db").exists());
    // What is named is used, and nothing else.
    session.run("cd a && factledger --ledger factledger.db list").failure();
    session.run("cd a && FACTLEDGER_LEDGER=factledger.db factledger list").failure();
    // The search ends where anybody can put files, and at the own folder.
    session.run("cd open/c && factledger list").failure();
    session.run("cd a/b && HOME=$PWD factledger list").failure();
    session.run("cd a/b && factledger init && factledger list").success();
    assert!(session.path().join("a/b/factledger.db").exists());
}
