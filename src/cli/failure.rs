//! What the program says when it will not or cannot: what, to which thing, why, and what next.

mod bundle;
mod explain;
mod files;
mod import;
mod ledger;

use std::error::Error;
use std::io;
use std::process::ExitCode;

use ledger::AboutLedger;

use crate::domain::{EntryError, ErrorKind, NameError, NoteError, Refusal, Visible};
use crate::export::WriteError;
use crate::keys::KeyError;
use crate::ledger::{
    Contradiction, CosignError, LedgerError, ProofError, ReviewerError, StoreError,
};
use crate::terminal::{Screen, Style, message, shell_quoted};

/// Why the program stops.
#[derive(Debug)]
pub(crate) struct Failure {
    /// What of the ledger's file it is, if it is something of it.
    about_ledger: Option<AboutLedger>,
    causes: Vec<String>,
    hint: Option<String>,
    kind: Kind,
    message: String,
}

/// What an exit code means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Whoever read the answer has read enough. Nothing is said.
    ClosedPipe,
    /// Somebody wrote to the ledger while it was read.
    Disturbed,
    /// It would not, or could not.
    Failed,
    /// It was asked for something that makes no sense.
    Misused,
    /// What the ledger holds is not what was recorded.
    Tampered,
    /// The answer could not be written.
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

    /// Say what could be done next.
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

    /// Say what it happened to; what happened becomes the cause.
    #[must_use]
    pub(crate) fn context(mut self, message: impl Into<String>) -> Self {
        let cause = std::mem::replace(&mut self.message, message.into());
        self.causes.insert(0, cause);
        if let Some(about) = &mut self.about_ledger {
            about.cause += 1;
        }
        self
    }

    /// What was asked for is recorded, and only then this happened. It is not to be done again.
    pub(crate) fn after_all(self) -> Self {
        let said = self.context("it was recorded, and the answer could not be shown");
        Self { hint: Some("`factledger history` shows it".to_owned()), ..said }
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
                failure.hint(format!("`factledger show {claim}` tells what is known about it"))
            }
            LedgerError::AmbiguousHash { .. } => failure.hint("give more digits, or an id"),
            LedgerError::AmbiguousQuote { more, places, .. }
            | LedgerError::NotThere { more, places, .. } => {
                let mut hint = String::from("say which one with `--at`:");
                for place in &places {
                    let words = Visible::line(&place.words);
                    hint.push_str(&format!("\n--at {:<7} {words}", place.at.to_string()));
                }
                if more {
                    hint.push_str("\n... and at more places");
                }
                failure.hint(hint)
            }
            LedgerError::Empty => {
                failure.hint("`factledger import FILE` records the first article")
            }
            LedgerError::NoEntry(_) => {
                failure.hint("`factledger history` shows the entries there are")
            }
            LedgerError::NoVerdict(claim) => failure.hint(format!(
                "`factledger history {claim}` names the entry that recorded it, which can be proven"
            )),
            LedgerError::Cosign(error) => failure.hint_at_cosigning(error),
            LedgerError::Cursor(_) => {
                failure.hint("take what stands under the page before, with the same `--sort`")
            }
            LedgerError::NoArticle(_) => {
                failure.hint("`factledger show CLAIM` names the article of a claim")
            }
            LedgerError::NoClaim(_) => failure.hint("`factledger list` shows the claims there are"),
            LedgerError::NoQuote { article, similar } => failure.hint(match similar {
                Some(similar) => format!("the article says: {similar}"),
                None => format!("`factledger show {article} --text` prints its exact words"),
            }),
            LedgerError::NotIndexed => failure.hint(
                "`factledger verify` names the entry; `factledger verify --rebuild` rebuilds the index",
            ),
            LedgerError::NotSound(_) => failure.hint(
                "`factledger verify` names all that is wrong; where the log is sound,\n\
                 `factledger verify --rebuild` rebuilds the rest",
            ),
            LedgerError::OtherAct(_) => failure.hint(
                "nothing was recorded; where FACTLEDGER_NOW stops the clock, move it on for each act",
            ),
            LedgerError::Refused(refusal) => failure.hint_at(&refusal),
            LedgerError::Reviewer(error) => failure.hint_at_reviewer(&error),
            LedgerError::Store(error) => failure.hint_at_store(&error),
        }
    }
}

impl Failure {
    fn hint_at(self, refusal: &Refusal) -> Self {
        match refusal {
            Refusal::AlreadyDismissed(claim) => {
                self.hint(format!("`factledger show {claim}` tells by whom, and why"))
            }
            Refusal::AlreadyMarked { .. } => {
                self.hint("a second reviewer may mark it, or change your own review with a note")
            }
            Refusal::AlreadyUnverified(_) => self.hint(
                "nobody has judged it yet; to record a search that found nothing, add a note: -m",
            ),
            Refusal::Dismissed(claim) => {
                self.hint(format!("`factledger restore {claim} -m REASON` makes it one again"))
            }
            Refusal::NoteRequired { .. } => self.hint("say on what ground: -m NOTE"),
            Refusal::NotDismissed(_) | Refusal::OtherWords(_) => self,
            Refusal::Overtaken { claim, .. } => {
                self.hint(format!("`factledger history {claim}` tells who was quicker"))
            }
        }
    }

