//! Notes, reasons and names that must not be kept go for good; their entries stay, and are proven.

use std::fs;

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use crate::insider::Insider;
use crate::session::Session;

/// A ledger in which people wrote a name wherever they can write.
fn desk() -> Session {
    let session = Session::new()
        .write("toll.txt", "The toll is 5 crowns, the council said.\n")
        .write("ferry.txt", "The ferry carried 412 people in 2024, the office said.\n");
    for line in [
        "factledger import toll.txt ferry.txt",
        "factledger mark C1 disputed -m 'Orsolya Venn told me'",
        "factledger --as ben note C1 -m 'called Venn'",
        "factledger add A1 'The toll is 5' --claimant 'Orsolya Venn'",
        "factledger dismiss C3 -m 'no claim, says Venn'",
        "factledger restore C3 -m 'Venn agrees'",
        "factledger correct C3 --claimant 'O. Venn' -m 'as Venn spells it'",
        "factledger correct A1 --title 'The toll' -m 'Venn told me'",
        "factledger withdraw A2 -m 'Venn asked'",
    ] {
        session.run(line).success();
    }
    session
}

/// The entries in which a person wrote something.
const ALL: &str = "E6 E8 E9 E10 E11 E12 E13 E14";

fn withheld() -> Session {
    let session = desk();
    session.run(&format!("factledger withhold {ALL} -m 'asked to be left out'")).success();
    session
}

/// Whether any file of the ledger has these bytes.
fn is_in_files(session: &Session, words: &str) -> bool {
    ["factledger.db", "factledger.db-wal"].iter().any(|name| {
        let bytes = fs::read(session.path().join(name)).unwrap_or_default();
        bytes.windows(words.len()).any(|found| found == words.as_bytes())
    })
}

#[test]
fn what_people_wrote_is_in_no_file_and_in_nothing_that_is_written() {
    let session = desk();
    let before = session.run("factledger show C1 --format json").json();
    assert!(is_in_files(&session, "Venn"));
    let said = session.run(&format!("factledger withhold {ALL} -m 'asked to be left out'"));
    assert!(said.code == 0 && said.stderr.contains("E6, E8, E9"), "{}", said.screen());
    assert!(said.stderr.contains("delete them yourself"), "{}", said.screen());
    assert!(!is_in_files(&session, "Venn"));
    for line in [
        "list",
        "list --format json",
        "list --format csv",
        "list --claimant venn",
        "show C1",
        "show C1 --format json",
        "show C3",
        "show A1",
        "show A2 --format json",
        "articles",
        "history",
        "history --grep told",
        "history --format json",
        "export",
        "export --format html",
        "export --format json",
        "export --format csv",
        "export --format jsonl",
        "export --format claimreview",
        "export --format claimreview-html",
        "export --format annotations",
        "export --format averitec",
        "publish site",
    ] {
        let ran = session.run(&format!("factledger {line}"));
        assert_eq!(ran.code, 0, "{line}\n{}", ran.screen());
        assert!(!ran.screen().contains("Venn"), "{line}\n{}", ran.screen());
    }
    session.run("! grep -r Venn site").success();
    for line in ["show C1", "history", "export", "export --format html", "export --format csv"] {
        let ran = session.run(&format!("factledger {line}"));
        assert!(ran.stdout.contains("withheld"), "{line}\n{}", ran.screen());
    }
    let after = session.run("factledger show C1 --format json").json();
    let review = &after["reviews"][0];
    assert_eq!((&review["note"], &review["note_withheld"]), (&().into_null(), &true.into()));
    // What is signed is as it was.
    assert_eq!(after["status"], before["status"]);
    assert_eq!(after["history"][0]["body"], before["history"][0]["body"]);
    assert_eq!(after["history"][0]["sha256"], before["history"][0]["sha256"]);
}

trait Null {
    fn into_null(self) -> serde_json::Value;
}

impl Null for () {
    fn into_null(self) -> serde_json::Value {
        serde_json::Value::Null
    }
}

