use serde::Serialize;

use super::Site;
use super::aside::AsideLine;
use crate::domain::{ClaimId, Timestamp};
use crate::export::exchange::corrections;
use crate::export::page::correction_line::{self, CorrectionLine};
use crate::export::page::house::HouseError;
use crate::export::page::kind::Kind;
use crate::view::ClaimDetail;

/// What happened to a claim, as a list or a feed shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    pub at: Timestamp,
    pub claim: ClaimId,
    pub(super) said: Said,
    /// How the claim stands: the key of a label.
    pub(super) standing: String,
    pub(super) symbol: char,
    pub(super) words: String,
}

/// What a feed says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// Our own markup, of this entry.
    Correction { entry: String, html: String },
    /// What the verdict rests on, as it was written.
    Ground(String),
}

#[derive(Serialize)]
struct Shown<'n> {
    aside: Option<&'n AsideLine>,
    line: Option<&'n CorrectionLine>,
}

/// The last verdict on a claim, if there is one.
pub fn verdict_of(examined: &ClaimDetail) -> Option<News> {
    if super::is_aside(examined) {
        return None;
    }
    let (_, at) = corrections::dates(examined)?;
    let ground = corrections::ground(examined).unwrap_or_default().to_owned();
    Some(news(examined, at, Said::Ground(ground)))
}

/// What was put right about a claim, and that it is no longer among the verdicts.
pub fn corrections_of(site: &Site<'_>, examined: &ClaimDetail) -> Result<Vec<News>, HouseError> {
    let mut all = Vec::new();
    let mut add = |at, entry: String, shown: Shown<'_>| -> Result<(), HouseError> {
        let html = site.render("site_news", shown)?.trim_end().to_owned();
        all.push(news(examined, at, Said::Correction { entry, html }));
        Ok(())
    };
    let lines = correction_line::corrections(examined);
    let mut listed = Vec::new();
    for (line, correction) in lines.zip(examined.corrections()) {
        listed.push(correction.act.position.to_string());
        let entry = correction.act.position.to_string();
        let shown = Shown { aside: None, line: Some(&line) };
        add(correction.act.entry.at, entry, shown)?;
    }
    if let Some(aside) = AsideLine::of(examined).filter(|aside| !listed.contains(&aside.entry)) {
        let at = aside.at.parse().unwrap_or_default();
        add(at, aside.entry.clone(), Shown { aside: Some(&aside), line: None })?;
    }
    Ok(all)
}

fn news(examined: &ClaimDetail, at: Timestamp, said: Said) -> News {
    let claim = &examined.listed.claim;
    let kind = Kind::of(claim);
    let standing = match AsideLine::of(examined) {
        Some(aside) => format!("site-tag-{}", aside.what),
        None => kind.as_str().to_owned(),
    };
    let words = claim.words().to_owned();
    News { at, claim: claim.id, said, standing, symbol: kind.symbol(), words }
}
