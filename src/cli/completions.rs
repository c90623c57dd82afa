use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use clap::{Args, CommandFactory};
use clap_complete::Shell;
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};
use clap_complete::env::Shells;

use super::suggestions::{Suggestions, Wanted};
use super::{Arguments, Session};
use crate::cli::failure::{Failure, Kind};
use crate::ledger::{Location, ServerEnvironment};

/// Print shell completions
///
/// They complete commands, flags and files, and, from the ledger, ids, reviewers and statuses:
/// try `mark C1 dis` and the Tab key. For these, the shell runs `factledger` when the key is
/// pressed. It reads the ledger named on the line, or `FACTLEDGER_LEDGER`, and writes nothing.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger completions bash > ~/.local/share/bash-completion/completions/factledger\n  \
    factledger completions zsh > ~/.zfunc/_factledger  (a folder in fpath)\n  \
    factledger completions fish > ~/.config/fish/completions/factledger.fish")]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

/// The variable in which the completing shell names itself.
pub(crate) const ASKED_BY: &str = "FACTLEDGER_COMPLETE";

const NAME: &str = "factledger";

impl Completions {
    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<(), Failure> {
        let shells = Shells::builtins();
        let name = self.shell.to_string();
        let shell = shells.completer(&name).ok_or_else(|| {
            Failure::new(Kind::Misused, format!("there are no completions for {name}"))
        })?;
        let out = &mut *session.console.out;
        shell.write_registration(ASKED_BY, NAME, NAME, NAME, out)?;
        if self.shell == Shell::Zsh {
            // In a folder of `fpath` the script is the body of the function that completes.
            writeln!(
                out,
                "\nif [[ ${{funcstack[1]}} = _{NAME} ]]; then\n    \
                 _clap_dynamic_completer_{NAME} \"$@\"\nfi"
            )?;
        }
        if self.shell == Shell::Bash {
            out.write_all(QUOTED_IN_BASH.as_bytes())?;
        }
        Ok(())
    }
}

/// Bash puts on the line what it is given, as it is: a file name with `$(...)` in it would run. So
/// each candidate is quoted, and none is taken for a pattern.
const QUOTED_IN_BASH: &str = r#"
_factledger_quoted() {
    local flags=$- index
    set -f
    _clap_complete_factledger "$@"
    [[ $flags == *f* ]] || set +f
    for index in "${!COMPREPLY[@]}"; do
        local word=${COMPREPLY[index]} space=
        if [[ $word == *' ' ]]; then
            word=${word% } space=' '
        fi
        printf -v "COMPREPLY[$index]" '%q%s' "$word" "$space"
    done
}
if [[ "${BASH_VERSINFO[0]}" -eq 4 && "${BASH_VERSINFO[1]}" -ge 4 || "${BASH_VERSINFO[0]}" -gt 4 ]]; then
    complete -o nospace -o bashdefault -o nosort -F _factledger_quoted factledger
else
    complete -o nospace -o bashdefault -F _factledger_quoted factledger
fi
"#;

/// A command line that is being typed, and the position of the cursor.
pub(crate) struct Line {
    pub(crate) folder: Option<PathBuf>,
    pub(crate) home: Option<PathBuf>,
    /// The ledger, unless the line names another.
    pub(crate) ledger: Option<PathBuf>,
    pub(crate) servers: ServerEnvironment,
    pub(crate) words: Vec<OsString>,
}

impl Line {
    /// The possible completions, in the format of that shell. `None`: none were asked for.
    pub(crate) fn complete(self, shell: &str) -> Option<Vec<u8>> {
        if self.words.is_empty() {
            return None;
        }
        let shells = Shells::builtins();
        let shell = shells.completer(Path::new(shell).file_stem()?.to_str()?)?;
        let mut command = self.command();
        command.build();
        let mut answer = Vec::new();
        let asked =
            shell.write_complete(&mut command, self.words, self.folder.as_deref(), &mut answer);
        Some(if asked.is_ok() { answer } else { Vec::new() })
    }

