use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::rc::Rc;

use super::attested::Attested;
use super::{Ledger, LedgerError, VerifyOptions};
use crate::domain::{
    Article, ArticleId, Claim, ClaimId, ClaimQuery, Counts, Cursor, EntryId, LogEntry, NotACursor,
    Provenance, Subject, Text, Timestamp,
};
use crate::store::{Snapshot, StoreError};
use crate::view::{ClaimDetail, ClaimSummary, Context, Report, Section};

impl Ledger {
    /// Visit claims in the order of a list, after a place in it, at most `limit` of them. Returns
    /// the place to go on from, if there are more.
    ///
    /// All are of one moment, however long the visits take.
    pub fn list<E: From<LedgerError>>(
        &self,
        query: &ClaimQuery,
        after: Option<Cursor>,
        limit: Option<usize>,
        mut visit: impl FnMut(ClaimSummary) -> Result<(), E>,
    ) -> Result<Option<Cursor>, E> {
        const PAGE: usize = 500;
        if after.is_some_and(|after| !after.fits(query.order)) {
            return Err(LedgerError::from(NotACursor).into());
        }
        self.store
            .read(|snapshot| {
                let mut after = after;
                let mut attested = query.verified.then(|| Attested::new(snapshot)).transpose()?;
                if query.verified {
                    snapshot.attest_rows(None)?;
                }
                let mut left = limit.unwrap_or(usize::MAX);
                loop {
                    // One more than is asked for tells whether there are more.
                    let wanted = PAGE.min(left);
                    let mut claims =
                        snapshot.claims(query, after, wanted + 1).map_err(LedgerError::from)?;
                    let more = claims.len() > wanted;
                    claims.truncate(wanted);
                    left -= claims.len();
                    after = claims.last().map(|last| Cursor::of(last, query.order)).or(after);
                    for listed in listed(snapshot, claims)? {
                        if let Some(attested) = &mut attested {
                            attested.claim(&listed, &snapshot.acts(&listed.claim)?)?;
                        }
                        visit(listed).map_err(Visit::Visitor)?;
                    }
                    if !more || left == 0 {
                        return Ok(after.filter(|_| more));
                    }
                }
            })
            .map_err(Visit::into_error)
    }

    /// Claims by their ids, in that order.
    pub fn claims(&self, ids: &[ClaimId]) -> Result<Vec<ClaimSummary>, LedgerError> {
        self.store.read(|snapshot| {
            let claims: Result<Vec<Claim>, LedgerError> =
                ids.iter().map(|id| known_claim(snapshot, *id)).collect();
            let listed = listed(snapshot, claims?)?;
            let mut attested = Attested::new(snapshot)?;
            for listed in &listed {
                attested.claim(listed, &snapshot.acts(&listed.claim)?)?;
            }
            Ok(listed)
        })
    }

    /// How many claims there are in the whole ledger, or in one article.
    pub fn counts(&self, article: Option<ArticleId>) -> Result<Counts, LedgerError> {
        Ok(self.store.read(|snapshot| snapshot.counts(article))?)
    }

    /// One claim, with everything that is known about it.
    pub fn examine(&self, id: ClaimId) -> Result<ClaimDetail, LedgerError> {
        self.store.read(|snapshot| {
            let claim = known_claim(snapshot, id)?;
            let acts = snapshot.acts(&claim)?;
            let Some(listed) = listed(snapshot, vec![claim])?.pop() else {
                return Err(LedgerError::NoClaim(id.to_string()));
            };
            let text = Attested::new(snapshot)?.claim_and_leaves(&listed, &acts)?;
            Ok(examined(listed, acts, &text))
        })
    }

    /// One claim and the text of its article, checked against the log.
    pub fn claim_and_text(&self, id: ClaimId) -> Result<(Claim, Text), LedgerError> {
        self.store.read(|snapshot| {
            let claim = known_claim(snapshot, id)?;
            let acts = snapshot.acts(&claim)?;
            let Some(listed) = listed(snapshot, vec![claim])?.pop() else {
                return Err(LedgerError::NoClaim(id.to_string()));
            };
            let text = Attested::new(snapshot)?.claim(&listed, &acts)?;
            Ok((listed.claim, Rc::unwrap_or_clone(text)))
        })
    }

