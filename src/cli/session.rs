use std::collections::HashSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::value;
use crate::cli::failure::{Failure, Kind};
use crate::domain::{Actor, ArticleId, ClaimId, Timestamp};
use crate::keys::{KeyFolder, Randomness};
use crate::ledger::{Access, Ledger, LedgerError, View};
use crate::terminal::Console;

/// Everything a command may use of the outside world.
pub(crate) struct Session<'a> {
    pub(crate) console: Console<'a>,
    /// Whether the act is recorded. Whatever fails after that is only the output.
    pub(crate) has_recorded: bool,
    /// The person's configuration folder.
    pub(crate) home: Option<PathBuf>,
    pub(crate) login: Option<String>,
    pub(crate) now: Timestamp,
    /// The randomness for new keys.
    pub(crate) randomness: Randomness,
    pub(crate) seed: [u8; 32],
    pub(crate) stdin: &'a mut dyn Read,
}

/// Which ledger a command is about, and who acts.
pub(crate) struct Target {
    pub(crate) keys: KeyFolder,
    pub(crate) ledger: PathBuf,
    pub(crate) reviewer: Option<String>,
}

impl Target {
    pub(crate) fn open(&self, access: Access) -> Result<Ledger, LedgerError> {
        Ledger::open(&self.ledger, access, self.keys.clone())
    }

    /// Open the ledger and record something in it. Whatever fails after that is only the output.
    pub(crate) fn record<T>(
        &self,
        session: &mut Session<'_>,
        act: impl FnOnce(&mut Ledger) -> Result<T, LedgerError>,
    ) -> Result<(Ledger, T), LedgerError> {
        let mut ledger = self.open(Access::Write)?;
        let done = act(&mut ledger)?;
        session.has_recorded = true;
        Ok((ledger, done))
    }

    /// The same for a ledger in another file.
    pub(crate) fn other(&self, ledger: &Path) -> Self {
        let Self { keys, reviewer, .. } = self;
        Self { keys: keys.clone(), ledger: ledger.to_owned(), reviewer: reviewer.clone() }
    }

    /// Refuse to overwrite the ledger itself.
    pub(crate) fn ensure_not_ledger(&self, file: &Path) -> Result<(), Failure> {
        let own = |suffix: &str| {
            let mut name = self.ledger.clone().into_os_string();
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