    /// All commands, with the suggestions that come from the ledger.
    fn command(&self) -> clap::Command {
        let ledger = self.named_ledger().or_else(|| self.ledger.clone());
        let ledger = ledger.unwrap_or_else(|| PathBuf::from(format!("{NAME}.db")));
        let location = Location::read(ledger, &self.servers).ok();
        let suggest = |wanted: &'static [Wanted]| {
            let suggestions = Suggestions::new(location.clone(), self.has_status(), wanted);
            ArgValueCompleter::new(move |current: &OsStr| -> Vec<CompletionCandidate> {
                suggestions.of(current.to_str().unwrap_or_default())
            })
        };
        // Not `mut_arg`, which moves the argument to the end and so changes its position.
        let add =
            |command: clap::Command, argument: &str, wanted| {
                command.mut_args(|arg| {
                    if arg.get_id() == argument { arg.add(suggest(wanted)) } else { arg }
                })
            };
        let with = |command: clap::Command, verb: &str, argument: &str, wanted| {
            command.mut_subcommand(verb, |verb| add(verb, argument, wanted))
        };
        let command = add(Arguments::command(), "reviewer", &[Wanted::Reviewer]);
        let command = with(command, "list", "article", &[Wanted::Article]);
        let command = with(command, "show", "id", &[Wanted::Claim, Wanted::Article]);
        let command = with(command, "history", "of", &[Wanted::Claim, Wanted::Article]);
        let command = with(command, "export", "articles", &[Wanted::Article]);
        let command = with(command, "list", "by", &[Wanted::Reviewer]);
        let command = with(command, "history", "by", &[Wanted::Reviewer]);
        let command = with(command, "export", "by", &[Wanted::Reviewer]);
        let command = with(command, "mark", "claims", &[Wanted::Claims, Wanted::Status]);
        let command = with(command, "note", "claims", &[Wanted::Claims]);
        let command = with(command, "dismiss", "claims", &[Wanted::Claims]);
        let command = with(command, "restore", "claims", &[Wanted::Dismissed]);
        let command = with(command, "assign", "claims", &[Wanted::Claims, Wanted::Reviewer]);
        let command = with(command, "take", "claims", &[Wanted::Claims]);
        let command = with(command, "release", "claims", &[Wanted::Claims]);
        let command = with(command, "tag", "words", &[Wanted::Claims]);
        let command = with(command, "scope", "claims", &[Wanted::Claims]);
        let command = with(command, "rests", "claims", &[Wanted::Claim]);
        let command = with(command, "rests", "not", &[Wanted::Claim]);
        let command = with(command, "next", "article", &[Wanted::Article]);
        let command = with(command, "list", "assignee", &[Wanted::Reviewer]);
        let command = with(command, "list", "waiting_for", &[Wanted::Reviewer]);
        let command = with(command, "add", "article", &[Wanted::Article]);
        let command = with(command, "prove", "id", &[Wanted::Claim]);
        command.mut_subcommand("reviewer", |reviewer| {
            let reviewer = with(reviewer, "revoke", "name", &[Wanted::Reviewer]);
            with(reviewer, "export-key", "name", &[Wanted::Reviewer])
        })
    }

    /// The ledger named on the line.
    fn named_ledger(&self) -> Option<PathBuf> {
        let mut words = self.words.iter().filter_map(|word| word.to_str());
        let mut named = None;
        while let Some(word) = words.next() {
            match word.strip_prefix("--ledger") {
                // Some shells treat the `=` as a word of its own.
                Some("") => named = words.find(|word| *word != "="),
                Some(word) => named = word.strip_prefix('=').or(named),
                None => {}
            }
        }
        named.filter(|named| !named.is_empty()).map(|named| self.unquoted(named))
    }

    /// A word as the shell will read it, in simple cases: quotes, backslashes and `~/`.
    fn unquoted(&self, word: &str) -> PathBuf {
        let (start, rest) = match (word.strip_prefix("~/"), &self.home) {
            (Some(rest), Some(home)) => (home.clone(), rest),
            _ => (PathBuf::new(), word),
        };
        let (mut plain, mut quote) = (String::new(), None);
        let mut letters = rest.chars();
        while let Some(letter) = letters.next() {
            match (letter, quote) {
                ('\\', None | Some('"')) => plain.extend(letters.next()),
                ('\'' | '"', None) => quote = Some(letter),
                (_, Some(open)) if letter == open => quote = None,
                _ => plain.push(letter),
            }
        }
        start.join(plain)
    }

    /// Whether a status comes before the word that is being typed.
    fn has_status(&self) -> bool {
        let before = self.words.split_last().map_or(&[][..], |(_, before)| before);
        before.iter().any(|word| word.to_str().is_some_and(Suggestions::is_status))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &[&str], expected: Option<&str>) {
        let line = Line {
            folder: None,
            home: Some("/home/ana".into()),
            ledger: None,
            servers: ServerEnvironment::default(),
            words: words.iter().map(Into::into).collect(),
        };
        assert_eq!(line.named_ledger(), expected.map(PathBuf::from), "{words:?}");
    }

    #[test]
    fn the_ledger_is_the_one_that_the_line_names() {
        check(&["factledger", "list"], None);
        check(&["factledger", "--ledger", "a.db", "list"], Some("a.db"));
        check(&["factledger", "list", "--ledger=a.db"], Some("a.db"));
        check(&["factledger", "--ledger", "=", "a.db", "list"], Some("a.db"));
        check(&["factledger", "--ledger", r"my\ desk.db"], Some("my desk.db"));
        check(&["factledger", "--ledger", "'my desk.db'"], Some("my desk.db"));
        check(&["factledger", "--ledger", "~/a.db"], Some("/home/ana/a.db"));
        check(&["factledger", "--ledger"], None);
    }
}
