use clap::Args;

use super::print::{OutputFormat, RowPrinter};
use super::session::{Session, Target, find_claims};
use super::value;
use crate::cli::failure::Failure;
use crate::domain::{NewReview, Note, Status};
use crate::view::words;

/// Record your verdict on claims
///
/// Either all of the claims are marked, or none. A note is required for `disputed`, and for any
/// change of a verdict. If reviewers disagree, the claim is in conflict, and the previous verdict
/// remains in force until they agree.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger mark C12 corroborated -m 'minutes of the council, page 3'\n  \
    factledger mark C3-C6 C9 disputed -m 'the ministry gives 2,000' --expect unverified")]
pub(crate) struct Mark {
    /// Claims: ids, ranges of ids (C3-C9), or the first digits of a quote's hash
    ///
    /// Both ends of a range must be claims of the ledger. All claims between them are included: if
    /// one of them is refused, a dismissed one for example, nothing is recorded.
    #[arg(value_name = "CLAIM", required = true, num_args = 1.., value_parser = value::claims)]
    claims: Vec<String>,

    /// Your verdict: unverified, disputed or corroborated
    #[arg(value_name = "STATUS", required = true, value_parser = value::one_of::<Status>(Status::ALL.map(Status::as_str)))]
    status: Status,

    /// Your grounds (source, reason), at most 10,000 bytes
    #[arg(short = 'm', long, value_name = "NOTE", allow_hyphen_values = true)]
    note: Option<String>,

    /// Refuse if someone else got there first: unless this is still the verdict, without conflict
    #[arg(long, value_name = "STATUS", value_parser = value::one_of::<Status>(Status::ALL.map(Status::as_str)))]
    expect: Option<Status>,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: OutputFormat,
}

impl Mark {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let author = at.author(session)?;
        let note = self.note.map(|note| note.parse::<Note>()).transpose()?;
        let opinion = NewReview { expected: self.expect, note, status: self.status };
        let (mut ledger, claims) = at.record(session, |ledger| {
            let claims = find_claims(&ledger.view()?, &self.claims)?;
            ledger.mark(&author, &claims, &opinion).map(|()| claims)
        })?;
        let marked = ledger.view()?.claims(&claims)?;
        RowPrinter::print_whole(self.format, &mut session.console, &marked)?;
        session.console.say(format_args!(
            "{} marked {} by {}",
            words::claims(claims.len() as u64),
            self.status,
            author.name
        ))?;
        for listed in marked.iter().filter(|listed| listed.claim.conflict) {
            session.console.say(format_args!(
                "{} is in conflict: {}; until they agree, the earlier verdict stands: {}",
                listed.claim.id,
                words::sides(listed),
                listed.claim.status
            ))?;
        }
        Ok(())
    }
}
