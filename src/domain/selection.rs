use super::{ArticleId, Claim, ClaimId, ClaimQuery, Order, ReviewerName, Status, Tag, Timestamp};

/// Which claims a report is about. The default is all of them, dismissed ones too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Of these articles; empty: of all.
    pub articles: Vec<ArticleId>,
    /// Those that this reviewer judged.
    pub by: Option<ReviewerName>,
    /// These; empty: all.
    pub claims: Vec<ClaimId>,
    /// Those that changed at this moment or later.
    pub since: Option<Timestamp>,
    /// With one of these verdicts; empty: with any, and dismissed ones.
    pub statuses: Vec<Status>,
    /// With all of these tags.
    pub tags: Vec<Tag>,
    /// Those that changed last at this moment or earlier.
    pub until: Option<Timestamp>,
}

impl Selection {
    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a claim of its lists is selected.
    pub fn has(&self, claim: &Claim) -> bool {
        (self.claims.is_empty() || self.claims.binary_search(&claim.id).is_ok())
            && self.until.is_none_or(|until| claim.updated_at <= until)
    }

    /// The lists that have the selected claims, each perhaps several times.
    pub fn queries(&self) -> Vec<ClaimQuery> {
        let base = ClaimQuery {
            by: self.by.clone(),
            order: Order::Id,
            since: self.since,
            tags: self.tags.clone(),
            ..ClaimQuery::default()
        };
        let of_articles: Vec<ClaimQuery> = match self.articles.as_slice() {
            [] => vec![base],
            articles => {
                let of =
                    |article: &ArticleId| ClaimQuery { article: Some(*article), ..base.clone() };
                articles.iter().map(of).collect()
            }
        };
        let with_status = |query: ClaimQuery| -> Vec<ClaimQuery> {
            if self.statuses.is_empty() {
                let dismissed = ClaimQuery { dismissed: true, ..query.clone() };
                return vec![query, dismissed];
            }
            let of = |status: &Status| ClaimQuery { status: Some(*status), ..query.clone() };
            self.statuses.iter().map(of).collect()
        };
        of_articles.into_iter().flat_map(with_status).collect()
    }
}
