//! Tests which index SQLite uses for a page of a list.

use crate::domain::{ArticleId, ClaimId, ClaimQuery, Cursor, Key, Order, Status};
use crate::store::claims::{Part, page};
use crate::store::{Access, Store, StoreError};

/// The index that the database uses for this page, and whether it has to sort.
#[track_caller]
fn check(query: &ClaimQuery, part: Part, expected: &str) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("l.db"), Access::WriteOrCreate).unwrap();
    let key = if query.order == Order::Score { Key::Score(700) } else { Key::None };
    for after in [None, Some(Cursor { id: ClaimId(7), key })] {
        let (sql, parameters) = page(query, part, after, 50);
        let plan = store.read(|snapshot| {
            let explain = format!("EXPLAIN QUERY PLAN {sql}");
            snapshot.connection.all(&explain, &parameters, |row| row.get::<String>(3))
        });
        let plan: Result<Vec<String>, StoreError> = plan;
        let plan = plan.unwrap().join("; ");
        let is_sorted = plan.contains("TEMP B-TREE");
        assert!(plan.contains(expected.trim_end_matches(" and sorted")), "{plan}");
        assert_eq!(is_sorted, expected.ends_with(" and sorted"), "{plan}");
    }
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
}
