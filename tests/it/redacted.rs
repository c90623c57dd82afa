//! The words of one claim go for good, and the rest of its text stays and is still proven.

use std::fs;

use factledger::domain::Sha256;

use crate::insider::Insider;
use crate::session::Session;

const CLINIC: &str = "Nurse Ilsa Morgenrot of 14 Quay Lane tested positive in March 2024.\n\nThe \
    clinic treated 412 patients in 2024. It cost 5 million crowns.\nNurse Ilsa Morgenrot of 14 Quay \
    Lane tested positive in March 2024.\n";

fn ledger() -> Session {
    let session = Session::new().write("clinic.txt", CLINIC);
    session.run("factledger import clinic.txt --min-score 0").success();
    session.run("factledger mark C1 C2 disputed -m 'not what the register says'").success();
    session
}

fn is_in_files(session: &Session, words: &str) -> bool {
    ["factledger.db", "factledger.db-wal"].iter().any(|name| {
        let bytes = fs::read(session.path().join(name)).unwrap_or_default();
        bytes.windows(words.len()).any(|found| found == words.as_bytes())
    })
}

#[track_caller]
fn is_sound(session: &Session, folder: &str) {
    session.run(&format!("factledger export --format bundle -o {folder}")).success();
    assert!(!session.run(&format!("grep -r Morgenrot {folder}")).screen().contains("Morgenrot"));
    for line in [
        "factledger verify".to_owned(),
        "factledger verify --rebuild".to_owned(),
        format!("factledger verify {folder}"),
        format!("python3 -I {folder}/verify.py"),
    ] {
        let ran = session.run(&line);
        assert_eq!(ran.code, 0, "{line}\n{}", ran.screen());
        assert!(ran.screen().contains("withheld"), "{line}\n{}", ran.screen());
    }
}

#[test]
fn the_words_of_a_claim_are_gone_wherever_they_stand_and_others_stay() {
    let session = ledger();
    assert!(is_in_files(&session, "Morgenrot"));
    let said = session.run("factledger withhold C1 -m 'health data'").screen();
    assert!(said.contains("C1 withheld by ana") && said.contains("went with them: C4"), "{said}");
    assert!(!is_in_files(&session, "Morgenrot") && is_in_files(&session, "412 patients"));
    let line =
        "#".repeat("Nurse Ilsa Morgenrot of 14 Quay Lane tested positive in March 2024.".len());
    let text = session.run("factledger show A1 --text").stdout;
    let middle = "The clinic treated 412 patients in 2024. It cost 5 million crowns.";
    assert_eq!(text, format!("{line}\n\n{middle}\n{line}\n"));
    let claim = session.run("factledger show C2 --format json").json();
    assert_eq!(claim["text"], "The clinic treated 412 patients in 2024.");
    assert_eq!(claim["span"]["line"], 3);
    let gone = session.run("factledger show C1 --format json").json();
    assert_eq!((&gone["status"], gone["text"].is_null()), (&"disputed".into(), true));
    let article = session.run("factledger show A1 --format json").json();
    assert_eq!(article["redacted"]["reason"], "health data");
    assert!(article.get("withheld").is_none(), "{article}");
    is_sound(&session, "b");
}

#[test]
fn the_name_that_a_person_gave_for_a_claim_goes_with_its_words() {
    let session = ledger();
    session.run("factledger correct C4 --claimant 'Odo Fennimor' -m 'he said it'").success();
    session.run("factledger correct C2 --claimant 'the clinic' -m 'its report'").success();
    session.run("factledger withhold C1 -m 'health data'").success();
    assert!(!is_in_files(&session, "Fennimor") && is_in_files(&session, "the clinic"));
    for format in ["md", "html", "json", "csv", "claimreview", "annotations"] {
        let report = session.run(&format!("factledger export --format {format}")).success();
        assert!(!report.contains("Fennimor"), "{format}: {report}");
    }
    is_sound(&session, "b");
}

