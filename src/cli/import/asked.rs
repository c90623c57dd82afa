use super::Import;
use crate::cli::failure::{Failure, Kind};
use crate::domain::{Address, Draft};
use crate::ledger::{Asked, Imported, View};
use crate::terminal::shell_quoted;

/// Where a draft says that it is from.
pub(super) struct ReadAs {
    origin: String,
}

impl ReadAs {
    pub(super) fn of(draft: &Draft) -> Self {
        Self { origin: draft.origin.clone() }
    }
}

/// What was asked for of which known bytes may differ.
pub(super) fn asked(import: &Import) -> Asked {
    Asked {
        again: import.again,
        encoding: import.encoding.is_some(),
        extractor: import.extractor.is_some(),
        granularity: import.granularity.is_some(),
        min_score: import.min_score.is_some(),
        reader: import.reader.is_some(),
        title: import.title.is_some(),
        ..Asked::default()
    }
}

/// Refuse an origin that would be ignored: another address is recorded, but another name is not.
pub(super) fn check_origins(
    view: &View<'_>,
    done: &[Imported],
    read: &[ReadAs],
) -> Result<(), Failure> {
    for (imported, read) in done.iter().zip(read) {
        let Imported::Known { article: id } = imported else { continue };
        let article = view.article(*id)?;
        let known = article.appearances.iter().map(|appearance| &appearance.origin);
        let address = Address::key_of(&read.origin);
        if known.chain([&article.origin]).any(|origin| Address::key_of(origin) == address) {
            continue;
        }
        let origin = shell_quoted(&read.origin);
        let what = format!("{id} was recorded without `--origin {origin}`, and stays as it is");
        return Err(Failure::new(Kind::Failed, what)
            .hint(format!("`factledger correct {id} --origin {origin}` corrects it")));
    }
    Ok(())
}
