//! Everything that can be shown or printed of a ledger. Pure: no SQL, no format, no terminal.

mod as_of;
mod before;
mod bundle_note;
mod correction;
mod evidence;
mod finding;
mod hidden;
mod hit;
mod inbox;
mod key_change;
mod odd_time;
mod report_source;
mod reviewer;
mod revoked;
mod stats;
mod trial;
mod verification;
pub mod words;

pub use as_of::AsOf;
pub use before::Before;
pub use bundle_note::{BundleNote, NotABundleNote};
pub use correction::{ClaimCorrection, Corrected};
pub use evidence::{EvidenceDetail, ShownEvidence, found};
pub use finding::{
    CheckpointFault, ContentFault, EntryFault, FileFault, Finding, IndexFault, KeptFault,
    WordsFault,
};
pub use hidden::{Hidden, HistoryLine};
pub use hit::{Hit, HitOf};
pub use inbox::{Inbox, Notice};
pub use key_change::KeyChange;
pub use odd_time::OddTime;
pub use report_source::{Mark, MarkedText, Part, PartIterator, Parts, ReportSource};
pub use reviewer::Reviewer;
pub use revoked::{RevokedKey, RevokedKeys};
pub use stats::{
    Age, Agreement, ArticleStats, Doubt, MeasureKind, NotAPeriod, Open, PairStats, Per, Period,
    ReviewerStats, Stats, StatsQuery, Throughput,
};
pub use trial::Trial;
pub use verification::{Cosignature, Kept, Verification, WithheldCount};

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{
    Article, ArticleId, Claim, ClaimId, Counts, Docket, EntryId, Event, Evidence, EvidenceId,
    Fallen, Ground, LogEntry, Origin, RatingName, Remark, Review, ReviewerName, Ruling, Scope,
    Selection, Setting, Span, Status, Text, Timestamp, Withdrawal, fallen, ratings_of,
};

/// An article with what a list shows about it.
#[derive(Clone, Debug)]
pub struct ArticleSummary {
    pub article: Article,
    /// How many claims it has.
    pub counts: Counts,
    /// The last article that was imported later from the same origin, and that has another text.
    pub newer_text: Option<ArticleId>,
    /// The act that withheld its text and page.
    pub withheld: Option<LogEntry>,
}

/// A claim with what a list shows about it.
#[derive(Clone, Debug)]
pub struct ClaimSummary {
    pub article: Arc<Article>,
    pub claim: Claim,
    /// Who is to judge it, and its tags.
    pub docket: Docket,
    /// The evidence about it, also what was withdrawn, in the order in which it was added.
    pub evidence: Vec<ShownEvidence>,
    /// The other claims that it rests on, in order.
    pub grounds: Vec<Ground>,
    /// How many entries on it are hidden from the person who looks, until they review it. Then it is
    /// shown as if nobody had judged it.
    pub hidden: u64,
    /// The last article that was imported later from the same origin, and that has another text.
    pub newer_text: Option<ArticleId>,
    /// The notes that stand, in the order in which they were added.
    pub notes: Vec<Remark>,
    /// The reviews that stand, in the order in which they were given.
    pub reviews: Vec<Review>,
    /// The keys of reviewers that were revoked.
    pub revoked: Arc<RevokedKeys>,
    /// What was resolved and waived, in order.
    pub rulings: Vec<Ruling>,
    /// What it covers.
    pub scope: Option<Scope>,
}

impl ClaimSummary {
    /// Who says what: for each status that somebody stands by, the reviewers who do.
    pub fn sides(&self) -> Vec<(Status, Vec<&ReviewerName>)> {
        let latest: Vec<&Review> = Review::latest(&self.reviews).collect();
        let side = |status| {
            let of_status = latest.iter().filter(|review| review.status == status);
            (status, of_status.map(|review| &review.reviewer).collect::<Vec<_>>())
        };
        Status::ALL.into_iter().map(side).filter(|(_, by)| !by.is_empty()).collect()
    }
}

impl ClaimSummary {
    /// The evidence that its reviews rest on, and that has fallen since.
    pub fn fallen(&self) -> BTreeMap<EvidenceId, Fallen> {
        let evidence: Vec<Evidence> =
            self.evidence.iter().map(|shown| shown.evidence.clone()).collect();
        fallen(&self.reviews, &evidence)
    }

    /// The ratings of the house that were given with its verdict, each once. While there is none, or
    /// its reviewers disagree, there are none.
    pub fn ratings(&self) -> Vec<&RatingName> {
        if self.claim.conflict || !self.claim.waits.is_nothing() {
            return Vec::new();
        }
        ratings_of(self.claim.status, &self.reviews, &self.rulings)
    }

    /// Whether a claim that it rests on has fallen.
    pub fn is_groundless(&self) -> bool {
        self.grounds.iter().any(|ground| ground.fell.is_some())
    }

    /// Whether the review of this entry stands.
    pub fn has_review(&self, entry: EntryId) -> bool {
        self.reviews.iter().any(|review| review.entry == entry)
    }

    /// Whether nobody has reviewed the claim since this ruling.
    pub fn is_last(&self, ruling: &Ruling) -> bool {
        self.reviews.last().is_none_or(|review| review.entry < ruling.entry)
    }

    /// Whether the note of this entry stands.
    pub fn has_note(&self, entry: EntryId) -> bool {
        self.notes.iter().any(|note| note.entry == entry)
    }
}

/// A claim with everything known about it.
#[derive(Clone, Debug)]
pub struct ClaimDetail {
    /// Its history since it was recorded, in order.
    pub acts: Vec<LogEntry>,
    /// How it stood before, in a report that compares with an earlier one.
    pub before: Option<Before>,
    pub context: Context,
    pub listed: ClaimSummary,
    /// The person who imported the article, or who added the claim by hand.
    pub recorded_by: ReviewerName,
    /// Where its words stand in the document. Found there when a person looks at the claim; a report
    /// is without it.
    pub setting: Setting,
}

