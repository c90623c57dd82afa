//! The rules of judgement as one table of cases: appending, replaying the log, `verify`
//! and the `verify.py` of a bundle all run it, and agree on every act.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use factledger::domain::{
    Act, ArticleId, ArticleRestored, ArticleWithdrawn, Case, ClaimId, ClaimLinked, Day, Docket,
    EntryId, Event, EvidenceAdded, EvidenceChecked, EvidenceGrouped, EvidenceId, EvidenceWithdrawn,
    LinkKind, OfClaim, Refusal, ReviewerName, Roster, Sha256, Status, Timestamp, Waits,
};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::forged_log::{Deed, ForgedLog, People, desk, governing};
use crate::insider::Insider;
use crate::session::{Session, repository, skipped};

/// A claim, and what was done to it.
#[derive(Deserialize, Serialize)]
struct Sequence {
    name: String,
    acts: Vec<Tried>,
}

/// An attempted act.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Tried {
    by: String,
    /// When it is done, if not at the start.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<Timestamp>,
    /// The status of a review, or else `assign NAME`, or `assign nobody`, and perhaps a day,
    /// `release`, `scope PERIOD` or `scope nothing`, `tag` and tags, `take` and a time, `dismiss`, `restore`, `note`, `replace`, `retract`,
    /// `withdraw`, `correct` (the note is the claimant), `withdraw_article`, `restore_article`,
    /// `resolve STATUS`, `suggest STATUS`, `waive RULE`, a setting of the policy and its value,
    /// `role NAME ROLE`, `scale` and ratings, `leave`: then the key of this reviewer is revoked, or `rotate`: then the log
    /// has another key. Or the article of all claims is read again: `reread` without any of them,
    /// `keep` with all of them, `go_on` with the reading of an act, and keep them, or
    /// `reread_other`, from other bytes. Or `evidence PLACE` is added (the note is its origin),
    /// `rests` or `unrests`, on `self`, `next` or `previous`,
    /// `evidence_withdraw`, `evidence_check RESULT`, `evidence_origin NAME`.
    act: String,
    /// The act that it is about, counted from 1 in its sequence; 0: of no act on this claim.
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<usize>,
    /// The acts that added the evidence that a review rests on; 0: evidence that is not there.
    #[serde(skip_serializing_if = "Option::is_none")]
    on: Option<Vec<usize>>,
    /// The reviewers that a dismissal or a restoration names.
    #[serde(skip_serializing_if = "Option::is_none")]
    over: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    /// The rating of a review or a resolution.
    #[serde(skip_serializing_if = "Option::is_none")]
    rating: Option<String>,
    /// Whether the note, or the name, stands beside the log.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    sealed: bool,
    /// The words that it is about, where they are not those of the claim.
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<String>,
    /// `counts`, or the rule that refuses it.
    outcome: String,
    /// The state of the claim afterwards.
    then: String,
}

/// The evidence that entries added.
type Known = BTreeMap<EntryId, EvidenceId>;

fn table() -> Vec<Sequence> {
    let table = fs::read_to_string(repository().join("tests/it/cases.json")).unwrap();
    let table: Vec<Sequence> = serde_json::from_str(&table).unwrap();
    assert!(table.len() >= 60, "{}", table.len());
    table
}

impl Tried {
    /// The entry of the act that it is about.
    fn entry_of(&self, earlier: &[EntryId]) -> EntryId {
        match self.of.unwrap() {
            0 => EntryId(0),
            number => earlier[number - 1],
        }
    }

