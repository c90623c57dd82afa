use std::collections::{BTreeMap, BTreeSet};

use super::seen::Looking;
use super::{Ledger, LedgerError, StoreError, WithheldError};
use crate::domain::{
    Act, Actor, ArticleId, ClaimAdded, ClaimId, Entry, EntryId, Event, LineColumn, NewReview, Note,
    RatingName, RawSpan, Refusal, ReviewerName, Rule, SOFT_HYPHEN, Sha256, Span, Status, Text,
    Viewer, Words,
};
use crate::store::Snapshot;
use crate::view::Context;

/// A claim that a person found.
#[derive(Clone, Debug)]
pub struct Addition {
    pub article: ArticleId,
    /// Where the quote starts, if it appears in the article more than once.
    pub at: Option<LineColumn>,
    pub claimant: Option<String>,
    /// The exact words.
    pub quote: String,
}

/// A place of a quote in an article, with its context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub at: LineColumn,
    /// The quote, marked, with the words before and after it.
    pub words: String,
}

impl Place {
    fn of(text: &Text, span: Span) -> Self {
        /// In characters, on either side.
        const AROUND: usize = 24;
        let Context { before, after } = Context::of(text, span);
        let cut = before.chars().count().saturating_sub(AROUND);
        let before: String = before.chars().skip(cut).collect();
        let after: String = after.chars().take(AROUND).collect();
        Self { at: text.place(span), words: format!("{before}»{}«{after}", text.quote(span)) }
    }
}

impl Ledger {
    /// Give a verdict on claims: all of them or none.
    pub fn mark(
        &mut self,
        author: &Actor,
        claims: &[ClaimId],
        opinion: &NewReview,
    ) -> Result<(), LedgerError> {
        self.act(author, claims, &Act::Review(opinion.clone()))
    }

    /// Give each of these claims its own verdict: all of them or none.
    pub fn mark_each(
        &mut self,
        author: &Actor,
        opinions: &[(ClaimId, NewReview)],
    ) -> Result<(), LedgerError> {
        let acts = opinions.iter().map(|(claim, opinion)| (*claim, Act::Review(opinion.clone())));
        self.act_on_each(author, &acts.collect::<Vec<_>>())
    }

    /// Add a note to claims.
    pub fn note(
        &mut self,
        author: &Actor,
        claims: &[ClaimId],
        note: &Note,
    ) -> Result<(), LedgerError> {
        self.act(author, claims, &Act::Note { note: note.clone(), replaces: None })
    }

    /// Dismiss claims: all of them or none. Those that other people have judged only if `over`.
    pub fn dismiss(
        &mut self,
        author: &Actor,
        claims: &[ClaimId],
        reason: &Note,
        over: bool,
    ) -> Result<(), LedgerError> {
        self.act(author, claims, &Act::Dismiss { over, reason: reason.clone() })
    }

    /// Take back the author's last review of each of these claims, and what each of these entries
    /// recorded, a review or a note of the author's: all of it or nothing. Returns the claims.
    pub fn take_back(
        &mut self,
        author: &Actor,
        claims: &[ClaimId],
        entries: &[EntryId],
        reason: &Note,
    ) -> Result<Vec<ClaimId>, LedgerError> {
        let last =
            |claim: &ClaimId| (*claim, Act::Withdraw { reason: reason.clone(), review: None });
        let mut acts: Vec<(ClaimId, Act)> = claims.iter().map(last).collect();
        for &entry in entries {
            let (claim, event) = self.act_of(&author.name, entry)?;
            let reason = reason.clone();
            let act = if let Event::ClaimReviewed(_) = event {
                Act::Withdraw { reason, review: Some(entry) }
            } else if let Event::NoteAdded(_) = event {
                Act::Retract { note: entry, reason }
            } else {
                return Err(LedgerError::NotTakenBack(entry));
            };
            acts.push((claim, act));
        }
        self.act_on_each(author, &acts)?;
        Ok(acts.into_iter().map(|(claim, _)| claim).collect())
    }

    /// Put a note in the place of an earlier one of the author's, which is on the one claim that is
    /// named, or on its own if none is. Returns the claim.
    pub fn replace_note(
        &mut self,
        author: &Actor,
        on: &[ClaimId],
        entry: EntryId,
        note: &Note,
    ) -> Result<Vec<ClaimId>, LedgerError> {
        let claims = self.claims_of_note(&author.name, on, entry)?;
        let act = Act::Note { note: note.clone(), replaces: Some(entry) };
        self.act(author, &claims, &act).map(|()| claims)
    }

