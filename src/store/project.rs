mod articles;
mod counts;
mod docket;
mod evidence;
mod new_claim;
mod opinions;
mod own;
mod people;
mod readings;
mod search;
mod texts;
mod withheld;

use std::collections::HashMap;
use std::sync::Arc;

use counts::{CountChanges, Counted};
use new_claim::NewClaim;
use own::Own;
use search::SearchChanges;
use texts::LastText;

use super::sql::{Connection, params};
use super::values::{Bytes, ToParam as _, number};
use super::withheld::WithheldByLog;
use super::words::insert_sealed;
use super::{Snapshot, StoreError};
use crate::domain::{
    ArticleId, Case, Claim, ClaimAdded, ClaimAssigned, ClaimId, ClaimLinked, ClaimReleased,
    ClaimScoped, ClaimSettled, ClaimTagged, ClaimTaken, ClaimsExtracted, Docket, Entry, EntryId,
    Event, RawSpan, Roster, Sha256, Span, Subject, Text, Timestamp, Verdict, VerdictResolved,
    WaiverGiven, Words,
};
use crate::merkle::{Node, Tile};

/// Turns entries into index rows. It reads only the entry, the texts that entries name by hash, and
/// the rows of earlier entries, so the same log always gives the same index.
///
/// An entry that does not fit ([`StoreError::Inconsistent`]), or that the rules of judgement refuse
/// ([`StoreError::Refused`]), leaves no row behind: it is checked completely before the first row
/// is written.
pub(super) struct Projection<'a> {
    /// The current state of recently changed claims.
    cases: HashMap<ClaimId, Case>,
    /// The counts that are not written yet.
    counts: CountChanges,
    /// Where the texts are: in the ledger itself, even when its index is rebuilt elsewhere.
    contents: Snapshot<'a>,
    index: Snapshot<'a>,
    /// The last text that was read: entries come in runs about the same article.
    last_text: Option<LastText>,
    own: Own,
    /// The reviewers so far.
    roster: Option<Arc<Roster>>,
    /// The words that are not written yet.
    search: SearchChanges,
    /// What the log withholds, if that was asked for.
    withheld: Option<Arc<WithheldByLog>>,
}

impl<'a> Projection<'a> {
    pub(super) fn new(index: &'a Connection, contents: Snapshot<'a>) -> Self {
        let index = Snapshot::new(index);
        Self {
            cases: HashMap::new(),
            contents,
            counts: CountChanges::default(),
            index,
            last_text: None,
            own: Own::default(),
            roster: None,
            search: SearchChanges::default(),
            withheld: None,
        }
    }

