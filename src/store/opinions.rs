//! What was said of claims: reviews, notes and rulings.

use std::collections::HashMap;

use super::sql::{Row, not_ours};
use super::{Snapshot, StoreError};
use crate::domain::{ClaimId, EvidenceId, RatingName, Remark, Review, Ruling, RulingKind};

impl Snapshot<'_> {
    /// The reviews of these claims that stand, in the order in which they were given.
    pub fn reviews_of(
        &self,
        claims: &[ClaimId],
    ) -> Result<HashMap<ClaimId, Vec<Review>>, StoreError> {
        let sql = "SELECT claim, entry, reviewer, status, note, at, evidence, rating
             FROM reviews
             WHERE claim IN (…)
             ORDER BY claim, entry";
        let mut reviews: HashMap<ClaimId, Vec<Review>> = HashMap::new();
        self.each_of(claims, sql, |row| {
            let evidence: Option<&str> = row.get(6)?;
            let evidence = evidence.unwrap_or_default().split(' ').filter(|id| !id.is_empty());
            let evidence: Result<Vec<EvidenceId>, _> = evidence.map(str::parse).collect();
            let review = Review {
                entry: row.get(1)?,
                evidence: evidence.map_err(|_| not_ours(6, row.value(6)))?,
                reviewer: row.get(2)?,
                status: row.get(3)?,
                note: row.get(4)?,
                at: row.get(5)?,
                rating: rating(row, 7)?,
            };
            reviews.entry(row.get(0)?).or_default().push(review);
            Ok(())
        })?;
        Ok(reviews)
    }

    /// The reviews of a claim that stand, in the order in which they were given.
    pub fn reviews(&self, claim: ClaimId) -> Result<Vec<Review>, StoreError> {
        Ok(self.reviews_of(&[claim])?.remove(&claim).unwrap_or_default())
    }

    /// The notes on these claims that stand, in the order in which they were added.
    pub fn notes_of(
        &self,
        claims: &[ClaimId],
    ) -> Result<HashMap<ClaimId, Vec<Remark>>, StoreError> {
        let sql =
            "SELECT claim, entry, reviewer FROM notes WHERE claim IN (…) ORDER BY claim, entry";
        let mut notes: HashMap<ClaimId, Vec<Remark>> = HashMap::new();
        self.each_of(claims, sql, |row| {
            let remark = Remark { entry: row.get(1)?, by: row.get(2)? };
            notes.entry(row.get(0)?).or_default().push(remark);
            Ok(())
        })?;
        Ok(notes)
    }

    /// The notes on a claim that stand.
    pub fn notes(&self, claim: ClaimId) -> Result<Vec<Remark>, StoreError> {
        Ok(self.notes_of(&[claim])?.remove(&claim).unwrap_or_default())
    }

    /// What was resolved and waived for these claims, in order.
    pub fn rulings_of(
        &self,
        claims: &[ClaimId],
    ) -> Result<HashMap<ClaimId, Vec<Ruling>>, StoreError> {
        let sql = "SELECT claim, entry, kind, value, by, reason, at, rating
                   FROM rulings
                   WHERE claim IN (…)
                   ORDER BY claim, entry";
        let mut rulings: HashMap<ClaimId, Vec<Ruling>> = HashMap::new();
        self.each_of(claims, sql, |row| {
            let kind = RulingKind::of(row.get(2)?, row.get(3)?);
            let kind = kind.ok_or_else(|| not_ours(2, row.value(2)))?;
            let (entry, by, reason, at) = (row.get(1)?, row.get(4)?, row.get(5)?, row.get(6)?);
            let rating = rating(row, 7)?;
            let ruling = Ruling { at, by, entry, kind, rating, reason };
            rulings.entry(row.get(0)?).or_default().push(ruling);
            Ok(())
        })?;
        Ok(rulings)
    }

    /// What was resolved and waived for a claim.
    pub fn rulings(&self, claim: ClaimId) -> Result<Vec<Ruling>, StoreError> {
        Ok(self.rulings_of(&[claim])?.remove(&claim).unwrap_or_default())
    }
}

fn rating(row: Row<'_>, column: usize) -> Result<Option<RatingName>, StoreError> {
    let rating: Option<&str> = row.get(column)?;
    let read = rating.map(str::parse).transpose();
    read.map_err(|_| not_ours(column, row.value(column)))
}