    /// What was done, after these acts.
    fn deed(&self, earlier: &[EntryId]) -> Deed {
        let of = || self.entry_of(earlier);
        match self.act.as_str() {
            "release" => Deed::Release,
            "correct" => Deed::Correct,
            "dismiss" => Deed::Dismiss,
            "note" => Deed::Note,
            "replace" => Deed::Replace(of()),
            "restore" => Deed::Restore,
            "retract" => Deed::Retract(of()),
            "withdraw" => Deed::Withdraw(of()),
            act => match act.split_once(' ') {
                Some(("assign", to)) => {
                    let (to, due) = to.split_once(' ').unwrap_or((to, ""));
                    let to = (to != "nobody").then(|| &*to.to_owned().leak());
                    Deed::Assign(to, due.parse().ok())
                }
                Some(("scope", "nothing")) => Deed::Scope(None),
                Some(("scope", period)) => Deed::Scope(Some(period.to_owned().leak())),
                Some(("tag", tags)) => Deed::Tag(tags.to_owned().leak().split(' ').collect()),
                Some(("take", until)) => Deed::Take(until.parse().unwrap()),
                Some(("resolve", status)) => Deed::Resolve(status.parse().unwrap()),
                Some(("suggest", status)) => Deed::Suggest(status.parse().unwrap()),
                Some(("waive", rule)) => Deed::Waive(rule.parse().unwrap()),
                _ => Deed::Review(act.parse().unwrap()),
            },
        }
    }

    /// The evidence that a review rests on.
    fn rests_on(&self, earlier: &[EntryId], known: &Known) -> Option<Vec<EvidenceId>> {
        let id = |number: &usize| match number {
            0 => EvidenceId(9999),
            number => known[&earlier[number - 1]],
        };
        self.on.as_ref().map(|on| on.iter().map(id).collect())
    }

    /// What is done to evidence, if it is about that.
    fn on_evidence(
        &self,
        earlier: &[EntryId],
        known: &Known,
        (claim, quote): (ClaimId, Sha256),
    ) -> Option<Event> {
        let quote_sha256 = self.words.as_ref().map_or(quote, Sha256::of);
        let (what, value) = self.act.split_once(' ').unwrap_or((&self.act, ""));
        if what == "evidence" {
            return Some(Event::EvidenceAdded(Box::new(EvidenceAdded {
                capture: None,
                claims: vec![OfClaim { claim, quote_sha256 }],
                evidence: EvidenceId(known.len() as u64 + 1),
                kind: None,
                locator: (value != "nothing").then(|| value.parse().unwrap()),
                note: None,
                origin: self.note.as_ref().map(|origin| origin.parse().unwrap()),
                published: None,
                quote: None,
                quote_at: None,
                searched: (value == "nothing").then(|| "the archive".parse().unwrap()),
                stance: "context".parse().unwrap(),
            })));
        }
        let evidence = || known[&earlier[self.of.unwrap() - 1]];
        match what {
            "evidence_check" => Some(Event::EvidenceChecked(EvidenceChecked {
                capture: None,
                evidence: evidence(),
                result: value.parse().unwrap(),
            })),
            "evidence_origin" => Some(Event::EvidenceGrouped(EvidenceGrouped {
                evidence: vec![evidence()],
                origin: value.parse().unwrap(),
                reason: None,
            })),
            "evidence_withdraw" => Some(Event::EvidenceWithdrawn(EvidenceWithdrawn {
                evidence: evidence(),
                reason: "seen".parse().unwrap(),
            })),
            _ => None,
        }
    }

    /// That the claim rests on another, or not any more, if it is about that.
    fn on_ground(&self, (claim, quote): (ClaimId, Sha256), quotes: &[Sha256]) -> Option<Event> {
        let (what, which) = self.act.split_once(' ')?;
        let on = match which {
            "self" => claim,
            "next" => ClaimId(claim.0 + 1),
            "previous" => ClaimId(claim.0 - 1),
            _ => return None,
        };
        let quote_sha256 = self.words.as_ref().map_or(quote, Sha256::of);
        let of_other = usize::try_from(on.0 - 1).ok().and_then(|at| quotes.get(at));
        let to = OfClaim { claim: on, quote_sha256: of_other.copied().unwrap_or(quote) };
        let reason = self.note.as_ref().map(|note| note.parse().unwrap());
        let linked = ClaimLinked { claim, kind: LinkKind::RestsOn, quote_sha256, reason, to };
        match what {
            "rests" => Some(Event::ClaimLinked(linked)),
            "unrests" => Some(Event::ClaimUnlinked(linked)),
            _ => None,
        }
    }

