use serde::Serialize;

use crate::domain::{AllSaid, Article, ArticleId, Reader, Said, What};

/// What is known of an article, and where its document says so.
#[derive(Serialize)]
pub struct SaidJson<'a> {
    article: ArticleId,
    /// The reader that made the text that is recorded.
    reader: &'a Reader,
    /// The reader that found these places now.
    read_by: &'a Reader,
    facts: Vec<FactJson<'a>>,
}

#[derive(Serialize)]
struct FactJson<'a> {
    fact: &'static str,
    /// As it is in the ledger.
    recorded: Option<&'a str>,
    /// As the document says it.
    value: Option<&'a str>,
    place: Option<&'a str>,
    words: Option<&'a str>,
}

impl<'a> SaidJson<'a> {
    pub fn of(article: &'a Article, all: &'a AllSaid) -> Self {
        let fact = |what: What| {
            let said = all.of(what);
            FactJson {
                fact: what.as_str(),
                recorded: what.fact().and_then(|fact| article.fact(fact)),
                value: said.map(|said| said.value.as_str()),
                place: said.map(|said| said.place.as_str()),
                words: said.and_then(|Said { words, .. }| words.as_deref()),
            }
        };
        Self {
            article: article.id,
            reader: &article.revision.reader,
            read_by: &all.reader,
            facts: What::ALL.map(fact).into(),
        }
    }
}
