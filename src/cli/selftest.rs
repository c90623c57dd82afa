use clap::Args;

use super::print::{OutputFormat, RowPrinter};
use super::session::{Session, Target};
use crate::bundle::try_tampering;
use crate::cli::failure::{Failure, Kind};
use crate::files::UnfinishedFolder;
use crate::ledger::Scratch;
use crate::text::extract::{self, Search};
use crate::text::read::{self, Reading};
use crate::view::{Trial, words};

/// Tamper with a scratch ledger, and show what is detected
///
/// Makes a small ledger in a temporary folder, tampers with copies of it, of a bundle and of a
/// proof in every way that should be detected, and prints what was found. It also tries what no
/// file can show by itself, such as an older copy that was put back. It takes a few seconds, and
/// does not touch your ledgers and keys.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger selftest\n  \
    factledger selftest --format json")]
pub(crate) struct Selftest {
    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: OutputFormat,
}

/// The article in the scratch ledger. It is invented.
const ARTICLE: &str = "The Toll of Ardelle\n\n\
    In the council, 17 of 19 members voted for the new toll on 3 May 2024.\n\n\
    The works had cost 18.6 million crowns, Mayor Maud Ferring said.\n\n\
    In June 4,120 people crossed the bridge, 12 percent fewer than in May.\n";

impl Selftest {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        self.try_all(session, at).map_err(Failure::of_scratch_ledger)
    }

    fn try_all(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let folder = UnfinishedFolder::new().map_err(|error| {
            Failure::of(&error).context("no temporary folder can be made for the scratch ledger")
        })?;
        let draft = read::read(ARTICLE.into(), "toll.txt", &Reading::default())?;
        let article = extract::extract_all(vec![draft], Search::ALL).pop();
        let article = article.ok_or_else(|| Failure::new(Kind::Failed, "nothing was extracted"))?;
        let keys = at.keys.elsewhere(folder.path().join("keys"));
        let scratch = Scratch::new(folder.path(), keys.clone(), session.now, article)?;
        let mut trials = scratch.try_all()?;
        trials.extend(try_tampering(&mut scratch.ledger()?, &keys, session.now, folder.path())?);
        let console = &mut session.console;
        if !(console.quiet
            && self.format == OutputFormat::Table
            && trials.iter().all(Trial::is_as_promised))
        {
            RowPrinter::print_all(self.format, console, &trials)?;
        }
        let failed = trials.iter().filter(|trial| !trial.is_as_promised()).count() as u64;
        let promised = trials.iter().filter(|trial| trial.is_promised).count() as u64;
        if failed > 0 {
            let failed = words::count(failed, "trial", "trials");
            return Err(Failure::new(
                Kind::Tampered,
                format!("{failed} did not turn out as promised"),
            )
            .hint("do not rely on this program before you know why"));
        }
        console.say(format_args!(
            "{promised} of {} found, as promised\n\
             not found by the file alone: an older copy, and a rewrite by its owner",
            words::count(promised, "tampering", "tamperings")
        ))?;
        Ok(())
    }
}