    /// Take back a note of the author's, in the same way.
    pub fn retract_note(
        &mut self,
        author: &Actor,
        on: &[ClaimId],
        entry: EntryId,
        reason: &Note,
    ) -> Result<Vec<ClaimId>, LedgerError> {
        let claims = self.claims_of_note(&author.name, on, entry)?;
        let act = Act::Retract { note: entry, reason: reason.clone() };
        self.act(author, &claims, &act).map(|()| claims)
    }

    fn claims_of_note(
        &self,
        by: &ReviewerName,
        on: &[ClaimId],
        entry: EntryId,
    ) -> Result<Vec<ClaimId>, LedgerError> {
        if on.is_empty() { Ok(vec![self.act_of(by, entry)?.0]) } else { Ok(on.to_vec()) }
    }

    /// The act on a claim that this entry recorded, and the claim.
    fn act_of(&self, by: &ReviewerName, entry: EntryId) -> Result<(ClaimId, Event), LedgerError> {
        self.store.read(|snapshot| {
            let recorded = snapshot.entry(entry)?.ok_or(LedgerError::NoEntry(entry))?;
            let sight = Looking::Now(Viewer::Person(by.clone())).sight(snapshot)?;
            if sight.hides_entry(&recorded)
                && let Some(claim) = sight.hidden_claim(&recorded.entry.event)
            {
                return Err(Refusal::Hidden(claim).into());
            }
            let event = recorded.entry.event;
            let (claim, _) = event.acts_on().ok_or(LedgerError::NotTakenBack(entry))?;
            Ok((claim, event))
        })
    }

    /// End the conflicts about these claims with this verdict: all of them or none.
    pub fn resolve(
        &mut self,
        author: &Actor,
        claims: &[ClaimId],
        status: Status,
        rating: Option<&RatingName>,
        reason: &Note,
    ) -> Result<(), LedgerError> {
        let (rating, reason) = (rating.cloned(), reason.clone());
        self.act(author, claims, &Act::Resolve { rating, reason, status })
    }

    /// Make an exception from a rule for each of these claims: for all of them or none.
    pub fn waive(
        &mut self,
        author: &Actor,
        claims: &[ClaimId],
        rule: Rule,
        reason: &Note,
    ) -> Result<(), LedgerError> {
        self.act(author, claims, &Act::Waive { reason: reason.clone(), rule })
    }

    /// Suggest a verdict on claims, as a program: on all of them or none.
    pub fn suggest(
        &mut self,
        author: &Actor,
        claims: &[ClaimId],
        NewReview { note, rating, status, .. }: &NewReview,
    ) -> Result<(), LedgerError> {
        let (note, rating, status) = (note.clone(), rating.clone(), *status);
        self.act(author, claims, &Act::Suggest { note, rating, status })
    }

    /// Restore dismissed claims: all of them or none.
    pub fn restore(
        &mut self,
        author: &Actor,
        claims: &[ClaimId],
        reason: &Note,
    ) -> Result<(), LedgerError> {
        self.act(author, claims, &Act::Restore(reason.clone()))
    }

    /// Do the same to each of these claims, if the rules allow it for all of them.
    pub(super) fn act(
        &mut self,
        author: &Actor,
        claims: &[ClaimId],
        act: &Act,
    ) -> Result<(), LedgerError> {
        let once: BTreeSet<&ClaimId> = claims.iter().collect();
        let acts: Vec<(ClaimId, Act)> = once.into_iter().map(|id| (*id, act.clone())).collect();
        self.act_on_each(author, &acts)
    }

    /// Do these acts, one after the other, if the rules allow all of them.
    pub(super) fn act_on_each(
        &mut self,
        author: &Actor,
        acts: &[(ClaimId, Act)],
    ) -> Result<(), LedgerError> {
        let acted = self.store.write(author, &self.keys, |writer| {
            let roster = writer.snapshot().roster()?;
            for (id, act) in acts {
                let claim = writer.snapshot().claim(*id)?;
                let claim = claim.ok_or_else(|| LedgerError::NoClaim(id.to_string()))?;
                let case = writer.snapshot().case(&claim, &roster)?;
                writer.append(case.decide(&author.name, act, &roster)?)?;
            }
            Ok(())
        });
        self.or_repeated(acted, |_, events| {
            let is_same =
                |(event, (id, act)): (&&Event, &(ClaimId, Act))| acted_on(event, act) == Some(*id);
            let is_all = events.len() == acts.len() && events.iter().zip(acts).all(is_same);
            Ok(is_all.then_some(()))
        })
    }

