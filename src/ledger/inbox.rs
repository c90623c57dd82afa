//! What happened that concerns a person. All of it is read from the log; the index says only on which
//! claims to look.

use std::collections::{BTreeMap, BTreeSet};

use super::summary::known_claim;
use super::{LedgerError, ReviewerError, View};
use crate::domain::{
    ArticleId, Case, CheckResult, Claim, ClaimAssigned, ClaimId, Day, EntryId, Event, EvidenceId,
    HistoryQuery, LogEntry, Reason, ReviewerName, Role, Roster, Sight, Stake,
};
use crate::view::{Inbox, Notice};

/// A person of the ledger who asks what concerns them.
#[derive(Clone, Debug)]
pub struct Addressee {
    /// The entry that added their first key: what came before was known when they came.
    pub introduced: EntryId,
    /// Their names, the present one first.
    pub names: Vec<ReviewerName>,
    is_editor: bool,
    /// What they are called now.
    name: ReviewerName,
    roster: Roster,
}

impl View<'_> {
    /// The person with this name, or who had it.
    pub fn addressee(&self, name: &ReviewerName) -> Result<Addressee, LedgerError> {
        let roster = self.snapshot().roster()?;
        let introduced = roster.introduced(name);
        let introduced = introduced.ok_or_else(|| ReviewerError::Unknown(name.clone()))?;
        let now = EntryId(self.entries()?);
        let name = roster.present(name).clone();
        let is_editor = roster.role_at(&name, now) == Role::Editor;
        Ok(Addressee { introduced, names: roster.names_of(&name), is_editor, name, roster })
    }

    /// What was recorded after an entry and concerns this person, and what they are to judge by the
    /// end of that day.
    pub fn inbox(&self, of: &Addressee, after: EntryId, due: Day) -> Result<Inbox, LedgerError> {
        let last = EntryId(self.entries()?.saturating_sub(1));
        let mut notices = Vec::new();
        let mut claims = BTreeSet::new();
        self.each_after(after, last, |recorded| {
            let recorded = of.as_of(&recorded);
            let event = &recorded.entry.event;
            claims.extend(event.acts_on().map(|(claim, _)| claim));
            if recorded.entry.actor == of.name {
                return Ok(());
            }
            if let Some(article) = changed_article(event) {
                notices.extend(self.on_article(of, article, &recorded)?);
                notices.extend(self.on_grounds_in(of, article, &recorded)?);
            } else if let Some(evidence) = fallen(event) {
                notices.extend(self.on_evidence(of, evidence, &recorded)?);
            } else if let Some(reason) = Reason::of(event, &of.name) {
                notices.push(notice(&recorded, reason, recorded.position));
            }
            Ok(())
        })?;
        let claims: Vec<ClaimId> = claims.into_iter().collect();
        for claim in self.concerning(of, &claims)? {
            notices.extend(self.on_claim(of, &claim)?);
        }
        notices.extend(self.on_grounds(of, &claims)?);
        notices
            .retain(|notice| notice.is_since(after) && !self.sight().hides_entry(&notice.recorded));
        self.drop_lapsed(&mut notices)?;
        self.add_due(of, due, &mut notices)?;
        notices.sort_by_key(|notice| (notice.seen, notice.recorded.position));
        Ok(Inbox { last, notices })
    }

    /// That one of these claims fell, if this person judged another that rested on it.
    fn on_grounds(&self, of: &Addressee, claims: &[ClaimId]) -> Result<Vec<Notice>, LedgerError> {
        let (snapshot, mut notices) = (self.snapshot(), Vec::new());
        for claim in snapshot.carrying(claims)? {
            let links = snapshot.resting_on(claim)?;
            let above: Vec<ClaimId> = links.iter().map(|(above, ..)| *above).collect();
            let reviews = snapshot.reviews_of(&above)?;
            let judged = |above: &ClaimId| {
                reviews.get(above).into_iter().flatten().any(|given| given.reviewer == of.name)
            };
            for (act, seen) in self.falls(of, &known_claim(snapshot, claim)?)? {
                let at = act.position;
                let rested = links.iter().filter(|(above, since, until)| {
                    *since < at && until.is_none_or(|until| until > at) && judged(above)
                });
                let claims: Vec<ClaimId> = rested.map(|(above, ..)| *above).collect();
                if !claims.is_empty() {
                    notices.push(Notice { claims, ..notice(&act, Reason::Ground, seen) });
                }
            }
        }
        Ok(notices)
    }

    /// That an article left, or is read without claims on which others rest, if this person judged
    /// these.
    fn on_grounds_in(
        &self,
        of: &Addressee,
        article: ArticleId,
        recorded: &LogEntry,
    ) -> Result<Option<Notice>, LedgerError> {
        let (snapshot, at) = (self.snapshot(), recorded.position);
        let is_reread = matches!(recorded.entry.event, Event::ArticleReread(_));
        if !is_reread && !matches!(recorded.entry.event, Event::ArticleWithdrawn(_)) {
            return Ok(None);
        }
        let mut above = BTreeSet::new();
        for (claim, ground, since, until) in snapshot.resting_in(article)? {
            let rested = since < at && until.is_none_or(|until| until > at);
            let left = known_claim(snapshot, ground)?.gone.is_some_and(|gone| gone.entry == at);
            if rested && (left || !is_reread) {
                above.insert(claim);
            }
        }
        let above: Vec<ClaimId> = above.into_iter().collect();
        let reviews = snapshot.reviews_of(&above)?;
        let judged = |above: &ClaimId| {
            reviews.get(above).into_iter().flatten().any(|given| given.reviewer == of.name)
        };
        let claims: Vec<ClaimId> = above.into_iter().filter(judged).collect();
        Ok((!claims.is_empty()).then(|| Notice { claims, ..notice(recorded, Reason::Ground, at) }))
    }

    /// The acts of others from which on a claim carried no other any more, each with the entry from
    /// which on this person could know.
    fn falls(
        &self,
        of: &Addressee,
        claim: &Claim,
    ) -> Result<Vec<(LogEntry, EntryId)>, LedgerError> {
        let Addressee { name, roster, .. } = of;
        let mut case = Case::new(claim.id, claim.quote_sha256);
        let (mut falls, mut hidden): (Vec<(LogEntry, EntryId)>, Vec<LogEntry>) = Default::default();
        for act in self.snapshot().acts(claim)? {
            let act = of.as_of(&act);
            let (given, had_fallen) = (case.given_by(name), case.has_fallen());
            if case.apply(act.position, &act.entry, roster).is_err() {
                continue;
            }
            if given.is_none() && case.given_by(name).is_some() {
                // What was hidden until then is news to them.
                falls.extend(hidden.drain(..).map(|earlier| (earlier, act.position)));
            }
            if had_fallen || !case.has_fallen() || act.entry.actor == *name {
                continue;
            }
            let is_blind = given.is_none() && roster.is_blind(Some(name), act.position);
            if is_blind && act.entry.event.gives_away() {
                hidden.push(act);
            } else {
                let at = act.position;
                falls.push((act, at));
            }
        }
        falls.extend(hidden.into_iter().map(|act| (act.clone(), act.position)));
        Ok(falls)
    }

    /// What this person judged on the ground of evidence that fell.
    fn on_evidence(
        &self,
        of: &Addressee,
        evidence: EvidenceId,
        recorded: &LogEntry,
    ) -> Result<Option<Notice>, LedgerError> {
        let Some(evidence) = self.snapshot().evidence(evidence)? else { return Ok(None) };
        let about: Vec<ClaimId> = evidence.added.claims.iter().map(|about| about.claim).collect();
        let reviews = self.snapshot().reviews_of(&about)?;
        let rests = |claim: &ClaimId| {
            reviews.get(claim).into_iter().flatten().any(|review| {
                review.reviewer == of.name && review.evidence.contains(&evidence.added.evidence)
            })
        };
        let claims: Vec<ClaimId> = about.iter().copied().filter(rests).collect();
        let of_them = notice(recorded, Reason::Changed, recorded.position);
        Ok((!claims.is_empty()).then_some(Notice { claims, ..of_them }))
    }

    /// Read the entries after one, up to another, that have an effect, the newest first.
    fn each_after(
        &self,
        after: EntryId,
        last: EntryId,
        mut with: impl FnMut(LogEntry) -> Result<(), LedgerError>,
    ) -> Result<(), LedgerError> {
        /// How many are read together.
        const AT_ONCE: u64 = 500;
        let (query, mut before) = (HistoryQuery::default(), EntryId(last.0.saturating_add(1)));
        while before.0 > after.0.saturating_add(1) {
            let wanted = AT_ONCE.min(before.0 - after.0 - 1);
            let limit = usize::try_from(wanted).unwrap_or(usize::MAX);
            let page = self.snapshot().history(&query, &Sight::WHOLE, Some(before), limit)?;
            for recorded in page {
                if recorded.has_effect && recorded.position > after {
                    with(recorded)?;
                }
            }
            before = EntryId(before.0 - wanted);
        }
        Ok(())
    }

    /// Those of these claims that this person judged, or has, or whose conflict they may resolve.
    fn concerning(&self, of: &Addressee, claims: &[ClaimId]) -> Result<Vec<Claim>, LedgerError> {
        let snapshot = self.snapshot();
        let (reviews, dockets) = (snapshot.reviews_of(claims)?, snapshot.dockets_of(claims)?);
        let rulings = snapshot.rulings_of(claims)?;
        let mut found = Vec::new();
        for &id in claims {
            let has_judged = reviews.get(&id).into_iter().flatten().any(|r| r.reviewer == of.name);
            let assigned = dockets.get(&id).and_then(|docket| docket.assigned.as_ref());
            let has = assigned.is_some_and(|assigned| assigned.to == of.name);
            // Whoever was overruled may have withdrawn their review since.
            let is_ruled = rulings.contains_key(&id);
            if has_judged || has || is_ruled || of.is_editor {
                let claim = known_claim(snapshot, id)?;
                let is_of_editor = of.is_editor && claim.conflict;
                if has_judged || has || is_ruled || is_of_editor {
                    found.push(claim);
                }
            }
        }
        Ok(found)
    }

    /// What others did to a claim that concerns this person, from the first entry on.
    fn on_claim(&self, of: &Addressee, claim: &Claim) -> Result<Vec<Notice>, LedgerError> {
        let Addressee { name, roster, .. } = of;
        let mut case = Case::new(claim.id, claim.quote_sha256);
        let (mut notices, mut hidden) = (Vec::new(), Vec::new());
        let mut conflict = None;
        for act in self.snapshot().acts(claim)? {
            let act = of.as_of(&act);
            let (given, before) = (case.given_by(name), case.judgement());
            let is_assigned = case.docket().assigned.as_ref().is_some_and(|to| to.to == *name);
            // Without who said it, and without its article, the verdict is the same.
            if case.apply(act.position, &act.entry, roster).is_err() {
                continue;
            }
            let after = case.judgement();
            if !before.conflict && after.conflict {
                conflict = Some(act.clone());
            }
            let stake = Stake { after, before, claim: claim.id, given, is_assigned };
            if act.entry.actor == *name {
                // What was hidden until then is news to them.
                let given = case.given_by(name);
                if stake.given.is_none() && given.is_some() {
                    for (earlier, stake) in std::mem::take(&mut hidden) {
                        let stake = Stake { after, given, ..stake };
                        notices.extend(on_claim(of, &earlier, &stake, act.position));
                    }
                }
                continue;
            }
            let is_blind = given.is_none() && roster.is_blind(Some(name), act.position);
            if is_blind && act.entry.event.gives_away() {
                hidden.push((act, stake));
            } else {
                notices.extend(on_claim(of, &act, &stake, act.position));
            }
        }
        for (act, stake) in hidden {
            notices.extend(on_claim(of, &act, &stake, act.position));
        }
        // A review that was withdrawn disagrees with nobody.
        notices.retain(|notice| {
            notice.reason != Reason::Disagreement || case.stands(notice.recorded.position)
        });
        let waits = claim.conflict && !claim.dismissed && !claim.withdrawn && claim.gone.is_none();
        let started = conflict.filter(|act| of.is_editor && waits && act.entry.actor != *name);
        if let Some(act) = started
            && notices.iter().all(|notice| notice.recorded.position != act.position)
        {
            notices.push(notice(&act, Reason::Conflict, act.position));
        }
        Ok(notices)
    }

    /// That an article changed, if this person judged claims of it before.
    fn on_article(
        &self,
        of: &Addressee,
        article: ArticleId,
        recorded: &LogEntry,
    ) -> Result<Option<Notice>, LedgerError> {
        let snapshot = self.snapshot();
        let Some(reason) = Reason::on_article(&recorded.entry.event) else { return Ok(None) };
        let mut claims = snapshot.reviewed_in(article, &of.name, recorded.position)?;
        if reason == Reason::Gone {
            let mut gone = Vec::new();
            for id in claims {
                let claim = known_claim(snapshot, id)?;
                let is_by_it = claim.gone.is_some_and(|gone| gone.entry == recorded.position);
                gone.extend(is_by_it.then_some(id));
            }
            claims = gone;
        }
        let position = recorded.position;
        Ok((!claims.is_empty()).then(|| Notice { claims, ..notice(recorded, reason, position) }))
    }

    /// Drop the assignments that do not stand any more: they judged the claim, or gave it back, or
    /// somebody else has it.
    fn drop_lapsed(&self, notices: &mut Vec<Notice>) -> Result<(), LedgerError> {
        let is_assigned = |notice: &Notice| notice.reason == Reason::Assigned;
        let assigned = notices.iter().filter(|notice| is_assigned(notice));
        let claims: Vec<ClaimId> = assigned.flat_map(|notice| notice.claims.clone()).collect();
        let dockets = self.snapshot().dockets_of(&claims)?;
        let standing: BTreeSet<EntryId> =
            dockets.values().filter_map(|docket| Some(docket.assigned.as_ref()?.entry)).collect();
        notices
            .retain(|notice| !is_assigned(notice) || standing.contains(&notice.recorded.position));
        Ok(())
    }

    /// Add what this person is to judge by the end of that day.
    fn add_due(
        &self,
        of: &Addressee,
        by: Day,
        notices: &mut Vec<Notice>,
    ) -> Result<(), LedgerError> {
        let snapshot = self.snapshot();
        let claims = snapshot.due_from(&of.name, by)?;
        let dockets: BTreeMap<_, _> = snapshot.dockets_of(&claims)?.into_iter().collect();
        for (id, docket) in dockets {
            let claim = known_claim(snapshot, id)?;
            let Some(assigned) = docket.assigned else { continue };
            if claim.dismissed || claim.withdrawn || claim.gone.is_some() {
                continue;
            }
            if let Some(told) =
                notices.iter_mut().find(|notice| notice.recorded.position == assigned.entry)
            {
                told.reason = Reason::Due;
            } else if let Some(recorded) = snapshot.entry(assigned.entry)? {
                notices.push(notice(&of.as_of(&recorded), Reason::Due, assigned.entry));
            }
        }
        Ok(())
    }
}

