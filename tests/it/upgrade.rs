//! Ledgers of earlier releases are opened, brought up to date and verified; what was released is
//! never edited.

use std::fs;

use factledger::domain::Sha256;
use rusqlite::Connection;
use rusqlite::config::DbConfig;
use snapbox::{Data, assert_data_eq, str};

use crate::session::{Session, repository, skipped};

/// The files that make a database, as they were released. A mistake in one is mended by a further
/// file.
const RELEASED: [(&str, &str); 25] = [
    ("0001_log.sql", "ae74d6f9c932a4efcf3280ad13ed2a75c92a99552a50d7c1ac32344db9533333"),
    ("0002_index.sql", "837648ba2e8aaf1afc0b0e2d69b4c7851a102d4c90ae84429fcb0775df48652a"),
    ("0003_sources.sql", "8788494a902479463e140c16cd158d8da6026c63cd21eba28f552b9ee5c683af"),
    ("0004_checks.sql", "eae46d5aaf1c24e2f3b4f5a6a1dc5cca7dc1e9c4a73d00d0848c5521b3ecc902"),
    ("0005_corrections.sql", "3524b6a284091a65c2a673974efbfb5d21b5c9808ecca55df71b0796a42fda7c"),
    ("0006_withheld.sql", "8bffde85f481cb4e9aa22d5e9da5a957621e5020934dc6a7ed54082f9aac902e"),
    ("0007_articles.sql", "0ca0149e0b856aaedacd21e7df652cd9de4d944cd6ed09e57e389edd137d41f3"),
    ("0008_repeats.sql", "371791d72ccb6f5a646f532e44c70c0b60be8ec29482684ba966e24cb0298266"),
    ("0009_history.sql", "69a73ca7032704123c3eb97a75987a51600ec612153c86ecda9a036e86cdadcf"),
    ("0010_sealed_keys.sql", "642c5cfea28a7b0ff30768a58556781bc0cfd71305a09039e729f6512eced8a6"),
    ("0011_keyring.sql", "73f35c8698d0c6a23db36abec84b6c04fffaf4d9459edddeedb061ec8327e83a"),
    ("0012_views.sql", "cccb6caa2bf977ff7332efcd8a24fc1b93d422e473c07101603ede1bd2acbe38"),
    ("0013_policy.sql", "b66b3385499406a92f309448fc85ce3a91a32f8ab6cb46b3f69a9ab6155cead0"),
    ("0014_words.sql", "47d2e03d3a600e4ab059d64a68e183d6c44758e439402f43adf2d28aa066669e"),
    ("0015_readings.sql", "8160f55c6bd189409f7cc72213932f68cae3ef5994aa26e7e53fa56db7e5adce"),
    ("0016_redactions.sql", "09c52ae8f3090645e0be4a1b974295f1286d296ccb30ef8f1e61532e5ef7136a"),
    ("0017_blind.sql", "e165acc138bd28c51cdf5a5dc1b6481ad627ac713cfea8590be4691f1da7b820"),
    ("0018_importer.sql", "b5e2bc8f0d634d03157a1016b4732624b2e85e6afe9aed7a059233b9a6ddd11f"),
    ("0019_docket.sql", "f7cd6097df87c65f04b7514aa57b10e2c5b383a40dc88310f8ef22f19d1f64b0"),
    ("0020_search.sql", "3b3a7784bc73e84b4c08a5c5527e47322fc13f0e1647a1aa5e0badcca8ca0818"),
    ("0021_evidence.sql", "97cfcf9f44db5ea9a324544b41c1d9958e313d955fbf71c373c9dc2039a3e54b"),
    ("0022_scope.sql", "d3e060e2b80a92407f630a0c68a9b042ac153b259dbf5f6672f16680f78a2ed7"),
    ("0023_evidence_words.sql", "baf880bb0f9f671948cf424660058e542f5075d8237a7601ab32c67ac7d24122"),
    ("0024_grounds.sql", "6212e3bbb36f5e44ea3b91a0d218c4868b428f560b8df6c7e213ce87f4e74646"),
    ("0025_ratings.sql", "15a158733376919f251879e44a6d241d481312904d894c717f6fc6c0224d7a9d"),
];

