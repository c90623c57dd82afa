mod bundle;
pub(super) mod caveats;
mod new_house;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::Args;

use super::output::{forced, into_file};
use super::session::{Session, Target};
use super::value;
use super::when::When;
use crate::cli::failure::{Failure, Kind};
use crate::domain::{ReviewerName, Selection, Status, Tag, Timestamp, Visible};
use crate::export::exchange::{BaseUrl, Caveats, Exchange, NotAnExchange, Publication};
use crate::export::{self, Earlier, Format, House, Language, NotAFormat, PageSettings};
use crate::ledger::{Access, View};
use crate::view::{Hidden, Report, words};

/// Write the audit report
///
/// The report shows which claims were checked, by whom, on what grounds and with which result, and
/// what is still unverified. `--at` gives the report of an earlier moment: the log is replayed up to
/// the last entry before the first one that is dated later.
///
/// `csv` has a row for each claim, and `csv-reviews` one for each review, note and dismissal: who said
/// what, when, in which entry, and whether it still counts. For Excel, use `xlsx`, or add `--bom`.
///
/// `jsonl` is `json` line by line: the head, each article, each claim, with a `kind`.
///
/// `xlsx` is a workbook for Excel and its like, with sheets of claims, reviews, evidence and articles.
///
/// For other programs, `claimreview` is a feed of the verdicts as schema.org's `ClaimReview`, which
/// fact-checkers exchange, and `claimreview-html` has them for the heads of your own pages;
/// `annotations` are W3C Web Annotations of the claims; `averitec` is the form of that data set. A
/// claim without a verdict, or in conflict, is never in a feed. What is left out is counted.
///
/// `--article`, `--claim`, `--status`, `--tag`, `--by`, `--since` and `--until` select claims. Such a
/// report says that it is a selection, and of what; articles without a selected claim are not in it.
///
/// `html` and `md` are for people, in one of six languages. With `--house FOLDER` they have your
/// newsroom's name, logo, colours, order of sections, words and templates: `--new-house FOLDER` writes
/// such a folder to start from.
///
/// A bundle is the report with everything that proves it: the whole log, its proofs, the articles'
/// texts and the public keys, in a folder or a .tar. The list of its files is signed with the
/// ledger's private key, which must be on this machine. Anyone can check a bundle with
/// `factledger verify BUNDLE`, with Python, or by hand: its VERIFY.md explains how.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger export --format html -o report.html\n  \
    factledger export --article A3 --article A5 > report.md\n  \
    factledger export --status disputed --since 7d -o disputed.html\n  \
    factledger export --tag health -o health.html\n  \
    factledger export -o report.xlsx\n  \
    factledger export --format csv-reviews --bom -o reviews.csv\n  \
    factledger export --language fr -o rapport.html\n  \
    factledger export --format claimreview --base-url https://desk.example/ -o feed.json\n  \
    factledger export --format bundle -o bundle\n  \
    factledger export -o bundle.tar\n  \
    factledger export --at 2026-11-23 -o monday.html")]
pub(crate) struct Export {
    /// Output format [default: from the file name, else md]
    #[arg(long, value_name = "FORMAT", value_parser = value::one_of::<Output>(Output::NAMES))]
    format: Option<Output>,

    /// Output path (written atomically); for a bundle a folder or a .tar [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Overwrite an existing file
    #[arg(long, requires = "output")]
    force: bool,

    /// Only claims of this article: an id, an address, a part of its title, or the first digits of
    /// a hash; may be repeated
    #[arg(long = "article", value_name = "ARTICLE")]
    articles: Vec<String>,

    /// Only this claim: an id, or the first digits of its hash; may be repeated
    #[arg(long = "claim", value_name = "CLAIM")]
    claims: Vec<String>,

    /// Only claims with this verdict: unverified, disputed or corroborated; may be repeated
    #[arg(long = "status", value_name = "STATUS", value_parser = value::one_of::<Status>(Status::ALL.map(Status::as_str)))]
    statuses: Vec<Status>,

    /// Only claims with this tag; with all of them, if there are several
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<Tag>,

    /// Only claims that this reviewer judged
    #[arg(long, value_name = "NAME", visible_alias = "reviewer")]
    by: Option<ReviewerName>,

