use std::io::{self, Write};

use super::text::{Foreign, Html, Link};
use super::{claim, history};
use crate::domain::{Article, ArticleId};
use crate::export::sentences::{GONE, corrections, gone};
use crate::export::whole::Whole;
use crate::view::words::{self, grouped};
use crate::view::{ClaimDetail, Section};

pub(super) fn write(whole: &Whole, out: &mut dyn Write) -> io::Result<()> {
    let Whole { claims, section: Section { article, counts: of, newer_text, withheld } } = whole;
    let title = article.title.as_ref().unwrap_or(&article.origin);
    writeln!(out, "<section id=\"{0}\">\n<h2>{0}: {1}</h2>", article.id, Foreign(title))?;
    writeln!(out, "<p class=\"total\">{}.</p>", words::counts(of))?;
    write_article(article, *newer_text, out)?;
    if let Some(act) = withheld {
        let reason = act.entry.event.remark().map(|reason| Foreign(reason.as_str()));
        writeln!(
            out,
            "<p class=\"withheld\">{}, by {}, <time>{}</time>, entry {}: {}</p>",
            words::what_is_withheld(act, article.id),
            Foreign(act.entry.actor.as_str()),
            act.entry.at,
            act.position,
            reason.unwrap_or(Foreign(""))
        )?;
    }
    let (gone, claims): (Vec<_>, Vec<_>) =
        claims.iter().partition(|examined| examined.listed.claim.gone.is_some());
    let (dismissed, claims): (Vec<_>, Vec<_>) =
        claims.into_iter().partition(|examined| examined.listed.claim.dismissed);
    for examined in claims {
        claim::write(examined, out)?;
    }
    write_aside("Dismissed as not claims", "dismissed", &dismissed, out)?;
    write_aside(GONE, "gone", &gone, out)?;
    writeln!(out, "</section>")
}

fn write_article(
    article: &Article,
    newer_text: Option<ArticleId>,
    out: &mut dyn Write,
) -> io::Result<()> {
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
         <dt>Text</dt><dd>{} bytes, SHA-256 <code>{}</code></dd>",
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
    )?;
    for earlier in words::earlier_readings(article) {
        writeln!(out, "<dt>Read before as</dt><dd>{}</dd>", Foreign(&earlier))?;
    }
    for at in &article.appearances {
        let told = words::appeared(at);
        writeln!(out, "<dt>Also at</dt><dd>{} ({})</dd>", Link(&at.origin), Foreign(&told))?;
    }
    if let Some(newer) = newer_text {
        writeln!(out, "<dt>Newer text</dt><dd>{}</dd>", words::newer_text(newer))?;
    }
    writeln!(out, "</dl>")
}

/// Claims that are not among those of the article.
fn write_aside(
    heading: &str,
    class: &str,
    claims: &[&ClaimDetail],
    out: &mut dyn Write,
) -> io::Result<()> {
    if claims.is_empty() {
        return Ok(());
    }
    writeln!(out, "<h3>{heading}</h3>\n<ul class=\"{class}\">")?;
    for examined in claims {
        let claim = &examined.listed.claim;
        writeln!(
            out,
            "<li id=\"{0}\">\n<p class=\"quote\" dir=\"auto\">{1}</p>\n\
             <p><a href=\"#{0}\">{0}</a>, {2}, bytes {3}{4}</p>",
            claim.id,
            Html(claim.words()),
            claim.shown_place(),
            claim.span,
            gone(claim)
        )?;
        claim::write_notes(examined, out)?;
        history::write(examined, out)?;
        writeln!(out, "</li>")?;
    }
    writeln!(out, "</ul>")
}
