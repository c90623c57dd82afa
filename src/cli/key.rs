use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::session::{Session, Target};
use crate::cli::failure::{Failure, Kind};
use crate::domain::ReviewerName;
use crate::keys::{BackupError, NotOpened, owner_of};
use crate::ledger::{Access, Rotated, RotatedKey};
use crate::terminal::ask;

/// Back up and restore the private keys
///
/// Without its private key nobody can write to a ledger, and without yours nobody can sign as you.
/// They are not in the ledger, so `factledger backup` does not copy them.
#[derive(Args)]
#[command(
    arg_required_else_help = true,
    after_help = "See `factledger key COMMAND --help` for examples."
)]
pub(crate) struct Key {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    Backup(Backup),
    Restore(Restore),
    Rotate(Rotate),
}

/// Write the private keys of the ledger to a file, behind a passphrase
///
/// All keys of this ledger that are on this machine: the ledger's own, and those of reviewers. The
/// file is in the format of age (age-encryption.org), and can be opened with `age -d`, too.
#[derive(Args)]
#[command(after_help = "Example:\n  factledger key backup keys.age")]
struct Backup {
    /// File to write; an existing one is not overwritten
    #[arg(value_name = "FILE")]
    file: PathBuf,

    #[command(flatten)]
    passphrase: Passphrase,
}

/// Put the private keys of a backup back, on this machine or another
///
/// No key is overwritten: if another key is there already, nothing is restored.
#[derive(Args)]
#[command(after_help = "Example:\n  factledger key restore keys.age")]
struct Restore {
    /// File that `key backup` wrote
    #[arg(value_name = "FILE")]
    file: PathBuf,

    #[command(flatten)]
    passphrase: Passphrase,
}

/// Give the ledger another key, which the old one signs
///
/// Do it when the old key may have been seen by others, or when somebody leaves who has it. What was
/// signed until then remains valid; from then on, only the new key signs the state of the log, and a
/// copy that goes on with the old key is found out.
///
/// Colleagues for whom the old key is sealed in the ledger get the new one with their next act.
/// Publish the new public key, and back the private keys up again.
#[derive(Args)]
#[command(after_help = "Examples:\n  factledger key rotate\n  \
    factledger reviewer export-key --ledger-key > ledger.vkey\n  factledger key backup keys.age")]
struct Rotate;

#[derive(Args)]
struct Passphrase {
    /// Read the passphrase from the first line of this file, or `-` for standard input [default:
    /// asked on the terminal]
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

impl Key {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        match self.verb {
            Verb::Backup(backup) => backup.run(session, at),
            Verb::Restore(restore) => restore.run(session, at),
            Verb::Rotate(Rotate) => rotate(session, at),
        }
    }
}

impl Backup {
    fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let ledger = at.open(Access::Read)?;
        let (log, vkey) = (ledger.log()?, ledger.log_key()?.to_string());
        at.ensure_not_ledger(&self.file)?;
        let passphrase = self.passphrase.read(session, true)?;
        let keys = at.keys.back_up(&log, &vkey, &self.file, &passphrase)?;
        let whose: Vec<String> = keys.iter().map(|key| owner_of(&log, key)).collect();
        Ok(session.console.say(format_args!(
            "the private keys of {} are in {}\n\
             keep it and the passphrase apart: with both, anyone can sign as you",
            whose.join(", "),
            self.file.display()
        ))?)
    }
}

impl Restore {
    fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let passphrase = self.passphrase.read(session, false)?;
        let (log, keys) = at.keys.restore(&self.file, &passphrase)?;
        let folder = at.keys.folder(&log);
        if keys.is_empty() {
            let folder = folder.display();
            return Ok(session
                .console
                .say(format_args!("all of its keys are already in {folder}"))?);
        }
        let whose: Vec<String> = keys.iter().map(|key| owner_of(&log, key)).collect();
        Ok(session.console.say(format_args!(
            "the private keys of {} are now in {}",
            whose.join(", "),
            folder.display()
        ))?)
    }
}

