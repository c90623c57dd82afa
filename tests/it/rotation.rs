//! The key of a ledger is rotated: the old one signs the new, and what was signed before stays valid.

use factledger::domain::{Event, KeyRotated};
use factledger::merkle::{Rotation, SigningKey, VerifierKey};
use rusqlite::Connection;
use snapbox::{assert_data_eq, str};

use crate::cases::heard;
use crate::forged_log::{ForgedLog, desk};
use crate::insider::Insider;
use crate::session::{Session, skipped};

const BUNDLE: &str = "rm -rf b && factledger export --format bundle -o b";

fn is_proven(session: &Session) {
    session.run("factledger verify && factledger verify --only-hashes").success();
    session.run(BUNDLE).success();
    session.run("factledger verify b").success();
    let checked = session.run("python3 -I b/verify.py");
    assert_eq!(checked.code, 0, "{}", checked.screen());
}

fn key_of(session: &Session) -> String {
    session.run("factledger reviewer export-key --ledger-key").success().trim().to_owned()
}

#[test]
fn the_old_key_signs_the_new_and_what_it_signed_before_stays_valid() {
    let session = Session::with_fixture("stadtwerke.txt");
    session.run("factledger mark C1 corroborated -m report").success();
    session.run("factledger checkpoint --cosign -o old.checkpoint").success();
    session.run("factledger prove C1 -o old.proof").success();
    let [old, ana] = ["--ledger-key", ""].map(|which| {
        session.run(&format!("factledger reviewer export-key {which}")).success().trim().to_owned()
    });
    let rotated = session.run("factledger key rotate");
    let new = key_of(&session);
    assert_ne!(new, old);
    assert_eq!(rotated.stdout.trim(), new);
    assert_data_eq!(
        rotated.stderr,
        str![[r#"
that is the key of the ledger from now on; the old one, [..], signed it
backups of the private keys do not have it: run `factledger key backup FILE`
checkpoints that were kept until now remain valid; publish the new key for later ones

"#]]
    );
    session.run("factledger mark C2 corroborated -m report").success();
    session.run("factledger checkpoint --cosign -o new.checkpoint").success();
    is_proven(&session);
    for what in ["", "b"] {
        let verify = format!(
            "factledger verify {what} --checkpoint old.checkpoint --checkpoint new.checkpoint"
        );
        let said = session.run(&verify).success();
        assert!(said.contains("extends the checkpoint of 5 entries"), "{said}");
        assert!(said.contains("extends the checkpoint of 7 entries"), "{said}");
        assert!(said.contains("cosigned by ana"), "{said}");
    }
    let (old_key, new_key) = (format!("--key {old}"), format!("--key {new}"));
    session.run(&format!("factledger verify old.proof {old_key} --key {ana}")).success();
    session.run("factledger prove C1 -o new.proof").success();
    session.run(&format!("factledger verify new.proof {new_key} --key {ana}")).success();
    // A proof is of its time, and both keys together check both.
    assert_eq!(session.run(&format!("factledger verify new.proof {old_key}")).code, 3);
    session.run(&format!("factledger verify new.proof {old_key} {new_key}")).success();
    // Whoever knows only the first key is led to the present one.
    for (key, says) in [(&old, "the key given signed the one"), (&new, "its key is the one given")]
    {
        for what in ["", "b"] {
            let said = session.run(&format!("factledger verify {what} --key {key}")).success();
            assert!(said.contains(says), "{said}");
        }
        session.run(&format!("python3 -I b/verify.py --key {key}")).success();
    }
    for kept in ["old", "new"] {
        let line = format!("python3 -I b/verify.py --checkpoint {kept}.checkpoint");
        session.run(&line).success();
    }
    // Reports and the history say so.
    let history = session.run("factledger history --type key.rotated").success();
    assert!(history.contains("rotated the key of the ledger"), "{history}");
    for format in ["md", "html"] {
        let report = session.run(&format!("factledger export --format {format}")).success();
        assert!(report.contains("The key of the ledger was rotated by"), "{format}");
    }
    let report = session.run("cat b/report.json").json();
    assert_eq!(report["key_changes"][0]["from"], old.as_str());
    assert_eq!(report["key_changes"][0]["to"], new.as_str());
    let found = session.run("factledger verify --format json").json();
    assert_eq!(found["key_changes"][0]["entry"], "E5");
    // A report on an earlier state is signed with the key of its time.
    session.run("factledger export --at 2026-11-23T08:02:00Z --format md").success();
    session.run("factledger key rotate").success();
    is_proven(&session);
}

#[test]
fn the_steps_by_hand_follow_the_key_from_the_first_to_the_present_one() {
    let session = Session::with_fixture("stadtwerke.txt");
    if session.run("openssl pkeyutl -help 2>&1 | grep rawin").code != 0 {
        skipped("the steps by hand, for want of an openssl that knows -rawin");
        return;
    }
    session.run("factledger mark C1 corroborated -m report").success();
    session.run("factledger key rotate").success();
    session.run("factledger key rotate").success();
    session.run(BUNDLE).success();
    let instructions = session.run("cat b/VERIFY.md").success();
    let blocks = instructions.split("```sh\n").skip(1);
    let steps: String = blocks.map(|block| block.split("```").next().unwrap()).collect();
    let session = session.write("steps", steps);
    let run = "cd b && sh -eu ../steps";
    let said = session.run(run);
    assert_eq!(said.code, 0, "{}", said.screen());
    assert!(said.stdout.contains("E5 rotated the key of the log"), "{}", said.stdout);
    assert!(said.stdout.contains("E6 rotated the key of the log"), "{}", said.stdout);
    session.run("rm b/entries/E6.note b/proofs/E6.tlog-proof").success();
    assert_ne!(session.run(run).code, 0);
}

#[test]
fn only_a_key_that_the_old_one_signed_takes_its_place() {
    let session = desk(1);
    let log = ForgedLog::of(&session);
    let Insider { log: old, .. } = Insider::of(&session);
    let name = old.name().clone();
    let key = |seed: u8| SigningKey::new(name.clone(), &[seed; 32]);
    let (new, other) = (key(61), key(62));
    let rotated = |to: &VerifierKey, signature: String| {
        Event::KeyRotated(KeyRotated { key: to.to_string(), signature })
    };
    let said = |from: &SigningKey, to: &SigningKey, log: &str| {
        Rotation { from: from.verifier(), log, to: to.verifier() }.sign(from)
    };
    let below = SigningKey::new(format!("{name}/dov").parse().unwrap(), &[63; 32]);
    for (what, event) in [
        ("its own word", rotated(new.verifier(), said(&new, &new, name.as_str()))),
        ("for another key", rotated(new.verifier(), said(&old, &other, name.as_str()))),
        ("in another log", rotated(new.verifier(), said(&old, &new, "other.example"))),
        ("itself", rotated(old.verifier(), said(&old, &old, name.as_str()))),
        ("a reviewer's name", rotated(below.verifier(), said(&old, &below, name.as_str()))),
        ("nothing", rotated(new.verifier(), String::new())),
        ("no base64", rotated(new.verifier(), "?".to_owned())),
    ] {
        let mut log = log.clone();
        let (position, _) = log.record("ana", event);
        let (mut ledger, found) = log.ledger();
        assert!(found.is_intact(), "{what}: {:?}", found.damage());
        assert_eq!(found.faults.iter().copied().collect::<Vec<_>>(), [position], "{what}");
        let folder = session.path().join("b");
        let _ = std::fs::remove_dir_all(&folder);
        ForgedLog::bundle(&mut ledger, &folder);
        assert_eq!(session.run("factledger verify b").code, 3, "{what}");
        let Some(named) = heard(&session) else { return };
        assert_eq!(named, [(position.to_string(), None)], "{what}");
    }
}

#[test]
fn the_old_key_signs_nothing_any_more() {
    let session = Session::with_fixture("stadtwerke.txt");
    session.run("factledger checkpoint -o old.checkpoint").success();
    let old = Insider::of(&session).log;
    session.run("cp factledger.db before.db").success();
    session.run("factledger key rotate").success();
    // Whoever has the old key goes on with a copy from before: it has another checkpoint.
    session.run("cp -r .home/.config/factledger/keys thiefs").success();
    session.run("cp thiefs/*/revoked/ledger.*.key ledger.key").success();
    session.run("cp ledger.key thiefs/*/ledger.key && rm thiefs/*/*-*").success();
    let forged = "factledger --ledger before.db --keys thiefs";
    session.run(&format!("{forged} mark C1 corroborated -m mine")).success();
    session.run(&format!("{forged} checkpoint -o forged.checkpoint")).success();
    let found = session.run("factledger verify --checkpoint forged.checkpoint");
    assert_eq!(found.code, 3, "{}", found.screen());
    assert!(found.stdout.contains("signed with a key of this log"), "{}", found.screen());
    session.run(BUNDLE).success();
    let python = "python3 -I b/verify.py --checkpoint";
    session.run(&format!("{python} old.checkpoint")).success();
    let found = session.run(&format!("{python} forged.checkpoint"));
    assert_eq!(found.code, 3, "{}", found.screen());
    // An entry beside the program, and a checkpoint of it by the old key.
    let mut thief = Insider::of(&session);
    thief.log = old;
    let quote = session.run("factledger show C1 --format json").json()["quote_sha256"].clone();
    let body = format!(r#"{{"claim":"C1","quote_sha256":{quote},"status":"corroborated"}}"#);
    thief.record("ana", "claim.reviewed", &body);
    let found = session.run("factledger verify");
    assert_eq!(found.code, 3);
    assert!(found.stdout.contains("is not valid: it is not signed by"), "{}", found.screen());
    assert_eq!(session.run("factledger show C1").code, 3);
}

#[test]
fn an_older_copy_is_not_taken_for_the_ledger_because_its_key_was_rotated() {
    let session = Session::with_fixture("stadtwerke.txt");
    session.run("cp factledger.db older.db && factledger key rotate").success();
    session.run("mv older.db factledger.db").success();
    let refused = session.run("factledger mark C1 corroborated -m report");
    assert_eq!(refused.code, 3, "{}", refused.screen());
    assert!(refused.stderr.contains("this is an older copy or standby"), "{}", refused.stderr);
    let found = session.run("factledger verify");
    assert_eq!(found.code, 3, "{}", found.screen());
    assert!(found.stdout.contains("this is an older copy"), "{}", found.stdout);
    // Whoever accepts the loss goes on with it, with its own key.
    session.run("factledger --this-copy mark C1 corroborated -m report").success();
    session.run("factledger mark C2 corroborated -m report").success();
    session.run("factledger verify").success();
}

#[test]
fn colleagues_for_whom_the_old_key_was_sealed_get_the_new_one() {
    let session = Session::with_fixture("stadtwerke.txt");
    let laptop = "factledger --ledger laptop/factledger.db --keys laptop/keys";
    session.run("mkdir laptop && cp factledger.db laptop").success();
    for name in ["ben", "carl"] {
        let key = session.run(&format!("{laptop} --as {name} reviewer export-key")).success();
        session.run(&format!("factledger reviewer add {name} --key '{}'", key.trim())).success();
    }
    session.run("cp factledger.db laptop").success();
    session.run(&format!("{laptop} --as ben mark C1 corroborated -m report")).success();
    session.run("cp laptop/factledger.db .").success();
    session.run("factledger reviewer revoke carl -m stolen").success();
    let said = session.run("factledger key rotate").stderr;
    assert!(said.contains("sealed in the ledger, too, for ben: they get it"), "{said}");
    let ledger = Connection::open(session.path().join("factledger.db")).unwrap();
    let sealed: i64 =
        ledger.query_row("SELECT count(*) FROM sealed_keys", [], |row| row.get(0)).unwrap();
    assert_eq!(sealed, 1);
    drop(ledger);
    session.run("cp factledger.db laptop").success();
    session.run(&format!("{laptop} --as carl mark C2 disputed -m mine")).failure();
    session.run(&format!("{laptop} --as ben mark C2 corroborated -m report")).success();
    session.run(&format!("{laptop} verify")).success();
    session.run(&format!("{laptop} --as ben key rotate")).success();
    session.run("cp laptop/factledger.db .").success();
    // It is sealed for ana, too, who had the first one in a file.
    session.run("factledger mark C2 corroborated -m report").success();
    session.run("factledger verify").success();
}

#[test]
fn a_backup_of_the_keys_from_before_is_told_apart() {
    let session = Session::with_fixture("stadtwerke.txt").write("pass", "four words of mine\n");
    let backup = |file: &str| format!("factledger key backup {file} --passphrase-file pass");
    session.run(&backup("old.age")).success();
    session.run("factledger key rotate").success();
    session.run(&backup("new.age")).success();
    let restore = |file: &str, keys: &str| {
        format!("factledger --keys {keys} key restore {file} --passphrase-file pass")
    };
    let refused = session.run(&restore("old.age", ".home/.config/factledger/keys")).failure();
    assert!(refused.contains("no key is overwritten"), "{refused}");
    session.run(&restore("new.age", "new")).success();
    session.run("factledger --keys new mark C1 corroborated -m report").success();
    session.run(&restore("old.age", "old")).success();
    let refused = session.run("factledger --keys old mark C2 corroborated -m report").failure();
    assert!(refused.contains("is not the one in the ledger"), "{refused}");
    assert!(refused.contains("rotated"), "{refused}");
}

#[test]
fn only_a_reviewer_with_the_key_of_the_ledger_rotates_it() {
    let session = Session::with_fixture("stadtwerke.txt");
    let refused = session.run("factledger --as ben key rotate").failure();
    assert!(refused.contains("ben is not yet a reviewer"), "{refused}");
    session.run("factledger --keys none key rotate").failure();
    session.run("factledger verify").success();
    assert_eq!(session.run("factledger history --type key.rotated").success(), "");
    let empty = Session::new();
    empty.run("factledger key rotate").failure();
    assert!(!empty.path().join("factledger.db").exists());
}
