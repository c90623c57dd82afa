//! After any sequence of acts, both engines have the same log, and say the same.

use factledger::domain::{ClaimQuery, Order, Status};
use factledger::ledger::{Location, ServerEnvironment, VerifyOptions};
use proptest::prelude::*;

use super::server::{Database, database};
use crate::replay::{Act, Desk, Stored, acts};

/// The log, as the server has it.
fn stored(database: &Database) -> Stored {
    let mut owner = database.connect("desk");
    let entries = owner.query("SELECT bytes FROM entries ORDER BY position", &[]).unwrap();
    let checkpoints = owner.query("SELECT size, note FROM checkpoints ORDER BY size", &[]).unwrap();
    let checkpoints =
        checkpoints.iter().map(|row| (row.get::<_, i64>(0).unsigned_abs(), row.get(1)));
    Stored {
        checkpoints: checkpoints.collect(),
        entries: entries.iter().map(|row| row.get(0)).collect(),
    }
}

/// All lists of claims, in pages of three.
fn lists(desk: &mut Desk) -> Vec<String> {
    let view = desk.ledger.view().unwrap();
    let mut lists = Vec::new();
    for order in [Order::Id, Order::Newest, Order::Pending, Order::Score] {
        for dismissed in [false, true] {
            for status in Status::ALL.into_iter().map(Some).chain([None]) {
                let query = ClaimQuery { dismissed, order, status, ..ClaimQuery::default() };
                let mut after = None;
                loop {
                    let mut page = view.list(&query, after, Some(3)).unwrap();
                    lists.extend(page.by_ref().map(|claim| format!("{:?}", claim.unwrap())));
                    after = page.next_page();
                    lists.push(format!("{query:?}, then {after:?}"));
                    if after.is_none() {
                        break;
                    }
                }
            }
        }
    }
    lists.push(format!("{:?}", view.counts(None).unwrap()));
    lists
}

fn hold_on_both(acts: Vec<(usize, Act)>) -> Result<(), TestCaseError> {
    let Some(database) = database() else { return Ok(()) };
    let address = database.address("desk", "");
    let place = Location::read(address.into(), &ServerEnvironment::default()).unwrap();
    let (mut file, mut server) = (Desk::new(), Desk::at(|_| place));
    for (number, (reviewer, act)) in (0..).zip(acts) {
        let on = |desk: &mut Desk| {
            desk.perform(number, reviewer, act.clone()).map_err(|error| error.to_string())
        };
        prop_assert_eq!(on(&mut file), on(&mut server), "{:?}", act);
    }
    let [on_file, on_server] = [Stored::of(&file.path()), stored(&database)];
    prop_assert!(on_file == on_server, "the logs differ");
    prop_assert_eq!(lists(&mut file), lists(&mut server));
    // The log of each is replayed into an index of its own, and that is compared row by row.
    let [on_file, on_server] = [&file, &server]
        .map(|desk| desk.ledger.verify(VerifyOptions::default(), &mut |_, _| {}).unwrap());
    prop_assert_eq!(&on_server.findings, &[]);
    prop_assert_eq!(on_file.head, on_server.head);
    prop_assert_eq!(on_file.entries, on_server.entries);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, ..ProptestConfig::default() })]
    #[test]
    fn both_engines_record_the_same_and_show_the_same(acts in acts()) {
        hold_on_both(acts)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]
    #[test]
    #[ignore = "minutes: two hundred sequences of acts, where the test above takes a sample"]
    fn both_engines_show_the_same_after_two_hundred_sequences_of_acts(acts in acts()) {
        hold_on_both(acts)?;
    }
}
