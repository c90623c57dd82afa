use clap::Args;

use super::print::{OutputFormat, RowPrinter};
use super::remark::{Remark, about_claims};
use super::session::{Session, Target, articles_in, find_claims};
use super::value;
use crate::cli::failure::Failure;
use crate::domain::{Actor, ArticleId, ClaimId, Note};
use crate::ledger::{Ledger, LedgerError};
use crate::view::words;

/// Claims, and one remark on all of them: the arguments of `note`, `dismiss` and `restore`.
#[derive(Args)]
pub(super) struct ClaimAct {
    /// Claims: ids, ranges of ids (C3-C9), or the first digits of a quote's hash
    ///
    /// Both ends of a range must be claims of the ledger. All claims between them are included: if
    /// one of them is refused, a dismissed one for example, nothing is recorded.
    #[arg(value_name = "CLAIM", required = true, num_args = 1.., value_parser = value::claims)]
    claims: Vec<String>,

    #[command(flatten)]
    pub(super) remark: Remark,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(super) format: OutputFormat,
}

impl ClaimAct {
    /// The articles that are named, if only articles are.
    pub(super) fn articles(&self) -> Option<Vec<ArticleId>> {
        let articles = articles_in(&self.claims);
        (articles.len() == self.claims.len()).then_some(articles)
    }

    /// Do it, print the claims as they are afterwards, and report it in the word `done`. `verb` says
    /// what is about to be done.
    pub(super) fn run(
        self,
        session: &mut Session<'_>,
        at: &Target,
        act: impl FnOnce(&mut Ledger, &Actor, &[ClaimId], &Note) -> Result<(), LedgerError>,
        (verb, done): (&str, &str),
    ) -> Result<(), Failure> {
        let author = at.author(session)?;
        let remark = self.remark.required(session, || about_claims(at, verb, &self.claims))?;
        let recorded = at.record(session, |ledger| {
            let claims = ledger.look(|view| find_claims(view, &self.claims))?;
            act(ledger, &author, &claims, &remark.note).map(|()| claims)
        });
        let (mut ledger, claims) = recorded.map_err(|error| remark.kept(Failure::from(error)))?;
        let after = ledger.look(|view| view.claims(&claims))?;
        RowPrinter::print_whole(self.format, &mut session.console, &after)?;
        let claims = words::claims(claims.len() as u64);
        Ok(session.console.say(format_args!("{claims} {done} by {}", author.name))?)
    }
}
