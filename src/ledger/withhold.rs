use std::collections::BTreeSet;

use super::{Ledger, LedgerError, StoreError};
use crate::domain::{Actor, ArticleId, ContentWithheld, Event, Note, Sha256};

/// Whether the bytes that were withheld are gone from the file itself, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Erased {
    /// They are in no page of the file, used or free, nor in its write-ahead log.
    Completely,
    /// Another process is using the ledger, or the disk is full: some may remain in unused parts of
    /// the file or in its write-ahead log, until it is withheld again.
    NotYet,
}

impl Ledger {
    /// Withhold the texts and pages of these articles, and with them the words of their claims:
    /// remove the bytes, and keep their hashes. All or nothing. If all of them are withheld already,
    /// only what remains of them in the file is erased.
    ///
    /// What was copied before (backups, bundles, reports) still has them.
    pub fn withhold(
        &mut self,
        author: &Actor,
        articles: &[ArticleId],
        reason: &Note,
    ) -> Result<Erased, LedgerError> {
        let articles: BTreeSet<ArticleId> = articles.iter().copied().collect();
        let articles: Vec<ArticleId> = articles.into_iter().collect();
        self.store.erase_what_is_removed()?;
        let is_withheld = self.store.read(|snapshot| {
            let entries: Result<Vec<_>, StoreError> =
                articles.iter().map(|article| snapshot.withheld_in(*article)).collect();
            Ok::<_, LedgerError>(entries?.iter().all(Option::is_some))
        })?;
        if is_withheld {
            return Ok(self.erase_remains());
        }
        let withheld = self.store.write(author, &self.keys, |writer| {
            let snapshot = writer.snapshot();
            let mut contents: BTreeSet<Sha256> = BTreeSet::new();
            for &article in &articles {
                let known = snapshot.article(article)?;
                let known = known.ok_or_else(|| LedgerError::NoArticle(article.to_string()))?;
                snapshot.attest_article(&known)?;
                if snapshot.withheld_in(article)?.is_some() {
                    return Err(LedgerError::Withheld(article));
                }
                contents.extend(snapshot.contents_of(article)?);
            }
            let contents: Vec<Sha256> = contents.into_iter().collect();
            if let Some((article, other)) = snapshot.sharing(&articles)? {
                return Err(LedgerError::WithheldWith { article, other });
            }
            let (reason, named) = (reason.clone().into(), contents.clone());
            let articles = articles.clone();
            writer.append(Event::ContentWithheld(ContentWithheld {
                articles,
                contents: named,
                reason,
            }))?;
            for sha256 in contents {
                writer.remove(sha256)?;
            }
            Ok(())
        });
        self.or_repeated(withheld, |_, events| {
            let [Event::ContentWithheld(same)] = events else { return Ok(None) };
            Ok((same.articles == articles && same.reason.text() == Some(reason)).then_some(()))
        })?;
        Ok(self.erase_remains())
    }

    /// Erase what was withheld from the unused parts of the file, too.
    fn erase_remains(&self) -> Erased {
        if self.store.erase_remains() { Erased::Completely } else { Erased::NotYet }
    }
}
