use super::{Ledger, LedgerError};
use crate::domain::{Act, Actor, Claim, ClaimId, Coverage, Note, Refusal};
use crate::store::Snapshot;

/// What is to be said of what claims cover. What is not named stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewScope {
    pub period: Part,
    pub place: Part,
    pub unit: Part,
}

/// A part of a scope.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// It is not said any more.
    Cleared,
    Said(Note),
    /// It stays as it is.
    #[default]
    Unnamed,
}

impl Part {
    fn after(&self, before: Option<Note>) -> Option<Note> {
        match self {
            Self::Cleared => None,
            Self::Said(words) => Some(words.clone()),
            Self::Unnamed => before,
        }
    }
}

impl NewScope {
    fn after(&self, before: Coverage) -> Coverage {
        Coverage {
            period: self.period.after(before.period),
            place: self.place.after(before.place),
            unit: self.unit.after(before.unit),
        }
    }
}

impl Ledger {
    /// Say what claims cover: of all of them or none. Those that this changes nothing of are left
    /// out. Returns the others.
    pub fn scope(
        &mut self,
        author: &Actor,
        claims: &[ClaimId],
        scope: &NewScope,
        reason: Option<&Note>,
    ) -> Result<Vec<ClaimId>, LedgerError> {
        self.act_where_new(author, claims, |snapshot, claim| {
            let before = covers(snapshot, claim)?;
            let covers = scope.after(before.clone().left());
            if covers == before {
                return Err(Refusal::NothingScoped(claim.id).into());
            }
            Ok(Act::Scope { covers, reason: reason.cloned() })
        })
    }
}

/// What a claim covers now.
fn covers(snapshot: &Snapshot<'_>, claim: &Claim) -> Result<Coverage, LedgerError> {
    let scope = snapshot.scope(claim, &snapshot.roster()?)?;
    Ok(scope.map(|scope| scope.covers).unwrap_or_default())
}
