use std::collections::{BTreeMap, BTreeSet};

use super::LedgerError;
use crate::domain::{ArticleId, Aside, Claim, ClaimId, Counts, Cursor, Selection, Sight};
use crate::store::Snapshot;
use crate::view::{Report, Selected};

/// The claims that were selected for a report, by article.
pub(super) struct Chosen(BTreeMap<ArticleId, OfArticle>);

/// Those of one article.
#[derive(Default)]
struct OfArticle {
    counts: Counts,
    ids: BTreeSet<ClaimId>,
}

impl Chosen {
    /// Narrow a report on everything to a selection.
    pub(super) fn narrow(
        snapshot: &Snapshot<'_>,
        sight: &Sight,
        selection: &Selection,
        report: &mut Report,
    ) -> Result<Self, LedgerError> {
        /// In claims.
        const PAGE: usize = 500;
        // A list may hide no claim.
        snapshot.attest_rows(None)?;
        let mut chosen = Self(BTreeMap::new());
        let mut counts = Counts::default();
        for query in selection.queries() {
            let mut after = None;
            loop {
                let mut page = snapshot.claims(&query, sight, after, PAGE)?;
                let last = page.last().map(|last| Cursor::of(last, query.order));
                for claim in &mut page {
                    sight.veil(claim);
                    if sight.hides(claim.id) {
                        // When others judged it is hidden, too.
                        claim.updated_at = claim.created_at;
                    }
                    if !selection.has(claim) {
                        continue;
                    }
                    let of_article = chosen.0.entry(claim.article).or_default();
                    if of_article.ids.insert(claim.id) {
                        count(&mut counts, claim);
                        count(&mut of_article.counts, claim);
                    }
                }
                if page.len() < PAGE {
                    break;
                }
                after = last;
            }
        }
        let (articles, all) = (report.articles, report.counts);
        report.articles = chosen.0.len() as u64;
        report.counts = counts;
        report.selected = Some(Selected { articles, counts: all, of: selection.clone() });
        let ids: BTreeSet<ClaimId> = chosen.0.values().flat_map(|of| &of.ids).copied().collect();
        report.in_conflict.retain(|id| ids.contains(id));
        report.unverified.retain(|id| ids.contains(id));
        if let Some(hidden) = &mut report.hidden {
            hidden.claims.retain(|id, _| ids.contains(id));
        }
        report.hidden = report.hidden.take().filter(|hidden| !hidden.claims.is_empty());
        Ok(chosen)
    }

    /// The articles with selected claims, in the order in which they were imported.
    pub(super) fn articles(&self) -> Vec<ArticleId> {
        self.0.keys().copied().collect()
    }

    /// How many claims of an article were selected.
    pub(super) fn counts(&self, article: ArticleId) -> Counts {
        self.0.get(&article).map_or_else(Counts::default, |of| of.counts)
    }

    pub(super) fn has(&self, article: ArticleId, claim: ClaimId) -> bool {
        self.0.get(&article).is_some_and(|of| of.ids.contains(&claim))
    }
}

/// Count a claim, as it is seen.
pub(super) fn count(counts: &mut Counts, claim: &Claim) {
    let Claim { conflict, dismissed, gone, status, withdrawn, .. } = *claim;
    let aside = Aside::of(dismissed, gone.is_some(), withdrawn);
    counts.add(status, aside, 1);
    counts.add_in_conflict(status, u64::from(conflict && aside == Aside::Not));
}
