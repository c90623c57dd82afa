use clap::Args;

use super::remark::Remark;
use super::session::{Session, Target};
use crate::cli::failure::Failure;
use crate::domain::ClaimId;
use crate::ledger::{Erased, LedgerError, ToWithhold, Withheld};

/// Remove a text, a note or a name for good, and keep its hash
///
/// For personal data, or for what must not be kept. Of an article, the text and the page go, and with
/// them the words of its claims. Of a claim, its words go, wherever they stand in the article, and so
/// do the page, other claims with some of these words, and the names that people gave for its
/// claimant; the rest of the text stays, with `#` in the place of what is gone. Of an entry, what a
/// person wrote in it goes: a note, a reason, the name of a claimant. Of evidence, what was captured
/// goes, with the note and the quote of the person who added it.
///
/// Everything goes from the ledger and from all that it writes from now on. Places, hashes, verdicts
/// and history stay, and `verify` still proves them. Titles and addresses stay, too: `correct` shows
/// others in their place. Do not repeat in your reason what must go.
///
/// This cannot be undone. Backups, bundles and reports that were made before still have the words:
/// delete them yourself.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger withhold A3 -m 'health data, at the request of the person'\n  \
    factledger withhold E57 C12 -m 'names a person who asked to be left out'")]
pub(crate) struct Withhold {
    /// Articles (A3, or the first digits of a hash), entries (E57), claims (C12), evidence (V4)
    #[arg(value_name = "WHAT", required = true, num_args = 1..)]
    what: Vec<String>,

    #[command(flatten)]
    remark: Remark,
}

impl Withhold {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let author = at.author(session)?;
        let about =
            || Ok(vec![format!("withhold {}: your reason, which stays", self.what.join(", "))]);
        let remark = self.remark.required(session, about)?;
        let recorded = at.record(session, |ledger| {
            let (what, names) = ledger.look(|view| {
                let (mut what, mut names) = (ToWithhold::default(), Vec::new());
                for name in &self.what {
                    names.push(if let Some(entry) = id_of(name, 'E') {
                        what.entries.insert(entry);
                        entry.to_string()
                    } else if let Some(evidence) = id_of(name, 'V') {
                        what.evidence.insert(evidence);
                        evidence.to_string()
                    } else if id_of::<ClaimId>(name, 'C').is_some() {
                        let claim = view.find_claim(name)?;
                        what.claims.insert(claim);
                        claim.to_string()
                    } else {
                        let article = view.find_article(name)?;
                        what.articles.insert(article);
                        article.to_string()
                    });
                }
                Ok::<_, LedgerError>((what, names))
            })?;
            let withheld = ledger.withhold(&author, &what, &remark.note)?;
            Ok((names, withheld))
        });
        let (_, (names, Withheld { erased, others, redacted })) =
            recorded.map_err(|error| remark.kept(Failure::from(error)))?;
        let names = names.join(", ");
        session.console.say(format_args!("{names} withheld by {}", author.name))?;
        if !redacted.is_empty() {
            session.console.say(format_args!(
                "the words are gone from the text of {}; the page as it was read is gone, too",
                in_words(&redacted)
            ))?;
        }
        if !others.is_empty() {
            session.console.say(format_args!(
                "claims with some of the same words went with them: {}",
                in_words(&others)
            ))?;
        }
        let remains = match erased {
            Erased::ByServer => Some(
                "the server no longer gives it out, and overwrites it in its own time; its\n\
                 administrator knows where else it is: in logs of changes, and on standby servers",
            ),
            Erased::Completely => None,
            Erased::NotYet => Some(
                "traces may remain in the file: another program is using the ledger, or the disk is\n\
                 full; run this command again later",
            ),
        };
        if let Some(remains) = remains {
            session.console.say(remains)?;
        }
        Ok(session.console.say(
            "backups, bundles and reports made before still have the words: delete them yourself",
        )?)
    }
}

/// The id that the name spells out with its letter. A name without one may be of an article.
fn id_of<T: std::str::FromStr>(name: &str, letter: char) -> Option<T> {
    let begins = name.starts_with([letter, letter.to_ascii_lowercase()]);
    if begins { name.parse().ok() } else { None }
}

fn in_words<T: ToString>(ids: &[T]) -> String {
    ids.iter().map(T::to_string).collect::<Vec<_>>().join(", ")
}
