use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread;

use super::{Depth, cosignatures};
use crate::domain::{Entry, Position, Sha256, TreeHead};
use crate::log::{Roll, names_keys, read_entry, signature_of};
use crate::merkle::{Checkpoint, Frontier, VerifierKey, leaf_hash};
use crate::report::{Finding, Kept, Verification};
use crate::store::{Snapshot, StoreError};

/// An entry that was read, with what it is to be held against.
struct Job {
    after: TreeHead,
    bytes: Vec<u8>,
    id: Vec<u8>,
    leaf: Vec<u8>,
    position: Position,
    /// With which key it must be signed; `None`: that is not looked at.
    signer: Option<Arc<VerifierKey>>,
}

impl Job {
    /// What is wrong with it.
    fn check(&self) -> Option<String> {
        if leaf_hash(&self.bytes).as_bytes().as_slice() != self.leaf {
            return Some("was changed after it was recorded: its hash differs".to_owned());
        }
        let signer = self.signer.as_ref()?;
        let (text, signature) = match signature_of(&self.bytes) {
            Ok(parts) => parts,
            Err(error) => return Some(format!("cannot be read: {error}")),
        };
        if signer.verify(text.as_bytes(), &signature.signature).is_err() {
            return Some(format!("has a signature of {} that does not verify", signer.name()));
        }
        let entry = match read_entry(&self.bytes) {
            Ok(entry) => entry,
            Err(error) => return Some(format!("cannot be read: {error}")),
        };
        if entry.to_text().is_ok_and(|again| again != text) {
            return Some("is not written in canonical JSON".to_owned());
        }
        if entry.id.as_bytes().as_slice() != self.id {
            return Some("stands under another id than its own".to_owned());
        }
        (entry.after != self.after).then(|| {
            format!(
                "was recorded after a checkpoint of {} entries that is not the one before it here",
                entry.after.size
            )
        })
    }
}

/// So many entries are read before they are checked together, or so many bytes of them.
const CHUNK: usize = 4096;
const CHUNK_BYTES: usize = 8 << 20;

/// Hash every entry and the tree, and check every signature and checkpoint.
pub(super) fn verify(
    snapshot: &Snapshot<'_>,
    depth: &Depth,
    progress: &mut dyn FnMut(u64, u64),
    found: &mut Verification,
) -> Result<(), StoreError> {
    let total = snapshot.entries()?;
    let mut reading = Reading::new(depth);
    let mut checkpoints = snapshot
        .connection
        .prepare("SELECT size, note FROM checkpoints WHERE size > ?1 ORDER BY size LIMIT 1")?;
    let mut next_checkpoint = move |size: u64| -> Result<Option<(u64, Vec<u8>)>, StoreError> {
        let mut rows = checkpoints.query([Position(size)])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        Ok(Some((row.get::<_, Position>(0)?.0, row.get(1)?)))
    };
    let mut upcoming = next_checkpoint(0)?;
    let mut entries = snapshot
        .connection
        .prepare("SELECT position, id, bytes, leaf FROM entries ORDER BY position")?;
    let mut rows = entries.query([])?;
    let mut jobs = Vec::new();
    let mut bytes = 0;
    while let Some(row) = rows.next()? {
        let position: Position = row.get(0)?;
        let job = Job {
            after: reading.after,
            bytes: row.get(2)?,
            id: row.get(1)?,
            leaf: row.get(3)?,
            position,
            signer: None,
        };
        bytes += job.bytes.len();
        jobs.push(reading.entry(job, found));
        if let Some((size, note)) = &upcoming
            && *size <= reading.frontier.size()
        {
            reading.checkpoint(*size, note, found);
            upcoming = next_checkpoint(*size)?;
        }
        if jobs.len() == CHUNK || bytes > CHUNK_BYTES {
            check(&jobs, found);
            progress(position.0 + 1, total);
            jobs.clear();
            bytes = 0;
        }
    }
    check(&jobs, found);
    reading.finish(upcoming.map(|(size, _)| size), found);
    Ok(())
}

