//! Sentences that all pages share. Nothing in them is foreign.

use std::collections::BTreeMap;
use std::fmt::{self, Display};

use crate::domain::{
    Article, Claim, ClaimId, Correction, Docket, EntryId, Event, EvidenceId, Gone, Review,
    ReviewerName, RulingKind, Selection, Status,
};
use crate::view::{AsOf, ClaimSummary, Hidden, KeyChange, Report, RevokedKey, Selected, words};

/// Said of a conflict.
pub(super) fn until_they_agree(status: Status) -> String {
    format!("Until they agree, the earlier verdict stands: {status}.")
}

/// What the reader should know about the report.
pub(super) const LIMITS: [&str; 4] = [
    "“Unverified” means that nobody has reviewed the claim, or that it was reopened. It does not \
     say whether the claim is true.",
    "Times and names are as the reviewers’ machines reported them.",
    "This report alone does not prove its history. Its checkpoint fixes every entry up to the last \
     one. The entries, and the proofs that they are in the log, are in the bundle of this report, \
     or in the proof of a single verdict.",
    "To rule out an older copy, or a rewrite by the ledger’s owner, compare with a checkpoint kept \
     elsewhere.",
];

pub(super) const LIMITS_HEADING: &str = "Limits of this report";

/// The ratings of the house, as they follow a status: ` (misleading)`. They are foreign text.
pub(super) fn rated(listed: &ClaimSummary) -> String {
    words::in_brackets(&listed.ratings())
}

/// What follows the verdict: ` by 2 reviewers`.
pub(super) fn verdict_basis(listed: &ClaimSummary) -> String {
    if listed.hidden > 0 {
        let entries = words::count(listed.hidden, "entry", "entries");
        return format!(", as far as is shown: {entries} of others on it are hidden");
    }
    let reviewers = Review::latest(&listed.reviews).count() as u64;
    let by = words::count(reviewers, "reviewer", "reviewers");
    let resolved = listed.rulings.iter().rfind(|ruling| ruling.is_resolution());
    if let Some(resolved) = resolved.filter(|resolved| listed.is_last(resolved)) {
        return format!(", as {} resolved the conflict", resolved.by);
    }
    if !listed.claim.waits.is_nothing() {
        let said = listed.sides().first().map_or("", |(status, _)| status.as_str());
        return format!(": {said} by {by} so far; {}", words::needs(listed.claim.waits));
    }
    let was_judged = listed.reviews.iter().any(|review| review.status != Status::Unverified);
    match listed.claim.status {
        Status::Unverified if reviewers == 0 => ": not reviewed yet".to_owned(),
        Status::Unverified if was_judged => format!(": reviewed before, and reopened by {by}"),
        Status::Unverified => format!(": left open by {by}"),
        Status::Disputed | Status::Corroborated => format!(" by {by}"),
    }
}

/// `2 articles, 17 claims: 12 unverified, 3 disputed, 2 corroborated; 1 dismissed`.
pub(super) fn totals(report: &Report) -> String {
    let articles = words::count(report.articles, "article", "articles");
    format!("{articles}, {}", words::counts(&report.counts))
}

/// Said in place of the words of a review or a note that does not stand.
pub(super) const TAKEN_BACK: &str = "taken back since; its words are in the log";

/// What a report on a selection is about: `claims that are disputed, in A1 and A3`.
pub(super) fn selection(selected: &Selected) -> String {
    let Selection { articles, by, since, statuses, tags } = &selected.of;
    let mut parts = Vec::new();
    if !statuses.is_empty() {
        parts.push(format!("that are {}", listed(statuses, "or")));
    }
    if !tags.is_empty() {
        let word = if tags.len() == 1 { "the tag" } else { "the tags" };
        parts.push(format!("with {word} {}", listed(tags, "and")));
    }
    if let Some(since) = since {
        parts.push(format!("that changed since {since}"));
    }
    if let Some(name) = by {
        parts.push(format!("that {name} judged"));
    }
    if !articles.is_empty() {
        parts.push(format!("in {}", listed(articles, "and")));
    }
    format!("claims {}", parts.join(", "))
}

/// Said of a report that leaves something out, with foreign text as `shown`.
pub(super) fn hidden(hidden: &Hidden, shown: impl Fn(&str) -> String) -> String {
    let from = hidden
        .from
        .as_ref()
        .map_or_else(|| "somebody who gave no name".to_owned(), |name| shown(name.as_str()));
    let entries = words::count(hidden.entries(), "entry is", "entries are");
    let claims: Vec<ClaimId> = hidden.claims.keys().copied().collect();
    format!(
        "{entries} left out of this report, which was made for {from}. Reviews are blind: what others \
         said of a claim is hidden from a reviewer who has not reviewed it. These claims are shown as \
         if nobody had judged them: {}.",
        Ranges { ids: &claims, link: |id| id }
    )
}

/// How much there is besides what was selected.
pub(super) fn whole(selected: &Selected) -> String {
    let articles = words::count(selected.articles, "article", "articles");
    format!("{articles}, {}", words::counts(&selected.counts))
}

