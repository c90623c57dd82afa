//! Ledgers of earlier releases are opened, brought up to date and verified; what was released is
//! never edited.

use std::fs;

use factledger::domain::Sha256;
use rusqlite::Connection;
use snapbox::{assert_data_eq, str};

use crate::session::{Session, repository};

/// The files that make a database, as they were released. A mistake in one is mended by a further
/// file.
const RELEASED: [(&str, &str); 3] = [
    ("0001_log.sql", "ae74d6f9c932a4efcf3280ad13ed2a75c92a99552a50d7c1ac32344db9533333"),
    ("0002_index.sql", "837648ba2e8aaf1afc0b0e2d69b4c7851a102d4c90ae84429fcb0775df48652a"),
    ("0003_sources.sql", "8788494a902479463e140c16cd158d8da6026c63cd21eba28f552b9ee5c683af"),
];

/// One ledger for each format that was released, by the number of its last migration.
const LEDGERS: [&str; 1] = ["0002"];

#[test]
fn a_migration_that_was_released_is_never_edited() {
    let folder = repository().join("migrations/sqlite");
    for (name, sha256) in RELEASED {
        let bytes = fs::read(folder.join(name)).unwrap();
        assert_eq!(Sha256::of(bytes).to_string(), sha256, "{name} was edited");
    }
    assert_eq!(fs::read_dir(folder).unwrap().count(), RELEASED.len(), "pin the new one, too");
}

#[test]
fn there_is_a_ledger_of_every_format_that_was_released() {
    let dumps = fs::read_dir(repository().join("fixtures/ledgers")).unwrap();
    let names = dumps.map(|dump| dump.unwrap().file_name().into_string().unwrap());
    let dumps: Vec<String> = names.filter(|name| !name.contains("checkpoint")).collect();
    assert_eq!(dumps, LEDGERS.map(|name| format!("{name}.sql")));
}

/// The ledger of that format, as `factledger.db`, with the checkpoint that was kept of it.
fn released(name: &str) -> Session {
    let folder = repository().join("fixtures/ledgers");
    let kept = fs::read(folder.join(format!("{name}.checkpoint"))).unwrap();
    let session = Session::new().write("kept.checkpoint", kept);
    let dump = fs::read_to_string(folder.join(format!("{name}.sql"))).unwrap();
    let ledger = Connection::open(session.path().join("factledger.db")).unwrap();
    ledger.execute_batch(&dump).unwrap();
    session
}

#[test]
fn a_ledger_of_an_earlier_release_is_brought_up_to_date_and_verified() {
    for name in LEDGERS {
        let session = released(name);
        // Whatever opens it to write brings it up to date.
        for line in ["verify --rebuild", "verify"] {
            assert_data_eq!(
                session.run(&format!("factledger {line} --checkpoint kept.checkpoint")).success(),
                str![[r#"
19 entries hashed, 19 signatures and 14 checkpoints hold
it extends the checkpoint of 19 entries
3 texts and pages have their hashes; 61 index rows follow from the log
sound: 19 entries, root ce7023db386e3fdc1b74e81c0ae555f463531ac7076fcc6994b8bd2dffd33682

"#]]
            );
        }
    }
}

#[test]
fn what_was_recorded_then_is_told_the_same() {
    for name in LEDGERS {
        let session = released(name);
        session.run("factledger verify --rebuild").success();
        assert_data_eq!(
            session.run("factledger history --format csv | cut -d, -f1-5").success(),
            str![[r#"
id,at,actor,type,summary
E18,2026-11-24T08:13:00Z,cem,claim.reviewed,marked C3 unverified
E17,2026-11-24T08:12:00Z,ana,reviewer.added,added the key of cem
E16,2026-11-24T08:11:00Z,ana,reviewer.revoked,revoked the key of cem
E15,2026-11-24T08:10:00Z,cem,claim.reviewed,marked C3 disputed
E14,2026-11-24T08:09:00Z,ana,reviewer.added,added the key of cem
E13,2026-11-24T08:08:00Z,ben,claim.restored,restored C4
E12,2026-11-24T08:07:00Z,ben,claim.dismissed,dismissed C4
E11,2026-11-24T08:06:00Z,ana,claim.added,added C28 to A1
E10,2026-11-24T08:05:00Z,ana,note.added,noted on C3
E9,2026-11-24T08:04:00Z,ben,claim.reviewed,marked C2 corroborated
E8,2026-11-24T08:03:00Z,ben,claim.reviewed,marked C1 disputed
E7,2026-11-24T08:03:00Z,ben,reviewer.added,added the key of ben
E6,2026-11-24T08:02:00Z,ana,claim.reviewed,marked C1 corroborated
E5,2026-11-24T08:01:00Z,ana,claims.extracted,found C4 to C27 in A2
E4,2026-11-24T08:01:00Z,ana,article.imported,imported A2
E3,2026-11-24T08:00:00Z,ana,claims.extracted,found C1 to C3 in A1
E2,2026-11-24T08:00:00Z,ana,article.imported,imported A1
E1,2026-11-24T08:00:00Z,ana,reviewer.added,added the key of ana
E0,2026-11-24T08:00:00Z,ana,ledger.created,made the ledger

"#]]
        );
        let claims = session.run("factledger list --article A1 --format json").json();
        let told: Vec<String> = claims
            .as_array()
            .unwrap()
            .iter()
            .map(|claim| {
                let text = claim["text"].as_str().unwrap();
                let reviews = claim["reviews"].as_array().unwrap().len();
                let conflict = if claim["conflict"] == true { ", in conflict" } else { "" };
                format!("{} {}{conflict}, {reviews} reviews: {text}", claim["id"], claim["status"])
            })
            .collect();
        assert_data_eq!(
            told.join("\n"),
            str![[r#"
"C3" "unverified", 2 reviews: Mayor Ada Nullgard denied that the fare would rise to 9 crowns.
"C28" "unverified", 0 reviews: Nobody knows
"C1" "corroborated", in conflict, 2 reviews: The ferry to Nullhaven carried 4,120 people in May, the harbour office said.
"C2" "corroborated", 1 reviews: It had carried 3,900 in April.
"#]]
        );
    }
}
