use clap::Args;

use super::print::{OutputFormat, RowPrinter};
use super::remark::Remark;
use super::session::{Session, Target, find_claims};
use super::value;
use crate::cli::failure::{Failure, Kind};
use crate::domain::ClaimId;
use crate::ledger::LedgerError;

/// Say that a claim rests on others
///
/// If one of these falls, the claim is pointed out: in `show`, in lists (`list --fallen`), in
/// reports, and in the `inbox` of those who judged it. A claim falls when it is disputed, in
/// conflict, dismissed or gone, or when its article is withdrawn. Nothing is decided from that: people
/// look again. No claim can rest on itself, by whatever way.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger rests C12 on C7\n  \
    factledger rests C12 on C7 C9 -m 'the sum of both'\n  \
    factledger rests C12 --not C7 -m 'it stands without it'")]
pub(crate) struct Rests {
    /// The claim, an id or the first digits of its quote's hash; then `on`, which may be left out, and
    /// the claims that it rests on
    #[arg(value_name = "CLAIM", required = true, num_args = 1.., value_parser = value::claims)]
    claims: Vec<String>,

    /// It does not rest on this claim any more; may be repeated
    #[arg(long, value_name = "CLAIM", value_parser = value::claims)]
    not: Vec<String>,

    #[command(flatten)]
    remark: Remark,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: OutputFormat,
}

impl Rests {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let author = at.author(session)?;
        let misused = |what: &str| {
            Failure::new(Kind::Misused, what.to_owned())
                .hint("`factledger rests C12 on C7`, or `factledger rests C12 --not C7`")
        };
        let (claim, mut on) = match self.claims.split_first() {
            Some((claim, on)) if claim != "on" => (claim, on),
            _ => return Err(misused("no claim is named")),
        };
        if let [first, others @ ..] = on
            && first == "on"
        {
            on = others;
        }
        if on.is_empty() && self.not.is_empty() {
            return Err(misused("nothing is named that it rests on"));
        }
        let reason = self.remark.given(session)?;
        let (mut ledger, (claim, on, not)) = at.record(session, |ledger| {
            let (claim, on, not) = ledger.look(|view| {
                let of = find_claims(view, std::slice::from_ref(claim))?;
                let &[claim] = of.as_slice() else {
                    return Err(LedgerError::NoClaim(claim.clone()));
                };
                Ok((claim, find_claims(view, on)?, find_claims(view, &self.not)?))
            })?;
            ledger.rest(&author, claim, &on, &not, reason.as_ref())?;
            Ok((claim, on, not))
        })?;
        let after = ledger.look(|view| view.claims(&[claim]))?;
        RowPrinter::print_whole(self.format, &mut session.console, &after)?;
        let listed =
            |ids: &[ClaimId]| ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let console = &mut session.console;
        if !on.is_empty() {
            console.say(format_args!("{claim} rests on {}, says {}", listed(&on), author.name))?;
        }
        if !not.is_empty() {
            let not = listed(&not);
            console.say(format_args!("{claim} does not rest on {not}, says {}", author.name))?;
        }
        let fallen = after.iter().flat_map(|listed| &listed.grounds);
        for (on, fell) in fallen.filter_map(|ground| Some((ground.claim, ground.fell?))) {
            console.say(format_args!("{on} is {}", fell.as_str()))?;
        }
        Ok(())
    }
}
