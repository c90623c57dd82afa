use clap::Args;

use super::claim_act::ClaimAct;
use super::session::{Session, Target};
use super::withdraw::on_articles;
use crate::cli::failure::Failure;
use crate::ledger::Ledger;

/// Restore a dismissed claim or a withdrawn article, with a reason
///
/// It keeps the verdicts and the history that it had.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger restore C7 -m 'the date in it can be checked'\n  \
    factledger restore A2 -m 'it was the right article'")]
pub(crate) struct Restore {
    #[command(flatten)]
    on: ClaimAct,
}

impl Restore {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let Some(articles) = self.on.articles() else {
            return self.on.run(session, at, Ledger::restore, ("restore", "restored"));
        };
        let author = at.author(session)?;
        let about = || Ok(vec!["restore: your reason".to_owned()]);
        let remark = self.on.remark.required(session, about)?;
        on_articles(session, at, self.on.format, &articles, "restored", |ledger| {
            ledger.restore_articles(&author, &articles, &remark.note)
        })
    }
}