/// One ledger for each format that was released, by the number of its last migration.
const LEDGERS: [&str; 4] = ["0002", "0003", "0004", "0012"];

#[test]
fn a_migration_that_was_released_is_never_edited() {
    let folder = repository().join("migrations/sqlite");
    for (name, sha256) in RELEASED {
        let bytes = fs::read(folder.join(name)).unwrap();
        assert_eq!(Sha256::of(bytes).to_string(), sha256, "{name} was edited");
    }
    assert_eq!(fs::read_dir(folder).unwrap().count(), RELEASED.len(), "pin the new one, too");
}

/// `SNAPSHOTS=overwrite` makes `migrations/sqlite.sql` anew.
#[test]
fn a_new_ledger_is_made_as_the_migrations_make_it() {
    let migrated = Connection::open_in_memory().unwrap();
    for (name, _) in RELEASED {
        let path = repository().join("migrations/sqlite").join(name);
        migrated.execute_batch(&fs::read_to_string(path).unwrap()).unwrap();
    }
    let sql = "SELECT sql || ';' FROM sqlite_schema WHERE sql IS NOT NULL";
    let mut statements = migrated.prepare(sql).unwrap();
    let statements: Vec<String> =
        statements.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let head = "-- What the files of `sqlite` make together, in the order of the database. A test writes it.";
    let all = format!("{head}\n\n{}\n", statements.join("\n\n"));
    let path = repository().join("migrations/sqlite.sql");
    assert_data_eq!(all, Data::read_from(&path, None).raw());
}

