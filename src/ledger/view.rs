use std::sync::Arc;

use super::attested::Attested;
use super::pages::{Claims, History};
use super::report::{self, ReportReader, head_of_report};
use super::seen;
use super::selection::Chosen;
use super::summary::{detail, known_article, known_claim, summaries, withheld};
use super::{Ledger, LedgerError, ReviewerError, VerifyOptions, WithheldError};
use crate::domain::{
    Act, Article, ArticleId, Claim, ClaimId, ClaimQuery, Counts, Cursor, EntryId, HashPrefix,
    HistoryQuery, LogEntry, NewReview, NotACursor, Refusal, ReviewerName, Selection, Sha256, Sight,
    Span, Subject, Text, Timestamp, TreeHead, Waiter,
};
use crate::store::{self, Snapshot};
use crate::view::{ClaimDetail, ClaimSummary, OddTime, Report, Verification, WithdrawnArticle};

/// A ledger at one moment, for any number of questions. All answers are of the moment of
/// [`Ledger::view`], which ends when the value is dropped.
///
/// ```no_run
/// # use factledger::domain::ClaimQuery;
/// # use factledger::ledger::{Ledger, LedgerError};
/// # fn list(ledger: &mut Ledger) -> Result<(), LedgerError> {
/// let view = ledger.view()?;
/// let counts = view.counts(None)?;
/// for claim in view.list(&ClaimQuery::default(), None, Some(50))? {
///     println!("{} of {}", claim?.claim.id, counts.all());
/// }
/// # Ok(())
/// # }
/// ```
pub struct View<'l> {
    moment: store::View<'l>,
    /// What the person who looks sees.
    sight: Sight,
}

impl Ledger {
    /// The ledger at this moment, as it is seen by the person whom [`Ledger::seen_by`] named.
    pub fn view(&mut self) -> Result<View<'_>, LedgerError> {
        let moment = self.store.view()?;
        let sight = self.looking.sight(&moment)?;
        Ok(View { moment, sight })
    }

    /// Ask questions as of one moment: as of a later one, from the first of them, if the connection
    /// to a server breaks.
    pub fn look<T, E: From<LedgerError>>(
        &mut self,
        mut ask: impl FnMut(&View<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut tries = 1..store::TRIES;
        loop {
            let answered = self.view().map_err(E::from).and_then(|view| ask(&view));
            if answered.is_ok() || !self.store.may_try_again() || tries.next().is_none() {
                return answered;
            }
        }
    }
}

impl<'l> View<'l> {
    /// What the person who looks sees. Whatever is read of the snapshot goes through it.
    pub(super) fn sight(&self) -> &Sight {
        &self.sight
    }

    /// How many claims, of the ledger or of an article, have a review that is hidden from the person
    /// who looks.
    pub fn hidden(&self, article: Option<ArticleId>) -> Result<u64, LedgerError> {
        Ok(self.snapshot().hidden(&self.sight, article)?)
    }

