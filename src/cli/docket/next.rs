use clap::Args;

use super::super::print::{OutputFormat, RowPrinter};
use super::super::session::{Session, Target};
use super::super::{setting, show};
use super::lease::Duration;
use crate::cli::failure::Failure;
use crate::domain::Tag;
use crate::ledger::{self, Access};
use crate::view::ClaimSummary;

/// Take the claim that you should judge next, and show it
///
/// First comes the one that you have taken already; then those that are assigned to you, by the day
/// they are due; then the most check-worthy claim that waits for you under the policy: you have not
/// judged it, and nobody else has it. It is yours for some hours, so that two people who ask at the
/// same time get two claims. Conflicts wait for an editor: `factledger list --conflict`.
///
/// If nothing waits for you, it says so, and prints nothing (`[]` in JSON); that is no error.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger next\n  \
    factledger next --another --tag health\n  \
    factledger next --peek --format json")]
pub(crate) struct Next {
    /// Show it without taking it
    #[arg(long)]
    peek: bool,

    /// Another one than those that you have taken already, which stay yours
    #[arg(long)]
    another: bool,

    /// For how long it is yours: `30m`, `2h`, `3d`; at most 31 days
    #[arg(long = "for", value_name = "TIME", default_value = "4h")]
    duration: Duration,

    /// Only claims of this article: an id, an address, a part of its title, or the first digits of
    /// a hash
    #[arg(long, value_name = "ARTICLE")]
    article: Option<String>,

    /// Only claims with this tag
    #[arg(long, value_name = "TAG")]
    tag: Option<Tag>,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: OutputFormat,
}

impl Next {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let author = at.author(session)?;
        let access = if self.peek { Access::Read } else { Access::Write };
        let mut ledger = at.open(access)?;
        let article = self.article.as_deref();
        let article =
            article.map(|name| ledger.look(|view| view.find_article(name))).transpose()?;
        let next = ledger::Next {
            article,
            is_another: self.another,
            tag: self.tag,
            until: self.duration.from(author.at),
        };
        let found = if self.peek {
            ledger.peek_next(&author, &next)?
        } else {
            drop(ledger);
            let (opened, found) = at.record(session, |ledger| ledger.take_next(&author, &next))?;
            ledger = opened;
            found
        };
        let Some(claim) = found else {
            RowPrinter::<ClaimSummary>::new(self.format, &session.console)
                .finish(&mut session.console)?;
            let name = &author.name;
            return Ok(session.console.say(format_args!("nothing waits for {name}"))?);
        };
        let (examined, repeats) = ledger.look(|view| {
            let examined = setting::in_its_place(view, view.claim(claim)?)?;
            let repeats = view.repeats_of(&examined.listed.claim)?;
            Ok::<_, Failure>((examined, repeats))
        })?;
        let until = examined.listed.docket.taken.as_ref().filter(|lease| lease.by == author.name);
        let told = match until {
            Some(lease) if lease.runs_at(author.at) => {
                format!("{claim} is yours until {} UTC", lease.until.to_minute())
            }
            Some(_) | None => format!("{claim} is next; nobody has taken it"),
        };
        if self.format == OutputFormat::Table {
            show::tell_claim(&mut session.console, &examined, &repeats)?;
        } else {
            RowPrinter::print_all(self.format, &mut session.console, [&examined.listed])?;
        }
        Ok(session.console.say(told)?)
    }
}
