use std::collections::{BTreeMap, BTreeSet};

use super::scale::Fitting;
use super::{
    ArticleId, ClaimId, Coverage, Day, Docket, EntryId, EvidenceId, Fact, Note, OfClaim,
    RatingName, ReviewerName, Role, Rule, Scale, Status, Subject, Tag, Timestamp,
};

/// What a person does to an article.
#[derive(Clone, Debug)]
pub enum ArticleAct {
    /// Correct facts of it; those without a value are removed.
    Correct { facts: BTreeMap<Fact, Option<String>>, reason: Option<Note> },
    /// Restore it after it was withdrawn, with the reason.
    Restore(Note),
    /// Withdraw it, with the reason.
    Withdraw {
        /// Also if somebody else has judged one of its claims.
        over: bool,
        reason: Note,
    },
}

/// What a person does to a claim.
#[derive(Clone, Debug)]
pub enum Act {
    /// Give it to a person to judge, or to nobody.
    Assign { at: Timestamp, due: Option<Day>, to: Option<ReviewerName> },
    /// Correct who said it; nobody is named if there is no claimant.
    Correct { claimant: Option<String>, reason: Option<Note> },
    /// Dismiss it as not a claim, with the reason.
    Dismiss {
        /// Also if somebody else has judged it.
        over: bool,
        reason: Note,
    },
    /// Let it rest on another claim.
    Link { reason: Option<Note>, to: OfClaim },
    /// Add a note to it, in the place of an earlier one if that is named.
    Note { note: Note, replaces: Option<EntryId> },
    /// Give it back.
    Release { at: Timestamp },
    /// End the conflict of its reviewers with this verdict, if it is the one that is expected.
    Resolve { rating: Option<RatingName>, reason: Note, status: Status },
    /// Restore it as a claim, with the reason.
    Restore(Note),
    /// Take back one of one's own notes on it.
    Retract { note: EntryId, reason: Note },
    /// Give a verdict on it.
    Review(NewReview),
    /// Say what it covers, in the place of what was said before.
    Scope { covers: Coverage, reason: Option<Note> },
    /// Suggest a verdict, as a program.
    Suggest { note: Option<Note>, rating: Option<RatingName>, status: Status },
    /// Put these tags on it, and take those off it.
    Tag { add: BTreeSet<Tag>, remove: BTreeSet<Tag> },
    /// Take it to judge it, for a while.
    Take { at: Timestamp, until: Timestamp },
    /// Let it rest on another claim no more.
    Unlink { reason: Option<Note>, to: OfClaim },
    /// Make an exception from a rule, with the reason.
    Waive { reason: Note, rule: Rule },
    /// Take back one's own review: the one named, or else the last.
    Withdraw { reason: Note, review: Option<EntryId> },
}

impl Act {
    /// When it is done, if the rules ask that: leases run out.
    pub(super) fn time(&self) -> Timestamp {
        match self {
            Self::Assign { at, .. } | Self::Release { at } | Self::Take { at, .. } => *at,
            Self::Correct { .. }
            | Self::Dismiss { .. }
            | Self::Link { .. }
            | Self::Note { .. }
            | Self::Resolve { .. }
            | Self::Restore(_)
            | Self::Retract { .. }
            | Self::Review(_)
            | Self::Scope { .. }
            | Self::Suggest { .. }
            | Self::Tag { .. }
            | Self::Unlink { .. }
            | Self::Waive { .. }
            | Self::Withdraw { .. } => Timestamp::default(),
        }
    }
}

/// A reviewer's verdict on a claim.
#[derive(Clone, Debug)]
pub struct NewReview {
    /// What it rests on.
    pub evidence: BTreeSet<EvidenceId>,
    /// The verdict that the reviewer expects to be in force. If another one is, someone else was
    /// first.
    pub expected: Option<Status>,
    pub note: Option<Note>,
    /// The rating of the house that goes with it.
    pub rating: Option<RatingName>,
    pub status: Status,
}