    /// The result of an act, even if it was recorded under its id before: when an act with an
    /// unknown outcome is retried, it is recorded exactly once. `done` returns its earlier result,
    /// if the recorded events are those of this act.
    pub(super) fn or_repeated<T>(
        &self,
        acted: Result<T, LedgerError>,
        mut done: impl FnMut(&Snapshot<'_>, &[&Event]) -> Result<Option<T>, StoreError>,
    ) -> Result<T, LedgerError> {
        let first = match acted {
            Err(LedgerError::Store(StoreError::Repeated(first))) => first,
            acted => return acted,
        };
        self.store.read(|snapshot| {
            let act = snapshot.act_from(first)?;
            let act = act.iter().map(|recorded| &recorded.entry);
            let introduces_itself = |entry: &&Entry| {
                matches!(&entry.event, Event::LedgerCreated(_))
                    || matches!(&entry.event, Event::ReviewerAdded(of) if of.name == entry.actor)
            };
            let act = act.skip_while(introduces_itself).map(|entry| &entry.event);
            done(snapshot, &act.collect::<Vec<_>>())?.ok_or(LedgerError::OtherAct(first))
        })
    }

    /// Record a claim that a person found.
    pub fn add(&mut self, author: &Actor, addition: &Addition) -> Result<ClaimId, LedgerError> {
        let article = addition.article;
        // A text never changes, so the search is done before the lock is taken.
        let (quote_sha256, span, text_sha256) = self.store.read(|snapshot| {
            let Some(found) = snapshot.article(article)? else {
                return Err(LedgerError::NoArticle(article.to_string()));
            };
            if snapshot.withheld_in(article)?.is_some() {
                return Err(WithheldError::Article(article).into());
            }
            if found.withdrawn.is_some() {
                return Err(Refusal::Withdrawn(article).into());
            }
            let text_sha256 = found.revision.text_sha256;
            let text = snapshot.text(text_sha256)?;
            let span = addition.find_in(&text)?;
            let is_in = |gone: &RawSpan| gone.start < span.end() && span.start() < gone.end;
            if snapshot.spans_gone(text_sha256)?.iter().any(is_in) {
                return Err(WithheldError::There(article).into());
            }
            Ok((Sha256::of(text.quote(span)), span, text_sha256))
        })?;
        let added = self.store.write(author, &self.keys, |writer| {
            if let Some(taken) = writer.snapshot().claim_at(article, span)? {
                return Err(LedgerError::AlreadyAClaim(taken));
            }
            let claim = writer.next_claim()?;
            writer.append(Event::ClaimAdded(ClaimAdded {
                article,
                claim,
                claimant: addition.claimant.clone().map(Words::from),
                quote_sha256,
                span: span.into(),
                text_sha256,
            }))?;
            Ok(claim)
        });
        self.or_repeated(added, |_, events| {
            let [Event::ClaimAdded(same)] = events else { return Ok(None) };
            let is_same = same.article == article
                && said(same.claimant.as_ref()) == addition.claimant.as_ref()
                && same.span == span.into()
                && same.text_sha256 == text_sha256;
            Ok(is_same.then_some(same.claim))
        })
    }
}

/// The claim of an event that is this very act.
fn acted_on(event: &Event, act: &Act) -> Option<ClaimId> {
    let is_same = match (event, act) {
        (Event::ClaimAssigned(done), Act::Assign { due, to, .. }) => {
            (&done.due, &done.to) == (due, to)
        }
        (Event::ClaimReleased(_), Act::Release { .. }) => true,
        (Event::ClaimTaken(done), Act::Take { until, .. }) => done.until == *until,
        (Event::ClaimCorrected(done), Act::Correct { claimant, reason }) => {
            (said(done.claimant.as_ref()), said(done.reason.as_ref()))
                == (claimant.as_ref(), reason.as_ref())
        }
        (Event::ClaimDismissed(done), Act::Dismiss { reason, .. })
        | (Event::ClaimRestored(done), Act::Restore(reason)) => done.reason.text() == Some(reason),
        (Event::ClaimReviewed(done), Act::Review(NewReview { note, rating, status, .. }))
        | (Event::ClaimSuggested(done), Act::Suggest { note, rating, status }) => {
            (said(done.note.as_ref()), &done.rating, done.status)
                == (note.as_ref(), rating, *status)
        }
        (Event::ClaimLinked(done), Act::Link { reason, to })
        | (Event::ClaimUnlinked(done), Act::Unlink { reason, to }) => {
            (done.to, said(done.reason.as_ref())) == (*to, reason.as_ref())
        }
        (Event::VerdictResolved(done), Act::Resolve { rating, reason, status }) => {
            (done.reason.text(), &done.rating, done.status) == (Some(reason), rating, *status)
        }
        (Event::WaiverGiven(done), Act::Waive { reason, rule }) => {
            (done.reason.text(), done.rule) == (Some(reason), *rule)
        }
        (Event::NoteAdded(done), Act::Note { note, replaces }) => {
            (done.note.text(), done.replaces) == (Some(note), *replaces)
        }
        (Event::NoteRetracted(done), Act::Retract { note, reason }) => {
            (done.entry, done.reason.text()) == (*note, Some(reason))
        }
        (Event::ReviewWithdrawn(done), Act::Withdraw { reason, review }) => {
            done.reason.text() == Some(reason) && review.is_none_or(|review| review == done.entry)
        }
        _ => false,
    };
    event.acts_on().filter(|_| is_same).map(|(claim, _)| claim)
}

/// What was written in an entry, if it was not withheld.
pub(super) fn said<T>(words: Option<&Words<T>>) -> Option<&T> {
    words.and_then(Words::text)
}

impl Addition {
    fn find_in(&self, text: &Text) -> Result<Span, LedgerError> {
        /// The maximum number of places to choose from.
        const MOST: usize = 10;
        let Self { article, at, quote, .. } = self;
        let (article, quote) = (*article, quote.trim());
        let start = at.and_then(|at| text.byte_at(at));
        if let Some(start) = start.filter(|start| text.as_str()[*start..].starts_with(quote))
            && let Ok(span) = text.span(start..start + quote.len())
        {
            return Ok(span);
        }
        let mut found: Vec<Span> = occurrences(text, quote).take(MOST + 1).collect();
        if found.is_empty() && !quote.contains(SOFT_HYPHEN) {
            // The page shows no soft hyphen, so nobody can type it.
            found = solid_occurrences(text, quote).into_iter().take(MOST + 1).collect();
        }
        let places = || found.iter().take(MOST).map(|span| Place::of(text, *span)).collect();
        let more = found.len() > MOST;
        match (*at, found.as_slice()) {
            (_, []) => Err(LedgerError::NoQuote { article, similar: similar(text, quote) }),
            (Some(at), _) => Err(LedgerError::NotThere { article, at, more, places: places() }),
            (None, [span]) => Ok(*span),
            (None, _) => Err(LedgerError::AmbiguousQuote { article, more, places: places() }),
        }
    }
}

/// The places of these words in the text, including overlaps.
fn occurrences<'t>(text: &'t Text, quote: &'t str) -> impl Iterator<Item = Span> + 't {
    let step = quote.chars().next().map_or(1, char::len_utf8);
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text.as_str().get(from..)?.find(quote)?;
        from = start + step;
        text.span(start..start + quote.len()).ok()
    })
}

