use std::collections::BTreeMap;

use super::{EntryId, ReviewerName};

/// The people of a log: which names became others, and who has left: those whose keys were all
/// revoked. Their reviews stand, but they can no longer agree to anything. They are back when they
/// get another key. Nobody acts under a name that was given up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    /// What those who were renamed are called now.
    present: BTreeMap<ReviewerName, ReviewerName>,
    /// The keys of the people of whom one was revoked, by their present name.
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
    /// Of all keys in the log, each with the name that it was added for, and of the names that
    /// became others, in the order in which they did.
    pub fn new(
        keys: impl IntoIterator<Item = (ReviewerName, Term)>,
        renamed: impl IntoIterator<Item = (ReviewerName, ReviewerName)>,
    ) -> Self {
        let mut roster = Self::default();
        for (from, to) in renamed {
            roster.present.values_mut().filter(|name| **name == from).for_each(|name| {
                name.clone_from(&to);
            });
            roster.present.insert(from, to);
        }
        for (name, term) in keys {
            let person = roster.present(&name).clone();
            roster.revoked.entry(person).or_default().push(term);
        }
        roster.revoked.retain(|_, terms| terms.iter().any(|term| term.until.is_some()));
        roster
    }

    /// What the person is called now.
    pub fn present<'a>(&'a self, name: &'a ReviewerName) -> &'a ReviewerName {
        self.present.get(name).unwrap_or(name)
    }

    pub fn is_anyone_renamed(&self) -> bool {
        !self.present.is_empty()
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

    fn name(name: &str) -> ReviewerName {
        name.parse().unwrap()
    }

    fn term(of: &str, since: u64, until: Option<u64>) -> (ReviewerName, Term) {
        (name(of), Term { since: EntryId(since), until: until.map(EntryId) })
    }

    #[test]
    fn a_reviewer_without_a_valid_key_has_left_until_they_get_another() {
        let keys = [term("ana", 1, None), term("ben", 2, Some(5)), term("ben", 8, None)];
        let roster = Roster::new(keys, []);
        let left: Vec<usize> = (1..10).map(|at| roster.left_at(EntryId(at)).count()).collect();
        assert_eq!(left, [0, 0, 0, 0, 0, 1, 1, 1, 0]);
        assert!(roster.left_at(EntryId(6)).eq([&name("ben")]));
    }

    #[test]
    fn a_name_leads_to_the_last_one_of_the_same_person() {
        let renamed = [("ben", "ben.okafor"), ("ben.okafor", "b.silva")];
        let renamed = renamed.map(|(from, to)| (name(from), name(to)));
        let keys =
            [term("ben", 2, Some(5)), term("ben.okafor", 5, Some(7)), term("b.silva", 7, None)];
        let roster = Roster::new(keys, renamed);
        for known in ["ben", "ben.okafor", "b.silva"] {
            assert_eq!(*roster.present(&name(known)), name("b.silva"));
        }
        assert_eq!(*roster.present(&name("ana")), name("ana"));
        // To be renamed is not to leave.
        assert!((1..10).all(|at| roster.left_at(EntryId(at)).next().is_none()));
    }
}
