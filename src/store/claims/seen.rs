//! Lists for those who review blind: what is hidden neither selects a claim nor orders it.

use crate::domain::{ClaimQuery, Sight, Status};
use crate::store::part::Part;
use crate::store::values::Conditions;

/// Whether a list has only claims of which one knows what others said.
pub(super) fn is_of_judged(query: &ClaimQuery, part: Part) -> bool {
    let by_status = match part {
        Part::All | Part::Assigned | Part::Open | Part::Waiting => false,
        Part::Of(status) => status != Status::Unverified,
        Part::DisputedInConflict(_) => true,
    };
    by_status || query.conflict || query.stale || query.waiting || query.by.is_some()
}

/// Require that a person with this sight sees a claim with this verdict.
pub(super) fn is_seen_as(conditions: &mut Conditions, sight: &Sight, status: Status) {
    // Written out, so that the engine can use the right partial index.
    let condition = match status {
        Status::Corroborated => "status = 'corroborated'",
        Status::Disputed => "status = 'disputed'",
        Status::Unverified => "status = 'unverified'",
    };
    if status == Status::Unverified && !sight.is_whole() {
        let clause = format!("({condition} OR NOT {SEEN})");
        conditions.require_with(&clause, reviewer(sight));
    } else {
        conditions.require(condition);
        is_seen(conditions, sight);
    }
}

/// Require that a person with this sight sees what others said of a claim.
pub(super) fn is_seen(conditions: &mut Conditions, sight: &Sight) {
    if !sight.is_whole() {
        conditions.require_with(SEEN, reviewer(sight));
    }
}

/// The claims that one reviewer has reviewed.
const SEEN: &str = "EXISTS (SELECT 1 FROM reviews WHERE reviewer = {} AND claim = claims.id)";

/// No reviewer has the empty name.
fn reviewer(sight: &Sight) -> String {
    sight.viewer().map(ToString::to_string).unwrap_or_default()
}
