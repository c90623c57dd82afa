//! Cosigning checkpoints, and verifying cosignatures.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use factledger::domain::Sha256;
use factledger::merkle::{Checkpoint, SignedNote, SigningKey, VerifierKey};
use rusqlite::Connection;
use snapbox::{assert_data_eq, str};

use crate::session::{Ran, Session};

/// A ledger of ana's, which knows ben, whose key is in a folder of his own.
fn ledger() -> Session {
    let session = Session::with_fixture("stadtwerke.txt");
    session.run("factledger --keys bens --as ben reviewer export-key > ben.vkey").success();
    session.run("factledger reviewer add ben --key \"$(cat ben.vkey)\"").success();
    session
}

/// What ben does, on a machine of his own.
fn ben(session: &Session, line: &str) -> Ran {
    session.run(&format!("factledger --keys bens --as ben {line}"))
}

fn read(session: &Session, name: &str) -> String {
    std::fs::read_to_string(session.path().join(name)).unwrap()
}

fn key(session: &Session, of: &str) -> VerifierKey {
    let key = session.run(&format!("factledger reviewer export-key {of}")).success();
    key.trim().parse().unwrap()
}

/// The times at which this reviewer cosigned it, and how many lines there are.
fn lines(session: &Session, note: &str, reviewer: &str) -> (Vec<u64>, usize) {
    let checkpoint = Checkpoint::verified(note.as_bytes(), &key(session, "--ledger-key")).unwrap();
    let note = SignedNote::parse(note.as_bytes()).unwrap();
    let reviewer = key(session, reviewer);
    let times = note.signatures.iter().map(|line| checkpoint.verify_cosignature(line, &reviewer));
    (times.filter_map(Result::unwrap).collect(), note.signatures.len())
}

