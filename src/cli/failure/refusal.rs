use super::Failure;
use crate::domain::Refusal;

impl Failure {
    /// Say what to do about a rule that refuses an act.
    pub(super) fn hint_at(self, refusal: &Refusal) -> Self {
        match refusal {
            Refusal::AlreadyDismissed(claim) | Refusal::AlreadyWaived { claim, .. } => {
                self.hint(format!("`factledger show {claim}` shows who did that, and why"))
            }
            Refusal::AlreadyMarked { .. } => {
                self.hint("another reviewer can mark it, or you can change your own review with a note")
            }
            Refusal::AlreadyUnverified(_) => self.hint(
                "it is not reviewed yet; to record a search that found nothing, add a note: -m NOTE",
            ),
            Refusal::AlreadyWithdrawn(article) => {
                self.hint(format!("`factledger show {article}` shows who did that, and why"))
            }
            Refusal::Assigned { claim, .. } => self.hint(format!(
                "an editor can give it to somebody else: `factledger assign {claim} NAME`"
            )),
            Refusal::Dismissed(claim) => {
                self.hint(format!("`factledger restore {claim} -m REASON` restores it"))
            }
            Refusal::Gone(claim) => self.hint(format!(
                "`factledger show {claim}` shows its words, and what was said of them;\n\
                 `factledger list --gone` lists all such claims"
            )),
            Refusal::Hidden(claim) => self.hint(format!(
                "reviews are blind here: `factledger mark {claim} STATUS -m NOTE`, and you see what others said"
            )),
            Refusal::Importer { claim, .. } => self.hint(format!(
                "somebody else can judge it; where there is nobody else, an editor can make an exception:\n\
                 `factledger waive {claim} no_importer -m REASON`"
            )),
            Refusal::CannotJudge(_) | Refusal::HasRole { .. } => {
                self.hint("`factledger reviewer list` shows who has which role")
            }
            Refusal::LeaseLength(_) => self.hint("`--for 2h`, or `--for 3d`"),
            Refusal::LastEditor(_) => self.hint(
                "make somebody else an editor first: `factledger reviewer role NAME editor`",
            ),
            Refusal::Judged { .. } => {
                self.hint("they will see it, and your reason; to dismiss it all the same: --over")
            }
            Refusal::JudgedIn { .. } => {
                self.hint("their reviews stay in the log; to withdraw it all the same: --over")
            }
            Refusal::NothingAssigned(claim)
            | Refusal::NothingTagged(claim)
            | Refusal::NotTheirs { claim, .. }
            | Refusal::TooManyTags(claim) => {
                self.hint(format!("`factledger show {claim}` shows who has it, and its tags"))
            }
            Refusal::AlreadyRests { claim, .. }
            | Refusal::DoesNotRest { claim, .. }
            | Refusal::TooManyGrounds(claim) => {
                self.hint(format!("`factledger show {claim}` shows on what it rests"))
            }
            Refusal::Circle { claim, on } if claim == on => self,
            Refusal::Circle { on, .. } => {
                self.hint(format!("`factledger show {on}` shows on what it rests"))
            }
            Refusal::NothingScoped(claim) => {
                self.hint(format!("`factledger show {claim}` shows what it covers"))
            }
            Refusal::NothingCorrected(what) => {
                self.hint(format!("`factledger show {what}` shows what is recorded"))
            }
            Refusal::NoEvidence { claim, .. } => self.hint(format!(
                "`factledger evidence list {claim}` shows what there is;\n\
                 `factledger evidence add {claim} URL|FILE` adds more"
            )),
            Refusal::NoNote { claim, .. } | Refusal::NoReview { claim, .. } => {
                self.hint(format!("`factledger history {claim}` lists what was said, and by whom"))
            }
            Refusal::NoConflict(claim) | Refusal::NotReviewed { claim, .. } => {
                self.hint(format!("`factledger show {claim}` shows who has reviewed it"))
            }
            Refusal::NotYours { .. } => self.hint("say what you think of it: `mark` or `note`"),
            Refusal::NoteRequired { .. } => self.hint("give your grounds: -m NOTE"),
            Refusal::NotARule { .. } | Refusal::SamePolicy => {
                self.hint("`factledger policy` shows what it asks for")
            }
            Refusal::NotARating { .. } | Refusal::SameScale => {
                self.hint("`factledger rating scale show` shows the ratings, and what each stands for")
            }
            Refusal::NotTheirRole { .. } => {
                self.hint("`factledger reviewer list` shows who is an editor")
            }
            Refusal::OfPrograms(_) => self.hint(
                "`factledger reviewer add NAME --program` makes a key for a program",
            ),
            Refusal::OnlyPrograms(_) => {
                self.hint("a person judges a claim: `factledger mark`, or notes it: `factledger note`")
            }
            Refusal::Party { claim, .. } => self.hint(format!(
                "somebody who has not reviewed it can resolve it; where there is nobody else,\n\
                 an editor can make an exception: `factledger waive {claim} no_party -m REASON`"
            )),
            Refusal::UnsoundScale
            | Refusal::NotDismissed(_)
            | Refusal::NotWithdrawn(_)
            | Refusal::OtherBytes(_)
            | Refusal::OtherReading(_)
            | Refusal::OtherText(_)
            | Refusal::OtherWords(_)
            | Refusal::OverOthers(_)
            | Refusal::OverOtherJudges(_) => self,
            Refusal::Overtaken { claim, .. } => {
                self.hint(format!("`factledger history {claim}` shows who got there first"))
            }
            Refusal::Taken { .. } => {
                self.hint("`factledger next` gives you another one")
            }
            Refusal::Withdrawn(article) => self.hint(format!(
                "`factledger show {article}` says who withdrew it, and why;\n\
                 `factledger restore {article} -m REASON` brings it back, with all its claims"
            )),
        }
    }
}
