use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::output::into_file;
use super::session::{At, Session};
use super::value;
use crate::domain::{ArticleId, Timestamp};
use crate::export::{self, Format, NotAFormat, WriteError};
use crate::failure::{Failure, Kind};
use crate::ledger::{Access, Ledger};

/// Write the audit report
///
/// It tells which claims were checked, by whom, on what ground, and with which result, and what is
/// still unverified. The same ledger and the same `--at` give the same bytes.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger export --format html -o report.html\n  \
    factledger export --article A3 > report.md\n  \
    factledger export --format json --at 2026-11-23T08:00:00Z")]
pub(crate) struct Export {
    /// How to print it [default: by the file's name, else md]
    #[arg(long, value_name = "FORMAT", value_parser = value::one_of::<Format>(Format::ALL.map(Format::as_str)))]
    format: Option<Format>,

    /// Where to; the file appears when it is whole [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Write over the file if there is one
    #[arg(long, requires = "output")]
    force: bool,

    /// Only this article: an id, or the first digits of a hash
    #[arg(long, value_name = "ARTICLE")]
    article: Option<String>,

    /// When the report says that it was made [default: now]
    #[arg(long, value_name = "TIME")]
    at: Option<Timestamp>,
}

impl Export {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &At) -> Result<(), Failure> {
        let ledger = at.open(Access::Read)?;
        let article = self.article.as_deref().map(|name| ledger.find_article(name)).transpose();
        let article = article.map_err(|error| at.failure(error))?;
        let made_at = self.at.unwrap_or(session.now);
        let output = self.output.as_ref().filter(|file| file.as_os_str() != "-");
        let format = match (self.format, output) {
            (Some(format), _) => format,
            (None, Some(file)) => format_of(file)?,
            (None, None) => Format::Markdown,
        };
        let write = |out: &mut dyn Write| write(&ledger, made_at, article, format, out);
        match output {
            Some(file) => {
                at.spare(file)?;
                into_file(file, self.force, write)?;
                session.console.say(format_args!("report written to {}", file.display()))?;
            }
            None => write(session.console.out)?,
        }
        Ok(())
    }
}

fn write(
    ledger: &Ledger,
    made_at: Timestamp,
    article: Option<ArticleId>,
    format: Format,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    ledger.report(made_at, article, |report, sections| {
        export::write(format, report, sections, out).map_err(|error| match error {
            WriteError::Output(error) => Failure::from(error),
            WriteError::Sections(error) => Failure::from(error),
        })
    })
}

/// The format that a file's name asks for.
fn format_of(file: &Path) -> Result<Format, Failure> {
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ending.to_lowercase().parse().map_err(|_: NotAFormat| {
        Failure::new(
            Kind::Misused,
            format!("`{}` does not tell which format you want", file.display()),
        )
        .hint("say it with `--format`, or name the file .md, .html, .json or .csv")
    })
}
