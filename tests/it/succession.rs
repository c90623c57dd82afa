//! The key of a ledger is lost, and the ledger goes on without it: in the open, from its last state.

use factledger::domain::{Event, LedgerSucceeded};
use factledger::merkle::SigningKey;
use snapbox::{assert_data_eq, str};

use crate::cases::heard;
use crate::forged_log::{ForgedLog, desk};
use crate::session::Session;

const KEYS: &str = ".home/.config/factledger/keys";

fn is_proven(session: &Session) {
    session.run("factledger verify && factledger verify --only-hashes").success();
    session.run("rm -rf b && factledger export --format bundle -o b").success();
    session.run("factledger verify b").success();
    let checked = session.run("python3 -I b/verify.py");
    assert_eq!(checked.code, 0, "{}", checked.screen());
}

/// A ledger of ana and ben, with a verdict, and a checkpoint that was kept.
fn ledger() -> Session {
    let session = Session::with_fixture("stadtwerke.txt");
    session.run("factledger mark C1 corroborated -m report").success();
    session.run("factledger --as ben mark C2 corroborated -m report").success();
    session
        .run("factledger checkpoint -o kept.checkpoint && factledger prove C1 -o old.proof")
        .success();
    session
}

#[test]
fn a_ledger_goes_on_without_its_key_and_says_so() {
    let session = ledger();
    let [old, ana] = ["--ledger-key", "ana"].map(|which| {
        session.run(&format!("factledger reviewer export-key {which}")).success().trim().to_owned()
    });
    session.run(&format!("mv {KEYS} lost")).success();
    let refused = session.run("factledger mark C3 corroborated -m report").failure();
    assert!(refused.contains("factledger ledger succeed"), "{refused}");
    let went_on = session.run("factledger ledger succeed");
    assert_data_eq!(
        &went_on.stderr,
        str![[r#"
that is the key of the ledger from E7 on; the one that is lost, [..], signed all before it
a new key was made for ana, too, in [..]
sealed in the ledger for ben, who can go on with it, too
nothing in the ledger proves that you may go on with it: tell the others yourself, and
publish the new key; a checkpoint from before proves that the past is unchanged
back the private keys up now: factledger key backup FILE

"#]]
    );
    let new = went_on.stdout.trim().to_owned();
    session.run("factledger mark C3 corroborated -m report").success();
    is_proven(&session);
    // What was kept and given out before is as good as it was.
    for what in ["", "b"] {
        let said = session.run(&format!("factledger verify {what} --checkpoint kept.checkpoint"));
        let said = said.success();
        assert!(said.contains("in E7, ana went on without the key of the log"), "{said}");
        assert!(said.contains("the 7 entries before it are those"), "{said}");
        assert!(said.contains("not proven: that ana may go on"), "{said}");
        assert!(said.contains("it extends the checkpoint of 7 entries"), "{said}");
        // The old key does not lead to the new one.
        session.run(&format!("factledger verify {what} --key {new}")).success();
        assert_eq!(session.run(&format!("factledger verify {what} --key {old}")).code, 3);
    }
    let python = session.run("python3 -I b/verify.py --checkpoint kept.checkpoint").success();
    assert!(python.contains("in E7, ana took another key"), "{python}");
    assert_eq!(session.run(&format!("python3 -I b/verify.py --key {old}")).code, 3);
    session.run(&format!("factledger verify old.proof --key {old} --key {ana}")).success();
    session.run("factledger prove C1 -o new.proof").success();
    let said = session.run(&format!("factledger verify new.proof --key {new} --key {ana}"));
    let said = said.success();
    assert!(said.contains("that its owner is the same, no proof shows"), "{said}");
    assert_eq!(session.run(&format!("factledger verify new.proof --key {new}")).code, 3);
    // Reports say it, and the reviews stand.
    for format in ["md", "html"] {
        let report = session.run(&format!("factledger export --format {format}")).success();
        assert!(report.contains(", not signed by the old one."), "{format}");
    }
    let report = session.run("cat b/report.json").json();
    assert_eq!(report["key_changes"][0]["signed"], false);
    let shown = session.run("factledger show C1 --format json").json();
    assert_eq!(shown["reviews"][0]["reviewer"], "ana");
    // A name has one key, and the old one of ana counts no more.
    let keys = session.run("factledger reviewer list --format json").json();
    let revoked: Vec<bool> =
        keys.as_array().unwrap().iter().map(|key| !key["revoked"].is_null()).collect();
    assert_eq!(revoked, [true, false, false]);
    // From here on it is a ledger like any other.
    session.run("factledger key rotate").success();
    session.run("factledger reviewer revoke ben -m lost").success();
    session.run("factledger withdraw C3 -m 'not read'").success();
    session.run("factledger verify --rebuild").success();
    is_proven(&session);
}

#[test]
fn one_who_still_has_their_own_key_keeps_it() {
    let session = ledger();
    let before = session.run("factledger reviewer export-key ana").success();
    session.run(&format!("rm {KEYS}/*/ledger.key")).success();
    let said = session.run("factledger ledger succeed").stderr;
    assert!(!said.contains("a new key was made for ana"), "{said}");
    assert_eq!(session.run("factledger reviewer export-key ana").success(), before);
    session.run("factledger mark C3 corroborated -m report").success();
    session.run("factledger --as ben mark C3 corroborated -m report").success();
    is_proven(&session);
    // It was sealed for ben, and a second time another goes on, who has lost all keys.
    session.run(&format!("rm {KEYS}/*/ledger.key")).success();
    session.run("factledger --as ben ledger succeed --lost").failure();
    session.run("factledger --as ben note C3 -m x").success();
    session.run(&format!("rm {KEYS}/*/ledger.key {KEYS}/*/reviewers/*")).success();
    session.run("factledger --as ben ledger succeed --lost").success();
    is_proven(&session);
}

#[test]
fn a_key_that_is_not_lost_is_not_succeeded() {
    let session = ledger();
    let refused = session.run("factledger ledger succeed").failure();
    assert!(refused.contains("the key of the ledger is not lost"), "{refused}");
    assert!(refused.contains("factledger key rotate"), "{refused}");
    // It is sealed for one who works elsewhere.
    let key = session.run("factledger --keys dovs --as dov reviewer export-key").success();
    session.run(&format!("factledger reviewer add dov --key '{}'", key.trim())).success();
    session.run(&format!("mv {KEYS} lost")).success();
    let refused = session.run("factledger ledger succeed").failure();
    assert!(refused.contains("is sealed in it for dov"), "{refused}");
    session.run("factledger --keys dovs --as dov ledger succeed").failure();
    session.run("factledger ledger succeed --lost").success();
    session.run("factledger verify").success();
    let empty = Session::new();
    empty.run("factledger ledger succeed").failure();
    assert!(!empty.path().join("factledger.db").exists());
}

#[test]
fn a_takeover_is_refused_where_the_old_key_is() {
    let session = ledger();
    session.run("cp factledger.db stolen.db").success();
    let thief = "factledger --ledger stolen.db --keys thiefs";
    session.run(&format!("{thief} ledger succeed")).success();
    session.run(&format!("{thief} mark C1 disputed -m mine")).success();
    // The file comes back in the place of the ledger.
    session.run("mv stolen.db factledger.db").success();
    let refused = session.run("factledger mark C3 corroborated -m report").failure();
    assert!(refused.contains("in `E7`, ana went on without the key of the ledger"), "{refused}");
    session.run("factledger ledger succeed").failure();
    session.run("factledger --as ben note C3 -m x").failure();
    // One who knows better moves the old key away.
    session.run(&format!("rm {KEYS}/*/ledger.key")).success();
    session.run("factledger --as ben mark C3 corroborated -m report").success();
    session.run("factledger verify").success();
}

#[test]
fn an_older_copy_is_not_the_last_state() {
    let session = ledger();
    session.run("cp factledger.db older.db").success();
    session.run("factledger mark C3 corroborated -m report").success();
    session.run(&format!("rm {KEYS}/*/ledger.key && mv older.db factledger.db")).success();
    assert_eq!(session.run("factledger ledger succeed").code, 3);
    // An older key of the log is not the lost one, but a later one is not known here.
    let session = ledger();
    session.run(&format!("cp factledger.db older.db && cp -r {KEYS} before")).success();
    session.run("factledger key rotate").success();
    let refused = session.run(&format!(
        "rm {KEYS}/*/l*ed.* && rm -r {KEYS}/*/revoked && factledger --ledger \
                              older.db --this-copy ledger succeed"
    ));
    assert!(refused.failure().contains("is not the one in the ledger"));
    session.run("factledger --keys before ledger succeed").failure();
    session.run("rm before/*/last-signed.checkpoint").success();
    session.run("factledger --keys before --this-copy ledger succeed --lost").success();
    session.run("factledger --keys before verify").success();
}

/// A log in which ana goes on without its key, with `change` made to how she does.
#[track_caller]
fn check(by: &str, change: impl Fn(&mut LedgerSucceeded, &ForgedLog<'_>), expected: bool) {
    let session = desk(1);
    let mut log = ForgedLog::of(&session);
    log.revoke("cat");
    let mut succeeded = LedgerSucceeded {
        checkpoint: log.checkpoint(),
        founder: log.keys()[by].verifier().to_string(),
        log: SigningKey::new("other.example".parse().unwrap(), &[61; 32]).verifier().to_string(),
    };
    change(&mut succeeded, &log);
    let (position, _) = log.record(by, Event::LedgerSucceeded(succeeded));
    if expected {
        log.take(SigningKey::new("other.example".parse().unwrap(), &[61; 32]));
    }
    let (mut ledger, found) = log.ledger();
    assert!(found.is_intact(), "{:?}", found.damage());
    assert_eq!(!found.faults.contains(&position), expected, "{:?}", found.findings);
    ForgedLog::bundle(&mut ledger, &session.path().join("b"));
    let ran = session.run("factledger verify b");
    assert_eq!(ran.code == 0, expected, "{}", ran.screen());
    let Some(named) = heard(&session) else { return };
    assert_eq!(named.is_empty(), expected, "{named:?}");
}

#[test]
fn nobody_goes_on_from_another_state_than_the_last() {
    check("ana", |_, _| {}, true);
    check("ben", |_, _| {}, true);
    check("ana", |said, log| said.checkpoint = log.earlier_checkpoint(), false);
    check("ana", |said, _| said.checkpoint = "none".to_owned(), false);
    check("ana", |said, log| said.checkpoint = log.foreign_checkpoint(), false);
}

#[test]
fn nobody_goes_on_who_may_not_be_a_reviewer() {
    check("cat", |_, _| {}, false);
    check("ana", |said, log| said.founder = log.keys()["ben"].verifier().to_string(), false);
}

#[test]
fn the_new_key_has_a_name_of_its_own() {
    let key =
        |name: String| SigningKey::new(name.parse().unwrap(), &[62; 32]).verifier().to_string();
    check("ana", |said, log| said.log = key(log.name().to_string()), false);
    check("ana", |said, log| said.log = key(format!("{}/dov", log.name())), false);
    check("ana", |said, _| said.log = "none".to_owned(), false);
}
