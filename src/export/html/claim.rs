use std::io::{self, Write};

use super::history;
use super::text::{Foreign, Html, Remark};
use crate::domain::{EntryId, Note, Provenance, Review, ReviewerName, Timestamp};
use crate::export::sentences::{
    docket, key_revoked, past_tense, rated, rests_on, said_by_corrected, until_they_agree,
    verdict_basis,
};
use crate::view::words::{self, in_brackets, sides_with};
use crate::view::{ClaimDetail, ClaimSummary};

pub(super) fn write(examined: &ClaimDetail, out: &mut dyn Write) -> io::Result<()> {
    let claim = &examined.listed.claim;
    let (id, status) = (claim.id, claim.status);
    let class = if claim.conflict { "conflict" } else { status.as_str() };
    write!(
        out,
        "<article class=\"claim {class}\" id=\"{id}\">\n\
         <h3><a href=\"#{id}\">{id}</a>: <span class=\"status {class}\">"
    )?;
    if claim.conflict {
        let sides = sides_with(
            &examined.listed,
            |status| format!("<strong>{status}</strong>"),
            |name| Foreign(name.as_str()).to_string(),
        );
        writeln!(
            out,
            "in conflict</span>: {sides}</h3>\n<p class=\"conflict\">{}</p>",
            until_they_agree(status)
        )?;
    } else {
        let rated = rated(&examined.listed);
        let basis = verdict_basis(&examined.listed);
        writeln!(out, "{status}</span>{}{basis}</h3>", Html(&rated))?;
    }
    if let Some(scope) = &examined.listed.scope {
        let covers = scope.covers.to_string();
        writeln!(out, "<p class=\"claimant\">covers {}</p>", Foreign(&covers))?;
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
    if let Some(correction) = &claim.corrected {
        writeln!(out, "<p class=\"claimant\">{}</p>", Foreign(&said_by_corrected(correction)))?;
    }
    for ground in &examined.listed.grounds {
        let rests = words::ground(ground);
        writeln!(out, "<p class=\"claimant\">rests on {}</p>", Foreign(&rests))?;
    }
    if examined.listed.is_groundless() {
        let said = "what it rests on does not stand";
        writeln!(out, "<p class=\"conflict\"><strong>fallen</strong>: {said}</p>")?;
    }
    write_reviews(&examined.listed, out)?;
    write_evidence(&examined.listed, out)?;
    write_notes(examined, out)?;
    write_facts(examined, out)?;
    history::write(examined, out)?;
    writeln!(out, "</article>")
}

fn write_reviews(listed: &ClaimSummary, out: &mut dyn Write) -> io::Result<()> {
    for Review { at, entry, evidence, note, rating, reviewer, status } in
        Review::latest(&listed.reviews)
    {
        let said = if listed.claim.conflict {
            format!("<strong>{status}</strong>")
        } else {
            format!("<span class=\"status {status}\">{status}</span>")
        };
        let rating = in_brackets(&rating.iter().collect::<Vec<_>>());
        let said = format!("{said}{}", Html(&rating));
        write_remark(&said, listed, reviewer, *at, *entry, note.as_ref(), out)?;
        if !evidence.is_empty() {
            writeln!(
                out,
                "<p class=\"claimant\">{}</p>",
                rests_on(evidence).trim_start_matches(", ")
            )?;
        }
    }
    Ok(())
}

fn write_evidence(listed: &ClaimSummary, out: &mut dyn Write) -> io::Result<()> {
    for (id, why) in listed.fallen() {
        let why = why.in_words();
        writeln!(
            out,
            "<p class=\"conflict\"><strong>stale</strong>: a review rests on {id}, which {why}</p>"
        )?;
    }
    for shown in &listed.evidence {
        writeln!(out, "<div class=\"remark\">\n<p><strong>{}</strong></p>\n<dl>", shown.heading())?;
        for (label, fact) in shown.facts() {
            writeln!(out, "<dt>{label}</dt><dd dir=\"auto\">{}</dd>", Remark(&fact))?;
        }
        writeln!(out, "</dl>\n</div>")?;
    }
    Ok(())
}

/// The notes, and the reasons for dismissing or restoring the claim.
pub(super) fn write_notes(examined: &ClaimDetail, out: &mut dyn Write) -> io::Result<()> {
    for act in examined.notes() {
        let entry = &act.entry;
        let rating = in_brackets(&entry.event.rating().into_iter().collect::<Vec<_>>());
        let said = format!("<strong>{}</strong>{}", past_tense(&entry.event), Html(&rating));
        let listed = &examined.listed;
        write_remark(
            &said,
            listed,
            &entry.actor,
            entry.at,
            act.position,
            entry.event.remark(),
            out,
        )?;
    }
    Ok(())
}

fn write_remark(
    said: &str,
    listed: &ClaimSummary,
    by: &ReviewerName,
    at: Timestamp,
    entry: EntryId,
    note: Option<&Note>,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(
        out,
        "<div class=\"remark\">\n<p>{said} by {} <small><time>{at}</time>, {entry}{}</small></p>",
        Foreign(by.as_str()),
        key_revoked(listed, entry, by)
    )?;
    if let Some(note) = note {
        writeln!(out, "<p class=\"note\" dir=\"auto\">{}</p>", Remark(note.as_str()))?;
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
    for (label, fact) in docket(&examined.listed.docket) {
        writeln!(out, "<dt>{label}</dt><dd>{}</dd>", Foreign(&fact))?;
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