/// The rule that refuses an act. The act has no effect.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("`{0}` is already dismissed")]
    AlreadyDismissed(ClaimId),
    #[error("`{claim}` is already {status} by {reviewer}")]
    AlreadyMarked { claim: ClaimId, reviewer: ReviewerName, status: Status },
    #[error("`{claim}` already rests on `{on}`")]
    AlreadyRests { claim: ClaimId, on: ClaimId },
    #[error("`{rule}` is already waived for `{claim}`")]
    AlreadyWaived { claim: ClaimId, rule: Rule },
    #[error("`{0}` is already unverified")]
    AlreadyUnverified(ClaimId),
    #[error("`{claim}` is assigned to {to}")]
    Assigned { claim: ClaimId, to: ReviewerName },
    #[error("`{on}` rests on `{claim}`, by whatever way, so `{claim}` cannot rest on `{on}`")]
    Circle { claim: ClaimId, on: ClaimId },
    #[error("{0} is nobody who judges here: no reviewer or editor with a valid key")]
    CannotJudge(ReviewerName),
    #[error("`{0}` is already withdrawn")]
    AlreadyWithdrawn(ArticleId),
    #[error("`{claim}` does not rest on `{on}`")]
    DoesNotRest { claim: ClaimId, on: ClaimId },
    #[error("`{0}` is dismissed as not a claim")]
    Dismissed(ClaimId),
    /// The words of a claim are judged only while they stand in the article as it is read.
    #[error("`{0}` is gone: its article was read again, and is now read without it")]
    Gone(ClaimId),
    /// The person reviews blind, and has not reviewed the claim.
    #[error("what others said of `{0}` is hidden from you until you review it")]
    Hidden(ClaimId),
    #[error("{name} is already {}", .role.with_article())]
    HasRole { name: ReviewerName, role: Role },
    #[error("`{claim}` was judged by {}", names(.by))]
    Judged { by: Vec<ReviewerName>, claim: ClaimId },
    #[error("claims of `{article}` were judged by {}", names(.by))]
    JudgedIn { article: ArticleId, by: Vec<ReviewerName> },
    #[error("{by} imported or added `{claim}`, and the policy lets others judge it")]
    Importer { by: ReviewerName, claim: ClaimId },
    #[error("{0} is the last editor")]
    LastEditor(ReviewerName),
    #[error("`{0}` can be taken for at least a second, and at most 31 days")]
    LeaseLength(ClaimId),
    #[error("`{evidence}` is not evidence about `{claim}` that stands")]
    NoEvidence { claim: ClaimId, evidence: EvidenceId },
    #[error("`{entry}` is not a note on `{claim}` that stands")]
    NoNote { claim: ClaimId, entry: EntryId },
    #[error("`{entry}` is not a review of `{claim}` that stands")]
    NoReview { claim: ClaimId, entry: EntryId },
    #[error("`{claim}` needs a note to be marked {status}")]
    NoteRequired { claim: ClaimId, status: Status },
    #[error("the reviewers of `{0}` do not disagree")]
    NoConflict(ClaimId),
    #[error("`{rating}` is no rating for {status}; {}", Fitting(.fitting))]
    NotARating { claim: ClaimId, fitting: Vec<RatingName>, rating: RatingName, status: Status },
    #[error("the policy does not ask for `{rule}`, so there is nothing to waive for `{claim}`")]
    NotARule { claim: ClaimId, rule: Rule },
    #[error("`{0}` is not dismissed")]
    NotDismissed(ClaimId),
    #[error("`{0}` is assigned so already")]
    NothingAssigned(ClaimId),
    #[error("that would change nothing of `{0}`")]
    NothingCorrected(Subject),
    #[error("that would change nothing of what `{0}` covers")]
    NothingScoped(ClaimId),
    #[error("that would change no tag of `{0}`")]
    NothingTagged(ClaimId),
    #[error("{reviewer} has no review of `{claim}`")]
    NotReviewed { claim: ClaimId, reviewer: ReviewerName },
    #[error("`{0}` is not withdrawn")]
    NotWithdrawn(ArticleId),
    #[error("{by} is {}, who may not do that", .role.with_article())]
    NotTheirRole { by: ReviewerName, role: Role },
    #[error("`{claim}` is neither assigned to {by} nor taken by {by}")]
    NotTheirs { by: ReviewerName, claim: ClaimId },
    #[error("`{entry}` is by {by}, and only {by} can take it back")]
    NotYours { by: ReviewerName, entry: EntryId },
    #[error("{0} is a program, or would be: a program has a key of its own, and stays one")]
    OfPrograms(ReviewerName),
    #[error("{0} is a person, and only programs suggest")]
    OnlyPrograms(ReviewerName),
    /// Other bytes are another article.
    #[error("it is not a reading of the bytes of `{0}`")]
    OtherBytes(ArticleId),
    /// It goes on with a reading that is not the last one.
    #[error("it does not go on with the last reading of `{0}`")]
    OtherReading(ArticleId),
    /// Another text is another article.
    #[error("it does not have the text of `{0}`")]
    OtherText(ArticleId),
    #[error("it is not about the words of `{0}`")]
    OtherWords(ClaimId),
    /// The event names other reviewers than those whose judgement it sets aside.
    #[error("it does not name the reviewers who judged `{0}`")]
    OverOthers(ClaimId),
    /// The event names other reviewers than those who judged claims of the article.
    #[error("it does not name the reviewers who judged claims of `{0}`")]
    OverOtherJudges(ArticleId),
    #[error("`{claim}` is {found}{}, not {expected} as you expected", if *.conflict { ", in conflict" } else { "" })]
    Overtaken { claim: ClaimId, conflict: bool, expected: Status, found: Status },
    #[error("{by} is a party to the conflict about `{claim}`")]
    Party { by: ReviewerName, claim: ClaimId },
    #[error("that is the policy already")]
    SamePolicy,
    #[error("that is the scale of ratings already")]
    SameScale,
    #[error("`{claim}` is taken by {by} until {} UTC", .until.to_minute())]
    Taken { by: ReviewerName, claim: ClaimId, until: Timestamp },
    #[error("`{0}` would rest on more than {most} claims", most = Docket::MOST_GROUNDS)]
    TooManyGrounds(ClaimId),
    #[error("`{0}` would have more than {most} tags", most = Docket::MOST_TAGS)]
    TooManyTags(ClaimId),
    #[error("a rating is on the scale twice, or there are more than {}", Scale::MOST)]
    UnsoundScale,
    /// Nothing is done to the claims of an article that is withdrawn.
    #[error("`{0}` is withdrawn")]
    Withdrawn(ArticleId),
}

