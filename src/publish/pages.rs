use super::{KeptFolder, Making, PublishError, Staged};
use crate::domain::{ArticleId, Status};
use crate::export::site::{
    ArticleLine, ArticlePage, Beside, News, Site, article_path, article_row, claim_path,
    corrections_of, is_aside, verdict_of, was_judged, write_claim,
};
use crate::ledger::{
    LedgerError, Proof, Prover, ReportReader, VerifierKey, WithheldError, check_proof,
};
use crate::merkle::TlogProof;
use crate::view::{ClaimDetail, Part, Parts, ReportSource as _, Section};

/// Writes the pages, and keeps the latest news for the index and the feeds.
pub(super) struct Pages<'a> {
    pub(super) articles: Vec<ArticleLine>,
    pub(super) claims: u64,
    corrections: Latest,
    /// Whether the pages that are there are of this log.
    is_known: bool,
    log_key: &'a VerifierKey,
    making: &'a Making<'a>,
    pub(super) proofs: u64,
    prover: Prover<'a>,
    site: &'a Site<'a>,
    verdicts: Latest,
}

/// The page of an article that is being written.
struct OpenArticle {
    has_claims: bool,
    id: ArticleId,
    is_withdrawn: bool,
    page: Staged,
}

/// The latest of the news, the latest first.
#[derive(Default)]
struct Latest(Vec<News>);

impl Latest {
    /// As many are kept.
    const MOST: usize = 100;

    fn add(&mut self, news: News) {
        let key = |news: &News| (std::cmp::Reverse(news.at), news.claim);
        let at = self.0.partition_point(|other| key(other) < key(&news));
        if at < Self::MOST {
            self.0.insert(at, news);
            self.0.truncate(Self::MOST);
        }
    }
}

impl<'a> Pages<'a> {
    pub(super) fn new(
        site: &'a Site<'a>,
        making: &'a Making<'a>,
        prover: Prover<'a>,
        log_key: &'a VerifierKey,
        is_known: bool,
    ) -> Self {
        Self {
            articles: Vec::new(),
            claims: 0,
            corrections: Latest::default(),
            is_known,
            log_key,
            making,
            proofs: 0,
            prover,
            site,
            verdicts: Latest::default(),
        }
    }

    pub(super) fn verdicts(&self) -> &[News] {
        &self.verdicts.0
    }

    pub(super) fn corrections(&self) -> &[News] {
        &self.corrections.0
    }

    /// Write the pages of these articles and of their claims.
    pub(super) fn write(
        &mut self,
        source: &ReportReader<'_>,
        folder: &mut KeptFolder,
    ) -> Result<(), PublishError> {
        let mut open: Option<OpenArticle> = None;
        for part in source.parts(Parts::All) {
            match part? {
                Part::Section(section) => {
                    self.finish(open.take(), folder)?;
                    open = Some(self.begin(&section, folder)?);
                }
                Part::Claim(examined) => {
                    // What was published stays, and says why it is no longer among the verdicts.
                    let was_there =
                        || self.was_there(&claim_path(examined.listed.claim.id), folder);
                    if is_aside(&examined) && !was_judged(&examined) && !was_there() {
                        continue;
                    }
                    if let Some(open) = &mut open {
                        article_row(self.site, &examined, &mut open.page)?;
                        open.has_claims = true;
                    }
                    self.write_claim(&examined, folder)?;
                }
            }
        }
        self.finish(open, folder)
    }

    /// Whether an earlier run wrote this page.
    fn was_there(&self, path: &str, folder: &KeptFolder) -> bool {
        self.is_known && folder.has(path)
    }

    fn begin(
        &mut self,
        section: &Section,
        folder: &KeptFolder,
    ) -> Result<OpenArticle, PublishError> {
        let article = &section.article;
        let mut page = folder.stage(&article_path(article.id))?;
        ArticlePage::begin(self.site, section, &mut page)?;
        let is_withdrawn = article.withdrawn.is_some();
        if !is_withdrawn {
            let title = article.title.as_ref().unwrap_or(&article.origin).clone();
            self.articles.push(ArticleLine { counts: section.counts, id: article.id, title });
        }
        Ok(OpenArticle { has_claims: false, id: article.id, is_withdrawn, page })
    }

    fn finish(
        &self,
        open: Option<OpenArticle>,
        folder: &mut KeptFolder,
    ) -> Result<(), PublishError> {
        let Some(OpenArticle { has_claims, id, is_withdrawn, mut page }) = open else {
            return Ok(());
        };
        let path = article_path(id);
        if is_withdrawn && !has_claims && !self.was_there(&path, folder) {
            return Ok(());
        }
        ArticlePage::end(self.site, &mut page)?;
        Ok(folder.keep(&path, page)?)
    }

    fn write_claim(
        &mut self,
        examined: &ClaimDetail,
        folder: &mut KeptFolder,
    ) -> Result<(), PublishError> {
        let id = examined.listed.claim.id;
        let name = format!("{id}.tlog-proof");
        let proof = self.proof(examined)?;
        if let Some(proof) = &proof {
            let path = format!("claims/{name}");
            match folder.read(&path) {
                Some(known) if self.proves_the_same(&known, proof) => folder.leave(&path),
                Some(_) | None => folder.put(&path, proof.text.as_bytes())?,
            }
            self.proofs += 1;
        }
        let command = proof.map(|proof| (self.making.command)(&name, self.log_key, &proof.signer));
        let beside = command.as_deref().map(|command| Beside { command, name: &name });
        let path = claim_path(id);
        let mut staged = folder.stage(&path)?;
        write_claim(self.site, examined, beside, &mut staged)?;
        folder.keep(&path, staged)?;
        if let Some(news) = verdict_of(examined) {
            self.verdicts.add(news);
        }
        for news in corrections_of(self.site, examined).map_err(PublishError::House)? {
            self.corrections.add(news);
        }
        self.claims += 1;
        Ok(())
    }

    /// The proof of the verdict, if there is one that reviewers agree on, and nothing of its entry is
    /// withheld.
    fn proof(&self, examined: &ClaimDetail) -> Result<Option<Proof>, PublishError> {
        let claim = &examined.listed.claim;
        if claim.status == Status::Unverified || claim.conflict {
            return Ok(None);
        }
        match self.prover.verdict(&examined.listed) {
            Ok(proof) => Ok(Some(proof)),
            Err(LedgerError::NoVerdict(_) | LedgerError::Withheld(WithheldError::Words(_))) => {
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Whether the proof that is there is of the same entry and words, with an earlier checkpoint. It
    /// stays: else each proof would be another file with each entry.
    fn proves_the_same(&self, known: &[u8], proof: &Proof) -> bool {
        let Ok(text) = std::str::from_utf8(known) else { return false };
        let extra = |text: &str| text.parse::<TlogProof>().ok().and_then(|proof| proof.extra);
        let keys = [self.log_key.clone(), proof.signer.clone()];
        extra(text) == extra(&proof.text)
            && check_proof(text, &keys)
                .is_ok_and(|proven| proven.recorded.position == proof.recorded.position)
    }
}