    /// Only claims that changed at this time or later: a time, a date (in UTC), `yesterday`, or how
    /// long ago: `12h`, `7d`, `2w`
    #[arg(long, value_name = "TIME")]
    since: Option<When>,

    /// Language of the words of html and md: de, en, es, fr, pt or uk [default: en]
    #[arg(long, value_name = "LANGUAGE", value_parser = value::one_of::<Language>(Language::ALL.map(Language::as_str)))]
    language: Option<Language>,

    /// Show first what changed since an earlier report of this ledger, in html or json
    #[arg(long, value_name = "FILE")]
    since_report: Option<PathBuf>,

    /// Folder with what your newsroom sets for html and md: house.toml, labels.ftl, templates
    #[arg(long, value_name = "FOLDER")]
    house: Option<PathBuf>,

    /// Write a house folder to start from, with all templates and labels, and do nothing else
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["format", "output", "house", "since_report"])]
    new_house: Option<PathBuf>,

    /// Only claims that changed last at this time or earlier; a date means its end (in UTC)
    #[arg(long, value_name = "TIME")]
    until: Option<When>,

    /// Begin CSV with a byte order mark, by which Excel knows that it is UTF-8
    #[arg(long)]
    bom: bool,

    /// Where the pages of the checks are on the web, as `publish` writes them
    #[arg(long, value_name = "URL")]
    base_url: Option<BaseUrl>,

    /// The name of the house that publishes the checks [default: the name of the log]
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,

    /// Print the JSON Schema of `json` and `jsonl`, and nothing else
    #[arg(long, conflicts_with_all = ["format", "output", "articles", "claims", "statuses", "tags",
        "by", "since", "until", "bom", "at", "language", "since_report", "house", "new_house",
        "base_url", "publisher"])]
    schema: bool,

    /// Report on the ledger as it was at this time, from what had been recorded by then
    #[arg(long, value_name = "TIME")]
    at: Option<Timestamp>,
}

