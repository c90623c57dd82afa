//! What a claim covers: most contradictions are two true statements of different scope. No verdict
//! follows from it.

use serde::{Deserialize, Serialize};

use super::{
    ClaimId, EntryId, Event, LogEntry, Note, ReviewerName, Roster, Sha256, Timestamp, Words,
};

/// A person said what a claim covers, in the place of what was said of that before. What is absent is
/// not said; with nothing, the claim has no scope any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimScoped {
    pub claim: ClaimId,
    /// The time that it is about: `2024`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Words<Note>>,
    /// Where it holds: `Ardelle`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Words<Note>>,
    pub quote_sha256: Sha256,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Words<Note>>,
    /// What its figures count: `crowns`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Words<Note>>,
}

impl ClaimScoped {
    /// What was said, in the order of the entry.
    pub fn parts(&self) -> [Option<&Words<Note>>; 3] {
        [self.period.as_ref(), self.place.as_ref(), self.unit.as_ref()]
    }

    /// Whether the claim has no scope any more.
    pub fn is_empty(&self) -> bool {
        self.parts().into_iter().all(|part| part.is_none())
    }

    pub(super) fn summary(&self) -> String {
        let claim = self.claim;
        let scope = Coverage::of(self);
        if self.is_empty() {
            format!("took away the scope of {claim}")
        } else {
            format!("said what {claim} covers: {scope}")
        }
    }
}

/// What a claim covers, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    pub period: Option<Note>,
    pub place: Option<Note>,
    pub unit: Option<Note>,
}

impl Coverage {
    /// What an entry says; what is withheld is said to be.
    pub fn of(scoped: &ClaimScoped) -> Self {
        let [period, place, unit] =
            scoped.parts().map(|part| part.map(|words| words.note().clone()));
        Self { period, place, unit }
    }

    /// Each part that is said, with what it is.
    pub fn parts(&self) -> impl Iterator<Item = (&'static str, &Note)> {
        let parts = [("period", &self.period), ("place", &self.place), ("unit", &self.unit)];
        parts.into_iter().filter_map(|(what, words)| Some((what, words.as_ref()?)))
    }

    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Without what is withheld: that cannot be said again.
    #[must_use]
    pub fn left(self) -> Self {
        let left = |words: Option<Note>| words.filter(|words| words.text().is_some());
        Self { period: left(self.period), place: left(self.place), unit: left(self.unit) }
    }
}

/// `period 2024, place Ardelle, unit crowns`.
impl std::fmt::Display for Coverage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts: Vec<String> =
            self.parts().map(|(what, words)| format!("{what} {words}")).collect();
        f.pad(&parts.join(", "))
    }
}

/// The scope that a claim has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    pub at: Timestamp,
    pub by: ReviewerName,
    pub covers: Coverage,
    /// The entry that records it.
    pub entry: EntryId,
}

impl Scope {
    /// The scope of this claim that an entry records, by what its author is called now; `None` if it
    /// records something else.
    pub fn recorded(recorded: &LogEntry, of: ClaimId, roster: &Roster) -> Option<Self> {
        let LogEntry { entry, position, .. } = recorded;
        let Event::ClaimScoped(scoped) = &entry.event else { return None };
        let by = roster.present(&entry.actor).clone();
        let covers = Coverage::of(scoped);
        let is_such = scoped.claim == of && !covers.is_empty();
        is_such.then_some(Self { at: entry.at, by, covers, entry: *position })
    }
}
