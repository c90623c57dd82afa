use clap::{Args, ValueEnum};

use super::claim_filter::ClaimFilter;
use super::print::{MIXED, OutputFormat, RowPrinter};
use super::session::{Session, Target};
use crate::cli::failure::Failure;
use crate::domain::{ClaimQuery, Cursor, Order};
use crate::ledger::Access;
use crate::view::words;

/// List claims, pending ones first
///
/// A table shows 50 claims by default; the other formats give all. Read a long list page by page:
/// the last line of a page gives the `--after` of the next one.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger list\n  \
    factledger list --status unverified --sort score --limit 10\n  \
    factledger list --article A3 --claimant macron\n  \
    factledger list --search 'ferry fares' --since 7d\n  \
    factledger list --by ben --status disputed\n  \
    factledger list --waiting-for me --tag health\n  \
    factledger list --mine --due\n  \
    factledger list --conflict --format json")]
pub(crate) struct List {
    #[command(flatten)]
    filter: ClaimFilter,

    /// Dismissed claims instead of the others
    #[arg(long, conflicts_with_all = ["stale", "waiting_for"])]
    dismissed: bool,

    /// Claims that are gone instead of the others: their article was read again, and is now read
    /// without them
    #[arg(long, conflicts_with_all = ["dismissed", "stale", "waiting_for"])]
    gone: bool,

    /// Order
    #[arg(long, value_name = "ORDER", default_value = "pending")]
    sort: Sort,

    /// Maximum number; 0 for all [default: 50 in a table, else all]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,

    /// Continue after this marker (printed under the previous page)
    #[arg(long, value_name = "PLACE", allow_hyphen_values = true)]
    after: Option<Cursor>,

    /// Check each claim against the log and its text, not only the index
    #[arg(long)]
    verified: bool,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: OutputFormat,
}

#[derive(Clone, Copy, ValueEnum)]
enum Sort {
    /// Unverified, then disputed, then corroborated
    Pending,
    /// Most worth checking first
    Score,
    /// In the order they were recorded
    Id,
    /// Newest first
    Newest,
}

impl List {
    /// Whether the output is for people.
    pub(super) fn is_text(&self) -> bool {
        self.format == OutputFormat::Table
    }

    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let mut ledger = at.open(Access::Read)?;
        let view = ledger.view()?;
        let asked = self.filter.query(session, at, &view)?;
        let query = ClaimQuery {
            dismissed: self.dismissed,
            gone: self.gone,
            order: match self.sort {
                Sort::Pending if asked.waiting_for.is_some() => Order::Score,
                Sort::Pending => Order::Pending,
                Sort::Score => Order::Score,
                Sort::Id => Order::Id,
                Sort::Newest => Order::Newest,
            },
            verified: self.verified,
            ..asked
        };
        let limit = self.format.limit(self.limit);
        let console = &mut session.console;
        let is_mixed = query.article.is_none() && view.has_several_articles()?;
        let mut answer = if is_mixed {
            RowPrinter::with_columns(MIXED, self.format, console)
        } else {
            RowPrinter::new(self.format, console)
        };
        let mut claims = view.list(&query, self.after, limit)?;
        for claim in &mut claims {
            answer.print(console, &claim?)?;
        }
        let printed = answer.finish(console)?;
        // All is read before anything is said: until then the answer can begin again.
        let (counts, hidden) = (view.counts(query.article)?, view.hidden(query.article)?);
        let withdrawn = if counts.withdrawn > 0 { view.withdrawn()? } else { Vec::new() };
        let of = match query.article {
            Some(article) => format!("{article} has {}", words::counts(&counts)),
            None => format!("the ledger has {}", words::counts(&counts)),
        };
        match claims.next_page() {
            Some(next) => console.say(format_args!(
                "{} shown, more follow; {of}\nnext page: --after {next}",
                words::claims(printed)
            ))?,
            None => console.say(format_args!("{} shown; {of}", words::claims(printed)))?,
        }
        if hidden > 0 {
            console.say(words::hidden_reviews(hidden))?;
        }
        let is_asked = |article| query.article.is_none_or(|asked| asked == article);
        for withdrawn in withdrawn.iter().filter(|of| is_asked(of.article)) {
            console.say(words::withdrawn(withdrawn))?;
        }
        Ok(())
    }
}