impl Addressee {
    /// The entry, by what people are called now.
    fn as_of(&self, recorded: &LogEntry) -> LogEntry {
        let mut renamed = recorded.as_of(&self.roster);
        renamed.entry.actor = self.roster.present(&recorded.entry.actor).clone();
        if let Event::RoleGiven(given) = &mut renamed.entry.event {
            given.name = self.roster.present(&given.name).clone();
        }
        renamed
    }
}

fn on_claim(of: &Addressee, act: &LogEntry, stake: &Stake, seen: EntryId) -> Option<Notice> {
    let reason = Reason::on_claim(&act.entry.event, &of.name, stake)?;
    Some(notice(act, reason, seen))
}

fn notice(recorded: &LogEntry, reason: Reason, seen: EntryId) -> Notice {
    let event = &recorded.entry.event;
    let due = if let Event::ClaimAssigned(ClaimAssigned { due, .. }) = event { *due } else { None };
    let claims = event.acts_on().map(|(claim, _)| claim).into_iter().collect();
    Notice { claims, due, reason, recorded: recorded.clone(), seen }
}

/// Evidence that no verdict can rest on from this entry on.
fn fallen(event: &Event) -> Option<EvidenceId> {
    if let Event::EvidenceWithdrawn(withdrawn) = event {
        return Some(withdrawn.evidence);
    }
    let Event::EvidenceChecked(checked) = event else { return None };
    let has_fallen = matches!(checked.result, CheckResult::Gone | CheckResult::QuoteGone);
    has_fallen.then_some(checked.evidence)
}

fn changed_article(event: &Event) -> Option<ArticleId> {
    if let Event::ArticleCorrected(corrected) = event {
        Some(corrected.article)
    } else if let Event::ArticleReread(reread) = event {
        Some(reread.article)
    } else if let Event::ArticleWithdrawn(withdrawn) = event {
        Some(withdrawn.article)
    } else {
        None
    }
}