/// The places of these words in the text, without the soft hyphens in it.
fn solid_occurrences(text: &Text, quote: &str) -> Vec<Span> {
    let letters: Vec<(usize, char)> =
        text.as_str().char_indices().filter(|(_, c)| *c != SOFT_HYPHEN).collect();
    if letters.len() == text.as_str().chars().count() || quote.is_empty() {
        return Vec::new();
    }
    let solid: String = letters.iter().map(|(_, c)| c).collect();
    // The place in the text of each byte of the solid one that begins a letter.
    let places: BTreeMap<usize, usize> =
        solid.char_indices().zip(&letters).map(|((at, _), (place, _))| (at, *place)).collect();
    let spans = solid.match_indices(quote).filter_map(|(at, words)| {
        let start = places.get(&at)?;
        let (_, last) = places.range(..at + words.len()).next_back()?;
        let end = last + text.as_str().get(*last..)?.chars().next()?.len_utf8();
        text.span(*start..end).ok()
    });
    spans.collect()
}

/// Words of the text that differ from the quote only in white space, soft hyphens, letter case, and
/// the style of quotation marks and dashes: what the person may have meant.
fn similar(text: &Text, quote: &str) -> Option<String> {
    let fold = |c: char| match c {
        '“' | '”' | '„' | '«' | '»' => '"',
        '‘' | '’' => '\'',
        '–' | '—' => '-',
        other => other.to_lowercase().next().unwrap_or(other),
    };
    let folded = |words: &str| -> Vec<(usize, char)> {
        let solid = words.char_indices().filter(|(_, c)| !c.is_whitespace() && *c != SOFT_HYPHEN);
        solid.map(|(at, c)| (at, fold(c))).collect()
    };
    let wanted: String = folded(quote).into_iter().map(|(_, c)| c).collect();
    let letters = folded(text.as_str());
    let flat: String = letters.iter().map(|(_, c)| c).collect();
    let start = flat.find(&wanted).filter(|_| !wanted.is_empty())?;
    let first = flat[..start].chars().count();
    let last = first + wanted.chars().count() - 1;
    let (start, _) = *letters.get(first)?;
    let (end, _) = *letters.get(last)?;
    let end = end + text.as_str().get(end..)?.chars().next()?.len_utf8();
    text.as_str().get(start..end).map(str::to_owned)
}
