//! How the program reports a failure: what failed, on what, why, and what to do next.

mod bundle;
mod explain;
mod files;
mod import;
mod instead;
mod ledger;
mod proof;
mod refusal;
mod server;
mod undo;
mod withheld;
mod written;

use std::error::Error;
use std::io;
use std::process::ExitCode;

use ledger::AboutLedger;

use crate::domain::{EntryError, ErrorKind, Visible};
use crate::export::{HouseError, WriteError};
use crate::keys::KeyError;
use crate::ledger::{Contradiction, CosignError, LedgerError, ReviewerError, StoreError};
use crate::terminal::{Screen, Style, message, shell_quoted};

/// Why the program stops.
#[derive(Debug)]
pub(crate) struct Failure {
    /// Set if the failure is about the ledger's file.
    about_ledger: Option<AboutLedger>,
    causes: Vec<String>,
    hint: Option<String>,
    kind: Kind,
    message: String,
}

/// What an exit code means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The reader of the output closed it. Nothing is reported.
    ClosedPipe,
    /// The ledger was written to while it was read.
    Disturbed,
    /// It was refused, or it failed.
    Failed,
    /// Wrong usage.
    Misused,
    /// The ledger's content is not what was recorded.
    Tampered,
    /// The output could not be written.
    Unanswered,
}

impl From<ErrorKind> for Kind {
    fn from(kind: ErrorKind) -> Self {
        match kind {
            ErrorKind::Busy | ErrorKind::Failed | ErrorKind::NotFound | ErrorKind::Refused => {
                Self::Failed
            }
            ErrorKind::Damaged => Self::Tampered,
            ErrorKind::Disturbed => Self::Disturbed,
            ErrorKind::Invalid => Self::Misused,
        }
    }
}

impl Kind {
    /// 0 done, 1 refused or failed, 2 misused, 3 tampering found.
    pub(crate) fn exit_code(self) -> ExitCode {
        match self {
            Self::ClosedPipe => ExitCode::SUCCESS,
            Self::Disturbed | Self::Failed | Self::Unanswered => ExitCode::from(1),
            Self::Misused => ExitCode::from(2),
            Self::Tampered => ExitCode::from(3),
        }
    }
}

impl Failure {
    pub(crate) fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { about_ledger: None, causes: Vec::new(), hint: None, kind, message: message.into() }
    }

    pub(crate) fn of(error: &(dyn Error + 'static)) -> Self {
        let mut failure = Self::new(Kind::Failed, error.to_string());
        let mut cause = error.source();
        while let Some(error) = cause {
            failure.causes.push(error.to_string());
            cause = error.source();
        }
        failure
    }

    #[must_use]
    pub(crate) fn of_kind(mut self, kind: ErrorKind) -> Self {
        self.kind = kind.into();
        self
    }

    /// Say what to do next.
    #[must_use]
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Say what else could be done.
    #[must_use]
    pub(crate) fn also_hint(mut self, hint: &str) -> Self {
        self.hint = Some(match self.hint {
            Some(before) => format!("{before}\n{hint}"),
            None => hint.to_owned(),
        });
        self
    }

    /// Say what it happened to; the message so far becomes the cause.
    #[must_use]
    pub(crate) fn context(mut self, message: impl Into<String>) -> Self {
        let cause = std::mem::replace(&mut self.message, message.into());
        self.causes.insert(0, cause);
        if let Some(about) = &mut self.about_ledger {
            about.cause += 1;
        }
        self
    }

    /// The act was recorded before this happened. It must not be repeated.
    pub(crate) fn after_all(self) -> Self {
        let said = self.context("it was recorded, but the result could not be shown");
        let kind = if said.kind == Kind::Disturbed { Kind::Failed } else { said.kind };
        Self { hint: Some("`factledger history` shows it".to_owned()), kind, ..said }
    }

    pub(crate) fn kind(&self) -> Kind {
        self.kind
    }

    /// The lines that are shown.
    pub(crate) fn to_lines(&self, screen: Screen) -> String {
        let shown =
            |words: &str, indent: &str| message(&Visible::line(words).to_string(), screen, indent);
        let what = shown(&self.message, "       ");
        let mut lines = format!("{} {what}\n", Style::Error.paint("error:", screen));
        for cause in &self.causes {
            lines.push_str(&format!("       └─ {}\n", shown(cause, "          ")));
        }
        if let Some(hint) = &self.hint {
            for (index, line) in Visible::lines(hint).to_string().lines().enumerate() {
                let label = if index == 0 { "hint:" } else { "     " };
                let line = message(line, screen, "      ");
                lines.push_str(&format!("{} {line}\n", Style::Hint.paint(label, screen)));
            }
        }
        lines
    }
}

