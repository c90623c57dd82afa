//! Tests which index SQLite uses for a page of a list.

use crate::domain::{
    ArticleId, ClaimId, ClaimQuery, Cursor, EntryId, HistoryQuery, Key, Order, Sight, Status,
    Subject, Timestamp,
};
use crate::store::claims::page;
use crate::store::history::page as history_page;
use crate::store::part::Part;
use crate::store::sql::Param;
use crate::store::sqlite::migrations::fresh;
use crate::store::{Access, Snapshot, Store, StoreError};

/// The index that the database uses for this page, and whether it has to sort.
#[track_caller]
fn check(query: &ClaimQuery, part: Part, expected: &str) {
    check_few(query, None, part, expected);
}

/// The same, if only these claims can be in it.
#[track_caller]
fn check_few(query: &ClaimQuery, few: Option<&[ClaimId]>, part: Part, expected: &str) {
    let key = if query.order == Order::Score { Key::Score(700) } else { Key::None };
    for after in [None, Some(Cursor { id: ClaimId(7), key })] {
        let (sql, parameters) = page(query, &Sight::WHOLE, few, part, after, 50);
        let plan = plan(&sql, &parameters);
        let is_sorted = plan.contains("TEMP B-TREE");
        assert!(plan.contains(expected.trim_end_matches(" and sorted")), "{plan}");
        assert_eq!(is_sorted, expected.ends_with(" and sorted"), "{plan}");
    }
}

/// How the database would run a statement.
fn plan(sql: &str, parameters: &[Param<'_>]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("l.db"), Access::WriteOrCreate).unwrap();
    let explain = format!("EXPLAIN QUERY PLAN {sql}");
    let plan: Result<Vec<String>, StoreError> =
        store.read(|snapshot| snapshot.connection.all(&explain, parameters, |row| row.get(3)));
    plan.unwrap().join("; ")
}

#[test]
fn a_page_is_found_by_an_index_and_only_a_few_claims_are_ever_sorted() {
    use Status::{Corroborated, Disputed, Unverified};
    let by = |order| ClaimQuery { order, ..ClaimQuery::default() };
    check(&by(Order::Pending), Part::Of(Unverified), "claims_pending");
    check(&by(Order::Pending), Part::Of(Disputed), "claims_disputed");
    check(&by(Order::Newest), Part::Of(Corroborated), "claims_corroborated");
    check(&by(Order::Score), Part::All, "claims_by_score");
    check(&by(Order::Score), Part::Of(Unverified), "claims_by_score");
    check(&by(Order::Score), Part::Of(Disputed), "claims_disputed and sorted");
    let conflict = ClaimQuery { conflict: true, ..by(Order::Pending) };
    check(&conflict, Part::All, "claims_in_conflict");
    for order in [Order::Id, Order::Newest] {
        check(&by(order), Part::DisputedInConflict(None), "claims_in_conflict");
    }
    check(&by(Order::Score), Part::DisputedInConflict(None), "claims_in_conflict and sorted");
    let article = ClaimQuery { article: Some(ArticleId(1)), ..by(Order::Pending) };
    check(&article, Part::Of(Unverified), "claims_by_article");
    let dismissed = ClaimQuery { dismissed: true, ..by(Order::Id) };
    check(&dismissed, Part::All, "claims_dismissed");
    // A list in its own order goes through all claims once, however often its pages are asked for.
    let by_ana = ClaimQuery { by: "ana".parse().ok(), ..by(Order::Pending) };
    let since = Timestamp::from_unix_seconds(1_800_000_000);
    let changed = ClaimQuery { since, ..by(Order::Id) };
    check(&by_ana, Part::Of(Unverified), "reviews_by_reviewer");
    check(&changed, Part::All, "claims");
    let few = Some([ClaimId(3), ClaimId(9)].as_slice());
    let by_key = "claims USING INTEGER PRIMARY KEY";
    check_few(&by_ana, few, Part::Of(Unverified), by_key);
    check_few(&changed, few, Part::All, by_key);
    check_few(
        &ClaimQuery { since, ..by(Order::Score) },
        few,
        Part::All,
        &format!("{by_key} and sorted"),
    );
}

#[test]
fn a_page_of_the_history_is_found_by_an_index_from_its_end() {
    let check = |query: &HistoryQuery, expected: &str| {
        for before in [None, Some(EntryId(7))] {
            let (sql, parameters) = history_page(query, None, before, 50);
            let plan = plan(&sql, &parameters);
            assert!(plan.contains(expected), "{plan}");
            assert!(plan.contains("SEARCH entries USING INTEGER PRIMARY KEY"), "{plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        }
    };
    let all = HistoryQuery::default();
    check(&HistoryQuery { by: "ana".parse().ok(), ..all.clone() }, "history_by_actor");
    let since = Timestamp::from_unix_seconds(1_800_000_000);
    check(&HistoryQuery { since, types: vec!["note.added"], ..all.clone() }, "history");
    let of = Some(Subject::Article(ArticleId(1)));
    check(&HistoryQuery { of, ..all }, "subjects");
}

#[test]
fn what_is_known_about_a_page_is_found_by_indexes() {
    let connection = fresh().unwrap();
    let claims = [ClaimId(3), ClaimId(5)];
    let (sql, parameters) = Snapshot::new(&connection).question(&claims, &[ArticleId(1)]);
    let plan = plan(&sql, &parameters);
    let is_asked = |step: &&str| step.contains("asked_") || step.contains("CONSTANT ROW");
    let scanned = plan.split("; ").filter(|step| step.starts_with("SCAN ") && !is_asked(step));
    let scanned: Vec<&str> = scanned.collect();
    assert_eq!(scanned, ["SCAN entries USING INDEX entries_on_keys"], "{plan}");
    assert!(plan.contains("SEARCH reviews USING COVERING INDEX reviews_by_claim"), "{plan}");
    assert!(plan.contains("SEARCH newer USING INDEX articles_by_address"), "{plan}");
}
