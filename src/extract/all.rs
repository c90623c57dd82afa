use std::num::NonZero;
use std::panic::resume_unwind;
use std::thread;

use super::{candidates, extractor};
use crate::domain::{Draft, Extraction, Score};

/// The drafts with the candidates in each of them that score at least `min_score`, found by as many
/// threads as there are processors.
pub fn extract_all(drafts: Vec<Draft>, min_score: Score) -> Vec<(Draft, Extraction)> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let share = drafts.len().div_ceil(threads).max(1);
    let extract = |draft: &Draft| {
        let mut candidates = candidates(&draft.text);
        candidates.retain(|candidate| candidate.score >= min_score);
        Extraction { candidates, extractor: extractor() }
    };
    let found: Vec<Extraction> = thread::scope(|scope| {
        let workers: Vec<_> = drafts
            .chunks(share)
            .map(|drafts| scope.spawn(move || drafts.iter().map(extract).collect::<Vec<_>>()))
            .collect();
        let found = workers.into_iter().map(thread::ScopedJoinHandle::join);
        found.flat_map(|found| found.unwrap_or_else(|panic| resume_unwind(panic))).collect()
    });
    drafts.into_iter().zip(found).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Reader, Text};

    #[test]
    fn each_draft_keeps_its_place_and_what_scores_enough_in_it() {
        let draft = |number: usize| Draft {
            byline: None,
            encoding: "UTF-8".into(),
            language: None,
            origin: number.to_string(),
            published: None,
            raw: Vec::new(),
            reader: Reader { name: "text".into(), version: "1".into() },
            text: Text::new("The toll rose by 4 percent in May. ".repeat(number)),
            title: None,
        };
        let found = |min_score| extract_all((0..20).map(draft).collect(), min_score);
        for (number, (draft, found)) in found(Score::MIN).into_iter().enumerate() {
            assert_eq!((draft.origin, found.candidates.len()), (number.to_string(), number));
        }
        assert!(found(Score::MAX).iter().all(|(_, found)| found.candidates.is_empty()));
        assert!(extract_all(Vec::new(), Score::MIN).is_empty());
    }
}
