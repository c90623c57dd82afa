use std::path::Path;

use crate::bundle::{self, BundleSink, Edition, Folder, Tar};
use crate::cli::failure::{Failure, Kind};
use crate::cli::output::{forced, into_file, into_folder};
use crate::cli::session::Session;
use crate::domain::Timestamp;
use crate::ledger::{Ledger, LedgerError};
use crate::terminal::shell_quoted;

/// Write a bundle: to a folder, to a `.tar`, or as a `.tar` to standard output.
pub(super) fn write(
    session: &mut Session<'_>,
    ledger: &mut Ledger,
    made_at: Timestamp,
    output: Option<&Path>,
    force: bool,
) -> Result<(), Failure> {
    let signer = ledger.bundle_signer().map_err(unsigned)?;
    let console = &mut session.console;
    let mut pack_to = |sink: &mut dyn BundleSink| {
        bundle::write(ledger, made_at, Some(&signer), &Edition::Current, sink)
    };
    let is_archive =
        |file: &Path| file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("tar"));
    let packed = match output {
        None if console.out_screen.is_terminal => {
            return Err(Failure::new(Kind::Misused, "a bundle cannot be printed to a terminal")
                .hint("name a folder, or a file that ends in .tar: `-o FILE`"));
        }
        None => {
            let mut archive = Tar::new(&mut *console.out);
            let packed = pack_to(&mut archive)?;
            archive.finish()?;
            packed
        }
        Some(file) if is_archive(file) => into_file(file, forced(force), |out| {
            let mut archive = Tar::new(out);
            let packed = pack_to(&mut archive)?;
            archive.finish()?;
            Ok(packed)
        })?,
        Some(_) if force => {
            return Err(Failure::new(Kind::Misused, "`--force` overwrites files, not folders")
                .hint("name another folder, or a file that ends in .tar"));
        }
        Some(folder) => {
            into_folder(folder, |new| Ok(pack_to(&mut Folder::new(new.unfinished_path()))?))?
        }
    };
    if ledger.view()?.hidden(None)? > 0 {
        console.warn(
            "a bundle proves the whole log, so it also holds the reviews that are hidden from you:\n\
             if you still review, do not read it",
        )?;
    }
    for fault in packed.faults {
        console.warn(format_args!(
            "`{fault}` has no effect, and verify will name it (exit 3): see `factledger verify`"
        ))?;
    }
    if let Some(file) = output {
        let sums = packed.sums;
        console.say(format_args!(
            "bundle written to {}; its SHA256SUMS has the SHA-256 {sums}\n\
             to check it: factledger verify {}",
            file.display(),
            shell_quoted(&file.display().to_string())
        ))?;
    }
    Ok(())
}

/// A bundle needs the private key; other reports do not.
fn unsigned(error: LedgerError) -> Failure {
    let is_empty = matches!(error, LedgerError::Empty);
    let failure = Failure::from(error);
    if is_empty {
        return failure;
    }
    failure
        .context("a bundle is signed with the private key of the ledger")
        .also_hint("`factledger export -o report.html` and `factledger prove CLAIM` need no key")
}
