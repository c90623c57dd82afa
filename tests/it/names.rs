//! A slip of the pen makes no reviewer, and a new one is never made without a word.

use snapbox::{assert_data_eq, str};

use crate::session::Session;

#[test]
fn a_name_that_acts_for_the_first_time_is_announced_once() {
    let session = Session::with_fixture("stadtwerke.txt");
    let first = session.run("factledger --as carla note C1 -m asked");
    assert_data_eq!(
        first.stderr,
        str![[r#"
carla is new here: a key was made for this name, in [..]/reviewers/carla.key
1 claim annotated by carla

"#]]
    );
    let again = session.run("factledger --as carla note C1 -m again");
    assert!(!again.stderr.contains("new here"), "{}", again.stderr);
    assert_eq!(session.run("factledger -q --as dov note C1 -m asked").stderr, "");
    // A key that was there before.
    session.run("factledger --as emil reviewer export-key").success();
    let first = session.run("factledger --as emil note C1 -m asked").stderr;
    assert!(first.starts_with("emil is new here, and signs with the key in "), "{first}");
    let session = session.write("other.txt", "The bridge cost 4 million crowns in 2019.");
    let import = session.run("factledger --as fadi import other.txt --min-score 0");
    assert!(import.stderr.contains("fadi is new here"), "{}", import.stderr);
}

#[test]
fn a_slip_of_the_pen_makes_no_reviewer() {
    let session = Session::with_fixture("stadtwerke.txt");
    session.run("factledger --as ben note C1 -m asked").success();
    let before = session.run("factledger history --format jsonl").success();
    assert_data_eq!(
        session.run("factledger --as bne mark C1 disputed -m register").failure(),
        str![[r#"
error: there is no reviewer `bne` yet, and the name is close to `ben`
hint: if you meant ben: `--as ben`
      if bne is another person, add `--new`, this once

"#]]
    );
    for line in [
        "--as annna note C1 -m x",
        "--as bne reviewer export-key",
        "reviewer add bne",
        "--as Ana dismiss C1 -m x",
    ] {
        session.run(&format!("factledger {line}")).failure();
    }
    assert_eq!(session.run("factledger history --format jsonl").success(), before);
    assert_eq!(
        session.run("find .home -name 'bne*' -o -name 'an*.key'").success().lines().count(),
        1
    );
    // Reading needs no name.
    session.run("factledger --as bne list").success();
    session.run("factledger --as bne --new note C1 -m asked").success();
    session.run("factledger --as bne note C1 -m again").success();
    session.run("factledger verify").success();
}
