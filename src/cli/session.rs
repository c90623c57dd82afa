use std::collections::HashSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::editor::EditorCommand;
use super::home::{self, Place};
use super::value;
use crate::cli::failure::{Failure, Kind};
use crate::domain::{Actor, ArticleId, ClaimId, EntryId, Timestamp, Viewer};
use crate::keys::{KeyFolder, Randomness};
use crate::ledger::{Access, Ledger, LedgerError, Location, Newcomer, ServerEnvironment, View};
use crate::terminal::Console;
use crate::view::words;

/// The time, and a seed for the ids of entries.
pub(crate) type NextAct = fn() -> Result<(Timestamp, [u8; 32]), Failure>;

/// Everything a command may use of the outside world.
pub(crate) struct Session<'a> {
    /// Registers what is done if a signal ends the program.
    pub(crate) at_stop: fn(fn()),
    /// The time, and a seed for the ids of entries, for one more act.
    pub(crate) clock: NextAct,
    pub(crate) console: Console<'a>,
    /// What a note is written in. `None`: there is no terminal to do so.
    pub(crate) editor: Option<EditorCommand>,
    /// Whether the act is recorded. Whatever fails after that is only the output.
    pub(crate) has_recorded: bool,
    /// The person's configuration folder.
    pub(crate) home: Option<PathBuf>,
    /// Whether a person at a terminal can be asked.
    pub(crate) is_attended: bool,
    /// Whether the output is in a format for programs.
    pub(crate) is_for_programs: bool,
    pub(crate) login: Option<String>,
    pub(crate) now: Timestamp,
    pub(crate) place: Place,
    /// What the environment says about database servers.
    pub(crate) servers: ServerEnvironment,
    /// The randomness for new keys.
    pub(crate) randomness: Randomness,
    pub(crate) seed: [u8; 32],
    pub(crate) stdin: &'a mut dyn Read,
}

/// Which ledger a command is about, and who acts.
pub(crate) struct Target {
    pub(crate) keys: KeyFolder,
    pub(crate) ledger: Location,
    pub(crate) reviewer: Option<String>,
    /// Who looks.
    pub(crate) viewer: Viewer,
}

impl Target {
    pub(crate) fn open(&self, access: Access) -> Result<Ledger, LedgerError> {
        let ledger = Ledger::at(&self.ledger, access, self.keys.clone())?;
        Ok(ledger.seen_by(self.viewer.clone()))
    }

    /// Open the ledger and record something in it. Whatever fails after that is only the output.
    pub(crate) fn record<T>(
        &self,
        session: &mut Session<'_>,
        act: impl FnOnce(&mut Ledger) -> Result<T, LedgerError>,
    ) -> Result<(Ledger, T), LedgerError> {
        let mut ledger = self.open(Access::Write)?;
        let clock = Clock::before(&mut ledger)?;
        let done = act(&mut ledger)?;
        session.has_recorded = true;
        if let Some(newcomer) = ledger.newcomer() {
            announce(&mut session.console, &session.place, &newcomer);
        }
        clock.check(session, &mut ledger)?;
        Ok((ledger, done))
    }

    /// Whether there is nothing in its place yet.
    pub(crate) fn is_new(&self) -> Result<bool, LedgerError> {
        if let Some(path) = self.ledger.file() {
            let file = fs::metadata(path);
            return Ok(file.map_or(true, |file| file.is_file() && file.len() == 0));
        }
        // Somebody else may have made the tables, and nothing is in them yet.
        match self.open(Access::Read) {
            Ok(mut ledger) => ledger.look(|view| Ok(view.entries()? == 0)),
            Err(error) if error.is_absence() => Ok(true),
            Err(error) => Err(error),
        }
    }

    /// Say that the ledger is new, and where it and its keys are.
    pub(crate) fn announce_new(
        &self,
        console: &mut Console<'_>,
        place: &Place,
    ) -> Result<(), Failure> {
        let keys = place.shown(self.keys.root());
        let ledger = &self.ledger;
        let has_no_folder =
            |file: &Path| file.parent().is_none_or(|folder| folder.as_os_str().is_empty());
        let here = if ledger.file().is_some_and(has_no_folder) { " here" } else { "" };
        console.say(format_args!("new ledger {ledger} made{here}; its keys are in {keys}"))?;
        if let Some(beside) = ledger.file().and_then(home::hint_beside) {
            console.say(beside)?;
        }
        Ok(())
    }

    /// The same for another ledger.
    pub(crate) fn other(&self, ledger: Location) -> Self {
        let Self { keys, reviewer, viewer, .. } = self;
        let (keys, reviewer, viewer) = (keys.clone(), reviewer.clone(), viewer.clone());
        Self { keys, ledger, reviewer, viewer }
    }

