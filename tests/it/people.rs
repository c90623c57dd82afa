//! Who may join, who left, and who is called something else now.

use snapbox::{assert_data_eq, str};

use crate::session::Session;

fn desk() -> Session {
    let session = Session::with_fixture("stadtwerke.txt");
    session.run("factledger --as ben mark C1 corroborated -m report").success();
    session
}

/// Both verifiers find a bundle of this ledger sound, with the same report.
fn is_proven(session: &Session) {
    session.run("factledger verify").success();
    session.run("factledger verify --rebuild").success();
    session.run("rm -rf bundle && factledger export --format bundle -o bundle").success();
    session.run("factledger verify bundle").success();
    let checked = session.run("python3 -I bundle/verify.py");
    assert_eq!(checked.code, 0, "{}", checked.screen());
}

#[test]
fn a_closed_ledger_takes_only_those_who_are_invited() {
    let session = desk();
    let policy = session.run("factledger policy").success();
    assert!(policy.lines().any(|line| line.split_whitespace().eq(["join", "open"])), "{policy}");
    assert_data_eq!(
        session.run("factledger policy --join invited").screen(),
        str![[r#"
join is invited from now on, by ana

"#]]
    );
    assert_data_eq!(
        session.run("factledger --as carl note C1 -m x").failure(),
        str![[r#"
error: carl is not a reviewer here, and this ledger takes only those who are invited
hint: nothing was recorded; ask a reviewer: `factledger reviewer invite carl`

"#]]
    );
    session.run("factledger --as carl reviewer join").failure();
    // Those who are there go on, and nobody invites themselves.
    session.run("factledger --as ben note C1 -m x").success();
    session.run("factledger --as carl reviewer invite carl").failure();
    session.run("factledger --as carl policy --join open").failure();
    assert_data_eq!(
        session.run("factledger reviewer invite carl").screen(),
        str![[r#"
carl is invited by ana, and joins with: factledger --as carl reviewer join
on another machine or account: factledger --as carl reviewer export-key

"#]]
    );
    assert!(session.run("factledger reviewer invite carl").failure().contains("already invited"));
    assert!(session.run("factledger reviewer invite ben").failure().contains("already a reviewer"));
    let shown = session.run("factledger policy");
    assert_data_eq!(
        shown.screen(),
        str![[r#"
reviews_required     1
editor_required      off
evidence_required    off
independent_origins  0
note_required        on
importer_may_judge   on
blind                off
resolver             editor
join                 invited
E6, 2026-11-23 08:03: ana closed the ledger to all but invited reviewers
carl is invited, and has not joined yet

"#]]
    );
    session.run("factledger --as carl reviewer join").success();
    session.run("factledger --as carl note C1 -m x").success();
    // A key that a reviewer adds is an invitation.
    session.run("factledger reviewer add dov").success();
    session.run("factledger --as dov note C1 -m x").success();
    is_proven(&session);
    session.run("factledger policy --join open").success();
    session.run("factledger --as emil note C1 -m x").success();
    is_proven(&session);
}

#[test]
fn one_who_left_signs_no_more_and_the_reviews_stand() {
    let session = desk();
    let key = session.run("factledger reviewer export-key ben").success();
    let claims = session.run("factledger list --format json").success();
    assert_data_eq!(
        session.run("factledger reviewer retire ben -m 'left the desk'").screen(),
        str![[r#"
REVIEWER  ROLE      KEY       SINCE  ADDED BY  REVOKED   PRIVATE KEY
ben       [..]  E4     ben       E6, left  on this machine
ben retired by ana; the reviews stand

"#]]
    );
    assert_eq!(session.run("factledger list --format json").success(), claims);
    assert!(session.run("factledger --as ben note C1 -m x").failure().contains("ben has left"));
    let exported = session.run("factledger reviewer export-key ben");
    assert_eq!(exported.stdout, key);
    assert!(exported.stderr.contains("it is not valid since E6"), "{}", exported.stderr);
    session.run("factledger reviewer retire ana -m x").failure();
    session.run("factledger reviewer retire ben -m x").failure();
    // The proof of what was signed before still holds.
    session.run("factledger prove C1 -o C1.proof").success();
    is_proven(&session);
}

#[test]
fn one_who_married_has_one_vote_under_two_names() {
    let session = desk();
    assert_data_eq!(
        session.run("factledger --as ben reviewer rename ben b.okafor -m married").screen(),
        str![[r#"
REVIEWER  ROLE      KEY       SINCE  ADDED BY  REVOKED  PRIVATE KEY
b.okafor  [..]  E6     ben       -        on this machine
ben renamed to b.okafor by ben; the reviews under the old name are b.okafor's
the private key is in [..]/reviewers/b.okafor.key

"#]]
    );
    let refused = session.run("factledger --as ben note C1 -m x").failure();
    assert!(refused.contains("ben is called b.okafor here now"), "{refused}");
    let reviews = |line: &str| {
        let claim = session.run(&format!("factledger show C1 --format json {line}")).json();
        (claim["status"].clone(), claim["conflict"].clone(), claim["reviews"].clone())
    };
    assert_eq!(reviews("").2[0]["reviewer"], "b.okafor");
    // Who asks for the old name means the same person.
    for name in ["ben", "b.okafor"] {
        let listed = session.run(&format!("factledger list --by {name} --format json")).json();
        assert_eq!(listed[0]["id"], "C1", "{name}");
        let report = session.run(&format!("factledger export --by {name} --format json")).json();
        assert_eq!(report["articles"][0]["claims"][0]["id"], "C1", "{name}");
        assert_eq!(report["selection"]["by"], "b.okafor");
        let stats = session.run(&format!("factledger stats --by {name} --format json")).json();
        assert_eq!(stats["reviewers"][0]["claims"], 1, "{name}: {stats}");
    }
    // To say the same again without a note says nothing new.
    let again = session.run("factledger --as b.okafor mark C1 corroborated").failure();
    assert!(again.contains("already corroborated by b.okafor"), "{again}");
    // No conflict with oneself.
    session.run("factledger --as b.okafor mark C1 disputed -m 'a second look'").success();
    let (status, conflict, _) = reviews("");
    assert_eq!((status.as_str(), conflict.as_bool()), (Some("disputed"), Some(false)));
    is_proven(&session);
    // The old name is nobody's any more.
    session.run("factledger reviewer add ben").failure();
    session.run("factledger reviewer rename b.okafor ana -m x").failure();
    session.run("factledger reviewer rename b.okafor ben -m x").failure();
    // And once more, by another reviewer.
    session.run("factledger reviewer rename b.okafor b.silva -m 'married again'").success();
    session.run("factledger --as b.silva mark C1 corroborated -m 'a third look'").success();
    assert_eq!(reviews("").1, false);
    is_proven(&session);
}

#[test]
fn one_renamed_on_another_machine_can_still_write_there() {
    let session = Session::with_fixture("stadtwerke.txt");
    let laptop = "factledger --ledger laptop/factledger.db --keys laptop/keys --as";
    session.run("mkdir laptop && cp factledger.db laptop").success();
    let key = session.run(&format!("{laptop} ben reviewer export-key")).success();
    session.run(&format!("factledger reviewer add ben --key '{}'", key.trim())).success();
    session.run("cp factledger.db laptop").success();
    let key = session.run(&format!("{laptop} b.okafor reviewer export-key")).success();
    let rename = "factledger reviewer rename ben b.okafor -m married --key";
    session.run(&format!("{rename} '{}'", key.trim())).success();
    session.run("cp factledger.db laptop").success();
    session.run(&format!("{laptop} b.okafor mark C1 corroborated -m report")).success();
    session.run(&format!("{laptop} b.okafor verify")).success();
}
