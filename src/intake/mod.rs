//! How an article gets into a ledger: source -> draft -> candidates -> recorded.
//!
//! The caller passes the sources of articles, or drafts that are already read, and gets progress as
//! values ([`Progress`]). One article that cannot be read does not stop the others. Articles are
//! recorded in batches, each completely or not at all.
//!
//! Deliberately absent: what a person sees, and advice on what to do about failures.

mod ahead;
mod bundle;
mod destination;
mod error;
mod evidence;
mod finder;
mod known;
mod placing;
mod published;
mod source;

use std::io::Read;
use std::path::Path;
use std::thread;

pub use bundle::{OfBundle, PublishedArticle};
pub use destination::Destination;
pub use error::{IntakeError, SourceError};
pub use evidence::EvidencePlace;
pub use finder::Finder;
pub use placing::{Placing, Where};
pub use published::sayings;
pub use source::{Loaded, Source, Sources};

use ahead::{Ahead, Room, Taken};
use known::other_facts;

use crate::domain::{Actor, ArticleId, Draft, Extraction, Oddity};
use crate::ledger::{Asked, Imported, KnownArticle, Ledger};
use crate::text::external::ExtractorEvent;
use crate::text::fetch::{Fetcher, Limits};
use crate::text::read::Reading;

/// The progress of the work.
#[derive(Debug)]
pub enum Progress<'a> {
    /// An article was recorded, and a person should know this about how it was read.
    Odd { article: ArticleId, oddity: &'a Oddity },
    /// A report from the external extractor.
    Extractor(ExtractorEvent),
    /// Files in a folder were skipped because their names are not those of articles.
    PassedOver { files: usize, folder: &'a Path },
    /// The external extractor gets this article, one of `total` recorded together.
    Proposing { number: usize, total: usize },
    /// A source was read.
    Read(&'a Draft),
    /// A source is about to be read, or fetched.
    Reading { number: usize, source: &'a Source, total: usize },
    /// These articles are about to be recorded.
    Recording { articles: usize },
    /// A source failed. The work continues.
    Skipped(SourceError),
}

/// How sources are read.
#[derive(Clone, Debug)]
pub struct ReadingOptions {
    /// The limits for pages and files.
    pub limits: Limits,
    pub reading: Reading,
}

/// Articles on their way into a ledger.
pub struct Intake<'a> {
    asked: Asked,
    author: Actor,
    batch: Vec<Taken>,
    bytes: usize,
    destination: Destination<'a>,
    done: Vec<Imported>,
    finder: Finder,
}

impl<'a> Intake<'a> {
    /// The batch size: large enough that commits are cheap, and small enough that other writers do
    /// not wait long.
    const MOST_ARTICLES: usize = 500;
    const MOST_BYTES: usize = 4 << 20;

    pub fn new(author: Actor, finder: Finder, destination: Destination<'a>) -> Self {
        let (batch, done) = (Vec::new(), Vec::new());
        let asked = Asked::default();
        Self { asked, author, batch, bytes: 0, destination, done, finder }
    }

    /// The same; bytes that are known are read again if that is asked for.
    #[must_use]
    pub fn asking(self, asked: Asked) -> Self {
        Self { asked, ..self }
    }

    /// Read all sources and record them. A source that cannot be read is reported and counted; if
    /// it is the only source, it is the error.
    ///
    /// [`Source::Stdin`] reads `stdin`.
    pub fn take_in(
        &mut self,
        sources: &mut Sources,
        how: &ReadingOptions,
        stdin: &mut dyn Read,
        tell: &mut dyn FnMut(Progress<'_>),
    ) -> Result<(), IntakeError> {
        let is_only = sources.is_only_one();
        let fetcher = Fetcher::new(how.limits);
        let total = sources.found.len();
        let mut skipped = 0;
        let (room, search) = (Room::default(), self.finder.search());
        thread::scope(|scope| {
            let ahead = Ahead::start(scope, &sources.found, how, search, &room);
            for (index, source) in sources.found.iter().enumerate() {
                tell(Progress::Reading { number: index + 1, source, total });
                let next = ahead.as_ref().and_then(Ahead::next);
                let read = |draft| (draft, None);
                match next.unwrap_or_else(|| source.read(how, &fetcher, stdin).map(read)) {
                    Ok(taken) => {
                        tell(Progress::Read(&taken.0));
                        self.add(taken, tell)?;
                    }
                    Err(error) if is_only => return Err(error.into()),
                    Err(error) => {
                        tell(Progress::Skipped(error));
                        skipped += 1;
                    }
                }
            }
            Ok::<_, IntakeError>(())
        })?;
        sources.skipped += skipped;
        self.record(tell)
    }

    /// Take in an article that is already read. It is recorded when a batch is full, or with
    /// [`Intake::record`].
    pub fn push(
        &mut self,
        draft: Draft,
        tell: &mut dyn FnMut(Progress<'_>),
    ) -> Result<(), IntakeError> {
        self.add((draft, None), tell)
    }

    fn add(&mut self, taken: Taken, tell: &mut dyn FnMut(Progress<'_>)) -> Result<(), IntakeError> {
        self.bytes += taken.0.raw.len();
        self.batch.push(taken);
        if self.bytes >= Self::MOST_BYTES || self.batch.len() >= Self::MOST_ARTICLES {
            self.record(tell)?;
        }
        Ok(())
    }

    /// Find the claims of the articles not recorded yet, and record both.
    pub fn record(&mut self, tell: &mut dyn FnMut(Progress<'_>)) -> Result<(), IntakeError> {
        if self.batch.is_empty() {
            return Ok(());
        }
        self.bytes = 0;
        let batch = std::mem::take(&mut self.batch);
        tell(Progress::Recording { articles: batch.len() });
        let recorded = self.record_batch(batch, tell);
        self.done.extend(recorded.map_err(|error| match self.done.len() {
            0 => error,
            recorded => IntakeError::Partly { recorded, source: Box::new(error) },
        })?);
        Ok(())
    }

    fn record_batch(
        &mut self,
        batch: Vec<Taken>,
        tell: &mut dyn FnMut(Progress<'_>),
    ) -> Result<Vec<Imported>, IntakeError> {
        let articles = self.find(batch, tell)?;
        let imported = self.destination.created()?.import_as(&self.author, &articles, &self.asked);
        self.author = self.author.for_next_act();
        let imported = imported?;
        for (imported, (draft, _)) in imported.iter().zip(&articles) {
            let article = imported.article();
            for oddity in draft.oddities.iter().filter(|_| imported.is_recorded()) {
                tell(Progress::Odd { article, oddity });
            }
        }
        Ok(imported)
    }

    /// The articles with their claims.
    fn find(
        &mut self,
        batch: Vec<Taken>,
        tell: &mut dyn FnMut(Progress<'_>),
    ) -> Result<Vec<(Draft, Extraction)>, IntakeError> {
        let mut known = Vec::with_capacity(batch.len());
        if let Some(ledger) = self.destination.existing()? {
            for (draft, _) in &batch {
                known.push(if self.finder.is_external() || self.asked.is_any() {
                    ledger.known(draft)?
                } else {
                    None
                });
            }
        }
        known.resize_with(batch.len(), || None);
        for (known, (draft, _)) in known.iter().zip(&batch) {
            if let Some(KnownArticle { article, .. }) = known {
                self.asked.facts.insert(article.id, other_facts(article, draft));
            }
        }
        self.finder.find(batch.into_iter().zip(known).collect(), &self.asked, tell)
    }

    /// The results for the articles so far, in their order.
    pub fn done(&self) -> &[Imported] {
        &self.done
    }

    /// The ledger, if it was needed.
    pub fn ledger(&mut self) -> Option<&mut Ledger> {
        self.destination.ledger()
    }

    /// Wait for an external extractor to end, which may still report something. Returns the reason
    /// if it failed.
    pub fn finish(self, tell: &mut dyn FnMut(Progress<'_>)) -> Option<String> {
        self.finder.finish(tell)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io;
    use std::path::PathBuf;
    use std::time::Duration;

    use super::*;
    use crate::domain::{Event, Granularity, HistoryQuery, Score, Viewer};
    use crate::keys::{KeyFolder, Randomness};
    use crate::ledger::Access;
    use crate::text::extract::Search;
    use crate::text::read;
    use crate::view::HistoryLine;

    const TOLL: &str = "The works had cost 18.6 million crowns, Mayor Maud Ferring said.\n";

    /// A folder with articles, and where the ledger and its keys go.
    struct Desk(tempfile::TempDir);

    impl Desk {
        fn new() -> Self {
            let desk = Self(tempfile::tempdir().unwrap());
            fs::create_dir(desk.path("in")).unwrap();
            desk
        }

        fn path(&self, name: &str) -> PathBuf {
            self.0.path().join(name)
        }

        fn keys(&self) -> KeyFolder {
            KeyFolder::new(self.path("keys"), Randomness::Secret(|| Ok([7; 32])))
        }

        fn sources(&self, names: &[&str], heard: &mut Vec<String>) -> Result<Sources, SourceError> {
            let names: Vec<PathBuf> = names.iter().map(|name| self.path(name)).collect();
            Sources::find(&names, &mut |progress| heard.push(said(&progress)))
        }

        /// Take in the sources, and return the progress reported meanwhile.
        fn take_in(&self, names: &[&str]) -> (Result<Vec<Imported>, IntakeError>, Vec<String>) {
            let mut heard = Vec::new();
            let ledger = self.path("ledger.db");
            let taken = self.sources(names, &mut heard).map_err(IntakeError::from).and_then(
                |mut sources| {
                    let mut intake = intake(Destination::at(
                        ledger.as_path().into(),
                        self.keys(),
                        Viewer::Unknown,
                    ));
                    intake.take_in(
                        &mut sources,
                        &options(),
                        &mut io::empty(),
                        &mut |progress| {
                            heard.push(said(&progress));
                        },
                    )?;
                    let done = intake.done().to_vec();
                    assert_eq!(intake.finish(&mut |_| {}), None);
                    Ok(done)
                },
            );
            (taken, heard)
        }
    }

    fn intake(destination: Destination<'_>) -> Intake<'_> {
        let author = Actor {
            at: "2026-11-24T09:00:00Z".parse().unwrap(),
            name: "ana".parse().unwrap(),
            seed: [1; 32],
        };
        let search = Search { granularity: Granularity::default(), min_score: Score::MIN };
        Intake::new(author, Finder::Rules(search), destination)
    }

    fn options() -> ReadingOptions {
        let limits = Limits { bytes: 1 << 20, private: false, time: Duration::from_secs(1) };
        ReadingOptions { limits, reading: Reading::default() }
    }

    fn said(progress: &Progress<'_>) -> String {
        match progress {
            Progress::Extractor(_) => "extractor".to_owned(),
            Progress::Odd { article, .. } => format!("odd: {article}"),
            Progress::PassedOver { files, .. } => format!("passed over {files}"),
            Progress::Proposing { number, total } => format!("proposing {number} of {total}"),
            Progress::Read(draft) => format!("read {}", draft.origin),
            Progress::Reading { number, total, .. } => format!("reading {number} of {total}"),
            Progress::Recording { articles } => format!("recording {articles}"),
            Progress::Skipped(error) => {
                let why = std::error::Error::source(error).map(ToString::to_string);
                format!("skipped: {}", why.unwrap_or_default())
            }
        }
    }

    #[test]
    fn an_article_that_cannot_be_read_does_not_stop_the_others() {
        let desk = Desk::new();
        fs::write(desk.path("in/a.txt"), TOLL).unwrap();
        fs::write(desk.path("in/b.txt"), [0, 1, 2, 0, 255, 0, 0]).unwrap();
        fs::write(desk.path("in/c.md"), format!("# Tolls\n\n{TOLL}")).unwrap();
        fs::write(desk.path("in/d.png"), "x").unwrap();
        let (done, heard) = desk.take_in(&["in", "absent"]);
        let done = done.unwrap();
        assert_eq!(done.len(), 2);
        assert!(done.iter().all(Imported::is_recorded));
        let heard: Vec<&str> = heard.iter().map(String::as_str).collect();
        let [passed_over, absent, rest @ ..] = &heard[..] else { panic!("{heard:?}") };
        assert_eq!(*passed_over, "passed over 1");
        assert!(absent.starts_with("skipped: "), "{absent}");
        let skipped = rest.iter().find(|heard| heard.starts_with("skipped: ")).unwrap();
        assert_eq!(
            rest,
            [
                "reading 1 of 3",
                "read a.txt",
                "reading 2 of 3",
                skipped,
                "reading 3 of 3",
                "read c.md",
                "recording 2",
            ]
        );
    }

    #[test]
    fn files_that_are_read_ahead_are_recorded_as_those_that_are_read_one_by_one() {
        let desk = Desk::new();
        let bytes = |number| format!("The toll rose by {number} percent, Maud Ferring said.\n");
        // More than a batch.
        let names: Vec<_> = (0..Intake::MOST_ARTICLES + 5).map(|n| format!("{n:03}.txt")).collect();
        for (number, name) in names.iter().enumerate() {
            fs::write(desk.path(&format!("in/{name}")), bytes(number)).unwrap();
        }
        let (done, _) = desk.take_in(&["in"]);
        let one_by_one = desk.path("other.db");
        let mut intake =
            intake(Destination::at(one_by_one.as_path().into(), desk.keys(), Viewer::Unknown));
        for (number, name) in names.iter().enumerate() {
            let draft = read::read(bytes(number).into(), name, &Reading::default()).unwrap();
            intake.push(draft, &mut |_| {}).unwrap();
        }
        intake.record(&mut |_| {}).unwrap();
        assert_eq!(done.unwrap(), intake.done());
        let recorded = |name: &str| -> Vec<Event> {
            let mut ledger = Ledger::open(&desk.path(name), Access::Read, desk.keys()).unwrap();
            let view = ledger.view().unwrap();
            let lines = view.history(&HistoryQuery::default(), None, None).map(Result::unwrap);
            let events = lines.filter_map(|line| match line {
                HistoryLine::Shown(shown) => Some(shown.entry.event),
                HistoryLine::Hidden { .. } => None,
            });
            let is_of_article = |event: &Event| {
                matches!(event, Event::ArticleImported(_) | Event::ClaimsExtracted(_))
            };
            events.filter(is_of_article).collect()
        };
        let ahead = recorded("ledger.db");
        assert_eq!(ahead.len(), 2 * names.len());
        assert_eq!(ahead, recorded("other.db"));
    }

    #[test]
    fn a_known_article_is_recorded_once() {
        let desk = Desk::new();
        fs::write(desk.path("in/a.txt"), TOLL).unwrap();
        let (first, _) = desk.take_in(&["in/a.txt"]);
        let (second, _) = desk.take_in(&["in/a.txt"]);
        let article = first.unwrap()[0].article();
        assert_eq!(second.unwrap(), [Imported::Known { article }]);
    }

    #[test]
    fn if_the_only_source_fails_there_is_an_error_and_no_ledger() {
        let desk = Desk::new();
        fs::write(desk.path("in/b.txt"), "").unwrap();
        let (empty, heard) = desk.take_in(&["in/b.txt"]);
        assert!(matches!(empty, Err(IntakeError::Source(SourceError::Read { .. }))));
        assert_eq!(heard, ["reading 1 of 1"]);
        let (absent, heard) = desk.take_in(&["absent"]);
        assert!(matches!(absent, Err(IntakeError::Source(SourceError::Find(_)))));
        assert_eq!(heard, Vec::<String>::new());
        assert!(!desk.path("ledger.db").exists() && !desk.path("keys").exists());
    }

    #[test]
    fn an_open_ledger_takes_in_drafts_already_read() {
        let desk = Desk::new();
        let path = desk.path("ledger.db");
        let mut ledger = Ledger::open(&path, Access::WriteOrCreate, desk.keys()).unwrap();
        let draft = read::read(TOLL.into(), "upload.txt", &Reading::default()).unwrap();
        let mut intake = intake(Destination::ledger_at(&mut ledger));
        intake.push(draft, &mut |_| {}).unwrap();
        assert_eq!(intake.done(), []);
        intake.record(&mut |_| {}).unwrap();
        assert!(intake.done()[0].is_recorded());
        let article = intake.done()[0].article();
        assert_eq!(ledger.view().unwrap().article(article).unwrap().origin, "upload.txt");
    }

    #[test]
    fn an_error_says_how_much_was_recorded_before_it() {
        let error = IntakeError::Ledger(crate::ledger::LedgerError::Empty);
        let error = IntakeError::Partly { recorded: 500, source: Box::new(error) };
        assert_eq!(error.to_string(), "only the first 500 articles were recorded");
    }
}
