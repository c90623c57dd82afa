//! For any acts of three people, including acts signed by other programs: replay,
//! the index and appending agree.

use std::collections::BTreeSet;

use factledger::domain::{
    Act, Case, CheckResult, ClaimId, ClaimLinked, EntryId, Event, Evidence, EvidenceAdded,
    EvidenceChecked, EvidenceGrouped, EvidenceId, EvidenceWithdrawn, LinkKind, OfClaim, Refusal,
    Review, Roster, Rule, Sha256, Stance, Status, Timestamp,
};
use proptest::prelude::*;

use crate::forged_log::{Deed, ForgedLog, People, desk, governing};
use crate::session::Session;

const CLAIMS: usize = 3;

/// Who does what to which claim, with a note or without, and about which earlier act.
type Attempt = (&'static str, Tried, usize, bool, prop::sample::Index);

#[derive(Clone, Debug)]
enum Tried {
    Act(Deed),
    Evidence(OnEvidence),
    /// Whether a claim rests on another from then on. Which one is chosen when it is known.
    Ground(bool),
    /// What is done to the policy, or to a role.
    Govern(&'static str),
}

/// What is done to evidence. Which piece is chosen when it is known.
#[derive(Clone, Copy, Debug)]
enum OnEvidence {
    Add(&'static str),
    Check(CheckResult),
    Group(&'static str),
    Withdraw,
}

impl OnEvidence {
    /// The event of it. `next` is the evidence that would be added.
    fn event(
        self,
        claim: ClaimId,
        quote_sha256: Sha256,
        of: EvidenceId,
        next: EvidenceId,
    ) -> Event {
        match self {
            Self::Add(place) => Event::EvidenceAdded(Box::new(EvidenceAdded {
                capture: None,
                claims: vec![OfClaim { claim, quote_sha256 }],
                evidence: next,
                kind: None,
                locator: Some(place.parse().unwrap()),
                note: None,
                origin: None,
                published: None,
                quote: None,
                quote_at: None,
                searched: None,
                stance: Stance::Context,
            })),
            Self::Check(result) => {
                Event::EvidenceChecked(EvidenceChecked { capture: None, evidence: of, result })
            }
            Self::Group(origin) => Event::EvidenceGrouped(EvidenceGrouped {
                evidence: vec![of],
                origin: origin.parse().unwrap(),
                reason: None,
            }),
            Self::Withdraw => Event::EvidenceWithdrawn(EvidenceWithdrawn {
                evidence: of,
                reason: "seen".parse().unwrap(),
            }),
        }
    }
}

const GOVERNING: [&str; 24] = [
    "scale x=disputed y=disputed z=corroborated",
    "scale x=disputed u=unverified",
    "importer_may_judge off",
    "importer_may_judge on",
    "blind off",
    "blind on",
    "evidence_required off",
    "evidence_required on",
    "independent_origins 0",
    "independent_origins 2",
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

/// So many hours after the start, which passes an hour with each act.
fn hour(hours: i64) -> Timestamp {
    let start: Timestamp = ForgedLog::START.parse().unwrap();
    Timestamp::from_unix_seconds(start.unix_seconds() + hours * 3600).unwrap()
}

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
        3 => prop::sample::select(vec![None, Some("ana"), Some("ben"), Some("cat"), Some("dan")])
            .prop_map(|to| Deed::Assign(to, None)),
        2 => Just(Deed::Release),
        1 => prop::sample::select(vec![None, Some("2024")]).prop_map(Deed::Scope),
        2 => prop::sample::select(vec!["+a", "-a", "+b"]).prop_map(|tag| Deed::Tag(vec![tag])),
        3 => (1..5_i64).prop_map(|hours| Deed::Take(hour(hours))),
    ];
    let govern = prop::sample::select(&GOVERNING[..]).prop_map(Tried::Govern);
    let on_evidence = prop_oneof![
        3 => prop::sample::select(vec!["https://a.example/1", "https://b.example/1", "c.txt"])
            .prop_map(OnEvidence::Add),
        1 => prop::sample::select(CheckResult::ALL).prop_map(OnEvidence::Check),
        1 => prop::sample::select(vec!["Wire", "Archive"]).prop_map(OnEvidence::Group),
        1 => Just(OnEvidence::Withdraw),
    ];
    let on_evidence = on_evidence.prop_map(Tried::Evidence);
    let ground = any::<bool>().prop_map(Tried::Ground);
    let deed =
        prop_oneof![6 => deed.prop_map(Tried::Act), 2 => on_evidence, 1 => govern, 2 => ground];
    let by = prop::sample::select(vec!["ana", "ben", "cat"]);
    let tried = (by, deed, 0..CLAIMS, any::<bool>(), any::<prop::sample::Index>());
    prop::collection::vec(tried, 0..40)
}

/// The evidence about this claim.
fn own(pieces: &[usize], number: usize) -> Vec<EvidenceId> {
    let own = (1..).map(EvidenceId).zip(pieces).filter(|(_, of)| **of == number);
    own.map(|(id, _)| id).collect()
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
    // The number of the claim that each piece of evidence is about.
    let mut pieces: Vec<usize> = Vec::new();
    for ((by, deed, number, has_note, of), hours) in sequence.into_iter().zip(0..) {
        log.clock = hour(hours);
        let roster = people.roster();
        let deed = match deed {
            Tried::Act(deed) => deed,
            Tried::Evidence(done) => {
                let next = EvidenceId(pieces.len() as u64 + 1);
                let own: Vec<EvidenceId> = own(&pieces, number);
                let (case, (id, quote)) = (&mut cases[number], claims[number]);
                let is_new = matches!(done, OnEvidence::Add(_));
                let Some(of) =
                    own.get(of.index(own.len().max(1))).copied().or(is_new.then_some(next))
                else {
                    continue;
                };
                let event = done.event(id, quote, of, next);
                let permitted = case.permits(&by.parse().unwrap(), &event, &roster);
                let (position, entry) = log.record(by, event);
                let applied = case.apply(position, &entry, &roster);
                assert_eq!(permitted, applied);
                if applied.is_err() {
                    refused.insert(position);
                } else if is_new {
                    pieces.push(number);
                }
                continue;
            }
            Tried::Ground(is_new) => {
                let ((claim, quote_sha256), on) = (claims[number], of.index(CLAIMS));
                let to = OfClaim { claim: claims[on].0, quote_sha256: claims[on].1 };
                let kind = LinkKind::RestsOn;
                let linked = ClaimLinked { claim, kind, quote_sha256, reason: None, to };
                let circle = linked.makes_no_circle(|of| -> Result<_, Refusal> {
                    let below = cases.iter().filter(|case| case.id() == of);
                    Ok(below.flat_map(|case| case.docket().rests_on.keys().copied()).collect())
                });
                let event =
                    if is_new { Event::ClaimLinked(linked) } else { Event::ClaimUnlinked(linked) };
                let (position, entry) = log.record(by, event);
                let case = &mut cases[number];
                let is_allowed =
                    (!is_new || circle.is_ok()) && case.apply(position, &entry, &roster).is_ok();
                if !is_allowed {
                    refused.insert(position);
                }
                continue;
            }
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
        let of_piece = of;
        let of = *of.get(&recorded);
        let deed = match deed {
            Deed::Replace(_) => Deed::Replace(of),
            Deed::Retract(_) => Deed::Retract(of),
            Deed::Withdraw(_) => Deed::Withdraw(of),
            Deed::Take(after) => {
                let hours = after.unix_seconds() - hour(0).unix_seconds();
                let until = log.clock.unix_seconds() + hours;
                Deed::Take(Timestamp::from_unix_seconds(until).unwrap())
            }
            Deed::Assign(..)
            | Deed::Correct
            | Deed::Dismiss
            | Deed::Note
            | Deed::Release
            | Deed::Resolve(_)
            | Deed::Restore
            | Deed::Review(_)
            | Deed::Scope(_)
            | Deed::Suggest(_)
            | Deed::Tag(_)
            | Deed::Waive(_) => deed,
        };
        let (case, (id, quote)) = (&mut cases[number], claims[number]);
        let (Some(event), Some(act)) = (deed.event(id, quote, note), deed.act(note, log.clock))
        else {
            continue;
        };
        let (mut act, mut event) = (act, event);
        if let (Act::Review(review), Event::ClaimReviewed(reviewed)) = (&mut act, &mut event) {
            // On none, or on one that may be withdrawn.
            let own = own(&pieces, number);
            review.evidence.extend(own.get(of_piece.index(own.len() + 1)));
            let named: Vec<EvidenceId> = review.evidence.iter().copied().collect();
            reviewed.evidence = Some(named).filter(|named| !named.is_empty());
            let rating = ["x", "z", "u"].get(of_piece.index(6)).map(|one| one.parse().unwrap());
            review.rating.clone_from(&rating);
            reviewed.rating = rating;
        }
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
        let evidence: Vec<Evidence> =
            listed.evidence.iter().map(|shown| shown.evidence.clone()).collect();
        let roster = people.roster();
        let (docket, reviews) = (&listed.docket, &listed.reviews);
        let stored = Case::of(claim, docket, reviews, notes, rulings, &evidence, &roster);
        assert_eq!(case.is_stale(), claim.stale);
        assert_eq!(case.settled(&roster), stored);
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
