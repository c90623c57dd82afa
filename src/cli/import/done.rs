use std::collections::BTreeSet;

use super::answer::answer;
use crate::cli::failure::Failure;
use crate::cli::print::{OutputFormat, RowPrinter};
use crate::cli::session;
use crate::domain::ClaimId;
use crate::ledger::{Imported, Ledger, PublishedImport, View};
use crate::terminal::Console;
use crate::view::words;

/// What was done so far.
#[derive(Default)]
pub(super) struct Done {
    pub(super) articles: Vec<Imported>,
    /// Claims in articles that were there before.
    pub(super) claims: Vec<ClaimId>,
    pub(super) evidence: u64,
    pub(super) left_out: u64,
    pub(super) new_claims: u64,
    /// Sources that were not imported.
    pub(super) skipped: u64,
}

impl Done {
    /// Add what was recorded of one source.
    pub(super) fn add(&mut self, recorded: PublishedImport, left_out: u64) {
        let PublishedImport { claims, evidence, imported, new_claims } = recorded;
        match imported {
            Some(imported) => self.articles.push(imported),
            None => self.claims.extend(claims.into_iter().flatten()),
        }
        self.evidence += evidence;
        self.left_out += left_out;
        self.new_claims += new_claims;
    }
}

/// Show what was recorded.
pub(super) fn told(
    form: OutputFormat,
    console: &mut Console<'_>,
    ledger: &mut Ledger,
    done: &Done,
    has_failed: bool,
) -> Result<(), Failure> {
    session::answer(console, ledger, |console, view| {
        if !done.articles.is_empty() {
            answer(form, console, view, &done.articles)?;
        }
        told_of_claims(form, console, view, done)
    })?;
    let mut lines = Vec::new();
    if done.evidence > 0 {
        lines.push(format!(
            "{} recorded as evidence: no verdict of this ledger",
            words::count(done.evidence, "statement of others", "statements of others")
        ));
    } else if done.new_claims == 0 && done.articles.is_empty() && !has_failed {
        lines.push("nothing recorded: all of it is known".to_owned());
    }
    if done.left_out > 0 {
        lines.push(format!("{} left out", words::count(done.left_out, "row was", "rows were")));
    }
    for line in lines {
        console.say(line)?;
    }
    Ok(())
}

/// Show the claims in articles that were there before.
fn told_of_claims(
    form: OutputFormat,
    console: &mut Console<'_>,
    view: &View<'_>,
    done: &Done,
) -> Result<(), Failure> {
    let is_silent = console.quiet && form == OutputFormat::Table;
    if done.claims.is_empty() || is_silent {
        return Ok(());
    }
    let most = form.limit(None).unwrap_or(usize::MAX);
    let mut printer = RowPrinter::new(form, console);
    let mut once = BTreeSet::new();
    for ids in done.claims.chunks(500) {
        let ids: Vec<ClaimId> = ids.iter().copied().filter(|id| once.insert(*id)).collect();
        let left = most.saturating_sub(once.len() - ids.len());
        for listed in view.claims(&ids[..left.min(ids.len())])? {
            printer.print(console, &listed)?;
        }
    }
    printer.finish(console)?;
    if done.new_claims > 0 {
        console.say(format_args!("{} added", words::claims(done.new_claims)))?;
    }
    Ok(())
}
