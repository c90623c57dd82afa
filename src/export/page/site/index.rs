use std::io::Write;

use serde::Serialize;

use super::{News, Site, SiteError, article_path, claim_path};
use crate::domain::{ArticleId, Counts};
use crate::export::page::kind::Tally;

/// An article in the list of the index.
#[derive(Clone, Debug)]
pub struct ArticleLine {
    pub counts: Counts,
    pub id: ArticleId,
    pub title: String,
}

#[derive(Serialize)]
struct Shown<'i> {
    articles: Vec<ArticleShown<'i>>,
    claims: u64,
    dismissed: u64,
    key: &'i str,
    name: &'i str,
    tally: Tally,
    verdicts: Vec<VerdictShown<'i>>,
}

#[derive(Serialize)]
struct ArticleShown<'i> {
    claims: u64,
    id: String,
    path: String,
    tally: Tally,
    title: &'i str,
}

#[derive(Serialize)]
struct VerdictShown<'i> {
    at: String,
    id: String,
    path: String,
    quote: &'i str,
    standing: &'i str,
    symbol: char,
}

impl<'i> ArticleShown<'i> {
    fn of(ArticleLine { counts, id, title }: &'i ArticleLine) -> Self {
        let tally = Tally::of(counts);
        let path = article_path(*id);
        Self { claims: tally.all(), id: id.to_string(), path, tally, title }
    }
}

impl<'i> VerdictShown<'i> {
    fn of(News { at, claim, standing, symbol, words, .. }: &'i News) -> Self {
        Self {
            at: at.to_string(),
            id: claim.to_string(),
            path: claim_path(*claim),
            quote: words,
            standing,
            symbol: *symbol,
        }
    }
}

/// Write the index: the latest verdicts, the articles, and how to check it all.
pub fn write_index(
    site: &Site<'_>,
    verdicts: &[News],
    articles: &[ArticleLine],
    log_key: &str,
    out: &mut dyn Write,
) -> Result<(), SiteError> {
    let counts = &site.report.counts;
    let tally = Tally::of(counts);
    site.begin(site.name(), "", "", out)?;
    let shown = Shown {
        articles: articles.iter().map(ArticleShown::of).collect(),
        claims: tally.all(),
        dismissed: counts.dismissed,
        key: log_key,
        name: site.name(),
        tally,
        verdicts: verdicts.iter().map(VerdictShown::of).collect(),
    };
    site.put("site_index", shown, out)?;
    site.end("", out)
}
