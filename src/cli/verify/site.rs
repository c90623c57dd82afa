use std::path::Path;

use super::{Verify, keys};
use crate::cli::failure::{Failure, Kind};
use crate::cli::session::Session;
use crate::domain::{ErrorKind, Visible};
use crate::publish::{CheckedSite, NotASite, SiteCopy};
use crate::terminal::shell_quoted;
use crate::view::words;

/// Verify a copy of a published site, and print what it shows.
pub(super) fn verify(
    asked: &Verify,
    session: &mut Session<'_>,
    path: &Path,
) -> Result<(), Failure> {
    let failed = |error: NotASite| {
        let kind = match &error {
            NotASite::Key(_) => ErrorKind::Damaged,
            NotASite::Link(_) | NotASite::Read(_) => ErrorKind::Failed,
        };
        let what = format!("the site `{}` cannot be verified", path.display());
        Failure::of(&error).of_kind(kind).context(what)
    };
    let kept = asked.kept()?;
    let site = SiteCopy::open(path).map_err(failed)?;
    let known = keys::check(&asked.key, std::slice::from_ref(&site.log_key))?;
    let found = site.check(&kept).map_err(failed)?;
    let console = &mut session.console;
    for name in &found.strangers {
        console.say(format_args!("not of the site, and not checked: {}", Visible::line(name)))?;
    }
    let Some(head) = found.head.filter(|_| found.faults.is_empty()) else {
        return refused(session, &found);
    };
    let CheckedSite { files, kept: extended, proofs, .. } = found;
    if !console.quiet {
        let name = site.log_key.name().to_string();
        writeln!(
            console.out,
            "{} as its list has them\n\
             the log {} of {}, root {}: its key signed the checkpoint, and its tiles make it\n\
             {}: each of a review that is in this log, signed by its reviewer",
            words::count(files, "file is", "files are"),
            Visible::line(&name),
            words::count(head.size, "entry", "entries"),
            head.root,
            words::count(proofs, "proof is valid", "proofs are valid"),
        )?;
        for checkpoint in &extended {
            let entries = words::count(*checkpoint, "entry", "entries");
            writeln!(console.out, "it extends the checkpoint of {entries}")?;
        }
        if known.is_some() {
            writeln!(console.out, "its key is the one given")?;
        }
        writeln!(
            console.out,
            "not proven: what the pages say beside the proofs. Neither they nor the list are signed:\n  \
             anyone with write access to its web host can change them. A bundle proves a whole report"
        )?;
    }
    if known.is_none() {
        console.say(format_args!(
            "to know whose log this is, compare its key with one you got from its owner:\n--key {}",
            shell_quoted(&site.log_key.to_string())
        ))?;
    }
    if kept.is_empty() {
        console.say(
            "to rule out an older copy, and a rewrite by its owner,\n\
             compare with a checkpoint kept elsewhere: --checkpoint FILE",
        )?;
    }
    Ok(())
}

/// Print what is wrong.
fn refused(session: &mut Session<'_>, found: &CheckedSite) -> Result<(), Failure> {
    /// Further ones say nothing new.
    const MOST: usize = 100;
    let out = &mut session.console.out;
    for fault in found.faults.iter().take(MOST) {
        writeln!(out, "WRONG {}", Visible::line(&fault.to_string()))?;
    }
    let wrong = found.faults.len();
    if wrong > MOST {
        writeln!(out, "WRONG and {} more", words::grouped((wrong - MOST) as u64))?;
    }
    let what = words::count(wrong as u64, "problem", "problems");
    Err(Failure::new(Kind::Tampered, format!("{what} found")).hint(
        "copy the site again; if it stays so, do not rely on it, and ask the people who publish it",
    ))
}
