use std::collections::BTreeSet;

use clap::Args;

use super::print::{OutputFormat, RowPrinter};
use super::remark::Remark;
use super::session::{Session, Target, articles_in, find_claims};
use super::show::print_articles;
use super::value;
use crate::cli::failure::{Failure, Kind};
use crate::domain::{ArticleId, ClaimId, EntryId};
use crate::ledger::{Ledger, LedgerError};
use crate::view::words;

/// Take back your own review or note, or an article imported by mistake
///
/// A withdrawn review is as if you had not given it: your earlier one counts again, if there is
/// one. The claims of a withdrawn article leave the lists, the counts and the reports, which only
/// say that it was withdrawn, and why; `restore` brings it back. Nothing is erased: the history
/// keeps what was said and done, and that it was taken back.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger withdraw C12 -m 'I read the wrong year'  (your last review of C12)\n  \
    factledger withdraw E57 -m 'meant for C13'  (the review or note that E57 recorded)\n  \
    factledger withdraw A2 -m 'private notes, imported by mistake'")]
pub(crate) struct Withdraw {
    /// Claims (ids, or ranges of ids), entries with a review or a note of yours (E57), or articles
    #[arg(value_name = "ID", required = true, num_args = 1.., value_parser = value::claims)]
    what: Vec<String>,

    #[command(flatten)]
    remark: Remark,

    /// Withdraw an article even if other reviewers have judged claims of it
    #[arg(long)]
    over: bool,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: OutputFormat,
}

impl Withdraw {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let author = at.author(session)?;
        let about = || Ok(vec![format!("withdraw {}: your reason", self.what.join(", "))]);
        let remark = self.remark.required(session, about)?;
        let articles = articles_in(&self.what);
        if !articles.is_empty() {
            if articles.len() < self.what.len() {
                return Err(Failure::new(
                    Kind::Misused,
                    "articles are withdrawn by themselves, apart from reviews and notes",
                )
                .hint("run it once for each kind"));
            }
            let over = self.over;
            return on_articles(session, at, self.format, &articles, "withdrawn", |ledger| {
                ledger.withdraw_articles(&author, &articles, &remark.note, over)
            });
        }
        if self.over {
            return Err(Failure::new(Kind::Misused, "`--over` is for articles")
                .hint("you can take back only your own reviews and notes"));
        }
        let entries: Vec<EntryId> = self.what.iter().filter_map(|name| entry(name)).collect();
        let names: Vec<String> =
            self.what.iter().filter(|name| entry(name).is_none()).cloned().collect();
        let recorded = at.record(session, |ledger| {
            let claims = ledger.look(|view| find_claims(view, &names))?;
            ledger.take_back(&author, &claims, &entries, &remark.note)
        });
        let (mut ledger, claims) = recorded.map_err(|error| remark.kept(Failure::from(error)))?;
        let claims: Vec<ClaimId> = BTreeSet::from_iter(claims).into_iter().collect();
        let after = ledger.look(|view| view.claims(&claims))?;
        RowPrinter::print_whole(self.format, &mut session.console, &after)?;
        let of = words::claims(claims.len() as u64);
        Ok(session.console.say(format_args!("withdrawn on {of} by {}", author.name))?)
    }
}

/// Do something to these articles, print them as they are afterwards, and report it in the word
/// `done`.
pub(super) fn on_articles(
    session: &mut Session<'_>,
    at: &Target,
    form: OutputFormat,
    articles: &[ArticleId],
    done: &str,
    act: impl FnOnce(&mut Ledger) -> Result<(), LedgerError>,
) -> Result<(), Failure> {
    let by = at.author(session)?.name;
    let (mut ledger, ()) = at.record(session, |ledger| {
        ledger.look(|view| articles.iter().try_for_each(|id| view.article(*id).map(drop)))?;
        act(ledger)
    })?;
    let printed: Vec<_> = ledger.look(|view| {
        articles.iter().map(|id| view.article_summary(*id)).collect::<Result<_, _>>()
    })?;
    let claims = printed.iter().map(|summary| summary.counts.all()).sum();
    if form != OutputFormat::Table {
        print_articles(form, &mut session.console, &printed)?;
    }
    let ids: Vec<String> = articles.iter().map(ToString::to_string).collect();
    let (ids, claims) = (ids.join(", "), words::claims(claims));
    Ok(session.console.say(format_args!("{ids} {done} by {by}, with {claims}"))?)
}

/// `E57`, spelled so that it cannot be the first digits of a hash.
fn entry(name: &str) -> Option<EntryId> {
    name.parse().ok().filter(|_| name.starts_with(['E', 'e']))
}
