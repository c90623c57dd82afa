//! What claims cover. The index only finds the entry: what is shown is read from it.

use super::attest::damaged;
use super::{Snapshot, StoreError};
use crate::domain::{Claim, Roster, Scope};

impl Snapshot<'_> {
    /// The scope of a claim, from the entry that records it.
    pub fn scope(&self, claim: &Claim, roster: &Roster) -> Result<Option<Scope>, StoreError> {
        let Some(position) = claim.scoped else { return Ok(None) };
        let recorded = self.entry(position)?;
        let scope = recorded.and_then(|recorded| Scope::recorded(&recorded, claim.id, roster));
        scope.map(Some).ok_or_else(|| {
            let id = claim.id;
            damaged(format!(
                "its row says that `{position}` says what `{id}` covers, which is not so"
            ))
        })
    }
}
