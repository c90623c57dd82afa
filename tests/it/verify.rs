//! `verify`: what it checks, and how it reports it.

use factledger::merkle::{SigningKey, sign};
use snapbox::{assert_data_eq, str};

use crate::session::Session;

fn judged() -> Session {
    let session = Session::with_fixture("stadtwerke.txt");
    session.run("factledger mark C1 disputed -m 'it was 3.4'").success();
    session
}

#[test]
fn a_sound_ledger_is_reported_with_the_limits_of_the_check() {
    assert_data_eq!(
        judged().run("factledger verify").screen(),
        str![[r#"
5 entries hashed, 5 signatures and 2 checkpoints are valid
it extends the checkpoint of 5 entries
1 text or page matches its hash; [..] index rows match the log
sound: 5 entries, root fce7c7619018a9d8b05ca32d41fe76470013f47b24c37e9d848eb656dd235434
to rule out an older copy, and a rewrite by someone who has the file and its keys,
compare with a checkpoint kept elsewhere: --checkpoint FILE

"#]]
    );
}

#[test]
fn a_changed_entry_is_named_with_what_is_still_proven() {
    let session = judged();
    rusqlite::Connection::open(session.path().join("factledger.db"))
        .unwrap()
        .execute_batch(
            "DROP TRIGGER entries_are_not_changed;
             UPDATE entries
             SET bytes = CAST(replace(CAST(bytes AS TEXT), '\"C1\"', '\"C2\"') AS BLOB)
             WHERE position = 4;",
        )
        .unwrap();
    let found = session.run("factledger verify");
    assert_eq!(found.code, 3);
    assert_data_eq!(
        found.screen(),
        str![[r#"
WRONG `E4` was changed after it was recorded: its hash differs
  still proven: every other entry not named here
  what to do: restore the ledger from a backup
WRONG the trigger `entries_are_not_changed` is missing
  still proven: the log, which is checked on its own
  what to do: the entries are not affected; `factledger verify --rebuild` repairs it, if the log is sound
5 entries hashed, 4 signatures and 2 checkpoints are valid
it extends the checkpoint of 5 entries
1 text or page matches its hash; [..] index rows match the log
error: 2 problems found
hint: the first bad entry is `E4`

"#]]
    );
}

#[test]
fn without_a_key_nothing_is_signed_and_all_is_verified() {
    let session = judged();
    let keys = ".home/.config/factledger/keys/*";
    session.run(&format!("chmod 644 {keys}/reviewers/ana.key")).success();
    assert!(
        session.run("factledger note C1 -m x").failure().contains("other users can read the key")
    );
    session.run(&format!("rm {keys}/reviewers/ana.key")).success();
    assert!(
        session
            .run("factledger note C1 -m x")
            .failure()
            .contains("the key of ana is not on this machine")
    );
    session.run(&format!("echo nonsense | tee {keys}/ledger.key")).success();
    assert!(session.run("factledger --as ben note C1 -m x").failure().contains("is not valid"));
    session.run("factledger verify").success();
    session.run("factledger list").success();
}

#[test]
fn private_keys_are_outside_the_ledger_and_readable_only_by_their_owner() {
    let session = judged();
    let modes =
        "find .home -name '*.key' -exec stat -c %a {} + -o -name reviewers -exec stat -c %a {} +";
    let modes = session.run(modes).success();
    let mut modes: Vec<&str> = modes.lines().collect();
    modes.sort_unstable();
    assert_eq!(modes, ["600", "600", "700"]);
    let secret = session.run("cat .home/.config/factledger/keys/*/ledger.key").success();
    let secret = secret.trim().rsplit('+').next().unwrap().to_owned();
    let ledger = std::fs::read(session.path().join("factledger.db")).unwrap();
    assert!(!ledger.windows(secret.len()).any(|window| window == secret.as_bytes()));
}

#[test]
fn a_name_that_looks_like_another_is_refused() {
    let session = judged();
    assert_data_eq!(
        session.run("factledger --as \u{430}na note C1 -m x").failure(),
        str![[r#"
error: the name `аna` looks like `ana`, who is already a reviewer
hint: choose a name that cannot be mistaken for ana

"#]]
    );
    session.run("factledger --as Ana note C1 -m x").failure();
    session.run("factledger --as anna --new note C1 -m x").success();
}

#[test]
fn no_key_is_made_while_the_clock_is_fixed() {
    let session = Session::new().write("a.txt", "It cost 5 crowns in May.\n");
    session.run("unset FACTLEDGER_NOW && factledger import a.txt").success();
    let refused = session.run("factledger --as ben note C1 -m x").failure();
    assert!(refused.contains("anybody could guess them"), "{refused}");
    session.run("unset FACTLEDGER_NOW && factledger --as ben note C1 -m x").success();
}

#[test]
fn verify_prints_one_json_object() {
    let session = judged();
    session.run("factledger checkpoint --cosign -o cosigned").success();
    let told = session.run("factledger verify --format json --checkpoint cosigned").success();
    assert_data_eq!(
        &told,
        str![[r#"
{
  "sound": true,
  "only_hashes": false,
  "origin": "factledger-test/2e93157149d8c081",
  "entries": 5,
  "signatures": 5,
  "checkpoints": 2,
  "contents": 1,
  "words": 1,
  "rows": 341,
  "size": 5,
  "root": "fce7c7619018a9d8b05ca32d41fe76470013f47b24c37e9d848eb656dd235434",
  "kept": [
    {
      "name": "cosigned",
      "size": 5
    },
    {
      "name": "[..]/.config/factledger/keys/factledger-test%2F2e93157149d8c081/last-signed.checkpoint",
      "size": 5
    },
    {
      "name": "[..]/.config/factledger/keys/factledger-test%2F2e93157149d8c081/last-cosigned/ana.checkpoint",
      "size": 5
    }
  ],
  "cosigned": [
    {
      "reviewer": "ana",
      "at": "2026-11-23T08:02:00Z",
      "size": 5,
      "extended": true,
      "revoked": false
    }
  ],
  "findings": [],
  "more_findings": 0,
  "not_compared": [],
  "first_bad": null,
  "odd_times": []
}

"#]]
    );
    rusqlite::Connection::open(session.path().join("factledger.db"))
        .unwrap()
        .execute_batch(
            "DROP TRIGGER entries_are_not_changed;
             UPDATE entries
             SET bytes = CAST(replace(CAST(bytes AS TEXT), '\"C1\"', '\"C2\"') AS BLOB)
             WHERE position = 4;",
        )
        .unwrap();
    let found = session.run("factledger --keys nowhere verify --format json");
    assert_eq!(found.code, 3);
    assert_data_eq!(
        found.screen(),
        str![[r#"
{
  "sound": false,
  "only_hashes": false,
  "origin": "factledger-test/2e93157149d8c081",
  "entries": 5,
  "signatures": 4,
  "checkpoints": 2,
  "contents": 1,
  "words": 1,
  "rows": 0,
  "size": 5,
  "root": "fce7c7619018a9d8b05ca32d41fe76470013f47b24c37e9d848eb656dd235434",
  "kept": [],
  "cosigned": [],
  "findings": [
    {
      "what": "`E4` was changed after it was recorded: its hash differs",
      "entry": "E4",
      "proven": "every other entry not named here",
      "advice": "restore the ledger from a backup"
    },
    {
      "what": "the trigger `entries_are_not_changed` is missing",
      "entry": null,
      "proven": "the log, which is checked on its own",
      "advice": "the entries are not affected; `factledger verify --rebuild` repairs it, if the log is sound"
    }
  ],
  "more_findings": 0,
  "not_compared": [],
  "first_bad": "E4",
  "odd_times": []
}
error: 2 problems found
hint: the first bad entry is `E4`

"#]]
    );
    session.run("factledger verify --format csv").misuse();
}

#[test]
fn a_bundle_has_json_output_and_a_proof_has_none() {
    let session = judged();
    session.run("factledger export --format bundle -o bundle").success();
    let key = "$(factledger reviewer export-key --ledger-key)";
    let told = session.run(&format!("factledger verify bundle --format json --key {key}")).json();
    assert_eq!((&told["sound"], &told["entries"]), (&true.into(), &5.into()));
    session.run("printf x >> bundle/report.html").success();
    let told = session.run("factledger verify bundle --format json");
    assert_eq!(told.code, 3);
    let told: serde_json::Value = serde_json::from_str(&told.stdout).unwrap();
    assert!(told["findings"][0]["what"].as_str().unwrap().contains("report.html"), "{told}");
    session.run("factledger prove C1 -o proof").success();
    session.run(&format!("factledger verify proof --key {key}")).success();
    session.run(&format!("factledger verify proof --key {key} --format json")).misuse();
}

#[test]
fn a_checkpoint_of_an_empty_log_must_have_the_empty_root() {
    let session = judged();
    let origin = session.run("factledger checkpoint | head -1").success();
    let secret = session.run("cat .home/.config/factledger/keys/*/ledger.key").success();
    let log: SigningKey = secret.trim().parse().unwrap();
    let empty = |root: &str| sign(&format!("{origin}0\n{root}\n"), &log);
    let root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    let session =
        session.write("empty", empty(root)).write("other", empty(&root.replace('4', "5")));
    session.run("factledger verify --checkpoint empty").success();
    let found = session.run("factledger verify --checkpoint other");
    assert_eq!(found.code, 3);
    assert!(
        found.stdout.contains("does not extend the checkpoint of 0 entries"),
        "{}",
        found.stdout
    );
}

#[test]
fn a_changed_hash_and_a_changed_entry_are_different_findings() {
    let session = judged();
    rusqlite::Connection::open(session.path().join("factledger.db"))
        .unwrap()
        .execute_batch(
            "DROP TRIGGER entries_are_not_changed;
             UPDATE entries SET leaf = zeroblob(32) WHERE position = 3;",
        )
        .unwrap();
    let found = session.run("factledger verify");
    assert_eq!(found.code, 3);
    let first = found.stdout.lines().next().unwrap();
    assert_eq!(first, "WRONG `E3` is as it was signed, but the hash stored with it was changed");
    assert!(found.stderr.contains("the first bad entry is `E3`"), "{}", found.stderr);
    assert!(!found.stdout.contains("`E4`"), "{}", found.stdout);
}

#[test]
fn a_last_checkpoint_damaged_by_a_power_cut_is_ignored() {
    let session = Session::with_fixture("stadtwerke.txt");
    for left in ["''", "'factledger'", "'a\\0\\0\\0'"] {
        session
            .run(&format!(
                "printf {left} | tee .home/.config/factledger/keys/*/last-signed.checkpoint"
            ))
            .success();
        session.run("factledger verify").success();
        session.run("factledger note C1 -m 'it goes on'").success();
    }
}

#[test]
fn a_changed_first_entry_is_a_finding_like_any_other() {
    let session = judged();
    session.run("factledger export --format bundle -o b").success();
    rusqlite::Connection::open(session.path().join("factledger.db"))
        .unwrap()
        .execute_batch(
            "DROP TRIGGER entries_are_not_changed;
             UPDATE entries
             SET bytes = CAST(replace(CAST(bytes AS TEXT), 'sha256', 'sha25x') AS BLOB)
             WHERE position = 0;",
        )
        .unwrap();
    session.run("sed -i '0,/sha256/s//sha25x/' b/tile/entries/*/*").success();
    for what in ["", "b"] {
        let found = session.run(&format!("factledger verify {what}"));
        assert_eq!(found.code, 3);
        assert!(found.stdout.starts_with("WRONG `E0` "), "{}", found.screen());
        assert!(found.stderr.contains("the first bad entry is `E0`"), "{}", found.stderr);
        let told = session.run(&format!("factledger verify {what} --format json"));
        let told: serde_json::Value = serde_json::from_str(&told.stdout).unwrap();
        assert_eq!(told["first_bad"], "E0");
    }
}

#[test]
fn a_checkpoint_resaved_by_an_editor_is_not_tampering() {
    let session = judged();
    session.run("factledger checkpoint -o kept").success();
    session.run(r"sed 's/$/\r/' kept > crlf; printf '\357\273\277' | cat - kept > mark").success();
    session.run(r"printf '\377\376a\0' > utf16").success();
    session.run("printf '%s' \"$(cat kept)\" > cut; sed 's/^/> /' kept > quoted").success();
    session.run("iconv -t UTF-16 kept > utf16 || cp kept utf16").success();
    session.run("factledger prove C1 -o proof; sed 's/$/\r/' proof > proof-crlf").success();
    session.run("factledger export --format bundle -o b").success();
    session.run(r"printf '\357\273\277' | cat - b/keys/log.vkey > key-mark").success();
    for file in ["crlf", "mark", "cut", "quoted", "utf16"] {
        for what in ["", "b "] {
            let verified = session.run(&format!("factledger verify {what}--checkpoint {file}"));
            assert!(verified.success().contains("it extends the checkpoint"), "{file}");
        }
        session.run(&format!("factledger checkpoint --cosign --of {file} > /dev/null")).success();
        by_python(&session, &format!("b --checkpoint {file} --key key-mark"), 0);
    }
    session.run("factledger verify proof-crlf --key key-mark").success();
    for other in ["proof", "b/report.json", "b/SHA256SUMS.note", "b/verify.py", "factledger.db"] {
        for what in ["", "b "] {
            let run = session.run(&format!("factledger verify {what}--checkpoint {other}"));
            let said = run.misuse();
            assert!(said.contains("this says nothing about the ledger"), "{said}");
        }
        by_python(&session, &format!("b --checkpoint {other}"), 2);
    }
}

/// Run the verifier of a bundle, where there is a Python for it.
fn by_python(session: &Session, arguments: &str, code: i32) {
    if session.run("python3 -c 'import sys; sys.exit(sys.version_info < (3, 9))'").code == 0 {
        let ran = session.run(&format!("python3 -I b/verify.py {arguments}"));
        assert_eq!(ran.code, code, "{arguments}: {}", ran.screen());
    }
}

#[test]
fn files_that_a_desktop_puts_into_a_bundle_are_named_and_no_more() {
    let session = judged();
    session.run("factledger export --format bundle -o b").success();
    for file in
        [".DS_Store", "contents/.DS_Store", "desktop.ini", "tile/Thumbs.db", "._report.html"]
    {
        session.run(&format!("echo x > b/{file}")).success();
    }
    let verified = session.run("factledger verify b");
    assert!(verified.stderr.contains("not of the bundle, and not checked: contents/.DS_Store"));
    assert_eq!(verified.code, 0, "{}", verified.screen());
    let told = session.run("factledger verify b --format json").json();
    assert_eq!(told["not_of_bundle"].as_array().unwrap().len(), 5);
    by_python(&session, "b", 0);
    session.run("echo x > b/report2.html").success();
    assert_eq!(session.run("factledger verify b").code, 3);
    by_python(&session, "b", 3);
}

#[test]
fn the_words_after_a_finding_do_not_contradict_it() {
    let session = judged();
    session.run("factledger checkpoint -o kept").success();
    session.run("factledger --ledger other.db import *.txt && factledger --ledger other.db checkpoint -o other").success();
    let found = session.run("factledger verify --checkpoint other --checkpoint kept");
    assert_eq!(found.code, 3);
    assert!(found.stdout.contains("(other)"), "{}", found.stdout);
    for line in found.stdout.lines().filter(|line| line.contains("it extends")) {
        assert!(line.contains(" in "), "{}", found.stdout);
    }
}

#[test]
fn a_packed_bundle_is_to_be_unpacked_first() {
    let session = judged();
    session.run("factledger export --format bundle -o b && tar czf b.tar.gz b").success();
    let said = session.run("factledger verify b.tar.gz").failure();
    assert!(said.contains("unpack it first"), "{said}");
    session.run("factledger checkpoint -o kept").success();
    let said = session.run("factledger verify kept").failure();
    assert!(said.contains("verify --checkpoint FILE"), "{said}");
}

#[test]
fn a_log_has_one_key_and_more_are_refused() {
    let session = judged();
    session.run("factledger export --format bundle -o b").success();
    session.run("cat b/keys/log.vkey b/keys/reviewers.vkey > both").success();
    for what in ["", "b"] {
        let refused = session.run(&format!("factledger verify {what} --key both")).misuse();
        assert!(refused.contains("but a log has only one"), "{refused}");
    }
    session.run("factledger prove C1 -o proof 2>/dev/null").success();
    session.run("factledger verify proof --key both").success();
}

#[test]
fn an_empty_file_is_reported_as_empty() {
    let session = Session::new().write("factledger.db", "");
    assert_data_eq!(
        session.run("factledger list").failure(),
        str![[r#"
error: the ledger `factledger.db` cannot be used
       └─ the file is empty: it has 0 bytes and no ledger
hint: `factledger init` or `import FILE` makes one; `--ledger FILE` names another
      if it held one before, restore a backup

"#]]
    );
    let other = session.run("factledger verify factledger.db").failure();
    assert!(other.contains("`factledger.db` is empty"), "{other}");
}
