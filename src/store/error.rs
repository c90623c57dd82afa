use std::error::Error;
use std::path::PathBuf;

use super::ServerError;
use crate::domain::{EntryError, EntryId, ErrorKind, Refusal, ReviewerName, Sha256};
use crate::keys::{KeyError, NotOpened};
use crate::log::KeyringError;
use crate::merkle::NotACheckpoint;
use crate::view::Finding;

/// Why the store failed. Nothing was recorded, unless the variant says otherwise.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another program held the database for longer than we wait.
    #[error("the ledger is busy: another program has been writing to it for {0} seconds")]
    Busy(u64),
    /// The file or its folder cannot be opened or created.
    #[error("the ledger cannot be opened")]
    CannotOpen(#[source] std::io::Error),
    /// A new name that may be a slip of the pen.
    #[error("there is no reviewer `{name}` yet, and the name is close to `{known}`")]
    Close { known: ReviewerName, name: ReviewerName },
    /// Two names that people could confuse.
    #[error("the name `{name}` looks like `{known}`, who is already a reviewer")]
    Confusable { known: ReviewerName, name: ReviewerName },
    /// The same ledger is written to in another file.
    #[error("this is a copy: on this machine, the ledger in use is `{}`", used.display())]
    Copy { used: PathBuf },
    /// The log has fewer entries than its last checkpoint.
    #[error("the log had {signed} entries and now has {found}: its end was cut off")]
    CutOff { found: u64, signed: u64 },
    /// Bytes that the log names by hash are missing or changed.
    #[error("the text with SHA-256 {0} is missing from the ledger, or was changed")]
    ContentLost(Sha256),
    /// What a person wrote is missing or changed.
    #[error("the words of `{0}` are missing from the ledger, or were changed")]
    WordsLost(EntryId),
    /// The database is malformed.
    #[error("the ledger is damaged")]
    Damaged(#[source] EngineError),
    /// An entry cannot be written, or read.
    #[error("the entry `{position}` is not valid")]
    Entry { position: EntryId, source: EntryError },
    /// A row of the index does not match the log. Nothing was signed.
    #[error("the index is damaged: {what}")]
    Index { what: String },
    /// The header of the file was changed.
    #[error("the header of the ledger is damaged: {0}")]
    Header(String),
    /// The database changed more or fewer rows than expected.
    #[error("the database changed {changed} rows of `{table}` instead of {expected}")]
    NotChanged { changed: usize, expected: usize, table: String },
    /// The tables, indexes and triggers of the database are not those of a ledger.
    #[error("the structure of the database was changed: {}", .0.join("; "))]
    Schema(Vec<String>),
    /// Entries that the ledger's key never signed for.
    #[error("no checkpoint was signed for the entries from `{0}` on")]
    Uncheckpointed(EntryId),
    /// The disk could not be read or written.
    #[error("the disk failed")]
    Disk(#[source] EngineError),
    /// Someone wrote to the file while it was read without protection.
    #[error("the ledger was written to while it was read")]
    Disturbed,
    /// The disk, or the quota on it, is full.
    #[error("the disk is full: nothing was recorded")]
    Full,
    /// The bytes of an entry do not match the hash from when it was recorded.
    #[error("the entry `{0}` was changed after it was recorded")]
    EntryChanged(EntryId),
    /// The next checkpoint would contradict one that was signed here before.
    #[error("the {size} entries of the ledger do not extend the last checkpoint signed here")]
    Forks { kept: PathBuf, size: u64 },
    /// Another account left a file beside the ledger that this one can neither write nor remove.
    #[error("`{}` is in the way: another account left it there", file.display())]
    InTheWay { file: PathBuf, is_empty: bool, source: std::io::Error },
    /// There is no key to sign with.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The ledger goes on with its key, so nobody takes its place.
    #[error("the key of the ledger is not lost: it is here, in `{}`", path.display())]
    KeyNotLost { path: PathBuf },
    /// An entry does not follow from the index.
    #[error("the entry `{position}` does not fit the ledger: {why}")]
    Inconsistent { position: EntryId, why: &'static str },
    /// An entry breaks the log's rules about keys.
    #[error("the entry `{position}` breaks the log's key rules")]
    NotAdmitted { position: EntryId, source: KeyringError },
    /// The ledger takes only reviewers who were invited.
    #[error("{0} is not a reviewer here, and this ledger takes only those who are invited")]
    NotInvited(ReviewerName),
    /// The ledger's key could not be sealed for a reviewer.
    #[error("the key of the ledger was not handed over")]
    NotSealed(#[source] NotOpened),
    /// A later version of the program created it.
    #[error("the ledger has format {found}; this program reads formats up to {known}")]
    Newer { found: i64, known: i64 },
    /// The file system cannot do what many readers beside a writer need.
    #[error("the ledger cannot be kept here: the file system does not support a write-ahead log")]
    NoWal,
    /// The system has no more memory for this program.
    #[error("there is not enough memory")]
    NoMemory,
    /// There is no such file.
    #[error("there is no ledger")]
    NoLedger,
    /// The file is something else.
    #[error("the file is not a ledger")]
    NotALedger,
    /// An earlier version of the program created it, and it was opened only to read.
    #[error("the ledger has format {found}; this program reads format {known}")]
    Older { found: i64, known: i64 },
    /// The file, or the disk that it is on, may only be read.
    #[error("the ledger is read-only: nothing was recorded")]
    ReadOnly,
    /// The role of the person who acts does not let them.
    #[error(transparent)]
    NotAllowed(Refusal),
    /// An entry is an act that the rules of judgement refuse.
    #[error("the entry `{position}` breaks the rules of judgement")]
    Refused { position: EntryId, source: Refusal },
    /// The same act was recorded before.
    #[error("that is already recorded, as `{0}`")]
    Repeated(EntryId),
    /// The reviewer has another name now.
    #[error("{from} is called {to} here now")]
    Renamed { from: ReviewerName, to: ReviewerName },
    /// The reviewer left.
    #[error("{0} has left: the key of that name is not valid any more")]
    Retired(ReviewerName),
    /// The reviewer's key was revoked.
    #[error("the key of {0} was revoked")]
    Revoked(ReviewerName),
    /// A copy of another ledger is made there, and is not whole, or not verified.
    #[error("the copy of a ledger that is made there is not finished")]
    Unfinished,
    /// A copy would have to contradict what is there.
    #[error("there is another log already, or one that went on by itself")]
    OtherLog,
    /// An earlier copy has what the ledger has no more, and may not say it.
    #[error("something was withheld since the copy there was made, which still has it")]
    WithheldSince,
    /// What is wrong with a server, or with what is there.
    #[error(transparent)]
    Server(#[from] ServerError),
    /// Others can still sign with the key of the ledger.
    #[error("the key of the ledger is sealed in it for {}", in_words(.0))]
    SealedFor(Vec<ReviewerName>),
    /// Somebody went on without the key of the ledger, which is here.
    #[error("in `{entry}`, {by} went on without the key of the ledger, which is here: `{}`", path.display())]
    TakenOver { by: ReviewerName, entry: EntryId, path: PathBuf },
    /// The saved last checkpoint that was signed here is not of this ledger.
    #[error("`{}` is not a checkpoint that this ledger signed", kept.display())]
    NotSigned { kept: PathBuf, source: NotACheckpoint },
    /// A ledger of an earlier format whose log is not sound, so that no index follows from it.
    #[error("the ledger is not sound: {0}")]
    Unsound(Box<Finding>),
    /// Anything else that the database says.
    #[error("the database failed")]
    Engine(#[source] EngineError),
    /// The disk failed while the record was being saved, so it is unknown whether it was.
    #[error("the disk failed: open the ledger again to see whether it was recorded")]
    Unknown(#[source] EngineError),
}

fn in_words(names: &[ReviewerName]) -> String {
    let names: Vec<&str> = names.iter().map(ReviewerName::as_str).collect();
    names.join(", ")
}

impl StoreError {
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Busy(_) => ErrorKind::Busy,
            Self::Close { .. }
            | Self::Confusable { .. }
            | Self::Copy { .. }
            | Self::Entry { source: EntryError::Nul | EntryError::TooLong { .. }, .. }
            | Self::KeyNotLost { .. }
            | Self::NotAdmitted { .. }
            | Self::NotAllowed(_)
            | Self::NotInvited(_)
            | Self::OtherLog
            | Self::Refused { .. }
            | Self::Renamed { .. }
            | Self::Repeated(_)
            | Self::Retired(_)
            | Self::Revoked(_)
            | Self::SealedFor(_)
            | Self::TakenOver { .. }
            | Self::WithheldSince => ErrorKind::Refused,
            Self::ContentLost(_)
            | Self::CutOff { .. }
            | Self::Damaged(_)
            | Self::Entry { .. }
            | Self::EntryChanged(_)
            | Self::Forks { .. }
            | Self::Header(_)
            | Self::Inconsistent { .. }
            | Self::Index { .. }
            | Self::NotChanged { .. }
            | Self::NotSigned { .. }
            | Self::Schema(_)
            | Self::Uncheckpointed(_)
            | Self::Unsound(_)
            | Self::WordsLost(_) => ErrorKind::Damaged,
            Self::Server(ServerError::Address(_)) => ErrorKind::Invalid,
            Self::Disturbed | Self::Server(ServerError::LostReading(_)) => ErrorKind::Disturbed,
            Self::CannotOpen(_)
            | Self::Disk(_)
            | Self::Engine(_)
            | Self::Full
            | Self::InTheWay { .. }
            | Self::Key(_)
            | Self::Newer { .. }
            | Self::NoMemory
            | Self::NoWal
            | Self::NotALedger
            | Self::NotSealed(_)
            | Self::Older { .. }
            | Self::ReadOnly
            | Self::Server(_)
            | Self::Unfinished
            | Self::Unknown(_) => ErrorKind::Failed,
            Self::NoLedger => ErrorKind::NotFound,
        }
    }

    /// Fail unless a statement changed as many rows as it should, if that was said.
    ///
    /// A database can be made to ignore a row without an error (in SQLite by a trigger with
    /// `RAISE(IGNORE)`). An act that is not in the log must fail, so any other number is an error,
    /// and rolls the transaction back.
    pub(super) fn ensure_changed(
        sql: &str,
        expected: Option<usize>,
        changed: usize,
    ) -> Result<(), Self> {
        let Some(expected) = expected.filter(|expected| *expected != changed) else {
            return Ok(());
        };
        let mut words = sql.split_whitespace();
        let table =
            words.find(|word| !["DELETE", "FROM", "INSERT", "INTO", "UPDATE"].contains(word));
        Err(Self::NotChanged { changed, expected, table: table.unwrap_or_default().to_owned() })
    }

    /// How long we wait for another writer, in seconds.
    pub(super) const PATIENCE: u64 = 30;
}

/// What a database engine says went wrong.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct EngineError(Box<dyn Error + Send + Sync>);

impl EngineError {
    pub(super) fn new(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self(error.into())
    }
}
