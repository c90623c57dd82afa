mod resting;
mod undo;

use std::collections::BTreeSet;

use super::super::docket::{assignment, tags};
use super::super::session::NextAct;
use super::super::setting;
use super::keyboard::{Key, Keyboard};
use super::line::{Edit, Line};
use super::screen::Shown;
use super::{pages, tally};
use crate::cli::failure::{Failure, Kind};
use crate::domain::{
    Actor, ClaimId, EntryId, HistoryQuery, NewReview, Note, Refusal, Sha256, Stance, Status,
    Visible,
};
use crate::ledger::{Ledger, LedgerError, NewEvidence, View};
use crate::terminal::Screen;
use crate::view::{ClaimDetail, ClaimSummary};
use resting::Resting;

/// A person at work on a queue of claims. Everything is recorded at once.
pub(super) struct Desk<'a> {
    at: usize,
    author: Actor,
    clock: NextAct,
    /// What was done here, in order, and can be taken back.
    done: Vec<Done>,
    ledger: &'a mut Ledger,
    message: String,
    queue: Queue,
    resting: Resting,
    has_recorded: bool,
    /// How many acts were tried, for the ids of their entries.
    tried: u64,
    /// What was reached before.
    seen: BTreeSet<ClaimId>,
    skipped: BTreeSet<ClaimId>,
}

/// What is to be judged.
pub(super) struct Queue {
    pub(super) claims: Vec<ClaimId>,
    /// Whether these are the claims that wait for the person. Claims that somebody else takes or judges
    /// in the meantime are then passed over.
    pub(super) is_open: bool,
}

/// Something that was recorded.
struct Done {
    claim: ClaimId,
    entry: EntryId,
    what: What,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Assigned,
    Dismissed,
    Judged,
    Noted,
    Tagged,
}

impl What {
    /// Whether the claim is done with.
    fn is_last(self) -> bool {
        !matches!(self, Self::Noted | Self::Tagged)
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Assigned => "assignment",
            Self::Dismissed => "dismissal",
            Self::Judged => "judgement",
            Self::Noted => "note",
            Self::Tagged => "tags",
        }
    }
}

/// What a person asks for.
#[derive(Clone, Copy)]
enum Act {
    Assign,
    Dismiss,
    Evidence,
    Mark(Status),
    Note,
    Tag,
}

impl Act {
    /// What the note is for.
    fn asks(self) -> &'static str {
        match self {
            Self::Assign => "assign it to; a name, and a day if it is due:",
            Self::Dismiss => "dismiss it, because:",
            Self::Evidence => "evidence; a file, an address, or V4:",
            Self::Mark(Status::Corroborated) => "corroborated, because:",
            Self::Mark(Status::Disputed) => "disputed, because:",
            Self::Mark(Status::Unverified) => "unverified; searched where, for what:",
            Self::Note => "note:",
            Self::Tag => "tags; +health -draft:",
        }
    }
}

impl<'a> Desk<'a> {
    pub(super) fn new(ledger: &'a mut Ledger, author: Actor, clock: NextAct, queue: Queue) -> Self {
        Self {
            at: 0,
            author,
            clock,
            done: Vec::new(),
            ledger,
            message: "a key judges; ? shows what each key does".to_owned(),
            queue,
            resting: Resting::default(),
            has_recorded: false,
            tried: 0,
            seen: BTreeSet::new(),
            skipped: BTreeSet::new(),
        }
    }

    pub(super) fn has_recorded(&self) -> bool {
        self.has_recorded
    }

    /// What was done, and what is left.
    pub(super) fn summary(&self) -> String {
        let of = |what| self.done.iter().filter(|done| done.what == what).count();
        let skipped = self.skipped.difference(&self.settled()).count();
        let counts = [
            (of(What::Judged), "judged"),
            (of(What::Noted), "noted"),
            (of(What::Dismissed), "dismissed"),
            (of(What::Assigned), "assigned"),
            (of(What::Tagged), "tagged"),
            (skipped, "skipped"),
        ];
        let tally = tally(&counts, self.left());
        match self.resting.lost() {
            Some(lost) => format!("{tally}\n{lost}"),
            None => tally,
        }
    }

