//! A copy is not written to by mistake, and copies that both went on are told apart.

use snapbox::{assert_data_eq, str};

use crate::session::Session;

fn desk() -> Session {
    let session = Session::with_fixture("stadtwerke.txt");
    session.run("factledger backup copy.db").success();
    session
}

#[test]
fn a_copy_is_not_written_to_while_the_ledger_is_in_use() {
    let session = desk();
    assert_data_eq!(
        session.run("factledger --ledger copy.db mark C1 disputed -m 'it was 3.4'").failure(),
        str![[r#"
error: this is a copy: on this machine, the ledger in use is `[..]/factledger.db`
hint: nothing was recorded: two copies that both go on cannot be joined again
      to go on with that one: --ledger [..]/factledger.db
      to go on with this one instead, and never again with that: --this-copy

"#]]
    );
    // It is read as ever, and the ledger goes on.
    session.run("factledger --ledger copy.db list && factledger verify copy.db").success();
    session.run("factledger mark C1 disputed -m 'it was 3.4'").success();
    session.run("factledger --ledger ./factledger.db note C1 -m x").success();
    session.run("ln -s factledger.db link.db && ln factledger.db hard.db").success();
    session.run("factledger --ledger link.db note C1 -m x").success();
    session.run("factledger --ledger hard.db note C1 -m x").success();
}

#[test]
fn a_ledger_that_was_moved_or_whose_disk_is_gone_goes_on_without_a_question() {
    let session = desk();
    session.run("mkdir moved && mv factledger.db moved/l.db").success();
    session.run("factledger --ledger moved/l.db note C1 -m x").success();
    session.run("cp moved/l.db newest.db && rm moved/l.db").success();
    session.run("factledger --ledger newest.db note C1 -m x").success();
    // Another ledger in the place of the old one is no reason either.
    session.run("cp newest.db other.db && rm newest.db").success();
    session.run("factledger --ledger newest.db --keys others import stadtwerke.txt").success();
    session.run("factledger --ledger other.db note C1 -m x").success();
}

#[test]
fn an_older_copy_goes_on_only_if_that_is_meant() {
    let session = desk();
    session.run("factledger note C1 -m x").success();
    session.run("rm factledger.db").success();
    let refused = session.run("factledger --ledger copy.db note C1 -m x");
    assert_eq!(refused.code, 3);
    let innocent =
        "hint: this is an older copy or standby, without the latest acts, or the history";
    assert!(refused.stderr.contains(innocent), "{}", refused.stderr);
    session.run("factledger --ledger copy.db --this-copy note C1 -m x").success();
    session.run("factledger --ledger copy.db note C1 -m x").success();
}

#[test]
fn copies_that_both_went_on_are_shown_apart() {
    let session = desk();
    let against = "factledger verify --against copy.db";
    let same = session.run(against).success();
    assert!(same.ends_with("copy.db is the same: 4 entries\n"), "{same}");
    session.run("factledger mark C1 corroborated -m register").success();
    let older = session.run(against).success();
    assert!(older.contains("only in factledger.db: 1 entry\n  E4  "), "{older}");
    assert!(older.ends_with("copy.db has nothing more: it is an older copy\n"), "{older}");
    // On another machine, with keys of its own.
    session
        .run("cp -r .home/.config/factledger/keys laptop && rm laptop/*/in-use laptop/*/last-*")
        .success();
    let laptop = "factledger --ledger copy.db --keys laptop --as ben";
    session.run(&format!("{laptop} mark C2 disputed -m 'it was 11 percent'")).success();
    let told = session.run(against);
    assert_eq!(told.code, 1);
    let told = told.screen();
    let told = told.split("both begin").nth(1).unwrap();
    assert_data_eq!(
        told,
        str![[r#"
 with the same 4 entries
only in factledger.db: 1 entry
  E4  [..]  ana  marked C1 corroborated
only in copy.db: 2 entries
  E4  [..]  ben  added the key of ben
  E5  [..]  ben  marked C2 disputed
error: the two copies went on separately
hint: nothing is lost while you keep both; they cannot be joined yet: choose one to go on with,
      and let each reviewer record there again what only the other has

"#]]
    );
    session.run("factledger --ledger third.db --keys others import stadtwerke.txt").success();
    let other = session.run("factledger verify --against third.db").failure();
    assert!(other.contains("`third.db` is another ledger"), "{other}");
}
