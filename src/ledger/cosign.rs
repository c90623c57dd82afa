use super::{Ledger, LedgerError, ReviewerError, StoreError};
use crate::domain::{Actor, Origin, Timestamp, TreeHead};
use crate::keys::Owner;
use crate::log::Keyring;
use crate::merkle::{Checkpoint, NotACheckpoint, SignedNote, SigningKey};
use crate::store::{ReviewerKey, VerifyOptions};
use crate::view::Verification;

/// A checkpoint that a reviewer cosigned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cosigned {
    /// When they did.
    pub at: Timestamp,
    pub head: TreeHead,
    /// Whether they cosigned it now; otherwise their line was already there.
    pub is_new: bool,
    /// The signed checkpoint, with all lines.
    pub note: String,
}

/// A checkpoint and its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub head: TreeHead,
    pub name: String,
}

impl std::fmt::Display for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { head, name } = self;
        write!(f, "{} entries, root {} ({name})", head.size, head.root)
    }
}

/// Two histories that one person would cosign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// What they cosigned before.
    pub before: Named,
    /// What they would cosign.
    pub now: Named,
    /// The ledger.
    pub ours: TreeHead,
}

/// Why a checkpoint was not cosigned.
#[derive(Debug, thiserror::Error)]
pub enum CosignError {
    /// A signature line under it that is not by the reviewer it names.
    #[error("a cosignature of {whose} under `{name}` does not verify")]
    BadLine { name: String, whose: String },
    /// A cosignature has a time, counted from 1970.
    #[error("a time before 1970 cannot be cosigned")]
    Clock,
    /// This person cosigned another history than that of this ledger.
    #[error("this ledger does not extend the checkpoint that was cosigned before")]
    Contradicts(Box<Contradiction>),
    /// It is signed by this log, but has lines that this program does not understand.
    #[error("`{0}` has more lines than the origin, the size and the root of the log")]
    Extended(String),
    /// There is no room for another line.
    #[error("`{0}` already has the maximum number of signatures")]
    Full(String),
    /// The given checkpoint is not of this log.
    #[error("`{name}` is not a checkpoint of this log")]
    NotOfThisLog { name: String, source: NotACheckpoint },
    /// The given checkpoint is signed by this log, but is not of the history of this ledger.
    #[error("the checkpoint that was sent does not match the history of this ledger")]
    OtherHistory { now: Named, ours: TreeHead },
    /// The log itself is not sound.
    #[error("nothing was cosigned: {0}")]
    Unsound(String),
}

