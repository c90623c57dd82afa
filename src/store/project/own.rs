//! What an act has brought itself, which is known without asking the database again.

use std::collections::HashMap;
use std::sync::Arc;

use super::Projection;
use super::texts::LastText;
use crate::domain::{ArticleId, ArticleImported, ClaimId, Event, Sha256, Text};
use crate::store::StoreError;

#[derive(Default)]
pub(super) struct Own {
    /// The article that was imported last, as long as nothing else happened than that claims were found
    /// in it.
    article: Option<OwnArticle>,
    /// Bytes that were not there before, with their lengths.
    contents: HashMap<Sha256, u64>,
    next_article: Option<ArticleId>,
    next_claim: Option<ClaimId>,
}

#[derive(Clone, Copy)]
pub(super) struct OwnArticle {
    id: ArticleId,
    pub(super) raw_bytes: u64,
    pub(super) text_sha256: Sha256,
}

impl Projection<'_> {
    /// The id that the next article will have.
    pub(in crate::store) fn next_article(&mut self) -> Result<ArticleId, StoreError> {
        let next = match self.own.next_article {
            Some(next) => next,
            None => self.index.next_article()?,
        };
        Ok(*self.own.next_article.insert(next))
    }

    /// The id that the next claim will have.
    pub(in crate::store) fn next_claim(&mut self) -> Result<ClaimId, StoreError> {
        let next = match self.own.next_claim {
            Some(next) => next,
            None => self.index.next_claim()?,
        };
        Ok(*self.own.next_claim.insert(next))
    }

    /// Bytes were stored that neither were there before nor had been withheld.
    pub(in crate::store) fn has_new(&mut self, sha256: Sha256, length: u64) {
        self.own.contents.insert(sha256, length);
    }

    pub(in crate::store) fn new_length(&self, sha256: Sha256) -> Option<u64> {
        self.own.contents.get(&sha256).copied()
    }

    /// A text was stored that the next entries are about.
    pub(in crate::store) fn has_text(&mut self, sha256: Sha256, text: &Text) {
        // It is refused where it is read.
        if !text.as_str().contains('\0') {
            self.last_text = Some(LastText::new(sha256, Arc::new(text.clone())));
        }
    }

    /// The article, if the act has just brought it.
    pub(super) fn own_article(&self, id: ArticleId) -> Option<OwnArticle> {
        self.own.article.filter(|article| article.id == id)
    }

    /// An article was imported.
    pub(super) fn has_article(&mut self, imported: &ArticleImported) {
        let (id, revision) = (imported.article, &imported.revision);
        let (raw_bytes, text_sha256) = (revision.raw_bytes, revision.text_sha256);
        self.own.article = Some(OwnArticle { id, raw_bytes, text_sha256 });
        self.own.next_article = Some(ArticleId(id.0 + 1));
    }

    /// A claim was recorded.
    pub(super) fn has_claim(&mut self, id: ClaimId) {
        self.own.next_claim = Some(ClaimId(id.0 + 1));
    }

    /// Forget what may be otherwise after an event.
    pub(super) fn forget_own(&mut self, event: &Event) {
        if let Event::ContentWithheld(_) = event {
            self.own = Own::default();
        } else if !matches!(event, Event::ClaimsExtracted(_)) {
            self.own.article = None;
        }
    }
}
