use std::path::Path;

use crate::cli::failure::Failure;
use crate::cli::output::into_folder;
use crate::cli::session::Session;
use crate::export::House;
use crate::terminal::shell_quoted;

/// Write a folder for a newsroom to start from.
pub(super) fn write(session: &mut Session<'_>, folder: &Path) -> Result<(), Failure> {
    into_folder(folder, |new| {
        for (name, text) in House::starter() {
            std::fs::write(new.unfinished_path().join(name), text)?;
        }
        Ok(())
    })?;
    let (shown, quoted) = (folder.display(), shell_quoted(&folder.display().to_string()));
    session.console.say(format_args!(
        "written to {shown}: change house.toml, and delete what you do not change\n\
         to use it: factledger export --house {quoted} -o report.html"
    ))?;
    Ok(())
}
