//! What must not be kept goes for good, and everything else is still proven.

use std::fs;

use rusqlite::Connection;

use crate::insider::Insider;
use crate::session::Session;

const CLINIC: &str = "Nurse Ilsa Morgenrot of 14 Quay Lane tested positive in March 2024, the clinic \
    said.\n\nThe clinic treated 412 patients in 2024, Ilsa Morgenrot said.\n";

/// A ledger of two articles, the first of which holds what must go.
fn ledger() -> Session {
    let session = Session::new().write("clinic.txt", CLINIC).write(
        "ferry.txt",
        "The ferry line carried 412,000 passengers in 2024, the harbour office said.\n",
    );
    session.run("factledger import clinic.txt ferry.txt --min-score 0").success();
    session.run("factledger mark C1 C3 disputed -m 'not what the register says'").success();
    session
}

fn withheld() -> Session {
    let session = ledger();
    session.run("factledger withhold A1 -m 'health data'").success();
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
fn the_words_of_a_withheld_article_are_in_no_file_and_in_nothing_that_is_written() {
    let session = ledger();
    assert!(is_in_files(&session, "Morgenrot"));
    let said = session.run("factledger withhold A1 -m 'health data'").screen();
    assert!(said.contains("A1 withheld by ana"), "{said}");
    assert!(said.contains("delete them yourself"), "{said}");
    for words in ["Morgenrot", "Quay Lane", "412 patients"] {
        assert!(!is_in_files(&session, words), "{words}");
    }
    assert!(is_in_files(&session, "412,000 passengers"));
    for line in [
        "list",
        "list --format json",
        "list --format csv",
        "show C1",
        "show C1 --format json",
        "show A1",
        "show A1 --format json",
        "history",
        "export",
        "export --format html",
        "export --format json",
        "export --format csv",
    ] {
        let ran = session.run(&format!("factledger {line}"));
        assert_eq!(ran.code, 0, "{line}\n{}", ran.screen());
        assert!(!ran.screen().contains("Morgenrot"), "{line}\n{}", ran.screen());
    }
    let claim = session.run("factledger show C1 --format json").json();
    assert_eq!(claim["text"], serde_json::Value::Null);
    assert_eq!(claim["status"], "disputed");
    assert!(claim["withheld"].is_string(), "{claim}");
    let article = session.run("factledger show A1 --format json").json();
    assert_eq!(article["withheld"]["reason"], "health data");
}

#[test]
fn a_ledger_with_a_withheld_article_is_sound_and_so_are_its_bundle_and_its_copies() {
    let session = withheld();
    session.run("factledger export --format bundle -o b").success();
    assert!(!session.run("grep -r Morgenrot b").screen().contains("Morgenrot"));
    session.run("factledger backup copy.db").success();
    for line in [
        "factledger verify",
        "factledger verify --rebuild",
        "factledger verify",
        "factledger verify b",
        "python3 -I b/verify.py",
        "factledger --ledger copy.db verify",
        "factledger prove C1 -o p",
        "factledger list --verified",
    ] {
        let ran = session.run(line);
        assert_eq!(ran.code, 0, "{line}\n{}", ran.screen());
    }
    // Work goes on.
    session.run("factledger mark C2 corroborated").success();
    session.run("factledger withdraw C1 -m 'nothing left to judge'").success();
    session.run("factledger verify").success();
    session.run("factledger withhold A1 -m again").success();
    for line in ["add A1 'The clinic'", "show A1 --text", "show C1 --why"] {
        let refused = session.run(&format!("factledger {line}")).failure();
        assert!(refused.contains("the text of `A1` is withheld"), "{line}\n{refused}");
    }
}

#[test]
fn a_text_that_is_gone_without_an_entry_is_still_found() {
    let session = withheld();
    let database = Connection::open(session.path().join("factledger.db")).unwrap();
    database.execute_batch("DROP TRIGGER contents_are_not_removed; DELETE FROM contents").unwrap();
    let found = session.run("factledger verify");
    assert_eq!(found.code, 3, "{}", found.screen());
}

#[test]
fn a_text_of_two_articles_is_withheld_from_both() {
    let page =
        |extra: &str| format!("<html><body><article><p>{CLINIC}</p></article>{extra}</body>");
    let session =
        Session::new().write("a.html", page("")).write("b.html", page("<script></script>"));
    session.run("factledger import a.html").success();
    session.run("factledger import b.html").success();
    let list = session.run("factledger show A2 --format json");
    if list.code != 0 {
        return;
    }
    let refused = session.run("factledger withhold A1 -m 'health data'").failure();
    assert!(refused.contains("`A1` and `A2` have the same text"), "{refused}");
    session.run("factledger withhold A1 A2 -m 'health data'").success();
    assert!(!is_in_files(&session, "Morgenrot"));
    session.run("factledger verify").success();
    session.run("factledger export --format bundle -o b").success();
    session.run("factledger verify b").success();
    session.run("python3 -I b/verify.py").success();
}

#[test]
fn a_withheld_text_does_not_come_back_in_other_bytes() {
    let session = withheld();
    // The same text, with a byte order mark.
    let session = session.write("again.txt", format!("\u{feff}{CLINIC}"));
    let refused = session.run("factledger import again.txt --min-score 0").failure();
    assert!(refused.contains("the text of `A1` is withheld"), "{refused}");
    assert!(!is_in_files(&session, "Morgenrot"));
    session.run("factledger verify").success();
}

#[test]
fn an_entry_that_brings_back_what_was_withheld_has_no_effect() {
    let session = withheld();
    let hash = |bytes: &str| factledger::domain::Sha256::of(bytes).to_string();
    let (page, text) = (format!("\u{feff}{CLINIC}"), CLINIC.to_owned());
    let revision = format!(
        r#"{{"encoding":"UTF-8","raw_bytes":{},"raw_sha256":"{}","reader":{{"name":"text","version":"1"}},"text_bytes":{},"text_sha256":"{}"}}"#,
        page.len(),
        hash(&page),
        text.len(),
        hash(&text)
    );
    let imported = format!(r#"{{"article":"A3","origin":"again.txt","revision":{revision}}}"#);
    let appeared = format!(r#"{{"article":"A1","origin":"again.txt","revision":{revision}}}"#);
    for (kind, body) in [("article.imported", imported), ("article.appeared", appeared)] {
        Insider::of(&session).record("ana", kind, &body);
    }
    let found = session.run("factledger verify --rebuild").stdout;
    assert_eq!(found.matches("its text or its page was withheld").count(), 2, "{found}");
    session.run("factledger export --format bundle -o b").success();
    for line in ["factledger verify b", "python3 -I b/verify.py"] {
        let found = session.run(line);
        assert_eq!(found.code, 3, "{line}\n{}", found.screen());
        let named = found.stdout.matches("withheld").count();
        assert!(named >= 2, "{line}\n{}", found.screen());
    }
}