    fn settled(&self) -> BTreeSet<ClaimId> {
        let settled = self.done.iter().filter(|done| done.what.is_last());
        settled.map(|done| done.claim).collect()
    }

    fn left(&self) -> usize {
        self.queue.claims.len() - self.settled().len()
    }

    /// Show claim after claim, and do what the keys say, until the person quits or nothing is left.
    pub(super) fn work(
        &mut self,
        keyboard: &mut Keyboard<'_>,
        screen: Screen,
    ) -> Result<(), Failure> {
        while let Some(&claim) = self.queue.claims.get(self.at) {
            if self.resting.claim != Some(claim) {
                let left = Resting { claim: Some(claim), ..Resting::default() };
                if let Some(lost) = std::mem::replace(&mut self.resting, left).lost() {
                    self.message = lost;
                }
            }
            let (examined, repeats) = self.examine(claim)?;
            if self.passes_over(&examined)? {
                continue;
            }
            self.show(&examined, &repeats, None, keyboard, screen)?;
            let act = match Keyboard::read()? {
                Key::Char('q') | Key::Interrupt => return Ok(()),
                Key::Char('c') => Act::Mark(Status::Corroborated),
                Key::Char('d') => Act::Mark(Status::Disputed),
                Key::Char('u') => Act::Mark(Status::Unverified),
                Key::Char('e') => Act::Evidence,
                Key::Char('n') => Act::Note,
                Key::Char('x') => Act::Dismiss,
                Key::Char('t') => Act::Tag,
                Key::Char('g') => Act::Assign,
                other @ (Key::Cancel
                | Key::Char(_)
                | Key::Down
                | Key::Edit(_)
                | Key::Enter
                | Key::PageDown
                | Key::PageUp
                | Key::Pasted(_)
                | Key::Resized
                | Key::Up) => {
                    self.other(&other, &examined, keyboard, screen)?;
                    continue;
                }
            };
            let shown = |desk: &mut Self, asks: &str, line: &Line, keyboard: &mut Keyboard<'_>| {
                desk.show(&examined, &repeats, Some((asks, line)), keyboard, screen)
            };
            self.act(claim, act, keyboard, shown)?;
        }
        Ok(())
    }

    /// Pass over the claim if it no longer waits for this person. Returns whether it was passed over.
    fn passes_over(&mut self, examined: &ClaimDetail) -> Result<bool, Failure> {
        let listed = &examined.listed;
        let claim = listed.claim.id;
        if !self.queue.is_open || !self.seen.insert(claim) {
            return Ok(false);
        }
        let (at, _) = (self.clock)()?;
        let me = &self.author.name;
        let assigned = listed.docket.assigned.as_ref().map(|assigned| &assigned.to);
        let taken = listed.docket.taken.as_ref().filter(|lease| lease.runs_at(at));
        let holder = assigned.or(taken.map(|lease| &lease.by)).filter(|holder| *holder != me);
        let is_judged = listed.claim.waits.is_nothing()
            && listed.reviews.iter().any(|review| review.reviewer != *me)
            && assigned != Some(me);
        let why = match holder {
            Some(holder) => format!("{holder} has it"),
            None if is_judged => "somebody has judged it".to_owned(),
            None => return Ok(false),
        };
        self.message = format!("{claim} was passed over: {why}; b goes back to it");
        self.skipped.insert(claim);
        self.at += 1;
        Ok(true)
    }

    /// Do it, and ask for a note first if it needs one.
    fn act(
        &mut self,
        claim: ClaimId,
        act: Act,
        keyboard: &mut Keyboard<'_>,
        shown: impl Fn(&mut Self, &str, &Line, &mut Keyboard<'_>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let author = self.author_now()?;
        if let Act::Mark(status) = act
            && status != Status::Unverified
        {
            match self.record(&author, claim, act, None) {
                Err(LedgerError::Refused(Refusal::NoteRequired { .. })) => {}
                recorded => return self.answer(act, recorded),
            }
        }
        let mut line = Line::default();
        let mut asks = act.asks().to_owned();
        loop {
            shown(self, &asks, &line, keyboard)?;
            match Keyboard::read()? {
                Key::Enter if !line.text().trim().is_empty() => break,
                Key::Enter => asks = format!("type something first, or press Esc; {}", act.asks()),
                Key::Cancel | Key::Interrupt => {
                    "cancelled; nothing was recorded".clone_into(&mut self.message);
                    return Ok(());
                }
                Key::Char(c) => line.edit(Edit::Type(c)),
                Key::Edit(edit) => line.edit(edit),
                Key::Pasted(text) => line.paste(&text),
                Key::Down | Key::PageDown | Key::PageUp | Key::Resized | Key::Up => {}
            }
        }
        let typed = line.text();
        if let Act::Evidence = act {
            return self.rest_on(claim, typed.trim());
        }
        if let Act::Assign | Act::Tag = act {
            return match self.docket(&author, claim, act, typed.trim()) {
                Ok(done) => self.answer(act, Ok(done)),
                Err(failure) => self.said(failure),
            };
        }
        match typed.trim().parse::<Note>() {
            Ok(note) => {
                let recorded = self.record(&author, claim, act, Some(note));
                self.answer(act, recorded)
            }
            Err(error) => {
                self.message = format!("nothing was recorded: {error}");
                Ok(())
            }
        }
    }

    fn record(
        &mut self,
        author: &Actor,
        claim: ClaimId,
        act: Act,
        note: Option<Note>,
    ) -> Result<Done, LedgerError> {
        let what = match (act, note) {
            (Act::Mark(status), note) => {
                let evidence = self.resting.named.clone();
                let opinion = NewReview { rating: None, evidence, expected: None, note, status };
                let stance = Stance::of(status);
                let new = self.resting.new.iter();
                let new: Vec<NewEvidence> = new
                    .map(|new| NewEvidence { claims: [claim].into(), stance, ..new.clone() })
                    .collect();
                if new.is_empty() {
                    self.ledger.mark(author, &[claim], &opinion)?;
                } else {
                    self.ledger.mark_with(author, &[claim], &opinion, &new)?;
                }
                What::Judged
            }
            (Act::Note, Some(note)) => {
                self.ledger.note(author, &[claim], &note)?;
                What::Noted
            }
            (Act::Dismiss, Some(note)) => {
                self.ledger.dismiss(author, &[claim], &note, false)?;
                What::Dismissed
            }
            (Act::Assign | Act::Dismiss | Act::Evidence | Act::Note | Act::Tag, _) => {
                let status = Status::Unverified;
                return Err(Refusal::NoteRequired { claim, status }.into());
            }
        };
        self.recorded(claim, what)
    }

    fn recorded(&mut self, claim: ClaimId, what: What) -> Result<Done, LedgerError> {
        self.has_recorded = true;
        let query = HistoryQuery { by: Some(self.author.name.clone()), ..HistoryQuery::default() };
        let last = |view: &View<'_>| view.history(&query, None, Some(1)).next().transpose();
        let last = self.ledger.look(last)?;
        let entry = last.map_or(EntryId(0), |last| last.position());
        Ok(Done { claim, entry, what })
    }

    /// Assign the claim, or tag it.
    fn docket(
        &mut self,
        author: &Actor,
        claim: ClaimId,
        act: Act,
        typed: &str,
    ) -> Result<Done, Failure> {
        let mut words = typed.split_whitespace();
        if let Act::Tag = act {
            let (add, remove) = tags(words)?;
            self.ledger.tag(author, &[claim], &add, &remove)?;
            return Ok(self.recorded(claim, What::Tagged)?);
        }
        let (to, due) = assignment(words.next(), words, &author.name)?;
        if let Some(to) = &to {
            self.ledger.look(|view| view.ensure_reviewer(to))?;
        }
        self.ledger.assign(author, &[claim], to.as_ref(), due)?;
        Ok(self.recorded(claim, What::Assigned)?)
    }

    /// Say what was recorded, or why not, and go on to the next claim.
    fn answer(&mut self, act: Act, recorded: Result<Done, LedgerError>) -> Result<(), Failure> {
        match recorded {
            Ok(done) => {
                let (claim, entry) = (done.claim, done.entry);
                let did = match act {
                    Act::Assign => format!("{claim} assigned"),
                    Act::Dismiss => format!("{claim} dismissed"),
                    Act::Evidence => format!("evidence for {claim}"),
                    Act::Mark(status) => format!("{claim} {status}"),
                    Act::Note => format!("note added to {claim}"),
                    Act::Tag => format!("{claim} tagged"),
                };
                self.message = format!("{did} by you, {entry}; z takes it back");
                if done.what == What::Judged {
                    self.resting = Resting::default();
                }
                if done.what.is_last() {
                    self.at += 1;
                }
                self.done.push(done);
                Ok(())
            }
            Err(error) => self.refused(error),
        }
    }

    /// A refusal is shown, and work goes on; after any other failure it does not.
    fn refused(&mut self, error: LedgerError) -> Result<(), Failure> {
        self.said(Failure::from(error))
    }

    fn said(&mut self, failure: Failure) -> Result<(), Failure> {
        if !matches!(failure.kind(), Kind::Failed | Kind::Misused) {
            return Err(failure);
        }
        let plain = Screen { colour: false, is_dumb: true, is_terminal: false, width: None };
        self.message = failure.to_lines(plain);
        Ok(())
    }

    fn author_now(&mut self) -> Result<Actor, Failure> {
        let (at, seed) = (self.clock)()?;
        self.tried += 1;
        // Each act has ids of its own, even if the clock stands still.
        let seed = *Sha256::of_parts(&[&seed, &self.tried.to_be_bytes()]).as_bytes();
        Ok(Actor { at, name: self.author.name.clone(), seed })
    }

    fn other(
        &mut self,
        key: &Key,
        examined: &ClaimDetail,
        keyboard: &mut Keyboard<'_>,
        screen: Screen,
    ) -> Result<(), Failure> {
        self.message.clear();
        match key {
            Key::Char('b') | Key::Edit(Edit::Left) => self.at = self.at.saturating_sub(1),
            Key::Char('s' | ' ') | Key::Edit(Edit::Right) => {
                self.skipped.extend(self.queue.claims.get(self.at));
                self.at += 1;
            }
            Key::Char('z') => self.undo()?,
            Key::Char('a') => {
                let claim = &examined.listed.claim;
                let text = self.ledger.look(|view| view.text(claim.article));
                match text {
                    Ok(text) => pages::article(&text, claim.span, keyboard, screen)?,
                    Err(error) => self.refused(error)?,
                }
            }
            Key::Char('o') => self.message = pages::open_page(&examined.listed.article.origin),
            Key::Char('?') => pages::help(keyboard, screen)?,
            Key::Char(c) => {
                let c = Visible::line(&c.to_string()).to_string();
                self.message = format!("{c} does nothing here; ? shows what each key does");
            }
            // A key that does nothing here would only be pressed again.
            Key::Cancel => "q quits; ? shows what each key does".clone_into(&mut self.message),
            Key::Pasted(_) => {
                "pasted text does nothing here: press n, d or x first, and paste it then"
                    .clone_into(&mut self.message);
            }
            Key::Down
            | Key::Edit(_)
            | Key::Enter
            | Key::Interrupt
            | Key::PageDown
            | Key::PageUp
            | Key::Resized
            | Key::Up => {}
        }
        Ok(())
    }

    fn examine(&mut self, claim: ClaimId) -> Result<(ClaimDetail, Vec<ClaimSummary>), Failure> {
        self.ledger.look(|view| {
            let examined = setting::in_its_place(view, view.claim(claim)?)?;
            let repeats = view.repeats_of(&examined.listed.claim)?;
            Ok((examined, repeats))
        })
    }

    fn show(
        &self,
        examined: &ClaimDetail,
        repeats: &[ClaimSummary],
        input: Option<(&str, &Line)>,
        keyboard: &mut Keyboard<'_>,
        screen: Screen,
    ) -> Result<(), Failure> {
        let place = (self.at + 1, self.queue.claims.len(), self.left());
        let message = &self.message;
        let resting = &self.resting.names;
        let shown = Shown { examined, input, message, place, repeats, resting };
        let lines = shown.lines(screen, Keyboard::size());
        Ok(keyboard.show(&lines)?)
    }
}
