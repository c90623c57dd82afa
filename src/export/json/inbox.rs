use serde::Serialize;

use crate::domain::{ClaimId, Day, EntryId, Note, ReviewerName, Timestamp};
use crate::view::{Notice, words};

/// An entry that concerns a person.
#[derive(Serialize)]
pub struct NoticeJson<'a> {
    id: EntryId,
    at: Timestamp,
    by: &'a ReviewerName,
    reason: &'static str,
    claims: &'a [ClaimId],
    due: Option<Day>,
    what: String,
    note: Option<&'a Note>,
    new: bool,
}

impl<'a> NoticeJson<'a> {
    /// `mark` is the last entry that the person has read of.
    pub fn of(notice: &'a Notice, mark: EntryId) -> Self {
        let entry = &notice.recorded.entry;
        Self {
            id: notice.recorded.position,
            at: entry.at,
            by: &entry.actor,
            reason: notice.reason.as_str(),
            claims: &notice.claims,
            due: notice.due,
            what: words::summary(&notice.recorded),
            note: entry.event.remark(),
            new: notice.is_since(mark),
        }
    }
}
