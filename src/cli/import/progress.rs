use std::io;

use super::asked::ReadAs;
use crate::cli::failure::Failure;
use crate::domain::{Draft, Oddity, Visible};
use crate::intake::{Intake, Progress, Source};
use crate::terminal::{self, Console};
use crate::text::external::{ExtractorEvent, Stderr};
use crate::view::words;

/// Shows the progress of an import.
pub(super) struct Reporter<'c, 'a> {
    pub(super) console: &'c mut Console<'a>,
    /// Whether a single source was named. Then some messages are left out.
    pub(super) is_only_one: bool,
    /// Whether what was read is kept, to compare it with what was asked for.
    pub(super) keeps_drafts: bool,
    pub(super) read: Vec<ReadAs>,
    proposing: terminal::Progress,
    reading: terminal::Progress,
    /// How many lines of the extractor were rejected.
    refused: u64,
}

impl<'c, 'a> Reporter<'c, 'a> {
    pub(super) fn new(console: &'c mut Console<'a>) -> Self {
        let (proposing, reading) = Default::default();
        let (is_only_one, keeps_drafts, read) = (false, false, Vec::new());
        Self { console, is_only_one, keeps_drafts, proposing, read, reading, refused: 0 }
    }

    /// Show it. The import continues even if that fails.
    pub(super) fn show(&mut self, progress: Progress<'_>) {
        if let Progress::Read(draft) = &progress
            && self.keeps_drafts
        {
            self.read.push(ReadAs::of(draft));
        }
        let _ = match progress {
            Progress::Extractor(event) => self.show_extractor(event),
            Progress::Odd { article, oddity } => {
                self.clear();
                let look = match oddity {
                    Oddity::Little { .. } | Oddity::Whole => {
                        format!(": factledger show {article} --text")
                    }
                    Oddity::Invisible { .. }
                    | Oddity::Replaced { .. }
                    | Oddity::SaysOtherEncoding { .. }
                    | Oddity::Signed { .. }
                    | Oddity::Struck { .. } => String::new(),
                };
                self.console.say(format_args!("{}{look}", words::oddity(article, oddity)))
            }
            Progress::PassedOver { files, folder } => self.console.say(format_args!(
                "{} in {} skipped: not named .txt, .md or .html",
                words::count(files as u64, "file", "files"),
                folder.display()
            )),
            Progress::Proposing { number, total } => {
                if number == 1 {
                    self.proposing = terminal::Progress::default();
                }
                self.proposing.show(self.console, number, total, "extractor: article");
                Ok(())
            }
            Progress::Read(draft) if self.is_only_one => {
                self.clear();
                show_ratings(self.console, draft)
            }
            Progress::Read(_) => Ok(()),
            Progress::Reading { number, source, total } => {
                if let Source::Address(_) = source {
                    self.reading.show(self.console, number, total, "fetching: page");
                } else if !self.is_only_one {
                    self.reading.show(self.console, number, total, "importing: file");
                }
                Ok(())
            }
            Progress::Recording { .. } => {
                self.clear();
                Ok(())
            }
            Progress::Skipped(error) => {
                self.clear();
                let lines = Failure::from(error).to_lines(self.console.err_screen);
                self.console.report_error(&lines)
            }
        };
    }

    /// The extractor's output is foreign, and there may be a lot of it.
    fn show_extractor(&mut self, event: ExtractorEvent) -> io::Result<()> {
        const MOST_REFUSED: u64 = 20;
        self.clear();
        match event {
            ExtractorEvent::Refused { line, why } => {
                self.refused += 1;
                if self.refused > MOST_REFUSED {
                    return Ok(());
                }
                let why = Visible::line(&why);
                self.console
                    .report_error(&format!("rejected: line {line} of the extractor: {why}\n"))
            }
            ExtractorEvent::Stderr(Stderr::Line(line)) => {
                self.console.say(format_args!("extractor: {}", Visible::line(&line)))
            }
            ExtractorEvent::Stderr(Stderr::Enough) => {
                self.console.say("extractor: … further output is not shown")
            }
        }
    }

    /// Let an external extractor end, and report how.
    pub(super) fn finish(mut self, intake: Intake<'_>) -> io::Result<()> {
        let ended = intake.finish(&mut |progress| self.show(progress));
        if let Some(how) = ended {
            self.console.say(format_args!("the extractor failed after it had answered: {how}"))?;
        }
        if self.refused > 0 {
            let lines = words::count(self.refused, "line", "lines");
            self.console.say(format_args!("{lines} of the extractor rejected"))?;
        }
        Ok(())
    }

    /// Remove the progress lines.
    pub(super) fn clear(&mut self) {
        self.reading.clear(self.console);
        self.proposing.clear(self.console);
    }
}

/// Report that a page is a fact-check by others, and its ratings. They are not recorded:
/// they are not verdicts of this ledger.
fn show_ratings(console: &mut Console<'_>, draft: &Draft) -> io::Result<()> {
    /// Of one page.
    const MOST: usize = 5;
    for review in draft.claim_reviews.iter().take(MOST) {
        let verdict = review.verdict.as_ref().or(review.rating.as_ref());
        let (Some(claim), Some(verdict)) = (&review.claim, verdict) else {
            continue;
        };
        let by = |who: &Option<String>, how: &str| {
            who.as_ref().map_or_else(String::new, |who| format!("{how}{}", Visible::line(who)))
        };
        console.say(format_args!(
            "the page is a fact-check{}: it rates “{}”{} as {}",
            by(&review.author, " by "),
            Visible::line(claim),
            by(&review.claimant, ", said by "),
            Visible::line(verdict)
        ))?;
    }
    Ok(())
}
