//! `import --from bundle`: the articles and the verdicts of another ledger.

use std::path::Path;

use super::Import;
use super::desk::Desk;
use super::done::Done;
use super::plan::Plan;
use super::planned::Planned;
use crate::cli::failure::{Failure, Kind};
use crate::cli::session::Session;
use crate::cli::verify::sound_ledger;
use crate::domain::{ArticleId, Visible};
use crate::intake::{OfBundle, PublishedArticle};
use crate::ledger::LedgerError;

/// Take what is in each bundle, once it is verified.
pub(super) fn take(
    asked: &Import,
    session: &mut Session<'_>,
    desk: &mut Desk<'_>,
    done: &mut Done,
) -> Result<(), Failure> {
    if asked.title.is_some() || asked.origin.is_some() || asked.encoding.is_some() {
        let what = "`--title`, `--origin` and `--encoding` say nothing of a bundle";
        return Err(Failure::new(Kind::Misused, what));
    }
    asked.paths.iter().try_for_each(|path| take_one(asked, path, session, desk, done))
}

fn take_one(
    asked: &Import,
    path: &Path,
    session: &mut Session<'_>,
    desk: &mut Desk<'_>,
    done: &mut Done,
) -> Result<(), Failure> {
    let key: Vec<String> = asked.others.key.iter().cloned().collect();
    let mut other = sound_ledger(session, desk.at, path, &key)?;
    if let Some(own) = desk.existing()?
        && own.log_key()? == other.log_key()?
    {
        return Err(Failure::new(Kind::Failed, "it is a bundle of this very ledger")
            .context(format!("`{}` was not imported", path.display()))
            .hint("its verdicts are here already, and are no evidence by others"));
    }
    let bundle = OfBundle::new(&mut other)?;
    session.console.say(format_args!(
        "verified: a bundle of {}, all of it sound",
        Visible::line(bundle.log())
    ))?;
    let articles = bundle.articles()?;
    if asked.others.dry_run {
        return plan(asked, &bundle, &articles, session, desk);
    }
    for id in articles {
        let not_imported = || format!("{id} of the bundle was not imported");
        let article = bundle.article(id)?;
        match desk.record(|ledger, author| article.record(ledger, author)) {
            Ok((recorded, left_out)) => done.add(recorded, left_out),
            // It is withdrawn or withheld here.
            Err(error @ (LedgerError::Refused(_) | LedgerError::Withheld(_))) if !asked.strict => {
                let lines = Failure::from(error).context(not_imported());
                session.console.report_error(&lines.to_lines(session.console.err_screen))?;
                done.skipped += 1;
            }
            Err(error) => return Err(Failure::from(error).context(not_imported())),
        }
    }
    Ok(())
}

/// Show what would be recorded.
fn plan(
    asked: &Import,
    bundle: &OfBundle<'_>,
    articles: &[ArticleId],
    session: &mut Session<'_>,
    desk: &Desk<'_>,
) -> Result<(), Failure> {
    let own = desk.existing()?;
    let mut plan = Plan::new(asked.format, &session.console);
    for id in articles {
        let PublishedArticle { draft, found, names, verdicts, claims, .. } = bundle.article(*id)?;
        let known = match &own {
            Some(own) => own.known(&draft)?.map(|known| known.article.id),
            None => None,
        };
        let mut verdicts = verdicts.into_iter().peekable();
        for (number, (candidate, there)) in found.candidates.iter().zip(claims).enumerate() {
            let quote = |span| draft.text.quote(span).to_owned();
            let mut says = Vec::new();
            while let Some((_, verdict)) = verdicts.next_if(|(of, _)| *of == number) {
                says.push(verdict);
            }
            let planned = Planned {
                article: known,
                claim: None,
                claimant: candidate.claimant.map(quote).or_else(|| names.get(&number).cloned()),
                line: None,
                says,
                text: quote(candidate.span),
                there: Some(there),
            };
            plan.print(&mut session.console, &planned)?;
        }
    }
    plan.finish(&mut session.console, 0, "nothing was recorded")
}
