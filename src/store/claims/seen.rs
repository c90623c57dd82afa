//! Lists for those who review blind: what is hidden neither selects a claim nor orders it.

use crate::domain::{ClaimId, ClaimQuery, Sight, Status};
use crate::store::part::Part;
use crate::store::sql::params;
use crate::store::values::Conditions;
use crate::store::{Snapshot, StoreError};

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

/// The claims that rest on one that has fallen, as far as a person sees that.
fn on_fallen(sight: &Sight) -> String {
    let seen = if sight.is_whole() { "1 = 1" } else { GROUND_SEEN };
    format!(
        "SELECT grounds.claim
         FROM grounds JOIN claims AS ground ON ground.id = grounds.target
         WHERE grounds.until IS NULL
             AND (ground.dismissed = 1 OR ground.withdrawn = 1 OR ground.gone IS NOT NULL
                 OR (ground.status = 'disputed' OR ground.conflict = 1) AND {seen})"
    )
}

/// The other claims that one reviewer has reviewed.
const GROUND_SEEN: &str =
    "EXISTS (SELECT 1 FROM reviews WHERE reviewer = {} AND claim = ground.id)";

/// Require that a claim rests on one that has fallen, as far as a person with this sight sees that.
pub(super) fn rests_on_fallen(conditions: &mut Conditions, sight: &Sight) {
    let clause = format!("id IN ({})", on_fallen(sight));
    if sight.is_whole() {
        conditions.require_owned(clause);
    } else {
        conditions.require_with(&clause, reviewer(sight));
    }
}

impl Snapshot<'_> {
    /// The same claims; at most so many.
    pub(super) fn few_fallen(&self, sight: &Sight, limit: i64) -> Result<Vec<ClaimId>, StoreError> {
        let sql = on_fallen(sight).replace("{}", "?1");
        let sql =
            format!("SELECT DISTINCT claim FROM ({sql}) AS fallen WHERE ?1 IS NOT NULL LIMIT ?2");
        self.connection.column(&sql, params![reviewer(sight), limit])
    }
}

/// No reviewer has the empty name.
fn reviewer(sight: &Sight) -> String {
    sight.viewer().map(ToString::to_string).unwrap_or_default()
}
