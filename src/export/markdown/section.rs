use std::io::{self, Write};

use super::claim;
use super::text::Markdown;
use crate::domain::Article;
use crate::export::sentences::corrections;
use crate::view::words::{self, grouped};
use crate::view::{ClaimDetail, Section};

pub(super) fn write(section: &Section, out: &mut dyn Write) -> io::Result<()> {
    let Section { article, claims, counts: of } = section;
    let title = article.title.as_ref().unwrap_or(&article.origin);
    writeln!(out, "## {}: {}\n\n{}.\n", article.id, Markdown(title), words::counts(of))?;
    write_article(article, out)?;
    let (dismissed, claims): (Vec<_>, Vec<_>) =
        claims.iter().partition(|examined| examined.listed.claim.dismissed);
    for examined in claims {
        claim::write(examined, out)?;
    }
    write_dismissed(&dismissed, out)
}

fn write_article(article: &Article, out: &mut dyn Write) -> io::Result<()> {
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
         - Text: {} bytes, SHA-256 `{}`\n",
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
    )
}

fn write_dismissed(dismissed: &[&ClaimDetail], out: &mut dyn Write) -> io::Result<()> {
    if dismissed.is_empty() {
        return Ok(());
    }
    writeln!(out, "### Dismissed as not claims\n")?;
    for examined in dismissed {
        let claim = &examined.listed.claim;
        writeln!(
            out,
            "- {}, line {}, bytes {}: “{}”",
            claim.id,
            claim.place,
            claim.span,
            Markdown(&claim.quote)
        )?;
        claim::write_acts(examined, out)?;
    }
    writeln!(out)
}
