use std::cell::RefCell;
use std::path::Path;

use super::rebuilt::{Rebuilt, check_list};
use super::{Verify, contents, findings, judged, keys, log_lines, sound_line, with_progress};
use crate::bundle::{BundleError, BundleFiles, FirstEdition, NOTE, Odd, SUMS, VERSION};
use crate::cli::failure::Failure;
use crate::cli::session::{Session, Target};
use crate::domain::Sha256;
use crate::ledger::{Ledger, LedgerParts, VerifierKey, VerifyOptions};
use crate::terminal::shell_quoted;
use crate::view::{BundleNote, FileFault, Finding, Verification, words};

/// Verify a bundle: its log by itself, every file by rebuilding it from that log, and the note that
/// signs them all. What is broken is named, and the rest is checked all the same.
pub(super) fn verify(
    asked: &Verify,
    session: &mut Session<'_>,
    at: &Target,
    path: &Path,
) -> Result<(), Failure> {
    let failed = |failure: Failure| {
        failure.context(format!("the bundle `{}` cannot be verified", path.display()))
    };
    let unread = |error: BundleError| failed(error.into());
    let files = BundleFiles::open(path).map_err(unread)?;
    let mut broken = odd(&files);
    let mut ledger = ledger(&files, at, &mut broken).map_err(failed)?;
    // A log that is damaged does not always say whose it is.
    let log_key = ledger.log_key().ok();
    let known = keys::check(&asked.key, log_key.as_ref())?;
    let depth = VerifyOptions { may_be_older: true, only_last_checkpoint: true, ..asked.depth()? };
    let given = depth.kept.len();
    let now = session.now;
    let console = &mut session.console;
    let found = with_progress(console, |progress| ledger.rebuild(depth, progress));
    let mut found = with_first(broken, found.map_err(|error| failed(error.into()))?);
    let Some(log_key) = log_key else {
        found.add(Finding::BundleWithoutLogKey);
        check_list(&files, &mut found).map_err(failed)?;
        return refused(asked, session, &found);
    };
    let is_signed = check_note(&files, &log_key, &mut found).map_err(unread)?;
    found.signed = Some(is_signed);
    let rebuilt = Rebuilt { files: &files, is_signed, ledger: &ledger, now };
    rebuilt.check(&mut found).map_err(failed)?;
    if found.wrong() > 0 {
        return refused(asked, session, &found);
    }
    let mut lines = log_lines(&found);
    let compared = files.count() - found.not_compared.len() - usize::from(is_signed);
    lines.push_str(&format!(
        "{}; {} what the log makes of {}\n",
        contents(&found),
        words::count(compared as u64, "file is", "files are"),
        if compared == 1 { "it" } else { "them" },
    ));
    lines.push_str(&signed_lines(&files, is_signed, &found));
    lines.push_str(&sound_line(&found));
    asked.format.print(console, &found, &lines)?;
    if let Some(key) = known {
        asked.format.print_known(console, &key)?;
    } else {
        console.say(format_args!(
            "whose log this is shows only beside its key, from whoever is to be believed:\n\
             --key {}",
            shell_quoted(&log_key.to_string())
        ))?;
    }
    if given == 0 {
        console.say(
            "that it is the latest state, and that its owner has not written it anew,\n\
             shows only beside a checkpoint kept elsewhere: --checkpoint FILE",
        )?;
    }
    Ok(())
}

/// Print what is wrong.
fn refused(asked: &Verify, session: &mut Session<'_>, found: &Verification) -> Result<(), Failure> {
    let lines = findings(found) + &log_lines(found);
    asked.format.print(&mut session.console, found, &lines)?;
    judged(found)
}

/// What the signature of the log's key says of the files, for people.
fn signed_lines(files: &BundleFiles, is_signed: bool, found: &Verification) -> String {
    if !is_signed {
        return "not signed, as version 0.1.0 left it: anyone who has this log can make such a bundle,\n  \
                for an earlier state too, and the date of its report proves nothing\n"
            .to_owned();
    }
    let signed = "the log's key signed the list of all files\n".to_owned();
    if found.not_compared.is_empty() {
        return signed;
    }
    let version = files.version().unwrap_or_default();
    let size = found.head.map_or(0, |head| head.size);
    format!(
        "{signed}not compared with the log, and only signed by its key: {}\n  \
         version {version} is said to have worded them, and this is version {VERSION}\n\
         the log and every other file are sound: {}\n",
        found.not_compared.join(", "),
        words::count(size, "entry", "entries"),
    )
}

/// A ledger of what can be read of the log and its texts.
fn ledger(files: &BundleFiles, at: &Target, broken: &mut Vec<Finding>) -> Result<Ledger, Failure> {
    let (size, checkpoints) = match files.checkpoint() {
        Ok((size, checkpoint)) => (size, [(size, checkpoint)].into()),
        Err(error) => {
            broken.push(damage(error)?);
            (files.size_by_tiles(), [].into())
        }
    };
    let damaged = RefCell::new(Vec::new());
    // Damage is set aside; what cannot be read at all ends it.
    let set_aside = |error: BundleError| -> Option<Failure> {
        damage(error).map(|finding| damaged.borrow_mut().push(finding)).err()
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
    let ledger = Ledger::of_parts(parts, at.keys.clone())?;
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

/// Check what the log's key signed. Tells whether it signed the list of the files that are here.
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

/// Damage is a finding; what cannot be read at all is not.
pub(super) fn damage(error: BundleError) -> Result<Finding, Failure> {
    match error {
        BundleError::Malformed(_) | BundleError::Missing(_) => {
            Ok(Finding::BundleUnreadable(error.to_string()))
        }
        BundleError::Io(_)
        | BundleError::NotABundle
        | BundleError::OddArchive(_)
        | BundleError::Unreadable { .. } => Err(error.into()),
    }
}

/// Something is wrong with a file.
pub(super) fn of_file(path: &str, how: FileFault) -> Finding {
    Finding::BundleFile { how, path: path.to_owned() }
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
