use std::cell::RefCell;
use std::path::Path;

use super::findings::{VerifyError, damage, of_file};
use super::rebuilt::{Rebuilt, check_list};
use super::{BundleError, BundleFiles, FirstEdition, NOTE, Odd, SUMS};
use crate::domain::{Sha256, Timestamp};
use crate::keys::KeyFolder;
use crate::ledger::{Ledger, LedgerParts, VerifierKey, VerifyOptions};
use crate::view::{BundleNote, FileFault, Finding, Verification};

/// A bundle that is open, with a ledger of what can be read of its log. Nothing of it is believed.
pub struct OpenBundle {
    /// What is broken in the files that the log is read from.
    broken: Vec<Finding>,
    files: BundleFiles,
    ledger: Ledger,
    log_key: Option<VerifierKey>,
}

/// What the verification of a bundle came to.
pub struct VerifiedBundle {
    /// How many files are what follows from the log.
    pub compared: u64,
    pub found: Verification,
    /// The version of the program that made it, as it says itself.
    pub version: Option<String>,
}

impl OpenBundle {
    /// Open a folder or an archive, and make a ledger of its log. `keys` are not needed.
    pub fn open(path: &Path, keys: KeyFolder) -> Result<Self, VerifyError> {
        let files = BundleFiles::open(path)?;
        let mut broken = odd(&files);
        let ledger = ledger(&files, keys, &mut broken)?;
        // A log that is damaged does not always say whose it is.
        let log_key = ledger.log_key().ok();
        Ok(Self { broken, files, ledger, log_key })
    }

    /// The key that the log names as its own, if it names one.
    pub fn log_key(&self) -> Option<&VerifierKey> {
        self.log_key.as_ref()
    }

    /// Verify the log by itself, every file by rebuilding it from that log, and the note that signs
    /// them all. What is broken is named, and the rest is checked all the same.
    ///
    /// `kept` are the checkpoints that were kept elsewhere. `now` stands for when the report was
    /// made, where the bundle does not say it.
    pub fn verify(
        self,
        kept: Vec<(String, Vec<u8>)>,
        now: Timestamp,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<VerifiedBundle, VerifyError> {
        let Self { broken, files, mut ledger, log_key } = self;
        let options = VerifyOptions {
            kept,
            may_be_older: true,
            only_last_checkpoint: true,
            ..VerifyOptions::default()
        };
        let mut found = with_first(broken, ledger.rebuild(options, progress)?);
        if let Some(log_key) = log_key {
            let is_signed = check_note(&files, &log_key, &mut found)?;
            found.signed = Some(is_signed);
            let view = &ledger.view()?;
            let rebuilt = Rebuilt { files: &files, is_signed, now, view };
            rebuilt.check(&mut found)?;
        } else {
            found.add(Finding::BundleWithoutLogKey);
            check_list(&files, &mut found)?;
        }
        let is_signed = found.signed.unwrap_or_default();
        let not_compared = found.not_compared.len() + usize::from(is_signed);
        let compared = files.count().saturating_sub(not_compared) as u64;
        Ok(VerifiedBundle { compared, found, version: files.version() })
    }
}

/// A ledger of what can be read of the log and its texts.
fn ledger(
    files: &BundleFiles,
    keys: KeyFolder,
    broken: &mut Vec<Finding>,
) -> Result<Ledger, VerifyError> {
    let (size, checkpoints) = match files.checkpoint() {
        Ok((size, checkpoint)) => (size, [(size, checkpoint)].into()),
        Err(error) => {
            broken.push(damage(error)?);
            (files.size_by_tiles(), [].into())
        }
    };
    let damaged = RefCell::new(Vec::new());
    // Damage is set aside; what cannot be read at all ends it.
    let set_aside = |error: BundleError| -> Option<VerifyError> {
        let finding = damage(error).map(|finding| damaged.borrow_mut().push(finding));
        finding.err().map(VerifyError::Files)
    };
    let parts = LedgerParts {
        checkpoints,
        contents: files.contents().filter_map(|content| match content {
            Ok(content) => Some(Ok(content)),
            Err(error) => set_aside(error).map(Err),
        }),
        // Past a gap nothing stands where it stood.
        entries: files.entries(size).map_while(|entry| match entry {
            Ok(entry) => Some(Ok(entry)),
            Err(error) => set_aside(error).map(Err),
        }),
    };
    let ledger = Ledger::of_parts::<_, _, VerifyError>(parts, keys)?;
    broken.append(&mut damaged.borrow_mut());
    Ok(ledger)
}

/// What is in the folder that no bundle has.
fn odd(files: &BundleFiles) -> Vec<Finding> {
    let odd = files.odd().iter().map(|(path, odd)| {
        let how = match odd {
            Odd::EmptyFolder => FileFault::EmptyFolder,
            Odd::NotAFile => FileFault::NotAFile,
            Odd::OddName => FileFault::OddName,
            Odd::TooDeep => FileFault::TooDeep,
        };
        of_file(path, how)
    });
    odd.collect()
}

/// Check what the log's key signed. Returns whether it signed the list of the files that are here.
fn check_note(
    files: &BundleFiles,
    log_key: &VerifierKey,
    found: &mut Verification,
) -> Result<bool, BundleError> {
    // What version 0.1.0 made has none; it is rebuilt with all of its files.
    if !files.has(NOTE) {
        if files.version().as_deref() != Some(FirstEdition::VERSION) {
            found.add(of_file(NOTE, FileFault::Missing));
        }
        return Ok(false);
    }
    let sums = match files.hash(SUMS) {
        Err(BundleError::Missing(_)) => Sha256::of([]),
        sums => sums?,
    };
    let note = BundleNote::new(log_key.name(), sums).check(&files.read(NOTE)?, log_key);
    if let Err(error) = &note {
        found.add(of_file(NOTE, FileFault::NoteNotValid(error.to_string())));
    }
    Ok(note.is_ok())
}

/// What was found, with further findings before the others.
fn with_first(first: Vec<Finding>, mut found: Verification) -> Verification {
    let before = found.findings.len();
    for finding in first {
        found.add(finding);
    }
    found.findings.rotate_left(before);
    found
}
