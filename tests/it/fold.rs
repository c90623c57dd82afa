//! For any acts of three people, including acts signed by other programs: replay,
//! the index and appending agree.

use std::collections::BTreeSet;

use factledger::domain::{Case, ClaimId, EntryId, Refusal, Review, Roster, Rule, Sha256, Status};
use proptest::prelude::*;

use crate::forged_log::{Deed, ForgedLog, People, desk, governing};
use crate::session::Session;

const CLAIMS: usize = 3;

/// Who does what to which claim, with a note or without, and about which earlier act.
type Attempt = (&'static str, Tried, usize, bool, prop::sample::Index);

#[derive(Clone, Debug)]
enum Tried {
    Act(Deed),
    /// What is done to the policy, or to a role.
    Govern(&'static str),
}

const GOVERNING: [&str; 18] = [
    "importer_may_judge off",
    "importer_may_judge on",
    "blind off",
    "blind on",
    "editor_required off",
    "editor_required on",
    "note_required off",
    "note_required on",
    "resolver editor",
    "resolver reviewer",
    "reviews_required 1",
    "reviews_required 2",
    "reviews_required 3",
    "role ana reviewer",
    "role ana editor",
    "role ben editor",
    "role ben observer",
    "role cat reviewer",
];

fn tried() -> impl Strategy<Value = Vec<Attempt>> {
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
        2 => prop::sample::select(&Status::ALL[..]).prop_map(Deed::Resolve),
        1 => prop::sample::select(&Status::ALL[..]).prop_map(Deed::Suggest),
        1 => prop::sample::select(&Rule::ALL[..]).prop_map(Deed::Waive),
    ];
    let govern = prop::sample::select(&GOVERNING[..]).prop_map(Tried::Govern);
    let deed = prop_oneof![6 => deed.prop_map(Tried::Act), 1 => govern];
    let by = prop::sample::select(vec!["ana", "ben", "cat"]);
    let tried = (by, deed, 0..CLAIMS, any::<bool>(), any::<prop::sample::Index>());
    prop::collection::vec(tried, 0..40)
}

fn check(session: &Session, sequence: Vec<Attempt>) {
    let mut log = ForgedLog::of(session);
    let claims: Vec<_> = (1..).map(ClaimId).zip(log.quotes.clone()).skip(1).collect();
    let ana = "ana".parse().unwrap();
    let recorded = |(id, quote): &(ClaimId, Sha256)| {
        Case::new(*id, *quote).recorded_by(Some(&ana), &Roster::default())
    };
    let mut cases: Vec<Case> = claims.iter().map(recorded).collect();
    let mut reviews: Vec<Vec<(EntryId, String, Status)>> = vec![Vec::new(); CLAIMS];
    let mut refused = BTreeSet::new();
    let (mut people, mut recorded) = (People::new(), vec![EntryId(0)]);
    for (by, deed, number, has_note, of) in sequence {
        let roster = people.roster();
        let deed = match deed {
            Tried::Act(deed) => deed,
            Tried::Govern(words) => {
                let (position, entry) = log.record(by, governing(words));
                match roster.allows(&entry.actor, &entry.event, position) {
                    Ok(()) => people.take_down(position, &entry.event),
                    Err(_) => drop(refused.insert(position)),
                }
                continue;
            }
        };
        let note = has_note.then_some("seen");
        let of = *of.get(&recorded);
        let deed = match deed {
            Deed::Replace(_) => Deed::Replace(of),
            Deed::Retract(_) => Deed::Retract(of),
            Deed::Withdraw(_) => Deed::Withdraw(of),
            Deed::Correct
            | Deed::Dismiss
            | Deed::Note
            | Deed::Resolve(_)
            | Deed::Restore
            | Deed::Review(_)
            | Deed::Suggest(_)
            | Deed::Waive(_) => deed,
        };
        let (case, (id, quote)) = (&mut cases[number], claims[number]);
        let (Some(event), Some(act)) = (deed.event(id, quote, note), deed.act(note)) else {
            continue;
        };
        let decided = case.decide(&by.parse().unwrap(), &act, &roster);
        // A dismissal, and a resolution, name those whose judgement they set aside.
        let event = decided.clone().unwrap_or(event);
        let before = case.clone();
        let (position, entry) = log.record(by, event);
        let applied = case.apply(position, &entry, &roster);
        // What can be appended is replayed, and what is refused is refused for the same reason.
        // To those who review blind, the reason does not tell what others said.
        let is_veiled = match &decided {
            Err(Refusal::Hidden(_)) => true,
            Err(Refusal::Judged { by, .. }) => by.is_empty(),
            Err(_) | Ok(_) => false,
        };
        if !is_veiled {
            assert_eq!(decided.map(|_| ()), applied);
        }
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
        let (claim, notes, rulings) = (&listed.claim, &listed.notes, &listed.rulings);
        assert_eq!(case, Case::of(claim, &listed.reviews, notes, rulings, &people.roster()));
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