impl From<LedgerError> for Failure {
    fn from(error: LedgerError) -> Self {
        let mut failure = Self::of(&error).of_kind(error.kind());
        failure.about_ledger = AboutLedger::of(&error);
        match error {
            LedgerError::AlreadyAClaim(claim) => {
                failure.hint(format!(
                    "`factledger show {claim}` shows what is known about it;\n\
                     to correct who said it: factledger correct {claim} --claimant NAME"
                ))
            }
            LedgerError::AmbiguousArticle { found, more, .. } => {
                failure.hint_at_articles(&found, more)
            }
            LedgerError::AmbiguousHash { .. } => failure.hint("give more digits, or an id"),
            LedgerError::AmbiguousQuote { more, places, .. }
            | LedgerError::NotThere { more, places, .. } => {
                let mut hint = String::from("choose one with `--at`:");
                for place in &places {
                    let words = Visible::line(&place.words);
                    hint.push_str(&format!("\n--at {:<7} {words}", place.at.to_string()));
                }
                if more {
                    hint.push_str("\n... and more places");
                }
                failure.hint(hint)
            }
            LedgerError::Empty => {
                failure.hint("`factledger import FILE` records the first article")
            }
            LedgerError::NoEffect(_) => failure.hint("`factledger verify` says which rule it breaks"),
            LedgerError::NoEntry(_) => {
                failure.hint("`factledger history` lists the entries")
            }
            LedgerError::NoVerdict(claim) => failure.hint(format!(
                "`factledger history {claim}` names the entry that recorded it; prove that one"
            )),
            LedgerError::Cosign(error) => failure.hint_at_cosigning(error),
            LedgerError::Cursor(_) => {
                failure.hint("use the marker printed under the previous page, with the same `--sort`")
            }
            LedgerError::NoArticle(_) => {
                failure.hint("`factledger articles` lists the articles")
            }
            LedgerError::NoClaim(_) => failure.hint("`factledger list` lists the claims"),
            LedgerError::NoSubject(_) => failure.hint(
                "`factledger list` lists the claims, and `factledger articles` the articles",
            ),
            LedgerError::NoQuote { article, similar } => failure.hint(match similar {
                Some(similar) => format!("the article says: {similar}"),
                None => format!("`factledger show {article} --text` prints its exact words"),
            }),
            LedgerError::ReadAs { article, .. } => failure.hint(format!(
                "the same bytes are one article; to record the checks that a page has, beside {article}: \
                 save its linked data as a file of its own, and import that"
            )),
            LedgerError::SameText { article, .. } => failure.hint(format!(
                "`factledger show {article}` shows how that was read;\n\
                 import its own bytes with these options to read it again"
            )),
            LedgerError::NothingYet { .. } => failure.hint("give a later time, or none"),
            LedgerError::NotIndexed => failure.hint(
                "`factledger verify` names the entry; `factledger verify --rebuild` rebuilds the index",
            ),
            LedgerError::NotSound(_) => failure.hint(
                "`factledger verify` lists every problem; if the log is sound,\n\
                 `factledger verify --rebuild` rebuilds the rest",
            ),
            LedgerError::Note(_) => failure.hint("shorten it"),
            LedgerError::NothingToUndo(_) => failure.hint("`factledger history --by NAME` lists what they did"),
            LedgerError::NotUndone(act) => failure.hint(undo::instead(&act)),
            LedgerError::OtherAct(_) => failure.hint(
                "nothing was recorded; if FACTLEDGER_NOW fixes the clock, set a later time for each act",
            ),
            LedgerError::Refused(refusal) => failure.hint_at(&refusal),
            LedgerError::Reviewer(error) => failure.hint_at_reviewer(&error),
            LedgerError::Store(error) => failure.hint_at_store(&error),
            LedgerError::Withheld(error) => failure.hint(withheld::advice(&error)),
            LedgerError::NoEvidence(_) | LedgerError::NotTakenBack(_) => {
                failure.hint(instead::instead(&error))
            }
        }
    }
}