#[test]
fn a_ledger_with_withheld_words_is_sound_and_so_are_its_bundle_and_its_copies() {
    let session = withheld();
    session.run("factledger export --format bundle -o b").success();
    assert!(!session.run("grep -r Venn b").screen().contains("Venn"));
    session.run("factledger backup copy.db").success();
    session.run("factledger salvage saved").success();
    for line in [
        "factledger verify",
        "factledger verify --rebuild",
        "factledger verify",
        "factledger verify b",
        "python3 -I b/verify.py",
        "factledger --ledger copy.db verify",
        "factledger --ledger saved/ledger.db verify",
        "factledger verify --against copy.db",
        "factledger prove C1 -o p",
        "factledger list --verified",
    ] {
        let ran = session.run(line);
        assert_eq!(ran.code, 0, "{line}\n{}", ran.screen());
    }
    // Work goes on, also on what was withheld.
    session.run("factledger mark C1 corroborated -m 'the tariff says so'").success();
    session.run("factledger --as ben note --retract E8 -m 'not needed'").success();
    session.run("factledger correct C3 --claimant 'the council'").success();
    session.run("factledger restore A2 -m 'it may stay'").success();
    session.run("factledger verify").success();
    // Once more only erases what remains.
    session.run("factledger withhold E6 -m again").success();
    assert!(!session.run("factledger history").success().contains("again"));
}

#[test]
fn the_names_that_people_gave_for_a_claimant_go_and_their_reasons_stay() {
    let session = desk();
    session.run("factledger withhold C3 -m 'a private person'").success();
    assert!(!is_in_files(&session, "Orsolya Venn\n") && !is_in_files(&session, "O. Venn"));
    let shown = session.run("factledger show C3 --format json").json();
    assert_eq!(shown["claimant"], ().into_null());
    let history = session.run("factledger history A1").success();
    assert!(history.contains("as Venn spells it"), "{history}");
    assert!(history.contains("withheld words of A1, the"), "{history}");
    session.run("factledger verify").success();
}

#[test]
fn what_cannot_be_withheld_is_refused_and_nothing_is_recorded() {
    let session = desk();
    for (what, why) in [
        ("E2", "no words that can be withheld"),
        ("E99", "no entry `E99`"),
        ("C99", "no claim `C99`"),
        ("E6 E2", "no words that can be withheld"),
    ] {
        let refused = session.run(&format!("factledger withhold {what} -m x")).failure();
        assert!(refused.contains(why), "{what}\n{refused}");
    }
    session.run("factledger withhold E6 -m x").success();
    let refused = session.run("factledger export --at 2026-11-23T08:03:00Z").failure();
    assert!(refused.contains("the words of `E6` are withheld"), "{refused}");
}

#[test]
fn words_that_are_gone_without_an_entry_or_back_again_are_found() {
    let session = withheld();
    let words = desk();
    for (sql, named) in [
        (
            "ATTACH 'DESK' AS desk;
             INSERT INTO words SELECT * FROM desk.words WHERE text LIKE 'Orsolya Venn told%'",
            "words that no entry names",
        ),
        ("DELETE FROM words", "the words of `E15` are missing"),
        ("UPDATE sealed SET withheld = NULL", "the table `sealed`"),
        ("UPDATE reviews SET note = 'seen'", "the table `reviews`"),
    ] {
        session.run("cp factledger.db kept.db").success();
        let path = words.path().join("factledger.db").display().to_string();
        let database = Connection::open(session.path().join("factledger.db")).unwrap();
        database.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false).unwrap();
        database.execute_batch(&sql.replace("DESK", &path)).unwrap();
        drop(database);
        let found = session.run("factledger verify");
        assert!(found.code == 3 && found.stdout.contains(named), "{sql}\n{}", found.screen());
        session.run("rm -f factledger.db-*; mv kept.db factledger.db").success();
    }
}

