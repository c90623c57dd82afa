use std::io::{self, Write};

use super::text::Foreign;
use super::words;
use crate::domain::{ClaimId, LogEntry};
use crate::view::words::count;

/// The history of a claim: folded on a screen, open on paper.
pub(super) fn write(of: ClaimId, acts: &[LogEntry], out: &mut dyn Write) -> io::Result<()> {
    if acts.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "<details>\n<summary>History: {}</summary>\n\
         <table>\n<caption>What was done to {of}, in order</caption>\n\
         <thead><tr><th scope=\"col\">Entry</th><th scope=\"col\">When</th>\
         <th scope=\"col\">Who</th><th scope=\"col\">What</th></tr></thead>\n<tbody>",
        count(acts.len() as u64, "entry", "entries")
    )?;
    for LogEntry { entry, leaf, position, .. } in acts {
        write!(
            out,
            "<tr><th scope=\"row\">{position} <code>{}</code></th>\
             <td><time>{}</time></td><td>{}</td><td>{}",
            leaf.short(),
            entry.at,
            Foreign(entry.actor.as_str()),
            Foreign(&words::summary(&entry.event))
        )?;
        if let Some(remark) = entry.event.remark() {
            write!(out, ": {}", Foreign(remark.as_str()))?;
        }
        writeln!(out, "</td></tr>")?;
    }
    writeln!(out, "</tbody>\n</table>\n</details>")
}