/// How far the log has been read.
struct Reading<'d> {
    /// The last checkpoint.
    after: TreeHead,
    checks_signatures: bool,
    frontier: Frontier,
    has_gap: bool,
    /// Checkpoints kept outside, and the root that the log had at their size.
    kept: Vec<(&'d str, &'d [u8], Option<Sha256>)>,
    /// There are no checkpoints to tell where one act ends and the next begins: the entries do.
    only_last_checkpoint: bool,
    roll: Roll,
}

impl<'d> Reading<'d> {
    fn new(depth: &'d Depth) -> Self {
        let frontier = Frontier::default();
        let kept = depth.kept.iter().map(|(name, note)| {
            let is_of_nothing = size_of(note) == Some(0);
            (name.as_str(), note.as_slice(), is_of_nothing.then(|| frontier.root()))
        });
        let kept = kept.collect();
        Self {
            after: TreeHead { root: frontier.root(), size: 0 },
            checks_signatures: !depth.only_hashes,
            frontier,
            has_gap: false,
            kept,
            only_last_checkpoint: depth.only_last_checkpoint,
            roll: Roll::default(),
        }
    }

    /// Take an entry into the tree, and find out who must have signed it.
    fn entry(&mut self, mut job: Job, found: &mut Verification) -> Job {
        let position = job.position;
        let expected = self.frontier.size();
        if position.0 != expected && !self.has_gap {
            self.has_gap = true;
            found.add(Finding {
                advice: "restore the ledger from a backup".to_owned(),
                entry: Some(Position(expected)),
                proven: format!("the {expected} entries before it"),
                what: format!("`{}` is missing from the log", Position(expected)),
            });
        }
        if self.only_last_checkpoint && begins_act(&job.bytes, expected) {
            self.after = TreeHead { root: self.frontier.root(), size: expected };
            job.after = self.after;
        }
        let leaf: Option<[u8; 32]> = job.leaf.as_slice().try_into().ok();
        self.frontier.push(leaf.unwrap_or_default().into(), |_| {});
        found.entries += 1;
        if self.checks_signatures || position == Position(0) {
            match self.signer(&job) {
                Ok(signer) => job.signer = Some(signer).filter(|_| self.checks_signatures),
                Err(why) => found.add(changed(position, &why)),
            }
            found.signatures += u64::from(job.signer.is_some());
        }
        for (_, note, root) in &mut self.kept {
            if size_of(note) == Some(self.frontier.size()) {
                *root = Some(self.frontier.root());
            }
        }
        job
    }

    fn signer(&mut self, job: &Job) -> Result<Arc<VerifierKey>, String> {
        let unreadable = |error| format!("cannot be read: {error}");
        let (_, signature) = signature_of(&job.bytes).map_err(unreadable)?;
        let signer = if job.position == Position(0) || names_keys(&job.bytes) {
            let entry: Entry = read_entry(&job.bytes).map_err(unreadable)?;
            self.roll.admit(job.position, &entry, &signature)
        } else {
            self.roll.signer(&signature)
        };
        signer.map_err(|error| format!("does not count: {error}"))
    }

    /// Hold the log against a checkpoint of it as it was then.
    fn checkpoint(&mut self, size: u64, note: &[u8], found: &mut Verification) {
        let head = TreeHead { root: self.frontier.root(), size: self.frontier.size() };
        let Some(key) = self.roll.log_key() else { return };
        let checkpoint = match Checkpoint::verified(note, key) {
            Ok(checkpoint) => checkpoint,
            Err(error) => {
                found.add(of_checkpoint(size, &format!("does not hold: {error}")));
                return;
            }
        };
        if checkpoint.head == head && checkpoint.extensions.is_empty() {
            found.checkpoints += 1;
            self.after = head;
        } else if !self.has_gap {
            let why = "is of another history: an entry before it was put in, taken out or changed";
            found.add(of_checkpoint(size, why));
        }
    }

