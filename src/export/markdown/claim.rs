use std::io::{self, Write};

use super::text::{Markdown, Quoted, Remark};
use crate::domain::{LogEntry, Provenance, Review};
use crate::export::sentences::{
    TAKEN_BACK, docket, key_revoked, past_tense, rated, rests_on, said_by_corrected,
    until_they_agree, verdict_basis,
};
use crate::view::words::{self, clock, in_brackets, sides_with};
use crate::view::{ClaimDetail, ClaimSummary};

pub(super) fn write(examined: &ClaimDetail, out: &mut dyn Write) -> io::Result<()> {
    let claim = &examined.listed.claim;
    let context = &examined.context;
    let quoted = Quoted { before: &context.before, quote: claim.words(), after: &context.after };
    let verdict = if claim.conflict {
        let sides = sides_with(
            &examined.listed,
            |status| status.to_string(),
            |name| Markdown(name.as_str()).to_string(),
        );
        format!("**in conflict**: {sides}. {}", until_they_agree(claim.status))
    } else {
        let rated = rated(&examined.listed);
        format!("**{}**{}{}.", claim.status, bracketed(&rated), verdict_basis(&examined.listed))
    };
    let scope = examined.listed.scope.as_ref();
    let scope = scope.map_or_else(String::new, |scope| {
        format!(" It covers: {}.", Markdown(&scope.covers.to_string()))
    });
    writeln!(out, "### {}\n\n{verdict}{scope}\n\n{quoted}\n", claim.id)?;
    if let Some(claimant) = &claim.claimant {
        writeln!(out, "- Said by: {}", Markdown(claimant))?;
    }
    if let Some(correction) = &claim.corrected {
        writeln!(out, "- {}", Markdown(&said_by_corrected(correction)))?;
    }
    for ground in &examined.listed.grounds {
        writeln!(out, "- Rests on: {}", Markdown(&words::ground(ground)))?;
    }
    if examined.listed.is_groundless() {
        writeln!(out, "- **fallen**: what it rests on does not stand")?;
    }
    write_reviews(&examined.listed, out)?;
    write_evidence(&examined.listed, out)?;
    write_notes(examined, out)?;
    write_facts(examined, out)?;
    if !examined.acts.is_empty() {
        writeln!(out, "- History:")?;
        write_acts(examined, out)?;
    }
    writeln!(out)
}

/// What follows a status, with the blank before it.
fn bracketed(rating: &str) -> String {
    if rating.is_empty() { String::new() } else { format!(" {}", Markdown(rating.trim_start())) }
}

fn write_reviews(listed: &ClaimSummary, out: &mut dyn Write) -> io::Result<()> {
    for Review { at, entry, evidence, note, rating, reviewer, status } in
        Review::latest(&listed.reviews)
    {
        let by = Markdown(reviewer.as_str());
        let revoked = key_revoked(listed, *entry, reviewer);
        let rests = rests_on(evidence);
        let rating = in_brackets(&rating.iter().collect::<Vec<_>>());
        let rating = bracketed(&rating);
        write!(out, "- **{status}**{rating} by {by}, {at}, {entry}{revoked}{rests}")?;
        if let Some(note) = note {
            write!(out, "{}", Remark { indent: 2, text: note.as_str() })?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn write_evidence(listed: &ClaimSummary, out: &mut dyn Write) -> io::Result<()> {
    for (id, why) in listed.fallen() {
        writeln!(out, "- **stale**: a review rests on {id}, which {}", why.in_words())?;
    }
    for shown in &listed.evidence {
        writeln!(out, "- **{}**", shown.heading())?;
        for (label, fact) in shown.facts() {
            writeln!(out, "  - {label}{}", Remark { indent: 4, text: &fact })?;
        }
    }
    Ok(())
}

fn write_notes(examined: &ClaimDetail, out: &mut dyn Write) -> io::Result<()> {
    for LogEntry { entry, position, .. } in examined.notes() {
        let (past_tense, by) = (past_tense(&entry.event), Markdown(entry.actor.as_str()));
        let revoked = key_revoked(&examined.listed, *position, &entry.actor);
        let rating = in_brackets(&entry.event.rating().into_iter().collect::<Vec<_>>());
        let rating = bracketed(&rating);
        write!(out, "- **{past_tense}**{rating} by {by}, {}, {position}{revoked}", entry.at)?;
        if let Some(remark) = entry.event.remark() {
            write!(out, "{}", Remark { indent: 2, text: remark.as_str() })?;
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
    for (label, fact) in docket(&examined.listed.docket) {
        writeln!(out, "- {label}: {}", Markdown(&fact))?;
    }
    writeln!(
        out,
        "- Place: {}, bytes {}\n- Quote: SHA-256 `{}`",
        claim.shown_place(),
        claim.span,
        claim.quote_sha256
    )
}

/// The history of a claim.
pub(super) fn write_acts(examined: &ClaimDetail, out: &mut dyn Write) -> io::Result<()> {
    for act in &examined.acts {
        let LogEntry { entry, leaf, position, .. } = act;
        write!(
            out,
            "  - {position} `{}`, {}, {}: {}{}",
            leaf.short(),
            entry.at,
            Markdown(entry.actor.as_str()),
            Markdown(&entry.event.summary()),
            clock(act)
        )?;
        if examined.is_taken_back(act) {
            write!(out, " ({TAKEN_BACK})")?;
        } else if let Some(remark) = entry.event.remark() {
            write!(out, "{}", Remark { indent: 4, text: remark.as_str() })?;
        }
        writeln!(out)?;
    }
    Ok(())
}
