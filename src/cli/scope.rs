use clap::Args;

use super::print::{OutputFormat, RowPrinter};
use super::remark::Remark;
use super::session::{Session, Target, find_claims};
use super::value;
use crate::cli::failure::{Failure, Kind};
use crate::domain::{ClaimId, Note};
use crate::ledger::{NewScope, Part};
use crate::view::words;

/// Say what claims cover: the time, the place, the unit
///
/// It is shown beside the verdict. Most contradictions are two true statements of different scope:
/// fares rose in 2024, and fell in 2023. What you do not name stays as it is. No verdict follows from
/// it, and everybody sees it, also those who review blind.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger scope C12 --period 2024 --place Ardelle --unit crowns\n  \
    factledger scope C12 C14 --period 'the first half of 2024' -m 'the table on page 3'\n  \
    factledger scope C12 --no-unit\n  \
    factledger scope C12 --clear")]
pub(crate) struct Scope {
    /// Claims: ids, ranges of ids (C3-C9), or the first digits of a quote's hash
    #[arg(value_name = "CLAIM", required = true, num_args = 1.., value_parser = value::claims)]
    claims: Vec<String>,

    /// The time that they are about; at most 200 bytes, as every value here
    #[arg(long, value_name = "TIME", value_parser = part, allow_hyphen_values = true)]
    period: Option<Note>,

    /// Where they hold
    #[arg(long, value_name = "PLACE", value_parser = part, allow_hyphen_values = true)]
    place: Option<Note>,

    /// What their figures count
    #[arg(long, value_name = "UNIT", value_parser = part, allow_hyphen_values = true)]
    unit: Option<Note>,

    /// They are about no certain time
    #[arg(long, conflicts_with = "period")]
    no_period: bool,

    /// They hold in no certain place
    #[arg(long, conflicts_with = "place")]
    no_place: bool,

    /// They have no unit
    #[arg(long, conflicts_with = "unit")]
    no_unit: bool,

    /// Take all of it away
    #[arg(long, conflicts_with_all = ["period", "place", "unit", "no_period", "no_place", "no_unit"])]
    clear: bool,

    #[command(flatten)]
    remark: Remark,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: OutputFormat,
}

/// Reads a few words.
fn part(text: &str) -> Result<Note, String> {
    const LONGEST: usize = 200;
    let note: Note = text.parse().map_err(|error| format!("{error}"))?;
    let is_short = note.as_str().len() <= LONGEST;
    if is_short { Ok(note) } else { Err("it is longer than 200 bytes".to_owned()) }
}

impl Scope {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let author = at.author(session)?;
        let named = |words: Option<Note>, is_cleared: bool| match words {
            Some(words) => Part::Said(words),
            None if is_cleared || self.clear => Part::Cleared,
            None => Part::Unnamed,
        };
        let scope = NewScope {
            period: named(self.period, self.no_period),
            place: named(self.place, self.no_place),
            unit: named(self.unit, self.no_unit),
        };
        if scope == NewScope::default() {
            return Err(Failure::new(Kind::Misused, "nothing is said of what they cover")
                .hint("`--period 2024`, `--place Ardelle`, `--unit crowns`, or `--clear`"));
        }
        let reason = self.remark.given(session)?;
        let (mut ledger, claims) = at.record(session, |ledger| {
            let claims: Vec<ClaimId> = ledger.look(|view| find_claims(view, &self.claims))?;
            ledger.scope(&author, &claims, &scope, reason.as_ref())
        })?;
        let after = ledger.look(|view| view.claims(&claims))?;
        RowPrinter::print_whole(self.format, &mut session.console, &after)?;
        let console = &mut session.console;
        let name = &author.name;
        match after.first().and_then(|listed| listed.scope.as_ref()) {
            Some(_) if after.len() > 1 => {
                let claims = words::claims(after.len() as u64);
                console.say(format_args!("scope of {claims} set by {name}"))?;
            }
            Some(scope) => {
                let claim = after[0].claim.id;
                console.say(format_args!("scope of {claim} set by {name}: {}", scope.covers))?;
            }
            None => {
                let claims = words::claims(after.len() as u64);
                console.say(format_args!("scope of {claims} taken away by {name}"))?;
            }
        }
        Ok(())
    }
}
