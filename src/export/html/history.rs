use std::io::{self, Write};

use super::text::Foreign;
use crate::domain::LogEntry;
use crate::export::sentences::TAKEN_BACK;
use crate::view::ClaimDetail;
use crate::view::words::count;

/// The history of a claim: folded on a screen, open on paper.
pub(super) fn write(examined: &ClaimDetail, out: &mut dyn Write) -> io::Result<()> {
    let (of, acts) = (examined.listed.claim.id, &examined.acts);
    if acts.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "<details>\n<summary>History: {}</summary>\n\
         <table>\n<caption>History of {of}</caption>\n\
         <thead><tr><th scope=\"col\">Entry</th><th scope=\"col\">When</th>\
         <th scope=\"col\">Who</th><th scope=\"col\">What</th></tr></thead>\n<tbody>",
        count(acts.len() as u64, "entry", "entries")
    )?;
    for act in acts {
        let LogEntry { entry, leaf, position, .. } = act;
        write!(
            out,
            "<tr><th scope=\"row\">{position} <code>{}</code></th>\
             <td><time>{}</time></td><td>{}</td><td>{}",
            leaf.short(),
            entry.at,
            Foreign(entry.actor.as_str()),
            Foreign(&entry.event.summary())
        )?;
        if examined.is_taken_back(act) {
            write!(out, " ({TAKEN_BACK})")?;
        } else if let Some(remark) = entry.event.remark() {
            write!(out, ": {}", Foreign(remark.as_str()))?;
        }
        writeln!(out, "</td></tr>")?;
    }
    writeln!(out, "</tbody>\n</table>\n</details>")
}
