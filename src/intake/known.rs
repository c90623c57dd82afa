//! Bytes that the ledger has already: how they were read, and what the earlier reading said.

use std::collections::BTreeMap;

use crate::domain::{Article, Draft, Fact};
use crate::text::read::{self, Format, Reading};

/// Facts that the new reading of an article says otherwise than the earlier one. What a person gave
/// or corrected stays.
pub(super) fn other_facts(article: &Article, draft: &Draft) -> BTreeMap<Fact, Option<String>> {
    let revision = &article.revision;
    let as_before = Reading {
        encoding: Some(revision.encoding.clone()),
        format: Format::ALL.into_iter().find(|format| format.as_str() == revision.reader.name),
        ..Reading::default()
    };
    let Ok(before) = read::read(draft.raw.clone(), &article.origin, &as_before) else {
        return BTreeMap::new();
    };
    let is_of_reader = |fact: &Fact| {
        article.fact(*fact) == fact_of(&before, *fact) && !article.corrected.contains_key(fact)
    };
    let facts = [Fact::Byline, Fact::Language, Fact::Published, Fact::Title];
    let facts = facts.into_iter().filter(is_of_reader).filter_map(|fact| {
        let said = fact_of(draft, fact)?;
        (article.fact(fact) != Some(said)).then(|| (fact, Some(said.to_owned())))
    });
    facts.collect()
}

fn fact_of(draft: &Draft, fact: Fact) -> Option<&str> {
    match fact {
        Fact::Byline => draft.byline.as_deref(),
        Fact::Language => draft.language.as_deref(),
        Fact::Origin => Some(&draft.origin),
        Fact::Published => draft.published.as_deref(),
        Fact::Title => draft.title.as_deref(),
    }
}
