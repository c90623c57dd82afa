use std::io::{self, Write};

use super::history;
use super::text::{Foreign, Html, Lines};
use crate::domain::{Found, Note, Position, Review, ReviewerName, Timestamp};
use crate::export::sentences::{CONFLICT, did, ground};
use crate::report::Examined;

pub(super) fn write(examined: &Examined, out: &mut dyn Write) -> io::Result<()> {
    let claim = &examined.listed.claim;
    let (id, status) = (claim.id, claim.status);
    writeln!(
        out,
        "<article class=\"claim {status}\" id=\"{id}\">\n\
         <h3><a href=\"#{id}\">{id}</a>: <span class=\"status {status}\">{status}</span>{}</h3>",
        ground(&examined.listed)
    )?;
    if claim.conflict {
        writeln!(out, "<p class=\"conflict\">{CONFLICT}</p>")?;
    }
    writeln!(
        out,
        "<blockquote dir=\"auto\">{}<mark>{}</mark>{}</blockquote>",
        Html(&examined.context.before),
        Html(&claim.quote),
        Html(&examined.context.after)
    )?;
    if let Some(claimant) = &claim.claimant {
        writeln!(out, "<p class=\"claimant\">said by {}</p>", Foreign(claimant))?;
    }
    write_reviews(&examined.listed.reviews, out)?;
    write_notes(examined, out)?;
    write_facts(examined, out)?;
    history::write(id, &examined.acts, out)?;
    writeln!(out, "</article>")
}

fn write_reviews(reviews: &[Review], out: &mut dyn Write) -> io::Result<()> {
    for Review { at, entry, note, reviewer, status } in Review::latest(reviews) {
        let said = format!("<span class=\"status {status}\">{status}</span>");
        write_remark(&said, reviewer, *at, *entry, note.as_ref(), out)?;
    }
    Ok(())
}

/// The remarks, and the reasons for which the claim was dismissed or restored.
pub(super) fn write_notes(examined: &Examined, out: &mut dyn Write) -> io::Result<()> {
    for act in examined.notes() {
        let entry = &act.entry;
        let said = format!("<strong>{}</strong>", did(&entry.event));
        write_remark(&said, &entry.actor, entry.at, act.position, entry.event.remark(), out)?;
    }
    Ok(())
}

fn write_remark(
    said: &str,
    by: &ReviewerName,
    at: Timestamp,
    entry: Position,
    note: Option<&Note>,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(
        out,
        "<div class=\"remark\">\n<p>{said} by {} <small><time>{at}</time>, {entry}</small></p>",
        Foreign(by.as_str())
    )?;
    if let Some(note) = note {
        writeln!(out, "<p class=\"note\" dir=\"auto\">{}</p>", Lines(note.as_str()))?;
    }
    writeln!(out, "</div>")
}

fn write_facts(examined: &Examined, out: &mut dyn Write) -> io::Result<()> {
    let claim = &examined.listed.claim;
    writeln!(out, "<dl>")?;
    match &claim.found {
        Found::ByExtractor { extractor, score } => writeln!(
            out,
            "<dt>Found by</dt><dd>{} {}, score {score} of 1000, entry {}</dd>",
            Foreign(&extractor.name),
            Foreign(&extractor.version),
            claim.entry
        )?,
        Found::ByReviewer => writeln!(
            out,
            "<dt>Added by</dt><dd>{}, entry {}</dd>",
            Foreign(examined.recorded_by.as_str()),
            claim.entry
        )?,
    }
    writeln!(
        out,
        "<dt>Place</dt><dd>line {}, bytes {}</dd>\n\
         <dt>Quote</dt><dd>SHA-256 <code>{}</code></dd>\n\
         </dl>",
        claim.place, claim.span, claim.quote_sha256
    )
}
