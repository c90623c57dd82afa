use std::path::Path;

use super::{Verify, contents, findings, judged, keys, log_lines, sound_line, with_progress};
use crate::commands::session::{At, Session};
use crate::export::bundle::{Comparison, Difference, VERSION, pack};
use crate::failure::{Failure, Kind};
use crate::ledger::{Depth, Ledger, Parts};
use crate::read::{BundleError, BundleFiles};
use crate::report::{Finding, Verification, words};
use crate::terminal::shell_quoted;

/// Files that are worded by the version of the program that made them, and their hashes.
const WORDED: [&str; 4] = ["SHA256SUMS", "VERIFY.md", "report.html", "verify.py"];

/// Verify a bundle: its log for itself, and every file by making it again from that log.
pub(super) fn verify(
    asked: &Verify,
    session: &mut Session<'_>,
    at: &At,
    path: &Path,
) -> Result<(), Failure> {
    let failed = |failure: Failure| {
        failure.context(format!("the bundle `{}` cannot be verified", path.display()))
    };
    let unsound = |error: BundleError| failed(error.into());
    let files = BundleFiles::open(path).map_err(unsound)?;
    let (size, checkpoint) = files.checkpoint().map_err(unsound)?;
    let parts = Parts {
        checkpoints: [(size, checkpoint)].into(),
        contents: files.contents().map(|content| content.map_err(Failure::from)),
        entries: files.entries(size).map(|entry| entry.map_err(Failure::from)),
    };
    let mut ledger = Ledger::of_parts(parts, at.keys.clone()).map_err(failed)?;
    let known = keys::check(&asked.key, &ledger)?;
    let depth = Depth { may_be_older: true, only_last_checkpoint: true, ..asked.depth()? };
    let given = depth.kept.len();
    let console = &mut session.console;
    let found = with_progress(console, |progress| ledger.rebuild(depth, progress));
    let mut found = found.map_err(|error| failed(error.into()))?;
    let version = files.version().unwrap_or_default();
    if found.is_sound() {
        let mut again = Comparison::new(files.root(), files.names().clone());
        let made_at = files.made_at().map_err(unsound)?;
        ledger.bundle(made_at, |bundle| {
            pack(bundle, &mut again)?;
            Ok::<_, Failure>(())
        })?;
        let mut difference = again.finish();
        if version != VERSION {
            let worded =
                WORDED.into_iter().filter(|name| difference.differing.remove(*name).is_some());
            found.not_compared = worded.map(str::to_owned).collect();
        }
        compare(&difference, &mut found);
    }
    let mut lines = findings(&found) + &log_lines(&found);
    if found.wrong() == 0 {
        let compared = files.names().len() - found.not_compared.len();
        lines.push_str(&format!(
            "{}; {} what the log makes of {}\n",
            contents(&found),
            words::count(compared as u64, "file is", "files are"),
            if compared == 1 { "it" } else { "them" },
        ));
    }
    lines.push_str(&sound_line(&found));
    asked.format.print(console, &found, &lines)?;
    judged(&found)?;
    if !found.not_compared.is_empty() {
        let what = format!(
            "nothing is proven of {}: version {version} of this program is said to have worded them, \
             and this is version {VERSION}",
            found.not_compared.join(", ")
        );
        return Err(Failure::new(Kind::Failed, what).hint(
            "everything else holds, report.json too; for these take that version of factledger",
        ));
    }
    if let Some(key) = known {
        asked.format.print_known(console, &key)?;
    } else {
        let key = ledger.log_key()?;
        console.say(format_args!(
            "whose log this is shows only beside its key, from whoever is to be believed:\n\
             --key {}",
            shell_quoted(&key.to_string())
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

fn compare(difference: &Difference, found: &mut Verification) {
    let Difference { differing, foreign, missing } = difference;
    let other = differing.iter().map(|(name, line)| {
        format!("`{name}` is not what the log makes of it, from line {line} on")
    });
    let foreign = foreign.iter().map(|name| format!("`{name}` does not belong into the bundle"));
    let missing = missing.iter().map(|name| format!("`{name}` is missing from the bundle"));
    for what in other.chain(foreign).chain(missing) {
        found.add(Finding {
            advice: "ask whoever made the bundle for a whole one; believe nothing that is said \
                     there"
                .to_owned(),
            entry: None,
            proven: "the log in it, and every file that is not named".to_owned(),
            what,
        });
    }
}
