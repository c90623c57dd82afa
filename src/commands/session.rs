use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::domain::{Author, ClaimId, Timestamp};
use crate::failure::{Failure, Kind};
use crate::keys::{KeyFolder, Randomness};
use crate::ledger::{self, Access, Ledger, LedgerError, StoreError};
use crate::terminal::Console;

/// What a command is given: all that it may know of the world.
pub(crate) struct Session<'a> {
    pub(crate) console: Console<'a>,
    /// Whether what was asked for is recorded. What fails after that, fails to be shown.
    pub(crate) has_recorded: bool,
    /// Where programs of this person keep their settings.
    pub(crate) home: Option<PathBuf>,
    pub(crate) login: Option<String>,
    pub(crate) now: Timestamp,
    /// What new keys are made of.
    pub(crate) randomness: Randomness,
    pub(crate) seed: [u8; 32],
    pub(crate) stdin: &'a mut dyn Read,
}

/// Which ledger a command is about, and who acts.
pub(crate) struct At {
    pub(crate) keys: KeyFolder,
    pub(crate) ledger: PathBuf,
    pub(crate) reviewer: Option<String>,
}

impl At {
    pub(crate) fn open(&self, access: Access) -> Result<Ledger, Failure> {
        Ledger::open(&self.ledger, access, self.keys.clone()).map_err(|error| self.failure(error))
    }

    /// The same of a ledger in another file.
    pub(crate) fn other(&self, ledger: &Path) -> Self {
        let Self { keys, reviewer, .. } = self;
        Self { keys: keys.clone(), ledger: ledger.to_owned(), reviewer: reviewer.clone() }
    }

    /// Refuse to write over the ledger itself.
    pub(crate) fn spare(&self, file: &Path) -> Result<(), Failure> {
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

    /// Say which ledger it was.
    pub(crate) fn failure(&self, error: LedgerError) -> Failure {
        let is_about_file = matches!(
            error,
            LedgerError::Store(
                StoreError::Busy(_)
                    | StoreError::CannotOpen(_)
                    | StoreError::Damaged(_)
                    | StoreError::Disk(_)
                    | StoreError::Disturbed
                    | StoreError::Full
                    | StoreError::InTheWay { .. }
                    | StoreError::Newer { .. }
                    | StoreError::NoLedger
                    | StoreError::NoMemory
                    | StoreError::NoWal
                    | StoreError::NotALedger
                    | StoreError::Older { .. }
                    | StoreError::ReadOnly
                    | StoreError::Engine(_)
                    | StoreError::Unknown(_)
            )
        );
        let is_busy = matches!(error, LedgerError::Store(StoreError::Busy(_)));
        let failure = Failure::from(error);
        let failure =
            if is_busy { failure.hint_at_holders(&ledger::holders(&self.ledger)) } else { failure };
        if is_about_file {
            failure.context(format!("the ledger `{}` cannot be used", self.ledger.display()))
        } else {
            failure
        }
    }

    pub(crate) fn author(&self, session: &Session<'_>) -> Result<Author, Failure> {
        let name = self.reviewer.as_ref().or(session.login.as_ref()).ok_or_else(|| {
            Failure::new(Kind::Misused, "nobody is named as the reviewer")
                .hint("say who acts: `--as NAME`, or FACTLEDGER_REVIEWER")
        })?;
        let name = name.parse().map_err(|error| {
            Failure::from(error).context(format!("`{name}` cannot be a reviewer's name"))
        })?;
        Ok(Author { at: session.now, name, seed: session.seed })
    }

    /// The claims that a person names, each once, in that order.
    pub(crate) fn find_claims(
        &self,
        ledger: &Ledger,
        names: &[String],
    ) -> Result<Vec<ClaimId>, Failure> {
        let mut found = Vec::new();
        for name in names {
            let claim = ledger.find_claim(name).map_err(|error| self.failure(error))?;
            if !found.contains(&claim) {
                found.push(claim);
            }
        }
        Ok(found)
    }
}