#[test]
fn there_is_a_ledger_of_every_format_that_was_released() {
    let dumps = fs::read_dir(repository().join("fixtures/ledgers")).unwrap();
    let names = dumps.map(|dump| dump.unwrap().file_name().into_string().unwrap());
    let mut dumps: Vec<String> = names.filter(|name| !name.contains("checkpoint")).collect();
    dumps.sort();
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

/// Whatever opens it to write brings it up to date.
fn verified(name: &str) -> String {
    let session = released(name);
    let line = |line: &str| {
        session.run(&format!("factledger {line} --checkpoint kept.checkpoint")).success()
    };
    let told = line("verify --rebuild");
    assert_eq!(line("verify"), told, "{name}");
    told
}

#[test]
fn a_ledger_of_an_earlier_release_is_brought_up_to_date_and_verified() {
    assert_data_eq!(
        verified("0002"),
        str![[r#"
19 entries hashed, 19 signatures and 14 checkpoints are valid
warning: 19 entries are dated later than now, the first of them E0 (2026-11-24T08:00:00Z): a clock was wrong
it extends the checkpoint of 19 entries
3 texts and pages match their hashes; [..] index rows match the log
sound: 19 entries, root ce7023db386e3fdc1b74e81c0ae555f463531ac7076fcc6994b8bd2dffd33682

"#]]
    );
    assert_data_eq!(
        verified("0003"),
        str![[r#"
23 entries hashed, 23 signatures and 15 checkpoints are valid
warning: 23 entries are dated later than now, the first of them E0 (2026-11-24T20:00:00Z): a clock was wrong
it extends the checkpoint of 23 entries
6 texts and pages match their hashes; [..] index rows match the log
sound: 23 entries, root 44c02147adcfb688ec39b8e9c3e2f37ac387c39df1773428ae7e3ccef0589d8d

"#]]
    );
}

/// The history, without its notes.
fn history(session: &Session) -> String {
    session.run("factledger history --format csv | cut -d, -f1-5").success()
}

/// The claims of an article, with how they were judged.
fn claims(session: &Session, article: &str) -> String {
    let line = format!("factledger list --article {article} --format json");
    let claims = session.run(&line).json();
    let told = claims.as_array().unwrap().iter().map(|claim| {
        let text = claim["text"].as_str().unwrap();
        let reviews = claim["reviews"].as_array().unwrap().len();
        let conflict = if claim["conflict"] == true { ", in conflict" } else { "" };
        format!("{} {}{conflict}, {reviews} reviews: {text}", claim["id"], claim["status"])
    });
    told.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_ledger_of_an_earlier_release_is_read_and_verified_as_it_is() {
    for name in &LEDGERS {
        let session = released(name);
        let path = session.path().join("factledger.db");
        let whole = fs::read(&path).unwrap();
        for line in [
            "list",
            "show C1",
            "history",
            "export -o report.html --force",
            "backup copy.db --force",
            "verify --checkpoint kept.checkpoint",
            "reviewer list",
            "salvage saved && rm -r saved",
        ] {
            session.run(&format!("factledger {line}")).success();
        }
        assert_eq!(fs::read(&path).unwrap(), whole, "{name}: nothing was written");
        let shown = session.run("factledger list --format json").success();
        session.run("factledger verify --rebuild").success();
        assert_eq!(session.run("factledger list --format json").success(), shown, "{name}");
        session.run("factledger verify copy.db --checkpoint kept.checkpoint").success();
    }
}

/// The ledger of this session as an earlier release would have made it, with its keys.
fn downgraded(session: &Session, format: usize) {
    let path = session.path().join("factledger.db");
    let current = session.path().join("current.db");
    fs::rename(&path, &current).unwrap();
    let earlier = Connection::open(&path).unwrap();
    let folder = repository().join("migrations/sqlite");
    for (name, _) in RELEASED.iter().take(format) {
        earlier.execute_batch(&fs::read_to_string(folder.join(name)).unwrap()).unwrap();
    }
    let attach = format!("ATTACH '{}' AS current", current.display());
    earlier.execute_batch(&attach).unwrap();
    let copy = "INSERT INTO contents SELECT * FROM current.contents;
        INSERT INTO entries SELECT * FROM current.entries;
        DROP TRIGGER checkpoints_are_of_the_whole_log;
        INSERT INTO checkpoints SELECT * FROM current.checkpoints";
    let trigger =
        "SELECT sql FROM main.sqlite_schema WHERE name = 'checkpoints_are_of_the_whole_log'";
    let trigger: String = earlier.query_row(trigger, [], |row| row.get(0)).unwrap();
    earlier.execute_batch(copy).unwrap();
    earlier.execute_batch(&trigger).unwrap();
    let header = format!("PRAGMA application_id = 1179403335; PRAGMA user_version = {format}");
    earlier.execute_batch(&header).unwrap();
    drop(earlier);
    fs::remove_file(current).unwrap();
}

#[test]
fn a_refused_act_leaves_an_earlier_ledger_as_it_is() {
    // A sample, the first and the last among it.
    for format in (2..RELEASED.len()).rev().step_by(6).chain([2]) {
        let session = Session::with_fixture("stadtwerke.txt");
        downgraded(&session, format);
        let path = session.path().join("factledger.db");
        let whole = fs::read(&path).unwrap();
        let refused = |line: &str| {
            let said = session.run(&format!("factledger {line}")).failure();
            assert_eq!(fs::read(&path).unwrap(), whole, "{line}: {said}");
            assert!(!session.path().join("factledger.db-wal").exists(), "{line}");
            said
        };
        assert!(refused("mark C1 disputed").contains("needs a note"));
        assert!(refused("mark C999 corroborated").contains("there is no claim"));
        assert!(refused("reviewer revoke ana -m lost").contains("only ana has an active key"));
        assert!(refused("--keys none mark C1 corroborated").contains("not on this machine"));
        let claims = session.run("factledger list --format json").success();
        // What is allowed is recorded, and brings the ledger up to date.
        session.run("factledger mark C1 disputed -m 'the register says less'").success();
        assert_ne!(session.run("factledger list --format json").success(), claims);
        session.run("factledger verify").success();
        let after = Connection::open(&path).unwrap();
        let now: i64 = after.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
        assert_eq!(usize::try_from(now).unwrap(), RELEASED.len());
    }
}

#[test]
fn an_earlier_ledger_on_a_disk_that_is_only_read_is_read() {
    let session = Session::on_disk().fixture("stadtwerke.txt");
    session.run("factledger import stadtwerke.txt").success();
    downgraded(&session, 2);
    session
        .run("mkdir disk && mv factledger.db disk && chmod 444 disk/* && chmod 555 disk")
        .success();
    let account = "setpriv --reuid 40003 --clear-groups";
    if session.run(&format!("chmod 755 . && {account} true")).code != 0 {
        return skipped("other accounts cannot be taken on here");
    }
    for line in ["list", "show C1", "history", "export", "verify", "reviewer list"] {
        let line = format!("{account} factledger --ledger disk/factledger.db --keys none {line}");
        session.run(&line).success();
    }
    assert_eq!(session.run("ls disk").success(), "factledger.db\n");
}

#[test]
fn damage_in_an_earlier_ledger_is_found_before_it_is_upgraded() {
    for damage in [
        "UPDATE entries SET bytes = CAST(replace(CAST(bytes AS TEXT), 'ana', 'eva') AS BLOB)
         WHERE position = 6",
        "DROP TRIGGER entries_are_not_removed",
        "CREATE TRIGGER claims BEFORE INSERT ON entries BEGIN SELECT RAISE(IGNORE); END",
    ] {
        let session = released("0003");
        let ledger = Connection::open(session.path().join("factledger.db")).unwrap();
        ledger.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false).unwrap();
        ledger.execute_batch(damage).unwrap();
        drop(ledger);
        let found = session.run("factledger verify");
        assert_eq!(found.code, 3, "{damage}\n{}", found.screen());
    }
}

#[test]
fn old_entries_still_read_the_same() {
    let session = released("0002");
    session.run("factledger verify --rebuild").success();
    assert_data_eq!(
        history(&session),
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
E10,2026-11-24T08:05:00Z,ana,note.added,added a note to C3
E9,2026-11-24T08:04:00Z,ben,claim.reviewed,marked C2 corroborated
E8,2026-11-24T08:03:00Z,ben,claim.reviewed,marked C1 disputed
E7,2026-11-24T08:03:00Z,ben,reviewer.added,added the key of ben
E6,2026-11-24T08:02:00Z,ana,claim.reviewed,marked C1 corroborated
E5,2026-11-24T08:01:00Z,ana,claims.extracted,found C4 to C27 in A2
E4,2026-11-24T08:01:00Z,ana,article.imported,imported A2
E3,2026-11-24T08:00:00Z,ana,claims.extracted,found C1 to C3 in A1
E2,2026-11-24T08:00:00Z,ana,article.imported,imported A1
E1,2026-11-24T08:00:00Z,ana,reviewer.added,added the key of ana
E0,2026-11-24T08:00:00Z,ana,ledger.created,created the ledger

"#]]
    );
    assert_data_eq!(
        claims(&session, "A1"),
        str![[r#"
"C3" "unverified", 2 reviews: Mayor Ada Nullgard denied that the fare would rise to 9 crowns.
"C28" "unverified", 0 reviews: Nobody knows
"C1" "corroborated", in conflict, 2 reviews: The ferry to Nullhaven carried 4,120 people in May, the harbour office said.
"C2" "corroborated", 1 reviews: It had carried 3,900 in April.
"#]]
    );
}

#[test]
fn later_entries_still_read_the_same() {
    let session = released("0003");
    session.run("factledger verify --rebuild").success();
    assert_data_eq!(
        history(&session),
        str![[r#"
id,at,actor,type,summary
E22,2026-11-24T20:14:00Z,cem,claim.reviewed,marked C6 unverified
E21,2026-11-24T20:13:00Z,ana,reviewer.added,added the key of cem
E20,2026-11-24T20:12:00Z,ana,reviewer.revoked,revoked the key of cem
E19,2026-11-24T20:11:00Z,cem,claim.reviewed,marked C6 disputed
E18,2026-11-24T20:11:00Z,cem,reviewer.added,added the key of cem
E17,2026-11-24T20:10:00Z,ben,claim.restored,restored C4
E16,2026-11-24T20:09:00Z,ben,claim.dismissed,dismissed C4
E15,2026-11-24T20:08:00Z,ana,claim.added,added C89 to A1
E14,2026-11-24T20:07:00Z,ana,note.added,added a note to C3
E13,2026-11-24T20:06:00Z,ben,claim.reviewed,marked C2 corroborated
E12,2026-11-24T20:05:00Z,ben,claim.reviewed,marked C1 disputed
E11,2026-11-24T20:05:00Z,ben,reviewer.added,added the key of ben
E10,2026-11-24T20:04:00Z,ana,claim.reviewed,marked C1 corroborated
E9,2026-11-24T20:03:00Z,ana,claims.extracted,found C76 to C88 in A4
E8,2026-11-24T20:03:00Z,ana,article.imported,imported A4
E7,2026-11-24T20:02:00Z,ana,claims.extracted,found C32 to C75 in A3
E6,2026-11-24T20:02:00Z,ana,article.imported,imported A3
E5,2026-11-24T20:01:00Z,ana,claims.extracted,found C5 to C31 in A2
E4,2026-11-24T20:01:00Z,ana,article.imported,imported A2
E3,2026-11-24T20:00:00Z,ana,claims.extracted,found C1 to C4 in A1
E2,2026-11-24T20:00:00Z,ana,article.imported,imported A1
E1,2026-11-24T20:00:00Z,ana,reviewer.added,added the key of ana
E0,2026-11-24T20:00:00Z,ana,ledger.created,created the ledger

"#]]
    );
    assert_data_eq!(
        claims(&session, "A1"),
        str![[r#"
"C3" "unverified", 0 reviews: Mayor Ada Nullgard denied that the fare would rise to 9 crowns.
"C4" "unverified", 0 reviews: Nobody knows why.
"C89" "unverified", 0 reviews: Nobody knows
"C1" "corroborated", in conflict, 2 reviews: The ferry to Nullhaven carried 4,120 people in May, the harbour office said.
"C2" "corroborated", 1 reviews: It had carried 3,900 in April.
"#]]
    );
    // A claim of a page, one of a report by statement, and one that a model proposed.
    for (id, expected) in [
        (
            "C6",
            str![[r#"
"The repair cost 18.6 million crowns, which is 3.4 million more than the council had set aside."
{"column":131,"end":226,"line":1,"start":132}
{"end":3566,"start":3462}
{"model_sha256":"cd146ddc93d113e3c9d904fc24c10318748f2fc121cb5c0fa4d945b2e9132df5","name":"rules","score":579,"version":"2"}
"#]],
        ),
        (
            "C40",
            str![[r#"
"/"The farms give back next to nothing./""
{"column":312,"end":711,"line":9,"start":673}
{"end":1129,"start":1091}
{"model_sha256":"cd146ddc93d113e3c9d904fc24c10318748f2fc121cb5c0fa4d945b2e9132df5","name":"rules","score":451,"version":"2"}
"#]],
        ),
        (
            "C80",
            str![[r#"
"That is 250 kg, at 6½ crowns a kilo."
{"column":75,"end":782,"line":9,"start":744}
{"end":782,"start":744}
{"model_sha256":"0003000300030003000300030003000300030003000300030003000300030003","name":"external:numbers","score":700,"version":"1"}
"#]],
        ),
    ] {
        let claim = session.run(&format!("factledger show {id} --format json")).json();
        let (span, raw, extractor) = (&claim["span"], &claim["raw_span"], &claim["extractor"]);
        let told = format!("{}\n{span}\n{raw}\n{extractor}", claim["text"]);
        assert_data_eq!(told, expected);
    }
}
