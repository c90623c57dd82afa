//! The pages and feeds of a site that any web host can serve: no script, no request to others, and
//! only relative links, so that it works under any address and from a disk. They say what a report
//! says, with its templates and labels.
//!
//! Nothing on a page is of the moment when it was written, so it changes only when what it says does.

mod article;
mod aside;
mod claim;
mod feed;
mod index;
mod news;

use std::io::{self, Write};

use serde::Serialize;

use super::guard;
use super::house::{House, HouseError};
use super::templates::{Form, Templates};
use super::text;
use crate::domain::{ArticleId, ClaimId, Origin, Timestamp};
use crate::export::exchange::Publication;
use crate::view::Report;

pub use article::{ArticlePage, article_row};
pub use aside::{is_aside, was_judged};
pub use claim::{Beside, write_claim};
pub use feed::{Feed, write_feed};
pub use index::{ArticleLine, write_index};
pub use news::{News, corrections_of, verdict_of};

/// What all pages have in common.
pub struct Site<'a> {
    publication: &'a Publication,
    report: &'a Report,
    /// When the log began.
    since: Timestamp,
    templates: Templates,
}

/// Why a page was not written.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    #[error(transparent)]
    House(#[from] HouseError),
    #[error("a page could not be written")]
    Output(#[from] io::Error),
}

/// The beginning of a page.
#[derive(Serialize)]
struct Top<'t> {
    name: &'t str,
    title: &'t str,
    up: &'t str,
}

/// The end of a page.
#[derive(Serialize)]
struct Bottom<'t> {
    name: &'t str,
    up: &'t str,
}

/// Where the index is, from a page in a folder.
const UP: &str = "../";

impl<'a> Site<'a> {
    /// `since` is when the log began.
    pub fn new(
        house: &House,
        publication: &'a Publication,
        report: &'a Report,
        since: Timestamp,
    ) -> Result<Self, HouseError> {
        Ok(Self { publication, report, since, templates: Templates::new(house)? })
    }

    /// The name of the house, or of its log.
    fn name(&self) -> &str {
        let log = self.report.origin.as_ref().map(Origin::as_str);
        self.publication.publisher.as_deref().or(log).unwrap_or("factledger")
    }

    /// What a label says, with a capital letter.
    fn capital(&self, label: &str) -> String {
        let words = self.templates.labels().word(label);
        let mut letters = words.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(letters).collect()
    }

    fn render(&self, template: &str, shown: impl Serialize) -> Result<String, HouseError> {
        Ok(self.templates.render(Form::Html, template, shown)?)
    }

    fn put(
        &self,
        template: &str,
        shown: impl Serialize,
        out: &mut dyn Write,
    ) -> Result<(), SiteError> {
        Ok(out.write_all(self.render(template, shown)?.as_bytes())?)
    }

    /// Begin a page. `up` leads to the index. `check` is our own markup: a check as `ClaimReview`.
    fn begin(
        &self,
        title: &str,
        up: &str,
        check: &str,
        out: &mut dyn Write,
    ) -> Result<(), SiteError> {
        let top = self.render("site_top", Top { name: self.name(), title, up })?;
        let mut head = String::new();
        for feed in Feed::ALL {
            let (path, title) = (feed.path(), text::html(&self.capital(feed.label())));
            head += &format!(
                "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"{title}\" \
                 href=\"{up}{path}\">\n"
            );
        }
        head += check;
        Ok(out.write_all(top.replacen(guard::HEAD, head.trim_end(), 1).as_bytes())?)
    }

    fn end(&self, up: &str, out: &mut dyn Write) -> Result<(), SiteError> {
        self.put("site_bottom", Bottom { name: self.name(), up }, out)
    }
}

/// The path of the page of a claim.
pub fn claim_path(claim: ClaimId) -> String {
    format!("claims/{claim}.html")
}

/// The path of the page of an article.
pub fn article_path(article: ArticleId) -> String {
    format!("articles/{article}.html")
}
