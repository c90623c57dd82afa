use std::time::Duration;

use super::{IntakeError, Progress};
use crate::domain::{Draft, Extraction, Score};
use crate::ledger::Ledger;
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

    /// The drafts, each with the claims found in it. An external extractor does not get articles
    /// that the ledger already has.
    pub(super) fn find(
        &mut self,
        drafts: Vec<Draft>,
        ledger: Option<&Ledger>,
        tell: &mut dyn FnMut(Progress<'_>),
    ) -> Result<Vec<(Draft, Extraction)>, IntakeError> {
        match self {
            Self::External { min_score, proposer } => {
                propose(proposer, *min_score, drafts, ledger, tell)
            }
            Self::Rules(search) => Ok(extract::extract_all(drafts, *search)),
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

fn propose(
    proposer: &mut Proposer,
    min_score: Score,
    drafts: Vec<Draft>,
    ledger: Option<&Ledger>,
    tell: &mut dyn FnMut(Progress<'_>),
) -> Result<Vec<(Draft, Extraction)>, IntakeError> {
    let total = drafts.len();
    let mut extracted = Vec::with_capacity(total);
    for draft in drafts {
        let is_known = ledger.map_or(Ok(false), |ledger| ledger.knows(&draft))?;
        let mut candidates = Vec::new();
        if !is_known {
            tell(Progress::Proposing { number: extracted.len() + 1, total });
            let found = proposer.propose(&draft, &mut |event| tell(Progress::Extractor(event)));
            candidates = found.map_err(|source| IntakeError::Extractor {
                origin: Some(draft.origin.clone()),
                source,
            })?;
            candidates.retain(|candidate| candidate.score >= min_score);
        }
        let extractor = proposer.extractor().clone();
        extracted.push((draft, Extraction { candidates, extractor, granularity: None, min_score }));
    }
    Ok(extracted)
}
