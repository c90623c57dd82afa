//! `reviewer`: one command per file.

mod add;
mod export_key;
mod invite;
mod join;
mod list;
mod rename;
mod retire;
mod revoke;
mod role;

use clap::{Args, Subcommand};

use super::print::{OutputFormat, RowPrinter};
use super::session::{Session, Target};
use crate::cli::failure::Failure;
use crate::domain::ReviewerName;
use crate::ledger::Ledger;

/// Manage who may sign, and print public keys
///
/// Anyone acting for the first time is enrolled automatically, with a new key. Use these commands
/// to enrol someone who works on another machine, to give roles, to invite, rename and retire
/// people, to revoke a
/// key that was lost or stolen, and to give its owner a new one.
#[derive(Args)]
#[command(
    arg_required_else_help = true,
    after_help = "See `factledger reviewer COMMAND --help` for examples."
)]
pub(crate) struct Reviewer {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    List(list::List),
    Add(add::Add),
    Invite(invite::Invite),
    Join(join::Join),
    Rename(rename::Rename),
    Retire(retire::Retire),
    Revoke(revoke::Revoke),
    Role(role::Role),
    ExportKey(export_key::ExportKey),
}

impl Reviewer {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        match self.verb {
            Verb::List(list) => list.run(session, at),
            Verb::Add(add) => add.run(session, at),
            Verb::Invite(invite) => invite.run(session, at),
            Verb::Join(join) => join.run(session, at),
            Verb::Rename(rename) => rename.run(session, at),
            Verb::Retire(retire) => retire.run(session, at),
            Verb::Revoke(revoke) => revoke.run(session, at),
            Verb::Role(role) => role.run(session, at),
            Verb::ExportKey(export_key) => export_key.run(session, at),
        }
    }
}

/// Print all keys of a reviewer, with their current state.
fn print_keys_of(
    form: OutputFormat,
    session: &mut Session<'_>,
    ledger: &Ledger,
    name: &ReviewerName,
) -> Result<(), Failure> {
    let reviewers = ledger.reviewers()?;
    let shown = reviewers.iter().filter(|reviewer| reviewer.name == *name);
    Ok(RowPrinter::print_all(form, &mut session.console, shown)?)
}

/// Read the name of a reviewer.
fn named(name: &str) -> Result<ReviewerName, Failure> {
    name.parse().map_err(|error| {
        Failure::from(error).context(format!("`{name}` cannot be a reviewer's name"))
    })
}
