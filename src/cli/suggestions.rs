use std::path::PathBuf;

use clap_complete::engine::CompletionCandidate;

use crate::domain::{ArticleId, ClaimId, ClaimQuery, Cursor, Key, Order, Status, Visible};
use crate::keys::{KeyFolder, Randomness};
use crate::ledger::{Access, Ledger, LedgerError, Location, View};

/// Completions from the ledger. If it cannot be read, there are none.
#[derive(Clone)]
pub(super) struct Suggestions {
    has_status: bool,
    ledger: Option<Location>,
    wanted: &'static [Wanted],
}

/// The kinds of values that an argument takes.
#[derive(Clone, Copy)]
pub(super) enum Wanted {
    Article,
    Claim,
    /// Claims, and ranges of claims.
    Claims,
    /// Dismissed claims, and ranges of them.
    Dismissed,
    Reviewer,
    Status,
}

impl Suggestions {
    /// More would be no help, and finding them must be quick.
    const MOST: usize = 30;

    pub(super) fn new(
        ledger: Option<Location>,
        has_status: bool,
        wanted: &'static [Wanted],
    ) -> Self {
        Self { has_status, ledger, wanted }
    }

    pub(super) fn is_status(word: &str) -> bool {
        word.parse::<Status>().is_ok()
    }

    /// Everything that begins with `current`.
    pub(super) fn of(&self, current: &str) -> Vec<CompletionCandidate> {
        let takes_status = self.wanted.iter().any(|wanted| matches!(wanted, Wanted::Status));
        if takes_status && self.has_status {
            return Vec::new();
        }
        // Nothing is signed here, so the folder of the keys does not matter.
        let keys = KeyFolder::new(PathBuf::new(), Randomness::Guessable([0; 32]));
        let ledger = self.ledger.as_ref();
        let mut ledger = ledger.and_then(|at| Ledger::at(at, Access::Read, keys).ok());
        let mut found = Vec::new();
        for wanted in self.wanted {
            found.extend(match (wanted, &mut ledger) {
                (Wanted::Status, _) => statuses(current),
                (_, None) => Vec::new(),
                (wanted, Some(ledger)) => from_ledger(ledger, *wanted, current).unwrap_or_default(),
            });
        }
        found
    }
}

fn from_ledger(
    ledger: &mut Ledger,
    wanted: Wanted,
    current: &str,
) -> Result<Vec<CompletionCandidate>, LedgerError> {
    match wanted {
        Wanted::Article => articles(&ledger.view()?, current),
        Wanted::Claim => claims(&ledger.view()?, current, false),
        Wanted::Claims => range(&ledger.view()?, current, false),
        Wanted::Dismissed => range(&ledger.view()?, current, true),
        Wanted::Reviewer => reviewers(ledger, current),
        Wanted::Status => Ok(statuses(current)),
    }
}

fn candidate(value: String, help: &str) -> CompletionCandidate {
    /// In characters.
    const LONGEST: usize = 60;
    let words = Visible::line(help).to_string();
    let mut shown: String = words.chars().take(LONGEST).collect();
    if shown.len() < words.len() {
        shown.push('…');
    }
    CompletionCandidate::new(value).help(Some(shown.into()))
}

fn statuses(current: &str) -> Vec<CompletionCandidate> {
    let fits = Status::ALL.into_iter().filter(|status| status.as_str().starts_with(current));
    fits.map(|status| candidate(status.to_string(), "a verdict")).collect()
}

/// A claim, or the end of a range of claims.
fn range(
    view: &View<'_>,
    current: &str,
    dismissed: bool,
) -> Result<Vec<CompletionCandidate>, LedgerError> {
    match current.split_once('-') {
        Some((first, last)) if first.parse::<ClaimId>().is_ok() => {
            let ends = claims(view, last, dismissed)?;
            Ok(ends.into_iter().map(|end| end.add_prefix(format!("{first}-"))).collect())
        }
        _ => claims(view, current, dismissed),
    }
}

