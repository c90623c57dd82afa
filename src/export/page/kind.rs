use serde::Serialize;

use crate::domain::{Claim, Counts, Status};
use crate::view::Mark;

/// How a claim stands, for a reader: a conflict is no verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    Disputed,
    Conflict,
    Corroborated,
    Unverified,
}

impl Kind {
    /// What a reader must not miss comes first.
    pub(super) const ALL: [Self; 4] =
        [Self::Disputed, Self::Conflict, Self::Corroborated, Self::Unverified];

    pub(super) fn of(claim: &Claim) -> Self {
        Self::from(claim.status, claim.conflict)
    }

    pub(super) fn of_mark(mark: &Mark) -> Self {
        Self::from(mark.status, mark.conflict)
    }

    pub(super) fn from(status: Status, conflict: bool) -> Self {
        match status {
            _ if conflict => Self::Conflict,
            Status::Unverified => Self::Unverified,
            Status::Disputed => Self::Disputed,
            Status::Corroborated => Self::Corroborated,
        }
    }

    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Disputed => "disputed",
            Self::Conflict => "conflict",
            Self::Corroborated => "corroborated",
            Self::Unverified => "unverified",
        }
    }

    /// So that no reader depends on the colour.
    pub(super) const fn symbol(self) -> char {
        match self {
            Self::Disputed => '✕',
            Self::Conflict => '⇄',
            Self::Corroborated => '✓',
            Self::Unverified => '○',
        }
    }

    pub(super) fn is_open(self) -> bool {
        self == Self::Unverified
    }
}

/// What a template has of a kind.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct KindNames {
    name: &'static str,
    symbol: char,
}

impl KindNames {
    pub(super) fn of(kind: Kind) -> Self {
        Self { name: kind.as_str(), symbol: kind.symbol() }
    }
}

/// How many claims stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Tally {
    pub(super) disputed: u64,
    pub(super) conflict: u64,
    pub(super) corroborated: u64,
    pub(super) unverified: u64,
}

impl Tally {
    pub(super) fn of(counts: &Counts) -> Self {
        Self {
            disputed: counts.undivided(Status::Disputed),
            conflict: counts.in_conflict.all(),
            corroborated: counts.undivided(Status::Corroborated),
            unverified: counts.undivided(Status::Unverified),
        }
    }

    pub(super) fn add(&mut self, kind: Kind) {
        *match kind {
            Kind::Disputed => &mut self.disputed,
            Kind::Conflict => &mut self.conflict,
            Kind::Corroborated => &mut self.corroborated,
            Kind::Unverified => &mut self.unverified,
        } += 1;
    }

    pub(super) fn add_all(&mut self, more: Self) {
        self.disputed += more.disputed;
        self.conflict += more.conflict;
        self.corroborated += more.corroborated;
        self.unverified += more.unverified;
    }

    pub(super) fn of_kind(&self, kind: Kind) -> u64 {
        match kind {
            Kind::Disputed => self.disputed,
            Kind::Conflict => self.conflict,
            Kind::Corroborated => self.corroborated,
            Kind::Unverified => self.unverified,
        }
    }

    pub(super) fn all(&self) -> u64 {
        Kind::ALL.into_iter().map(|kind| self.of_kind(kind)).sum()
    }
}
