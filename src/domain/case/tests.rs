use std::collections::BTreeSet;

use super::*;
use crate::domain::{Actor, EntryUuid, TreeHead};
use crate::domain::{Policy, Switch, Waits};
use Status::{Corroborated, Disputed, Unverified};

fn entry(by: &str, event: Event) -> Entry {
    let author =
        Actor { at: "2026-11-23".parse().unwrap(), name: by.parse().unwrap(), seed: [7; 32] };
    Entry {
        actor: author.name.clone(),
        after: TreeHead { root: Sha256::of(""), size: 0 },
        at: author.at,
        event,
        id: EntryUuid::new(&author, 0),
        log: "desk.example".parse().unwrap(),
    }
}

/// Apply an act of people who all stay.
fn apply(case: &mut Case, entry: &Entry) -> Result<(), Refusal> {
    let last = case.reviews.last().map_or(10, |given| given.entry.0);
    case.apply(EntryId(last + 1), entry, &Roster::default())
}

/// A claim with these reviews, in this order.
fn case(reviews: &[(&str, Status)]) -> Case {
    let (claim, quote_sha256) = (ClaimId(12), Sha256::of("The bridge opened in 1932."));
    let mut case = Case::new(claim, quote_sha256);
    for &(reviewer, status) in reviews {
        let note = "seen".parse().ok();
        let reviewed =
            ClaimReviewed { rating: None, claim, evidence: None, note, quote_sha256, status };
        apply(&mut case, &entry(reviewer, Event::ClaimReviewed(reviewed))).unwrap();
    }
    case
}

/// What `decide` refuses, `apply` refuses for the same reason, and changes nothing.
#[track_caller]
fn mark(reviews: &[(&str, Status)], by: &str, status: Status, note: &str, expected: &str) {
    let mut case = case(reviews);
    let opinion = NewReview {
        rating: None,
        evidence: BTreeSet::new(),
        expected: None,
        note: note.parse().ok(),
        status,
    };
    let decided =
        case.decide(&by.parse().unwrap(), &Act::Review(opinion.clone()), &Roster::default());
    let answer = match &decided {
        Ok(event) => event.kind().to_owned(),
        Err(refusal) => refusal.to_string(),
    };
    assert_eq!(answer, expected);
    let before = case.clone();
    let reviewed = Event::ClaimReviewed(ClaimReviewed {
        rating: None,
        evidence: None,
        claim: case.claim,
        note: opinion.note.map(Into::into),
        quote_sha256: case.quote_sha256,
        status,
    });
    assert_eq!(apply(&mut case, &entry(by, reviewed)), decided.map(|_| ()));
    assert_eq!(case == before, answer != "claim.reviewed");
}

#[track_caller]
fn verdict(reviews: &[(&str, Status)], verdict: Status, conflict: bool) {
    assert_eq!(case(reviews).judgement(), Verdict { conflict, verdict, waits: Waits::NOTHING });
}

#[test]
fn the_latest_review_of_each_reviewer_counts() {
    verdict(&[], Unverified, false);
    verdict(&[("ana", Corroborated)], Corroborated, false);
    verdict(&[("ana", Corroborated), ("ana", Disputed)], Disputed, false);
    verdict(&[("ana", Corroborated), ("ana", Unverified)], Unverified, false);
}

#[test]
fn while_reviewers_disagree_the_previous_verdict_remains() {
    verdict(&[("ana", Corroborated), ("ben", Disputed)], Corroborated, true);
    verdict(&[("ana", Corroborated), ("ben", Unverified)], Corroborated, true);
    verdict(&[("ana", Corroborated), ("ben", Disputed), ("ana", Disputed)], Disputed, false);
}

#[test]
fn a_note_is_required_for_a_dispute_and_for_every_change() {
    let needed = |status| format!("`C12` needs a note to be marked {status}");
    mark(&[], "ana", Corroborated, "", "claim.reviewed");
    mark(&[], "ana", Disputed, "", &needed(Disputed));
    mark(&[], "ana", Disputed, "seen", "claim.reviewed");
    mark(&[("ana", Disputed)], "ana", Corroborated, "", &needed(Corroborated));
    mark(&[("ana", Disputed)], "ben", Corroborated, "", &needed(Corroborated));
    mark(&[("ana", Corroborated)], "ben", Corroborated, "", "claim.reviewed");
    mark(&[("ana", Corroborated)], "ana", Unverified, "", &needed(Unverified));
    mark(&[("ana", Corroborated)], "ana", Unverified, "reopened", "claim.reviewed");
    let conflict = [("ana", Corroborated), ("ben", Disputed)];
    mark(&conflict, "ben", Corroborated, "", &needed(Corroborated));
}

