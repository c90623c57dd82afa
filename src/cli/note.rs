use clap::Args;

use super::print::{OutputFormat, RowPrinter};
use super::remark::{Remark, about_claims};
use super::session::{Session, Target, find_claims};
use super::value;
use crate::cli::failure::Failure;
use crate::domain::EntryId;
use crate::view::words;

/// Add a note to claims
///
/// A note changes no verdict. It appears in the claim's history and in the report.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger note C12 -m 'asked the press office, no answer yet'\n  \
    factledger note --replace E57 -m 'asked the press office on 3 March'\n  \
    factledger note --retract E57 -m 'meant for C13'")]
pub(crate) struct Note {
    /// Claims: ids, ranges of ids (C3-C9), or the first digits of a quote's hash
    ///
    /// Both ends of a range must be claims of the ledger.
    #[arg(
        value_name = "CLAIM",
        required_unless_present_any = ["replace", "retract"],
        num_args = 1..,
        value_parser = value::claims
    )]
    claims: Vec<String>,

    #[command(flatten)]
    remark: Remark,

    /// Put the note in the place of your earlier one, which this entry recorded
    ///
    /// Reports show only the new one. The history keeps both.
    #[arg(long, value_name = "ENTRY", conflicts_with = "retract")]
    replace: Option<EntryId>,

    /// Take back your note that this entry recorded, with your reason
    ///
    /// Reports no longer show it. The history keeps it.
    #[arg(long, value_name = "ENTRY")]
    retract: Option<EntryId>,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: OutputFormat,
}

impl Note {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let author = at.author(session)?;
        let remark = self.remark.required(session, || match (self.replace, self.retract) {
            (Some(entry), _) => Ok(vec![format!("a note in the place of that of {entry}")]),
            (None, Some(entry)) => Ok(vec![format!("retract the note of {entry}: your reason")]),
            (None, None) => about_claims(at, "a note on", &self.claims),
        })?;
        let note = &remark.note;
        let recorded = at.record(session, |ledger| {
            let claims = ledger.look(|view| find_claims(view, &self.claims))?;
            match (self.replace, self.retract) {
                (Some(entry), _) => ledger.replace_note(&author, &claims, entry, note),
                (None, Some(entry)) => ledger.retract_note(&author, &claims, entry, note),
                (None, None) => ledger.note(&author, &claims, note).map(|()| claims),
            }
        });
        let (mut ledger, claims) = recorded.map_err(|error| remark.kept(Failure::from(error)))?;
        let after = ledger.look(|view| view.claims(&claims))?;
        RowPrinter::print_whole(self.format, &mut session.console, &after)?;
        let of = words::claims(claims.len() as u64);
        let done = match (self.replace, self.retract) {
            (Some(entry), _) => format!("{entry} replaced on {of}"),
            (None, Some(entry)) => format!("{entry} retracted on {of}"),
            (None, None) => format!("{of} annotated"),
        };
        Ok(session.console.say(format_args!("{done} by {}", author.name))?)
    }
}
