use serde::Serialize;

use crate::domain::{ArticleId, ClaimId, Status};
use crate::view::{Hit, HitOf};

/// Something that a search found.
#[derive(Serialize)]
pub struct HitJson<'a> {
    found_in: &'static str,
    id: String,
    claim: Option<ClaimId>,
    article: ArticleId,
    /// The verdict of the claim.
    status: Option<Status>,
    conflict: bool,
    text: &'a str,
    snippet: String,
    marks: Vec<MarkJson>,
}

/// A word that was found, in the bytes of the snippet.
#[derive(Serialize)]
struct MarkJson {
    start: usize,
    end: usize,
}

impl<'a> HitJson<'a> {
    pub fn of(hit: &'a Hit) -> Self {
        let claim = hit.claim().map(|claim| &claim.claim);
        let article = match &hit.of {
            HitOf::Article(article) => article.id,
            HitOf::Claim(claim) | HitOf::Evidence(_, claim) | HitOf::Note(_, claim) => {
                claim.claim.article
            }
        };
        let (snippet, marks) = hit.snippet();
        Self {
            found_in: hit.found_in().as_str(),
            id: hit.id(),
            claim: claim.map(|claim| claim.id),
            article,
            status: claim.map(|claim| claim.status),
            conflict: claim.is_some_and(|claim| claim.conflict),
            text: &hit.text,
            snippet,
            marks: marks.into_iter().map(|(start, end)| MarkJson { start, end }).collect(),
        }
    }
}
