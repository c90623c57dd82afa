use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::print::{OutputFormat, Row, RowPrinter};
use super::proposals::{self, Proposals};
use super::session::{Session, Target};
use super::source::{Carrier, Source, tell_ratings};
use super::value;
use crate::cli::failure::{Failure, Kind};
use crate::domain::{
    Actor, Article, ArticleId, ClaimQuery, Counts, Draft, Granularity, Order, Score,
};
use crate::export::{self, ArticleJson};
use crate::ledger::{Access, Imported, Ledger};
use crate::terminal::{Column, Console, Progress, Style};
use crate::text::extract::{self, Search};
use crate::text::fetch::{Fetcher, Limits};
use crate::text::read::{Format, Reading};
use crate::view::words;

/// Read articles, find their claims, and record both
///
/// Takes plain text, Markdown and HTML, told apart by their content. A source is a file; a folder,
/// with every .txt, .md and .html file below it; a web address; or `-` for standard input. The
/// first import creates the ledger. Importing the same bytes again records nothing.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger import article.txt\n  \
    factledger import page.html --origin https://example.org/page\n  \
    factledger import https://example.org/page\n  \
    factledger import articles/ --min-score 500\n  \
    pbpaste | factledger import - --title 'Speech of 3 May'")]
pub(crate) struct Import {
    /// Files, folders, addresses (http or https), or `-` for standard input
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,

    /// Read the source as text, markdown or html, whatever it looks like
    #[arg(long, value_name = "READER", value_parser = value::one_of::<Format>(Format::ALL.map(Format::as_str)))]
    reader: Option<Format>,

    /// Character encoding, if neither the bytes nor the page name one
    #[arg(long, value_name = "LABEL")]
    encoding: Option<String>,

    /// Title, instead of the article's own; for a single article
    #[arg(long, value_name = "TITLE", value_parser = value::name, allow_hyphen_values = true)]
    title: Option<String>,

    /// Source: URL or name; for a single article
    #[arg(long, value_name = "ORIGIN", value_parser = value::name, allow_hyphen_values = true)]
    origin: Option<String>,

    #[arg(long, value_name = "N", help = min_score_help())]
    min_score: Option<Score>,

    /// Shell command that proposes the claims, instead of the built-in rules
    #[arg(long, value_name = "COMMAND", long_help = proposals::PROTOCOL)]
    extractor: Option<String>,

    /// Time limit for the extractor, per article, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 60, requires = "extractor", value_parser = clap::value_parser!(u64).range(1..=86_400))]
    extractor_timeout: u64,

    /// Make each sentence a claim, or each statement in it that can be checked by itself
    #[arg(long, value_name = "GRANULARITY", default_value_t, conflicts_with = "extractor", value_parser = value::one_of::<Granularity>(Granularity::ALL.map(Granularity::as_str)))]
    granularity: Granularity,

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
        let author = at.author(session)?;
        let mut failed = 0;
        let sources = Source::all(&self.paths, &mut session.console, &mut failed)?;
        if sources.len() > 1 && (self.title.is_some() || self.origin.is_some()) {
            return Err(Failure::new(
                Kind::Misused,
                format!("`--title` and `--origin` name one article, not {}", sources.len()),
            )
            .hint("import it alone"));
        }
        let finder = match &self.extractor {
            None => Finder::Rules(Search {
                granularity: self.granularity,
                min_score: self.min_score.unwrap_or_else(extract::default_min_score),
            }),
            Some(command) => Finder::External(Box::new(Proposals::start(
                command,
                Duration::from_secs(self.extractor_timeout),
                self.min_score.unwrap_or(Score::MIN),
                &mut session.console,
            )?)),
        };
        let mut work = Work::new(at, author, finder);
        let reading = Reading {
            encoding: self.encoding,
            format: self.reader,
            origin: self.origin,
            title: self.title,
            ..Reading::default()
        };
        let limit = self.max_size << 20;
        let fetcher = Fetcher::new(Limits {
            bytes: limit,
            private: self.allow_private_addresses,
            time: Duration::from_secs(self.timeout),
        });
        let mut carrier = Carrier { fetcher, limit, stdin: session.stdin };
        let is_only = sources.len() == 1 && failed == 0;
        let mut progress = Progress::default();
        for (index, source) in sources.iter().enumerate() {
            if let Source::Address(_) = source {
                progress.show(&mut session.console, index + 1, sources.len(), "fetching: page");
            } else if !is_only {
                progress.show(&mut session.console, index + 1, sources.len(), "importing: file");
            }
            match source.read(&reading, &mut carrier) {
                Ok(draft) => {
                    if is_only {
                        progress.clear(&mut session.console);
                        tell_ratings(&mut session.console, &draft)?;
                    }
                    work.push(draft, &mut progress, &mut session.console)?;
                }
                Err(failure) if is_only => {
                    progress.clear(&mut session.console);
                    return Err(failure);
                }
                Err(failure) => {
                    progress.clear(&mut session.console);
                    warn(&mut session.console, &failure)?;
                    failed += 1;
                }
            }
        }
        progress.clear(&mut session.console);
        work.record(&mut session.console)?;
        session.has_recorded = work.done.iter().any(Imported::is_recorded);
        let answered = match &work.ledger {
            Some(ledger) => answer(self.format, &mut session.console, ledger, &work.done),
            None => Ok(()),
        };
        let answered = answered.and_then(|()| match work.finder {
            Finder::External(proposals) => proposals.finish(&mut session.console),
            Finder::Rules(_) => Ok(()),
        });
        if failed == 0 {
            return answered;
        }
        // This tells by itself what was recorded, and what was not.
        let has_recorded = std::mem::take(&mut session.has_recorded);
        Err(Failure::new(
            Kind::Failed,
            format!("{} not imported", words::count(failed, "source was", "sources were")),
        )
        .hint(if has_recorded {
            "the others are recorded; mend these and import them again"
        } else {
            "nothing was recorded"
        }))
    }
}

