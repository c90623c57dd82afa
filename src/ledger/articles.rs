use std::vec::IntoIter;

use super::summary::{known_article, withheld};
use super::{LedgerError, View};
use crate::domain::{
    Address, ArticleHeading, ArticleId, ArticlePlace, ArticleQuery, Sight, folded,
};
use crate::store::Snapshot;
use crate::view::ArticleSummary;

/// The articles of a list, each checked against the log when it is read.
pub struct Articles<'v> {
    all: u64,
    ids: IntoIter<ArticleId>,
    last: Option<ArticleId>,
    /// Whether there are more than requested.
    has_more: bool,
    sight: &'v Sight,
    snapshot: &'v Snapshot<'v>,
}

impl View<'_> {
    /// One article with what a list shows about it, checked against the log.
    pub fn article_summary(&self, id: ArticleId) -> Result<ArticleSummary, LedgerError> {
        summary(self.snapshot(), self.sight(), id)
    }

    /// The articles of a list, in its order, after the place of an article in it, at most `limit`
    /// of them. They are read as they are asked for.
    pub fn articles(
        &self,
        query: &ArticleQuery,
        after: Option<ArticleId>,
        limit: Option<usize>,
    ) -> Result<Articles<'_>, LedgerError> {
        let snapshot = self.snapshot();
        let headings = snapshot.headings()?;
        let all = headings.len() as u64;
        let after = match after {
            // It may be an article that is not in this list: then it still has a place in it.
            Some(after) => Some(heading_of(&headings, after)?.clone().place(query.order)),
            None => None,
        };
        let mut places: Vec<ArticlePlace> = headings
            .into_iter()
            .filter(|heading| query.takes(heading))
            .map(|heading| heading.place(query.order))
            .filter(|place| after.as_ref().is_none_or(|after| place > after))
            .collect();
        places.sort();
        let has_more = limit.is_some_and(|limit| places.len() > limit);
        places.truncate(limit.unwrap_or(usize::MAX));
        let ids: Vec<ArticleId> = places.into_iter().map(|place| place.id).collect();
        let (ids, sight) = (ids.into_iter(), self.sight());
        Ok(Articles { all, has_more, ids, last: None, sight, snapshot })
    }

    /// The one article that a person names by its address or by a part of its title.
    ///
    /// Closer matches come first: the address as it was recorded, the same address in another
    /// form, one where its text appeared, the whole title, a part of a title, a part of an address,
    /// and the address of another page that seems to show it.
    pub(super) fn article_named(&self, name: &str) -> Result<Option<ArticleId>, LedgerError> {
        let snapshot = self.snapshot();
        let exact = snapshot.headings_from(name)?;
        if !exact.is_empty() {
            return the_one(name, &exact);
        }
        let words = folded(name);
        if words.is_empty() {
            return Ok(None);
        }
        let headings = snapshot.headings()?;
        let (key, address) = (Address::key_of(name.trim()), Address::of(name));
        let is_alike = |origin: &str| {
            let other = Address::of(origin);
            other.zip(address.as_ref()).is_some_and(|(other, asked)| other.is_alike(asked))
        };
        let title = |heading: &ArticleHeading| heading.title.as_deref().map(folded);
        let closest_first: [&dyn Fn(&ArticleHeading) -> bool; 6] = [
            &|heading| Address::key_of(&heading.origin) == key,
            &|heading| heading.also_at.iter().any(|origin| Address::key_of(origin) == key),
            &|heading| title(heading).is_some_and(|title| title == words),
            &|heading| title(heading).is_some_and(|title| title.contains(&words)),
            &|heading| heading.places().any(|origin| folded(origin).contains(&words)),
            &|heading| heading.places().any(is_alike),
        ];
        for is_meant in closest_first {
            let found: Vec<_> =
                headings.iter().filter(|heading| is_meant(heading)).cloned().collect();
            if !found.is_empty() {
                return the_one(name, &found);
            }
        }
        Ok(None)
    }
}

impl Articles<'_> {
    /// How many articles the ledger has.
    pub fn all(&self) -> u64 {
        self.all
    }

    /// After the last article: the place to continue from, if there are more than requested.
    pub fn next_page(&self) -> Option<ArticleId> {
        self.last.filter(|_| self.has_more && self.ids.as_slice().is_empty())
    }

    fn read(&self, id: ArticleId) -> Result<ArticleSummary, LedgerError> {
        summary(self.snapshot, self.sight, id)
    }
}

/// After an error, the iterator ends.
impl Iterator for Articles<'_> {
    type Item = Result<ArticleSummary, LedgerError>;

    fn next(&mut self) -> Option<Self::Item> {
        let id = self.ids.next()?;
        self.last = Some(id);
        let read = self.read(id);
        if read.is_err() {
            (self.has_more, self.ids) = (false, Vec::new().into_iter());
        }
        Some(read)
    }
}

fn heading_of(headings: &[ArticleHeading], id: ArticleId) -> Result<&ArticleHeading, LedgerError> {
    let at = headings.binary_search_by_key(&id, |heading| heading.id);
    let at = at.map_err(|_| LedgerError::NoArticle(id.to_string()))?;
    Ok(&headings[at])
}

/// The article that was found, unless there are several.
fn the_one(name: &str, found: &[ArticleHeading]) -> Result<Option<ArticleId>, LedgerError> {
    /// How many are listed.
    const MOST: usize = 10;
    match found {
        [] => Ok(None),
        [one] => Ok(Some(one.id)),
        several => Err(LedgerError::AmbiguousArticle {
            found: several.iter().take(MOST).map(|one| (one.id, one.name().to_owned())).collect(),
            more: several.len() > MOST,
            name: name.to_owned(),
        }),
    }
}

/// An article with what a list shows about it, checked against the log.
fn summary(
    snapshot: &Snapshot<'_>,
    sight: &Sight,
    id: ArticleId,
) -> Result<ArticleSummary, LedgerError> {
    let article = known_article(snapshot, id)?;
    snapshot.attest_article(&article)?;
    snapshot.attest_rows(Some(id))?;
    Ok(ArticleSummary {
        counts: snapshot.counts_seen(sight, Some(id))?,
        newer_text: snapshot.newer_text(&article)?,
        withheld: withheld(snapshot, id)?,
        article,
    })
}
