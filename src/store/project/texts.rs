//! The texts that entries are about, and what is left of them.

use std::sync::Arc;

use super::{Projection, Row};
use crate::domain::{ArticleId, EntryId, RawSpan, Redaction, Refusal, Sha256, Text};
use crate::store::StoreError;
use crate::store::withheld::WithheldByLog;

/// A text, or the copy of it that is left.
#[derive(Clone)]
pub(super) struct LastText {
    redaction: Option<Arc<(EntryId, Redaction)>>,
    sha256: Sha256,
    text: Arc<Text>,
}

impl LastText {
    pub(super) fn new(sha256: Sha256, text: Arc<Text>) -> Self {
        Self { redaction: None, sha256, text }
    }
}

impl Projection<'_> {
    /// What the whole log withholds, later entries, too.
    pub(super) fn withheld_by_log(&mut self) -> Result<Arc<WithheldByLog>, StoreError> {
        if let Some(withheld) = &self.withheld {
            return Ok(Arc::clone(withheld));
        }
        let withheld = Arc::new(self.contents.withheld_by_log()?);
        self.withheld = Some(Arc::clone(&withheld));
        Ok(withheld)
    }

    /// Whether a later entry withholds these bytes.
    pub(super) fn is_withheld(&mut self, sha256: Sha256) -> Result<bool, StoreError> {
        Ok(self.withheld_by_log()?.contents.contains(&sha256))
    }

    /// The canonical text of the article, if the entry is about that text. `None`: it is withheld.
    pub(super) fn text_of(
        &mut self,
        row: Row,
        article: ArticleId,
        sha256: Sha256,
    ) -> Result<Option<Arc<Text>>, StoreError> {
        if let Some(own) = self.own_article(article).filter(|own| own.text_sha256 == sha256) {
            return self.read_text(row, own.text_sha256);
        }
        let article = self.index.article_row(article)?;
        let article = article.ok_or_else(|| row.misfit("there is no such article"))?;
        if article.withdrawn.is_some() {
            let source = Refusal::Withdrawn(article.id);
            return Err(StoreError::Refused { position: row.position, source });
        }
        if article.revision.text_sha256 != sha256 {
            return Err(row.misfit("the article has another text"));
        }
        self.read_text(row, sha256)
    }

    pub(super) fn read_text(
        &mut self,
        row: Row,
        sha256: Sha256,
    ) -> Result<Option<Arc<Text>>, StoreError> {
        if let Some(last) = self.last_text.as_ref().filter(|last| last.sha256 == sha256) {
            return Ok(Some(Arc::clone(&last.text)));
        }
        let (mut stored, mut redaction) = (sha256, None);
        if !self.contents.has_content(sha256)? && self.is_withheld(sha256)? {
            redaction = self.withheld_by_log()?.redactions.get(&sha256).cloned();
            let Some(redaction) = &redaction else { return Ok(None) };
            stored = redaction.1.sha256;
            if !self.contents.has_content(stored)? && self.is_withheld(stored)? {
                return Ok(None);
            }
        }
        let text = String::from_utf8(self.contents.content(stored)?);
        let text = text.map_err(|_| row.misfit("its text is not UTF-8"))?;
        if text.contains('\0') {
            return Err(row.misfit("its text has a NUL"));
        }
        let text = Arc::new(Text::new(text));
        self.last_text = Some(LastText { redaction, sha256, text: Arc::clone(&text) });
        Ok(Some(text))
    }

    /// The last text that was read, for what has these spans in it. `None`: a later entry withholds
    /// words there. If an earlier one did, nothing can be there.
    pub(super) fn with_words<'t>(
        &self,
        row: Row,
        text: Option<&'t Text>,
        spans: impl IntoIterator<Item = RawSpan>,
    ) -> Result<Option<&'t Text>, StoreError> {
        let redaction = self.last_text.as_ref().and_then(|last| last.redaction.as_deref());
        let Some((entry, redaction)) = redaction.filter(|_| text.is_some()) else {
            return Ok(text);
        };
        if !spans.into_iter().any(|span| redaction.touches(span)) {
            return Ok(text);
        }
        if *entry < row.position {
            return Err(row.misfit("an earlier entry withheld its words"));
        }
        Ok(None)
    }
}