    /// One article, checked against the log.
    pub fn article(&self, id: ArticleId) -> Result<Article, LedgerError> {
        self.store.read(|snapshot| {
            let article = known_article(snapshot, id)?;
            snapshot.attest_article(&article)?;
            snapshot.attest_rows(Some(id))?;
            Ok(article)
        })
    }

    /// The canonical text of an article.
    pub fn text(&self, id: ArticleId) -> Result<Text, LedgerError> {
        self.store
            .read(|snapshot| Ok(snapshot.text(known_article(snapshot, id)?.revision.text_sha256)?))
    }

    /// Visit entries before `before`, the newest first, at most `limit` of them: of the whole log,
    /// or of those that are about one article or one claim. Tells whether there are more.
    pub fn history<E: From<LedgerError>>(
        &self,
        of: Option<Subject>,
        before: Option<EntryId>,
        limit: Option<usize>,
        mut visit: impl FnMut(LogEntry) -> Result<(), E>,
    ) -> Result<bool, E> {
        const PAGE: usize = 100;
        self.store
            .read(|snapshot| {
                let mut before = before;
                let mut left = limit.unwrap_or(usize::MAX);
                loop {
                    // One more than is asked for tells whether there are more.
                    let wanted = PAGE.min(left);
                    let mut entries = snapshot.history(of, before, wanted + 1)?;
                    let more = entries.len() > wanted;
                    entries.truncate(wanted);
                    left -= entries.len();
                    before = entries.last().map(|last| last.position).or(before);
                    for entry in entries {
                        visit(entry).map_err(Visit::Visitor)?;
                    }
                    if !more || left == 0 {
                        return Ok(more);
                    }
                }
            })
            .map_err(Visit::into_error)
    }

    /// Report on the whole ledger, or on one article, as it stands at this moment: the head, and
    /// then the sections as they are asked for.
    pub fn report<E: From<LedgerError>>(
        &self,
        made_at: Timestamp,
        article: Option<ArticleId>,
        print: impl FnOnce(
            &Report,
            &mut dyn Iterator<Item = Result<Section, LedgerError>>,
        ) -> Result<(), E>,
    ) -> Result<(), E> {
        // All entries are hashed, which takes little: a report shows many of them.
        let depth = VerifyOptions { only_hashes: true, ..VerifyOptions::default() };
        let found = self.store.verify(&depth, &mut |_, _| {}).map_err(LedgerError::from)?;
        if let Some(damage) = found.damage() {
            return Err(LedgerError::NotSound(damage.to_string()).into());
        }
        self.store
            .read(|snapshot| {
                let report = report(snapshot, made_at, article)?;
                let articles = match article {
                    Some(article) => vec![article],
                    None => snapshot.articles()?,
                };
                if article.is_none() {
                    snapshot.attest_all(&articles)?;
                }
                let (mut counts, mut unverified) = (Counts::default(), 0);
                let mut attested = Attested::new(snapshot)?;
                let mut sections = articles.iter().map(|id| {
                    let section = section(snapshot, &mut attested, *id)?;
                    let is_last = articles.last() == Some(id);
                    counts.add_all(&section.counts);
                    unverified += section.counts.unverified;
                    let is_whole =
                        counts == report.counts && unverified == report.unverified.len() as u64;
                    if is_last && !is_whole {
                        let what = "its counts are not those of the claims that it has".to_owned();
                        return Err(StoreError::Index { what }.into());
                    }
                    Ok(section)
                });
                print(&report, &mut sections).map_err(Visit::Visitor)
            })
            .map_err(Visit::into_error)
    }
}

/// The head of a report.
pub(super) fn report(
    snapshot: &Snapshot<'_>,
    made_at: Timestamp,
    article: Option<ArticleId>,
) -> Result<Report, LedgerError> {
    Ok(Report {
        articles: match article {
            Some(article) => known_article(snapshot, article).map(|_| 1)?,
            None => snapshot.articles()?.len() as u64,
        },
        checkpoint: snapshot.last_checkpoint()?,
        counts: snapshot.counts(article)?,
        entries: snapshot.entries()?,
        last: snapshot.last_entry()?,
        made_at,
        origin: snapshot.created()?.map(|(origin, _)| origin),
        unverified: snapshot.unverified(article)?,
    })
}

