use std::collections::BTreeSet;
use std::io;
use std::process::{Command, Stdio};

use super::super::session::NextAct;
use super::keyboard::{Key, Keyboard};
use super::line::{Edit, Line};
use super::screen::{HELP, Shown, wrapped_lines};
use super::tally;
use crate::cli::evidence::Fetching;
use crate::cli::failure::{Failure, Kind};
use crate::domain::{
    Actor, ClaimId, EntryId, EvidenceId, NewReview, Note, Refusal, Sha256, Stance, Status, Visible,
};
use crate::ledger::{Ledger, LedgerError, NewEvidence};
use crate::terminal::{Screen, Style};
use crate::view::{ClaimDetail, ClaimSummary};

/// A person at work on a queue of claims. Everything is recorded at once.
pub(super) struct Desk<'a> {
    at: usize,
    author: Actor,
    clock: NextAct,
    /// What was done here, in order, and can be taken back.
    done: Vec<Done>,
    ledger: &'a mut Ledger,
    message: String,
    queue: Vec<ClaimId>,
    resting: Resting,
    has_recorded: bool,
    /// How many acts were tried, for the ids of their entries.
    tried: u64,
    skipped: BTreeSet<ClaimId>,
}

/// What the next judgement of a claim rests on.
#[derive(Default)]
struct Resting {
    claim: Option<ClaimId>,
    named: BTreeSet<EvidenceId>,
    new: Vec<NewEvidence>,
}

/// Something that was recorded.
struct Done {
    claim: ClaimId,
    entry: EntryId,
    what: What,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Dismissed,
    Judged,
    Noted,
}

/// What a person asks for.
#[derive(Clone, Copy)]
enum Act {
    Dismiss,
    Evidence,
    Mark(Status),
    Note,
}

impl Act {
    /// What the note is for.
    fn asks(self) -> &'static str {
        match self {
            Self::Dismiss => "dismiss it, because:",
            Self::Evidence => "evidence; a file, an address, or V4:",
            Self::Mark(Status::Corroborated) => "corroborated, because:",
            Self::Mark(Status::Disputed) => "disputed, because:",
            Self::Mark(Status::Unverified) => "unverified; searched where, for what:",
            Self::Note => "note:",
        }
    }
}

