use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Arguments, Session};
use crate::cli::failure::Failure;

/// Print shell completions
#[derive(Args)]
#[command(after_help = "Example:\n  \
    factledger completions bash > ~/.local/share/bash-completion/completions/factledger")]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

impl Completions {
    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<(), Failure> {
        // The generator panics where it cannot write, so it writes where it can.
        let mut script = Vec::new();
        let mut command = Arguments::command();
        clap_complete::generate(self.shell, &mut command, "factledger", &mut script);
        Ok(session.console.out.write_all(&script)?)
    }
}