#[test]
fn a_review_that_says_nothing_new_is_refused() {
    mark(&[], "ana", Unverified, "", "`C12` is already unverified");
    mark(&[], "ana", Unverified, "searched, found nothing", "claim.reviewed");
    let already = "`C12` is already corroborated by ana";
    mark(&[("ana", Corroborated)], "ana", Corroborated, "", already);
    mark(&[("ana", Corroborated)], "ana", Corroborated, "again", "claim.reviewed");
}

#[test]
fn a_claim_that_is_not_as_expected_is_not_reviewed() {
    let refusal = |reviews: &[(&str, Status)], expected| {
        let opinion = NewReview {
            rating: None,
            evidence: BTreeSet::new(),
            expected: Some(expected),
            note: None,
            status: Corroborated,
        };
        let decided = case(reviews).decide(
            &"cat".parse().unwrap(),
            &Act::Review(opinion),
            &Roster::default(),
        );
        decided.unwrap_err().to_string()
    };
    assert_eq!(
        refusal(&[("ana", Corroborated)], Unverified),
        "`C12` is corroborated, not unverified as you expected"
    );
    assert_eq!(
        refusal(&[("ana", Corroborated), ("ben", Disputed)], Corroborated),
        "`C12` is corroborated, in conflict, not corroborated as you expected"
    );
}

#[test]
fn a_dismissed_claim_is_not_judged_until_it_is_restored() {
    let (mut case, alone) = (case(&[]), Roster::default());
    let (claim, ana) = (ClaimId(12), "ana".parse().unwrap());
    let reason = || "a joke".parse().unwrap();
    let (dismiss, restore) =
        (Act::Dismiss { over: false, reason: reason() }, Act::Restore(reason()));
    let review = NewReview {
        rating: None,
        evidence: BTreeSet::new(),
        expected: None,
        note: Some(reason()),
        status: Corroborated,
    };
    assert_eq!(case.decide(&ana, &restore, &alone), Err(Refusal::NotDismissed(claim)));
    let dismissed = entry("ana", case.decide(&ana, &dismiss, &alone).unwrap());
    assert_eq!(apply(&mut case, &dismissed), Ok(()));
    assert!(case.is_dismissed());
    assert_eq!(apply(&mut case, &dismissed), Err(Refusal::AlreadyDismissed(claim)));
    let refused = case.decide(&ana, &Act::Review(review), &alone);
    assert_eq!(refused, Err(Refusal::Dismissed(claim)));
    assert!(case.decide(&ana, &Act::Note { note: reason(), replaces: None }, &alone).is_ok());
    let restored = entry("ana", case.decide(&ana, &restore, &alone).unwrap());
    assert_eq!(apply(&mut case, &restored), Ok(()));
    assert!(!case.is_dismissed());
}

#[test]
fn an_act_on_other_words_is_refused() {
    let mut case = case(&[]);
    let (claim, note) = (ClaimId(12), "seen".parse().unwrap());
    let added = NoteAdded { claim, note, quote_sha256: Sha256::of("other words"), replaces: None };
    let refused = apply(&mut case, &entry("ana", Event::NoteAdded(added)));
    assert_eq!(refused, Err(Refusal::OtherWords(claim)));
}

#[test]
fn a_policy_can_make_notes_optional() {
    let policy = Policy { note_required: Switch::Off, ..Policy::DEFAULT };
    let roster = Roster::default().governed(vec![(EntryId(3), policy)], []);
    let case = Case::new(ClaimId(12), Sha256::of("x"));
    let opinion = NewReview {
        rating: None,
        evidence: BTreeSet::new(),
        expected: None,
        note: None,
        status: Disputed,
    };
    assert!(case.decide(&"ana".parse().unwrap(), &Act::Review(opinion), &roster).is_ok());
}
