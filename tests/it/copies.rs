//! Proofs of single verdicts, backups, and rebuilding the index.

use rusqlite::Connection;
use snapbox::{assert_data_eq, str};

use crate::session::{Ran, Session};

fn judged() -> Session {
    let session = Session::with_fixture("stadtwerke.txt");
    session.run("factledger mark C1 disputed -m 'it was 3.4'").success();
    session
}

#[test]
fn a_verdict_can_be_verified_with_nothing_but_keys() {
    let session = judged();
    let proven = session.run("factledger prove C1 -o C1.tlog-proof");
    assert_data_eq!(
        proven.screen(),
        str![[r#"
proof of `E4`: ana marked C1 disputed
to check it: factledger verify C1.tlog-proof --key factledger-test/2e93157149d8c081+d1076e2c+AV/qF1zKkHRuQ/y21eK/Kxziy7p/5aCmnIRo3rgjGMYr --key factledger-test/2e93157149d8c081/ana+78fab055+ARI5MEPRXXvtPyH6MSYWp8AlDpS0WwYlcjg6O3w+wol5

"#]]
    );
    let line = proven.stderr.lines().nth(1).unwrap().split(": ").nth(1).unwrap().to_owned();
    session.run("rm -r .home factledger.db").success();
    assert_data_eq!(
        session.run(&line).screen(),
        str![[r#"
`E4` is in the log factledger-test/2e93157149d8c081 of 5 entries, root fce7c7619018a9d8b05ca32d41fe76470013f47b24c37e9d848eb656dd235434
ana marked C1 disputed, 2026-11-23T08:01:00Z
  it was 3.4
about the words with SHA-256 [..]
the log's key signed the checkpoint, and the reviewer's key the entry
this does not show whether the review is still in force, or whether others disagree

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
fn a_hash_prefix_that_looks_like_an_entry_id_still_names_a_claim() {
    let session = Session::new().write("a.txt", "The council paid 57 crowns.");
    session.run("factledger import a.txt --min-score 0").success();
    session.run("factledger mark C1 disputed -m 'it was 75'").success();
    let list = session.run("factledger list --format json").success();
    assert!(list.contains("\"e32056b6"), "{list}");
    let proven = session.run("factledger prove e32056 -o 1.proof");
    assert!(proven.stderr.contains("ana marked C1 disputed"), "{}", proven.screen());
    let absent = session.run("factledger prove e320567").failure();
    assert!(absent.contains("there is no entry `E320567`"), "{absent}");
}

#[test]
fn suggested_commands_work_with_any_file_name() {
    let session = judged();
    for line in ["prove C1 -o", "export --format bundle -o"] {
        let made = session.run(&format!("factledger {line} \"it's \\$(touch x); & *\""));
        let typed = made.stderr.split("to check it: ").nth(1).unwrap().to_owned();
        session.run(&typed).success();
        session.run("rm -r it*; ! test -e x").success();
    }
}

#[test]
fn what_cannot_be_proven_is_explained() {
    let session = judged();
    assert_data_eq!(
        session.run("factledger prove C2").failure(),
        str![[r#"
error: nobody has reviewed `C2`: there is no verdict to prove
hint: `factledger history C2` names the entry that recorded it; prove that one

"#]]
    );
    session.run("factledger prove E99").failure();
    session.run("factledger prove C999").failure();
    let proof = session.run("factledger prove e3").success();
    assert!(proof.starts_with("c2sp.org/tlog-proof@v1\nextra "), "{proof}");
}

#[test]
fn a_backup_shows_one_moment_while_others_write_and_is_verified() {
    let session = judged();
    let writers: Vec<_> = (0..4)
        .map(|who| {
            session.start(&format!(
                "for claim in 2 3 4 5 6; do \
                 FACTLEDGER_NOW=2026-11-24T0{who}:0$claim:00Z \
                 factledger --as writer{who} note C$claim -m 'x' || exit 1; done"
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
fn a_backup_of_a_damaged_ledger_is_not_kept() {
    let session = judged();
    tamper(
        &session,
        "DROP TRIGGER entries_are_not_changed;
         UPDATE entries SET bytes = CAST(replace(CAST(bytes AS TEXT), '\"ts\":\"2', '\"ts\":\"1') AS BLOB)
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
fn a_changed_index_is_rebuilt_from_the_log() {
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
fn no_index_is_rebuilt_from_a_damaged_log() {
    let session = judged();
    tamper(
        &session,
        "DROP TRIGGER entries_are_not_changed;
         UPDATE entries SET bytes = CAST(replace(CAST(bytes AS TEXT), '\"ts\":\"2', '\"ts\":\"1') AS BLOB)
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

/// Overwrite the page of the file that holds these words in its middle with zeros.
fn wipe_page_with(session: &Session, words: &str) {
    const PAGE: usize = 8192;
    let path = session.path().join("factledger.db");
    let mut bytes = std::fs::read(&path).unwrap();
    let found = bytes.windows(words.len()).enumerate();
    let found = found.filter(|(_, window)| *window == words.as_bytes());
    let places: Vec<usize> = found.map(|(at, _)| at).collect();
    let at = places[places.len() / 2];
    let page = at / PAGE * PAGE;
    assert!(page > 0, "the first page is the schema");
    bytes[page..page + PAGE].fill(0);
    std::fs::write(path, bytes).unwrap();
}

/// A ledger of many entries, the notes numbered.
fn noted() -> Session {
    let session = judged();
    let claims = "C1 C2 C3 C4 C5 C6 C7 C8 C9 C10";
    for number in 0..6 {
        session.run(&format!("factledger note {claims} -m 'note-{number}'")).success();
    }
    session
}

#[test]
fn everything_in_a_sound_ledger_is_saved() {
    let session = noted();
    let saved = session.run("factledger salvage saved");
    assert_eq!(saved.code, 0);
    assert_data_eq!(
        saved.screen(),
        str![[r#"
65 of 65 entries verify
saved/ledger.db has the first 65 entries, and is sound

"#]]
    );
    let all = session.run("factledger list --format json").success();
    assert_eq!(
        session.run("factledger --ledger saved/ledger.db list --format json").success(),
        all
    );
    assert_eq!(session.run("ls saved").success(), "ledger.db\n");
    session.run("factledger salvage saved").failure();
    let called = session.run(r#"factledger salvage "$(printf 'a\033[2Jb')""#).success();
    assert!(called.contains("a⟪U+001B⟫[2Jb/ledger.db has the first 65 entries"), "{called}");
    session
        .run("factledger --ledger saved/ledger.db --this-copy note C1 -m 'it goes on'")
        .success();
}

#[test]
fn everything_that_verifies_in_a_damaged_ledger_is_saved_and_the_rest_is_named() {
    let session = noted();
    wipe_page_with(&session, r#""type":"note.added""#);
    let found = session.run("factledger verify");
    assert_eq!(found.code, 3, "{}", found.screen());
    assert!(found.stdout.contains("factledger salvage FOLDER"), "{}", found.screen());
    let found = session.run("factledger verify --rebuild");
    assert_eq!(found.code, 3, "{}", found.screen());
    assert!(found.stdout.contains("factledger salvage FOLDER"), "{}", found.screen());
    let saved = session.run("factledger salvage saved");
    assert_eq!(saved.code, 3, "{}", saved.screen());
    assert_data_eq!(
        saved.screen(),
        str![[r#"
[..] of 65 entries verify
missing: E[..] to E[..]
saved/ledger.db has the first 25 entries, and is sound
[..] further entries in saved/entries
[..] notes and names in saved/words.jsonl
error: [..] entries are missing
hint: look for them in backups and bundles: `factledger verify` shows which are intact

"#]]
    );
    session.run("factledger --keys none verify saved/ledger.db").success();
    // What is after the gap verifies still, note for note.
    let saved = session.run("cat saved/words.jsonl").success();
    assert!(saved.contains("note-5"), "{saved}");
    assert!(!saved.contains("note-0"), "what is in the new ledger is not there twice");
    assert_eq!(session.run("ls").success(), "factledger.db\nsaved\nstadtwerke.txt\n");
}

#[test]
fn notes_are_saved_from_a_file_that_is_no_longer_a_database() {
    let session = noted();
    let path = session.path().join("factledger.db");
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[..8192].fill(0);
    std::fs::write(&path, bytes).unwrap();
    let saved = session.run("factledger salvage saved");
    assert_eq!(saved.code, 3);
    assert_data_eq!(
        saved.screen(),
        str![[r#"
0 of 0 entries verify
no ledger could be made: no checkpoint is intact
65 pieces that cannot be proven in saved/unproven
61 notes and names in saved/words.jsonl
error: there is no new ledger, only pieces
hint: look for a backup or a bundle: `factledger verify` shows which are intact

"#]]
    );
    assert_eq!(session.run("ls saved/unproven | wc -l").success().trim(), "65");
    let full = session.run("trap '' XFSZ; ulimit -f 0; factledger salvage full").failure();
    assert!(full.starts_with("error: `full` cannot be written\n"), "{full}");
    assert!(full.contains(".note` cannot be written\n"), "{full}");
    let folder = session.run("factledger --ledger saved salvage more").failure();
    assert!(folder.contains("the file is not a ledger"), "{folder}");
    let session = session.write("other", "not a ledger at all");
    let nothing = session.run("factledger --ledger other salvage more");
    assert_eq!(nothing.code, 3);
    assert!(nothing.stderr.contains("no entry in it verifies"));
    assert_eq!(session.run("ls").success(), "factledger.db\nother\nsaved\nstadtwerke.txt\n");
}

/// What `salvage` reports for a ledger after this was done to it.
#[track_caller]
fn saved_after(sql: &str) -> String {
    let session = noted();
    tamper(&session, sql);
    let saved = session.run("factledger salvage saved");
    assert_eq!(saved.code, 3, "{}", saved.screen());
    saved.screen()
}

#[test]
fn salvage_succeeds_only_if_everything_is_in_a_sound_ledger() {
    assert_data_eq!(
        saved_after("DROP TRIGGER checkpoints_are_not_removed; DELETE FROM checkpoints"),
        str![[r#"
65 of 65 entries verify
no ledger could be made: no checkpoint is intact
65 further entries in saved/entries
1 text or page in saved/contents
61 notes and names in saved/words.jsonl
error: there is no new ledger, only pieces
hint: look for a backup or a bundle: `factledger verify` shows which are intact

"#]]
    );
    assert_data_eq!(
        saved_after(
            "DROP TRIGGER checkpoints_are_not_removed; DELETE FROM checkpoints WHERE size = 65"
        ),
        str![[r#"
65 of 65 entries verify
saved/ledger.db has the first 55 entries, and is sound
10 further entries in saved/entries
10 notes and names in saved/words.jsonl
error: 10 entries are not in the new ledger
hint: look for them in backups and bundles: `factledger verify` shows which are intact

"#]]
    );
    assert_data_eq!(
        saved_after(
            "DROP TRIGGER contents_are_not_changed; UPDATE contents SET bytes = zeroblob(9)"
        ),
        str![[r#"
65 of 65 entries verify
saved/ledger.db has the first 65 entries, and is not sound: verify it
error: the new ledger is not sound
hint: `factledger verify saved/ledger.db` shows why

"#]]
    );
}

#[test]
fn a_proof_is_checked_with_the_key_that_was_valid_then() {
    let session = judged();
    for line in [
        "factledger reviewer add ben",
        "factledger --as ben mark C2 corroborated",
        "factledger reviewer revoke ben -m 'the laptop was stolen'",
        "factledger reviewer add ben",
        "factledger --as ben mark C3 corroborated",
        "factledger export --format bundle -o b",
    ] {
        session.run(line).success();
    }
    let keys = "--key b/keys/log.vkey --key b/keys/reviewers.vkey";
    for claim in ["C1", "C2", "C3"] {
        session.run(&format!("factledger prove {claim} -o {claim}.tlog-proof")).success();
        let told = session.run(&format!("factledger verify {claim}.tlog-proof {keys}")).success();
        assert!(told.contains("and the reviewer's key the entry"), "{told}");
    }
    session.run("factledger verify b").success();
    // The key that he has now is not the one that he had then.
    session.run("grep /ben b/keys/reviewers.vkey | tail -1 > now").success();
    let other = session.run("factledger verify C2.tlog-proof --key b/keys/log.vkey --key now");
    assert_eq!(other.code, 3);
    assert!(
        other.stderr.contains("not signed by any of the given keys of ben"),
        "{}",
        other.stderr
    );
}

#[test]
fn a_file_that_is_not_a_ledger_bundle_or_proof_is_refused() {
    let session = judged().write("x", "nothing of ours");
    assert_data_eq!(
        session.run("factledger verify x").failure(),
        str![[r#"
error: `x` is not a ledger, a bundle or a proof
hint: a ledger whose first page is damaged looks like this, too: `factledger --ledger FILE salvage FOLDER`

"#]]
    );
}

#[test]
fn no_number_in_a_damaged_file_is_trusted() {
    let session = noted();
    tamper(
        &session,
        "DROP TRIGGER checkpoints_are_of_the_whole_log;
         DROP TRIGGER entries_are_appended;
         INSERT INTO checkpoints VALUES (1000000000000, x'00');
         INSERT INTO checkpoints VALUES (9223372036854775807, x'00');
         INSERT INTO entries VALUES (1000000000000, zeroblob(16), x'00', zeroblob(32));
         INSERT INTO entries
         SELECT 9223372036854775807, randomblob(16), bytes, leaf FROM entries WHERE position = 9",
    );
    let saved = session.run("timeout 20 factledger salvage saved");
    assert!(saved.stdout.starts_with("65 of 65 entries verify\n"), "{}", saved.screen());
    // Nor is a table that has no end.
    tamper(
        &session,
        "ALTER TABLE entries RENAME TO old;
         CREATE VIEW ENTRIES AS
         WITH RECURSIVE up (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up)
         SELECT -n AS position, x'00' AS bytes, x'00' AS leaf FROM up",
    );
    let saved = session.run("timeout 20 factledger salvage again");
    assert_ne!(saved.code, 124, "{}", saved.screen());
    assert_eq!(session.run("ls again/unproven | wc -l").success().trim(), "65");
}
