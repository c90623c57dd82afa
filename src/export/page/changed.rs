use std::collections::{BTreeMap, BTreeSet};

use super::kind::Kind;
use crate::domain::ClaimId;
use crate::view::{Before, ClaimDetail};

/// What changed since an earlier report.
#[derive(Default)]
pub(super) struct Changed {
    /// Claims that were dismissed, gone or withdrawn with their article, and are back.
    pub(super) back: BTreeSet<ClaimId>,
    pub(super) dismissed: BTreeSet<ClaimId>,
    /// Those that the text no longer has.
    pub(super) gone: BTreeSet<ClaimId>,
    pub(super) new: u64,
    /// How claims stood that stand differently now.
    pub(super) was: BTreeMap<ClaimId, Kind>,
}

impl Changed {
    pub(super) fn look_at(&mut self, examined: &ClaimDetail) {
        let claim = &examined.listed.claim;
        let is_aside = claim.dismissed || claim.gone.is_some();
        match examined.before {
            Some(Before::Absent) if !is_aside => self.new += 1,
            Some(Before::Aside) if !is_aside => {
                self.back.insert(claim.id);
            }
            Some(Before::Stood { .. }) if claim.gone.is_some() => {
                self.gone.insert(claim.id);
            }
            Some(Before::Stood { .. }) if claim.dismissed => {
                self.dismissed.insert(claim.id);
            }
            Some(Before::Stood { conflict, status }) => {
                let was = Kind::from(status, conflict);
                if was != Kind::of(claim) {
                    self.was.insert(claim.id, was);
                }
            }
            Some(Before::Absent | Before::Aside) | None => {}
        }
    }
}
