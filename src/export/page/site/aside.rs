use serde::Serialize;

use crate::domain::{Aside, Event, Review, Status};
use crate::view::ClaimDetail;

/// Why a claim is no longer among the verdicts.
#[derive(Clone, Debug, Serialize)]
pub(super) struct AsideLine {
    /// In RFC 3339.
    pub(super) at: String,
    pub(super) by: String,
    pub(super) entry: String,
    pub(super) reason: Option<String>,
    pub(super) what: &'static str,
}

/// Whether a claim is no longer among the verdicts: it was dismissed, its words are gone from the
/// text, or its article was withdrawn.
pub fn is_aside(examined: &ClaimDetail) -> bool {
    aside(examined) != Aside::Not
}

/// Whether somebody judged it, so that its page was published, or could have been.
pub fn was_judged(examined: &ClaimDetail) -> bool {
    let judged = |review: Review| review.status != Status::Unverified;
    let counts = examined.acts.iter().filter(|act| act.has_effect);
    counts.filter_map(Review::recorded).any(judged)
}

fn aside(examined: &ClaimDetail) -> Aside {
    let claim = &examined.listed.claim;
    Aside::of(claim.dismissed, claim.gone.is_some(), claim.withdrawn)
}

impl AsideLine {
    pub(super) fn of(examined: &ClaimDetail) -> Option<Self> {
        let article = &examined.listed.article;
        match aside(examined) {
            Aside::Dismissed => {
                let is_it = |event: &Event| matches!(event, Event::ClaimDismissed(_));
                let acts = &mut examined.acts.iter().filter(|act| act.has_effect);
                let act = acts.rfind(|act| is_it(&act.entry.event))?;
                Some(Self {
                    at: act.entry.at.to_string(),
                    by: act.entry.actor.to_string(),
                    entry: act.position.to_string(),
                    reason: act.entry.event.remark().map(ToString::to_string),
                    what: "dismissed",
                })
            }
            Aside::Gone => {
                let gone = examined.listed.claim.gone?.entry;
                let last = article.reread.iter().map(|read| (read.at, &read.by, read.entry));
                let earlier = article.earlier.iter().map(|read| (read.at, &read.by, read.entry));
                let (at, by, entry) = last.chain(earlier).find(|(_, _, entry)| *entry == gone)?;
                let (at, by, entry) = (at.to_string(), by.to_string(), entry.to_string());
                Some(Self { at, by, entry, reason: None, what: "gone" })
            }
            Aside::Withdrawn => {
                let withdrawal = article.withdrawn.as_ref()?;
                Some(Self {
                    at: withdrawal.at.to_string(),
                    by: withdrawal.by.to_string(),
                    entry: withdrawal.entry.to_string(),
                    reason: Some(withdrawal.reason.to_string()),
                    what: "withdrawn",
                })
            }
            Aside::Not => None,
        }
    }
}
