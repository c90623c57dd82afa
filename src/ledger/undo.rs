mod docket;

use std::collections::{BTreeMap, BTreeSet};

use super::evidence::withdraw_in;
use super::summary::known_claim;
use super::{Ledger, LedgerError};
use crate::domain::{
    Act, Actor, ArticleAct, ArticleId, ClaimId, ClaimLinked, Coverage, EntryId, Event, EvidenceId,
    Fact, HistoryQuery, LogEntry, Note, NoteAdded, ReviewerName, Sight, Words,
};
use crate::store::Snapshot;

/// The last act of a reviewer that was not taken back, and what takes it back.
#[derive(Clone, Debug)]
pub struct Undoing {
    /// What was recorded.
    pub act: Vec<LogEntry>,
    steps: Vec<Step>,
}

#[derive(Clone, Debug)]
enum Step {
    Article(ArticleId, ArticleAct),
    Claim(ClaimId, Act),
    /// Put back who has a claim, or its tags, taking back this entry.
    Docket(ClaimId, Act, EntryId),
    Evidence(EvidenceId, Note),
}

/// What the reason of an act begins with that takes back another, before the id of its first entry.
const UNDO_OF: &str = "undo of ";

impl Ledger {
    /// What takes back the last act of this reviewer, which an earlier `undo` did not take back. The
    /// reason names that act, and then says what is given.
    pub fn undoing(&self, author: &Actor, reason: Option<&Note>) -> Result<Undoing, LedgerError> {
        self.store.read(|snapshot| {
            taking_back(snapshot, author, last_act(snapshot, &author.name)?, reason)
        })
    }

    /// What takes back the act of this person that this entry is part of.
    pub fn undoing_act(&self, author: &Actor, of: EntryId) -> Result<Undoing, LedgerError> {
        self.store.read(|snapshot| {
            let recorded = snapshot.entry(of)?.filter(|found| found.entry.actor == author.name);
            let none = || LedgerError::NothingToUndo(author.name.clone());
            let first = EntryId(recorded.ok_or_else(none)?.entry.after.size);
            taking_back(snapshot, author, act_from(snapshot, first)?, None)
        })
    }

    /// Record what takes back that act: all of it or nothing.
    pub fn undo(&mut self, author: &Actor, undoing: &Undoing) -> Result<(), LedgerError> {
        let (mut claims, mut articles, mut evidence) = (Vec::new(), Vec::new(), Vec::new());
        let mut dockets = Vec::new();
        for step in &undoing.steps {
            match step {
                Step::Article(article, act) => articles.push((*article, act)),
                Step::Claim(claim, act) => claims.push((*claim, act.clone())),
                Step::Docket(claim, act, entry) => dockets.push((*claim, act, *entry)),
                Step::Evidence(id, reason) => evidence.push((*id, reason)),
            }
        }
        if !dockets.is_empty() {
            return self.undo_on_dockets(author, &dockets);
        }
        if !evidence.is_empty() {
            return self.undo_evidence(author, &claims, &evidence);
        }
        if claims.is_empty() {
            let Some((_, act)) = articles.first().copied() else { return Err(LedgerError::Empty) };
            let articles: Vec<ArticleId> = articles.iter().map(|(article, _)| *article).collect();
            return self.act_on_articles(author, &articles, act);
        }
        self.act_on_each(author, &claims)
    }

    /// Take back what rests on evidence, and then the evidence.
    fn undo_evidence(
        &mut self,
        author: &Actor,
        claims: &[(ClaimId, Act)],
        evidence: &[(EvidenceId, &Note)],
    ) -> Result<(), LedgerError> {
        let undone = self.store.write(author, &self.keys, |writer| {
            let roster = writer.snapshot().roster()?;
            for (id, act) in claims {
                let claim = known_claim(writer.snapshot(), *id)?;
                let case = writer.snapshot().case(&claim, &roster)?;
                writer.append(case.decide(&author.name, act, &roster)?)?;
            }
            evidence.iter().try_for_each(|(id, reason)| withdraw_in(writer, author, *id, reason))
        });
        self.or_repeated(undone, |_, events| {
            let is_all = events.len() == claims.len() + evidence.len();
            Ok(is_all.then_some(()))
        })
    }
}

