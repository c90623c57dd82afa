use std::fmt;

use crate::domain::{EntryId, Sha256};

/// One finding of a verification. In words, it is one sentence without a full stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// A file of a bundle.
    BundleFile { how: FileFault, path: String },
    /// The log in a bundle does not say whose it is.
    BundleWithoutLogKey,
    /// A file of a bundle that does not have the expected format.
    BundleUnreadable(String),
    /// A checkpoint stored with the log.
    Checkpoint { how: CheckpointFault, size: u64 },
    /// A text or page.
    Content(ContentFault),
    /// A cosignature under a checkpoint that was kept elsewhere.
    Cosignature { name: String, reviewer: String, size: u64 },
    /// The log has fewer entries than one of its checkpoints.
    CutOff { found: u64, signed: u64 },
    /// A damage that the database engine found.
    Database(String),
    /// An entry that was changed.
    EntryChanged { entry: EntryId, how: EntryFault },
    /// No entry has this number, and there are entries after it.
    EntryMissing(EntryId),
    /// An unchanged entry that the rules refuse. It has no effect.
    EntryRefused { entry: EntryId, why: String },
    /// The header of the file.
    Header(String),
    /// The index does not match the log.
    Index(IndexFault),
    /// The log does not extend a checkpoint that was kept elsewhere.
    KeptElsewhere { how: KeptFault, name: String },
    /// No signed checkpoint covers the entries from this one on.
    NotSigned { from: EntryId },
    /// A table, an index or a trigger of the database: what is wrong with it.
    Schema { is_of_log: bool, what: String },
    /// What people wrote, which stands beside the log.
    Words(WordsFault),
}

/// What is wrong with a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckpointFault {
    /// It is missing, and this entry was recorded after it.
    Missing(EntryId),
    /// It does not verify, and why.
    NotValid(String),
    /// It is not for the entries before it.
    OtherHistory,
}

/// What is wrong with a text or page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContentFault {
    /// It does not match its hash, given in hexadecimal digits.
    Changed(String),
    /// No entry names it.
    Foreign,
    Missing(Sha256),
}

/// What is wrong with what people wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WordsFault {
    /// It does not match its hash, given in hexadecimal digits.
    Changed(String),
    /// No entry names it, or an entry withholds it.
    Foreign,
    /// What the entry names is missing, or is nothing that can be written there.
    Lost(EntryId),
}

/// What is wrong with an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryFault {
    /// The hash stored with it was changed, but not the entry.
    HashChanged,
    /// Its bytes do not match the hash stored with it.
    HashDiffers,
    /// It is stored under another id than its own.
    OtherId,
}

/// What is wrong with a file of a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileFault {
    EmptyFolder,
    /// A bundle of this log has no such file.
    Foreign,
    /// It differs from what the log says, from this line on.
    Differs(u64),
    Missing,
    /// It is not in its usual place in the archive.
    Misplaced,
    NotAFile,
    /// The list has another hash for it.
    NotAsListed {
        list: &'static str,
    },
    /// It is in the list of hashes, but missing.
    ListedAndMissing {
        list: &'static str,
    },
    /// It is not in the list of hashes.
    NotListed {
        list: &'static str,
    },
    /// The signature over the list of hashes does not verify, and why.
    NoteNotValid(String),
    OddName,
    TooDeep,
}

/// What is wrong with the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexFault {
    /// It lists an entry as without effect that has an effect.
    NotAFault(EntryId),
    /// It cannot be rebuilt from the log, and why.
    NotRebuilt(String),
    /// The rows or columns of a table do not match the log.
    Table { table: &'static str, what: String },
}

/// How a log and a checkpoint that was kept elsewhere disagree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeptFault {
    /// The log does not say whose it is.
    NoLogKey,
    /// The log's key did not sign it, and why.
    OtherLog(String),
    /// The log has fewer entries.
    Removed { found: u64, kept: u64 },
    /// The entries before it were changed.
    Rewritten { size: u64 },
}

impl Finding {
    /// The entry that it is about.
    pub fn entry(&self) -> Option<EntryId> {
        match self {
            Self::BundleWithoutLogKey => Some(EntryId(0)),
            Self::Checkpoint { size, .. } => Some(EntryId(size.saturating_sub(1))),
            Self::CutOff { found, .. } => Some(EntryId(*found)),
            Self::EntryChanged { entry, .. }
            | Self::EntryMissing(entry)
            | Self::EntryRefused { entry, .. }
            | Self::NotSigned { from: entry }
            | Self::Words(WordsFault::Lost(entry)) => Some(*entry),
            Self::BundleFile { .. }
            | Self::BundleUnreadable(_)
            | Self::Content(_)
            | Self::Cosignature { .. }
            | Self::Database(_)
            | Self::Header(_)
            | Self::Index(_)
            | Self::KeptElsewhere { .. }
            | Self::Schema { .. }
            | Self::Words(_) => None,
        }
    }