    /// The entry of it, after these acts.
    fn event(&self, earlier: &[EntryId], known: &Known, claim: ClaimId, quote: Sha256) -> Event {
        let quote = self.words.as_ref().map_or(quote, Sha256::of);
        let mut event = self.deed(earlier).event(claim, quote, self.note.as_deref()).unwrap();
        if let Event::ClaimDismissed(settled) | Event::ClaimRestored(settled) = &mut event {
            let names =
                |over: &Vec<String>| over.iter().map(|name| name.parse().unwrap()).collect();
            settled.over = self.over.as_ref().map(names);
        } else if let Event::ClaimReviewed(reviewed) = &mut event {
            reviewed.evidence = self.rests_on(earlier, known);
            reviewed.rating = self.rating.as_ref().map(|rating| rating.parse().unwrap());
        } else if let Event::VerdictResolved(resolved) = &mut event {
            resolved.rating = self.rating.as_ref().map(|rating| rating.parse().unwrap());
            let names =
                |over: &Vec<String>| over.iter().map(|name| name.parse().unwrap()).collect();
            resolved.over = self.over.as_ref().map(names);
        }
        event
    }

    fn is_departure(&self) -> bool {
        self.act == "leave"
    }

    fn is_rotation(&self) -> bool {
        self.act == "rotate"
    }

    /// What it does to the policy or to a role, if it is about these.
    fn governs(&self, log: &ForgedLog<'_>) -> Option<Event> {
        let (what, whom) = self.act.split_once(' ')?;
        let is_of_evidence = ["evidence", "evidence_check", "evidence_origin"].contains(&what);
        if what == "revoke" {
            return Some(log.revoked(whom));
        }
        let is_other =
            ["assign", "rests", "unrests", "resolve", "scope", "suggest", "tag", "take", "waive"]
                .contains(&what);
        (!is_other && !is_of_evidence).then(|| governing(&self.act))
    }

    /// What is done to the article of all claims, if it is about that. `judges` have reviewed one.
    fn on_article(
        &self,
        log: &ForgedLog<'_>,
        earlier: &[EntryId],
        judges: &BTreeMap<EntryId, String>,
    ) -> Option<Event> {
        let (article, reason) = (ArticleId(1), "seen".parse().unwrap());
        let reread = match self.act.as_str() {
            "go_on" => Some(log.reread(true, Some(self.entry_of(earlier)))),
            "keep" => Some(log.reread(true, None)),
            "reread" => Some(log.reread(false, None)),
            "reread_other" => {
                let mut reread = log.reread(true, None);
                reread.revision.raw_sha256 = Sha256::of("other bytes");
                Some(reread)
            }
            _ => None,
        };
        if let Some(reread) = reread {
            return Some(Event::ArticleReread(reread));
        }
        if self.act == "restore_article" {
            return Some(Event::ArticleRestored(ArticleRestored { article, reason }));
        }
        let others: BTreeSet<&String> = judges.values().filter(|name| **name != self.by).collect();
        let over: Vec<ReviewerName> =
            others.into_iter().map(|name| name.parse().unwrap()).collect();
        let over = Some(over).filter(|over| !over.is_empty());
        let withdrawn = Event::ArticleWithdrawn(ArticleWithdrawn { article, over, reason });
        (self.act == "withdraw_article").then_some(withdrawn)
    }

    /// Keep the reviews that stand after this act, which `position` recorded.
    fn judge(
        &self,
        position: EntryId,
        earlier: &[EntryId],
        judges: &mut BTreeMap<EntryId, String>,
    ) {
        if self.outcome != "counts" {
            return;
        }
        if self.act.parse::<Status>().is_ok() {
            judges.insert(position, self.by.clone());
        } else if self.act == "withdraw" {
            judges.remove(&earlier[self.of.unwrap() - 1]);
        }
    }
}

