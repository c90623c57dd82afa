use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, CommandFactory};
use clap_mangen::Man as Page;
use clap_mangen::roff::{Roff, bold, roman};

use super::output::into_file;
use super::{Arguments, Session};
use crate::cli::failure::{Failure, Kind};
use crate::files::IfExists;

/// Print the man page, or write one for each command to a folder
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger man | man -l -\n  \
    factledger man ~/.local/share/man/man1")]
pub(crate) struct Man {
    /// Folder for the pages of all commands; it is created if need be [default: print factledger.1]
    #[arg(value_name = "FOLDER")]
    folder: Option<PathBuf>,

    /// Overwrite files of the same names that are not pages of factledger
    #[arg(long, requires = "folder")]
    force: bool,
}

/// Stands in the first line of each page.
const MANUAL: &str = "factledger manual";

impl Man {
    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<(), Failure> {
        // Pages for `help` would repeat `--help`.
        let mut command = Arguments::command().disable_help_subcommand(true);
        command.build();
        let Some(folder) = self.folder else {
            return Ok(render(command, None, session.console.out)?);
        };
        fs::create_dir_all(&folder).map_err(|error| {
            Failure::new(Kind::Failed, error.to_string())
                .context(format!("the folder `{}` cannot be created", folder.display()))
        })?;
        let mut pages = Vec::new();
        collect(&command, None, &mut pages);
        let file_of = |page: &clap::Command| folder.join(format!("{}.1", name(page)));
        // Pages of an earlier version are replaced; what else is there is somebody's.
        let foreign = pages.iter().map(|(page, _)| file_of(page)).find(|file| is_foreign(file));
        if let Some(file) = foreign.filter(|_| !self.force) {
            let what = format!("`{}` is not a page of factledger", file.display());
            return Err(Failure::new(Kind::Failed, what)
                .context("no page was written")
                .hint("name another folder, or use `--force` to overwrite it"));
        }
        for (page, parent) in &pages {
            let file = file_of(page);
            into_file(&file, IfExists::Replace, |out| {
                Ok(render(page.clone(), parent.as_deref(), out)?)
            })?;
        }
        let written = format_args!("{} pages written to {}", pages.len(), folder.display());
        Ok(session.console.say(written)?)
    }
}

/// Whether something is there that is not one of our pages.
fn is_foreign(file: &Path) -> bool {
    if fs::symlink_metadata(file).is_err() {
        return false;
    }
    fs::read_to_string(file).map_or(true, |page| !page.lines().take(9).any(|l| l.contains(MANUAL)))
}

/// This command and all below it, each with the name of the page above its own.
fn collect(
    command: &clap::Command,
    parent: Option<&str>,
    pages: &mut Vec<(clap::Command, Option<String>)>,
) {
    pages.push((command.clone(), parent.map(str::to_owned)));
    for verb in command.get_subcommands().filter(|verb| !verb.is_hide_set()) {
        collect(verb, Some(&name(command)), pages);
    }
}

/// The name of a command's page: `factledger-reviewer-add`.
fn name(command: &clap::Command) -> String {
    command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned()
}

fn render(command: clap::Command, parent: Option<&str>, out: &mut dyn Write) -> io::Result<()> {
    let has_verbs = command.has_subcommands();
    let closing = command.get_after_help().map(ToString::to_string);
    let source = concat!("factledger ", env!("CARGO_PKG_VERSION"));
    let page = Page::new(command).manual(MANUAL).source(source);
    page.render_title(out)?;
    page.render_name_section(out)?;
    page.render_synopsis_section(out)?;
    page.render_description_section(out)?;
    page.render_options_section(out)?;
    if has_verbs {
        page.render_subcommands_section(out)?;
    }
    let mut rest = Roff::new();
    if let Some(closing) = closing {
        close(&mut rest, &closing);
    }
    match parent {
        Some(parent) => {
            rest.control("SH", ["SEE ALSO"]);
            rest.text([bold(parent), roman("(1)")]);
        }
        None => environment(&mut rest),
    }
    rest.to_writer(out)
}

/// The end of the help: examples, or the exit codes.
fn close(page: &mut Roff, closing: &str) {
    let mut lines = closing.lines().peekable();
    if lines.next_if(|line| line.starts_with("Example")).is_some() {
        page.control("SH", ["EXAMPLES"]);
        page.control("EX", []);
        for line in lines {
            page.text([roman(line.trim_start())]);
        }
        page.control("EE", []);
    } else {
        page.control("SH", ["NOTES"]);
        for line in lines {
            page.text([roman(line)]);
        }
    }
}

/// The variables that belong to no option.
fn environment(page: &mut Roff) {
    page.control("SH", ["ENVIRONMENT"]);
    for (variable, meaning) in [
        ("NO_COLOR", "If set, output is not coloured."),
        (
            "FACTLEDGER_PAGER, PAGER",
            "The program that shows the output of list, articles, history and show on a terminal, the \
             first that is set; less by default. Empty or cat: none.",
        ),
        ("LESS", "Options of less; FRX if not set."),
        (
            "FACTLEDGER_NOW",
            "Fixes the clock at this time, so that a demonstration or a test prints the same each \
             time.",
        ),
    ] {
        page.control("TP", []);
        page.text([bold(variable)]);
        page.text([roman(meaning)]);
    }
}
