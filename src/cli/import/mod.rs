mod answer;
mod asked;
mod desk;
mod done;
mod of_bundle;
mod others;
mod plan;
mod planned;
mod progress;
mod protocol;
mod published;

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use answer::{advise, answer};
use asked::{asked, check_origins};
use others::{Form, Others};
use progress::Reporter;
use protocol::PROTOCOL;

use super::print::OutputFormat;
use super::session::{self, Clock, Session, Target, announce};
use super::value;
use crate::cli::failure::{Failure, Kind};
use crate::domain::{Granularity, Score};
use crate::intake::{Destination, Finder, Intake, IntakeError, ReadingOptions, Sources};
use crate::ledger::{Access, Imported};
use crate::text::extract::{self, Search};
use crate::text::fetch::Limits;
use crate::text::read::{Format, Reading};
use crate::view::words;

/// Read articles, find their claims, and record both
///
/// Takes plain text, Markdown and HTML, told apart by their content. A source is a file; a folder,
/// with every .txt, .md and .html file below it; a web address; or `-` for standard input. The
/// first import creates the ledger. Importing the same bytes again records nothing, unless they are
/// read in another way: see `--again`.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger import article.txt\n  \
    factledger import page.html --origin https://example.org/page\n  \
    factledger import https://example.org/page\n  \
    factledger import articles/ --min-score 500\n  \
    factledger import article.txt --encoding windows-1252\n  \
    factledger import --from claimreview feed.json --dry-run\n  \
    factledger import --from csv checks.csv --map text=Claim,verdict=Rating\n  \
    pbpaste | factledger import - --title 'Speech of 3 May'")]
pub(crate) struct Import {
    /// Files, folders, addresses (http or https), or `-` for standard input
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    others: Others,

    /// Read the source as text, markdown or html, whatever it looks like
    #[arg(long, value_name = "READER", value_parser = value::one_of::<Format>(Format::ALL.map(Format::as_str)))]
    reader: Option<Format>,

    /// Character encoding, if neither the bytes nor the page name one
    #[arg(long, value_name = "LABEL")]
    encoding: Option<String>,

    /// Refuse a source with bytes that are invalid in its encoding, even one; with `--from`, record
    /// nothing if anything in it cannot be read
    #[arg(long)]
    strict: bool,

    /// Read bytes that are known already again, as this version and the other options read them
    #[arg(long, long_help = AGAIN)]
    again: bool,

    /// Title, instead of the article's own; for a single article; at most 1,000 bytes
    #[arg(long, value_name = "TITLE", value_parser = value::name, allow_hyphen_values = true)]
    title: Option<String>,

    /// Source: URL or name; for a single article; at most 1,000 bytes
    #[arg(long, value_name = "ORIGIN", value_parser = value::name, allow_hyphen_values = true)]
    origin: Option<String>,

    #[arg(long, value_name = "N", help = min_score_help())]
    min_score: Option<Score>,

    /// Shell command that proposes the claims, instead of the built-in rules
    #[arg(long, value_name = "COMMAND", long_help = PROTOCOL)]
    extractor: Option<String>,

    /// Time limit for the extractor, per article, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 60, requires = "extractor", value_parser = clap::value_parser!(u64).range(1..=86_400))]
    extractor_timeout: u64,

    /// Make each sentence a claim, or each statement in it that can be checked by itself [default:
    /// sentence]
    #[arg(long, value_name = "GRANULARITY", conflicts_with = "extractor", value_parser = value::one_of::<Granularity>(Granularity::ALL.map(Granularity::as_str)))]
    granularity: Option<Granularity>,

    /// Largest file or page to read, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 32, value_parser = clap::value_parser!(u64).range(1..=512))]
    max_size: u64,

    /// Time limit for a page, with all its redirects, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=3600))]
    timeout: u64,

    /// Allow the host you name to be on this machine or its network; redirects to other private
    /// hosts are still refused
    #[arg(long)]
    allow_private_addresses: bool,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: OutputFormat,
}

