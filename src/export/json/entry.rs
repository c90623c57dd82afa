use serde::Serialize;

use crate::domain::{EntryId, Event, LogEntry, Note, ReviewerName, Sha256, Timestamp, Words};

/// An entry of the log.
#[derive(Serialize)]
pub struct EntryJson<'a> {
    id: EntryId,
    at: Timestamp,
    actor: &'a ReviewerName,
    r#type: &'a str,
    body: &'a Event,
    uuid: String,
    /// The hash of the entry as a leaf of the log.
    sha256: Sha256,
    /// Absent, unless the rules of the log refuse the entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    effect: Option<bool>,
    /// Absent, unless its time is before that of this earlier entry: then a clock was wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    earlier_than: Option<EntryId>,
    /// The remark, if the body has only its hash; null if it is withheld.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a Note>,
    /// The claimant, if the body has only the hash of the name; null if it is withheld.
    #[serde(skip_serializing_if = "Option::is_none")]
    claimant: Option<NameJson<'a>>,
    /// The same of a quote, and of what was searched, as evidence.
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<&'a Note>,
    #[serde(skip_serializing_if = "Option::is_none")]
    searched: Option<&'a Note>,
    /// The same of what a claim covers.
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<&'a Note>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a Note>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a Note>,
}

/// A name, unless it is withheld.
#[derive(Serialize)]
struct NameJson<'a>(Option<&'a str>);

impl<'a> EntryJson<'a> {
    pub fn of(recorded: &'a LogEntry) -> Self {
        let LogEntry { earlier_than, entry, has_effect, leaf, position } = recorded;
        let remark = entry.event.remark_words().filter(|words| words.sealed().is_some());
        let claimant = entry.event.claimant().filter(|words| words.sealed().is_some());
        let sealed = |words: Option<&'a Words<Note>>| {
            words.filter(|words| words.sealed().is_some()).map(Words::note)
        };
        let (mut quote, mut searched) = (None, None);
        if let Event::EvidenceAdded(added) = &entry.event {
            (quote, searched) = (added.quote.as_ref(), added.searched.as_ref());
        }
        let mut scope = [None; 3];
        if let Event::ClaimScoped(scoped) = &entry.event {
            scope = scoped.parts();
        }
        let [period, place, unit] = scope.map(sealed);
        Self {
            id: *position,
            at: entry.at,
            actor: &entry.actor,
            r#type: entry.event.kind(),
            body: &entry.event,
            uuid: entry.id.to_string(),
            sha256: *leaf,
            effect: (!has_effect).then_some(false),
            earlier_than: *earlier_than,
            note: remark.map(Words::note),
            claimant: claimant.map(|name| NameJson(name.text().map(String::as_str))),
            quote: sealed(quote),
            searched: sealed(searched),
            period,
            place,
            unit,
        }
    }

    /// With the members that version 0.1.0 had.
    pub(super) fn into_first(self) -> Self {
        Self { earlier_than: None, ..self }
    }
}
