use serde::Serialize;

use crate::domain::Counts;

/// How many claims there are, by their `status`; and how many of these are in conflict.
#[derive(Serialize)]
pub(super) struct CountsJson {
    unverified: u64,
    disputed: u64,
    corroborated: u64,
    dismissed: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    conflict: Option<u64>,
    /// Absent, unless claims are gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    gone: Option<u64>,
    /// Absent, unless articles are withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    withdrawn: Option<u64>,
}

impl CountsJson {
    pub(super) fn of(counts: &Counts) -> Self {
        let Counts { unverified, disputed, corroborated, dismissed, gone, withdrawn, in_conflict } =
            *counts;
        let gone = Some(gone).filter(|gone| *gone > 0);
        let conflict = Some(in_conflict.all());
        let withdrawn = Some(withdrawn).filter(|withdrawn| *withdrawn > 0);
        Self { unverified, disputed, corroborated, dismissed, conflict, gone, withdrawn }
    }

    /// With the members that version 0.1.0 had.
    pub(super) fn make_first(&mut self) {
        self.conflict = None;
    }
}