impl Export {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        if let Some(folder) = &self.new_house {
            return new_house::write(session, folder);
        }
        if self.schema {
            return Ok(session.console.out.write_all(SCHEMA.as_bytes())?);
        }
        let house = house(self.house.as_deref(), self.language)?;
        let settings = PageSettings { house, since: self.earlier()? };
        let mut ledger = at.open(Access::Read)?;
        let made_at = session.now;
        if self.at.is_some_and(|at| at > made_at) {
            return Err(Failure::new(Kind::Misused, "that is in the future").hint(
                "`--at` shows an earlier state of the ledger; without it, the report shows today's",
            ));
        }
        let output = self.output.as_deref().filter(|file| file.as_os_str() != "-");
        let printed = match (self.format, output) {
            (Some(format), _) => format,
            (None, Some(file)) => format_of(file)?,
            (None, None) => Output::Form(Form::Report(Format::Markdown)),
        };
        if let Some(file) = output {
            at.ensure_not_ledger(file)?;
        }
        let format = match printed {
            Output::Bundle if self.at.is_some() => {
                return Err(Failure::new(
                    Kind::Misused,
                    "a bundle shows the latest state: nothing in it could prove what was left out",
                )
                .hint("use `--format html` or another format with `--at`"));
            }
            Output::Bundle if self.selects() => {
                return Err(Failure::new(Kind::Misused, "a bundle always covers the whole ledger")
                    .hint(
                        "`factledger prove CLAIM` proves one verdict, and `--format html` \
                     reports on a selection",
                    ));
            }
            Output::Bundle => {
                return bundle::write(session, &mut ledger, made_at, output, self.force);
            }
            Output::Form(form) => form,
        };
        let is_page = matches!(format, Form::Report(Format::Html | Format::Markdown));
        if !is_page
            && (self.house.is_some() || self.language.is_some() || self.since_report.is_some())
        {
            return Err(Failure::new(
                Kind::Misused,
                "`--house`, `--language` and `--since-report` are for html and md",
            )
            .hint("other formats have no words of ours, and can be compared by programs"));
        }
        let is_exchange = matches!(format, Form::Exchange(_));
        if !is_exchange && (self.base_url.is_some() || self.publisher.is_some()) {
            return Err(Failure::new(
                Kind::Misused,
                "`--base-url` and `--publisher` are for `--format claimreview` and its like",
            ));
        }
        let is_csv = matches!(format, Form::Report(Format::Csv | Format::CsvReviews));
        if self.bom && !is_csv {
            return Err(Failure::new(Kind::Misused, "`--bom` is for CSV")
                .hint("spreadsheets read `--format csv`; other formats need no byte order mark"));
        }
        let is_workbook = matches!(format, Form::Report(Format::Xlsx));
        if is_workbook && output.is_none() && session.console.out_screen.is_terminal {
            return Err(Failure::new(Kind::Misused, "a workbook cannot be printed to a terminal")
                .hint("name a file that ends in .xlsx: `-o FILE`"));
        }
        let as_of = match self.at {
            Some(at) => {
                let (earlier, as_of) = ledger.as_of(at)?;
                ledger = earlier;
                Some(as_of)
            }
            None => None,
        };
        let publication = Publication {
            base: self.base_url.clone(),
            publisher: self.publisher.clone(),
            scale: ledger.scale()?,
        };
        let view = ledger.view()?;
        let selection = self.selection(&view, session.now)?;
        let (mut report, source) = view.report(made_at, &selection)?;
        report.as_of.clone_from(&as_of);
        let source = match &settings.since {
            Some(earlier) => {
                is_of_this_log(earlier, &report, &view)?;
                source.since(earlier.head.size)
            }
            None => source,
        };
        let entries = view.entries()?;
        let hidden = report.hidden.as_ref().map(Hidden::entries);
        let of = report.selected.as_ref().map(|selected| {
            format!(
                "{} of {}",
                words::grouped(report.counts.claims()),
                words::claims(selected.counts.claims())
            )
        });
        let write = |out: &mut dyn Write| -> Result<Caveats, Failure> {
            if self.bom {
                write!(out, "{BYTE_ORDER_MARK}")?;
            }
            match format {
                Form::Exchange(format) => {
                    Ok(export::exchange::write(format, &report, &source, &publication, out)?)
                }
                Form::Report(format) => {
                    export::write(format, &report, &source, &settings, out)?;
                    Ok(Caveats::default())
                }
            }
        };
        let console = &mut session.console;
        let caveats = match (output, of) {
            (Some(file), of) => {
                let caveats = into_file(file, forced(self.force), |out| write(out))?;
                let of = of.map(|of| format!(", with a selection: {of}")).unwrap_or_default();
                console.say(format_args!("report written to {}{of}", file.display()))?;
                caveats
            }
            (None, of) => {
                let caveats = write(console.out)?;
                of.map_or(Ok(()), |of| console.say(format_args!("a selection: {of}")))?;
                caveats
            }
        };
        if is_exchange {
            caveats::say(console, &caveats)?;
        }
        if let Some(hidden) = hidden {
            session.console.warn(words::left_out(hidden))?;
        }
        if let Some(as_of) = as_of {
            session.console.say(format_args!(
                "it shows the state of {}: {} of {} entries",
                as_of.at,
                words::grouped(entries),
                words::grouped(as_of.entries)
            ))?;
        }
        Ok(())
    }

    /// The report to compare with.
    fn earlier(&self) -> Result<Option<Earlier>, Failure> {
        /// In bytes.
        const LARGEST: u64 = 1 << 30;
        let Some(file) = &self.since_report else { return Ok(None) };
        let unread = |error: std::io::Error| {
            Failure::of(&error).context(format!("`{}` could not be read", file.display()))
        };
        if self.selects() || self.at.is_some() {
            return Err(Failure::new(
                Kind::Misused,
                "`--since-report` compares whole reports, as they are now: not a selection, nor `--at`",
            ));
        }
        let metadata = std::fs::metadata(file).map_err(unread)?;
        if !metadata.is_file() || metadata.len() > LARGEST {
            return Err(unread(std::io::Error::other("not a file of at most 1 GiB")));
        }
        let report = std::fs::read(file).map_err(unread)?;
        let report = String::from_utf8_lossy(&report);
        let earlier = Earlier::read(&report).map_err(|error| {
            Failure::of(&error)
                .context(format!("`{}` cannot be compared with", file.display()))
                .hint("give a report.html or report.json that `factledger export` wrote")
        })?;
        Ok(Some(earlier))
    }

    /// Whether the report is about a part of the ledger only.
    fn selects(&self) -> bool {
        !self.articles.is_empty()
            || !self.statuses.is_empty()
            || !self.tags.is_empty()
            || self.by.is_some()
            || !self.claims.is_empty()
            || self.since.is_some()
            || self.until.is_some()
    }

    fn selection(&self, view: &View<'_>, now: Timestamp) -> Result<Selection, Failure> {
        let mut articles = Vec::new();
        for name in &self.articles {
            articles.push(view.find_article(name)?);
        }
        articles.sort_unstable();
        articles.dedup();
        let by = self.by.as_ref().map(|name| view.called_now(name)).transpose()?;
        let mut statuses = self.statuses.clone();
        statuses.sort_unstable();
        statuses.dedup();
        let mut tags = self.tags.clone();
        tags.sort_unstable();
        tags.dedup();
        let mut claims = Vec::new();
        for name in &self.claims {
            claims.push(view.find_claim(name)?);
        }
        claims.sort_unstable();
        claims.dedup();
        let since = self.since.map(|when| when.start(now));
        let until = self.until.map(|when| when.end(now));
        Ok(Selection { articles, by, claims, since, statuses, tags, until })
    }
}

