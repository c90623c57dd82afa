use std::cmp::Reverse;

use super::attested::Attested;
use super::{Ledger, LedgerError, read};
use crate::domain::{ClaimId, Found, Span};
use crate::extract::{self, worth};
use crate::report::{Explained, Reason};

impl Ledger {
    /// Why a claim has its score: worked out again from the text, and held against the score that
    /// was recorded.
    pub fn explain(&self, id: ClaimId) -> Result<Explained, LedgerError> {
        let (claim, text) = self.store.read(|snapshot| {
            let claim = read::known_claim(snapshot, id)?;
            let acts = snapshot.acts(&claim)?;
            let Some(listed) = read::listed(snapshot, vec![claim])?.pop() else {
                return Err(LedgerError::NoClaim(id.to_string()));
            };
            let text = Attested::new(snapshot)?.claim(&listed, &acts)?;
            Ok((listed.claim, text))
        })?;
        let (extractor, score) = match claim.found {
            Found::ByExtractor { extractor, score } => (extractor, score),
            Found::ByReviewer => return Err(LedgerError::NoScore(id)),
        };
        let unknown = LedgerError::OtherExtractor { claim: id, extractor: extractor.clone() };
        if extractor != extract::extractor() {
            return Err(unknown);
        }
        let holds = |sentence: &Span| sentence.contains(claim.span);
        let Some(sentence) = extract::sentences(&text).into_iter().find(holds) else {
            return Err(unknown);
        };
        let sentence = text.quote(sentence);
        let weighed = worth::weigh(sentence);
        if weighed.score() != score {
            return Err(unknown);
        }
        let mut reasons: Vec<Reason> = worth::reasons(sentence)
            .into_iter()
            .map(|reason| Reason {
                points: reason.points,
                what: reason.what.name(),
                words: reason
                    .words
                    .into_iter()
                    .filter_map(|words| Some(sentence.get(words)?.to_owned()))
                    .collect(),
            })
            .collect();
        reasons.sort_by_key(|reason| Reverse(reason.points.abs()));
        let sentence = sentence.to_owned();
        Ok(Explained { claim: id, points: weighed.points, reasons, score, sentence })
    }
}