fn min_score_help() -> String {
    format!(
        "Record claims that score at least N of 1000; 0 takes every sentence [default: {}, or 0 \
         with an extractor]",
        extract::default_min_score()
    )
}

/// What finds the claims.
enum Finder {
    External(Box<Proposals>),
    /// Those built in.
    Rules(Search),
}

/// Articles on their way into the ledger.
struct Work<'a> {
    at: &'a Target,
    author: Actor,
    batch: Vec<Draft>,
    bytes: usize,
    done: Vec<Imported>,
    finder: Finder,
    /// Opened, and made if need be, when there is something to record.
    ledger: Option<Ledger>,
}

impl<'a> Work<'a> {
    // So much is recorded together: enough that commits cost little, and little enough that others
    // who write do not wait long.
    const MOST_BYTES: usize = 4 << 20;
    const MOST_FILES: usize = 500;

    fn new(at: &'a Target, author: Actor, finder: Finder) -> Self {
        let (batch, done) = (Vec::new(), Vec::new());
        Self { at, author, batch, bytes: 0, done, finder, ledger: None }
    }

    fn push(
        &mut self,
        draft: Draft,
        progress: &mut Progress,
        console: &mut Console<'_>,
    ) -> Result<(), Failure> {
        self.bytes += draft.raw.len();
        self.batch.push(draft);
        if self.bytes >= Self::MOST_BYTES || self.batch.len() >= Self::MOST_FILES {
            progress.clear(console);
            self.record(console)?;
        }
        Ok(())
    }

    fn record(&mut self, console: &mut Console<'_>) -> Result<(), Failure> {
        if self.batch.is_empty() {
            return Ok(());
        }
        let recorded = self.record_batch(console);
        self.done.extend(recorded.map_err(|failure| match self.done.len() {
            0 => failure,
            done => failure.context(format!(
                "only the first {} recorded",
                words::count(done as u64, "article was", "articles were")
            )),
        })?);
        self.bytes = 0;
        Ok(())
    }

    fn record_batch(&mut self, console: &mut Console<'_>) -> Result<Vec<Imported>, Failure> {
        // Whoever fails to find claims must not leave an empty ledger behind.
        if self.ledger.is_none() && self.at.ledger.is_file() {
            self.ledger = Some(self.at.open(Access::WriteOrCreate)?);
        }
        let drafts = std::mem::take(&mut self.batch);
        let articles = match &mut self.finder {
            Finder::External(proposals) => {
                proposals.extract(drafts, self.ledger.as_ref(), console)?
            }
            Finder::Rules(search) => extract::extract_all(drafts, *search),
        };
        let ledger = match &mut self.ledger {
            Some(ledger) => ledger,
            none => none.insert(self.at.open(Access::WriteOrCreate)?),
        };
        let recorded = ledger.import(&self.author, &articles);
        self.author = self.author.for_next_act();
        Ok(recorded?)
    }
}

/// An article, as it stands after the import.
struct ImportedArticle<'a> {
    article: Article,
    counts: Counts,
    imported: &'a Imported,
}