impl Undoing {
    /// Whether it puts back who has claims, or their tags. Such acts have no reason.
    pub fn is_on_dockets(&self) -> bool {
        self.steps.iter().any(|step| matches!(step, Step::Docket(..)))
    }

    /// What would be recorded, in words: `withdraw the review E57 of C12`.
    pub fn summary(&self) -> Vec<String> {
        let words = |step: &Step| match step {
            Step::Article(article, ArticleAct::Correct { .. }) => {
                format!("correct {article} back to what it was")
            }
            Step::Article(article, ArticleAct::Restore(_)) => format!("restore {article}"),
            Step::Article(article, ArticleAct::Withdraw { .. }) => {
                format!("withdraw {article}, with all its claims")
            }
            Step::Claim(claim, Act::Correct { claimant, .. }) => match claimant {
                Some(claimant) => format!("correct the claimant of {claim} back to `{claimant}`"),
                None => format!("correct the claimant of {claim} back to nobody"),
            },
            Step::Claim(claim, Act::Dismiss { .. }) => format!("dismiss {claim}"),
            Step::Claim(claim, Act::Restore(_)) => format!("restore {claim}"),
            Step::Claim(claim, Act::Retract { note, .. }) => {
                format!("retract the note {note} on {claim}")
            }
            Step::Claim(claim, Act::Link { to, .. }) => {
                format!("let {claim} rest on {} again", to.claim)
            }
            Step::Claim(claim, Act::Unlink { to, .. }) => {
                format!("let {claim} rest on {} no more", to.claim)
            }
            Step::Claim(claim, Act::Scope { covers, .. }) if covers.is_empty() => {
                format!("take away the scope of {claim}")
            }
            Step::Claim(claim, Act::Scope { covers, .. }) => {
                format!("say again that {claim} covers: {covers}")
            }
            Step::Claim(claim, _) => format!("withdraw the review of {claim}"),
            Step::Docket(claim, act, _) => docket::summary(*claim, act),
            Step::Evidence(evidence, _) => format!("withdraw {evidence}"),
        };
        self.steps.iter().map(words).collect()
    }
}

/// The last act of this reviewer that neither takes back another nor was taken back so.
fn last_act(snapshot: &Snapshot<'_>, name: &ReviewerName) -> Result<Vec<LogEntry>, LedgerError> {
    let query = HistoryQuery { by: Some(name.clone()), ..HistoryQuery::default() };
    let (mut before, mut undone) = (None, BTreeSet::new());
    loop {
        let last = snapshot.history(&query, &Sight::WHOLE, before, 1)?.pop();
        let last = last.ok_or_else(|| LedgerError::NothingToUndo(name.clone()))?;
        let first = EntryId(last.entry.after.size);
        before = Some(first);
        let act = act_from(snapshot, first)?;
        let Some(first) = act.first() else { continue };
        let event = &first.entry.event;
        if let Some(of) = event.undoes().or_else(|| event.remark().and_then(undo_of)) {
            undone.extend(act.iter().filter_map(|recorded| recorded.entry.event.undoes()));
            undone.insert(of);
        } else if !undone.contains(&first.position) {
            return Ok(act);
        }
    }
}

/// The act that begins with this entry, without what introduces a person, or the ledger: that is not
/// what they did.
fn act_from(snapshot: &Snapshot<'_>, first: EntryId) -> Result<Vec<LogEntry>, LedgerError> {
    let mut act = snapshot.act_from(first)?;
    let faults = snapshot.faults()?;
    act.retain(|recorded| {
        let entry = &recorded.entry;
        let is_own = matches!(&entry.event, Event::LedgerCreated(_))
            || matches!(&entry.event, Event::ReviewerAdded(of) if of.name == entry.actor);
        !is_own && !faults.contains(&recorded.position)
    });
    Ok(act)
}

