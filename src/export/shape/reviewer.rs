use serde::Serialize;

use crate::domain::{Position, ReviewerName};
use crate::report::Reviewer;

/// A key of a reviewer.
#[derive(Serialize)]
pub struct ReviewerShape<'a> {
    name: &'a ReviewerName,
    key_id: String,
    /// A vkey (C2SP signed-note).
    key: String,
    /// The entry since which it counts.
    added: Position,
    added_by: &'a ReviewerName,
    /// The entry since which it does not.
    revoked: Option<Position>,
    /// Whether its private half is on this machine.
    here: bool,
}

impl<'a> ReviewerShape<'a> {
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