    /// What is still proven.
    pub fn proven(&self) -> String {
        let words = match self {
            Self::EntryMissing(EntryId(before)) | Self::NotSigned { from: EntryId(before) } => {
                return format!("the {before} entries before it");
            }
            Self::CutOff { found, .. } => {
                return format!("the {found} entries that remain");
            }
            Self::BundleFile { .. } | Self::BundleUnreadable(_) | Self::BundleWithoutLogKey => {
                "the log, and every file not named here"
            }
            Self::Checkpoint { .. } => "the entries that the checkpoint before it covers",
            Self::Database(_) => "every entry that was hashed and is not named here",
            Self::EntryChanged { .. } => "every other entry not named here",
            Self::EntryRefused { .. } => "every other entry not named here; this one has no effect",
            Self::KeptElsewhere { .. } => "only that this history is consistent in itself",
            Self::Schema { is_of_log: true, .. } => "nothing: the log was not read",
            Self::Content(_)
            | Self::Cosignature { .. }
            | Self::Header(_)
            | Self::Index(_)
            | Self::Schema { is_of_log: false, .. }
            | Self::Words(_) => "the log, which is checked on its own",
        };
        words.to_owned()
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BundleFile { how, path } => write!(f, "`{path}` {how}"),
            Self::BundleWithoutLogKey => write!(f, "the log does not say whose it is"),
            Self::Checkpoint { how, size } => write!(f, "the checkpoint of {size} entries {how}"),
            Self::Content(fault) => write!(f, "{fault}"),
            Self::Cosignature { name, reviewer, size } => write!(
                f,
                "the cosignature of {reviewer} under the checkpoint of {size} entries does not \
                 verify ({name})"
            ),
            Self::CutOff { found, signed } => {
                write!(f, "the log had {signed} entries and now has {found}: its end was cut off")
            }
            Self::Database(what) => write!(f, "the database is damaged: {what}"),
            Self::EntryChanged { entry, how } => write!(f, "`{entry}` {how}"),
            Self::EntryMissing(entry) => write!(f, "`{entry}` is missing from the log"),
            Self::EntryRefused { entry, why } => write!(f, "`{entry}` {why}"),
            Self::Header(what) => write!(f, "the header of the ledger is damaged: {what}"),
            Self::Index(fault) => write!(f, "{fault}"),
            Self::KeptElsewhere { how, name } => write!(f, "{how} ({name})"),
            Self::NotSigned { from } => {
                write!(f, "no signed checkpoint covers the entries from `{from}` on")
            }
            Self::BundleUnreadable(what) | Self::Schema { what, .. } => write!(f, "{what}"),
            Self::Words(fault) => write!(f, "{fault}"),
        }
    }
}

impl fmt::Display for CheckpointFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(entry) => write!(f, "is missing; `{entry}` was recorded after it"),
            Self::NotValid(why) => write!(f, "is not valid: {why}"),
            Self::OtherHistory => write!(
                f,
                "does not match the log: an entry before it was added, removed or changed"
            ),
        }
    }
}

impl fmt::Display for WordsFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed(digits) => {
                write!(f, "what somebody wrote, with the hash {digits}, was changed")
            }
            Self::Foreign => {
                write!(f, "the ledger has words that no entry names, or that are withheld")
            }
            Self::Lost(entry) => write!(f, "the words of `{entry}` are missing"),
        }
    }
}

impl fmt::Display for ContentFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed(digits) => {
                write!(f, "the text or page with SHA-256 {digits} was changed")
            }
            Self::Foreign => write!(f, "the ledger has a text or page that no entry names"),
            Self::Missing(sha256) => {
                write!(f, "the text or page with SHA-256 {sha256} is missing")
            }
        }
    }
}

impl fmt::Display for EntryFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::HashChanged => "is as it was signed, but the hash stored with it was changed",
            Self::HashDiffers => "was changed after it was recorded: its hash differs",
            Self::OtherId => "is stored under another id than its own",
        })
    }
}

impl fmt::Display for FileFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmptyFolder => write!(f, "is an empty folder, and bundles have none"),
            Self::Foreign => write!(f, "is not a file of this bundle"),
            Self::Differs(line) => {
                write!(f, "differs from what the log says, from line {line} on")
            }
            Self::Missing => write!(f, "is missing from the bundle"),
            Self::Misplaced => {
                write!(f, "is not in its usual place in the archive")
            }
            Self::NotAFile => {
                write!(f, "is a link or something else that is not a plain file")
            }
            Self::NotAsListed { list } => write!(f, "does not have the hash listed in `{list}`"),
            Self::ListedAndMissing { list } => write!(f, "is listed in `{list}`, but missing"),
            Self::NotListed { list } => write!(f, "is not listed in `{list}`"),
            Self::NoteNotValid(why) => write!(f, "is not valid: {why}"),
            Self::OddName => write!(f, "has a name that no bundle file can have"),
            Self::TooDeep => write!(f, "is in a deeper folder than any bundle file"),
        }
    }
}

impl fmt::Display for IndexFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAFault(entry) => {
                write!(f, "the table `faults` lists `{entry}`, which does have an effect")
            }
            Self::NotRebuilt(why) => write!(f, "the index does not match the log: {why}"),
            Self::Table { table, what } => write!(f, "the table `{table}`{what}"),
        }
    }
}

impl fmt::Display for KeptFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoLogKey => write!(f, "the log does not say whose it is"),
            Self::OtherLog(why) => write!(f, "this is not the log of the checkpoint: {why}"),
            Self::Removed { found, kept } => write!(
                f,
                "the ledger has {found} entries, but the checkpoint proves {kept}: entries were removed, or an older copy was restored"
            ),
            Self::Rewritten { size } => write!(
                f,
                "the history does not extend the checkpoint of {size} entries: it was rewritten"
            ),
        }
    }
}
