use std::io::{self, Write};

use super::text::{Html, place};
use super::{Site, begin, claim_path, class, end};
use crate::view::{ClaimDetail, Section, words};

/// The page of an article: where it is, and its claims. Its text is not ours to publish.
pub struct ArticlePage;

impl ArticlePage {
    pub fn begin(site: &Site<'_>, section: &Section, out: &mut dyn Write) -> io::Result<()> {
        let article = &section.article;
        let title = article.title.as_deref().unwrap_or(&article.origin);
        begin(site, title, "../", "", out)?;
        writeln!(
            out,
            "<h1>{}</h1>\n<p class=\"facts\">{}",
            Html::line(title),
            place(&article.origin)
        )?;
        if let Some(byline) = &article.byline {
            writeln!(out, "<br>By {}", Html::line(byline))?;
        }
        if let Some(published) = &article.published {
            writeln!(out, "<br>Published {}", Html::line(published))?;
        }
        writeln!(
            out,
            "<br>{}</p>\n<table>\n<thead><tr><th scope=\"col\">Claim</th>\
             <th scope=\"col\">Stands</th><th scope=\"col\">Words</th></tr></thead>\n<tbody>",
            words::counts(&section.counts),
        )
    }

    pub fn end(out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "</tbody>\n</table>")?;
        end("../", out)
    }
}

/// A claim in the list of its article.
pub fn article_row(examined: &ClaimDetail, out: &mut dyn Write) -> io::Result<()> {
    let claim = &examined.listed.claim;
    let standing = words::standing(&examined.listed);
    writeln!(
        out,
        "<tr><td><a href=\"../{}\">{}</a></td><td class=\"{}\">{standing}</td><td>{}</td></tr>",
        claim_path(claim.id),
        claim.id,
        class(standing),
        Html::line(claim.words()),
    )
}