    fn hint_at_store(self, error: &StoreError) -> Self {
        match error {
            StoreError::Busy(_) => self.hint("try again when it is done"),
            StoreError::Entry { source: EntryError::TooLong { .. }, .. } => {
                self.hint("nothing was recorded; say it in fewer words")
            }
            StoreError::Confusable { known, .. } => {
                self.hint(format!("take a name that nobody mistakes for {known}"))
            }
            StoreError::Forks { kept, .. } => self.hint(format!(
                "an older copy was put back, or the history was rewritten: `factledger verify`\n\
                     if the loss is known and accepted, move `{}` away",
                kept.display()
            )),
            StoreError::Key(error) => self.hint_at_key(error),
            StoreError::NotSigned { kept, .. } => self.hint(format!(
                "nothing was recorded: by that file an older copy of the ledger is known\n\
                     if `factledger history` shows what was recorded last, move `{}` away",
                kept.display()
            )),
            StoreError::NotAdmitted { .. } | StoreError::Refused { .. } => {
                self.hint("nothing was recorded")
            }
            StoreError::Repeated(position) => {
                self.hint(format!("`factledger history` shows `{position}`"))
            }
            StoreError::Revoked(name) => self.hint(format!(
                "another reviewer may give a new key: `factledger reviewer add {name} --key VKEY`"
            )),
            // A page that cannot be read looks to SQLite like one that is damaged.
            StoreError::Damaged(_) => self.hint(
                "`factledger verify` names what is damaged; if the log is sound,\n\
                 `factledger verify --rebuild` repairs the rest. Otherwise, restore a backup, or\n\
                 save all that still verifies: `factledger salvage FOLDER`",
            ),
            StoreError::Index { .. } => self.hint(
                "nothing was recorded; `factledger verify` names all that is wrong, and\n\
                 `factledger verify --rebuild` rebuilds the index from the log",
            ),
            StoreError::Schema(_) | StoreError::NotChanged { .. } => self.hint(
                "nothing was recorded; `factledger verify` names all that is wrong, and\n\
                     `factledger verify --rebuild` restores everything but the log",
            ),
            StoreError::Header(_) => self.hint(
                "`factledger verify` checks the rest; `factledger salvage FOLDER` saves all that\n\
                 still verifies",
            ),
            StoreError::Uncheckpointed(_) => self.hint(
                "they were written past the program, and nothing is signed on top of them:\n\
                 `factledger verify` names them",
            ),
            StoreError::Disk(_) => self.hint("nothing was recorded; run it again"),
            StoreError::Disturbed => self.hint("try again"),
            StoreError::InTheWay { file, is_empty: true, .. } => {
                let file = file.display().to_string();
                self.hint(format!(
                    "nothing was recorded; nobody uses the file: its owner or an administrator can\n\
                     remove it: rm {}",
                    shell_quoted(&file)
                ))
            }
            StoreError::InTheWay { is_empty: false, .. } => self.hint(
                "nothing was recorded; do not remove the file: it holds what was recorded last\n\
                 an administrator can put that into the ledger: `factledger list`, as root",
            ),
            StoreError::ContentLost(_)
            | StoreError::CutOff { .. }
            | StoreError::Unsound(_)
            | StoreError::Entry { .. }
            | StoreError::EntryChanged(_)
            | StoreError::Inconsistent { .. } => self.hint("restore the ledger from a backup"),
            StoreError::Full => self.hint("make room and run it again"),
            StoreError::Newer { .. } => self.hint("use a newer factledger"),
            StoreError::NoLedger => {
                self.hint("`factledger import FILE` makes one; `--ledger FILE` names another")
            }
            StoreError::NoMemory => self.hint("close other programs, and run it again"),
            StoreError::NoWal => self.hint("keep it on a disk of this machine"),
            StoreError::NotALedger => self.hint("name another with `--ledger FILE`"),
            StoreError::Older { .. } => self.hint("whatever writes to it brings it up to date"),
            StoreError::ReadOnly => self.hint("reading works; to write, copy it elsewhere"),
            StoreError::Unknown(_) => {
                self.hint("look in `factledger history` whether it is there before you do it again")
            }
            StoreError::CannotOpen(_) | StoreError::Engine(_) => self,
        }
    }
}

