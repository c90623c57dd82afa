use serde::Serialize;

use super::{ClaimJson, EntryJson};
use crate::domain::{Clock, Heading, ReviewerName, Setting};
use crate::view::{ClaimDetail, Context};

/// A claim with everything known about it.
#[derive(Serialize)]
pub struct ClaimDetailJson<'a> {
    #[serde(flatten)]
    claim: ClaimJson<'a>,
    recorded_by: &'a ReviewerName,
    context: ContextJson<'a>,
    history: Vec<EntryJson<'a>>,
    /// What names the cells of the row that it stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<TableJson<'a>>,
    /// When the post that it stands in was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<TimeJson<'a>>,
}

#[derive(Serialize)]
struct TableJson<'a> {
    caption: Option<&'a str>,
    header: Option<&'a str>,
}

#[derive(Serialize)]
struct TimeJson<'a> {
    at: Option<&'a str>,
    words: &'a str,
}

#[derive(Serialize)]
struct ContextJson<'a> {
    before: &'a str,
    after: &'a str,
}

impl<'a> ClaimDetailJson<'a> {
    pub fn of(examined: &'a ClaimDetail) -> Self {
        let Context { after, before } = &examined.context;
        let Setting { clock, heading } = &examined.setting;
        let table = heading.as_deref().map(|Heading { caption, header }| TableJson {
            caption: caption.as_deref(),
            header: header.as_deref(),
        });
        let time =
            clock.as_deref().map(|Clock { at, words }| TimeJson { at: at.as_deref(), words });
        Self {
            claim: ClaimJson::of(&examined.listed),
            recorded_by: &examined.recorded_by,
            context: ContextJson { before, after },
            history: examined.acts.iter().map(EntryJson::of).collect(),
            table,
            time,
        }
    }

    /// With the members that version 0.1.0 had.
    pub(super) fn into_first(mut self) -> Self {
        self.claim = self.claim.into_first();
        self.history = self.history.into_iter().map(EntryJson::into_first).collect();
        self
    }
}