/// What the newsroom set for its pages.
pub(super) fn house(folder: Option<&Path>, language: Option<Language>) -> Result<House, Failure> {
    let mut house = match folder {
        Some(folder) => House::open(folder)?,
        None => House::default(),
    };
    house.language = language.unwrap_or(house.language);
    Ok(house)
}

const SCHEMA: &str = include_str!("../../../docs/report.schema.json");

const BYTE_ORDER_MARK: char = '\u{feff}';

/// What is written: a report, or a bundle with everything that proves it.
#[derive(Clone, Copy)]
enum Output {
    Bundle,
    Form(Form),
}

/// The form of a report.
#[derive(Clone, Copy)]
enum Form {
    Exchange(Exchange),
    Report(Format),
}

impl Output {
    const NAMES: [&str; 12] = [
        "md",
        "html",
        "json",
        "jsonl",
        "csv",
        "csv-reviews",
        "xlsx",
        "bundle",
        "claimreview",
        "claimreview-html",
        "annotations",
        "averitec",
    ];
}

impl FromStr for Output {
    type Err = NotAFormat;

    fn from_str(name: &str) -> Result<Self, NotAFormat> {
        if name == "bundle" {
            return Ok(Self::Bundle);
        }
        let exchange = name.parse().map(Form::Exchange);
        let form = exchange.or_else(|_: NotAnExchange| name.parse().map(Form::Report));
        form.map(Self::Form)
    }
}

/// The format that a file's name asks for.
fn format_of(file: &Path) -> Result<Output, Failure> {
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let ending = ending.to_lowercase();
    let ending = if ending == "tar" { "bundle" } else { &ending };
    ending.parse().map_err(|_: NotAFormat| {
        Failure::new(Kind::Misused, format!("cannot tell the format from `{}`", file.display()))
            .hint("use `--format`, or name the file .md, .html, .json, .jsonl, .csv, .xlsx or .tar")
    })
}

/// Whether the earlier report shows a state that this ledger had.
fn is_of_this_log(earlier: &Earlier, report: &Report, view: &View<'_>) -> Result<(), Failure> {
    if report.origin.as_ref().is_none_or(|origin| origin.as_str() != earlier.origin) {
        let of = Visible::line(&earlier.origin);
        let what = format!("the earlier report is of another ledger: {of}");
        return Err(Failure::new(Kind::Failed, what));
    }
    if view.began_with(earlier.head)? {
        return Ok(());
    }
    let size = words::grouped(earlier.head.size);
    let what = format!("the earlier report shows {size} entries that are not those of this ledger");
    Err(Failure::new(Kind::Failed, what).hint(
        "one of the two is a copy that went its own way, or an older one: run `factledger verify`",
    ))
}
