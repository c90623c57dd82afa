use super::{KeptFolder, Making, PublishError, Staged};
use crate::domain::{ArticleId, Status};
use crate::export::site::{
    ArticleLine, ArticlePage, Beside, News, Site, article_path, article_row, claim_path,
    corrections_of, verdict_of, write_claim,
};
use crate::ledger::{
    LedgerError, Proof, Prover, ReportReader, VerifierKey, WithheldError, check_proof,
};
use crate::merkle::TlogProof;
use crate::view::{ClaimDetail, Part, Parts, ReportSource as _};

/// Writes the pages, and keeps the latest news for the index and the feeds.
pub(super) struct Pages<'a> {
    pub(super) articles: Vec<ArticleLine>,
    pub(super) claims: u64,
    corrections: Latest,
    log_key: &'a VerifierKey,
    making: &'a Making<'a>,
    pub(super) proofs: u64,
    prover: Prover<'a>,
    site: Site<'a>,
    verdicts: Latest,
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
        site: Site<'a>,
        making: &'a Making<'a>,
        prover: Prover<'a>,
        log_key: &'a VerifierKey,
    ) -> Self {
        Self {
            articles: Vec::new(),
            claims: 0,
            corrections: Latest::default(),
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

    pub(super) fn write(
        &mut self,
        source: &ReportReader<'_>,
        folder: &mut KeptFolder,
    ) -> Result<(), PublishError> {
        let mut open: Option<(ArticleId, Staged)> = None;
        for part in source.parts(Parts::All) {
            match part? {
                Part::Section(section) => {
                    finish(open.take(), folder)?;
                    let article = &section.article;
                    let mut staged = folder.stage(&article_path(article.id))?;
                    ArticlePage::begin(&self.site, &section, &mut staged)?;
                    let title = article.title.as_ref().unwrap_or(&article.origin).clone();
                    let line = ArticleLine { counts: section.counts, id: article.id, title };
                    self.articles.push(line);
                    open = Some((article.id, staged));
                }
                Part::Claim(examined) => {
                    let claim = &examined.listed.claim;
                    if claim.dismissed || claim.withdrawn || claim.gone.is_some() {
                        continue;
                    }
                    if let Some((_, staged)) = &mut open {
                        article_row(&examined, staged)?;
                    }
                    self.write_claim(&examined, folder)?;
                }
            }
        }
        finish(open, folder)?;
        Ok(())
    }

    fn write_claim(
        &mut self,
        examined: &ClaimDetail,
        folder: &mut KeptFolder,
    ) -> Result<(), PublishError> {
        let id = examined.listed.claim.id;
        let name = format!("{id}.tlog-proof");
        let beside = self.proof(examined)?.map(|proof| {
            let command = (self.making.command)(&name, self.log_key, &proof.signer);
            (proof, Beside { command, name: &name })
        });
        if let Some((proof, _)) = &beside {
            let path = format!("claims/{name}");
            match folder.read(&path) {
                Some(known) if self.proves_the_same(&known, proof) => folder.leave(&path),
                Some(_) | None => folder.put(&path, proof.text.as_bytes())?,
            }
            self.proofs += 1;
        }
        let path = claim_path(id);
        let mut staged = folder.stage(&path)?;
        let beside = beside.as_ref().map(|(_, beside)| beside);
        write_claim(&self.site, examined, beside, &mut staged)?;
        folder.keep(&path, staged)?;
        if let Some(news) = verdict_of(examined) {
            self.verdicts.add(news);
        }
        for news in corrections_of(examined) {
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

fn finish(open: Option<(ArticleId, Staged)>, folder: &mut KeptFolder) -> Result<(), PublishError> {
    if let Some((article, mut staged)) = open {
        ArticlePage::end(&mut staged)?;
        folder.keep(&article_path(article), staged)?;
    }
    Ok(())
}
