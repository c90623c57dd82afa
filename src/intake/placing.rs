use std::collections::HashMap;

use crate::domain::{ArticleId, ClaimId, OffsetUnit, Offsets, Sha256, Span, Text};
use crate::ledger::{LedgerError, PlacedClaim, View};
use crate::text::read::{BadRow, PublishedRow};

/// Finds where the claims of a table are in articles that the ledger has.
pub struct Placing<'v> {
    articles: HashMap<String, ArticleId>,
    /// The article that all of them are in.
    only: Option<ArticleId>,
    texts: HashMap<ArticleId, Offsets>,
    unit: OffsetUnit,
    view: &'v View<'v>,
}

/// Why a row has no place.
#[derive(Debug)]
pub enum Where {
    Bad(BadRow),
    Ledger(LedgerError),
}

impl<'v> Placing<'v> {
    /// In one article, or in those that the rows name. The offsets of the rows count `unit`.
    pub fn new(view: &'v View<'v>, only: Option<ArticleId>, unit: OffsetUnit) -> Self {
        Self { articles: HashMap::new(), only, texts: HashMap::new(), unit, view }
    }

    /// Where the claim of a row is.
    pub fn place(&mut self, row: &PublishedRow) -> Result<PlacedClaim, Where> {
        let bad = |why: String| Where::Bad(row.bad(why));
        let article = match (self.only, &row.article) {
            (Some(only), _) => only,
            (None, None) => return Err(bad("it names no article".to_owned())),
            (None, Some(name)) => self.find(name).map_err(|error| of_row(row, error))?,
        };
        let offsets = self.text(article).map_err(|error| of_row(row, error))?;
        let span = match row.place {
            Some((start, end)) => {
                offsets.span(start, end, &row.claim).map_err(|why| bad(why.to_string()))?
            }
            None => only_place(offsets.text(), &row.claim)
                .map_err(|why| bad(format!("{why} {article}")))?,
        };
        let quote_sha256 = Sha256::of(offsets.text().quote(span));
        Ok(PlacedClaim { article, claimant: row.claimant.clone(), quote_sha256, span })
    }

    /// The claim that is there already.
    pub fn known(&self, placed: &PlacedClaim) -> Result<Option<ClaimId>, LedgerError> {
        self.view.claim_at(placed.article, placed.span, placed.quote_sha256)
    }

    fn find(&mut self, name: &str) -> Result<ArticleId, LedgerError> {
        if let Some(known) = self.articles.get(name) {
            return Ok(*known);
        }
        let found = self.view.find_article(name)?;
        self.articles.insert(name.to_owned(), found);
        Ok(found)
    }

    fn text(&mut self, article: ArticleId) -> Result<&Offsets, LedgerError> {
        if !self.texts.contains_key(&article) {
            self.view.article(article)?;
            let offsets = Offsets::of(self.view.text(article)?, self.unit);
            self.texts.insert(article, offsets);
        }
        Ok(&self.texts[&article])
    }
}

/// What a person can put right in the table is told by its line; the rest is about the ledger.
fn of_row(row: &PublishedRow, error: LedgerError) -> Where {
    let is_of_row = matches!(
        error,
        LedgerError::AmbiguousArticle { .. }
            | LedgerError::AmbiguousHash { .. }
            | LedgerError::NoArticle(_)
            | LedgerError::Withheld(_)
    );
    if is_of_row { Where::Bad(row.bad(error.to_string())) } else { Where::Ledger(error) }
}

/// The one place of these words.
pub(super) fn only_place(text: &Text, words: &str) -> Result<Span, &'static str> {
    let mut found = text.as_str().match_indices(words);
    let (start, _) = found.next().ok_or("its words are not in")?;
    if found.next().is_some() {
        return Err("`start` and `end` must say which: its words are more than once in");
    }
    text.span(start..start + words.len()).map_err(|_| "its words are not in")
}