impl<'a> Desk<'a> {
    pub(super) fn new(
        ledger: &'a mut Ledger,
        author: Actor,
        clock: NextAct,
        queue: Vec<ClaimId>,
    ) -> Self {
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
            (skipped, "skipped"),
        ];
        tally(&counts, self.left())
    }

    fn settled(&self) -> BTreeSet<ClaimId> {
        let settled = self.done.iter().filter(|done| done.what != What::Noted);
        settled.map(|done| done.claim).collect()
    }

    fn left(&self) -> usize {
        self.queue.len() - self.settled().len()
    }

    /// Show claim after claim, and do what the keys say, until the person quits or nothing is left.
    pub(super) fn work(
        &mut self,
        keyboard: &mut Keyboard<'_>,
        screen: Screen,
    ) -> Result<(), Failure> {
        while let Some(&claim) = self.queue.get(self.at) {
            if self.resting.claim != Some(claim) {
                self.resting = Resting { claim: Some(claim), ..Resting::default() };
            }
            let (examined, repeats) = self.examine(claim)?;
            self.show(&examined, &repeats, None, keyboard, screen)?;
            let act = match Keyboard::read()? {
                Key::Char('q') | Key::Cancel | Key::Interrupt => return Ok(()),
                Key::Char('c') => Act::Mark(Status::Corroborated),
                Key::Char('d') => Act::Mark(Status::Disputed),
                Key::Char('u') => Act::Mark(Status::Unverified),
                Key::Char('e') => Act::Evidence,
                Key::Char('n') => Act::Note,
                Key::Char('x') => Act::Dismiss,
                other @ (Key::Char(_)
                | Key::Down
                | Key::Edit(_)
                | Key::Enter
                | Key::PageDown
                | Key::PageUp
                | Key::Resized
                | Key::Up) => {
                    self.other(other, &examined, keyboard, screen)?;
                    continue;
                }
            };
            let shown = |desk: &mut Self, line: &Line, keyboard: &mut Keyboard<'_>| {
                desk.show(&examined, &repeats, Some((act.asks(), line)), keyboard, screen)
            };
            self.act(claim, act, keyboard, shown)?;
        }
        Ok(())
    }

    /// Do it, and ask for a note first if it needs one.
    fn act(
        &mut self,
        claim: ClaimId,
        act: Act,
        keyboard: &mut Keyboard<'_>,
        shown: impl Fn(&mut Self, &Line, &mut Keyboard<'_>) -> Result<(), Failure>,
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
        loop {
            shown(self, &line, keyboard)?;
            match Keyboard::read()? {
                Key::Enter if !line.text().trim().is_empty() => break,
                Key::Cancel | Key::Interrupt => {
                    "cancelled; nothing was recorded".clone_into(&mut self.message);
                    return Ok(());
                }
                Key::Char(c) => line.edit(Edit::Type(c)),
                Key::Edit(edit) => line.edit(edit),
                Key::Down | Key::Enter | Key::PageDown | Key::PageUp | Key::Resized | Key::Up => {}
            }
        }
        if let Act::Evidence = act {
            return self.rest_on(line.text().trim());
        }
        match line.text().trim().parse::<Note>() {
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
                let opinion = NewReview { evidence, expected: None, note, status };
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
            (Act::Dismiss | Act::Evidence | Act::Note, _) => {
                let status = Status::Unverified;
                return Err(Refusal::NoteRequired { claim, status }.into());
            }
        };
        self.has_recorded = true;
        let entry = EntryId(self.ledger.view()?.entries()?.saturating_sub(1));
        Ok(Done { claim, entry, what })
    }

    /// Rest the next judgement of this claim on it.
    fn rest_on(&mut self, name: &str) -> Result<(), Failure> {
        if name.starts_with(['V', 'v'])
            && let Ok(id) = name.parse()
        {
            let known = self.ledger.view()?.evidence(id).map(drop);
            if let Err(error) = known {
                return self.refused(error);
            }
            self.resting.named.insert(id);
        } else {
            match Fetching::DEFAULT.found(name, false) {
                Ok((what, captured)) => {
                    self.resting.new.push(NewEvidence::of(what, captured, Stance::Context));
                }
                Err(failure) => {
                    let plain =
                        Screen { colour: false, is_dumb: true, is_terminal: false, width: None };
                    self.message = failure.to_lines(plain);
                    return Ok(());
                }
            }
        }
        let name = Visible::line(name);
        self.message = format!("your judgement will rest on {name}; now judge the claim");
        Ok(())
    }

    /// Say what was recorded, or why not, and go on to the next claim.
    fn answer(&mut self, act: Act, recorded: Result<Done, LedgerError>) -> Result<(), Failure> {
        match recorded {
            Ok(done) => {
                let (claim, entry) = (done.claim, done.entry);
                let did = match act {
                    Act::Dismiss => format!("{claim} dismissed"),
                    Act::Evidence => format!("evidence for {claim}"),
                    Act::Mark(status) => format!("{claim} {status}"),
                    Act::Note => format!("note added to {claim}"),
                };
                self.message = format!("{did} by you, {entry}; z takes it back");
                if done.what != What::Noted {
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
        let failure = Failure::from(error);
        if failure.kind() != Kind::Failed {
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
        key: Key,
        examined: &ClaimDetail,
        keyboard: &mut Keyboard<'_>,
        screen: Screen,
    ) -> Result<(), Failure> {
        self.message.clear();
        match key {
            Key::Char('b') | Key::Edit(Edit::Left) => self.at = self.at.saturating_sub(1),
            Key::Char('s' | ' ') | Key::Edit(Edit::Right) => {
                self.skipped.extend(self.queue.get(self.at));
                self.at += 1;
            }
            Key::Char('z') => self.undo()?,
            Key::Char('a') => self.article(examined, keyboard, screen)?,
            Key::Char('o') => self.message = open_page(&examined.listed.article.origin),
            Key::Char('?') => help(keyboard, screen)?,
            Key::Char(c) => {
                let c = Visible::line(&c.to_string()).to_string();
                self.message = format!("{c} does nothing here; ? shows what each key does");
            }
            Key::Cancel
            | Key::Down
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

    /// Take back what was done last.
    fn undo(&mut self) -> Result<(), Failure> {
        let Some(done) = self.done.pop() else {
            "there is nothing to take back".clone_into(&mut self.message);
            return Ok(());
        };
        let author = self.author_now()?;
        let reason = "taken back at once, in the same sitting".parse::<Note>()?;
        let taken = match done.what {
            What::Dismissed => self.ledger.restore(&author, &[done.claim], &reason),
            What::Judged | What::Noted => {
                self.ledger.take_back(&author, &[], &[done.entry], &reason).map(drop)
            }
        };
        match taken {
            Ok(()) => {
                self.message = format!("taken back: {} on {}", done.entry, done.claim);
                let place = self.queue.iter().position(|claim| *claim == done.claim);
                self.at = place.unwrap_or(self.at);
                Ok(())
            }
            Err(error) => {
                self.done.push(done);
                self.refused(error)
            }
        }
    }

    fn examine(&mut self, claim: ClaimId) -> Result<(ClaimDetail, Vec<ClaimSummary>), Failure> {
        let view = self.ledger.view()?;
        let examined = view.claim(claim)?;
        let repeats = view.repeats_of(&examined.listed.claim)?;
        Ok((examined, repeats))
    }

    fn show(
        &self,
        examined: &ClaimDetail,
        repeats: &[ClaimSummary],
        input: Option<(&str, &Line)>,
        keyboard: &mut Keyboard<'_>,
        screen: Screen,
    ) -> Result<(), Failure> {
        let place = (self.at + 1, self.queue.len(), self.left());
        let message = &self.message;
        let shown = Shown { examined, input, message, place, repeats };
        let lines = shown.lines(screen, Keyboard::size());
        Ok(keyboard.show(&lines)?)
    }

    /// The whole article, from the claim on.
    fn article(
        &mut self,
        examined: &ClaimDetail,
        keyboard: &mut Keyboard<'_>,
        screen: Screen,
    ) -> Result<(), Failure> {
        let text = self.ledger.view()?.text(examined.listed.claim.article);
        let text = match text {
            Ok(text) => text,
            Err(error) => return self.refused(error),
        };
        let start = examined.listed.claim.span.start();
        let (mut first, mut is_first) = (0, true);
        loop {
            let (columns, rows) = Keyboard::size();
            let screen = Screen { width: Some(columns.max(20)), ..screen };
            let shown = |text: &str| wrapped_lines(&Visible::lines(text).to_string(), screen, " ");
            let (before, after) = text.as_str().split_at(start);
            let lines = shown(&format!("{before}{after}"));
            let room = usize::from(rows).saturating_sub(1).max(1);
            let last = lines.len().saturating_sub(room);
            if std::mem::take(&mut is_first) {
                first = shown(before).len().saturating_sub(room / 3);
            }
            first = first.min(last);
            let mut page: Vec<String> = lines.into_iter().skip(first).take(room).collect();
            page.resize(room, String::new());
            page.push(Style::Faint.paint(" ↑ ↓ move, q comes back", screen));
            keyboard.show(&page)?;
            match Keyboard::read()? {
                Key::Char('q' | 'a') | Key::Cancel | Key::Interrupt => return Ok(()),
                Key::Down | Key::Char('j') | Key::Enter => first += 1,
                Key::Up | Key::Char('k') => first = first.saturating_sub(1),
                Key::PageDown | Key::Char(' ') => first += room,
                Key::PageUp => first = first.saturating_sub(room),
                Key::Char(_) | Key::Edit(_) | Key::Resized => {}
            }
        }
    }
}

fn help(keyboard: &mut Keyboard<'_>, screen: Screen) -> io::Result<()> {
    loop {
        let (columns, rows) = Keyboard::size();
        let screen = Screen { width: Some(columns.max(20)), ..screen };
        let mut lines = vec![Style::Strong.paint(" What each key does", screen), String::new()];
        for (key, does) in HELP {
            lines.extend(wrapped_lines(&format!("{key:<15}{does}"), screen, " "));
        }
        lines.extend([String::new(), Style::Faint.paint(" any key comes back", screen)]);
        lines.truncate(usize::from(rows).max(3));
        keyboard.show(&lines)?;
        if Keyboard::read()? != Key::Resized {
            return Ok(());
        }
    }
}

/// Open the page of an article. Returns what to say of it.
fn open_page(origin: &str) -> String {
    if !origin.starts_with("https://") && !origin.starts_with("http://") {
        return format!("{origin} is not a web address");
    }
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let mut command = Command::new(opener);
    command.arg(origin).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    match command.spawn() {
        Ok(_) => format!("opening {origin}"),
        Err(_) => format!("no browser was found ({opener}); the page is {origin}"),
    }
}
