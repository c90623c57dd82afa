//! `evidence`: one command per file.

mod add;
mod check;
mod list;
mod origin;
mod row;
mod show;
mod withdraw;

use std::time::Duration;

use clap::{Args, Subcommand};

pub(super) use add::told_of;

use super::session::{Session, Target};
use crate::cli::failure::{Failure, Kind};
use crate::domain::EvidenceId;
use crate::intake::{EvidencePlace, ReadingOptions, SourceError};
use crate::ledger::{Captured, WhereFound};
use crate::text::fetch::Limits;
use crate::text::read::{ReadError, Reading};

/// Keep what verdicts rest on: pages, files, quotes, and searches that found nothing
///
/// Evidence has an id of its own, V4. A review names what it rests on: `factledger mark C12 disputed
/// -e V4`. The bytes of a file, and with `--archive` those of a page, are kept in the ledger by their
/// hash, so that they can be read when the page is gone.
#[derive(Args)]
#[command(
    arg_required_else_help = true,
    after_help = "See `factledger evidence COMMAND --help` for examples."
)]
pub(crate) struct EvidenceCommand {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    Add(add::Add),
    List(list::List),
    Show(show::Show),
    Withdraw(withdraw::Withdraw),
    Origin(origin::SetOrigin),
    Check(check::Check),
}

impl EvidenceCommand {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        match self.verb {
            Verb::Add(add) => add.run(session, at),
            Verb::List(list) => list.run(session, at),
            Verb::Show(show) => show.run(session, at),
            Verb::Withdraw(withdraw) => withdraw.run(session, at),
            Verb::Origin(origin) => origin.run(session, at),
            Verb::Check(check) => check.run(session, at),
        }
    }
}

/// How pages and files are read.
#[derive(Args, Clone, Copy)]
pub(super) struct Fetching {
    /// Largest file or page to read, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 32, value_parser = clap::value_parser!(u64).range(1..=512))]
    max_size: u64,

    /// Time limit for a page, with all its redirects, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=3600))]
    timeout: u64,

    /// Allow the host you name to be on this machine or its network; redirects to other private
    /// hosts are still refused
    #[arg(long)]
    allow_private_addresses: bool,
}

impl Fetching {
    /// Without flags.
    pub(super) const DEFAULT: Self =
        Self { max_size: 32, timeout: 30, allow_private_addresses: false };

    pub(super) fn reading(self) -> ReadingOptions {
        ReadingOptions {
            limits: Limits {
                bytes: self.max_size << 20,
                private: self.allow_private_addresses,
                time: Duration::from_secs(self.timeout),
            },
            reading: Reading::default(),
        }
    }

    /// Where something is, and what is there. A page is read only if it is to be kept.
    pub(super) fn found(
        self,
        name: &str,
        archive: bool,
    ) -> Result<(WhereFound, Option<Captured>), Failure> {
        let place = EvidencePlace::of(name).map_err(not_kept)?;
        let locator = place.locator().parse().map_err(|error| {
            Failure::of(&error).context(format!("`{name}` cannot be recorded as a place"))
        })?;
        let is_read = archive || matches!(place, EvidencePlace::File(_));
        let captured = is_read.then(|| place.capture(&self.reading())).transpose();
        let captured = captured.map_err(not_kept)?;
        Ok((WhereFound::At(locator), captured))
    }
}

/// Why something was not kept as evidence.
fn not_kept(error: SourceError) -> Failure {
    let (name, failure) = match error {
        SourceError::Address { name, source } => (name, Failure::from(source)),
        SourceError::Fetch { name, source } => (name, source.into()),
        SourceError::Read { name, source: ReadError::Io(error) }
            if error.kind() == std::io::ErrorKind::NotFound =>
        {
            return Failure::new(Kind::Failed, format!("there is no file `{name}`"));
        }
        SourceError::Read { name, source } => (name, source.into()),
        SourceError::Bundle(_) | SourceError::Find(_) | SourceError::UnreadableFolder(_) => {
            return error.into();
        }
    };
    failure.context(format!("`{name}` was not kept as evidence"))
}

/// The ids that a person names.
fn ids(names: &[String]) -> Result<std::collections::BTreeSet<EvidenceId>, Failure> {
    let id = |name: &String| {
        name.parse().map_err(|error| {
            Failure::of(&error).context(format!("`{name}` is not the id of evidence"))
        })
    };
    names.iter().map(id).collect::<Result<_, Failure>>()
}

/// That nothing to do is named.
fn misused(what: &str, hint: &'static str) -> Failure {
    Failure::new(Kind::Misused, what.to_owned()).hint(hint)
}
