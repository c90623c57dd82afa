use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args;

use super::{Fetching, ids, misused};
use crate::cli::failure::{Failure, Kind};
use crate::cli::session::{Session, Target};
use crate::domain::{CheckResult, EvidenceId, Visible, find_quote};
use crate::intake::{EvidencePlace, SourceError};
use crate::ledger::{Access, Captured, View};
use crate::text::fetch::{Address, FetchError};
use crate::text::read::ReadError;
use crate::view::{EvidenceDetail, ShownEvidence, found};

/// Look evidence up again, and compare it with what was kept
///
/// A page that is gone fails, with exit code 1. A quote that is gone makes the claims that rest on it
/// stale. A text that changed around its quote is pointed out. Bytes that changed without the text say
/// nothing. What changed is recorded, with the new bytes; what did not is not.
///
/// Evidence is compared with what was kept when it was added: somebody read that. Pages of which
/// nothing was kept, and searches, are left out. A file is looked for in the folder where you are, or
/// with `--in`.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger evidence check V4 V7\n  \
    factledger evidence check --claim C12\n  \
    factledger evidence check all")]
pub(crate) struct Check {
    /// Evidence: V4; or `all`
    #[arg(value_name = "EVIDENCE", num_args = 0..)]
    evidence: Vec<String>,

    /// The evidence about this claim
    #[arg(long, value_name = "CLAIM", conflicts_with_all = ["article", "evidence"])]
    claim: Option<String>,

    /// The evidence about the claims of this article
    #[arg(long, value_name = "ARTICLE", conflicts_with = "evidence")]
    article: Option<String>,

    /// The folder where files are looked for
    #[arg(long = "in", value_name = "FOLDER")]
    folder: Option<PathBuf>,

    #[command(flatten)]
    fetching: Fetching,
}

/// What is there now, what was read of it, and why it is not there.
type Looked = (Option<CheckResult>, Option<Captured>, Option<String>);

