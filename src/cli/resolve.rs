use clap::Args;

use super::asked::{Asked, asked};
use super::print::{OutputFormat, RowPrinter};
use super::rating::on_scale;
use super::remark::{Remark, about_claims};
use super::session::{Session, Target, find_claims};
use super::value;
use crate::cli::failure::Failure;
use crate::domain::RatingName;
use crate::view::words;

/// End a conflict between reviewers with a verdict and a reason
///
/// By the default policy, an editor who has not reviewed the claim does it. The reviews stay in the
/// history, and those who were overruled are named. A later review that disagrees makes a new
/// conflict. `factledger list --conflict` lists what waits for a resolution.
#[derive(Args)]
#[command(after_help = "Example:\n  \
    factledger resolve C12 disputed -m 'the audited accounts are what counts'")]
pub(crate) struct Resolve {
    /// Claims: ids, ranges of ids (C3-C9), or the first digits of a quote's hash; then the verdict
    #[arg(value_name = "CLAIM", required = true, num_args = 1.., value_parser = value::claims)]
    claims: Vec<String>,

    /// corroborated, disputed, or unverified if nobody can tell
    #[arg(value_name = "STATUS", required = true, value_parser = asked())]
    status: Asked,

    /// The rating of the house that goes with it; without a STATUS, the verdict is the one that the
    /// rating stands for
    #[arg(long, value_name = "RATING")]
    rating: Option<RatingName>,

    #[command(flatten)]
    remark: Remark,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: OutputFormat,
}

impl Resolve {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let author = at.author(session)?;
        let rating = self.rating.as_ref().map(|name| on_scale(at, name)).transpose()?;
        let status = self.status.meant(rating.as_ref())?;
        let rating = rating.map(|rating| rating.label);
        let about = || about_claims(at, &format!("resolve as {status}"), &self.claims);
        let remark = self.remark.required(session, about)?;
        let recorded = at.record(session, |ledger| {
            let claims = ledger.look(|view| find_claims(view, &self.claims))?;
            ledger.resolve(&author, &claims, status, rating.as_ref(), &remark.note).map(|()| claims)
        });
        let (mut ledger, claims) = recorded.map_err(|error| remark.kept(Failure::from(error)))?;
        let after = ledger.look(|view| view.claims(&claims))?;
        RowPrinter::print_whole(self.format, &mut session.console, &after)?;
        let claims = words::claims(claims.len() as u64);
        Ok(session.console.say(format_args!("{claims} resolved as {status} by {}", author.name))?)
    }
}
