//! The pages and feeds of a site that any web host can serve: no script, no request to others, and
//! only relative links, so that it works under any address and from a disk.
//!
//! Nothing on a page is of the moment when it was written, so it changes only when what it says does.

mod article;
mod claim;
mod feed;
mod index;
mod text;

use std::io::{self, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::exchange::{Publication, corrections};
use crate::domain::{ArticleId, ClaimId, Sha256, Timestamp};
use crate::view::{ClaimDetail, Report, words};
use text::Html;

pub use article::{ArticlePage, article_row};
pub use claim::{Beside, write_claim};
pub use feed::{Feed, write_feed};
pub use index::{ArticleLine, write_index};

/// What all pages have in common.
#[derive(Clone, Copy)]
pub struct Site<'a> {
    pub publication: &'a Publication,
    pub report: &'a Report,
}

impl Site<'_> {
    /// The name of the house, or of its log.
    fn name(&self) -> &str {
        let log = self.report.origin.as_ref().map(crate::domain::Origin::as_str);
        self.publication.publisher.as_deref().or(log).unwrap_or("Fact checks")
    }
}

/// What happened to a claim, as a list or a feed shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    pub at: Timestamp,
    pub claim: ClaimId,
    /// How the claim stands: `disputed`.
    pub standing: &'static str,
    pub said: String,
    pub words: String,
}

/// The last verdict on a claim, if there is one.
pub fn verdict_of(examined: &ClaimDetail) -> Option<News> {
    let claim = &examined.listed.claim;
    let (_, at) = corrections::dates(examined)?;
    let standing = words::standing(&examined.listed);
    let said = corrections::ground(examined).unwrap_or_default().to_owned();
    let words = claim.words().to_owned();
    Some(News { at, claim: claim.id, standing, said, words })
}

/// What was put right about a claim.
pub fn corrections_of(examined: &ClaimDetail) -> Vec<News> {
    let claim = &examined.listed.claim;
    let standing = words::standing(&examined.listed);
    let news = |(at, said): (Timestamp, String)| {
        let words = claim.words().to_owned();
        News { at, claim: claim.id, standing, said, words }
    };
    corrections::all(examined).into_iter().map(news).collect()
}

/// The path of the page of a claim.
pub fn claim_path(claim: ClaimId) -> String {
    format!("claims/{claim}.html")
}

/// The path of the page of an article.
pub fn article_path(article: ArticleId) -> String {
    format!("articles/{article}.html")
}

const STYLE: &str = include_str!("site.css");

/// Begin a page. `up` leads to the index. `head` is markup.
fn begin(
    site: &Site<'_>,
    title: &str,
    up: &str,
    head: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let style = STANDARD.encode(Sha256::of(STYLE).as_bytes());
    write!(
        out,
        "<!doctype html>\n\
         <html lang=\"en\">\n\
         <head>\n\
         <meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; \
         form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{}</title>\n\
         <link rel=\"alternate\" type=\"application/atom+xml\" title=\"Verdicts\" \
         href=\"{up}verdicts.xml\">\n\
         <link rel=\"alternate\" type=\"application/atom+xml\" title=\"Corrections\" \
         href=\"{up}corrections.xml\">\n\
         {head}\
         <style>{STYLE}</style>\n\
         </head>\n\
         <body>\n\
         <header><a href=\"{up}index.html\">{}</a></header>\n\
         <main>\n",
        Html::line(title),
        Html::line(site.name()),
    )
}

fn end(up: &str, out: &mut dyn Write) -> io::Result<()> {
    write!(
        out,
        "</main>\n\
         <footer><p>“Unverified” says that nobody has reached a verdict, not that a claim is false. \
         Names and times are as the reviewers’ machines reported them. \
         <a href=\"{up}index.html#check\">How to check all this</a></p></footer>\n\
         </body>\n\
         </html>\n"
    )
}

/// The class of how a claim stands.
fn class(standing: &str) -> String {
    standing.replace(' ', "-")
}
