use serde::Serialize;

use super::{ClaimJson, EntryJson};
use crate::domain::ReviewerName;
use crate::view::{ClaimDetail, Context};

/// A claim with everything known about it.
#[derive(Serialize)]
pub struct ClaimDetailJson<'a> {
    #[serde(flatten)]
    claim: ClaimJson<'a>,
    recorded_by: &'a ReviewerName,
    context: ContextJson<'a>,
    history: Vec<EntryJson<'a>>,
}

#[derive(Serialize)]
struct ContextJson<'a> {
    before: &'a str,
    after: &'a str,
}

impl<'a> ClaimDetailJson<'a> {
    pub fn of(examined: &'a ClaimDetail) -> Self {
        let Context { after, before } = &examined.context;
        Self {
            claim: ClaimJson::of(&examined.listed),
            recorded_by: &examined.recorded_by,
            context: ContextJson { before, after },
            history: examined.acts.iter().map(EntryJson::of).collect(),
        }
    }

    /// With the members that version 0.1.0 had.
    pub(super) fn into_first(mut self) -> Self {
        self.claim = self.claim.into_first();
        self
    }
}
