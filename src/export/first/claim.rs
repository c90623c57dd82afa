use std::io::{self, Write};

use super::text::{Foreign, Html, Lines};
use super::{history, words};
use crate::domain::{EntryId, Note, Provenance, Review, ReviewerName, Timestamp};
use crate::export::sentences::deed;
use crate::view::ClaimDetail;

pub(super) fn write(examined: &ClaimDetail, out: &mut dyn Write) -> io::Result<()> {
    let claim = &examined.listed.claim;
    let (id, status) = (claim.id, claim.status);
    writeln!(
        out,
        "<article class=\"claim {status}\" id=\"{id}\">\n\
         <h3><a href=\"#{id}\">{id}</a>: <span class=\"status {status}\">{status}</span>{}</h3>",
        words::verdict_basis(&examined.listed)
    )?;
    if claim.conflict {
        writeln!(out, "<p class=\"conflict\">{}</p>", words::CONFLICT)?;
    }
    writeln!(
        out,
        "<blockquote dir=\"auto\">{}<mark>{}</mark>{}</blockquote>",
        Html(&examined.context.before),
        Html(claim.words()),
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
    for Review { at, entry, note, reviewer, status, .. } in Review::latest(reviews) {
        let said = format!("<span class=\"status {status}\">{status}</span>");
        write_remark(&said, reviewer, *at, *entry, note.as_ref(), out)?;
    }
    Ok(())
}

/// The notes, and the reasons for dismissing or restoring the claim.
pub(super) fn write_notes(examined: &ClaimDetail, out: &mut dyn Write) -> io::Result<()> {
    for act in examined.notes() {
        let entry = &act.entry;
        let said = format!("<strong>{}</strong>", deed(&entry.event).words);
        write_remark(&said, &entry.actor, entry.at, act.position, entry.event.remark(), out)?;
    }
    Ok(())
}

fn write_remark(
    said: &str,
    by: &ReviewerName,
    at: Timestamp,
    entry: EntryId,
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

fn write_facts(examined: &ClaimDetail, out: &mut dyn Write) -> io::Result<()> {
    let claim = &examined.listed.claim;
    writeln!(out, "<dl>")?;
    match &claim.found {
        Provenance::ByExtractor { extractor, score } => writeln!(
            out,
            "<dt>Found by</dt><dd>{} {}, score {score} of 1000, entry {}</dd>",
            Foreign(&extractor.name),
            Foreign(&extractor.version),
            claim.entry
        )?,
        Provenance::ByReviewer => writeln!(
            out,
            "<dt>Added by</dt><dd>{}, entry {}</dd>",
            Foreign(examined.recorded_by.as_str()),
            claim.entry
        )?,
    }
    writeln!(
        out,
        "<dt>Place</dt><dd>{}, bytes {}</dd>\n\
         <dt>Quote</dt><dd>SHA-256 <code>{}</code></dd>\n\
         </dl>",
        claim.shown_place(),
        claim.span,
        claim.quote_sha256
    )
}
