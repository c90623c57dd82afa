use std::vec::IntoIter;

use super::LedgerError;
use super::attested::Attested;
use super::seen;
use super::summary::summaries;
use crate::domain::{ClaimQuery, Cursor, EntryId, HistoryQuery, LogEntry, Sight};
use crate::store::Snapshot;
use crate::view::{ClaimSummary, HistoryLine};

/// The claims of a list, read page by page on demand.
pub struct Claims<'v> {
    after: Option<Cursor>,
    attested: Option<Attested<'v>>,
    /// Whether there may be further pages.
    goes_on: bool,
    /// Whether there are more after the last page that was read.
    has_more: bool,
    /// The number of claims or entries still to read.
    left: usize,
    page: IntoIter<ClaimSummary>,
    query: ClaimQuery,
    sight: &'v Sight,
    snapshot: &'v Snapshot<'v>,
}

impl<'v> Claims<'v> {
    /// In claims.
    const PAGE: usize = 500;

    pub(super) fn new(
        snapshot: &'v Snapshot<'v>,
        sight: &'v Sight,
        query: &ClaimQuery,
        after: Option<Cursor>,
        limit: Option<usize>,
    ) -> Result<Self, LedgerError> {
        let attested = query.verified.then(|| Attested::new(snapshot)).transpose()?;
        if query.verified {
            snapshot.attest_rows(None)?;
        }
        Ok(Self {
            after,
            attested,
            goes_on: true,
            has_more: false,
            left: limit.unwrap_or(usize::MAX),
            page: Vec::new().into_iter(),
            query: query.clone(),
            sight,
            snapshot,
        })
    }

    /// After the last claim: the place to continue from, if there are more than requested.
    pub fn next_page(&self) -> Option<Cursor> {
        self.after.filter(|_| !self.goes_on && self.has_more)
    }

    fn read_page(&mut self) -> Result<(), LedgerError> {
        // One more than requested shows whether there are more.
        let wanted = Self::PAGE.min(self.left);
        let query = &self.query;
        let mut claims = self.snapshot.claims(query, self.sight, self.after, wanted + 1)?;
        self.has_more = claims.len() > wanted;
        claims.truncate(wanted);
        self.left -= claims.len();
        if let Some(mut last) = claims.last().cloned() {
            // A place in the list as it is seen.
            self.sight.veil(&mut last);
            self.after = Some(Cursor::of(&last, self.query.order));
        }
        self.goes_on = self.has_more && self.left > 0;
        self.page = summaries(self.snapshot, claims)?.into_iter();
        Ok(())
    }

    /// The claim as it is seen, checked first if that is asked for.
    fn seen(&mut self, listed: ClaimSummary) -> Result<ClaimSummary, LedgerError> {
        if let Some(attested) = &mut self.attested {
            attested.claim(&listed, &self.snapshot.acts(&listed.claim)?)?;
        }
        Ok(seen::claim(self.snapshot, self.sight, listed)?)
    }

    fn end<T>(&mut self, result: Result<T, LedgerError>) -> Result<T, LedgerError> {
        if result.is_err() {
            (self.goes_on, self.has_more) = (false, false);
            self.page = Vec::new().into_iter();
        }
        result
    }
}

/// After an error, the iterator ends.
impl Iterator for Claims<'_> {
    type Item = Result<ClaimSummary, LedgerError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.page.as_slice().is_empty() && self.goes_on {
            let read = self.read_page();
            if let Err(error) = self.end(read) {
                return Some(Err(error));
            }
        }
        let claim = self.page.next()?;
        let seen = self.seen(claim);
        Some(self.end(seen))
    }
}

/// Entries, newest first, read page by page on demand.
pub struct History<'v> {
    before: Option<EntryId>,
    goes_on: bool,
    has_more: bool,
    left: usize,
    page: IntoIter<LogEntry>,
    query: HistoryQuery,
    sight: &'v Sight,
    snapshot: &'v Snapshot<'v>,
}

impl<'v> History<'v> {
    /// In entries.
    const PAGE: usize = 100;

    pub(super) fn new(
        snapshot: &'v Snapshot<'v>,
        sight: &'v Sight,
        query: &HistoryQuery,
        before: Option<EntryId>,
        limit: Option<usize>,
    ) -> Self {
        Self {
            before,
            goes_on: true,
            has_more: false,
            left: limit.unwrap_or(usize::MAX),
            page: Vec::new().into_iter(),
            query: query.clone(),
            sight,
            snapshot,
        }
    }

    /// After the last entry: whether there are more than requested.
    pub fn has_more(&self) -> bool {
        !self.goes_on && self.has_more
    }

    fn read_page(&mut self) -> Result<(), LedgerError> {
        // One more than requested shows whether there are more.
        let wanted = Self::PAGE.min(self.left);
        let query = &self.query;
        let mut entries = self.snapshot.history(query, self.sight, self.before, wanted + 1)?;
        self.has_more = entries.len() > wanted;
        entries.truncate(wanted);
        self.left -= entries.len();
        self.before = entries.last().map(|last| last.position).or(self.before);
        self.goes_on = self.has_more && self.left > 0;
        self.page = entries.into_iter();
        Ok(())
    }
}

/// After an error, the iterator ends.
impl Iterator for History<'_> {
    type Item = Result<HistoryLine, LedgerError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.page.as_slice().is_empty()
            && self.goes_on
            && let Err(error) = self.read_page()
        {
            (self.goes_on, self.has_more) = (false, false);
            return Some(Err(error));
        }
        self.page.next().map(|recorded| Ok(seen::line(self.sight, recorded)))
    }
}