impl Failure {
    fn hint_at_store(self, error: &StoreError) -> Self {
        match error {
            StoreError::Busy(_) => self.hint("try again when it is done"),
            StoreError::Entry { source: EntryError::Nul, .. } => self.hint("leave it out"),
            StoreError::Entry { source: EntryError::TooLong { .. }, .. } => {
                self.hint("nothing was recorded; shorten it")
            }
            StoreError::Close { known, name } => self.hint(format!(
                "if you meant {known}: `--as {known}`\n\
                 if {name} is another person, add `--new`, this once"
            )),
            StoreError::Confusable { known, .. } => {
                self.hint(format!("choose a name that cannot be mistaken for {known}"))
            }
            StoreError::Copy { used } => self.hint(format!(
                "nothing was recorded: two copies that both go on cannot be joined again\n\
                 to go on with that one: --ledger {}\n\
                 to go on with this one instead, and never again with that: --this-copy",
                shell_quoted(&used.display().to_string())
            )),
            StoreError::Forks { .. } => self.hint(
                "this is an older copy or standby, without the latest acts, or the history was rewritten:\n\
                 `factledger verify` tells, and `verify --against FILE` what another copy has more\n\
                 if you know and accept the loss, go on with this one: --this-copy",
            ),
            StoreError::Key(error) => self.hint_at_key(error),
            StoreError::KeyNotLost { .. } => self.hint(
                "if others may have seen it: `factledger key rotate`, which the old key signs",
            ),
            StoreError::SealedFor(_) => self.hint(
                "with their own key they can go on, and add yours: `factledger reviewer add NAME --key KEY`\n\
                 if these keys are lost, too: `factledger ledger succeed --lost`",
            ),
            StoreError::TakenOver { by, path, .. } => self.hint(format!(
                "the key is not lost, so ask {by}, outside of the ledger, whether that is right\n\
                 if it is, move the old key away: `{}`\n\
                 if not, keep this file as evidence, and go on with a copy from before",
                path.display()
            )),
            StoreError::NotSigned { kept, .. } => {
                self.hint(format!(
                    "nothing was recorded: that file is what reveals an older copy of the ledger\n\
                     if `factledger history` shows the latest acts, move `{}` away",
                    kept.display()
                ))
            }
            StoreError::NotInvited(name) => self.hint(format!(
                "nothing was recorded; ask a reviewer: `factledger reviewer invite {name}`"
            )),
            StoreError::NotAllowed(refusal) => self.hint_at(refusal),
            StoreError::NotAdmitted { .. } | StoreError::NotSealed(_) | StoreError::Refused { .. } => {
                self.hint("nothing was recorded")
            }
            StoreError::Server(error) => self.hint_at_server(error),
            StoreError::Repeated(position) => {
                self.hint(format!("`factledger history` shows `{position}`"))
            }
            StoreError::Renamed { to, .. } => self.hint(format!("act under the new name: `--as {to}`")),
            StoreError::Retired(name) | StoreError::Revoked(name) => self.hint(format!(
                "another reviewer may give a new key: `factledger reviewer add {name} --key VKEY`"
            )),
            // A page that cannot be read looks to SQLite like one that is damaged.
            StoreError::Damaged(_) => self.hint(
                "`factledger verify` names what is damaged; if the log is sound,\n\
                 `factledger verify --rebuild` repairs the rest. Otherwise, restore a backup, or\n\
                 save everything that still verifies: `factledger salvage FOLDER`",
            ),
            StoreError::Index { .. } => self.hint(
                "nothing was recorded; `factledger verify` lists every problem, and\n\
                 `factledger verify --rebuild` rebuilds the index from the log",
            ),
            StoreError::Schema(_) | StoreError::NotChanged { .. } => {
                self.hint(
                    "nothing was recorded; `factledger verify` lists every problem, and\n\
                     `factledger verify --rebuild` restores everything but the log",
                )
            }
            StoreError::Header(_) => self.hint(
                "`factledger verify` checks the rest; `factledger salvage FOLDER` saves everything that\n\
                 still verifies",
            ),
            StoreError::Uncheckpointed(_) => self.hint(
                "factledger did not write them, and nothing is signed on top of them:\n\
                 `factledger verify` names them",
            ),
            StoreError::Disk(_) => self.hint("nothing was recorded; run it again"),
            StoreError::Disturbed => self.hint("try again"),
            StoreError::InTheWay { file, is_empty: true, .. } => {
                let file = file.display().to_string();
                self.hint(format!(
                    "nothing was recorded; the file is not in use: its owner or an administrator can\n\
                     remove it: rm {}",
                    shell_quoted(&file)
                ))
            }
            StoreError::InTheWay { is_empty: false, .. } => self.hint(
                "nothing was recorded; do not remove the file: it holds the latest acts\n\
                 an administrator can move them into the ledger by running `factledger list` as root",
            ),
            StoreError::ContentLost(_)
            | StoreError::CutOff { .. }
            | StoreError::Unsound(_)
            | StoreError::Entry { .. }
            | StoreError::EntryChanged(_)
            | StoreError::Inconsistent { .. }
            | StoreError::WordsLost(_) => self.hint("restore the ledger from a backup"),
            StoreError::Full => self.hint("make room and run it again"),
            StoreError::Newer { .. } => self.hint("use a newer factledger"),
            StoreError::NoLedger => {
                self.hint("`factledger init` or `import FILE` makes one; `--ledger FILE` names another")
            }
            StoreError::NoMemory => self.hint("close other programs, and run it again"),
            StoreError::NoWal => self.hint("keep it on a local disk"),
            StoreError::NotALedger => self.hint("name another with `--ledger FILE`"),
            StoreError::OtherLog | StoreError::Unfinished => self.hint_at_copy(error),
            StoreError::Older { .. } => self.hint("the next command that writes to it brings it up to date"),
            StoreError::ReadOnly => self.hint(
                "reading works; to write, copy it elsewhere, or ask its owner to let your group write\n\
                 to the file and its folder: chmod g+w",
            ),
            StoreError::WithheldSince => self.hint("make a new copy elsewhere, and delete this one"),
            StoreError::Unknown(_) => self.hint("check `factledger history` before you try again"),
            StoreError::CannotOpen(error) if error.kind() == io::ErrorKind::NotFound => {
                self.hint("make its folder first, or name another file with `--ledger FILE`")
            }
            StoreError::CannotOpen(_) | StoreError::Engine(_) => self,
        }
    }

