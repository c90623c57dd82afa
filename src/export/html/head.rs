use std::io::{self, Write};

use super::text::{Foreign, Lines};
use crate::domain::{Counts, Status};
use crate::export::sentences::{Ranges, totals};
use crate::view::Report;
use crate::view::words::{self, count, grouped};

/// What an editor must see in a minute, and the state of the ledger it shows.
pub(super) fn write(report: &Report, title: Option<&str>, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "<header>\n<h1>Fact-check report")?;
    if let Some(title) = title {
        write!(out, ": {}", Foreign(title))?;
    }
    writeln!(out, "</h1>\n<p class=\"total\">{}.</p>", totals(report))?;
    write_counts(&report.counts, out)?;
    if report.unverified.is_empty() {
        writeln!(out, "<p>Nothing is unverified.</p>")?;
    } else {
        let link = |id| format!("<a href=\"#{id}\">{id}</a>");
        let ranges = Ranges { ids: &report.unverified, link };
        writeln!(out, "<p><strong>Still unverified:</strong> {ranges}</p>")?;
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
        for status in Status::ALL.into_iter().filter(|status| counts.of(*status) > 0) {
            let length = counts.of(status);
            write!(out, "<span class=\"{status}\" style=\"flex-grow:{length}\"></span>")?;
        }
        writeln!(out, "</div>")?;
    }
    writeln!(out, "<table class=\"counts\">\n<caption>Claims by verdict</caption>\n<tbody>")?;
    for status in Status::ALL {
        writeln!(
            out,
            "<tr class=\"{status}\"><th scope=\"row\">{status}</th><td>{}</td></tr>",
            grouped(counts.of(status))
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
    if let Some(checkpoint) = &report.checkpoint {
        let lines = Lines(checkpoint.trim_end());
        writeln!(out, "<dt>Checkpoint</dt><dd><pre>{lines}</pre></dd>")?;
    }
    writeln!(out, "</dl>")
}