    fn finish(self, beyond: Option<u64>, found: &mut Verification) {
        let size = self.frontier.size();
        let advice = "restore the ledger from a backup".to_owned();
        let proven = format!("the {size} entries that are there, by themselves");
        if let Some(beyond) = beyond {
            found.add(Finding {
                advice,
                entry: Some(Position(size)),
                proven,
                what: format!("the log had {beyond} entries, and has {size}: its end was cut off"),
            });
        } else if self.after.size < size && !self.has_gap {
            found.add(Finding {
                advice,
                entry: Some(Position(self.after.size)),
                proven: format!("the {} entries before it", self.after.size),
                what: format!(
                    "no checkpoint holds for the entries from `{}` on",
                    Position(self.after.size)
                ),
            });
        }
        if !self.has_gap {
            found.head = Some(TreeHead { root: self.frontier.root(), size });
        }
        found.log = self.roll.log_key().and_then(|key| key.name().as_str().parse().ok());
        for (name, note, root) in &self.kept {
            let held = self.outside(note, *root);
            cosignatures::verify(name, note, held.is_ok(), &self.roll, found);
            match held {
                Ok(size) => found.kept.push(Kept { name: (*name).to_owned(), size }),
                Err(what) => found.add(Finding {
                    advice: "keep both, the ledger and that checkpoint, as evidence; whoever has \
                             a copy that extends it has the true one"
                        .to_owned(),
                    entry: None,
                    proven: "only that this history holds together by itself".to_owned(),
                    what: format!("{what} ({name})"),
                }),
            }
        }
    }

    /// Whether this log extends a checkpoint that was kept elsewhere.
    fn outside(&self, note: &[u8], root: Option<Sha256>) -> Result<u64, String> {
        let key = self.roll.log_key().ok_or("the log does not say whose it is")?;
        let kept = Checkpoint::verified(note, key)
            .map_err(|error| format!("this is not the log of the checkpoint: {error}"))?;
        let (size, ours) = (kept.head.size, self.frontier.size());
        match root {
            Some(root) if root == kept.head.root => Ok(size),
            Some(_) => Err(format!(
                "the history does not extend the checkpoint of {size} entries: it was rewritten"
            )),
            None => Err(format!(
                "the ledger has {ours} entries, and the checkpoint proves {size}: entries were \
                 removed, or an older copy was put back"
            )),
        }
    }
}

/// Whether an entry says that it was recorded right after the `size` entries before it.
fn begins_act(entry: &[u8], size: u64) -> bool {
    read_entry(entry).is_ok_and(|entry| entry.after.size == size)
}

fn size_of(note: &[u8]) -> Option<u64> {
    let mut lines = note.split(|byte| *byte == b'\n').skip(1);
    std::str::from_utf8(lines.next()?).ok()?.parse().ok()
}

fn changed(position: Position, why: &str) -> Finding {
    Finding {
        advice: "restore the ledger from a backup".to_owned(),
        entry: Some(position),
        proven: "every other entry that is not named".to_owned(),
        what: format!("`{position}` {why}"),
    }
}

fn of_checkpoint(size: u64, why: &str) -> Finding {
    Finding {
        advice: "restore the ledger from a backup".to_owned(),
        entry: Some(Position(size - 1)),
        proven: "what the checkpoint before it holds for".to_owned(),
        what: format!("the checkpoint of {size} entries {why}"),
    }
}

/// Check entries on all processors.
fn check(jobs: &[Job], found: &mut Verification) {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let share = jobs.len().div_ceil(threads).max(1);
    let findings: Vec<Finding> = thread::scope(|scope| {
        let check = |jobs: &[Job]| -> Vec<Finding> {
            let wrong = jobs.iter().filter_map(|job| Some((job.position, job.check()?)));
            wrong.take(Verification::MOST).map(|(at, why)| changed(at, &why)).collect()
        };
        let workers: Vec<_> =
            jobs.chunks(share).map(|jobs| scope.spawn(move || check(jobs))).collect();
        let found = workers.into_iter().map(thread::ScopedJoinHandle::join);
        found.flat_map(|found| found.unwrap_or_else(|panic| resume_unwind(panic))).collect()
    });
    for finding in findings {
        found.add(finding);
    }
}
