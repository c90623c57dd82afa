use serde::Serialize;

use crate::domain::{EntryId, Timestamp};
use crate::view::OddTime;

/// An entry whose time shows that a clock was wrong.
#[derive(Serialize)]
pub(super) struct OddTimeJson {
    entry: EntryId,
    at: Timestamp,
    /// Null: it is later than the report, or than the present.
    earlier_than: Option<EntryId>,
}

impl OddTimeJson {
    pub(super) fn of(odd: &OddTime) -> Self {
        let OddTime { at, earlier_than, entry } = *odd;
        Self { entry, at, earlier_than }
    }
}
