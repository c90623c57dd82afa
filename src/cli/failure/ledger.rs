use std::fs;
use std::path::Path;

use super::Failure;
use crate::domain::{ArticleId, Visible};
use crate::ledger::{self, Holder, LedgerError, Location, StoreError};

/// Marks a failure about a ledger's file. Its name is added by the caller that knows it.
#[derive(Debug)]
pub(super) struct AboutLedger {
    /// How many lines stand before the one that says what is wrong with it.
    pub(super) cause: usize,
    is_absent: bool,
    is_busy: bool,
}

impl AboutLedger {
    pub(super) fn of(error: &LedgerError) -> Option<Self> {
        let LedgerError::Store(error) = error else { return None };
        let is_about_file = matches!(
            error,
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
                | StoreError::OtherLog
                | StoreError::ReadOnly
                | StoreError::Engine(_)
                | StoreError::Server(_)
                | StoreError::Unfinished
                | StoreError::Unknown(_)
                | StoreError::WithheldSince
        );
        let is_busy = matches!(error, StoreError::Busy(_));
        let is_absent = matches!(error, StoreError::NoLedger);
        is_about_file.then_some(Self { cause: 0, is_absent, is_busy })
    }
}

impl Failure {
    pub(crate) fn is_about_absent_ledger(&self) -> bool {
        self.about_ledger.as_ref().is_some_and(|about| about.is_absent)
    }

    /// Name the ledger, if the failure is about one that is not named yet.
    #[must_use]
    pub(crate) fn name_ledger(mut self, at: &Location) -> Self {
        let Some(AboutLedger { cause, is_absent, is_busy }) = self.about_ledger.take() else {
            return self;
        };
        let what = format!("the ledger `{at}` cannot be used");
        if is_busy && let Some(path) = at.file() {
            self.hint_at_holders(&ledger::holders(path));
        }
        let is_empty = |path: &Path| fs::metadata(path).is_ok_and(|file| file.len() == 0);
        if cause == 0 && is_absent && at.file().is_some_and(is_empty) {
            "the file is empty: it has 0 bytes and no ledger".clone_into(&mut self.message);
            self = self.also_hint("if it held one before, restore a backup");
        }
        if cause == 0 {
            return self.context(what);
        }
        self.causes.insert(cause - 1, what);
        self
    }

    /// What to do about a copy that is not finished, or that cannot be made.
    pub(super) fn hint_at_copy(self, error: &StoreError) -> Self {
        self.hint(if matches!(error, StoreError::Unfinished) {
            "the command that began it goes on with it: `factledger copy --to` this ledger"
        } else {
            "name a file that is not there, or an empty database; `factledger verify --against FILE`\n\
             shows what two ledgers have in common"
        })
    }

    /// List the articles that were perhaps meant.
    pub(super) fn hint_at_articles(self, found: &[(ArticleId, String)], more: bool) -> Self {
        let mut hint = String::from("name one by its id:");
        for (id, name) in found {
            hint.push_str(&format!("\n{:<6} {}", id.to_string(), Visible::line(name)));
        }
        if more {
            hint.push_str("\n... and more: `factledger articles WORD` lists them");
        }
        self.hint(hint)
    }

    /// It was a scratch ledger, which is removed when the program ends.
    #[must_use]
    pub(crate) fn of_scratch_ledger(mut self) -> Self {
        self.about_ledger = None;
        self
    }

    /// Name the processes that keep the ledger busy, if the system says.
    fn hint_at_holders(&mut self, holders: &[Holder]) {
        for Holder { is_stopped, name, process } in holders {
            let hint = self.hint.get_or_insert_default();
            let what = format!("process {process} ({}) is using it", Visible::line(name));
            hint.push_str(&if *is_stopped {
                format!("\n{what}, and is stopped: `kill -CONT {process}` resumes it")
            } else {
                format!("\n{what}")
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::Screen;

    #[test]
    fn the_ledger_is_named_before_its_fault() {
        let error = || Failure::from(LedgerError::Store(StoreError::NoMemory));
        let why = error().to_lines(SCREEN);
        let why = why.trim_start_matches("error: ").lines().next().unwrap();
        let lines = |failure: Failure| -> Vec<String> {
            let named = failure
                .name_ledger(&Path::new("a.db").into())
                .name_ledger(&Path::new("b.db").into());
            let lines = named.to_lines(SCREEN);
            lines.lines().take_while(|line| !line.starts_with("hint")).map(str::to_owned).collect()
        };
        assert_eq!(
            lines(error()),
            ["error: the ledger `a.db` cannot be used".to_owned(), format!("       └─ {why}")]
        );
        assert_eq!(
            lines(error().context("the copy is not made")),
            [
                "error: the copy is not made".to_owned(),
                "       └─ the ledger `a.db` cannot be used".to_owned(),
                format!("       └─ {why}")
            ]
        );
        assert_eq!(lines(error().of_scratch_ledger()), [format!("error: {why}")]);
        assert_eq!(lines(LedgerError::Empty.into()), ["error: nothing has been recorded yet"]);
    }

    const SCREEN: Screen =
        Screen { colour: false, is_dumb: false, is_terminal: false, width: None };
}