/// Who is to judge a claim, and its tags.
pub(super) fn docket(Docket { assigned, tags, .. }: &Docket) -> Vec<(&'static str, String)> {
    let assigned = assigned.as_ref().map(|assigned| {
        let due = assigned.due.map(|due| format!(", due {due}")).unwrap_or_default();
        ("Assigned to", format!("{}{due}", assigned.to))
    });
    let tags = (!tags.is_empty()).then(|| ("Tags", words::tags(tags)));
    assigned.into_iter().chain(tags).collect()
}

/// `A1, A2 and A3`.
fn listed<T: Display>(things: &[T], and: &str) -> String {
    let things: Vec<String> = things.iter().map(ToString::to_string).collect();
    match things.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} {and} {last}", others.join(", ")),
        None => String::new(),
    }
}

/// `State of 2026-05-02T00:00:00Z (entry E12 of 57)`: said of an earlier state.
pub(super) fn state(report: &Report) -> Option<String> {
    let AsOf { at, entries, left_out } = report.as_of.as_ref()?;
    let last = EntryId(report.entries.saturating_sub(1));
    let mut words = format!("State of {at} (entry {last} of {})", words::grouped(*entries));
    if !left_out.is_empty() {
        let left_out = Ranges { ids: left_out, link: |id| id };
        words +=
            &format!("; left out, because they follow entries that are dated later: {left_out}");
    }
    Some(words)
}

/// What the head of a report says of a key that was revoked, with foreign text as `shown`.
pub(super) fn revocation(revoked: &RevokedKey, shown: impl Fn(&str) -> String) -> String {
    let RevokedKey { at, by, entry, key: _, name, reason, refused, signed, since: _ } = revoked;
    let list = |entries: &[EntryId]| Ranges { ids: entries, link: |id| id }.to_string();
    let mut words = format!(
        "The key of {} was revoked by {} in {entry}, {at}: {}",
        shown(name.as_str()),
        shown(by.as_str()),
        shown(reason.as_str())
    );
    if !words.ends_with(['.', '!', '?']) {
        words.push('.');
    }
    words += &match signed.as_slice() {
        [] => " It had signed nothing.".to_owned(),
        signed => format!(" What it signed until then remains valid: {}.", list(signed)),
    };
    if !refused.is_empty() {
        words += &format!(" What it signed later has no effect: {}.", list(refused));
    }
    words
}

/// What the head of a report says of another key of the log, with foreign text as `shown`.
pub(super) fn key_change(change: &KeyChange, shown: impl Fn(&str) -> String) -> String {
    let KeyChange { at, by, entry, from, is_signed, to } = change;
    if !is_signed {
        let by = shown(by.as_str());
        return format!(
            "The key of the ledger, {}, did not sign the one that took its place in {entry}, {at}: {} \
             of {}. {by} says by this that the old one was lost. The entries before it are those that \
             the old key signed last. That {by} may go on, nothing in the ledger proves: ask {by}.",
            from.id(),
            to.id(),
            shown(to.name().as_str()),
        );
    }
    format!(
        "The key of the ledger was rotated by {} in {entry}, {at}: {} signed {}, which signs its \
         state from then on.",
        shown(by.as_str()),
        from.id(),
        to.id()
    )
}

/// What follows a review or a remark whose key was revoked since.
pub(super) fn key_revoked(listed: &ClaimSummary, entry: EntryId, by: &ReviewerName) -> String {
    let revoked = listed.revoked.signer_of(entry, by);
    revoked
        .map_or_else(String::new, |revoked| format!(" (key revoked since, in {})", revoked.entry))
}

/// Said of a claim whose claimant was corrected.
pub(super) fn said_by_corrected(Correction { at, by, entry }: &Correction) -> String {
    format!("Who said it was corrected by {by}, {at}, {entry}")
}

/// Said of an article with corrected facts: `origin, title, by ana, 2026-11-23T08:00:00Z, E57`.
pub(super) fn corrections(article: &Article) -> Vec<String> {
    let mut by_entry: BTreeMap<EntryId, (&Correction, Vec<&str>)> = BTreeMap::new();
    for (fact, correction) in &article.corrected {
        let (_, facts) = by_entry.entry(correction.entry).or_insert((correction, Vec::new()));
        facts.push(fact.as_str());
    }
    let of = |(Correction { at, by, entry }, facts): &(&Correction, Vec<&str>)| {
        format!("{}, by {by}, {at}, {entry}", facts.join(", "))
    };
    by_entry.values().map(of).collect()
}

/// What a review rests on: `, on V4, V7`.
pub(super) fn rests_on(evidence: &[EvidenceId]) -> String {
    if evidence.is_empty() {
        return String::new();
    }
    let ids: Vec<String> = evidence.iter().map(ToString::to_string).collect();
    format!(", rests on {}", ids.join(", "))
}

/// Heads the claims that are gone.
pub(super) const GONE: &str = "Gone since the article was read again";