    fn hint_at_reviewer(self, error: &ReviewerError) -> Self {
        match error {
            ReviewerError::BadKey { name, .. } | ReviewerError::OtherName { name, .. } => self
                .hint(format!(
                    "{name} prints it with `factledger --as {name} reviewer export-key`,\n\
                     in a copy of this ledger"
                )),
            ReviewerError::HasKey { name, .. } => self.hint(format!(
                "if it is lost or stolen, first run `factledger reviewer revoke {name} -m REASON`"
            )),
            ReviewerError::InvitedBefore(name) => self.hint(format!(
                "{name} joins with `factledger --as {name} reviewer join`"
            )),
            ReviewerError::LastKey(name) => self.hint(format!(
                "first add someone who can give you a new one: `factledger reviewer add NAME`,\n\
                 then `factledger --as NAME reviewer revoke {name} -m REASON`"
            )),
            ReviewerError::RevokedBefore { at, name } => self.hint(format!(
                "`factledger history` shows why at `{at}`; earlier signatures by {name} remain valid"
            )),
            ReviewerError::Stranger(name) => self.hint(format!(
                "ask a reviewer to add you: `factledger --as REVIEWER reviewer add {name}`"
            )),
            ReviewerError::TakenName { .. } => self.hint(
                "choose another name; `factledger reviewer list` lists those that are taken",
            ),
            ReviewerError::Unknown(_) => self.hint("`factledger reviewer list` lists the reviewers"),
            ReviewerError::UsedKey { .. } => self.hint(
                "make a new one with `factledger reviewer export-key`, in a copy of this ledger",
            ),
        }
    }

