use std::time::Duration;

use super::ahead::Taken;
use super::{IntakeError, Progress};
use crate::domain::{Draft, Extraction, Score};
use crate::ledger::{Asked, KnownArticle};
use crate::text::external::Proposer;
use crate::text::extract::{self, Search};

/// What finds the claims of articles.
pub enum Finder {
    /// An external program.
    External { min_score: Score, proposer: Box<Proposer> },
    /// The built-in rules.
    Rules(Search),
}

impl Finder {
    /// Start an external extractor, which has this `time` for each article.
    pub fn external(
        command: &str,
        time: Duration,
        min_score: Score,
        tell: &mut dyn FnMut(Progress<'_>),
    ) -> Result<Self, IntakeError> {
        let started = Proposer::start(command, time, &mut |event| tell(Progress::Extractor(event)));
        let proposer = started.map_err(|source| IntakeError::Extractor { origin: None, source })?;
        Ok(Self::External { min_score, proposer: Box::new(proposer) })
    }

    pub(super) fn is_external(&self) -> bool {
        matches!(self, Self::External { .. })
    }

    /// How the rules search an article that is not known. `None`: an external extractor does.
    pub(super) fn search(&self) -> Option<Search> {
        match self {
            Self::External { .. } => None,
            Self::Rules(search) => Some(*search),
        }
    }

    /// The drafts, each with the claims found in it. An external extractor does not get articles
    /// that the ledger already has, unless they are read again.
    pub(super) fn find(
        &mut self,
        drafts: Vec<(Taken, Option<KnownArticle>)>,
        asked: &Asked,
        tell: &mut dyn FnMut(Progress<'_>),
    ) -> Result<Vec<(Draft, Extraction)>, IntakeError> {
        match self {
            Self::External { min_score, proposer } => {
                propose(proposer, *min_score, drafts, asked, tell)
            }
            Self::Rules(search) => {
                if drafts.iter().all(|((_, found), known)| found.is_none() && known.is_none()) {
                    let drafts = drafts.into_iter().map(|((draft, _), _)| draft).collect();
                    return Ok(extract::extract_all(drafts, *search));
                }
                let find = |((draft, found), known): (Taken, Option<KnownArticle>)| {
                    let wanted = as_before(*search, known.as_ref(), asked);
                    let found = found.filter(|_| wanted == *search);
                    let found = found.unwrap_or_else(|| extract::extract_from(&draft, wanted));
                    (draft, found)
                };
                Ok(drafts.into_iter().map(find).collect())
            }
        }
    }

    /// Wait for an external extractor to end. Returns the reason if it failed.
    pub(super) fn finish(self, tell: &mut dyn FnMut(Progress<'_>)) -> Option<String> {
        match self {
            Self::External { proposer, .. } => {
                proposer.finish(&mut |event| tell(Progress::Extractor(event)))
            }
            Self::Rules(_) => None,
        }
    }
}

/// A known article is searched as it was the last time, except for what is asked for.
fn as_before(search: Search, known: Option<&KnownArticle>, asked: &Asked) -> Search {
    let last = known.and_then(|known| known.search.as_ref());
    let Some(last) = last.filter(|last| last.extractor.name == "rules") else { return search };
    Search {
        granularity: last.granularity.filter(|_| !asked.granularity).unwrap_or(search.granularity),
        min_score: last.min_score.filter(|_| !asked.min_score).unwrap_or(search.min_score),
    }
}

fn propose(
    proposer: &mut Proposer,
    min_score: Score,
    drafts: Vec<(Taken, Option<KnownArticle>)>,
    asked: &Asked,
    tell: &mut dyn FnMut(Progress<'_>),
) -> Result<Vec<(Draft, Extraction)>, IntakeError> {
    let total = drafts.len();
    let mut extracted = Vec::with_capacity(total);
    for ((draft, _), known) in drafts {
        let extractor = proposer.extractor().clone();
        let mut found =
            Extraction { candidates: Vec::new(), extractor, granularity: None, min_score };
        if known.is_none_or(|known| asked.reads_again(&known, &draft, &found)) {
            tell(Progress::Proposing { number: extracted.len() + 1, total });
            let answer = proposer.propose(&draft, &mut |event| tell(Progress::Extractor(event)));
            found.candidates = answer.map_err(|source| IntakeError::Extractor {
                origin: Some(draft.origin.clone()),
                source,
            })?;
            found.candidates.retain(|candidate| candidate.score >= min_score);
        }
        extracted.push((draft, found));
    }
    Ok(extracted)
}
