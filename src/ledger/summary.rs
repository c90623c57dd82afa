use std::collections::BTreeMap;
use std::sync::Arc;

use super::LedgerError;
use crate::domain::{
    Article, ArticleId, Claim, ClaimId, Evidence, LogEntry, ReviewerName, Setting, Sha256, Text,
};
use crate::store::{About, Snapshot, StoreError};
use crate::view::{ClaimDetail, ClaimSummary, Context, ShownEvidence};

pub(super) fn known_claim(snapshot: &Snapshot<'_>, id: ClaimId) -> Result<Claim, LedgerError> {
    snapshot.claim(id)?.ok_or_else(|| LedgerError::NoClaim(id.to_string()))
}

pub(super) fn known_article(
    snapshot: &Snapshot<'_>,
    id: ArticleId,
) -> Result<Article, LedgerError> {
    snapshot.article(id)?.ok_or_else(|| LedgerError::NoArticle(id.to_string()))
}

/// The act that withheld the text of an article, or words of it last.
pub(super) fn withheld(
    snapshot: &Snapshot<'_>,
    article: ArticleId,
) -> Result<Option<LogEntry>, StoreError> {
    let whole = snapshot.withheld_in(article)?;
    let entry = whole.map_or_else(|| snapshot.redacted_in(article), |entry| Ok(Some(entry)))?;
    let Some(entry) = entry else { return Ok(None) };
    snapshot.attest_withheld(article, entry)?;
    snapshot.entry(entry)
}

/// Add to each claim what a list shows with it.
pub(super) fn summaries(
    snapshot: &Snapshot<'_>,
    claims: Vec<Claim>,
) -> Result<Vec<ClaimSummary>, StoreError> {
    let ids: Vec<ClaimId> = claims.iter().map(|claim| claim.id).collect();
    let (articles, known) = snapshot.about(&claims)?;
    let mut reviews = known.read(About::Reviews, || snapshot.reviews_of(&ids))?;
    let mut notes = known.read(About::Notes, || snapshot.notes_of(&ids))?;
    let mut rulings = known.read(About::Rulings, || snapshot.rulings_of(&ids))?;
    let mut dockets = known.read(About::Dockets, || snapshot.dockets_of(&ids))?;
    let mut evidence = known.read(About::Evidence, || snapshot.evidence_of(&ids))?;
    let is_scoped = claims.iter().any(|claim| claim.scoped.is_some());
    let is_grounded = dockets.values().any(|docket| !docket.rests_on.is_empty());
    let needs_roster = is_grounded || is_scoped || !evidence.is_empty();
    let roster = if needs_roster { Some(snapshot.roster()?) } else { None };
    let revoked = known.read(About::RevokedKeys, || snapshot.revoked_keys())?;
    let revoked = Arc::new(revoked);
    let newer_texts = known.read(About::NewerTexts, || snapshot.newer_texts(&articles))?;
    let articles: BTreeMap<ArticleId, Arc<Article>> =
        articles.into_iter().map(|article| (article.id, Arc::new(article))).collect();
    let mut listed = Vec::with_capacity(claims.len());
    for claim in claims {
        let Some(article) = articles.get(&claim.article).cloned() else {
            // Says so if the log has it.
            snapshot.article(claim.article)?;
            let why = "its article is not in the ledger";
            return Err(StoreError::Inconsistent { position: claim.entry, why });
        };
        let newer_text = newer_texts.get(&claim.article).copied();
        let reviews = reviews.remove(&claim.id).unwrap_or_default();
        let notes = notes.remove(&claim.id).unwrap_or_default();
        let rulings = rulings.remove(&claim.id).unwrap_or_default();
        let docket = dockets.remove(&claim.id).unwrap_or_default();
        let evidence = evidence.remove(&claim.id).unwrap_or_default().into_iter();
        let evidence = evidence.zip(roster.iter().cycle());
        let evidence: Result<Vec<_>, StoreError> =
            evidence.map(|(one, roster)| shown_evidence(snapshot, one.as_of(roster))).collect();
        let evidence = evidence?;
        let (grounds, scope) = match &roster {
            Some(roster) => {
                let grounds = snapshot.grounds(claim.id, &docket, roster)?;
                (grounds, snapshot.scope(&claim, roster)?)
            }
            None => (Vec::new(), None),
        };
        let revoked = Arc::clone(&revoked);
        let listed_one = ClaimSummary {
            article,
            claim,
            docket,
            evidence,
            grounds,
            hidden: 0,
            newer_text,
            notes,
            reviews,
            revoked,
            rulings,
            scope,
        };
        listed.push(listed_one);
    }
    Ok(listed)
}

/// Evidence, with what was captured of its quote.
pub(super) fn shown_evidence(
    snapshot: &Snapshot<'_>,
    evidence: Evidence,
) -> Result<ShownEvidence, StoreError> {
    let withheld = snapshot.evidence_withheld_in(evidence.id())?;
    let text = evidence.added.capture.as_ref().and_then(|capture| capture.text.as_ref());
    let quote = match (evidence.added.quote_at, text) {
        (Some(at), Some(captured)) if withheld.is_none() => {
            let text = snapshot.text(captured.sha256)?;
            let quote = text.as_str().get(at.span.start..at.span.end);
            let quote = quote.filter(|quote| Sha256::of(quote) == at.quote_sha256);
            let why = "its quote is not in what was captured";
            let misfit = StoreError::Inconsistent { position: evidence.entry, why };
            Some(quote.ok_or(misfit)?.to_owned())
        }
        _ => None,
    };
    Ok(ShownEvidence { evidence, quote, withheld })
}

pub(super) fn detail(
    listed: ClaimSummary,
    acts: Vec<LogEntry>,
    text: Option<&Text>,
    recorded_by: ReviewerName,
) -> ClaimDetail {
    let context = text.map_or_else(Context::default, |text| Context::of(text, listed.claim.span));
    ClaimDetail { acts, before: None, context, listed, recorded_by, setting: Setting::default() }
}
