use serde::Serialize;

use crate::domain::{EntryId, ReviewerName, Role};
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
    /// The entry since which it is not valid.
    revoked: Option<EntryId>,
    /// Whether its private half is on this machine.
    here: bool,
    /// Whether its owner left, rather than that the key was revoked.
    retired: bool,
    /// The name that its owner took instead.
    renamed_to: Option<&'a ReviewerName>,
    /// Where roles are in force.
    role: Option<Role>,
}

impl<'a> ReviewerJson<'a> {
    pub fn of(reviewer: &'a Reviewer) -> Self {
        let Reviewer {
            added,
            added_by,
            has_retired,
            is_here,
            is_renamed_to,
            key,
            name,
            revoked,
            role,
        } = reviewer;
        Self {
            name,
            key_id: key.id().to_string(),
            key: key.to_string(),
            added: *added,
            added_by,
            revoked: *revoked,
            here: *is_here,
            retired: *has_retired,
            renamed_to: is_renamed_to.as_ref(),
            role: *role,
        }
    }
}
