use std::collections::{BTreeMap, BTreeSet};

use super::{
    ClaimAssigned, ClaimId, EntryId, Event, Policy, RatingName, Refusal, ReviewerName, Role, Rule,
    Scale, Status,
};

/// The people of a log, their roles, and the policies that they work under, at each entry.
///
/// Which names became others, and who has left: those whose keys were all revoked. Their reviews
/// stand, but they can no longer agree to anything. They are back when they get another key. Nobody
/// acts under a name that was given up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    /// The person who made the ledger, as they are called now.
    founder: Option<ReviewerName>,
    /// The policies, each with the entry that set it.
    policies: Vec<(EntryId, Policy)>,
    /// The roles that were given, in order, by the present name of who got them.
    roles: Vec<(EntryId, ReviewerName, Role)>,
    /// The scales of ratings, each with the entry that set it.
    scales: Vec<(EntryId, Scale)>,
    /// What those who were renamed are called now.
    present: BTreeMap<ReviewerName, ReviewerName>,
    /// The keys of each person, by their present name.
    keys: BTreeMap<ReviewerName, Vec<Term>>,
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
            roster.founder.get_or_insert_with(|| person.clone());
            roster.keys.entry(person).or_default().push(term);
        }
        roster
    }

    /// The same, with these policies, each in force after the entry that set it, and with these
    /// roles, each with the entry that gave it, in order.
    #[must_use]
    pub fn governed(
        mut self,
        policies: Vec<(EntryId, Policy)>,
        roles: impl IntoIterator<Item = (EntryId, ReviewerName, Role)>,
    ) -> Self {
        let roles = roles.into_iter();
        let roles = roles.map(|(entry, name, role)| (entry, self.present(&name).clone(), role));
        (self.policies, self.roles) = (policies, roles.collect());
        self
    }

    /// The same, with these scales of ratings, each in force after the entry that set it.
    #[must_use]
    pub fn rated(mut self, scales: Vec<(EntryId, Scale)>) -> Self {
        self.scales = scales;
        self
    }

    /// The scale of ratings in force for what the entry `at` records.
    pub fn scale_at(&self, at: EntryId) -> &Scale {
        static NONE: Scale = Scale(Vec::new());
        let set = self.scales.iter().rfind(|(entry, _)| *entry < at);
        set.map_or(&NONE, |(_, scale)| scale)
    }

    /// Whether this rating goes with that status, by the scale in force.
    pub(super) fn allows_rating(
        &self,
        claim: ClaimId,
        rating: Option<&RatingName>,
        status: Status,
        at: EntryId,
    ) -> Result<(), Refusal> {
        let (scale, Some(rating)) = (self.scale_at(at), rating) else { return Ok(()) };
        if scale.has(rating, status) {
            return Ok(());
        }
        let (fitting, rating) = (scale.fitting(status), rating.clone());
        Err(Refusal::NotARating { claim, fitting, rating, status })
    }

    /// The policy in force for what the entry `at` records.
    pub fn policy_at(&self, at: EntryId) -> Policy {
        let set = self.policies.iter().rfind(|(entry, _)| *entry < at);
        set.map_or(Policy::DEFAULT, |(_, policy)| *policy)
    }

    /// Whether it ever mattered who recorded a claim.
    pub fn asks_who_recorded(&self) -> bool {
        self.policies.iter().any(|(_, policy)| policy.asks(Rule::NoImporter))
    }

    /// The policies, each with the entry that set it.
    pub fn policies(&self) -> &[(EntryId, Policy)] {
        &self.policies
    }

    /// The role of this person when the entry `at` is recorded. Where no role was given yet, everybody
    /// may do everything.
    pub fn role_at(&self, name: &ReviewerName, at: EntryId) -> Role {
        if !self.has_roles_at(at) {
            return Role::Editor;
        }
        let mut given = self.roles.iter().rev().filter(|(entry, ..)| *entry < at);
        let own = given.find(|(_, of, _)| of == name).map(|(.., role)| *role);
        own.unwrap_or(if self.founder.as_ref() == Some(name) {
            Role::Editor
        } else {
            Role::Reviewer
        })
    }

    /// Whether what others said of a claim is hidden from this person when the entry `at` is recorded,
    /// until they have reviewed it. Nobody is known under the name of a stranger, who may become a
    /// reviewer.
    pub fn is_blind(&self, name: Option<&ReviewerName>, at: EntryId) -> bool {
        let role = name.map_or_else(
            || if self.has_roles_at(at) { Role::Reviewer } else { Role::Editor },
            |name| self.role_at(name, at),
        );
        self.policy_at(at).blind.is_on() && role == Role::Reviewer
    }

    /// The names of this person, the present one first.
    pub fn names_of(&self, name: &ReviewerName) -> Vec<ReviewerName> {
        let present = self.present(name);
        let former = self.present.iter().filter(|(_, now)| *now == present);
        std::iter::once(present).chain(former.map(|(former, _)| former)).cloned().collect()
    }

    /// Whether roles are in force.
    pub fn has_roles(&self) -> bool {
        !self.roles.is_empty()
    }

    fn has_roles_at(&self, at: EntryId) -> bool {
        self.roles.first().is_some_and(|(entry, ..)| *entry < at)
    }

    /// The editors now, whether or not they have left, in order.
    pub fn editors(&self) -> BTreeSet<&ReviewerName> {
        let named = self.roles.iter().map(|(_, name, _)| name).chain(&self.founder);
        named.filter(|name| self.role_at(name, NOW) == Role::Editor).collect()
    }

    /// Whether this person may record this event as the entry `at`, whatever it is about.
    pub fn allows(&self, by: &ReviewerName, event: &Event, at: EntryId) -> Result<(), Refusal> {
        let role = self.role_at(by, at);
        if let Event::RoleGiven(given) = event {
            let (name, found) = (self.present(&given.name), given.role);
            if self.has_roles() && self.role_at(name, at) == found {
                return Err(Refusal::HasRole { name: name.clone(), role: found });
            }
            // Programs have keys of their own, and stay programs.
            if found == Role::Program || self.role_at(name, at) == Role::Program {
                return Err(Refusal::OfPrograms(name.clone()));
            }
            self.keeps_an_editor(name, at, found)?;
        } else if let Event::ReviewerRetired(retired) = event {
            self.keeps_an_editor(&retired.name, at, Role::Observer)?;
        } else if let Event::ClaimAssigned(ClaimAssigned { to: Some(to), .. }) = event {
            if !self.judges_at(to, at) {
                return Err(Refusal::CannotJudge(to.clone()));
            }
        } else if let Event::ClaimSuggested(_) = event {
            if role != Role::Program {
                return Err(Refusal::OnlyPrograms(by.clone()));
            }
        } else if let Event::PolicySet(set) = event
            && self.has_roles()
            && self.policy_at(at) == self.policy_at(at).after(set)
        {
            return Err(Refusal::SamePolicy);
        }
        if let Event::ScaleSet(set) = event {
            let scale = Scale(set.ratings.clone());
            if !scale.is_sound() {
                return Err(Refusal::UnsoundScale);
            }
            if scale == *self.scale_at(at) {
                return Err(Refusal::SameScale);
            }
        }
        if Power::of(event, by, self).is_within(role) {
            return Ok(());
        }
        Err(Refusal::NotTheirRole { by: by.clone(), role })
    }

    /// The last editor cannot leave, nor get another role.
    fn keeps_an_editor(&self, name: &ReviewerName, at: EntryId, to: Role) -> Result<(), Refusal> {
        let is_last = to != Role::Editor
            && self.has_roles()
            && self.role_at(name, at) == Role::Editor
            && self.editors().into_iter().all(|editor| editor == name || self.has_left(editor, at));
        if is_last { Err(Refusal::LastEditor(name.clone())) } else { Ok(()) }
    }

    fn has_left(&self, name: &ReviewerName, at: EntryId) -> bool {
        self.left_at(at).any(|left| left == name)
    }

    /// The entry that added the first key of this person.
    pub fn introduced(&self, name: &ReviewerName) -> Option<EntryId> {
        self.keys.get(self.present(name))?.iter().map(|term| term.since).min()
    }

    /// What the person is called now.
    pub fn present<'a>(&'a self, name: &'a ReviewerName) -> &'a ReviewerName {
        self.present.get(name).unwrap_or(name)
    }

    pub fn is_anyone_renamed(&self) -> bool {
        !self.present.is_empty()
    }

    /// Whether a person of this name has a valid key when the entry `at` is recorded, and may judge.
    pub fn judges_at(&self, name: &ReviewerName, at: EntryId) -> bool {
        let is_valid = |term: &Term| term.since < at && term.until.is_none_or(|until| until >= at);
        self.keys.get(name).is_some_and(|terms| terms.iter().any(is_valid))
            && Power::Judge.is_within(self.role_at(name, at))
    }

    /// Whether this person could not judge at some time after the entry `since` and before the entry
    /// `at`: all of their keys were revoked, or their role did not let them.
    pub(super) fn was_away(&self, name: &ReviewerName, since: EntryId, at: EntryId) -> bool {
        let is_between = |entry: EntryId| since < entry && entry < at;
        let revoked = self.keys.get(name).into_iter().flatten().filter_map(|term| term.until);
        let mut left = revoked.filter(|until| is_between(*until));
        let mut lost = self.roles.iter().filter(|(entry, of, role)| {
            is_between(*entry) && of == name && !Power::Judge.is_within(*role)
        });
        lost.next().is_some()
            || left.any(|until| self.has_left(name, EntryId(until.0.saturating_add(1))))
    }

    /// The reviewers who had left when the entry `at` was recorded.
    pub fn left_at(&self, at: EntryId) -> impl Iterator<Item = &ReviewerName> {
        let has_left = move |terms: &Vec<Term>| {
            let mut own = terms.iter().filter(|term| term.since < at).peekable();
            own.peek().is_some() && own.all(|term| term.until.is_some_and(|until| until < at))
        };
        self.keys.iter().filter(move |(_, terms)| has_left(terms)).map(|(name, _)| name)
    }
}

