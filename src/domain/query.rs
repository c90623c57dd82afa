use std::fmt;
use std::str::FromStr;

use super::{
    ArticleId, Claim, ClaimId, Day, Provenance, ReviewerName, Status, Tag, Timestamp, Wanted,
    folded,
};

/// Which claims to list, and in which order.
#[expect(clippy::struct_excessive_bools, reason = "each is a condition")]
#[derive(Clone, Debug, Default)]
pub struct ClaimQuery {
    pub article: Option<ArticleId>,
    /// Only those that are assigned to this person.
    pub assignee: Option<ReviewerName>,
    /// Only those that this reviewer judged.
    pub by: Option<ReviewerName>,
    /// Words of the claimant's name, ignoring spacing and case: see [`folded`](super::folded).
    pub claimant: Option<String>,
    /// Only those whose reviewers disagree.
    pub conflict: bool,
    /// Dismissed claims instead of the others.
    pub dismissed: bool,
    /// Only those that are due on this day or before.
    pub due: Option<Day>,
    /// Only those that rest on a claim that has fallen.
    pub fallen: bool,
    /// Claims that are gone instead of the others: the last reading of their article is without them.
    pub gone: bool,
    /// Only those that this person has: assigned to them, or taken by them at this time.
    pub held_by: Option<Waiter>,
    pub order: Order,
    /// Only those that changed at this moment or later.
    pub since: Option<Timestamp>,
    /// Only those whose words are gone, or whose evidence has fallen.
    pub stale: bool,
    /// Only claims with this verdict. For `disputed`, also those in conflict that somebody
    /// disputes, whatever their verdict.
    pub status: Option<Status>,
    /// Only those with all of these tags.
    pub tags: Vec<Tag>,
    /// Check each claim against the log and its text before it is shown. This takes longer.
    pub verified: bool,
    /// Only those whose reviewers agree, but lack something of a verdict.
    pub waiting: bool,
    /// Only those that wait for this person.
    pub waiting_for: Option<Waiter>,
    /// Words that must all occur in the claim and its claimant, or in one of the notes on it.
    pub words: Option<Wanted>,
}

/// Somebody whom claims can wait for, at one time.
#[derive(Clone, Debug)]
pub struct Waiter {
    pub at: Timestamp,
    /// Whether they are an editor, or everybody is.
    pub is_editor: bool,
    /// Whether the policy keeps them from what they imported or added themselves.
    pub is_kept_from_own: bool,
    pub name: ReviewerName,
}

impl ClaimQuery {
    /// Whether the claimant is the one who is looked for.
    pub fn is_claimant(&self, claim: &Claim) -> bool {
        let Some(name) = &self.claimant else { return true };
        claim.claimant.as_deref().is_some_and(|claimant| folded(claimant).contains(&folded(name)))
    }
}

/// In which order claims are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As they were recorded.
    Id,
    /// The last recorded first.
    Newest,
    /// Unverified first, then disputed, then corroborated; each in the order they were recorded.
    #[default]
    Pending,
    /// Most check-worthy first; claims that people added, which have no score, last.
    Score,
}

/// The place in a list after which the next page starts: the sort key and the id.
///
/// Written `C12`, `unverified:C12` or `812:C12`, depending on the order of the list. It stays valid
/// even if the claim has moved in the list since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub id: ClaimId,
    pub key: Key,
}

/// The sort key of a list, if it is not only the id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    None,
    /// Points; -1 for a claim without a score.
    Score(i16),
    Status(Status),
}

/// Not a place in this list.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("that is not a place in this list")]
pub struct NotACursor;

impl Cursor {
    /// The place of `claim` in a list of this order.
    pub fn of(claim: &Claim, order: Order) -> Self {
        let key = match order {
            Order::Id | Order::Newest => Key::None,
            Order::Pending => Key::Status(claim.status),
            Order::Score => Key::Score(match &claim.found {
                Provenance::ByExtractor { score, .. } => {
                    i16::try_from(score.points()).unwrap_or(-1)
                }
                Provenance::ByReviewer => -1,
            }),
        };
        Self { id: claim.id, key }
    }

    /// Whether it is a place in a list of this order.
    pub fn fits(self, order: Order) -> bool {
        match self.key {
            Key::None => matches!(order, Order::Id | Order::Newest),
            Key::Score(_) => order == Order::Score,
            Key::Status(_) => order == Order::Pending,
        }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.key {
            Key::None => write!(f, "{}", self.id),
            Key::Score(points) => write!(f, "{points}:{}", self.id),
            Key::Status(status) => write!(f, "{status}:{}", self.id),
        }
    }
}

impl FromStr for Cursor {
    type Err = NotACursor;

    fn from_str(cursor: &str) -> Result<Self, NotACursor> {
        let (key, id) = match cursor.rsplit_once(':') {
            None => (Key::None, cursor),
            Some((key, id)) => match (key.parse(), key.parse()) {
                (Ok(status), _) => (Key::Status(status), id),
                (_, Ok(points)) if points >= -1 => (Key::Score(points), id),
                _ => return Err(NotACursor),
            },
        };
        Ok(Self { id: id.parse().map_err(|_| NotACursor)?, key })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_as_it_is_written() {
        for cursor in ["C12", "unverified:C12", "812:C12", "-1:C12"] {
            assert_eq!(cursor.parse().map(|cursor: Cursor| cursor.to_string()), Ok(cursor.into()));
        }
        for cursor in ["", "C12:C12", "verified:C12", "812:", "-2:C12"] {
            assert_eq!(cursor.parse::<Cursor>(), Err(NotACursor), "{cursor}");
        }
    }
}
