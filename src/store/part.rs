//! The parts that lists are read in: each has its own index.

use std::cmp::Reverse;

use crate::domain::{Claim, Order, Provenance, Status};

/// The part of the claims that a page is read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    All,
    /// Those that are assigned to somebody.
    Assigned,
    /// Those with another verdict, or with this one, that somebody disputes.
    DisputedInConflict(Option<Status>),
    /// Those with this verdict.
    Of(Status),
    /// Those that wait for everybody.
    Open,
    /// Those whose reviewers, who agree, lack something of a verdict.
    Waiting,
}

/// Put the claims of several parts into the order of the list.
pub(super) fn sort(claims: &mut [Claim], order: Order) {
    let score = |claim: &Claim| match &claim.found {
        Provenance::ByExtractor { score, .. } => Some(*score),
        Provenance::ByReviewer => None,
    };
    match order {
        Order::Id | Order::Pending => claims.sort_by_key(|claim| claim.id),
        Order::Newest => claims.sort_by_key(|claim| Reverse(claim.id)),
        Order::Score => claims.sort_by_key(|claim| (Reverse(score(claim)), claim.id)),
    }
}