/// After all entries.
pub(super) const NOW: EntryId = EntryId(u64::MAX);

/// What it takes to record an event.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Power {
    /// To act for one's own key, which anybody may.
    Own,
    /// To bring in what can be judged.
    Collect,
    Judge,
    Edit,
}

impl Power {
    fn is_within(self, role: Role) -> bool {
        match role {
            Role::Editor => true,
            Role::Reviewer => self != Self::Edit,
            Role::Program => matches!(self, Self::Own | Self::Collect),
            Role::Observer => self == Self::Own,
        }
    }

    fn of(event: &Event, by: &ReviewerName, roster: &Roster) -> Self {
        let of_key = |name: &ReviewerName| if name == by { Self::Own } else { Self::Edit };
        match event {
            // An event type of a later version has no effect here.
            Event::LedgerCreated(_) | Event::Unknown(_) => Self::Own,
            Event::ReviewerAdded(added) if added.name == *by && added.role.is_none() => Self::Own,
            // If no editor has a valid key, anybody who judges can bring one back.
            Event::ReviewerAdded(added)
                if added.role.is_none()
                    && roster.editors().contains(&added.name)
                    && roster.editors().into_iter().all(|name| roster.has_left(name, NOW)) =>
            {
                Self::Judge
            }
            Event::ReviewerRenamed(renamed) => of_key(&renamed.from),
            Event::ReviewerRetired(revoked) | Event::ReviewerRevoked(revoked) => {
                of_key(&revoked.name)
            }
            Event::ContentWithheld(_)
            | Event::PolicySet(_)
            | Event::ReviewerAdded(_)
            | Event::ReviewerInvited(_)
            | Event::RoleGiven(_)
            | Event::ScaleSet(_)
            | Event::WaiverGiven(_) => Self::Edit,
            Event::ArticleAppeared(_)
            | Event::ArticleImported(_)
            | Event::ClaimAdded(_)
            | Event::ClaimSuggested(_)
            | Event::ClaimTagged(_)
            | Event::ClaimsExtracted(_)
            | Event::EvidenceAdded(_)
            | Event::EvidenceChecked(_)
            | Event::EvidenceWithdrawn(_)
            | Event::NoteAdded(_)
            | Event::NoteRetracted(_) => Self::Collect,
            Event::ArticleCorrected(_)
            | Event::ArticleReread(_)
            | Event::ArticleRestored(_)
            | Event::ArticleWithdrawn(_)
            | Event::ClaimAssigned(_)
            | Event::ClaimCorrected(_)
            | Event::ClaimDismissed(_)
            | Event::ClaimLinked(_)
            | Event::ClaimReleased(_)
            | Event::ClaimRestored(_)
            | Event::ClaimReviewed(_)
            | Event::ClaimScoped(_)
            | Event::ClaimTaken(_)
            | Event::ClaimUnlinked(_)
            | Event::EvidenceGrouped(_)
            // The key of the log itself says who may have another, or nobody has it any more.
            | Event::KeyRotated(_)
            | Event::LedgerSucceeded(_)
            | Event::ReviewWithdrawn(_)
            // Who resolves follows from the policy.
            | Event::VerdictResolved(_) => Self::Judge,
        }
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
