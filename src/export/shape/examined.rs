use serde::Serialize;

use super::{ClaimShape, EntryShape};
use crate::domain::ReviewerName;
use crate::report::{Context, Examined};

/// A claim with everything that is known about it.
#[derive(Serialize)]
pub struct ExaminedShape<'a> {
    #[serde(flatten)]
    claim: ClaimShape<'a>,
    recorded_by: &'a ReviewerName,
    context: ContextShape<'a>,
    history: Vec<EntryShape<'a>>,
}

#[derive(Serialize)]
struct ContextShape<'a> {
    before: &'a str,
    after: &'a str,
}

impl<'a> ExaminedShape<'a> {
    pub fn of(examined: &'a Examined) -> Self {
        let Context { after, before } = &examined.context;
        Self {
            claim: ClaimShape::of(&examined.listed),
            recorded_by: &examined.recorded_by,
            context: ContextShape { before, after },
            history: examined.acts.iter().map(EntryShape::of).collect(),
        }
    }
}