    fn hint_at_cosigning(mut self, error: CosignError) -> Self {
        match error {
            CosignError::BadLine { name, .. } => {
                self.hint(format!("keep `{name}` as evidence, and ask for the original"))
            }
            CosignError::Clock => self.hint("set this machine's clock"),
            CosignError::Contradicts(contradiction) => {
                let Contradiction { before, now, ours } = *contradiction;
                self.causes.push(format!("before: {before}"));
                self.causes.push(format!("now: {now}"));
                if now.head != ours {
                    self.causes.push(format!("here: {} entries, root {}", ours.size, ours.root));
                }
                self.hint(
                    "an older copy was restored, or the history was rewritten:\n\
                     keep this ledger and the earlier checkpoint as evidence",
                )
            }
            CosignError::Extended(_) => self.hint("ask for one without extra lines"),
            CosignError::Full(_) => self.hint("remove the lines of other cosigners first"),
            CosignError::NotOfThisLog { .. } => {
                self.hint("name the ledger it belongs to: `--ledger FILE`")
            }
            CosignError::OtherHistory { now, ours } => {
                self.causes.push(format!("sent: {now}"));
                self.causes.push(format!("here: {} entries, root {}", ours.size, ours.root));
                self.hint(if now.head.size > ours.size {
                    "if this copy of the ledger is older, use a newer one; otherwise entries were removed"
                } else {
                    "one of the two was rewritten: keep both this ledger and that checkpoint"
                })
            }
            CosignError::Unsound(_) => self.hint("`factledger verify` lists every problem"),
        }
    }

    pub(super) fn hint_at_key(self, error: &KeyError) -> Self {
        match error {
            KeyError::Cosigned { .. } => self.hint(
                "nothing is cosigned unless that is saved; name another folder: `--keys FOLDER`",
            ),
            KeyError::NoRandomness(_) => self.hint("nothing was recorded; try again"),
            KeyError::Guessable => self.hint("unset FACTLEDGER_NOW"),
            KeyError::Malformed { .. } => self.hint("restore the file from a backup"),
            KeyError::Missing { .. } => self.hint(
                "reading and verifying need no key; to write, name the folder it is in: `--keys FOLDER`\n\
                 on another machine or account: send a reviewer the line that\n\
                 `factledger --as NAME reviewer export-key` prints; when they have added it, a new copy\n\
                 of the ledger holds the ledger's key, too, sealed for you\n\
                 if it is lost, with all its backups: `factledger ledger succeed`",
            ),
            KeyError::Open { path } => {
                let path = path.display().to_string();
                self.hint(format!("make it private: chmod 600 {}", shell_quoted(&path)))
            }
            KeyError::Other { .. } => self.hint(
                "put this ledger's file there; if its key was rotated since, that is in later backups,\n\
                 or a reviewer who has it seals it for you: `factledger reviewer add NAME --key KEY`",
            ),
            KeyError::Io { .. } | KeyError::Signed { .. } => {
                self.hint("name another folder: `--keys FOLDER`")
            }
        }
    }
}

impl From<WriteError<LedgerError>> for Failure {
    fn from(error: WriteError<LedgerError>) -> Self {
        match error {
            WriteError::House(error) => error.into(),
            WriteError::Output(error) => error.into(),
            WriteError::Sections(error) => error.into(),
        }
    }
}

/// The folder of a newsroom cannot be used.
impl From<HouseError> for Failure {
    fn from(error: HouseError) -> Self {
        Self::of(&error).hint("`factledger export --help` says what the folder may hold")
    }
}

/// The output could not be written.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        let mut failure = Self::of(&error).context("the output could not be written");
        let is_closed = error.kind() == io::ErrorKind::BrokenPipe;
        failure.kind = if is_closed { Kind::ClosedPipe } else { Kind::Unanswered };
        failure
    }
}