impl ClaimDetail {
    /// Whether this is a review or a note that was taken back, or replaced. Pages for others do not
    /// repeat what it said.
    pub fn is_taken_back(&self, act: &LogEntry) -> bool {
        let (event, at) = (&act.entry.event, act.position);
        matches!(event, Event::ClaimReviewed(_)) && !self.listed.has_review(at)
            || matches!(event, Event::NoteAdded(_)) && !self.listed.has_note(at)
    }

    /// What was put right about it, in order.
    pub fn corrections(&self) -> Vec<ClaimCorrection<'_>> {
        correction::corrections(self)
    }

    /// The notes and reasons that people wrote about it, except those of reviews.
    pub fn notes(&self) -> impl Iterator<Item = &LogEntry> {
        self.acts.iter().filter(|act| {
            let event = &act.entry.event;
            matches!(
                event,
                Event::ClaimDismissed(_)
                    | Event::ClaimRestored(_)
                    | Event::ClaimSuggested(_)
                    | Event::VerdictResolved(_)
                    | Event::WaiverGiven(_)
            ) || matches!(event, Event::NoteAdded(_)) && !self.is_taken_back(act)
        })
    }
}

/// The words around a quote: the rest of its paragraph, cut where it is very long.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    pub after: String,
    pub before: String,
}

impl Context {
    /// The longest text on one side, in characters.
    const LONGEST: usize = 600;

    pub fn of(text: &Text, span: Span) -> Self {
        let paragraph = text.paragraph(span).range();
        let words = text.as_str();
        let before = words.get(paragraph.start..span.start()).unwrap_or_default();
        let after = words.get(span.end()..paragraph.end).unwrap_or_default();
        let first = before.char_indices().rev().nth(Self::LONGEST - 1).map(|(at, _)| at);
        let end = after.char_indices().nth(Self::LONGEST).map(|(at, _)| at);
        Self {
            after: end.map_or_else(|| after.to_owned(), |end| format!("{}…", &after[..end])),
            before: match first {
                Some(first) if first > 0 => format!("…{}", &before[first..]),
                Some(_) | None => before.to_owned(),
            },
        }
    }
}

/// The head of an audit report. Its articles and claims are read one by one from a
/// [`ReportSource`].
#[derive(Clone, Debug)]
pub struct Report {
    pub articles: u64,
    /// If it shows an earlier state.
    pub as_of: Option<AsOf>,
    /// The signed checkpoint of that state, verbatim (C2SP tlog-checkpoint).
    pub checkpoint: Option<String>,
    pub counts: Counts,
    /// How many entries the log has.
    pub entries: u64,
    /// If something is hidden from the person who made it.
    pub hidden: Option<Hidden>,
    /// The claims on which the reviewers disagree.
    pub in_conflict: Vec<ClaimId>,
    /// The entries that gave the log another key.
    pub key_changes: Vec<KeyChange>,
    /// The last entry of the log: the report shows the state after it. Absent if it is hidden.
    pub last: Option<LogEntry>,
    /// When the report was created.
    pub made_at: Timestamp,
    /// The entries whose time shows that a clock was wrong.
    pub odd_times: Vec<OddTime>,
    /// The name of the log.
    pub origin: Option<Origin>,
    /// The entries that set the policy, in order. Each counts from the next entry on.
    pub policies: Vec<LogEntry>,
    /// The keys that were revoked, with the entries that they signed.
    pub revoked: RevokedKeys,
    /// If it is not about all claims.
    pub selected: Option<Selected>,
    /// The claims that nobody has reviewed yet, or that were reopened.
    pub unverified: Vec<ClaimId>,
    /// The articles that are withdrawn. They have no section.
    pub withdrawn: Vec<WithdrawnArticle>,
}

/// An article that is withdrawn.
#[derive(Clone, Debug)]
pub struct WithdrawnArticle {
    pub article: ArticleId,
    /// How many claims it has.
    pub claims: u64,
    pub withdrawal: Withdrawal,
}

/// What a report is about that is not about everything.
#[derive(Clone, Debug)]
pub struct Selected {
    /// How many articles the ledger has.
    pub articles: u64,
    /// How many claims the ledger has.
    pub counts: Counts,
    pub of: Selection,
}

/// What a report says about one article, before its claims.
#[derive(Clone, Debug)]
pub struct Section {
    pub article: Arc<Article>,
    /// Of the claims that the report is about.
    pub counts: Counts,
    /// The last article that was imported later from the same origin, and that has another text.
    pub newer_text: Option<ArticleId>,
    /// The act that withheld its text and page.
    pub withheld: Option<LogEntry>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn context(text: &str, quote: &str, before: &str, after: &str) {
        let start = text.find(quote).unwrap();
        let text = Text::from(text);
        let span = text.span(start..start + quote.len()).unwrap();
        let expected = Context { after: after.to_owned(), before: before.to_owned() };
        assert_eq!(Context::of(&text, span), expected);
    }

    #[test]
    fn the_context_of_a_quote_is_the_rest_of_its_paragraph() {
        context(
            "Other.\nIt rained. It cost 5. So what?\nMore.",
            "It cost 5.",
            "It rained. ",
            " So what?",
        );
        context("It cost 5.", "It cost 5.", "", "");
    }

    #[test]
    fn a_long_context_is_cut_and_says_so() {
        let long = "é".repeat(700);
        let kept = "é".repeat(600);
        context(&format!("{long}It{long}"), "It", &format!("…{kept}"), &format!("{kept}…"));
        context(&format!("{kept}It{kept}"), "It", &kept, &kept);
    }
}