/// What takes back these entries of one act, for this reason.
fn taking_back(
    snapshot: &Snapshot<'_>,
    author: &Actor,
    act: Vec<LogEntry>,
    reason: Option<&Note>,
) -> Result<Undoing, LedgerError> {
    let first = act.first().map_or(EntryId(0), |first| first.position);
    let words = match reason {
        Some(reason) => format!("{UNDO_OF}{first}: {reason}"),
        None => format!("{UNDO_OF}{first}"),
    };
    let reason: Note = words.parse().map_err(LedgerError::Note)?;
    let imported = Imported::of(&act);
    let mut steps = Vec::new();
    for recorded in act.iter().filter(|recorded| !imported.goes_with(&recorded.entry.event)) {
        if let Event::ClaimAssigned(_)
        | Event::ClaimReleased(_)
        | Event::ClaimTagged(_)
        | Event::ClaimTaken(_) = &recorded.entry.event
        {
            steps.extend(docket::steps(snapshot, author, recorded)?);
        } else {
            steps.extend(step(snapshot, recorded, &reason)?);
        }
    }
    if let (true, Some(first)) = (steps.is_empty(), act.first()) {
        return Err(LedgerError::NotUndone(Box::new(first.clone())));
    }
    // What came last is taken back first.
    steps.reverse();
    Ok(Undoing { act, steps })
}

/// What an act imported: to withdraw an article takes its claims back, with all that the same act says
/// of them.
#[derive(Default)]
struct Imported {
    articles: BTreeSet<ArticleId>,
    claims: BTreeSet<ClaimId>,
}

impl Imported {
    fn of(act: &[LogEntry]) -> Self {
        let mut imported = Self::default();
        for recorded in act {
            if let Event::ArticleImported(of) = &recorded.entry.event {
                imported.articles.insert(of.article);
            } else if let Event::ClaimsExtracted(of) = &recorded.entry.event
                && imported.articles.contains(&of.article)
            {
                imported.claims.extend(of.claims.iter().map(|found| found.claim));
            }
        }
        imported
    }

    fn goes_with(&self, event: &Event) -> bool {
        if let Event::EvidenceAdded(added) = event {
            added.claims.iter().all(|of| self.claims.contains(&of.claim))
        } else if let Event::ClaimCorrected(corrected) = event {
            self.claims.contains(&corrected.claim)
        } else {
            false
        }
    }
}

/// The first entry of the act that was taken back for this reason.
fn undo_of(reason: &Note) -> Option<EntryId> {
    reason.as_str().strip_prefix(UNDO_OF)?.split(':').next()?.parse().ok()
}

/// What takes back an entry. `None`: it goes with another entry of the same act.
fn step(
    snapshot: &Snapshot<'_>,
    recorded: &LogEntry,
    reason: &Note,
) -> Result<Option<Step>, LedgerError> {
    let (position, reason) = (recorded.position, reason.clone());
    let on_claim = |claim, act| Ok(Some(Step::Claim(claim, act)));
    let on_article = |article, act| Ok(Some(Step::Article(article, act)));
    match &recorded.entry.event {
        Event::ArticleCorrected(corrected) => {
            let facts = facts_before(snapshot, corrected.article, position)?;
            let facts = corrected.named().map(|fact| (fact, facts.get(&fact).cloned().flatten()));
            let (facts, reason) = (facts.collect(), Some(reason));
            on_article(corrected.article, ArticleAct::Correct { facts, reason })
        }
        Event::ArticleImported(imported) => {
            on_article(imported.article, ArticleAct::Withdraw { over: false, reason })
        }
        Event::ArticleRestored(restored) => {
            on_article(restored.article, ArticleAct::Withdraw { over: true, reason })
        }
        Event::ArticleWithdrawn(withdrawn) => {
            on_article(withdrawn.article, ArticleAct::Restore(reason))
        }
        Event::ClaimAdded(added) => on_claim(added.claim, Act::Dismiss { over: false, reason }),
        Event::ClaimCorrected(corrected) => {
            let claimant = claimant_before(snapshot, corrected.claim, position)?;
            on_claim(corrected.claim, Act::Correct { claimant, reason: Some(reason) })
        }
        Event::ClaimDismissed(settled) => on_claim(settled.claim, Act::Restore(reason)),
        Event::ClaimRestored(settled) => {
            on_claim(settled.claim, Act::Dismiss { over: true, reason })
        }
        Event::ClaimReviewed(reviewed) => {
            on_claim(reviewed.claim, Act::Withdraw { reason, review: Some(position) })
        }
        Event::ClaimLinked(ClaimLinked { claim, to, .. }) => {
            on_claim(*claim, Act::Unlink { reason: Some(reason), to: *to })
        }
        Event::ClaimUnlinked(ClaimLinked { claim, to, .. }) => {
            on_claim(*claim, Act::Link { reason: Some(reason), to: *to })
        }
        Event::ClaimScoped(scoped) => {
            let covers = covered_before(snapshot, scoped.claim, position)?;
            on_claim(scoped.claim, Act::Scope { covers, reason: Some(reason) })
        }
        Event::ClaimsExtracted(_) => Ok(None),
        Event::EvidenceAdded(added) => Ok(Some(Step::Evidence(added.evidence, reason))),
        Event::NoteAdded(NoteAdded { claim, replaces: None, .. }) => {
            on_claim(*claim, Act::Retract { note: position, reason })
        }
        Event::ArticleAppeared(_)
        | Event::ArticleReread(_)
        | Event::ClaimAssigned(_)
        | Event::ClaimReleased(_)
        | Event::ClaimSuggested(_)
        | Event::ClaimTagged(_)
        | Event::ClaimTaken(_)
        | Event::ContentWithheld(_)
        | Event::EvidenceChecked(_)
        | Event::EvidenceGrouped(_)
        | Event::EvidenceWithdrawn(_)
        | Event::KeyRotated(_)
        | Event::LedgerCreated(_)
        | Event::LedgerSucceeded(_)
        | Event::NoteAdded(_)
        | Event::NoteRetracted(_)
        | Event::PolicySet(_)
        | Event::ReviewWithdrawn(_)
        | Event::ReviewerAdded(_)
        | Event::ReviewerInvited(_)
        | Event::ReviewerRenamed(_)
        | Event::ReviewerRetired(_)
        | Event::ReviewerRevoked(_)
        | Event::RoleGiven(_)
        | Event::ScaleSet(_)
        | Event::Unknown(_)
        | Event::VerdictResolved(_)
        | Event::WaiverGiven(_) => Err(LedgerError::NotUndone(Box::new(recorded.clone()))),
    }
}

