use std::io::Write;

use serde::Serialize;

use super::aside::AsideLine;
use super::{Site, SiteError, UP};
use crate::export::page::claim_file::ClaimFile;
use crate::export::page::kind::Tally;
use crate::export::page::shown::ArticleHead;
use crate::view::{ClaimDetail, Section};

/// The page of an article: where it is, and its claims. Its text is not ours to publish.
pub struct ArticlePage;

#[derive(Serialize)]
struct Shown {
    article: ArticleHead,
    dismissed: u64,
    tally: Tally,
    claims: u64,
    withdrawn: Option<Withdrawn>,
}

#[derive(Serialize)]
struct Withdrawn {
    at: String,
    by: String,
    entry: String,
    reason: String,
}

#[derive(Serialize)]
struct Line<'c> {
    aside: Option<AsideLine>,
    claim: &'c ClaimFile,
}

#[derive(Serialize)]
struct Nothing {}

impl ArticlePage {
    pub fn begin(site: &Site<'_>, section: &Section, out: &mut dyn Write) -> Result<(), SiteError> {
        let article = &section.article;
        let title = article.title.as_deref().unwrap_or(&article.origin);
        site.begin(title, UP, "", out)?;
        let withdrawn = article.withdrawn.as_ref().map(|withdrawal| Withdrawn {
            at: withdrawal.at.to_string(),
            by: withdrawal.by.to_string(),
            entry: withdrawal.entry.to_string(),
            reason: withdrawal.reason.to_string(),
        });
        let tally = Tally::of(&section.counts);
        let shown = Shown {
            article: ArticleHead::new(section, tally),
            dismissed: section.counts.dismissed,
            tally,
            claims: tally.all(),
            withdrawn,
        };
        site.put("site_article", shown, out)
    }

    pub fn end(site: &Site<'_>, out: &mut dyn Write) -> Result<(), SiteError> {
        site.put("site_article_end", Nothing {}, out)?;
        site.end(UP, out)
    }
}

/// A claim in the list of its article.
pub fn article_row(
    site: &Site<'_>,
    examined: &ClaimDetail,
    out: &mut dyn Write,
) -> Result<(), SiteError> {
    let claim = &ClaimFile::of(examined);
    site.put("site_line", Line { aside: AsideLine::of(examined), claim }, out)
}
