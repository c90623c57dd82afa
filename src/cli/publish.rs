use std::path::PathBuf;

use clap::Args;

use super::export::{caveats, house};
use super::session::{Session, Target};
use super::value;
use crate::cli::failure::{Failure, Kind};
use crate::export::Language;
use crate::export::exchange::{BaseUrl, Publication};
use crate::ledger::{Access, VerifierKey};
use crate::publish::{self, Kept, KeptError, KeptFolder, Making, PublishError, is_of_site};
use crate::terminal::shell_quoted;
use crate::view::words;

/// Write a site of the verdicts for any web host
///
/// An index, a page for each claim and each article, feeds of verdicts and of corrections, the verdicts
/// as schema.org's `ClaimReview`, the log with its checkpoint, and beside each verdict the proof that it
/// is in the log: a reader can check a page with what lies beside it. There are no scripts, and all links
/// are relative, so the folder works under any address, and from a disk.
///
/// Run it again after each day: it writes only the files that changed, and removes those of its own that
/// no longer belong there. The page of a claim that was dismissed, or whose article was withdrawn or has
/// another text now, stays, and says so. It refuses a folder with other files in it, and never follows a link.
///
/// Everyone can read what is published. The texts of the articles are not in it, nor what is withheld;
/// notes, names and evidence are.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger publish site\n  \
    factledger publish site --base-url https://desk.example/checks/ --publisher 'The desk'\n  \
    factledger publish site --house our-house --language fr")]
pub(crate) struct Publish {
    /// The folder, created if it does not exist
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,

    /// Where the folder will be on the web, for feeds and `ClaimReview`
    #[arg(long, value_name = "URL")]
    base_url: Option<BaseUrl>,

    /// The name of your house [default: the one in its house folder, else the name of the log]
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,

    /// Folder with what your newsroom sets for pages: house.toml, labels.ftl, templates
    #[arg(long, value_name = "FOLDER")]
    house: Option<PathBuf>,

    /// Language of the words of the pages and feeds: de, en, es, fr, pt or uk [default: en]
    #[arg(long, value_name = "LANGUAGE", value_parser = value::one_of::<Language>(Language::ALL.map(Language::as_str)))]
    language: Option<Language>,

    /// Also into a folder that holds other files, or the site of another log; other files stay
    #[arg(long)]
    force: bool,
}

const SCRIPT: &[u8] = include_bytes!("../bundle/verify.py");

impl Publish {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let house = &house(self.house.as_deref(), self.language)?;
        let mut ledger = at.open(Access::Read)?;
        let scale = ledger.scale()?;
        let name = self.publisher.or_else(|| house.name().map(ToOwned::to_owned));
        let publication = Publication { base: self.base_url, publisher: name, scale };
        let view = ledger.view()?;
        publish::ensure_nothing_is_hidden(&view)?;
        let making = Making { command: &command, house, publication: &publication, script: SCRIPT };
        let mut folder = KeptFolder::begin(&self.folder, self.force, is_of_site)?;
        let published = publish::publish(&view, &making, self.force, &mut folder)?;
        let Kept { all, removed, written } = folder.finish().map_err(PublishError::Io)?;
        let console = &mut session.console;
        console.say(format_args!(
            "{} and {} in {}: {} of {} written, {} removed",
            words::claims(published.claims),
            words::count(published.proofs, "proof", "proofs"),
            self.folder.display(),
            words::grouped(written),
            words::count(all, "file", "files"),
            words::grouped(removed),
        ))?;
        caveats::warn(console, &published.caveats)?;
        Ok(())
    }
}

fn command(name: &str, log: &VerifierKey, reviewer: &VerifierKey) -> String {
    let [log, reviewer] = [log, reviewer].map(|key| shell_quoted(&key.to_string()));
    format!("factledger verify {name} --key {log} --key {reviewer}")
}

impl From<KeptError> for Failure {
    fn from(error: KeptError) -> Self {
        let names = match &error {
            KeptError::Others { names, .. } => names.clone(),
            KeptError::File(_) | KeptError::Link(_) => Vec::new(),
        };
        let failure = Self::of(&error);
        match error {
            KeptError::File(_) => failure,
            KeptError::Link(_) => failure.hint("publish into a folder without links"),
            KeptError::Others { .. } => {
                let first: Vec<&str> = names.iter().take(3).map(String::as_str).collect();
                let more = if names.len() > 3 { ", and more" } else { "" };
                failure.hint(format!(
                    "`publish` did not write this: {}{more}; name another folder, or use `--force`, \
                     which leaves what is not of the site as it is",
                    first.join(", ")
                ))
            }
        }
    }
}

impl From<PublishError> for Failure {
    fn from(error: PublishError) -> Self {
        let is_hidden = matches!(error, PublishError::Hidden(_));
        let is_other = matches!(error, PublishError::OtherLog(_));
        match error {
            PublishError::House(error) => error.into(),
            PublishError::Ledger(error) => error.into(),
            error @ (PublishError::Hidden(_) | PublishError::Io(_) | PublishError::OtherLog(_)) => {
                let failure = Self::new(Kind::Failed, error.to_string());
                if is_hidden {
                    return failure.hint(
                        "the log would show it to everyone: an editor, who sees everything, can \
                         publish, `--as NAME`",
                    );
                }
                if is_other {
                    return failure.hint("name another folder, or use `--force`");
                }
                match error {
                    PublishError::Io(error) => Self::from(error),
                    PublishError::Hidden(_)
                    | PublishError::House(_)
                    | PublishError::Ledger(_)
                    | PublishError::OtherLog(_) => failure,
                }
            }
        }
    }
}
