//! A report in Markdown that is also readable as plain text.

mod claim;
mod section;
mod text;

use std::io::{self, Write};

use text::Markdown;

use super::sentences::{
    LIMITS, LIMITS_HEADING, Ranges, hidden, key_change, revocation, selection, state, totals, whole,
};
use super::whole::Whole;
use super::{WriteError, title};
use crate::domain::{ClaimId, Visible};
use crate::view::{Report, words};

pub(super) fn write<E>(
    report: &Report,
    sections: impl Iterator<Item = Result<Whole, WriteError<E>>>,
    out: &mut dyn Write,
) -> Result<(), WriteError<E>> {
    let mut sections = sections.peekable();
    let title = title(report, &mut sections);
    write_head(report, title.as_deref(), out)?;
    for section in sections {
        section::write(&section?, out)?;
    }
    writeln!(out, "## {LIMITS_HEADING}\n")?;
    for limit in LIMITS {
        writeln!(out, "- {limit}")?;
    }
    Ok(())
}

fn write_head(report: &Report, title: Option<&str>, out: &mut dyn Write) -> io::Result<()> {
    let title = title.map(|title| format!(": {}", Markdown(title))).unwrap_or_default();
    writeln!(out, "# Fact-check report{title}\n\n{}.\n", totals(report))?;
    if let Some(state) = state(report) {
        writeln!(out, "**{state}**\n")?;
    }
    if let Some(of) = &report.hidden {
        let said = hidden(of, |text| Markdown(text).to_string());
        writeln!(out, "**Not all is shown:** {said}\n")?;
    }
    if let Some(selected) = &report.selected {
        let (of, whole) = (selection(selected), whole(selected));
        let of = Markdown(&of);
        writeln!(out, "**This is a selection:** {of}. The whole ledger has {whole}.\n")?;
    }
    if report.unverified.is_empty() {
        let of = report.selected.as_ref().map_or("", |_| " in this selection");
        writeln!(out, "Nothing{of} is unverified.\n")?;
    } else {
        let ranges = Ranges { ids: &report.unverified, link };
        writeln!(out, "**Still unverified:** {ranges}\n")?;
    }
    if !report.in_conflict.is_empty() {
        let ranges = Ranges { ids: &report.in_conflict, link };
        writeln!(out, "**In conflict, its reviewers disagree:** {ranges}\n")?;
    }
    for withdrawn in &report.withdrawn {
        writeln!(out, "{}\n", Markdown(&words::withdrawn(withdrawn)))?;
    }
    let entries = words::count(report.entries, "entry", "entries");
    writeln!(out, "- Made: {}\n- Ledger: {entries}", report.made_at)?;
    if let Some(last) = &report.last {
        writeln!(
            out,
            "- Last entry: {}, {}, by {}\n- Its leaf hash: SHA-256 `{}`",
            last.position,
            last.entry.at,
            Markdown(last.entry.actor.as_str()),
            last.leaf
        )?;
    }
    for odd in words::odd_times(&report.odd_times, "this report") {
        writeln!(out, "- **A clock was wrong**: {odd}")?;
    }
    for revoked in &report.revoked.0 {
        let said = revocation(revoked, |text| Markdown(text).to_string());
        writeln!(out, "- {said}")?;
    }
    for set in &report.policies {
        writeln!(out, "- Policy: {}", Markdown(&words::policy_set(set)))?;
    }
    for change in &report.key_changes {
        writeln!(out, "- {}", key_change(change, |text| Markdown(text).to_string()))?;
    }
    if let Some(checkpoint) = &report.checkpoint {
        writeln!(out, "\nThe checkpoint of this state, signed by the ledger:\n")?;
        // An indented code block, which its content cannot end.
        for line in checkpoint.lines() {
            writeln!(out, "{}", format!("    {}", Visible::line(line)).trim_end())?;
        }
    }
    writeln!(out)
}

/// A link to the heading of a claim, which is only its id: Markdown viewers name headings by their
/// words in lower case.
fn link(id: ClaimId) -> String {
    format!("[{id}](#{})", id.to_string().to_lowercase())
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Options, Parser};
    use snapbox::{assert_data_eq, file};

    use super::super::{Format, samples};

    #[test]
    fn a_report_is_readable_as_it_stands() {
        assert_data_eq!(samples::written(Format::Markdown), file!["sample.md": Text].raw());
    }

    #[test]
    fn an_empty_ledger_has_a_report_too() {
        let written = samples::empty(Format::Markdown);
        let (head, _) = written.split_once("## Limits of this report").unwrap();
        assert_eq!(
            head,
            "# Fact-check report\n\n0 articles, 0 claims.\n\nNothing is unverified.\n\n\
             - Made: 2026-11-23T08:00:00Z\n- Ledger: 0 entries\n\n"
        );
    }

    #[test]
    fn a_report_on_one_article_has_its_title() {
        let written = samples::one_written(Format::Markdown);
        assert_eq!(written.lines().next(), Some("# Fact-check report: A bridge for Eastwater"));
    }

    /// Its markup, without the words.
    fn skeleton(markdown: &str) -> Vec<String> {
        let options = Options::all().difference(Options::ENABLE_SMART_PUNCTUATION);
        Parser::new_ext(markdown, options)
            .filter(|event| !matches!(event, Event::Text(_) | Event::SoftBreak))
            .map(
                |event| {
                    if let Event::Code(_) = event {
                        "code".to_owned()
                    } else {
                        format!("{event:?}")
                    }
                },
            )
            .collect()
    }

    #[test]
    fn hostile_text_adds_no_markup() {
        // A remark may have lines, lists, and links to web addresses.
        let may_be_in_a_remark = |event: &String| {
            let frames = ["Start(List", "End(List", "Start(Item", "End(Item", "HardBreak"];
            let more = ["Start(Paragraph", "End(Paragraph", "End(Link"];
            frames.iter().chain(&more).any(|frame| event.starts_with(frame))
                || event.starts_with("Start(Link") && event.contains("\"https://x.example\"")
        };
        let other = |markdown: &str| -> Vec<String> {
            skeleton(markdown).into_iter().filter(|event| !may_be_in_a_remark(event)).collect()
        };
        assert_eq!(
            other(&samples::hostile_written(Format::Markdown)),
            other(&samples::harmless_written(Format::Markdown))
        );
    }
}
