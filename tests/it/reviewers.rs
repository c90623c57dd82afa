//! Whose signatures are valid, and when.

use base64::Engine as _;
use factledger::domain::{Actor, Event, ReviewerAdded, ReviewerName, Sha256};
use factledger::keys::{KeyFolder, Randomness};
use factledger::ledger::{Access, AddedReviewer, Ledger, LedgerError, StoreError};
use factledger::merkle::SigningKey;
use factledger::store::Store;
use rusqlite::Connection;
use snapbox::{assert_data_eq, str};

use crate::insider::Insider;
use crate::session::{Ran, Session};

/// A ledger of ana's, with a few claims.
fn ledger() -> Session {
    Session::with_fixture("stadtwerke.txt")
}

fn keys_of_ana(session: &Session) -> KeyFolder {
    let path = session.path().join(".home/.config/factledger/keys");
    KeyFolder::new(path, Randomness::Guessable([3; 32]))
}

fn author(name: &str, seed: u8) -> Actor {
    Actor {
        at: "2026-11-23T12:00:00Z".parse().unwrap(),
        name: name.parse().unwrap(),
        seed: [seed; 32],
    }
}

fn name(name: &str) -> ReviewerName {
    name.parse().unwrap()
}

/// All keys, as the list shows them.
fn list(session: &Session) -> Vec<serde_json::Value> {
    let list = session.run("factledger reviewer list --format json").json();
    list.as_array().unwrap().clone()
}

