use std::io::{self, Write};

use super::claim;
use super::text::Markdown;
use crate::domain::{Article, ArticleId};
use crate::export::sentences::{GONE, corrections, gone};
use crate::export::whole::Whole;
use crate::view::words::{self, grouped};
use crate::view::{ClaimDetail, Section};

pub(super) fn write(whole: &Whole, out: &mut dyn Write) -> io::Result<()> {
    let Whole { claims, section: Section { article, counts: of, newer_text, withheld } } = whole;
    let title = article.title.as_ref().unwrap_or(&article.origin);
    writeln!(out, "## {}: {}\n\n{}.\n", article.id, Markdown(title), words::counts(of))?;
    write_article(article, *newer_text, out)?;
    if let Some(act) = withheld {
        let reason = act.entry.event.remark().map(|reason| Markdown(reason.as_str()));
        writeln!(
            out,
            "**{}**, by {}, {}, {}: {}\n",
            words::what_is_withheld(act, article.id),
            Markdown(act.entry.actor.as_str()),
            act.entry.at,
            act.position,
            reason.unwrap_or(Markdown(""))
        )?;
    }
    let (gone, claims): (Vec<_>, Vec<_>) =
        claims.iter().partition(|examined| examined.listed.claim.gone.is_some());
    let (dismissed, claims): (Vec<_>, Vec<_>) =
        claims.into_iter().partition(|examined| examined.listed.claim.dismissed);
    for examined in claims {
        claim::write(examined, out)?;
    }
    write_aside("Dismissed as not claims", &dismissed, out)?;
    write_aside(GONE, &gone, out)
}

fn write_article(
    article: &Article,
    newer_text: Option<ArticleId>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let revision = &article.revision;
    writeln!(out, "- Origin: {}", Markdown(&article.origin))?;
    for (label, fact) in [
        ("By", &article.byline),
        ("Published", &article.published),
        ("Language", &article.language),
    ] {
        if let Some(fact) = fact {
            writeln!(out, "- {label}: {}", Markdown(fact))?;
        }
    }
    for corrected in corrections(article) {
        writeln!(out, "- Corrected: {}", Markdown(&corrected))?;
    }
    writeln!(
        out,
        "- Imported: {}, by {}, entry {}\n\
         - Read as: {} {}, {}\n\
         - Bytes: {}, SHA-256 `{}`\n\
         - Text: {} bytes, SHA-256 `{}`",
        article.imported_at,
        Markdown(article.imported_by.as_str()),
        article.entry,
        Markdown(&revision.reader.name),
        Markdown(&revision.reader.version),
        Markdown(&revision.encoding),
        grouped(revision.raw_bytes),
        revision.raw_sha256,
        grouped(revision.text_bytes),
        revision.text_sha256
    )?;
    for earlier in words::earlier_readings(article) {
        writeln!(out, "- Read before as: {}", Markdown(&earlier))?;
    }
    for at in &article.appearances {
        let told = words::appeared(at);
        writeln!(out, "- Also at: {} ({})", Markdown(&at.origin), Markdown(&told))?;
    }
    if let Some(newer) = newer_text {
        writeln!(out, "- **Newer text**: {}", words::newer_text(newer))?;
    }
    writeln!(out)
}

/// Claims that are not among those of the article.
fn write_aside(heading: &str, claims: &[&ClaimDetail], out: &mut dyn Write) -> io::Result<()> {
    if claims.is_empty() {
        return Ok(());
    }
    writeln!(out, "### {heading}\n")?;
    for examined in claims {
        let claim = &examined.listed.claim;
        writeln!(
            out,
            "- {}, {}, bytes {}{}: “{}”",
            claim.id,
            claim.shown_place(),
            claim.span,
            gone(claim),
            Markdown(claim.words())
        )?;
        claim::write_acts(examined, out)?;
    }
    writeln!(out)
}
