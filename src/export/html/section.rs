use std::io::{self, Write};

use super::text::{Foreign, Html, Link};
use super::{claim, history};
use crate::domain::Article;
use crate::export::sentences::{Wording, corrections};
use crate::view::words::{self, grouped};
use crate::view::{ClaimDetail, Section};

pub(super) fn write(section: &Section, wording: &Wording, out: &mut dyn Write) -> io::Result<()> {
    let Section { article, claims, counts: of } = section;
    let title = article.title.as_ref().unwrap_or(&article.origin);
    writeln!(out, "<section id=\"{0}\">\n<h2>{0}: {1}</h2>", article.id, Foreign(title))?;
    writeln!(out, "<p class=\"total\">{}.</p>", words::counts(of))?;
    write_article(article, out)?;
    let (dismissed, claims): (Vec<_>, Vec<_>) =
        claims.iter().partition(|examined| examined.listed.claim.dismissed);
    for examined in claims {
        claim::write(examined, wording, out)?;
    }
    write_dismissed(&dismissed, wording, out)?;
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
    for corrected in corrections(article) {
        writeln!(out, "<dt>Corrected</dt><dd>{}</dd>", Foreign(&corrected))?;
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

fn write_dismissed(
    dismissed: &[&ClaimDetail],
    wording: &Wording,
    out: &mut dyn Write,
) -> io::Result<()> {
    if dismissed.is_empty() {
        return Ok(());
    }
    writeln!(out, "<h3>Dismissed as not claims</h3>\n<ul class=\"dismissed\">")?;
    for examined in dismissed {
        let claim = &examined.listed.claim;
        writeln!(
            out,
            "<li id=\"{0}\">\n<p class=\"quote\" dir=\"auto\">{1}</p>\n\
             <p><a href=\"#{0}\">{0}</a>, line {2}, bytes {3}</p>",
            claim.id,
            Html(&claim.quote),
            claim.place,
            claim.span
        )?;
        claim::write_notes(examined, out)?;
        history::write(examined, wording, out)?;
        writeln!(out, "</li>")?;
    }
    writeln!(out, "</ul>")
}
