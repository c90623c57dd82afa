use serde::Serialize;

use crate::domain::{EntryId, ReviewerName};
use crate::view::Reviewer;

/// A key of a reviewer.
#[derive(Serialize)]
pub struct ReviewerJson<'a> {
    name: &'a ReviewerName,
    key_id: String,
    /// A vkey (C2SP signed-note).
    key: String,
    /// The entry that added it.
    added: EntryId,
    added_by: &'a ReviewerName,
    /// The entry that revoked it.
    revoked: Option<EntryId>,
    /// Whether its private half is on this machine.
    here: bool,
}

impl<'a> ReviewerJson<'a> {
    pub fn of(reviewer: &'a Reviewer) -> Self {
        let Reviewer { added, added_by, is_here, key, name, revoked } = reviewer;
        Self {
            name,
            key_id: key.id().to_string(),
            key: key.to_string(),
            added: *added,
            added_by,
            revoked: *revoked,
            here: *is_here,
        }
    }
}
