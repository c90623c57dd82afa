use std::io::{self, Write};

use super::{json, optional, shown, write_row};
use crate::domain::{Article, ArticleId, Counts, Withdrawal};
use crate::view::words;

const ARTICLE: [&str; 24] = [
    "id",
    "title",
    "origin",
    "byline",
    "published",
    "language",
    "reader",
    "encoding",
    "bytes",
    "sha256",
    "text_bytes",
    "text_sha256",
    "imported_at",
    "imported_by",
    "unverified",
    "disputed",
    "corroborated",
    "dismissed",
    "conflict",
    "newer_text",
    "corrected",
    "withdrawn",
    "gone",
    "also_at",
];

/// The names of the columns of an article.
pub fn write_article_header(out: &mut dyn Write) -> io::Result<()> {
    write_row(out, &ARTICLE)
}

/// An article, with how many claims it has.
pub fn write_article(
    out: &mut dyn Write,
    article: &Article,
    counts: &Counts,
    newer_text: Option<ArticleId>,
) -> io::Result<()> {
    let revision = &article.revision;
    let cells = [
        article.id.to_string().into(),
        optional(article.title.as_ref()),
        article.origin.as_str().into(),
        optional(article.byline.as_ref()),
        optional(article.published.as_ref()),
        optional(article.language.as_ref()),
        format!("{} {}", revision.reader.name, revision.reader.version).into(),
        revision.encoding.as_str().into(),
        revision.raw_bytes.to_string().into(),
        revision.raw_sha256.to_string().into(),
        revision.text_bytes.to_string().into(),
        revision.text_sha256.to_string().into(),
        article.imported_at.to_string().into(),
        article.imported_by.as_str().into(),
        counts.unverified.to_string().into(),
        counts.disputed.to_string().into(),
        counts.corroborated.to_string().into(),
        counts.dismissed.to_string().into(),
        counts.in_conflict.all().to_string().into(),
        shown(newer_text).into(),
        article
            .corrected
            .iter()
            .map(|(fact, correction)| format!("{fact} {}", words::corrected(correction)))
            .collect::<Vec<_>>()
            .join("; ")
            .into(),
        article
            .withdrawn
            .as_ref()
            .map(|Withdrawal { by, entry, reason, .. }| format!("by {by}, {entry}: {reason}"))
            .unwrap_or_default()
            .into(),
        counts.gone.to_string().into(),
        json(&article.appearances.iter().map(|at| &at.origin).collect::<Vec<_>>())?.into(),
    ];
    write_row(out, &cells)
}
