use std::path::Path;

use crate::cli::failure::{Failure, Kind};
use crate::cli::session::{Session, Target};
use crate::domain::{LogEntry, Visible};
use crate::ledger::{Access, Compared, Ledger, Location};
use crate::view::{HistoryLine, words};

/// Say which acts each of two copies has that the other lacks. Copies that both went on are a
/// failure: none of the two is all there is.
pub(super) fn compare(
    session: &mut Session<'_>,
    at: &Target,
    ledger: &Ledger,
    other: &Path,
) -> Result<(), Failure> {
    let other = at.other(Location::read(other.to_owned(), &session.servers)?);
    let theirs = other.open(Access::Read);
    let theirs = theirs.map_err(|error| Failure::from(error).name_ledger(&other.ledger))?;
    let (our_name, other_name) = (&at.ledger, &other.ledger);
    let Some(Compared { common, ours, theirs }) = ledger.compare(&theirs)? else {
        return Err(Failure::new(Kind::Failed, format!("`{other_name}` is another ledger"))
            .hint("only copies of one ledger can be compared"));
    };
    let out = &mut session.console.out;
    let same = words::count(common, "entry", "entries");
    if ours.is_empty() && theirs.is_empty() {
        writeln!(out, "{other_name} is the same: {same}")?;
        return Ok(());
    }
    writeln!(out, "both begin with the same {same}")?;
    let our_name = our_name.to_string();
    for (name, more) in [(our_name, &ours), (other_name.to_string(), &theirs)] {
        if more.is_empty() {
            writeln!(out, "{name} has nothing more: it is an older copy")?;
            continue;
        }
        writeln!(out, "only in {name}: {}", words::count(more.len() as u64, "entry", "entries"))?;
        for recorded in more {
            writeln!(out, "  {}", Visible::line(&line(recorded)))?;
        }
    }
    if ours.is_empty() || theirs.is_empty() {
        return Ok(());
    }
    Err(Failure::new(Kind::Failed, "the two copies went on separately").hint(
        "nothing is lost while you keep both; they cannot be joined yet: choose one to go on with,\n\
         and let each reviewer record there again what only the other has",
    ))
}

fn line(line: &HistoryLine) -> String {
    let recorded = match line {
        HistoryLine::Hidden { at, claim, position } => {
            return format!("{position}  {at}  -  {}", words::hidden_until(*claim));
        }
        HistoryLine::Shown(recorded) => recorded,
    };
    let LogEntry { entry, position, .. } = &**recorded;
    format!("{position}  {}  {}  {}", entry.at, entry.actor, entry.event.summary())
}
