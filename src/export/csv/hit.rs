use std::io::{self, Write};

use super::write_row;
use crate::view::{Hit, HitOf};

/// The names of the columns of what a search found.
pub fn write_hit_header(out: &mut dyn Write) -> io::Result<()> {
    write_row(out, &["found_in", "id", "claim", "article", "status", "conflict", "text"])
}

/// Something that a search found.
pub fn write_hit(out: &mut dyn Write, hit: &Hit) -> io::Result<()> {
    let claim = hit.claim().map(|claim| &claim.claim);
    let article = match &hit.of {
        HitOf::Article(article) => article.id,
        HitOf::Claim(claim) | HitOf::Evidence(_, claim) | HitOf::Note(_, claim) => {
            claim.claim.article
        }
    };
    let cells = [
        hit.found_in().as_str().to_owned(),
        hit.id(),
        claim.map(|claim| claim.id.to_string()).unwrap_or_default(),
        article.to_string(),
        claim.map(|claim| claim.status.to_string()).unwrap_or_default(),
        claim.map(|claim| claim.conflict.to_string()).unwrap_or_default(),
        hit.text.clone(),
    ];
    write_row(out, &cells)
}
