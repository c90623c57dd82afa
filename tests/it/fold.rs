//! For any acts of three people, including acts signed by other programs: replay,
//! the index and appending agree.

use std::collections::BTreeSet;

use factledger::domain::{Case, ClaimId, EntryId, Policy, Review, Roster, Status};
use proptest::prelude::*;

use crate::forged_log::{Deed, ForgedLog, desk};
use crate::session::Session;

const CLAIMS: usize = 3;

/// Who does what to which claim, with a note or without, and about which earlier act.
type Tried = (&'static str, Deed, usize, bool, prop::sample::Index);

fn tried() -> impl Strategy<Value = Vec<Tried>> {
    let deed = prop_oneof![
        6 => prop::sample::select(&Status::ALL[..]).prop_map(Deed::Review),
        1 => Just(Deed::Correct),
        1 => Just(Deed::Dismiss),
        1 => Just(Deed::Note),
        1 => Just(Deed::Restore),
        // Which entry they are about is chosen when it is known.
        1 => Just(Deed::Replace(EntryId(0))),
        1 => Just(Deed::Retract(EntryId(0))),
        2 => Just(Deed::Withdraw(EntryId(0))),
    ];
    let by = prop::sample::select(vec!["ana", "ben", "cat"]);
    let tried = (by, deed, 0..CLAIMS, any::<bool>(), any::<prop::sample::Index>());
    prop::collection::vec(tried, 0..40)
}

fn check(session: &Session, sequence: Vec<Tried>) {
    let mut log = ForgedLog::of(session);
    let claims: Vec<_> = (1..).map(ClaimId).zip(log.quotes.clone()).skip(1).collect();
    let mut cases: Vec<Case> =
        claims.iter().map(|(id, quote)| Case::new(*id, *quote, Policy::DEFAULT)).collect();
    let mut reviews: Vec<Vec<(EntryId, String, Status)>> = vec![Vec::new(); CLAIMS];
    let mut refused = BTreeSet::new();
    let (roster, mut recorded) = (Roster::default(), vec![EntryId(0)]);
    for (by, deed, number, has_note, of) in sequence {
        let note = has_note.then_some("seen");
        let of = *of.get(&recorded);
        let deed = match deed {
            Deed::Replace(_) => Deed::Replace(of),
            Deed::Retract(_) => Deed::Retract(of),
            Deed::Withdraw(_) => Deed::Withdraw(of),
            Deed::Correct | Deed::Dismiss | Deed::Note | Deed::Restore | Deed::Review(_) => deed,
        };
        let (case, (id, quote)) = (&mut cases[number], claims[number]);
        let (Some(event), Some(act)) = (deed.event(id, quote, note), deed.act(note)) else {
            continue;
        };
        let decided = case.decide(&by.parse().unwrap(), &act);
        // A dismissal names those whose judgement it sets aside.
        let event = decided.clone().unwrap_or(event);
        let before = case.clone();
        let (position, entry) = log.record(by, event);
        let applied = case.apply(position, &entry, &roster);
        // What can be appended is replayed, and what is refused is refused for the same reason.
        assert_eq!(decided.map(|_| ()), applied);
        if applied.is_err() {
            assert_eq!(*case, before);
            refused.insert(position);
        } else if let Deed::Review(status) = deed {
            reviews[number].push((position, by.to_owned(), status));
        } else if let Deed::Withdraw(review) = deed {
            reviews[number].retain(|(entry, ..)| *entry != review);
        }
        recorded.push(position);
    }
    let (mut ledger, found) = log.ledger();
    assert!(found.is_intact(), "{:?}", found.damage());
    assert_eq!(found.faults, refused);
    let ids: Vec<ClaimId> = claims.iter().map(|(id, _)| *id).collect();
    for ((listed, case), given) in
        ledger.view().unwrap().claims(&ids).unwrap().iter().zip(cases).zip(reviews)
    {
        assert_eq!(
            case,
            Case::of(&listed.claim, &listed.reviews, &listed.notes, Policy::DEFAULT, &roster)
        );
        let rows = listed.reviews.iter();
        let row = |review: &Review| (review.entry, review.reviewer.to_string(), review.status);
        assert_eq!(rows.map(row).collect::<Vec<_>>(), given);
    }
}

#[test]
fn replay_agrees_with_the_index_and_with_what_can_be_appended() {
    let session = desk(CLAIMS + 1);
    let config = ProptestConfig { cases: 64, ..ProptestConfig::default() };
    proptest!(config, |(sequence in tried())| check(&session, sequence));
}
