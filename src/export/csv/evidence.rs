use std::borrow::Cow;
use std::io::{self, Write};

use super::{shown, write_row};
use crate::domain::{Evidence, Locator, Note, SourceName};
use crate::view::ShownEvidence;

const EVIDENCE: [&str; 16] = [
    "id",
    "stance",
    "claims",
    "locator",
    "searched",
    "kind",
    "published",
    "origin",
    "quote",
    "quote_confirmed",
    "note",
    "sha256",
    "by",
    "at",
    "entry",
    "withdrawn",
];

/// The names of the columns of evidence.
pub fn write_evidence_header(out: &mut dyn Write) -> io::Result<()> {
    write_row(out, &EVIDENCE)
}

/// A piece of evidence.
pub fn write_evidence(out: &mut dyn Write, shown_one: &ShownEvidence) -> io::Result<()> {
    let Evidence { added, at, by, entry, withdrawn, .. } = &shown_one.evidence;
    let claims: Vec<String> = added.claims.iter().map(|of| of.claim.to_string()).collect();
    let (quote, is_confirmed) = shown_one.quoted().unzip();
    let cells: [Cow<'_, str>; 16] = [
        added.evidence.to_string().into(),
        added.stance.as_str().into(),
        claims.join("; ").into(),
        added.locator.as_ref().map_or("", Locator::as_str).into(),
        added.searched.as_ref().map_or("", |searched| searched.note().as_str()).into(),
        shown(added.kind).into(),
        shown(added.published.as_ref()).into(),
        shown_one.evidence.origin().map_or("", SourceName::as_str).into(),
        quote.unwrap_or_default().into(),
        shown(is_confirmed).into(),
        shown_one.evidence.note().map_or("", Note::as_str).into(),
        shown(added.capture.as_ref().map(|capture| capture.sha256)).into(),
        by.as_str().into(),
        at.to_string().into(),
        entry.to_string().into(),
        shown(withdrawn.as_ref().map(|withdrawal| withdrawal.entry)).into(),
    ];
    write_row(out, &cells)
}
