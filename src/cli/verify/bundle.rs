use std::path::Path;

use super::{Verify, contents, findings, judged, keys, log_lines, sound_line, with_progress};
use crate::bundle::{OpenBundle, VERSION, VerifiedBundle, VerifyError};
use crate::cli::failure::Failure;
use crate::cli::session::{Session, Target};
use crate::domain::Visible;
use crate::ledger::{Ledger, VerifierKey};
use crate::terminal::shell_quoted;
use crate::view::{Verification, words};

/// Verify a bundle, and print what was found.
pub(super) fn verify(
    asked: &Verify,
    session: &mut Session<'_>,
    at: &Target,
    path: &Path,
) -> Result<(), Failure> {
    let kept = asked.kept()?;
    let given = kept.len();
    let Checked { known, of_log, verified } = check(session, at, path, &asked.key, kept)?;
    let VerifiedBundle { compared, ref found, .. } = verified;
    if found.wrong() > 0 {
        return refused(asked, session, found);
    }
    let console = &mut session.console;
    let mut lines = log_lines(found);
    lines.push_str(&format!(
        "{}; {} the log\n",
        contents(found),
        words::count(compared, "file matches", "files match"),
    ));
    lines.push_str(&signed_lines(&verified));
    lines.push_str(&sound_line(found));
    asked.format.print(console, found, &lines)?;
    if let Some(key) = known {
        asked.format.print_known(console, &key, &of_log)?;
    } else if let Some(log_key) = of_log.last() {
        console.say(format_args!(
            "to know whose log this is, compare its key with one you got from its owner:\n\
             --key {}",
            shell_quoted(&log_key.to_string())
        ))?;
    }
    if given == 0 {
        console.say(
            "to rule out an older copy, and a rewrite by its owner,\n\
             compare with a checkpoint kept elsewhere: --checkpoint FILE",
        )?;
    }
    Ok(())
}

/// A bundle that was verified, whatever was found.
struct Checked {
    /// The key of its log, if a person gave it.
    known: Option<VerifierKey>,
    /// The keys that its log names.
    of_log: Vec<VerifierKey>,
    verified: VerifiedBundle,
}

fn check(
    session: &mut Session<'_>,
    at: &Target,
    path: &Path,
    key: &[String],
    kept: Vec<(String, Vec<u8>)>,
) -> Result<Checked, Failure> {
    let failed = |error: VerifyError| {
        Failure::from(error).context(format!("the bundle `{}` cannot be verified", path.display()))
    };
    let bundle = OpenBundle::open(path, at.keys.clone()).map_err(failed)?;
    let of_log = bundle.log_keys().to_vec();
    let known = keys::check(key, &of_log)?;
    let now = session.now;
    let console = &mut session.console;
    let verified = with_progress(console, |progress| bundle.verify(kept, now, progress));
    let verified = verified.map_err(failed)?;
    for name in &verified.found.strewn {
        console.say(format_args!("not of the bundle, and not checked: {}", Visible::line(name)))?;
    }
    Ok(Checked { known, of_log, verified })
}

/// The ledger in a bundle, if nothing in the bundle is wrong, and it is the one whose key was given.
pub(in crate::cli) fn sound_ledger(
    session: &mut Session<'_>,
    at: &Target,
    path: &Path,
    key: &[String],
) -> Result<Ledger, Failure> {
    let checked = check(session, at, path, key, Vec::new()).map_err(Failure::of_scratch_ledger)?;
    let VerifiedBundle { found, ledger, .. } = checked.verified;
    if found.wrong() > 0 {
        session.console.report_error(&findings(&found))?;
        return judged(&found).map(|()| ledger);
    }
    Ok(ledger)
}

/// Print what is wrong.
fn refused(asked: &Verify, session: &mut Session<'_>, found: &Verification) -> Result<(), Failure> {
    let lines = findings(found) + &log_lines(found);
    asked.format.print(&mut session.console, found, &lines)?;
    judged(found)
}

/// What the log's signature covers, for people.
fn signed_lines(verified: &VerifiedBundle) -> String {
    let VerifiedBundle { found, version, .. } = verified;
    if found.signed != Some(true) {
        return "not signed, as in version 0.1.0: anyone who has this log can make such a bundle,\n  \
                for an earlier state too, and the date of its report proves nothing\n"
            .to_owned();
    }
    let signed = "the log's key signed the list of files\n".to_owned();
    if found.not_compared.is_empty() {
        return signed;
    }
    let version = version.as_deref().unwrap_or_default();
    let size = found.head.map_or(0, |head| head.size);
    format!(
        "{signed}signed, but not compared with the log: {}\n  \
         they say that version {version} wrote them, and this is version {VERSION}\n\
         the log and every other file are sound: {}\n",
        found.not_compared.join(", "),
        words::count(size, "entry", "entries"),
    )
}
