use clap::Args;

use super::remark::Remark;
use super::session::{Session, Target};
use crate::cli::failure::Failure;
use crate::domain::ArticleId;
use crate::ledger::Erased;

/// Remove the text and page of an article for good, and keep their hashes
///
/// For personal data, or for what must not be kept. The words of its claims go, too, from the ledger
/// and from everything it writes from now on. Their places, hashes, verdicts and history stay, and
/// `verify` still proves them. Your reason stays: do not repeat in it what must go. Notes, titles and names that people gave stay: `note --retract` and
/// `withdraw` keep them out of reports.
///
/// This cannot be undone. Backups, bundles and reports that were made before still have the words:
/// delete them yourself.
#[derive(Args)]
#[command(after_help = "Example:\n  \
    factledger withhold A3 -m 'health data, at the request of the person'")]
pub(crate) struct Withhold {
    /// Articles: ids, or the first digits of a hash
    #[arg(value_name = "ARTICLE", required = true, num_args = 1..)]
    articles: Vec<String>,

    #[command(flatten)]
    remark: Remark,
}

impl Withhold {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let author = at.author(session)?;
        let about =
            || Ok(vec![format!("withhold {}: your reason, which stays", self.articles.join(", "))]);
        let remark = self.remark.required(session, about)?;
        let recorded = at.record(session, |ledger| {
            let view = ledger.view()?;
            let articles: Vec<ArticleId> = self
                .articles
                .iter()
                .map(|name| view.find_article(name))
                .collect::<Result<_, _>>()?;
            drop(view);
            let erased = ledger.withhold(&author, &articles, &remark.note)?;
            Ok((articles, erased))
        });
        let (_, (articles, erased)) =
            recorded.map_err(|error| remark.kept(Failure::from(error)))?;
        let names: Vec<String> = articles.iter().map(ToString::to_string).collect();
        let names = names.join(", ");
        session.console.say(format_args!("{names} withheld by {}", author.name))?;
        if erased == Erased::NotYet {
            session.console.say(
                "traces may remain in the file: another program is using the ledger, or the disk is\n\
                 full; run this command again later",
            )?;
        }
        Ok(session.console.say(
            "backups, bundles and reports made before still have the words: delete them yourself",
        )?)
    }
}
