use std::collections::BTreeSet;

use super::{Ledger, LedgerError};
use crate::domain::{
    Act, Actor, ArticleId, Claim, ClaimId, Day, Event, Refusal, ReviewerName, Tag, Timestamp,
};
use crate::store::Snapshot;

/// What to judge next.
#[derive(Clone, Debug)]
pub struct Next {
    /// Only claims of this article.
    pub article: Option<ArticleId>,
    /// Another claim than those that the person has taken already.
    pub is_another: bool,
    /// Only claims with this tag.
    pub tag: Option<Tag>,
    /// Until when the person has it.
    pub until: Timestamp,
}

impl Ledger {
    /// Give claims to a person to judge, by the end of a day, or to nobody: all of them or none.
    /// Those that this changes nothing of are left out.
    pub fn assign(
        &mut self,
        author: &Actor,
        claims: &[ClaimId],
        to: Option<&ReviewerName>,
        due: Option<Day>,
    ) -> Result<Vec<ClaimId>, LedgerError> {
        let act = Act::Assign { at: author.at, due, to: to.cloned() };
        self.act_where_new(author, claims, |_, _| Ok(act.clone()))
    }

    /// Take claims, to judge them until then: all of them or none.
    pub fn take(
        &mut self,
        author: &Actor,
        claims: &[ClaimId],
        until: Timestamp,
    ) -> Result<(), LedgerError> {
        self.act(author, claims, &Act::Take { at: author.at, until })
    }

    /// Give claims back: all of them or none.
    pub fn release(&mut self, author: &Actor, claims: &[ClaimId]) -> Result<(), LedgerError> {
        self.act(author, claims, &Act::Release { at: author.at })
    }

    /// Put tags on claims, and take others off: all of it or nothing. Claims that have the one, and
    /// not the other, are left out. Returns the others.
    pub fn tag(
        &mut self,
        author: &Actor,
        claims: &[ClaimId],
        add: &BTreeSet<Tag>,
        remove: &BTreeSet<Tag>,
    ) -> Result<Vec<ClaimId>, LedgerError> {
        self.act_where_new(author, claims, |snapshot, claim| {
            let tags = snapshot.docket(claim.id)?.tags;
            Ok(Act::Tag {
                add: add.difference(&tags).cloned().collect(),
                remove: remove.intersection(&tags).cloned().collect(),
            })
        })
    }

    /// Do to each claim what is to be done to it, if that changes anything. If it changes nothing of
    /// any of them, it is refused.
    pub(super) fn act_where_new(
        &mut self,
        author: &Actor,
        claims: &[ClaimId],
        to: impl Fn(&Snapshot<'_>, &Claim) -> Result<Act, LedgerError>,
    ) -> Result<Vec<ClaimId>, LedgerError> {
        let once: BTreeSet<ClaimId> = claims.iter().copied().collect();
        let acted = self.store.write(author, &self.keys, |writer| {
            let roster = writer.snapshot().roster()?;
            let (mut changed, mut refused) = (Vec::new(), None);
            for &id in &once {
                let claim = writer.snapshot().claim(id)?;
                let claim = claim.ok_or_else(|| LedgerError::NoClaim(id.to_string()))?;
                let case = writer.snapshot().case(&claim, &roster)?;
                let decided = to(writer.snapshot(), &claim)
                    .and_then(|act| Ok(case.decide(&author.name, &act, &roster)?));
                match decided {
                    Ok(event) => {
                        writer.append(event)?;
                        changed.push(id);
                    }
                    Err(LedgerError::Refused(
                        nothing @ (Refusal::NothingAssigned(_)
                        | Refusal::NothingScoped(_)
                        | Refusal::NothingTagged(_)),
                    )) => {
                        refused.get_or_insert(nothing);
                    }
                    Err(error) => return Err(error),
                }
            }
            match refused.filter(|_| changed.is_empty()) {
                Some(nothing) => Err(nothing.into()),
                None => Ok(changed),
            }
        });
        self.or_repeated(acted, |_, events| {
            let is_such = |event: &&Event| {
                matches!(
                    event,
                    Event::ClaimAssigned(_) | Event::ClaimScoped(_) | Event::ClaimTagged(_)
                )
            };
            let on = events.iter().map(|event| event.acts_on().map(|(claim, _)| claim));
            let on: Option<Vec<ClaimId>> = on.collect();
            Ok(on.filter(|on| events.iter().all(is_such) && on.iter().all(|id| once.contains(id))))
        })
    }

    /// Take the claim that this person should judge next, in one transaction: two people who ask at
    /// once get two claims. `None`: nothing waits for them. One that they have already stays theirs
    /// until the time that was said then.
    pub fn take_next(
        &mut self,
        author: &Actor,
        next: &Next,
    ) -> Result<Option<ClaimId>, LedgerError> {
        let taken = self.store.write(author, &self.keys, |writer| {
            let Some((id, is_theirs)) = find(writer.snapshot(), author, next)? else {
                return Ok(None);
            };
            if !is_theirs {
                let roster = writer.snapshot().roster()?;
                let claim = writer.snapshot().claim(id)?;
                let claim = claim.ok_or_else(|| LedgerError::NoClaim(id.to_string()))?;
                let case = writer.snapshot().case(&claim, &roster)?;
                let act = Act::Take { at: author.at, until: next.until };
                writer.append(case.decide(&author.name, &act, &roster)?)?;
            }
            Ok(Some(id))
        });
        self.or_repeated(taken, |_, events| {
            let [Event::ClaimTaken(same)] = events else { return Ok(None) };
            Ok(Some(Some(same.claim)))
        })
    }

    /// The claim that [`Self::take_next`] would give now.
    pub fn peek_next(&self, author: &Actor, next: &Next) -> Result<Option<ClaimId>, LedgerError> {
        self.store.read(|snapshot| Ok(find(snapshot, author, next)?.map(|(id, _)| id)))
    }
}

fn find(
    snapshot: &Snapshot<'_>,
    author: &Actor,
    next: &Next,
) -> Result<Option<(ClaimId, bool)>, LedgerError> {
    let waiter = snapshot.waiter(&author.name, author.at)?;
    Ok(snapshot.next_for(&waiter, next.article, next.tag.as_ref(), next.is_another)?)
}
