use super::Failure;
use crate::text::explain::CannotExplain;

impl From<CannotExplain> for Failure {
    fn from(error: CannotExplain) -> Self {
        let failure = Self::of(&error);
        match error {
            CannotExplain::NoScore(claim) => {
                failure.hint(format!("`factledger show {claim}` shows who added it"))
            }
            CannotExplain::OtherExtractor { claim, .. } => failure.hint(format!(
                "the recorded score is unchanged; only the program and the model that made it can\n\
                 explain it: `factledger show {claim} --format json` names both"
            )),
        }
    }
}