impl Row for ImportedArticle<'_> {
    const COLUMNS: &'static [Column] = &[
        Column { heading: "ID", from_width: 0, widest: Some(8) },
        Column { heading: "CLAIMS", from_width: 0, widest: Some(7) },
        Column { heading: "READ AS", from_width: 70, widest: Some(8) },
        Column { heading: "RESULT", from_width: 0, widest: Some(20) },
        Column { heading: "ARTICLE", from_width: 0, widest: None },
    ];

    fn cells(&self) -> Vec<(String, Style)> {
        let Self { article, counts, imported } = self;
        let result = match imported {
            Imported::Known { .. } => ("known already".to_owned(), Style::Faint),
            Imported::LogEntry { earlier: Some(earlier), .. } => {
                (format!("recorded, beside {earlier}"), Style::Hint)
            }
            Imported::LogEntry { earlier: None, .. } => ("recorded".to_owned(), Style::Plain),
        };
        vec![
            (article.id.to_string(), Style::Strong),
            (words::grouped(counts.claims()), Style::Plain),
            (article.revision.reader.name.clone(), Style::Faint),
            result,
            (article.title.as_ref().unwrap_or(&article.origin).clone(), Style::Plain),
        ]
    }

    fn write_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        export::csv::write_article(out, &self.article, &self.counts)
    }

    fn write_csv_header(out: &mut dyn Write) -> io::Result<()> {
        export::csv::write_article_header(out)
    }

    fn write_json(&self, form: OutputFormat, written: u64, out: &mut dyn Write) -> io::Result<()> {
        form.write_json(out, written, &ArticleJson::of(&self.article, &self.counts))
    }
}

/// Show what was found: of one article its claims, of several the articles.
fn answer(
    form: OutputFormat,
    console: &mut Console<'_>,
    ledger: &Ledger,
    done: &[Imported],
) -> Result<(), Failure> {
    match (form, done) {
        (OutputFormat::Table, [one]) => print_claims(form, console, ledger, one.article())?,
        (form, done) => {
            let shown = form.limit(None).map_or(done, |limit| &done[..limit.min(done.len())]);
            let mut articles = RowPrinter::new(form, console);
            for imported in shown {
                let id = imported.article();
                let (article, counts) = (ledger.article(id)?, ledger.counts(Some(id))?);
                articles.print(console, &ImportedArticle { article, counts, imported })?;
            }
            articles.finish(console)?;
            if shown.len() < done.len() {
                let (shown, all) = (shown.len(), words::grouped(done.len() as u64));
                console.say(format_args!("the first {shown} of {all} articles are shown"))?;
            }
        }
    }
    match done {
        [Imported::Known { article }] => {
            let revision = ledger.article(*article)?.revision;
            Ok(console.say(format_args!(
                "nothing recorded: these bytes are {article} already, read as {}, {}",
                revision.reader.name, revision.encoding
            ))?)
        }
        done => summary(console, done),
    }
}

/// Print the claims of one article, the first of many.
fn print_claims(
    form: OutputFormat,
    console: &mut Console<'_>,
    ledger: &Ledger,
    article: ArticleId,
) -> Result<(), Failure> {
    let query = ClaimQuery { article: Some(article), order: Order::Id, ..ClaimQuery::default() };
    let mut claims = RowPrinter::new(form, console);
    let more = ledger.list(&query, None, form.limit(None), |listed| {
        Ok::<_, Failure>(claims.print(console, &listed)?)
    })?;
    let shown = claims.finish(console)?;
    if more.is_some() {
        console.say(format_args!(
            "the first {shown} are shown; all: factledger list --article {article}"
        ))?;
    }
    Ok(())
}

fn summary(console: &mut Console<'_>, done: &[Imported]) -> Result<(), Failure> {
    let mut recorded = 0;
    let mut found = 0;
    let mut known = 0;
    for imported in done {
        match imported {
            Imported::Known { .. } => known += 1,
            Imported::LogEntry { article, claims, earlier } => {
                recorded += 1;
                found += claims;
                if let Some(earlier) = earlier
                    && done.len() == 1
                {
                    console.say(format_args!(
                        "{earlier} is from the same place and says something else; \
                         {article} is recorded beside it"
                    ))?;
                }
            }
        }
    }
    if recorded == 0 {
        let articles = words::count(known, "article is", "articles are");
        return Ok(console.say(format_args!("nothing recorded: {articles} known already"))?);
    }
    let articles = match (done, recorded) {
        ([Imported::LogEntry { article, .. }], _) => format!("{article} recorded"),
        (_, recorded) => format!("{} recorded", words::count(recorded, "article", "articles")),
    };
    let known = match known {
        0 => String::new(),
        known => format!("; {} known already", words::grouped(known)),
    };
    Ok(console.say(format_args!("{articles}, with {}{known}", words::claims(found)))?)
}

pub(super) fn warn(console: &mut Console<'_>, failure: &Failure) -> Result<(), Failure> {
    Ok(console.warn(&failure.to_lines(console.err_screen))?)
}