#[test]
fn a_reviewer_is_added_with_a_key_made_here() {
    let session = ledger();
    assert_data_eq!(
        session.run("factledger reviewer add ben").screen(),
        str![[r#"
REVIEWER  ROLE      KEY       SINCE  ADDED BY  REVOKED  PRIVATE KEY
ben       [..]  E4     ana       -        on this machine
ben added by ana
the private key is [..]/.home/.config/factledger/keys/[..]/reviewers/ben.key

"#]]
    );
    let mode = session.run("stat -c %a .home/.config/factledger/keys/*/reviewers/ben.key");
    assert_eq!(mode.success(), "600\n");
    session.run("factledger --as ben note C1 -m 'asked'").success();
    session.run("factledger verify").success();
    // Getting a key is not an act of ben's, and acting does not introduce ben again.
    assert_eq!(session.run("factledger history --format jsonl").success().lines().count(), 6);
}

#[test]
fn the_list_shows_when_each_key_is_valid() {
    let session = ledger();
    session.run("factledger --as ben note C1 -m x").success();
    session.run("factledger reviewer add carl").success();
    session.run("factledger reviewer revoke carl -m 'left the desk'").success();
    assert_data_eq!(
        session.run("factledger reviewer list").screen(),
        str![[r#"
REVIEWER  ROLE      KEY       SINCE  ADDED BY  REVOKED  PRIVATE KEY
ana       editor    78fab055  E1     ana       -        on this machine
ben       reviewer  668027d8  E4     ben       -        on this machine
carl      reviewer  edcc62da  E6     ana       E7       on this machine
2 active keys; 1 revoked

"#]]
    );
    assert_data_eq!(
        session.run("factledger --keys nowhere reviewer list --format csv").success(),
        str![[r#"
name,key_id,key,added,added_by,revoked,here,retired,renamed_to,role
ana,78fab055,factledger-test/2e93157149d8c081/ana+78fab055+ARI5MEPRXXvtPyH6MSYWp8AlDpS0WwYlcjg6O3w+wol5,E1,ana,,false,false,,editor
ben,668027d8,factledger-test/2e93157149d8c081/ben+668027d8+AasW4SZWBKMVs+9emCa6CoyjsK9Wu9bIuxi5p4LmeQb5,E4,ben,,false,false,,reviewer
carl,edcc62da,factledger-test/2e93157149d8c081/carl+edcc62da+AU24wY2t9xV94Uuf/YFnXpzKlMGfre60C3toDmy8nJ/P,E6,ana,E7,false,false,,reviewer

"#]]
    );
    assert_data_eq!(
        session.run("factledger reviewer list --format jsonl").success(),
        str![[r#"
{"name":"ana","key_id":"78fab055","key":"factledger-test/2e93157149d8c081/ana+78fab055+ARI5MEPRXXvtPyH6MSYWp8AlDpS0WwYlcjg6O3w+wol5","added":"E1","added_by":"ana","revoked":null,"here":true,"retired":false,"renamed_to":null,"role":"editor"}
{"name":"ben","key_id":"668027d8","key":"factledger-test/2e93157149d8c081/ben+668027d8+AasW4SZWBKMVs+9emCa6CoyjsK9Wu9bIuxi5p4LmeQb5","added":"E4","added_by":"ben","revoked":null,"here":true,"retired":false,"renamed_to":null,"role":"reviewer"}
{"name":"carl","key_id":"edcc62da","key":"factledger-test/2e93157149d8c081/carl+edcc62da+AU24wY2t9xV94Uuf/YFnXpzKlMGfre60C3toDmy8nJ/P","added":"E6","added_by":"ana","revoked":"E7","here":true,"retired":false,"renamed_to":null,"role":"reviewer"}

"#]]
    );
}

#[test]
fn a_key_made_on_another_machine_can_be_added() {
    let session = ledger();
    session.run("cp factledger.db copy.db").success();
    let elsewhere = "factledger --ledger copy.db --keys bens --as ben";
    let made = session.run(&format!("{elsewhere} reviewer export-key"));
    assert_data_eq!(
        made.stderr,
        str![[r#"
made for ben; the private key is in bens/[..]/reviewers/ben.key
it is valid once a reviewer adds it: factledger reviewer add ben --key KEY
then take a new copy of the ledger: it lets you write

"#]]
    );
    let key = made.stdout;
    // Asked again, it is the same.
    assert_eq!(session.run(&format!("{elsewhere} reviewer export-key")).success(), key);
    // Without a copy, name the ledger by the first line of its checkpoints.
    let by_origin = "factledger --ledger none.db --keys bens --as ben reviewer export-key \
                     --origin $(factledger checkpoint | head -1)";
    assert_eq!(session.run(by_origin).success(), key);
    assert_data_eq!(
        session.run(&format!("factledger reviewer add ben --key '{}'", key.trim())).screen(),
        str![[r#"
REVIEWER  ROLE      KEY       SINCE  ADDED BY  REVOKED  PRIVATE KEY
ben       [..]  E4     ana       -        -
ben added by ana
the ledger's key is sealed in the file for ben, who can write to this file,
or to a copy made from now on

"#]]
    );
    assert_eq!(session.run("factledger reviewer export-key ben").success(), key);
    let here = session.run("factledger --keys bens reviewer list --format csv").success();
    assert!(here.contains(&format!("{},E4,ana,,true", key.trim())), "{here}");
    // Nobody signs as ben where ben's key is not.
    let refused = session.run("factledger --as ben note C1 -m x").failure();
    assert!(refused.contains("the key of ben is not on this machine"), "{refused}");
    session.run("cp -r bens/* .home/.config/factledger/keys/").success();
    session.run("factledger --as ben note C1 -m x").success();
    session.run("factledger verify").success();
}

#[test]
fn a_key_made_before_the_first_act_is_used_to_enrol() {
    let session = ledger();
    let key = session.run("factledger --as ben reviewer export-key").success();
    session.run("factledger reviewer add ben").success();
    assert_eq!(list(&session)[1]["key"], key.trim());
    let key = session.run("factledger --as carl reviewer export-key").success();
    session.run("factledger --as carl note C1 -m x").success();
    assert_eq!(list(&session)[2]["key"], key.trim());
}

#[test]
fn the_key_of_the_ledger_is_the_one_that_signs_its_checkpoints() {
    let session = ledger();
    let key = session.run("factledger --keys nowhere reviewer export-key --ledger-key").success();
    let key: factledger::merkle::VerifierKey = key.trim().parse().unwrap();
    let checkpoint = session.run("factledger checkpoint").success();
    factledger::merkle::Checkpoint::verified(checkpoint.as_bytes(), &key).unwrap();
}

#[test]
fn only_public_keys_are_exported() {
    let session = ledger();
    let secrets = session
        .run("cat .home/.config/factledger/keys/*/*.key .home/.config/factledger/keys/*/*/*.key");
    let secrets = secrets.success();
    assert_eq!(secrets.lines().count(), 2);
    for line in
        ["reviewer export-key", "reviewer export-key --ledger-key", "reviewer list --format json"]
    {
        let printed = session.run(&format!("factledger {line}"));
        assert_eq!(printed.code, 0);
        for secret in secrets.lines() {
            let secret = secret.rsplit('+').next().unwrap();
            assert!(!printed.screen().contains(secret), "{line}");
        }
    }
    session.run("factledger reviewer export-key --secret").misuse();
}

#[test]
fn a_key_of_another_person_or_ledger_is_refused() {
    let session = ledger();
    let origin = session.run("factledger checkpoint | head -1").success().trim().to_owned();
    assert_data_eq!(
        session.run("factledger reviewer add ben --key nonsense").failure(),
        str![[r#"
error: the key given for ben is not valid
       └─ it does not have the form name+id+key
hint: ben prints it with `factledger --as ben reviewer export-key`,
      in a copy of this ledger

"#]]
    );
    let key = |name: &str| SigningKey::new(name.parse().unwrap(), &[9; 32]).verifier().to_string();
    assert_data_eq!(
        session
            .run(&format!("factledger reviewer add ben --key '{}'", key("desk.example/x/ben")))
            .failure(),
        str![[r#"
error: the key belongs to `desk.example/x/ben`, not `factledger-test/[..]/ben`
hint: ben prints it with `factledger --as ben reviewer export-key`,
      in a copy of this ledger

"#]]
    );
    let named = format!("{origin}/ben");
    let public = |bytes: [u8; 32]| {
        let kind = [&[1], bytes.as_slice()].concat();
        let id = Sha256::of_parts(&[named.as_bytes(), b"\n\x01", &bytes]).to_string();
        let base64 = base64::engine::general_purpose::STANDARD.encode(kind);
        format!("{named}+{}+{base64}", &id[..8])
    };
    let mut identity = [0; 32];
    identity[0] = 1;
    let secret = SigningKey::new(named.parse().unwrap(), &[9; 32]).to_secret();
    for (given, why) in [
        (key(&format!("{origin}/carl")), "the key belongs to `factledger-test/"),
        (key(&origin), "the key belongs to `factledger-test/"),
        (key(&named).replace("ben+", "ben+0"), "its id does not match it"),
        (public([0; 32]), "it is a weak key: anyone could sign for it"),
        (public(identity), "it is a weak key: anyone could sign for it"),
        // A point, and a number that is too large for one.
        (public([0xff; 32]), "it is not an Ed25519 key"),
        (secret, "it does not have the form"),
        (String::new(), "it does not have the form"),
    ] {
        let refused =
            session.run(&format!("factledger reviewer add ben --key '{given}'")).failure();
        assert!(refused.contains(why), "{given}\n{refused}");
    }
    session.run(&format!("factledger reviewer add ben --key ' {} '", key(&named))).success();
}

#[test]
fn a_name_belongs_to_one_person() {
    let session = ledger();
    assert_data_eq!(
        session.run("factledger reviewer add ana").failure(),
        str![[r#"
error: ana already has a key (added in `E1`)
hint: if it is lost or stolen, first run `factledger reviewer revoke ana -m REASON`

"#]]
    );
    for name in ["Ana", "\u{430}na"] {
        let refused = session.run(&format!("factledger reviewer add {name}")).failure();
        assert!(refused.contains("looks like `ana`"), "{refused}");
        let refused = session.run(&format!("factledger --as {name} reviewer export-key")).failure();
        assert!(refused.contains("looks like `ana`"), "{refused}");
    }
    let refused = session.run("factledger reviewer add 'a na'").failure();
    assert!(refused.contains("`a na` cannot be a reviewer's name"), "{refused}");
    assert_eq!(list(&session).len(), 1);
    // Nothing was made for anybody.
    assert_eq!(session.run("ls .home/.config/factledger/keys/*/reviewers").success(), "ana.key\n");
}

#[test]
fn a_revoked_keys_earlier_signatures_remain_valid() {
    let session = ledger();
    session.run("factledger --as ben mark C1 disputed -m 'it was 3.4'").success();
    assert_data_eq!(
        session.run("factledger reviewer revoke ben -m 'his laptop was stolen'").screen(),
        str![[r#"
REVIEWER  ROLE      KEY       SINCE  ADDED BY  REVOKED  PRIVATE KEY
ben       reviewer  668027d8  E4     ben       E6       on this machine
the key of ben revoked by ana; its earlier signatures remain valid

"#]]
    );
    session.run("factledger verify").success();
    assert!(session.run("factledger list --status disputed").success().starts_with("ID"));
    assert_data_eq!(
        session.run("factledger --as ben note C1 -m x").failure(),
        str![[r#"
error: the key of ben was revoked
hint: another reviewer may give a new key: `factledger reviewer add ben --key VKEY`

"#]]
    );
    for line in [
        "reviewer add carl",
        "reviewer add ben",
        "reviewer revoke ana -m x",
        "mark C1 unverified -m x",
    ] {
        let refused = session.run(&format!("factledger --as ben {line}")).failure();
        assert!(refused.contains("the key of ben was revoked"), "{refused}");
    }
    assert_data_eq!(
        session.run("factledger reviewer revoke ben -m 'again'").failure(),
        str![[r#"
error: the key of ben was already revoked, in `E6`
hint: `factledger history` shows why at `E6`; earlier signatures by ben remain valid

"#]]
    );
    assert_data_eq!(
        session.run("factledger reviewer revoke bem -m x").failure(),
        str![[r#"
error: there is no reviewer bem
hint: `factledger reviewer list` lists the reviewers

"#]]
    );
    session.run("factledger reviewer revoke ben -m ' '").failure();
    session.run("factledger reviewer revoke ben").misuse();
    assert_data_eq!(
        session.run("factledger history --limit 1").success(),
        str![[r#"
ENTRY  WHEN (UTC)        WHO  WHAT                    NOTE
E6     2026-11-23 08:02  ana  revoked the key of ben  his laptop was stolen

"#]]
    );
}

#[test]
fn a_reviewer_with_a_revoked_key_gets_a_new_one_from_another_reviewer() {
    let session = ledger();
    session.run("factledger --as ben note C1 -m x").success();
    session.run("factledger reviewer revoke ben -m 'stolen'").success();
    let old = list(&session)[1]["key"].as_str().unwrap().to_owned();
    assert_data_eq!(
        session.run(&format!("factledger reviewer add ben --key '{old}'")).failure(),
        str![[r#"
error: that key was used in this ledger before, and revoked in `E6`
hint: make a new one with `factledger reviewer export-key`, in a copy of this ledger

"#]]
    );
    let new = session.run("factledger --as ben reviewer export-key").success();
    assert_ne!(new.trim(), old);
    session.run("factledger reviewer add ben").success();
    session.run("factledger --as ben note C1 -m 'with the new key'").success();
    session.run("factledger verify").success();
    assert_data_eq!(
        session.run("factledger reviewer list").success(),
        str![[r#"
REVIEWER  ROLE      KEY       SINCE  ADDED BY  REVOKED  PRIVATE KEY
ana       [..]  E1     ana       -        on this machine
ben       [..]  E4     ben       E6       -
ben       [..]  E7     ana       -        on this machine

"#]]
    );
    // The old one is kept, out of the way.
    let kept = session.run("cat .home/.config/factledger/keys/*/revoked/ben.*.key").success();
    let kept: SigningKey = kept.trim().parse().unwrap();
    assert_eq!(kept.verifier().to_string(), old);
    // And once more: of three keys, the one counts that is not revoked.
    session.run("factledger reviewer revoke ben -m 'stolen again'").success();
    session.run("factledger reviewer add ben").success();
    session.run("factledger --as ben note C1 -m 'with the third'").success();
    session.run("factledger verify").success();
    let kept = session.run("ls .home/.config/factledger/keys/*/revoked").success();
    assert_eq!(kept.lines().count(), 2);
}

#[test]
fn a_stolen_key_can_be_revoked_unless_it_is_the_last() {
    let session = ledger();
    assert_data_eq!(
        session.run("factledger reviewer revoke ana -m 'stolen'").failure(),
        str![[r#"
error: only ana has an active key
hint: first add someone who can give you a new one: `factledger reviewer add NAME`,
      then `factledger --as NAME reviewer revoke ana -m REASON`

"#]]
    );
    session.run("factledger reviewer add ben").success();
    session.run("factledger reviewer revoke ana -m 'stolen'").success();
    session.run("factledger note C1 -m x").failure();
    let refused = session.run("factledger --as ben reviewer revoke ben -m x").failure();
    assert!(refused.contains("only ben has an active key"), "{refused}");
    session.run("factledger --as ben reviewer add ana").success();
    session.run("factledger note C1 -m 'here again'").success();
    session.run("factledger verify").success();
}

#[test]
fn only_reviewers_can_manage_reviewers() {
    let session = ledger();
    assert_data_eq!(
        session.run("factledger --as carl reviewer add dora").failure(),
        str![[r#"
error: carl is not yet a reviewer of this ledger
hint: ask a reviewer to add you: `factledger --as REVIEWER reviewer add carl`

"#]]
    );
    for line in ["reviewer add carl", "reviewer revoke ana -m x"] {
        let refused = session.run(&format!("factledger --as carl {line}")).failure();
        assert!(refused.contains("carl is not yet a reviewer of this ledger"), "{refused}");
    }
    assert_data_eq!(
        session.run("factledger reviewer export-key carl").failure(),
        str![[r#"
error: there is no reviewer carl
hint: `factledger reviewer list` lists the reviewers

"#]]
    );
    assert_eq!(session.run("ls .home/.config/factledger/keys/*/reviewers").success(), "ana.key\n");
    assert_eq!(session.run("factledger history --format jsonl").success().lines().count(), 4);
}

#[test]
fn no_key_is_made_for_another_ledger_while_the_clock_is_fixed() {
    let session = Session::new();
    let asked = "factledger reviewer export-key --origin desk.example/ledger";
    let refused = session.run(asked).failure();
    assert!(refused.contains("anybody could guess them"), "{refused}");
    let key = session.run(&format!("unset FACTLEDGER_NOW && {asked}")).success();
    assert!(key.starts_with("desk.example/ledger/ana+"), "{key}");
    session.run("factledger reviewer export-key --origin 'desk example'").misuse();
    session.run("factledger reviewer export-key ben --origin desk.example/ledger").misuse();
    session.run("factledger reviewer export-key").failure();
}

#[test]
fn if_several_add_the_same_reviewer_at_once_one_succeeds_and_its_key_is_valid() {
    let session = ledger();
    for round in 0..4 {
        let name = format!("p{round}");
        let line = format!("factledger reviewer add {name}");
        let ask = format!("factledger --as {name} reviewer export-key");
        let started: Vec<_> =
            [&line, &ask, &line, &ask].into_iter().map(|line| session.start(line)).collect();
        let codes: Vec<i32> = started
            .into_iter()
            .map(|one| Ran::of("at once", &one.wait_with_output().unwrap()).code)
            .collect();
        assert_eq!((codes[0] + codes[2], codes[1], codes[3]), (1, 0, 0), "{codes:?}");
        session.run(&format!("factledger --as {name} note C1 -m x")).success();
    }
    session.run("factledger verify").success();
}

#[test]
fn a_retried_act_is_recorded_once() {
    let session = ledger();
    let path = session.path().join("factledger.db");
    let mut ledger = Ledger::open(&path, Access::Write, keys_of_ana(&session)).unwrap();
    let entries = |ledger: &Ledger| {
        ledger.verify(factledger::ledger::VerifyOptions::default(), &mut |_, _| {}).unwrap().entries
    };
    let before = entries(&ledger);
    for _ in 0..2 {
        let added = ledger.add_reviewer(&author("ana", 1), &name("ben"), None, None).unwrap();
        assert!(matches!(added, AddedReviewer::Here { .. }));
        assert_eq!(entries(&ledger), before + 1);
    }
    for _ in 0..2 {
        let reason = "stolen".parse().unwrap();
        ledger.revoke_reviewer(&author("ana", 2), &name("ben"), &reason).unwrap();
        assert_eq!(entries(&ledger), before + 2);
    }
    // Another act under the same seed is not taken for one that was done.
    let other = ledger.add_reviewer(&author("ana", 1), &name("carl"), None, None);
    assert!(matches!(other, Err(LedgerError::OtherAct(_))), "{other:?}");
    let reason = "stolen".parse().unwrap();
    let other = ledger.revoke_reviewer(&author("ana", 2), &name("ana"), &reason);
    assert!(matches!(other, Err(LedgerError::OtherAct(_))), "{other:?}");
    assert_eq!(entries(&ledger), before + 2);
}

#[test]
fn an_act_is_never_mistaken_for_another_kind_of_act_with_its_id() {
    let session = ledger().write("b.txt", "The bridge cost 4 million euros in 2019.");
    let text = session.run("factledger show A1 --text").success();
    let quote = text.split_whitespace().take(3).collect::<Vec<_>>().join(" ");
    session.run("factledger reviewer add ben").success();
    session.run("factledger reviewer revoke ben -m x").success();
    let lines = [
        "mark C1 disputed -m x".to_owned(),
        format!("add A1 '{quote}' --at 1:1"),
        "import b.txt".to_owned(),
        "reviewer add dora".to_owned(),
        "reviewer revoke dora -m x".to_owned(),
    ];
    for (minute, line) in lines.iter().enumerate() {
        let stopped = format!("FACTLEDGER_NOW=2026-11-25T08:{minute:02}:00Z factledger");
        session.run(&format!("{stopped} {line}")).success();
        // Once more is the same, and another act is not.
        let before = session.run("factledger history --format jsonl").success();
        session.run(&format!("{stopped} {line}")).success();
        for other in ["note C2 -m y", "reviewer revoke carl -m x", "reviewer revoke ben -m x"] {
            let refused = session.run(&format!("{stopped} {other}")).failure();
            assert!(refused.contains("another act was recorded under the same id"), "{refused}");
        }
        for other in &lines[minute + 1..] {
            session.run(&format!("{stopped} {other}")).failure();
        }
        assert_eq!(session.run("factledger history --format jsonl").success(), before);
    }
    session.run("factledger verify").success();
}

#[test]
fn an_append_never_admits_a_key_that_would_not_be_valid() {
    let session = ledger();
    let keys = keys_of_ana(&session);
    let mut store = Store::open(&session.path().join("factledger.db"), Access::Write).unwrap();
    let mut add = |actor: &str, seed: u8| {
        store.write(&author(actor, seed), &keys, |writer| {
            let of = format!("{}/{actor}", writer.log());
            let key = SigningKey::new(of.parse().unwrap(), &[seed; 32]).verifier().to_string();
            let name = actor.parse().unwrap();
            writer.append(Event::ReviewerAdded(ReviewerAdded { key, name, role: None }))
        })
    };
    for (actor, seed) in [("ana", 1), ("ben", 2)] {
        let refused = add(actor, seed);
        assert!(matches!(refused, Err(StoreError::NotAdmitted { .. })), "{refused:?}");
    }
    assert_eq!(list(&session).len(), 1);
}

#[test]
fn an_entry_signed_with_a_revoked_key_is_found() {
    let session = ledger();
    session.run("factledger --as ben note C1 -m x").success();
    session.run("factledger reviewer revoke ben -m 'stolen'").success();
    // The thief has ben's key and the ledger's, and a program that asks nothing.
    let claims = session.run("factledger list --format json").json();
    let quote = claims[0]["quote_sha256"].as_str().unwrap();
    let body = format!(
        r#"{{"claim":"C1","note":"all is well","quote_sha256":"{quote}","status":"corroborated"}}"#
    );
    Insider::of(&session).record("ben", "claim.reviewed", &body);
    assert_eq!(session.run("factledger verify --rebuild").code, 3);
    assert_eq!(session.run("factledger list --format json").json(), claims);
    let found = session.run("factledger verify");
    assert_eq!(found.code, 3);
    assert_data_eq!(
        found.screen(),
        str![[r#"
WRONG `E7` breaks the key rules: it is signed with a revoked key
  still proven: every other entry not named here; this one has no effect
  what to do: it stays in the log, without effect; find out who wrote it, and with which program
8 entries hashed, 7 signatures and 4 checkpoints are valid
it extends the checkpoint of 8 entries
1 text or page matches its hash; [..] index rows match the log
error: 1 problem found
hint: the first bad entry is `E7`

"#]]
    );
}

#[test]
fn a_revoked_key_marked_valid_in_the_index_is_found() {
    let session = ledger();
    session.run("factledger --as ben note C1 -m x").success();
    session.run("factledger reviewer revoke ben -m 'stolen'").success();
    for change in ["revoked = NULL", "revoked = 5", "entry = 3", "name = 'bem'"] {
        let whole = std::fs::read(session.path().join("factledger.db")).unwrap();
        Connection::open(session.path().join("factledger.db"))
            .unwrap()
            .execute_batch(&format!("UPDATE reviewers SET {change} WHERE name = 'ben'"))
            .unwrap();
        let found = session.run("factledger verify");
        assert_eq!(found.code, 3, "{change}");
        assert!(found.stdout.contains("the table `reviewers`, row 2"), "{}", found.stdout);
        std::fs::write(session.path().join("factledger.db"), whole).unwrap();
    }
    session.run("factledger verify").success();
}
