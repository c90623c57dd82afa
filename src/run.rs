//! Reads the arguments, the clock and the environment, which no other room does, and returns an exit
//! code.

use std::ffi::OsString;
use std::io::{self, IsTerminal, Read, Write};
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use clap::error::ErrorKind;
use clap::{ColorChoice, CommandFactory, FromArgMatches};

use crate::cli::failure::{Failure, Kind};
use crate::cli::home::Place;
use crate::cli::{
    Arguments, Colour, EditorCommand, ServerEnvironment, Session, VARIABLES, completions,
    is_for_programs, spelled_out, with_status,
};
use crate::domain::{Sha256, Timestamp, Visible};
use crate::interrupt;
use crate::keys::Randomness;
use crate::terminal::{Console, Held, Pager, PagerCommand, Screen};

/// Run the program with these arguments; the first is its own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    hook_panics();
    interrupt::catch();
    if let Some(code) = completed(&arguments) {
        return code;
    }
    let mut out = Held::new(Pager::new(io::stdout().lock()));
    let mut stdin = Once { has_begun: false, stdin: io::stdin() };
    // If the ledger was written to while it was read, or its server was lost, read it again.
    for _ in 0..TRIES {
        match attempt(&arguments, &mut stdin, &mut out) {
            Err((failure, _))
                if failure.kind() == Kind::Disturbed && !stdin.has_begun && out.take_back() =>
            {
                thread::sleep(PAUSE);
            }
            done => return ended(done, &mut out),
        }
    }
    ended(attempt(&arguments, &mut stdin, &mut out), &mut out)
}

const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(50);

/// The exit code, or why the command failed and the screen to report it on.
type Done = Result<ExitCode, (Failure, Screen)>;

/// Standard output, which may go through a pager.
type Out<'a> = Held<Pager<io::StdoutLock<'a>>>;

/// Standard input, which is gone when it has been read.
struct Once {
    has_begun: bool,
    stdin: io::Stdin,
}

impl Read for Once {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.has_begun = true;
        self.stdin.read(buffer)
    }
}

fn attempt(arguments: &[OsString], stdin: &mut Once, out: &mut Out<'_>) -> Done {
    let command = Arguments::command().color(help_colour());
    let parsed = command.try_get_matches_from(with_status(&spelled_out(arguments)));
    let read = parsed.and_then(|matches| {
        Ok((Arguments::from_arg_matches(&matches)?, is_for_programs(&matches)))
    });
    let (arguments, is_for_programs) = match read {
        Ok(read) => read,
        Err(error) => return Ok(misused(&error)),
    };
    let out_screen = screen(arguments.color, io::stdout().is_terminal());
    let err_screen = screen(arguments.color, io::stderr().is_terminal());
    let quiet = arguments.quiet;
    let pager = if arguments.is_paged() { pager(out_screen) } else { None };
    let answered = match pager {
        None => {
            let mut err = io::stderr();
            let console = Console { err: &mut err, err_screen, out, out_screen, quiet };
            answer(arguments, is_for_programs, console, stdin)
        }
        // Messages would land in the middle of the output, so they follow it.
        Some(pager) => {
            let mut said = Vec::new();
            out.inner().page_with(pager);
            let console = Console { err: &mut said, err_screen, out, out_screen, quiet };
            let answered = answer(arguments, is_for_programs, console, stdin);
            let finished = out.inner().finish();
            let _ = io::stderr().write_all(&said);
            answered.and_then(|()| finished.map_err(Failure::from))
        }
    };
    match answered {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(failure) => Err((failure, err_screen)),
    }
}

fn ended(done: Done, out: &mut Out<'_>) -> ExitCode {
    interrupt::wait_if_stopping();
    let (failure, screen) = match done {
        Ok(code) => return code,
        Err(why) => why,
    };
    if failure.kind() != Kind::ClosedPipe {
        // The output so far comes first; if it cannot be written, that is already reported.
        let _ = out.flush();
        let _ = io::stderr().write_all(failure.to_lines(screen).as_bytes());
    }
    failure.kind().exit_code()
}

fn answer<'a>(
    arguments: Arguments,
    is_for_programs: bool,
    console: Console<'a>,
    stdin: &'a mut dyn Read,
) -> Result<(), Failure> {
    let (now, seed, randomness) = clock()?;
    let (home, login) = (dirs::config_dir(), login());
    let mut session = Session {
        at_stop: interrupt::at_stop,
        clock: || clock().map(|(now, seed, _)| (now, seed)),
        editor: editor(console.err_screen),
        is_attended: console.err_screen.is_terminal && io::stdin().is_terminal(),
        console,
        has_recorded: false,
        home,
        is_for_programs,
        login,
        now,
        place: Place { folder: std::env::current_dir().ok(), home: dirs::home_dir() },
        randomness,
        seed,
        servers: servers(),
        stdin,
    };
    let answered = arguments
        .run(&mut session)
        .and_then(|()| session.console.out.flush().map_err(Failure::from));
    answered.map_err(|failure| if session.has_recorded { failure.after_all() } else { failure })
}

/// A panic message may contain words of an article, so it is
/// made visible too.
fn hook_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let words = panic.to_string();
        let _ = writeln!(io::stderr(), "internal error: {}", Visible::line(&words));
    }));
}