/// Said of where a claim is that is gone: `, of the text … before E57`.
pub(super) fn gone(claim: &Claim) -> String {
    claim.gone.map_or_else(String::new, |Gone { entry, text_sha256 }| {
        let digits: String = text_sha256.to_string().chars().take(12).collect();
        format!(", of the text {digits}, gone since {entry}")
    })
}

/// What a person did to a claim, in one word.
pub(super) fn past_tense(event: &Event) -> &'static str {
    match event {
        Event::ClaimAdded(_) => "added",
        Event::ClaimAssigned(_) => "assigned",
        Event::ClaimCorrected(_) => "corrected",
        Event::ClaimDismissed(_) => "dismissed",
        Event::ClaimLinked(_) => "let rest on another",
        Event::ClaimReleased(_) => "given back",
        Event::ClaimRestored(_) => "restored",
        Event::ClaimReviewed(_) => "reviewed",
        Event::ClaimScoped(_) => "scoped",
        Event::ClaimSuggested(suggested) => match suggested.status {
            Status::Unverified => "suggested as unverified",
            Status::Disputed => "suggested as disputed",
            Status::Corroborated => "suggested as corroborated",
        },
        Event::ClaimTagged(_) => "tagged",
        Event::ClaimTaken(_) => "taken",
        Event::ClaimUnlinked(_) => "no longer rests on another",
        Event::EvidenceAdded(_) => "evidence added",
        Event::EvidenceChecked(_) => "evidence checked",
        Event::EvidenceGrouped(_) => "evidence grouped",
        Event::EvidenceWithdrawn(_) => "evidence withdrawn",
        Event::NoteAdded(_) => "noted",
        Event::NoteRetracted(_) => "retracted",
        Event::ReviewWithdrawn(_) => "withdrawn",
        Event::VerdictResolved(resolved) => words::ruled(RulingKind::Resolved(resolved.status)),
        Event::WaiverGiven(given) => words::ruled(RulingKind::Waived(given.rule)),
        Event::ArticleAppeared(_)
        | Event::ArticleCorrected(_)
        | Event::ArticleImported(_)
        | Event::ArticleReread(_)
        | Event::ArticleRestored(_)
        | Event::ArticleWithdrawn(_)
        | Event::ClaimsExtracted(_)
        | Event::ContentWithheld(_)
        | Event::KeyRotated(_)
        | Event::LedgerCreated(_)
        | Event::LedgerSucceeded(_)
        | Event::PolicySet(_)
        | Event::ReviewerAdded(_)
        | Event::ReviewerInvited(_)
        | Event::ReviewerRenamed(_)
        | Event::ReviewerRetired(_)
        | Event::ReviewerRevoked(_)
        | Event::RoleGiven(_)
        | Event::ScaleSet(_)
        | Event::Unknown(_) => "recorded",
    }
}

/// Ids, with consecutive ones as ranges: `C1–C4, C9`.
pub(super) struct Ranges<'a, I, L> {
    pub(super) ids: &'a [I],
    /// How one id is shown.
    pub(super) link: L,
}

impl<I: Copy + Into<u64>, T: Display, L: Fn(I) -> T> Display for Ranges<'_, I, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let runs =
            self.ids.chunk_by(|one, next| (*one).into().checked_add(1) == Some((*next).into()));
        for (index, run) in runs.enumerate() {
            if index > 0 {
                f.write_str(", ")?;
            }
            match *run {
                [] => {}
                [only] => write!(f, "{}", (self.link)(only))?,
                [first, .., last] => write!(f, "{}–{}", (self.link)(first), (self.link)(last))?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use crate::view::ClaimDetail;

    #[track_caller]
    fn check(ids: &[u64], expected: &str) {
        let ids: Vec<ClaimId> = ids.iter().copied().map(ClaimId).collect();
        assert_eq!(Ranges { ids: &ids, link: |id| id }.to_string(), expected);
    }

    #[test]
    fn consecutive_ids_are_shown_as_ranges() {
        check(&[], "");
        check(&[7], "C7");
        check(&[1, 2, 3, 4, 9, 11, 12], "C1–C4, C9, C11–C12");
        check(&[u64::MAX, 0, 1], "C18446744073709551615, C0–C1");
    }

    #[test]
    fn each_verdict_says_what_it_rests_on() {
        let shown: Vec<String> = samples::sections()
            .iter()
            .flat_map(|section| &section.claims)
            .filter(|examined| !examined.listed.claim.conflict)
            .map(|ClaimDetail { listed, .. }| {
                format!("{} {}{}", listed.claim.id, listed.claim.status, verdict_basis(listed))
            })
            .collect();
        assert_eq!(
            shown,
            [
                "C1 corroborated by 2 reviewers",
                "C3 unverified: not reviewed yet",
                "C6 unverified: reviewed before, and reopened by 1 reviewer",
                "C4 unverified: not reviewed yet",
                "C5 disputed by 1 reviewer",
            ]
        );
    }
}
