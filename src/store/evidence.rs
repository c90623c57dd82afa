//! Evidence. The index only finds its entries: what is shown is read from these, each checked against
//! its hash.

use std::collections::{BTreeSet, HashMap};

use super::attest::damaged;
use super::sql::{OfType, params};
use super::{Snapshot, StoreError};
use crate::domain::{
    ArticleId, ClaimId, EntryId, Event, Evidence, EvidenceId, ReviewerName, Sha256,
};

impl Snapshot<'_> {
    /// The evidence about these claims, in the order in which it was added.
    pub fn evidence_of(
        &self,
        claims: &[ClaimId],
    ) -> Result<HashMap<ClaimId, Vec<Evidence>>, StoreError> {
        self.evidence_in(self, claims)
    }

    /// The same, with the entries in `log`.
    pub(super) fn evidence_in(
        &self,
        log: &Snapshot<'_>,
        claims: &[ClaimId],
    ) -> Result<HashMap<ClaimId, Vec<Evidence>>, StoreError> {
        let sql = "SELECT claim, evidence
                   FROM evidence_claims
                   WHERE claim IN (…)
                   ORDER BY claim, evidence";
        let mut found: Vec<(ClaimId, EvidenceId)> = Vec::new();
        self.each_of(claims, sql, |row| {
            found.push((row.get(0)?, row.get(1)?));
            Ok(())
        })?;
        let mut read: HashMap<EvidenceId, Evidence> = HashMap::new();
        let mut of_claims: HashMap<ClaimId, Vec<Evidence>> = HashMap::new();
        for (claim, id) in found {
            let evidence = match read.get(&id) {
                Some(evidence) => evidence.clone(),
                None => self.read_evidence(log, id)?.ok_or_else(|| missing(id))?,
            };
            read.insert(id, evidence.clone());
            of_claims.entry(claim).or_default().push(evidence);
        }
        Ok(of_claims)
    }

    /// A piece of evidence. If it does not exist, that is checked against the log.
    pub fn evidence(&self, id: EvidenceId) -> Result<Option<Evidence>, StoreError> {
        match self.read_evidence(self, id)? {
            None if id.0 > 0 && id <= self.last_evidence()? => Err(missing(id)),
            found => Ok(found),
        }
    }

    fn read_evidence(
        &self,
        log: &Snapshot<'_>,
        id: EvidenceId,
    ) -> Result<Option<Evidence>, StoreError> {
        let sql = "SELECT entry, by FROM evidence WHERE id = ?1";
        let row: Option<(EntryId, ReviewerName)> =
            self.connection.first(sql, params![id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let Some((position, by)) = row else { return Ok(None) };
        let recorded = log.entry(position)?;
        let evidence = recorded.as_ref().and_then(Evidence::recorded);
        let mut evidence = evidence
            .filter(|evidence| evidence.id() == id)
            .ok_or_else(|| damaged(format!("its row of `{id}` is not what `{position}` says")))?;
        evidence.by = by;
        let acts: Vec<EntryId> = self.connection.column(
            "SELECT entry FROM evidence_acts WHERE evidence = ?1 ORDER BY entry",
            params![id],
        )?;
        for position in acts {
            let act = log.entry(position)?;
            let act = act.filter(|act| act.entry.event.evidence().contains(&id));
            let act = act.ok_or_else(|| {
                damaged(format!("its row says that `{position}` is about `{id}`, which is not so"))
            })?;
            evidence.apply(&act);
        }
        Ok(Some(evidence))
    }

    /// All evidence, in order; at most `limit`, after this one.
    pub fn evidence_after(
        &self,
        after: EvidenceId,
        limit: u32,
    ) -> Result<Vec<EvidenceId>, StoreError> {
        self.connection.column(
            "SELECT id FROM evidence WHERE id > ?1 ORDER BY id LIMIT ?2",
            params![after, limit],
        )
    }

    /// The evidence that anybody but this person added, with each claim that it is about.
    pub fn evidence_of_others(
        &self,
        name: Option<&ReviewerName>,
    ) -> Result<Vec<(EvidenceId, ClaimId)>, StoreError> {
        let sql = "SELECT evidence, claim
                   FROM evidence JOIN evidence_claims ON evidence = id
                   WHERE by IS DISTINCT FROM ?1
                   ORDER BY evidence, claim";
        self.connection.all(sql, params![name], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// The claims that this evidence is about, by the index.
    pub(super) fn claims_of_evidence(
        &self,
        evidence: &[EvidenceId],
    ) -> Result<BTreeSet<ClaimId>, StoreError> {
        let mut claims = BTreeSet::new();
        for id in evidence {
            let sql = "SELECT claim FROM evidence_claims WHERE evidence = ?1";
            claims.extend(self.connection.column::<ClaimId>(sql, params![id])?);
        }
        Ok(claims)
    }

    /// The last evidence in the log; `V0` if there is none.
    pub(super) fn last_evidence(&self) -> Result<EvidenceId, StoreError> {
        let last = self.last_on(OfType::Evidence, |event| {
            let Event::EvidenceAdded(added) = event else { return None };
            Some(added.evidence)
        })?;
        Ok(last.unwrap_or(EvidenceId(0)))
    }

    /// The id that the next evidence will have.
    pub fn next_evidence(&self) -> Result<EvidenceId, StoreError> {
        let last = self.connection.value("SELECT max(id) FROM evidence", params![])?;
        Ok(EvidenceId(last.flatten().map_or(1, |last: EvidenceId| last.0 + 1)))
    }

    /// Check that the next id follows from the log.
    pub(super) fn attest_next_evidence(&self) -> Result<(), StoreError> {
        let (next, last) = (self.next_evidence()?, self.last_evidence()?);
        if next.0 == last.0 + 1 {
            return Ok(());
        }
        let ours = EvidenceId(next.0 - 1);
        Err(damaged(format!("its last evidence is `{ours}`, but in the log it is `{last}`")))
    }

    /// The entry that withheld what was captured as this evidence, by the log.
    pub fn evidence_withheld_in(&self, id: EvidenceId) -> Result<Option<EntryId>, StoreError> {
        let sql = "SELECT withheld FROM evidence WHERE id = ?1";
        let entry: Option<EntryId> = self.connection.value(sql, params![id])?.flatten();
        let Some(entry) = entry else { return Ok(None) };
        match self.event_with_effect(entry)? {
            Some(Event::ContentWithheld(withheld))
                if withheld.evidence.iter().flatten().any(|named| *named == id) =>
            {
                Ok(Some(entry))
            }
            _ => Err(damaged(format!("`{entry}` did not withhold `{id}`, as its row says"))),
        }
    }

    /// The same, by the index.
    pub(super) fn evidence_withheld_by_row(&self, id: EvidenceId) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM evidence WHERE id = ?1 AND withheld IS NOT NULL";
        self.connection.exists(sql, params![id])
    }

    /// Evidence of the first entries that a later one withheld.
    pub fn evidence_withheld_since(&self, entries: u64) -> Result<Option<EvidenceId>, StoreError> {
        let sql = "SELECT id FROM evidence WHERE entry < ?1 AND withheld >= ?1 LIMIT 1";
        self.connection.value(sql, params![EntryId(entries)])
    }

    /// The hashes of what was captured as this evidence, sorted.
    pub fn contents_of_evidence(&self, id: EvidenceId) -> Result<Vec<Sha256>, StoreError> {
        self.connection.column(
            "SELECT sha256 FROM evidence_contents WHERE evidence = ?1 ORDER BY sha256",
            params![id],
        )
    }

    /// What has these bytes, or this text, besides these articles and this evidence: `A3`, or `V4`.
    pub fn also_in(
        &self,
        sha256: Sha256,
        articles: &[ArticleId],
        evidence: &[EvidenceId],
    ) -> Result<Option<String>, StoreError> {
        let sql = "SELECT article FROM article_contents WHERE sha256 = ?1 ORDER BY article";
        let of: Vec<ArticleId> = self.connection.column(sql, params![sha256])?;
        if let Some(other) = of.iter().find(|other| !articles.contains(other)) {
            return Ok(Some(other.to_string()));
        }
        let sql = "SELECT evidence FROM evidence_contents WHERE sha256 = ?1 ORDER BY evidence";
        let of: Vec<EvidenceId> = self.connection.column(sql, params![sha256])?;
        Ok(of.iter().find(|other| !evidence.contains(other)).map(ToString::to_string))
    }
}

fn missing(id: EvidenceId) -> StoreError {
    damaged(format!("its row of `{id}` is missing"))
}
