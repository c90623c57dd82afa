use clap::Args;

use super::print::{OutputFormat, RowPrinter};
use super::remark::{Remark, about_claims};
use super::session::{Session, Target, find_claims};
use super::value;
use crate::cli::failure::Failure;
use crate::domain::Rule;
use crate::view::words;

/// Make an exception from a rule of the policy for one claim, with a reason
///
/// Only an editor can. The exception is shown with the claim and in every report.
///
/// Rules: `reviews_required`, `editor_required`, `evidence_required`, `independent_origins` and
/// `no_importer` (that nobody judges what they imported or added), where the policy asks for them,
/// and `no_party`, that nobody resolves a conflict that they are a party to.
#[derive(Args)]
#[command(after_help = "Example:\n  \
    factledger waive C12 reviews_required -m 'ben is ill, and the page goes to print tonight'")]
pub(crate) struct Waive {
    /// Claims: ids, ranges of ids (C3-C9), or the first digits of a quote's hash; then the rule
    #[arg(value_name = "CLAIM", required = true, num_args = 1.., value_parser = value::claims)]
    claims: Vec<String>,

    /// The rule: `reviews_required`, `editor_required`, `evidence_required`, `independent_origins`,
    /// `no_importer` or `no_party`
    #[arg(value_name = "RULE", required = true, value_parser = value::one_of::<Rule>(Rule::ALL.map(Rule::as_str)))]
    rule: Rule,

    #[command(flatten)]
    remark: Remark,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: OutputFormat,
}

impl Waive {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let author = at.author(session)?;
        let rule = self.rule;
        let about = || about_claims(at, &format!("waive {rule} for"), &self.claims);
        let remark = self.remark.required(session, about)?;
        let recorded = at.record(session, |ledger| {
            let claims = ledger.look(|view| find_claims(view, &self.claims))?;
            ledger.waive(&author, &claims, rule, &remark.note).map(|()| claims)
        });
        let (mut ledger, claims) = recorded.map_err(|error| remark.kept(Failure::from(error)))?;
        let after = ledger.look(|view| view.claims(&claims))?;
        RowPrinter::print_whole(self.format, &mut session.console, &after)?;
        let claims = words::claims(claims.len() as u64);
        Ok(session.console.say(format_args!("{rule} waived for {claims} by {}", author.name))?)
    }
}