    /// The store at this moment, with all that is hidden.
    pub(super) fn snapshot(&self) -> &Snapshot<'l> {
        &self.moment
    }

    /// The claims of a list, in its order, after a place in it, at most `limit` of them. They are
    /// read page by page as they are asked for.
    pub fn list(
        &self,
        query: &ClaimQuery,
        after: Option<Cursor>,
        limit: Option<usize>,
    ) -> Result<Claims<'_>, LedgerError> {
        if after.is_some_and(|after| !after.fits(query.order)) {
            return Err(NotACursor.into());
        }
        Claims::new(self.snapshot(), &self.sight, query, after, limit)
    }

    /// Claims by their ids, in that order.
    pub fn claims(&self, ids: &[ClaimId]) -> Result<Vec<ClaimSummary>, LedgerError> {
        let snapshot = self.snapshot();
        let claims: Result<Vec<Claim>, LedgerError> =
            ids.iter().map(|id| known_claim(snapshot, *id)).collect();
        let claims = summaries(snapshot, claims?)?;
        let mut attested = Attested::new(snapshot)?;
        let seen = claims.into_iter().map(|listed| {
            attested.claim(&listed, &snapshot.acts(&listed.claim)?)?;
            Ok(seen::claim(snapshot, &self.sight, listed)?)
        });
        seen.collect()
    }

    /// Whether this reviewer could give this verdict now.
    pub fn check_mark(
        &self,
        by: &ReviewerName,
        claim: ClaimId,
        opinion: &NewReview,
    ) -> Result<(), LedgerError> {
        let snapshot = self.snapshot();
        let roster = snapshot.roster()?;
        let case = snapshot.case(&known_claim(snapshot, claim)?, &roster)?;
        case.decide(by, &Act::Review(opinion.clone()), &roster)?;
        Ok(())
    }

    /// How many claims there are in the whole ledger, or in one article.
    pub fn counts(&self, article: Option<ArticleId>) -> Result<Counts, LedgerError> {
        Ok(self.snapshot().counts_seen(&self.sight, article)?)
    }

    /// One claim, with everything known about it.
    pub fn claim(&self, id: ClaimId) -> Result<ClaimDetail, LedgerError> {
        let snapshot = self.snapshot();
        let (summary, acts) = self.summary(id)?;
        let mut attested = Attested::new(snapshot)?;
        let text = attested.claim_and_leaves(&summary, &acts)?;
        let recorded_by = attested.recorder(&summary.claim)?;
        let mut examined = detail(summary, acts, text.as_deref(), recorded_by);
        seen::detail(&self.sight, &mut examined);
        Ok(examined)
    }

    /// Other claims with the very words of this one, those first that somebody judged; a few of them.
    /// No verdict follows from them.
    pub fn repeats_of(&self, claim: &Claim) -> Result<Vec<ClaimSummary>, LedgerError> {
        self.claims(&self.snapshot().claims_with_words(claim)?)
    }

    /// The claims of an article whose words somebody judged in another article, each with that other
    /// claim; at most `most`.
    pub fn judged_before(
        &self,
        article: ArticleId,
        most: u32,
    ) -> Result<Vec<(ClaimId, ClaimSummary)>, LedgerError> {
        let pairs = self.snapshot().judged_before(article, most)?;
        let others: Vec<ClaimId> = pairs.iter().map(|(_, other)| *other).collect();
        let others = self.claims(&others)?;
        Ok(pairs.into_iter().map(|(claim, _)| claim).zip(others).collect())
    }

    /// One claim and the text of its article, checked against the log.
    pub fn claim_and_text(&self, id: ClaimId) -> Result<(Claim, Arc<Text>), LedgerError> {
        let (summary, text) = self.checked_summary(id)?;
        let article = summary.claim.article;
        let Some(text) = text else {
            let is_whole = self.snapshot().withheld_in(article)?.is_some();
            let of_claim = WithheldError::Claim(id);
            let error = if is_whole { WithheldError::Article(article) } else { of_claim };
            return Err(error.into());
        };
        Ok((summary.claim, text))
    }

    /// One claim, checked against the log, and the text of its article, with all that is hidden.
    pub(super) fn checked_summary(
        &self,
        id: ClaimId,
    ) -> Result<(ClaimSummary, Option<Arc<Text>>), LedgerError> {
        let (summary, acts) = self.summary(id)?;
        let text = Attested::new(self.snapshot())?.claim(&summary, &acts)?;
        Ok((summary, text))
    }

    fn summary(&self, id: ClaimId) -> Result<(ClaimSummary, Vec<LogEntry>), LedgerError> {
        let snapshot = self.snapshot();
        let claim = known_claim(snapshot, id)?;
        let acts = snapshot.acts(&claim)?;
        let summary = summaries(snapshot, vec![claim])?.pop();
        Ok((summary.ok_or_else(|| LedgerError::NoClaim(id.to_string()))?, acts))
    }

    /// One article, checked against the log.
    pub fn article(&self, id: ArticleId) -> Result<Article, LedgerError> {
        let snapshot = self.snapshot();
        let article = known_article(snapshot, id)?;
        snapshot.attest_article(&article)?;
        snapshot.attest_rows(Some(id))?;
        Ok(article)
    }

    /// The act that withheld the text and the page of an article.
    pub fn withheld(&self, article: ArticleId) -> Result<Option<LogEntry>, LedgerError> {
        Ok(withheld(self.snapshot(), article)?)
    }

    /// The last article that was imported later from the same origin, and that has another text.
    pub fn newer_text(&self, article: &Article) -> Result<Option<ArticleId>, LedgerError> {
        Ok(self.snapshot().newer_text(article)?)
    }

    /// Whether the time of an entry shows that a clock was wrong.
    pub fn odd_time(&self, position: EntryId) -> Result<Option<OddTime>, LedgerError> {
        let recorded = self.snapshot().entry(position)?;
        Ok(recorded.map(|recorded| self.snapshot().odd_time(&recorded)).transpose()?.flatten())
    }

    /// The last entry with an effect, and its time.
    pub fn last_entry(&self) -> Result<Option<(EntryId, Timestamp)>, LedgerError> {
        Ok(self.snapshot().last_entry()?.map(|last| (last.position, last.entry.at)))
    }

    /// Whether the log began with the tree that a checkpoint proves.
    pub fn began_with(&self, head: TreeHead) -> Result<bool, LedgerError> {
        let snapshot = self.snapshot();
        if let Some(next) = snapshot.entry(EntryId(head.size))? {
            return Ok(next.entry.after == head);
        }
        let now = snapshot.frontier()?;
        Ok(now.size() == head.size && now.root() == head.root)
    }

    /// When an entry was recorded, as it says.
    pub fn entry_at(&self, position: EntryId) -> Result<Option<Timestamp>, LedgerError> {
        Ok(self.snapshot().entry(position)?.map(|recorded| recorded.entry.at))
    }

    /// How many entries the log has.
    pub fn entries(&self) -> Result<u64, LedgerError> {
        Ok(self.snapshot().entries()?)
    }

    /// The articles that are withdrawn, checked against the log.
    pub fn withdrawn(&self) -> Result<Vec<WithdrawnArticle>, LedgerError> {
        report::withdrawn(self.snapshot())
    }

    /// Whether there is more than one article.
    pub fn has_several_articles(&self) -> Result<bool, LedgerError> {
        Ok(self.snapshot().article(ArticleId(2))?.is_some())
    }

    /// The canonical text of an article.
    pub fn text(&self, id: ArticleId) -> Result<Text, LedgerError> {
        let snapshot = self.snapshot();
        let article = known_article(snapshot, id)?;
        if snapshot.withheld_in(id)?.is_some() {
            return Err(WithheldError::Article(id).into());
        }
        Ok(snapshot.text(article.revision.text_sha256)?)
    }

    /// One article, checked against the log, and its document, byte for byte.
    pub fn document(&self, id: ArticleId) -> Result<(Article, Vec<u8>), LedgerError> {
        let article = self.article(id)?;
        if self.snapshot().withheld_in(id)?.is_some() {
            return Err(WithheldError::Article(id).into());
        }
        let raw = self.snapshot().content(article.revision.raw_sha256)?;
        Ok((article, raw))
    }

    /// Entries that are asked for, before `before`, the newest first, at most `limit` of them.
    pub fn history(
        &self,
        query: &HistoryQuery,
        before: Option<EntryId>,
        limit: Option<usize>,
    ) -> History<'_> {
        History::new(self.snapshot(), &self.sight, query, before, limit)
    }

    /// Report on the whole ledger, or on a selection of its claims: the head, and the reader of its
    /// articles and claims. Articles without a selected claim have no section.
    ///
    /// All entries are hashed first, which takes little: a report shows many of them.
    pub fn report(
        &self,
        made_at: Timestamp,
        selection: &Selection,
    ) -> Result<(Report, ReportReader<'_>), LedgerError> {
        let options = VerifyOptions { only_hashes: true, ..VerifyOptions::default() };
        let found = self.moment.verify(&options, &mut |_, _| {})?;
        if let Some(damage) = found.damage() {
            return Err(LedgerError::NotSound(damage.to_string()));
        }
        let snapshot = self.snapshot();
        for &article in &selection.articles {
            if known_article(snapshot, article)?.withdrawn.is_some() {
                return Err(Refusal::Withdrawn(article).into());
            }
        }
        let mut report = head_of_report(snapshot, made_at)?;
        seen::report(snapshot, &self.sight, &mut report)?;
        let chosen = if selection.is_all() {
            None
        } else {
            Some(Chosen::narrow(snapshot, &self.sight, selection, &mut report)?)
        };
        let source = ReportReader::checked(snapshot, &self.sight, chosen, &report)?;
        Ok((report, source))
    }

    /// The reader of the claims of withdrawn articles, which a report has none of.
    pub fn withdrawn_claims(&self, report: &Report) -> Result<ReportReader<'_>, LedgerError> {
        ReportReader::withdrawn(self.snapshot(), &self.sight, report)
    }

    /// Somebody whom claims can wait for, at this time.
    pub fn waiter(&self, name: &ReviewerName, at: Timestamp) -> Result<Waiter, LedgerError> {
        Ok(self.snapshot().waiter(name, at)?)
    }

    /// Refuse a name that no reviewer of this ledger ever had.
    pub fn ensure_reviewer(&self, name: &ReviewerName) -> Result<(), LedgerError> {
        if self.snapshot().reviewers()?.iter().any(|known| known.name == *name) {
            return Ok(());
        }
        Err(ReviewerError::Unknown(name.clone()).into())
    }

    /// The reviewer of this name, as they are called now: their reviews are under that name. Refuse a
    /// name that no reviewer of this ledger ever had.
    pub fn called_now(&self, name: &ReviewerName) -> Result<ReviewerName, LedgerError> {
        self.ensure_reviewer(name)?;
        let known = self.snapshot().reviewers()?;
        let mut now = name;
        // They cannot have been renamed more often than that.
        for _ in 0..known.len() {
            let mut keys = known.iter().filter(|known| known.name == *now);
            match keys.find_map(|known| known.is_renamed_to.as_ref()) {
                Some(next) => now = next,
                None => break,
            }
        }
        Ok(now.clone())
    }

    /// The claim that has these words there, if there is one.
    pub fn claim_at(
        &self,
        article: ArticleId,
        span: Span,
        quote: Sha256,
    ) -> Result<Option<ClaimId>, LedgerError> {
        let found = self.snapshot().any_claim_at(article, span, quote)?;
        Ok(found.map(|(claim, _)| claim))
    }

    /// The claim that a person names: `C12`, `c12`, `12`, or the first digits of its quote's hash.
    pub fn find_claim(&self, name: &str) -> Result<ClaimId, LedgerError> {
        let snapshot = self.snapshot();
        let absent = || LedgerError::NoClaim(name.to_owned());
        if let Ok(id) = name.parse() {
            return snapshot.claim(id)?.map(|claim| claim.id).ok_or_else(absent);
        }
        let found = match name.parse::<HashPrefix>() {
            Ok(prefix) => snapshot.claims_with_hash(prefix)?,
            Err(_) => Vec::new(),
        };
        one_of(name, found, Subject::Claim)?.ok_or_else(absent)
    }

    /// The article that a person names: `A3`, `a3`, `3`, the first digits of one of its hashes, its
    /// address, or a part of its title.
    pub fn find_article(&self, name: &str) -> Result<ArticleId, LedgerError> {
        let snapshot = self.snapshot();
        let absent = || LedgerError::NoArticle(name.to_owned());
        if let Ok(id) = name.parse() {
            return snapshot.article(id)?.map(|article| article.id).ok_or_else(absent);
        }
        let found = match name.parse::<HashPrefix>() {
            Ok(prefix) => snapshot.articles_with_hash(prefix)?,
            Err(_) => Vec::new(),
        };
        match one_of(name, found, Subject::Article)? {
            Some(article) => Ok(article),
            None => self.article_named(name)?.ok_or_else(absent),
        }
    }

    /// The claim or the article that a person names; a bare number is a claim's.
    pub fn find(&self, name: &str) -> Result<Subject, LedgerError> {
        let snapshot = self.snapshot();
        if let Ok(id) = name.parse() {
            let claim = snapshot.claim(id)?.map(|claim| Subject::Claim(claim.id));
            return claim.ok_or_else(|| LedgerError::NoClaim(name.to_owned()));
        }
        if let Ok(id) = name.parse() {
            let article = snapshot.article(id)?.map(|article| Subject::Article(article.id));
            return article.ok_or_else(|| LedgerError::NoArticle(name.to_owned()));
        }
        let mut found = Vec::new();
        if let Ok(prefix) = name.parse::<HashPrefix>() {
            found.extend(snapshot.claims_with_hash(prefix)?.into_iter().map(Subject::Claim));
            found.extend(snapshot.articles_with_hash(prefix)?.into_iter().map(Subject::Article));
        }
        if let Some(subject) = one_of(name, found, |subject| subject)? {
            return Ok(subject);
        }
        let article = self.article_named(name)?.map(Subject::Article);
        article.ok_or_else(|| LedgerError::NoSubject(name.to_owned()))
    }

    /// Verify everything stored, at this moment. `progress` is called with the number of entries
    /// read, and of all entries.
    pub(super) fn verify(
        &self,
        options: &VerifyOptions,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Verification, LedgerError> {
        Ok(self.moment.verify(options, progress)?)
    }
}

fn one_of<T: Copy>(
    prefix: &str,
    found: Vec<T>,
    subject: impl Fn(T) -> Subject,
) -> Result<Option<T>, LedgerError> {
    match found.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(*one)),
        _ => Err(LedgerError::AmbiguousHash {
            found: found.into_iter().map(subject).collect(),
            prefix: prefix.to_owned(),
        }),
    }
}
