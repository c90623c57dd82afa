use std::str::FromStr;

use super::{Event, LogEntry, Note, ReviewerName, Subject, Timestamp, folded};

/// Which entries of the history to show.
#[derive(Clone, Debug, Default)]
pub struct HistoryQuery {
    pub by: Option<ReviewerName>,
    /// Of these types; empty: of all.
    pub types: Vec<&'static str>,
    pub of: Option<Subject>,
    /// At this moment or later.
    pub since: Option<Timestamp>,
    /// At this moment or earlier.
    pub until: Option<Timestamp>,
    /// Each must appear in the note or the summary, ignoring spacing and case.
    pub words: Vec<String>,
}

impl HistoryQuery {
    /// Whether an entry about the right subject is shown.
    pub fn takes(&self, recorded: &LogEntry) -> bool {
        let entry = &recorded.entry;
        let is_of_type = self.types.is_empty() || self.types.contains(&entry.event.kind());
        is_of_type
            && self.by.as_ref().is_none_or(|name| entry.actor == *name)
            && self.since.is_none_or(|since| entry.at >= since)
            && self.until.is_none_or(|until| entry.at <= until)
            && self.has_words(&entry.event)
    }

    /// Whether it leaves out anything by time, person, type or words.
    pub fn is_selective(&self) -> bool {
        let Self { by, types, of: _, since, until, words } = self;
        by.is_some() || since.is_some() || until.is_some() || !types.is_empty() || !words.is_empty()
    }

    /// Whether it asks for what entries say, or who recorded them.
    pub fn looks_inside(&self) -> bool {
        self.by.is_some() || !self.types.is_empty() || !self.words.is_empty()
    }

    fn has_words(&self, event: &Event) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let note = event.remark().map(Note::as_str).unwrap_or_default();
        let said = folded(&format!("{} {note}", event.summary()));
        self.words.iter().all(|word| said.contains(&folded(word)))
    }
}

/// Types of events, as a person names them: one as it is in the log (`claim.reviewed`), or all that
/// a word stands for (`review`, `dismissed`, `notes`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventTypes(pub Vec<&'static str>);

/// Not a word for a type of event.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a type of event; these are: {}", Event::KINDS.join(", "))]
pub struct NotAnEventType;

impl EventTypes {
    /// Other words for types, besides the two that a type consists of.
    const CALLED: [(&str, &str); 14] = [
        ("dismissal", "claim.dismissed"),
        ("extraction", "claims.extracted"),
        ("import", "article.imported"),
        ("import", "claims.extracted"),
        ("key", "reviewer.added"),
        ("key", "reviewer.revoked"),
        ("mark", "claim.reviewed"),
        ("restoration", "claim.restored"),
        ("review", "claim.reviewed"),
        ("retraction", "note.retracted"),
        ("revocation", "reviewer.revoked"),
        ("rotation", "key.rotated"),
        ("verdict", "claim.reviewed"),
        ("withdrawal", "review.withdrawn"),
    ];
}

impl FromStr for EventTypes {
    type Err = NotAnEventType;

    fn from_str(name: &str) -> Result<Self, NotAnEventType> {
        let name = name.to_lowercase();
        let one = name.strip_suffix('s').unwrap_or(&name);
        let is_meant = |kind: &&str| {
            let (noun, verb) = kind.split_once('.').unwrap_or((kind, ""));
            *kind == name
                || noun.strip_suffix('s').unwrap_or(noun) == one
                || verb == name
                || Self::CALLED.contains(&(one, kind))
        };
        let types: Vec<&str> = Event::KINDS.iter().copied().filter(is_meant).collect();
        if types.is_empty() { Err(NotAnEventType) } else { Ok(Self(types)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, expected: &[&str]) {
        let types = word.parse().map(|types: EventTypes| types.0);
        assert_eq!(types.unwrap_or_default(), expected, "{word}");
    }

    #[test]
    fn types_are_named_as_in_the_log_or_by_a_plain_word() {
        check("claim.reviewed", &["claim.reviewed"]);
        check("claims.extracted", &["claims.extracted"]);
        check("review", &["claim.reviewed", "review.withdrawn"]);
        check("Reviews", &["claim.reviewed", "review.withdrawn"]);
        check("verdict", &["claim.reviewed", "verdict.resolved"]);
        check("reviewed", &["claim.reviewed"]);
        check("note", &["note.added", "note.retracted"]);
        check("import", &["article.imported", "claims.extracted"]);
        check("dismissal", &["claim.dismissed"]);
        check("revoked", &["reviewer.revoked"]);
        check("key", &["key.rotated", "reviewer.added", "reviewer.revoked"]);
        check("added", &["claim.added", "evidence.added", "note.added", "reviewer.added"]);
        for other in ["", "s", "claim.review", "all", "."] {
            check(other, &[]);
        }
    }

    #[test]
    fn each_other_word_stands_for_a_type_that_exists() {
        for (_, kind) in EventTypes::CALLED {
            assert!(Event::KINDS.contains(&kind), "{kind}");
        }
    }
}
