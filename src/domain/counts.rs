use super::Status;

/// How many claims there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub unverified: u64,
    pub disputed: u64,
    pub corroborated: u64,
    /// Claims that were dismissed. They are not in the other counts.
    pub dismissed: u64,
    /// Claims that a later reading of their article does not have. They are not in the other counts.
    pub gone: u64,
    /// Claims of articles that were withdrawn. They are not in the other counts.
    pub withdrawn: u64,
    /// How many of those in the first three counts are in conflict.
    pub in_conflict: InConflict,
}

/// How many claims are in conflict, by the verdict that remains in force until their reviewers
/// agree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InConflict {
    pub unverified: u64,
    pub disputed: u64,
    pub corroborated: u64,
}

/// Why a claim is not in ordinary lists and counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aside {
    Dismissed,
    Gone,
    Not,
    Withdrawn,
}

impl Aside {
    /// A claim of a withdrawn article is that, whatever else it is; and one that is gone is that.
    pub fn of(dismissed: bool, gone: bool, withdrawn: bool) -> Self {
        match (withdrawn, gone, dismissed) {
            (true, _, _) => Self::Withdrawn,
            (false, true, _) => Self::Gone,
            (false, false, true) => Self::Dismissed,
            (false, false, false) => Self::Not,
        }
    }
}

impl InConflict {
    pub fn all(&self) -> u64 {
        self.unverified + self.disputed + self.corroborated
    }

    pub fn of(&self, status: Status) -> u64 {
        match status {
            Status::Unverified => self.unverified,
            Status::Disputed => self.disputed,
            Status::Corroborated => self.corroborated,
        }
    }
}

impl Counts {
    /// All claims that are not dismissed, gone or withdrawn.
    pub fn claims(&self) -> u64 {
        self.unverified + self.disputed + self.corroborated
    }

    /// All claims, including those that are dismissed, gone or withdrawn.
    pub fn all(&self) -> u64 {
        self.claims() + self.dismissed + self.gone + self.withdrawn
    }

    pub fn of(&self, status: Status) -> u64 {
        match status {
            Status::Unverified => self.unverified,
            Status::Disputed => self.disputed,
            Status::Corroborated => self.corroborated,
        }
    }

    /// Those of this status on which nobody disagrees.
    pub fn undivided(&self, status: Status) -> u64 {
        self.of(status).saturating_sub(self.in_conflict.of(status))
    }

    /// Count all of these, too.
    pub fn add_all(&mut self, more: &Self) {
        self.corroborated += more.corroborated;
        self.dismissed += more.dismissed;
        self.disputed += more.disputed;
        self.gone += more.gone;
        self.unverified += more.unverified;
        self.in_conflict.corroborated += more.in_conflict.corroborated;
        self.in_conflict.disputed += more.in_conflict.disputed;
        self.in_conflict.unverified += more.in_conflict.unverified;
        self.withdrawn += more.withdrawn;
    }

    /// Count `claims` more.
    pub fn add(&mut self, status: Status, aside: Aside, claims: u64) {
        let count = match (aside, status) {
            (Aside::Withdrawn, _) => &mut self.withdrawn,
            (Aside::Gone, _) => &mut self.gone,
            (Aside::Dismissed, _) => &mut self.dismissed,
            (Aside::Not, Status::Unverified) => &mut self.unverified,
            (Aside::Not, Status::Disputed) => &mut self.disputed,
            (Aside::Not, Status::Corroborated) => &mut self.corroborated,
        };
        *count += claims;
    }

    /// Say that `claims` of those that are counted are in conflict.
    pub fn add_in_conflict(&mut self, status: Status, claims: u64) {
        let count = match status {
            Status::Unverified => &mut self.in_conflict.unverified,
            Status::Disputed => &mut self.in_conflict.disputed,
            Status::Corroborated => &mut self.in_conflict.corroborated,
        };
        *count += claims;
    }
}
