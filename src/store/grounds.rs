//! What claims rest on. The index only finds the entries: what is shown is read from them.

use super::attest::damaged;
use super::sql::params;
use super::{Snapshot, StoreError};
use crate::domain::{ArticleId, ClaimId, ClaimLinked, Docket, EntryId, Ground, Refusal, Roster};

impl Snapshot<'_> {
    /// What a claim with this docket rests on, and whether that has fallen.
    pub fn grounds(
        &self,
        of: ClaimId,
        docket: &Docket,
        roster: &Roster,
    ) -> Result<Vec<Ground>, StoreError> {
        let mut grounds = Vec::with_capacity(docket.rests_on.len());
        for (&on, &position) in &docket.rests_on {
            let wrong = || {
                let what = format!("its row says that `{position}` lets `{of}` rest on `{on}`");
                damaged(format!("{what}, which is not so"))
            };
            let claim = self.claim(on)?.ok_or_else(wrong)?;
            let recorded = self.entry(position)?;
            let ground = recorded.and_then(|act| Ground::recorded(&act, of, &claim, roster));
            grounds.push(ground.ok_or_else(wrong)?);
        }
        Ok(grounds)
    }

    /// The rule against circles, for a link that the entry `at` records.
    pub(super) fn allows_link(&self, linked: &ClaimLinked, at: EntryId) -> Result<(), LinkError> {
        linked.makes_no_circle(|claim| Ok(self.rests_on(claim, at)?))
    }

    /// The claims that this one rested on when the entry `at` was recorded.
    fn rests_on(&self, claim: ClaimId, at: EntryId) -> Result<Vec<ClaimId>, StoreError> {
        self.connection.column(
            "SELECT target FROM grounds
             WHERE claim = ?1 AND entry < ?2 AND (until IS NULL OR until > ?2)",
            params![claim, at],
        )
    }

    /// The claims that rested on this one at some time, with the entries from which on, and until
    /// which, they did.
    pub fn resting_on(
        &self,
        claim: ClaimId,
    ) -> Result<Vec<(ClaimId, EntryId, Option<EntryId>)>, StoreError> {
        self.connection.all(
            "SELECT claim, entry, until FROM grounds WHERE target = ?1 ORDER BY entry",
            params![claim],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
    }

    /// The claims that rested on one of this article at some time, with that one, and the entries from
    /// which on, and until which, they did.
    pub fn resting_in(&self, article: ArticleId) -> Result<Vec<Resting>, StoreError> {
        self.connection.all(
            "SELECT grounds.claim, target, grounds.entry, until
             FROM grounds
             JOIN claims ON claims.id = target
             WHERE article = ?1
             ORDER BY grounds.entry",
            params![article],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
        )
    }

    /// Those of these claims on which others rest, or rested.
    pub fn carrying(&self, claims: &[ClaimId]) -> Result<Vec<ClaimId>, StoreError> {
        let mut found = Vec::new();
        let sql = "SELECT DISTINCT target FROM grounds WHERE target IN (…) ORDER BY target";
        self.each_of(claims, sql, |row| {
            found.push(row.get(0)?);
            Ok(())
        })?;
        Ok(found)
    }
}

/// A claim, the one that it rested on, and the entries from which on, and until which, it did.
pub(super) type Resting = (ClaimId, ClaimId, EntryId, Option<EntryId>);

/// Why a claim cannot rest on another.
pub(super) enum LinkError {
    Refused(Refusal),
    Store(StoreError),
}

impl From<Refusal> for LinkError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<StoreError> for LinkError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl LinkError {
    /// The error, with what a refusal means where it is found.
    pub(super) fn or(self, refused: impl FnOnce(Refusal) -> StoreError) -> StoreError {
        match self {
            Self::Refused(refusal) => refused(refusal),
            Self::Store(error) => error,
        }
    }
}
