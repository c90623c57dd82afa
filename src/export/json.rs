use std::io::Write;

use serde::Serialize;

use super::{ArticleShape, ExaminedShape, WriteError};
use crate::domain::{ClaimId, Counts, Position, Recorded, Sha256, Timestamp};
use crate::report::{Report, Section};

#[derive(Serialize)]
struct HeadShape<'a> {
    format: &'static str,
    version: u32,
    made_at: Timestamp,
    ledger: LedgerShape,
    counts: &'a Counts,
    unverified: &'a [ClaimId],
}

#[derive(Serialize)]
struct LedgerShape {
    entries: u64,
    last_entry: Option<LastShape>,
}

#[derive(Serialize)]
struct LastShape {
    id: Position,
    at: Timestamp,
    sha256: Sha256,
}

/// One object: the head's members, and then `articles`, each with its `claims`. A line holds one
/// claim, so that the whole can be compared and searched with line tools too.
pub(super) fn write<E>(
    report: &Report,
    sections: impl Iterator<Item = Result<Section, WriteError<E>>>,
    out: &mut dyn Write,
) -> Result<(), WriteError<E>> {
    let last =
        |last: &Recorded| LastShape { id: last.position, at: last.entry.at, sha256: last.leaf };
    let head = HeadShape {
        format: "factledger-report",
        version: 1,
        made_at: report.made_at,
        ledger: LedgerShape { entries: report.entries, last_entry: report.last.as_ref().map(last) },
        counts: &report.counts,
        unverified: &report.unverified,
    };
    // Each object is left open for the list that is to follow.
    write!(out, "{},\n\"articles\":[", opened(&head)?)?;
    for (index, section) in sections.enumerate() {
        let section = section?;
        let article = opened(&ArticleShape::of(&section.article, &section.counts))?;
        let comma = if index == 0 { "" } else { "," };
        write!(out, "{comma}\n{article},\n\"claims\":[")?;
        for (index, examined) in section.claims.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            write!(out, "{comma}\n{}", to_json(&ExaminedShape::of(examined))?)?;
        }
        write!(out, "]}}")?;
    }
    Ok(writeln!(out, "]}}")?)
}

/// An object without its last brace.
fn opened<E>(value: &impl Serialize) -> Result<String, WriteError<E>> {
    let mut object = to_json(value)?;
    object.pop();
    Ok(object)
}

fn to_json<E>(value: &impl Serialize) -> Result<String, WriteError<E>> {
    serde_json::to_string(value).map_err(|error| WriteError::Output(error.into()))
}
