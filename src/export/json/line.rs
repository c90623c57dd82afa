use serde::Serialize;

use super::EntryJson;
use crate::domain::{ClaimId, EntryId, Timestamp};
use crate::view::HistoryLine;

/// An entry in the history, as it is seen.
#[derive(Serialize)]
#[serde(untagged)]
pub enum HistoryLineJson<'a> {
    Hidden(HiddenEntryJson),
    Shown(Box<EntryJson<'a>>),
}

/// What is hidden has the members of an entry, and says no more than its claim.
#[derive(Serialize)]
pub struct HiddenEntryJson {
    id: EntryId,
    at: Timestamp,
    actor: (),
    r#type: &'static str,
    body: HiddenJson,
    uuid: (),
    sha256: (),
}

#[derive(Serialize)]
struct HiddenJson {
    claim: ClaimId,
}

impl<'a> HistoryLineJson<'a> {
    pub fn of(line: &'a HistoryLine) -> Self {
        match line {
            HistoryLine::Hidden { at, claim, position } => Self::Hidden(HiddenEntryJson {
                id: *position,
                at: *at,
                actor: (),
                r#type: "hidden",
                body: HiddenJson { claim: *claim },
                uuid: (),
                sha256: (),
            }),
            HistoryLine::Shown(recorded) => Self::Shown(Box::new(EntryJson::of(recorded))),
        }
    }
}