/// What the table calls a rule.
fn rule(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::AlreadyRests { .. } => "already_rests",
        Refusal::Circle { .. } => "circle",
        Refusal::DoesNotRest { .. } => "does_not_rest",
        Refusal::TooManyGrounds(_) => "too_many_grounds",
        Refusal::NotARating { .. } => "not_a_rating",
        Refusal::SameScale => "same_scale",
        Refusal::UnsoundScale => "unsound_scale",
        Refusal::AlreadyDismissed(_) => "already_dismissed",
        Refusal::AlreadyMarked { .. } => "already_marked",
        Refusal::AlreadyUnverified(_) => "already_unverified",
        Refusal::AlreadyWithdrawn(_) => "already_withdrawn",
        Refusal::Assigned { .. } => "assigned",
        Refusal::CannotJudge(_) => "cannot_judge",
        Refusal::LeaseLength(_) => "lease_length",
        Refusal::NothingAssigned(_) => "nothing_assigned",
        Refusal::NothingScoped(_) => "nothing_scoped",
        Refusal::NothingTagged(_) => "nothing_tagged",
        Refusal::NotTheirs { .. } => "not_theirs",
        Refusal::Taken { .. } => "taken",
        Refusal::TooManyTags(_) => "too_many_tags",
        Refusal::Dismissed(_) => "dismissed",
        Refusal::Gone(_) => "gone",
        Refusal::Judged { .. } => "judged",
        Refusal::JudgedIn { .. } => "judged_in",
        Refusal::NothingCorrected(_) => "nothing_corrected",
        Refusal::NotWithdrawn(_) => "not_withdrawn",
        Refusal::OverOtherJudges(_) => "over_other_judges",
        Refusal::Withdrawn(_) => "withdrawn",
        Refusal::NoEvidence { .. } => "no_evidence",
        Refusal::NoNote { .. } => "no_note",
        Refusal::NoReview { .. } => "no_review",
        Refusal::NoteRequired { .. } => "note_required",
        Refusal::NotDismissed(_) => "not_dismissed",
        Refusal::NotReviewed { .. } => "not_reviewed",
        Refusal::NotYours { .. } => "not_yours",
        Refusal::OtherBytes(_) => "other_bytes",
        Refusal::OtherReading(_) => "other_reading",
        Refusal::OtherText(_) => "other_text",
        Refusal::OtherWords(_) => "other_words",
        Refusal::OverOthers(_) => "over_others",
        Refusal::Overtaken { .. } => "overtaken",
        Refusal::AlreadyWaived { .. } => "already_waived",
        Refusal::HasRole { .. } => "has_role",
        Refusal::Hidden(_) => "hidden",
        Refusal::Importer { .. } => "importer",
        Refusal::LastEditor(_) => "last_editor",
        Refusal::NoConflict(_) => "no_conflict",
        Refusal::NotARule { .. } => "not_a_rule",
        Refusal::NotTheirRole { .. } => "not_their_role",
        Refusal::OfPrograms(_) => "of_programs",
        Refusal::OnlyPrograms(_) => "only_programs",
        Refusal::Party { .. } => "party",
        Refusal::SamePolicy => "same_policy",
    }
}

/// Who has a claim, its tags, whether it has a scope, and on how many claims it rests.
fn has(docket: &Docket, scoped: Option<EntryId>) -> String {
    let Docket { assigned, rests_on, tags, taken } = docket;
    let due = |due: Day| format!(", due {due}");
    let assigned = assigned.as_ref().map(|assigned| {
        format!(", assigned to {}{}", assigned.to, assigned.due.map(due).unwrap_or_default())
    });
    let taken = taken.as_ref().map(|lease| format!(", taken by {}", lease.by));
    let tags = tags.iter().map(|tag| format!(", #{tag}"));
    let scoped = scoped.map(|_| ", scoped".to_owned());
    let grounds = (!rests_on.is_empty()).then(|| format!(", on {}", rests_on.len()));
    assigned.into_iter().chain(taken).chain(tags).chain(scoped).chain(grounds).collect()
}