impl Check {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let author = at.author(session)?;
        let asked = self.asked(&at.open(Access::Read)?.view()?)?;
        let mut not_here: Vec<&str> = Vec::new();
        let (mut checks, mut gone, mut unreachable, mut looked) =
            (Vec::new(), Vec::new(), 0, 0_u64);
        for detail in &asked {
            let shown = &detail.shown;
            let Some(place) = self.place(shown) else {
                not_here.extend(shown.evidence.added.capture.is_some().then(|| shown.place()));
                continue;
            };
            looked += 1;
            let (id, last) = (shown.evidence.id(), shown.evidence.checks.last());
            let (result, captured, why) = match self.look(detail, &place) {
                Ok(looked) => looked,
                Err(failure) => {
                    unreachable += 1;
                    session.console.say(format_args!("{id}: {}", failure.in_a_line()))?;
                    continue;
                }
            };
            let Some(result) = result else { continue };
            if result == CheckResult::Gone {
                gone.push((id, shown.evidence.added.capture.is_some()));
            }
            let why = why.map_or_else(String::new, |why| format!(" ({why})"));
            session.console.say(format_args!("{id}: {}{why}", found(result)))?;
            let is_known = last.is_some_and(|last| {
                let text = |captured: &Captured| captured.capture().text.map(|text| text.sha256);
                let known = last.capture.as_ref().and_then(|known| known.text.as_ref());
                last.result == result
                    && known.map(|text| text.sha256) == captured.as_ref().and_then(text)
            });
            if !is_known {
                checks.push((id, result, captured));
            }
        }
        if !checks.is_empty() {
            at.record(session, |ledger| ledger.record_checks(&author, &checks))?;
        }
        let told = format!(
            "{looked} of {} looked up again; {} recorded by {}",
            asked.len(),
            crate::view::words::count(checks.len() as u64, "change", "changes"),
            author.name
        );
        session.console.say(told)?;
        if let Some(first) = not_here.first() {
            let files = crate::view::words::count(not_here.len() as u64, "file is", "files are");
            session.console.say(format_args!(
                "{files} not here, such as `{}`; name the folder that has them: --in FOLDER",
                Visible::line(first)
            ))?;
        }
        // What was recorded is said; what fails from here on is what was found.
        session.has_recorded = false;
        if unreachable > 0 {
            let what = crate::view::words::count(unreachable, "piece", "pieces");
            let what =
                format!("{what} of evidence could not be looked up; nothing was recorded of that");
            return Err(Failure::new(Kind::Failed, what).hint("try again later"));
        }
        if gone.is_empty() {
            return Ok(());
        }
        let what = crate::view::words::count(gone.len() as u64, "piece", "pieces");
        let failure = Failure::new(Kind::Failed, format!("{what} of evidence cannot be found"));
        Err(match gone.iter().find(|(_, is_kept)| *is_kept) {
            Some((kept, _)) => failure.hint(format!(
                "what was kept is still in the ledger: `factledger evidence show {kept}`"
            )),
            None => failure,
        })
    }

    fn asked(&self, view: &View<'_>) -> Result<Vec<EvidenceDetail>, Failure> {
        let of = |ids: BTreeSet<EvidenceId>| -> Result<Vec<EvidenceDetail>, Failure> {
            ids.into_iter().map(|id| Ok(view.evidence(id)?)).collect()
        };
        let standing = |shown: Vec<ShownEvidence>| {
            let standing = shown.into_iter().filter(|shown| shown.evidence.stands());
            standing.map(|shown| shown.evidence.id()).collect::<BTreeSet<_>>()
        };
        if let Some(claim) = &self.claim {
            return of(standing(view.evidence_list(Some(view.find_claim(claim)?))?));
        }
        if let Some(article) = &self.article {
            let article = view.find_article(article)?;
            let mut all = view.evidence_list(None)?;
            let query = crate::domain::ClaimQuery {
                article: Some(article),
                ..crate::domain::ClaimQuery::default()
            };
            let mut claims = BTreeSet::new();
            for listed in view.list(&query, None, None)? {
                claims.insert(listed?.claim.id);
            }
            all.retain(|shown| {
                shown.evidence.added.claims.iter().any(|of| claims.contains(&of.claim))
            });
            return of(standing(all));
        }
        match self.evidence.as_slice() {
            [] => Err(misused(
                "no evidence is named",
                "name it: `factledger evidence check V4`, or `factledger evidence check all`",
            )),
            [all] if all == "all" => of(standing(view.evidence_list(None)?)),
            names => of(ids(names)?),
        }
    }

    /// Where evidence is looked up. `None`: nothing was kept that it could be compared with.
    fn place(&self, shown: &ShownEvidence) -> Option<EvidencePlace> {
        let added = &shown.evidence.added;
        let (locator, _) = (added.locator.as_ref()?, added.capture.as_ref()?);
        if Address::is_meant(locator.as_str()) {
            return EvidencePlace::of(locator.as_str()).ok();
        }
        // A name in a ledger must not lead to any other folder.
        let name = Path::new(locator.as_str()).file_name()?;
        let path = self.folder.clone().unwrap_or_default().join(name);
        (self.folder.is_some() || path.exists()).then_some(EvidencePlace::File(path))
    }

    /// What is there now. `None`: what was kept, as far as its text tells.
    fn look(&self, detail: &EvidenceDetail, place: &EvidencePlace) -> Result<Looked, Failure> {
        let shown = &detail.shown;
        let now = match place.capture(&self.fetching.reading()) {
            Ok(now) => now,
            Err(error) if is_gone(&error) => {
                let why = std::error::Error::source(&error).map(ToString::to_string);
                return Ok((Some(CheckResult::Gone), None, why));
            }
            Err(error) => return Err(error.into()),
        };
        let was_bad =
            shown.evidence.checks.last().is_some_and(|last| {
                matches!(last.result, CheckResult::Gone | CheckResult::QuoteGone)
            });
        let there = was_bad.then_some(CheckResult::There);
        let before = shown.evidence.added.capture.as_ref();
        let (now_read, before_read) = (now.capture(), before.and_then(|kept| kept.text.as_ref()));
        let is_same = match (&now_read.text, before_read) {
            (Some(now), Some(before)) => now.sha256 == before.sha256,
            _ => before.is_some_and(|before| before.sha256 == now_read.sha256),
        };
        if is_same {
            return Ok((there, None, None));
        }
        let quote = shown.quoted().filter(|(_, is_confirmed)| *is_confirmed);
        let has_quote = quote.is_none_or(|(quote, _)| {
            now.text().is_some_and(|text| find_quote(text, quote).is_some())
        });
        let result = if has_quote { CheckResult::Moved } else { CheckResult::QuoteGone };
        Ok((Some(result), Some(now), None))
    }
}

/// Whether it is not there any more, rather than out of reach for now.
fn is_gone(error: &SourceError) -> bool {
    fn is_status_gone(error: &FetchError) -> bool {
        match error {
            FetchError::Status(status) => matches!(*status, 404 | 410),
            FetchError::There { source, .. } => is_status_gone(source),
            FetchError::Circle { .. }
            | FetchError::Coding(_)
            | FetchError::Downgrade { .. }
            | FetchError::Io(_)
            | FetchError::NotPublic(_)
            | FetchError::Protocol(_)
            | FetchError::Redirect { .. }
            | FetchError::TimedOut { .. }
            | FetchError::TooLarge { .. }
            | FetchError::TooManyRedirects { .. } => false,
        }
    }
    if let SourceError::Fetch { source, .. } = error {
        return is_status_gone(source);
    }
    let SourceError::Read { source: ReadError::Io(error), .. } = error else { return false };
    error.kind() == std::io::ErrorKind::NotFound
}
