use std::io::{self, Write};

use super::text::{Foreign, Html, Link};
use super::{claim, history, words};
use crate::domain::Article;
use crate::export::whole::Whole;
use crate::view::words::grouped;
use crate::view::{ClaimDetail, Section};

pub(super) fn write(whole: &Whole, out: &mut dyn Write) -> io::Result<()> {
    let Whole { claims, section: Section { article, counts: of, .. } } = whole;
    let title = article.title.as_ref().unwrap_or(&article.origin);
    writeln!(out, "<section id=\"{0}\">\n<h2>{0}: {1}</h2>", article.id, Foreign(title))?;
    writeln!(out, "<p class=\"total\">{}.</p>", words::counts(of))?;
    write_article(article, out)?;
    let (dismissed, claims): (Vec<_>, Vec<_>) =
        claims.iter().partition(|examined| examined.listed.claim.dismissed);
    for examined in claims {
        claim::write(examined, out)?;
    }
    write_dismissed(&dismissed, out)?;
    writeln!(out, "</section>")
}

fn write_article(article: &Article, out: &mut dyn Write) -> io::Result<()> {
    let revision = &article.revision;
    writeln!(out, "<dl>\n<dt>Origin</dt><dd>{}</dd>", Link(&article.origin))?;
    for (label, fact) in [
        ("By", &article.byline),
        ("Published", &article.published),
        ("Language", &article.language),
    ] {
        if let Some(fact) = fact {
            writeln!(out, "<dt>{label}</dt><dd>{}</dd>", Foreign(fact))?;
        }
    }
    writeln!(
        out,
        "<dt>Imported</dt><dd><time>{}</time>, by {}, entry {}</dd>\n\
         <dt>Read as</dt><dd>{} {}, {}</dd>\n\
         <dt>Bytes</dt><dd>{}, SHA-256 <code>{}</code></dd>\n\
         <dt>Text</dt><dd>{} bytes, SHA-256 <code>{}</code></dd>\n\
         </dl>",
        article.imported_at,
        Foreign(article.imported_by.as_str()),
        article.entry,
        Foreign(&revision.reader.name),
        Foreign(&revision.reader.version),
        Foreign(&revision.encoding),
        grouped(revision.raw_bytes),
        revision.raw_sha256,
        grouped(revision.text_bytes),
        revision.text_sha256
    )
}

fn write_dismissed(dismissed: &[&ClaimDetail], out: &mut dyn Write) -> io::Result<()> {
    if dismissed.is_empty() {
        return Ok(());
    }
    writeln!(out, "<h3>Dismissed as not claims</h3>\n<ul class=\"dismissed\">")?;
    for examined in dismissed {
        let claim = &examined.listed.claim;
        writeln!(
            out,
            "<li id=\"{0}\">\n<p class=\"quote\" dir=\"auto\">{1}</p>\n\
             <p><a href=\"#{0}\">{0}</a>, {2}, bytes {3}</p>",
            claim.id,
            Html(claim.words()),
            claim.shown_place(),
            claim.span
        )?;
        claim::write_notes(examined, out)?;
        history::write(claim.id, &examined.acts, out)?;
        writeln!(out, "</li>")?;
    }
    writeln!(out, "</ul>")
}
