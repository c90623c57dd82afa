use std::path::Path;

use super::{Verify, keys};
use crate::cli::failure::Failure;
use crate::cli::mailed;
use crate::cli::session::Session;
use crate::domain::{Event, Visible};
use crate::ledger::check_proof;
use crate::text::read;
use crate::view::words;

/// In bytes. A proof holds one entry, and a checkpoint.
const LONGEST: u64 = 1 << 20;

/// Verify a proof, and print what it shows.
pub(super) fn verify(
    asked: &Verify,
    session: &mut Session<'_>,
    path: &Path,
) -> Result<(), Failure> {
    let name = path.display().to_string();
    let failed =
        |failure: Failure| failure.context(format!("the proof `{name}` cannot be verified"));
    let bytes = read::load(path, LONGEST).map_err(|error| failed(Failure::of(&error)))?;
    let bytes = mailed::restored(&bytes);
    let text = String::from_utf8_lossy(&bytes);
    let proven =
        check_proof(&text, &keys::given(&asked.key)?).map_err(|error| failed(error.into()))?;
    let (entry, id) = (&proven.recorded.entry, proven.recorded.position);
    let console = &mut session.console;
    writeln!(
        console.out,
        "`{id}` is in the log {} of {}, root {}",
        Visible::line(&proven.origin),
        words::count(proven.head.size, "entry", "entries"),
        proven.head.root
    )?;
    let summary = entry.event.summary();
    writeln!(console.out, "{} {}, {}", entry.actor, Visible::line(&summary), entry.at)?;
    if let Some(remark) = entry.event.remark() {
        for line in Visible::lines(remark.as_str()).to_string().lines() {
            writeln!(console.out, "  {line}")?;
        }
    }
    if let Some(quote_sha256) = entry.event.quote_sha256() {
        writeln!(console.out, "about the words with SHA-256 {quote_sha256}")?;
    }
    if entry.log.as_str() != proven.origin {
        writeln!(
            console.out,
            "it was written for the log {}: this one has its entries, and says that it goes on with\n\
             them; that its owner is the same, no proof shows",
            Visible::line(entry.log.as_str())
        )?;
    }
    writeln!(
        console.out,
        "{}",
        if proven.is_signer_known {
            "the log's key signed the checkpoint, and the reviewer's key the entry"
        } else {
            "the log's key signed the checkpoint; the reviewer's key was not given, and the entry's \
             own signature was not checked"
        }
    )?;
    let later = if matches!(entry.event, Event::ClaimReviewed(_)) {
        "this does not show whether the review is still in force, or whether others disagree"
    } else {
        "this does not show what was recorded later"
    };
    writeln!(console.out, "{later}")?;
    Ok(())
}
