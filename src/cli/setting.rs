//! Where in its document a claim stands, which the ledger does not keep: it is found in the kept bytes.

use crate::cli::failure::Failure;
use crate::domain::Setting;
use crate::ledger::View;
use crate::text::read::{Reading, structure};
use crate::view::ClaimDetail;

/// The claim, with the header of the table and the time of the post that it stands in.
pub(super) fn in_its_place(view: &View<'_>, claim: ClaimDetail) -> Result<ClaimDetail, Failure> {
    let of = &claim.listed.claim;
    if of.gone.is_some() || of.withheld.is_some() || view.withheld(of.article)?.is_some() {
        return Ok(claim);
    }
    let (article, raw) = view.document(of.article)?;
    let revision = &article.revision;
    let how = Reading {
        encoding: Some(revision.encoding.clone()),
        format: revision.reader.name.parse().ok(),
        ..Reading::default()
    };
    // A document that this version reads in another way says nothing of the text that is kept.
    let setting = structure(&raw, &how, revision.text_sha256)
        .map_or_else(|_| Setting::default(), |structure| structure.setting(of.span));
    Ok(ClaimDetail { setting, ..claim })
}
