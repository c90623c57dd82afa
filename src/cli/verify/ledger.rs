use super::{
    Verify, against, contents, findings, judged, keys, log_lines, sound_line, with_progress,
};
use crate::cli::failure::Failure;
use crate::cli::session::{Session, Target};
use crate::ledger::{Access, VerifyOptions};
use crate::view::words;

/// Verify a ledger, or a copy of one, which may be older than what was signed on this machine.
pub(super) fn verify(
    asked: &Verify,
    session: &mut Session<'_>,
    at: &Target,
    is_copy: bool,
) -> Result<(), Failure> {
    let mut ledger = at.open(if asked.rebuild { Access::Repair } else { Access::Verify })?;
    let of_log = if asked.key.is_empty() { Vec::new() } else { ledger.log_keys()? };
    let known = keys::check(&asked.key, &of_log)?;
    let (kept, only_hashes) = (asked.kept()?, asked.only_hashes);
    let given = kept.len();
    let options = VerifyOptions {
        kept,
        may_be_older: is_copy,
        now: Some(session.now),
        only_hashes,
        ..VerifyOptions::default()
    };
    let console = &mut session.console;
    let found = with_progress(console, |progress| {
        if asked.rebuild {
            ledger.rebuild(options, progress)
        } else {
            ledger.verify(options, progress)
        }
    })?;
    let mut lines = findings(&found) + &log_lines(&found);
    if !asked.only_hashes {
        lines.push_str(&format!(
            "{}; {} the log\n",
            contents(&found),
            words::count(found.rows, "index row matches", "index rows match"),
        ));
    }
    lines.push_str(&sound_line(&found));
    asked.format.print(console, &found, &lines)?;
    judged(&found)?;
    if let Some(key) = known {
        asked.format.print_known(console, &key, &of_log)?;
    }
    if let Some(other) = &asked.against {
        return against::compare(session, at, &ledger, other);
    }
    if given == 0 {
        console.say(
            "to rule out an older copy, and a rewrite by someone who has the file and its keys,\n\
             compare with a checkpoint kept elsewhere: --checkpoint FILE",
        )?;
    }
    Ok(())
}