#[test]
fn a_reviewer_cosigns_the_last_checkpoint() {
    let session = ledger();
    let cosigned = ben(&session, "checkpoint --cosign");
    assert_data_eq!(
        &cosigned.stderr,
        str![[r#"
5 entries hashed, and cosigned by ben at 2026-11-23T08:03:00Z

"#]]
    );
    let plain = session.run("factledger checkpoint").success();
    let line = cosigned.stdout.strip_prefix(&plain).expect("the checkpoint stands as it was");
    assert!(line.starts_with("— factledger-test/"), "{line}");
    // 2026-11-23T08:03:00Z
    assert_eq!(lines(&session, &cosigned.stdout, "ben"), (vec![1_795_420_980], 2));
    // Nothing was recorded, and it can be saved.
    assert_eq!(session.run("factledger checkpoint").success(), plain);
    assert_data_eq!(
        ben(&session, "checkpoint --cosign -o monday.cosigned").screen(),
        str![[r#"
5 entries hashed, and cosigned by ben at 2026-11-23T08:08:00Z
checkpoint written to monday.cosigned

"#]]
    );
    assert_eq!(lines(&session, &read(&session, "monday.cosigned"), "ben").1, 2);
}

/// By C2SP tlog-cosignature alone, with nothing of ours.
#[test]
fn the_key_of_a_cosigner_verifies_what_they_cosigned() {
    use ed25519_dalek::{Signature, VerifyingKey};
    let session = ledger();
    let cosigned = ben(&session, "checkpoint --cosign").success();
    let vkey = session.run("factledger reviewer export-key ben --cosigner").success();
    let (name, rest) = vkey.trim().split_once('+').unwrap();
    let (id, key) = rest.split_once('+').unwrap();
    let key = BASE64.decode(key).unwrap();
    let (kind, key) = key.split_first().unwrap();
    assert_eq!(*kind, 4);
    let hash = Sha256::of_parts(&[name.as_bytes(), b"\n\x04", key]).to_string();
    assert_eq!(id, &hash[..8]);
    let (text, lines) = cosigned.split_once("\n\n").unwrap();
    let line = lines.lines().find_map(|line| line.strip_prefix(&format!("— {name} "))).unwrap();
    let line = BASE64.decode(line).unwrap();
    let (line_id, line) = line.split_first_chunk::<4>().unwrap();
    assert_eq!(format!("{:08x}", u32::from_be_bytes(*line_id)), id);
    let (time, signature) = line.split_first_chunk::<8>().unwrap();
    let signed = format!("cosignature/v1\ntime {}\n{text}\n", u64::from_be_bytes(*time));
    let key = VerifyingKey::from_bytes(key.try_into().unwrap()).unwrap();
    let signature = Signature::from_slice(signature).unwrap();
    key.verify_strict(signed.as_bytes(), &signature).unwrap();
    // It is not the key that signs entries, and is refused as one.
    let entries = session.run("factledger reviewer export-key ben").success();
    assert_ne!(vkey, entries);
    let added = session.run(&format!("factledger reviewer add carla --key '{}'", vkey.trim()));
    added.failure();
    session.run("factledger reviewer export-key --cosigner --ledger-key").misuse();
}

#[test]
fn nothing_is_cosigned_that_cannot_be_written() {
    let session = ledger();
    for output in ["bens", "ben.vkey", "factledger.db", "nowhere/x", "ben.vkey --force -o bens"] {
        let refused = ben(&session, &format!("checkpoint --cosign -o {output}"));
        assert_ne!(refused.code, 0, "{output}");
        assert!(!refused.stderr.contains("cosigned by"), "{}", refused.stderr);
        session.run("! ls bens/*/last-cosigned/*.checkpoint").success();
    }
    ben(&session, "checkpoint --cosign -o ben.vkey --force").success();
}

#[test]
fn verify_names_the_cosigners_of_a_checkpoint_and_what_that_proves() {
    let session = ledger();
    ben(&session, "checkpoint --cosign -o monday.cosigned").success();
    session.run("factledger note C1 -m 'asked'").success();
    assert_data_eq!(
        session.run("factledger verify --checkpoint monday.cosigned").screen(),
        str![[r#"
6 entries hashed, 6 signatures and 3 checkpoints are valid
it extends the checkpoint of 5 entries
it extends the checkpoint of 6 entries
cosigned by ben at 2026-11-23T08:03:00Z, of 5 entries
  proven: these entries existed by then, if ben's clock was right
1 text or page matches its hash; [..] index rows match the log
sound: 6 entries, root [..]

"#]]
    );
    // On ben's machine it is kept, and needs no naming.
    assert!(ben(&session, "verify").success().contains("cosigned by ben at 2026-11-23T08:03:00Z"));
    session.run("factledger reviewer revoke ben -m 'stolen'").success();
    let told = session.run("factledger verify --checkpoint monday.cosigned").success();
    assert_data_eq!(
        told,
        str![[r#"
7 entries hashed, 7 signatures and 4 checkpoints are valid
it extends the checkpoint of 5 entries
it extends the checkpoint of 7 entries
cosigned by ben at 2026-11-23T08:03:00Z, of 5 entries
  proven: nothing: that key was revoked, and anyone who has it can claim any time
1 text or page matches its hash; [..] index rows match the log
sound: 7 entries, root [..]

"#]]
    );
}

#[test]
fn a_sent_checkpoint_gets_a_signature_and_keeps_the_others() {
    let session = ledger();
    session.run("factledger checkpoint -o old.checkpoint").success();
    session.run("factledger note C1 -m 'asked'").success();
    session.run("factledger checkpoint --cosign --of old.checkpoint -o ana.cosigned").success();
    let both = ben(&session, "checkpoint --cosign --of ana.cosigned").success();
    assert!(both.starts_with(&read(&session, "ana.cosigned")), "{both}");
    assert_eq!(lines(&session, &both, "ana").0.len(), 1);
    let (times, all) = lines(&session, &both, "ben");
    assert_eq!((times.len(), all), (1, 3));
    // A second cosignature by the same key adds no line: the first has an earlier time.
    let session = session.write("both.cosigned", &both);
    let again = ben(&session, "checkpoint --cosign --of both.cosigned");
    assert_eq!(again.stdout, both);
    assert_data_eq!(
        again.stderr,
        str![[r#"
5 entries hashed; ben already cosigned it, at 2026-11-23T08:06:00Z

"#]]
    );
    // It may be written where it came from.
    ben(&session, "checkpoint --cosign --of old.checkpoint -o old.checkpoint --force").success();
    assert_eq!(lines(&session, &read(&session, "old.checkpoint"), "ben").1, 2);
    // Lines of people unknown to this log are kept too.
    let witness = SigningKey::new("witness.example/w".parse().unwrap(), &[7; 32]);
    let log = key(&session, "--ledger-key");
    let line = Checkpoint::verified(both.as_bytes(), &log).unwrap().cosign(&witness, 1);
    let session = session.write("seen.cosigned", both + &line);
    let seen =
        session.run("factledger --as ben --keys bens checkpoint --cosign --of seen.cosigned");
    assert!(seen.success().contains(&line));
    session.run("factledger verify --checkpoint seen.cosigned").success();
}

#[test]
fn only_reviewers_can_cosign() {
    let session = ledger();
    assert_data_eq!(
        session.run("factledger --as carl checkpoint --cosign").failure(),
        str![[r#"
error: carl is not yet a reviewer of this ledger
hint: ask a reviewer to add you: `factledger --as REVIEWER reviewer add carl`

"#]]
    );
    let refused = session.run("factledger --as ben checkpoint --cosign").failure();
    assert!(refused.contains("the key of ben is not on this machine"), "{refused}");
    session.run("factledger reviewer revoke ben -m 'stolen'").success();
    let refused = ben(&session, "checkpoint --cosign").failure();
    assert!(refused.contains("the key of ben was revoked"), "{refused}");
    session.run("factledger checkpoint --of ben.vkey").misuse();
    let early = "FACTLEDGER_NOW=1969-07-20T20:17:00Z factledger checkpoint --cosign";
    assert!(session.run(early).failure().contains("a time before 1970"));
    assert_eq!(session.run("find bens .home -name last-cosigned").success(), "");
}

#[test]
fn nobody_can_cosign_two_histories() {
    let session = ledger();
    session.run("cp factledger.db older.db").success();
    session.run("factledger note C1 -m 'asked'").success();
    ben(&session, "checkpoint --cosign -o monday.cosigned").success();
    // An older copy was put back.
    let refused = ben(&session, "--ledger older.db checkpoint --cosign");
    assert_eq!((refused.code, refused.stdout.as_str()), (3, ""));
    assert_data_eq!(
        refused.stderr,
        str![[r#"
error: this ledger does not extend the checkpoint that was cosigned before
       └─ before: 6 entries, root [..] (bens/[..]/last-cosigned/ben.checkpoint)
       └─ now: 5 entries, root [..] (the last of this ledger)
hint: an older copy was restored, or the history was rewritten:
      keep this ledger and the earlier checkpoint as evidence

"#]]
    );
    // And another history was written on it.
    let elsewhere = "factledger --ledger older.db --keys again";
    session
        .run("cp -r .home/.config/factledger/keys again && rm again/*/last-signed.* again/*/in-use")
        .success();
    session.run(&format!("{elsewhere} note C1 -m 'asked nobody'")).success();
    session.run(&format!("{elsewhere} note C1 -m 'asked somebody'")).success();
    session.run(&format!("{elsewhere} checkpoint -o other.checkpoint")).success();
    let refused = ben(&session, "--ledger older.db checkpoint --cosign");
    assert_eq!((refused.code, refused.stdout.as_str()), (3, ""));
    assert!(refused.stderr.contains("does not extend the checkpoint that was cosigned before"));
    // A person who has one of the two refuses the other.
    let refused = ben(&session, "checkpoint --cosign --of other.checkpoint");
    assert_eq!((refused.code, refused.stdout.as_str()), (3, ""));
    assert_data_eq!(
        refused.stderr,
        str![[r#"
error: the checkpoint that was sent does not match the history of this ledger
       └─ sent: 7 entries, root [..] (other.checkpoint)
       └─ here: 6 entries, root [..]
hint: if this copy of the ledger is older, use a newer one; otherwise entries were removed

"#]]
    );
    session.run("factledger note C1 -m 'asked again'").success();
    let refused = ben(&session, "checkpoint --cosign --of other.checkpoint");
    assert_eq!(refused.code, 3);
    assert!(refused.stderr.contains("one of the two was rewritten"), "{}", refused.stderr);
    // What was kept is what was cosigned, and the true history goes on.
    let kept = session.run("cat bens/*/last-cosigned/ben.checkpoint").success();
    assert_eq!(kept, read(&session, "monday.cosigned"));
    ben(&session, "checkpoint --cosign").success();
}

#[test]
fn a_cosigner_detects_an_older_copy() {
    let session = ledger();
    session.run("cp factledger.db older.db").success();
    session.run("factledger note C1 -m 'asked'").success();
    ben(&session, "checkpoint --cosign").success();
    session.run("mv older.db factledger.db").success();
    session.run("factledger --keys nowhere verify").success();
    let found = ben(&session, "verify");
    assert_eq!(found.code, 3);
    assert_data_eq!(
        found.stdout,
        str![[r#"
WRONG the ledger has 5 entries, but the checkpoint proves 6: entries were removed, or an older copy was restored (bens/[..]/last-cosigned/ben.checkpoint)
  still proven: only that this history is consistent in itself
  what to do: keep the ledger and that checkpoint as evidence; a copy that extends it is the true one
5 entries hashed, 5 signatures and 2 checkpoints are valid
cosigned by ben at 2026-11-23T08:05:00Z, of 6 entries
  proven: ben was shown a log that this one does not extend
1 text or page matches its hash; [..] index rows match the log

"#]]
    );
}

#[test]
fn a_log_that_does_not_verify_is_not_cosigned() {
    let session = ledger();
    let whole = std::fs::read(session.path().join("factledger.db")).unwrap();
    for change in [
        "DROP TRIGGER entries_are_not_changed;
         UPDATE entries SET bytes = CAST(replace(CAST(bytes AS TEXT), 'T08', 'T09') AS BLOB)
         WHERE position = 3",
        "DROP TRIGGER entries_are_not_removed; DELETE FROM entries WHERE position = 3",
        "DROP TRIGGER entries_are_not_removed; DELETE FROM entries WHERE position = 4",
        "DROP TRIGGER checkpoints_are_not_changed;
         UPDATE checkpoints SET note = (SELECT note FROM checkpoints ORDER BY size LIMIT 1)",
    ] {
        Connection::open(session.path().join("factledger.db"))
            .unwrap()
            .execute_batch(change)
            .unwrap();
        let refused = ben(&session, "checkpoint --cosign");
        assert_eq!((refused.code, refused.stdout.as_str()), (3, ""), "{change}");
        assert!(refused.stderr.contains("nothing was cosigned: "), "{}", refused.stderr);
        assert!(
            refused.stderr.contains("`factledger verify` lists every problem"),
            "{}",
            refused.stderr
        );
        std::fs::write(session.path().join("factledger.db"), &whole).unwrap();
    }
    ben(&session, "checkpoint --cosign").success();
}

#[test]
fn a_forged_cosignature_is_found_and_nothing_is_added_to_it() {
    let session = ledger();
    ben(&session, "checkpoint --cosign -o monday.cosigned").success();
    let true_one = read(&session, "monday.cosigned");
    // Another time under the same signature: the 8 bytes behind the 4 of the key's id.
    let line = true_one.lines().last().unwrap();
    let (name, base64) = line.rsplit_once(' ').unwrap();
    let later = format!("{name} {}B{}", &base64[..13], &base64[14..]);
    assert_ne!(later, line);
    let session = session.write("false.cosigned", true_one.replace(line, &later));
    let found = session.run("factledger verify --checkpoint false.cosigned");
    assert_eq!(found.code, 3);
    assert_data_eq!(
        found.screen(),
        str![[r#"
WRONG the cosignature of ben under the checkpoint of 5 entries does not verify (false.cosigned)
  still proven: the log, which is checked on its own
  what to do: ask that reviewer for the original line
5 entries hashed, 5 signatures and 2 checkpoints are valid
it extends the checkpoint of 5 entries in false.cosigned
1 text or page matches its hash; [..] index rows match the log
error: 1 problem found
hint: no log entry is affected

"#]]
    );
    let refused = session.run("factledger checkpoint --cosign --of false.cosigned");
    assert_eq!((refused.code, refused.stdout.as_str()), (3, ""));
    assert_data_eq!(
        refused.stderr,
        str![[r#"
error: a cosignature of ben under `false.cosigned` does not verify
hint: keep `false.cosigned` as evidence, and ask for the original

"#]]
    );
}

#[test]
fn only_checkpoints_of_this_log_are_cosigned() {
    let session = ledger();
    let note = session.run("factledger checkpoint").success();
    let (text, signature) = note.split_once("\n\n").unwrap();
    let secret = session.run("cat .home/.config/factledger/keys/*/ledger.key").success();
    let log: SigningKey = secret.trim().parse().unwrap();
    let other = SigningKey::new("desk.example/ledger".parse().unwrap(), &[7; 32]);
    let signed = |text: &str, key: &SigningKey| factledger::merkle::sign(text, key);
    let full = note.clone() + &format!("{}\n", note.lines().last().unwrap()).repeat(99);
    for (name, sent, why) in [
        ("empty", String::new(), "it is not a checkpoint"),
        ("article", read(&session, "stadtwerke.txt"), "it is not a checkpoint"),
        ("changed", note.replace("\n5\n", "\n4\n"), "its signature does not verify"),
        ("unsigned", signed(&format!("{text}\n"), &other), "not signed by the expected key"),
        (
            "other",
            signed(
                "desk.example/ledger\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                &other,
            ),
            "it belongs to another log",
        ),
        ("more", signed(&format!("{text}\nand more\n"), &log), "has more lines than the origin"),
        ("full", full, "already has the maximum number of signatures"),
        ("long", note.clone() + &"x".repeat(70_000), "it is too long to be a checkpoint"),
        (
            "cut",
            format!("{text}\n\n{}", &signature[..signature.len() - 9]),
            "is not a checkpoint of this log",
        ),
    ] {
        std::fs::write(session.path().join(name), sent).unwrap();
        let refused = ben(&session, &format!("checkpoint --cosign --of {name}"));
        assert_eq!(refused.stdout, "", "{name}");
        // What is no checkpoint at all is a slip of the hand.
        assert!([1, 2].contains(&refused.code), "{name}\n{}", refused.stderr);
        let refused = refused.stderr;
        assert!(refused.contains(why), "{name}\n{refused}");
    }
    let refused = ben(&session, "checkpoint --cosign --of missing").failure();
    assert!(refused.contains("the checkpoint `missing` cannot be read"), "{refused}");
}

#[test]
fn nothing_is_cosigned_that_cannot_be_saved() {
    let session = ledger();
    let folder = session.run("ls -d bens/*").success();
    session.run(&format!("touch {}/last-cosigned", folder.trim())).success();
    let refused = ben(&session, "checkpoint --cosign");
    assert_eq!(refused.stdout, "");
    let refused = refused.failure();
    assert!(refused.contains("the last cosigned checkpoint cannot be saved in"), "{refused}");
}

#[test]
fn simultaneous_cosigners_take_turns() {
    let session = ledger();
    let started: Vec<_> = (0..6)
        .map(|_| session.start("factledger --keys bens --as ben checkpoint --cosign"))
        .collect();
    for one in started {
        Ran::of("cosign", &one.wait_with_output().unwrap()).success();
    }
    let files = session.run("ls -A bens/*/last-cosigned").success();
    assert_eq!(files, "ben.checkpoint\nben.lock\n");
    let mode = session.run("stat -c %a bens/*/last-cosigned/ben.checkpoint").success();
    assert_eq!(mode, "600\n");
}
