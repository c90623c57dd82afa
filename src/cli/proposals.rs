use std::time::Duration;

use crate::cli::failure::Failure;
use crate::domain::{Draft, Extraction, Score, Visible};
use crate::ledger::Ledger;
use crate::terminal::{Console, Progress};
use crate::text::external::{ExtractorEvent, Proposer, Stderr};
use crate::view::words;

/// How to write an extractor, for a person who has nothing but this program.
pub(super) const PROTOCOL: &str = concat!(
    "Shell command that proposes the claims, instead of the built-in rules\n\n",
    "It is started once and speaks JSON Lines: one object per line, in UTF-8, each line flushed. ",
    "First it prints a line that names it, with a \"model_sha256\" if it has one, and reads a ",
    "similar line from factledger:\n\n",
    "  {\"factledger_extractor\":1,\"name\":\"desk-model\",\"version\":\"3\"}\n\n",
    "Then it reads one line per article, with a \"title\" and a \"language\" if they are ",
    "known:\n\n",
    "  {\"id\":1,\"text\":\"The toll rose…\",\"sentences\":[[0,34],[35,50]]}\n\n",
    "It prints one line per claim, then a line that says it is done; the next article ",
    "follows:\n\n",
    "  {\"id\":1,\"start\":0,\"end\":34,\"quote\":\"The toll rose…\"}\n",
    "  {\"id\":1,\"done\":true}\n\n",
    "Offsets count bytes of the text. A claim may have a \"score\" from 0 to 1000 (default 1000) ",
    "and a \"claimant\" with a start, an end and a quote of its own. A line whose quote is not exactly ",
    "at that place is rejected and reported; the others are kept. If the command ends early, prints ",
    "{\"id\":1,\"error\":\"why\"} or takes too long, nothing that it proposed is recorded."
);

/// What an external extractor proposes in the articles of an import.
pub(super) struct Proposals {
    min_score: Score,
    proposer: Proposer,
    refused: u64,
}

impl Proposals {
    pub(super) fn start(
        command: &str,
        time: Duration,
        min_score: Score,
        console: &mut Console<'_>,
    ) -> Result<Self, Failure> {
        let mut refused = 0;
        let started =
            Proposer::start(command, time, &mut |heard| tell(console, &mut refused, heard));
        let proposer =
            started.map_err(|error| Failure::from(error).context("the extractor failed"))?;
        Ok(Self { min_score, proposer, refused })
    }

    /// The drafts, each with what was proposed in it. One that the ledger knows is not read again.
    pub(super) fn extract(
        &mut self,
        drafts: Vec<Draft>,
        ledger: Option<&Ledger>,
        console: &mut Console<'_>,
    ) -> Result<Vec<(Draft, Extraction)>, Failure> {
        let mut extracted = Vec::new();
        let mut progress = Progress::default();
        let all = drafts.len();
        for draft in drafts {
            let is_known = ledger.map_or(Ok(false), |ledger| ledger.knows(&draft))?;
            let mut candidates = Vec::new();
            if !is_known {
                let Self { proposer, refused, .. } = self;
                progress.show(console, extracted.len() + 1, all, "extractor: article");
                let proposed = proposer.propose(&draft, &mut |heard| {
                    progress.clear(console);
                    tell(console, refused, heard);
                });
                progress.clear(console);
                candidates = proposed.map_err(|error| {
                    let article = &draft.origin;
                    Failure::from(error).context(format!("the extractor failed at `{article}`"))
                })?;
                candidates.retain(|candidate| candidate.score >= self.min_score);
            }
            let extractor = self.proposer.extractor().clone();
            extracted.push((
                draft,
                Extraction { candidates, extractor, granularity: None, min_score: self.min_score },
            ));
        }
        Ok(extracted)
    }

    /// Let the extractor end, and tell how it went.
    pub(super) fn finish(self, console: &mut Console<'_>) -> Result<(), Failure> {
        let Self { proposer, mut refused, .. } = self;
        let ended = proposer.finish(&mut |heard| tell(console, &mut refused, heard));
        if let Some(how) = ended {
            console.say(format_args!("the extractor had answered, and then: {how}"))?;
        }
        if refused > 0 {
            let lines = words::count(refused, "line", "lines");
            console.say(format_args!("{lines} of the extractor refused"))?;
        }
        Ok(())
    }
}

/// Tell what is heard of the extractor. It is foreign, and there may be a lot of it.
fn tell(console: &mut Console<'_>, refused: &mut u64, heard: ExtractorEvent) {
    const MOST_REFUSED: u64 = 20;
    // Nobody may be listening there; the work goes on all the same.
    let _ = match heard {
        ExtractorEvent::Refused { line, why } => {
            *refused += 1;
            match *refused {
                number if number <= MOST_REFUSED => console.warn(&format!(
                    "refused: line {line} of the extractor: {}\n",
                    Visible::line(&why)
                )),
                _ => Ok(()),
            }
        }
        ExtractorEvent::Stderr(Stderr::Line(line)) => {
            console.say(format_args!("extractor: {}", Visible::line(&line)))
        }
        ExtractorEvent::Stderr(Stderr::Enough) => {
            console.say("extractor: … and more, which is not shown")
        }
    };
}
