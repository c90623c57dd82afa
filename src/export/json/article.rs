use std::collections::BTreeMap;

use serde::Serialize;

use super::counts::CountsJson;
use super::later::Later;
use crate::domain::{
    Appearance, Article, ArticleId, Correction, Counts, EarlierReading, EntryId, Fact, LogEntry,
    Note, Reader, ReviewerName, Sha256, Timestamp, Withdrawal,
};
use crate::view::words::withholds_all;

/// An article.
#[derive(Serialize)]
pub struct ArticleJson<'a> {
    id: ArticleId,
    title: Option<&'a str>,
    origin: &'a str,
    byline: Option<&'a str>,
    published: Option<&'a str>,
    language: Option<&'a str>,
    reader: &'a Reader,
    encoding: &'a str,
    bytes: u64,
    /// The hash of the bytes as they were read.
    sha256: Sha256,
    text_bytes: u64,
    text_sha256: Sha256,
    imported_at: Timestamp,
    imported_by: &'a ReviewerName,
    entry: EntryId,
    /// Who withheld its text and page, and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    withheld: Option<WithheldJson<'a>>,
    counts: CountsJson,
    /// The last article that was imported later from the same origin, and that has another text.
    #[serde(skip_serializing_if = "Later::is_absent")]
    newer_text: Later<Option<ArticleId>>,
    /// The facts that were corrected, each with its last correction.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    corrected: BTreeMap<Fact, CorrectionJson<'a>>,
    /// Set while it is withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    withdrawn: Option<WithdrawalJson<'a>>,
    /// The last time that it was read again.
    #[serde(skip_serializing_if = "Option::is_none")]
    reread: Option<CorrectionJson<'a>>,
    /// The readings before that one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    earlier_readings: Vec<EarlierJson<'a>>,
    /// Other places where its text appeared.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    appearances: Vec<AppearanceJson<'a>>,
    /// Who withheld words of it last, and its page, and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    redacted: Option<WithheldJson<'a>>,
}

#[derive(Serialize)]
struct EarlierJson<'a> {
    entry: EntryId,
    by: &'a ReviewerName,
    at: Timestamp,
    reader: &'a Reader,
    encoding: &'a str,
    text_bytes: u64,
    text_sha256: Sha256,
}

#[derive(Serialize)]
struct AppearanceJson<'a> {
    origin: &'a str,
    entry: EntryId,
    by: &'a ReviewerName,
    at: Timestamp,
    /// The hash of the bytes there.
    sha256: Sha256,
}

impl<'a> EarlierJson<'a> {
    fn of(reading: &'a EarlierReading) -> Self {
        let EarlierReading { at, by, entry, revision } = reading;
        Self {
            entry: *entry,
            by,
            at: *at,
            reader: &revision.reader,
            encoding: &revision.encoding,
            text_bytes: revision.text_bytes,
            text_sha256: revision.text_sha256,
        }
    }
}

impl<'a> AppearanceJson<'a> {
    fn of(appearance: &'a Appearance, article: &Article) -> Self {
        let Appearance { at, by, entry, origin, revision } = appearance;
        let sha256 = revision.as_ref().unwrap_or(&article.revision).raw_sha256;
        Self { origin, entry: *entry, by, at: *at, sha256 }
    }
}

#[derive(Serialize)]
struct WithheldJson<'a> {
    entry: EntryId,
    by: &'a ReviewerName,
    at: Timestamp,
    reason: Option<&'a Note>,
}

#[derive(Serialize)]
pub(super) struct CorrectionJson<'a> {
    entry: EntryId,
    by: &'a ReviewerName,
    at: Timestamp,
}

#[derive(Serialize)]
struct WithdrawalJson<'a> {
    entry: EntryId,
    by: &'a ReviewerName,
    at: Timestamp,
    reason: &'a Note,
}

impl<'a> CorrectionJson<'a> {
    pub(super) fn of(correction: &'a Correction) -> Self {
        let Correction { at, by, entry } = correction;
        Self { entry: *entry, by, at: *at }
    }
}

impl<'a> ArticleJson<'a> {
    pub fn of(article: &'a Article, counts: &Counts, newer_text: Option<ArticleId>) -> Self {
        let revision = &article.revision;
        Self {
            id: article.id,
            title: article.title.as_deref(),
            origin: &article.origin,
            byline: article.byline.as_deref(),
            published: article.published.as_deref(),
            language: article.language.as_deref(),
            reader: &revision.reader,
            encoding: &revision.encoding,
            bytes: revision.raw_bytes,
            sha256: revision.raw_sha256,
            text_bytes: revision.text_bytes,
            text_sha256: revision.text_sha256,
            imported_at: article.imported_at,
            imported_by: &article.imported_by,
            entry: article.entry,
            withheld: None,
            counts: CountsJson::of(counts),
            newer_text: Later::Present(newer_text),
            corrected: article
                .corrected
                .iter()
                .map(|(fact, correction)| (*fact, CorrectionJson::of(correction)))
                .collect(),
            withdrawn: article.withdrawn.as_ref().map(|withdrawal| {
                let Withdrawal { at, by, entry, reason } = withdrawal;
                WithdrawalJson { entry: *entry, by, at: *at, reason }
            }),
            reread: article.reread.as_ref().map(CorrectionJson::of),
            earlier_readings: article.earlier.iter().map(EarlierJson::of).collect(),
            appearances: article
                .appearances
                .iter()
                .map(|appearance| AppearanceJson::of(appearance, article))
                .collect(),
            redacted: None,
        }
    }

    /// With the act that withheld its text and page, or words of it last, if there is one.
    #[must_use]
    pub fn withheld_by(mut self, act: Option<&'a LogEntry>) -> Self {
        let act = act.map(|act| {
            let of = WithheldJson {
                entry: act.position,
                by: &act.entry.actor,
                at: act.entry.at,
                reason: act.entry.event.remark(),
            };
            (withholds_all(act, self.id), of)
        });
        match act {
            Some((true, of)) => self.withheld = Some(of),
            Some((false, of)) => self.redacted = Some(of),
            None => {}
        }
        self
    }

    /// With the members that version 0.1.0 had.
    pub(super) fn into_first(mut self) -> Self {
        self.counts.make_first();
        self.newer_text = Later::Absent;
        self
    }
}