/// What was known of an article before this entry.
fn facts_before(
    snapshot: &Snapshot<'_>,
    id: ArticleId,
    before: EntryId,
) -> Result<BTreeMap<Fact, Option<String>>, LedgerError> {
    let article = super::summary::known_article(snapshot, id)?;
    let mut facts = BTreeMap::new();
    let imported = snapshot.entry(article.entry)?.map(|recorded| recorded.entry.event);
    if let Some(Event::ArticleImported(imported)) = imported {
        facts.insert(Fact::Byline, imported.byline);
        facts.insert(Fact::Language, imported.language);
        facts.insert(Fact::Origin, Some(imported.origin));
        facts.insert(Fact::Published, imported.published);
        facts.insert(Fact::Title, imported.title);
    }
    for act in snapshot.article_acts(id)?.iter().filter(|act| act.position < before) {
        if let Event::ArticleCorrected(corrected) = &act.entry.event {
            for (fact, value) in corrected.facts().unwrap_or_default() {
                facts.insert(fact, value.map(str::to_owned));
            }
        }
    }
    Ok(facts)
}

/// What a claim covered before this entry, without what is withheld since.
fn covered_before(
    snapshot: &Snapshot<'_>,
    id: ClaimId,
    before: EntryId,
) -> Result<Coverage, LedgerError> {
    let claim = snapshot.claim(id)?.ok_or_else(|| LedgerError::NoClaim(id.to_string()))?;
    let acts = snapshot.acts(&claim)?;
    let said = acts.iter().rev().filter(|act| act.position < before).find_map(|act| {
        let Event::ClaimScoped(scoped) = &act.entry.event else { return None };
        Some(Coverage::of(scoped))
    });
    Ok(said.unwrap_or_default().left())
}

/// Who said a claim, as it was known before this entry.
fn claimant_before(
    snapshot: &Snapshot<'_>,
    id: ClaimId,
    before: EntryId,
) -> Result<Option<String>, LedgerError> {
    let claim = snapshot.claim(id)?.ok_or_else(|| LedgerError::NoClaim(id.to_string()))?;
    let acts = snapshot.acts(&claim)?;
    let corrected = acts.iter().rev().filter(|act| act.position < before).find_map(|act| {
        let Event::ClaimCorrected(corrected) = &act.entry.event else { return None };
        Some(corrected.claimant.as_ref().and_then(Words::text).cloned())
    });
    match corrected {
        Some(claimant) => Ok(claimant),
        None => Ok(snapshot.claimant_recorded(&claim)?),
    }
}
