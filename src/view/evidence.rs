use super::words::grouped;
use crate::domain::{
    Capture, Check, CheckResult, EntryId, Evidence, Grouping, Locator, LogEntry, Note, SourceName,
    Stance, Withdrawal, Words, evidence_searched,
};

/// A piece of evidence, as it is shown.
#[derive(Clone, Debug)]
pub struct ShownEvidence {
    pub evidence: Evidence,
    /// The words of the captured text that it quotes. Absent if nothing is quoted, if the quote is not
    /// in the captured text, and if what was captured is withheld.
    pub quote: Option<String>,
    /// The entry that withheld what was captured.
    pub withheld: Option<EntryId>,
}

/// A piece of evidence with everything known about it.
#[derive(Clone, Debug)]
pub struct EvidenceDetail {
    /// Its history, in order.
    pub acts: Vec<LogEntry>,
    pub shown: ShownEvidence,
    /// The captured text, if there is one that is not withheld.
    pub text: Option<String>,
}

impl ShownEvidence {
    /// The quote, and whether it is in the captured text.
    pub fn quoted(&self) -> Option<(&str, bool)> {
        let added = &self.evidence.added;
        if added.quote_at.is_some() {
            return Some((self.quote.as_deref().unwrap_or("[withheld]"), true));
        }
        added.quote.as_ref().map(|quote| (quote.note().as_str(), false))
    }

    /// What it says, as it is searched.
    pub fn searched(&self) -> String {
        let added = &self.evidence.added;
        let said = |words: &'_ Option<Words<Note>>| {
            words.as_ref().and_then(Words::text).map(|note| note.as_str().to_owned())
        };
        let quote = if added.quote_at.is_some() { self.quote.clone() } else { said(&added.quote) };
        let (note, searched) = (said(&added.note), said(&added.searched));
        let origin = self.evidence.grouped.last().map(|set| &set.origin).or(added.origin.as_ref());
        evidence_searched([
            quote.as_deref(),
            note.as_deref(),
            searched.as_deref(),
            added.locator.as_ref().map(Locator::as_str),
            origin.map(SourceName::as_str),
        ])
    }

    /// `V4 refutes it`.
    pub fn heading(&self) -> String {
        let id = self.evidence.id();
        match self.evidence.added.stance {
            Stance::Context => format!("{id} gives context"),
            Stance::Refutes => format!("{id} refutes it"),
            Stance::Supports => format!("{id} supports it"),
        }
    }

    /// Where it is, or what was looked for.
    pub fn place(&self) -> &str {
        let added = &self.evidence.added;
        let searched = added.searched.as_ref().map(|words| words.note().as_str());
        added.locator.as_ref().map(crate::domain::Locator::as_str).or(searched).unwrap_or_default()
    }

    /// Everything about it, in words, each with its label. The words may be foreign.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        let evidence = &self.evidence;
        let added = &evidence.added;
        let is_search = added.searched.is_some();
        let mut facts = vec![(if is_search { "searched" } else { "at" }, self.place().to_owned())];
        if let Some((quote, is_confirmed)) = self.quoted() {
            let how = match added.quote_at {
                Some(at) if is_confirmed => {
                    format!("in the captured text, bytes {}..{}", at.span.start, at.span.end)
                }
                _ => "NOT CONFIRMED: not found in a captured text".to_owned(),
            };
            facts.push(("quote", format!("»{quote}« ({how})")));
        }
        facts.extend(added.kind.map(|kind| ("kind", kind.to_string())));
        facts.extend(added.published.as_ref().map(|day| ("published", day.to_string())));
        if let Some(Grouping { by, entry, origin, .. }) = evidence.grouped.last() {
            facts.push(("origin", format!("{origin} (set by {by}, {entry})")));
        } else if let Some(origin) = &added.origin {
            facts.push(("origin", origin.to_string()));
        }
        if let Some(capture) = &added.capture {
            facts.push(("captured", captured(capture, &evidence.at.to_string())));
        } else if !is_search {
            facts.push(("captured", "no: only where it is was recorded".to_owned()));
        }
        facts
            .extend(self.withheld.map(|entry| ("withheld", format!("what was captured, {entry}"))));
        facts.extend(evidence.note().map(|note: &Note| ("note", note.to_string())));
        if let Some(Check { at, by, capture, entry, result }) = evidence.checks.last() {
            let sha256 = capture
                .as_ref()
                .map_or_else(String::new, |capture| format!(", SHA-256 {}", capture.sha256));
            facts.push(("checked", format!("{at}: {}{sha256}, by {by}, {entry}", found(*result))));
        }
        facts.push(("added", format!("by {}, {}, {}", evidence.by, evidence.at, evidence.entry)));
        if let Some(Withdrawal { at, by, entry, reason }) = &evidence.withdrawn {
            facts.push(("withdrawn", format!("by {by}, {at}, {entry}: {reason}")));
        }
        facts
    }
}

/// What was found when evidence was looked up again.
pub fn found(result: CheckResult) -> &'static str {
    match result {
        CheckResult::Gone => "it is gone",
        CheckResult::Moved => "the text around it changed",
        CheckResult::QuoteGone => "its quote is gone",
        CheckResult::There => "it is there",
    }
}

fn captured(capture: &Capture, at: &str) -> String {
    let Capture { address, bytes, sha256, text, .. } = capture;
    let from = address.as_ref().map_or_else(String::new, |from| format!(" from {from}"));
    let read = text.as_ref().map_or_else(
        || ", no text could be read".to_owned(),
        |text| format!(", read as {} {}", text.reader.name, text.reader.version),
    );
    format!("{at}{from}, {} bytes{read}, SHA-256 {sha256}", grouped(*bytes))
}
