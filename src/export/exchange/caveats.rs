use std::collections::BTreeMap;

use crate::domain::{ClaimId, Status};
use crate::view::ClaimSummary;

/// What is to be known of an export.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Caveats {
    pub doubts: BTreeMap<Doubt, Few>,
    pub left_out: BTreeMap<LeftOut, Few>,
    /// How many claims were written.
    pub written: u64,
}

/// Some claims: how many, and the first of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Few {
    pub claims: u64,
    pub first: Vec<ClaimId>,
}

/// Why a claim is not in an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// It is dismissed, gone from its article, or withdrawn with it.
    Aside,
    /// What others said of it is hidden from the person who exports.
    Hidden,
    InConflict,
    Unverified,
    /// Its reviewers agree, and the policy asks for more.
    Waiting,
    /// Its words are withheld.
    Withheld,
}

/// What readers of a claim may miss.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// It has more characters than are shown.
    Long,
    /// Its verdict names no evidence.
    NoCitation,
    NoClaimant,
    /// It is not known on which page the check is.
    NoUrl,
    /// Its article has no address.
    NoWebAddress,
    /// Evidence that it rests on has fallen.
    Stale,
}

impl LeftOut {
    /// As it follows a number of claims.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Aside => "dismissed, gone or withdrawn",
            Self::Hidden => "hidden until you review them",
            Self::InConflict => "in conflict",
            Self::Unverified => "unverified",
            Self::Waiting => "waiting for what the policy asks",
            Self::Withheld => "withheld",
        }
    }

    /// Why no format can show a claim.
    pub(super) fn from_all(listed: &ClaimSummary) -> Option<Self> {
        let claim = &listed.claim;
        if claim.dismissed || claim.withdrawn || claim.gone.is_some() {
            Some(Self::Aside)
        } else if listed.hidden > 0 {
            Some(Self::Hidden)
        } else if claim.quote.is_none() {
            Some(Self::Withheld)
        } else {
            None
        }
    }

    /// Why there is no verdict on a claim to be published.
    pub(super) fn from_verdicts(listed: &ClaimSummary) -> Option<Self> {
        let claim = &listed.claim;
        Self::from_all(listed).or(if claim.conflict {
            Some(Self::InConflict)
        } else if !claim.waits.is_nothing() {
            Some(Self::Waiting)
        } else if claim.status == Status::Unverified {
            Some(Self::Unverified)
        } else {
            None
        })
    }
}

impl Doubt {
    /// As it follows a number of claims, of which there is one or there are several.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Long => "of more than 75 characters, which readers may see cut",
            Self::NoCitation => "without evidence to cite",
            Self::NoClaimant => "of which nobody is named who said it",
            Self::NoUrl => "without the address of a page of the check",
            Self::NoWebAddress => "whose article has no web address",
            Self::Stale => "with evidence that has fallen since the verdict",
        }
    }
}

impl Caveats {
    pub(super) fn leave_out(&mut self, why: LeftOut, claim: ClaimId) {
        self.left_out.entry(why).or_default().add(claim);
    }

    pub(super) fn doubt(&mut self, doubt: Doubt, claim: ClaimId) {
        self.doubts.entry(doubt).or_default().add(claim);
    }
}

impl Few {
    /// As many are named.
    const NAMED: usize = 5;

    fn add(&mut self, claim: ClaimId) {
        self.claims += 1;
        if self.first.len() < Self::NAMED {
            self.first.push(claim);
        }
    }
}