/// A message of clap: help and version are results, everything else is wrong usage.
fn misused(error: &clap::Error) -> ExitCode {
    let kind = error.kind();
    let is_asked_for = matches!(kind, ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    if is_asked_for || kind == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        if error.print().is_err() {
            return Kind::Unanswered.exit_code();
        }
    } else {
        // It repeats the arguments, which may contain anything.
        let message = error.render().to_string();
        let _ = write!(io::stderr(), "{}", Visible::lines(&message));
    }
    if is_asked_for { ExitCode::SUCCESS } else { Kind::Misused.exit_code() }
}

/// The time, the seed of this run's entry ids, and the randomness for its keys.
///
/// `FACTLEDGER_NOW` (RFC 3339) fixes the clock, so that a demonstration or a test
/// prints the same each time. The times in a ledger are only what its reviewers' machines say;
/// what the log proves is the order of entries.
fn clock() -> Result<(Timestamp, [u8; 32], Randomness), Failure> {
    if let Some(now) = variable("FACTLEDGER_NOW") {
        let now = now.parse::<Timestamp>().map_err(|error| {
            Failure::new(Kind::Misused, error.to_string()).context("FACTLEDGER_NOW is not valid")
        })?;
        let seed = *Sha256::of(now.to_string()).as_bytes();
        return Ok((now, seed, Randomness::Guessable(seed)));
    }
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
    let now = chrono::Utc::now().try_into().map_err(|error: crate::domain::NotATime| {
        Failure::new(Kind::Failed, error.to_string()).context("the clock is wrong")
    })?;
    let seed = random().map_err(|error| {
        Failure::new(Kind::Failed, error.to_string()).context("no random numbers are available")
    })?;
    Ok((now, seed, Randomness::Secret(random)))
}

/// The operating system's randomness.
fn random() -> io::Result<[u8; 32]> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes)
}

/// What the environment says about database servers.
fn servers() -> ServerEnvironment {
    let set = VARIABLES.into_iter().filter_map(|name| Some((name, variable(name)?)));
    ServerEnvironment { home: dirs::home_dir(), login: login(), variables: set.collect() }
}

/// The name that the user is logged in with.
fn login() -> Option<String> {
    let named = ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(variable);
    // A container often has a user but no variable that names it.
    named.or_else(|| whoami::username().ok())
}

fn screen(colour: Colour, is_terminal: bool) -> Screen {
    // 20 cells hold an id and a word; nothing is narrower.
    const NARROWEST: u16 = 20;
    let asked = variable("COLUMNS").and_then(|columns| columns.parse().ok());
    let found = || terminal_size::terminal_size().map_or(80, |(width, _)| width.0);
    Screen {
        colour: match colour {
            Colour::Always => true,
            Colour::Auto => {
                // https://no-color.org and https://bixense.com/clicolors
                let forced = variable("CLICOLOR_FORCE").is_some_and(|force| force != "0");
                let refused = variable("NO_COLOR").is_some() || is_dumb();
                forced || is_terminal && !refused
            }
            Colour::Never => false,
        },
        is_dumb: is_dumb(),
        is_terminal,
        width: asked.or_else(|| is_terminal.then(found)).map(|width: u16| width.max(NARROWEST)),
    }
}

/// Whether the terminal says that it has no escape codes, or says nothing about itself. On Windows
/// it never says anything.
fn is_dumb() -> bool {
    match variable("TERM") {
        Some(term) => term == "dumb",
        None => cfg!(not(windows)),
    }
}

/// Clap colours its help itself, but ignores an empty TERM.
fn help_colour() -> ColorChoice {
    if is_dumb() { ColorChoice::Never } else { ColorChoice::Auto }
}

/// The pager, chosen as git chooses it.
fn pager(screen: Screen) -> Option<PagerCommand> {
    if !screen.is_terminal || screen.is_dumb {
        return None;
    }
    let line = setting("FACTLEDGER_PAGER").or_else(|| setting("PAGER"));
    let line = line.unwrap_or_else(|| "less".to_owned());
    let is_none = ["", "cat"].contains(&line.trim());
    let less = setting("LESS").is_none().then_some(PagerCommand::LESS);
    (!is_none).then_some(PagerCommand { line, less, started: interrupt::leave_to_child })
}

/// The editor, chosen as git chooses it; but if none is named, there is none.
fn editor(screen: Screen) -> Option<EditorCommand> {
    if !screen.is_terminal || !io::stdin().is_terminal() {
        return None;
    }
    let visual = || variable("VISUAL").filter(|_| !screen.is_dumb);
    let line = variable("FACTLEDGER_EDITOR").or_else(visual).or_else(|| variable("EDITOR"));
    line.map(|line| EditorCommand { line, started: interrupt::leave_to_child })
}

/// Answer a shell that asks for completions. Errors are not reported:
/// the person is typing.
fn completed(arguments: &[OsString]) -> Option<ExitCode> {
    let shell = variable(completions::ASKED_BY)?;
    let words = arguments.iter().skip_while(|word| *word != "--").skip(1);
    let line = completions::Line {
        folder: std::env::current_dir().ok(),
        home: dirs::home_dir(),
        ledger: variable("FACTLEDGER_LEDGER").map(Into::into),
        servers: servers(),
        words: words.cloned().collect(),
    };
    let answered = line.complete(&shell)?;
    let _ = io::stdout().write_all(&answered);
    Some(ExitCode::SUCCESS)
}

/// A variable of the environment, if it is set, not empty, and text.
fn variable(name: &str) -> Option<String> {
    setting(name).filter(|value| !value.is_empty())
}

/// The same, but it may be empty.
fn setting(name: &str) -> Option<String> {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads it")]
    std::env::var(name).ok()
}
