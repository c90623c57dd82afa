use clap::Args;

use super::claim_act::ClaimAct;
use super::session::{Session, Target};
use crate::cli::failure::{Failure, Kind};
use crate::domain::{Actor, ClaimId, Note};
use crate::ledger::Ledger;

/// Dismiss claims as not checkable, with a reason
///
/// They leave the lists and the counts, and appear in the report with your reason. A claim that
/// another reviewer has judged is dismissed only with `--over`, and the report says so.
#[derive(Args)]
#[command(after_help = "Example:\n  factledger dismiss C7 C8 -m 'a wish, nothing to check'")]
pub(crate) struct Dismiss {
    #[command(flatten)]
    on: ClaimAct,

    /// Dismiss a claim even if other reviewers have judged it
    #[arg(long)]
    over: bool,
}

impl Dismiss {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        if let Some(articles) = self.on.articles()
            && let Some(article) = articles.first()
        {
            let what = format!("`{article}` is an article, and `dismiss` is for claims");
            return Err(Failure::new(Kind::Misused, what).hint(format!(
                "to take out an article with all its claims: factledger withdraw {article} -m REASON"
            )));
        }
        let over = self.over;
        let dismiss = |ledger: &mut Ledger, author: &Actor, claims: &[ClaimId], reason: &Note| {
            ledger.dismiss(author, claims, reason, over)
        };
        self.on.run(session, at, dismiss, ("dismiss", "dismissed"))
    }
}
