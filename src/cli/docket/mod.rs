//! Who judges what, and tags.

mod assign;
mod lease;
mod next;
mod release;
mod tag;
mod take;

pub(super) use assign::{Assign, assignment};
pub(super) use next::Next;
pub(super) use release::Release;
pub(crate) use tag::spelled_out;
pub(super) use tag::{Tag, tags};
pub(super) use take::Take;

use super::print::{OutputFormat, RowPrinter};
use super::session::{Session, Target};
use crate::cli::failure::{Failure, Kind};
use crate::domain::{ClaimId, ReviewerName};
use crate::ledger::Ledger;
use crate::view::words;

/// Print the claims that were changed, and say what was done to them.
fn report(
    session: &mut Session<'_>,
    ledger: &mut Ledger,
    form: OutputFormat,
    claims: &[ClaimId],
    done: &str,
) -> Result<(), Failure> {
    let after = ledger.look(|view| view.claims(claims))?;
    RowPrinter::print_whole(form, &mut session.console, &after)?;
    Ok(session.console.say(format_args!("{} {done}", words::claims(claims.len() as u64)))?)
}

/// The person of this name, or the one who acts for `me`, if this ledger knows them.
pub(super) fn person(
    session: &Session<'_>,
    at: &Target,
    name: &str,
) -> Result<ReviewerName, Failure> {
    if name == "me" {
        return Ok(at.author(session)?.name);
    }
    name.parse().map_err(|error| {
        Failure::from(error).context(format!("`{name}` cannot be a reviewer's name"))
    })
}

/// Nothing that can be meant was said.
pub(super) fn misused(what: &str, hint: &str) -> Failure {
    Failure::new(Kind::Misused, what.to_owned()).hint(hint)
}
