//! Who may do what, and what a verdict takes.

use super::act::said;
use super::report::policies;
use super::{Ledger, LedgerError, ReviewerError};
use crate::domain::{
    Actor, EntryId, Event, LogEntry, Note, Policy, PolicySet, ReviewerName, Role, RoleGiven, Scale,
    ScaleSet, Words,
};
use crate::store::{ReviewerKey, Snapshot, StoreError, Writer};

/// The policy in force, and how it came about.
#[derive(Clone, Debug)]
pub struct PolicyView {
    /// How many people review blind: reviewers with a valid key, if the policy is that.
    pub blind: u64,
    /// How many editors have a valid key.
    pub editors: u64,
    /// The people who are invited and have not come yet.
    pub invited: Vec<ReviewerName>,
    /// How many people can judge: those with a valid key who are no observers.
    pub judges: u64,
    pub policy: Policy,
    /// The entries that set it, in order.
    pub set: Vec<LogEntry>,
}

impl Ledger {
    /// Set the policy from here on. Returns whether that changed anything.
    pub fn set_policy(&mut self, author: &Actor, to: &PolicySet) -> Result<bool, LedgerError> {
        let set = self.store.write(author, &self.keys, |writer| {
            introduced(writer, author)?;
            let before = policy_now(writer.snapshot())?;
            if before.after(to) == before {
                return Ok(false);
            }
            writer.append(Event::PolicySet(to.clone()))?;
            Ok(true)
        });
        self.or_repeated(set, |_, events| {
            let [Event::PolicySet(same)] = events else { return Ok(None) };
            let is_same = PolicySet { reason: to.reason.clone(), ..same.clone() } == *to
                && said(same.reason.as_ref()) == said(to.reason.as_ref());
            Ok(is_same.then_some(true))
        })
    }

    /// Set the scale of ratings from here on.
    pub fn set_scale(
        &mut self,
        author: &Actor,
        scale: Scale,
        reason: &Note,
    ) -> Result<(), LedgerError> {
        let set = ScaleSet { ratings: scale.0, reason: reason.clone().into() };
        let recorded = self.store.write(author, &self.keys, |writer| {
            introduced(writer, author)?;
            writer.append(Event::ScaleSet(set.clone()))?;
            Ok(())
        });
        self.or_repeated(recorded, |_, events| {
            let [Event::ScaleSet(same)] = events else { return Ok(None) };
            let is_same = same.ratings == set.ratings && same.reason.text() == Some(reason);
            Ok(is_same.then_some(()))
        })
    }

    /// The scale of ratings in force.
    pub fn scale(&self) -> Result<Scale, LedgerError> {
        self.store.read(|snapshot| {
            let next = EntryId(snapshot.entries()?);
            Ok(snapshot.roster()?.scale_at(next).clone())
        })
    }

    /// Give a reviewer a role.
    pub fn give_role(
        &mut self,
        author: &Actor,
        name: &ReviewerName,
        role: Role,
        reason: Option<&Note>,
    ) -> Result<(), LedgerError> {
        let given =
            RoleGiven { name: name.clone(), reason: reason.cloned().map(Words::from), role };
        let recorded = self.store.write(author, &self.keys, |writer| {
            introduced(writer, author)?;
            if !writer.snapshot().reviewers()?.iter().any(|known| known.name == *name) {
                return Err(ReviewerError::Unknown(name.clone()).into());
            }
            writer.append(Event::RoleGiven(given.clone()))?;
            Ok(())
        });
        self.or_repeated(recorded, |_, events| {
            let [Event::RoleGiven(same)] = events else { return Ok(None) };
            let is_same = RoleGiven { reason: given.reason.clone(), ..same.clone() } == given
                && said(same.reason.as_ref()) == reason;
            Ok(is_same.then_some(()))
        })
    }

    /// The policy in force.
    pub fn policy(&self) -> Result<PolicyView, LedgerError> {
        self.store.read(|snapshot| {
            let (roster, keyring) = (snapshot.roster()?, snapshot.keyring()?);
            let next = EntryId(snapshot.entries()?);
            let known = snapshot.reviewers()?;
            let judges = known.iter().filter(|known| {
                let role = roster.role_at(&known.name, next);
                known.counts() && matches!(role, Role::Editor | Role::Reviewer)
            });
            let policy = roster.policy_at(next);
            let is_blind =
                |known: &&ReviewerKey| known.counts() && roster.is_blind(Some(&known.name), next);
            let is_editor = |known: &&ReviewerKey| {
                known.counts() && roster.role_at(&known.name, next) == Role::Editor
            };
            Ok(PolicyView {
                editors: known.iter().filter(is_editor).count() as u64,
                blind: known.iter().filter(is_blind).count() as u64,
                invited: keyring.invited().iter().cloned().collect(),
                judges: judges.count() as u64,
                policy,
                set: policies(snapshot)?,
            })
        })
    }

    /// The role of a person now.
    pub fn role(&self, name: &ReviewerName) -> Result<Role, LedgerError> {
        self.store
            .read(|snapshot| Ok(snapshot.roster()?.role_at(name, EntryId(snapshot.entries()?))))
    }
}

fn policy_now(snapshot: &Snapshot<'_>) -> Result<Policy, StoreError> {
    Ok(snapshot.roster()?.policy_at(EntryId(snapshot.entries()?)))
}

fn introduced(writer: &Writer<'_>, author: &Actor) -> Result<(), LedgerError> {
    if writer.is_introduced() {
        Ok(())
    } else {
        Err(ReviewerError::Stranger(author.name.clone()).into())
    }
}
