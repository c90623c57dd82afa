use std::sync::Arc;

use super::sample_texts::TEXTS;
use super::whole::Whole;
use crate::domain::{Article, Sha256, Text};
use crate::view::{ClaimDetail, Mark, MarkedText, Part, PartIterator, Parts, ReportSource};

/// Some articles, as the source of a report.
pub(crate) struct Sample(pub(super) Vec<Whole>);

impl ReportSource for Sample {
    type Error = ();

    fn marked(&self, article: &Article) -> Result<MarkedText, Self::Error> {
        let is_its = |text: &&&str| Sha256::of(**text) == article.revision.text_sha256;
        let text = TEXTS.iter().find(is_its).map(|text| Arc::new(Text::from(*text)));
        let claims = self.0.iter().filter(|whole| whole.section.article.id == article.id);
        let claims = claims.flat_map(|whole| &whole.claims).map(|examined| &examined.listed.claim);
        let mut marks: Vec<Mark> = claims
            .filter(|claim| !claim.dismissed)
            .map(|claim| Mark {
                claim: claim.id,
                conflict: claim.conflict,
                span: claim.span,
                status: claim.status,
            })
            .collect();
        marks.sort_by_key(|mark| (mark.span.start(), mark.span.end()));
        Ok(MarkedText { marks, text })
    }

    fn parts(&self, of: Parts<'_>) -> PartIterator<'_, Self::Error> {
        let mut parts = Vec::new();
        for Whole { claims, section } in &self.0 {
            let is_asked = |examined: &&ClaimDetail| match of {
                Parts::All => true,
                Parts::These(ids) => ids.contains(&examined.listed.claim.id),
            };
            let claims: Vec<&ClaimDetail> = claims.iter().filter(is_asked).collect();
            if matches!(of, Parts::All) || !claims.is_empty() {
                parts.push(Ok(Part::Section(Box::new(section.clone()))));
                let claims = claims.into_iter().cloned();
                parts.extend(claims.map(|claim| Ok(Part::Claim(Box::new(claim)))));
            }
        }
        Box::new(parts.into_iter())
    }
}