/// What went wrong while somebody was shown something: with us, or with them.
pub(super) enum Visit<E> {
    Ledger(LedgerError),
    Visitor(E),
}

impl<E: From<LedgerError>> Visit<E> {
    pub(super) fn into_error(self) -> E {
        match self {
            Self::Ledger(error) => error.into(),
            Self::Visitor(error) => error,
        }
    }
}

impl<E> From<LedgerError> for Visit<E> {
    fn from(error: LedgerError) -> Self {
        Self::Ledger(error)
    }
}

impl<E> From<StoreError> for Visit<E> {
    fn from(error: StoreError) -> Self {
        Self::Ledger(error.into())
    }
}

pub(super) fn known_claim(snapshot: &Snapshot<'_>, id: ClaimId) -> Result<Claim, LedgerError> {
    snapshot.claim(id)?.ok_or_else(|| LedgerError::NoClaim(id.to_string()))
}

pub(super) fn known_article(
    snapshot: &Snapshot<'_>,
    id: ArticleId,
) -> Result<Article, LedgerError> {
    snapshot.article(id)?.ok_or_else(|| LedgerError::NoArticle(id.to_string()))
}

/// Put beside each claim what a list shows with it.
pub(super) fn listed(
    snapshot: &Snapshot<'_>,
    claims: Vec<Claim>,
) -> Result<Vec<ClaimSummary>, StoreError> {
    let ids: Vec<ClaimId> = claims.iter().map(|claim| claim.id).collect();
    let mut reviews = snapshot.reviews_of(&ids)?;
    let mut articles: HashMap<ArticleId, Rc<Article>> = HashMap::new();
    let mut listed = Vec::with_capacity(claims.len());
    for claim in claims {
        let article = match articles.entry(claim.article) {
            Entry::Occupied(known) => Rc::clone(known.get()),
            Entry::Vacant(unknown) => {
                let why = "its article is not in the ledger";
                let article = snapshot.article(claim.article)?;
                let article =
                    article.ok_or(StoreError::Inconsistent { position: claim.entry, why })?;
                Rc::clone(unknown.insert(Rc::new(article)))
            }
        };
        let reviews = reviews.remove(&claim.id).unwrap_or_default();
        listed.push(ClaimSummary { article, claim, reviews });
    }
    Ok(listed)
}

fn examined(listed: ClaimSummary, acts: Vec<LogEntry>, text: &Text) -> ClaimDetail {
    let context = Context::of(text, listed.claim.span);
    // What a person adds by hand is the first act on it.
    let added = acts.first().filter(|act| act.position == listed.claim.entry);
    let recorded_by = match (&listed.claim.found, added) {
        (Provenance::ByReviewer, Some(added)) => added.entry.actor.clone(),
        (Provenance::ByReviewer | Provenance::ByExtractor { .. }, _) => {
            listed.article.imported_by.clone()
        }
    };
    ClaimDetail { acts, context, listed, recorded_by }
}

/// What a report says of an article, checked against the log and the text.
pub(super) fn section(
    snapshot: &Snapshot<'_>,
    attested: &mut Attested<'_>,
    id: ArticleId,
) -> Result<Section, LedgerError> {
    let article = Rc::new(known_article(snapshot, id)?);
    attested.article(&article)?;
    let mut acts = snapshot.acts_of(id)?;
    let mut counts = Counts::default();
    let mut claims = Vec::new();
    for listed in listed(snapshot, snapshot.claims_of(id)?)? {
        let acts = acts.remove(&listed.claim.id).unwrap_or_default();
        let text = attested.claim(&listed, &acts)?;
        counts.add(listed.claim.status, listed.claim.dismissed, 1);
        claims.push(examined(listed, acts, &text));
    }
    if counts != snapshot.counts(Some(id))? || !acts.is_empty() {
        let what = format!("its counts or its rows of acts on `{id}` are not what they should be");
        return Err(StoreError::Index { what }.into());
    }
    Ok(Section { article, claims, counts })
}