/// What the table calls the state of a claim.
fn state(
    verdict: Status,
    waits: Waits,
    conflict: bool,
    dismissed: bool,
    (gone, stale): (bool, bool),
) -> String {
    let stale = if stale { ", stale" } else { "" };
    let waits = if waits.is_nothing() { String::new() } else { format!(", {waits}") };
    let conflict = if conflict { ", in conflict" } else { "" };
    let dismissed = if dismissed { ", dismissed" } else { "" };
    let gone = if gone { ", gone" } else { "" };
    format!("{verdict}{waits}{conflict}{dismissed}{gone}{stale}")
}

#[test]
fn appending_and_replay_judge_every_case_as_the_table_says() {
    let (session, table) = (desk(1), table());
    let (claim, quote) = (ClaimId(1), ForgedLog::of(&session).quotes[0]);
    let mut wrong = Vec::new();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for Sequence { name, acts } in &table {
        let mut log = ForgedLog::of(&session);
        let ana = "ana".parse().unwrap();
        let case = Case::new(claim, quote);
        let mut case = case.recorded_by(Some(&ana), &Roster::default());
        let (mut earlier, mut people) = (Vec::new(), People::new());
        let (mut judges, mut known) = (BTreeMap::new(), Known::new());
        for (number, tried) in acts.iter().enumerate() {
            if tried.is_departure() {
                let until = log.revoke(&tried.by);
                people.leave(&tried.by, until);
                earlier.push(until);
                continue;
            }
            if tried.is_rotation() {
                earlier.push(log.rotate(&tried.by));
                continue;
            }
            let roster = people.roster();
            if let Some(event) = tried.governs(&log) {
                let (position, entry) = log.record(&tried.by, event);
                let allowed = roster.allows(&entry.actor, &entry.event, position);
                let outcome = allowed.as_ref().map_or_else(rule, |()| "counts");
                if allowed.is_ok() {
                    people.take_down(position, &entry.event);
                }
                if outcome != tried.outcome {
                    wrong.push(format!("{name}, act {}: {outcome}", number + 1));
                }
                earlier.push(position);
                *seen.entry(outcome).or_default() += 1;
                continue;
            }
            if let Some(event) = tried.on_article(&log, &earlier, &judges) {
                let (position, entry) = log.record(&tried.by, event);
                // The rules on articles are tried with the whole log, below.
                if tried.outcome == "counts" {
                    case.apply(position, &entry, &roster).unwrap();
                }
                earlier.push(position);
                continue;
            }
            log.clock = tried.at.unwrap_or(log.clock);
            let by: ReviewerName = tried.by.parse().unwrap();
            if tried.outcome == "circle" && tried.act != "rests self" {
                // That takes more than one claim: it is tried with the whole log, below.
                earlier.push(EntryId(0));
                continue;
            }
            let on_evidence = tried.on_evidence(&earlier, &known, (claim, quote));
            let on_evidence = on_evidence.or_else(|| tried.on_ground((claim, quote), &log.quotes));
            let decided;
            let mut event;
            if let Some(on_evidence) = on_evidence {
                decided = case.permits(&by, &on_evidence, &roster);
                event = on_evidence;
            } else {
                event = tried.event(&earlier, &known, claim, quote);
                let deed = tried.deed(&earlier);
                let mut act = deed.act(tried.note.as_deref(), log.clock).unwrap();
                let rated = || tried.rating.as_ref().map(|rating| rating.parse().unwrap());
                if let Act::Resolve { rating, .. } = &mut act {
                    *rating = rated();
                }
                if let Act::Review(review) = &mut act {
                    review.rating = rated();
                    review.evidence.extend(tried.rests_on(&earlier, &known).into_iter().flatten());
                }
                decided = case.decide(&by, &act, &roster).map(|_| ());
            }
            if tried.sealed {
                log.seal(&mut event);
            }
            let (position, entry) = log.record(&tried.by, event);
            if let (Event::EvidenceAdded(added), "counts") = (&entry.event, tried.outcome.as_str())
            {
                known.insert(position, added.evidence);
            }
            tried.judge(position, &earlier, &mut judges);
            earlier.push(position);
            let applied = case.apply(position, &entry, &roster);
            let outcome = applied.as_ref().map_or_else(rule, |()| "counts");
            let judgement = case.judgement();
            let (verdict, waits) = (judgement.verdict, judgement.waits);
            let (dismissed, gone) = (case.is_dismissed(), case.is_gone());
            let gone = (gone, case.is_stale());
            let then = state(verdict, waits, judgement.conflict, dismissed, gone);
            let then = then + &has(case.clone().settled(&people.roster()).docket(), case.scoped());
            if (outcome, then.as_str()) != (&tried.outcome, &tried.then) {
                wrong.push(format!("{name}, act {}: {outcome}; {then}", number + 1));
            }
            // Nothing about other words, or in the place of others, is ever signed. Only the writer
            // compares names beside the log.
            let is_other = tried.words.is_some()
                || tried.over.is_some()
                || tried.outcome == "over_others"
                || tried.act == "correct" && acts.iter().any(|tried| tried.sealed);
            let is_same = is_other || decided == applied;
            assert!(is_same, "{name}, act {}: appending says otherwise", number + 1);
            *seen.entry(outcome).or_default() += 1;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // Each rule that looks at the log alone is in the table.
    assert_eq!(seen.len(), 41, "{seen:?}");
}

/// Prints what `verify.py` finds, one finding a line: of what, by which rule, and in its words.
const LISTEN: &str = "
import contextlib, importlib.util, io, json, sys
spec = importlib.util.spec_from_file_location('verify', sys.argv[1])
verify = importlib.util.module_from_spec(spec)
spec.loader.exec_module(verify)
found = []
class Listener(verify.Audit):
    def wrong(self, what, where, is_last=False):
        self.findings += 1
        found.append([where, getattr(what, 'rule', None), str(what)])
with contextlib.redirect_stdout(io.StringIO()):
    Listener('b', None, None).run()
print(json.dumps(found))
";

/// What the script finds in the bundle `b` of a session: where, and by which rule. `None`: no
/// Python is new enough.
pub(crate) fn heard(session: &Session) -> Option<Vec<(String, Option<String>)>> {
    fs::write(session.path().join("listen.py"), LISTEN).unwrap();
    let python = python(session)?;
    let said: Vec<(String, Option<String>, String)> = serde_json::from_str(&python).unwrap();
    Some(said.into_iter().map(|(place, rule, _)| (place, rule)).collect())
}

#[test]
fn verify_and_verify_py_judge_every_case_as_the_table_says() {
    let table = table();
    let session = desk(table.len());
    let mut log = ForgedLog::of(&session);
    // A claim for each sequence.
    assert_eq!(log.quotes.len(), table.len());
    let (mut refused, mut judges, mut known) = (Vec::new(), BTreeMap::new(), Known::new());
    for ((Sequence { acts, .. }, id), quote) in table.iter().zip(1..).zip(log.quotes.clone()) {
        let mut earlier = Vec::new();
        log.clock = ForgedLog::START.parse().unwrap();
        for tried in acts {
            log.clock = tried.at.unwrap_or(log.clock);
            if tried.is_departure() {
                earlier.push(log.revoke(&tried.by));
                continue;
            }
            if tried.is_rotation() {
                earlier.push(log.rotate(&tried.by));
                continue;
            }
            let on_article = || tried.on_article(&log, &earlier, &judges);
            let on_other = tried.governs(&log).or_else(on_article);
            let on_evidence = || tried.on_evidence(&earlier, &known, (ClaimId(id), quote));
            let on_ground = || tried.on_ground((ClaimId(id), quote), &log.quotes);
            let mut event = on_other
                .or_else(on_evidence)
                .or_else(on_ground)
                .unwrap_or_else(|| tried.event(&earlier, &known, ClaimId(id), quote));
            if tried.sealed {
                log.seal(&mut event);
            }
            let (position, entry) = log.record(&tried.by, event);
            if let (Event::EvidenceAdded(added), "counts") = (&entry.event, tried.outcome.as_str())
            {
                known.insert(position, added.evidence);
            }
            tried.judge(position, &earlier, &mut judges);
            earlier.push(position);
            if tried.outcome != "counts" {
                refused.push((position, tried.outcome.clone()));
            }
        }
    }
    let (mut ledger, found) = log.ledger();
    assert!(found.is_intact(), "{:?}", found.damage());
    let positions: Vec<EntryId> = refused.iter().map(|(position, _)| *position).collect();
    assert_eq!(found.faults.iter().copied().collect::<Vec<_>>(), positions, "{:?}", found.findings);
    assert!(
        found
            .findings
            .iter()
            .all(|found| found.to_string().contains("breaks the rules of judgement"))
    );
    let ids: Vec<ClaimId> = (1..).take(table.len()).map(ClaimId).collect();
    let listed = ledger.view().unwrap().claims(&ids).unwrap();
    for ((Sequence { name, acts }, listed), id) in table.iter().zip(listed).zip(1..) {
        let claim = listed.claim;
        let gone = (claim.gone.is_some(), claim.stale);
        let then = state(claim.status, claim.waits, claim.conflict, claim.dismissed, gone);
        let then = then + &has(&listed.docket, claim.scoped);
        assert_eq!(then, acts.last().unwrap().then, "{name}");
        let counted = |act: fn(&Tried) -> bool| {
            acts.iter().filter(|tried| tried.outcome == "counts" && act(tried)).count()
        };
        let given = counted(|tried| tried.act.parse::<Status>().is_ok());
        let withdrawn = counted(|tried| tried.act == "withdraw");
        assert_eq!(listed.reviews.len(), given - withdrawn, "{name}");
        let noted = counted(|tried| tried.act == "note");
        let retracted = counted(|tried| tried.act == "retract");
        assert_eq!(listed.notes.len(), noted - retracted + usize::from(id == 1) * 2, "{name}");
    }
    ForgedLog::bundle(&mut ledger, &session.path().join("b"));
    let found = session.run("factledger verify b");
    assert_eq!(found.code, 3, "{}", found.screen());
    let things = format!("{} problems found", refused.len());
    assert!(found.stderr.contains(&things), "{things}\n{}", found.screen());
    let Some(named) = heard(&session) else { return };
    let expected: Vec<_> =
        refused.into_iter().map(|(at, rule)| (at.to_string(), Some(rule))).collect();
    assert_eq!(named, expected);
}

/// The script's output in a session; `None`: no Python is new enough.
fn python(session: &Session) -> Option<String> {
    let new_enough = "python3 -c 'import sys; sys.exit(sys.version_info < (3, 9))'";
    if session.run(new_enough).code != 0 {
        skipped("the rules of judgement by Python, for want of Python 3.9");
        return None;
    }
    let verifier = repository().join("src/bundle/verify.py");
    Some(session.run(&format!("python3 -B listen.py '{}'", verifier.display())).success())
}

/// A ledger in which ana has corroborated `C1`, and has then reopened it without a note, with a
/// program of her own.
fn reopened() -> Session {
    let session = desk(2);
    session.run("factledger mark C1 corroborated").success();
    let quote = ForgedLog::of(&session).quotes[0];
    let body = format!(r#"{{"claim":"C1","quote_sha256":"{quote}","status":"unverified"}}"#);
    Insider::of(&session).record("ana", "claim.reviewed", &body);
    session
}

/// What versions up to 0.2.0 did with such an entry when they rebuilt the index.
const TAKEN_IN: &str = "
INSERT INTO reviews (entry, claim, reviewer, status, note, at)
    SELECT max(position), 1, 'ana', 'unverified', NULL, unixepoch('2026-11-23T20:00:00Z')
    FROM entries;
INSERT INTO subjects SELECT 1, 1, max(position) FROM entries;
UPDATE claims SET status = 'unverified', updated_at = unixepoch('2026-11-23T20:00:00Z')
    WHERE id = 1;
UPDATE counts SET claims = claims - 1 WHERE status = 'corroborated' AND dismissed = 0;
UPDATE counts SET claims = claims + 1 WHERE status = 'unverified' AND dismissed = 0;";

fn change(session: &Session, sql: &str) {
    let database = Connection::open(session.path().join("factledger.db")).unwrap();
    database.execute_batch(sql).unwrap();
}

const BROKEN: &str =
    "WRONG `E9` breaks the rules of judgement: `C1` needs a note to be marked unverified\n";

#[test]
fn an_index_with_an_act_that_breaks_the_rules_is_named_and_rebuilt() {
    let session = reopened();
    change(&session, TAKEN_IN);
    let found = session.run("factledger verify");
    assert_eq!(found.code, 3, "{}", found.screen());
    for what in [BROKEN, "the table `claims`", "the table `counts`", "the table `reviews`"] {
        assert!(found.stdout.contains(what), "{what}\n{}", found.screen());
    }
    // Nothing is shown, signed or handed out on the word of that index.
    for line in [
        "show C1",
        "prove C1",
        "list --verified",
        "export",
        "export --format bundle -o b",
        "mark C1 disputed -m 'it was 2'",
        "dismiss C1 -m 'it was 2'",
    ] {
        let ran = session.run(&format!("factledger {line}"));
        assert_eq!(ran.code, 3, "{line}\n{}", ran.screen());
    }
    session.run("factledger mark C2 corroborated").success();
    let found = session.run("factledger verify --rebuild");
    assert!(found.code == 3 && found.stdout.contains(BROKEN), "{}", found.screen());
    assert!(found.stderr.contains("1 problem found"), "{}", found.screen());
    goes_on(&session);
}

/// The act has no effect, and the ledger is gone on with.
fn goes_on(session: &Session) {
    let shown = session.run("factledger show C1 --format json").json();
    assert_eq!(shown["status"], "corroborated");
    assert_eq!(shown["reviews"].as_array().unwrap().len(), 1);
    let again = session.run("factledger mark C1 corroborated").failure();
    assert!(again.contains("already corroborated by ana"), "{again}");
    session.run("factledger mark C1 unverified -m 'the list is gone'").success();
    session.run("factledger export --format bundle -o b").success();
    for line in ["verify", "verify b"] {
        let found = session.run(&format!("factledger {line}"));
        assert!(found.code == 3 && found.stdout.contains(BROKEN), "{}", found.screen());
        assert!(found.stderr.contains("1 problem found"), "{line}\n{}", found.screen());
    }
}

#[test]
fn a_ledger_of_an_earlier_format_shows_no_act_that_breaks_the_rules() {
    let session = reopened();
    change(&session, TAKEN_IN);
    // What migration 0004 added is taken away again, and some of the rest: only so many findings are
    // shown.
    change(
        &session,
        "DROP TABLE search_texts; DROP TABLE search_terms; DROP TABLE tags; DROP TABLE leases;
         DROP TABLE assignments; DROP TABLE faults; DROP INDEX entries_on_articles;
         DROP INDEX entries_on_claims; DROP INDEX entries_on_evidence; DROP TABLE evidence;
         DROP TABLE evidence_acts; DROP TABLE evidence_claims; DROP TABLE evidence_contents;
         DROP INDEX entries_on_keys; DROP TABLE sealed_keys; DROP VIEW articles_view;
         DROP VIEW claims_view; DROP VIEW history_view; DROP VIEW reviews_view;
         PRAGMA user_version = 3",
    );
    let found = session.run("factledger verify");
    assert!(found.code == 3 && found.stdout.contains(BROKEN), "{}", found.screen());
    let shown = session.run("factledger show C1 --format json").json();
    assert_eq!(shown["status"], "corroborated");
    // An act brings it up to date.
    goes_on(&session);
}

#[test]
fn an_act_that_depends_on_a_refused_act_is_refused_too() {
    let session = reopened();
    let mut log = ForgedLog::of(&session);
    let quote = log.quotes[0];
    // By what an older program showed, ben agrees that the claim is unverified.
    let event = Deed::Review(Status::Unverified).event(ClaimId(1), quote, None);
    let (position, _) = log.record("ben", event.unwrap());
    let (_, found) = log.ledger();
    let named: Vec<String> = found.faults.iter().map(ToString::to_string).collect();
    assert_eq!(named, ["E9".to_owned(), position.to_string()]);
}
