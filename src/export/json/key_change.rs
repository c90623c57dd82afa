use serde::Serialize;

use crate::domain::{EntryId, ReviewerName, Timestamp};
use crate::view::KeyChange;

/// That the log has another key from an entry on.
#[derive(Serialize)]
pub(super) struct KeyChangeJson<'a> {
    entry: EntryId,
    at: Timestamp,
    by: &'a ReviewerName,
    /// The key until then.
    from: String,
    /// The key since.
    to: String,
    /// Whether the key until then signed it.
    signed: bool,
}

impl<'a> KeyChangeJson<'a> {
    pub(super) fn of(change: &'a KeyChange) -> Self {
        let KeyChange { at, by, entry, from, is_signed, to } = change;
        let (from, to) = (from.to_string(), to.to_string());
        Self { entry: *entry, at: *at, by, from, to, signed: *is_signed }
    }
}