impl Import {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        if let Some(form) = self.others.from {
            return self.run_from(form, session, at);
        }
        if let Some(form) = self.recognised() {
            session
                .console
                .say(format_args!("read as {}: claims that others published", form.as_str()))?;
            return self.run_from(Form::File(form), session, at);
        }
        let author = at.author(session)?;
        let is_new = at.is_new()?;
        // Before the first import there is nothing to compare the clock with.
        let clock = at.open(Access::Read).and_then(|mut ledger| Clock::before(&mut ledger)).ok();
        let mut reporter = Reporter::new(&mut session.console);
        let mut sources = Sources::find(&self.paths, &mut |progress| reporter.show(progress))?;
        let found = sources.found.len();
        if found > 1 && (self.title.is_some() || self.origin.is_some()) {
            return Err(Failure::new(
                Kind::Misused,
                format!("`--title` and `--origin` name one article, not {found}"),
            )
            .hint("import that one separately"));
        }
        reporter.is_only_one = sources.is_only_one();
        let by_rules = self.extractor.is_none();
        let finder = self.finder(&mut reporter)?;
        let format = self.format;
        let asked = asked(&self);
        reporter.keeps_drafts = self.origin.is_some();
        let how = self.reading();
        let destination = Destination::at(at.ledger.clone(), at.keys.clone(), at.viewer.clone());
        let mut intake = Intake::new(author, finder, destination).asking(asked);
        let taken = intake.take_in(&mut sources, &how, session.stdin, &mut |progress| {
            reporter.show(progress);
        });
        reporter.clear();
        if is_new && intake.ledger().is_some() {
            at.announce_new(reporter.console, &session.place)?;
        }
        taken?;
        session.has_recorded = intake.done().iter().any(Imported::is_recorded);
        let done = intake.done().to_vec();
        let read = std::mem::take(&mut reporter.read);
        let answered = match intake.ledger() {
            Some(ledger) => {
                if let Some(newcomer) = ledger.newcomer() {
                    announce(reporter.console, &session.place, &newcomer);
                }
                session::answer(reporter.console, ledger, |console, view| {
                    answer(format, console, view, &done)?;
                    if by_rules {
                        advise(console, &done)?;
                    }
                    check_origins(view, &done, &read)
                })
            }
            None => Ok(()),
        };
        let answered = answered.and_then(|()| Ok(reporter.finish(intake)?));
        if let Some(clock) = clock.filter(|_| session.has_recorded) {
            clock.check(session, &mut at.open(Access::Read)?)?;
        }
        if sources.skipped == 0 {
            return answered;
        }
        // This message says what was recorded and what was not.
        let has_recorded = std::mem::take(&mut session.has_recorded);
        Err(Failure::new(
            Kind::Failed,
            format!("{} not imported", words::count(sources.skipped, "source was", "sources were")),
        )
        .hint(if has_recorded {
            "the others are recorded; fix these and import them again"
        } else {
            "nothing was recorded"
        }))
    }

    /// The finder of the claims.
    fn finder(&self, reporter: &mut Reporter<'_, '_>) -> Result<Finder, IntakeError> {
        match &self.extractor {
            None => Ok(Finder::Rules(Search {
                granularity: self.granularity.unwrap_or_default(),
                min_score: self.min_score.unwrap_or_else(extract::default_min_score),
            })),
            Some(command) => Finder::external(
                command,
                Duration::from_secs(self.extractor_timeout),
                self.min_score.unwrap_or(Score::MIN),
                &mut |progress| reporter.show(progress),
            ),
        }
    }

    /// How the sources are read.
    fn reading(self) -> ReadingOptions {
        self.split().1
    }

    /// Where claims of others come from, and how the sources are read.
    fn split(self) -> (Others, ReadingOptions) {
        let how = ReadingOptions {
            limits: Limits {
                bytes: self.max_size << 20,
                private: self.allow_private_addresses,
                time: Duration::from_secs(self.timeout),
            },
            reading: Reading {
                encoding: self.encoding,
                format: self.reader,
                origin: self.origin,
                strictly: self.strict,
                title: self.title,
                ..Reading::default()
            },
        };
        (self.others, how)
    }
}

/// What it means to read something again.
const AGAIN: &str = concat!(
    "Read bytes that are known already again, as this version and the other options read them\n\n",
    "Another `--encoding`, `--reader`, `--min-score`, `--granularity` or `--extractor` than the one ",
    "that was recorded is such a reading, too. Claims whose words are in the new reading keep their ",
    "ids and their verdicts; those that somebody judged or added by hand are kept wherever their ",
    "words still are. The others are gone: they are in no list, count or verdict, and `list --gone` ",
    "and `show` still have them. Another `--title` corrects the title."
);

fn min_score_help() -> String {
    format!(
        "Record claims that score at least N of 1000; 0 takes every sentence [default: {}, or 0 \
         with an extractor]",
        extract::default_min_score()
    )
}
