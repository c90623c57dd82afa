use std::io::Write;

use serde::Serialize;

use super::aside::AsideLine;
use super::{Site, SiteError, UP};
use crate::export::exchange::fragment;
use crate::export::page::claim_file::ClaimFile;
use crate::export::page::correction_line::{CorrectionLine, corrections};
use crate::view::ClaimDetail;

/// The proof that lies beside a page.
#[derive(Clone, Copy, Debug)]
pub struct Beside<'a> {
    /// What checks it, typed in the folder of the page.
    pub command: &'a str,
    /// The name of its file.
    pub name: &'a str,
}

/// What the page of a claim shows.
#[derive(Serialize)]
struct Shown<'c> {
    /// Why it is no longer among the verdicts.
    aside: Option<&'c AsideLine>,
    claim: &'c ClaimFile,
    command: Option<&'c str>,
    corrections: Vec<CorrectionLine>,
    newer: Option<String>,
    origin: &'c str,
    /// The name of the file with the proof.
    proof: Option<&'c str>,
}

/// Write the page of a claim.
pub fn write_claim(
    site: &Site<'_>,
    examined: &ClaimDetail,
    beside: Option<Beside<'_>>,
    out: &mut dyn Write,
) -> Result<(), SiteError> {
    let claim = &ClaimFile::of(examined);
    let aside = AsideLine::of(examined);
    let standing = match &aside {
        Some(aside) => format!("site-tag-{}", aside.what),
        None => claim.kind.as_str().to_owned(),
    };
    let title = format!("{}: {}", site.capital(&standing), claim.quote);
    let check = fragment(examined, site.report, site.publication)?.unwrap_or_default();
    site.begin(&title, UP, &check, out)?;
    let shown = Shown {
        aside: aside.as_ref(),
        claim,
        command: beside.map(|beside| beside.command),
        corrections: corrections(examined).collect(),
        newer: examined.listed.newer_text.map(|newer| newer.to_string()),
        origin: &examined.listed.article.origin,
        proof: beside.map(|beside| beside.name),
    };
    site.put("site_claim", shown, out)?;
    site.end(UP, out)
}