impl Ledger {
    /// Cosign a checkpoint as a reviewer: the last one of this ledger, or a given one with its
    /// name. Nothing is recorded.
    ///
    /// First the whole log is hashed. It must match the checkpoint, and extend what this person
    /// cosigned before on this machine. The cosigned checkpoint is saved before it is returned
    /// (C2SP tlog-witness requires the same of a witness).
    pub fn cosign(
        &self,
        author: &Actor,
        sent: Option<(String, Vec<u8>)>,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Cosigned, LedgerError> {
        let time = u64::try_from(author.at.unix_seconds()).ok().filter(|time| *time > 0);
        let time = time.ok_or(CosignError::Clock)?;
        let Party { key, keyring, log, reviewers } = match self.party(author) {
            // If entries are lost, the one with the reviewer's key may be among them.
            Err(error @ LedgerError::Reviewer(_)) => {
                let options = VerifyOptions { only_hashes: true, ..VerifyOptions::default() };
                let found = self.verify(options, progress)?;
                hold(&found, None, None)?;
                return Err(error);
            }
            party => party?,
        };
        let is_sent = sent.is_some();
        let (name, note) = match sent {
            Some(sent) => sent,
            None => ("the last of this ledger".to_owned(), self.stored_checkpoint()?.into_bytes()),
        };
        let checkpoint = match read(&name, &note, &keyring, &reviewers) {
            Err(error) if !is_sent => Err(CosignError::Unsound(error.to_string())),
            read => read,
        }?;
        let now = Named { head: checkpoint.head, name };
        let turn = self.keys.cosigner_turn(&log, &author.name).map_err(StoreError::from)?;
        let before = turn.last().map_err(StoreError::from)?;
        let before = before
            .and_then(|note| keyring.checkpoint(&note).ok())
            .map(|before| Named { head: before.head, name: turn.path().display().to_string() });
        let kept = vec![(now.name.clone(), note.clone())];
        let options = VerifyOptions { kept, only_hashes: true, ..VerifyOptions::default() };
        let found = self.verify(options, progress)?;
        hold(&found, before.as_ref(), Some(&now))?;
        let cosigned = cosigned(&checkpoint, &now.name, &note, &key, author.at, time)?;
        if before.is_none_or(|before| before.head.size <= now.head.size) {
            turn.keep(&cosigned.note).map_err(StoreError::from)?;
        }
        Ok(cosigned)
    }

    fn party(&self, author: &Actor) -> Result<Party, LedgerError> {
        self.store.read(|snapshot| {
            let (log, _) = snapshot.created()?.ok_or(LedgerError::Empty)?;
            let Some(vkey) = snapshot.key_of(&author.name)? else {
                snapshot.may_join(&author.name, self.keys.meant)?;
                return Err(ReviewerError::Stranger(author.name.clone()).into());
            };
            let key = self.keys.known(&log, Owner::Reviewer(&author.name), &vkey);
            let key = key.map_err(StoreError::from)?;
            Ok(Party { key, keyring: snapshot.keyring()?, log, reviewers: snapshot.reviewers()? })
        })
    }
}

/// The log's keys, and the reviewer who cosigns.
struct Party {
    key: SigningKey,
    keyring: Keyring,
    log: Origin,
    reviewers: Vec<ReviewerKey>,
}

/// Read a checkpoint of this log, and refuse it if a reviewer's line under it does not verify.
fn read(
    name: &str,
    note: &[u8],
    log: &Keyring,
    reviewers: &[ReviewerKey],
) -> Result<Checkpoint, CosignError> {
    let not_ours = |source| CosignError::NotOfThisLog { name: name.to_owned(), source };
    let checkpoint = log.checkpoint(note).map_err(not_ours)?;
    if !checkpoint.extensions.is_empty() {
        return Err(CosignError::Extended(name.to_owned()));
    }
    let lines = SignedNote::parse(note).map_err(|error| not_ours(error.into()))?.signatures;
    for line in &lines {
        for reviewer in reviewers {
            if checkpoint.verify_cosignature(line, &reviewer.key).is_err() {
                let (name, whose) = (name.to_owned(), reviewer.name.to_string());
                return Err(CosignError::BadLine { name, whose });
            }
        }
    }
    Ok(checkpoint)
}

/// Check the verified log against the checkpoint to cosign, and the one that was cosigned before.
fn hold(
    found: &Verification,
    before: Option<&Named>,
    now: Option<&Named>,
) -> Result<(), CosignError> {
    let holds = |named: &Named| found.kept.iter().any(|kept| kept.name == named.name);
    // An entry without effect is still part of the log.
    let is_fault = |entry| found.faults.contains(&entry);
    let mut damage = found.findings.iter().filter(|finding| !finding.entry().is_some_and(is_fault));
    let Some(first) = damage.next() else { return Ok(()) };
    let ours = match found.head {
        Some(ours) if found.damaged == 0 => ours,
        Some(_) | None => return Err(CosignError::Unsound(first.to_string())),
    };
    let Some(now) = now else { return Ok(()) };
    if let Some(before) = before.filter(|before| !holds(before)) {
        let contradiction = Contradiction { before: before.clone(), now: now.clone(), ours };
        return Err(CosignError::Contradicts(Box::new(contradiction)));
    }
    if !holds(now) {
        return Err(CosignError::OtherHistory { now: now.clone(), ours });
    }
    Err(CosignError::Unsound(first.to_string()))
}

/// The checkpoint with the line of `key` under it: the existing line, because its time is earlier,
/// or a new one.
fn cosigned(
    checkpoint: &Checkpoint,
    name: &str,
    note: &[u8],
    key: &SigningKey,
    at: Timestamp,
    time: u64,
) -> Result<Cosigned, CosignError> {
    let not_ours =
        |source: NotACheckpoint| CosignError::NotOfThisLog { name: name.to_owned(), source };
    let head = checkpoint.head;
    let parsed = SignedNote::parse(note).map_err(|error| not_ours(error.into()))?;
    let times = parsed
        .signatures
        .iter()
        .filter_map(|line| checkpoint.verify_cosignature(line, key.verifier()).ok().flatten());
    let earliest = times.min().and_then(|time| i64::try_from(time).ok());
    let text = String::from_utf8_lossy(note).into_owned();
    if let Some(at) = earliest.and_then(Timestamp::from_unix_seconds) {
        return Ok(Cosigned { at, head, is_new: false, note: text });
    }
    let note = text + &checkpoint.cosign(key, time);
    match SignedNote::parse(note.as_bytes()) {
        Ok(_) => Ok(Cosigned { at, head, is_new: true, note }),
        Err(_) => Err(CosignError::Full(name.to_owned())),
    }
}
