use std::num::NonZero;
use std::panic::resume_unwind;
use std::thread;

use crate::domain::{Draft, Extraction, Granularity, Score};
use crate::extract;

/// What to look for in an article.
#[derive(Clone, Copy, Debug)]
pub struct Search {
    pub granularity: Granularity,
    /// What scores less is no claim.
    pub min_score: Score,
}

impl Search {
    /// Every sentence.
    pub const ALL: Self = Self { granularity: Granularity::Sentence, min_score: Score::MIN };
}

/// Find the claims in these articles, on as many threads as there are processors. What is found does
/// not depend on how many there are.
pub fn find(drafts: Vec<Draft>, search: Search) -> Vec<(Draft, Extraction)> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let share = drafts.len().div_ceil(threads).max(1);
    let Search { granularity, min_score } = search;
    let find_in = |draft: &Draft| extract::extract(&draft.text, granularity, min_score);
    let found: Vec<Extraction> = thread::scope(|scope| {
        let workers: Vec<_> = drafts
            .chunks(share)
            .map(|drafts| scope.spawn(move || drafts.iter().map(find_in).collect::<Vec<_>>()))
            .collect();
        let found = workers.into_iter().map(thread::ScopedJoinHandle::join);
        found.flat_map(|found| found.unwrap_or_else(|panic| resume_unwind(panic))).collect()
    });
    drafts.into_iter().zip(found).collect()
}
