use std::collections::BTreeMap;

use super::{EntryId, ReviewerName};

/// Which reviewers have left, and when: those whose keys were all revoked. Their reviews stand, but
/// they can no longer agree to anything. They are back when they get another key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    /// The keys of the reviewers of whom one was revoked.
    revoked: BTreeMap<ReviewerName, Vec<Term>>,
}

/// The time in which one key was valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The entry that added the key.
    pub since: EntryId,
    /// The entry that revoked it.
    pub until: Option<EntryId>,
}

impl Roster {
    /// Of all keys in the log.
    pub fn new(keys: impl IntoIterator<Item = (ReviewerName, Term)>) -> Self {
        let mut revoked: BTreeMap<ReviewerName, Vec<Term>> = BTreeMap::new();
        for (name, term) in keys {
            revoked.entry(name).or_default().push(term);
        }
        revoked.retain(|_, terms| terms.iter().any(|term| term.until.is_some()));
        Self { revoked }
    }

    /// The reviewers who had left when the entry `at` was recorded.
    pub fn left_at(&self, at: EntryId) -> impl Iterator<Item = &ReviewerName> {
        let has_left = move |terms: &Vec<Term>| {
            let mut own = terms.iter().filter(|term| term.since < at).peekable();
            own.peek().is_some() && own.all(|term| term.until.is_some_and(|until| until < at))
        };
        self.revoked.iter().filter(move |(_, terms)| has_left(terms)).map(|(name, _)| name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reviewer_without_a_valid_key_has_left_until_they_get_another() {
        let term = |name: &str, since, until: Option<u64>| {
            (name.parse().unwrap(), Term { since: EntryId(since), until: until.map(EntryId) })
        };
        let roster =
            Roster::new([term("ana", 1, None), term("ben", 2, Some(5)), term("ben", 8, None)]);
        let left: Vec<usize> = (1..10).map(|at| roster.left_at(EntryId(at)).count()).collect();
        assert_eq!(left, [0, 0, 0, 0, 0, 1, 1, 1, 0]);
        assert!(roster.left_at(EntryId(6)).eq([&"ben".parse().unwrap()]));
    }
}
