use std::num::NonZero;
use std::panic::resume_unwind;
use std::thread;

use super::{Search, extract_from as extract};
use crate::domain::{Draft, Extraction};

/// The drafts with what is found in each of them, by as many threads as there are processors.
pub fn extract_all(drafts: Vec<Draft>, search: Search) -> Vec<(Draft, Extraction)> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let share = drafts.len().div_ceil(threads).max(1);
    let extract = |draft: &Draft| extract(draft, search);
    let found: Vec<Extraction> = thread::scope(|scope| {
        let workers: Vec<_> = drafts
            .chunks(share)
            .map(|drafts| {
                let work = move || drafts.iter().map(extract).collect::<Vec<_>>();
                (drafts, thread::Builder::new().spawn_scoped(scope, work))
            })
            .collect();
        let found = workers.into_iter().map(|(drafts, worker)| match worker {
            Ok(worker) => worker.join().unwrap_or_else(|panic| resume_unwind(panic)),
            // The system has no room for another thread.
            Err(_) => drafts.iter().map(extract).collect(),
        });
        found.flatten().collect()
    });
    drafts.into_iter().zip(found).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Reader, Score, SourceMap, Structure, Text};

    #[test]
    fn each_draft_keeps_its_place_and_what_scores_enough_in_it() {
        let draft = |number: usize| Draft {
            byline: None,
            claim_reviews: Vec::new(),
            encoding: "UTF-8".into(),
            language: None,
            oddities: Vec::new(),
            origin: number.to_string(),
            published: None,
            raw: Vec::new(),
            reader: Reader { name: "text".into(), version: "1".into() },
            source: SourceMap::default(),
            structure: Structure::default(),
            text: Text::new("The toll rose by 4 percent in May. ".repeat(number)),
            title: None,
        };
        let found = |min_score| {
            extract_all((0..20).map(draft).collect(), Search { min_score, ..Search::ALL })
        };
        for (number, (draft, found)) in found(Score::MIN).into_iter().enumerate() {
            assert_eq!((draft.origin, found.candidates.len()), (number.to_string(), number));
        }
        assert!(found(Score::MAX).iter().all(|(_, found)| found.candidates.is_empty()));
        assert!(extract_all(Vec::new(), Search::ALL).is_empty());
    }
}