    pub(super) fn index(&self) -> &Snapshot<'a> {
        &self.index
    }

    /// Store the root of a full subtree, of which the upper tiles consist.
    pub(super) fn node(&self, node: Node) -> Result<(), StoreError> {
        self.index.connection.change(
            1,
            "INSERT INTO nodes (level, position, hash)
                 VALUES (?1, ?2, ?3)",
            params![node.height / Tile::HEIGHT, number(node.index), node.hash],
        )?;
        Ok(())
    }

    /// Write what was collected: counts, and words. Nobody counts or searches before.
    pub(super) fn finish(&mut self) -> Result<(), StoreError> {
        self.counts.write(self.index.connection)?;
        self.write_search()
    }

    /// The same, of what is much.
    fn write_much(&mut self) -> Result<(), StoreError> {
        if self.counts.len() > CountChanges::MOST {
            self.counts.write(self.index.connection)?;
        }
        self.write_much_search()
    }

    /// Add the rows that follow from an entry.
    pub(super) fn entry(&mut self, position: EntryId, entry: &Entry) -> Result<(), StoreError> {
        let sealed = self.sealed(position, entry)?;
        self.event(position, entry)?;
        self.write_much()?;
        for sha256 in sealed {
            insert_sealed(self.index.connection, sha256, position)?;
        }
        // What only a later version knows gives no row at all.
        if let Event::Unknown(_) = entry.event {
            return Ok(());
        }
        self.index.connection.change(
            1,
            "INSERT INTO history (entry, at, actor, type)
                 VALUES (?1, ?2, ?3, ?4)",
            params![position, entry.at, entry.actor, entry.event.kind()],
        )?;
        Ok(())
    }

    /// The hashes of what a person wrote in it. They belong to no other entry.
    fn sealed(&self, position: EntryId, entry: &Entry) -> Result<Vec<Sha256>, StoreError> {
        let sealed = entry.event.sealed();
        let is_repeated = |(at, sha256): (usize, &Sha256)| {
            Ok::<_, StoreError>(sealed[..at].contains(sha256) || self.index.is_sealed(*sha256)?)
        };
        for one in sealed.iter().enumerate() {
            if is_repeated(one)? {
                let why = "it has the hash of words of an earlier entry";
                return Err(StoreError::Inconsistent { position, why });
            }
        }
        Ok(sealed)
    }

    fn event(&mut self, position: EntryId, entry: &Entry) -> Result<(), StoreError> {
        let row = Row { at: entry.at, position };
        self.may(row, entry)?;
        self.forget_own(&entry.event);
        match &entry.event {
            Event::ArticleAppeared(appeared) => self.article_appeared(row, entry, appeared),
            Event::ArticleCorrected(corrected) => self.article_corrected(row, entry, corrected),
            Event::ArticleImported(imported) => self.article_imported(row, entry, imported),
            Event::ArticleReread(reread) => self.article_reread(row, entry, reread),
            Event::ArticleRestored(restored) => self.article_restored(row, entry, restored.article),
            Event::ArticleWithdrawn(withdrawn) => self.article_withdrawn(row, entry, withdrawn),
            Event::ClaimAdded(added) => self.claim_added(row, added),
            Event::ClaimCorrected(corrected) => self.claim_corrected(row, entry, corrected),
            Event::ClaimAssigned(ClaimAssigned { claim, .. })
            | Event::ClaimDismissed(ClaimSettled { claim, .. })
            | Event::ClaimReleased(ClaimReleased { claim, .. })
            | Event::ClaimRestored(ClaimSettled { claim, .. })
            | Event::ClaimScoped(ClaimScoped { claim, .. })
            | Event::ClaimTagged(ClaimTagged { claim, .. })
            | Event::ClaimTaken(ClaimTaken { claim, .. })
            | Event::ClaimUnlinked(ClaimLinked { claim, .. }) => {
                let to = self.acted_on(row, entry, *claim)?;
                self.update(row, &to)
            }
            Event::ClaimLinked(linked) => self.claim_linked(row, entry, linked),
            Event::ClaimReviewed(reviewed) => self.claim_reviewed(row, entry, reviewed),
            Event::ClaimsExtracted(extracted) => self.claims_extracted(row, extracted),
            Event::ContentWithheld(withheld) => self.content_withheld(row, withheld),
            Event::ClaimSuggested(suggested) => {
                row.evidence(suggested)?;
                let to = self.acted_on(row, entry, suggested.claim)?;
                self.update(row, &to)
            }
            Event::EvidenceAdded(added) => self.evidence_added(row, entry, added),
            Event::EvidenceChecked(_) | Event::EvidenceGrouped(_) | Event::EvidenceWithdrawn(_) => {
                self.evidence_acted_on(row, entry)
            }
            Event::LedgerCreated(created) => {
                let role = created.roles.as_ref();
                role.map_or(Ok(()), |role| self.role_given(row, &entry.actor, *role))
            }
            // An event type of a later version gives no row.
            Event::KeyRotated(_) | Event::ReviewerInvited(_) | Event::Unknown(_) => Ok(()),
            Event::LedgerSucceeded(succeeded) => {
                self.roster = None;
                self.succeeded(row, &entry.actor, &succeeded.founder)
            }
            Event::PolicySet(set) => self.policy_set(row, set),
            Event::ScaleSet(set) => self.scale_set(row, set),
            Event::NoteAdded(added) => self.note_added(row, entry, added),
            Event::NoteRetracted(retracted) => {
                let to = self.acted_on(row, entry, retracted.claim)?;
                self.remove_note(retracted.entry)?;
                self.update(row, &to)
            }
            Event::ReviewWithdrawn(withdrawn) => {
                let to = self.acted_on(row, entry, withdrawn.claim)?;
                self.unsearch_note(withdrawn.entry)?;
                self.index.connection.change(
                    1,
                    "DELETE FROM reviews WHERE entry = ?1",
                    params![withdrawn.entry],
                )?;
                self.update(row, &to)
            }
            Event::ReviewerAdded(added) => {
                self.roster = None;
                self.key_added(row, &added.key, &added.name)?;
                let role = added.role.as_ref();
                role.map_or(Ok(()), |role| self.role_given(row, &added.name, *role))
            }
            Event::ReviewerRenamed(renamed) => self.renamed(row, renamed),
            Event::ReviewerRetired(revoked) | Event::ReviewerRevoked(revoked) => {
                self.key_revoked(row, &revoked.key)?;
                self.free_all(row, &revoked.name)
            }
            Event::RoleGiven(given) => {
                if !self.index.has_reviewer(&given.name)? {
                    return Err(row.misfit("it gives a role to nobody who has, or had, a key"));
                }
                self.role_given(row, &given.name, given.role)
            }
            Event::VerdictResolved(VerdictResolved { claim, .. })
            | Event::WaiverGiven(WaiverGiven { claim, .. }) => self.ruled(row, entry, *claim),
        }
    }

    fn claims_extracted(
        &mut self,
        row: Row,
        extracted: &ClaimsExtracted,
    ) -> Result<(), StoreError> {
        let text = self.text_of(row, extracted.article, extracted.text_sha256)?;
        let raw_bytes = if let Some(own) = self.own_article(extracted.article) {
            own.raw_bytes
        } else {
            let article = self.index.article_row(extracted.article)?;
            article.map_or(0, |article| article.revision.raw_bytes)
        };
        let is_of_document = |raw: RawSpan| raw.start < raw.end && raw.end as u64 <= raw_bytes;
        let mut next = self.next_claim()?;
        let mut claims = Vec::with_capacity(extracted.claims.len());
        for found in &extracted.claims {
            if found.raw_span.is_some_and(|raw| !is_of_document(raw)) {
                return Err(row.misfit("its span is not valid in the document"));
            }
            if found.claim != next {
                return Err(row.misfit("its claims do not have the next numbers"));
            }
            next = ClaimId(next.0 + 1);
            let spans = std::iter::once(found.span).chain(found.claimant);
            let text = self.with_words(row, text.as_deref(), spans)?;
            let claimant = found.claimant.map(|raw| row.span(text, raw)).transpose()?;
            claims.push(NewClaim {
                claimant: text.zip(claimant).map(|(text, span)| text.quote(span)),
                claimant_span: claimant,
                extracted: Some((&extracted.extractor, found.score)),
                raw_span: found.raw_span,
                ..NewClaim::of(row, text, found.claim, found.span, found.quote_sha256)?
            });
        }
        for claim in &claims {
            self.insert_claim(row, extracted.article, claim)?;
        }
        let found = i64::try_from(extracted.claims.len()).unwrap_or(i64::MAX);
        self.count_new(extracted.article, found);
        self.index_subject(row, Subject::Article(extracted.article), extracted.article)
    }

    fn claim_added(&mut self, row: Row, added: &ClaimAdded) -> Result<(), StoreError> {
        let text = self.text_of(row, added.article, added.text_sha256)?;
        if added.claim != self.next_claim()? {
            return Err(row.misfit("its claim does not have the next number"));
        }
        let text = self.with_words(row, text.as_deref(), [added.span])?;
        let claim = NewClaim {
            claimant: added.claimant.as_ref().and_then(Words::text).map(String::as_str),
            claimant_sha256: added.claimant.as_ref().and_then(Words::sealed),
            ..NewClaim::of(row, text, added.claim, added.span, added.quote_sha256)?
        };
        self.insert_claim(row, added.article, &claim)?;
        self.count_new(added.article, 1);
        self.index_subject(row, Subject::Claim(added.claim), added.article)
    }

    fn insert_claim(
        &mut self,
        row: Row,
        article: ArticleId,
        new: &NewClaim<'_>,
    ) -> Result<(), StoreError> {
        self.index.connection.change(
            1,
            "INSERT INTO claims (
                     id, article, span_start, span_end, line, column_number,
                     quote, quote_sha256, claimant, claimant_folded,
                     extractor, extractor_version, score,
                     status, conflict, dismissed, created_at, updated_at, entry,
                     claimant_start, claimant_end, raw_start, raw_end, model_sha256,
                     claimant_sha256)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,
                     'unverified', 0, 0, ?14, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)",
            params![
                new.id,
                article,
                Bytes(new.span.start()),
                Bytes(new.span.end()),
                Bytes(new.place.map_or(0, |place| place.line)),
                Bytes(new.place.map_or(0, |place| place.column)),
                new.quote,
                new.quote_sha256,
                new.claimant,
                new.claimant.map(str::to_lowercase),
                new.extracted.map(|(extractor, _)| &extractor.name),
                new.extracted.map(|(extractor, _)| &extractor.version),
                new.extracted.map_or(-1, |(_, score)| i64::from(score.points())),
                row.at,
                row.position,
                new.claimant_span.map(|span| Bytes(span.start())),
                new.claimant_span.map(|span| Bytes(span.end())),
                new.raw_span.map(|span| Bytes(span.start)),
                new.raw_span.map(|span| Bytes(span.end)),
                new.extracted.and_then(|(extractor, _)| extractor.model_sha256),
                new.claimant_sha256,
            ],
        )?;
        self.search_claim(new.id, ("", None), (new.quote, new.claimant));
        self.has_claim(new.id);
        Ok(())
    }

    /// The effect of an act on its claim, if the rules of judgement allow the act.
    fn acted_on(&mut self, row: Row, entry: &Entry, id: ClaimId) -> Result<Change, StoreError> {
        /// The number of cached cases, so that ten thousand reviews of one claim are not read ten
        /// thousand times.
        const MOST: usize = 256;
        let before =
            self.index.claim_row(id)?.ok_or_else(|| row.misfit("there is no such claim"))?;
        let roster = self.roster()?;
        let mut case = if let Some(case) = self.cases.remove(&id) {
            case
        } else {
            let (reviews, notes) = (self.index.reviews(id)?, self.index.notes(id)?);
            let evidence = self.index.evidence_in(&self.contents, &[id])?.remove(&id);
            let evidence = evidence.unwrap_or_default();
            let (docket, rulings) = (self.index.docket(id)?, self.index.rulings(id)?);
            Case::of(&before, &docket, &reviews, &notes, &rulings, &evidence, &roster)
        };
        let is_open = |case: &Case| case.is_untouched() && case.docket().assigned.is_none();
        let (docket, was_open) = (case.docket().clone(), is_open(&case));
        let applied = case.apply(row.position, entry, &roster);
        let (judgement, dismissed) = (case.judgement(), case.is_dismissed());
        let (scoped, stale) = (case.scoped(), case.is_stale());
        let dockets = (docket, case.docket().clone());
        let open = (was_open, is_open(&case));
        if self.cases.len() == MOST {
            self.cases.clear();
        }
        self.cases.insert(id, case);
        let refused = |source| StoreError::Refused { position: row.position, source };
        let change = Change { before, dismissed, dockets, judgement, open, scoped, stale };
        applied.map(|()| change).map_err(refused)
    }

    /// Store the state of a claim after an act on it: what changed of it, in one statement.
    fn update(&mut self, row: Row, to: &Change) -> Result<(), StoreError> {
        let Change { before, dismissed, dockets, judgement, open, scoped, stale } = to;
        let Verdict { conflict, verdict, waits } = judgement;
        self.store_docket(row, before.id, &dockets.0, &dockets.1)?;
        let mut changed = vec![("updated_at", row.at.to_param())];
        if open.0 != open.1 {
            changed.push(("open", open.1.to_param()));
        }
        if before.stale != *stale {
            changed.push(("stale", stale.to_param()));
        }
        if before.scoped != *scoped {
            changed.push(("scoped", scoped.to_param()));
        }
        let waiting = Some(*waits).filter(|waits| !waits.is_nothing());
        let stood = (before.status, before.conflict, before.dismissed, before.waits);
        if stood != (*verdict, *conflict, *dismissed, *waits) {
            changed.extend([
                ("status", verdict.to_param()),
                ("conflict", conflict.to_param()),
                ("dismissed", dismissed.to_param()),
                ("waits", waiting.to_param()),
            ]);
            let counted = |status, dismissed| Counted {
                dismissed,
                gone: before.gone.is_some(),
                status,
                withdrawn: false,
            };
            let from = counted(before.status, before.dismissed);
            self.count_otherwise(before.article, from, counted(*verdict, *dismissed), 1);
        }
        let set = (2..).zip(&changed).map(|(number, (column, _))| format!("{column} = ?{number}"));
        let sql = format!("UPDATE claims SET {} WHERE id = ?1", set.collect::<Vec<_>>().join(", "));
        let mut parameters = vec![before.id.to_param()];
        parameters.extend(changed.into_iter().map(|(_, parameter)| parameter));
        self.index.connection.change(1, &sql, &parameters)?;
        self.index_subject(row, Subject::Claim(before.id), before.article)
    }

    fn index_subject(
        &self,
        row: Row,
        subject: Subject,
        article: ArticleId,
    ) -> Result<(), StoreError> {
        let claim = match subject {
            Subject::Article(_) => ClaimId(0),
            Subject::Claim(claim) => claim,
        };
        self.index.connection.change(
            1,
            "INSERT INTO subjects (article, claim, entry)
                 VALUES (?1, ?2, ?3)",
            params![article, claim, row.position],
        )?;
        Ok(())
    }
}

/// The entry that the rows come from.
#[derive(Clone, Copy)]
struct Row {
    at: Timestamp,
    position: EntryId,
}

impl Row {
    fn misfit(self, why: &'static str) -> StoreError {
        StoreError::Inconsistent { position: self.position, why }
    }

    fn span(self, text: Option<&Text>, raw: RawSpan) -> Result<Span, StoreError> {
        let why = "its span is not valid in the article";
        match text {
            Some(text) => text.check(raw).map_err(|_| self.misfit(why)),
            None => raw.try_into().map_err(|_| self.misfit(why)),
        }
    }
}

/// The effect of an act on a claim.
struct Change {
    before: Claim,
    dismissed: bool,
    /// Before it, and after it.
    dockets: (Docket, Docket),
    judgement: Verdict,
    /// Whether it waited for everybody, and whether it does.
    open: (bool, bool),
    /// The entry that says what it covers.
    scoped: Option<EntryId>,
    /// Whether evidence that it rests on has fallen.
    stale: bool,
}