/// Claims whose ids begin with these digits; without a digit, those that are listed first.
fn claims(
    view: &View<'_>,
    current: &str,
    dismissed: bool,
) -> Result<Vec<CompletionCandidate>, LedgerError> {
    let Some((letter, digits)) = split(current, 'C') else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    let query = ClaimQuery { dismissed, ..ClaimQuery::default() };
    if digits.is_empty() {
        for listed in view.list(&query, None, Some(Suggestions::MOST))? {
            let claim = listed?.claim;
            let help = format!("{}: {}", claim.status, claim.words());
            found.push(candidate(format!("{letter}{}", claim.id.0), &help));
        }
        return Ok(found);
    }
    let query = ClaimQuery { order: Order::Id, ..query };
    for (first, last) in numbers(digits) {
        let before = Cursor { id: ClaimId(first - 1), key: Key::None };
        let room = Suggestions::MOST - found.len();
        let mut is_past = true;
        for listed in view.list(&query, Some(before), Some(room))? {
            let claim = listed?.claim;
            is_past = false;
            if claim.id.0 <= last {
                let help = format!("{}: {}", claim.status, claim.words());
                found.push(candidate(format!("{letter}{}", claim.id.0), &help));
            }
        }
        if is_past || found.len() == Suggestions::MOST {
            break;
        }
    }
    Ok(found)
}

/// Articles whose ids begin with these digits. They are numbered without gaps.
fn articles(view: &View<'_>, current: &str) -> Result<Vec<CompletionCandidate>, LedgerError> {
    let Some((letter, digits)) = split(current, 'A') else { return Ok(Vec::new()) };
    // A bare number is a claim's.
    if letter.is_empty() && !digits.is_empty() {
        return Ok(Vec::new());
    }
    let blocks = if digits.is_empty() { vec![(1, u64::MAX)] } else { numbers(digits).collect() };
    let mut found = Vec::new();
    for number in blocks.into_iter().flat_map(|(first, last)| first..=last) {
        match view.article(ArticleId(number)) {
            Ok(article) if found.len() < Suggestions::MOST => {
                let name = article.title.unwrap_or(article.origin);
                found.push(candidate(format!("{letter}{number}"), &name));
            }
            Ok(_) | Err(LedgerError::NoArticle(_)) => break,
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}

fn reviewers(ledger: &Ledger, current: &str) -> Result<Vec<CompletionCandidate>, LedgerError> {
    let mut found: Vec<CompletionCandidate> = Vec::new();
    for reviewer in ledger.reviewers()? {
        let name = reviewer.name.to_string();
        let is_new = found.iter().all(|known| known.get_value() != name.as_str());
        if name.starts_with(current) && is_new && found.len() < Suggestions::MOST {
            found.push(candidate(name, "a reviewer"));
        }
    }
    Ok(found)
}

/// The letter of an id as it was typed, and the digits after it. If nothing was typed, the
/// usual letter.
fn split(current: &str, letter: char) -> Option<(&str, &str)> {
    if current.is_empty() {
        return Some((if letter == 'A' { "A" } else { "C" }, ""));
    }
    let digits = current.strip_prefix([letter, letter.to_ascii_lowercase()]).unwrap_or(current);
    let is_number = digits.chars().all(|c| c.is_ascii_digit()) && !digits.starts_with('0');
    is_number.then(|| current.split_at(current.len() - digits.len()))
}

/// The numbers that begin with these digits: 12, 120 to 129, 1200 to 1299, and so on.
fn numbers(digits: &str) -> impl Iterator<Item = (u64, u64)> {
    let start: Option<u64> = digits.parse().ok();
    let sizes = std::iter::successors(Some(1_u64), |size| size.checked_mul(10));
    sizes.map_while(move |size| {
        let first = start?.checked_mul(size)?;
        // No id is larger, in any database.
        let last = first.checked_add(size - 1)?;
        i64::try_from(last).ok().map(|_| (first, last))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_begin_alike_are_found_block_by_block() {
        let blocks: Vec<_> = numbers("12").take(3).collect();
        assert_eq!(blocks, [(12, 12), (120, 129), (1200, 1299)]);
        assert_eq!(numbers("9223372036854775807").count(), 1);
        assert_eq!(numbers("99999999999999999999").count(), 0);
    }

    #[test]
    fn an_id_is_completed_as_it_was_begun() {
        assert_eq!(split("", 'C'), Some(("C", "")));
        assert_eq!(split("c1", 'C'), Some(("c", "1")));
        assert_eq!(split("1", 'C'), Some(("", "1")));
        for other in ["A1", "C01", "dis", "--"] {
            assert_eq!(split(other, 'C'), None, "{other}");
        }
    }
}
