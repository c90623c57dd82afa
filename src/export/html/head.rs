use std::io::{self, Write};

use super::text::{Foreign, Lines};
use crate::domain::{Counts, Status};
use crate::export::sentences::{
    Ranges, hidden, key_change, revocation, selection, state, totals, whole,
};
use crate::view::Report;
use crate::view::words::{self, count, grouped, odd_times, policy_set};

/// What an editor must see in a minute, and the state of the ledger it shows.
pub(super) fn write(report: &Report, title: Option<&str>, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "<header>\n<h1>Fact-check report")?;
    if let Some(title) = title {
        write!(out, ": {}", Foreign(title))?;
    }
    writeln!(out, "</h1>\n<p class=\"total\">{}.</p>", totals(report))?;
    if let Some(state) = state(report) {
        writeln!(out, "<p><strong>{state}</strong></p>")?;
    }
    if let Some(of) = &report.hidden {
        let said = hidden(of, |text| Foreign(text).to_string());
        writeln!(out, "<p><strong>Not all is shown:</strong> {said}</p>")?;
    }
    write_counts(&report.counts, out)?;
    if let Some(selected) = &report.selected {
        let (of, whole) = (selection(selected), whole(selected));
        let of = Foreign(&of);
        writeln!(
            out,
            "<p><strong>This is a selection:</strong> {of}. The whole ledger has {whole}.</p>"
        )?;
    }
    let link = |id| format!("<a href=\"#{id}\">{id}</a>");
    if report.unverified.is_empty() {
        let of = report.selected.as_ref().map_or("", |_| " in this selection");
        writeln!(out, "<p>Nothing{of} is unverified.</p>")?;
    } else {
        let ranges = Ranges { ids: &report.unverified, link };
        writeln!(out, "<p><strong>Still unverified:</strong> {ranges}</p>")?;
    }
    if !report.in_conflict.is_empty() {
        let ranges = Ranges { ids: &report.in_conflict, link };
        writeln!(out, "<p><strong>In conflict, its reviewers disagree:</strong> {ranges}</p>")?;
    }
    if !report.withdrawn.is_empty() {
        writeln!(out, "<ul class=\"withdrawn\">")?;
        for withdrawn in &report.withdrawn {
            writeln!(out, "<li>{}</li>", Foreign(&words::withdrawn(withdrawn)))?;
        }
        writeln!(out, "</ul>")?;
    }
    write_state(report, out)?;
    writeln!(out, "</header>")
}

/// The counts as a bar, and as numbers that add up.
fn write_counts(counts: &Counts, out: &mut dyn Write) -> io::Result<()> {
    if counts.claims() > 0 {
        write!(out, "<div class=\"bar\" aria-hidden=\"true\">")?;
        for (class, _, length) in parts(counts).into_iter().filter(|(.., length)| *length > 0) {
            write!(out, "<span class=\"{class}\" style=\"flex-grow:{length}\"></span>")?;
        }
        writeln!(out, "</div>")?;
    }
    writeln!(out, "<table class=\"counts\">\n<caption>Claims by verdict</caption>\n<tbody>")?;
    for (class, what, count) in parts(counts) {
        writeln!(
            out,
            "<tr class=\"{class}\"><th scope=\"row\">{what}</th><td>{}</td></tr>",
            grouped(count)
        )?;
    }
    writeln!(
        out,
        "<tr class=\"sum\"><th scope=\"row\">all claims</th><td>{}</td></tr>\n\
         <tr><th scope=\"row\">dismissed as not claims</th><td>{}</td></tr>\n\
         </tbody>\n</table>",
        grouped(counts.claims()),
        grouped(counts.dismissed)
    )
}

/// What the claims add up from, each with its class. No verdict counts a claim on which the
/// reviewers disagree.
fn parts(counts: &Counts) -> [(&'static str, &'static str, u64); 4] {
    let [unverified, disputed, corroborated] =
        Status::ALL.map(|status| (status.as_str(), status.as_str(), counts.undivided(status)));
    let conflict = ("conflict", "in conflict", counts.in_conflict.all());
    [unverified, disputed, conflict, corroborated]
}

fn write_state(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let entries = count(report.entries, "entry", "entries");
    writeln!(
        out,
        "<dl>\n<dt>Made</dt><dd><time>{}</time></dd>\n<dt>Ledger</dt><dd>{entries}</dd>",
        report.made_at
    )?;
    if let Some(last) = &report.last {
        writeln!(
            out,
            "<dt>Last entry</dt><dd>{}, <time>{}</time>, by {}</dd>\n\
             <dt>Its leaf hash</dt><dd>SHA-256 <code>{}</code></dd>",
            last.position,
            last.entry.at,
            Foreign(last.entry.actor.as_str()),
            last.leaf
        )?;
    }
    for odd in odd_times(&report.odd_times, "this report") {
        writeln!(out, "<dt>Wrong clock</dt><dd>{odd}</dd>")?;
    }
    for revoked in &report.revoked.0 {
        let said = revocation(revoked, |text| Foreign(text).to_string());
        writeln!(out, "<dt>Revoked key</dt><dd>{said}</dd>")?;
    }
    for set in &report.policies {
        writeln!(out, "<dt>Policy</dt><dd>{}</dd>", Foreign(&policy_set(set)))?;
    }
    for change in &report.key_changes {
        let said = key_change(change, |text| Foreign(text).to_string());
        writeln!(out, "<dt>Key of the ledger</dt><dd>{said}</dd>")?;
    }
    if let Some(checkpoint) = &report.checkpoint {
        let lines = Lines(checkpoint.trim_end());
        writeln!(out, "<dt>Checkpoint</dt><dd><pre>{lines}</pre></dd>")?;
    }
    writeln!(out, "</dl>")
}
