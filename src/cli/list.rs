use clap::{Args, ValueEnum};

use super::docket::person;
use super::print::{MIXED, OutputFormat, RowPrinter};
use super::search::wanted;
use super::session::{Session, Target};
use super::value;
use super::when::When;
use crate::cli::failure::Failure;
use crate::domain::{ClaimQuery, Cursor, Day, Order, ReviewerName, Status, Tag};
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
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
pub(crate) struct List {
    /// Only claims with this verdict: unverified, disputed or corroborated. `disputed` also shows
    /// claims in conflict that anybody disputes
    #[arg(long, value_name = "STATUS", value_parser = value::one_of::<Status>(Status::ALL.map(Status::as_str)))]
    status: Option<Status>,

    /// Only claims of this article: an id, an address, a part of its title, or the first digits of
    /// a hash
    #[arg(long, value_name = "ARTICLE")]
    article: Option<String>,

    /// Only claims made by this person or body: any part of the name, in any case and on however
    /// many lines
    #[arg(long, value_name = "NAME")]
    claimant: Option<String>,

    /// Only claims that this reviewer judged
    #[arg(long, value_name = "NAME", visible_alias = "reviewer")]
    by: Option<ReviewerName>,

    /// Only claims that you have: assigned to you, or taken by you
    #[arg(long)]
    mine: bool,

    /// Only claims that are assigned to this person
    #[arg(long, value_name = "NAME")]
    assignee: Option<String>,

    /// Only claims that wait for this person, or for `me`: those that `factledger next` would give
    /// them, the most check-worthy first unless another order is asked for
    #[arg(long, value_name = "NAME", conflicts_with_all = ["status", "conflict", "dismissed", "gone"])]
    waiting_for: Option<String>,

    /// Only claims that are due on this day or before [default: today]
    #[arg(long, value_name = "DAY", num_args = 0..=1, default_missing_value = "today")]
    due: Option<When>,

    /// Only claims with this tag; with all of them, if there are several
    #[arg(long, value_name = "TAG")]
    tag: Vec<Tag>,

    /// Only claims that changed at this time or later: a time, a date (in UTC), `yesterday`, or how
    /// long ago: `12h`, `7d`, `2w`
    #[arg(long, value_name = "TIME")]
    since: Option<When>,

    /// Only claims with all of these words in them, in the name of their claimant, or in a note on
    /// them, as `search` finds them: whole words in any case, `harb*`, '"side by side"'
    #[arg(long, value_name = "WORDS")]
    search: Vec<String>,

    /// Only claims on which the reviewers disagree
    #[arg(long)]
    conflict: bool,

    /// Only claims whose reviewers agree, but lack something that the policy asks for
    #[arg(long, conflicts_with = "conflict")]
    waiting: bool,

    /// Dismissed claims instead of the others
    #[arg(long)]
    dismissed: bool,

    /// Claims that are gone instead of the others: their article was read again, and is now read
    /// without them
    #[arg(long, conflicts_with = "dismissed")]
    gone: bool,

    /// Only claims that are stale: evidence that a review rests on was withdrawn or can no longer be
    /// found, or the words of the claim are gone
    #[arg(long, conflicts_with_all = ["dismissed", "gone"])]
    stale: bool,

    /// Only claims that rest on another one that has fallen: it is disputed, in conflict, dismissed or
    /// gone, or its article is withdrawn
    #[arg(long)]
    fallen: bool,

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
        let article = self.article.as_deref().map(|name| view.find_article(name)).transpose()?;
        let now = session.now;
        self.by.as_ref().map(|name| view.ensure_reviewer(name)).transpose()?;
        let person = |name: &String| person(session, at, name);
        let assignee = self.assignee.as_ref().map(person).transpose()?;
        let waits = self.waiting_for.as_ref().map(person).transpose()?;
        for name in assignee.iter().chain(&waits) {
            view.ensure_reviewer(name)?;
        }
        let mine = if self.mine { Some(at.author(session)?.name) } else { None };
        let waiter = |name: &ReviewerName| view.waiter(name, now);
        let query = ClaimQuery {
            article,
            assignee,
            by: self.by,
            claimant: self.claimant,
            conflict: self.conflict,
            dismissed: self.dismissed,
            due: self.due.map(|due| Day::of(due.end(now))),
            fallen: self.fallen,
            gone: self.gone,
            held_by: mine.as_ref().map(waiter).transpose()?,
            order: match self.sort {
                Sort::Pending if waits.is_some() => Order::Score,
                Sort::Pending => Order::Pending,
                Sort::Score => Order::Score,
                Sort::Id => Order::Id,
                Sort::Newest => Order::Newest,
            },
            since: self.since.map(|when| when.start(now)),
            stale: self.stale,
            status: self.status,
            tags: self.tag,
            verified: self.verified,
            waiting: self.waiting,
            waiting_for: waits.as_ref().map(waiter).transpose()?,
            words: match self.search.as_slice() {
                [] => None,
                words => Some(wanted(words, true)?),
            },
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
        let counts = view.counts(query.article)?;
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
        let hidden = view.hidden(query.article)?;
        if hidden > 0 {
            console.say(words::hidden_reviews(hidden))?;
        }
        if counts.withdrawn > 0 {
            let is_asked = |article| query.article.is_none_or(|asked| asked == article);
            for withdrawn in view.withdrawn()?.iter().filter(|of| is_asked(of.article)) {
                console.say(words::withdrawn(withdrawn))?;
            }
        }
        Ok(())
    }
}
