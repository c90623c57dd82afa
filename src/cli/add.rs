use clap::Args;

use super::print::{OutputFormat, RowPrinter};
use super::session::{Session, Target};
use super::value;
use crate::cli::failure::{Failure, Kind};
use crate::domain::LineColumn;
use crate::ledger::Addition;

/// Add a claim by hand, from its exact words
///
/// The words must be in the article, letter by letter. If they appear more than once, the places
/// are listed; choose one with `--at`.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger add A1 'some 30 countries'\n  \
    factledger add A1 'it will take time' --at 12:71 --claimant 'Marco Rubio'")]
pub(crate) struct Add {
    /// The article: an id, an address, a part of its title, or the first digits of a hash
    #[arg(value_name = "ARTICLE")]
    article: String,

    /// The exact words
    #[arg(value_name = "QUOTE", allow_hyphen_values = true)]
    quote: String,

    /// Where the words start
    #[arg(long, value_name = "LINE:COLUMN", value_parser = line_column)]
    at: Option<LineColumn>,

    /// Who said it; at most 1,000 bytes
    #[arg(long, value_name = "NAME", value_parser = value::name, allow_hyphen_values = true)]
    claimant: Option<String>,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: OutputFormat,
}

impl Add {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let author = at.author(session)?;
        if self.quote.trim().is_empty() {
            return Err(Failure::new(Kind::Misused, "the quote is blank")
                .hint("give the exact words of the article"));
        }
        let (mut ledger, (article, claim)) = at.record(session, |ledger| {
            let article = ledger.look(|view| view.find_article(&self.article))?;
            let (at, claimant, quote) = (self.at, self.claimant, self.quote);
            let claim = ledger.add(&author, &Addition { article, at, claimant, quote })?;
            Ok((article, claim))
        })?;
        let claims = ledger.look(|view| view.claims(&[claim]))?;
        RowPrinter::print_whole(self.format, &mut session.console, &claims)?;
        Ok(session.console.say(format_args!("{claim} added to {article} by {}", author.name))?)
    }
}

fn line_column(place: &str) -> Result<LineColumn, &'static str> {
    let numbers = place.split_once(':').and_then(|(line, column)| {
        Some(LineColumn { line: line.parse().ok()?, column: column.parse().ok()? })
    });
    numbers.ok_or("a place is a line and a column, like 12:71")
}
