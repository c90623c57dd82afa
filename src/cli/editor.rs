use std::fs;
use std::process::Command;

use crate::cli::failure::{Failure, Kind};
use crate::cli::value;
use crate::files::UnfinishedFolder;

/// The program in which a person writes a note, as the environment names it.
#[derive(Clone, Debug)]
pub(crate) struct EditorCommand {
    /// A line for the shell. The name of the file follows it.
    pub(crate) line: String,
    /// Called when it is about to start.
    pub(crate) started: fn(),
}

impl EditorCommand {
    /// Let the person write, and return what they wrote, without the lines that start with `#`.
    pub(super) fn write(&self, about: &[String]) -> Result<String, Failure> {
        let failed = |error: std::io::Error| {
            Failure::of(&error)
                .context("the note cannot be written in an editor")
                .hint("FACTLEDGER_EDITOR, VISUAL or EDITOR name another one; `-m NOTE` needs none")
        };
        // Private, and removed whatever ends the program.
        let folder = UnfinishedFolder::new().map_err(failed)?;
        let file = folder.path().join("NOTE.txt");
        fs::write(&file, template(about)).map_err(failed)?;
        (self.started)();
        let ended = self.command(&file).status().map_err(failed)?;
        if !ended.success() {
            let what = format!("nothing was recorded: the editor `{}` failed", self.line);
            let why = match ended.code() {
                Some(126 | 127) => "FACTLEDGER_EDITOR, VISUAL or EDITOR name another one",
                Some(_) | None => "it ended with an error, as if to stop the act",
            };
            return Err(Failure::new(Kind::Failed, what).hint(format!("{why}; or use `-m NOTE`")));
        }
        let written = fs::read(&file).map_err(failed)?;
        let written = value::text(written).map_err(|error| {
            Failure::of(&error).context("nothing was recorded: the note cannot be read")
        })?;
        let kept: Vec<&str> = written.lines().filter(|line| !line.starts_with('#')).collect();
        Ok(kept.join("\n"))
    }

    #[cfg(unix)]
    fn command(&self, file: &std::path::Path) -> Command {
        let mut command = Command::new("sh");
        command.arg("-c").arg(format!("{} \"$@\"", self.line)).arg(&self.line).arg(file);
        command
    }

    #[cfg(not(unix))]
    fn command(&self, file: &std::path::Path) -> Command {
        let mut words = self.line.split_whitespace();
        let mut command = Command::new(words.next().unwrap_or_default());
        command.args(words).arg(file);
        command
    }
}

fn template(about: &[String]) -> String {
    let mut lines = String::from(
        "\n# Write your note above: the grounds, the source, the reason.\n\
         # Lines that start with # are left out. With a blank note, nothing is recorded.\n#\n",
    );
    for line in about {
        lines.push_str(&format!("# {line}\n"));
    }
    lines
}