impl Failure {
    fn hint_at_reviewer(self, error: &ReviewerError) -> Self {
        match error {
            ReviewerError::BadKey { name, .. } | ReviewerError::OtherName { name, .. } => self
                .hint(format!(
                    "{name} prints it with `factledger --as {name} reviewer export-key`,\n\
                     in a copy of this ledger"
                )),
            ReviewerError::HasKey { name, .. } => self.hint(format!(
                "if it is lost or stolen: `factledger reviewer revoke {name} -m REASON` first"
            )),
            ReviewerError::LastKey(name) => self.hint(format!(
                "add somebody who can give you a new one: `factledger reviewer add NAME`,\n\
                 then `factledger --as NAME reviewer revoke {name} -m REASON`"
            )),
            ReviewerError::RevokedBefore { at, name } => self.hint(format!(
                "`factledger history` tells why at `{at}`; what {name} signed before it stands"
            )),
            ReviewerError::Stranger(name) => self.hint(format!(
                "a reviewer adds you: `factledger --as REVIEWER reviewer add {name}`"
            )),
            ReviewerError::Unknown(_) => self.hint("`factledger reviewer list` shows who there is"),
            ReviewerError::UsedKey { .. } => self.hint(
                "a new one is made by `factledger reviewer export-key`, in a copy of this ledger",
            ),
        }
    }

    fn hint_at_cosigning(mut self, error: CosignError) -> Self {
        match error {
            CosignError::BadLine { name, .. } => {
                self.hint(format!("keep `{name}` as evidence, and ask for the true one"))
            }
            CosignError::Clock => self.hint("set the clock of this machine"),
            CosignError::Contradicts(contradiction) => {
                let Contradiction { before, now, ours } = *contradiction;
                self.causes.push(format!("before: {before}"));
                self.causes.push(format!("now: {now}"));
                if now.head != ours {
                    self.causes.push(format!("here: {} entries, root {}", ours.size, ours.root));
                }
                self.hint(
                    "an older copy was put back, or the history was rewritten:\n\
                     keep both, this ledger and the checkpoint before, as evidence",
                )
            }
            CosignError::Extended(_) => self.hint("ask for one without further lines"),
            CosignError::Full(_) => self.hint("cosign it without the lines of others"),
            CosignError::NotOfThisLog { .. } => {
                self.hint("name the ledger that it is of: `--ledger FILE`")
            }
            CosignError::OtherHistory { now, ours } => {
                self.causes.push(format!("sent: {now}"));
                self.causes.push(format!("here: {} entries, root {}", ours.size, ours.root));
                self.hint(if now.head.size > ours.size {
                    "if this copy of the ledger is older, take a newer one; else entries were removed"
                } else {
                    "one of the two was rewritten: keep both, this ledger and that checkpoint"
                })
            }
            CosignError::Unsound(_) => self.hint("`factledger verify` tells all of it"),
        }
    }

    fn hint_at_key(self, error: &KeyError) -> Self {
        match error {
            KeyError::Cosigned { .. } => self.hint(
                "nothing is cosigned where that cannot be kept; name another folder: `--keys FOLDER`",
            ),
            KeyError::NoRandomness(_) => self.hint("nothing was recorded; try again"),
            KeyError::Guessable => self.hint("unset FACTLEDGER_NOW"),
            KeyError::Malformed { .. } => self.hint("restore the file from a backup"),
            KeyError::Missing { .. } => self.hint(
                "reading and verifying need no key; to write, restore the file from a backup,\n\
                 or name the folder it is in: `--keys FOLDER`",
            ),
            KeyError::Open { path } => {
                let path = path.display().to_string();
                self.hint(format!("keep it to yourself: chmod 600 {}", shell_quoted(&path)))
            }
            KeyError::Other { .. } => self.hint("put the file of this ledger there"),
            KeyError::Io { .. } | KeyError::Signed { .. } => {
                self.hint("name another folder: `--keys FOLDER`")
            }
        }
    }
}

impl From<NoteError> for Failure {
    fn from(error: NoteError) -> Self {
        Self::of(&error).context("the note cannot be recorded")
    }
}

impl From<NameError> for Failure {
    fn from(error: NameError) -> Self {
        Self::of(&error)
            .hint("a name is made of letters, digits and `.`, `_`, `-`, `@`: `--as NAME`")
    }
}

impl From<ProofError> for Failure {
    fn from(error: ProofError) -> Self {
        let failure = Self::of(&error).of_kind(error.kind());
        match error {
            ProofError::NoKey { .. } => failure.hint(
                "get it from whoever is to be believed, and give it with `--key KEY`; a ledger's \
                 own stands in its bundles, in keys/log.vkey",
            ),
            ProofError::NotAProof(_) | ProofError::WithoutEntry => {
                failure.hint("`factledger prove CLAIM` makes one")
            }
            ProofError::Checkpoint(_)
            | ProofError::Entry(_)
            | ProofError::NotProven(_)
            | ProofError::NotSigned(_)
            | ProofError::OtherLog => {
                failure.hint("it was changed, or it is of another log: ask for a new one")
            }
        }
    }
}

impl From<WriteError<LedgerError>> for Failure {
    fn from(error: WriteError<LedgerError>) -> Self {
        match error {
            WriteError::Output(error) => error.into(),
            WriteError::Sections(error) => error.into(),
        }
    }
}

/// The answer could not be written.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        let mut failure = Self::of(&error).context("the answer could not be written");
        let is_closed = error.kind() == io::ErrorKind::BrokenPipe;
        failure.kind = if is_closed { Kind::ClosedPipe } else { Kind::Unanswered };
        failure
    }
}
