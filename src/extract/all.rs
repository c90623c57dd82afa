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
