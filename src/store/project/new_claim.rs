use super::Row;
use crate::domain::{ClaimId, Extractor, LineColumn, RawSpan, Score, Sha256, Span, Text};
use crate::store::StoreError;

/// A claim that an entry records, checked against its text.
pub(super) struct NewClaim<'a> {
    pub(super) claimant: Option<&'a str>,
    pub(super) claimant_sha256: Option<Sha256>,
    pub(super) claimant_span: Option<Span>,
    pub(super) extracted: Option<(&'a Extractor, Score)>,
    pub(super) id: ClaimId,
    pub(super) place: Option<LineColumn>,
    pub(super) quote: &'a str,
    pub(super) quote_sha256: Sha256,
    pub(super) raw_span: Option<RawSpan>,
    pub(super) span: Span,
}

impl<'a> NewClaim<'a> {
    /// A claim that a person found, without a claimant. Without a text, its words are withheld.
    pub(super) fn of(
        row: Row,
        text: Option<&'a Text>,
        id: ClaimId,
        span: RawSpan,
        quote_sha256: Sha256,
    ) -> Result<Self, StoreError> {
        let span = row.span(text, span)?;
        let quote = text.map_or("", |text| text.quote(span));
        if text.is_some() && Sha256::of(quote) != quote_sha256 {
            return Err(row.misfit("its quote is not what the article has there"));
        }
        Ok(Self {
            claimant: None,
            claimant_sha256: None,
            claimant_span: None,
            extracted: None,
            id,
            place: text.map(|text| text.place(span)),
            quote,
            quote_sha256,
            raw_span: None,
            span,
        })
    }
}