impl Refusal {
    /// The same, without a word of what others said of this claim.
    pub(super) fn veiled(self, claim: ClaimId) -> Self {
        match self {
            Self::Judged { claim, .. } => Self::Judged { by: Vec::new(), claim },
            Self::AlreadyMarked { .. }
            | Self::AlreadyUnverified(_)
            | Self::AlreadyWaived { .. }
            | Self::NoConflict(_)
            | Self::NoNote { .. }
            | Self::NoReview { .. }
            | Self::NotARule { .. }
            | Self::NotYours { .. }
            | Self::OverOthers(_)
            | Self::Overtaken { .. }
            | Self::Party { .. } => Self::Hidden(claim),
            Self::AlreadyDismissed(_)
            | Self::AlreadyRests { .. }
            | Self::AlreadyWithdrawn(_)
            | Self::Assigned { .. }
            | Self::CannotJudge(_)
            | Self::Circle { .. }
            | Self::DoesNotRest { .. }
            | Self::Dismissed(_)
            | Self::Gone(_)
            | Self::HasRole { .. }
            | Self::Hidden(_)
            | Self::Importer { .. }
            | Self::JudgedIn { .. }
            | Self::LastEditor(_)
            | Self::LeaseLength(_)
            | Self::NoEvidence { .. }
            | Self::NoteRequired { .. }
            | Self::NotDismissed(_)
            | Self::NothingAssigned(_)
            | Self::NothingCorrected(_)
            | Self::NothingScoped(_)
            | Self::NothingTagged(_)
            | Self::NotReviewed { .. }
            | Self::NotWithdrawn(_)
            | Self::NotTheirRole { .. }
            | Self::NotTheirs { .. }
            | Self::OfPrograms(_)
            | Self::OnlyPrograms(_)
            | Self::OtherBytes(_)
            | Self::OtherReading(_)
            | Self::OtherText(_)
            | Self::OtherWords(_)
            | Self::OverOtherJudges(_)
            | Self::NotARating { .. }
            | Self::SamePolicy
            | Self::SameScale
            | Self::UnsoundScale
            | Self::Taken { .. }
            | Self::TooManyGrounds(_)
            | Self::TooManyTags(_)
            | Self::Withdrawn(_) => self,
        }
    }
}

/// Those whose names must not be known are others.
fn names(names: &[ReviewerName]) -> String {
    if names.is_empty() {
        return "others".to_owned();
    }
    let names: Vec<&str> = names.iter().map(ReviewerName::as_str).collect();
    names.join(", ")
}