    /// Refuse to overwrite the ledger itself.
    pub(crate) fn ensure_not_ledger(&self, file: &Path) -> Result<(), Failure> {
        let Some(ledger) = self.ledger.file() else { return Ok(()) };
        let own = |suffix: &str| {
            let mut name = ledger.to_owned().into_os_string();
            name.push(suffix);
            fs::canonicalize(name).ok()
        };
        let file = fs::canonicalize(file).ok();
        if file.is_some() && ["", "-wal", "-shm"].into_iter().any(|suffix| own(suffix) == file) {
            return Err(
                Failure::new(Kind::Failed, "that is the ledger itself").hint("name another file")
            );
        }
        Ok(())
    }

    pub(crate) fn author(&self, session: &Session<'_>) -> Result<Actor, Failure> {
        let name = self.reviewer.as_ref().or(session.login.as_ref()).ok_or_else(|| {
            Failure::new(Kind::Misused, "no reviewer is named")
                .hint("name the reviewer: `--as NAME`, or FACTLEDGER_REVIEWER")
        })?;
        let name = name.parse().map_err(|error| {
            Failure::from(error).context(format!("`{name}` cannot be a reviewer's name"))
        })?;
        Ok(Actor { at: session.now, name, seed: session.seed })
    }
}

/// Answer out of the ledger. The answer is printed when it is whole: if the connection to a server
/// breaks, it begins again.
pub(crate) fn answer(
    console: &mut Console<'_>,
    ledger: &mut Ledger,
    mut answer: impl FnMut(&mut Console<'_>, &View<'_>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let Console { err_screen, out_screen, quiet, .. } = *console;
    let (mut err, mut out) = (Vec::new(), Vec::new());
    let answered = ledger.look(|view| {
        (err, out) = (Vec::new(), Vec::new());
        let (err, out) = (&mut err, &mut out);
        answer(&mut Console { err, err_screen, out, out_screen, quiet }, view)
    });
    console.out.write_all(&out)?;
    if !err.is_empty() {
        console.report_error(&String::from_utf8_lossy(&err))?;
    }
    answered
}

/// Say that somebody acted for the first time. The act is recorded, so a failure to say so is none.
pub(crate) fn announce(console: &mut Console<'_>, place: &Place, newcomer: &Newcomer) {
    let Newcomer { is_key_made, key, name } = newcomer;
    let key = place.shown(key);
    let _ = console.say(if *is_key_made {
        format!("{name} is new here: a key was made for this name, in {key}")
    } else {
        format!("{name} is new here, and signs with the key in {key}")
    });
}

/// The last entry before an act, to compare the clock with.
pub(crate) struct Clock {
    entries: u64,
    last: Option<(EntryId, Timestamp)>,
}

impl Clock {
    pub(crate) fn before(ledger: &mut Ledger) -> Result<Self, LedgerError> {
        ledger.look(|view| Ok(Self { entries: view.entries()?, last: view.last_entry()? }))
    }

    /// Warn if what was just recorded shows that a clock is wrong.
    pub(crate) fn check(
        &self,
        session: &mut Session<'_>,
        ledger: &mut Ledger,
    ) -> Result<(), LedgerError> {
        /// In seconds: nobody pauses for longer than this without knowing it.
        const YEAR: i64 = 366 * 24 * 60 * 60;
        let odd = ledger.look(|view| view.odd_time(EntryId(self.entries)))?;
        let what = match (odd, self.last) {
            (Some(odd), _) => words::odd_time(&odd, "now"),
            (None, Some((last, at))) if session.now.unix_seconds() - at.unix_seconds() > YEAR => {
                format!("{last}, the entry before, is dated {at}, more than a year ago")
            }
            (None, _) => return Ok(()),
        };
        // The act is recorded: a message that cannot be printed changes nothing.
        let _ = session.console.warn(format_args!(
            "{what}\nis a clock wrong? this machine says that it is {}; it is recorded all the same, \
             and the order of entries is proven",
            session.now
        ));
        Ok(())
    }
}

/// The articles that a person names by their ids, `A3`.
pub(crate) fn articles_in(names: &[String]) -> Vec<ArticleId> {
    let ids = names.iter().filter(|name| name.starts_with(['A', 'a']));
    ids.filter_map(|name| name.parse().ok()).collect()
}

/// The claims that a person names, each once, in that order: single claims, or ranges
/// (`C3-C9`).
pub(crate) fn find_claims(view: &View<'_>, names: &[String]) -> Result<Vec<ClaimId>, LedgerError> {
    let (mut found, mut known) = (Vec::new(), HashSet::new());
    for name in names {
        // Both ends are looked up first: no range is longer than the ledger.
        let (first, last) = match value::range(name) {
            Some((first, last)) => (first.to_string(), last.to_string()),
            None => (name.clone(), name.clone()),
        };
        let (first, last) = (view.find_claim(&first)?, view.find_claim(&last)?);
        let claims = (first.0..=last.0).map(ClaimId);
        found.extend(claims.filter(|claim| known.insert(*claim)));
    }
    Ok(found)
}