#[test]
fn a_kill_at_any_moment_leaves_a_sound_ledger_and_the_next_run_finishes() {
    for delay in ["0.002", "0.005", "0.01", "0.02", "0.03", "0.05", "0.08", "0.12"] {
        let session = desk();
        let killed =
            session.run(&format!("timeout -s KILL {delay} factledger withhold {ALL} -m x"));
        assert!([0, 137].contains(&killed.code), "{}", killed.screen());
        session.run("factledger verify").success();
        let shown = session.run("factledger show C1 --format json").json();
        let (note, is_gone) =
            (&shown["reviews"][0]["note"], shown["reviews"][0]["note_withheld"] == true);
        assert!(is_gone || *note == "Orsolya Venn told me", "{delay}: {shown}");
        session.run(&format!("factledger withhold {ALL} -m x")).success();
        assert!(!is_in_files(&session, "Venn"), "{delay}");
        session.run("factledger verify").success();
    }
}

#[test]
fn words_in_entries_of_earlier_versions_go_and_their_leaves_stay() {
    let session = desk();
    let quote = session.run("factledger show C1 --format json").json()["quote_sha256"].clone();
    let mut insider = Insider::of(&session);
    for (kind, rest) in [
        ("note.added", r#""note":"Zora Quill called","quote_sha256":"#),
        ("claim.reviewed", r#""note":"as Zora Quill told me","quote_sha256":"#),
    ] {
        let status = if kind == "claim.reviewed" { r#","status":"corroborated""# } else { "" };
        insider.record("ana", kind, &format!(r#"{{"claim":"C1",{rest}{quote}{status}}}"#));
    }
    session.run("factledger verify --rebuild").success();
    session.run("cp factledger.db before.db").success();
    let before = session.run("factledger history C1 --format json").json();
    session.run("factledger withhold E15 E16 -m 'names a person'").success();
    assert!(!is_in_files(&session, "Zora"));
    session.run("factledger export --format bundle -o b").success();
    assert!(!session.run("grep -r Zora b").screen().contains("Zora"));
    session.run("factledger backup copy.db").success();
    for line in [
        "factledger verify",
        "factledger verify --only-hashes",
        "factledger verify --rebuild",
        "factledger verify b",
        "python3 -I b/verify.py",
        "factledger --ledger copy.db verify",
        "factledger verify --against before.db",
    ] {
        let ran = session.run(line);
        assert_eq!(ran.code, 0, "{line}\n{}", ran.screen());
    }
    let found = session.run("factledger verify").stdout;
    assert!(found.contains("2 entries have lost the words that were in them"), "{found}");
    let after = session.run("factledger history C1 --format json").json();
    for index in 0..2 {
        assert_eq!(after[index]["sha256"], before[index]["sha256"]);
        assert_eq!(after[index]["note"], ().into_null());
    }
    assert_eq!(session.run("factledger show C1 --format json").json()["status"], "corroborated");
    let refused = session.run("factledger prove C1 -o p").failure();
    assert!(refused.contains("the words of `E16` are withheld"), "{refused}");
    // What stands there cannot be exchanged, nor put where no entry says so, nor taken back.
    for (sql, named) in [
        (
            "UPDATE entries SET bytes = CAST(replace(CAST(bytes AS TEXT), 'corroborated', 'disputed')
             AS BLOB) WHERE position = 16",
            "E16",
        ),
        (
            "UPDATE entries SET bytes = CAST('withheld ' || lower(hex(leaf)) || char(10) ||
             CAST(bytes AS TEXT) AS BLOB) WHERE position = 6",
            "E6",
        ),
        (
            "ATTACH 'before.db' AS earlier; UPDATE entries SET bytes =
             (SELECT bytes FROM earlier.entries WHERE position = 15) WHERE position = 15",
            "E15",
        ),
    ] {
        session.run("cp factledger.db kept.db").success();
        let path = session.path().join("before.db").display().to_string();
        let database = Connection::open(session.path().join("factledger.db")).unwrap();
        database.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false).unwrap();
        database.execute_batch(&sql.replace("before.db", &path)).unwrap();
        drop(database);
        let found = session.run("factledger verify");
        assert!(found.code == 3 && found.stdout.contains(named), "{sql}\n{}", found.screen());
        session.run("rm -f factledger.db-*; mv kept.db factledger.db").success();
    }
}
