use std::collections::BTreeSet;

use clap::Args;

use super::print::{OutputFormat, RowPrinter};
use super::remark::Remark;
use super::session::{Session, Target, find_claims};
use super::value;
use crate::cli::failure::Failure;
use crate::domain::{ClaimId, EntryId};
use crate::view::words;

/// Take back your own review or note
///
/// A withdrawn review is as if you had not given it: your earlier one counts again, if there is
/// one. Nothing is erased: the history keeps what you said, and that you took it back.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger withdraw C12 -m 'I read the wrong year'  (your last review of C12)\n  \
    factledger withdraw E57 -m 'meant for C13'  (the review or note that E57 recorded)")]
pub(crate) struct Withdraw {
    /// Claims (ids, or ranges of ids), or entries with a review or a note of yours (E57)
    #[arg(value_name = "CLAIM", required = true, num_args = 1.., value_parser = value::claims)]
    what: Vec<String>,

    #[command(flatten)]
    remark: Remark,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: OutputFormat,
}

impl Withdraw {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let author = at.author(session)?;
        let about = || Ok(vec![format!("withdraw {}: your reason", self.what.join(", "))]);
        let remark = self.remark.required(session, about)?;
        let entries: Vec<EntryId> = self.what.iter().filter_map(|name| entry(name)).collect();
        let names: Vec<String> =
            self.what.iter().filter(|name| entry(name).is_none()).cloned().collect();
        let recorded = at.record(session, |ledger| {
            let claims = find_claims(&ledger.view()?, &names)?;
            ledger.take_back(&author, &claims, &entries, &remark.note)
        });
        let (mut ledger, claims) = recorded.map_err(|error| remark.kept(Failure::from(error)))?;
        let claims: Vec<ClaimId> = BTreeSet::from_iter(claims).into_iter().collect();
        let after = ledger.view()?.claims(&claims)?;
        RowPrinter::print_whole(self.format, &mut session.console, &after)?;
        let of = words::claims(claims.len() as u64);
        Ok(session.console.say(format_args!("withdrawn on {of} by {}", author.name))?)
    }
}

/// `E57`, spelled so that it cannot be the first digits of a hash.
fn entry(name: &str) -> Option<EntryId> {
    name.parse().ok().filter(|_| name.starts_with(['E', 'e']))
}
