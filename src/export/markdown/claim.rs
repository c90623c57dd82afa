use std::io::{self, Write};

use super::text::{Markdown, Quoted};
use crate::domain::{LogEntry, Provenance, Review};
use crate::export::sentences::{TAKEN_BACK, Wording, past_tense, said_by_corrected};
use crate::view::ClaimDetail;

pub(super) fn write(examined: &ClaimDetail, out: &mut dyn Write) -> io::Result<()> {
    let claim = &examined.listed.claim;
    let context = &examined.context;
    let quoted = Quoted { before: &context.before, quote: &claim.quote, after: &context.after };
    let conflict =
        if claim.conflict { format!(" {}", Wording::CURRENT.conflict) } else { String::new() };
    writeln!(
        out,
        "### {}\n\n**{}**{}.{conflict}\n\n{quoted}\n",
        claim.id,
        claim.status,
        Wording::CURRENT.verdict_basis(&examined.listed)
    )?;
    if let Some(claimant) = &claim.claimant {
        writeln!(out, "- Said by: {}", Markdown(claimant))?;
    }
    if let Some(correction) = &claim.corrected {
        writeln!(out, "- {}", Markdown(&said_by_corrected(correction)))?;
    }
    write_reviews(&examined.listed.reviews, out)?;
    write_notes(examined, out)?;
    write_facts(examined, out)?;
    if !examined.acts.is_empty() {
        writeln!(out, "- History:")?;
        write_acts(examined, out)?;
    }
    writeln!(out)
}

fn write_reviews(reviews: &[Review], out: &mut dyn Write) -> io::Result<()> {
    for Review { at, entry, note, reviewer, status } in Review::latest(reviews) {
        let by = Markdown(reviewer.as_str());
        write!(out, "- **{status}** by {by}, {at}, {entry}")?;
        if let Some(note) = note {
            write!(out, ": {}", Markdown(note.as_str()))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn write_notes(examined: &ClaimDetail, out: &mut dyn Write) -> io::Result<()> {
    for LogEntry { entry, position, .. } in examined.notes() {
        let (past_tense, by) = (past_tense(&entry.event), Markdown(entry.actor.as_str()));
        write!(out, "- **{past_tense}** by {by}, {}, {position}", entry.at)?;
        if let Some(remark) = entry.event.remark() {
            write!(out, ": {}", Markdown(remark.as_str()))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn write_facts(examined: &ClaimDetail, out: &mut dyn Write) -> io::Result<()> {
    let claim = &examined.listed.claim;
    match &claim.found {
        Provenance::ByExtractor { extractor, score } => writeln!(
            out,
            "- Found by: {} {}, score {score} of 1000, entry {}",
            Markdown(&extractor.name),
            Markdown(&extractor.version),
            claim.entry
        )?,
        Provenance::ByReviewer => writeln!(
            out,
            "- Added by: {}, entry {}",
            Markdown(examined.recorded_by.as_str()),
            claim.entry
        )?,
    }
    writeln!(
        out,
        "- Place: line {}, bytes {}\n- Quote: SHA-256 `{}`",
        claim.place, claim.span, claim.quote_sha256
    )
}

/// The history of a claim.
pub(super) fn write_acts(examined: &ClaimDetail, out: &mut dyn Write) -> io::Result<()> {
    for act in &examined.acts {
        let LogEntry { entry, leaf, position, .. } = act;
        write!(
            out,
            "  - {position} `{}`, {}, {}: {}",
            leaf.short(),
            entry.at,
            Markdown(entry.actor.as_str()),
            Markdown(&entry.event.summary())
        )?;
        if examined.is_taken_back(act) {
            write!(out, " ({TAKEN_BACK})")?;
        } else if let Some(remark) = entry.event.remark() {
            write!(out, ": {}", Markdown(remark.as_str()))?;
        }
        writeln!(out)?;
    }
    Ok(())
}