fn rotate(session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
    let author = at.author(session)?;
    let (_, rotated) = at.record(session, |ledger| ledger.rotate_key(&author))?;
    let console = &mut session.console;
    let Rotated { from, sealed_for, set_aside, to } = match rotated {
        RotatedKey::Now(rotated) => *rotated,
        RotatedKey::Before(entry) => {
            return Ok(console.say(format_args!(
                "the key was rotated in {entry} already, by a rotation that was stopped then; it is \
                 complete now\nto rotate it once more, run this again"
            ))?);
        }
    };
    if let Some(path) = set_aside {
        console.say(format_args!(
            "an earlier rotation was stopped before it was recorded; the key made for it signs \
             nothing, and is now `{}`",
            path.display()
        ))?;
    }
    writeln!(console.out, "{to}")?;
    console.say(format_args!(
        "that is the key of the ledger from now on; the old one, {}, signed it",
        from.id()
    ))?;
    let names: Vec<&str> = sealed_for.iter().map(ReviewerName::as_str).collect();
    if !names.is_empty() {
        console.say(format_args!(
            "sealed in the ledger, too, for {}: they get it with their next act",
            names.join(", ")
        ))?;
    }
    Ok(console.say(
        "backups of the private keys do not have it: run `factledger key backup FILE`\n\
         checkpoints that were kept until now remain valid; publish the new key for later ones",
    )?)
}

impl Passphrase {
    /// The passphrase: asked twice if it is a new one, because a slip would lose the keys.
    fn read(self, session: &mut Session<'_>, is_new: bool) -> Result<String, Failure> {
        let passphrase = if let Some(file) = &self.passphrase_file {
            first_line(session, file)?
        } else {
            let asked = ask("passphrase").map_err(|error| {
                Failure::of(&error)
                    .context("the passphrase cannot be asked for: there is no terminal")
                    .hint("name a file that has it: `--passphrase-file FILE`")
            })?;
            if is_new && !asked.is_empty() && ask("the same again").ok().as_ref() != Some(&asked) {
                return Err(Failure::new(Kind::Failed, "the two passphrases are not the same")
                    .hint("nothing was written; run it again"));
            }
            asked
        };
        if passphrase.is_empty() {
            return Err(Failure::new(Kind::Misused, "the passphrase is empty")
                .hint("choose several words that nobody else puts together"));
        }
        Ok(passphrase)
    }
}

fn first_line(session: &mut Session<'_>, file: &Path) -> Result<String, Failure> {
    /// In bytes.
    const LONGEST: u64 = 64 << 10;
    let mut text = String::new();
    let read = if file == Path::new("-") {
        session.stdin.take(LONGEST).read_to_string(&mut text)
    } else {
        std::fs::File::open(file).and_then(|file| file.take(LONGEST).read_to_string(&mut text))
    };
    read.map_err(|error| {
        Failure::of(&error)
            .context(format!("the passphrase cannot be read from `{}`", file.display()))
    })?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

impl From<BackupError> for Failure {
    fn from(error: BackupError) -> Self {
        let failure = Self::of(&error);
        match error {
            BackupError::Another { .. } => {
                failure.hint("nothing was restored; name another folder: `--keys FOLDER`")
            }
            BackupError::File(error) => {
                let failure = Self::of(&error);
                failure.hint("choose another file: a backup of keys is never overwritten")
            }
            BackupError::Key(error) => failure.hint_at_key(&error),
            BackupError::None { .. } => {
                failure.hint("name the folder they are in: `--keys FOLDER`")
            }
            BackupError::NotABackup
            | BackupError::NotOpened(NotOpened::Damaged | NotOpened::Unsealed) => {
                failure.hint("`factledger key backup` writes such a file")
            }
            BackupError::NotOpened(NotOpened::Passphrase) => {
                failure.hint("try again; without the passphrase, the keys in it are lost")
            }
        }
    }
}