#[test]
fn further_words_of_the_text_and_then_all_of_it_can_go() {
    let session = ledger();
    session.run("factledger withhold C1 -m 'health data'").success();
    session.run("factledger add A1 '412 patients'").success();
    let refused =
        session.run(&format!("factledger add A1 '{}' --at 1:1", "#".repeat(20))).failure();
    assert!(refused.contains("words of `A1` there are withheld"), "{refused}");
    // Judgements go on, also of what is gone; and the words do not come back.
    session.run("factledger mark C1 corroborated -m 'the clinic confirmed it'").success();
    session.run("factledger mark C3 corroborated").success();
    let session = session.write("again.txt", format!("\u{feff}{CLINIC}"));
    let refused = session.run("factledger import again.txt --min-score 0").failure();
    assert!(refused.contains("the text of `A1` is withheld"), "{refused}");
    let said = session.run("factledger withhold C2 -m more").screen();
    assert!(said.contains("went with them: C5"), "{said}");
    assert!(!is_in_files(&session, "412 patients") && is_in_files(&session, "5 million crowns"));
    is_sound(&session, "b");
    let refused = session.run("factledger export --at 2026-11-23T08:00:30Z").failure();
    assert!(refused.contains("withheld") || refused.contains("nothing"), "{refused}");
    // Once more only erases what remains.
    session.run("factledger withhold C1 C2 -m again").success();
    assert!(!session.run("factledger history").success().contains("again"));
    session.run("factledger withhold A1 -m all").success();
    assert!(!is_in_files(&session, "5 million crowns"));
    is_sound(&session, "c");
}

#[test]
fn what_an_insider_leaves_of_the_words_or_adds_among_them_has_no_effect() {
    let session = ledger();
    let text = Sha256::of(CLINIC).to_string();
    let end = CLINIC.find('\n').unwrap();
    let copies = [CLINIC.replace('N', "n"), "#".repeat(end) + &CLINIC[end..CLINIC.len() - 1]];
    let database = rusqlite::Connection::open(session.path().join("factledger.db")).unwrap();
    for copy in &copies {
        let sha256 = Sha256::of(copy.as_bytes());
        let insert = "INSERT INTO contents (sha256, bytes) VALUES (?1, ?2)";
        database.execute(insert, (sha256.as_bytes(), copy.as_bytes())).unwrap();
        let body = format!(
            r#"{{"articles":[],"contents":["{text}"],"reason":"x","redacted":[{{"article":"A1","sha256":"{sha256}","spans":[{{"end":{end},"start":0}}],"text_sha256":"{text}"}}]}}"#,
        );
        Insider::of(&session).record("ana", "content.withheld", &body);
    }
    drop(database);
    let found = session.run("factledger verify --rebuild").stdout;
    let why = "its copy is not of the text without these words";
    assert_eq!(found.matches(why).count(), 2, "{found}");
    let claims = session.run("factledger list --format json").json();
    assert!(claims.as_array().unwrap().iter().all(|claim| claim["text"].is_string()), "{claims}");
    // A claim among words that are gone, of which nobody can check the hash.
    let session = ledger();
    session.run("factledger withhold C1 -m 'health data'").success();
    let body = format!(
        r#"{{"article":"A1","claim":"C5","quote_sha256":"{text}","span":{{"end":20,"start":6}},"text_sha256":"{text}"}}"#
    );
    Insider::of(&session).record("ana", "claim.added", &body);
    let found = session.run("factledger verify --rebuild").stdout;
    assert!(found.contains("an earlier entry withheld its words"), "{found}");
    session.run("factledger export --format bundle -o b").success();
    for line in ["factledger verify b", "python3 -I b/verify.py"] {
        let found = session.run(line);
        assert!(found.code == 3 && found.stdout.contains("withheld"), "{line}\n{}", found.screen());
    }
}
